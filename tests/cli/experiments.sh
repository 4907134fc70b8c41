#!/bin/sh
# Every experiment that comes with the program is well, and says how many
# trials it has.
quadrille=$(realpath "$1")
failed=0

for file in experiments/*.yaml; do
    said=$("$quadrille" check "$file" 2>&1) || failed=1
    case $said in
    "$file: ok, "*" trials" | "$file: ok, "*" listed twice)" \
        | "$file: ok, "*" as results come") ;;
    *) failed=1 ;;
    esac
    echo "$said"
done
[ $failed -eq 0 ]
