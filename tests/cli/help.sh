#!/bin/sh
# Every command that the usage lists has a help: how to call it, what it does,
# each option with a line, and an example that begins with its name.
set -eu

quadrille=$(realpath "$1")
readme=$PWD/README.md
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
    echo "help.sh: $1" >&2
    exit 1
}

"$quadrille" --help > "$work/usage"
"$quadrille" 2> "$work/misused" && fail "no command is well"
cmp -s "$work/usage" "$work/misused" || fail "--help says something else"
[ "$(awk 'length > 79' "$work/usage")" = "" ] || fail "the usage is too wide"

commands=$(sed -n 's/^  \([a-z]*\)  *[a-z].*/\1/p' "$work/usage")
[ "$(echo "$commands" | tr '\n' ' ')" = "check plan run status list show diff \
verify predict retry stop tag note rm sql table plot report export data bench doctor man \
completions " ] || fail "the usage lists: $commands"
for command in $commands; do
    help=$work/$command
    "$quadrille" "$command" --help > "$help" 2> "$work/said" \
        || fail "$command --help failed"
    [ ! -s "$work/said" ] || fail "$command --help complained"
    head -n 1 "$help" | grep -q "^usage: quadrille $command " \
        || fail "$command: no usage"
    sed -n 3p "$help" | grep -q '^[a-z].*[^.]$' || fail "$command: no summary"
    grep -q '^  --help  *this text$' "$help" || fail "$command: no options"
    ! grep -E '^  --' "$help" | grep -Evq '^  --[a-z-]+( [A-Z=]+)? +[^ ]' \
        || fail "$command: an option without a text"
    tail -n 2 "$help" | head -n 1 | grep -q '^example:$' \
        || fail "$command: no example"
    tail -n 1 "$help" | grep -q "^  quadrille $command" \
        || fail "$command: an example of something else"
    [ ! -f "$readme" ] || grep -q "quadrille $command\|\`$command\`" "$readme" \
        || fail "README.md does not mention '$command'"
    status=0
    "$quadrille" "$command" --hlep > "$help" 2> "$work/said" || status=$?
    [ "$status" = 2 ] || fail "$command --hlep: exit status $status for 2"
    grep -q "did you mean '--help'" "$work/said" || fail "$command --hlep"
done

# What is wrong with an option is told: a flag that is given a value, a name
# that is cut too short, a letter.
says() {
    words=$1
    shift
    status=0
    "$quadrille" "$@" > "$work/out" 2> "$work/said" || status=$?
    [ "$status" = 2 ] || fail "$*: exit status $status for 2"
    grep -qF -- "$words" "$work/said" || fail "$*: $(cat "$work/said")"
}
says "'--json' takes no value" run --json=1 x.yaml
says "'--json' takes no value" run --js=1 x.yaml
says "'--help' takes no value" run --help=1
says "'--o' may be one of --offline, --only" run --o x.yaml
says "unknown option '--o-'; see --help" run --o- x.yaml
says "unknown option '-a'; see --help" run -ab x.yaml
says "'--db' needs a value" run --db
