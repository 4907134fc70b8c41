// How this program was built: part of every trial's provenance.
#pragma once

extern const char *const build_version;
extern const char *const build_commit;  // 40 hex digits, or "unknown"
extern const char *const build_date;    // its day, 2026-01-31, or ""
extern const char *const build_dirty;   // "yes", "no", or "unknown"
extern const char *const build_compiler;
extern const char *const build_flags;
