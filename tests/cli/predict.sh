#!/bin/sh
# What a trial's network makes of test images is what was recorded of them, to
# the last digit, whether they come from the data set, an IDX file, packed or
# not, a PNG or a PGM. What is no image, or has no network, is refused.
set -eu

# shellcheck source=tests/cli/shared/begin.sh
. "$(dirname "$0")/shared/begin.sh"
unset NO_COLOR COLORTERM

# Bytes in decimal become those bytes.
raw() {
    # shellcheck disable=SC2059  # the escapes are the text
    printf "$(awk '{ for (i = 1; i <= NF; i++) printf "\\%03o", $i }')"
}

# $1 images of 12 x 12: bars on black, in a place and of a brightness of their
# own; upright ones are of class 1.
draw() {
    awk -v count="$1" 'BEGIN { for (i = 0; i < count; i++) {
        for (y = 0; y < 12; y++) for (x = 0; x < 12; x++) {
            along = i % 2 ? y : x; across = i % 2 ? x : y
            ink = along > 1 && along < 10 && across - 2 - i % 5 >= 0 \
                && across - 2 - i % 5 < 3
            printf "%d ", ink ? 255 - (7 * i + x) % 150 : 0 }
        print "" } }' | raw
}

classes() {
    awk -v count="$1" 'BEGIN { for (i = 0; i < count; i++) print i % 2 }' | raw
}

mkdir data
{ echo 0 0 8 3 0 0 0 60 0 0 0 12 0 0 0 12 | raw; draw 60; } \
    > data/train-images-idx3-ubyte
{ echo 0 0 8 1 0 0 0 60 | raw; classes 60; } > data/train-labels-idx1-ubyte
{ echo 0 0 8 3 0 0 0 10 0 0 0 12 0 0 0 12 | raw; draw 10; } \
    > data/t10k-images-idx3-ubyte
{ echo 0 0 8 1 0 0 0 10 | raw; classes 10; } > data/t10k-labels-idx1-ubyte
cat > bars.yaml <<'YAML'
study: bars
base:
  dataset: {name: idx, path: data}
  validation: {last: 10}
  epochs: 2
  batch_size: 10
  model: mlp
seeds: 2
YAML

# A command must end with status $1; what it says lies in out and log.
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

sql() {
    "$quadrille" sql --db r.db --csv "$1" 2> said | tr -d '\r' | sed 1d
}

# The second trial is never trained.
QUADRILLE_TEST_WORKER='exit 1 2' "$quadrille" run bars.yaml --db r.db \
    > out 2> log || true
trial=$(sql "SELECT trial FROM trials WHERE state = 'done'")
[ "$(echo "$trial" | wc -w)" = 1 ] || fail "one trial must be trained: $trial"

# "PREDICTED CONFIDENCE" of every image that JSON tells of.
answers() {
    sed -n 's/.*"predicted":\([0-9]*\),"confidence":\([^,]*\),.*/\1,\2/p' out
}

sql "SELECT predicted, confidence FROM predictions WHERE trial = '$trial'
    AND split = 'test' AND image < 4 ORDER BY image" > recorded
[ "$(sort -u recorded | wc -l)" -gt 3 ] || fail "images must differ"
images() {
    awk -v name="$1" -v end="$2" \
        'BEGIN { for (i = 0; i < 4; i++) printf "%s%d%s ", name, i, end }'
}
# predicted NAME END [OPTION...]: images NAME0END, … are as recorded.
predicted() {
    named=$(images "$1" "$2")
    shift 2
    # shellcheck disable=SC2086  # words of their own
    ends 0 predict "$trial" $named --json "$@"
    answers > now
    cmp -s recorded now || { diff recorded now; fail "otherwise: $named"; }
}

# PNG's checksums: the one of chunks is gzip's, the last but four of its bytes.
big_endian() {
    echo $(($1 / 16777216)) $(($1 / 65536 % 256)) $(($1 / 256 % 256)) \
        $(($1 % 256)) | raw
}
chunk() {
    big_endian $(($(wc -c < "$2") - 4)) > "$1.chunk"
    cat "$2" >> "$1.chunk"
    # shellcheck disable=SC2046  # words of their own
    set -- "$1" $(gzip -c < "$2" | tail -c 8 | head -c 4 | od -An -tu1)
    echo "$5 $4 $3 $2" | raw >> "$1.chunk"
    cat "$1.chunk" >> "$1"
}
# png NAME: the raw pixels of NAME.raw, each row behind a 0, one stored block.
png() {
    od -An -v -tu1 -w12 "$1.raw" | sed 's/^/0 /' > "$1.rows"
    echo 137 80 78 71 13 10 26 10 | raw > "$1.png"
    { printf IHDR; echo 0 0 0 12 0 0 0 12 8 0 0 0 0 | raw; } > part
    chunk "$1.png" part
    {
        printf IDAT
        echo 120 1 1 156 0 99 255 | raw
        raw < "$1.rows"
        awk '{ for (i = 1; i <= NF; i++) { a = (a + $i) % 65521
                b = (b + a) % 65521 } }
            BEGIN { a = 1 } END { print int(b / 256), b % 256, int(a / 256),
                a % 256 }' "$1.rows" | raw
    } > part
    chunk "$1.png" part
    printf IEND > part
    chunk "$1.png" part
}

i=0
while [ $i -lt 4 ]; do
    tail -c +$((17 + 144 * i)) data/t10k-images-idx3-ubyte | head -c 144 \
        > "$i.raw"
    { printf 'P5\n12 12\n255\n'; cat "$i.raw"; } > "$i.pgm"
    { printf 'P2\n12 12 # as text\n255\n'; od -An -v -tu1 "$i.raw"; } \
        > "plain$i.pgm"
    { printf 'P2 12 12 255\n'; od -An -v -tu1 "$i.raw" \
        | awk '{ for (i = 1; i <= NF; i++) print 255 - $i }'; } > "dark$i.pgm"
    png "$i"
    i=$((i + 1))
done
gzip -c data/t10k-images-idx3-ubyte > packed.gz

predicted idx:test: ""
says '"truth":1,"inverted":false,"fit":"none"'
predicted data/t10k-images-idx3-ubyte: ""
predicted packed.gz: ""
predicted "" .pgm
predicted plain .pgm
predicted "" .png
[ ! -s log ] || fail "nothing was to be said"
predicted dark .pgm
says "^dark3.pgm: dark on light, so it was inverted"
predicted dark .pgm --invert yes
[ ! -s log ] || fail "what was asked for needs no words"
ends 0 predict "$trial" dark3.pgm --invert no --json
says '"inverted":false'
[ "$(answers)" != "$(sed -n 4p recorded)" ] || fail "--invert no inverted"

# A validation image of the trial's own set; another size; what is shown.
sql "SELECT predicted, confidence FROM predictions WHERE trial = '$trial'
    AND split = 'validation' AND image = 4" > recorded
ends 0 predict "$trial" idx:validation:4 --json
[ "$(answers)" = "$(cat recorded)" ] || fail "a validation image"
printf 'P2 3 9 255 0 0 0 0 9 0 0 9 0 0 9 0 0 9 0 0 9 0 0 9 0 0 9 0 0 0 0' \
    > bar.pgm
ends 0 predict "$trial" bar.pgm --json
says '"predicted":1,.*"inverted":false,"fit":"mnist"'
ends 0 predict "$trial" bar.pgm --picture --top 1
says '^bar.pgm: 1 ([0-9.]* %)$'
says '^ *█ *$'
says '^    1     0.[0-9]*$'
[ "$(grep -c '^    [01]  ' out)" = 1 ] || fail "--top 1"
ends 0 predict "$trial" bar.pgm
! grep -q '█' out || fail "a picture without a terminal"
ends 2 predict "$trial" bar.pgm --fit none
says "'bar.pgm' has 3 x 9 pixels; the network wants 12 x 12"

# Refusals.
other=$(sql "SELECT trial FROM trials WHERE state <> 'done'")
ends 2 predict "$other" 0.png
says "trial $other has no checkpoint"
ends 2 predict "$trial"
says "a trial is wanted, and an image"
ends 2 predict "$trial" bars.yaml
says "'bars.yaml' is no image"
ends 2 predict "$trial" data/t10k-images-idx3-ubyte
says "say which of its images"
ends 2 predict "$trial" idx:test:10
says "there are only 10 images"
ends 2 predict "$trial" idx:tset:1
says "must be train, validation or test"
ends 2 predict "$trial" digits:validation:1
says "must be train or test"
ends 2 predict "$trial" digets:test:1
says "neither a file nor an image of a set"
ends 1 predict "$trial" nowhere.png
says "cannot open 'nowhere.png'"
head -c 60 0.png > half.png
ends 1 predict "$trial" half.png
says "'half.png' is damaged"
ends 2 predict "$trial" 0.png --fit best
says "unknown --fit 'best' (known: mnist, stretch, none)"
cat > own.sh <<'SH'
#!/bin/sh
echo '{"epoch": 1, "train": {"loss": 0.5, "accuracy": 0.75}}' >&3
SH
chmod +x own.sh
printf 'study: own\nbase: {command: ./own.sh, epochs: 1}\n' > own.yaml
ends 0 run own.yaml
ends 2 predict "$(sql "SELECT trial FROM trials WHERE study = 'own'")" 0.png
says "was trained by a program of its own"
dd if=/dev/zero of="$(find r.checkpoints -name 'epoch-0002*')" bs=1 count=9 \
    seek=900 conv=notrunc 2> said
ends 1 predict "$trial" 0.png
says "epoch-0002.safetensors' is damaged"
rm -r r.checkpoints
ends 1 predict "$trial" 0.png
says "cannot open '.*epoch-0002"
