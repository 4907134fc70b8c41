#include "nets/augmentation.h"

#include <math.h>

static const double degree = 0.017453292519943295;

const Param augmentation_params[] = {
    PARAM(Augmentation, rotate, 0, 0, 180, "rotation, up to ± degrees"),
    PARAM(Augmentation, shift_x, 0, 0, 1, "shift, up to ± of the width"),
    PARAM(Augmentation, shift_y, 0, 0, 1, "shift, up to ± of the height"),
    PARAM(Augmentation, shear, 0, 0, 89, "shear, up to ± degrees"),
    PARAM(Augmentation, zoom, 0, 0, 0.99, "zoom of each axis, 1 ± fraction"),
    {0},
};

AffineDraw augmentation_draw(const Augmentation *augmentation, int height,
                             int width, Rng *rng)
{
    const double ranges[] = {
        augmentation->rotate,
        augmentation->shift_x * width,
        augmentation->shift_y * height,
        augmentation->shear,
        augmentation->zoom,
        augmentation->zoom,
    };
    double drawn[6];

    for (int i = 0; i < 6; i++)
        drawn[i] = rng_uniform(rng, -ranges[i], ranges[i]);
    return (AffineDraw){drawn[0], drawn[1],     drawn[2],
                        drawn[3], 1 + drawn[4], 1 + drawn[5]};
}

// Zoom acts first, then shear, shift and rotation; θ and s are the angles of
// rotation and shear:
//     u ← zx u,  v ← zy v
//     u ← u − sin(s) v,  v ← cos(s) v
//     u ← u + dx,  v ← v + dy
//     col = cos(θ) u − sin(θ) v,  row = sin(θ) u + cos(θ) v
AffineMap affine_map(const AffineDraw *draw)
{
    double cosine = cos(draw->rotation * degree);
    double sine = sin(draw->rotation * degree);
    // After zoom and shear, u is u_u u + u_v v, and v is v_v v.
    double u_u = draw->zoom_x;
    double u_v = -sin(draw->shear * degree) * draw->zoom_y;
    double v_v = cos(draw->shear * degree) * draw->zoom_y;

    return (AffineMap){
        .row = {sine * u_v + cosine * v_v, sine * u_u,
                sine * draw->shift_x + cosine * draw->shift_y},
        .col = {cosine * u_v - sine * v_v, cosine * u_u,
                cosine * draw->shift_x - sine * draw->shift_y},
    };
}
