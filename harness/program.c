#include "harness/program.h"

#include "nets/base/file.h"
#include "nets/base/memory.h"
#include "nets/base/scanner.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const size_t most_bytes = (size_t)1 << 30;

const char *program_command(const Config *config)
{
    return config_text(config, "command", NULL);
}

static size_t count_words(const char *command, Text *word)
{
    Scanner scanner = {.next = command, .end = command + strlen(command)};
    size_t count = 0;

    if (!scanner_expect(&scanner, '['))
        return 0;
    do {
        if (!scanner_string(&scanner, word))
            return 0;
        count++;
    } while (scanner_take(&scanner, ','));
    return scanner_expect(&scanner, ']') && scanner_at_end(&scanner) ? count
                                                                     : 0;
}

char **program_words(const char *command)
{
    Text word = {0};
    size_t count = count_words(command, &word);
    size_t pointers = (count + 1) * sizeof(char *);
    Scanner scanner = {.next = command, .end = command + strlen(command)};
    char **words = NULL;
    char *next;

    if (count > 0) {
        // No word is longer than it was in JSON.
        words = memory_new(1, pointers + strlen(command) + 1);
        next = (char *)words + pointers;
        (void)scanner_expect(&scanner, '[');
        for (size_t i = 0; i < count; i++) {
            (void)scanner_string(&scanner, &word);
            words[i] = memcpy(next, text_string(&word), word.length + 1);
            next += word.length + 1;
            (void)scanner_take(&scanner, ',');
        }
    }
    text_release(&word);
    return words;
}

static const char *last_part(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash && slash[1] ? slash + 1 : path;
}

void program_model(const Config *config, Text *name)
{
    const char *model = config_text(config, "model.name", NULL);
    const char *command = program_command(config);
    char **words = command && !model ? program_words(command) : NULL;
    const char *program = words && words[0] ? words[0] : "custom";

    // An interpreter is followed by what it interprets.
    for (char **word = words; word && *word; word++)
        if (**word != '-' && !strpbrk(*word, " \n") && strchr(*word, '.')
            && last_part(*word)[0] != '.') {
            program = *word;
            break;
        }
    text_add(name, model ? model : last_part(program));
    free(words);
}

void program_folder(const char *file, Text *folder)
{
    const char *slash = strrchr(file, '/');

    if (slash == file)
        text_add(folder, "/");
    else if (slash)
        text_add_part(folder, file, (size_t)(slash - file));
    else
        text_add(folder, ".");
}

static void add_path(const char *folder, const char *word, Text *path)
{
    text_clear(path);
    if (word[0] == '/')
        text_add(path, word);
    else
        text_printf(path, "%s/%s", folder, word);
}

static bool is_file(const char *path)
{
    struct stat status;

    return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

// Whether a folder of PATH has it.
static bool is_on_path(const char *name)
{
    const char *next = getenv("PATH");
    Text path = {0};
    bool found = false;

    while (next && !found) {
        size_t length = strcspn(next, ":");

        text_clear(&path);
        text_add_part(&path, next, length);
        text_printf(&path, "%s%s", length > 0 ? "/" : "./", name);
        found = is_file(path.data) && access(path.data, X_OK) == 0;
        next = next[length] ? next + length + 1 : NULL;
    }
    text_release(&path);
    return found;
}

static bool check_program(const char *folder, const char *name, Error *err)
{
    Text path = {0};
    bool ok;

    if (!strchr(name, '/'))
        return is_on_path(name)
               || fail_misuse(err,
                              "'command' names '%s', but PATH has no such "
                              "program; write ./%s for one beside the "
                              "experiment",
                              name, name);
    add_path(folder, name, &path);
    ok = (is_file(path.data) && access(path.data, X_OK) == 0)
         || fail_misuse(err,
                        "'command' names '%s', which is no program that can "
                        "be started from '%s'",
                        name, folder);
    text_release(&path);
    return ok;
}

// "POSITION SHA-256" for every word that is a file, a line each.
static bool list_files(char *const *words, const char *folder, Text *list,
                       Error *err)
{
    Text path = {0};
    bool ok = true;

    for (size_t i = 0; ok && words[i]; i++) {
        bool searched = i == 0 && !strchr(words[0], '/');
        char digest[DIGEST_TEXT];
        Buffer bytes = {0};

        add_path(folder, words[i], &path);
        if (searched || !is_file(path.data))
            continue;
        ok = file_read(path.data, most_bytes, &bytes, err);
        if (ok) {
            digest_of(bytes.bytes, bytes.count, digest);
            text_printf(list, "%zu %s\n", i, digest);
        }
        buffer_release(&bytes);
    }
    text_release(&path);
    return ok;
}

static bool look(ProgramDigest *known, const char *command, const char *file,
                 Error *err)
{
    char **words = program_words(command);
    Text folder = {0};
    Text list = {0};
    bool ok;

    if (!words)
        return fail(err, "'command' is no list of words");
    program_folder(file, &folder);
    ok = check_program(text_string(&folder), words[0], err)
         && list_files(words, text_string(&folder), &list, err);
    if (ok) {
        free(known->command);
        known->command = memory_text(command);
        known->digest[0] = '\0';
        if (list.length > 0)
            digest_of(list.data, list.length, known->digest);
    }
    free(words);
    text_release(&folder);
    text_release(&list);
    return ok;
}

bool program_add_digest(ProgramDigest *known, Config *config, const char *file,
                        Error *err)
{
    const char *command = program_command(config);

    if (!command)
        return true;
    if ((!known->command || strcmp(known->command, command) != 0)
        && !look(known, command, file, err))
        return false;
    if (known->digest[0])
        config_set(config, &(Setting){.key = "command_digest",
                                      .kind = VALUE_TEXT,
                                      .text = known->digest});
    return true;
}
