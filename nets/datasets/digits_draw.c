// A digit's shape becomes a path, the path a picture. All widths and deviations
// were chosen by eye and by how well a network that has seen only these reads
// real handwriting.
#include "nets/datasets/digits.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>

enum { STEPS = 7, PATH_MAX = DIGIT_POINTS_MAX * (STEPS + 1) };

// The widest edge of a stroke, pixels.
static const double softest = 1.4;

typedef struct {
    double x;
    double y;
} Point;

// A hand's habits, drawn once for each picture.
typedef struct {
    double jitter;     // of the points, against a height of 2
    double roundness;  // tangents of the curve: 0 straight lines, 0.5 usual
    double aspect;
    double slant;
    double turn;  // radians
    double bend_x, bend_y;
    double taper;               // wider below than above
    double middle_x, middle_y;  // where the middle goes
    double radius;              // of the pen, pixels
    double pressure;            // how much the radius changes along the path
    double wave, phase;         // and how
    double softness;            // width of a stroke's edge, pixels
    double size;                // of the picture's longer side, pixels
} Style;

typedef struct {
    Point at;
    double radius;
    bool starts;  // a stroke: nothing is drawn from the point before
} Step;

typedef struct {
    Step steps[PATH_MAX];
    int count;
} Path;

static double limited(double value, double low, double high)
{
    return value < low ? low : value > high ? high : value;
}

static double normal(Rng *rng, double mean, double deviation)
{
    return mean + deviation * limited(rng_normal(rng), -3, 3);
}

// One draw per statement: C does not order the parts of an initializer.
static Style draw_style(Rng *rng)
{
    Style style;

    style.jitter = 0.065 * exp(normal(rng, 0, 0.35));
    style.roundness = rng_uniform(rng, 0.36, 0.58);
    style.aspect = 0.8 * exp(normal(rng, 0, 0.22));
    style.slant = normal(rng, 0.2, 0.26);
    style.turn = normal(rng, 0, 0.1);
    style.bend_x = normal(rng, 0, 0.08);
    style.bend_y = normal(rng, 0, 0.06);
    style.taper = normal(rng, 0, 0.15);
    style.middle_x = normal(rng, 0, 0.1);
    style.middle_y = normal(rng, 0, 0.12);
    style.radius = limited(1.3 * exp(normal(rng, 0, 0.32)), 0.55, 2.9);
    style.pressure = 0.15 * rng_double(rng);
    style.wave = rng_uniform(rng, 1, 5);
    style.phase = rng_uniform(rng, 0, 6.28);
    style.softness = rng_uniform(rng, 0.7, softest);
    style.size = normal(rng, 19.6, 0.5);
    return style;
}

static Point normal_point(Rng *rng, double x, double y, double deviation)
{
    Point point;

    point.x = normal(rng, x, deviation);
    point.y = normal(rng, y, deviation);
    return point;
}

static const DigitShape *draw_shape(int digit, Rng *rng)
{
    double total = 0;
    double left;
    const DigitShape *chosen = NULL;

    for (const DigitShape *shape = digit_shapes; shape->points; shape++)
        total += shape->digit == digit ? shape->weight : 0;
    left = total * rng_double(rng);
    for (const DigitShape *shape = digit_shapes; shape->points; shape++)
        if (shape->digit == digit && left >= 0) {
            chosen = shape;
            left -= shape->weight;
        }
    return chosen;
}

// Where the style puts a point of −1 … 1 each way.
static Point styled(const Style *style, Point point)
{
    double x = point.x;
    double y = point.y;
    double u = x + style->middle_x * (1 - x * x) + style->bend_x * (1 - y * y);
    double v = y + style->middle_y * (1 - y * y) + style->bend_y * (1 - x * x);
    double across =
        style->aspect * u * (1 + style->taper * v) - style->slant * v;

    return (Point){
        cos(style->turn) * across - sin(style->turn) * v,
        sin(style->turn) * across + cos(style->turn) * v,
    };
}

// The shape's points as this hand sets them: each a little off, and each stroke
// as a whole, so that strokes meet or not. Returns how many.
static int set_points(const DigitShape *shape, const Style *style, Rng *rng,
                      Point *points)
{
    Point off = {0, 0};
    int count = 0;

    for (const DigitPoint *point = shape->points;; point++) {
        double x = point->x / 50.0 - 1 + off.x;
        double y = point->y / 50.0 - 1 + off.y;

        assert(count < DIGIT_POINTS_MAX);
        points[count++] = styled(style, normal_point(rng, x, y, style->jitter));
        if (point->kind == END)
            return count;
        if (point->kind == LIFT)
            off = normal_point(rng, 0, 0, style->jitter);
    }
}

// The curve's direction at point i, which lies on the piece from `first` to
// `last` (Catmull and Rom 1974, with a free factor).
static Point tangent(const Point *points, int i, int first, int last,
                     double factor)
{
    int before = i > first ? i - 1 : i;
    int after = i < last ? i + 1 : i;
    double scale = factor * (after - before == 1 ? 2 : 1);

    return (Point){scale * (points[after].x - points[before].x),
                   scale * (points[after].y - points[before].y)};
}

// Hermite's cubic from a to b with directions da and db, at t in 0 … 1.
static double cubic(double a, double b, double da, double db, double t)
{
    double s = 1 - t;

    return a * s * s * (1 + 2 * t) + b * t * t * (3 - 2 * t) + da * t * s * s
           - db * t * t * s;
}

static void add_step(Path *path, Point at, bool starts)
{
    assert(path->count < PATH_MAX);
    path->steps[path->count++] = (Step){.at = at, .starts = starts};
}

// Adds the curve through one piece's points, a kink or an end on either side.
static void add_piece(Path *path, const Point *points, int first, int last,
                      double roundness)
{
    for (int i = first; i < last; i++) {
        Point da = tangent(points, i, first, last, roundness);
        Point db = tangent(points, i + 1, first, last, roundness);
        Point a = points[i];
        Point b = points[i + 1];

        for (int j = 1; j <= STEPS; j++) {
            double t = (double)j / STEPS;

            add_step(path,
                     (Point){cubic(a.x, b.x, da.x, db.x, t),
                             cubic(a.y, b.y, da.y, db.y, t)},
                     false);
        }
    }
}

static void trace(Path *path, const DigitShape *shape, const Point *points,
                  int count, const Style *style)
{
    int first = 0;

    path->count = 0;
    add_step(path, points[0], true);
    for (int i = 1; i < count; i++) {
        if (shape->points[i].kind == SMOOTH)
            continue;
        add_piece(path, points, first, i, style->roundness);
        first = i;
        if (shape->points[i].kind == LIFT) {
            first = ++i;
            add_step(path, points[first], true);
        }
    }
}

// As MNIST's were: the longer side of the inked box gets a fixed length.
static void scale(Path *path, const Style *style)
{
    Point low = path->steps[0].at;
    Point high = low;
    double longer, factor;

    for (int i = 1; i < path->count; i++) {
        Point at = path->steps[i].at;

        low = (Point){fmin(low.x, at.x), fmin(low.y, at.y)};
        high = (Point){fmax(high.x, at.x), fmax(high.y, at.y)};
    }
    longer = fmax(high.x - low.x, high.y - low.y);
    factor = (style->size - 2 * style->radius) / longer;
    for (int i = 0; i < path->count; i++) {
        Step *step = &path->steps[i];

        step->at.x *= factor;
        step->at.y *= factor;
        step->radius =
            style->radius
            * (1
               + style->pressure
                     * sin(style->phase + style->wave * i / path->count));
    }
}

// Then the ink's centre of mass goes to the picture's middle, or nearly.
static void centre(Path *path, Rng *rng)
{
    double mass = 0;
    Point sum = {0, 0};
    Point middle = normal_point(rng, 14, 14, 0.3);

    for (int i = 1; i < path->count; i++) {
        Step a = path->steps[i - 1];
        Step b = path->steps[i];
        double ink = b.starts ? 0
                              : hypot(b.at.x - a.at.x, b.at.y - a.at.y)
                                    * (a.radius + b.radius);

        mass += ink;
        sum.x += ink * (a.at.x + b.at.x) / 2;
        sum.y += ink * (a.at.y + b.at.y) / 2;
    }
    for (int i = 0; i < path->count; i++) {
        path->steps[i].at.x += middle.x - sum.x / mass;
        path->steps[i].at.y += middle.y - sum.y / mass;
    }
}

static int pixel(double place)
{
    return (int)limited(place, 0, DIGIT_SIDE - 1);
}

// Lowers every pixel's distance from the ink's edge to that from one piece of
// stroke, whose radius changes evenly from a to b.
static void ink_segment(float *distance, Step a, Step b)
{
    // Half of the softest edge lies outside of the radius.
    double reach = fmax(a.radius, b.radius) + softest / 2;
    int left = pixel(fmin(a.at.x, b.at.x) - reach);
    int right = pixel(fmax(a.at.x, b.at.x) + reach);
    int top = pixel(fmin(a.at.y, b.at.y) - reach);
    int bottom = pixel(fmax(a.at.y, b.at.y) + reach);
    float dx = (float)(b.at.x - a.at.x);
    float dy = (float)(b.at.y - a.at.y);
    float scale = 1 / (dx * dx + dy * dy + 1e-9F);
    float widening = (float)(b.radius - a.radius);
    float radius = (float)a.radius;
    float ax = (float)a.at.x;
    float ay = (float)a.at.y;

    for (int i = top; i <= bottom; i++) {
        float *row = distance + (size_t)i * DIGIT_SIDE;

        for (int j = left; j <= right; j++) {
            float x = (float)j - ax;
            float y = (float)i - ay;
            float t = (x * dx + y * dy) * scale;
            float away;

            t = t < 0 ? 0 : t > 1 ? 1 : t;
            x -= t * dx;
            y -= t * dy;
            away = sqrtf(x * x + y * y) - (radius + t * widening);
            row[j] = away < row[j] ? away : row[j];
        }
    }
}

static void ink(const Path *path, const Style *style, Rng *rng, uint8_t *image)
{
    float distance[DIGIT_SIDE * DIGIT_SIDE];

    for (int i = 0; i < DIGIT_SIDE * DIGIT_SIDE; i++)
        distance[i] = DIGIT_SIDE;
    for (int i = 1; i < path->count; i++)
        if (!path->steps[i].starts)
            ink_segment(distance, path->steps[i - 1], path->steps[i]);
    for (int i = 0; i < DIGIT_SIDE * DIGIT_SIDE; i++) {
        double cover = 0.5 - (double)distance[i] / style->softness;

        // Paper stays white: noise is in the ink.
        image[i] = 0;
        if (cover > 0) {
            cover = 1.05 * limited(cover, 0, 1) - 0.12 * rng_double(rng);
            image[i] = (uint8_t)(255 * limited(cover, 0, 1) + 0.5);
        }
    }
}

void digit_draw(int digit, Rng *rng, uint8_t *image)
{
    const DigitShape *shape = draw_shape(digit, rng);
    Style style = draw_style(rng);
    Point points[DIGIT_POINTS_MAX];
    int count = set_points(shape, &style, rng, points);
    Path path;

    trace(&path, shape, points, count, &style);
    scale(&path, &style);
    centre(&path, rng);
    ink(&path, &style, rng, image);
}
