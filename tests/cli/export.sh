#!/bin/sh
# What is exported is what other programs read: tables, TensorBoard's event
# files, MLflow's file store, safetensors and ONNX, each by a reader of its own
# (tests/export_check.py) and compared with the record. Every layer is in one
# of the networks, whose ONNX models answer as they did. The same record gives
# the same bytes, hostile names stay where they belong, and what cannot be
# written is not half there.
set -eu

tests=$(cd "$(dirname "$0")/.." && pwd)
# shellcheck source=tests/cli/shared/begin.sh
. "$(dirname "$0")/shared/begin.sh"

python=python3
command -v python3 > /dev/null || { echo "skipped: python3 is missing"; exit 0; }
for candidate in python3 /usr/bin/python3; do
    if "$candidate" -c 'import numpy, onnx' 2> /dev/null; then
        python=$candidate
    fi
done

# Noisy images of 16 x 12 with a bar where the class says, so that sizes, paddings
# and axes cannot be mixed up without being noticed.
mkdir data
python3 - << 'PYTHON'
import random
import struct

random.seed(5)

def image(c):
    pixels = [[random.randrange(60) for _ in range(12)] for _ in range(16)]
    for row in (1 + c // 2 * 3, 2 + c // 2 * 3):
        for column in range(1 if c % 2 else 7, 5 if c % 2 else 11):
            pixels[row][column] += 150
    return bytes(sum(pixels, []))

for name, count in ("train", 320), ("t10k", 40):
    labels = [random.randrange(10) for _ in range(count)]
    with open(f"data/{name}-images-idx3-ubyte", "wb") as file:
        file.write(struct.pack(">4I", 2051, count, 16, 12) + b"".join(map(image, labels)))
    with open(f"data/{name}-labels-idx1-ubyte", "wb") as file:
        file.write(struct.pack(">2I", 2049, count) + bytes(labels))
PYTHON

cat > nets.yaml << 'YAML'
study: nets
base:
  dataset: {name: idx, path: data}
  validation: none
  epochs: 1
  batch_size: 16
  optimizer: {name: adam, lr: 0.003}
sweep:
  cases:
    net:
      cnn: {model: cnn}
      cnn3:
        model: cnn
        arch.padding: same
        input: {size: 11, resize: nearest, channels: 3, normalize: mnist}
      rnn: {model: simple_rnn, arch.units: 16, input: {channels: 3, normalize: imagenet}}
      columns:
        model: simple_rnn
        arch: {units: 16, axis: columns}
        input: {size: 9, resize: pad, channels: 3, normalize: imagenet}
      pixels:
        model: simple_rnn
        arch: {units: 8, axis: pixels}
        input: {size: 13, resize: pad, channels: 2, normalize: literal}
      efficientnet:
        model: efficientnet_b0
        arch: {width: 0.2, depth: 0.3}
        batch_size: 4
      resnet: {model: resnet, arch: {blocks: 1, width: 4}, batch_size: 4}
      lenet5: {model: lenet5, input: {size: 28}}
      mlp: {model: mlp, arch.hidden: 16}
      blocks:
        model:
          name: blocks
          layers:
            - rescale: {scale: 0.5}
            - conv2d: {filters: 4, kernel: 4, stride: 2, padding: same, activation: gelu, bias: false}
            - batch_norm: {debias: true, momentum: 0.9, activation: tanh}
            - branch
            - depthwise_conv2d: {kernel: 3, stride: 2, padding: same, activation: swish}
            - separable_conv2d: {filters: 7, kernel: 2, padding: same, activation: sigmoid}
            - merge
            - squeeze_excite: {units: 3, activation: relu}
            - drop_connect
            - max_pool: {size: 2, stride: 1, padding: same}
            - average_pool: {size: 3, stride: 2, padding: same}
            - activation: {kind: gelu}
            - dropout
            - flatten
            - branch
            - dense: {units: 30, activation: swish}
            - merge
            - batch_norm
            - dense: {units: classes}
      places:
        model:
          name: places
          layers:
            - conv2d: {filters: 10, kernel: 3, stride: 4, padding: same}
            - max_pool: {size: 2, stride: 1}
            - batch_norm: {activation: swish}
            - global_average_pool
            - squeeze_excite
YAML
"$quadrille" run nets.yaml --db r.db > log 2>&1 || fail "the networks did not train"

# --- networks

trials=$(sqlite3 r.db "select trial from trials order by position")
for trial in $trials; do
    for format in onnx safetensors; do
        "$quadrille" export $format "$trial" --db r.db > log 2>&1 || fail "no $format of $trial"
        [ "$(cat log)" = "./$trial.$format" ] || fail "another place is told"
    done
done
status=0
PYTHONPATH=$tests PYTHONDONTWRITEBYTECODE=1 "$python" "$tests/export_check.py" numpy \
    > log 2>&1 || status=$?
case $status in
    0) ;;
    3) echo "skipped: networks, since numpy is missing (python3-numpy)" ;;
    4) echo "skipped: ONNX, since its checker is missing (python3-onnx)" ;;
    *) fail "a network is not what it was" ;;
esac
[ -z "${QUADRILLE_TEST_SHOW:-}" ] || cat log

# --- the record, with losses that are no numbers and names that are no paths

cp -r r.db good.db
sqlite3 r.db << 'SQL'
update epoch set train_loss = null where trial = 1;
update epoch set test_loss = 9e999 where trial = 2;
update study_config set label = '../../escaped' where position = 0;
update study_config set label = '.hidden' where position = 1;
update study_config set label = 'a/../../b' where position = 2;
update study_config set label = '; touch escaped # " '' \ ' || char(10, 1) || 'ü'
    where position = 3;
update study_config set label = (select group_concat('long') from class)
    where position = 4;
update study_config set label = '' where position = 5;
insert into tag values (1, '../../escaped'), (1, 'a: [b'), (2, cast(x'ff' as text));
SQL

all() {
    for format in csv jsonl tex; do
        "$quadrille" export $format --db r.db --out "$1$format" > log 2>&1 || fail "no $format"
    done
    "$quadrille" export tensorboard --db r.db --out "$1board" > log 2>&1 || fail "no board"
    "$quadrille" export mlflow --db r.db --out "$1mlruns" > log 2>&1 || fail "no runs"
}

mkdir inner
cd inner
ln -s ../r.db ../data .
all ""
PYTHONDONTWRITEBYTECODE=1 python3 "$tests/export_check.py" > log 2>&1 || fail "another is read"
cat log
find . -mindepth 1 -maxdepth 1 | sort | tr "\n" " " > log
[ "$(cat log)" = "./board ./csv ./data ./jsonl ./log ./mlruns ./r.db ./tex " ] || fail "something else is there"
[ "$(find .. -name '*escaped*' ! -path '*/board/_*')" = "" ] || fail "a name led elsewhere"
grep -q 'textbackslash' tex/trials.tex || fail "LaTeX is not escaped"

# The same bytes again, and over what is there.
mkdir again
all again/
all ""
for kind in board csv jsonl tex; do
    diff -r $kind again/$kind > log || fail "$kind: other bytes"
done
diff -r -I artifact_ mlruns again/mlruns > log || fail "mlruns: other bytes"
cd ..

# --- what cannot be

refused() {
    wanted=$1
    said=$2
    shift 2
    status=0
    "$quadrille" export "$@" --db r.db > out 2> log || status=$?
    [ "$status" = "$wanted" ] || fail "exit status $status for $wanted: $*"
    grep -q -- "$said" log || fail "not told: $said"
}

before=$(find . | sort)
trial=$(echo "$trials" | head -n 1)
touch file out
before=$(find . | sort)
refused 2 "unknown format 'onxn'" onxn
refused 2 "give a format" --offline
refused 2 "one trial is wanted" onnx
refused 2 "did you mean 'epochs'" csv epoch
refused 2 "no trial" onnx zzzz
refused 2 "no study 'other'" csv --study other
if [ -w /dev/full ]; then
    for format in onnx safetensors; do
        refused 1 "No space left" $format "$trial" --out /dev/full
    done
    refused 1 "No space left" jsonl epochs --out /dev/full
    status=0
    "$quadrille" export csv epochs --db r.db > /dev/full 2> log || status=$?
    [ "$status" = 1 ] || fail "a full disk is well"
fi
for format in csv tex tensorboard mlflow; do
    refused 1 "cannot make the folder 'file': File exists" $format --out file/inner
done
refused 1 "Not a directory" onnx "$trial" --out file/inner.onnx
if [ -d /proc/self ]; then
    refused 1 "cannot make the folder '/proc/none'" tensorboard --out /proc/none
fi
sqlite3 r.db "update trial set state = 'failed' where id = 1"
refused 2 "is failed" onnx "$(sqlite3 r.db "select name from trial where id = 1")"
trial=$(sqlite3 r.db "select name from trial where id = 2")
printf x >> "r.checkpoints/$(sqlite3 r.db "select substr(hash, 1, 16) from trial where id = 2")/epoch-0001.safetensors"
refused 1 "is damaged" safetensors "$trial"
[ "$(find . | sort)" = "$before" ] || fail "something was left behind"
