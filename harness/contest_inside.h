// What the contest's own files share; nobody else includes this.
#pragma once

#include "harness/contest.h"

// What a trial is to a rung.
typedef enum {
    TO_COME,  // it has not been there, and may come
    PRESENT,
    ABSENT,  // it failed before
} Presence;

// A competitor at a rung.
typedef struct {
    size_t trial;
    Presence presence;
    bool decided;
    Entrant entrant;  // of one who is present
} Competitor;

// All of them, in the plan's order.
typedef struct {
    int rung;
    int epoch;
    Competitor *all;
    size_t count;
} Field;

// Reads who competes at a rung, and what they have come to; free(field->all).
bool field_read(const Contest *contest, int rung, Field *field, Error *err);
// Of sha only those compete who were to go on at the rung before.
bool contest_competes(const Contest *contest, size_t trial, int rung);
// Whether a row is one of the plan's trials, and which.
bool contest_find(const Contest *contest, int64_t row, size_t *trial);
const DecisionRecord *contest_decision(const Contest *contest, size_t trial,
                                       int rung);
