// SQL functions that read and write JSON: holm() and anova(). SQLite itself
// reads it, by json_each.
#include "harness/database_inside.h"

#include "harness/statistics.h"
#include "harness/statistics_anova.h"
#include "nets/base/memory.h"
#include "nets/base/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static sqlite3_stmt *each(sqlite3_context *context)
{
    sqlite3_stmt *statement = NULL;

    if (sqlite3_prepare_v2(sqlite3_context_db_handle(context),
                           "SELECT key, value FROM json_each(?1)", -1,
                           &statement, NULL)
        != SQLITE_OK)
        sqlite3_result_error(context, "SQLite has no JSON", -1);
    return statement;
}

// JSON has neither NaN nor infinity.
static void add_number(Text *out, double value)
{
    if (isfinite(value))
        text_add_number(out, value);
    else
        text_add(out, "null");
}

static void give_text(sqlite3_context *context, const Text *text)
{
    sqlite3_result_text(context, text_string(text), -1, SQLITE_TRANSIENT);
    sqlite3_result_subtype(context, 'J');
}

typedef struct {
    double *values;
    size_t count;
    size_t capacity;
} Numbers;

static void add(Numbers *numbers, double value)
{
    numbers->values = memory_grow(numbers->values, &numbers->capacity,
                                  numbers->count + 1, sizeof *numbers->values);
    numbers->values[numbers->count++] = value;
}

// What is no p-value stays out of the family, and null.
static void correct(const Numbers *all, Text *out)
{
    double *p = memory_new(all->count + 1, sizeof *p);
    double *corrected = memory_new(all->count + 1, sizeof *corrected);
    size_t count = 0;

    for (size_t i = 0; i < all->count; i++)
        if (!isnan(all->values[i]))
            p[count++] = all->values[i];
    holm(p, corrected, count);
    text_add(out, "[");
    count = 0;
    for (size_t i = 0; i < all->count; i++) {
        text_add(out, i > 0 ? "," : "");
        add_number(out,
                   isnan(all->values[i]) ? all->values[i] : corrected[count++]);
    }
    text_add(out, "]");
    free(p);
    free(corrected);
}

static void call_holm(sqlite3_context *context, int count,
                      sqlite3_value **values)
{
    sqlite3_stmt *statement = each(context);
    Numbers numbers = {0};
    Text out = {0};
    int code;

    (void)count;
    if (!statement)
        return;
    (void)sqlite3_bind_value(statement, 1, values[0]);
    while ((code = sqlite3_step(statement)) == SQLITE_ROW)
        add(&numbers, number_of(sqlite3_column_value(statement, 1)));
    if (code == SQLITE_DONE) {
        correct(&numbers, &out);
        give_text(context, &out);
    } else {
        sqlite3_result_error(context, "holm() takes a JSON array", -1);
    }
    (void)sqlite3_finalize(statement);
    free(numbers.values);
    text_release(&out);
}

// Texts, each known by its number.
typedef struct {
    char **items;
    size_t count;
    size_t capacity;
} Names;

static size_t name_number(Names *names, const char *name)
{
    for (size_t i = 0; i < names->count; i++)
        if (strcmp(names->items[i], name) == 0)
            return i;
    names->items = memory_grow(names->items, &names->capacity, names->count + 1,
                               sizeof *names->items);
    names->items[names->count] = memory_text(name);
    return names->count++;
}

static void names_release(Names *names)
{
    for (size_t i = 0; i < names->count; i++)
        free(names->items[i]);
    free(names->items);
}

// What anova() has seen. A factor that a row does not name has the level NULL
// there, which is number 0.
typedef struct {
    sqlite3_stmt *statement;
    Names factors;
    Names levels[FACTORS_MAX];
    Numbers responses;
    size_t *rows;  // [responses, FACTORS_MAX]: numbers of levels
    size_t capacity;
    bool refused;
} Seen;

static void refuse(sqlite3_context *context, Seen *seen, const char *why)
{
    seen->refused = true;
    sqlite3_result_error(context, why, -1);
}

static const char *text_of(sqlite3_stmt *statement, int column)
{
    const unsigned char *text = sqlite3_column_text(statement, column);

    return text ? (const char *)text : "null";
}

static void take_row(sqlite3_context *context, Seen *seen,
                     sqlite3_value *response, sqlite3_value *factors)
{
    size_t *row;
    int code;

    seen->rows =
        memory_grow(seen->rows, &seen->capacity,
                    (seen->responses.count + 1) * FACTORS_MAX, sizeof *row);
    row = seen->rows + seen->responses.count * FACTORS_MAX;
    add(&seen->responses, number_of(response));
    (void)sqlite3_reset(seen->statement);
    (void)sqlite3_bind_value(seen->statement, 1, factors);
    while ((code = sqlite3_step(seen->statement)) == SQLITE_ROW) {
        size_t factor =
            name_number(&seen->factors, text_of(seen->statement, 0));

        if (factor >= FACTORS_MAX) {
            refuse(context, seen, "anova() takes at most 16 factors");
            return;
        }
        row[factor] =
            1 + name_number(&seen->levels[factor], text_of(seen->statement, 1));
    }
    if (code != SQLITE_DONE)
        refuse(context, seen, "anova() takes factors as a JSON object");
}

// Rows without a response are not there.
static void collect(sqlite3_context *context, int count, sqlite3_value **values)
{
    Seen *seen = sqlite3_aggregate_context(context, sizeof *seen);

    (void)count;
    if (!seen) {
        sqlite3_result_error_nomem(context);
        return;
    }
    if (seen->refused || isnan(number_of(values[0])))
        return;
    if (!seen->statement)
        seen->statement = each(context);
    seen->refused = !seen->statement;
    if (seen->statement)
        take_row(context, seen, values[0], values[1]);
}

static void add_name(const Seen *seen, const Effect *effect, Text *out)
{
    Text name = {0};

    if (effect->kind == EFFECT_SEEDS)
        text_add(&name, "seeds");
    else if (effect->kind == EFFECT_HIGHER)
        text_add(&name, "higher orders");
    else
        text_add(&name, seen->factors.items[effect->factors[0]]);
    if (effect->kind == EFFECT_PAIR)
        text_printf(&name, " × %s", seen->factors.items[effect->factors[1]]);
    text_add_json(out, text_string(&name));
    text_release(&name);
}

static void add_effect(const Seen *seen, const Effect *effect, size_t used,
                       Text *out)
{
    const struct {
        const char *name;
        double value;
    } members[] = {
        {"df", effect->freedom},    {"ss", effect->squares},
        {"f", effect->f},           {"p", effect->p},
        {"omega2", effect->omega2}, {"share", effect->share},
        {"used", (double)used},     {"of", (double)seen->responses.count},
    };

    text_add(out, "{\"effect\":");
    add_name(seen, effect, out);
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        text_printf(out, ",\"%s\":", members[i].name);
        add_number(out, members[i].value);
    }
    text_add(out, "}");
}

// The rows in use, closely packed: [used, factors].
static Observations pack(const Seen *seen, const Observations *all,
                         const size_t *used, size_t count)
{
    double *responses = memory_new(count + 1, sizeof *responses);
    size_t *levels = memory_new(count * all->factors + 1, sizeof *levels);

    for (size_t i = 0; i < count; i++) {
        responses[i] = seen->responses.values[used[i]];
        for (size_t f = 0; f < all->factors; f++)
            levels[i * all->factors + f] =
                all->levels[used[i] * all->factors + f];
    }
    return (Observations){responses, levels, count, all->factors};
}

static void analyse(const Seen *seen, Text *out)
{
    size_t factors = seen->factors.count;
    size_t rows = seen->responses.count;
    size_t *levels = memory_new(rows * factors + 1, sizeof *levels);
    size_t *used = memory_new(rows + 1, sizeof *used);
    Effect effects[EFFECTS_MAX];
    const Observations all = {seen->responses.values, levels, rows, factors};
    Observations balanced;
    size_t count;

    for (size_t i = 0; i < rows; i++)
        memcpy(levels + i * factors, seen->rows + i * FACTORS_MAX,
               factors * sizeof *levels);
    balanced = pack(seen, &all, used, balanced_rows(&all, used));
    count = anova(&balanced, effects);
    text_add(out, "[");
    for (size_t i = 0; i < count; i++) {
        text_add(out, i > 0 ? "," : "");
        add_effect(seen, &effects[i], balanced.rows, out);
    }
    text_add(out, "]");
    memory_free(balanced.responses);
    memory_free(balanced.levels);
    free(levels);
    free(used);
}

static void conclude(sqlite3_context *context)
{
    Seen *seen = sqlite3_aggregate_context(context, 0);
    Text out = {0};

    if (!seen)
        return;
    if (!seen->refused && seen->responses.count > 0) {
        analyse(seen, &out);
        give_text(context, &out);
    }
    (void)sqlite3_finalize(seen->statement);
    for (size_t i = 0; i < FACTORS_MAX; i++)
        names_release(&seen->levels[i]);
    names_release(&seen->factors);
    free(seen->responses.values);
    free(seen->rows);
    text_release(&out);
}

bool database_add_json(Database *database, Error *err)
{
    sqlite3 *handle = database->handle;

    return database_check(database,
                          sqlite3_create_function_v2(handle, "holm", 1, PURE,
                                                     NULL, call_holm, NULL,
                                                     NULL, NULL),
                          err)
           && database_check(
               database,
               sqlite3_create_function_v2(handle, "anova", 2, PURE, NULL, NULL,
                                          collect, conclude, NULL),
               err);
}
