// The process that trains one trial: `quadrille worker IN OUT`, started by the
// runner. It reads its job from one pipe and reports on the other; it never
// touches the database.
#pragma once

// Returns the process's exit status.
int worker_run(int in, int out);
