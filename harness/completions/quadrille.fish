# fish completion for quadrille. The program itself says what a word may become;
# here it is only shown: see harness/complete.h.
function __quadrille_complete
    set -l words (commandline -opc)
    set -l token (commandline -ct)
    set -l program (string replace -r '^~' $HOME -- $words[1])
    # Of --NAME=VALUE only the value is completed.
    set -l before (string match -r -- '^--[^=]*=' $token)
    set -l value (string replace -r -- '^--[^=]*=' '' $token)

    # What fish makes of words of a command that it does not know.
    set -l files (complete -C "__quadrille_of_files $value")

    for line in ($program complete $words[2..-1] "$token" 2>/dev/null)
        switch $line
            case ':files'
                string replace -r '^' -- "$before" $files
            case ':files *'
                set -l suffix (string replace -r '.* ' '' -- $line)
                string match -r "^.*(?:/|\\.$suffix)(?:\t.*)?\$" -- $files \
                    | string replace -r '^' -- "$before"
            case ':folders'
                string match -r "^.*/(?:\t.*)?\$" -- $files \
                    | string replace -r '^' -- "$before"
            case '*'
                echo "$before$line"
        end
    end
end
complete -c quadrille -f -a '(__quadrille_complete)'
