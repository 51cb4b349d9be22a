# shellcheck shell=bash
# Builds the command `kprobes` for a plain class path when a source is newer than what was built. Sourced after lib.sh.
# The compiler and its settings are those of the Tycho build; Maven runs only to fetch libraries.

command_home=$root/target/kprobes
command_bundles=(definition decoder symbols target tracefs target.local target.ssh target.simulated registry recording cli)

# The folders of the bundles that there are.
command_folders() {
    local name
    for name in "${command_bundles[@]}"; do
        [ -d "$root/bundles/io.kprobestudio.$name/src" ] && printf '%s\n' "$root/bundles/io.kprobestudio.$name"
    done
    return 0
}

command_stale() {
    local folders
    [ -f "$command_home/current/kprobes.jar" ] || return 0
    mapfile -t folders < <(command_folders)
    [ -n "$(find "${folders[@]/%//src}" "${folders[@]/%//META-INF}" "$root/pom.xml" "$root/releng/cli" \
        "$root/releng/scripts/command.sh" "$root/releng/settings" -newer "$command_home/current/kprobes.jar" \
        -print -quit 2>/dev/null)" ]
}

fetch_libraries() {
    local jar stamp=$command_home/libraries log=$command_home/libraries.log
    if [ -f "$stamp" ] && [ ! "$root/pom.xml" -nt "$stamp" ] && [ ! "$root/releng/cli/pom.xml" -nt "$stamp" ]; then
        return
    fi
    rm -rf "$command_home/lib" "$command_home/tools"
    run_maven -q -f releng/cli/pom.xml dependency:copy-dependencies@libraries dependency:copy-dependencies@tools \
        -Dcommand.home="$command_home" >"$log" 2>&1 || { cat "$log" >&2; die "the libraries could not be fetched"; }
    for jar in "$command_home"/lib/*.jar; do
        if "$JAVA_HOME/bin/jar" --list --file "$jar" | grep -q '^META-INF/[^/]*\.SF$'; then unsign "$jar"; fi
    done
    touch "$stamp"
}

# Packs a library anew without its signature: Maven has compared its checksum, and the virtual machine would verify it at each start and
# keep no class of it in its archive.
unsign() {
    local jar
    jar=$(readlink -f "$1")
    rm -rf "$jar.files"
    mkdir "$jar.files"
    (cd "$jar.files" && "$JAVA_HOME/bin/jar" --extract --file "$jar")
    rm "$jar.files"/META-INF/*.SF "$jar.files"/META-INF/*.RSA
    # Of the manifest what is about the whole of it: digests of its files follow behind an empty line.
    sed '/^\r*$/q' "$jar.files/META-INF/MANIFEST.MF" >"$jar.manifest"
    rm "$jar.files/META-INF/MANIFEST.MF"
    "$JAVA_HOME/bin/jar" --create --no-compress --file "$jar.new" --manifest "$jar.manifest" -C "$jar.files" .
    mv "$jar.new" "$jar"
    rm -rf "$jar.files" "$jar.manifest"
}

# Puts what a bundle ships beside its classes into folder $2.
copy_resources() {
    local file
    (cd "$1/src" && find . -type f ! -name '*.java' ! -path './META-INF/services/*' -print0 |
        xargs -0 -r cp --parents -t "$2")
    mkdir -p "$2/META-INF/services"
    for file in "$1"/META-INF/services/* "$1"/src/META-INF/services/*; do
        [ ! -f "$file" ] || { cat "$file"; echo; } >>"$2/META-INF/services/${file##*/}"
    done
}

build_command() {
    local new folders folder libraries classes log
    mkdir -p "$command_home"
    exec 9>"$command_home/lock"
    flock 9
    command_stale || { exec 9>&-; return; }
    fetch_libraries
    new=$command_home/build-$(date +%s%N)
    classes=$new/classes log=$new/compiler.log
    mkdir -p "$classes"
    cp -pl "$command_home"/lib/*.jar "$new"
    mapfile -t folders < <(command_folders)
    libraries=$(printf '%s:' "$new"/*.jar "$command_home"/tools/*.jar)
    # Of the time before compiling: what is edited meanwhile is built the next time.
    touch "$new/began"
    if ! "$JAVA_HOME/bin/java" -XX:TieredStopAtLevel=1 -jar "$command_home"/tools/ecj-*.jar --release 21 -encoding UTF-8 \
        -nowarn -proc:none -properties "$root/releng/settings/org.eclipse.jdt.core.prefs" -cp "$libraries" \
        -d "$classes" "${folders[@]/%//src}" "$root/releng/cli/src" >"$log" 2>&1; then
        grep -v 'WARNING in' "$log" >&2
        rm -rf "$new"
        die "the command does not compile"
    fi
    for folder in "${folders[@]}"; do
        copy_resources "$folder" "$classes"
    done
    "$JAVA_HOME/bin/jar" --create --no-compress --file "$new/kprobes.jar" -C "$classes" .
    rm -rf "$classes" "$log"
    touch -r "$new/began" "$new/kprobes.jar"
    archive_classes "$new"
    ln -sfn "${new##*/}" "$command_home/current.new"
    mv -T "$command_home/current.new" "$command_home/current"
    find "$command_home" -maxdepth 1 -name 'build-*' ! -name "${new##*/}" -mmin +60 -exec rm -rf {} +
    exec 9>&-
}

# The class path of build folder $1.
command_class_path() {
    local jar path=$1/kprobes.jar
    for jar in "$1"/*.jar; do
        [ "$jar" = "$1/kprobes.jar" ] || path=$path:$jar
    done
    printf '%s\n' "$path"
}

# Keeps what the virtual machine learns from a rehearsal of typical runs: the loaded classes and, from JDK 25 on, which
# methods run hot and with what, so that they are compiled at once and for good. Commands that go to a board have an archive
# of their own.
archive_classes() {
    local folder=$1/sample name
    mkdir -p "$folder/session"
    for name in amd64-7.2-kp imx6-6.1-mix; do
        tar -C "$folder" -xJf "$root/tests/data/kernel-truth/recordings/$name.tar.xz" || true
    done
    rehearse "$1" kprobes Rehearsal "$folder/amd64-7.2-kp" "$folder/imx6-6.1-mix"
    rehearse "$1" kprobes-ssh RehearsedSession "$folder/session"
    rm -rf "$folder"
    printf '%s\n' "$JAVA_HOME" >"$1/java-home"
}

# rehearse HOME ARCHIVE CLASS ARGUMENT...: a rehearsal that fails leaves no archive, and what starts without one starts slowly.
rehearse() {
    local run=("$JAVA_HOME/bin/java" -cp "$(command_class_path "$1")" "${command_options[@]}")
    local archive=$1/$2 list=$1/sample/classes rehearsal=("io.kprobestudio.cli.$3" "${@:4}")
    (
        if [ "$(jdk_version "$JAVA_HOME")" -ge 25 ]; then
            "${run[@]}" -XX:AOTCacheOutput="$archive.aot" "${rehearsal[@]}"
        else
            "${run[@]}" -XX:DumpLoadedClassList="$list" "${rehearsal[@]}"
            "${run[@]}" -Xshare:dump -XX:SharedClassListFile="$list" -XX:SharedArchiveFile="$archive.jsa"
        fi
    ) >/dev/null 2>&1 || true
}

# Prints the option that makes the virtual machine use the archive of build folder $1 that suits the arguments behind it.
archive_option() {
    local home=$1 name=kprobes argument
    shift
    for argument in "$@"; do
        case $argument in
            ssh:* | --target=ssh:*) name=kprobes-ssh ;;
        esac
    done
    if [ -f "$home/$name.aot" ]; then
        printf -- '-XX:AOTCache=%s\n' "$home/$name.aot"
    else
        printf -- '-XX:SharedArchiveFile=%s\n' "$home/$name.jsa"
    fi
}

# Text is printed by many small methods, a class an event: inlined into one another they take longer to compile than they
# gain, hence InlineSmallCode.
# MINA's SSH needs nothing of Bouncy Castle's JCE provider that this Java lacks, and registering it takes 0.3 s; what is called
# of that library for key exchanges after quantum computers is not the provider.
# What is called by reflection is called a few times (mapping a file makes its buffer so): useNativeAccessorOnly saves the
# classes that are made for many calls.
command_options=(-XX:+UseSerialGC -XX:-UsePerfData -XX:+IgnoreUnrecognizedVMOptions -XX:InlineSmallCode=400 --enable-native-access=ALL-UNNAMED
    -Dorg.apache.sshd.security.provider.BC.enabled=false -Djdk.reflect.useNativeAccessorOnly=true -Dorg.slf4j.simpleLogger.defaultLogLevel=off)

# Replaces this shell by the command with its arguments.
exec_command() {
    local home java archive
    home=$(readlink -f "$command_home/current")
    archive=$(archive_option "$home" "$@")
    java=$(<"$home/java-home")
    [ -x "$java/bin/java" ] || { use_jdk; java=$JAVA_HOME; }
    exec "$java/bin/java" "$archive" -Xlog:disable "${command_options[@]}" \
        -cp "$(command_class_path "$home")" io.kprobestudio.cli.Kprobes "$@"
}
