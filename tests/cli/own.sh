#!/bin/sh
# A model of one's own with every layer of a residual block is checked and
# trained, and one whose blocks do not fit is refused at the layer.
set -eu

quadrille=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > own.yaml <<'YAML'
study: own
base:
  dataset: {name: digits, train_count: 200, test_count: 50}
  validation: {last: 50}
  epochs: 1
  model:
    name: small-efficientnet
    layers:
      - conv2d: {filters: 8, stride: 2, padding: same, bias: false}
      - batch_norm: {activation: swish}
      - branch
      - depthwise_conv2d: {kernel: 3, padding: same, bias: false}
      - batch_norm: {activation: swish}
      - squeeze_excite: {units: 2}
      - conv2d: {filters: 8, kernel: 1, bias: false}
      - batch_norm
      - drop_connect: {rate: 0.1}
      - merge
      - separable_conv2d: {filters: 8}
      - global_average_pool
      - dense: {units: classes}
YAML
sed 's/- merge/- conv2d: {filters: 4}\n      - merge/' own.yaml > unfit.yaml

"$quadrille" check own.yaml > out 2>&1
grep -q 'own.yaml: ok' out
"$quadrille" run own.yaml > out 2> log
grep -q '1 trials: 1 trained now' log || grep -q '1 trials: 1 trained now' out
got=0
"$quadrille" run unfit.yaml > out 2> log || got=$?
[ "$got" = 2 ]
grep -q 'unfit.yaml:19:9: error: a residual block of 14×14×8 cannot end as 12×12×4' log
