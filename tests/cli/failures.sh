#!/bin/sh
# What ends otherwise than complete: trials that crash and are tried again, a
# study that stops after too many, early stopping, and losses that are no
# number any more.
set -eu

# shellcheck source=tests/cli/shared/begin.sh
. "$(dirname "$0")/shared/begin.sh"

# $1.yaml: three small trials, and the lines $2.
study() {
    cat > "$1.yaml" <<YAML
study: $1
base:
  dataset: {name: digits, train_count: 200, test_count: 50}
  epochs: 4
  batch_size: 32
  model:
    name: own
    layers:
      - flatten
      - dense: {units: 16}
      - dense: {units: classes}
seeds: 3
$2
YAML
}

# Runs $1.yaml and expects exit status $2.
expect() {
    name=$1
    status=$2
    shift 2
    got=0
    "$quadrille" run "$name.yaml" --db "$name.db" --jobs 1 --threads 1 "$@" \
        > out 2> log || got=$?
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

told() {
    [ "$(grep -c -- "$1" log)" = "$2" ] || fail "not told $2 times: $1"
}

trials="SELECT seed, state, attempts, message, signal,
    metrics_digest IS NOT NULL FROM trials ORDER BY seed"

# A layer list of one's own is a model like others, the same bits each time.
study plain ''
expect plain 0
holds plain "SELECT seed, state, epochs, model FROM trials ORDER BY seed" \
    1,done,4,own 2,done,4,own 3,done,4,own
digests="SELECT metrics_digest FROM trials ORDER BY seed"
"$quadrille" sql --db plain.db --csv "$digests" > wanted

# A crash is tried again, as often as the file says; the others are trained.
study retried 'run: {retries: 2}'
QUADRILLE_TEST_WORKER='abort 2 2' expect retried 1
told 'seed 2: failed: killed by signal 6 (Aborted); trying again' 2
told 'seed 2: failed: killed by signal 6 (Aborted)$' 1
grep -q '2 trained now, 1 failed' out || fail "the failure is not counted"
aborted='killed by signal 6 (Aborted)'
holds retried "$trials" 1,done,1,,,1 "2,failed,3,$aborted,6,1" 3,done,1,,,1
holds retried "SELECT number, state, signal FROM attempts WHERE number > 1
    OR state <> 'done' ORDER BY number" 1,failed,6 2,failed,6 3,failed,6

# What its worker had told of its network before it crashed is kept.
holds retried "SELECT DISTINCT parameters, multiply_adds FROM trials" \
    12730,12704

# Once it has failed, it is left alone until asked for.
expect retried 1
grep -q '1 failed before (--retry-failed' out || fail "the failure is forgotten"
expect retried 0 --retry-failed
"$quadrille" sql --db retried.db --csv "$digests" | cmp -s - wanted \
    || fail "a trial that was tried again has other results"

# Too many: the rest stays planned, and is trained when asked again.
study stopped 'run: {stop_after_failures: 2}'
QUADRILLE_TEST_WORKER='abort 1' expect stopped 3
told 'stopping after 2 failed trials' 1
holds stopped "SELECT seed, state, attempts FROM trials ORDER BY seed" \
    1,failed,1 2,failed,1 3,planned,0
expect stopped 1
holds stopped "SELECT seed, state, attempts FROM trials ORDER BY seed" \
    1,failed,1 2,failed,1 3,done,1
expect stopped 0 --retry-failed
"$quadrille" sql --db stopped.db --csv "$digests" | cmp -s - wanted \
    || fail "a study that was stopped has other results"

# A worker that says what is no message is the end of its trial alone.
study garbled ''
QUADRILLE_TEST_WORKER='garble 2 2' expect garbled 1
holds garbled "SELECT seed, state, message, signal FROM trials ORDER BY seed" \
    1,done,, "2,failed,a worker's message is damaged," 3,done,,
expect garbled 0 --retry-failed
"$quadrille" sql --db garbled.db --csv "$digests" | cmp -s - wanted \
    || fail "a trial after a damaged message has other results"

# What training and tracking took is that of all attempts.
study resumed ''
QUADRILLE_TEST_WORKER='stop 4' expect resumed 3
tracking=$("$quadrille" sql --db resumed.db --csv "SELECT sum(tracking_seconds)
    FROM trials" | tr -d '\r' | tail -n 1)
expect resumed 0
holds resumed "SELECT count(*) FROM trials t
    WHERE abs(training_seconds - (SELECT sum(seconds) FROM epochs e
        WHERE e.trial = t.trial AND split = 'train')) < 1e-5" 3
holds resumed "SELECT sum(tracking_seconds) > $tracking FROM trials" 1

# No loss falls by a thousand: the second epoch is the last, and scored as such.
study early 'early_stop: {metric: train/loss, patience: 1, min_delta: 1000}'
expect early 0
holds early "SELECT seed, state, epochs FROM trials ORDER BY seed" \
    1,done,2 2,done,2 3,done,2
holds early "SELECT DISTINCT split, epoch FROM final" test,2
holds early "SELECT DISTINCT epoch FROM epochs WHERE split = 'test'" 2

# A loss that is no number is a result: told, kept as such, not trained again.
study diverged ''
expect diverged 0 --set optimizer=sgd --set optimizer.lr=1000
told 'diverged: the loss is no longer a finite number after' 3
holds diverged "SELECT state, attempts, message, count(*) FROM trials
    GROUP BY 1, 2, 3" 'diverged,1,the loss is no longer a finite number,3'
holds diverged "SELECT count(DISTINCT trial) FROM epochs
    WHERE loss_kind <> 'finite'" 3
expect diverged 0 --set optimizer=sgd --set optimizer.lr=1000
grep -q '0 trained now, 3 done before' out || fail "it is trained again"
