#!/bin/sh
# quadrille data: one's own folder, what is missing, what is misused. The first
# argument is the program; data.out is what must be printed.
set -u
program=$(realpath "$1")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
unset QUADRILLE_DATA
XDG_CACHE_HOME=$folder/cache
QUADRILLE_MIRROR=file://$folder/nowhere
export XDG_CACHE_HOME QUADRILLE_MIRROR

# Four images of 1 x 2 for training, two for testing; labels 0 to 2.
printf '\000\000\010\003\000\000\000\004\000\000\000\001\000\000\000\002abcdefgh' \
    >"$folder/train-images-idx3-ubyte"
printf '\000\000\010\001\000\000\000\004\000\001\002\000' \
    >"$folder/train-labels-idx1-ubyte"
printf '\000\000\010\003\000\000\000\002\000\000\000\001\000\000\000\002abcd' \
    >"$folder/t10k-images-idx3-ubyte"
printf '\000\000\010\001\000\000\000\002\002\002' \
    >"$folder/t10k-labels-idx1-ubyte"

quadrille() {
    echo "> quadrille $*" | sed "s|$folder|FOLDER|g"
    "$program" "$@" 2>&1 | sed "s|$folder|FOLDER|g"
    "$program" "$@" >"$folder/ignored" 2>&1
    echo "exit status $?"
}

{
    quadrille data check idx --data "$folder"
    quadrille data check idx --data "$folder" --json
    quadrille data check mnist --data "$folder" | cut -c 1-120
    quadrille data check kmnist
    quadrille data fetch kmnist | sed 's/gz: .*/gz: .../'
    quadrille data fetch digits
    quadrille data check mnsit
    quadrille data
    printf 'x' >>"$folder/t10k-labels-idx1-ubyte"
    quadrille data check idx --data "$folder"
} >"$folder/out"
diff "$(dirname "$0")/data.out" "$folder/out"
