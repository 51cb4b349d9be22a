# shellcheck shell=bash
# Compiles bundles with their unit tests for runs outside OSGi: fuzzing, mutation, coverage. Sourced after lib.sh and command.sh.

quality_home=$root/target/quality

# Compiles the sources of the bundles named (short names), their unit tests, the test kit and the fuzzers.
build_quality() {
    local name folders=() tests=() libraries
    use_jdk
    mkdir -p "$quality_home"
    [ -d "$command_home/tools" ] || { mkdir -p "$command_home"; fetch_libraries; }
    if [ ! -d "$quality_home/lib" ] || [ "$root/pom.xml" -nt "$quality_home/lib" ]; then
        rm -rf "$quality_home/lib"
        run_maven -q -f releng/quality/pom.xml dependency:copy-dependencies -DoutputDirectory="$quality_home/lib" \
            >"$quality_home/libraries.log" 2>&1 || { cat "$quality_home/libraries.log" >&2; die "the tools could not be fetched"; }
        touch "$quality_home/lib"
    fi
    rm -rf "$quality_home/classes" "$quality_home/test-classes"
    mkdir -p "$quality_home/classes" "$quality_home/test-classes"
    for name in "$@"; do
        folders+=("$root/bundles/io.kprobestudio.$name/src")
        [ -d "$root/bundles/io.kprobestudio.$name/src-test" ] && tests+=("$root/bundles/io.kprobestudio.$name/src-test")
    done
    libraries=$(printf '%s:' "$quality_home"/lib/*.jar "$command_home"/lib/*.jar "$command_home"/tools/*.jar)
    compile_quality "$libraries" "$quality_home/classes" "${folders[@]}"
    # Providers of several bundles stand in one file on a class path.
    rm -rf "$quality_home/classes/META-INF/services"
    for name in "$@"; do
        copy_resources "$root/bundles/io.kprobestudio.$name" "$quality_home/classes"
    done
    compile_quality "$quality_home/classes:$libraries" "$quality_home/test-classes" "${tests[@]}" \
        "$root/tests/io.kprobestudio.testkit/src" ${quality_more:+"$quality_more"}
}

compile_quality() { # CLASS_PATH FOLDER SOURCES...
    local folder path=$1 out=$2
    shift 2
    "$JAVA_HOME/bin/java" -jar "$command_home"/tools/ecj-*.jar --release 21 -encoding UTF-8 -nowarn -proc:none -g \
        -properties "$root/releng/settings/org.eclipse.jdt.core.prefs" -cp "$path" -d "$out" "$@" \
        >"$quality_home/compiler.log" 2>&1 || { cat "$quality_home/compiler.log" >&2; die "compiling failed"; }
    for folder in "$@"; do
        (cd "$folder" && find . -type f ! -name '*.java' -print0 | xargs -0 -r cp --parents -t "$out")
    done
}

quality_class_path() {
    printf '%s:' "$quality_home/classes" "$quality_home/test-classes" "$quality_home"/lib/*.jar "$command_home"/lib/*.jar
}
