#compdef quadrille
# zsh completion for quadrille. The program itself says what a word may become;
# here it is only shown: see harness/complete.h.
_quadrille() {
    local line value
    local -a answers values

    answers=("${(@f)$("${(Q)words[1]/#\~/$HOME}" complete \
        "${(@Q)words[2,CURRENT]}" 2>/dev/null)}")
    # Of --NAME=VALUE only the value is completed.
    compset -P '--*='
    for line in "${answers[@]}"; do
        case $line in
        '') ;;
        ':files') _files ;;
        ':files '*) _files -g "*.${line#* }" ;;
        ':folders') _files -/ ;;
        *)
            value=${${line%%$'\t'*}//:/\\:}
            [[ $line != *$'\t'* ]] || value+=":${line#*$'\t'}"
            values+=("$value")
            ;;
        esac
    done
    (( ! ${#values} )) || _describe -V quadrille values
}
if [[ ${funcstack[1]} = _quadrille ]]; then
    _quadrille "$@"
else
    compdef _quadrille quadrille
fi
