// COMMAND(name): see harness/command.h. No include guard: it is read twice.
COMMAND(worker)
COMMAND(data)
COMMAND(plot)
COMMAND(check)
COMMAND(table)
COMMAND(plan)
