// syscall numbers and prctl are Linux', beyond POSIX.
#undef _POSIX_C_SOURCE
#define _GNU_SOURCE

#include "harness/sandbox.h"

#if defined __linux__ && defined __x86_64__ && !defined __ILP32__

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#define REFUSE(number, error)                            \
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (number), 0, 1), \
        BPF_STMT(BPF_RET | BPF_K,                        \
                 SECCOMP_RET_ERRNO                       \
                     | ((unsigned)(error) & (unsigned)SECCOMP_RET_DATA))

bool sandbox_enter(void)
{
    // x32 numbers have this bit set, and would slip past the list.
    enum { X32_BIT = 0x40000000 };
    struct sock_filter filter[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AUDIT_ARCH_X86_64, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, X32_BIT, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
        // The C library falls back on clone, whose flags a filter can see.
        REFUSE(SYS_clone3, ENOSYS),
        REFUSE(SYS_fork, EPERM),
        REFUSE(SYS_vfork, EPERM),
        REFUSE(SYS_execveat, EPERM),
        REFUSE(SYS_socket, EPERM),
        REFUSE(SYS_socketpair, EPERM),
        REFUSE(SYS_connect, EPERM),
        REFUSE(SYS_ptrace, EPERM),
        REFUSE(SYS_process_vm_writev, EPERM),
        REFUSE(SYS_io_uring_setup, ENOSYS),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone, 0, 3),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
                 offsetof(struct seccomp_data, args[0])),
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, CLONE_THREAD, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {
        .len = sizeof filter / sizeof *filter,
        .filter = filter,
    };

    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
           && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

#else

bool sandbox_enter(void)
{
    return false;
}

#endif
