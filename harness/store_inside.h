// What the store's own files share; nobody else includes this.
#pragma once

#include "harness/database.h"
#include "harness/lock.h"
#include "harness/store.h"

struct Store {
    Database *database;
    int64_t study;  // of the last plan added, or 0
    LockFile runners;
    int64_t *claims;  // trials that are ours now
    size_t claim_count;
    size_t claim_capacity;
};

bool is_claimed(const Store *store, int64_t trial);
void add_claim(Store *store, int64_t trial);
void drop_claim(Store *store, int64_t trial);

// Makes an empty database ours, upgrades one of an older version, and refuses
// others; where it may not write, *old says that there is something to upgrade.
bool schema_prepare(Database *database, bool write, bool *old, Error *err);

// Now, UTC, as the record writes it.
#define NOW "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"

// The rows of a query for numbers.
typedef struct {
    int64_t *items;
    size_t count;
    size_t capacity;
} Numbers;
void add_number(Numbers *numbers, int64_t number);
// Adds them; release *numbers by free(items), however this went.
bool list_numbers(Database *database, const char *sql, const Value *values,
                  size_t count, Numbers *numbers, Error *err);

// How many decisions of study ?1 pruned trial ?2.
extern const char sql_pruned_by[];

// The state of that name.
TrialState state_of(const char *name);
// "cannot record: …", around what the database says.
bool cannot_record(Error *err);
// These have no transaction of their own.
bool add_event(Store *store, int64_t trial, const char *kind,
               const char *detail, Error *err);
// A setting's row; `sql` takes an owner, name, kind, number and text.
bool add_setting(Database *database, const char *sql, int64_t owner,
                 const Setting *setting, Error *err);
// The study's expectations and report items become the plan's: those are its
// wishes of today, since the file's latest text counts.
bool replace_wishes(Database *database, const Plan *plan, int64_t study,
                    Error *err);
// Trials that stand as running, though no runner lives, become interrupted.
bool mark_dead(Store *store, Error *err);
