# What tests have in common that kill the program and its workers. They set
# $work and mark what they start with QUADRILLE_MARK=$work; its last act ends all
# of that.
# shellcheck shell=sh disable=SC2154

# The processes that carry the mark of this test.
marked() {
    grep -lszF "QUADRILLE_MARK=$work" /proc/[0-9]*/environ | cut -d / -f 3
}

# There may be none any more.
# shellcheck disable=SC2046  # a list of numbers
trap 'kill -9 $(marked) 2> /dev/null || true; rm -rf "$work"' EXIT
