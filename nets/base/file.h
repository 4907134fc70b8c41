// Files, read and written as a whole. What is written appears under its name
// when all of it is on the disk, or not at all.
#pragma once

#include "nets/base/buffer.h"
#include "nets/base/error.h"

// Reads a file of at most `most` bytes.
bool file_read(const char *path, size_t most, Buffer *out, Error *err);
// Reads so many of a file's first bytes, or all where there are fewer.
bool file_read_first(const char *path, size_t bytes, Buffer *out, Error *err);

// Whether there is something else than a folder at that path.
bool file_exists(const char *path);

bool file_remove(const char *path, Error *err);

// Removes what killed writers left unfinished in a folder, or nothing where
// there is no such folder: all of it where nobody else writes there, else that
// of processes which this machine no longer has.
void file_sweep(const char *folder, bool alone);

// Makes a folder and those above it; one that is there is well.
bool file_make_folder(const char *path, Error *err);

// Writes beside, syncs, renames, syncs the folder. A device or a pipe is
// written straight into. Where it fails, what was there before stays.
bool file_write(const char *path, const void *bytes, size_t count, Error *err);

// The same, in parts. Call writer_abandon at the end, however it ended: after
// a writer_close that went well it only releases.
typedef struct {
    char *path;
    char *beside;  // what is being written: path.PID.part, or path itself
    int descriptor;
    bool open;
    bool renames;
    bool fleeting;  // set it for what may be lost with the power: no waiting
} Writer;

bool writer_open(Writer *writer, const char *path, Error *err);
bool writer_add(Writer *writer, const void *bytes, size_t count, Error *err);
// Gives the file its name; until then nothing is there.
bool writer_close(Writer *writer, Error *err);
// Removes what was written, unless it was closed well.
void writer_abandon(Writer *writer);
