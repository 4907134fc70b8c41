// quadrille doctor: what this machine and this program offer, what is amiss,
// and what to do about it.
#include "harness/blas_fit.h"
#include "harness/build_info.h"
#include "harness/command.h"
#include "harness/database.h"
#include "harness/output.h"
#include "harness/places.h"
#include "harness/ram.h"
#include "harness/store.h"
#include "nets/base/file.h"
#include "nets/cpu.h"
#include "nets/known_set.h"
#include "nets/matrix.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

typedef enum { HEALTH_OK, HEALTH_NONE, HEALTH_WARN, HEALTH_FAIL } Health;

static const char *const health_names[] = {"ok", "none", "warn", "fail"};

// What was found out about one thing.
typedef struct {
    Health health;
    Text found;
    Text advice;  // empty where there is nothing to do
} Finding;

typedef struct {
    const char *database;
    const DataPlaces *places;
    bool json;
    Text out;
    Health worst;
} Examination;

static const double gibibyte = 1024.0 * 1024 * 1024;

static void add_json_finding(Text *out, const char *name,
                             const Finding *finding)
{
    text_add(out, out->length ? ",\n{\"name\":" : "[{\"name\":");
    text_add_json(out, name);
    text_printf(out,
                ",\"health\":\"%s\",\"found\":", health_names[finding->health]);
    text_add_json(out, text_string(&finding->found));
    text_add(out, ",\"advice\":");
    if (finding->advice.length)
        text_add_json(out, finding->advice.data);
    else
        text_add(out, "null");
    text_add_char(out, '}');
}

// Adds the finding to what will be printed, and releases it.
static void note(Examination *exam, const char *name, Finding *finding)
{
    if (exam->json)
        add_json_finding(&exam->out, name, finding);
    else
        text_printf(
            &exam->out, "%-4s  %-21s  %s%s%s\n", health_names[finding->health],
            name, text_string(&finding->found),
            finding->advice.length ? ": " : "", text_string(&finding->advice));
    if (finding->health > exam->worst)
        exam->worst = finding->health;
    text_release(&finding->found);
    text_release(&finding->advice);
}

static void examine_processor(Examination *exam)
{
    Finding finding = {0};
    char cpu[128];

    cpu_name(cpu, sizeof cpu);
    text_printf(&finding.found, "%s, %s kernels", cpu,
                cpu_simd_name(cpu_simd()));
    if (getenv("QUADRILLE_SIMD")) {
        finding.health = HEALTH_WARN;
        text_printf(&finding.advice,
                    "unset QUADRILLE_SIMD, which is '%s', for the fastest",
                    getenv("QUADRILLE_SIMD"));
    }
    note(exam, "processor", &finding);
}

static void examine_blas(Examination *exam)
{
    const char *version = matrix_blas_version();
    const char *space = strchr(version, ' ');
    Finding finding = {0};

    // "OpenBLAS 0.3.21 NO_AFFINITY USE64BITINT ...": its name and number.
    if (space)
        space = strchr(space + 1, ' ');
    text_add_part(&finding.found, version,
                  space ? (size_t)(space - version) : strlen(version));
    text_printf(&finding.found, ", %s kernels", matrix_blas_core());
    if (!blas_fits(&finding.advice))
        finding.health = HEALTH_WARN;
    note(exam, "matrix products", &finding);
}

static void examine_cores(Examination *exam)
{
    Finding finding = {0};

    text_printf(&finding.found, "%d of %ld for us", cpu_cores(),
                sysconf(_SC_NPROCESSORS_ONLN));
    note(exam, "cores", &finding);
}

static void examine_memory(Examination *exam)
{
    double available = ram_bytes("MemAvailable:");
    Finding finding = {0};

    text_printf(&finding.found, "%.1f of %.1f GiB available",
                available / gibibyte, ram_bytes("MemTotal:") / gibibyte);
    if (available < gibibyte) {
        finding.health = HEALTH_WARN;
        text_add(&finding.advice, "run fewer trials at a time: --jobs 1");
    }
    note(exam, "memory", &finding);
}

// What gnuplot prints when it is asked for its version and terminals.
static void ask_gnuplot(Text *answer)
{
    FILE *pipe = popen(
        "gnuplot -e 'print GPVAL_VERSION, GPVAL_TERMINALS' "
        "2>&1 </dev/null",
        "r");
    char line[4096];

    if (pipe && fgets(line, sizeof line, pipe))
        text_add(answer, line);
    if (pipe)
        (void)pclose(pipe);
}

// The terminals that figures are drawn with.
static void look_for_terminals(const char *answer, Finding *finding)
{
    static const char *const wanted[] = {" svg ", " pngcairo ", " pdfcairo "};

    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        bool there = strstr(answer, wanted[i]) != NULL;

        text_printf(&finding->found, "%s%s%.*s", i ? "," : ", terminals",
                    there ? " " : " no ", (int)strlen(wanted[i]) - 2,
                    wanted[i] + 1);
        if (!there)
            finding->health = HEALTH_WARN;
    }
}

static void examine_gnuplot(Examination *exam)
{
    Text answer = {0};
    Finding finding = {0};
    const char *text;

    ask_gnuplot(&answer);
    text = text_string(&answer);
    if (*text < '0' || *text > '9') {
        finding.health = HEALTH_WARN;
        text_add(&finding.found, "not found, so no figures");
    } else {
        text_printf(&finding.found, "%.*s", (int)strcspn(text, " \n"), text);
        look_for_terminals(text, &finding);
    }
    if (finding.health != HEALTH_OK)
        text_add(&finding.advice, "install gnuplot (Debian: gnuplot-nox)");
    text_release(&answer);
    note(exam, "gnuplot", &finding);
}

static void examine_sqlite(Examination *exam)
{
    Finding finding = {0};

    text_add(&finding.found, database_version());
    note(exam, "SQLite", &finding);
}

// The folder that the database is in, or if there is none yet, the nearest one
// above it that is there.
static void find_folder(const char *path, Text *folder)
{
    text_add(folder, *path == '/' ? path : "./");
    if (*path != '/')
        text_add(folder, path);
    do {
        char *slash = strrchr(folder->data, '/');

        folder->length = (size_t)(slash - folder->data);
        if (folder->length == 0)
            folder->length = 1;
        folder->data[folder->length] = '\0';
    } while (access(folder->data, F_OK) != 0 && folder->length > 1);
}

static void examine_folder(Examination *exam)
{
    static const double enough = 0.5;  // GiB
    Text folder = {0};
    Finding finding = {0};
    struct statvfs disk;
    double free_bytes = 0;

    find_folder(exam->database, &folder);
    if (statvfs(folder.data, &disk) == 0)
        free_bytes = (double)disk.f_bavail * (double)disk.f_frsize;
    text_printf(&finding.found, "'%s', %.1f GiB free", folder.data,
                free_bytes / gibibyte);
    if (free_bytes < enough * gibibyte) {
        finding.health = HEALTH_WARN;
        text_add(&finding.advice, "make room, or choose another with --db");
    }
    if (access(folder.data, W_OK) != 0) {
        finding.health = HEALTH_FAIL;
        text_clear(&finding.advice);
        text_printf(&finding.advice,
                    "nothing can be recorded there (%s); choose another with "
                    "--db",
                    strerror(errno));
    }
    text_release(&folder);
    note(exam, "folder", &finding);
}

static void describe_store(Store *store, Finding *finding)
{
    Result result = {0};
    Error err;

    if (!store_query(store, "SELECT count(*), sum(state = 'done') FROM trial",
                     NULL, NULL, &result, &err)) {
        finding->health = HEALTH_FAIL;
        text_add(&finding->advice, err.message);
        return;
    }
    text_printf(&finding->found, ", %.0f trials", result_number(&result, 0, 0));
    result_release(&result);
    if (store_warning(store)) {
        finding->health = HEALTH_WARN;
        text_add(&finding->advice, store_warning(store));
    }
}

static void examine_database(Examination *exam)
{
    Finding finding = {0};
    Error err = {0};
    Store *store;

    text_printf(&finding.found, "'%s'", exam->database);
    if (access(exam->database, F_OK) != 0) {
        finding.health = HEALTH_NONE;
        text_add(&finding.advice, "the first 'quadrille run' makes it");
    } else {
        store = store_open(exam->database, STORE_READ, &err);
        if (store) {
            describe_store(store, &finding);
        } else {
            finding.health = HEALTH_FAIL;
            text_add(&finding.advice, err.message);
        }
        store_close(store);
    }
    note(exam, "database", &finding);
}

static void examine_data(Examination *exam, const DatasetType *type)
{
    Finding finding = {0};
    Text name = {0};
    Text folder = {0};

    text_printf(&name, "data: %s", type->entry.name);
    if (!type->known) {
        text_add(&finding.found, type->entry.summary);
    } else if (known_find(type->known, exam->places, &folder)) {
        text_add(&finding.found, text_string(&folder));
    } else {
        finding.health = HEALTH_NONE;
        text_add(&finding.found, "not here");
        text_printf(&finding.advice, "'quadrille data fetch %s', or --data DIR",
                    type->entry.name);
    }
    note(exam, text_string(&name), &finding);
    text_release(&name);
    text_release(&folder);
}

static void examine_build(Examination *exam)
{
    Finding finding = {0};

    text_printf(&finding.found, "quadrille %s, commit %.12s, %s, %s",
                build_version, build_commit, build_compiler, build_flags);
    if (strcmp(build_dirty, "no") != 0) {
        finding.health = HEALTH_WARN;
        text_printf(&finding.advice,
                    "%s; commit and build again before results that count",
                    strcmp(build_dirty, "yes") == 0
                        ? "built with uncommitted changes"
                        : "which commit it was built from is not known");
    }
    note(exam, "program", &finding);
}

static void examine(Examination *exam)
{
    examine_build(exam);
    examine_processor(exam);
    examine_blas(exam);
    examine_cores(exam);
    examine_memory(exam);
    examine_gnuplot(exam);
    examine_sqlite(exam);
    examine_folder(exam);
    examine_database(exam);
    for (const Entry *const *set = datasets; *set; set++)
        examine_data(exam, (const DatasetType *)*set);
    text_add(&exam->out, exam->json ? "]\n" : "");
}

static int run(int argc, const char **argv, Error *err)
{
    const char *data = NULL;
    Examination exam = {.database = store_path(NULL)};
    const Option options[] = {
        {"db", .text = &exam.database, .argument = "FILE",
         .help = STORE_PATH_HELP},
        {"data", .text = &data, .argument = "DIR",
         .help = "where data sets are ($QUADRILLE_DATA)"},
        {"json", .flag = &exam.json, .help = "print JSON"},
        {0},
    };
    Places places;
    bool told;

    if (!command_options(&doctor_command, options, &argc, argv, err))
        return EXIT_MISUSED;
    if (argc > 0) {
        (void)fail_misuse(err, "'%s' is not wanted; doctor takes options only",
                          argv[0]);
        return EXIT_MISUSED;
    }
    places_init(&places, data, false);
    exam.places = &places.data;
    examine(&exam);
    told = output_add(text_string(&exam.out), err);
    text_release(&exam.out);
    places_release(&places);
    return told && exam.worst != HEALTH_FAIL ? EXIT_WELL : EXIT_FAILED;
}

const Command doctor_command = {
    .name = "doctor",
    .arguments = "[--db FILE] [--data DIR] [--json]",
    .summary = "say what is amiss with this machine and what to do",
    .example = "quadrille doctor",
    .run = run,
};
