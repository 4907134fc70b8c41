#!/bin/sh
# quadrille bench: measures every model for all numbers of threads, as a table
# or as JSON, compares with an earlier run, and refuses what it cannot measure.
# How fast anything is, is not looked at.
set -eu

# shellcheck source=tests/cli/shared/begin.sh
. "$(dirname "$0")/shared/begin.sh"

# Expects that exit status.
expect() {
    wanted=$1
    shift
    status=0
    "$quadrille" bench "$@" > out 2> said || status=$?
    [ "$status" = "$wanted" ] || fail "bench $*: exit status $status for $wanted"
}

# A query over the document `json`, read by SQLite, and its answer.
answers() {
    "$quadrille" sql --db here.db --csv "WITH doc AS (SELECT '$(
        sed "s/'/''/g" json
    )' AS doc) $1" > out 2> said || fail "the JSON cannot be read"
    [ "$(tail -n 1 out | tr -d '\r')" = "$2" ] || fail "$1 is not '$2'"
}

cat > tiny.yaml <<'YAML'
study: tiny
base:
  dataset: {name: digits, train_count: 100, test_count: 50}
  model: mlp
  epochs: 1
YAML
"$quadrille" run tiny.yaml --db here.db > out 2> said || fail "no database"

expect 0 mlp --threads 1 --jobs 2 --batch 32 --rounds 1 --seconds 1 --json
mv out json
answers "SELECT count(*) FROM doc, json_each(doc, '$.rows') AS row
    WHERE row.value ->> 'model' = 'mlp' AND row.value ->> 'threads' = 1
    AND row.value ->> 'batch' = 32 AND row.value ->> 'augment' = 0
    AND row.value ->> 'parameters' = 101770
    AND row.value ->> 'multiply_adds' = 101632
    AND row.value ->> '$.train.median' > 0
    AND row.value ->> '$.train.low' <= row.value ->> '$.train.high'
    AND row.value ->> '$.infer.median' > 0
    AND row.value ->> '$.train_of_sgemm.median' > 0
    AND row.value ->> '$.weights_of_copy.median' > 0" 2
answers "SELECT group_concat(row.value ->> 'jobs') FROM doc,
    json_each(doc, '$.rows') AS row" '"1,2"'
# The shares of a step are all of it.
answers "SELECT count(*) FROM doc, json_each(doc, '$.rows') AS row
    WHERE abs((row.value ->> '$.data_share.median')
    + (row.value ->> '$.forward_share.median')
    + (row.value ->> '$.backward_share.median')
    + (row.value ->> '$.optimizer_share.median') - 1) < 1e-9" 2
answers "SELECT group_concat(peak.value ->> 'threads') FROM doc,
    json_each(doc, '$.peaks') AS peak
    WHERE peak.value ->> '$.sgemm_flops.median' > 0
    AND peak.value ->> '$.multiply_add_flops.median' > 0
    AND peak.value ->> '$.copied_bytes.median' > 0" '"1,2"'
answers "SELECT length(doc ->> '$.machine.cpu') > 0
    AND length(doc ->> '$.machine.blas_core') > 0 FROM doc" 1
mv json first

# Compared with itself, and with another machine's.
expect 0 mlp --threads 1 --jobs 2 --batch 32 --rounds 1 --seconds 1 --json \
    --against first
[ "$(cat said)" = "measuring for about 1 seconds" ] || fail "it warned"
mv out json
answers "SELECT count(*) FROM doc, json_each(doc, '$.rows') AS row
    WHERE row.value ->> 'train_times_earlier' > 0
    AND row.value ->> 'infer_times_earlier' > 0" 2
sed 's/"cpu": "[^"]*"/"cpu": "Z80"/' first > other
expect 0 mlp --threads 1 --rounds 1 --seconds 1 --against other
grep -q "cpu: it was 'Z80'" said || fail "another machine goes unnoticed"
grep -q "^mlp  *1 x 1  *64 " out || fail "no row for mlp"
grep -q "^threads 1 .*sgemm [0-9.]* GFLOP/s.*copying [0-9.]* GB/s" out \
    || fail "nothing about the machine"
# There is no row of batch 64 in the earlier run.
grep "^mlp" out | grep -q -- '-  *-$' || fail "it compares what differs"

# What cannot be measured.
expect 2 mpl
grep -q "did you mean 'mlp'" said || fail "no hint"
expect 2 mlp --against nowhere.json
echo '{"rows": 1' > broken
expect 2 mlp --against broken
grep -q "'broken' is not what" said || fail "no reason"
expect 2 mlp --against tiny.yaml
expect 2 mlp --rounds 0
