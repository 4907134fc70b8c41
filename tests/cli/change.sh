#!/bin/sh
# The commands that change the record: trials are tried again, stopped while
# they run, tagged, noted and removed, and what cannot be done is refused.
set -eu

# shellcheck source=tests/cli/shared/begin.sh
. "$(dirname "$0")/shared/begin.sh"

# $1.yaml: seeds $2 of a network that is soon trained.
study() {
    cat > "$1.yaml" <<YAML
study: $1
base:
  dataset: {name: digits, train_count: 100, test_count: 20}
  epochs: 2
  batch_size: 32
  model:
    name: own
    layers:
      - flatten
      - dense: {units: classes}
seeds: $2
YAML
}

sql() {
    "$quadrille" sql --db r.db --csv "$1" 2> said | tr -d '\r' | sed 1d
}

# A command of ours must end with status $1; what it says lies in out and log.
ends() {
    wanted=$1
    shift
    status=0
    "$quadrille" "$@" --db r.db > out 2> log < /dev/null || status=$?
    [ "$status" = "$wanted" ] || fail "exit status $status for $wanted: $*"
}

says() {
    cat out log | grep -q -- "$1" || fail "not told: $1"
}

states() {
    sql "SELECT DISTINCT seed, state FROM trials ORDER BY seed" \
        | paste -sd ' '
}

for command in retry stop 'rm --yes' 'tag x' 'note x'; do
    # shellcheck disable=SC2086  # a command and its argument
    ends 1 $command 3f2a91c0
    says "there is no database"
    [ ! -e r.db ] || fail "$command makes a database"
done

# The second trial crashes.
study tiny 3
export QUADRILLE_TEST_WORKER='exit 2 2'
ends 1 run tiny.yaml --jobs 1
unset QUADRILLE_TEST_WORKER
[ "$(states)" = "1,done 2,failed 3,done" ] || fail "states: $(states)"
first=$(sql "SELECT trial FROM trials WHERE seed = 1")
second=$(sql "SELECT trial FROM trials WHERE seed = 2")

ends 2 retry
says "say which trials"
ends 2 retry zzz
ends 2 retry "$second" "$first"
says "trial $first is done"
[ "$(states)" = "1,done 2,failed 3,done" ] || fail "retry changed one"
ends 0 retry tiny
says "^1 trial is planned again"
[ "$(states)" = "1,done 2,planned 3,done" ] || fail "after retry"
ends 0 run tiny.yaml
[ "$(states)" = "1,done 2,done 3,done" ] || fail "after the second run"
ends 0 retry --study tiny
says "^nothing to retry: no trial of this study failed"

ends 0 tag "$first" good baseline
ends 0 tag "$second" good
ends 0 tag "$second" good --remove
ends 2 tag "$second" 'two words'
says "a tag is one word"
ends 2 tag "$second"
ends 0 note "$first" "it's odd"
ends 2 note "$first" ""
ends 0 list --tag baseline
[ "$(wc -l < out)" = 2 ] || fail "list --tag"
says "^$first .* baseline good  it's odd$"
ends 0 list --tag bad
[ "$(wc -l < out)" = 1 ] || fail "list of a tag that nothing has"
ends 0 show "$first"
says "^tags  *baseline good$"
says "  it's odd$"

third=$(sql "SELECT trial FROM trials WHERE seed = 3")
ends 1 stop "$third"
says "trial $third is not running: it is done"
ends 0 stop tiny
says "^nothing to stop: no trial of this study is running"
ends 2 stop none
says "no trial's id"

# It would train for days; somebody stops it, by its id, then by its study.
study long '[7]'
sed 's/epochs: 2/epochs: 90000/' long.yaml > longer.yaml
for turn in 1 2; do
    "$quadrille" run longer.yaml --db r.db > out.run 2> log.run &
    runner=$!
    tries=0
    until trial=$(sql "SELECT trial FROM trials WHERE state = 'running'
        AND attempts = $turn AND epochs > 0") && [ "$trial" ]; do
        tries=$((tries + 1))
        [ $tries -lt 1000 ] || fail "the trial does not begin"
        sleep 0.02
    done
    ends 1 rm "$trial" --yes
    says "trial $trial is being run"
    ends 2 retry "$trial"
    if [ $turn = 1 ]; then
        ends 0 stop "$trial"
    else
        ends 0 stop long
    fi
    says "^1 running trial is asked to stop"
    status=0
    wait "$runner" || status=$?
    runner=
    cp out.run out
    cp log.run log
    [ "$status" = 3 ] || fail "exit status $status of a run that was stopped"
    [ "$(sql "SELECT state FROM trials WHERE study = 'long'")" = interrupted ] \
        || fail "the state after stop"
done
ends 0 rm --study long --yes

# Removal asks, or wants to be told; shared trials stay with the others.
ends 2 rm "$first"
says "cannot be undone"
ends 2 rm --study tiny "$first" --yes
says "not both"
if script --version > said 2>&1; then
    for answer in n y; do
        echo $answer | script -qec "'$quadrille' rm $second --db r.db" \
            /dev/null > out 2>&1 || [ $answer = n ] || fail "rm fails"
        says "Remove 1 trial with all"
        sql "SELECT count(*) FROM trials WHERE trial = '$second'" > left
        [ "$(cat left)" = "$([ $answer = n ] && echo 1 || echo 0)" ] \
            || fail "rm, answered $answer"
    done
else
    ends 0 rm "$second" --yes
fi
[ "$(find r.checkpoints -mindepth 1 -maxdepth 1 | wc -l)" = 2 ] \
    || fail "checkpoints after one trial is gone"
study other 1
ends 0 run other.yaml
says "1 done before"
ends 0 rm --study tiny --yes
says "^1 trial removed; 1 more stay"
[ "$(sql "SELECT study, seed, state FROM trials")" = other,1,done ] \
    || fail "what is left of two studies"
[ "$(sql "SELECT study FROM studies")" = other ] || fail "the study is left"
ends 0 list
[ "$(wc -l < out)" = 2 ] || fail "list after rm"

# Files that cannot go keep the trial; a killed rm is simply repeated.
folder=$(find r.checkpoints -mindepth 1 -maxdepth 1)
mkdir -p "$folder/own/deep"
ln -s "$work/other.yaml" "$folder/own/link"
: > "$folder/own/deep/file"
rm "$folder"/epoch-0002.safetensors
ends 0 rm "$first" --yes
[ ! -e "$folder" ] || fail "the folder is left"
[ -s other.yaml ] || fail "a link was followed"
[ "$(sql "SELECT count(*) FROM trial")" = 0 ] || fail "a trial is left"
[ "$(sql "SELECT count(*) FROM removed")" = 4 ] || fail "who was removed"
ends 0 run other.yaml
[ "$(sql "SELECT state FROM trials")" = "done" ] || fail "a run after rm"
