#!/bin/sh
# How people name the record, a study, a table, a trial: by an option, by a word
# alone, by a variable; and what they are told of names that are not there.
set -eu

quadrille=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

fail() {
    echo "named.sh: $1" >&2
    cat out log >&2
    exit 1
}

# ends STATUS COMMAND...
ends() {
    wanted=$1
    shift
    status=0
    "$quadrille" "$@" > out 2> log || status=$?
    [ "$status" = "$wanted" ] || fail "exit status $status for $wanted: $*"
}

says() {
    cat out log | grep -qF -- "$1" || fail "not told: $1"
}

for study in first second; do
    cat > "$study.yaml" <<YAML
study: $study
base:
  dataset: {name: digits, train_count: 60, test_count: 20}
  validation: {last: 10}
  epochs: 1
  model: mlp
YAML
done

# The record is what --db says, then the variable, then the usual place.
export QUADRILLE_DB=kept/r.db
ends 0 run first.yaml
[ -f kept/r.db ] && [ -f kept/first/index.html ] || fail "no kept/r.db"
[ ! -e results ] || fail "the usual record is made, though another is named"
ends 0 run second.yaml
for command in 'list' 'status' 'show' 'sql select(1)' 'report first' 'doctor'; do
    [ "$command" != show ] \
        || command="show $("$quadrille" list --csv | sed -n '2s/,.*//p')"
    # shellcheck disable=SC2086  # a command and its argument
    ends 0 $command
done
QUADRILLE_DB=none.db ends 0 list --db kept/r.db
QUADRILLE_DB=none.db ends 1 list
says "none.db"
QUADRILLE_DB='' ends 1 list
says "results/results.db"
"$quadrille" complete report fir > out
grep -qx first out || fail "the record that is named completes no study"
