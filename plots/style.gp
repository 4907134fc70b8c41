# What all figures share. Read before each NAME.gp, after the data.
#
# A figure says `width` and `height` in inches, then `eval begin`, then plots.
# `$data` and the other blocks hold its query's columns; a column of texts
# holds numbers, and `text_COLUMN[number]` its texts. Four columns bring more:
# `panel`, a text, the rows of each as `$data_1`, `$data_2` and so on; `image`
# (see samples.sql), `network` (architecture.sql) and `checkpoint` (filters.sql)
# what the database does not hold.

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

# Axes for $pixels, which count its pixels: of `columns` and `lines` of tiles, with
# room for a line of text above. `eval gallery` sets them.
gallery = "set lmargin at screen 0.05 / width; set rmargin at screen 1 - 0.05 / width; set tmargin at screen 1; set bmargin at screen 0.05 / height; set border 0; unset tics; unset colorbox; set palette gray negative; set cbrange [0:255]; set xrange [-0.5:columns * tile - 0.5]; set yrange [lines * tile - 0.5:-0.6 * tile - 0.5]"

# Whether the last stats saw any number: of none at all it leaves nothing.
found(records) = exists(records) ? value(records) > 0 : 0

# 1, 2 or 5 times a power of ten: cuts a span into three to seven.
power(span) = 10 ** floor(log10(span / 3.0))
step(span) = span <= 0 ? 1 : span / 3.0 < 2 * power(span) ? power(span) : span / 3.0 < 5 * power(span) ? 2 * power(span) : 5 * power(span)

# As many digits after the point as all multiples of that step need.
form_of(step) = sprintf('%%.%df', max(int(ceil(-log10(step) - 1e-9)), 0))

# 1, 2 and 5 times a power of ten, by number; and the first from `low` on.
mark(i) = (i - 3 * floor(i / 3.0) == 0 ? 1 : i - 3 * floor(i / 3.0) == 1 ? 2 : 5) * 10.0 ** floor(i / 3.0)
first_mark(i, low) = mark(i) >= low * (1 - 1e-9) ? i : first_mark(i + 1, low)
last_mark(i, high) = mark(i + 1) > high * (1 + 1e-9) ? i : last_mark(i + 1, high)
from_mark(low) = first_mark(3 * int(floor(log10(low))), low)
to_mark(high) = last_mark(3 * int(floor(log10(high))), high)
# A number as it is written: `form` is gprintf's, or 'k' for thousands and more.
thousands(x) = x >= 1e9 ? sprintf('%gG', x / 1e9) : x >= 1e6 ? sprintf('%gM', x / 1e6) : x >= 1e3 ? sprintf('%gk', x / 1e3) : sprintf('%g', x)
written(form, x) = form eq 'k' ? thousands(x) : gprintf(form, x)
tick(form, x) = sprintf("'%s' %.10g, ", written(form, x), x)
marks(i, by, last, form) = i > last ? '' : tick(form, mark(i)).marks(i + by, by, last, form)
multiples(i, by, high, form) = i * by > high * (1 + 1e-9) ? '' : tick(form, i * by).multiples(i + 1, by, high, form)
# Says how to mark a logarithmic axis, at three places at least: powers of ten,
# of all or of every second; else 1, 5, 20, 100, ...; else 1, 2, 5, ...; else
# equal steps, as on other axes.
log_span(low, high) = to_mark(high) - from_mark(low)
tens(low, high) = to_mark(high) < 3 * int(ceil(log10(low) - 1e-9)) ? 0 : (to_mark(high) - 3 * int(ceil(log10(low) - 1e-9))) / 3 + 1
log_marks(low, high, form) = tens(low, high) > 5 ? marks(3 * int(ceil(log10(low) - 1e-9)), 6, to_mark(high), form) : tens(low, high) > 2 ? marks(3 * int(ceil(log10(low) - 1e-9)), 3, to_mark(high), form) : log_span(low, high) > 3 ? marks(from_mark(low), 2, to_mark(high), form) : log_span(low, high) > 1 ? marks(from_mark(low), 1, to_mark(high), form) : multiples(int(ceil(low / step(high - low) - 1e-9)), step(high - low), high, form)
log_ticks(axis, low, high, form) = sprintf("set %stics (%s'' %.10g)", axis, log_marks(low, high, form), high * 1000)

# What stands for a configuration: by its position in the study, 0 the first, so
# that it is the same in all of a study's figures.
array mark_types[7] = [7, 5, 9, 13, 6, 4, 8]
colour_at(position) = colour[int(position) % 7 + 1]
mark_at(position) = mark_types[(int(position) + int(position) / 7) % 7 + 1]

# The width of a letter in inches, about.
letter_width = 0.062
# A text that is too long loses its middle: ends tell labels apart too.
cut(text, letters) = strlen(text) <= letters ? text : substr(text, 1, letters / 2).'…'.substr(text, strlen(text) - (letters - letters / 2 - 2), strlen(text))
# A label of up to `line_letters` stands in one line; of a longer one the first
# line takes as many words as fit, the second the rest.
line_letters = 44
last_blank(text, i) = i < 1 ? 0 : substr(text, i, i) eq ' ' ? i : last_blank(text, i - 1)
first_letters(text) = strlen(text) <= line_letters ? 0 : last_blank(text, line_letters + 1)
is_long(text) = first_letters(text) > 0
first_line(text) = is_long(text) ? substr(text, 1, first_letters(text) - 1) : cut(text, line_letters)
second_line(text) = is_long(text) ? cut(substr(text, first_letters(text) + 1, strlen(text)), line_letters) : ''
label_letters(text) = max(strlen(first_line(text)), strlen(second_line(text)))
