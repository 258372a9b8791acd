/*
 * The commands and the options: data alone, so that the generator of the shell completions can
 * be linked with this file and nothing else.
 */
#include <stdio.h>

#include "cli.h"

#define CHECKING        (COMMAND_CHECK | COMMAND_SIMULATE | COMMAND_PROPOSE)
#define LOADING         (CHECKING | COMMAND_COMPARE)
#define SOURCING        (LOADING | COMMAND_READ)
#define SHOWN_AT        (CHECKING | COMMAND_HISTORY) /* of history, its action `at` */
#define WORKING         (SOURCING | COMMAND_HISTORY)
#define ANYWHERE        (COMMAND_NONE | WORKING)
#define AT(field)       offsetof(struct options, field)
#define FILE_OF(format) offsetof(struct options, files[format])

const struct command cli_commands[] = {
    {COMMAND_CHECK, "check", N_("SOURCE..."),
     N_("find the overlaps and white zones of the declared perimeters"),
     N_("Checks the territories declared by CPTS against the units of a region: places claimed "
        "several times (overlaps), places claimed by none (white zones), places claimed outside "
        "the region. A SOURCE is a file or a database that GDAL reads, or PATH|layername=LAYER; "
        "units and perimeters are recognised in it.")},
    {COMMAND_SIMULATE, "simulate", N_("SOURCE..."),
     N_("show what would change if a CPTS took or released places"),
     N_("Checks the region twice, as it is declared and as it would be if one CPTS, known or new, "
        "took some places and released others, and reports what changes: inhabitants and size "
        "class of each CPTS touched, conflicts created and removed, pieces that do not hold "
        "together, coverage of the region. The declaration is not changed.")},
    {COMMAND_PROPOSE, "propose", N_("SOURCE..."),
     N_("rank the CPTS that could take each white unit or keep each contested one"),
     N_("For every unit in no perimeter, in several or cut by one, ranks the CPTS that could take "
        "it, with the reasons, and builds from this a declaration without overlap or white zone, "
        "keeping perimeters in one piece and away from the thresholds of size classes. Advice "
        "only: the declaration is not changed.")},
    {COMMAND_COMPARE, "compare", N_("BEFORE AFTER"),
     N_("list what changed between two declarations, two editions or two reports"),
     N_("Lists the units that each CPTS gained and lost, the inhabitants concerned, the conflicts "
        "that appeared and disappeared. BEFORE and AFTER are whole sources; or, with --units, two "
        "declarations; or, with --perimeters, two editions of the units. Each may also be the "
        "report.json of another day. Exit status: 0 nothing differs, 1 something does.")},
    {COMMAND_READ, "read", N_("SOURCE..."),
     N_("show how a check would read the sources, and on what evidence"),
     N_("Shows, without checking anything, what a check would understand of each source: its "
        "layers and sheets, the line of its header, its shape, what each column was taken for and "
        "how many of its cells support it, the words read as no CPTS, what was repaired, what is "
        "in doubt, and the options that settle the doubts or fix the same reading for a nightly "
        "job. Exit status: 0 understood, 1 understood with doubts, 3 a check would refuse it.")},
    {COMMAND_HISTORY, "history", N_("STORE [ACTION]"),
     N_("show what the nightly job has kept, and accept findings"),
     N_("Shows what 'check --history STORE' has kept. ACTION is one of: story (the default), what "
        "moved in each run and which CPTS changed their declarations; at DATE, who claimed what "
        "that day, and its tables again (-o, --json, --csv; with --units, maps as well); runs, the "
        "figures of each run; list, the findings; show ID, all that happened to one; accept ID, "
        "which then does not count; reject ID, which counts again; export [FILE] and import FILE, "
        "the acceptances as CSV.")},
    {.name = NULL},
};

const struct option_spec cli_options[] = {
    {"units", N_("SOURCE"),
     N_("units: communes, municipal arrondissements or IRIS (may be repeated)"), GROUP_SOURCES,
     WORKING, OPTION_LIST, AT(load.units), 0, 0},
    {"perimeters", N_("SOURCE"),
     N_("declared perimeters: polygons, or a table of unit codes or names (may be repeated)"),
     GROUP_SOURCES, SOURCING, OPTION_LIST, AT(load.perimeters), 0, 0},
    {"unit-fields", N_("LIST"),
     N_("fields of the units: code=F,name=F,population=F,group=F (default: recognised)"),
     GROUP_SOURCES, WORKING, OPTION_TEXT, AT(load.unit_fields), 0, 0},
    {"perimeter-fields", N_("LIST"),
     N_("fields of the perimeters: id=F,name=F,status=F,from=F,to=F; of lists also "
        "code=F,unit=F,department=F (default: recognised)"),
     GROUP_SOURCES, SOURCING, OPTION_TEXT, AT(load.perimeter_fields), 0, 0},
    {"group-by", N_("WHAT"),
     N_("group the statistics by region, department or a column of the units (default: the "
        "column recognised, else the département)"),
     GROUP_SOURCES, WORKING, OPTION_TEXT, AT(load.group_by), 0, 0},
    {"units-where", N_("SQL"), N_("keep only the units that satisfy this OGR filter"),
     GROUP_SOURCES, WORKING, OPTION_TEXT, AT(load.units_where), 0, 0},
    {"perimeters-where", N_("SQL"),
     N_("keep only the perimeters that satisfy this OGR filter, such as "
        "\"nom <> 'HORS CPTS'\""),
     GROUP_SOURCES, SOURCING, OPTION_TEXT, AT(load.perimeters_where), 0, 0},
    {"keep", N_("LIST"),
     N_("columns of the perimeters, such as president,contact, to be carried to their tables, the "
        "report and the sheets (default: none, since they may name persons)"),
     GROUP_SOURCES, CHECKING, OPTION_TEXT, AT(load.keep), 0, 0},
    {"keep-in", N_("LIST"),
     N_("outputs that others may see, and that show the columns of --keep as well: map, atlas, "
        "geojson, gpkg (default: none)"),
     GROUP_SOURCES, CHECKING, OPTION_TEXT, AT(load.keep_in), 0, 0},
    {"populations", N_("FILE"),
     N_("populations of the units: an INSEE population table, or any other table"), GROUP_SOURCES,
     WORKING, OPTION_TEXT, AT(load.populations), 0, 0},
    {"code-changes", N_("FILE"),
     N_("changes in commune codes: an INSEE file (v_mvt_commune_AAAA.csv, table de passage)"),
     GROUP_SOURCES, SOURCING, OPTION_TEXT, AT(load.code_changes), 0, 0},
    {"expand", N_("LIST"),
     N_("what a list may give in place of all its units: epci, canton, department"), GROUP_SOURCES,
     SOURCING, OPTION_TEXT, AT(load.expand), 0, 0},
    {"as-of", N_("DATE"), N_("keep only what is in force on this day, such as 2026-01-31"),
     GROUP_SOURCES, SOURCING, OPTION_TEXT, AT(load.as_of), 0, 0},
    {"status", N_("LIST"),
     N_("keep only the perimeters of these classes (signed, validated, intent, ended, unknown) or "
        "statuses"),
     GROUP_SOURCES, SOURCING, OPTION_TEXT, AT(load.statuses), 0, 0},
    {"none-words", N_("FILE"),
     N_("words that mean no CPTS, or a name after all (word,language,means)"), GROUP_SOURCES,
     CHECKING | COMMAND_READ, OPTION_TEXT, AT(load.none_words), 0, 0},
    {"expect-changes", NULL,
     N_("accept a list even if less than half of it is understood, a declaration even if most "
        "CPTS of the last run of the history are gone, and a region even if it has lost units"),
     GROUP_SOURCES, CHECKING | COMMAND_READ, OPTION_FLAG, AT(load.expect_changes), 0, 0},
    {"life-classes", N_("FILE"), N_("table of the statuses and their classes (class,words)"),
     GROUP_SOURCES, CHECKING | COMMAND_READ, OPTION_TEXT, AT(load.life_classes), 0, 0},
    {"size-classes", N_("FILE"),
     N_("table of the size classes and their ceilings (class,from_inhabitants,yearly_ceiling_eur)"),
     GROUP_SOURCES, CHECKING, OPTION_TEXT, AT(load.size_classes), 0, 0},

    {"indicators", N_("FILE"),
     N_("figures of the units, to be added up by CPTS: "
        "FILE,sum=COLUMN,...,mean=COLUMN,weight=COLUMN; or a layer of points (may be repeated)"),
     GROUP_SOURCES, CHECKING, OPTION_LIST, AT(load.indicators), 0, 0},
    {"against", N_("NAME=SOURCE"),
     N_("territories of another kind, to report how each CPTS falls on them: EPCI=epci.gpkg; EPCI "
        "alone for those that the units name (may be repeated)"),
     GROUP_SOURCES, CHECKING, OPTION_LIST, AT(load.against), 0, 0},

    {"ground", N_("SOURCE"),
     N_("layers of your own that maps show under the territories and around them: sea, rivers, "
        "roads, prefectures (may be repeated)"),
     GROUP_SOURCES, SHOWN_AT, OPTION_LIST, AT(load.ground), 0, 0},

    {"scenario", N_("FILE"),
     N_("what several CPTS take and release at once: a CSV with the columns cpts;name;action;unit, "
        "the action being take, release or new"),
     GROUP_HYPOTHESIS, COMMAND_SIMULATE, OPTION_TEXT, AT(hypothesis.scenario), 0, 0},
    {"new", N_("NAME"), N_("the CPTS in question does not exist yet: its name"), GROUP_HYPOTHESIS,
     COMMAND_SIMULATE, OPTION_TEXT, AT(new_name), 0, 0},
    {"as", N_("ID"), N_("the CPTS in question: its id or name in the declaration"),
     GROUP_HYPOTHESIS, COMMAND_SIMULATE, OPTION_TEXT, AT(hypothesis.id), 0, 0},
    {"take", N_("PLACES"),
     N_("what it would take: codes or names of units separated by commas, a file of them, or "
        "polygons "
        "(may be repeated)"),
     GROUP_HYPOTHESIS, COMMAND_SIMULATE, OPTION_LIST, AT(hypothesis.take), 0, 0},
    {"release", N_("PLACES"),
     N_("what it would give up: codes or names of units separated by commas, or a file of them "
        "(may "
        "be repeated)"),
     GROUP_HYPOTHESIS, COMMAND_SIMULATE, OPTION_LIST, AT(hypothesis.release), 0, 0},
    {"replace", NULL, N_("ignore what it declares: only --take counts"), GROUP_HYPOTHESIS,
     COMMAND_SIMULATE, OPTION_FLAG, AT(hypothesis.replace), 0, 0},

    {"objective", "border|population|compact",
     N_("what the proposal seeks: short borders (default), even populations, compact territories"),
     GROUP_ANALYSIS, COMMAND_PROPOSE, OPTION_OBJECTIVE, AT(proposal.objective), 0, 0},
    {"settle-shared", NULL,
     N_("give to one CPTS also the units that several share and declare by lists alone"),
     GROUP_ANALYSIS, COMMAND_PROPOSE, OPTION_FLAG, AT(proposal.settle_shared), 0, 0},
    {"sliver-width", N_("M"),
     N_("an overlap, white zone or area outside the region at most M metres wide is a sliver "
        "(default: 5)"),
     GROUP_ANALYSIS, LOADING, OPTION_LENGTH, AT(check.sliver_width_m), 0, 0},
    {"snap-to-units", N_("SHARE"),
     N_("read drawn perimeters as whole units: a unit is whole when at least SHARE of it is "
        "claimed, 0.9 for instance, and not claimed when at most the rest is (default: as drawn)"),
     GROUP_ANALYSIS, LOADING | COMMAND_HISTORY, OPTION_SHARE, AT(check.snap_to_units), 0, 0},
    {"crs", N_("EPSG:N"),
     N_("analysis CRS, projected, in metres (default: the units' own if projected, else the legal "
        "one of the place)"),
     GROUP_ANALYSIS, SOURCING, OPTION_TEXT, AT(load.crs), 0, 0},
    {"fail-on", N_("LEVEL"),
     N_("what makes the exit status 1: error, warning, note, or a list of rules separated by "
        "commas; with new, only what the last run of the history had not found (default: error)"),
     GROUP_ANALYSIS, CHECKING, OPTION_LEVELS, AT(check.fail_on), 0, 0},
    {"jobs", N_("N"), N_("number of threads (default: the machine's)"), GROUP_ANALYSIS,
     SOURCING | COMMAND_HISTORY, OPTION_NUMBER, AT(jobs), 0, 0},

    {"history", N_("STORE"),
     N_("keep this run in a SpatiaLite database, and report what is new, grown, resolved since the "
        "last one"),
     GROUP_HISTORY, COMMAND_CHECK, OPTION_TEXT, AT(history), 0, 0},
    {"accepted", N_("FILE"),
     N_("findings that are accepted, and do not count: a CSV with the columns id, reason, by, "
        "until, max_area_m2"),
     GROUP_HISTORY, COMMAND_CHECK, OPTION_TEXT, AT(accepted), 0, 0},
    {"wait", N_("S"), N_("wait at most S seconds for a history in use (default: 60)"),
     GROUP_HISTORY, COMMAND_CHECK | COMMAND_HISTORY, OPTION_SECONDS, AT(wait_s), 0, 0},
    {"reason", N_("TEXT"), N_("why the finding is accepted"), GROUP_HISTORY, COMMAND_HISTORY,
     OPTION_TEXT, AT(acceptance.reason), 0, 0},
    {"by", N_("NAME"), N_("who accepts it"), GROUP_HISTORY, COMMAND_HISTORY, OPTION_TEXT,
     AT(acceptance.by), 0, 0},
    {"until", N_("DATE"), N_("the last day of the acceptance (default: no end)"), GROUP_HISTORY,
     COMMAND_HISTORY, OPTION_TEXT, AT(acceptance.until), 0, 0},
    {"max-area", N_("M2"),
     N_("the finding counts again when it is larger (default: what redrawing its border can add)"),
     GROUP_HISTORY, COMMAND_HISTORY, OPTION_AREA, AT(acceptance.max_area_m2), 0, 0},
    {"all", NULL, N_("list the findings that are resolved as well"), GROUP_HISTORY, COMMAND_HISTORY,
     OPTION_FLAG, AT(all), 0, 0},

    {"declaration", N_("FILE"), N_("write the proposed declaration: a table of unit codes, in CSV"),
     GROUP_OUTPUTS, COMMAND_PROPOSE, OPTION_TEXT, FILE_OF(CPTS_FORMAT_DECLARATION), 0, 0},
    {"write-scenario", N_("FILE"), N_("write what the proposal changes, for simulate --scenario"),
     GROUP_OUTPUTS, COMMAND_PROPOSE, OPTION_TEXT, FILE_OF(CPTS_FORMAT_SCENARIO), 0, 0},
    {"geojson", N_("FILE"), N_("write the conflict map"), GROUP_OUTPUTS, LOADING | COMMAND_HISTORY,
     OPTION_TEXT, FILE_OF(CPTS_FORMAT_GEOJSON), 0, 0},
    {"gpkg", N_("FILE"), N_("write the layers, styled for QGIS"), GROUP_OUTPUTS, SHOWN_AT,
     OPTION_TEXT, FILE_OF(CPTS_FORMAT_GPKG), 0, 0},
    {"layers", N_("FILE.fgb|.shp|.sqlite|.gpkg"),
     N_("write the same layers in another GDAL format; .fgb and .shp make a folder with the files "
        "of "
        "each layer (not with -o)"),
     GROUP_OUTPUTS, SHOWN_AT, OPTION_TEXT, FILE_OF(CPTS_FORMAT_LAYERS), 0, 0},
    {"postgis", N_("CONNECTION"),
     N_("write the layers and tables in PostgreSQL with PostGIS, styled for QGIS: PG:service=ars, "
        "PG:dbname=region (not with -o)"),
     GROUP_OUTPUTS, COMMAND_CHECK, OPTION_TEXT, FILE_OF(CPTS_FORMAT_POSTGIS), 0, 0},
    {"schema", N_("NAME"), N_("the schema of --postgis (default: cpts)"), GROUP_OUTPUTS,
     COMMAND_CHECK, OPTION_TEXT, AT(schema), 0, 0},
    {"json", N_("FILE"), N_("write the full report"), GROUP_OUTPUTS, WORKING, OPTION_TEXT,
     FILE_OF(CPTS_FORMAT_JSON), 0, 0},
    {"csv", N_("DIR"), N_("write the statistics tables in this folder"), GROUP_OUTPUTS, SHOWN_AT,
     OPTION_TEXT, FILE_OF(CPTS_FORMAT_CSV), 0, 0},
    {"csv-dialect", "fr|en|machine",
     N_("how the tables of --csv and -o are written: fr and en open with a double click in a "
        "spreadsheet of that language (default: machine, as scripts read them)"),
     GROUP_OUTPUTS, SHOWN_AT, OPTION_DIALECT, AT(dialect), 0, 0},
    {"html", N_("FILE"), N_("write a report with a map, one page that opens offline"),
     GROUP_OUTPUTS, SHOWN_AT, OPTION_TEXT, FILE_OF(CPTS_FORMAT_HTML), 0, 0},
    {"prometheus", N_("FILE"), N_("write metrics, for the textfile collector"), GROUP_OUTPUTS,
     COMMAND_CHECK, OPTION_TEXT, FILE_OF(CPTS_FORMAT_PROMETHEUS), 0, 0},
    {"junit", N_("FILE"), N_("write JUnit XML, for continuous integration (not with -o)"),
     GROUP_OUTPUTS, COMMAND_CHECK, OPTION_TEXT, FILE_OF(CPTS_FORMAT_JUNIT), 0, 0},
    {"format", N_("FORMAT"),
     N_("what is printed: text, json, or for a check mail, a short text of what moved (default: "
        "text)"),
     GROUP_OUTPUTS, COMMAND_CHECK | COMMAND_READ | COMMAND_HISTORY, OPTION_FORMAT, AT(files), 0, 0},
    {"title", N_("TEXT"),
     N_("title of pages and maps (default: the region or the départements, if known)"),
     GROUP_OUTPUTS, SHOWN_AT, OPTION_TEXT, AT(check.title), 0, 0},
    {"sheets", N_("DIR"),
     N_("write in this folder one page per CPTS, to be printed: map, figures, units "
        "(not with -o)"),
     GROUP_OUTPUTS, SHOWN_AT, OPTION_TEXT, FILE_OF(CPTS_FORMAT_SHEETS), 0, 0},
    {"map", N_("FILE.pdf|.svg|.png"),
     N_("write a map to publish, on one page: territories, conflicts, legend, figures, sources "
        "(not with -o)"),
     GROUP_OUTPUTS, SHOWN_AT, OPTION_TEXT, FILE_OF(CPTS_FORMAT_MAP), 0, 0},
    {"map-of", N_("CPTS"), N_("draw the map of this CPTS, by its id or name (default: the region)"),
     GROUP_OUTPUTS, SHOWN_AT, OPTION_TEXT, AT(print.map_of), 0, 0},
    {"atlas", N_("FILE.pdf"),
     N_("write an atlas: cover, index, and one page per CPTS with its map (not with -o)"),
     GROUP_OUTPUTS, SHOWN_AT, OPTION_TEXT, FILE_OF(CPTS_FORMAT_ATLAS), 0, 0},
    {"paper", "A4|A3", N_("paper of the map and the atlas (default: A3 for the map, A4)"),
     GROUP_OUTPUTS, SHOWN_AT, OPTION_PAPER, AT(print.paper), 0, 0},
    {"dpi", N_("N"), N_("dots per inch of a PNG (default: 150)"), GROUP_OUTPUTS, SHOWN_AT,
     OPTION_DPI, AT(print.dpi), 0, 0},
    {"credit", N_("TEXT"), N_("whose data they are, and their licence: printed at the foot"),
     GROUP_OUTPUTS, SHOWN_AT, OPTION_TEXT, AT(print.credit), 0, 0},
    {"logo", N_("FILE.png"), N_("a picture for the upper right corner"), GROUP_OUTPUTS, SHOWN_AT,
     OPTION_TEXT, AT(print.logo), 0, 0},
    {"", N_("DIR"), N_("write all of them in this folder, under their standard names"),
     GROUP_OUTPUTS, SHOWN_AT, OPTION_TEXT, AT(folder), 0, 'o'},

    {"lang", "fr|en", N_("language of messages and reports (default: the locale's, else fr)"),
     GROUP_MESSAGES, ANYWHERE, OPTION_LANGUAGE, AT(language), 0, 0},
    {"quiet", NULL, N_("print errors only"), GROUP_MESSAGES, WORKING, OPTION_VERBOSITY,
     AT(verbosity), CPTS_QUIET, 0},
    {"verbose", NULL, N_("log how the sources are read"), GROUP_MESSAGES, WORKING, OPTION_VERBOSITY,
     AT(verbosity), CPTS_VERBOSE, 0},
    {"progress", NULL,
     N_("show the progress (default: on a terminal, when the work lasts over a second)"),
     GROUP_MESSAGES, WORKING, OPTION_FLAG, AT(progress), 0, 0},
    {"help", NULL, N_("print this help"), GROUP_MESSAGES, ANYWHERE, OPTION_FLAG, AT(help), 0, 'h'},
    {"version", NULL, N_("print the version"), GROUP_MESSAGES, ANYWHERE, OPTION_FLAG, AT(version),
     0, 0},
};
const size_t cli_option_count = sizeof cli_options / sizeof *cli_options;

const char *cli_group_title(enum option_group group)
{
    static const char *const titles[GROUP_COUNT] = {
        [GROUP_SOURCES] = N_("Sources"),
        [GROUP_HYPOTHESIS] = N_("Hypothesis"),
        [GROUP_ANALYSIS] = N_("Analysis"),
        [GROUP_HISTORY] = N_("History"),
        [GROUP_OUTPUTS] = N_("Outputs (FILE - is standard output)"),
        [GROUP_MESSAGES] = N_("Messages"),
    };
    return titles[group];
}

void cli_option_name(const struct option_spec *option, char *name, size_t size)
{
    if (*option->name)
        snprintf(name, size, "--%s", option->name);
    else
        snprintf(name, size, "-%c", option->letter);
}
