// Matrix products c = start + a b. A tile of c stays in registers while a's
// numbers are spread over whole vectors of b's rows as they are stored: neither
// factor is packed, which costs much where one side is small. Only what is not
// whole vectors side by side (b stored the other way round, the last columns)
// is copied, one panel of b at a time.
#include "nets/simd/simd.h"

enum {
    // A tile: its sums, a row of b and one number of a fill the registers.
    WIDE = LANES == 16 ? 3 : 2,  // vectors
    TALL = LANES == 16 ? 8 : 6,  // rows
    HIGHEST = 2 * TALL,          // of one vector each
    PANEL = WIDE * LANES,
    // How much of the inner dimension is summed before the next part of it, and
    // how many rows before the next panel, so that both parts of the factors
    // stay in the second cache.
    DEPTH = 256,
    BLOCK = 256,
};

// Part of a product: `depth` terms of some rows of one panel.
typedef struct {
    const float *a;
    size_t a_row;
    size_t a_inner;
    const float *b;
    size_t b_inner;
    size_t depth;
    const float *start;
    size_t start_row;
    float *c;
    size_t c_row;
} Part;

// Brings the next piece of c that will be waited for into the cache while a
// tile is summed: its own, to which it only writes, or the one below, which
// begins by reading.
INLINE void fetch_ahead(int rows, int vectors, const Part *p)
{
    const float *c = p->start ? p->c + (size_t)rows * p->c_row : p->c;

    for (int i = 0; i < rows; i++)
        for (int v = 0; v < vectors; v++)
            __builtin_prefetch(c + (size_t)i * p->c_row + (size_t)(v * LANES),
                               1);
}

INLINE void sum_tile(int rows, int vectors, const Part *p)
{
    Vector sums[TALL * WIDE];
    const float *a = p->a;
    const float *b = p->b;

    for (int i = 0; i < rows; i++)
        for (int v = 0; v < vectors; v++)
            sums[i * vectors + v] =
                p->start ? vector_load(p->start + (size_t)i * p->start_row
                                       + (size_t)(v * LANES))
                         : (Vector){0};
    fetch_ahead(rows, vectors, p);
    for (size_t k = 0; k < p->depth; k++, a += p->a_inner, b += p->b_inner) {
        Vector row[WIDE];

        for (int v = 0; v < vectors; v++)
            row[v] = vector_load(b + (size_t)(v * LANES));
        for (int i = 0; i < rows; i++) {
            Vector factor = vector_all(a[(size_t)i * p->a_row]);

            for (int v = 0; v < vectors; v++)
                sums[i * vectors + v] += factor * row[v];
        }
    }
    for (int i = 0; i < rows; i++)
        for (int v = 0; v < vectors; v++)
            vector_store(p->c + (size_t)i * p->c_row + (size_t)(v * LANES),
                         sums[i * vectors + v]);
}

// The part below its first `rows`.
INLINE Part below(Part p, size_t rows)
{
    p.a += rows * p.a_row;
    p.c += rows * p.c_row;
    if (p.start)
        p.start += rows * p.start_row;
    return p;
}

// `rows` rows of one panel, as many at once as there are registers.
INLINE void sum_strip(int vectors, Part p, size_t rows)
{
    const int tall = vectors == 1 ? HIGHEST : TALL;

    for (; rows >= (size_t)tall; rows -= (size_t)tall) {
        sum_tile(tall, vectors, &p);
        p = below(p, (size_t)tall);
    }
    for (; rows >= 4; rows -= 4, p = below(p, 4))
        sum_tile(4, vectors, &p);
    for (; rows >= 2; rows -= 2, p = below(p, 2))
        sum_tile(2, vectors, &p);
    if (rows > 0)
        sum_tile(1, vectors, &p);
}

// Of a's two strides one is 1: known to the compiler, it takes no register.
static void sum_flat(int vectors, Part p, size_t rows)
{
    p.a_inner = 1;
    if (WIDE == 3 && vectors == 3)
        sum_strip(WIDE, p, rows);
    else if (vectors == 2)
        sum_strip(2, p, rows);
    else
        sum_strip(1, p, rows);
}

static void sum_upright(int vectors, Part p, size_t rows)
{
    p.a_row = 1;
    if (WIDE == 3 && vectors == 3)
        sum_strip(WIDE, p, rows);
    else if (vectors == 2)
        sum_strip(2, p, rows);
    else
        sum_strip(1, p, rows);
}

static void sum_panel(int vectors, Part p, size_t rows)
{
    if (p.a_inner == 1)
        sum_flat(vectors, p, rows);
    else
        sum_upright(vectors, p, rows);
}

// Of `from`, `cols` columns; of `to`, as many whole vectors as they take.
static void widen(float *to, const float *from, size_t from_row, size_t rows,
                  size_t cols)
{
    for (size_t i = 0; i < rows; i++, to += PANEL, from += from_row) {
        size_t j = 0;

        for (; j + LANES <= cols; j += LANES)
            vector_store(to + j, vector_load(from + j));
        if (j < cols)
            vector_store(to + j, vector_load_part(from + j, cols - j));
    }
}

static void narrow(float *to, size_t to_row, const float *from, size_t rows,
                   size_t cols)
{
    for (size_t i = 0; i < rows; i++, to += to_row, from += PANEL) {
        size_t j = 0;

        for (; j + LANES <= cols; j += LANES)
            vector_store(to + j, vector_load(from + j));
        if (j < cols)
            vector_store_part(to + j, vector_load(from + j), cols - j);
    }
}

// A panel of which only `width` columns are there: through tiles of whole
// vectors.
static void sum_ragged(int vectors, Part p, size_t rows, size_t width)
{
    float tile[HIGHEST * PANEL] __attribute__((aligned(64)));

    for (size_t done = 0; done < rows; done += HIGHEST) {
        size_t count = rows - done < HIGHEST ? rows - done : HIGHEST;
        Part whole = p;

        whole.c = tile;
        whole.c_row = PANEL;
        if (p.start) {
            widen(tile, p.start, p.start_row, count, width);
            whole.start = tile;
            whole.start_row = PANEL;
        }
        sum_panel(vectors, whole, count);
        narrow(p.c, p.c_row, tile, count, width);
        p = below(p, count);
    }
}

// The panel of b [depth, width] from row k and column j on, as whole vectors.
static void pack(const MatrixProduct *p, const Part *part, size_t j,
                 size_t width, float *to)
{
    if (p->b_col == 1) {
        widen(to, part->b + j, p->b_inner, part->depth, width);
        return;
    }
    if (width % LANES != 0)
        memset(to, 0, part->depth * PANEL * sizeof *to);
    SIMD_NAME(turn)
    (to, PANEL, part->b + j * p->b_col, p->b_col, width, part->depth);
}

// How many vectors the next panel has: no narrow one is left for the end.
static size_t next_vectors(size_t left)
{
    if (left == WIDE + 1)
        return left / 2;
    return left < WIDE ? left : WIDE;
}

// Some rows, all columns.
static void sum_block(const MatrixProduct *p, Part part, size_t rows)
{
    float packed[DEPTH * PANEL] __attribute__((aligned(64)));
    size_t vectors;

    for (size_t j = 0; j < p->cols; j += vectors * LANES) {
        size_t left = p->cols - j;
        Part panel = part;
        size_t width;

        vectors = next_vectors((left + LANES - 1) / LANES);
        width = left < vectors * LANES ? left : vectors * LANES;
        panel.c += j;
        if (part.start)
            panel.start += j;
        panel.b += j;
        if (p->b_col != 1 || width % LANES != 0) {
            pack(p, &part, j, width, packed);
            panel.b = packed;
            panel.b_inner = PANEL;
        }
        if (width % LANES != 0)
            sum_ragged((int)vectors, panel, rows, width);
        else
            sum_panel((int)vectors, panel, rows);
    }
}

void SIMD_NAME(product)(const MatrixProduct *p)
{
    for (size_t k = 0; k < p->inner; k += DEPTH) {
        Part part = {
            .a = p->a + k * p->a_inner,
            .a_row = p->a_row,
            .a_inner = p->a_inner,
            .b = p->b + k * p->b_inner,
            .b_inner = p->b_inner,
            .depth = p->inner - k < DEPTH ? p->inner - k : DEPTH,
            .start = k > 0 ? p->c : p->start,
            .start_row = k > 0 ? p->c_row : p->start_row,
            .c = p->c,
            .c_row = p->c_row,
        };

        for (size_t i = 0; i < p->rows; i += BLOCK, part = below(part, BLOCK))
            sum_block(p, part, p->rows - i < BLOCK ? p->rows - i : BLOCK);
    }
}
