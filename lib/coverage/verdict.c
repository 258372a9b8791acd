#include "coverage/verdict.h"

#include <string.h>

#define WORDS_ROOM 512

static bool read_severity(struct fail_on *fail_on, const char *name)
{
    for (cpts_severity severity = 0; severity < CPTS_SEVERITY_COUNT; severity++)
        if (strcmp(name, cpts_severity_name(severity)) == 0) {
            fail_on->least = severity;
            return true;
        }
    return false;
}

static bool read_rule(struct fail_on *fail_on, const char *name)
{
    for (cpts_rule rule = 0; rule < CPTS_RULE_COUNT; rule++)
        if (strcmp(name, cpts_rule_name(rule)) == 0) {
            fail_on->rule[rule] = true;
            return true;
        }
    return false;
}

/* One severity or several rules: a mixture would say nothing that the severity does not. */
static bool read_words(struct fail_on *fail_on, const char *text)
{
    char copy[WORDS_ROOM];
    size_t severities = 0, rules = 0;
    if (!*text || strlen(text) >= sizeof copy)
        return false;
    char *rest = memcpy(copy, text, strlen(text) + 1), *name;
    while ((name = strsep(&rest, ","))) {
        if (strcmp(name, cpts_state_name(CPTS_STATE_NEW)) == 0)
            fail_on->only_new = true;
        else if (read_severity(fail_on, name))
            severities++;
        else if (read_rule(fail_on, name))
            rules++;
        else
            return false;
    }
    if (!severities && !rules)
        fail_on->least = CPTS_SEVERITY_ERROR;
    return severities <= 1 && !(severities && rules);
}

cpts_status cpts_fail_on_read(struct fail_on *out, cpts_context *context, const char *text)
{
    *out = (struct fail_on){.least = CPTS_SEVERITY_COUNT};
    if (read_words(out, text))
        return CPTS_OK;
    return cpts_fail(context, CPTS_ERROR_ARGUMENT,
                     _("'%s': expected error, warning, note, or a list of rules such as "
                       "overlap,white-zone; and new, for what is new since the last run"),
                     text);
}

static bool reaches(const cpts_finding *finding, const struct fail_on *fail_on)
{
    /* A sliver is a note: it never breaks a rule asked for by name. */
    const bool by_rule = fail_on->rule[finding->rule] && !finding->sliver;
    const bool by_severity =
        fail_on->least != CPTS_SEVERITY_COUNT && finding->severity <= fail_on->least;
    return by_rule || by_severity;
}

/* Those that a reader of the last report knows of: a piece of one is not new. */
static bool is_known(const cpts_finding *finding)
{
    return finding->state == CPTS_STATE_PERSISTING || finding->state == CPTS_STATE_SHRUNK ||
           finding->state == CPTS_STATE_SPLIT;
}

bool cpts_finding_fails(const cpts_finding *finding, const struct fail_on *fail_on)
{
    return !finding->acceptance && reaches(finding, fail_on) &&
           !(fail_on->only_new && is_known(finding));
}

cpts_status cpts_report_judge(struct cpts_report *report)
{
    struct fail_on fail_on;
    const cpts_status status =
        cpts_fail_on_read(&fail_on, report->region->context, report->fail_on);
    if (status != CPTS_OK)
        return status;
    cpts_verdict verdict = CPTS_VERDICT_COMPLIANT;
    for (size_t i = 0; i < report->finding_count && verdict != CPTS_VERDICT_NOT_COMPLIANT; i++) {
        const cpts_finding *finding = &report->findings[i];
        if (cpts_finding_fails(finding, &fail_on))
            verdict = CPTS_VERDICT_NOT_COMPLIANT;
        else if (!finding->acceptance && reaches(finding, &fail_on))
            verdict = CPTS_VERDICT_KNOWN;
    }
    report->verdict = verdict;
    return CPTS_OK;
}

const char *cpts_verdict_word(cpts_verdict verdict)
{
    return verdict == CPTS_VERDICT_COMPLIANT ? "compliant" : "not-compliant";
}
