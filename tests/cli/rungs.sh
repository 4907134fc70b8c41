#!/bin/sh
# Pruning by asha and by the median, other seeds of survivors only, and several
# runners on one pruned study.
set -eu

# shellcheck source=tests/cli/shared/begin.sh
. "$(dirname "$0")/shared/begin.sh"

rates='0.01, 1e-5, 0.03, 2e-3, 3e-4, 5e-3, 1e-4, 0.1, 1e-3'
# shellcheck source=tests/cli/shared/pruning.sh
. "$shared/pruning.sh"

# One job at a time, these decide by the order of the plan; what a crash left is
# taken up in that order too.
for method in asha median; do
    study $method "{method: $method, min: 1, max: 9}" ''
    run $method $method --jobs 1 || fail "$method fails"
    results $method > $method.txt
    [ "$(sql $method "SELECT count(*) > 3 FROM trials
        WHERE state = 'pruned'")" = 1 ] || fail "$method prunes few"
    QUADRILLE_TEST_WORKER='stop 3' run $method again --jobs 1 && fail "no stop"
    run $method again --jobs 1 || fail "$method does not go on"
    same again $method
    rm again.db
done
holds asha "SELECT min(n), max(n) FROM decisions WHERE rung = 0" 1,9
holds median "SELECT count(*) FROM decisions WHERE rung > 0 AND threshold IS NULL
    AND trial <> (SELECT trial FROM trials WHERE position = 0)" 0

# Of two seeds the second is for survivors.
study seeds '{method: sha, min: 1, max: 9, eta: 3}' 'seeds: 2'
run seeds seeds --jobs 3 || fail "seeds fail"
holds seeds "SELECT seed, state, count(*) FROM trials GROUP BY 1, 2" \
    1,done,1 1,pruned,8 2,done,1 2,planned,8
grep -q '^18 trials: 2 trained now, 8 pruned, 8 left out, since their' out \
    || fail "what is left out is not counted"
"$quadrille" status --db seeds.db --csv | grep -q '^seeds,18,2,0,0,0,0,8,8,' \
    || fail "status counts what is left out as left"
"$quadrille" plan seeds.yaml --db seeds.db | grep -q '18 trials: 10 done, 8 left out$' \
    || fail "a plan counts what is left out as new"
holds seeds "SELECT count(DISTINCT config) FROM trials WHERE state = 'done'" 1
results seeds > seeds.txt
run seeds seeds || fail "seeds fail a second time"
grep -q '^nothing to train' out || fail "seeds run again"

# Those that --only leaves are compared among themselves, which is told.
run seeds some --only 'optimizer.lr=[0.1, 0.03, 0.01]' --only seed=1 \
    || fail "a part fails"
grep -q 'warning: pruning compares only the trials that --only leaves' log \
    || fail "it is not told that a part is compared"
holds some "SELECT n, count(*) FROM decisions WHERE rung = 0 GROUP BY 1" 3,3

# Three runners share the same, and wait for each other at the rungs.
runners=
for number in 1 2 3; do
    timeout 60 env PATH="$work" "$quadrille" run seeds.yaml --db shared.db \
        --jobs 1 --threads 1 > "out.$number" 2> "log.$number" &
    runners="$runners $!"
done
for runner in $runners; do
    wait "$runner" || {
        cat log.? >&2
        fail "one of three runners fails"
    }
done
same shared seeds
[ "$(cat out.? | awk '/^18 trials: / { sum += $3 } END { print sum }')" = 2 ] \
    || fail "two trials should be trained to the end"

# What another runner has is passed over; here that one hangs.
cat > plain.yaml <<YAML
$(sed '/^prune:/d; s/^study: .*/study: plain/; s/^seeds: .*//' seeds.yaml)
YAML
QUADRILLE_TEST_WORKER='hang 1' "$quadrille" run plain.yaml --db plain.db \
    --jobs 1 --threads 1 > out.held 2> log.held &
holder=$!
tries=0
until [ "$(sql plain "SELECT count(*) FROM trials WHERE state = 'running'" \
    2> log)" = 1 ]; do
    tries=$((tries + 1))
    [ $tries -lt 1000 ] || fail "a trial does not begin"
    sleep 0.02
done
run plain plain --jobs 1 || fail "it fails where another runner has a trial"
kill -9 $holder
wait $holder 2> log.held || true
grep -q '^9 trials: 8 trained now, 1 with another runner$' out || {
    cat out >&2
    fail "it does not pass over what another runner has"
}
