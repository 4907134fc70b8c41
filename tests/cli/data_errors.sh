#!/bin/sh
# Data that is damaged, wrong or missing: told once, before any trial starts,
# so that the next run, with the data in its place, needs no --retry-failed.
set -eu

# shellcheck source=tests/cli/shared/begin.sh
. "$(dirname "$0")/shared/begin.sh"
unset QUADRILLE_DATA
XDG_CACHE_HOME=$work/cache
QUADRILLE_MIRROR=file://$work/nowhere
export XDG_CACHE_HOME QUADRILLE_MIRROR

# $1 images of 4 x 4, and as many labels from 0 to 2; $2 is what the files'
# names begin with, in the folder data.
images() {
    byte="\\$(printf %03o "$1")"
    # shellcheck disable=SC2059  # an octal escape
    printf "\\000\\000\\010\\003\\000\\000\\000$byte" \
        > "data/$2-images-idx3-ubyte"
    printf '\000\000\000\004\000\000\000\004' >> "data/$2-images-idx3-ubyte"
    awk "BEGIN { for (i = 0; i < $1 * 16; i++) printf \"%c\", 33 + i % 90 }" \
        >> "data/$2-images-idx3-ubyte"
    # shellcheck disable=SC2059
    printf "\\000\\000\\010\\001\\000\\000\\000$byte" \
        > "data/$2-labels-idx1-ubyte"
    awk "BEGIN { for (i = 0; i < $1; i++) printf \"%s\", i % 3 }" \
        | tr 012 '\000\001\002' >> "data/$2-labels-idx1-ubyte"
}

mkdir data
images 48 train
images 12 t10k
cp -r data well

cat > own.yaml <<'YAML'
study: own
base:
  dataset: {name: idx, path: data, classes: 3}
  validation: {last: 8}
  model: mlp
  epochs: 2
  batch_size: 8
seeds: 3
YAML
sed 's/{name: idx.*/mnist/; s/own/known/' own.yaml > known.yaml

# Runs $1.yaml: exit status $2, the words $3 once, and no trial tried.
refused() {
    file=$1
    status=$2
    words=$3
    shift 3
    got=0
    "$quadrille" run "$file.yaml" --db "$file.db" --jobs 2 "$@" > out 2> log \
        || got=$?
    [ "$got" = "$status" ] || fail "exit status $got for $status: $words"
    [ "$(grep -c -- "$words" log)" = 1 ] || fail "not told once: $words"
    [ ! -s out ] || fail "something on standard output: $words"
    [ -e "$file.db" ] || return 0
    [ "$("$quadrille" sql --db "$file.db" --csv 'SELECT count(*) FROM attempt' \
        | tr -d '\r' | tail -n 1)" = 0 ] || fail "a trial was tried: $words"
}

trained() {
    "$quadrille" run "$1.yaml" --db "$1.db" --jobs 2 > out 2> log \
        || fail "$1 should run with the data in its place"
    grep -q '3 trained now' out || fail "three trials should be trained"
}

head -c 700 well/train-images-idx3-ubyte > data/train-images-idx3-ubyte
refused own 1 'train-images-idx3-ubyte'
cp well/* data/
printf '\003' | dd of=data/t10k-labels-idx1-ubyte bs=1 seek=10 conv=notrunc \
    2> dd.log
refused own 1 't10k-labels-idx1-ubyte'
rm data/t10k-labels-idx1-ubyte
refused own 2 'own.yaml:3:30: error: .*t10k-labels-idx1-ubyte'
cp well/* data/
# What headers and labels say: images, classes and their shape.
refused own 2 'a window of 5 x 5 does not fit into 4 x 4' --set 'model={name: m, layers: [{conv2d: {kernel: 5}}]}'
sed 's/, classes: 3//; s/model: mlp/model: {name: m, layers: [flatten, {dense: {units: 2}}]}/' \
    own.yaml > counted.yaml
refused counted 2 'but the data has 3 classes'
# A part that there are too few images for.
refused own 2 "'train_size' is 41, but there are only 40 images" \
    --set train_size=41
trained own

# A plan that grows by its results has its data once, not once in every round.
cat > grows.yaml <<'YAML'
study: grows
base:
  dataset: {name: idx, path: data, classes: 3}
  validation: {last: 8}
  model: mlp
  epochs: 2
  batch_size: 8
search:
  method: tpe
  trials: 16
  space: {optimizer.lr: {log: [1e-4, 1.0]}}
YAML
"$quadrille" run grows.yaml --db grows.db --jobs 2 > out 2> log &
runner=$!
most=0
while kill -0 $runner 2> dd.log; do
    held=$(find "/proc/$runner/fd" -lname '*memfd*' 2> dd.log | wc -l)
    [ "$held" -le "$most" ] || most=$held
    sleep 0.01
done
wait $runner || fail "a plan that grows should run"
grep -q '^16 trials: 16 trained now' out || fail "it should have 16 trials"
[ "$most" = 1 ] || fail "the data are held $most times"

# Missing, not to be fetched, not to be had, then damaged.
refused known 1 "cannot find the data set 'mnist'" --offline
grep -q digits log || fail "the alternative is not told"
refused known 1 "could not download it"
refused known 1 'train-images-idx3-ubyte' --data well
