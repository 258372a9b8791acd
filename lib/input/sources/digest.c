/*
 * SHA-256 of the files read, so that a report says exactly on what it stands.
 */
#include <errno.h>
#include <openssl/evp.h>
#include <pthread.h>
#include <stdatomic.h>
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

struct digesting {
    pthread_t thread;
    atomic_bool is_given_up;
};

static bool digest_stream(FILE *file, EVP_MD_CTX *state, unsigned char *block,
                          const atomic_bool *is_given_up, unsigned char *digest, unsigned *size)
{
    if (EVP_DigestInit_ex(state, EVP_sha256(), NULL) != 1)
        return false;
    size_t read;
    while ((read = fread(block, 1, BLOCK_BYTES, file)) > 0)
        if (atomic_load(is_given_up) || EVP_DigestUpdate(state, block, read) != 1)
            return false;
    return EVP_DigestFinal_ex(state, digest, size) == 1;
}

/* 0 or the error; ENOMEM also when it was given up. Changes no context: threads call it. */
static int digest_file(const struct source *source, const atomic_bool *is_given_up,
                       unsigned char *digest)
{
    FILE *file = fopen(source->file, "rb");
    if (!file)
        return errno;
    unsigned size = 0;
    unsigned char *block = cpts_array_raw(BLOCK_BYTES, 1);
    EVP_MD_CTX *state = EVP_MD_CTX_new();
    const bool done =
        block && state && digest_stream(file, state, block, is_given_up, digest, &size);
    const int error = ferror(file) ? (errno ? errno : EIO) : done ? 0 : ENOMEM;
    EVP_MD_CTX_free(state);
    cpts_array_free(block);
    fclose(file);
    return error;
}

static void keep(struct source *source, const unsigned char *digest)
{
    for (size_t i = 0; i < 32; i++)
        snprintf(source->sha256 + i * 2, 3, "%02x", digest[i]);
}

static bool is_digested(struct source *source)
{
    if (source->same_file && source->same_file->sha256[0])
        memcpy(source->sha256, source->same_file->sha256, sizeof source->sha256);
    return source->sha256[0];
}

cpts_status cpts_source_unchanged(cpts_context *context, const struct source *source)
{
    if (!cpts_file_changed(&source->facts, source->file))
        return CPTS_OK;
    return cpts_fail(context, CPTS_ERROR_INPUT,
                     _("%s was changed while it was read; run again when no program is writing it"),
                     source->path);
}

cpts_status cpts_source_digest(struct cpts_region *region, struct source *source)
{
    cpts_context *context = region->context;
    const atomic_bool never = false;
    unsigned char digest[EVP_MAX_MD_SIZE] = {0};
    struct stat facts;
    cpts_digests_end(region, false);
    if (is_digested(source))
        return CPTS_OK;
    if (stat(source->file, &facts) != 0) /* a server is not a file */
        return errno == ENOENT || errno == ENOTDIR || errno == ENAMETOOLONG
                   ? CPTS_OK
                   : failed(context, source, errno);
    if (!S_ISREG(facts.st_mode))
        return CPTS_OK;
    const int error = digest_file(source, &never, digest);
    if (error)
        return error == ENOMEM ? cpts_fail_memory(context) : failed(context, source, error);
    const cpts_status unchanged = cpts_source_unchanged(context, source);
    if (unchanged == CPTS_OK)
        keep(source, digest);
    return unchanged;
}

/* ---- while a check computes ----------------------------------------------------------------- */

/* What fails is left to be asked for again, by a caller who can report it. */
static void *digest_all(void *user)
{
    struct cpts_region *region = user;
    const atomic_bool *is_given_up = &region->digesting->is_given_up;
    unsigned char digest[EVP_MAX_MD_SIZE] = {0};
    struct stat facts;
    for (size_t i = 0; i < region->source_count && !atomic_load(is_given_up); i++) {
        struct source *source = &region->sources[i];
        if (!is_digested(source) && stat(source->file, &facts) == 0 && S_ISREG(facts.st_mode) &&
            digest_file(source, is_given_up, digest) == 0 &&
            !cpts_file_changed(&source->facts, source->file))
            keep(source, digest);
    }
    return NULL;
}

void cpts_digests_begin(struct cpts_region *region)
{
    if (region->context->jobs < 2 || region->digesting || !region->source_count)
        return;
    struct digesting *digesting = cpts_array_new(1, sizeof *digesting);
    if (!digesting)
        return;
    atomic_init(&digesting->is_given_up, false);
    region->digesting = digesting;
    if (pthread_create(&digesting->thread, NULL, digest_all, region) == 0)
        return;
    cpts_array_free(digesting);
    region->digesting = NULL;
}

void cpts_digests_end(struct cpts_region *region, bool gives_up)
{
    if (!region->digesting)
        return;
    atomic_store(&region->digesting->is_given_up, gives_up);
    pthread_join(region->digesting->thread, NULL);
    cpts_array_free(region->digesting);
    region->digesting = NULL;
}
