#!/bin/sh
# The scripts that `completions` prints make bash, zsh and fish, where they are
# installed, complete commands, options, files, and what the program and the
# record know. zsh is asked as a person would, by keys.
set -eu

quadrille=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin"
ln -s "$quadrille" "$work/bin/quadrille"
export PATH="$work/bin:$PATH" HOME="$work"
cd "$work"

fail() {
    echo "completions.sh: $1" >&2
    exit 1
}

cat > tiny.yaml <<'YAML'
study: tiny-study
base:
  dataset: {name: digits, train_count: 60, test_count: 20}
  validation: {last: 10}
  epochs: 1
  model: mlp
YAML
echo "not an experiment" > tiny.txt
mkdir folder
"$quadrille" run tiny.yaml --db r.db > log 2>&1 || fail "$(cat log)"
rm -r tiny-study
trial=$("$quadrille" sql --db r.db --csv "SELECT trial FROM trials" \
    | tr -d '\r' | sed 1d)
"$quadrille" tag "$trial" baseline --db r.db > log 2>&1
start=$(echo "$trial" | cut -c 1-3)

# What is typed, a bar, and what that becomes; words must be the only ones.
cat > cases <<CASES
quadrille verif|verify
quadrille run --ret|--retry-failed
quadrille check tin|tiny.yaml
quadrille show --db r.db $start|$trial
quadrille list --db r.db --study t|tiny-study
quadrille list --db r.db --tag base|baseline
quadrille list --db=r.db --state d|done
quadrille data fetch fas|fashion_mnist
quadrille bench efficientnet_b|efficientnet_b0
quadrille table per|per_class
quadrille table --db r.db per_class t|tiny-study
quadrille report --db r.db --study t|tiny-study
quadrille list --db r.db t|tiny-study
quadrille plot comp|comparison
quadrille plot confusion --out fo|folder/
quadrille table trials --format js|json
quadrille predict --fit=str|stretch
quadrille predict $trial tiny.t|tiny.txt
quadrille man pred|predict
quadrille note $trial x|
CASES

# What the shell $1 makes of all cases lies in $1.out, a line each.
compare() {
    cut -d'|' -f2 cases > wanted
    diff wanted "$1.out" > log || fail "$1: $(cat log)"
}

cat > bash.sh <<'SH'
source <(quadrille completions bash)
complete -p quadrille > complete
while IFS='|' read -r typed _; do
    # bash takes a = for a word of its own.
    read -ra COMP_WORDS <<< "${typed//=/ = }"
    COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
    _quadrille 2> said
    [ "${#COMPREPLY[@]}" = 1 ] && [ -d "${COMPREPLY[0]}" ] && COMPREPLY[0]+=/
    echo "${COMPREPLY[*]}"
done < cases
SH
bash --noprofile --norc bash.sh > bash.out 2> log || fail "$(cat log)"
grep -q -- '-F _quadrille quadrille' complete || fail "bash: not registered"
compare bash

# Lines are completions with what they are: the first word is wanted.
if command -v fish > log; then
    cat > all.fish <<'FISH'
quadrille completions fish | source
while read -d '|' -l typed _
    set -l answers (complete -C $typed | string replace -r '\t.*' '' \
        | string replace -r '^--[a-z]*=' '')
    echo "$answers"
end < cases
FISH
    fish --no-config all.fish > fish.out 2> log || fail "$(cat log)"
    compare fish
else
    echo "skipped: no fish to complete in"
fi

if command -v zsh > log; then
    cat > keys.zsh <<'ZSH'
zmodload zsh/zpty
zpty -b shell zsh -f -i
zpty -w shell 'PS1= PS2=; autoload -U compinit; compinit -u -D
    source <(quadrille completions zsh); bindkey -e; setopt no_beep
    tell() { print -r -- "$BUFFER" >> typed; BUFFER= }; zle -N tell
    bindkey "^I" complete-word; bindkey "^O" tell; : > ready'
drain() { local x; while zpty -r -t shell x; do :; done }
wait_for() {
    local tries=0
    while ! eval $1 && (( tries++ < 1000 )); do drain; sleep 0.01; done
}
wait_for '[[ -e ready ]]'
lines=0
while IFS='|' read -r typed wanted; do
    zpty -w -n shell "$typed"$'\t\x0f'
    (( ++lines ))
    wait_for '(( $(wc -l 2>&- < typed || echo 0) >= lines ))'
done < cases
zpty -d shell
ZSH
    zsh -f keys.zsh > log 2>&1 || fail "$(cat log)"
    # What was typed stays where there is nothing, else a word is in its place.
    paste -d'|' cases typed | awk -F'|' '{
        word = $3; sub(/ $/, "", word); sub(/.*[ =]/, "", word)
        print $3 == $1 ? "" : word }' > zsh.out
    compare zsh
else
    echo "skipped: no zsh to complete in"
fi

status=0
"$quadrille" completions csh > log 2>&1 || status=$?
[ "$status" = 2 ] || fail "exit status $status for an unknown shell"
grep -q "unknown shell 'csh' (known: bash, zsh, fish)" log || fail "$(cat log)"
