#!/bin/sh
# A plan that grows by its results, TPE and then the confirmation of winners,
# comes to the same trials and bits whatever disturbs it; and ends where its
# file is changed under it.
set -eu

# shellcheck source=tests/cli/shared/begin.sh
. "$(dirname "$0")/shared/begin.sh"

cat > grow.yaml <<'YAML'
study: grow
base:
  dataset: {name: digits, train_count: 200, test_count: 50}
  epochs: 3
  batch_size: 32
  model:
    name: own
    layers:
      - flatten
      - dense: {units: 16, activation: relu}
      - dense: {units: classes}
search:
  method: tpe
  trials: 14
  seed: 7
  space:
    optimizer.name: {choice: [sgd, adam]}
    optimizer.lr: {log: [1e-4, 1.0]}
confirm: {top: 2, seeds: [101, 102]}
YAML

# Into the database $1, with whatever options follow.
run() {
    base=$1
    shift
    timeout 60 env PATH="$work" "$quadrille" run grow.yaml --db "$base.db" \
        --threads 1 "$@" > out 2> log
}

sql() {
    "$quadrille" sql --db "$1.db" --csv "$2" | tr -d '\r' | sed 1d
}

results() {
    sql "$1" "SELECT trial, label, seed, phase, position, state, metrics_digest
        FROM trials ORDER BY position"
}

"$quadrille" check grow.yaml > out 2> log || fail "it is refused"
grep -q '10 trials, up to 18 as results come$' out || fail "check takes the first round for all"
run plain --jobs 1 || fail "it fails"
results plain > plain.txt
[ "$(sql plain "SELECT phase, count(*), sum(state = 'done') FROM trials
    GROUP BY 1" | paste -sd ' ')" = 'confirm,4,4 sweep,14,14' ] \
    || fail "the plan does not grow to its end"
grep -q '^18 trials: 18 trained now$' out || fail "the rounds are not added up"
[ "$(sql plain "SELECT count(*) FROM (SELECT config FROM confirmed
    EXCEPT SELECT config FROM leaderboard WHERE rank <= 2)")" = 0 ] \
    || fail "others than the best were confirmed"
run plain || fail "it fails a second time"
grep -q '^18 trials: 0 trained now, 18 done before$' out || fail "it runs again"

# All of the first round's trials are stopped in their second epoch, then in
# their third; then that of the next round is.
for epoch in 2 3 2; do
    status=0
    QUADRILLE_TEST_WORKER="stop $epoch" run stopped --jobs 2 || status=$?
    [ $status = 3 ] || fail "exit status $status for 3 of a stopped run"
done
[ "$(sql stopped 'SELECT max(position) FROM trials')" = 10 ] \
    || fail "the stopped trial should be of the second round"
run stopped --jobs 3 || fail "it does not go on"
results stopped | cmp -s - plain.txt || fail "stops change results"

# The file is changed while the first round is on: those trials are the last.
QUADRILLE_TEST_WORKER='slow 1' run changed --jobs 1 &
runner=$!
tries=0
until [ "$(sql changed 'SELECT count(*) FROM epochs' 2> log.asked)" -gt 0 ] \
    2> log.asked; do
    tries=$((tries + 1))
    [ $tries -lt 1000 ] || fail "it does not begin"
    sleep 0.02
done
sed -i 's/trials: 14/trials: 13/' grow.yaml
status=0
wait $runner || status=$?
[ $status = 3 ] || fail "exit status $status for 3 where the file is changed"
grep -q "^'grow.yaml' has been changed: run it again" log \
    || fail "it is not told that the file is changed"
