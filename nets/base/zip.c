// PKWARE's APPNOTE.TXT 6.3: members, then a directory of them, then a record
// that says where the directory begins. All numbers are little-endian.
#include "nets/base/zip.h"

#include "nets/base/file.h"
#include "nets/base/gzip.h"
#include "nets/base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    END_BYTES = 22,
    COMMENT_MOST = 65535,  // after the end record
    ENTRY_BYTES = 46,
    LOCAL_BYTES = 30,
    MEMBER_MOST = 1 << 30,
    STORED = 0,
    DEFLATED = 8,
};

typedef struct {
    const char *path;
    const uint8_t *bytes;
    size_t count;
} Archive;

// A member, as the directory has it; `name` does not end in NUL.
typedef struct {
    const char *name;
    size_t name_length;
    unsigned flags;
    unsigned method;
    uint32_t crc32;
    size_t packed;
    size_t size;
    size_t offset;
} Member;

static unsigned two_bytes(const uint8_t *bytes)
{
    return (unsigned)(bytes[0] | bytes[1] << 8);
}

static uint32_t four_bytes(const uint8_t *bytes)
{
    return two_bytes(bytes) | (uint32_t)two_bytes(bytes + 2) << 16;
}

static bool fail_zip(const Archive *archive, const char *what, Error *err)
{
    (void)fail(err, "'%s' is not a zip archive that can be read: %s",
               archive->path, what);
    return false;
}

// The end record is the last one whose comment reaches to the file's end.
static bool find_end(const Archive *archive, size_t *offset, Error *err)
{
    size_t last = archive->count - END_BYTES;

    if (archive->count < END_BYTES)
        return fail_zip(archive, "it is too short", err);
    for (size_t comment = 0; comment <= COMMENT_MOST && comment <= last;
         comment++) {
        const uint8_t *record = archive->bytes + last - comment;

        if (memcmp(record, "PK\5\6", 4) == 0
            && two_bytes(record + 20) == comment) {
            *offset = last - comment;
            return true;
        }
    }
    return fail_zip(archive, "it has no directory", err);
}

// Reads the entry at *next, and moves it on.
static bool read_entry(const Archive *archive, size_t *next, Member *member,
                       Error *err)
{
    const uint8_t *entry = archive->bytes + *next;
    size_t left = archive->count - *next;
    size_t length;

    if (left < ENTRY_BYTES || memcmp(entry, "PK\1\2", 4) != 0)
        return fail_zip(archive, "its directory is damaged", err);
    *member = (Member){
        .name = (const char *)entry + ENTRY_BYTES,
        .name_length = two_bytes(entry + 28),
        .flags = two_bytes(entry + 8),
        .method = two_bytes(entry + 10),
        .crc32 = four_bytes(entry + 16),
        .packed = four_bytes(entry + 20),
        .size = four_bytes(entry + 24),
        .offset = four_bytes(entry + 42),
    };
    length = ENTRY_BYTES + member->name_length + two_bytes(entry + 30)
             + two_bytes(entry + 32);
    if (length > left)
        return fail_zip(archive, "its directory is damaged", err);
    *next += length;
    return true;
}

// Where the member's packed bytes begin, behind its own copy of the entry.
static bool find_bytes(const Archive *archive, const Member *member,
                       const uint8_t **bytes, Error *err)
{
    const uint8_t *local = archive->bytes + member->offset;
    size_t left;
    size_t skip;

    if (member->offset > archive->count
        || archive->count - member->offset < LOCAL_BYTES
        || memcmp(local, "PK\3\4", 4) != 0)
        return fail_zip(archive, "a member is not where it should be", err);
    left = archive->count - member->offset;
    skip = (size_t)LOCAL_BYTES + two_bytes(local + 26) + two_bytes(local + 28);
    if (skip > left || member->packed > left - skip)
        return fail_zip(archive, "a member is truncated", err);
    *bytes = local + skip;
    return true;
}

static bool unpack(const Archive *archive, const Member *member,
                   const uint8_t *bytes, Buffer *out, Error *err)
{
    Gzip *gzip;
    bool ok;

    if ((member->flags & 1) || member->size > MEMBER_MOST
        || (member->method != STORED && member->method != DEFLATED)
        || (member->method == STORED && member->size != member->packed))
        return fail_zip(archive, "a member is packed in an unknown way", err);
    if (member->size / 1032 > member->packed)
        return fail_zip(archive, "a member cannot be as long as it says", err);
    buffer_resize(out, member->size);
    if (member->method == STORED) {
        if (member->size > 0)
            memcpy(out->bytes, bytes, member->size);
        ok = true;
    } else {
        gzip = gzip_open_raw(archive->path, bytes, member->packed);
        ok =
            gzip_read(gzip, out->bytes, out->count, err) && gzip_end(gzip, err);
        gzip_close(gzip);
    }
    return ok
           && (gzip_crc32(out->bytes, out->count) == member->crc32
               || fail_zip(archive, "a member's checksum is wrong", err));
}

// Sets *name to the last part of the member's, if that ends as it should and
// is fit to be a file's: members must not choose other folders.
static bool wanted(const Member *member, const char *ending, Text *name)
{
    size_t length = strlen(ending);
    size_t first = member->name_length;

    while (first > 0 && member->name[first - 1] != '/')
        first--;
    text_clear(name);
    text_add_part(name, member->name + first, member->name_length - first);
    return strlen(name->data) == name->length && name->length > length
           && name->data[0] != '.' && !strchr(name->data, '\\')
           && strcmp(name->data + name->length - length, ending) == 0;
}

static bool extract_member(const Archive *archive, const Member *member,
                           const char *path, Error *err)
{
    const uint8_t *bytes;
    Buffer buffer = {0};
    bool ok = find_bytes(archive, member, &bytes, err)
              && unpack(archive, member, bytes, &buffer, err)
              && file_write(path, buffer.bytes, buffer.count, err);

    buffer_release(&buffer);
    return ok;
}

static bool extract_all(const Archive *archive, const char *ending,
                        const char *folder, Error *err)
{
    Text name = {0};
    Text path = {0};
    size_t end;
    size_t next;
    bool ok = find_end(archive, &end, err);

    if (!ok)
        return false;
    next = four_bytes(archive->bytes + end + 16);
    if (next > end)
        return fail_zip(archive, "its directory is damaged", err);
    for (unsigned left = two_bytes(archive->bytes + end + 10); left > 0 && ok;
         left--) {
        Member member;

        ok = read_entry(archive, &next, &member, err);
        if (!ok || !wanted(&member, ending, &name))
            continue;
        text_clear(&path);
        text_printf(&path, "%s/%s", folder, name.data);
        ok = extract_member(archive, &member, path.data, err);
    }
    text_release(&name);
    text_release(&path);
    return ok;
}

// An archive may be larger than what one would want in memory: it is mapped.
bool zip_extract(const char *path, const char *ending, const char *folder,
                 Error *err)
{
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    struct stat status;
    void *bytes = MAP_FAILED;
    Archive archive;
    bool ok;

    if (descriptor < 0 || fstat(descriptor, &status) != 0) {
        (void)fail(err, "cannot open '%s': %s", path, strerror(errno));
        if (descriptor >= 0)
            (void)close(descriptor);
        return false;
    }
    if (status.st_size > 0)
        bytes = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE,
                     descriptor, 0);
    (void)close(descriptor);
    if (bytes == MAP_FAILED)
        return fail(err, "cannot read '%s': %s", path,
                    status.st_size > 0 ? strerror(errno) : "it is empty");
    archive = (Archive){path, bytes, (size_t)status.st_size};
    ok = extract_all(&archive, ending, folder, err);
    (void)munmap(bytes, archive.count);
    return ok;
}
