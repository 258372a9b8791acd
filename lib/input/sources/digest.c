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
static int digest_file(const char *path, const atomic_bool *is_given_up, unsigned char *digest)
{
    FILE *file = fopen(path, "rb");
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

static void keep(char *sha256, const unsigned char *digest)
{
    for (size_t i = 0; i < 32; i++)
        snprintf(sha256 + i * 2, 3, "%02x", digest[i]);
}

static bool has_changed(const struct file_facts *before, const char *path)
{
    const struct file_facts now = cpts_file_facts(path);
    return before->known &&
           (!now.known || now.device != before->device || now.number != before->number ||
            now.size != before->size || now.modified.tv_sec != before->modified.tv_sec ||
            now.modified.tv_nsec != before->modified.tv_nsec);
}

static bool is_digested(struct source *source)
{
    if (source->same_file && source->same_file->sha256[0])
        memcpy(source->sha256, source->same_file->sha256, sizeof source->sha256);
    return source->sha256[0];
}

cpts_status cpts_source_unchanged(cpts_context *context, const struct source *source)
{
    if (!has_changed(&source->facts, source->file))
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
    const int error = digest_file(source->file, &never, digest);
    if (error)
        return error == ENOMEM ? cpts_fail_memory(context) : failed(context, source, error);
    const cpts_status unchanged = cpts_source_unchanged(context, source);
    if (unchanged == CPTS_OK)
        keep(source->sha256, digest);
    return unchanged;
}

/* ---- while a region is read and checked ----------------------------------------------------- */

struct digesting {
    pthread_t thread;
    atomic_bool is_given_up;
    struct arena arena;
    struct digested {
        const char *file;
        struct file_facts facts;
        char sha256[65]; /* "" while it is not known */
    } * files;
    size_t count;
};

/* What fails is left to be asked for again, by a caller who can report it. */
static void *digest_all(void *user)
{
    struct digesting *digesting = user;
    unsigned char digest[EVP_MAX_MD_SIZE] = {0};
    struct stat facts;
    for (size_t i = 0; i < digesting->count && !atomic_load(&digesting->is_given_up); i++) {
        struct digested *of = &digesting->files[i];
        if (stat(of->file, &facts) == 0 && S_ISREG(facts.st_mode) &&
            digest_file(of->file, &digesting->is_given_up, digest) == 0 &&
            !has_changed(&of->facts, of->file))
            keep(of->sha256, digest);
    }
    return NULL;
}

static const struct digested *digested_of(const struct digesting *digesting,
                                          const struct source *source)
{
    for (size_t i = 0; i < digesting->count; i++)
        if (strcmp(digesting->files[i].file, source->file) == 0)
            return &digesting->files[i];
    return NULL;
}

static bool list_files(struct digesting *digesting, const struct source *sources, size_t count)
{
    bool done = (digesting->files = cpts_array_new(count, sizeof *digesting->files));
    for (size_t i = 0; done && i < count; i++) {
        if (sources[i].sha256[0] || digested_of(digesting, &sources[i]))
            continue;
        const char *file = cpts_arena_string(&digesting->arena, sources[i].file);
        done = file;
        if (done)
            digesting->files[digesting->count++] =
                (struct digested){.file = file, .facts = sources[i].facts};
    }
    return done;
}

static void forget(struct digesting *digesting)
{
    cpts_array_free(digesting->files);
    cpts_arena_free(&digesting->arena);
    cpts_array_free(digesting);
}

void cpts_digests_begin(struct cpts_region *region, const struct source *sources, size_t count)
{
    if (region->context->jobs < 2 || region->digesting || !count)
        return;
    struct digesting *digesting = cpts_array_new(1, sizeof *digesting);
    if (!digesting)
        return;
    atomic_init(&digesting->is_given_up, false);
    if (list_files(digesting, sources, count) && digesting->count &&
        pthread_create(&digesting->thread, NULL, digest_all, digesting) == 0)
        region->digesting = digesting;
    else
        forget(digesting);
}

void cpts_digests_end(struct cpts_region *region, bool gives_up)
{
    struct digesting *digesting = region->digesting;
    if (!digesting)
        return;
    atomic_store(&digesting->is_given_up, gives_up);
    pthread_join(digesting->thread, NULL);
    for (size_t i = 0; i < region->source_count; i++) {
        struct source *source = &region->sources[i];
        const struct digested *of = digested_of(digesting, source);
        if (of && of->sha256[0] && !has_changed(&of->facts, of->file) &&
            !has_changed(&source->facts, of->file))
            memcpy(source->sha256, of->sha256, sizeof source->sha256);
    }
    forget(digesting);
    region->digesting = NULL;
}
