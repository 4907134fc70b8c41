# bash completion for quadrille. The program itself says what a word may
# become; here it is only shown: see harness/complete.h.
_quadrille()
{
    local current=${COMP_WORDS[COMP_CWORD]} line answers=() words=()
    local words_before=("${COMP_WORDS[@]:1:COMP_CWORD}")

    COMPREPLY=()
    mapfile -t answers < <("${COMP_WORDS[0]/#\~/$HOME}" complete \
        "${words_before[@]}" 2>/dev/null)
    # Of --NAME=VALUE, bash takes the = for a word.
    [ "$current" != "=" ] || current=
    for line in "${answers[@]}"; do
        case $line in
        ':files')
            compopt -o filenames
            mapfile -t -O "${#words[@]}" words < <(compgen -f -- "$current")
            ;;
        ':files '*)
            compopt -o filenames
            mapfile -t -O "${#words[@]}" words < <(
                compgen -f -X "!*.${line#* }" -- "$current"
                compgen -d -- "$current"
            )
            ;;
        ':folders')
            compopt -o filenames
            mapfile -t -O "${#words[@]}" words < <(compgen -d -- "$current")
            ;;
        *)
            line=${line%%$'\t'*}
            [[ $line != "$current"* ]] || words+=("$line")
            ;;
        esac
    done
    COMPREPLY=("${words[@]}")
}
complete -F _quadrille quadrille
