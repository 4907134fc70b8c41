#include "harness/mosaic.h"

#include "nets/base/memory.h"

#include <math.h>
#include <stdlib.h>

// Between neighbours, in pixels; and how many units a mosaic may be wide or
// high.
enum { GAP = 2, UNITS_MAX = 1000 };

typedef struct {
    double column;
    double row;
    Grey grey;
} Piece;

typedef struct {
    size_t width;
    size_t height;
    unsigned char *pixels;  // [height, width]
} Canvas;

static bool is_place(double units)
{
    return units >= 0 && units < UNITS_MAX;
}

static bool read_pieces(Piece *pieces, Images *images, const Result *result,
                        Error *err)
{
    size_t image = result_column(result, "image");
    size_t row = result_column(result, "row");
    size_t column = result_column(result, "column");

    if (row == result->columns || column == result->columns)
        return fail(err, "a query with images needs a row and a column");
    for (size_t i = 0; i < result->rows; i++) {
        pieces[i].column = result_number(result, i, column);
        pieces[i].row = result_number(result, i, row);
        if (!is_place(pieces[i].column) || !is_place(pieces[i].row))
            return fail(err, "an image's row and column go from 0 to %d",
                        UNITS_MAX - 1);
        if (!images_grey(images, result->cells[i * result->columns + image],
                         &pieces[i].grey, err))
            return false;
    }
    return true;
}

static int widest(const Piece *pieces, size_t count)
{
    int side = 0;

    for (size_t i = 0; i < count; i++) {
        const Grey *grey = &pieces[i].grey;

        side = grey->width > side ? grey->width : side;
        side = grey->height > side ? grey->height : side;
    }
    return side;
}

// The first pixel of a piece that has `side` of them.
static size_t place(double units, int tile, int side)
{
    return (size_t)lround(units * tile) + (size_t)(tile - side) / 2;
}

static Canvas canvas_for(const Piece *pieces, size_t count, int tile)
{
    Canvas canvas = {0};

    for (size_t i = 0; i < count; i++) {
        size_t right = place(pieces[i].column + 1, tile, tile);
        size_t bottom = place(pieces[i].row + 1, tile, tile);

        canvas.width = right > canvas.width ? right : canvas.width;
        canvas.height = bottom > canvas.height ? bottom : canvas.height;
    }
    canvas.pixels = memory_new(canvas.width * canvas.height, 1);
    return canvas;
}

static void paste(const Canvas *canvas, const Piece *piece, int tile)
{
    const Grey *grey = &piece->grey;
    size_t left = place(piece->column, tile, grey->width);
    size_t top = place(piece->row, tile, grey->height);

    for (int y = 0; y < grey->height; y++)
        for (int x = 0; x < grey->width; x++)
            canvas
                ->pixels[(top + (size_t)y) * canvas->width + left + (size_t)x] =
                (unsigned char)lroundf(grey->levels[y * grey->width + x]);
}

static void add_lines(const Canvas *canvas, Text *lines)
{
    for (size_t y = 0; y < canvas->height; y++)
        for (size_t x = 0; x < canvas->width; x++)
            text_printf(lines, "%d%c", canvas->pixels[y * canvas->width + x],
                        x + 1 < canvas->width ? ' ' : '\n');
}

static void lay_out(Mosaic *mosaic, const Piece *pieces, size_t count)
{
    Canvas canvas;

    mosaic->tile = widest(pieces, count) + GAP;
    canvas = canvas_for(pieces, count, mosaic->tile);
    for (size_t i = 0; i < count; i++)
        paste(&canvas, &pieces[i], mosaic->tile);
    add_lines(&canvas, &mosaic->lines);
    free(canvas.pixels);
}

bool mosaic_make(Mosaic *mosaic, Images *images, const Result *result,
                 Error *err)
{
    Piece *pieces;
    bool ok;

    *mosaic = (Mosaic){0};
    if (result_column(result, "image") == result->columns || result->rows == 0)
        return true;
    pieces = memory_new(result->rows, sizeof *pieces);
    ok = read_pieces(pieces, images, result, err);
    if (ok)
        lay_out(mosaic, pieces, result->rows);
    for (size_t i = 0; i < result->rows; i++)
        free(pieces[i].grey.levels);
    free(pieces);
    return ok;
}

void mosaic_release(Mosaic *mosaic)
{
    text_release(&mosaic->lines);
}
