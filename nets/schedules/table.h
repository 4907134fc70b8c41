// SCHEDULE(name): see nets/schedule.h. No include guard: it is read twice.
