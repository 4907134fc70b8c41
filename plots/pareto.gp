# Up to three panels side by side, and the key beside them.
longest = 3
array position[count_key]
some_long = 0
do for [k=1:count_key] {
    stats $keys using (column('key') == k ? column('position') : NaN) nooutput
    position[k] = int(STATS_max)
    longest = max(longest, label_letters(text_key[k]))
    some_long = some_long || is_long(text_key[k])
}
panel = 1.75
margin = 0.68
key_height = some_long ? 0.3 : 0.16
key_width = count_key > 1 ? letter_width * longest + 0.35 : 0.05
width = margin + count_measure * panel + (count_measure - 1) * 0.12 + key_width
height = max(2.1, key_height * count_key + 0.2)
eval begin

stats $data using 'accuracy' nooutput
spread = max(STATS_max - STATS_min, 0.05)
low = STATS_min - 0.08 * spread
high = min(STATS_max + 0.08 * spread, max(100, STATS_max))
of(name, p) = (column('panel') == p ? column(name) : NaN)
is(p, k) = column('panel') == p && column('key') == k
measure(p) = text_measure[p]

set multiplot
set logscale x
set ytics step(high - low)
do for [p=1:count_measure] {
    from = margin + (p - 1) * (panel + 0.12)
    set lmargin at screen from / width
    set rmargin at screen (from + panel) / width
    set tmargin at screen 1 - 0.08 / height
    set bmargin at screen 0.44 / height
    set xlabel measure(p) offset 0, 0.6
    set ylabel p == 1 ? 'accuracy (%)' : '' offset 0.6, 0
    set format y p == 1 ? '%g' : ''
    unset label
    if (p == count_measure && count_key > 1) {
        do for [k=1:count_key] {
            right = (from + panel + 0.22) / width
            line = height - 0.16 - key_height * (k - 1)
            set label first_line(text_key[k]) at screen right, screen line / height left point linecolor rgb colour_at(position[k]) pointtype mark_at(position[k]) pointsize 0.7 offset 0.7, -0.2
            set label second_line(text_key[k]) at screen right, screen (line - 0.13) / height left offset 0.9, -0.2
        }
    }
    # stats leaves out what the axes would.
    set autoscale
    stats $data using (of('cost', p)) nooutput
    set yrange [low:high]
    # So that there is room for the marks of costs that hardly differ.
    set xrange [STATS_min / 1.3:STATS_max * 1.3]
    eval log_ticks('x', STATS_min / 1.3, STATS_max * 1.3, 'k')
    plot $front using (of('cost', p)):'accuracy' with steps linecolor rgb grey linewidth 1 dashtype solid, \
         for [k=1:count_key] $data using (is(p, k) ? column('cost') : NaN):'accuracy' with points linecolor rgb colour_at(position[k]) pointtype mark_at(position[k]) pointsize 0.7
}
unset multiplot
