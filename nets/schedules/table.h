// SCHEDULE(name): see nets/schedule.h. No include guard: it is read twice.
SCHEDULE(constant)
SCHEDULE(step)
SCHEDULE(exponential)
SCHEDULE(cosine)
SCHEDULE(one_cycle)
