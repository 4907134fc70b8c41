#!/bin/sh
# Commands that read make no file: where there is no database they say so, and
# what to do.
set -eu

# shellcheck source=tests/cli/shared/begin.sh
. "$(dirname "$0")/shared/begin.sh"

# Given the command that reads.
refuses() {
    status=0
    "$quadrille" "$@" --db none/here.db > out 2> said || status=$?
    [ "$status" = 1 ] || fail "exit status $status for 1: $*"
    [ ! -s out ] || fail "'$1' printed something"
    grep -q "there is no database 'none/here.db'.*quadrille run" said \
        || fail "'$1' does not say what is missing and what to do"
    [ -z "$(ls)" ] || [ "$(ls)" = "$(printf 'out\nsaid')" ] \
        || fail "'$1' made a file"
}

refuses sql 'select 1'
refuses list
refuses show 3f2a91c0
refuses diff 3f2a91c0 77b1d2e4
refuses table accuracy
refuses plot curves
refuses report tiny
