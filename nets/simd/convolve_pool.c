// Convolutions of one image with their pooling, see pooled.h. Lanes are
// filters; the sums of a few 2 × 2 groups of places stay in registers.
#include "nets/simd/pooled.h"
#include "nets/simd/simd.h"

// Pooled places summed at once: four vectors each.
enum { TILE = LANES == 16 ? 6 : 2 };

// The kernel's and image's layout, in floats.
typedef struct {
    int size;        // rows of the kernel
    int run;         // of one of its rows: size × channels
    size_t row;      // from one row of the image to the next
    size_t step;     // from one place to the next
    size_t down;     // from one row of places to the next
    size_t filters;  // from one tap of the kernel to the next
} Layout;

static Layout layout_of(const Pooled *p)
{
    const Window *w = &p->window;
    size_t row = (size_t)w->in.width * (size_t)w->in.channels;

    return (Layout){
        .size = w->size,
        .run = w->size * w->in.channels,
        .row = row,
        .step = (size_t)w->stride * (size_t)w->in.channels,
        .down = (size_t)w->stride * row,
        .filters = p->filters,
    };
}

// Where one pooled row's values go, and what decides about them.
typedef struct {
    const uint8_t *mask;  // NULL: all are kept
    float *y;
    uint8_t *cells;  // NULL in inference
    bool relu;
    float scale;
} Output;

// Of the sums at a 2 × 2 group's places, row by row: the largest, the first
// one of equals, and which it was.
#if defined __AVX512F__
INLINE void put(const Output *o, size_t at, const Vector sums[4])
{
    __m512 zero = _mm512_setzero_ps();
    __m512 top = _mm512_max_ps((__m512)sums[1], (__m512)sums[0]);
    __m512 bottom = _mm512_max_ps((__m512)sums[3], (__m512)sums[2]);
    __m512 most = _mm512_max_ps(bottom, top);
    __mmask16 alive = (__mmask16)-1;

    if (o->mask) {
        __m128i kept = _mm_loadu_si128((const void *)(o->mask + at));

        alive = _mm_test_epi8_mask(kept, kept);
    }
    if (o->cells) {
        __mmask16 row = _mm512_cmp_ps_mask(bottom, top, _CMP_GT_OQ);
        __mmask16 column = _mm512_mask_cmp_ps_mask(
            (__mmask16)~row, (__m512)sums[1], (__m512)sums[0], _CMP_GT_OQ);
        __mmask16 below = _mm512_mask_cmp_ps_mask(row, (__m512)sums[3],
                                                  (__m512)sums[2], _CMP_GT_OQ);
        __mmask16 lives =
            o->relu ? _mm512_mask_cmp_ps_mask(alive, most, zero, _CMP_GT_OQ)
                    : alive;
        __m128i cells =
            _mm_maskz_set1_epi8((__mmask16)(column | below), CELL_COLUMN);

        cells = _mm_or_si128(cells, _mm_maskz_set1_epi8(row, CELL_ROW));
        cells = _mm_or_si128(cells, _mm_maskz_set1_epi8(lives, CELL_ALIVE));
        _mm_storeu_si128((void *)(o->cells + at), cells);
    }
    if (o->relu)
        most = _mm512_max_ps(zero, most);
    _mm512_storeu_ps(o->y + at,
                     _mm512_maskz_mul_ps(alive, most, vector_all(o->scale)));
}
#else
INLINE void put(const Output *o, size_t at, const Vector sums[4])
{
    Integers right = sums[1] > sums[0];
    Integers right_below = sums[3] > sums[2];
    Vector top = vector_pick(right, sums[1], sums[0]);
    Vector bottom = vector_pick(right_below, sums[3], sums[2]);
    Integers row = bottom > top;
    Vector most = vector_pick(row, bottom, top);
    Integers column = (row & right_below) | (~row & right);
    Integers alive = (Integers){0} - 1;

    if (o->mask)
        alive = bytes_load(o->mask + at) != 0;
    if (o->cells) {
        Integers lives = o->relu ? alive & (most > 0.0F) : alive;

        bytes_store(o->cells + at, (column & CELL_COLUMN) | (row & CELL_ROW)
                                       | (lives & CELL_ALIVE));
    }
    if (o->relu)
        most = vector_pick(most < 0.0F, (Vector){0}, most);
    vector_store(o->y + at, vector_pick(alive, most * o->scale, (Vector){0}));
}
#endif

// `count` pooled places side by side, one vector of filters. Every multiply-add
// reads its pixel for itself: shared between the taps, pixels would take the
// registers of the sums.
INLINE void pool_tile(int count, Layout at, const float *x, const float *kernel,
                      Vector bias, const Output *o)
{
    Vector sums[TILE][4];

    for (int p = 0; p < count; p++)
        for (int k = 0; k < 4; k++)
            sums[p][k] = bias;
    for (int i = 0; i < at.size; i++, x += at.row)
#pragma GCC unroll 1
        for (int j = 0; j < at.run; j++, kernel += at.filters) {
            Vector weight = vector_load(kernel);
            const float *upper = read_afresh(x + j);
            const float *lower = read_afresh(x + j + at.down);

            for (int p = 0; p < count; p++)
                for (size_t k = 0; k < 2; k++) {
                    size_t pixel = (2 * (size_t)p + k) * at.step;

                    sums[p][k] += weight * upper[pixel];
                    sums[p][2 + k] += weight * lower[pixel];
                }
        }
    for (int p = 0; p < count; p++)
        put(o, (size_t)p * at.filters, sums[p]);
}

static Output output_at(Output o, size_t at)
{
    o.mask = o.mask ? o.mask + at : NULL;
    o.y += at;
    o.cells = o.cells ? o.cells + at : NULL;
    return o;
}

// One row of `width` pooled places.
INLINE void pool_row(Layout at, int width, const float *x, const float *kernel,
                     Vector bias, const Output *first)
{
    for (int j = 0; j < width;) {
        const float *from = x + 2 * (size_t)j * at.step;
        Output o = output_at(*first, (size_t)j * at.filters);
        int left = width - j;

        if (left >= TILE) {
            pool_tile(TILE, at, from, kernel, bias, &o);
            j += TILE;
        } else if (left >= 2) {
            pool_tile(2, at, from, kernel, bias, &o);
            j += 2;
        } else {
            pool_tile(1, at, from, kernel, bias, &o);
            j++;
        }
    }
}

void SIMD_NAME(convolve_pool)(const Pooled *p, const float *x,
                              const float *weight, const uint8_t *mask,
                              float *y, uint8_t *cells)
{
    Layout at = layout_of(p);
    const float *bias = weight + (size_t)at.size * (size_t)at.run * at.filters;
    Layout ones = at;

    ones.step = 1;
    for (size_t f = 0; f < p->filters; f += LANES) {
        Vector first = p->bias ? vector_load(bias + f) : (Vector){0};

        for (size_t i = 0; i < (size_t)p->height; i++) {
            const float *from = x + 2 * i * at.down;
            Output o = output_at((Output){mask, y, cells, p->relu, p->scale},
                                 i * (size_t)p->width * p->filters + f);

            if (at.step == 1)
                pool_row(ones, p->width, from, weight + f, first, &o);
            else
                pool_row(at, p->width, from, weight + f, first, &o);
        }
    }
}

void SIMD_NAME(unpool)(const Pooled *p, const float *dy, const uint8_t *cells,
                       float *map)
{
    size_t right = p->filters;
    size_t down = (size_t)p->window.width * p->filters;

    memset(map, 0, (size_t)p->window.height * down * sizeof *map);
    for (int i = 0; i < p->height; i++, map += 2 * down) {
        float *to = map;

        for (int j = 0; j < p->width; j++, to += 2 * right) {
            for (size_t f = 0; f < p->filters; f += LANES) {
                Integers cell = bytes_load(cells + f);
                Vector slope =
                    vector_pick((cell & CELL_ALIVE) != 0,
                                vector_load(dy + f) * p->scale, (Vector){0});
                Integers from = cell & (CELL_ROW | CELL_COLUMN);
                Vector none = {0};

                vector_store(to + f, vector_pick(from == 0, slope, none));
                vector_store(to + f + right,
                             vector_pick(from == CELL_COLUMN, slope, none));
                vector_store(to + f + down,
                             vector_pick(from == CELL_ROW, slope, none));
                vector_store(
                    to + f + down + right,
                    vector_pick(from == (CELL_ROW | CELL_COLUMN), slope, none));
            }
            dy += p->filters;
            cells += p->filters;
        }
    }
}

// The gradient by way of the sums' map, three quarters of it 0.
static void learn_map(const Pooled *p, const float *x, const float *dy,
                      const uint8_t *cells, float *map, float *grad)
{
    const Window *w = &p->window;
    size_t taps = (size_t)w->size * (size_t)w->size * (size_t)w->in.channels;

    SIMD_NAME(unpool)(p, dy, cells, map);
    SIMD_NAME(convolve_back)(w, x, map, p->filters, grad, true);
    if (p->bias)
        SIMD_NAME(sum_rows)
    (grad + taps * p->filters, map, (size_t)w->height * (size_t)w->width,
     p->filters, true);
}

#if defined __AVX512F__
// Pixels of two rows of the image, 8 of each: pair (row, j) has those from
// column 2 j on. Every cell that a tap of the row sees under pooled column j is
// one of them, so a permutation gives each filter the pixel that its own
// largest sum saw.
static void pair_rows(const Pooled *p, const float *x, float *pairs)
{
    size_t row = (size_t)p->window.in.width;
    __mmask8 seen = (__mmask8)((1U << (p->window.size + 1)) - 1);

    for (int i = 0; i + 1 < p->window.in.height; i++, x += row)
        for (int j = 0; j < p->width; j++, pairs += 16) {
            const float *from = x + 2 * (size_t)j;

            _mm256_storeu_ps(pairs, _mm256_maskz_loadu_ps(seen, from));
            _mm256_storeu_ps(pairs + 8,
                             _mm256_maskz_loadu_ps(seen, from + row));
        }
}

// Where one vector of filters learns from and to.
typedef struct {
    const Pooled *pooled;
    const float *pairs;
    const float *dy;
    const uint8_t *cells;
    float *grad;
} Lesson;

INLINE void learn_place(int size, const Lesson *l, const float *pairs,
                        size_t at, __m512 *sums)
{
    size_t row = (size_t)l->pooled->width * 16;
    int bias = size * size;
    __m512i cell =
        _mm512_cvtepu8_epi32(_mm_loadu_si128((const void *)(l->cells + at)));
    __mmask16 alive =
        _mm512_test_epi32_mask(cell, _mm512_set1_epi32(CELL_ALIVE));
    __m512 slope = _mm512_maskz_mul_ps(alive, _mm512_loadu_ps(l->dy + at),
                                       _mm512_set1_ps(l->pooled->scale));

#pragma GCC unroll 5
    for (int j = 0; j < size; j++) {
#pragma GCC unroll 5
        for (int i = 0; i < size; i++) {
            int tap = i * size + j;
            __m512 pixels = _mm512_permutexvar_ps(
                cell, _mm512_loadu_ps(pairs + (size_t)i * row));

            sums[tap] = _mm512_fmadd_ps(slope, pixels, sums[tap]);
        }
        cell = _mm512_add_epi32(cell, _mm512_set1_epi32(1));
        pairs = read_afresh(pairs);
    }
    sums[bias] = _mm512_add_ps(sums[bias], slope);
}

INLINE void learn_pairs(int size, const Lesson *l)
{
    const Pooled *p = l->pooled;
    __m512 sums[26];
    float *grad = l->grad;
    size_t at = 0;

    for (int t = 0; t <= size * size; t++)
        sums[t] = _mm512_setzero_ps();
    for (int i = 0; i < p->height; i++) {
        const float *pairs = l->pairs + 2 * (size_t)i * (size_t)p->width * 16;

        for (int j = 0; j < p->width; j++, pairs += 16, at += p->filters)
            learn_place(size, l, pairs, at, sums);
    }
    for (int t = 0; t < size * size + p->bias; t++, grad += p->filters)
        _mm512_storeu_ps(grad, _mm512_add_ps(_mm512_loadu_ps(grad), sums[t]));
}

static void learn(const Pooled *p, const float *x, const float *dy,
                  const uint8_t *cells, float *pairs, float *grad)
{
    Lesson l = {p, pairs, dy, cells, grad};

    pair_rows(p, x, pairs);
    for (size_t f = 0; f < p->filters; f += LANES) {
        if (p->window.size == 5)
            learn_pairs(5, &l);
        else
            learn_pairs(3, &l);
        l.dy += LANES;
        l.cells += LANES;
        l.grad += LANES;
    }
}
#endif

void SIMD_NAME(convolve_pool_back)(const Pooled *p, const float *x,
                                   const float *dy, const uint8_t *cells,
                                   float *scratch, float *grad)
{
#if defined __AVX512F__
    const Window *w = &p->window;

    if (w->in.channels == 1 && w->stride == 1
        && (w->size == 5 || w->size == 3)) {
        learn(p, x, dy, cells, scratch, grad);
        return;
    }
#endif
    learn_map(p, x, dy, cells, scratch, grad);
}
