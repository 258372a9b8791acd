/* The names that files and options give to rules, severities, changes and states: a promise to
 * users' scripts. */
#include "cpts.h"

const char *cpts_status_name(cpts_status status)
{
    static const char *const names[] = {
        [CPTS_OK] = "ok",
        [CPTS_ERROR_ARGUMENT] = "argument",
        [CPTS_ERROR_INPUT] = "input",
        [CPTS_ERROR_OUTPUT] = "output",
        [CPTS_ERROR_MEMORY] = "memory",
        [CPTS_ERROR_INTERRUPT] = "interrupt",
        [CPTS_ERROR_INTERNAL] = "internal",
    };
    return (unsigned)status < sizeof names / sizeof *names ? names[status] : "";
}

const char *cpts_verdict_name(cpts_verdict verdict)
{
    static const char *const names[CPTS_VERDICT_COUNT] = {
        [CPTS_VERDICT_NOT_COMPLIANT] = "not-compliant",
        [CPTS_VERDICT_KNOWN] = "known",
        [CPTS_VERDICT_COMPLIANT] = "compliant",
    };
    return (unsigned)verdict < CPTS_VERDICT_COUNT ? names[verdict] : "";
}

const char *cpts_rule_name(cpts_rule rule)
{
    static const char *const names[CPTS_RULE_COUNT] = {
        [CPTS_RULE_OVERLAP] = "overlap",
        [CPTS_RULE_WHITE_ZONE] = "white-zone",
        [CPTS_RULE_OUTSIDE] = "outside",
        [CPTS_RULE_UNIT_OVERLAP] = "unit-overlap",
        [CPTS_RULE_UNIT_GAP] = "unit-gap",
        [CPTS_RULE_INVALID_UNIT] = "invalid-unit",
        [CPTS_RULE_UNKNOWN_CODE] = "unknown-code",
        [CPTS_RULE_OBSOLETE_CODE] = "obsolete-code",
        [CPTS_RULE_DUPLICATE_CODE] = "duplicate-code",
        [CPTS_RULE_DUPLICATE_PERIMETER] = "duplicate-perimeter",
        [CPTS_RULE_INVALID_PERIMETER] = "invalid-perimeter",
        [CPTS_RULE_EMPTY_PERIMETER] = "empty-perimeter",
        [CPTS_RULE_AMBIGUOUS_NAME] = "ambiguous-name",
        [CPTS_RULE_LIST_POLYGON_MISMATCH] = "list-polygon-mismatch",
        [CPTS_RULE_OTHER_EDITION] = "other-edition",
        [CPTS_RULE_SHARED_UNIT] = "shared-unit",
        [CPTS_RULE_CODE_NAME_MISMATCH] = "code-name-mismatch",
        [CPTS_RULE_NO_CLAIM] = "no-claim",
        [CPTS_RULE_UNREAD] = "unread",
    };
    return (unsigned)rule < CPTS_RULE_COUNT ? names[rule] : "";
}

const char *cpts_life_name(cpts_life life)
{
    static const char *const names[CPTS_LIFE_ENDED + 1] = {
        [CPTS_LIFE_SIGNED] = "signed", [CPTS_LIFE_VALIDATED] = "validated",
        [CPTS_LIFE_INTENT] = "intent", [CPTS_LIFE_UNKNOWN] = "unknown",
        [CPTS_LIFE_ENDED] = "ended",
    };
    return (unsigned)life <= CPTS_LIFE_ENDED ? names[life] : "";
}

const char *cpts_severity_name(cpts_severity severity)
{
    static const char *const names[CPTS_SEVERITY_COUNT] = {
        [CPTS_SEVERITY_ERROR] = "error",
        [CPTS_SEVERITY_WARNING] = "warning",
        [CPTS_SEVERITY_NOTE] = "note",
    };
    return (unsigned)severity < CPTS_SEVERITY_COUNT ? names[severity] : "";
}

const char *cpts_state_name(cpts_state state)
{
    static const char *const names[CPTS_STATE_COUNT] = {
        [CPTS_STATE_NONE] = "",
        [CPTS_STATE_NEW] = "new",
        [CPTS_STATE_PERSISTING] = "persisting",
        [CPTS_STATE_GROWN] = "grown",
        [CPTS_STATE_SHRUNK] = "shrunk",
        [CPTS_STATE_SPLIT] = "split",
        [CPTS_STATE_MERGED] = "merged",
        [CPTS_STATE_REOPENED] = "reopened",
        [CPTS_STATE_RESOLVED] = "resolved",
    };
    return (unsigned)state < CPTS_STATE_COUNT ? names[state] : "";
}

const char *cpts_objective_name(cpts_objective objective)
{
    static const char *const names[CPTS_OBJECTIVE_COUNT] = {
        [CPTS_OBJECTIVE_BORDER] = "border",
        [CPTS_OBJECTIVE_POPULATION] = "population",
        [CPTS_OBJECTIVE_COMPACT] = "compact",
    };
    return (unsigned)objective < CPTS_OBJECTIVE_COUNT ? names[objective] : "";
}

const char *cpts_loss_name(cpts_loss loss)
{
    static const char *const names[CPTS_LOSS_COUNT] = {
        [CPTS_LOSS_NONE] = "",
        [CPTS_LOSS_SHARE] = "share",
        [CPTS_LOSS_EMPTY] = "empty",
        [CPTS_LOSS_PIECES] = "pieces",
        [CPTS_LOSS_THRESHOLD] = "threshold",
        [CPTS_LOSS_OBJECTIVE] = "objective",
    };
    return (unsigned)loss < CPTS_LOSS_COUNT ? names[loss] : "";
}

const char *cpts_way_name(cpts_way way)
{
    static const char *const names[CPTS_WAY_COUNT] = {
        [CPTS_WAY_WHOLE] = "whole",
        [CPTS_WAY_SPLIT] = "split",
        [CPTS_WAY_NEW] = "new",
        [CPTS_WAY_OPEN] = "open",
    };
    return (unsigned)way < CPTS_WAY_COUNT ? names[way] : "";
}

const char *cpts_question_name(cpts_question question)
{
    static const char *const names[CPTS_QUESTION_COUNT] = {
        [CPTS_QUESTION_WHITE] = "white",
        [CPTS_QUESTION_OVERLAP] = "overlap",
        [CPTS_QUESTION_CUT] = "cut",
    };
    return (unsigned)question < CPTS_QUESTION_COUNT ? names[question] : "";
}
