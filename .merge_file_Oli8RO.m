# SOME DESCRIPTIVE TITLE.
# Copyright (C) YEAR THE PACKAGE'S COPYRIGHT HOLDER
# This file is distributed under the same license as the cpts-coverage package.
# FIRST AUTHOR <EMAIL@ADDRESS>, YEAR.
#
#, fuzzy
msgid ""
msgstr ""
"Project-Id-Version: cpts-coverage\n"
"Report-Msgid-Bugs-To: \n"
"PO-Revision-Date: YEAR-MO-DA HO:MI+ZONE\n"
"Last-Translator: FULL NAME <EMAIL@ADDRESS>\n"
"Language-Team: LANGUAGE <LL@li.org>\n"
"Language: \n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=INTEGER; plural=EXPRESSION;\n"

#: cli/check.c
msgid "--fail-on new needs the history of earlier runs: add --history STORE"
msgstr ""

#: cli/help.c
#, c-format
msgid ""
"Usage: %s COMMAND [OPTIONS] SOURCE...\n"
"\n"
msgstr ""

#: cli/help.c
msgid "Finds the overlaps and white zones of the territories declared by CPTS (communautés professionnelles territoriales de santé)."
msgstr ""

#: cli/help.c
msgid "Commands"
msgstr ""

#: cli/help.c
#, c-format
msgid "See '%s COMMAND --help' for the options of a command.\n"
msgstr ""

#: cli/help.c
#, c-format
msgid ""
"Usage: %s %s [OPTIONS] %s\n"
"\n"
msgstr ""

#: cli/help.c
msgid "Exit status: 0 compliant, 1 findings reach --fail-on, 2 wrong usage, 3 could not check."
msgstr ""

#: cli/history.c cli/option_table.c
msgid "FILE"
msgstr ""

#: cli/history.c
#, c-format
msgid "unknown action '%s'; did you mean %s?"
msgstr ""

#: cli/history.c
#, c-format
msgid "unknown action '%s'"
msgstr ""

#: cli/history.c
#, c-format
msgid "a STORE is missing; write for example '%s history %s'"
msgstr ""

#: cli/history.c
#, c-format
msgid "%s needs one operand: %s %s"
msgstr ""

#: cli/history.c
#, c-format
msgid "%s: '%s' is one operand too many"
msgstr ""

#: cli/option_table.c
msgid "SOURCE..."
msgstr ""

#: cli/option_table.c
msgid "find the overlaps and white zones of the declared perimeters"
msgstr ""

#: cli/option_table.c
msgid "Checks the territories declared by CPTS against the units of a region: places claimed several times (overlaps), places claimed by none (white zones), places claimed outside the region. A SOURCE is a file or a database that GDAL reads, or PATH|layername=LAYER; units and perimeters are recognised in it."
msgstr ""

#: cli/option_table.c
msgid "tell what would change if a CPTS took or released places"
msgstr ""

#: cli/option_table.c
msgid "Checks the region twice, as it is declared and as it would be if one CPTS, known or new, took some places and released others, and tells what changes: inhabitants and size class of each CPTS touched, conflicts created and removed, pieces that do not hold together, coverage of the region. The declaration is not changed."
msgstr ""

#: cli/option_table.c
msgid "tell who could take each white unit and keep each contested one"
msgstr ""

#: cli/option_table.c
msgid "For every unit in no perimeter, in several or cut by one, ranks those who could have it, with the reasons, and makes of it a declaration without overlap or white zone, keeping perimeters in one piece and away from the thresholds of size classes. Advice only: the declaration is not changed."
msgstr ""

#: cli/option_table.c
msgid "STORE [ACTION]"
msgstr ""

#: cli/option_table.c
msgid "tell what the nightly job has kept, and accept findings"
msgstr ""

#: cli/option_table.c
msgid "Tells what 'check --history STORE' has kept. ACTION is one of: runs (the default), how the region went; list, its findings; show ID, all that happened to one; accept ID, which then does not count; reject ID, which counts again; export [FILE] and import FILE, the acceptances as CSV."
msgstr ""

#: cli/option_table.c
msgid "SOURCE"
msgstr ""

#: cli/option_table.c
msgid "units: communes, municipal arrondissements or IRIS (may be repeated)"
msgstr ""

#: cli/option_table.c
msgid "declared perimeters: polygons, or a table of unit codes or names (may be repeated)"
msgstr ""

#: cli/option_table.c
msgid "LIST"
msgstr ""

#: cli/option_table.c
msgid "fields of the units: code=F,name=F,population=F,group=F (default: recognised)"
msgstr ""

#: cli/option_table.c
msgid "fields of the perimeters: id=F,name=F,status=F,from=F,to=F; of lists also code=F,unit=F,department=F (default: recognised)"
msgstr ""

#: cli/option_table.c
msgid "SQL"
msgstr ""

#: cli/option_table.c
msgid "keep only the units that satisfy this OGR filter"
msgstr ""

#: cli/option_table.c
msgid "keep only the perimeters that satisfy this OGR filter, such as \"nom <> 'HORS CPTS'\""
msgstr ""

#: cli/option_table.c
msgid "populations of the units: an INSEE population table"
msgstr ""

#: cli/option_table.c
msgid "moves of the commune codes: an INSEE file (v_mvt_commune_AAAA.csv, table de passage)"
msgstr ""

#: cli/option_table.c
msgid "what lists may name for all its units: epci, canton, department (the units tell theirs)"
msgstr ""

#: cli/option_table.c
msgid "DATE"
msgstr ""

#: cli/option_table.c
msgid "keep only what is in force on this day, such as 2026-01-31"
msgstr ""

#: cli/option_table.c
msgid "keep only the perimeters of these classes (signed, validated, intent, unknown) or statuses"
msgstr ""

#: cli/option_table.c
msgid "table of the statuses and their classes (class,words)"
msgstr ""

#: cli/option_table.c
msgid "ID"
msgstr ""

#: cli/option_table.c
msgid "the CPTS it is about: its id in the declaration, or a new one"
msgstr ""

#: cli/option_table.c
msgid "PLACES"
msgstr ""

#: cli/option_table.c
msgid "what it would take: unit codes separated by commas, a file of codes, or polygons (may be repeated)"
msgstr ""

#: cli/option_table.c
msgid "what it would give up: unit codes separated by commas, or a file of codes (may be repeated)"
msgstr ""

#: cli/option_table.c
msgid "forget what it declares: it is made of --take alone"
msgstr ""

#: cli/option_table.c
msgid "what the proposal seeks: short borders (default), even populations, compact territories"
msgstr ""

#: cli/option_table.c
msgid "M"
msgstr ""

#: cli/option_table.c
msgid "an overlap, white zone or outside at most M metres wide is a sliver (default: 5)"
msgstr ""

#: cli/option_table.c
msgid "EPSG:N"
msgstr ""

#: cli/option_table.c
msgid "analysis CRS, projected, in metres (default: the units' own if projected, else the legal one of the place)"
msgstr ""

#: cli/option_table.c
msgid "LEVEL"
msgstr ""

#: cli/option_table.c
msgid "what makes the exit status 1: error, warning, note, or a list of rules separated by commas; with new, only what the last run of the history had not found (default: error)"
msgstr ""

#: cli/option_table.c
msgid "N"
msgstr ""

#: cli/option_table.c
msgid "number of threads (default: the machine's)"
msgstr ""

#: cli/option_table.c
msgid "STORE"
msgstr ""

#: cli/option_table.c
msgid "keep this run in a SpatiaLite database, and tell what is new, grown, resolved since the last one"
msgstr ""

#: cli/option_table.c
msgid "findings that are accepted, and do not count: a CSV with the columns id, reason, by, until, max_area_m2"
msgstr ""

#: cli/option_table.c
msgid "S"
msgstr ""

#: cli/option_table.c
msgid "wait at most S seconds for a history in use (default: 60)"
msgstr ""

#: cli/option_table.c
msgid "TEXT"
msgstr ""

#: cli/option_table.c
msgid "why the finding is accepted"
msgstr ""

#: cli/option_table.c
msgid "NAME"
msgstr ""

#: cli/option_table.c
msgid "who accepts it"
msgstr ""

#: cli/option_table.c
msgid "the last day of the acceptance (default: no end)"
msgstr ""

#: cli/option_table.c
msgid "M2"
msgstr ""

#: cli/option_table.c
msgid "the finding counts again when it is larger (default: what redrawing its border can add)"
msgstr ""

#: cli/option_table.c
msgid "list the findings that are resolved as well"
msgstr ""

#: cli/option_table.c
msgid "write the proposed declaration: a table of unit codes, in CSV"
msgstr ""

#: cli/option_table.c
msgid "write the conflict map"
msgstr ""

#: cli/option_table.c
msgid "write the layers, styled for QGIS"
msgstr ""

#: cli/option_table.c
msgid "write the full report"
msgstr ""

#: cli/option_table.c
msgid "DIR"
msgstr ""

#: cli/option_table.c
msgid "write the statistics tables in this folder"
msgstr ""

#: cli/option_table.c
msgid "write a report with a map, one page that opens offline"
msgstr ""

#: cli/option_table.c
msgid "write metrics, for the textfile collector"
msgstr ""

#: cli/option_table.c
msgid "write JUnit XML, for continuous integration (not with -o)"
msgstr ""

#: cli/option_table.c
msgid "FORMAT"
msgstr ""

#: cli/option_table.c
msgid "what is printed: text, json, or for a check mail, a short text of what moved (default: text)"
msgstr ""

#: cli/option_table.c
msgid "write all of them in this folder, under their standard names"
msgstr ""

#: cli/option_table.c
msgid "language of messages and reports (default: the locale's, else fr)"
msgstr ""

#: cli/option_table.c
msgid "print errors only"
msgstr ""

#: cli/option_table.c
msgid "tell how the sources are read"
msgstr ""

#: cli/option_table.c
msgid "show the progress (default: on a terminal, when the work lasts over a second)"
msgstr ""

#: cli/option_table.c
msgid "print this help"
msgstr ""

#: cli/option_table.c
msgid "print the version"
msgstr ""

#: cli/option_table.c
msgid "Sources"
msgstr ""

#: cli/option_table.c
msgid "Hypothesis"
msgstr ""

#: cli/option_table.c
msgid "Analysis"
msgstr ""

#: cli/option_table.c
msgid "History"
msgstr ""

#: cli/option_table.c
msgid "Outputs (FILE - is standard output)"
msgstr ""

#: cli/option_table.c
msgid "Messages"
msgstr ""

#: cli/options.c
#, c-format
msgid "See '%s %s --help'.\n"
msgstr ""

#: cli/options.c
#, c-format
msgid "See '%s --help'.\n"
msgstr ""

#: cli/options.c
#, c-format
msgid "%s: '%s' is not a length in metres; write for example %s 2.5"
msgstr ""

#: cli/options.c
#, c-format
msgid "%s: '%s' is not an area in square metres; write for example %s 250000"
msgstr ""

#: cli/options.c
#, c-format
msgid "--format: '%s' is not a known format; write text, json or mail"
msgstr ""

#: cli/options.c
#, c-format
msgid "%s: '%s' is not a whole number from 1 to %d"
msgstr ""

#: cli/options.c
#, c-format
msgid "--lang: '%s' is not a known language; write fr or en"
msgstr ""

#: cli/options.c
#, c-format
msgid "--fail-on: no level or rule is named '%s'; did you mean %s?"
msgstr ""

#: cli/options.c
#, c-format
msgid "--fail-on: no level or rule is named '%s'"
msgstr ""

#: cli/options.c
#, c-format
msgid "--objective: '%s' is none of border, population, compact"
msgstr ""

#: cli/options.c
#, c-format
msgid "--%s comes after the command; write '%s %s --%s'"
msgstr ""

#: cli/options.c
#, c-format
msgid "unknown option --%s; did you mean --%s?"
msgstr ""

#: cli/options.c
#, c-format
msgid "unknown option --%s"
msgstr ""

#: cli/options.c
#, c-format
msgid "%s takes no value"
msgstr ""

#: cli/options.c
#, c-format
msgid "%s needs a value: %s %s"
msgstr ""

#: cli/options.c
#, c-format
msgid "unknown option %s"
msgstr ""

#: cli/options.c
#, c-format
msgid "standard input is not a SOURCE; name a file"
msgstr ""

#: cli/options.c
#, c-format
msgid "a SOURCE is empty; name a file"
msgstr ""

#: cli/options.c cli/outputs.c cli/session.c lib/common/context.c
msgid "out of memory"
msgstr ""

#: cli/outputs.c
#, c-format
msgid "-o writes several files; name a folder, not -"
msgstr ""

#: cli/outputs.c
#, c-format
msgid "--csv writes several files; name a folder, not -"
msgstr ""

#: cli/outputs.c
#, c-format
msgid "two outputs on standard output; name a file for one of them"
msgstr ""

#: cli/outputs.c
#, c-format
msgid "writing '%s' would overwrite the source '%s'; choose another name"
msgstr ""

#: cli/outputs.c
#, c-format
msgid "two outputs would be written in '%s'; name another file for one of them"
msgstr ""

#: cli/outputs.c
#, c-format
msgid "%s: cannot make the folder '%s': %s\n"
msgstr ""

#: cli/run.c
#, c-format
msgid "unknown command '%s'; did you mean %s?"
msgstr ""

#: cli/run.c
#, c-format
msgid "no command before '%s'; did you mean '%s check %s'?"
msgstr ""

#: cli/run.c
#, c-format
msgid "unknown command '%s'"
msgstr ""

#: cli/run.c
#, c-format
msgid "%s: cannot write on standard output: %s\n"
msgstr ""

#: cli/run.c
msgid "an earlier write failed"
msgstr ""

#: cli/run.c
#, c-format
msgid "a command is missing; write for example '%s check %s'"
msgstr ""

#: cli/session.c
msgid "the system refuses to start a thread"
msgstr ""

#: cli/session.c
#, c-format
msgid "a SOURCE is missing; write for example '%s %s %s'"
msgstr ""

#: cli/simulate.c
#, c-format
msgid "--as is missing: which CPTS is it about? For example --as %s"
msgstr ""

#: cli/simulate.c
#, c-format
msgid "what '%s' would take or release is missing; for example --take %s"
msgstr ""

#: lib/common/context.c lib/history/store.c lib/output/file.c lib/output/gpkg.c
msgid "interrupted"
msgstr ""

#. TRANSLATORS: write this sample number as your language does; only its separators are used
#: lib/common/number.c
msgid "number format: 1,234.5"
msgstr ""

#: lib/common/size_class.c
#, c-format
msgid "cannot read the size classes of %s: %s; correct CPTS_SIZE_CLASSES"
msgstr ""

#: lib/common/size_class.c
#, c-format
msgid "cannot read the size classes of %s"
msgstr ""

#: lib/common/size_class.c
#, c-format
msgid "%s, line %zu: not a size class; write class,from_inhabitants with classes 1, 2, 3… of rising thresholds"
msgstr ""

#: lib/coverage/acceptance.c
#, c-format
msgid "%s: an acceptance needs an id, a reason and who takes it; '%s' is missing"
msgstr ""

#: lib/coverage/acceptance.c
#, c-format
msgid "%s: '%s' is not a day; write for example 2027-06-30"
msgstr ""

#: lib/coverage/acceptance.c
#, c-format
msgid "acceptance %zu"
msgstr ""

#: lib/coverage/base.c
#, c-format
msgid "the units cannot be made one map: %zu pieces of border have nothing beyond; repair their geometry (in QGIS: Fix geometries); nothing was written"
msgstr ""

#: lib/coverage/base_defects.c
#, c-format
msgid "unit %s (%s): its polygon is invalid and could not be repaired: %s; mend it in the source, for instance with QGIS 'Fix geometries'"
msgstr ""

#: lib/coverage/base_defects.c lib/coverage/residual.c
#, c-format
msgid "%s (%s): invalid polygon, repaired: %s; its area changed by %.2f m²"
msgstr ""

#: lib/coverage/base_defects.c
#, c-format
msgid "units %s and %s overlap, and what they share could not be computed: %s; mend the base layer"
msgstr ""

#: lib/coverage/base_defects.c
msgid "the units overlap each other beyond repair; mend the base layer"
msgstr ""

#: lib/coverage/check.c
msgid "base layer"
msgstr ""

#: lib/coverage/check.c lib/coverage/noding.c
msgid "borders of perimeters"
msgstr ""

#: lib/coverage/check.c
msgid "statistics"
msgstr ""

#: lib/coverage/check.c lib/output/text.c
msgid "findings"
msgstr ""

#: lib/coverage/check.c
#, c-format
msgid "%zu units were divided by GEOS"
msgstr ""

#: lib/coverage/check.c
msgid "there is no unit to check: the unit layer holds no polygon"
msgstr ""

#: lib/coverage/check.c
msgid "nothing is declared: the perimeter layer is empty"
msgstr ""

#: lib/coverage/check.c
msgid "the sliver width must be zero or more metres"
msgstr ""

#: lib/coverage/finding_text.c
msgid " and "
msgstr ""

#: lib/coverage/finding_text.c
#, c-format
msgid " and %zu others"
msgstr ""

#: lib/coverage/finding_text.c
#, c-format
msgid ", about %s inhabitant"
msgid_plural ", about %s inhabitants"
msgstr[0] ""
msgstr[1] ""

#: lib/coverage/finding_text.c
#, c-format
msgid ", %s inhabitant"
msgid_plural ", %s inhabitants"
msgstr[0] ""
msgstr[1] ""

#: lib/coverage/finding_text.c
#, c-format
msgid "Slivers claimed by %s: pieces: %s, %s in all"
msgstr ""

#: lib/coverage/finding_text.c
#, c-format
msgid "Slivers of %s beyond the region: pieces: %s, %s in all"
msgstr ""

#: lib/coverage/finding_text.c
#, c-format
msgid "White slivers along %s: pieces: %s, %s in all"
msgstr ""

#: lib/coverage/finding_text.c
#, c-format
msgid "White slivers: pieces: %s, %s in all%s"
msgstr ""

#: lib/coverage/finding_text.c
#, c-format
msgid "%s is declared by %s: %s"
msgstr ""

#: lib/coverage/finding_text.c
#, c-format
msgid "%s are declared by %s: %s"
msgstr ""

#: lib/coverage/finding_text.c
#, c-format
msgid "%s overlap over %s in %s"
msgstr ""

#: lib/coverage/finding_text.c
#, c-format
msgid "%s is in no CPTS: %s%s"
msgstr ""

#: lib/coverage/finding_text.c
#, c-format
msgid "%s are in no CPTS: %s%s"
msgstr ""

#: lib/coverage/finding_text.c
#, c-format
msgid "%s of %s are in no CPTS%s"
msgstr ""

#: lib/coverage/finding_text.c
#, c-format
msgid "%s reaches %s beyond the region%s"
msgstr ""

#: lib/coverage/finding_text.c
#, c-format
msgid "Units %s overlap over %s, %s m wide at most; counted once, for the first code"
msgstr ""

#: lib/coverage/finding_text.c
#, c-format
msgid "A place of %s belongs to no unit and is enclosed by %s; not a white zone%s"
msgstr ""

#: lib/coverage/ledger.c
#, c-format
msgid "the books do not balance: %s is %.6f m² on one side and %.6f m² on the other; nothing was written; please report this with the input"
msgstr ""

#: lib/coverage/ledger.c
msgid "the area of the region"
msgstr ""

#: lib/coverage/ledger.c
msgid "the area covered"
msgstr ""

#: lib/coverage/ledger.c
msgid "the area claimed"
msgstr ""

#: lib/coverage/overlay.c
#, c-format
msgid "a unit cut by several perimeters could not be divided: %s"
msgstr ""

#: lib/coverage/residual.c
#, c-format
msgid "%s (%s): invalid polygon that could not be repaired, left out: %s; mend it in the source, for instance with QGIS 'Fix geometries'"
msgstr ""

#: lib/coverage/verdict.c
#, c-format
msgid "'%s': expected error, warning, note, or a list of rules such as overlap,white-zone; and new, for what is new since the last run"
msgstr ""

#: lib/history/accept.c lib/output/history_view.c
#, c-format
msgid "the history %s knows no finding '%s'; 'history %s list' shows them"
msgstr ""

#: lib/history/accept.c
#, c-format
msgid "no acceptance of '%s' is in the history %s"
msgstr ""

#: lib/history/acceptance_file.c
#, c-format
msgid "%s has no column '%s'; acceptances have the columns id, reason, by, until, max_area_m2"
msgstr ""

#: lib/history/acceptance_file.c
#, c-format
msgid "%s: '%s' is not an area in square metres"
msgstr ""

#: lib/history/acceptance_file.c
#, c-format
msgid "%s: '%s' is accepted twice"
msgstr ""

#: lib/history/acceptance_file.c
#, c-format
msgid "%s, line %ld"
msgstr ""

#: lib/history/declarations.c
#, c-format
msgid "the history %s is of another region: it has %ld units, this check %ld, and %ld are the same; name another file"
msgstr ""

#: lib/history/history.c
msgid "a history needs the name of a file, and a time to wait of 0 or more seconds"
msgstr ""

#: lib/history/history.c
#, c-format
msgid "there is no history %s; 'check --history' makes it"
msgstr ""

#: lib/history/history.c
msgid "a run waits for its commit; commit it first"
msgstr ""

#: lib/history/history.c
#, c-format
msgid "the history %s holds no run yet; 'check --history' makes them"
msgstr ""

#: lib/history/history.c
#, c-format
msgid "the history %s is in EPSG:%d, this check in %s; check with --crs EPSG:%d, or name another file"
msgstr ""

#: lib/history/history.c
msgid "this run is recorded already; commit it, and record each report once"
msgstr ""

#: lib/history/history.c
msgid "history"
msgstr ""

#: lib/history/history.c
msgid "no run is recorded that could be committed"
msgstr ""

#: lib/history/runs.c
#, c-format
msgid "the last run of the history %s had another sliver width or other statuses: what moved may come of that"
msgstr ""

#: lib/history/schema.c
#, c-format
msgid "the history %s: SpatiaLite refuses: %s"
msgstr ""

#: lib/history/schema.c
#, c-format
msgid "the history %s was brought to version %d"
msgstr ""

#: lib/history/schema.c
#, c-format
msgid "%s is a database, but not a history of cpts-coverage; it was left as it is: name another file"
msgstr ""

#: lib/history/schema.c
#, c-format
msgid "the history %s was written by a later version of the program (its tables have version %d, this one knows %d); install the later version"
msgstr ""

#: lib/history/spatialite.c
msgid "a history needs the library SpatiaLite, which is not on this system; install it (package libspatialite7)"
msgstr ""

#: lib/history/spatialite.c
msgid "SpatiaLite accepts no more connections in this process; close a history first"
msgstr ""

#: lib/history/store.c
#, c-format
msgid "the history %s is in use by another program, after %d seconds of waiting; let it end and try again"
msgstr ""

#: lib/history/store.c
#, c-format
msgid "the history %s cannot grow: the disk is full; it holds what it held before: free some space and try again"
msgstr ""

#: lib/history/store.c
#, c-format
msgid "%s is not a history: it is no SQLite database; name another file"
msgstr ""

#: lib/history/store.c
#, c-format
msgid "the history %s is damaged (%s); put a copy of it back"
msgstr ""

#: lib/history/store.c
#, c-format
msgid "the history %s cannot be opened or written (%s); check that its folder exists and that you may write in it"
msgstr ""

#: lib/history/store.c
#, c-format
msgid "the history %s: SQLite says: %s"
msgstr ""

#: lib/history/store.c
#, c-format
msgid "the history %s is in use by another program: waiting at most %d seconds"
msgstr ""

#: lib/input/changes.c
msgid "the table that comes with the program, of 2025"
msgstr ""

#: lib/input/changes.c
#, c-format
msgid "--code-changes: %s is neither INSEE's file of commune moves (v_mvt_commune_AAAA.csv, columns COM_AV and COM_AP) nor its table de passage (columns CODGEO_2025, CODGEO_2022...)"
msgstr ""

#: lib/input/changes.c
#, c-format
msgid "%s: %zu moves of communes"
msgstr ""

#: lib/input/codes.c
#, c-format
msgid "line %ld of %s declares unit '%s' for no perimeter: its id is empty"
msgstr ""

#: lib/input/codes.c
#, c-format
msgid "line %ld of %s declares no unit for '%s': it gives neither code nor name"
msgstr ""

#: lib/input/codes.c
#, c-format
msgid "line %ld of %s goes on beyond the columns that its header names: '%s' is not read; write a list of codes between quotes"
msgstr ""

#: lib/input/codes.c
#, c-format
msgid "line %ld of %s gives %s the status '%s', after '%s': the first one is kept"
msgstr ""

#: lib/input/csv.c
#, c-format
msgid "%s: the quote opened on line %ld is never closed; close it, or write it twice if it belongs to the text"
msgstr ""

#: lib/input/csv.c
#, c-format
msgid "%s: line %ld has over %d columns; this is no table of codes"
msgstr ""

#: lib/input/csv.c
#, c-format
msgid "%s cannot be read; check that it exists, that you may read it, and that it is under 1 GiB"
msgstr ""

#: lib/input/csv.c
#, c-format
msgid "%s holds binary data; a text file in CSV is expected"
msgstr ""

#: lib/input/csv.c lib/input/load.c lib/input/region.c
#, c-format
msgid "%s is empty"
msgstr ""

#: lib/input/digest.c
#, c-format
msgid "%s cannot be read again for its SHA-256: %s"
msgstr ""

#: lib/input/expand.c
#, c-format
msgid "--expand: '%.*s' is none of epci, canton, department"
msgstr ""

#: lib/input/expand.c
#, c-format
msgid "%s: %s = %s"
msgstr ""

#: lib/input/expand.c
#, c-format
msgid "--expand %s: the units have no column that tells their %s; name it with --unit-fields %s=COLUMN"
msgstr ""

#: lib/input/frame.c
#, c-format
msgid "'%s' is no coordinate reference system; write it as EPSG:2154"
msgstr ""

#: lib/input/frame.c
#, c-format
msgid "%s is not projected in metres, so that areas cannot be measured in it; take the legal one of the place, such as EPSG:2154"
msgstr ""

#: lib/input/frame.c
#, c-format
msgid "%s says nothing of its coordinate reference system; if it is EPSG:2154, for example, make a copy that says so: ogr2ogr -a_srs EPSG:2154 copy.gpkg FILE"
msgstr ""

#: lib/input/frame.c
#, c-format
msgid "%s is in degrees; it is analysed in %s"
msgstr ""

#: lib/input/frame.c
#, c-format
msgid "%s is in degrees (%.2f to %.2f east, %.2f to %.2f north), which lies in no single territory with a known CRS; say in which projected CRS to measure with --crs EPSG:N"
msgstr ""

#: lib/input/frame.c
#, c-format
msgid "warning: %s is in a Mercator projection, which stretches areas (twice in France); add --crs EPSG:2154"
msgstr ""

#: lib/input/frame.c
#, c-format
msgid "the CRS of %s is not in metres; say in which projected CRS to measure with --crs EPSG:N"
msgstr ""

#: lib/input/frame.c
#, c-format
msgid "%s cannot be brought into %s: %s"
msgstr ""

#: lib/input/frame.c
msgid "no transformation"
msgstr ""

#: lib/input/frame.c
#, c-format
msgid "%s is reprojected to %s"
msgstr ""

#: lib/input/layers.c
#, c-format
msgid "%s has over %d layers; name one: %s|layername=LAYER"
msgstr ""

#: lib/input/layers.c
#, c-format
msgid "%s has no layer"
msgstr ""

#: lib/input/layers.c
#, c-format
msgid "%s has no layer '%s'; its layers are: %s"
msgstr ""

#: lib/input/layers.c
#, c-format
msgid "%s: %s, separator '%s', %zu rows"
msgstr ""

#: lib/input/layers.c
msgid "no source is given: name a file that holds the units and the declared perimeters"
msgstr ""

#: lib/input/life_classes.c
#, c-format
msgid "--life-classes: line %ld of %s: '%s' with words '%s'; a class is signed, validated, intent or unknown, and words are needed"
msgstr ""

#: lib/input/life_classes.c
#, c-format
msgid "--life-classes: %s has no columns class and words"
msgstr ""

#: lib/input/load.c
#, c-format
msgid "%s: '%s' keeps nothing of %s; check the filter"
msgstr ""

#: lib/input/load.c lib/input/table.c
#, c-format
msgid "%s: '%s' cannot be applied to %s: %s"
msgstr ""

#: lib/input/load.c lib/input/table.c
msgid "not understood"
msgstr ""

#: lib/input/load.c
#, c-format
msgid "%s: heights are left aside"
msgstr ""

#: lib/input/load.c lib/input/territory.c
#, c-format
msgid "%s holds no polygon"
msgstr ""

#: lib/input/load.c
msgid "no population is known; add --populations FILE to have inhabitants counted"
msgstr ""

#: lib/input/load.c
#, c-format
msgid "warning: the population of %zu units of %zu is not known"
msgstr ""

#: lib/input/load.c
#, c-format
msgid "%d warnings while reading, the first: %s"
msgstr ""

#: lib/input/opened.c
#, c-format
msgid "'%s': after the bar, layername=LAYER is expected"
msgstr ""

#: lib/input/opened.c
#, c-format
msgid "a source has an empty name"
msgstr ""

#: lib/input/opened.c
#, c-format
msgid "%s: sources are files of this machine or a PostgreSQL base (PG:...); download it first"
msgstr ""

#: lib/input/opened.c
#, c-format
msgid "%s does not exist, or its folder cannot be read"
msgstr ""

#: lib/input/opened.c
#, c-format
msgid "%s is an empty file"
msgstr ""

#: lib/input/opened.c
#, c-format
msgid "%s is not a file"
msgstr ""

#: lib/input/opened.c
#, c-format
msgid "%s may not be read by this user; change its permissions"
msgstr ""

#: lib/input/opened.c
#, c-format
msgid "%s holds changes that another program has not finished writing, and no temporary folder can be made to read a copy; open and close it in QGIS"
msgstr ""

#: lib/input/opened.c
#, c-format
msgid "%s cannot be copied to %s to be read"
msgstr ""

#: lib/input/opened.c
#, c-format
msgid "%s: another program left unfinished changes beside it; a copy is read"
msgstr ""

#: lib/input/opened.c
#, c-format
msgid "%s is being written by another program; wait until it has finished, or close the file there"
msgstr ""

#: lib/input/opened.c
#, c-format
msgid "%s was left half-written by a program that stopped (%s-journal is still there); open it once in QGIS, which mends it, and close it"
msgstr ""

#: lib/input/opened.c
#, c-format
msgid "%s cannot be read: it is damaged, or of none of the formats read (%s)%s%s"
msgstr ""

#: lib/input/opened.c
#, c-format
msgid "%s holds over %d files; name one: /vsizip/%s/FILE"
msgstr ""

#: lib/input/opened.c
#, c-format
msgid "%s is no zip archive, or holds no file of a format read (%s)"
msgstr ""

#: lib/input/perimeters.c lib/input/units.c
#, c-format
msgid "feature %lld"
msgstr ""

#: lib/input/perimeters.c
#, c-format
msgid "feature %lld of %s has no id; it is called '%s'"
msgstr ""

#: lib/input/perimeters.c
#, c-format
msgid "perimeter %s (feature %lld of %s): none of its polygons can be used, their coordinates are impossible"
msgstr ""

#: lib/input/perimeters.c
#, c-format
msgid "perimeter %s (feature %lld of %s) has no polygon"
msgstr ""

#: lib/input/placing.c
#, c-format
msgid "unit %s: feature %lld of %s repeats feature %lld, point by point; it is left out"
msgstr ""

#: lib/input/placing.c
#, c-format
msgid "perimeter %s: feature %lld of %s repeats feature %lld, point by point; it is left out"
msgstr ""

#: lib/input/placing.c
#, c-format
msgid "rings with impossible coordinates, left out: %u"
msgstr ""

#: lib/input/placing.c
#, c-format
msgid "rings without any area, left out: %u"
msgstr ""

#: lib/input/placing.c
#, c-format
msgid "points or lines, left out: %u"
msgstr ""

#: lib/input/placing.c
msgid "arcs, replaced by chords of half a degree"
msgstr ""

#: lib/input/placing.c
#, c-format
msgid "unit %s (feature %lld of %s): %s"
msgstr ""

#: lib/input/placing.c
#, c-format
msgid "perimeter %s (feature %lld of %s): %s"
msgstr ""

#: lib/input/polygons.c
#, c-format
msgid "%s has more vertices than can be held (4 billion)"
msgstr ""

#: lib/input/polygons.c
msgid "reading"
msgstr ""

#: lib/input/polygons.c
#, c-format
msgid "%s cannot be read to its end (%zu features were): %s"
msgstr ""

#: lib/input/populations.c
#, c-format
msgid "--populations: %s is not INSEE's table of populations: it has no columns COM and PMUN"
msgstr ""

#: lib/input/region.c
#, c-format
msgid "%s: %zu bytes that are no geometry in WKB"
msgstr ""

#: lib/input/region.c
msgid "the code of the unit"
msgstr ""

#: lib/input/region.c
msgid "the id of the perimeter"
msgstr ""

#: lib/input/region.c
#, c-format
msgid "there is no perimeter '%s'"
msgstr ""

#: lib/input/region.c
#, c-format
msgid "perimeter %s%s%s declares no territory: neither a polygon nor a code of the region"
msgstr ""

#: lib/input/resolve.c
#, c-format
msgid "%s, line %ld: '%s' is read as %s (%s)"
msgstr ""

#: lib/input/resolve.c
#, c-format
msgid "%zu declared codes were written otherwise than the units' and were repaired (%s read as %s)"
msgstr ""

#: lib/input/resolve.c
#, c-format
msgid "%zu declared names were written otherwise than the units' (%s read as %s)"
msgstr ""

#: lib/input/resolver_tell.c
#, c-format
msgid " (line %s of %s)"
msgstr ""

#: lib/input/resolver_tell.c
#, c-format
msgid " (lines %s of %s)"
msgstr ""

#: lib/input/resolver_tell.c
#, c-format
msgid "%s lists %s %s %zu times%s"
msgstr ""

#: lib/input/resolver_tell.c
#, c-format
msgid "%s lists %s as '%s'%s, but this is the code of %s; the code is counted: make sure that it is no postal code"
msgstr ""

#: lib/input/resolver_tell.c
#, c-format
msgid " on %s"
msgstr ""

#: lib/input/resolver_tell.c
#, c-format
msgid "%s lists %s, which became part of %s %s%s%s; %s is counted instead"
msgstr ""

#: lib/input/resolver_tell.c
#, c-format
msgid "%s lists %s%s, which was made%s of communes that the units still hold apart: %s; they are counted"
msgstr ""

#: lib/input/resolver_tell.c
#, c-format
msgid "%s lists %s, which was split%s between %s%s; only those that it lists as well are counted"
msgstr ""

#: lib/input/resolver_tell.c
#, c-format
msgid "%s lists %s, which was split%s between %s%s; list those that are meant"
msgstr ""

#: lib/input/resolver_tell.c
#, c-format
msgid "%s lists '%s'%s, which is no unit (a postal code?); its name is that of %s %s, which is counted"
msgstr ""

#: lib/input/resolver_tell.c
#, c-format
msgid "%s lists '%s'%s, which may be %s; write the code, or add a column with the département"
msgstr ""

#: lib/input/resolver_tell.c
#, c-format
msgid "; the nearest names are: %s"
msgstr ""

#: lib/input/resolver_tell.c
#, c-format
msgid "%s lists '%s'%s, which is neither the code nor the name of a unit of the region%s"
msgstr ""

#: lib/input/resolver_tell.c
#, c-format
msgid "%s lists %s%s, a unit without polygon"
msgstr ""

#: lib/input/resolver_tell.c
#, c-format
msgid "%s lists %s%s, a municipal arrondissement, but the units hold the whole commune: add the layer of arrondissements"
msgstr ""

#: lib/input/resolver_tell.c
#, c-format
msgid "%s lists %s%s, an IRIS, but the units hold the whole commune: add the layer of IRIS"
msgstr ""

#: lib/input/resolver_tell.c
#, c-format
msgid "%s lists %s%s, which is no unit of the region; if it is an EPCI, --expand epci stands for its communes where the units tell their EPCI"
msgstr ""

#: lib/input/resolver_tell.c
#, c-format
msgid "%s lists %s%s, which is no unit of the region; it looks like a postal code, which several communes may share: write the INSEE code or the name"
msgstr ""

#: lib/input/resolver_tell.c
#, c-format
msgid "%s lists %s%s, which is no unit of the region"
msgstr ""

#: lib/input/resolver_tell.c
#, c-format
msgid "%s lists '%s'%s, which is no unit of the region, nor looks like a code"
msgstr ""

#: lib/input/roles.c
#, c-format
msgid "several layers could hold the units: %s. Say which one with --units 'FILE|layername=LAYER'"
msgstr ""

#: lib/input/roles.c
#, c-format
msgid "several layers could hold the perimeters: %s. Say which one with --perimeters 'FILE|layername=LAYER'"
msgstr ""

#: lib/input/roles.c
msgid "table"
msgstr ""

#: lib/input/roles.c
msgid "polygons"
msgstr ""

#: lib/input/roles.c
msgid "points or lines"
msgstr ""

#: lib/input/roles.c
msgid "no column"
msgstr ""

#: lib/input/roles.c
#, c-format
msgid "no layer of units is recognised in %s, which holds: %s. A layer of polygons with a column of codes is needed: say which with --units 'FILE|layername=LAYER' and --unit-fields code=COLUMN"
msgstr ""

#: lib/input/roles.c
msgid "no source of units is given: add one, or --units FILE"
msgstr ""

#: lib/input/roles.c
#, c-format
msgid "%s tells communes by postal codes (column %s), which several of them share: add a column of INSEE codes or of names"
msgstr ""

#: lib/input/roles.c
#, c-format
msgid "no declared perimeter is recognised in %s, which holds: %s. A layer of polygons, or a table with a column of unit codes or names and one of ids, is needed: say which with --perimeters 'FILE|layername=LAYER' and --perimeter-fields id=COLUMN,name=COLUMN,code=COLUMN,unit=COLUMN"
msgstr ""

#: lib/input/roles.c
#, c-format
msgid "%s serves no purpose: the units and the perimeters are taken from other sources; leave it out, or give it with --perimeters"
msgstr ""

#: lib/input/roles.c
#, c-format
msgid "units: %s; code = %s, name = %s, population = %s, group = %s"
msgstr ""

#: lib/input/roles.c
#, c-format
msgid "perimeters: %s; id = %s, name = %s, status = %s"
msgstr ""

#: lib/input/roles.c
#, c-format
msgid "declared units: %s; code = %s, unit = %s, id = %s, name = %s"
msgstr ""

#: lib/input/roles.c
#, c-format
msgid "not used: %s"
msgstr ""

#: lib/input/schema.c
#, c-format
msgid "%s: '%s' is not a field that can be mapped; write for example code=insee,name=nom"
msgstr ""

#: lib/input/schema.c
#, c-format
msgid "%s: no column is given for '%s'; write %s=COLUMN"
msgstr ""

#: lib/input/schema.c
#, c-format
msgid "%s: %s has no column '%s'; its columns are: %s"
msgstr ""

#: lib/input/selection.c
#, c-format
msgid "--as-of: '%s' is not a date; write it as 2026-01-31"
msgstr ""

#: lib/input/selection.c
msgid "--status: the list is empty; write for example signed,validated"
msgstr ""

#: lib/input/selection.c
#, c-format
msgid "status '%s' (%s) is of no life-cycle class; --life-classes FILE tells which"
msgstr ""

#: lib/input/selection.c
#, c-format
msgid "the date '%s' of %s cannot be read, and it is taken to be in force; write dates as 2026-01-31"
msgstr ""

#: lib/input/selection.c
#, c-format
msgid "%zu rows of lists are not in force on %s"
msgstr ""

#: lib/input/selection.c
#, c-format
msgid "left out: %s (status '%s', from '%s' to '%s')"
msgstr ""

#: lib/input/selection.c
#, c-format
msgid "none of the %u perimeters is in force with the date and statuses asked for; see --as-of and --status"
msgstr ""

#: lib/input/selection.c
#, c-format
msgid "%u perimeters of %u are left out by --as-of and --status"
msgstr ""

#: lib/input/table.c
#, c-format
msgid "%s cannot be read to its end: %s"
msgstr ""

#: lib/input/table_file.c
#, c-format
msgid "%s: no table of %s has columns COM_AV and COM_AP, nor CODGEO_2025 and CODGEO_2022"
msgstr ""

#: lib/input/table_file.c
#, c-format
msgid "%s: no table of %s has columns COM and PMUN"
msgstr ""

#: lib/input/territory.c
#, c-format
msgid "%s: %s became part of %s %s on %s"
msgstr ""

#: lib/input/territory.c
#, c-format
msgid "%s: %s%s is no unit of the region"
msgstr ""

#: lib/input/territory.c
#, c-format
msgid "%s: '%s'%s is neither a unit of the region nor a file"
msgstr ""

#: lib/input/territory.c
#, c-format
msgid "%s: %s holds several perimeters, and none is '%s'; keep in it what is meant, or name one of them with --as"
msgstr ""

#: lib/input/territory.c
#, c-format
msgid "%s: %s has no column of unit codes; call it 'code'"
msgstr ""

#: lib/input/territory.c
#, c-format
msgid " (line %ld of %s)"
msgstr ""

#: lib/input/territory.c
#, c-format
msgid "%s: several layers could be meant, %s and %s; name one: PATH|layername=LAYER"
msgstr ""

#: lib/input/territory.c
#, c-format
msgid "%s: there is neither a polygon layer nor a table of codes in it"
msgstr ""

#: lib/input/territory.c
#, c-format
msgid "%s: '%s' names no unit"
msgstr ""

#: lib/input/units.c
#, c-format
msgid "feature %lld of %s (%s) has no code; it is counted as a unit, which no list can declare"
msgstr ""

#: lib/input/units.c
#, c-format
msgid "unit %s %s (feature %lld of %s) has no polygon; its other features are used"
msgstr ""

#: lib/input/units.c
#, c-format
msgid "unit %s %s (feature %lld of %s) has no polygon: it cannot be checked, and is left out"
msgstr ""

#: lib/input/units.c
#, c-format
msgid "%s %s is left out of the units: its IRIS are there"
msgstr ""

#: lib/input/units.c
#, c-format
msgid "%s %s is left out of the units: its municipal arrondissements are there"
msgstr ""

#: lib/output/csv.c
msgid "CSV tables are several files: name a folder, not standard output"
msgstr ""

#: lib/output/drawings.c
#, c-format
msgid "a polygon cannot be drawn on the map: %s"
msgstr ""

#: lib/output/file.c
msgid "free some space, or write to another disk"
msgstr ""

#: lib/output/file.c
msgid "choose a folder and a file that you may write to"
msgstr ""

#: lib/output/file.c
msgid "create the folder first"
msgstr ""

#: lib/output/file.c
msgid "choose another name"
msgstr ""

#: lib/output/file.c
msgid "it is a folder: give the name of a file"
msgstr ""

#: lib/output/file.c
msgid "the program that was to read it has ended"
msgstr ""

#: lib/output/file.c
msgid "check the disk, or write elsewhere"
msgstr ""

#: lib/output/file.c
#, c-format
msgid "cannot write %s: %s; %s"
msgstr ""

#: lib/output/file.c
msgid "the standard output"
msgstr ""

#: lib/output/gpkg.c
msgid "the GeoPackage would be too large; check fewer units at once"
msgstr ""

#: lib/output/gpkg.c
#, c-format
msgid "SQLite refuses to build the GeoPackage: %s"
msgstr ""

#: lib/output/gpkg.c
msgid "Styles"
msgstr ""

#: lib/output/gpkg.c
msgid "how QGIS draws the layers when it opens them"
msgstr ""

#: lib/output/gpkg_tables.c lib/output/page_reading.c
msgid "File"
msgstr ""

#: lib/output/gpkg_tables.c
msgid "Layer"
msgstr ""

#: lib/output/gpkg_tables.c lib/output/page_reading.c
msgid "Role"
msgstr ""

#: lib/output/gpkg_tables.c
msgid "Number of features"
msgstr ""

#: lib/output/gpkg_tables.c lib/output/page_reading.c
msgid "CRS"
msgstr ""

#: lib/output/gpkg_tables.c
msgid "SHA-256"
msgstr ""

#: lib/output/gpkg_tables.c
msgid "Inputs"
msgstr ""

#: lib/output/gpkg_tables.c
msgid "layers that were read"
msgstr ""

#: lib/output/gpkg_tables.c
msgid "Made on"
msgstr ""

#: lib/output/gpkg_tables.c
msgid "Version of cpts-coverage"
msgstr ""

#: lib/output/gpkg_tables.c
msgid "Verdict"
msgstr ""

#: lib/output/gpkg_tables.c lib/output/page_reading.c
msgid "Analysis CRS"
msgstr ""

#: lib/output/gpkg_tables.c
msgid "Sliver width (m)"
msgstr ""

#: lib/output/gpkg_tables.c lib/output/page_reading.c
msgid "Fails on"
msgstr ""

#: lib/output/gpkg_tables.c lib/output/gpkg_write.c lib/output/page.inc
#: lib/output/page_tables.c
msgid "Units"
msgstr ""

#: lib/output/gpkg_tables.c
msgid "Perimeters"
msgstr ""

#: lib/output/gpkg_tables.c lib/output/gpkg_write.c
msgid "Area (m²)"
msgstr ""

#: lib/output/gpkg_tables.c lib/output/gpkg_write.c lib/output/page.inc
#: lib/output/page_tables.c
msgid "Inhabitants"
msgstr ""

#: lib/output/gpkg_tables.c
msgid "Covered area (m²)"
msgstr ""

#: lib/output/gpkg_tables.c
msgid "Covered inhabitants"
msgstr ""

#: lib/output/gpkg_tables.c
msgid "White area (m²)"
msgstr ""

#: lib/output/gpkg_tables.c
msgid "White inhabitants"
msgstr ""

#: lib/output/gpkg_tables.c
msgid "Overlap area (m²)"
msgstr ""

#: lib/output/gpkg_tables.c
msgid "Overlap inhabitants"
msgstr ""

#: lib/output/gpkg_tables.c lib/output/gpkg_write.c
msgid "Area outside the region (m²)"
msgstr ""

#: lib/output/gpkg_tables.c
msgid "Area of slivers (m²)"
msgstr ""

#: lib/output/gpkg_tables.c
msgid "Covered share of the area"
msgstr ""

#: lib/output/gpkg_tables.c
msgid "Covered share of the inhabitants"
msgstr ""

#: lib/output/gpkg_tables.c
msgid "Errors"
msgstr ""

#: lib/output/gpkg_tables.c
msgid "Warnings"
msgstr ""

#: lib/output/gpkg_tables.c
msgid "Notes"
msgstr ""

#: lib/output/gpkg_tables.c
msgid "Totals"
msgstr ""

#: lib/output/gpkg_tables.c
msgid "verdict and figures of the whole region"
msgstr ""

#: lib/output/gpkg_tables.c lib/output/gpkg_write.c
msgid "Rule"
msgstr ""

#: lib/output/gpkg_tables.c
msgid "Findings, slivers left out"
msgstr ""

#: lib/output/gpkg_tables.c lib/output/gpkg_write.c
msgid "Slivers"
msgstr ""

#: lib/output/gpkg_tables.c
msgid "Findings by rule"
msgstr ""

#: lib/output/gpkg_tables.c
msgid "number of findings by rule"
msgstr ""

#: lib/output/gpkg_tables.c lib/output/gpkg_write.c
msgid "Group"
msgstr ""

#: lib/output/gpkg_tables.c
msgid "Groups"
msgstr ""

#: lib/output/gpkg_tables.c
msgid "figures by département, or by the field asked for"
msgstr ""

#: lib/output/gpkg_tables.c
msgid "Unit (code)"
msgstr ""

#: lib/output/gpkg_tables.c
msgid "CPTS (identifier)"
msgstr ""

#: lib/output/gpkg_tables.c
msgid "Share of the unit"
msgstr ""

#: lib/output/gpkg_tables.c
msgid "Claims"
msgstr ""

#: lib/output/gpkg_tables.c
msgid "which CPTS claims how much of which unit"
msgstr ""

#: lib/output/gpkg_write.c lib/output/page.inc lib/output/page_tables.c
msgid "Identifier"
msgstr ""

#: lib/output/gpkg_write.c lib/output/page.inc
msgid "Severity"
msgstr ""

#: lib/output/gpkg_write.c lib/output/styles.inc
msgid "Sliver"
msgstr ""

#: lib/output/gpkg_write.c
msgid "CPTS (identifiers)"
msgstr ""

#: lib/output/gpkg_write.c lib/output/page.inc lib/output/page_summary.c
msgid "CPTS"
msgstr ""

#: lib/output/gpkg_write.c
msgid "Units (codes)"
msgstr ""

#: lib/output/gpkg_write.c
msgid "Number of units"
msgstr ""

#: lib/output/gpkg_write.c
msgid "Whole units"
msgstr ""

#: lib/output/gpkg_write.c
msgid "Width (m)"
msgstr ""

#: lib/output/gpkg_write.c
msgid "Border (m)"
msgstr ""

#: lib/output/gpkg_write.c
msgid "Inhabitants: how counted"
msgstr ""

#: lib/output/gpkg_write.c
msgid "Message"
msgstr ""

#: lib/output/gpkg_write.c
msgid "State"
msgstr ""

#: lib/output/gpkg_write.c
msgid "First seen"
msgstr ""

#: lib/output/gpkg_write.c
msgid "Caused by (identifiers)"
msgstr ""

#: lib/output/gpkg_write.c
msgid "Accepted: reason"
msgstr ""

#: lib/output/gpkg_write.c
msgid "Accepted by"
msgstr ""

#: lib/output/gpkg_write.c
msgid "Accepted until"
msgstr ""

#: lib/output/gpkg_write.c lib/output/page_tables.c
msgid "Name"
msgstr ""

#: lib/output/gpkg_write.c
msgid "Status"
msgstr ""

#: lib/output/gpkg_write.c
msgid "Area claimed by it alone (m²)"
msgstr ""

#: lib/output/gpkg_write.c
msgid "Contested area (m²)"
msgstr ""

#: lib/output/gpkg_write.c
msgid "Contested inhabitants"
msgstr ""

#: lib/output/gpkg_write.c
msgid "Size class"
msgstr ""

#: lib/output/gpkg_write.c
msgid "Number of pieces"
msgstr ""

#: lib/output/gpkg_write.c
msgid "Partial units"
msgstr ""

#: lib/output/gpkg_write.c
msgid "Class of life"
msgstr ""

#: lib/output/gpkg_write.c
msgid "Yearly ceiling (euros)"
msgstr ""

#: lib/output/gpkg_write.c
msgid "Code"
msgstr ""

#: lib/output/gpkg_write.c
msgid "Claimants"
msgstr ""

#: lib/output/gpkg_write.c
msgid "Most claims on one place"
msgstr ""

#: lib/output/gpkg_write.c
msgid "Claims, slivers left out"
msgstr ""

#: lib/output/gpkg_write.c
msgid "White share"
msgstr ""

#: lib/output/gpkg_write.c
msgid "Overlap share"
msgstr ""

#: lib/output/gpkg_write.c lib/output/page.inc
msgid "Overlaps"
msgstr ""

#: lib/output/gpkg_write.c
msgid "places claimed by two CPTS or more"
msgstr ""

#: lib/output/gpkg_write.c lib/output/page.inc
msgid "White zones"
msgstr ""

#: lib/output/gpkg_write.c
msgid "places claimed by no CPTS"
msgstr ""

#: lib/output/gpkg_write.c lib/output/page.inc lib/output/styles.inc
#: lib/output/words.c
msgid "Outside the region"
msgstr ""

#: lib/output/gpkg_write.c
msgid "places claimed outside the region"
msgstr ""

#: lib/output/gpkg_write.c
msgid "overlaps, white zones and outsides narrower than the sliver width: two drawings of the same border"
msgstr ""

#: lib/output/gpkg_write.c
msgid "Defects of the base layer"
msgstr ""

#: lib/output/gpkg_write.c
msgid "units that overlap each other, gaps between units, invalid units"
msgstr ""

#: lib/output/gpkg_write.c
msgid "Findings without a place"
msgstr ""

#: lib/output/gpkg_write.c
msgid "findings about codes and declarations"
msgstr ""

#: lib/output/gpkg_write.c
msgid "Declared perimeters"
msgstr ""

#: lib/output/gpkg_write.c
msgid "perimeters as they are declared; for codes, the union of their units"
msgstr ""

#: lib/output/gpkg_write.c
msgid "communes, municipal arrondissements or IRIS, with the CPTS that claim them"
msgstr ""

#: lib/output/history_view.c
msgid "compliant"
msgstr ""

#: lib/output/history_view.c
msgid "not compliant"
msgstr ""

#: lib/output/history_view.c lib/output/mail.c lib/output/page_summary.c
#: lib/output/text.c
#, c-format
msgid "%s error"
msgid_plural "%s errors"
msgstr[0] ""
msgstr[1] ""

#: lib/output/history_view.c lib/output/mail.c
#, c-format
msgid ", %s %% of the inhabitants covered\n"
msgstr ""

#: lib/output/history_view.c lib/output/mail.c
#, c-format
msgid ", %s %% of the area covered\n"
msgstr ""

#: lib/output/history_view.c
msgid "Coverage:"
msgstr ""

#: lib/output/history_view.c
#, c-format
msgid ", since %.10s"
msgstr ""

#: lib/output/history_view.c
msgid ", accepted by "
msgstr ""

#: lib/output/history_view.c
#, c-format
msgid " until %.10s"
msgstr ""

#: lib/output/history_view.c lib/output/simulation_text.c
msgid ": "
msgstr ""

#: lib/output/history_view.c lib/output/moved.c
msgid "; changed by "
msgstr ""

#: lib/output/history_view.c
msgid "a history is told as text or JSON"
msgstr ""

#: lib/output/mail.c lib/output/text.c
msgid "COMPLIANT"
msgstr ""

#: lib/output/mail.c lib/output/text.c
msgid "NOT COMPLIANT"
msgstr ""

#: lib/output/mail.c
#, c-format
msgid "Nothing has moved since the run of %s.\n"
msgstr ""

#: lib/output/mail.c
msgid "What moved is told when a history is kept: --history STORE."
msgstr ""

#: lib/output/map.c
#, c-format
msgid "the conflict map: a polygon cannot be rounded to 7 decimals: %s"
msgstr ""

#: lib/output/moved.c
msgid "new"
msgstr ""

#: lib/output/moved.c
msgid "as before"
msgstr ""

#: lib/output/moved.c lib/output/simulation_text.c
msgid "grown"
msgstr ""

#: lib/output/moved.c lib/output/simulation_text.c
msgid "shrunk"
msgstr ""

#: lib/output/moved.c
msgid "back"
msgstr ""

#: lib/output/moved.c
msgid "resolved"
msgstr ""

#. TRANSLATORS: %s is a date and a time
#: lib/output/moved.c
#, c-format
msgid "Since the run of %s: "
msgstr ""

#. TRANSLATORS: a state and how many are in it
#: lib/output/moved.c
#, c-format
msgid "%s: %s"
msgstr ""

#. TRANSLATORS: before a sentence; %s is a state
#: lib/output/moved.c
#, c-format
msgid "  - %s: "
msgstr ""

#: lib/output/moved.c
msgid " (accepted)"
msgstr ""

#: lib/output/moved.c
#, c-format
msgid "    (%s: %s more)\n"
msgstr ""

#: lib/output/moved.c
msgid "This is the first run of the history: what comes will be compared with it."
msgstr ""

#: lib/output/moved.c
#, c-format
msgid ": the acceptance ended on %s; the finding counts again\n"
msgstr ""

#: lib/output/moved.c
msgid ": larger than what was accepted; the finding counts again\n"
msgstr ""

#: lib/output/moved.c
msgid ": accepted, and found no more; the acceptance can go\n"
msgstr ""

#: lib/output/moved.c
#, c-format
msgid "%s finding is accepted and does not count.\n"
msgid_plural "%s findings are accepted and do not count.\n"
msgstr[0] ""
msgstr[1] ""

#: lib/output/output.c
#, c-format
msgid "there is no output format %d"
msgstr ""

#. TRANSLATORS: a percentage, with the space that your language puts before the sign
#: lib/output/page.c
#, c-format
msgid "%s%%"
msgstr ""

#. TRANSLATORS: the code of your language: fr, de, ...
#: lib/output/page.c
msgid "en"
msgstr ""

#: lib/output/page.c
#, c-format
msgid "the page has no section '%.*s'"
msgstr ""

#: lib/output/page.inc
#, c-format
msgid " (%s%%)"
msgstr ""

#: lib/output/page.inc
#, c-format
msgid "%s is added."
msgstr ""

#: lib/output/page.inc
#, c-format
msgid "%s is removed."
msgstr ""

#: lib/output/page.inc lib/output/page_summary.c
#, c-format
msgid "%s km²"
msgstr ""

#: lib/output/page.inc
#, c-format
msgid "%s m"
msgstr ""

#: lib/output/page.inc
msgid "Add or remove a unit: code or name"
msgstr ""

#: lib/output/page.inc
msgid "All"
msgstr ""

#: lib/output/page.inc lib/output/page_tables.c
msgid "Area (km²)"
msgstr ""

#: lib/output/page.inc
msgid "Area"
msgstr ""

#: lib/output/page.inc
msgid "Border of a département"
msgstr ""

#: lib/output/page.inc
msgid "CPTS (a colour to tell neighbours apart)"
msgstr ""

#: lib/output/page.inc
msgid "Click a place of the map or a line of the table."
msgstr ""

#: lib/output/page.inc
msgid "Click units on the map to add or remove them."
msgstr ""

#: lib/output/page.inc lib/output/page_tables.c
msgid "Département"
msgstr ""

#: lib/output/page.inc
msgid "Name of the new CPTS"
msgstr ""

#: lib/output/page.inc
msgid "Names of the CPTS"
msgstr ""

#: lib/output/page.inc
msgid "New CPTS"
msgstr ""

#: lib/output/page.inc
msgid "New overlaps"
msgstr ""

#: lib/output/page.inc
msgid "New white zones"
msgstr ""

#: lib/output/page.inc
msgid "Next"
msgstr ""

#: lib/output/page.inc
msgid "No unit has this code or this name."
msgstr ""

#: lib/output/page.inc
msgid "Nothing is changed yet."
msgstr ""

#: lib/output/page.inc
msgid "Now"
msgstr ""

#: lib/output/page.inc
msgid "OK"
msgstr ""

#: lib/output/page.inc
msgid "Overlaps that go"
msgstr ""

#: lib/output/page.inc
#, c-format
msgid "Page %s of %s"
msgstr ""

#: lib/output/page.inc
msgid "Previous"
msgstr ""

#: lib/output/page.inc
msgid "Save all CPTS (CSV)"
msgstr ""

#: lib/output/page.inc
msgid "Save this CPTS (CSV)"
msgstr ""

#: lib/output/page.inc
msgid "Search: commune, code, CPTS"
msgstr ""

#: lib/output/page.inc
#, c-format
msgid "Several units have this name; give a code: %s"
msgstr ""

#: lib/output/page.inc lib/output/page_tables.c
msgid "Size"
msgstr ""

#: lib/output/page.inc
#, c-format
msgid "Sliver %s m wide"
msgstr ""

#: lib/output/page.inc
msgid "Start again"
msgstr ""

#: lib/output/page.inc
msgid "The command check reads the list of all CPTS: --perimeters FILE."
msgstr ""

#: lib/output/page.inc
msgid "Then"
msgstr ""

#: lib/output/page.inc
#, c-format
msgid "Undo: %s"
msgstr ""

#: lib/output/page.inc
msgid "What"
msgstr ""

#: lib/output/page.inc
msgid "White zones that go"
msgstr ""

#: lib/output/page.inc
msgid "Whole region"
msgstr ""

#: lib/output/page.inc
msgid "Width"
msgstr ""

#: lib/output/page.inc
msgid "Zoom in"
msgstr ""

#: lib/output/page.inc
msgid "Zoom out"
msgstr ""

#: lib/output/page.inc lib/output/page_summary.c
msgid "in no CPTS"
msgstr ""

#: lib/output/page.inc lib/output/simulation_text.c
msgid "none"
msgstr ""

#: lib/output/page.inc
msgid "sliver"
msgstr ""

#: lib/output/page.inc
msgid "undo"
msgstr ""

#: lib/output/page.inc
msgid "with the slivers"
msgstr ""

#: lib/output/page.inc
#, c-format
msgid "%s finding of %s"
msgid_plural "%s findings of %s"
msgstr[0] ""
msgstr[1] ""

#: lib/output/page.inc
#, c-format
msgid "%s finding"
msgid_plural "%s findings"
msgstr[0] ""
msgstr[1] ""

#: lib/output/page.inc
#, c-format
msgid "%s inhabitant"
msgid_plural "%s inhabitants"
msgstr[0] ""
msgstr[1] ""

#: lib/output/page.inc
#, c-format
msgid "Defect of the base (%s)"
msgid_plural "Defects of the base (%s)"
msgstr[0] ""
msgstr[1] ""

#: lib/output/page.inc
#, c-format
msgid "Sliver (%s)"
msgid_plural "Slivers (%s)"
msgstr[0] ""
msgstr[1] ""

#: lib/output/page.inc
msgid "Unit"
msgid_plural "Units"
msgstr[0] ""
msgstr[1] ""

#: lib/output/page.inc
#, c-format
msgid "and %s more unit"
msgid_plural "and %s more units"
msgstr[0] ""
msgstr[1] ""

#: lib/output/page.inc
msgid "About the map"
msgstr ""

#: lib/output/page.inc
msgid "CPTS territories: overlaps and white zones"
msgstr ""

#: lib/output/page.inc
msgid "Contents"
msgstr ""

#: lib/output/page.inc
msgid "Coverage of the region by the CPTS"
msgstr ""

#: lib/output/page.inc
msgid "Départements"
msgstr ""

#: lib/output/page.inc
msgid "Filter the findings"
msgstr ""

#: lib/output/page.inc
msgid "Findings, the gravest first"
msgstr ""

#: lib/output/page.inc
msgid "Findings"
msgstr ""

#: lib/output/page.inc
msgid "Legend"
msgstr ""

#: lib/output/page.inc
msgid "Look"
msgstr ""

#: lib/output/page.inc
msgid "Map of the CPTS and of the findings. The table of findings says the same in words."
msgstr ""

#: lib/output/page.inc
msgid "Map of the CPTS and of the findings"
msgstr ""

#: lib/output/page.inc
msgid "Map"
msgstr ""

#: lib/output/page.inc
msgid "Skip to the findings"
msgstr ""

#: lib/output/page.inc lib/output/page_reading.c
msgid "Sources and options"
msgstr ""

#: lib/output/page.inc
msgid "The map and the table of findings need JavaScript; the figures below do not."
msgstr ""

#: lib/output/page.inc
msgid "What a click on the map does"
msgstr ""

#: lib/output/page.inc
msgid "What if?"
msgstr ""

#: lib/output/page_reading.c
#, c-format
msgid "Checked on %.10s at %.5s UTC with cpts-coverage %s"
msgstr ""

#: lib/output/page_reading.c lib/output/proposal_text.c
msgid "units"
msgstr ""

#: lib/output/page_reading.c
msgid "declared perimeters"
msgstr ""

#: lib/output/page_reading.c
msgid "declared codes"
msgstr ""

#: lib/output/page_reading.c
msgid "Layers that were read"
msgstr ""

#: lib/output/page_reading.c
msgid "Features"
msgstr ""

#: lib/output/page_reading.c
msgid "Options"
msgstr ""

#: lib/output/page_reading.c
msgid "Sliver width"
msgstr ""

#: lib/output/page_reading.c
#, c-format
msgid "%s m: narrower conflicts are two drawings of the same border, told as notes"
msgstr ""

#: lib/output/page_reading.c
msgid "The map is simplified; areas, inhabitants and findings come from the exact borders. This page loads nothing from the network."
msgstr ""

#: lib/output/page_summary.c
#, c-format
msgid "%s overlap"
msgid_plural "%s overlaps"
msgstr[0] ""
msgstr[1] ""

#: lib/output/page_summary.c
#, c-format
msgid " (%s inhabitants in several CPTS)"
msgstr ""

#: lib/output/page_summary.c
#, c-format
msgid "%s white zone"
msgid_plural "%s white zones"
msgstr[0] ""
msgstr[1] ""

#: lib/output/page_summary.c
#, c-format
msgid " (%s inhabitants in none)"
msgstr ""

#: lib/output/page_summary.c
#, c-format
msgid "%s of the inhabitants live in a CPTS: "
msgstr ""

#: lib/output/page_summary.c
#, c-format
msgid "%s of the area is in a CPTS: "
msgstr ""

#: lib/output/page_summary.c lib/output/text.c
#, c-format
msgid "%s warning"
msgid_plural "%s warnings"
msgstr[0] ""
msgstr[1] ""

#: lib/output/page_summary.c lib/output/text.c
#, c-format
msgid "%s note"
msgid_plural "%s notes"
msgstr[0] ""
msgstr[1] ""

#: lib/output/page_summary.c
msgid "Compliant"
msgstr ""

#: lib/output/page_summary.c
msgid "Not compliant"
msgstr ""

#: lib/output/page_summary.c
#, c-format
msgid "%s of the inhabitants, %s km²"
msgstr ""

#: lib/output/page_summary.c
#, c-format
msgid "%s of the area"
msgstr ""

#: lib/output/page_summary.c
msgid "area in a CPTS"
msgstr ""

#: lib/output/page_summary.c
msgid "inhabitants in a CPTS"
msgstr ""

#: lib/output/page_summary.c
#, c-format
msgid "%s of %s inhabitants"
msgstr ""

#: lib/output/page_summary.c
#, c-format
msgid "%s of %s km²"
msgstr ""

#: lib/output/page_summary.c lib/output/text.c
#, c-format
msgid "%s unit in the region, "
msgid_plural "%s units in the region, "
msgstr[0] ""
msgstr[1] ""

#: lib/output/page_summary.c
#, c-format
msgid "%s in no CPTS"
msgid_plural "%s in no CPTS"
msgstr[0] ""
msgstr[1] ""

#: lib/output/page_summary.c
msgid "Key figures"
msgstr ""

#: lib/output/page_summary.c
msgid "in several CPTS"
msgstr ""

#: lib/output/page_summary.c
msgid "inhabitants in several CPTS"
msgstr ""

#: lib/output/page_summary.c
msgid "inhabitants in no CPTS"
msgstr ""

#: lib/output/page_tables.c
msgid "Coverage by département"
msgstr ""

#: lib/output/page_tables.c
msgid "Coverage by département, or by the group of units asked for"
msgstr ""

#: lib/output/page_tables.c
msgid "Covered"
msgstr ""

#: lib/output/page_tables.c
msgid "In no CPTS (inhab.)"
msgstr ""

#: lib/output/page_tables.c
msgid "In no CPTS (km²)"
msgstr ""

#: lib/output/page_tables.c
msgid "In several CPTS (inhab.)"
msgstr ""

#: lib/output/page_tables.c
msgid "In several CPTS (km²)"
msgstr ""

#: lib/output/page_tables.c
#, c-format
msgid "of size %zu, from %s inhabitants"
msgstr ""

#: lib/output/page_tables.c
#, c-format
msgid "of size %zu, under %s inhabitants"
msgstr ""

#: lib/output/page_tables.c
msgid "Contested"
msgstr ""

#: lib/output/page_tables.c
msgid "Outside (km²)"
msgstr ""

#: lib/output/page_tables.c
msgid "CPTS by CPTS"
msgstr ""

#: lib/output/page_tables.c
msgid "The CPTS: size and contested share"
msgstr ""

#: lib/output/proposal_text.c
msgid "short borders"
msgstr ""

#: lib/output/proposal_text.c
msgid "even populations"
msgstr ""

#: lib/output/proposal_text.c
msgid "compact territories"
msgstr ""

#: lib/output/proposal_text.c
msgid "Settled:"
msgstr ""

#: lib/output/proposal_text.c
#, c-format
msgid "%s unit in no perimeter"
msgid_plural "%s units in no perimeter"
msgstr[0] ""
msgstr[1] ""

#: lib/output/proposal_text.c
#, c-format
msgid "%s unit in several perimeters"
msgid_plural "%s units in several perimeters"
msgstr[0] ""
msgstr[1] ""

#: lib/output/proposal_text.c
#, c-format
msgid "%s unit that perimeters cut, given whole to who claims most of it"
msgid_plural "%s units that perimeters cut, given whole to who claims most of them"
msgstr[0] ""
msgstr[1] ""

#: lib/output/proposal_text.c
#, c-format
msgid "%s unit is left: no perimeter can take it"
msgid_plural "%s units are left: no perimeter can take them"
msgstr[0] ""
msgstr[1] ""

#: lib/output/proposal_text.c
#, c-format
msgid "PROPOSAL — %s"
msgstr ""

#: lib/output/proposal_text.c
msgid "Advice only: nothing is decided, and the declaration is not changed."
msgstr ""

#: lib/output/proposal_text.c
msgid "There is nothing to settle."
msgstr ""

#: lib/output/proposal_text.c
msgid "Found by a heuristic: another solution might be better where noted (~)."
msgstr ""

#: lib/output/proposal_text.c
msgid "Exact: no other solution is better under this objective."
msgstr ""

#: lib/output/proposal_text.c
msgid "The proposed declaration is COMPLIANT: it was checked."
msgstr ""

#: lib/output/proposal_text.c
msgid "The proposed declaration was checked, and is NOT COMPLIANT."
msgstr ""

#: lib/output/proposal_text.c
#, c-format
msgid "%s km of border, %s %%"
msgstr ""

#: lib/output/proposal_text.c
msgid ", same département"
msgstr ""

#: lib/output/proposal_text.c
#, c-format
msgid ", %zu of the %zu other units of its EPCI"
msgstr ""

#: lib/output/proposal_text.c
#, c-format
msgid ", %s inhabitants, class %zu"
msgstr ""

#: lib/output/proposal_text.c
msgid ", at a threshold"
msgstr ""

#: lib/output/proposal_text.c
msgid ", in one more piece"
msgstr ""

#: lib/output/proposal_text.c
msgid ": nobody can take it"
msgstr ""

#: lib/output/proposal_text.c
msgid "else"
msgstr ""

#: lib/output/proposal_text.c
#, c-format
msgid "      and %s more: --json FILE gives all.\n"
msgid_plural "      and %s more: --json FILE gives all.\n"
msgstr[0] ""
msgstr[1] ""

#: lib/output/proposal_text.c lib/output/simulation_text.c
msgid "CPTS touched"
msgstr ""

#: lib/output/proposal_text.c lib/output/simulation_text.c lib/output/text.c
msgid "inhabitants"
msgstr ""

#: lib/output/proposal_text.c lib/output/simulation_text.c
msgid "after"
msgstr ""

#: lib/output/proposal_text.c lib/output/simulation_text.c
msgid "class"
msgstr ""

#: lib/output/proposal_text.c
msgid "The proposed declaration: --declaration FILE.csv, or --gpkg FILE to see it in QGIS."
msgstr ""

#: lib/output/simulation_text.c
#, c-format
msgid " and %s more units"
msgstr ""

#: lib/output/simulation_text.c
#, c-format
msgid "%s polygon"
msgid_plural "%s polygons"
msgstr[0] ""
msgstr[1] ""

#: lib/output/simulation_text.c
msgid "HYPOTHESIS — "
msgstr ""

#: lib/output/simulation_text.c
msgid " (new)"
msgstr ""

#: lib/output/simulation_text.c
msgid "is made of:"
msgstr ""

#: lib/output/simulation_text.c
msgid "takes:"
msgstr ""

#: lib/output/simulation_text.c
msgid "releases:"
msgstr ""

#: lib/output/simulation_text.c
msgid "The region is compliant and stays so."
msgstr ""

#: lib/output/simulation_text.c
msgid "The region becomes COMPLIANT."
msgstr ""

#: lib/output/simulation_text.c
msgid "The region is compliant and would NO LONGER BE."
msgstr ""

#: lib/output/simulation_text.c
msgid "The region is not compliant and stays so."
msgstr ""

#: lib/output/simulation_text.c
msgid "Region"
msgstr ""

#: lib/output/simulation_text.c
msgid "before"
msgstr ""

#: lib/output/simulation_text.c
msgid "covered (km²)"
msgstr ""

#: lib/output/simulation_text.c
msgid "white zones (km²)"
msgstr ""

#: lib/output/simulation_text.c
msgid "overlaps (km²)"
msgstr ""

#: lib/output/simulation_text.c
msgid "covered (inhabitants)"
msgstr ""

#: lib/output/simulation_text.c
msgid "white zones (inhabitants)"
msgstr ""

#: lib/output/simulation_text.c
msgid "overlaps (inhabitants)"
msgstr ""

#: lib/output/simulation_text.c
msgid "parts"
msgstr ""

#: lib/output/simulation_text.c
msgid "created"
msgstr ""

#: lib/output/simulation_text.c
msgid "removed"
msgstr ""

#: lib/output/simulation_text.c
msgid "unchanged"
msgstr ""

#: lib/output/simulation_text.c
msgid "Conflicts that change:"
msgstr ""

#: lib/output/simulation_text.c
#, c-format
msgid "      and %s more.\n"
msgid_plural "      and %s more.\n"
msgstr[0] ""
msgstr[1] ""

#: lib/output/simulation_text.c
msgid "Pieces that do not touch the rest of their perimeter:"
msgstr ""

#: lib/output/styles.inc
msgid "1 claim"
msgstr ""

#: lib/output/styles.inc
msgid "2 claims"
msgstr ""

#: lib/output/styles.inc
msgid "3 claims"
msgstr ""

#: lib/output/styles.inc
msgid "4 claims or more"
msgstr ""

#: lib/output/styles.inc
msgid "Gap between units (lake?)"
msgstr ""

#: lib/output/styles.inc lib/output/words.c
msgid "Invalid perimeter"
msgstr ""

#: lib/output/styles.inc lib/output/words.c
msgid "Invalid unit"
msgstr ""

#: lib/output/styles.inc
msgid "No claim"
msgstr ""

#: lib/output/styles.inc
msgid "Other"
msgstr ""

#: lib/output/styles.inc lib/output/words.c
msgid "Overlap"
msgstr ""

#: lib/output/styles.inc
msgid "Sliver: outside"
msgstr ""

#: lib/output/styles.inc
msgid "Sliver: overlap"
msgstr ""

#: lib/output/styles.inc
msgid "Sliver: white zone"
msgstr ""

#: lib/output/styles.inc lib/output/words.c
msgid "Units that overlap"
msgstr ""

#: lib/output/styles.inc lib/output/words.c
msgid "White zone"
msgstr ""

#: lib/output/styles.inc
msgid "inh."
msgstr ""

#: lib/output/text.c
msgid "by signed CPTS"
msgstr ""

#: lib/output/text.c
msgid "with validated projects"
msgstr ""

#: lib/output/text.c
msgid "with letters of intent"
msgstr ""

#: lib/output/text.c
msgid "with all others"
msgstr ""

#: lib/output/text.c
msgid "area (km²)"
msgstr ""

#: lib/output/text.c
msgid "region"
msgstr ""

#: lib/output/text.c
msgid "covered"
msgstr ""

#: lib/output/text.c lib/output/words.c
msgid "white zones"
msgstr ""

#: lib/output/text.c lib/output/words.c
msgid "overlaps"
msgstr ""

#: lib/output/text.c lib/output/words.c
msgid "outside the region"
msgstr ""

#: lib/output/text.c
msgid "slivers"
msgstr ""

#: lib/output/text.c
#, c-format
msgid " (%s inhabitant)"
msgid_plural " (%s inhabitants)"
msgstr[0] ""
msgstr[1] ""

#: lib/output/text.c
#, c-format
msgid "is claimed by %s perimeters"
msgstr ""

#: lib/output/text.c
#, c-format
msgid "%s unit is in no perimeter"
msgid_plural "%s units are in no perimeter"
msgstr[0] ""
msgstr[1] ""

#: lib/output/text.c
#, c-format
msgid "%s declared perimeter."
msgid_plural "%s declared perimeters."
msgstr[0] ""
msgstr[1] ""

#: lib/output/text.c
msgid "Findings:"
msgstr ""

#: lib/output/text.c
msgid "The gravest findings:"
msgstr ""

#: lib/output/text.c
#, c-format
msgid "      and %s more."
msgid_plural "      and %s more."
msgstr[0] ""
msgstr[1] ""

#: lib/output/text.c
msgid "All of it: -o FOLDER, or --geojson FILE for a map, --json FILE for a full report, --csv FOLDER for tables."
msgstr ""

#: lib/output/wgs84.c
#, c-format
msgid "the conflict map cannot be projected to WGS 84: a place is outside the reach of the analysis CRS; choose one for this territory with --crs"
msgstr ""

#: lib/output/wgs84.c
#, c-format
msgid "the conflict map cannot be projected from the analysis CRS to WGS 84; choose another one with --crs"
msgstr ""

#: lib/output/words.c
msgid "overlaps of units"
msgstr ""

#: lib/output/words.c
msgid "gaps between units"
msgstr ""

#: lib/output/words.c
msgid "invalid units"
msgstr ""

#: lib/output/words.c
msgid "unknown codes"
msgstr ""

#: lib/output/words.c
msgid "obsolete codes"
msgstr ""

#: lib/output/words.c
msgid "duplicate codes"
msgstr ""

#: lib/output/words.c
msgid "duplicate perimeters"
msgstr ""

#: lib/output/words.c
msgid "invalid perimeters"
msgstr ""

#: lib/output/words.c
msgid "empty perimeters"
msgstr ""

#: lib/output/words.c
msgid "ambiguous names"
msgstr ""

#: lib/output/words.c
msgid "Gap between units"
msgstr ""

#: lib/output/words.c
msgid "Unknown code"
msgstr ""

#: lib/output/words.c
msgid "Obsolete code"
msgstr ""

#: lib/output/words.c
msgid "Duplicate code"
msgstr ""

#: lib/output/words.c
msgid "Duplicate perimeter"
msgstr ""

#: lib/output/words.c
msgid "Empty perimeter"
msgstr ""

#: lib/output/words.c
msgid "Ambiguous name"
msgstr ""

#: lib/output/words.c
msgid "error"
msgstr ""

#: lib/output/words.c
msgid "warning"
msgstr ""

#: lib/output/words.c
msgid "note"
msgstr ""

#: lib/planning/hypothesis.c
msgid "which perimeter the hypothesis is about is missing; give its id with --as"
msgstr ""

#: lib/planning/hypothesis.c
msgid "the hypothesis changes nothing; say what the perimeter takes (--take) or gives up (--release)"
msgstr ""

#: lib/planning/hypothesis.c
msgid "--replace leaves the perimeter without territory; say with --take what it is made of"
msgstr ""

#: lib/planning/hypothesis.c
#, c-format
msgid "no perimeter is called '%s', so it has nothing to release; ids are those of the declaration"
msgstr ""

#: lib/planning/hypothesis.c
msgid "--release takes unit codes, not polygons"
msgstr ""

#: lib/planning/hypothesis.c
#, c-format
msgid "the units released cannot be cut out of the drawing of '%s': %s; mend its drawing first"
msgstr ""

#: lib/planning/proposal.c
#, c-format
msgid "there is no objective %d"
msgstr ""

#: lib/planning/solve.c
msgid "proposal"
msgstr ""

#: cli/option_table.c
msgid "figures of the units to be told by CPTS: FILE,sum=COLUMN,...,mean=COLUMN,weight=COLUMN; or a layer of points (may be repeated)"
msgstr ""

#: cli/option_table.c
msgid "NAME=SOURCE"
msgstr ""

#: cli/option_table.c
msgid "territories of another kind, to tell how each CPTS falls on them: EPCI=epci.gpkg (may be repeated)"
msgstr ""

#: cli/option_table.c
msgid "write in this folder one page a CPTS, to be printed: map, figures, units"
msgstr ""

#: cli/outputs.c
#, c-format
msgid "--sheets writes several files; name a folder, not -"
msgstr ""

#: lib/coverage/profile.c
#, c-format
msgid "%s: %zu of %zu points are in no unit, and are not counted"
msgstr ""

#: lib/input/indicator_spec.c
#, c-format
msgid "--indicators '%s': '%s' is not understood; write FILE,sum=COLUMN,COLUMN,mean=COLUMN,weight=COLUMN,code=COLUMN,name=LABEL,secret=N"
msgstr ""

#: lib/input/indicators.c
#, c-format
msgid "--indicators: %s has no column '%s'; its columns are: %s"
msgstr ""

#: lib/input/indicators.c
#, c-format
msgid "--indicators: line %ld of %s: '%s' in column '%s' is no number; leave it empty if it is not known, write s if it is secret"
msgstr ""

#: lib/input/indicators.c
#, c-format
msgid "--indicators: line %ld of %s gives '%s' a second time for %s; a mean needs one row a unit"
msgstr ""

#: lib/input/indicators.c
#, c-format
msgid "--indicators %s: say which columns are summed, and which averaged: %s,sum=COLUMN,mean=COLUMN; its columns are: %s"
msgstr ""

#: lib/input/indicators.c
#, c-format
msgid "--indicators: %s has no column of unit codes; name it: code=COLUMN"
msgstr ""

#: lib/input/indicators.c
#, c-format
msgid "--indicators: no row of %s is of a unit of the region; check its column of codes (code=COLUMN)"
msgstr ""

#: lib/input/indicators.c
#, c-format
msgid "%s: %zu rows of %zu are of no unit"
msgstr ""

#: lib/input/indicators.c
#, c-format
msgid "warning: %zu features of %s have no place"
msgstr ""

#: lib/input/indicators.c
#, c-format
msgid "--indicators: %s holds points: they are counted, and their columns summed (sum=), not averaged"
msgstr ""

#: lib/input/others.c
#, c-format
msgid "--against %s: %s must have a column of unit codes (code) and one of territories (id)"
msgstr ""

#: lib/input/others.c
#, c-format
msgid "--against %s: no territory of %s is in the region"
msgstr ""

#: lib/input/others.c
#, c-format
msgid "--against '%s': write NAME=SOURCE, for example EPCI=epci.gpkg"
msgstr ""

#: lib/output/gpkg_drawings.c
#, c-format
msgid "the GeoPackage: a polygon cannot be drawn: %s"
msgstr ""

#: lib/output/sheet.c
msgid "size class"
msgstr ""

#: lib/output/sheet.c
msgid "area"
msgstr ""

#: lib/output/sheet.c
msgid "density"
msgstr ""

#: lib/output/sheet.c
msgid "inhabitants per km²"
msgstr ""

#: lib/output/sheet.c
msgid "separate pieces"
msgstr ""

#: lib/output/sheet.c
msgid "shared with other CPTS"
msgstr ""

#: lib/output/sheet.c
msgid "inhabitants of what is shared"
msgstr ""

#: lib/output/sheet.c
msgid "secret"
msgstr ""

#: lib/output/sheet.c
#, c-format
msgid "%zu unit unknown; the known ones have %s %% of the inhabitants"
msgid_plural "%zu units unknown; the known ones have %s %% of the inhabitants"
msgstr[0] ""
msgstr[1] ""

#: lib/output/sheet.c
msgid " estimated by area"
msgstr ""

#: lib/output/sheet.c
msgid "Indicator"
msgstr ""

#: lib/output/sheet.c
msgid "here"
msgstr ""

#: lib/output/sheet.c
msgid "per 1,000 inhabitants"
msgstr ""

#: lib/output/sheet.c
msgid "Indicators"
msgstr ""

#: lib/output/sheet.c
msgid "Territory"
msgstr ""

#: lib/output/sheet.c
msgid "area (%)"
msgstr ""

#: lib/output/sheet.c
msgid "inhabitants (%)"
msgstr ""

#: lib/output/sheet.c
msgid "of that territory (%)"
msgstr ""

#: lib/output/sheet.c
msgid "share (%)"
msgstr ""

#: lib/output/sheet.c
msgid "Blue: its units, pale where they are cut; red: shared with another CPTS; white with a line: in no CPTS; grey: beyond."
msgstr ""

#: lib/output/sheet.c
msgid "Territories"
msgstr ""

#: lib/output/sheet.c
msgid "sheets are several files: name a folder, not standard output"
msgstr ""

#: lib/output/sheet_map.c
msgid "Map of the territory"
msgstr ""
