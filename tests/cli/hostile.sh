#!/bin/sh
# Names, places and settings of the machine that are out of the ordinary: paths
# with spaces and beyond ASCII, another locale, a strict umask, a study whose
# name is SQL, markup or a path elsewhere, and a database that is read-only.
set -eu

quadrille=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/Ünï cödé ★ 'quoted'" "$work/none"
cd "$work/Ünï cödé ★ 'quoted'"

fail() {
    echo "hostile.sh: $1" >&2
    cat log >&2
    exit 1
}

cat > "a grid.yaml" <<'YAML'
study: tiny
base:
  dataset: {name: digits, train_count: 64, test_count: 32}
  epochs: 1
  model: mlp
  optimizer: {name: adam, lr: 1.5e-3}
YAML

digests() {
    "$quadrille" sql --db "$1" --csv "SELECT metrics_digest FROM trial" \
        | tail -n 1
}

"$quadrille" run "a grid.yaml" --db "plain.db" > out 2> log || fail "it fails"
digests plain.db > plain

# A decimal comma changes nothing; an unknown locale is none.
for locale in de_DE.UTF-8 tr_TR.UTF-8 C no_SUCH; do
    LC_ALL=$locale PATH="$work/none" "$quadrille" run "a grid.yaml" \
        --db "in $locale.db" > out 2> log || fail "the locale $locale"
    digests "in $locale.db" | cmp -s - plain || fail "$locale changes results"
done

# What a strict umask makes is the user's alone, and can be read again.
(
    umask 077
    PATH="$work/none" "$quadrille" run "a grid.yaml" --db "new folder/r.db" \
        > out 2> log
) || fail "under a strict umask"
[ "$(stat -c %a "new folder/r.db")" = 600 ] || fail "others may read it"
digests "new folder/r.db" | cmp -s - plain || fail "umask changes results"

# Names are rows: nothing is run, dropped or written elsewhere.
mkdir inner
for name in "'; DROP TABLE trial; --" '../../elsewhere' '/tmp/elsewhere' \
    "\`touch canary\`" '<script>alert(1)</script>' '..' \
    "$(printf 'a%.0s' $(seq 300))"; do
    {
        printf 'study: "%s"\n' "$name"
        sed 1d "a grid.yaml"
    } > named.yaml
    status=0
    PATH="$work/none" "$quadrille" run named.yaml --db inner/r.db > out 2> log \
        || status=$?
    case $status in
    0 | 2) ;;
    *) fail "exit status $status for the study '$name'" ;;
    esac
done
cat "a grid.yaml" - > cases.yaml <<'YAML'
sweep:
  - cases:
      hostile:
        "'; DROP TABLE trial; --": {batch_size: 8}
        "<script>alert(1)</script>": {batch_size: 16}
        "=1+1`touch canary`": {batch_size: 24}
        "../../elsewhere": {batch_size: 32}
        "better \u202e esrow": {batch_size: 40}
YAML
"$quadrille" run cases.yaml --db inner/r.db > out 2> log || fail "cases fail"
[ "$("$quadrille" list --db inner/r.db 2> log | grep -c ' done ')" = 5 ] \
    || fail "five trials should be done"
# So are tags, and all that the report is made of, whoever reads it.
trial=$("$quadrille" sql --db inner/r.db --csv \
    "SELECT max(trial) FROM trials WHERE study = 'tiny'" | tail -n 1)
for tag in '<img src=x onerror=alert(1)>' "\`touch canary\`" "\$(touch canary)" \
    '=cmd|canary' '\write18{touch canary}'; do
    "$quadrille" tag "$trial" "$tag" --db inner/r.db > out 2> log \
        || [ $? -eq 2 ] || fail "the tag '$tag'"
done
"$quadrille" report tiny --db inner/r.db > out 2> log || fail "no report"
! grep -qE '<(script|img)' inner/tiny/index.html || fail "a name is markup"
! grep -lE '^(.*,)?"?=1' inner/tiny/*.csv > out || fail "a name is a formula"
! grep -l 'write18{' inner/tiny/*.tex > out || fail "a name is a command"

# What turns the direction of reading is shown, in files, pictures and here.
turn=$(printf '\342\200\256')
! grep -lF "$turn" inner/tiny/*.html inner/tiny/*.md inner/tiny/*.tex \
    inner/tiny/*.svg out log > found || fail "$(cat found) can be turned round"
"$quadrille" table accuracy --study tiny --db inner/r.db > out 2> log \
    || fail "no table"
! grep -qF "$turn" out || fail "the terminal can be turned round"
for file in out inner/tiny/index.html inner/tiny/comparison.svg; do
    grep -q 'U+202E' "$file" || fail "$file does not show what turns it round"
done
[ ! -e canary ] || fail "a name was run"
[ "$(find "$work" -name 'elsewhere*' | wc -l)" = 0 ] \
    || fail "a name led elsewhere"

# What a terminal would obey reaches none: escapes, C1 controls, and what turns
# the direction of writing.
cat "a grid.yaml" - > obeyed.yaml <<'YAML'
sweep:
  - cases:
      obeyed:
        "c\e[31m c\x9B31m c\u202E c\u2066": {batch_size: 8}
YAML
harmless() {
    for obeyed in '\033\[31m' '\302[\200-\237]' '\342\200\256' \
        '\342\201\246'; do
        ! LC_ALL=C grep -q "$(printf '%b' "$obeyed")" "$@" \
            || fail "$obeyed reaches the terminal"
    done
}
"$quadrille" run obeyed.yaml --db inner/o.db > out 2> log || fail "obeyed names"
grep -q 'c.*c' log || fail "the run does not name its trial"
harmless out log
"$quadrille" list --db inner/o.db > out 2> log || fail "obeyed names"
harmless out log
"$quadrille" report tiny --db inner/o.db > out 2> log || fail "no report"
harmless inner/tiny/report.md inner/tiny/*.tex inner/tiny/index.html
sed 's/batch_size: 8/"b\\e[31m\\x9B\\u202E\\u2066": 8/' obeyed.yaml > wrong.yaml
"$quadrille" check wrong.yaml > out 2>&1 && fail "an unknown setting"
grep -q 'unknown parameter' out || fail "it does not say what is unknown"
harmless out
"$quadrille" "$(printf 'r\033[31m\302\233un')" > out 2>&1 \
    && fail "an unknown command"
harmless out

# A database that may only be read is read.
cp plain.db read.db
chmod 444 read.db
"$quadrille" list --db read.db > out 2> log || fail "it cannot be listed"
grep -q ' done ' out || fail "its trial is not listed"
digests read.db | cmp -s - plain || fail "it cannot be asked"
