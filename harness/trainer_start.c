// For pipe2.
#define _GNU_SOURCE
#include "harness/trainer_start.h"

#include "harness/program.h"
#include "nets/base/file.h"
#include "nets/base/memory.h"
#include "nets/dataset.h"
#include "nets/known_set.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

enum { REPORT_DESCRIPTOR = 3, CANNOT_START = 127 };

// What surrounds the program; absolute paths.
typedef struct {
    char folder[PATH_MAX];  // for what it keeps
    char settings[PATH_MAX + 32];
    Text data;  // where its data set lies; empty: nowhere
    char **words;
    char **flags;  // what they point to is `texts`
    size_t flag_count;
    size_t flag_capacity;
} Surroundings;

static void surroundings_release(Surroundings *around)
{
    text_release(&around->data);
    for (size_t i = 0; i < around->flag_count; i++)
        free(around->flags[i]);
    free(around->flags);
    free(around->words);
}

static void find_data(const Job *job, const Config *config, Text *folder)
{
    const DataPlaces places = job_places(job);
    const Entry *entry =
        entry_find(datasets, config_text(config, "dataset.name", ""));
    const DatasetType *type = (const DatasetType *)(const void *)entry;
    char absolute[PATH_MAX];

    if (!type || !type->known || !known_find(type->known, &places, folder))
        return;
    if (realpath(text_string(folder), absolute)) {
        text_clear(folder);
        text_add(folder, absolute);
    }
}

static bool make_folder(Surroundings *around, const Job *job, Error *err)
{
    char *slash;
    Text path = {0};
    bool ok;

    text_printf(&path, "%s/%s/program", job->root, job->folder);
    ok = file_make_folder(path.data, err)
         && (realpath(path.data, around->folder)
             || fail(err, "cannot find '%s': %s", path.data, strerror(errno)));
    text_release(&path);
    if (!ok)
        return false;
    slash = strrchr(around->folder, '/');
    (void)snprintf(around->settings, sizeof around->settings,
                   "%.*s/settings.json", (int)(slash - around->folder),
                   around->folder);
    return true;
}

static void set_text(Config *config, const char *key, const char *text)
{
    config_set(config,
               &(Setting){.key = key, .kind = VALUE_TEXT, .text = text});
}

static void set_number(Config *config, const char *key, double number)
{
    config_set(config,
               &(Setting){.key = key, .kind = VALUE_INTEGER, .number = number});
}

// The configuration, and beside it `seed` and `run`.
static bool write_settings(const Surroundings *around, const Job *job,
                           const Config *config, int epoch, Error *err)
{
    Config all = config_copy(config);
    Text json = {0};
    bool ok;

    set_number(&all, "seed", (double)job->seed);
    set_number(&all, "run.epoch", epoch);
    set_number(&all, "run.threads", job->threads);
    set_text(&all, "run.folder", around->folder);
    if (around->data.length > 0)
        set_text(&all, "run.data", around->data.data);
    config_json(&all, &json);
    text_add_char(&json, '\n');
    ok = file_write(around->settings, json.data, json.length, err);
    text_release(&json);
    config_release(&all);
    return ok;
}

static void add_flag(Surroundings *around, Text *flag)
{
    around->flags = memory_grow(around->flags, &around->flag_capacity,
                                around->flag_count + 1, sizeof *around->flags);
    around->flags[around->flag_count++] = memory_text(text_string(flag));
    text_clear(flag);
}

// What is the harness's own matter, and what is in the words anyway.
static bool is_flag(const char *key)
{
    return strncmp(key, "command", strlen("command")) != 0
           && strncmp(key, "early_stop.", strlen("early_stop.")) != 0;
}

// --seed=3 and --KEY=VALUE for every setting, args.KEY too. One word each, so
// that no value can be taken for an option.
static void add_flags(Surroundings *around, const Job *job,
                      const Config *config)
{
    static const char own[] = "args.";
    Text flag = {0};

    text_printf(&flag, "--seed=%" PRIu64, job->seed);
    add_flag(around, &flag);
    for (size_t i = 0; i < config->count; i++) {
        const Setting *setting = config->settings[i];
        bool args = strncmp(setting->key, own, strlen(own)) == 0;

        if (!is_flag(setting->key))
            continue;
        text_add(&flag, "--");
        setting_key_text(setting->key + (args ? strlen(own) : 0), &flag);
        text_add_char(&flag, '=');
        setting_text(setting, &flag);
        add_flag(around, &flag);
    }
    text_release(&flag);
}

// The program's words, then the flags; ends in NULL. Borrowed but for itself.
static char **all_words(const Surroundings *around)
{
    size_t count = 0;
    char **all;

    while (around->words[count])
        count++;
    all = memory_new(count + around->flag_count + 1, sizeof *all);
    memcpy(all, around->words, count * sizeof *all);
    memcpy(all + count, around->flags, around->flag_count * sizeof *all);
    return all;
}

// This process has no use for the environment but to hand it on.
static bool set_environment(const Surroundings *around, const Job *job,
                            int epoch, Error *err)
{
    char number[32];
    char threads[32];

    (void)snprintf(number, sizeof number, "%d", epoch);
    (void)snprintf(threads, sizeof threads, "%d", job->threads);
    (void)unsetenv("QUADRILLE_STARTED");
    return (setenv("QUADRILLE_FD", "3", 1) == 0
            && setenv("QUADRILLE_SETTINGS", around->settings, 1) == 0
            && setenv("QUADRILLE_FOLDER", around->folder, 1) == 0
            && setenv("QUADRILLE_EPOCH", number, 1) == 0
            && setenv("OMP_NUM_THREADS", threads, 1) == 0
            && setenv("OPENBLAS_NUM_THREADS", threads, 1) == 0)
           || fail(err, "cannot set the environment: %s", strerror(errno));
}

static _Noreturn void give_up(const char *what, const char *name)
{
    const char *parts[] = {
        "cannot ", what, " '", name, "': ", strerror(errno), "\n"};

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (write(STDERR_FILENO, parts[i], strlen(parts[i])) < 0)
            break;
    _exit(CANNOT_START);
}

// As a shell would start it: nothing blocked, nothing ignored.
static void reset_signals(void)
{
    sigset_t none;

    (void)signal(SIGPIPE, SIG_DFL);
    (void)signal(SIGXFSZ, SIG_DFL);
    (void)sigemptyset(&none);
    (void)sigprocmask(SIG_SETMASK, &none, NULL);
}

// Runs in the new process.
static _Noreturn void become_program(const Job *job, char *const words[],
                                     int answers, int report, pid_t parent)
{
    int nothing = open("/dev/null", O_WRONLY);

    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent || nothing < 0 || dup2(answers, STDIN_FILENO) < 0
        || dup2(nothing, STDOUT_FILENO) < 0
        || dup2(report, REPORT_DESCRIPTOR) < 0
        // Where it was 3 already, dup2 has left its flags alone.
        || fcntl(REPORT_DESCRIPTOR, F_SETFD, 0) < 0)
        _exit(CANNOT_START);
    if (nothing != REPORT_DESCRIPTOR)
        (void)close(nothing);
    reset_signals();
    if (chdir(job->program_folder) != 0)
        give_up("enter", job->program_folder);
    (void)execvp(words[0], words);
    give_up("start", words[0]);
}

static bool start(TrainerProcess *process, const Job *job, char *const words[],
                  Error *err)
{
    int report[2];
    int answers[2];
    pid_t parent = getpid();

    // Were this process to die with the runner, as workers do, it could not
    // end what the program has started: trainer.c sees to that.
    (void)prctl(PR_SET_PDEATHSIG, 0);
    // Other trials train on it.
    if (job->data_shared > 0)
        (void)fcntl(job->data_shared, F_SETFD, FD_CLOEXEC);
    if (pipe2(report, O_CLOEXEC) != 0 || pipe2(answers, O_CLOEXEC) != 0
        || fcntl(report[0], F_SETFL, O_NONBLOCK) != 0
        || fcntl(answers[1], F_SETFL, O_NONBLOCK) != 0)
        return fail(err, "cannot make a pipe: %s", strerror(errno));
    process->pid = fork();
    if (process->pid == 0)
        become_program(job, words, answers[0], report[1], parent);
    (void)close(report[1]);
    (void)close(answers[0]);
    process->report = report[0];
    process->answers = answers[1];
    return process->pid > 0
           || fail(err, "cannot start a process: %s", strerror(errno));
}

bool trainer_start(TrainerProcess *process, const Job *job,
                   const Config *config, int epoch, Error *err)
{
    Surroundings around = {.words = program_words(program_command(config))};
    char **words = NULL;
    bool ok = (around.words || fail(err, "'command' is no list of words"))
              && make_folder(&around, job, err);

    if (ok) {
        find_data(job, config, &around.data);
        add_flags(&around, job, config);
        words = all_words(&around);
        ok = write_settings(&around, job, config, epoch, err)
             && set_environment(&around, job, epoch, err)
             && start(process, job, words, err);
    }
    free(words);
    surroundings_release(&around);
    return ok;
}
