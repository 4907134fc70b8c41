// For sysinfo(): POSIX does not know how much memory there is.
#define _GNU_SOURCE

#include "harness/provenance.h"

#include "harness/build_info.h"
#include "harness/database.h"
#include "harness/node.h"
#include "nets/base/buffer.h"
#include "nets/base/file.h"
#include "nets/cpu.h"
#include "nets/matrix.h"

#include <stdlib.h>
#include <string.h>
#include <sys/sysinfo.h>
#include <sys/utsname.h>

static void add_key(Text *out, const char *key)
{
    text_add(out, out->data[out->length - 1] == '{' ? "" : ",");
    text_add_json(out, key);
    text_add_char(out, ':');
}

static void add_text(Text *out, const char *key, const char *text)
{
    add_key(out, key);
    text_add_json(out, text);
}

static void add_number(Text *out, const char *key, double number)
{
    add_key(out, key);
    text_add_number(out, number);
}

static void add_build(Text *out)
{
    add_text(out, "version", build_version);
    add_text(out, "commit", build_commit);
    add_text(out, "dirty", build_dirty);
    add_text(out, "compiler", build_compiler);
    add_text(out, "flags", build_flags);
}

static void add_libraries(Text *out)
{
    add_text(out, "sqlite", database_version());
    add_text(out, "libyaml", node_yaml_version());
    add_text(out, "openblas", matrix_blas_version());
    add_text(out, "blas_core", matrix_blas_core());
    add_text(out, "simd", cpu_simd_name(cpu_simd()));
}

static void add_machine(Text *out)
{
    struct sysinfo info;
    char cpu[128];

    cpu_name(cpu, sizeof cpu);
    add_text(out, "cpu", cpu);
    add_number(out, "cores", cpu_cores());
    if (sysinfo(&info) == 0)
        add_number(out, "memory_bytes",
                   (double)info.totalram * (double)info.mem_unit);
}

// PRETTY_NAME="Debian GNU/Linux 12 (bookworm)", os-release(5).
static void add_distribution(Text *out)
{
    enum { MOST = 65536 };
    static const char key[] = "\nPRETTY_NAME=\"";
    Buffer file = {0};
    Error ignored;
    Text text = {0};
    char *start;

    if (file_read("/etc/os-release", MOST, &file, &ignored)) {
        text_add_char(&text, '\n');
        text_add_part(&text, (const char *)file.bytes, file.count);
        start = strstr(text.data, key);
        if (start) {
            start += strlen(key);
            start[strcspn(start, "\"\n")] = '\0';
            add_text(out, "os", start);
        }
    }
    text_release(&text);
    buffer_release(&file);
}

static void add_system(Text *out)
{
    struct utsname names;

    if (uname(&names) == 0) {
        add_text(out, "host", names.nodename);
        add_text(out, "kernel", names.sysname);
        add_text(out, "kernel_release", names.release);
        add_text(out, "machine", names.machine);
    }
    add_distribution(out);
}

// Any other variable may hold a secret.
static void add_variables(Text *out)
{
    static const char *const names[] = {
        "OPENBLAS_CORETYPE",
        "OPENBLAS_NUM_THREADS",
        "QUADRILLE_SIMD",
        "SLURM_CPUS_PER_TASK",
    };

    add_key(out, "variables");
    text_add_char(out, '{');
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (getenv(names[i]))
            add_text(out, names[i], getenv(names[i]));
    text_add_char(out, '}');
}

void provenance_json(Text *out)
{
    text_add_char(out, '{');
    add_build(out);
    add_libraries(out);
    add_machine(out);
    add_system(out);
    add_variables(out);
    text_add_char(out, '}');
}
