#!/bin/sh
# Help, manual page and completion of every command have the same options with
# the same words. Pages pass mandoc's checks, tell of every exit status and
# every variable, and are installed with the rest.
set -eu

quadrille=$(realpath "$1")
source=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
    echo "manual.sh: $1" >&2
    exit 1
}

# What roff escapes in a page, as it was.
plain() {
    sed 's/\\-/-/g; s/\\(aq/'\''/g; s/\\(ti/~/g; s/\\&//; s/\\e/\\/g'
}

lint() {
    command -v mandoc > "$work/ignored" || return 0
    # Outside of a repository nobody knows the day.
    mandoc -T lint -W style "$1" | grep -v 'missing date' > "$work/lint" \
        || true
    [ ! -s "$work/lint" ] || fail "$(cat "$work/lint")"
}
command -v mandoc > "$work/ignored" \
    || echo "skipped: no mandoc to check the pages with"

# Each option of the pages' list, with its words on a line: "--db<TAB>…".
page_options() {
    awk '/^\.SH/ { on = $2 == "OPTIONS"; next }
        !on { next }
        /^\.TP/ { if (name) print name "\t" words; name = ""; next }
        /^\.BI/ { name = $2; words = ""; next }
        { words = words (words ? " " : "") $0 }
        END { if (name) print name "\t" words }' "$1" | plain
}

"$quadrille" man > "$work/program.1"
lint "$work/program.1"
commands=$("$quadrille" --help | sed -n 's/^  \([a-z]*\)  *[a-z].*/\1/p')
for command in $commands; do
    "$quadrille" man "$command" > "$work/page.1"
    "$quadrille" "$command" --help > "$work/help"
    lint "$work/page.1"
    sed -n 's/^  \(--[a-z-]*\)\( [A-Z=]*\)\{0,1\}  *\(.*\)/\1	\3/p' \
        "$work/help" > "$work/in_help"
    page_options "$work/page.1" > "$work/in_page"
    "$quadrille" complete "$command" - > "$work/in_completion"
    grep -q '^--help	' "$work/in_help" || fail "$command: --help has no --help"
    diff "$work/in_help" "$work/in_page" \
        || fail "$command: help and manual page differ"
    diff "$work/in_help" "$work/in_completion" \
        || fail "$command: help and completion differ"
    [ "$(wc -l < "$work/in_help")" = "$(grep -c '^  --' "$work/help")" ] \
        || fail "$command: not all of its help was understood"
    tail -n 1 "$work/help" | sed 's/^ *//' > "$work/example"
    plain < "$work/page.1" | tr '\n' ' ' \
        | grep -qF "$(cat "$work/example")" || fail "$command: no example"
    grep -q "^\.BR quadrille.-$command (1)" "$work/program.1" \
        || fail "quadrille(1) has no $command"
done

plain < "$work/program.1" > "$work/program"
sed -n 's/.*EXIT_[A-Z]* = \([0-9]*\),.*/\1/p' "$source/nets/base/error.h" \
    > "$work/statuses"
[ -s "$work/statuses" ] || fail "no exit statuses are known"
while read -r status; do
    grep -qx "\.B $status" "$work/program" || fail "no exit status $status"
done < "$work/statuses"
# The last two are between the program and itself, or its tests.
grep -rhoE '(getenv|variable)\("[A-Z_]+"\)' "$source/harness" "$source/nets" \
    | sed 's/.*"\(.*\)".*/\1/' | sort -u \
    | grep -vxE 'QUADRILLE_(STARTED|TEST_[A-Z]*)' > "$work/variables"
grep -qx QUADRILLE_DATA "$work/variables" || fail "no variables are known"
while read -r variable; do
    grep -qx "\.B $variable" "$work/program" || fail "no variable $variable"
done < "$work/variables"

status=0
"$quadrille" man nothing > "$work/out" 2> "$work/log" || status=$?
[ "$status" = 2 ] || fail "exit status $status for the page of nothing"

# Elsewhere than in a build folder there is nothing to install.
build=$(dirname "$quadrille")
if [ -f "$build/CMakeCache.txt" ]; then
    cmake --install "$build" --prefix "$work/there" > "$work/log" 2>&1 \
        || fail "$(cat "$work/log")"
    for file in bin/quadrille share/man/man1/quadrille.1 \
        share/man/man1/quadrille-run.1 share/zsh/site-functions/_quadrille \
        share/bash-completion/completions/quadrille \
        share/fish/vendor_completions.d/quadrille.fish; do
        [ -s "$work/there/$file" ] || fail "not installed: $file"
    done
    [ "$(find "$work/there" -name 'quadrille-*.1' | wc -l)" \
        = "$(echo "$commands" | wc -w)" ] || fail "not all pages are installed"
    "$work/there/bin/quadrille" man \
        | cmp - "$work/there/share/man/man1/quadrille.1" \
        || fail "an installed page is not the program's"
fi
