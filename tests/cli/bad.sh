#!/bin/sh
# Every file in tests/bad has one mistake. Its first line says how it is
# refused: "# expect: LINE:COLUMN: error: ..." (what ends in ... goes on with
# names that others may add to), then "# hint: ..." and "# also: LINE:COLUMN..."
# if there are such.
quadrille=$(realpath "$1")
failed=0
count=0
# Nothing is computed here, so the program need not start again for OpenBLAS.
QUADRILLE_STARTED=1
export QUADRILLE_STARTED

# The value of a header line, empty where there is none.
header() {
    LC_ALL=C sed -n "1,3s/^# $2: //p" "$1"
}

same() {
    case $1 in
    *...) case $2 in "${1%...}"*) return 0 ;; esac ;;
    *) [ "$1" = "$2" ] && return 0 ;;
    esac
    echo "$file: expected $3: $1"
    echo "$file: got: $2"
    return 1
}

for file in tests/bad/*.yaml; do
    count=$((count + 1))
    said=$("$quadrille" check "$file" 2>&1)
    status=$?
    if [ $status -ne 2 ]; then
        echo "$file: exit status $status, expected 2"
        failed=1
    fi
    first=$(echo "$said" | LC_ALL=C sed -n "1s|^$file:||p")
    hint=$(echo "$said" | LC_ALL=C sed -n 's/^      | *^^* *//p')
    also=$(echo "$said" | LC_ALL=C sed -n "s|^   also at $file:||p")
    summary=$(echo "$said" | tail -n 1)
    same "$(header "$file" expect)" "$first" error || failed=1
    same "$(header "$file" hint)" "$hint" hint || failed=1
    same "$(header "$file" also)" "$also" also || failed=1
    same "quadrille: 1 error in $file" "$summary" summary || failed=1
done
echo "$count files"
[ "$count" -ge 30 ] && [ $failed -eq 0 ]
