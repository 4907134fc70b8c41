#!/bin/sh
# quadrille sql on a terminal: statements over several lines, completion,
# history from one session to the next, Ctrl-C, mistakes, dot-commands, and
# answers that fit. Wants python3, for a terminal to type into.
set -eu

quadrille=$(realpath "$1")
records=$(realpath tests/records)
command -v python3 > /dev/null || {
    echo "skipped: there is no python3"
    exit 0
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
{
    echo "BEGIN;"
    cat "$records/version-2.sql"
    echo "COMMIT;"
} | sqlite3 r.db
"$quadrille" status --db r.db > out
export XDG_STATE_HOME="$work/state" TERM=xterm LC_ALL=C.UTF-8

python3 - "$quadrille" << 'PYTHON'
import fcntl, os, pty, re, select, struct, sys, termios, time

PROMPT = "quadrille> "


class Session:
    def __init__(self, columns=80):
        self.child, self.terminal = pty.fork()
        if self.child == 0:
            # libedit keeps what it has completed.
            os.environ["ASAN_OPTIONS"] = "detect_leaks=0"
            os.execv(sys.argv[1], [sys.argv[1], "sql", "--db", "r.db"])
        size = struct.pack("HHHH", 24, columns, 0, 0)
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, size)
        self.read(PROMPT)

    # What it prints until `end`, or until it has ended.
    def read(self, end):
        text = b""
        stop = time.time() + 20
        while time.time() < stop and (end is None or end.encode() not in text):
            if not select.select([self.terminal], [], [], 0.1)[0]:
                continue
            try:
                more = os.read(self.terminal, 65536)
            except OSError:
                more = b""
            if not more:
                break
            text += more
        assert end is None or end.encode() in text, (end, text)
        return text.decode().replace("\r\n", "\n")

    def type(self, keys, end=PROMPT):
        os.write(self.terminal, keys.encode())
        # What was typed is shown too, and may hold what is awaited.
        return self.read("\n" + end if end == PROMPT else end)

    def end(self, keys="\x04"):
        os.write(self.terminal, keys.encode())
        self.read(None)
        return os.waitstatus_to_exitcode(os.waitpid(self.child, 0)[1])


def has(text, pattern):
    assert re.search(pattern, text), (pattern, text)


a = Session()
has(a.type("select 6 *\n", "...> ") + a.type("7 as product;\n"), r"product\n +42\n")
# Words, views and functions are completed; several are shown.
has(a.type("selec\tcount(*) as n fr\tleaderb\t;\n"), r"\bn\n *\d+\n")
has(a.type("select wilson_l\t9, 10) > 0.5 as high;\n"), r"high\n +1\n")
has(a.type("select vali\t\t", "validation_loss"), "validation_accuracy  ")
# Ctrl-C drops the line, and what came before it; no mistake is the end.
a.type("\x03")
a.type("select 1,\n", "...> ")
a.type("2 as two\x03")
has(a.type("select 3 as three;\n"), r"three\n +3\n")
has(a.type("select oops;\n"), "error: no such column: oops")
has(a.type("select 4 as four;\n"), r"four\n +4\n")
# While a query runs, Ctrl-C ends that alone.
os.write(a.terminal, b"with recursive n (i) as (select 1 union all "
         b"select i + 1 from n) select count(*) as never from n;\n")
a.read("from n;")
time.sleep(0.5)
has(a.type("\x03"), "error: .*interrupted")
has(a.type("select 5 as five;\n"), r"five\n +5\n")
has(a.type(".tab\t\n"), "views: attempts best .*\ntables: ")
has(a.type(".schema tags\n"), "CREATE VIEW tags AS")
has(a.type(".mode json\n") + a.type("select 'é' as x;\n"), r'{"x": "é"}')
has(a.type(".mode yaml\n"), "unknown format 'yaml' .known: text, csv")
has(a.type(".help\n"), ".quit")
has(a.type(".nothing\n"), "unknown command '.nothing'")
assert a.end() == 0

# The next session knows what was asked, and nobody else may read it.
path = os.path.join(os.environ["XDG_STATE_HOME"], "quadrille", "sql_history")
assert os.stat(path).st_mode & 0o777 == 0o600
b = Session()
has(b.type("\x1b[A" * 2 + "\n"), r"\.quit")
has(b.type("\x12four\n" + "\n"), r"four\n +4\n")
assert b.end(".quit\n") == 0

# Texts are cut to the terminal's width; what cannot fit goes line by line.
c = Session(40)
text = c.type("select 1 as number, printf('%.60c', 'x') as words;\n")
has(text, r"number +words\n +1 +x+…\n")
assert max(map(len, text.split("\n")[2:])) <= 40, text
has(c.type("select * from trials limit 1;\n"), r"-- row 1\ntrial +[0-9a-f]{8}\n")
assert c.end() == 0
PYTHON
