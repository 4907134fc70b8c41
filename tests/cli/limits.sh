#!/bin/sh
# What bounds a run: the first failure, the time that finished trials took,
# memory, and descriptors; only a crash is tried again.
set -eu

# shellcheck source=tests/cli/shared/begin.sh
. "$(dirname "$0")/shared/begin.sh"

# $1.yaml: four small trials, and the lines $2.
study() {
    cat > "$1.yaml" <<YAML
study: $1
base:
  dataset: {name: digits, train_count: 200, test_count: 50}
  epochs: 2
  batch_size: 32
  model:
    name: own
    layers:
      - flatten
      - dense: {units: 16}
      - dense: {units: classes}
seeds: 4
$2
YAML
}

# Runs $1.yaml and expects exit status $2.
expect() {
    name=$1
    status=$2
    shift 2
    got=0
    timeout 60 env PATH="$work" "$quadrille" run "$name.yaml" \
        --db "$name.db" "$@" > out 2> log || got=$?
    [ "$got" = "$status" ] || fail "exit status $got for $status: $name"
}

# The query $2 of $1.db must give the lines that follow.
holds() {
    "$quadrille" sql --db "$1.db" --csv "$2" | tr -d '\r' | sed 1d > answer
    shift 2
    printf '%s\n' "$@" | cmp -s answer - || {
        cat answer >&2
        fail "the record should have: $*"
    }
}

states="SELECT seed, state, attempts FROM trials ORDER BY seed"

# The first failure is the last, once it has been tried again.
study fast 'run: {retries: 1}'
QUADRILLE_TEST_WORKER='abort 1 2' expect fast 3 --jobs 1 --fail-fast
holds fast "$states" 1,done,1 2,failed,2 3,planned,0 4,planned,0
grep -q '^stopping after a failed trial, as --fail-fast says$' log \
    || fail "it does not say why it stops"
expect fast 0 --retry-failed
holds fast "SELECT count(*) FROM trials WHERE state = 'done'" 4

# Three have finished when the fourth hangs. It would take as long again.
study share 'run: {timeout: 800%, retries: 2}'
QUADRILLE_TEST_WORKER='hang 2 4' expect share 1 --jobs 1
holds share "$states" 1,done,1 2,done,1 3,done,1 4,timeout,1
holds share "SELECT number, state, message LIKE 'took longer than % s'
    FROM attempts WHERE state <> 'done'" 1,timeout,1
expect share 0 --retry-failed --jobs 1

# Before, there is nothing to compare with, so a long one is left alone.
study soon 'run: {timeout: 1%}'
QUADRILLE_TEST_WORKER='slow 1' expect soon 0 --jobs 3 --only 'seed=[1, 2, 3]'
holds soon "SELECT count(*) FROM trials WHERE state = 'done'" 3

# No two of them fit, whatever is asked for.
study small 'run: {memory: 1MiB}'
expect small 0 --jobs 4
holds small "SELECT count(*) FROM attempts a JOIN attempts b
    ON b.trial <> a.trial AND b.started >= a.started AND b.started < a.ended" 0
holds small "SELECT count(*) FROM trials WHERE state = 'done'" 4

# Nor do more run than there are descriptors for.
study narrow ''
# shellcheck disable=SC3045  # every sh that there is has it
(ulimit -n 18 && expect narrow 0 --jobs 4)
[ "$(grep -c 'limit of open files (ulimit -n) leaves room for 1' log)" = 1 ] || fail "it is not told once that there is no room"
holds narrow "SELECT state, attempts, count(*) FROM trials GROUP BY 1, 2" \
    done,1,4
