#!/bin/sh
# Programs of one's own as trainers: good ones, and those that crash, hang, lie,
# flood or end too early; going on after kill -9 and Ctrl-C; no secrets kept.
set -eu

softmax=$(realpath experiments/softmax.py)
# shellcheck source=tests/cli/shared/begin.sh
. "$(dirname "$0")/shared/begin.sh"
# shellcheck source=tests/cli/shared/marked.sh
. "$shared/marked.sh"

# Each waits for what the last one left to be gone.
nobody() {
    tries=0
    while [ -n "$(marked)" ]; do
        tries=$((tries + 1))
        [ $tries -lt 100 ] || fail "somebody is left: $1"
        sleep 0.02
    done
}

sql() {
    "$quadrille" sql --db "$1.db" --csv "$2" | tr -d '\r' | sed 1d
}

# The query $2 of $1.db must give the lines that follow.
holds() {
    sql "$1" "$2" > answer
    shift 2
    printf '%s\n' "$@" | cmp -s answer - || {
        cat answer >&2
        fail "the record should have: $*"
    }
}

# Runs $1.yaml and expects exit status $2.
expect() {
    name=$1
    status=$2
    shift 2
    got=0
    QUADRILLE_MARK=$work API_TOKEN=xyzzy42 \
        "$quadrille" run "$name.yaml" --db "$name.db" --threads 1 "$@" \
        > out 2> log || got=$?
    [ "$got" = "$status" ] || fail "exit status $got for $status: $name"
    nobody "$name"
}

await() {
    tries=0
    until eval "$1"; do
        tries=$((tries + 1))
        [ $tries -lt 500 ] || fail "this does not come: $1"
        sleep 0.02
    done
}

cat > many.sh <<'SH'
#!/bin/sh
# Behaves as --how says, for --epochs.
for word; do
    case $word in
    --how=*) how=${word#*=} ;;
    --epochs=*) epochs=${word#*=} ;;
    esac
done
say() {
    printf '%s\n' "$*" >&3
}
epoch() {
    say "{\"epoch\": $1, \"train\": {\"loss\": 0.$1, \"accuracy\": 0.5}," \
        "\"test\": {\"loss\": 0.25, \"confusion\": [[3, 1], [0, 4]]}${2-}}"
}
# Those from $1 on, each answered.
rest() {
    number=$1
    while [ "$number" -le "$epochs" ]; do
        epoch "$number" "${2-}"
        read -r answer && echo "$answer" >> "$QUADRILLE_FOLDER/answers"
        number=$((number + 1))
    done
}
case $how in
good)
    printf '%s\n' "$@" > "$QUADRILLE_FOLDER/words"
    say '{"parameters": 12, "multiply_adds": 34, "images": 56}'
    say '{"epoch": 1, "progress": 0.5, "loss": 0.7}'
    rest 1
    ;;
deaf) epoch 1; epoch 2; epoch 3 ;;
crash) epoch 1; read -r answer; echo it hurts >&2; kill -s SEGV $$ ;;
status) epoch 1; printf 'a\nno luck\n' >&2; exit 7 ;;
quits) epoch 1; read -r answer ;;
late) rest 1; exit 9 ;;
early) rest 2 ;;
twice) epoch 1; rest 1 ;;
lies) say '{"epoch": 1, "train": {"loss": 1, "accuracy": 0.9,' \
    '"confusion": [[1, 1], [0, 0]]}}'; sleep 100 ;;
percent) say '{"epoch": 1, "train": {"loss": 1, "accuracy": 91}}'; sleep 100 ;;
oblong) say '{"epoch": 1, "train": {"loss": 1, "confusion": [[1, 2]]}}' ;;
grows) epoch 1; read -r answer
    say '{"epoch": 2, "train": {"loss": 1, "confusion": [[1]]}}' ;;
words) say 'Epoch 1 of 3'; rest 1 ;;
half) epoch 1; read -r answer; printf '{"epoch": 2' >&3 ;;
nothing) exit 0 ;;
unknown) rest 1 ', "speed": [1, {"a": "b"}]' ;;
diverges) epoch 1; read -r answer
    say '{"epoch": 2, "train": {"loss": NaN, "accuracy": 0.1}}'; sleep 100 ;;
long) head -c 5000000 /dev/zero | tr '\0' x >&3; rest 1 ;;
noise) head -c 5000000 /dev/zero | tr '\0' x >&2; rest 1 ;;
chatter)
    yes '{"epoch": 1, "progress": 0.5}' | head -n 100000 >&3; rest 1 ;;
lingers) trap '' TERM; rest 1; sleep 100 ;;
leaves) sleep 100 & rest 1 ;;
skips) say '{"skip": "no luck\u001b today"}'; sleep 100 ;;
hangs) epoch 1; sleep 100 ;;
stubborn) trap '' TERM; while :; do sleep 1; done ;;
esac
SH
chmod +x many.sh

cat > many.yaml <<'YAML'
study: many
base: {command: ./many.sh, epochs: 3}
sweep:
  grid:
    args.how: [good, deaf, crash, status, quits, late, early, twice, lies,
      percent, oblong, grows, words, half, nothing, unknown, diverges, long,
      noise, chatter, lingers, leaves, skips]
YAML
expect many 1 --jobs 23
line='line 1 of its report: '
holds many "SELECT replace(label, 'args.how=', ''), state, epochs, message
    FROM trials WHERE state <> 'done' ORDER BY label" \
    'crash,failed,1,killed by signal 11 (Segmentation fault): it hurts' \
    'diverges,diverged,2,the loss is no longer a finite number' \
    "early,failed,,\"${line}it is epoch 2, but 1 comes next\"" \
    'grows,failed,1,"line 2 of its report: its matrices have 1 classes, those before had 2"' \
    'half,failed,1,"it ended after epoch 1 of 3, within a line"' \
    'late,failed,3,exited with status 9' \
    "lies,failed,,\"${line}the accuracy of 'train' is 0.9, but its confusion matrix says 0.5\"" \
    "long,failed,,${line}it is longer than 4194304 bytes" \
    'nothing,failed,,it ended after epoch 0 of 3' \
    "oblong,failed,,\"${line}'confusion' must be a square of counts, a row for each true class: it has more columns than rows\"" \
    "percent,failed,,\"${line}'accuracy' is 91; it must lie in [0, 1]\"" \
    'quits,failed,1,it ended after epoch 1 of 3' \
    'skips,interrupted,,skipped: no luck  today' \
    'status,failed,1,exited with status 7: no luck' \
    'twice,failed,1,"line 2 of its report: it is epoch 1, but 2 comes next"' \
    "words,failed,,${line}it is no JSON object (it does not begin as one)"
holds many "SELECT replace(label, 'args.how=', '') FROM trials
    WHERE state = 'done' AND epochs = 3 ORDER BY label" \
    chatter deaf good leaves lingers noise unknown
grep -q '23 trials: 8 trained now, 14 failed, 1 skipped$' out \
    || fail "the summary is wrong: $(cat out)"
[ "$(grep -c 'names that nobody knows: speed$' log)" = 1 ] \
    || fail "an unknown name is not told once"
grep -q 'how=skips, seed 1: skipped: no luck' log || fail "no skip is told"
grep -q 'how=lingers, seed 1: did not end after its last epoch' log \
    || fail "one that did not end is not told"
holds many "SELECT signal FROM trials WHERE label = 'args.how=crash'" 11
holds many "SELECT parameters IS NULL, multiply_adds IS NULL FROM trials
    WHERE label = 'args.how=nothing'" 1,1
holds many "SELECT model, parameters, multiply_adds, test_accuracy, train_loss
    FROM final WHERE label = 'args.how=good'" many.sh,12,34,0.875,0.3
holds many "SELECT truth, predicted, count FROM confusion
    JOIN trials USING (trial) WHERE label = 'args.how=good' AND epoch = 3" \
    0,0,3 0,1,1 1,0,0 1,1,4
trial=$(sql many "SELECT substr(hash, 1, 16) FROM trial JOIN parameter p
    USING (config) WHERE p.text = 'good'")
kept=many.checkpoints/$trial/program
[ "$(cat "$kept/answers")" = "go 1
go 2
stop" ] || fail "the answers were: $(cat "$kept/answers")"
[ "$(cat "$kept/words")" = "--seed=1
--how=good
--epochs=3" ] || fail "the words were: $(cat "$kept/words")"
[ -s many/index.html ] || fail "there is no report"

# What is done is done; what was skipped is tried again.
expect many 1
grep -q '8 done before, 14 failed before (.*), 1 skipped' out \
    || fail "the second summary is wrong: $(cat out)"

# Time over, with and without a reaction to SIGTERM; and a circuit breaker.
cat > slow.yaml <<'YAML'
study: slow
base: {command: [./many.sh], epochs: 3}
sweep: {grid: {args.how: [hangs, stubborn]}}
run: {timeout: 1s}
YAML
expect slow 1 --jobs 2
holds slow "SELECT DISTINCT state, message FROM trials" \
    'timeout,took longer than 1 s'

# Nothing of the environment is kept, though the program had it.
cat > token.sh <<'SH'
#!/bin/sh
[ "$API_TOKEN" = xyzzy42 ] || exit 1
echo '{"epoch": 1, "train": {"loss": 1, "accuracy": 1}}' >&3
SH
chmod +x token.sh
printf 'study: token\nbase: {command: ./token.sh, epochs: 1}\n' > token.yaml
expect token 0
found=$(grep -rlF --exclude=token.sh xyzzy42 . || true)
[ -z "$found" ] || fail "a secret is kept: $found"

# A changed program has new trials; a missing one is told at once.
echo '# changed' >> token.sh
expect token 0
holds token "SELECT count(*) FROM trials" 2
rm token.sh
expect token 2
grep -q "'./token.sh', which is no program that can be started from '.'" log \
    || fail "a missing program is not told"

# Early stopping is ours: no loss falls by a thousand.
cat > patient.yaml <<'YAML'
study: patient
base: {command: ./many.sh, epochs: 9, args: {how: good}}
early_stop: {metric: train/loss, patience: 1, min_delta: 1000}
YAML
expect patient 0
holds patient "SELECT state, epochs FROM trials" done,2

# Halving: who is the best at a rung goes on, from its own checkpoint.
cat > race.sh <<'SH'
#!/bin/sh
for word; do
    case $word in
    --speed=*) speed=${word#*=} ;;
    esac
done
epoch=$QUADRILLE_EPOCH
while [ "$epoch" -lt 4 ]; do
    epoch=$((epoch + 1))
    echo "{\"epoch\": $epoch, \"train\": {\"loss\": 1, \"accuracy\": 0.$speed}}" >&3
    read -r answer
    [ "$answer" = "go $epoch" ] || exit 0
done
SH
chmod +x race.sh
cat > race.yaml <<'YAML'
study: race
base: {command: ./race.sh, epochs: 4}
sweep: {grid: {args.speed: [3, 1, 4, 2]}}
objective: {metric: train/accuracy, goal: max}
prune: {method: sha, min: 1, max: 4, eta: 2}
YAML
expect race 0 --jobs 3
holds race "SELECT label, state, epochs FROM trials ORDER BY label" \
    args.speed=1,pruned,1 args.speed=2,pruned,1 args.speed=3,pruned,2 \
    args.speed=4,done,4

# Hangs in its third epoch the first time, and goes on or begins again.
cat > resume.sh <<'SH'
#!/bin/sh
for word; do
    case $word in
    --forgets=*) forgets=${word#*=} ;;
    esac
done
epoch=$QUADRILLE_EPOCH
echo "began after $epoch" >> "$QUADRILLE_FOLDER/began"
[ "$forgets" = false ] || epoch=0
while [ "$epoch" -lt 4 ]; do
    epoch=$((epoch + 1))
    if [ "$epoch" = 3 ] && [ ! -e "$QUADRILLE_FOLDER/hung" ]; then
        sleep 100 > "$QUADRILLE_FOLDER/hung"
    fi
    echo "{\"epoch\": $epoch, \"train\": {\"loss\": 0.$epoch, \"accuracy\": 1}}" >&3
    read -r answer
done
SH
chmod +x resume.sh
cat > resume.yaml <<'YAML'
study: resume
base: {command: [./resume.sh], epochs: 4}
sweep: {grid: {args.forgets: [false, true]}}
YAML

# Starts it, waits until both hang, and sends the signal $1 to the runner.
interrupt() {
    rm -rf resume.db* resume.checkpoints
    QUADRILLE_MARK=$work setsid "$quadrille" run resume.yaml --db resume.db \
        --jobs 2 > out 2> log &
    # shellcheck disable=SC2016  # to be expanded again and again
    await '[ "$(find . -name hung | wc -l)" = 2 ]'
    kill -s "$1" "$!"
    got=0
    wait "$!" 2> /dev/null || got=$?
    nobody "after SIG$1"
}

went_on() {
    expect resume 0 --jobs 2
    holds resume "SELECT state, epochs, attempts FROM trials" done,4,2 done,4,2
    holds resume "SELECT epoch, loss, count(*) FROM epochs GROUP BY 1, 2" \
        1,0.1,2 2,0.2,2 3,0.3,2 4,0.4,2
    [ "$(sort -u resume.checkpoints/*/program/began)" = "began after 0
began after 2" ] || fail "they began otherwise"
    grep -q 'forgets=true, seed 1: begins with epoch 1, though 2 are' log \
        || fail "it is not told that one begins again"
}
interrupt KILL
[ "$got" = 137 ] || fail "exit status $got after SIGKILL"
went_on
interrupt INT
[ "$got" = 130 ] || fail "exit status $got after SIGINT"
went_on

# A real one, killed at any moment, comes to the same.
if command -v python3 > /dev/null; then
    cp "$softmax" .
    cat > real.yaml <<'YAML'
study: real
base: {command: [python3, softmax.py], epochs: 15, args: {train: 200}}
seeds: 2
YAML
    expect real 0 --jobs 2
    mv real.db plain.db
    kills=0
    while [ $kills -lt 3 ]; do
        QUADRILLE_MARK=$work setsid "$quadrille" run real.yaml --db real.db \
            --jobs 2 > out 2> log &
        kills=$((kills + 1))
        await "[ \$(grep -c 'epoch [0-9]*/15' log) -ge $kills ]"
        kill -9 "$!"
        wait "$!" 2> /dev/null || true
        nobody "after kill -9"
    done
    expect real 0 --jobs 2
    digests="SELECT trial, metrics_digest FROM trials ORDER BY trial"
    sql plain "$digests" > wanted
    sql real "$digests" | cmp -s - wanted || fail "kill -9 changed results"
fi
