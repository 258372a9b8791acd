/*
 * Sectors are chained through a table, the FAT; small streams lie in a stream of their own with
 * small sectors. Every chain is followed for at most as many steps as there are sectors.
 */
#include "input/sources/compound.h"

#include <stdint.h>
#include <string.h>

#include "common/memory.h"

enum {
    HEADER_BYTES = 512,
    HEADER_FAT_SECTORS = 109,
    ENTRY_BYTES = 128,
    SMALL_SECTOR = 64,
    NO_SECTOR = 0x7ffffff0 /* and above: marks, and no sectors */
};

struct compound {
    const unsigned char *bytes;
    size_t size, sector_bytes, sectors;
    uint32_t *fat;
    size_t fat_count;
    bool is_short;
};

static uint32_t u16(const unsigned char *at)
{
    return at[0] | (uint32_t)at[1] << 8;
}

static uint32_t u32(const unsigned char *at)
{
    return u16(at) | u16(at + 2) << 16;
}

bool cpts_is_compound(const unsigned char *bytes, size_t size)
{
    return size >= HEADER_BYTES && memcmp(bytes, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8) == 0;
}

/* NULL: outside the file. The last sector may be cut. */
static const unsigned char *sector_at(const struct compound *file, uint32_t sector, size_t *bytes)
{
    const size_t start = ((size_t)sector + 1) * file->sector_bytes;
    if (sector >= NO_SECTOR || start >= file->size)
        return NULL;
    *bytes = file->size - start < file->sector_bytes ? file->size - start : file->sector_bytes;
    return file->bytes + start;
}

static bool add_fat_sector(struct compound *file, uint32_t sector)
{
    size_t bytes;
    const unsigned char *at = sector_at(file, sector, &bytes);
    for (size_t i = 0; at && i + 4 <= bytes; i += 4)
        if (file->fat_count < file->sectors + file->sector_bytes / 4)
            file->fat[file->fat_count++] = u32(at + i);
    return at != NULL;
}

/* The sectors that hold the FAT: the first ones in the header, more in a chain of their own. */
static bool read_fat(struct compound *file)
{
    file->fat = cpts_array_new(file->sectors + file->sector_bytes / 4, sizeof *file->fat);
    file->is_short = file->fat == NULL;
    if (!file->fat)
        return false;
    for (size_t i = 0; i < HEADER_FAT_SECTORS; i++)
        if (!add_fat_sector(file, u32(file->bytes + 0x4c + i * 4)))
            return i > 0;
    uint32_t more = u32(file->bytes + 0x44);
    for (size_t steps = 0; steps < file->sectors; steps++) {
        size_t bytes;
        const unsigned char *at = sector_at(file, more, &bytes);
        if (!at || bytes < file->sector_bytes)
            return true;
        for (size_t i = 0; i + 8 <= bytes; i += 4)
            add_fat_sector(file, u32(at + i));
        more = u32(at + bytes - 4);
    }
    return true;
}

/* A chain of sectors, `limit` bytes of it at most. */
static unsigned char *read_chain(struct compound *file, uint32_t first, size_t limit, size_t *size)
{
    unsigned char *out = NULL;
    size_t capacity = 0, steps = 0;
    *size = 0;
    for (uint32_t sector = first; sector < NO_SECTOR && steps <= file->sectors && *size < limit;
         steps++) {
        size_t bytes;
        const unsigned char *at = sector_at(file, sector, &bytes);
        if (!at)
            break;
        bytes = bytes < limit - *size ? bytes : limit - *size;
        if (!cpts_array_reserve(&out, &capacity, *size + bytes, 1)) {
            file->is_short = true;
            break;
        }
        memcpy(out + *size, at, bytes);
        *size += bytes;
        sector = sector < file->fat_count ? file->fat[sector] : NO_SECTOR;
    }
    if (file->is_short || steps > file->sectors) {
        cpts_array_free(out);
        return NULL;
    }
    return out;
}

static bool is_named(const unsigned char *entry, const char *name)
{
    const size_t length = strlen(name);
    if (u16(entry + 0x40) != (length + 1) * 2)
        return false;
    for (size_t i = 0; i < length; i++)
        if (u16(entry + i * 2) != (unsigned char)name[i])
            return false;
    return true;
}

/* The small sectors of a stream, out of the stream that holds those of all. */
static unsigned char *read_small(struct compound *file, const unsigned char *root, uint32_t first,
                                 size_t limit, size_t *size)
{
    size_t table_size, held_size, steps = 0;
    unsigned char *table = read_chain(file, u32(file->bytes + 0x3c), file->size, &table_size);
    unsigned char *held = table ? read_chain(file, u32(root + 0x74), file->size, &held_size) : NULL;
    unsigned char *out = held ? cpts_array_new(limit + 1, 1) : NULL;
    file->is_short |= held && !out;
    *size = 0;
    for (uint32_t sector = first; out && *size < limit && steps < file->size / SMALL_SECTOR;
         steps++) {
        const size_t start = (size_t)sector * SMALL_SECTOR;
        if (sector >= NO_SECTOR || start >= held_size || ((size_t)sector + 1) * 4 > table_size)
            break;
        size_t bytes = held_size - start < SMALL_SECTOR ? held_size - start : SMALL_SECTOR;
        bytes = bytes < limit - *size ? bytes : limit - *size;
        memcpy(out + *size, held + start, bytes);
        *size += bytes;
        sector = u32(table + (size_t)sector * 4);
    }
    cpts_array_free(table);
    cpts_array_free(held);
    return out;
}

static unsigned char *find_stream(struct compound *file, const char *name, size_t *size)
{
    size_t directory_size;
    unsigned char *directory =
        read_chain(file, u32(file->bytes + 0x30), file->size, &directory_size);
    unsigned char *out = NULL;
    for (size_t at = 0; directory && !out && !file->is_short && at + ENTRY_BYTES <= directory_size;
         at += ENTRY_BYTES) {
        const unsigned char *entry = directory + at;
        enum { STREAM = 2 };
        if (entry[0x42] != STREAM || !is_named(entry, name))
            continue;
        const size_t length = u32(entry + 0x78);
        const size_t limit = length < file->size ? length : file->size;
        out = length < u32(file->bytes + 0x38)
                  ? read_small(file, directory, u32(entry + 0x74), limit, size)
                  : read_chain(file, u32(entry + 0x74), limit, size);
        if (!out)
            break;
    }
    cpts_array_free(directory);
    return out;
}

unsigned char *cpts_compound_stream(const unsigned char *bytes, size_t size, const char *name,
                                    size_t *stream_size, bool *is_short)
{
    *is_short = false;
    *stream_size = 0;
    const uint32_t shift = cpts_is_compound(bytes, size) ? u16(bytes + 0x1e) : 0;
    if (shift != 9 && shift != 12)
        return NULL;
    struct compound file = {.bytes = bytes, .size = size, .sector_bytes = (size_t)1 << shift};
    file.sectors = size / file.sector_bytes + 1;
    unsigned char *out = read_fat(&file) ? find_stream(&file, name, stream_size) : NULL;
    cpts_array_free(file.fat);
    *is_short = file.is_short;
    return out;
}
