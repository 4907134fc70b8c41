// What the store's own files share; nobody else includes this.
#pragma once

#include "harness/database.h"
#include "harness/lock.h"
#include "harness/store.h"

struct Store {
    Database *database;
    LockFile runners;
    int64_t *claims;  // trials that are ours now
    size_t claim_count;
    size_t claim_capacity;
};

bool is_claimed(const Store *store, int64_t trial);
void add_claim(Store *store, int64_t trial);
void drop_claim(Store *store, int64_t trial);

// Now, UTC, as the record writes it.
#define NOW "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"

// The state of that name.
TrialState state_of(const char *name);
// "cannot record: …", around what the database says.
bool cannot_record(Error *err);
// These have no transaction of their own.
bool add_event(Store *store, int64_t trial, const char *kind,
               const char *detail, Error *err);
// Trials that stand as running, though no runner lives, become interrupted.
bool mark_dead(Store *store, Error *err);
