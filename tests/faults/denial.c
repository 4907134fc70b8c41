// Loaded before the program (LD_PRELOAD), it refuses memory: to the program,
// and to the libraries that it calls.
//
//   QUADRILLE_DENY=PROCESS:N   from the N-th request on after main() began,
//                              in the "runner" or the "worker"
//   QUADRILLE_DENY_ONCE=1      only the N-th
//   QUADRILLE_DENY_LOG=FILE    where to write how many requests there were
//
// libcrypto's requests are granted and not counted: version 3.0 itself crashes
// when it is refused memory at its first use.
#undef _POSIX_C_SOURCE
#define _GNU_SOURCE

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// glibc's own, by the names it keeps for those who replace them.
void *__libc_malloc(size_t bytes);
void *__libc_calloc(size_t count, size_t bytes);
void *__libc_realloc(void *old, size_t bytes);
void *__libc_memalign(size_t alignment, size_t bytes);

typedef int MainFunction(int argc, char **argv, char **environment);
typedef int StartFunction(MainFunction *main, int argc, char **argv,
                          void (*init)(void), void (*fini)(void),
                          void (*end)(void), void *stack);

StartFunction __libc_start_main;

static MainFunction *program;
static const char *process;
static long refused_from;  // 0: never
static bool once;
static atomic_long requests;
static atomic_bool counting;

// Where libcrypto lies.
static uintptr_t crypto_first;
static uintptr_t crypto_end;

// Whether the request that comes from there is refused.
static bool refuses(const void *caller)
{
    uintptr_t place = (uintptr_t)caller;
    long number;

    if (!atomic_load(&counting)
        || (place >= crypto_first && place < crypto_end))
        return false;
    number = atomic_fetch_add(&requests, 1) + 1;
    if (refused_from == 0
        || (once ? number != refused_from : number < refused_from))
        return false;
    errno = ENOMEM;
    return true;
}

void *malloc(size_t bytes)
{
    return refuses(__builtin_return_address(0)) ? NULL : __libc_malloc(bytes);
}

void *calloc(size_t count, size_t bytes)
{
    return refuses(__builtin_return_address(0)) ? NULL
                                                : __libc_calloc(count, bytes);
}

void *realloc(void *old, size_t bytes)
{
    return refuses(__builtin_return_address(0)) ? NULL
                                                : __libc_realloc(old, bytes);
}

void *aligned_alloc(size_t alignment, size_t bytes)
{
    return refuses(__builtin_return_address(0))
               ? NULL
               : __libc_memalign(alignment, bytes);
}

int posix_memalign(void **memory, size_t alignment, size_t bytes)
{
    *memory = refuses(__builtin_return_address(0))
                  ? NULL
                  : __libc_memalign(alignment, bytes);
    return *memory ? 0 : ENOMEM;
}

static int find_crypto(struct dl_phdr_info *library, size_t size, void *unused)
{
    (void)size, (void)unused;
    if (!library->dlpi_name || !strstr(library->dlpi_name, "/libcrypto."))
        return 0;
    crypto_first = library->dlpi_addr;
    for (size_t i = 0; i < library->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &library->dlpi_phdr[i];
        uintptr_t end = library->dlpi_addr + part->p_vaddr + part->p_memsz;

        if (part->p_type == PT_LOAD && end > crypto_end)
            crypto_end = end;
    }
    return 1;
}

// A line "PROCESS N", in one write, when the process ends in the normal way.
static void log_requests(void)
{
    const char *path = getenv("QUADRILLE_DENY_LOG");
    char line[64];
    int length;
    int descriptor;

    atomic_store(&counting, false);
    length = snprintf(line, sizeof line, "%s %ld\n", process,
                      atomic_load(&requests));
    descriptor =
        path ? open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666) : -1;
    if (descriptor >= 0 && write(descriptor, line, (size_t)length) != length)
        _exit(EXIT_FAILURE);
}

static int counted_main(int argc, char **argv, char **environment)
{
    const char *wanted = getenv("QUADRILLE_DENY");
    size_t length;
    int status;

    process = argc > 1 && strcmp(argv[1], "worker") == 0 ? "worker" : "runner";
    length = strlen(process);
    if (wanted && strncmp(wanted, process, length) == 0
        && wanted[length] == ':')
        refused_from = strtol(wanted + length + 1, NULL, 10);
    (void)dl_iterate_phdr(find_crypto, NULL);
    once = getenv("QUADRILLE_DENY_ONCE") != NULL;
    atomic_store(&counting, true);
    status = program(argc, argv, environment);
    log_requests();
    return status;
}

int __libc_start_main(MainFunction *main, int argc, char **argv,
                      void (*init)(void), void (*fini)(void), void (*end)(void),
                      void *stack)
{
    void *found = dlsym(RTLD_NEXT, "__libc_start_main");
    StartFunction *start;

    memcpy(&start, &found, sizeof start);
    program = main;
    return start(counted_main, argc, argv, init, fini, end, stack);
}
