#include "output/run_id.h"

#include <openssl/evp.h>
#include <stdio.h>
#include <string.h>

/* What is added is mostly short, and each call of OpenSSL costs more than its bytes. */
struct digest {
    EVP_MD_CTX *state;
    bool is_good;
    size_t used;
    unsigned char block[4096];
};

static void flush(struct digest *digest)
{
    digest->is_good =
        digest->is_good && EVP_DigestUpdate(digest->state, digest->block, digest->used) == 1;
    digest->used = 0;
}

static void add(struct digest *digest, const void *bytes, size_t size)
{
    const unsigned char *from = bytes;
    for (size_t room; size > (room = sizeof digest->block - digest->used); size -= room) {
        memcpy(digest->block + digest->used, from, room);
        digest->used += room;
        from += room;
        flush(digest);
    }
    memcpy(digest->block + digest->used, from, size);
    digest->used += size;
}

/* With its final zero: "ab", "c" is not "a", "bc". */
static void add_text(struct digest *digest, const char *text)
{
    add(digest, text ? text : "", text ? strlen(text) + 1 : 1);
}

static void add_number(struct digest *digest, double value)
{
    add(digest, &value, sizeof value);
}

static void add_count(struct digest *digest, size_t value)
{
    const uint64_t wide = value;
    add(digest, &wide, sizeof wide);
}

static void begin(struct digest *digest)
{
    digest->used = 0;
    digest->state = EVP_MD_CTX_new();
    digest->is_good = digest->state && EVP_DigestInit_ex(digest->state, EVP_sha256(), NULL) == 1;
    add_text(digest, cpts_version());
}

static cpts_status end(struct digest *digest, cpts_context *context)
{
    unsigned char bytes[EVP_MAX_MD_SIZE];
    flush(digest);
    const bool is_good = digest->is_good && EVP_DigestFinal_ex(digest->state, bytes, NULL) == 1;
    EVP_MD_CTX_free(digest->state);
    if (!is_good)
        return cpts_fail_memory(context);
    for (size_t i = 0; 2 * i + 2 < sizeof context->run; i++)
        snprintf(context->run + 2 * i, 3, "%02x", bytes[i]);
    return CPTS_OK;
}

/* ---- a report -------------------------------------------------------------------------------- */

static void add_options(struct digest *digest, const struct cpts_report *report)
{
    const struct cpts_region *region = report->region;
    add_text(digest, region->crs);
    add_text(digest, region->as_of);
    add_text(digest, region->statuses);
    add_text(digest, report->fail_on);
    add_text(digest, report->title);
    add_number(digest, report->sliver_width_m);
    add_number(digest, report->snap_to_units);
}

static void add_declared(struct digest *digest, const struct cpts_report *report)
{
    const struct cpts_region *region = report->region;
    for (size_t u = 0; u < region->units.count; u++) {
        add_text(digest, region->units.code[u]);
        add_text(digest, region->units.name[u]);
        add_number(digest, region->units.population[u]);
    }
    for (size_t p = 0; p < region->perimeters.count; p++) {
        add_text(digest, region->perimeters.id[p]);
        add_text(digest, region->perimeters.name[p]);
        add_text(digest, region->perimeters.status[p]);
        add_number(digest, report->perimeters[p].area_m2);
        add_number(digest, report->perimeters[p].population);
    }
    for (size_t i = 0; i < report->claim_count; i++) {
        add_text(digest, region->units.code[report->claims[i].unit]);
        add_count(digest, report->claims[i].perimeter);
        add_number(digest, report->claims[i].share);
    }
}

static void add_found(struct digest *digest, const struct cpts_report *report)
{
    for (size_t i = 0; i < report->finding_count; i++) {
        const cpts_finding *finding = &report->findings[i];
        add_text(digest, finding->id);
        add_number(digest, finding->area_m2);
        add_number(digest, finding->population);
        add_count(digest, finding->state);
    }
    for (size_t i = 0; i < report->accepted_count; i++) {
        add_text(digest, report->accepted[i].acceptance.id);
        add_text(digest, report->accepted[i].acceptance.reason);
        add_text(digest, report->accepted[i].acceptance.until);
        add_count(digest, report->accepted[i].state);
    }
    add_count(digest, report->verdict);
    add_count(digest, report->past.run);
}

cpts_status cpts_run_identify(const struct cpts_report *report)
{
    struct digest digest;
    begin(&digest);
    add_options(&digest, report);
    add_declared(&digest, report);
    add_found(&digest, report);
    return end(&digest, report->region->context);
}

/* ---- a comparison ---------------------------------------------------------------------------- */

cpts_status cpts_run_identify_comparison(const struct cpts_comparison *comparison)
{
    static const char *const tables[] = {"SELECT * FROM sides ORDER BY 1",
                                         "SELECT * FROM perimeters ORDER BY 1,2",
                                         "SELECT * FROM claims ORDER BY 1,2,3",
                                         ("SELECT side,i,id,area_m2,population FROM findings "
                                          "ORDER BY 1,2")};
    struct digest digest;
    begin(&digest);
    for (size_t t = 0; t < sizeof tables / sizeof *tables; t++) {
        struct query query = cpts_query(comparison->store, tables[t]);
        while (cpts_query_row(&query))
            for (int c = 0; c < sqlite3_column_count(query.statement); c++)
                add_text(&digest, cpts_query_text_at(&query, c));
        cpts_query_end(&query);
    }
    const cpts_status ended = end(&digest, comparison->context);
    return comparison->store->status == CPTS_OK ? ended : comparison->store->status;
}
