#include "nets/matrix.h"

#include <assert.h>
#include <cblas.h>

enum {
    // A product of fewer multiply-adds is not worth sharing out.
    SMALL_PRODUCT = 1 << 18,
    // How many blocks a product is cut into; more would repeat too much of
    // the packing that every block does for itself.
    PRODUCT_BLOCKS = 4,
    // Blocks are whole numbers of these rows or columns: a kernel's tile.
    BLOCK_UNIT = 16,
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

void matmul_blas(Matrix c, Matrix a, Matrix b, bool add)
{
    size_t inner = a.transposed ? a.rows : a.cols;

    assert(!c.transposed);
    assert(c.rows == (a.transposed ? a.cols : a.rows));
    assert(c.cols == (b.transposed ? b.rows : b.cols));
    assert(inner == (b.transposed ? b.cols : b.rows));
    cblas_sgemm(CblasRowMajor, a.transposed ? CblasTrans : CblasNoTrans,
                b.transposed ? CblasTrans : CblasNoTrans, (int)c.rows,
                (int)c.cols, (int)inner, 1, a.data, (int)a.stride, b.data,
                (int)b.stride, add ? 1 : 0, c.data, (int)c.stride);
}

void matmul(Matrix c, Matrix a, Matrix b, bool add)
{
    matmul_blas(c, a, b, add);
}

typedef struct {
    Matrix c, a, b;
    bool add;
    bool by_rows;  // which side of c is cut
    size_t step;   // rows or columns of a block
} Product;

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
    const Product *p = context;
    size_t side = p->by_rows ? p->c.rows : p->c.cols;
    size_t first = task * p->step;
    size_t count = side - first < p->step ? side - first : p->step;

    (void)worker;
    if (p->by_rows)
        matmul(matrix_rows(p->c, first, count),
               factor_part(p->a, true, first, count), p->b, p->add);
    else
        matmul(matrix_cols(p->c, first, count), p->a,
               factor_part(p->b, false, first, count), p->add);
}

void matmul_parallel(Pool *pool, Matrix c, Matrix a, Matrix b, bool add)
{
    size_t inner = a.transposed ? a.rows : a.cols;
    Product product = {c, a, b, add, c.rows >= c.cols, 0};
    size_t side = product.by_rows ? c.rows : c.cols;
    size_t units = (side + BLOCK_UNIT - 1) / BLOCK_UNIT;

    if (c.rows * c.cols * inner < SMALL_PRODUCT || units < 2) {
        matmul(c, a, b, add);
        return;
    }
    product.step = (units + PRODUCT_BLOCKS - 1) / PRODUCT_BLOCKS * BLOCK_UNIT;
    pool_run(pool, (side + product.step - 1) / product.step, multiply_block,
             &product);
}

void matrix_copy_transposed(Matrix to, Matrix from)
{
    assert(!to.transposed && !from.transposed);
    assert(to.rows == from.cols && to.cols == from.rows);
    cblas_somatcopy(CblasRowMajor, CblasTrans, (int)from.rows, (int)from.cols,
                    1, from.data, (int)from.stride, to.data, (int)to.stride);
}

const char *matrix_blas_core(void)
{
    return openblas_get_corename();
}

const char *matrix_blas_version(void)
{
    return openblas_get_config();
}
