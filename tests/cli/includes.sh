#!/bin/sh
# The layering holds: nothing below includes what stands above, each foreign
# library is included by exactly one file, a member of a family is reached by
# the family's table. Then a copy of the sources gets each mistake in turn, and
# the check must find it.
here=$PWD

# none WHAT WHERE BUT COMPLAINT: no line below WHERE matches WHAT, but for
# those that match BUT.
none()
{
    if grep -rnE "$1" "$2" --include='*.[ch]' | grep -vE "$3"; then
        echo "$4"
        return 1
    fi
}

# one_file HEADER FILE: FILE includes <HEADER...>, and no other does.
one_file()
{
    found=$(grep -rlE "#include [<\"]$1" nets harness | sort | tr '\n' ' ')
    if [ "$found" != "$2 " ]; then
        echo "<$1> must be included by $2 alone, but is by: $found"
        return 1
    fi
}

# In the current folder; 0 when all is well.
check()
{
    wrong=0
    none '#include "(harness|tests)/' nets '^$' \
        "nets/ includes neither harness/ nor tests/" || wrong=1
    none '#include "tests/' harness '^$' \
        "harness/ does not include tests/" || wrong=1
    none '#include "' nets/base '#include "nets/base/' \
        "nets/base/ includes nets/base/ alone" || wrong=1
    none '#include "nets/[a-z]+/' nets \
        '"nets/(base|simd)/|/table\.h"|^nets/([a-z]+)/.*"nets/\2/' \
        "a family's files are reached by its table" || wrong=1
    none '#include "harness/commands/' harness '/table\.h"' \
        "commands are reached by their table" || wrong=1
    none '#include "harness/database_inside' harness '^harness/database_?[a-z]*\.c:' \
        "SQLite is reached by harness/database.h" || wrong=1
    none '\<(printf|puts|putchar|perror|exit)\(|\<std(out|err)\>' nets \
        '^nets/base/(memory|digest)\.c:' \
        "nets/ prints nothing and ends nothing" || wrong=1
    one_file cblas nets/matrix.c || wrong=1
    one_file curl/ nets/download.c || wrong=1
    one_file openssl/ nets/base/digest.c || wrong=1
    one_file png.h harness/png.c || wrong=1
    one_file sqlite3 harness/database_inside.h || wrong=1
    one_file yaml harness/node.c || wrong=1
    one_file zlib nets/base/gzip.c || wrong=1
    return "$wrong"
}

# caught FILE LINE: with LINE at the end of FILE, the check fails.
caught()
{
    cp "$here/$1" kept
    printf '%s\n' "$2" >>"$1"
    if check >/dev/null; then
        echo "not found: $2 in $1"
        failed=1
    fi
    mv kept "$1"
}

check || exit 1
failed=0
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp -R nets harness "$folder"
cd "$folder" || exit 1
caught nets/train.c '#include "harness/store.h"'
caught nets/train.c '#include "tests/check.h"'
caught harness/store.c '#include "tests/check.h"'
caught nets/base/text.c '#include "nets/matrix.h"'
caught nets/network.c '#include "nets/optimizers/adam.h"'
caught nets/layers/dense.c '#include "nets/optimizers/adam.h"'
caught harness/main.c '#include "harness/commands/run.h"'
caught nets/train.c 'void f(void) { printf("loss\n"); }'
caught nets/layers/dense.c '#include <cblas.h>'
caught harness/main.c '#include <sqlite3.h>'
caught harness/predict_fit.c '#include <png.h>'
caught harness/store.c '#include "harness/database_inside.h"'
caught harness/main.c '#include <yaml.h>'
caught nets/known_fetch.c '#include <curl/curl.h>'
caught nets/idx.c '#include <zlib.h>'
caught nets/idx.c '#include <openssl/sha.h>'
sed '/sqlite3/d' "$here/harness/database_inside.h" >harness/database_inside.h
if check >/dev/null; then
    echo "not found: a library that nobody includes"
    failed=1
fi
exit "$failed"
