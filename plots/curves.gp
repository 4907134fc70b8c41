# A pair of panels for each configuration; two pairs side by side when there
# are many.
pairs = count_config > 4 ? 2 : 1
lines = round_up(count_config, pairs)
width = pairs == 1 ? 5.0 : 9.0
height = 1.6 * lines + 0.1
eval begin

colour_of(split) = text_split[split] eq 'training' ? colour[2] : text_split[split] eq 'validation' ? colour[1] : colour[3]
dash_of(split) = text_split[split] eq 'training' ? dashed : solid
only(name, c, s) = (column('config') == c && column('split') == s ? column(name) : NaN)
of(name, c) = (column('config') == c ? column(name) : NaN)

array keys[count_split]

set multiplot layout lines, 2 * pairs margins screen 0.62 / width, 1 - 0.1 / width, 0.42 / height, 1 - 0.28 / height spacing screen 0.62 / width, 0.6 / height
do for [c=1:count_config] {
    # stats leaves out what the axes would.
    set autoscale
    stats $data using (of('epoch', c)) nooutput
    last = STATS_max
    do for [s=1:count_split] {
        stats $data using (only('key', c, s)) nooutput
        keys[s] = found('STATS_records') ? text_key[int(STATS_max)] : ''
    }
    set xlabel 'epoch' offset 0, 0.7
    do for [measure in 'accuracy loss'] {
        # The axis spans the means; a wide band is cut off rather than
        # letting it flatten the curves.
        set autoscale
        stats $data using (of(measure, c)) nooutput
        spread = max(STATS_max - STATS_min, 1e-3 * max(abs(STATS_max), 1e-3))
        low = STATS_min - 0.12 * spread
        high = STATS_max + 0.12 * spread
        set yrange [measure eq 'loss' ? max(low, 0) : low : measure eq 'accuracy' ? min(high, 100) : high]
        set xtics max(1, int(step(last - 1)))
        set xrange [1 - 0.02 * last : last * 1.02]
        set ylabel measure eq 'accuracy' ? 'accuracy (%)' : 'loss' offset 0.2, 0
        set ytics step(high - low)
        unset label
        if (measure eq 'accuracy') { set label text_config[c] at graph 0, 1.1 left }
        if (measure eq 'loss') { set key top right samplen 1.4 font ',7' } else { set key off }
        plot for [s=1:count_split] $data using 'epoch':(only(measure.'_low', c, s)):(only(measure.'_high', c, s)) with filledcurves linecolor rgb colour_of(s), \
             for [s=1:count_split] $data using 'epoch':(only(measure, c, s)) with lines linecolor rgb colour_of(s) dashtype dash_of(s), \
             for [s=1:count_split] $data using 'epoch':(only(measure, c, s)) with points linecolor rgb colour_of(s) pointsize last > 20 ? 0 : 0.35, \
             for [s=1:count_split] NaN with lines linecolor rgb colour_of(s) dashtype dash_of(s) title keys[s]
    }
}
unset multiplot
