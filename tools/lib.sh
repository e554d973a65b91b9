# Shared by the scripts in this folder: finds Swift, installs what the build needs, builds quietly.
# shellcheck shell=bash
#
# Source it, do not run it. Everything here speaks on standard error only, so that standard output
# stays free for the data of the program that is started afterwards.

# The oldest Swift that reads our Package.swift.
swift_needed_major=6
swift_needed_minor=2
# The release that the instructions name; any newer 6.x does as well.
swift_suggested=6.3.1

# Exit codes, as in sysexits.h.
exit_unavailable=69
exit_defect=70
exit_try_again=75

say() { printf '%s\n' "accord: $*" >&2; }

# Prints the folder above tools/, symbolic links resolved.
repository_root() {
    local here
    here=$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")
    (cd -- "$here/.." && pwd -P)
}

# --- What is missing -------------------------------------------------------------------------

# Says whether the command is a Swift that is new enough.
is_new_swift() {
    local version major minor
    version=$("$1" --version 2>/dev/null | sed -n 's/.*Swift version \([0-9][0-9.]*\).*/\1/p' |
        head -n 1)
    [ -n "$version" ] || return 1
    major=${version%%.*}
    minor=${version#*.}
    minor=${minor%%.*}
    [ "$major" -gt "$swift_needed_major" ] ||
        { [ "$major" -eq "$swift_needed_major" ] && [ "$minor" -ge "$swift_needed_minor" ]; }
}

# Prints every place where a Swift may be, the likeliest first.
swift_candidates() {
    command -v swift || true
    printf '%s\n' \
        /opt/swift/usr/bin/swift \
        "${HOME:-/root}/.local/bin/swift" \
        "${HOME:-/root}/.local/share/swiftly/bin/swift" \
        "${HOME:-/root}/.local/swift/usr/bin/swift" \
        "${HOME:-/root}/.local/usr/bin/swift" \
        /usr/local/swift/usr/bin/swift
}

# Sets `swift` to a Swift that exists, preferring one that runs and is new enough.
# Sets `swift_state` to good, old, broken (a shared library is missing) or missing.
find_swift() {
    local candidate
    swift='' swift_state=missing
    while IFS= read -r candidate; do
        [ -x "$candidate" ] || continue
        if is_new_swift "$candidate"; then
            swift=$candidate swift_state=good
            return 0
        elif [ "$swift_state" != broken ]; then
            swift=$candidate swift_state=old
            if [ -n "$(missing_libraries_of "$candidate")" ]; then swift_state=broken; fi
        fi
    done < <(swift_candidates)
    return 0
}

# Prints the shared libraries that a toolchain asks for and this machine does not have.
missing_libraries_of() {
    local folder tool
    folder=$(dirname -- "$(readlink -f -- "$1")")
    for tool in swift-frontend swift-build swift-test swift-format clang lld; do
        [ -e "$folder/$tool" ] || continue
        ldd "$folder/$tool" 2>/dev/null | sed -n 's/^[[:space:]]*\([^ ]*\) => not found$/\1/p'
    done | sort -u
}

# Prints the Debian packages that are missing, one a line. Looks for what a package brings and not
# for its name, so that it also tells the truth where something was installed by other means.
missing_packages() {
    command -v git >/dev/null || printf '%s\n' git ca-certificates
    if ! command -v ld >/dev/null; then printf '%s\n' binutils; fi
    [ -e /usr/include/stdlib.h ] || printf '%s\n' libc6-dev
    compgen -G '/usr/include/c++/*/vector' >/dev/null || printf '%s\n' g++
    if command -v pkg-config >/dev/null; then
        pkg-config --exists lua5.4 || printf '%s\n' liblua5.4-dev
        pkg-config --exists sqlite3 || printf '%s\n' libsqlite3-dev
    else
        printf '%s\n' pkg-config liblua5.4-dev libsqlite3-dev
    fi
    if [ "$swift_state" = broken ]; then
        printf '%s\n' libcurl4 libedit2 libncurses6 libsqlite3-0 libxml2 libz3-4 zlib1g
    fi
}

# --- Getting it ------------------------------------------------------------------------------

# Installs Debian packages if that is allowed here; otherwise prints the line to run and stops.
install_packages() {
    local -a become=()
    local log
    if ! command -v apt-get >/dev/null; then
        say "these are missing and this is not a Debian system: $*"
        say "please install what your system calls them, then start again"
        exit "$exit_unavailable"
    fi
    if [ "$(id -u)" -ne 0 ]; then
        if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
            become=(sudo -n)
        else
            say "some Debian packages are missing. Please run this line, then start again:"
            printf '\n    sudo apt-get update && sudo apt-get install -y --no-install-recommends %s\n\n' \
                "$*" >&2
            exit "$exit_unavailable"
        fi
    fi
    say "installing Debian packages: $*"
    log=$(mktemp)
    if ! {
        "${become[@]}" apt-get -q -o Acquire::Retries=3 update &&
            "${become[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y \
                -o Acquire::Retries=3 install --no-install-recommends "$@"
    } >"$log" 2>&1 </dev/null; then
        cat -- "$log" >&2
        rm -f -- "$log"
        say "the packages could not be installed; what apt-get said is above. The line was:"
        printf '\n    apt-get update && apt-get install -y --no-install-recommends %s\n\n' "$*" >&2
        exit "$exit_unavailable"
    fi
    rm -f -- "$log"
}

# Says how to get Swift, and stops.
explain_swift() {
    local os=debian12 suffix='' version file
    if [ -r /etc/os-release ]; then
        # shellcheck source=/dev/null
        os=$(. /etc/os-release && printf '%s' "${ID:-}${VERSION_ID:-}")
    fi
    case $os in
        debian12 | debian13 | fedora* | amazonlinux*) ;;
        ubuntu*) ;;
        *) os=debian12 ;;
    esac
    [ "$(uname -m)" = aarch64 ] && suffix=-aarch64
    version=swift-$swift_suggested
    file=$version-RELEASE-$os$suffix.tar.gz
    if [ "$swift_state" = old ]; then
        say "$swift is too old: Accord needs Swift" \
            "$swift_needed_major.$swift_needed_minor or newer"
    elif [ "$swift_state" = broken ]; then
        say "$swift does not start; it misses:" \
            "$(missing_libraries_of "$swift" | tr '\n' ' ')"
    else
        say "Swift is missing: Accord needs Swift $swift_needed_major.$swift_needed_minor or newer"
    fi
    cat >&2 <<END

Debian has no package of it. The toolchain from swift.org needs about 3 GB and no installer:

    curl -fLO https://download.swift.org/$version-release/${os//./}$suffix/$version-RELEASE/$file
    sudo mkdir -p /opt/swift
    sudo tar -xzf $file -C /opt/swift --strip-components=1

Without root, unpack it into ~/.local/swift instead. Both places are found without changing PATH.
Other systems and signatures: https://www.swift.org/install/linux/

END
    exit "$exit_unavailable"
}

# Makes sure that everything the build needs is here; sets `swift`.
need_everything() {
    local -a packages=()
    find_swift
    mapfile -t packages < <(missing_packages)
    if [ "${#packages[@]}" -gt 0 ]; then
        # Both at once: nobody likes to learn of the second lack after mending the first.
        if [ "$swift_state" = missing ] || [ "$swift_state" = old ]; then
            (install_packages "${packages[@]}") || true
            explain_swift
        fi
        install_packages "${packages[@]}"
        find_swift
    fi
    [ "$swift_state" = good ] || explain_swift
    mapfile -t packages < <(missing_packages)
    if [ "${#packages[@]}" -gt 0 ]; then
        say "still missing after installing: ${packages[*]}"
        exit "$exit_unavailable"
    fi
    # The compiler calls its sister tools by name.
    PATH=$(dirname -- "$(readlink -f -- "$swift")"):$PATH
    export PATH
}

# --- Building --------------------------------------------------------------------------------

# Runs a command with its output in a log file, and shows how far it is.
#
# On a terminal the last step of the build is drawn over itself; elsewhere a line comes every
# fifteen seconds, so that a log of a long run shows life without being flooded.
run_logged() {
    local title=$1 log=$2 pid status=0 seconds=0 step
    shift 2
    # In a process group of its own, so that an interruption ends the compiler's children as well.
    set -m
    "$@" >"$log" 2>&1 </dev/null &
    pid=$!
    set +m
    trap 'kill -- "-$pid" 2>/dev/null; wait "$pid" 2>/dev/null; exit 130' INT TERM
    while kill -0 "$pid" 2>/dev/null; do
        sleep 0.2
        seconds=$((seconds + 1))
        if [ -t 2 ]; then
            step=$(tail -c 400 -- "$log" 2>/dev/null | tr '\r' '\n' | grep -o '^\[[0-9]*/[0-9]*\][^:]*' |
                tail -n 1 | cut -c 1-70)
            printf '\r\033[Kaccord: %s %s' "$title" "$step" >&2
        elif [ $((seconds % 75)) -eq 0 ]; then
            step=$(tail -c 400 -- "$log" 2>/dev/null | tr '\r' '\n' | grep -o '^\[[0-9]*/[0-9]*\]' |
                tail -n 1)
            say "$title, $((seconds / 5)) s $step"
        fi
    done
    wait "$pid" || status=$?
    trap - INT TERM
    [ -t 2 ] && printf '\r\033[K' >&2
    return "$status"
}

# Prints `-j N` if the environment asks for a number of build jobs.
job_options() {
    [ -z "${ACCORD_JOBS:-}" ] || printf '%s\n' -j "$ACCORD_JOBS"
}

# Stops after a failed build with its whole log and the likeliest cause.
fail_build() {
    local log=$1
    cat -- "$log" >&2
    if grep -qiE 'failed to clone|could not resolve host|unable to access|failed to fetch' \
        "$log"; then
        say "Swift packages could not be fetched. Is the network reachable? Then start again."
        exit "$exit_try_again"
    fi
    say "the build failed; its log is above and in $log"
    exit "$exit_defect"
}

# Prints a fingerprint of our sources: names, sizes and times, which takes milliseconds.
sources_fingerprint() {
    (cd -- "$1" && find Package.swift Sources -type f -printf '%p %s %T@\n' | LC_ALL=C sort | cksum)
}

# Prints a fingerprint of the versions of other packages, which the first build writes down.
packages_fingerprint() { cksum 2>/dev/null <"$1/Package.resolved" || printf 'none\n'; }
