#!/bin/sh
# quadrille run, with tiny trials: it trains, skips what is done, gives the
# same bits however it is parted, and goes on after Ctrl-C and after crashes.
set -eu

# shellcheck source=tests/cli/shared/begin.sh
. "$(dirname "$0")/shared/begin.sh"

cat > tiny.yaml <<'YAML'
study: tiny
base:
  dataset: {name: digits, train_count: 500, test_count: 100}
  validation: {last: 100}
  epochs: 3
  batch_size: 32
  augment: {rotate: 10}
sweep:
  grid:
    model: [mlp, cnn]
seeds: 2
YAML

# Runs, and expects that exit status.
expect() {
    wanted=$1
    shift
    got=0
    "$quadrille" run tiny.yaml "$@" > out 2> log || got=$?
    [ "$got" = "$wanted" ] || fail "exit status $got for $wanted: run $*"
}

# What the trials of a database came to, without anything a clock said.
digests() {
    "$quadrille" sql --db "$1" --csv \
        "SELECT trial, state, metrics_digest FROM trials ORDER BY trial"
}

same() {
    digests "$1" > one
    digests "$2" > other
    cmp -s one other || fail "$1 and $2 differ"
}

expect 0 --db plain.db --jobs 1 --threads 1
grep -q '4 trained now' out || fail "four trials should be trained"
grep -q 'tracking cost' out || fail "the cost of tracking is not told"

expect 0 --db plain.db
grep -q 'nothing to train' out || fail "a second run should train nothing"
grep -q '0 trained now' out || fail "a second run trained"

expect 0 --db parted.db --jobs 2 --threads 3
same plain.db parted.db

# A report stands beside the database, and a published number that is not met
# shows in the exit status.
[ -s tiny/index.html ] || fail "there is no report"
echo '<!-- as it was -->' >> tiny/index.html
expect 0 --db plain.db
grep -q 'as it was' tiny/index.html || fail "the report is made again for nothing"
printf 'expect: [{model: cnn, metric: test/accuracy, at_least: 1.0}]\n' \
    | cat tiny.yaml - > missed.yaml
status=0
"$quadrille" run missed.yaml --db plain.db > out 2> log || status=$?
[ "$status" = 5 ] || fail "exit status $status for 5: a missed expectation"
grep -q '^missed' log || fail "the missed expectation is not told"
grep -q 'expected at least 1' tiny/index.html \
    || fail "the report is not of what the file says now"

# An interrupted epoch, then the rest.
QUADRILLE_TEST_WORKER='stop 2' expect 3 --db stopped.db --jobs 2
expect 0 --db stopped.db
same plain.db stopped.db

# A crash costs one trial; asked to, it runs again.
QUADRILLE_TEST_WORKER='abort 2 1' expect 1 --db crashed.db --only model=mlp
grep -q 'signal 6' log || fail "the signal is not told"
grep -q '1 trained now' out || fail "the other trial should be trained"
expect 1 --db crashed.db --only model=mlp
expect 0 --db crashed.db --retry-failed
same plain.db crashed.db

# One that hangs is stopped.
printf 'run: {timeout: 1s}\n' | cat tiny.yaml - > hangs.yaml
status=0
QUADRILLE_TEST_WORKER='hang 1 2' "$quadrille" run hangs.yaml --db hung.db \
    --only model=mlp > out 2> log || status=$?
[ "$status" = 1 ] || fail "exit status $status for 1: a trial that hangs"
grep -q 'timeout: took longer' log || fail "the timeout is not told"
