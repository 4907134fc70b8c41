// The SQL functions that SQLite lacks: see the table in functions.c.
#pragma once

#include "harness/database.h"

bool functions_add(Database *database, Error *err);
