#!/bin/sh
# (rustc knows a C compiler by the name of this file.)
# Links `cargo xtask` with the system's C compiler, and installs one first where there is none, so
# that a fresh Debian or Ubuntu needs nothing but git, rustup and Node. Everything else is installed
# by `cargo xtask setup`.
set -eu

say() {
    # cargo keeps a linker's output to itself unless it fails; the terminal sees it at once.
    if { true > /dev/tty; } 2> /dev/null; then
        echo "$1" > /dev/tty
    else
        echo "$1" >&2
    fi
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

install_compiler() {
    # Several links run at once: the first installs, the others wait for it.
    exec 9> "${TMPDIR:-/tmp}/wuyou-install-compiler.lock"
    flock 9
    if command -v cc > /dev/null; then
        return
    fi
    say "No C compiler here. Installing build-essential; this takes about a minute ..."
    as_root apt-get update -qq >&2
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends build-essential >&2
}

if ! command -v cc > /dev/null; then
    if ! command -v apt-get > /dev/null; then
        say "No C compiler here. Next step: install gcc with your system's package manager and repeat the command."
        exit 1
    fi
    install_compiler
fi
exec cc "$@"
