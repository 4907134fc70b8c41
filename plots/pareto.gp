# Three panels side by side, and the key beside them.
array costs[3] = ['parameters', 'multiply-adds', 'seconds']
array forms[3] = ['%.0s%c', '%.0s%c', '%g']
longest = 3
do for [i=1:count_key] { longest = max(longest, min(strlen(text_key[i]), 40)) }
short(text) = strlen(text) <= 40 ? text : substr(text, 1, 39).'…'
panel = 1.75
key_width = count_key > 1 ? 0.062 * longest + 0.35 : 0.05
width = 0.5 + 3 * panel + 2 * 0.12 + key_width
height = max(2.1, 0.16 * count_key + 0.7)
eval begin

stats $data using 'accuracy' nooutput
spread = max(STATS_max - STATS_min, 0.05)
low = STATS_min - 0.08 * spread
high = min(STATS_max + 0.08 * spread, max(100, STATS_max))
colour_of(i) = colour[(i - 1) % 7 + 1]
mark_of(i) = i <= 7 ? 7 : i <= 14 ? 5 : 9
of(name, p) = (column('panel') == p ? column(name) : NaN)
is(p, k) = column('panel') == p && column('key') == k

set multiplot
set logscale x
set ytics step(high - low)
do for [p=1:3] {
    from = 0.5 + (p - 1) * (panel + 0.12)
    set lmargin at screen from / width
    set rmargin at screen (from + panel) / width
    set tmargin at screen 1 - 0.08 / height
    set bmargin at screen 0.44 / height
    set xlabel costs[p] offset 0, 0.6
    set ylabel p == 1 ? 'accuracy (%)' : '' offset 0.6, 0
    set format y p == 1 ? '%g' : ''
    unset label
    if (p == 3 && count_key > 1) {
        do for [i=1:count_key] {
            set label short(text_key[i]) at screen (from + panel + 0.22) / width, screen 1 - (0.16 * i) / height left point linecolor rgb colour_of(i) pointtype mark_of(i) pointsize 0.7 offset 0.7, -0.2
        }
    }
    # stats leaves out what the axes would.
    set autoscale
    stats $data using (of('cost', p)) nooutput
    set yrange [low:high]
    if (found('STATS_records')) {
        set xrange [STATS_min / 1.6:STATS_max * 1.6]
        eval log_ticks('x', STATS_min / 1.6, STATS_max * 1.6, forms[p])
        plot $front using (of('cost', p)):'accuracy' with steps linecolor rgb grey linewidth 1 dashtype solid, \
             for [k=1:count_key] $data using (is(p, k) ? column('cost') : NaN):'accuracy' with points linecolor rgb colour_of(k) pointtype mark_of(k) pointsize 0.7
    } else {
        set xrange [1:10]
        unset xtics
        set label 'not recorded' at graph 0.5, 0.5 center textcolor rgb grey
        plot NaN
    }
}
unset multiplot
