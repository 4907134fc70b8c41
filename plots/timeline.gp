# Lanes from the top, coloured by state.
stats $data using 'lane' nooutput
lanes = int(STATS_max)
lane_height = lanes > 16 ? 0.08 : 0.16
width = page_width
height = lanes * lane_height + 0.78
eval begin

array states[7] = ['done', 'running', 'pruned', 'diverged', 'failed', 'timeout', 'interrupted']
array shades[7] = [0x009E73, 0x56B4E9, 0x999999, 0xE69F00, 0xD55E00, 0xCC79A7, 0x000000]
number_of(s) = s eq 'done' ? 1 : s eq 'running' ? 2 : s eq 'pruned' ? 3 : s eq 'diverged' ? 4 : s eq 'failed' ? 5 : s eq 'timeout' ? 6 : 7
shade(i) = shades[number_of(text_state[int(i)])]
stats $data using 'stop' nooutput
last = max(STATS_max, 0.001)
unit = last < 180 ? 1 : last < 10800 ? 60 : 3600
set lmargin at screen 0.1 / width
set rmargin at screen 1 - 0.1 / width
set tmargin at screen 1 - 0.28 / height
set bmargin at screen 0.44 / height
set border 1
unset ytics
set xrange [0:last / unit]
set yrange [lanes + 0.5:0.5]
set xtics step(last / unit)
set xlabel unit == 1 ? 'seconds' : unit == 60 ? 'minutes' : 'hours' offset 0, 0.6
set style fill solid 1.0 border rgb 'white'
do for [i=1:count_state] {
    set label text_state[i] at screen (0.2 + 0.85 * (i - 1)) / width, screen 1 - 0.14 / height left point pointtype 5 pointsize 0.8 linecolor rgb shade(i) offset 0.7, -0.2
}
begin_of(x) = x / unit
plot $data using (begin_of(column('start'))):'lane':(begin_of(column('start'))):(begin_of(column('stop'))):(column('lane') - 0.42):(column('lane') + 0.42):(shade(column('state'))) with boxxyerror linecolor rgb variable linewidth 0.3, \
     $cuts using (begin_of(column('at'))):(0.5):(0):(lanes) with vectors nohead linecolor rgb 'black' linewidth 0.75 dashtype 3
