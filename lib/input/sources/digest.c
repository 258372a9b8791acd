/*
 * SHA-256 of the files read, so that a report says exactly on what it stands.
 */
#include <errno.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "common/cause.h"
#include "input/region/region.h"

enum { BLOCK_BYTES = 1 << 16 };

static cpts_status failed(cpts_context *context, const struct source *source, int error)
{
    char room[CPTS_CAUSE_ROOM];
    return cpts_fail(context, CPTS_ERROR_INPUT, _("%s cannot be read again for its SHA-256: %s"),
                     source->path, cpts_cause(room, error));
}

static bool digest_stream(FILE *file, EVP_MD_CTX *state, unsigned char *block,
                          unsigned char *digest, unsigned *size)
{
    if (EVP_DigestInit_ex(state, EVP_sha256(), NULL) != 1)
        return false;
    size_t read;
    while ((read = fread(block, 1, BLOCK_BYTES, file)) > 0)
        if (EVP_DigestUpdate(state, block, read) != 1)
            return false;
    return EVP_DigestFinal_ex(state, digest, size) == 1;
}

cpts_status cpts_source_unchanged(cpts_context *context, const struct source *source)
{
    if (!cpts_file_changed(&source->facts, source->file))
        return CPTS_OK;
    return cpts_fail(context, CPTS_ERROR_INPUT,
                     _("%s was changed while it was read; run again when no program is writing it"),
                     source->path);
}

cpts_status cpts_source_digest(cpts_context *context, struct source *source)
{
    struct stat facts;
    if (source->same_file && source->same_file->sha256[0])
        memcpy(source->sha256, source->same_file->sha256, sizeof source->sha256);
    if (source->sha256[0])
        return CPTS_OK;
    if (stat(source->file, &facts) != 0) /* a server is not a file */
        return errno == ENOENT || errno == ENOTDIR || errno == ENAMETOOLONG
                   ? CPTS_OK
                   : failed(context, source, errno);
    if (!S_ISREG(facts.st_mode))
        return CPTS_OK;
    FILE *file = fopen(source->file, "rb");
    if (!file)
        return failed(context, source, errno);
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    unsigned char *block = cpts_array_raw(BLOCK_BYTES, 1);
    EVP_MD_CTX *state = EVP_MD_CTX_new();
    bool done = block && state && digest_stream(file, state, block, digest, &size);
    const int error = !ferror(file) ? 0 : errno ? errno : EIO;
    EVP_MD_CTX_free(state);
    cpts_array_free(block);
    fclose(file);
    if (error)
        return failed(context, source, error);
    if (!done)
        return cpts_fail_memory(context);
    const cpts_status unchanged = cpts_source_unchanged(context, source);
    for (size_t i = 0; unchanged == CPTS_OK && i < size && i < 32; i++)
        snprintf(source->sha256 + i * 2, 3, "%02x", digest[i]);
    return unchanged;
}
