# How a test begins that runs the program in a folder of its own: $quadrille is
# the program, $work the folder, where the test is from now on, $shared where
# this file is; and fail ends it. $runner is what it leaves in the background,
# which does not outlive it.
# shellcheck shell=sh disable=SC2034

quadrille=$(realpath "$1")
shared=$(realpath "$(dirname "$0")/shared")
work=$(mktemp -d)
runner=
# It may have ended.
trap '[ -z "$runner" ] || kill -9 "$runner" 2> /dev/null || true
    rm -rf "$work"' EXIT
cd "$work" || exit 1

# Says what is wrong, and what was said last.
fail() {
    echo "$(basename "$0"): $1" >&2
    for file in log out said; do
        [ ! -f "$file" ] || cat "$file" >&2
    done
    exit 1
}
