#include "harness/signals.h"

#include <errno.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

// As nohup(1) leaves it: whoever did that wants to log out.
static bool ignores_hangup(void)
{
    struct sigaction now;

    return sigaction(SIGHUP, NULL, &now) == 0 && now.sa_handler == SIG_IGN;
}

bool signals_open(Signals *signals, Error *err)
{
    const struct sigaction ignore = {.sa_handler = SIG_IGN};
    sigset_t set;

    (void)sigemptyset(&set);
    (void)sigaddset(&set, SIGINT);
    (void)sigaddset(&set, SIGTERM);
    if (!ignores_hangup())
        (void)sigaddset(&set, SIGHUP);
    (void)sigaction(SIGPIPE, &ignore, NULL);
    (void)sigprocmask(SIG_BLOCK, &set, &signals->before);
    signals->descriptor = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
    if (signals->descriptor >= 0)
        return true;
    (void)fail(err, "cannot wait for signals: %s", strerror(errno));
    (void)sigprocmask(SIG_SETMASK, &signals->before, NULL);
    return false;
}

int signals_next(const Signals *signals)
{
    struct signalfd_siginfo info;

    if (read(signals->descriptor, &info, sizeof info) != sizeof info)
        return 0;
    return (int)info.ssi_signo;
}

void signals_close(Signals *signals)
{
    (void)close(signals->descriptor);
    (void)sigprocmask(SIG_SETMASK, &signals->before, NULL);
}
