# A line for each configuration: all cells, and beside it errors only.
stats $data using 'truth' nooutput
classes = int(STATS_max) + 1
side = max(2.0, 0.2 * classes)
width = 2 * side + 1.1
# Below each other: a line for the label, one for what is shown, a map, its axis.
block = side + 0.78
height = count_panel * block + 0.05
eval begin

set multiplot
unset key
set border 0
set tics scale 0
unset colorbox
set style fill solid 1.0 noborder
set xtics 1 offset 0, 0.6
set ytics 1 offset 0.6, 0
if (classes > 20) { set xtics 10; set ytics 10 }

right(i) = column('truth') == column('predicted')
# Small means keep a digit after the point; nothing is written in empty cells.
number(x) = x < 9.95 && x != floor(x) ? sprintf('%.1f', x) : sprintf('%.0f', x)
# Black on the light end of viridis, white on the dark one.
ink(part) = part > 0.55 ? 0x000000 : 0xffffff
cell_size = classes > 20 ? 3 : 5

do for [c=1:count_panel] {
    top = 1 - ((c - 1) * block + 0.42) / height
    set tmargin at screen top
    set bmargin at screen top - side / height
    # stats leaves out what the axes would.
    set autoscale
    stats '$data_'.c using (right(0) ? NaN : column('share')) nooutput
    most = found('STATS_records') ? max(STATS_max, 1e-9) : 1
    do for [errors=0:1] {
        from = (0.55 + errors * (side + 0.45)) / width
        set lmargin at screen from
        set rmargin at screen from + side / width
        set xrange [-0.5:classes - 0.5]
        set yrange [classes - 0.5:-0.5]
        set cbrange [0:errors ? most : 1]
        set xlabel 'predicted' offset 0, 1.1
        set ylabel errors ? '' : 'true' offset 0.6, 0
        unset label
        set label errors ? 'errors only' : 'all' at graph 0, screen top + 0.09 / height left
        if (!errors) { set label cut(text_panel[c], int((width - 0.6) / letter_width)) at graph 0, screen top + 0.26 / height left }
        shown(i) = !(errors && right(0))
        plot '$data_'.c using (shown(0) ? column('predicted') : NaN):(column('truth')):(0.5):(0.5):(column('share')) with boxxyerror fillcolor palette, \
             '$data_'.c using (shown(0) && column('count') > 0 ? column('predicted') : NaN):(column('truth')):(sized(cell_size, number(column('count')))):(ink(column('share') / (errors ? most : 1))) with labels font sprintf(',%d', cell_size) textcolor rgb variable
    }
}
unset multiplot
