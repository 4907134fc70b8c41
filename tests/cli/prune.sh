#!/bin/sh
# Successive halving: which trials go on is the same for any number of jobs and
# after kill -9 at a rung and elsewhere, and told with its reason; what is
# pruned is trained in full for a study that wants it.
set -eu

# shellcheck source=tests/cli/shared/begin.sh
. "$(dirname "$0")/shared/begin.sh"
# shellcheck source=tests/cli/shared/marked.sh
. "$shared/marked.sh"

rates='1e-5, 1e-4, 3e-4, 1e-3, 2e-3, 5e-3, 0.01, 0.03, 0.1'
# shellcheck source=tests/cli/shared/pruning.sh
. "$shared/pruning.sh"

# Kills the run of $1.yaml into $2.db, whose workers shall behave as $3 says,
# once query $4 gives $5.
kill_when() {
    QUADRILLE_TEST_WORKER=$3 QUADRILLE_MARK=$work setsid "$quadrille" run \
        "$1.yaml" --db "$2.db" --threads 1 --jobs 2 > out 2> log &
    runner=$!
    tries=0
    until [ "$(sql "$2" "$4" 2> log.asked)" = "$5" ]; do
        tries=$((tries + 1))
        [ $tries -lt 1000 ] || fail "it does not come to the moment: $3"
        sleep 0.02
    done
    kill -s KILL -- "-$runner"
    wait "$runner" 2> log.asked || true
}

# Successive halving: 9 after one epoch, 3 after three, one to the end.
study sha '{method: sha, min: 1, max: 9, eta: 3}' ''
run sha one --jobs 1 || fail "sha fails"
results one > one.txt
holds one "SELECT rung, epoch, count(*), sum(verdict = 'go on'), max(n)
    FROM decisions GROUP BY 1, 2" 0,1,9,3,9 1,3,3,1,3
holds one "SELECT state, epochs, count(*) FROM trials GROUP BY 1, 2" \
    done,9,1 pruned,1,6 pruned,3,2
# A slice shows all nine, the one that was not pruned apart from the others.
"$quadrille" plot slice --study sha --db one.db --script > script
[ "$(sed -n '/^.data <</,/^end/p' script | awk 'NF == 4 { n[$4]++ }
    END { print n[0], n[1] }')" = '1 8' ] || fail "a slice lacks pruned trials"
holds one "SELECT count(*) FROM decisions d JOIN epochs e USING (trial, epoch)
    WHERE e.split = 'validation' AND e.accuracy <> d.value" 0
grep -q '^9 trials: 1 trained now, 8 pruned$' out || fail "the counts"
[ "$(grep -c 'pruned: validation/accuracy .* after epoch 1 (rung 0) ranks . of 9; .* was needed$' log)" = 6 ] || fail "why they were pruned is not told"
run sha one || fail "it does not go well a second time"
grep -q '^9 trials: 0 trained now, 1 done before, 8 pruned before$' out \
    || fail "it runs again"
same one one

run sha four --jobs 4 || fail "four jobs fail"
same four one

# Killed when epochs are recorded, but nothing has been decided; when some wait
# at the second rung and one has not asked; and when one is to go on.
kill_when sha dead 'mute 1' "SELECT count(*) FROM epochs
    WHERE split = 'train'" 2
holds dead 'SELECT count(*) FROM decisions' 0
kill_when sha dead 'mute 3' "SELECT count(*) FROM epochs
    WHERE split = 'train' AND epoch = 3" 2
kill_when sha dead 'hang 7' "SELECT max(epoch) FROM epochs" 6
run sha dead --jobs 2 || fail "it does not go on after kills"
same dead one

# A crash at a rung is one like any other: the trial is tried again.
study sha '{method: sha, min: 1, max: 9, eta: 3}' 'run: {retries: 1}'
QUADRILLE_TEST_WORKER='abort 1' run sha crashed --jobs 2 && fail "no crash"
holds crashed "SELECT state, count(*) FROM trials GROUP BY 1" failed,9
run sha crashed --jobs 2 --retry-failed || fail "it does not recover"
same crashed one

# Told to stop within an epoch after the first rung.
QUADRILLE_TEST_WORKER='stop 2' run sha stopped --jobs 2 && fail "no stop"
run sha stopped --jobs 3 || fail "it does not go on after a stop"
same stopped one

# What is pruned here is trained in full for a study that wants it so; here it
# stays pruned.
study full '{method: none}' ''
sed -i '/^prune:/d' full.yaml
run full one --jobs 2 || fail "it does not train in full what was pruned"
grep -q '^9 trials: 8 trained now, 1 done before$' out || fail "not all in full"
run full whole --jobs 2 || fail "it does not train in full"
holds one "SELECT count(*) FROM trials WHERE state <> 'done'" 0
digests="SELECT trial, epochs, metrics_digest, weights_digest FROM trials
    WHERE study = 'full' ORDER BY trial"
sql one "$digests" > one.full
sql whole "$digests" | cmp -s - one.full || fail "gone on, it has other bits"
run sha one || fail "it fails where all has been trained in full"
grep -q '^9 trials: 0 trained now, 9 done before$' out || fail "it runs again"

# And the other way: in a record that has all in full, nothing is trained.
run sha whole || fail "it fails where all is there"
grep -q '^9 trials: 0 trained now, 9 done before$' out || fail "it trains"
