# A pair of panels for each configuration; two pairs side by side when there
# are many.
pairs = count_panel > 4 ? 2 : 1
lines = round_up(count_panel, pairs)
width = pairs == 1 ? column_width : page_width
height = 1.7 * lines + 0.1
eval begin

colour_of(split) = text_split[split] eq 'training' ? colour[2] : text_split[split] eq 'validation' ? colour[1] : colour[3]
dash_of(split) = text_split[split] eq 'training' ? dashed : solid
only(name, s) = (column('split') == s ? column(name) : NaN)

# The axes are those of all panels: of the means, since a wide band is cut off
# rather than letting it flatten the curves, and of a loss up to ten times what
# the curves of the lowest panel reach.
array low[2]
array high[2]
measure_of(m) = m == 1 ? 'accuracy' : 'loss'
do for [m=1:2] {
    measure = measure_of(m)
    least = 1e300
    do for [c=1:count_panel] {
        stats '$data_'.c using measure nooutput
        if (found('STATS_records')) { least = min(least, STATS_max) }
    }
    stats $data using measure nooutput
    from = found('STATS_records') ? STATS_min : 0
    to = found('STATS_records') ? STATS_max : 1
    if (m == 2) { to = min(to, 10 * least) }
    spread = max(to - from, 1e-3 * max(abs(to), 1e-3))
    low[m] = m == 2 ? max(from - 0.12 * spread, 0) : from - 0.12 * spread
    high[m] = m == 1 ? min(to + 0.12 * spread, 100) : to + 0.12 * spread
}

# Labels stand above the left panel of a pair, its key above the right one.
line_letters = int((width / (2 * pairs) - 0.12) / letter_width)

array keys[count_split]

set multiplot layout lines, 2 * pairs margins screen 0.62 / width, 1 - 0.1 / width, 0.42 / height, 1 - 0.38 / height spacing screen 0.62 / width, 0.7 / height
do for [c=1:count_panel] {
    # stats leaves out what the axes would.
    set autoscale
    stats '$data_'.c using 'epoch' nooutput
    last = STATS_max
    do for [s=1:count_split] {
        stats '$data_'.c using (only('key', s)) nooutput
        keys[s] = found('STATS_records') ? text_key[int(STATS_max)] : ''
    }
    set xlabel 'epoch' offset 0, 0.7
    do for [m=1:2] {
        measure = measure_of(m)
        set yrange [low[m]:high[m]]
        set xtics max(1, int(step(last - 1)))
        set xrange [1 - 0.02 * last : last * 1.02]
        set ylabel measure eq 'accuracy' ? 'accuracy (%)' : 'loss' offset 0.2, 0
        set ytics step(high[m] - low[m])
        unset label
        if (measure eq 'accuracy') {
            set label 1 first_line(text_panel[c]) at graph 0, graph is_long(text_panel[c]) ? 1.26 : 1.1 left
            set label 2 second_line(text_panel[c]) at graph 0, graph 1.1 left
        }
        if (measure eq 'loss') { set key at graph 1.06, graph 1 + 0.36 right top samplen 1 font ',7' width -1 } else { set key off }
        plot for [s=1:count_split] '$data_'.c using 'epoch':(only(measure.'_low', s)):(only(measure.'_high', s)) with filledcurves linecolor rgb colour_of(s), \
             for [s=1:count_split] '$data_'.c using 'epoch':(only(measure, s)) with lines linecolor rgb colour_of(s) dashtype dash_of(s), \
             for [s=1:count_split] '$data_'.c using 'epoch':(only(measure, s)) with points linecolor rgb colour_of(s) pointsize last > 20 ? 0 : 0.35, \
             for [s=1:count_split] NaN with lines linecolor rgb colour_of(s) dashtype dash_of(s) title keys[s]
    }
}
unset multiplot
