#!/bin/sh
# A trial that is trained again has the same bits, by whatever threads, and
# nothing of that is recorded. What differs is shown, with where it ran; records
# and data that have changed are refused.
set -eu

# shellcheck source=tests/cli/shared/begin.sh
. "$(dirname "$0")/shared/begin.sh"
mkdir temporary
export TMPDIR="$work/temporary"

cat > tiny.yaml <<'YAML'
study: tiny
base:
  dataset: {name: digits, train_count: 300, test_count: 50}
  epochs: 3
  batch_size: 32
  dropout: 0.25
  augment: {rotate: 10, shift: 0.1}
  optimizer: {name: adam, lr: 1e-3}
  model: cnn
seeds: 2
YAML

# A command of ours must end with status $1; what it says lies in out and log.
ends() {
    wanted=$1
    shift
    status=0
    "$quadrille" "$@" --db r.db > out 2> log || status=$?
    [ "$status" = "$wanted" ] || fail "exit status $status for $wanted: $*"
}

says() {
    grep -q -- "$1" out log || fail "not told: $1"
}

# Nothing is left behind, and the record is as it was.
unchanged() {
    [ "$(sha256sum < r.db)" = "$sum" ] || fail "the record was changed"
    [ "$(ls temporary)" = "" ] || fail "left behind: $(ls temporary)"
}

sql() {
    "$quadrille" sql --db r.db --csv "$1" 2> said | tr -d '\r' | sed 1d
}

# Changes a text of 64 digits where it stands in the record.
replace() {
    LC_ALL=C sed -i "s/$1/$2/g" r.db
}

export QUADRILLE_TEST_WORKER='exit 1 2'
ends 1 run tiny.yaml
unset QUADRILLE_TEST_WORKER
first=$(sql "SELECT trial FROM trials WHERE seed = 1")
second=$(sql "SELECT trial FROM trials WHERE seed = 2")
sum=$(sha256sum < r.db)

ends 0 verify "$first"
says "^identical: 3 epochs, 4 confusion matrices and the weights of trial $first"
unchanged
ends 0 verify "$first" --threads 2 --json
grep -q "^{\"trial\":\"$first\",\"identical\":true,\"epochs\":3,\"matrices\":4}$" \
    out || fail "verify --json"
unchanged
ends 2 verify "$second"
says "trial $second is failed; only what is done can be verified"
ends 2 verify
ends 2 verify zzz
export QUADRILLE_TEST_WORKER='exit 2 1'
ends 1 verify "$first"
says "trial $first, which was done, is failed this time: exited with status 1"
unset QUADRILLE_TEST_WORKER
unchanged

# Stopped while it hangs.
for named in INT=130 TERM=143; do
    QUADRILLE_TEST_WORKER='hang 2 1' "$quadrille" verify "$first" --db r.db \
        > out 2> log &
    runner=$!
    tries=0
    until grep -q 'epoch 1/3' log; do
        tries=$((tries + 1))
        [ $tries -lt 1000 ] || fail "the trial does not begin"
        sleep 0.02
    done
    kill -s "${named%=*}" "$runner"
    status=0
    wait "$runner" || status=$?
    runner=
    [ "$status" = "${named#*=}" ] || fail "exit status $status after $named"
    says "trial $first was not verified"
    unchanged
done

# One digit of the record is changed: first so that it shows, then with a
# digest that hides it.
weights=$(sql "SELECT weights_digest FROM trials WHERE seed = 1")
metrics=$(sql "SELECT metrics_digest FROM trials WHERE seed = 1")
other=$(echo "$weights" | tr '0123456789abcdef' '123456789abcdef0')
replace "$weights" "$other"
ends 1 verify "$first"
says "the record of trial $first was changed"
"$quadrille" show "$first" --dump --db r.db > dump
replace "$metrics" "$(sha256sum < dump | cut -c 1-64)"
sum=$(sha256sum < r.db)
ends 1 verify "$first"
says "^different: the weights' SHA-256 was $other, is now $weights$"
says "^the environment is the same"
unchanged
export QUADRILLE_SIMD=baseline
ends 1 verify "$first"
says "^different: "
says "^environment  *recorded  *now"
says "QUADRILLE_SIMD"
ends 1 verify "$first" --json
"$quadrille" sql --db r.db "SELECT json_valid('$(sed "s/'/''/g" out)') AS v" \
    | grep -q '^ *1$' || fail "no JSON"
unset QUADRILLE_SIMD
unchanged

# Other data under the same settings.
mkdir data
# $1 images of 28 x 28 of zeros, half of them of class 0.
draw() {
    printf '\000\000\010\003\000\000\000%b\000\000\000\034\000\000\000\034' "$2"
    head -c $(($1 * 784)) /dev/zero
}
name() {
    printf '\000\000\010\001\000\000\000%b' "$2"
    head -c $(($1 / 2)) /dev/zero
    head -c $(($1 / 2)) /dev/zero | tr '\000' '\001'
}
draw 40 '\0050' > data/train-images-idx3-ubyte
name 40 '\0050' > data/train-labels-idx1-ubyte
draw 20 '\0024' > data/t10k-images-idx3-ubyte
name 20 '\0024' > data/t10k-labels-idx1-ubyte
cat > own.yaml <<'YAML'
study: own
base:
  dataset: {name: idx, path: data}
  epochs: 1
  validation: {last: 10}
  batch_size: 10
  model: mlp
YAML
ends 0 run own.yaml
own=$(sql "SELECT trial FROM trials WHERE study = 'own'")
ends 0 verify "$own"
printf '\001' | dd of=data/t10k-images-idx3-ubyte bs=1 seek=16 conv=notrunc \
    2> said
ends 1 verify "$own"
says "the data have changed"

# A program of one's own is verified too, as long as it is the same.
mkdir programs
cat > programs/train.sh <<'SH'
#!/bin/sh
echo '{"epoch": 1, "train": {"loss": 0.5, "accuracy": 0.75}}' >&3
SH
chmod +x programs/train.sh
cat > programs/program.yaml <<'YAML'
study: program
base: {command: ./train.sh, epochs: 1}
YAML
ends 0 run programs/program.yaml
program=$(sql "SELECT trial FROM trials WHERE study = 'program'")
ends 0 verify "$program"
says "^identical: 1 epochs"
echo '# changed' >> programs/train.sh
ends 1 verify "$program"
says "the program that trained trial $program has changed"
[ "$(ls temporary)" = "" ] || fail "left behind at the end"
