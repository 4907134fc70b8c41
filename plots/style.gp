# What all figures share. Read before each NAME.gp, after the data.
#
# A figure says `width` and `height` in inches, then `eval begin`, then plots.
# `$data` and the other blocks hold its query's columns; a column of texts
# holds numbers, and `text_COLUMN[number]` its texts.

# Okabe and Ito's colours, told apart by the colour-blind; no yellow.
array colour[7] = ['#0072B2', '#D55E00', '#009E73', '#CC79A7', '#000000', '#56B4E9', '#E69F00']
array dash[7] = [1, 2, 3, 4, 5, 2, 3]
solid = 1
dashed = 2
set dashtype 2 (5, 3)
set dashtype 3 (1.5, 2.5)
set dashtype 4 (6, 2.5, 1.5, 2.5)
set dashtype 5 (9, 3)
grey = '#666666'
light = '#d9d9d9'
do for [i=1:7] {
    set linetype i linecolor rgb colour[i] linewidth 1.25 dashtype dash[i] pointtype 7 pointsize 0.45
}
set linetype cycle 7

# Widths in inches: a column of a two-column paper, and the whole page.
column_width = 3.5
page_width = 7.0

set encoding utf8
set border 3 linecolor rgb grey linewidth 0.75
set tics nomirror out scale 0.5 textcolor rgb 'black'
set key noautotitle reverse Left samplen 2.2 spacing 1.1 width -1 textcolor rgb 'black'
set style fill transparent solid 0.2 noborder
set format '%g'
set datafile missing 'NaN'
set bars 0

# Viridis. gnuplot 5.4 knows no palettes by name.
set palette defined (0 '#440154', 1 '#3b528b', 2 '#21918c', 3 '#5ec962', 4 '#fde725')

# A text in letters of `size` points. LaTeX sets texts itself, and is told by what
# picture.c puts in the place of this beginning.
sized(size, text) = letter > 0 ? sprintf("\002%g\003", size * letter).text : text

min(a, b) = a < b ? a : b
max(a, b) = a > b ? a : b
round_up(a, b) = (a + b - 1) / b

# Whether the last stats saw any number: of none at all it leaves nothing.
found(records) = exists(records) ? value(records) > 0 : 0

# 1, 2 or 5 times a power of ten: cuts a span into three to seven.
power(span) = 10 ** floor(log10(span / 3.0))
step(span) = span <= 0 ? 1 : span / 3.0 < 2 * power(span) ? power(span) : span / 3.0 < 5 * power(span) ? 2 * power(span) : 5 * power(span)

# 1, 2 and 5 times a power of ten, by number; and the first from `low` on.
mark(i) = (i - 3 * floor(i / 3.0) == 0 ? 1 : i - 3 * floor(i / 3.0) == 1 ? 2 : 5) * 10.0 ** floor(i / 3.0)
first_mark(i, low) = mark(i) >= low ? i : first_mark(i + 1, low)
marks(i, by, high, form) = mark(i) > high ? '' : sprintf("'%s' %.10g, ", gprintf(form, mark(i)), mark(i)).marks(i + by, by, high, form)
# Says how to mark a logarithmic axis: all of those, or powers of ten alone.
log_by(low, high) = high / low > 50 ? 3 : 1
log_start(low, high) = log_by(low, high) == 3 ? 3 * ceil(log10(low)) : first_mark(3 * floor(log10(low)), low)
log_ticks(axis, low, high, form) = sprintf("set %stics (%s'' %.10g)", axis, marks(int(log_start(low, high)), log_by(low, high), high, form), high * 1000)
