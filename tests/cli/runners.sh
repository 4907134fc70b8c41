#!/bin/sh
# Several runners on one database: each trial is trained once, nobody is told
# of locks, and what a killed runner left is taken up by the next.
set -eu

# shellcheck source=tests/cli/shared/begin.sh
. "$(dirname "$0")/shared/begin.sh"
# shellcheck source=tests/cli/shared/marked.sh
. "$shared/marked.sh"

# Those among them whose parent is $1.
children() {
    for process in $(marked); do
        parent=$(cut -d ' ' -f 4 "/proc/$process/stat" 2> log.asked || echo 0)
        [ "$parent" != "$1" ] || echo "$process"
    done
}

fail() {
    echo "runners.sh: $1" >&2
    cat log* >&2
    exit 1
}

cat > tiny.yaml <<'YAML'
study: tiny
base:
  dataset: {name: digits, train_count: 100, test_count: 50}
  epochs: 3
  batch_size: 32
  model:
    name: own
    layers:
      - flatten
      - dense: {units: 16, activation: relu}
      - dense: {units: classes}
sweep:
  grid:
    optimizer: [adam, sgd]
seeds: 32
YAML

sql() {
    "$quadrille" sql --db "$1" --csv "$2" | tr -d '\r' | sed 1d
}

digests() {
    sql "$1" "SELECT label, seed, state, metrics_digest FROM trials
        ORDER BY label, seed"
}

# Runs in the background: $1 names its output, and $2 is the database.
start() {
    name=$1
    shift
    QUADRILLE_MARK=$work "$quadrille" run tiny.yaml --threads 1 --db "$@" \
        > "out.$name" 2> "log.$name" &
    runner=$!
}

"$quadrille" run tiny.yaml --db plain/r.db --jobs 2 > out 2> log \
    || fail "one runner alone fails"
digests plain/r.db > plain.txt

# Four at once, from nothing: even the database is made by one of them.
runners=
for number in 1 2 3 4; do
    start $number r.db --jobs 1
    runners="$runners $runner"
done
for runner in $runners; do
    wait "$runner" || fail "one of four runners fails"
done
digests r.db | cmp -s - plain.txt || fail "four runners have other results"
[ "$(sql r.db 'SELECT count(*), min(attempts), max(attempts) FROM trials')" \
    = 64,1,1 ] || fail "not every trial was tried just once"
[ "$(cat out.* | awk '/^64 trials: / { sum += $3 } END { print sum }')" = 64 ] || fail "the runners' counts do not add up"
! grep -v ': epoch \|: done after ' log.* | grep -v 'quadrille: warning' \
    || fail "a runner complains"
[ -s tiny/index.html ] || fail "there is no report"

# Killed while two trials run: they hang, so it is surely in the midst of them.
export QUADRILLE_TEST_WORKER='hang 2'
start dead d.db --jobs 2
unset QUADRILLE_TEST_WORKER
tries=0
until [ "$(sql d.db "SELECT count(*) FROM epochs WHERE split = 'train'" \
    2> log.asked)" = 2 ]; do
    tries=$((tries + 1))
    [ $tries -lt 1000 ] || fail "two trials do not begin"
    sleep 0.02
done
workers=$(children "$runner")
[ "$(echo "$workers" | wc -w)" = 2 ] || fail "two workers should run"
began=$(date +%s.%N)
kill -9 "$runner"
start heir d.db --jobs 2
sleep 1
for process in $workers; do
    ! marked | grep -qx "$process" || fail "a worker outlives its runner by a second"
done
wait "$runner" || fail "the next runner fails"
digests d.db | cmp -s - plain.txt || fail "the next runner has other results"
[ "$(sql d.db "SELECT count(*) FROM events WHERE kind = 'lost'")" = 2 ] \
    || fail "two trials should be taken up"
[ "$(sql d.db "SELECT number, state, message, count(*) FROM attempts
    GROUP BY 1, 2, 3" | paste -sd ' ')" \
    = '1,done,,62 1,interrupted,the runner died,2 2,done,,2' ] \
    || fail "the attempts of a killed runner's trials"
[ "$(sql d.db "SELECT count(*) FROM attempts WHERE number = 2
    AND (julianday(started) - 2440587.5) * 86400 - $began < 2")" = 2 ] \
    || fail "they are not taken up within two seconds"

# What fails under one runner has failed for those that came before: each of
# these is tried once, though the first runner has them all before it when the
# second comes.
cat > fails.sh <<'SH'
#!/bin/sh
for word; do
    case $word in --seed=1) until [ -e go ]; do sleep 0.02; done ;; esac
done
exit 7
SH
chmod +x fails.sh
cat > fails.yaml <<'YAML'
study: fails
base: {command: ./fails.sh, epochs: 1}
seeds: 4
run: {retries: 1}
YAML

# Runs in the background: $1 names its output, options follow.
start_failing() {
    name=$1
    shift
    QUADRILLE_MARK=$work "$quadrille" run fails.yaml --threads 1 --jobs 1 \
        --db f.db "$@" > "out.$name" 2> "log.$name" &
    runner=$!
}

attempts() {
    sql f.db "SELECT seed, state, attempts FROM trials ORDER BY seed" \
        | paste -sd ' '
}

# Two runners, with the options $1: the second tries what the first, busy with
# seed 1, has yet to come to.
fail_twice() {
    rm -f go
    # shellcheck disable=SC2086  # options
    start_failing first $1
    first=$runner
    tries=0
    until [ "$(sql f.db "SELECT count(*) FROM trials WHERE state = 'running'" \
        2> log.asked)" = 1 ]; do
        tries=$((tries + 1))
        [ $tries -lt 1000 ] || fail "no trial begins"
        sleep 0.02
    done
    # shellcheck disable=SC2086
    start_failing second $1
    wait "$runner" && fail "trials that fail leave the exit status 0"
    : > go
    wait "$first" && fail "the trial that fails leaves the exit status 0"
    return 0
}

fail_twice ''
[ "$(attempts)" = '1,failed,2 2,failed,2 3,failed,2 4,failed,2' ] \
    || fail "what failed elsewhere was tried again: $(attempts)"
fail_twice --retry-failed
[ "$(attempts)" = '1,failed,4 2,failed,4 3,failed,4 4,failed,4' ] \
    || fail "what was retried elsewhere was tried again: $(attempts)"

# But what somebody wants tried again while the first runner is busy, is.
rm -f go
# shellcheck disable=SC2046  # a list of trials
"$quadrille" retry $(sql f.db "SELECT trial FROM trials WHERE seed < 3") \
    --db f.db > out 2> log || fail "they cannot be retried"
start_failing first
first=$runner
tries=0
until [ "$(sql f.db "SELECT count(*) FROM trials WHERE state = 'running'" \
    2> log.asked)" = 1 ]; do
    tries=$((tries + 1))
    [ $tries -lt 1000 ] || fail "no trial begins"
    sleep 0.02
done
start_failing second
wait "$runner" && fail "trials that fail leave the exit status 0"
[ "$(attempts)" = '1,running,5 2,failed,6 3,failed,4 4,failed,4' ] \
    || fail "not what was to be tried again was: $(attempts)"
"$quadrille" retry "$(sql f.db "SELECT trial FROM trials WHERE seed = 2")" \
    --db f.db > out 2> log || fail "it cannot be retried"
: > go
wait "$first" && fail "the trial that fails leaves the exit status 0"
[ "$(attempts)" = '1,failed,6 2,failed,8 3,failed,4 4,failed,4' ] \
    || fail "what was to be tried again was not: $(attempts)"
