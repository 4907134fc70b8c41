#!/bin/sh
# What cannot be had is told by check, plan and run alike, all of it at once,
# and nothing is written.
set -eu

# shellcheck source=tests/cli/shared/begin.sh
. "$(dirname "$0")/shared/begin.sh"
unset QUADRILLE_DATA
XDG_CACHE_HOME=$work/cache
QUADRILLE_MIRROR=file://$work/nowhere
export XDG_CACHE_HOME QUADRILLE_MIRROR

cat > many.yaml <<'YAML'
study: many
base: {train_size: 60, epochs: 1, validation: none}
sweep:
  grid:
    dataset:
      - {name: idx, path: nowhere}
      - {name: digits, train_count: 50}
      - {name: qmnist}
    model:
      - cnn
      - name: own
        layers:
          - conv2d: {kernel: 29}
          - flatten
          - dense: {units: classes}
early_stop: {patience: 3}
expect:
  - {model: mlp, metric: test/accuracy, at_least: 0.9}
report:
  - {figure: curves, name: none, only: {batch_size: 7}}
YAML

# $1 of many.yaml says the same.
refused() {
    got=0
    "$quadrille" "$@" > out 2> log || got=$?
    [ "$got" = 2 ] || fail "$1: exit status $got"
    for words in "many.yaml:2:20: error: 'train_size' is 60, but there are" \
        "many.yaml:6:27: error: cannot open the folder 'nowhere'" \
        "many.yaml:13:13: error: a window of 29 x 29 does not fit" \
        "many.yaml:16:13: error: early_stop goes by 'validation/loss'" \
        "many.yaml:18:5: error: this expectation is of none" \
        "many.yaml:20:5: error: 'only' leaves none of the 6 " \
        '^quadrille: 6 errors in many.yaml'; do
        [ "$(grep -c -- "$words" log)" = 1 ] || fail "$1: not once: $words"
    done
    [ ! -s out ] || fail "$1: something on standard output"
    for file in results some.db cache; do
        [ ! -e $file ] || fail "$1: $file was written"
    done
}

refused check many.yaml
refused plan many.yaml --db some.db
refused run many.yaml --db some.db
exit 0
