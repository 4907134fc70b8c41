#!/bin/sh
# Memory that is refused, once or from some request on, to the program and to
# the libraries it calls: the process ends and says so, or does all it should;
# the record stays whole, and the next run comes to the same bits.
# QUADRILLE_TEST_DENIALS says how many requests of each command are refused, in
# both ways, spread over all there are (12); "all" means every one.
set -eu

quadrille=$(realpath "$1")
denial=${QUADRILLE_TEST_DENIAL:-}
denials=${QUADRILLE_TEST_DENIALS:-12}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [ ! -f "$denial" ]; then
    echo "skipped: sanitizers do not share their process"
    exit 0
fi
denial=$(realpath "$denial")
mkdir "$work/none"
cd "$work"

fail() {
    echo "denial.sh: $1" >&2
    [ ! -f log ] || cat log >&2
    exit 1
}

cat > tiny.yaml <<'YAML'
study: tiny
base:
  dataset: {name: digits, train_count: 64, test_count: 32}
  epochs: 2
  batch_size: 16
  model:
    name: own
    layers:
      - flatten
      - dense: {units: 8, activation: relu}
      - dropout: {rate: 0.2}
      - dense: {units: classes}
sweep:
  grid:
    optimizer: [adam, sgd]
YAML

sql() {
    "$quadrille" sql --db "$1" --csv "$2" | tr -d '\r' | sed 1d
}

digests() {
    sql "$1" "SELECT label, state, metrics_digest FROM trials ORDER BY label"
}

# Runs the command $3 … with request number $2 of the process $1 refused, and
# all that follow unless QUADRILLE_DENY_ONCE is set. A program that is refused
# nothing more may say all it should, or that it lacks memory, never less.
refuse() {
    process=$1
    number=$2
    shift 2
    status=0
    timeout 60 env LD_PRELOAD="$denial" QUADRILLE_DENY="$process:$number" \
        PATH="$work/none" "$quadrille" "$@" > out 2> log || status=$?
    case $status in
    0) ;;
    1) grep -Eqi 'out of memory|cannot allocate memory' log \
        || fail "$process:$number of '$1' does not say what it lacks" ;;
    *) fail "$process:$number of '$1' ends with status $status" ;;
    esac
    count=$((count + 1))
}

# The numbers to refuse, of as many requests as $1's process makes in the
# command that follows.
numbers() {
    process=$1
    shift
    rm -f requests
    LD_PRELOAD=$denial QUADRILLE_DENY_LOG=$work/requests PATH=$work/none \
        "$quadrille" "$@" > wanted 2> log || fail "'$1' fails undisturbed"
    sed -n "s/^$process //p" requests | head -n 1 | awk -v "n=$denials" '{
        step = n == "all" || n > $1 ? 1 : $1 / n
        for (at = 1; at <= $1; at += step) print int(at)
    }'
}

# A command that only reads. A report of which a part could not be made, which
# goes into the folder `page`, says so in that part's place.
reads() {
    refused=$(numbers runner "$@")
    rm -rf page.wanted
    [ ! -e page ] || mv page page.wanted
    for number in $refused; do
        unset QUADRILLE_DENY_ONCE
        read_once "$number" "$@"
        export QUADRILLE_DENY_ONCE=1
        read_once "$number" "$@"
    done
    unset QUADRILLE_DENY_ONCE
}

read_once() {
    refuse runner "$@"
    [ $status = 1 ] || cmp -s out wanted || fail "$*: it says less than it should"
    [ $status = 1 ] || [ ! -e page.wanted ] || diff -r page page.wanted > log \
        || grep -Eqi 'out of memory|cannot allocate memory' page/index.html \
        || fail "$*: it writes less than it should"
}

# `run` with requests of the process $1 refused, then with all the memory.
trains() {
    rm -rf k
    for number in $(numbers "$1" run tiny.yaml --db k/r.db --jobs 1); do
        [ $((number % 2)) = 0 ] || export QUADRILLE_DENY_ONCE=1
        rm -rf k
        refuse "$1" "$number" run tiny.yaml --db k/r.db --jobs 1
        unset QUADRILLE_DENY_ONCE
        finished k > before
        PATH=$work/none "$quadrille" run tiny.yaml --db k/r.db --retry-failed \
            > out 2> log || fail "$1:$number: it does not go on"
        digests k/r.db | cmp -s - plain || fail "$1:$number changed results"
        [ -z "$(finished k | comm -23 before -)" ] \
            || fail "$1:$number: a finished trial is lost or ran again"
        [ "$(sql k/r.db 'SELECT * FROM pragma_integrity_check')" = ok ] \
            || fail "$1:$number damaged the database"
        [ -z "$(find k -name '*.part')" ] || fail "$1:$number left files"
    done
}

# What a crash must leave alone. There may be no database yet.
finished() {
    sql "$1/r.db" "SELECT trial, metrics_digest, attempts FROM trials
        WHERE state = 'done' ORDER BY trial" 2> asked || : > asked
}

count=0
"$quadrille" run tiny.yaml --db plain/r.db > out 2> log || fail "it fails"
digests plain/r.db > plain.txt
mv plain database
mv plain.txt plain
reads check tiny.yaml
reads plan tiny.yaml --db database/r.db
reads list --db database/r.db
reads table accuracy --db database/r.db
reads report --db database/r.db --out page
trains runner
trains worker
echo "$count refusals"
