# Panels in lines of three.
across = min(rows_axes, 3)
lines = round_up(rows_axes, 3)
panel_width = 1.9
panel_height = 1.35
of(name, a) = (column('axis') == a ? column(name) : NaN)
has(a, i) = column('axis') == a && column('level') == i
level(i) = cut(text_level[i], 20)
# Levels that would run into each other are slanted, in all panels, and the
# panels then further apart.
longest = 0
array widest[rows_axes]
do for [a=1:rows_axes] {
    widest[a] = 0
    do for [i=1:count_level] {
        stats $levels using (has(a, i) ? column('place') : NaN) nooutput
        if (found('STATS_records')) { widest[a] = max(widest[a], strlen(level(i))) }
    }
}
does_slant(a, levels) = levels * (letter_width * widest[a] + 0.08) > panel_width
do for [a=1:rows_axes] {
    stats $axes using (of('levels', a)) nooutput
    if (does_slant(a, STATS_max)) { longest = max(longest, widest[a]) }
}
below = 0.42 + 0.5 * letter_width * longest
block = panel_height + 0.2 + below
margin = 0.68
width = max(column_width, across * (panel_width + 0.2) + margin - 0.1)
height = lines * block + 0.05
eval begin

stats $goal using 'loss' nooutput
is_loss = int(STATS_max)
stats $data using 'value' nooutput
logarithmic = is_loss && STATS_min > 0 && STATS_max / STATS_min >= 20
spread = max(STATS_max - STATS_min, 1e-6 * max(abs(STATS_max), 1e-6))
low = logarithmic ? STATS_min / 1.15 : STATS_min - 0.06 * spread
high = logarithmic ? STATS_max * 1.15 : STATS_max + 0.06 * spread

set multiplot
do for [a=1:rows_axes] {
    # stats leaves out what the axes would.
    unset logscale
    set autoscale
    stats $axes using (of('by_number', a)) nooutput
    by_number = int(STATS_max)
    stats $axes using (of('log', a)) nooutput
    is_log = int(STATS_max)
    stats $axes using (of('ordered', a)) nooutput
    joined = int(STATS_max)
    stats $axes using (of('levels', a)) nooutput
    levels = STATS_max
    stats $axes using (of('low', a)) nooutput
    from = STATS_min
    stats $axes using (of('high', a)) nooutput
    to = STATS_max
    slants = !by_number && does_slant(a, levels)
    set xtics nomirror out scale 0.5 textcolor rgb 'black' autofreq norotate center offset 0, 0
    if (!by_number) {
        from = 0.5
        to = levels + 0.5
        set xtics ('' 0)
        do for [i=1:count_level] {
            stats $levels using (has(a, i) ? column('place') : NaN) nooutput
            if (found('STATS_records')) { set xtics add (level(i) STATS_max) }
        }
        if (slants) { set xtics rotate by 35 right offset 0.5, 0 }
        set xrange [from:to]
    }
    if (by_number && is_log) {
        set logscale x
        eval log_ticks('x', from / 1.2, to * 1.2, '%g')
        set xrange [from / 1.2:to * 1.2]
    }
    if (by_number && !is_log) {
        set xtics step(to - from)
        set xrange [from - 0.04 * (to - from):to + 0.04 * (to - from)]
    }
    if (logarithmic) {
        set logscale y
        eval log_ticks('y', low, high, '%g')
    } else {
        set ytics step(high - low)
    }
    set yrange [low:high]
    left = margin + ((a - 1) % 3) * (panel_width + 0.2)
    top = height - 0.1 - ((a - 1) / 3) * block
    set lmargin at screen left / width
    set rmargin at screen (left + panel_width) / width
    set tmargin at screen top / height
    set bmargin at screen (top - panel_height) / height
    set format y (a - 1) % 3 == 0 ? '%g' : ''
    if (logarithmic && (a - 1) % 3 > 0) { set ytics ('' low) }
    set ylabel (a - 1) % 3 == 0 ? text_goal[1] : '' offset 0.4, 0
    unset label
    set label cut(text_axis[a], int(panel_width / letter_width)) at graph 0.5, screen (top - panel_height - 0.36 - (slants ? 0.5 * letter_width * widest[a] : 0)) / height center
    plot $data using (column('pruned') > 0 ? of('x', a) : NaN):'value' with points linecolor rgb grey pointtype 6 pointsize 0.4, \
         $data using (column('pruned') > 0 ? NaN : of('x', a)):'value' with points linecolor rgb colour[1] pointtype 7 pointsize 0.4, \
         $medians using (joined ? of('x', a) : NaN):'median' with lines linecolor rgb colour[2] dashtype solid linewidth 1, \
         $medians using (of('x', a)):'median' with points linecolor rgb colour[2] pointtype 7 pointsize 0.3
}
unset multiplot
