#include "nets/matrix.h"

#include <assert.h>
#include <cblas.h>

enum {
    // A product is cut into at most so many blocks, of at least so many
    // multiply-adds each: some microseconds.
    BLOCKS_MAX = 16,
    BLOCK_WORK = 1 << 19,
    // Blocks are whole numbers of these: the rows that are worth reading the
    // other factor for, and the columns that a kernel takes at once.
    ROW_UNIT = 16,
    COLUMN_UNIT = 48,
    // Columns enough to be cut evenly.
    MANY_COLUMNS = 8 * COLUMN_UNIT,
    // With no side shorter than this, packing pays: see matmul.
    LARGE = 1024,
};

Matrix matrix_rows(Matrix m, size_t first, size_t count)
{
    assert(!m.transposed && first + count <= m.rows);
    m.data += first * m.stride;
    m.rows = count;
    return m;
}

Matrix matrix_cols(Matrix m, size_t first, size_t count)
{
    assert(!m.transposed && first + count <= m.cols);
    m.data += first;
    m.cols = count;
    return m;
}

static size_t inner_size(Matrix a)
{
    return a.transposed ? a.rows : a.cols;
}

static void check_shapes(Matrix c, Matrix a, Matrix b)
{
    assert(!c.transposed);
    assert(c.rows == (a.transposed ? a.cols : a.rows));
    assert(c.cols == (b.transposed ? b.rows : b.cols));
    assert(inner_size(a) == (b.transposed ? b.cols : b.rows));
}

void matmul_blas(Matrix c, Matrix a, Matrix b, bool add)
{
    check_shapes(c, a, b);
    cblas_sgemm(CblasRowMajor, a.transposed ? CblasTrans : CblasNoTrans,
                b.transposed ? CblasTrans : CblasNoTrans, (int)c.rows,
                (int)c.cols, (int)inner_size(a), 1, a.data, (int)a.stride,
                b.data, (int)b.stride, add ? 1 : 0, c.data, (int)c.stride);
}

void matmul_kernel(const Kernels *kernels, Matrix c, Matrix a, Matrix b,
                   bool add)
{
    check_shapes(c, a, b);
    kernels->product(&(MatrixProduct){
        .c = c.data,
        .a = a.data,
        .b = b.data,
        .start = add ? c.data : NULL,
        .c_row = c.stride,
        .a_row = a.transposed ? 1 : a.stride,
        .a_inner = a.transposed ? a.stride : 1,
        .b_inner = b.transposed ? 1 : b.stride,
        .b_col = b.transposed ? b.stride : 1,
        .start_row = add ? c.stride : 0,
        .rows = c.rows,
        .cols = c.cols,
        .inner = inner_size(a),
    });
}

// bench_product on a Zen 5, in GFLOP/s of at most 244: in the shapes that our
// networks have, our kernel reaches 205 to 243 where OpenBLAS 0.3.21 reaches
// 120 to 225, whole vectors of columns given; with a side of 1024 everywhere,
// 200 against 215.
void matmul(const Kernels *kernels, Matrix c, Matrix a, Matrix b, bool add)
{
    if (c.rows >= LARGE && c.cols >= LARGE && inner_size(a) >= LARGE)
        matmul_blas(c, a, b, add);
    else
        matmul_kernel(kernels, c, a, b, add);
}

typedef struct {
    const Kernels *kernels;
    Matrix c, a, b;
    bool add;
    bool by_rows;  // which side of c is cut
    size_t step;   // rows or columns of a block
} Shared;

// Part `first` … `first + count` of what becomes c's rows (or columns).
static Matrix factor_part(Matrix m, bool along_rows, size_t first, size_t count)
{
    Matrix part = m;

    part.transposed = false;
    part = along_rows != m.transposed ? matrix_rows(part, first, count)
                                      : matrix_cols(part, first, count);
    part.transposed = m.transposed;
    return part;
}

static void multiply_block(void *context, size_t task, int worker)
{
    const Shared *s = context;
    size_t side = s->by_rows ? s->c.rows : s->c.cols;
    size_t first = task * s->step;
    size_t count = side - first < s->step ? side - first : s->step;

    (void)worker;
    if (s->by_rows)
        matmul(s->kernels, matrix_rows(s->c, first, count),
               factor_part(s->a, true, first, count), s->b, s->add);
    else
        matmul(s->kernels, matrix_cols(s->c, first, count), s->a,
               factor_part(s->b, false, first, count), s->add);
}

static size_t divide_up(size_t a, size_t b)
{
    return (a + b - 1) / b;
}

// Of a b that is stored the other way round every block turns its part: cut by
// columns, each turns another.
static bool is_cut_by_rows(Matrix c, Matrix b)
{
    if (b.transposed && c.cols > COLUMN_UNIT)
        return false;
    return c.rows >= c.cols || c.cols < MANY_COLUMNS;
}

void matmul_parallel(Pool *pool, const Kernels *kernels, Matrix c, Matrix a,
                     Matrix b, bool add)
{
    Shared s = {.kernels = kernels, .c = c, .a = a, .b = b, .add = add};
    size_t blocks = c.rows * c.cols * inner_size(a) / BLOCK_WORK;
    size_t side;
    size_t unit;

    s.by_rows = is_cut_by_rows(c, b);
    side = s.by_rows ? c.rows : c.cols;
    unit = s.by_rows ? ROW_UNIT : COLUMN_UNIT;
    blocks = blocks < BLOCKS_MAX ? blocks : BLOCKS_MAX;
    if (blocks < 2 || side <= unit) {
        matmul(kernels, c, a, b, add);
        return;
    }
    s.step = divide_up(divide_up(side, unit), blocks) * unit;
    pool_run(pool, divide_up(side, s.step), multiply_block, &s);
}

void matrix_copy_transposed(const Kernels *kernels, Matrix to, Matrix from)
{
    assert(!to.transposed && !from.transposed);
    assert(to.rows == from.cols && to.cols == from.rows);
    kernels->turn(to.data, to.stride, from.data, from.stride, from.rows,
                  from.cols);
}

const char *matrix_blas_core(void)
{
    return openblas_get_corename();
}

const char *matrix_blas_version(void)
{
    return openblas_get_config();
}
