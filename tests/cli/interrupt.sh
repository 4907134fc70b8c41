#!/bin/sh
# Ctrl-C and kill -9: what was done stays, the rest goes on, the same bits.
set -eu

# shellcheck source=tests/cli/shared/begin.sh
. "$(dirname "$0")/shared/begin.sh"

cat > tiny.yaml <<'YAML'
study: tiny
base:
  dataset: {name: digits, train_count: 500, test_count: 100}
  model: mlp
  epochs: 4
  batch_size: 8
sweep:
  grid:
    optimizer: [adam, sgd]
seeds: 2
YAML

digests() {
    "$quadrille" sql --db "$1" --csv \
        "SELECT trial, state, metrics_digest FROM trials ORDER BY trial"
}

start() {
    : > log
    "$quadrille" run tiny.yaml --db "$1" --jobs 2 > out 2> log &
    runner=$!
}

now() {
    date +%s%N
}

# Waits until the pattern stands in the log.
await() {
    tries=0
    until grep -q "$1" log; do
        tries=$((tries + 1))
        [ $tries -lt 1000 ] || fail "'$1' does not come"
        sleep 0.02
    done
}

"$quadrille" run tiny.yaml --db plain.db > out 2> log
digests plain.db > plain

# Each signal: its exit status, within two seconds (three for the waiting
# shell), and nothing lost.
for named in INT=130 TERM=143 HUP=129; do
    signal=${named%=*}
    QUADRILLE_TEST_WORKER='hang 3 1' start "$signal.db"
    await 'seed 2: epoch 1'
    before=$(now)
    kill -s "$signal" "$runner"
    status=0
    wait "$runner" || status=$?
    [ $(($(now) - before)) -lt 3000000000 ] || fail "$signal took too long"
    [ "$status" = "${named#*=}" ] || fail "exit status $status after $signal"
    grep '^4 trials: .* interrupted$' out > told \
        || fail "after $signal it says: $(cat out)"
    "$quadrille" run tiny.yaml --db "$signal.db" > out 2> log
    digests "$signal.db" | cmp -s - plain || fail "$signal changed results"
done

# The same signal again: at once, though a worker hangs.
QUADRILLE_TEST_WORKER='hang 3 1' start twice.db
await 'seed 2: epoch 1'
kill -s INT "$runner"
await 'once more stops at once'
before=$(now)
kill -s INT "$runner"
status=0
wait "$runner" || status=$?
[ $(($(now) - before)) -lt 1400000000 ] || fail "the second INT took too long"
[ "$status" = 130 ] || fail "exit status $status after two INT"
"$quadrille" run tiny.yaml --db twice.db > out 2> log
digests twice.db | cmp -s - plain || fail "two INT changed results"

# Under nohup it outlives the terminal. The second seed's last epoch takes its
# time, so that the signal comes while it runs.
: > log
(
    trap '' HUP
    export QUADRILLE_TEST_WORKER='slow 4 2'
    exec "$quadrille" run tiny.yaml --db nohup.db --jobs 1 > out 2> log
) &
runner=$!
await 'seed 1: epoch 1'
kill -s HUP "$runner"
wait "$runner" || fail "SIGHUP stops it under nohup"
digests nohup.db | cmp -s - plain || fail "SIGHUP under nohup changed results"
