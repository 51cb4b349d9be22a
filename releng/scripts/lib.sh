# shellcheck shell=bash
# What the scripts at the root share: where things are kept, which Java and Maven run, what is installed when missing.
# Sourced with `root` set to the project's folder.

cache=${XDG_CACHE_HOME:-$HOME/.cache}/kprobe-studio
java_wanted=21
maven_wanted=3.9.11

say() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }
die() { say "$*"; exit 1; }

is_root() { [ "$(id -u)" = 0 ]; }

# The major version of the JDK in folder $1, from its release file; 0 where it is no JDK.
jdk_version() {
    local line version=0
    if [ -x "$1/bin/javac" ] && [ -r "$1/release" ]; then
        while IFS= read -r line; do
            case $line in
                JAVA_VERSION=*) version=${line#JAVA_VERSION=} version=${version//\"/} version=${version%%[!0-9]*} ;;
            esac
        done <"$1/release"
    fi
    printf '%s\n' "${version:-0}"
}

# Prints the first JDK that is new enough among JAVA_HOME, PATH and the system's folder of JDKs; fails when there is none.
find_jdk() {
    local javac candidate
    javac=$(command -v javac || true)
    [ -n "$javac" ] && javac=$(readlink -f "$javac") && javac=${javac%/bin/javac}
    for candidate in "${JAVA_HOME:-}" "$javac" /usr/lib/jvm/*; do
        if [ -n "$candidate" ] && [ "$(jdk_version "$candidate")" -ge "$java_wanted" ]; then
            printf '%s\n' "$candidate"
            return
        fi
    done
    return 1
}

# Installs Debian packages that are missing; only root can, anyone else is told what to ask for.
need_packages() {
    local package missing=()
    for package in "$@"; do
        # Since Debian 13 some libraries carry the suffix of the change of time_t.
        [[ $(dpkg-query -W -f='${Status}\n' "$package" "${package}t64" 2>/dev/null || true) == *'ok installed'* ]] \
            || missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] && return
    command -v apt-get >/dev/null || die "missing packages: ${missing[*]}; install them with your system's package manager"
    is_root || die "missing packages; run: sudo apt-get install ${missing[*]}"
    say "installing ${missing[*]}"
    apt_install "${missing[@]}"
}

apt_install() {
    local log
    log=$(mktemp)
    # Lists that cannot be brought up to date (a mirror in the middle of a sync) may still serve.
    apt-get -q -o DPkg::Lock::Timeout=300 update >"$log" 2>&1 || true
    if ! DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 install --no-install-recommends "$@" \
        >>"$log" 2>&1; then
        tail -n 15 "$log" >&2
        rm -f "$log"
        return 1
    fi
    rm -f "$log"
}

# Sets JAVA_HOME to a JDK that is new enough, installing one where that is possible.
use_jdk() {
    local package
    if ! JAVA_HOME=$(find_jdk); then
        if is_root && command -v apt-get >/dev/null; then
            for package in openjdk-21-jdk-headless openjdk-25-jdk-headless; do
                say "no JDK $java_wanted or later: installing $package"
                apt_install "$package" 2>/dev/null && break
            done
        fi
        JAVA_HOME=$(find_jdk) || die "no JDK $java_wanted or later; install one (openjdk-21-jdk) or set JAVA_HOME"
    fi
    export JAVA_HOME
}

# Sets `mvn` to the Maven that the build is known to work with, which any installed Maven fetches by its coordinates. A
# distribution's own may be patched: with Debian's 3.9.9 the build extension finds no TargetPlatformArtifactResolver.
use_maven() {
    local installed
    use_jdk
    mvn=$cache/apache-maven-$maven_wanted/bin/mvn
    [ -x "$mvn" ] && return
    installed=$(command -v mvn || true)
    if [ -z "$installed" ]; then
        is_root && command -v apt-get >/dev/null || die "no Maven; install maven (any version: it fetches $maven_wanted)"
        say "installing maven"
        apt_install maven || die "Maven could not be installed"
        installed=$(command -v mvn)
    fi
    say "fetching Maven $maven_wanted"
    mkdir -p "$cache"
    # Outside the project, whose build extension another Maven may not load; what the plug-in leaves behind goes too.
    local aside
    aside=$(mktemp -d)
    (cd "$aside" && "$installed" -q -B dependency:unpack -DoutputDirectory="$cache" \
        -Dartifact="org.apache.maven:apache-maven:$maven_wanted:zip:bin") >"$cache/maven.log" 2>&1 \
        || { cat "$cache/maven.log" >&2; die "Maven $maven_wanted could not be fetched"; }
    rm -rf "$aside"
    chmod +x "$mvn"
}

# Runs Maven on the project.
run_maven() {
    use_maven
    (cd "$root" && "$mvn" -B -ntp "$@")
}
