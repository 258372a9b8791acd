/*
 * JUnit XML, as the boards of continuous integration show it: a failed test for each finding that
 * counts, a skipped one for each that is accepted, a passed one for each rule that nothing breaks.
 */
#include <stdio.h>

#include "common/utf8.h"
#include "coverage/verdict.h"
#include "output/output.h"

struct junit {
    struct output_file *file;
    struct fail_on fail_on;
};

/* XML has no control characters, and an attribute no line breaks. */
static void put_attribute(struct junit *junit, const char *name, const char *value)
{
    struct output_file *file = junit->file;
    cpts_file_char(file, ' ');
    cpts_file_text(file, name);
    cpts_file_text(file, "=\"");
    while (*value) {
        uint32_t code;
        const size_t length = cpts_utf8_read(&code, value);
        if (!length)
            cpts_file_text(file, CPTS_REPLACEMENT);
        else if (code < 0x20 || code == 0x7F || code == 0xFFFE || code == 0xFFFF)
            cpts_file_char(file, ' ');
        else if (code == '&' || code == '<' || code == '"')
            cpts_file_text(file, code == '&' ? "&amp;" : code == '<' ? "&lt;" : "&quot;");
        else
            cpts_file_bytes(file, value, length);
        value += length ? length : 1;
    }
    cpts_file_char(file, '"');
}

static void open_case(struct junit *junit, cpts_rule rule, const char *name)
{
    cpts_file_text(junit->file, "  <testcase");
    put_attribute(junit, "classname", cpts_rule_name(rule));
    put_attribute(junit, "name", name);
}

static void put_finding(struct junit *junit, const cpts_finding *finding)
{
    char name[128];
    snprintf(name, sizeof name, "%s", finding->id);
    open_case(junit, finding->rule, name);
    cpts_file_text(junit->file, ">\n    <");
    if (finding->acceptance) {
        cpts_file_text(junit->file, "skipped");
        put_attribute(junit, "message", finding->acceptance->reason);
    } else {
        cpts_file_text(junit->file, "failure");
        put_attribute(junit, "type", cpts_severity_name(finding->severity));
        put_attribute(junit, "message", finding->message);
    }
    cpts_file_text(junit->file, "/>\n  </testcase>\n");
}

struct tally {
    size_t tests, failures, skipped;
    bool is_broken[CPTS_RULE_COUNT];
};

static bool is_listed(const struct junit *junit, const cpts_finding *finding)
{
    return finding->acceptance || cpts_finding_fails(finding, &junit->fail_on);
}

static struct tally count(const struct junit *junit, const struct cpts_report *report)
{
    struct tally tally = {.tests = 0};
    for (size_t i = 0; i < report->finding_count; i++) {
        const cpts_finding *finding = &report->findings[i];
        if (!is_listed(junit, finding))
            continue;
        tally.tests++;
        tally.skipped += finding->acceptance != NULL;
        tally.failures += !finding->acceptance;
        tally.is_broken[finding->rule] = true;
    }
    for (int r = 0; r < CPTS_RULE_COUNT; r++)
        tally.tests += !tally.is_broken[r];
    return tally;
}

cpts_status cpts_write_junit(const struct cpts_report *report, struct output_file *file)
{
    struct junit junit = {.file = file};
    const cpts_status status =
        cpts_fail_on_read(&junit.fail_on, report->region->context, report->fail_on);
    if (status != CPTS_OK)
        return status;
    const struct tally tally = count(&junit, report);
    char head[256];
    snprintf(head, sizeof head,
             "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"cpts-coverage\" "
             "tests=\"%zu\" failures=\"%zu\" errors=\"0\" skipped=\"%zu\">\n",
             tally.tests, tally.failures, tally.skipped);
    cpts_file_text(file, head);
    snprintf(head, sizeof head,
             "  <properties><property name=\"run\" value=\"%s\"/></properties>\n",
             report->region->context->run);
    cpts_file_text(file, head);
    for (int r = 0; r < CPTS_RULE_COUNT; r++)
        if (!tally.is_broken[r]) {
            open_case(&junit, (cpts_rule)r, "none");
            cpts_file_text(file, "/>\n");
        }
    for (size_t i = 0; i < report->finding_count; i++)
        if (is_listed(&junit, &report->findings[i]))
            put_finding(&junit, &report->findings[i]);
    cpts_file_text(file, "</testsuite>\n");
    return CPTS_OK;
}
