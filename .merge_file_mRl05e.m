# French messages of cpts-coverage.
# This file is distributed under the same licence as cpts-coverage.
#
msgid ""
msgstr ""
"Project-Id-Version: cpts-coverage\n"
"Report-Msgid-Bugs-To: \n"
"PO-Revision-Date: 2026-11-22 12:00+0100\n"
"Last-Translator: cpts-coverage\n"
"Language-Team: French\n"
"Language: fr\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\n"

#: cli/check.c
msgid "--fail-on new needs the history of earlier runs: add --history STORE"
msgstr "--fail-on new a besoin de l'historique des passages précédents : ajouter --history BASE"

#: cli/help.c
#, c-format
msgid ""
"Usage: %s COMMAND [OPTIONS] SOURCE...\n"
"\n"
msgstr ""
"Usage : %s COMMANDE [OPTIONS] SOURCE...\n"
"\n"

#: cli/help.c
msgid "Finds the overlaps and white zones of the territories declared by CPTS (communautés professionnelles territoriales de santé)."
msgstr "Recherche les chevauchements et les zones blanches des territoires déclarés par les CPTS (communautés professionnelles territoriales de santé)."

#: cli/help.c
msgid "Commands"
msgstr "Commandes"

#: cli/help.c
#, c-format
msgid "See '%s COMMAND --help' for the options of a command.\n"
msgstr "Les options d'une commande : « %s COMMANDE --help ».\n"

#: cli/help.c
#, c-format
msgid ""
"Usage: %s %s [OPTIONS] %s\n"
"\n"
msgstr ""
"Usage : %s %s [OPTIONS] %s\n"
"\n"

#: cli/help.c
msgid "Exit status: 0 compliant, 1 findings reach --fail-on, 2 wrong usage, 3 could not check."
msgstr "Code de retour : 0 conforme, 1 des constats atteignent --fail-on, 2 usage incorrect, 3 vérification impossible."

#: cli/history.c cli/option_table.c
msgid "FILE"
msgstr "FICHIER"

#: cli/history.c
#, c-format
msgid "unknown action '%s'; did you mean %s?"
msgstr "action inconnue « %s » ; fallait-il lire %s ?"

#: cli/history.c
#, c-format
msgid "unknown action '%s'"
msgstr "action inconnue « %s »"

#: cli/history.c
#, c-format
msgid "a STORE is missing; write for example '%s history %s'"
msgstr "il manque une BASE ; écrire par exemple « %s history %s »"

#: cli/history.c
#, c-format
msgid "%s needs one operand: %s %s"
msgstr "%s demande un opérande : %s %s"

#: cli/history.c
#, c-format
msgid "%s: '%s' is one operand too many"
msgstr "%s : « %s » est un opérande de trop"

#: cli/option_table.c
msgid "SOURCE..."
msgstr "SOURCE..."

#: cli/option_table.c
msgid "find the overlaps and white zones of the declared perimeters"
msgstr "rechercher les chevauchements et les zones blanches des périmètres déclarés"

#: cli/option_table.c
msgid "Checks the territories declared by CPTS against the units of a region: places claimed several times (overlaps), places claimed by none (white zones), places claimed outside the region. A SOURCE is a file or a database that GDAL reads, or PATH|layername=LAYER; units and perimeters are recognised in it."
msgstr "Confronte les territoires déclarés par les CPTS aux unités d'une région : lieux revendiqués plusieurs fois (chevauchements), lieux que personne ne revendique (zones blanches), lieux revendiqués hors région. Une SOURCE est un fichier ou une base de données que GDAL sait lire, ou CHEMIN|layername=COUCHE ; les unités et les périmètres y sont reconnus."

#: cli/option_table.c
msgid "tell what would change if a CPTS took or released places"
msgstr "dire ce qui changerait si une CPTS prenait ou cédait des lieux"

#: cli/option_table.c
msgid "Checks the region twice, as it is declared and as it would be if one CPTS, known or new, took some places and released others, and tells what changes: inhabitants and size class of each CPTS touched, conflicts created and removed, pieces that do not hold together, coverage of the region. The declaration is not changed."
msgstr "Vérifie deux fois la région, telle qu'elle est déclarée et telle qu'elle serait si une CPTS, connue ou nouvelle, prenait certains lieux et en cédait d'autres, et dit ce qui change : population et classe de taille de chaque CPTS touchée, conflits créés et supprimés, morceaux qui ne tiennent pas ensemble, couverture de la région. La déclaration n'est pas modifiée."

#: cli/option_table.c
msgid "tell who could take each white unit and keep each contested one"
msgstr "dire qui pourrait prendre chaque unité blanche et garder chaque unité disputée"

#: cli/option_table.c
msgid "For every unit in no perimeter, in several or cut by one, ranks those who could have it, with the reasons, and makes of it a declaration without overlap or white zone, keeping perimeters in one piece and away from the thresholds of size classes. Advice only: the declaration is not changed."
msgstr "Pour chaque unité qui n'est dans aucun périmètre, dans plusieurs, ou qu'un périmètre coupe, classe celles des CPTS qui pourraient l'avoir, avec leurs raisons, et en fait une déclaration sans chevauchement ni zone blanche, en gardant les périmètres d'un seul tenant et loin des seuils des classes de taille. Simple avis : la déclaration n'est pas modifiée."

#: cli/option_table.c
msgid "STORE [ACTION]"
msgstr "BASE [ACTION]"

#: cli/option_table.c
msgid "tell what the nightly job has kept, and accept findings"
msgstr "dire ce que le travail de nuit a gardé, et accepter des constats"

#: cli/option_table.c
msgid "Tells what 'check --history STORE' has kept. ACTION is one of: runs (the default), how the region went; list, its findings; show ID, all that happened to one; accept ID, which then does not count; reject ID, which counts again; export [FILE] and import FILE, the acceptances as CSV."
msgstr "Dit ce que « check --history BASE » a gardé. ACTION est l'une de : runs (par défaut), comment la région a évolué ; list, ses constats ; show ID, tout ce qui est arrivé à l'un d'eux ; accept ID, qui ne compte alors plus ; reject ID, qui compte à nouveau ; export [FICHIER] et import FICHIER, les acceptations en CSV."

#: cli/option_table.c
msgid "SOURCE"
msgstr "SOURCE"

#: cli/option_table.c
msgid "units: communes, municipal arrondissements or IRIS (may be repeated)"
msgstr "unités : communes, arrondissements municipaux ou IRIS (peut être répétée)"

#: cli/option_table.c
msgid "declared perimeters: polygons, or a table of unit codes or names (may be repeated)"
msgstr "périmètres déclarés : polygones, ou tableau de codes ou de noms d'unités (peut être répétée)"

#: cli/option_table.c
msgid "LIST"
msgstr "LISTE"

#: cli/option_table.c
msgid "fields of the units: code=F,name=F,population=F,group=F (default: recognised)"
msgstr "champs des unités : code=C,name=C,population=C,group=C (par défaut : reconnus)"

#: cli/option_table.c
msgid "fields of the perimeters: id=F,name=F,status=F,from=F,to=F; of lists also code=F,unit=F,department=F (default: recognised)"
msgstr "champs des périmètres : id=C,name=C,status=C,from=C,to=C ; des listes, aussi code=C,unit=C,department=C (par défaut : reconnus)"

#: cli/option_table.c
msgid "SQL"
msgstr "SQL"

#: cli/option_table.c
msgid "keep only the units that satisfy this OGR filter"
msgstr "ne garder que les unités qui satisfont ce filtre OGR"

#: cli/option_table.c
msgid "keep only the perimeters that satisfy this OGR filter, such as \"nom <> 'HORS CPTS'\""
msgstr "ne garder que les périmètres qui satisfont ce filtre OGR, par exemple \"nom <> 'HORS CPTS'\""

#: cli/option_table.c
msgid "populations of the units: an INSEE population table"
msgstr "population des unités : un tableau de populations de l'INSEE"

#: cli/option_table.c
msgid "moves of the commune codes: an INSEE file (v_mvt_commune_AAAA.csv, table de passage)"
msgstr "mouvements des codes communaux : un fichier de l'INSEE (v_mvt_commune_AAAA.csv, table de passage)"

#: cli/option_table.c
msgid "what lists may name for all its units: epci, canton, department (the units tell theirs)"
msgstr "ce que les listes peuvent nommer pour toutes ses unités : epci, canton, department (les unités donnent le leur)"

#: cli/option_table.c
msgid "DATE"
msgstr "DATE"

#: cli/option_table.c
msgid "keep only what is in force on this day, such as 2026-01-31"
msgstr "ne garder que ce qui est en vigueur ce jour, par exemple 2026-01-31"

#: cli/option_table.c
msgid "keep only the perimeters of these classes (signed, validated, intent, unknown) or statuses"
msgstr "ne garder que les périmètres de ces classes (signed, validated, intent, unknown) ou statuts"

#: cli/option_table.c
msgid "table of the statuses and their classes (class,words)"
msgstr "table des statuts et de leurs classes (class,words)"

#: cli/option_table.c
msgid "ID"
msgstr "ID"

#: cli/option_table.c
msgid "the CPTS it is about: its id in the declaration, or a new one"
msgstr "la CPTS dont il s'agit : son identifiant dans la déclaration, ou un nouveau"

#: cli/option_table.c
msgid "PLACES"
msgstr "LIEUX"

#: cli/option_table.c
msgid "what it would take: unit codes separated by commas, a file of codes, or polygons (may be repeated)"
msgstr "ce qu'elle prendrait : des codes d'unités séparés par des virgules, un fichier de codes, ou des polygones (peut être répétée)"

#: cli/option_table.c
msgid "what it would give up: unit codes separated by commas, or a file of codes (may be repeated)"
msgstr "ce qu'elle céderait : des codes d'unités séparés par des virgules, ou un fichier de codes (peut être répétée)"

#: cli/option_table.c
msgid "forget what it declares: it is made of --take alone"
msgstr "oublier ce qu'elle déclare : elle n'est faite que de --take"

#: cli/option_table.c
msgid "what the proposal seeks: short borders (default), even populations, compact territories"
msgstr "ce que cherche la proposition : des limites courtes (par défaut), des populations égales, des territoires compacts"

#: cli/option_table.c
msgid "M"
msgstr "M"

#: cli/option_table.c
msgid "an overlap, white zone or outside at most M metres wide is a sliver (default: 5)"
msgstr "un chevauchement, une zone blanche ou une partie hors région large d'au plus M mètres est une micro-surface (par défaut : 5)"

#: cli/option_table.c
msgid "EPSG:N"
msgstr "EPSG:N"

#: cli/option_table.c
msgid "analysis CRS, projected, in metres (default: the units' own if projected, else the legal one of the place)"
msgstr "système de coordonnées de l'analyse, projeté, en mètres (par défaut : celui des unités s'il est projeté, sinon le système légal du lieu)"

#: cli/option_table.c
msgid "LEVEL"
msgstr "NIVEAU"

#: cli/option_table.c
msgid "what makes the exit status 1: error, warning, note, or a list of rules separated by commas; with new, only what the last run of the history had not found (default: error)"
msgstr "ce qui donne le code de retour 1 : error, warning, note, ou une liste de règles séparées par des virgules ; avec new, seulement ce que le dernier passage de l'historique n'avait pas trouvé (par défaut : error)"

#: cli/option_table.c
msgid "N"
msgstr "N"

#: cli/option_table.c
msgid "number of threads (default: the machine's)"
msgstr "nombre de fils d'exécution (par défaut : celui de la machine)"

#: cli/option_table.c
msgid "STORE"
msgstr "BASE"

#: cli/option_table.c
msgid "keep this run in a SpatiaLite database, and tell what is new, grown, resolved since the last one"
msgstr "garder ce passage dans une base SpatiaLite, et dire ce qui est nouveau, agrandi, résolu depuis le précédent"

#: cli/option_table.c
msgid "findings that are accepted, and do not count: a CSV with the columns id, reason, by, until, max_area_m2"
msgstr "constats acceptés, qui ne comptent pas : un CSV aux colonnes id, reason, by, until, max_area_m2"

#: cli/option_table.c
msgid "S"
msgstr "S"

#: cli/option_table.c
msgid "wait at most S seconds for a history in use (default: 60)"
msgstr "attendre au plus S secondes un historique en service (par défaut : 60)"

#: cli/option_table.c
msgid "TEXT"
msgstr "TEXTE"

#: cli/option_table.c
msgid "why the finding is accepted"
msgstr "pourquoi le constat est accepté"

#: cli/option_table.c
msgid "NAME"
msgstr "NOM"

#: cli/option_table.c
msgid "who accepts it"
msgstr "qui l'accepte"

#: cli/option_table.c
msgid "the last day of the acceptance (default: no end)"
msgstr "dernier jour de l'acceptation (par défaut : sans fin)"

#: cli/option_table.c
msgid "M2"
msgstr "M2"

#: cli/option_table.c
msgid "the finding counts again when it is larger (default: what redrawing its border can add)"
msgstr "le constat compte à nouveau s'il est plus grand (par défaut : ce que redessiner son contour peut ajouter)"

#: cli/option_table.c
msgid "list the findings that are resolved as well"
msgstr "lister aussi les constats résolus"

#: cli/option_table.c
msgid "write the proposed declaration: a table of unit codes, in CSV"
msgstr "écrire la déclaration proposée : un tableau de codes d'unités, en CSV"

#: cli/option_table.c
msgid "write the conflict map"
msgstr "écrire la carte des conflits"

#: cli/option_table.c
msgid "write the layers, styled for QGIS"
msgstr "écrire les couches, stylées pour QGIS"

#: cli/option_table.c
msgid "write the full report"
msgstr "écrire le rapport complet"

#: cli/option_table.c
msgid "DIR"
msgstr "DOSSIER"

#: cli/option_table.c
msgid "write the statistics tables in this folder"
msgstr "écrire les tableaux statistiques dans ce dossier"

#: cli/option_table.c
msgid "write a report with a map, one page that opens offline"
msgstr "écrire un rapport avec carte, en une page qui s'ouvre hors ligne"

#: cli/option_table.c
msgid "write metrics, for the textfile collector"
msgstr "écrire les métriques, pour le collecteur textfile"

#: cli/option_table.c
msgid "write JUnit XML, for continuous integration (not with -o)"
msgstr "écrire un XML JUnit, pour l'intégration continue (hors de -o)"

#: cli/option_table.c
msgid "FORMAT"
msgstr "FORMAT"

#: cli/option_table.c
msgid "what is printed: text, json, or for a check mail, a short text of what moved (default: text)"
msgstr "ce qui est affiché : text, json, ou pour un contrôle mail, un court texte de ce qui a bougé (par défaut : text)"

#: cli/option_table.c
msgid "write all of them in this folder, under their standard names"
msgstr "écrire tout cela dans ce dossier, sous les noms habituels"

#: cli/option_table.c
msgid "language of messages and reports (default: the locale's, else fr)"
msgstr "langue des messages et des rapports (par défaut : celle du système, sinon fr)"

#: cli/option_table.c
msgid "print errors only"
msgstr "n'afficher que les erreurs"

#: cli/option_table.c
msgid "tell how the sources are read"
msgstr "dire comment les sources sont lues"

#: cli/option_table.c
msgid "show the progress (default: on a terminal, when the work lasts over a second)"
msgstr "afficher l'avancement (par défaut : dans un terminal, si le travail dure plus d'une seconde)"

#: cli/option_table.c
msgid "print this help"
msgstr "afficher cette aide"

#: cli/option_table.c
msgid "print the version"
msgstr "afficher la version"

#: cli/option_table.c
msgid "Sources"
msgstr "Sources"

#: cli/option_table.c
msgid "Hypothesis"
msgstr "Hypothèse"

#: cli/option_table.c
msgid "Analysis"
msgstr "Analyse"

#: cli/option_table.c
msgid "History"
msgstr "Historique"

#: cli/option_table.c
msgid "Outputs (FILE - is standard output)"
msgstr "Sorties (FICHIER - est la sortie standard)"

#: cli/option_table.c
msgid "Messages"
msgstr "Messages"

#: cli/options.c
#, c-format
msgid "See '%s %s --help'.\n"
msgstr "Voir « %s %s --help ».\n"

#: cli/options.c
#, c-format
msgid "See '%s --help'.\n"
msgstr "Voir « %s --help ».\n"

#: cli/options.c
#, c-format
msgid "%s: '%s' is not a length in metres; write for example %s 2.5"
msgstr "%s : « %s » n'est pas une longueur en mètres ; écrivez par exemple %s 2.5"

#: cli/options.c
#, c-format
msgid "%s: '%s' is not an area in square metres; write for example %s 250000"
msgstr "%s : « %s » n'est pas une aire en mètres carrés ; écrire par exemple %s 250000"

#: cli/options.c
#, c-format
msgid "--format: '%s' is not a known format; write text, json or mail"
msgstr "--format : « %s » n'est pas un format connu ; écrire text, json ou mail"

#: cli/options.c
#, c-format
msgid "%s: '%s' is not a whole number from 1 to %d"
msgstr "%s : « %s » n'est pas un nombre entier de 1 à %d"

#: cli/options.c
#, c-format
msgid "--lang: '%s' is not a known language; write fr or en"
msgstr "--lang : « %s » n'est pas une langue connue ; écrivez fr ou en"

#: cli/options.c
#, c-format
msgid "--fail-on: no level or rule is named '%s'; did you mean %s?"
msgstr "--fail-on : aucun niveau ni aucune règle ne s'appelle « %s » ; vouliez-vous dire %s ?"

#: cli/options.c
#, c-format
msgid "--fail-on: no level or rule is named '%s'"
msgstr "--fail-on : aucun niveau ni aucune règle ne s'appelle « %s »"

#: cli/options.c
#, c-format
msgid "--objective: '%s' is none of border, population, compact"
msgstr "--objective : « %s » n'est ni border, ni population, ni compact"

#: cli/options.c
#, c-format
msgid "--%s comes after the command; write '%s %s --%s'"
msgstr "--%s se place après la commande ; écrivez « %s %s --%s »"

#: cli/options.c
#, c-format
msgid "unknown option --%s; did you mean --%s?"
msgstr "option inconnue --%s ; vouliez-vous dire --%s ?"

#: cli/options.c
#, c-format
msgid "unknown option --%s"
msgstr "option inconnue --%s"

#: cli/options.c
#, c-format
msgid "%s takes no value"
msgstr "%s ne prend pas de valeur"

#: cli/options.c
#, c-format
msgid "%s needs a value: %s %s"
msgstr "%s attend une valeur : %s %s"

#: cli/options.c
#, c-format
msgid "unknown option %s"
msgstr "option inconnue %s"

#: cli/options.c
#, c-format
msgid "standard input is not a SOURCE; name a file"
msgstr "l'entrée standard n'est pas une SOURCE ; désignez un fichier"

#: cli/options.c
#, c-format
msgid "a SOURCE is empty; name a file"
msgstr "une SOURCE est vide ; désignez un fichier"

#: cli/options.c cli/outputs.c cli/session.c lib/common/context.c
msgid "out of memory"
msgstr "mémoire insuffisante"

#: cli/outputs.c
#, c-format
msgid "-o writes several files; name a folder, not -"
msgstr "-o écrit plusieurs fichiers ; désignez un dossier, et non -"

#: cli/outputs.c
#, c-format
msgid "--csv writes several files; name a folder, not -"
msgstr "--csv écrit plusieurs fichiers ; désignez un dossier, et non -"

#: cli/outputs.c
#, c-format
msgid "two outputs on standard output; name a file for one of them"
msgstr "deux sorties sur la sortie standard ; désignez un fichier pour l'une d'elles"

#: cli/outputs.c
#, c-format
msgid "writing '%s' would overwrite the source '%s'; choose another name"
msgstr "écrire « %s » écraserait la source « %s » ; choisissez un autre nom"

#: cli/outputs.c
#, c-format
msgid "two outputs would be written in '%s'; name another file for one of them"
msgstr "deux sorties seraient écrites dans « %s » ; désignez un autre fichier pour l'une d'elles"

#: cli/outputs.c
#, c-format
msgid "%s: cannot make the folder '%s': %s\n"
msgstr "%s : impossible de créer le dossier « %s » : %s\n"

#: cli/run.c
#, c-format
msgid "unknown command '%s'; did you mean %s?"
msgstr "commande inconnue « %s » ; vouliez-vous dire %s ?"

#: cli/run.c
#, c-format
msgid "no command before '%s'; did you mean '%s check %s'?"
msgstr "il manque une commande avant « %s » ; vouliez-vous dire « %s check %s » ?"

#: cli/run.c
#, c-format
msgid "unknown command '%s'"
msgstr "commande inconnue « %s »"

#: cli/run.c
#, c-format
msgid "%s: cannot write on standard output: %s\n"
msgstr "%s : impossible d'écrire sur la sortie standard : %s\n"

#: cli/run.c
msgid "an earlier write failed"
msgstr "une écriture précédente a échoué"

#: cli/run.c
#, c-format
msgid "a command is missing; write for example '%s check %s'"
msgstr "il manque une commande ; écrivez par exemple « %s check %s »"

#: cli/session.c
msgid "the system refuses to start a thread"
msgstr "le système refuse de créer un fil d'exécution ; libérez des ressources ou relevez la limite (ulimit -u)"

#: cli/session.c
#, c-format
msgid "a SOURCE is missing; write for example '%s %s %s'"
msgstr "il manque une SOURCE ; écrivez par exemple « %s %s %s »"

#: cli/simulate.c
#, c-format
msgid "--as is missing: which CPTS is it about? For example --as %s"
msgstr "il manque --as : de quelle CPTS s'agit-il ? Par exemple --as %s"

#: cli/simulate.c
#, c-format
msgid "what '%s' would take or release is missing; for example --take %s"
msgstr "il manque ce que « %s » prendrait ou céderait ; par exemple --take %s"

#: lib/common/context.c lib/history/store.c lib/output/file.c lib/output/gpkg.c
msgid "interrupted"
msgstr "interrompu"

#. TRANSLATORS: write this sample number as your language does; only its separators are used
#: lib/common/number.c
msgid "number format: 1,234.5"
msgstr "format des nombres : 1 234,5"

#: lib/common/size_class.c
#, c-format
msgid "cannot read the size classes of %s: %s; correct CPTS_SIZE_CLASSES"
msgstr "impossible de lire les classes de taille de %s : %s ; corrigez CPTS_SIZE_CLASSES"

#: lib/common/size_class.c
#, c-format
msgid "cannot read the size classes of %s"
msgstr "impossible de lire les classes de taille de %s"

#: lib/common/size_class.c
#, c-format
msgid "%s, line %zu: not a size class; write class,from_inhabitants with classes 1, 2, 3… of rising thresholds"
msgstr "%s, ligne %zu : ce n'est pas une classe de taille ; écrivez class,from_inhabitants avec des classes 1, 2, 3… aux seuils croissants"

#: lib/coverage/acceptance.c
#, c-format
msgid "%s: an acceptance needs an id, a reason and who takes it; '%s' is missing"
msgstr "%s : une acceptation demande un identifiant, une raison et un auteur ; il manque « %s »"

#: lib/coverage/acceptance.c
#, c-format
msgid "%s: '%s' is not a day; write for example 2027-06-30"
msgstr "%s : « %s » n'est pas un jour ; écrire par exemple 2027-06-30"

#: lib/coverage/acceptance.c
#, c-format
msgid "acceptance %zu"
msgstr "acceptation %zu"

#: lib/coverage/base.c
#, c-format
msgid "the units cannot be made one map: %zu pieces of border have nothing beyond; repair their geometry (in QGIS: Fix geometries); nothing was written"
msgstr "les unités ne forment pas une seule carte : %zu morceaux de limite n'ont rien de l'autre côté ; réparez leur géométrie (dans QGIS : Réparer les géométries) ; rien n'a été écrit"

#: lib/coverage/base_defects.c
#, c-format
msgid "unit %s (%s): its polygon is invalid and could not be repaired: %s; mend it in the source, for instance with QGIS 'Fix geometries'"
msgstr "unité %s (%s) : son polygone est invalide et n'a pu être réparé : %s ; corrigez-le dans la source, par exemple avec « Réparer les géométries » de QGIS"

#: lib/coverage/base_defects.c lib/coverage/residual.c
#, c-format
msgid "%s (%s): invalid polygon, repaired: %s; its area changed by %.2f m²"
msgstr "%s (%s) : polygone invalide, réparé : %s ; sa superficie a changé de %.2f m²"

#: lib/coverage/base_defects.c
#, c-format
msgid "units %s and %s overlap, and what they share could not be computed: %s; mend the base layer"
msgstr "les unités %s et %s se chevauchent et leur partie commune n'a pu être calculée : %s ; corrigez le référentiel"

#: lib/coverage/base_defects.c
msgid "the units overlap each other beyond repair; mend the base layer"
msgstr "les unités se chevauchent au-delà de ce qui peut être réparé ; corrigez le référentiel"

#: lib/coverage/check.c
msgid "base layer"
msgstr "référentiel des unités"

#: lib/coverage/check.c lib/coverage/noding.c
msgid "borders of perimeters"
msgstr "limites des périmètres"

#: lib/coverage/check.c
msgid "statistics"
msgstr "statistiques"

#: lib/coverage/check.c lib/output/text.c
msgid "findings"
msgstr "constats"

#: lib/coverage/check.c
#, c-format
msgid "%zu units were divided by GEOS"
msgstr "%zu unités ont été découpées par GEOS"

#: lib/coverage/check.c
msgid "there is no unit to check: the unit layer holds no polygon"
msgstr "il n'y a aucune unité à vérifier : la couche des unités ne contient aucun polygone"

#: lib/coverage/check.c
msgid "nothing is declared: the perimeter layer is empty"
msgstr "rien n'est déclaré : la couche des périmètres est vide"

#: lib/coverage/check.c
msgid "the sliver width must be zero or more metres"
msgstr "la largeur de micro-surface doit être de zéro mètre ou plus"

#: lib/coverage/finding_text.c
msgid " and "
msgstr " et "

#: lib/coverage/finding_text.c
#, c-format
msgid " and %zu others"
msgstr " et %zu autres"

#: lib/coverage/finding_text.c
#, c-format
msgid ", about %s inhabitant"
msgid_plural ", about %s inhabitants"
msgstr[0] ", environ %s habitant"
msgstr[1] ", environ %s habitants"

#: lib/coverage/finding_text.c
#, c-format
msgid ", %s inhabitant"
msgid_plural ", %s inhabitants"
msgstr[0] ", %s habitant"
msgstr[1] ", %s habitants"

#: lib/coverage/finding_text.c
#, c-format
msgid "Slivers claimed by %s: pieces: %s, %s in all"
msgstr "Micro-surfaces revendiquées par %s (morceaux : %s), %s au total"

#: lib/coverage/finding_text.c
#, c-format
msgid "Slivers of %s beyond the region: pieces: %s, %s in all"
msgstr "Micro-surfaces de %s hors région (morceaux : %s), %s au total"

#: lib/coverage/finding_text.c
#, c-format
msgid "White slivers along %s: pieces: %s, %s in all"
msgstr "Micro-surfaces blanches le long de %s (morceaux : %s), %s au total"

#: lib/coverage/finding_text.c
#, c-format
msgid "White slivers: pieces: %s, %s in all%s"
msgstr "Micro-surfaces blanches (morceaux : %s), %s au total%s"

#: lib/coverage/finding_text.c
#, c-format
msgid "%s is declared by %s: %s"
msgstr "%s est déclarée par %s : %s"

#: lib/coverage/finding_text.c
#, c-format
msgid "%s are declared by %s: %s"
msgstr "%s sont déclarées par %s : %s"

#: lib/coverage/finding_text.c
#, c-format
msgid "%s overlap over %s in %s"
msgstr "%s se chevauchent sur %s à %s"

#: lib/coverage/finding_text.c
#, c-format
msgid "%s is in no CPTS: %s%s"
msgstr "%s n'est dans aucune CPTS : %s%s"

#: lib/coverage/finding_text.c
#, c-format
msgid "%s are in no CPTS: %s%s"
msgstr "%s ne sont dans aucune CPTS : %s%s"

#: lib/coverage/finding_text.c
#, c-format
msgid "%s of %s are in no CPTS%s"
msgstr "%s à %s ne relèvent d'aucune CPTS%s"

#: lib/coverage/finding_text.c
#, c-format
msgid "%s reaches %s beyond the region%s"
msgstr "%s déborde de la région sur %s%s"

#: lib/coverage/finding_text.c
#, c-format
msgid "Units %s overlap over %s, %s m wide at most; counted once, for the first code"
msgstr "Les unités %s se chevauchent sur %s, larges d'au plus %s m ; cette surface n'est comptée qu'une fois, pour le premier code"

#: lib/coverage/finding_text.c
#, c-format
msgid "A place of %s belongs to no unit and is enclosed by %s; not a white zone%s"
msgstr "Un lieu de %s n'appartient à aucune unité et est enclavé par %s ; ce n'est pas une zone blanche%s"

#: lib/coverage/ledger.c
#, c-format
msgid "the books do not balance: %s is %.6f m² on one side and %.6f m² on the other; nothing was written; please report this with the input"
msgstr "les comptes ne s'équilibrent pas : %s vaut %.6f m² d'un côté et %.6f m² de l'autre ; rien n'a été écrit ; merci de signaler ce cas avec les données"

#: lib/coverage/ledger.c
msgid "the area of the region"
msgstr "la superficie de la région"

#: lib/coverage/ledger.c
msgid "the area covered"
msgstr "la superficie couverte"

#: lib/coverage/ledger.c
msgid "the area claimed"
msgstr "la superficie revendiquée"

#: lib/coverage/overlay.c
#, c-format
msgid "a unit cut by several perimeters could not be divided: %s"
msgstr "une unité coupée par plusieurs périmètres n'a pu être découpée : %s"

#: lib/coverage/residual.c
#, c-format
msgid "%s (%s): invalid polygon that could not be repaired, left out: %s; mend it in the source, for instance with QGIS 'Fix geometries'"
msgstr "%s (%s) : polygone invalide qui n'a pu être réparé, écarté : %s ; corrigez-le dans la source, par exemple avec « Réparer les géométries » de QGIS"

#: lib/coverage/verdict.c
#, c-format
msgid "'%s': expected error, warning, note, or a list of rules such as overlap,white-zone; and new, for what is new since the last run"
msgstr "« %s » : attendu error, warning, note, ou une liste de règles telle que overlap,white-zone ; et new, pour ce qui est nouveau depuis le dernier passage"

#: lib/history/accept.c lib/output/history_view.c
#, c-format
msgid "the history %s knows no finding '%s'; 'history %s list' shows them"
msgstr "l'historique %s ne connaît pas de constat « %s » ; « history %s list » les montre"

#: lib/history/accept.c
#, c-format
msgid "no acceptance of '%s' is in the history %s"
msgstr "aucune acceptation de « %s » n'est dans l'historique %s"

#: lib/history/acceptance_file.c
#, c-format
msgid "%s has no column '%s'; acceptances have the columns id, reason, by, until, max_area_m2"
msgstr "%s n'a pas de colonne « %s » ; les acceptations ont les colonnes id, reason, by, until, max_area_m2"

#: lib/history/acceptance_file.c
#, c-format
msgid "%s: '%s' is not an area in square metres"
msgstr "%s : « %s » n'est pas une aire en mètres carrés"

#: lib/history/acceptance_file.c
#, c-format
msgid "%s: '%s' is accepted twice"
msgstr "%s : « %s » est accepté deux fois"

#: lib/history/acceptance_file.c
#, c-format
msgid "%s, line %ld"
msgstr "%s, ligne %ld"

#: lib/history/declarations.c
#, c-format
msgid "the history %s is of another region: it has %ld units, this check %ld, and %ld are the same; name another file"
msgstr "l'historique %s est celui d'une autre région : il a %ld unités, ce contrôle %ld, et %ld leur sont communes ; nommer un autre fichier"

#: lib/history/history.c
msgid "a history needs the name of a file, and a time to wait of 0 or more seconds"
msgstr "un historique demande le nom d'un fichier, et un temps d'attente de 0 seconde ou plus"

#: lib/history/history.c
#, c-format
msgid "there is no history %s; 'check --history' makes it"
msgstr "il n'y a pas d'historique %s ; « check --history » le crée"

#: lib/history/history.c
msgid "a run waits for its commit; commit it first"
msgstr "un passage attend sa validation ; le valider d'abord"

#: lib/history/history.c
#, c-format
msgid "the history %s holds no run yet; 'check --history' makes them"
msgstr "l'historique %s ne contient encore aucun passage ; « check --history » les fait"

#: lib/history/history.c
#, c-format
msgid "the history %s is in EPSG:%d, this check in %s; check with --crs EPSG:%d, or name another file"
msgstr "l'historique %s est en EPSG:%d, ce contrôle en %s ; contrôler avec --crs EPSG:%d, ou nommer un autre fichier"

#: lib/history/history.c
msgid "this run is recorded already; commit it, and record each report once"
msgstr "ce passage est déjà enregistré ; le valider, et n'enregistrer chaque rapport qu'une fois"

#: lib/history/history.c
msgid "history"
msgstr "historique"

#: lib/history/history.c
msgid "no run is recorded that could be committed"
msgstr "aucun passage enregistré n'est à valider"

#: lib/history/runs.c
#, c-format
msgid "the last run of the history %s had another sliver width or other statuses: what moved may come of that"
msgstr "le dernier passage de l'historique %s avait une autre largeur de micro-surface ou d'autres statuts : ce qui a bougé peut en venir"

#: lib/history/schema.c
#, c-format
msgid "the history %s: SpatiaLite refuses: %s"
msgstr "l'historique %s : SpatiaLite refuse : %s"

#: lib/history/schema.c
#, c-format
msgid "the history %s was brought to version %d"
msgstr "l'historique %s a été porté à la version %d"

#: lib/history/schema.c
#, c-format
msgid "%s is a database, but not a history of cpts-coverage; it was left as it is: name another file"
msgstr "%s est une base de données, mais pas un historique de cpts-coverage ; elle a été laissée telle quelle : nommer un autre fichier"

#: lib/history/schema.c
#, c-format
msgid "the history %s was written by a later version of the program (its tables have version %d, this one knows %d); install the later version"
msgstr "l'historique %s a été écrit par une version plus récente du programme (ses tables ont la version %d, celle-ci connaît la %d) ; installer la version plus récente"

#: lib/history/spatialite.c
msgid "a history needs the library SpatiaLite, which is not on this system; install it (package libspatialite7)"
msgstr "un historique a besoin de la bibliothèque SpatiaLite, absente de ce système ; l'installer (paquet libspatialite7)"

#: lib/history/spatialite.c
msgid "SpatiaLite accepts no more connections in this process; close a history first"
msgstr "SpatiaLite n'accepte plus de connexion dans ce processus ; fermer d'abord un historique"

#: lib/history/store.c
#, c-format
msgid "the history %s is in use by another program, after %d seconds of waiting; let it end and try again"
msgstr "l'historique %s est en service dans un autre programme, après %d secondes d'attente ; le laisser finir et recommencer"

#: lib/history/store.c
#, c-format
msgid "the history %s cannot grow: the disk is full; it holds what it held before: free some space and try again"
msgstr "l'historique %s ne peut pas grandir : le disque est plein ; il contient ce qu'il contenait : libérer de la place et recommencer"

#: lib/history/store.c
#, c-format
msgid "%s is not a history: it is no SQLite database; name another file"
msgstr "%s n'est pas un historique : ce n'est pas une base SQLite ; nommer un autre fichier"

#: lib/history/store.c
#, c-format
msgid "the history %s is damaged (%s); put a copy of it back"
msgstr "l'historique %s est abîmé (%s) ; en remettre une copie"

#: lib/history/store.c
#, c-format
msgid "the history %s cannot be opened or written (%s); check that its folder exists and that you may write in it"
msgstr "l'historique %s ne peut être ouvert ou écrit (%s) ; vérifier que son dossier existe et que l'écriture y est permise"

#: lib/history/store.c
#, c-format
msgid "the history %s: SQLite says: %s"
msgstr "l'historique %s : SQLite dit : %s"

#: lib/history/store.c
#, c-format
msgid "the history %s is in use by another program: waiting at most %d seconds"
msgstr "l'historique %s est en service dans un autre programme : attente de %d secondes au plus"

#: lib/input/changes.c
msgid "the table that comes with the program, of 2025"
msgstr "la table fournie avec le programme, de 2025"

#: lib/input/changes.c
#, c-format
msgid "--code-changes: %s is neither INSEE's file of commune moves (v_mvt_commune_AAAA.csv, columns COM_AV and COM_AP) nor its table de passage (columns CODGEO_2025, CODGEO_2022...)"
msgstr "--code-changes : %s n'est ni le fichier des mouvements de communes de l'INSEE (v_mvt_commune_AAAA.csv, colonnes COM_AV et COM_AP) ni sa table de passage (colonnes CODGEO_2025, CODGEO_2022...)"

#: lib/input/changes.c
#, c-format
msgid "%s: %zu moves of communes"
msgstr "%s : %zu mouvements de communes"

#: lib/input/codes.c
#, c-format
msgid "line %ld of %s declares unit '%s' for no perimeter: its id is empty"
msgstr "la ligne %ld de %s déclare l'unité « %s » pour aucun périmètre : son identifiant est vide"

#: lib/input/codes.c
#, c-format
msgid "line %ld of %s declares no unit for '%s': it gives neither code nor name"
msgstr "la ligne %ld de %s ne déclare aucune unité pour « %s » : elle n'en donne ni le code ni le nom"

#: lib/input/codes.c
#, c-format
msgid "line %ld of %s goes on beyond the columns that its header names: '%s' is not read; write a list of codes between quotes"
msgstr "la ligne %ld de %s dépasse les colonnes que nomme son en-tête : « %s » n'est pas lu ; mettez une liste de codes entre guillemets"

#: lib/input/codes.c
#, c-format
msgid "line %ld of %s gives %s the status '%s', after '%s': the first one is kept"
msgstr "la ligne %ld de %s donne à %s le statut « %s », après « %s » : le premier est gardé"

#: lib/input/csv.c
#, c-format
msgid "%s: the quote opened on line %ld is never closed; close it, or write it twice if it belongs to the text"
msgstr "%s : le guillemet ouvert à la ligne %ld n'est jamais fermé ; fermez-le, ou doublez-le s'il fait partie du texte"

#: lib/input/csv.c
#, c-format
msgid "%s: line %ld has over %d columns; this is no table of codes"
msgstr "%s : la ligne %ld a plus de %d colonnes ; ce n'est pas un tableau de codes"

#: lib/input/csv.c
#, c-format
msgid "%s cannot be read; check that it exists, that you may read it, and that it is under 1 GiB"
msgstr "%s ne peut être lu ; vérifiez qu'il existe, que vous avez le droit de le lire et qu'il fait moins de 1 Gio"

#: lib/input/csv.c
#, c-format
msgid "%s holds binary data; a text file in CSV is expected"
msgstr "%s contient des données binaires ; un fichier texte au format CSV est attendu"

#: lib/input/csv.c lib/input/load.c lib/input/region.c
#, c-format
msgid "%s is empty"
msgstr "%s est vide"

#: lib/input/digest.c
#, c-format
msgid "%s cannot be read again for its SHA-256: %s"
msgstr "%s ne peut être relu pour calculer son SHA-256 : %s"

#: lib/input/expand.c
#, c-format
msgid "--expand: '%.*s' is none of epci, canton, department"
msgstr "--expand : « %.*s » n'est ni epci, ni canton, ni department"

#: lib/input/expand.c
#, c-format
msgid "%s: %s = %s"
msgstr "%s : %s = %s"

#: lib/input/expand.c
#, c-format
msgid "--expand %s: the units have no column that tells their %s; name it with --unit-fields %s=COLUMN"
msgstr "--expand %s : les unités n'ont pas de colonne qui donne leur %s ; nommez-la avec --unit-fields %s=COLONNE"

#: lib/input/frame.c
#, c-format
msgid "'%s' is no coordinate reference system; write it as EPSG:2154"
msgstr "« %s » n'est pas un système de coordonnées ; écrivez-le comme EPSG:2154"

#: lib/input/frame.c
#, c-format
msgid "%s is not projected in metres, so that areas cannot be measured in it; take the legal one of the place, such as EPSG:2154"
msgstr "%s n'est pas projeté en mètres : on ne peut y mesurer des superficies ; prenez le système légal du lieu, par exemple EPSG:2154"

#: lib/input/frame.c
#, c-format
msgid "%s says nothing of its coordinate reference system; if it is EPSG:2154, for example, make a copy that says so: ogr2ogr -a_srs EPSG:2154 copy.gpkg FILE"
msgstr "%s n'indique pas son système de coordonnées ; si c'est EPSG:2154, par exemple, faites-en une copie qui l'indique : ogr2ogr -a_srs EPSG:2154 copie.gpkg FICHIER"

#: lib/input/frame.c
#, c-format
msgid "%s is in degrees; it is analysed in %s"
msgstr "%s est en degrés ; l'analyse se fait en %s"

#: lib/input/frame.c
#, c-format
msgid "%s is in degrees (%.2f to %.2f east, %.2f to %.2f north), which lies in no single territory with a known CRS; say in which projected CRS to measure with --crs EPSG:N"
msgstr "%s est en degrés (de %.2f à %.2f est, de %.2f à %.2f nord), ce qui ne correspond à aucun territoire dont le système légal soit connu ; indiquez dans quel système projeté mesurer avec --crs EPSG:N"

#: lib/input/frame.c
#, c-format
msgid "warning: %s is in a Mercator projection, which stretches areas (twice in France); add --crs EPSG:2154"
msgstr "attention : %s est dans une projection de Mercator, qui agrandit les superficies (du double en France) ; ajoutez --crs EPSG:2154"

#: lib/input/frame.c
#, c-format
msgid "the CRS of %s is not in metres; say in which projected CRS to measure with --crs EPSG:N"
msgstr "le système de coordonnées de %s n'est pas en mètres ; indiquez dans quel système projeté mesurer avec --crs EPSG:N"

#: lib/input/frame.c
#, c-format
msgid "%s cannot be brought into %s: %s"
msgstr "%s ne peut être reprojeté en %s : %s"

#: lib/input/frame.c
msgid "no transformation"
msgstr "aucune transformation connue"

#: lib/input/frame.c
#, c-format
msgid "%s is reprojected to %s"
msgstr "%s est reprojeté en %s"

#: lib/input/layers.c
#, c-format
msgid "%s has over %d layers; name one: %s|layername=LAYER"
msgstr "%s a plus de %d couches ; désignez-en une : %s|layername=COUCHE"

#: lib/input/layers.c
#, c-format
msgid "%s has no layer"
msgstr "%s n'a aucune couche"

#: lib/input/layers.c
#, c-format
msgid "%s has no layer '%s'; its layers are: %s"
msgstr "%s n'a pas de couche « %s » ; ses couches sont : %s"

#: lib/input/layers.c
#, c-format
msgid "%s: %s, separator '%s', %zu rows"
msgstr "%s : %s, séparateur « %s », %zu lignes"

#: lib/input/layers.c
msgid "no source is given: name a file that holds the units and the declared perimeters"
msgstr "aucune source n'est donnée : désignez un fichier qui contient les unités et les périmètres déclarés"

#: lib/input/life_classes.c
#, c-format
msgid "--life-classes: line %ld of %s: '%s' with words '%s'; a class is signed, validated, intent or unknown, and words are needed"
msgstr "--life-classes : ligne %ld de %s : « %s » avec les mots « %s » ; une classe est signed, validated, intent ou unknown, et il faut des mots"

#: lib/input/life_classes.c
#, c-format
msgid "--life-classes: %s has no columns class and words"
msgstr "--life-classes : %s n'a pas de colonnes class et words"

#: lib/input/load.c
#, c-format
msgid "%s: '%s' keeps nothing of %s; check the filter"
msgstr "%s : « %s » ne garde rien de %s ; vérifiez le filtre"

#: lib/input/load.c lib/input/table.c
#, c-format
msgid "%s: '%s' cannot be applied to %s: %s"
msgstr "%s : « %s » ne peut être appliqué à %s : %s"

#: lib/input/load.c lib/input/table.c
msgid "not understood"
msgstr "incompris"

#: lib/input/load.c
#, c-format
msgid "%s: heights are left aside"
msgstr "%s : les altitudes sont laissées de côté"

#: lib/input/load.c lib/input/territory.c
#, c-format
msgid "%s holds no polygon"
msgstr "%s ne contient aucun polygone"

#: lib/input/load.c
msgid "no population is known; add --populations FILE to have inhabitants counted"
msgstr "aucune population n'est connue ; ajoutez --populations FICHIER pour que les habitants soient comptés"

#: lib/input/load.c
#, c-format
msgid "warning: the population of %zu units of %zu is not known"
msgstr "attention : la population de %zu unités sur %zu n'est pas connue"

#: lib/input/load.c
#, c-format
msgid "%d warnings while reading, the first: %s"
msgstr "%d avertissements à la lecture, dont le premier : %s"

#: lib/input/opened.c
#, c-format
msgid "'%s': after the bar, layername=LAYER is expected"
msgstr "« %s » : layername=COUCHE est attendu après la barre"

#: lib/input/opened.c
#, c-format
msgid "a source has an empty name"
msgstr "une source a un nom vide"

#: lib/input/opened.c
#, c-format
msgid "%s: sources are files of this machine or a PostgreSQL base (PG:...); download it first"
msgstr "%s : les sources sont des fichiers de cette machine ou une base PostgreSQL (PG:...) ; téléchargez-la d'abord"

#: lib/input/opened.c
#, c-format
msgid "%s does not exist, or its folder cannot be read"
msgstr "%s n'existe pas, ou son dossier ne peut être lu"

#: lib/input/opened.c
#, c-format
msgid "%s is an empty file"
msgstr "%s est un fichier vide"

#: lib/input/opened.c
#, c-format
msgid "%s is not a file"
msgstr "%s n'est pas un fichier"

#: lib/input/opened.c
#, c-format
msgid "%s may not be read by this user; change its permissions"
msgstr "%s ne peut être lu par cet utilisateur ; changez ses droits d'accès"

#: lib/input/opened.c
#, c-format
msgid "%s holds changes that another program has not finished writing, and no temporary folder can be made to read a copy; open and close it in QGIS"
msgstr "%s contient des modifications qu'un autre programme n'a pas fini d'écrire, et aucun dossier temporaire ne peut être créé pour en lire une copie ; ouvrez-le et fermez-le dans QGIS"

#: lib/input/opened.c
#, c-format
msgid "%s cannot be copied to %s to be read"
msgstr "%s ne peut être copié dans %s pour être lu"

#: lib/input/opened.c
#, c-format
msgid "%s: another program left unfinished changes beside it; a copy is read"
msgstr "%s : un autre programme a laissé à côté des modifications inachevées ; une copie est lue"

#: lib/input/opened.c
#, c-format
msgid "%s is being written by another program; wait until it has finished, or close the file there"
msgstr "%s est en cours d'écriture par un autre programme ; attendre qu'il ait fini, ou y fermer le fichier"

#: lib/input/opened.c
#, c-format
msgid "%s was left half-written by a program that stopped (%s-journal is still there); open it once in QGIS, which mends it, and close it"
msgstr "%s a été laissé à moitié écrit par un programme interrompu (%s-journal est encore là) ; l'ouvrir une fois dans QGIS, qui le remet en état, et le fermer"

#: lib/input/opened.c
#, c-format
msgid "%s cannot be read: it is damaged, or of none of the formats read (%s)%s%s"
msgstr "%s ne peut être lu : il est abîmé, ou n'est dans aucun des formats lus (%s)%s%s"

#: lib/input/opened.c
#, c-format
msgid "%s holds over %d files; name one: /vsizip/%s/FILE"
msgstr "%s contient plus de %d fichiers ; désignez-en un : /vsizip/%s/FICHIER"

#: lib/input/opened.c
#, c-format
msgid "%s is no zip archive, or holds no file of a format read (%s)"
msgstr "%s n'est pas une archive zip, ou ne contient aucun fichier d'un format lu (%s)"

#: lib/input/perimeters.c lib/input/units.c
#, c-format
msgid "feature %lld"
msgstr "entité %lld"

#: lib/input/perimeters.c
#, c-format
msgid "feature %lld of %s has no id; it is called '%s'"
msgstr "l'entité %lld de %s n'a pas d'identifiant ; elle est appelée « %s »"

#: lib/input/perimeters.c
#, c-format
msgid "perimeter %s (feature %lld of %s): none of its polygons can be used, their coordinates are impossible"
msgstr "périmètre %s (entité %lld de %s) : aucun de ses polygones n'est utilisable, leurs coordonnées sont impossibles"

#: lib/input/perimeters.c
#, c-format
msgid "perimeter %s (feature %lld of %s) has no polygon"
msgstr "le périmètre %s (entité %lld de %s) n'a pas de polygone"

#: lib/input/placing.c
#, c-format
msgid "unit %s: feature %lld of %s repeats feature %lld, point by point; it is left out"
msgstr "unité %s : l'entité %lld de %s répète l'entité %lld, point pour point ; elle est écartée"

#: lib/input/placing.c
#, c-format
msgid "perimeter %s: feature %lld of %s repeats feature %lld, point by point; it is left out"
msgstr "périmètre %s : l'entité %lld de %s répète l'entité %lld, point pour point ; elle est écartée"

#: lib/input/placing.c
#, c-format
msgid "rings with impossible coordinates, left out: %u"
msgstr "anneaux aux coordonnées impossibles, écartés : %u"

#: lib/input/placing.c
#, c-format
msgid "rings without any area, left out: %u"
msgstr "anneaux sans aucune superficie, écartés : %u"

#: lib/input/placing.c
#, c-format
msgid "points or lines, left out: %u"
msgstr "points ou lignes, écartés : %u"

#: lib/input/placing.c
msgid "arcs, replaced by chords of half a degree"
msgstr "arcs, remplacés par des cordes d'un demi-degré"

#: lib/input/placing.c
#, c-format
msgid "unit %s (feature %lld of %s): %s"
msgstr "unité %s (entité %lld de %s) : %s"

#: lib/input/placing.c
#, c-format
msgid "perimeter %s (feature %lld of %s): %s"
msgstr "périmètre %s (entité %lld de %s) : %s"

#: lib/input/polygons.c
#, c-format
msgid "%s has more vertices than can be held (4 billion)"
msgstr "%s a plus de sommets qu'il n'est possible d'en traiter (4 milliards)"

#: lib/input/polygons.c
msgid "reading"
msgstr "lecture"

#: lib/input/polygons.c
#, c-format
msgid "%s cannot be read to its end (%zu features were): %s"
msgstr "%s ne peut être lu jusqu'au bout (%zu entités l'ont été) : %s"

#: lib/input/populations.c
#, c-format
msgid "--populations: %s is not INSEE's table of populations: it has no columns COM and PMUN"
msgstr "--populations : %s n'est pas le tableau des populations de l'INSEE : il n'a pas de colonnes COM et PMUN"

#: lib/input/region.c
#, c-format
msgid "%s: %zu bytes that are no geometry in WKB"
msgstr "%s : %zu octets qui ne sont pas une géométrie en WKB"

#: lib/input/region.c
msgid "the code of the unit"
msgstr "le code de l'unité"

#: lib/input/region.c
msgid "the id of the perimeter"
msgstr "l'identifiant du périmètre"

#: lib/input/region.c
#, c-format
msgid "there is no perimeter '%s'"
msgstr "il n'y a pas de périmètre « %s »"

#: lib/input/region.c
#, c-format
msgid "perimeter %s%s%s declares no territory: neither a polygon nor a code of the region"
msgstr "le périmètre %s%s%s ne déclare aucun territoire : ni polygone, ni code de la région"

#: lib/input/resolve.c
#, c-format
msgid "%s, line %ld: '%s' is read as %s (%s)"
msgstr "%s, ligne %ld : « %s » est lu comme %s (%s)"

#: lib/input/resolve.c
#, c-format
msgid "%zu declared codes were written otherwise than the units' and were repaired (%s read as %s)"
msgstr "%zu codes déclarés étaient écrits autrement que ceux des unités et ont été rétablis (%s lu comme %s)"

#: lib/input/resolve.c
#, c-format
msgid "%zu declared names were written otherwise than the units' (%s read as %s)"
msgstr "%zu noms déclarés étaient écrits autrement que ceux des unités (%s lu comme %s)"

#: lib/input/resolver_tell.c
#, c-format
msgid " (line %s of %s)"
msgstr " (ligne %s de %s)"

#: lib/input/resolver_tell.c
#, c-format
msgid " (lines %s of %s)"
msgstr " (lignes %s de %s)"

#: lib/input/resolver_tell.c
#, c-format
msgid "%s lists %s %s %zu times%s"
msgstr "%s cite %s %s %zu fois%s"

#: lib/input/resolver_tell.c
#, c-format
msgid "%s lists %s as '%s'%s, but this is the code of %s; the code is counted: make sure that it is no postal code"
msgstr "%s cite %s sous le nom « %s »%s, mais c'est le code de %s ; c'est le code qui compte : vérifiez que ce n'est pas un code postal"

#: lib/input/resolver_tell.c
#, c-format
msgid " on %s"
msgstr " le %s"

#: lib/input/resolver_tell.c
#, c-format
msgid "%s lists %s, which became part of %s %s%s%s; %s is counted instead"
msgstr "%s cite %s, commune intégrée à %s %s%s%s ; %s est comptée à sa place"

#: lib/input/resolver_tell.c
#, c-format
msgid "%s lists %s%s, which was made%s of communes that the units still hold apart: %s; they are counted"
msgstr "%s cite %s%s, formée%s de communes que les unités tiennent encore pour distinctes : %s ; elles sont comptées"

#: lib/input/resolver_tell.c
#, c-format
msgid "%s lists %s, which was split%s between %s%s; only those that it lists as well are counted"
msgstr "%s cite %s, commune scindée%s entre %s%s ; seules celles qu'elle cite aussi sont comptées"

#: lib/input/resolver_tell.c
#, c-format
msgid "%s lists %s, which was split%s between %s%s; list those that are meant"
msgstr "%s cite %s, commune scindée%s entre %s%s ; citez celles qui sont visées"

#: lib/input/resolver_tell.c
#, c-format
msgid "%s lists '%s'%s, which is no unit (a postal code?); its name is that of %s %s, which is counted"
msgstr "%s cite « %s »%s, qui n'est pas une unité (un code postal ?) ; son nom est celui de %s %s, qui est comptée"

#: lib/input/resolver_tell.c
#, c-format
msgid "%s lists '%s'%s, which may be %s; write the code, or add a column with the département"
msgstr "%s cite « %s »%s, qui peut être %s ; donnez le code, ou ajoutez une colonne avec le département"

#: lib/input/resolver_tell.c
#, c-format
msgid "; the nearest names are: %s"
msgstr " ; les noms les plus proches sont : %s"

#: lib/input/resolver_tell.c
#, c-format
msgid "%s lists '%s'%s, which is neither the code nor the name of a unit of the region%s"
msgstr "%s cite « %s »%s, qui n'est ni le code ni le nom d'une unité de la région%s"

#: lib/input/resolver_tell.c
#, c-format
msgid "%s lists %s%s, a unit without polygon"
msgstr "%s cite %s%s, une unité sans polygone"

#: lib/input/resolver_tell.c
#, c-format
msgid "%s lists %s%s, a municipal arrondissement, but the units hold the whole commune: add the layer of arrondissements"
msgstr "%s cite %s%s, un arrondissement municipal, alors que les unités contiennent la commune entière : ajoutez la couche des arrondissements"

#: lib/input/resolver_tell.c
#, c-format
msgid "%s lists %s%s, an IRIS, but the units hold the whole commune: add the layer of IRIS"
msgstr "%s cite %s%s, un IRIS, alors que les unités contiennent la commune entière : ajoutez la couche des IRIS"

#: lib/input/resolver_tell.c
#, c-format
msgid "%s lists %s%s, which is no unit of the region; if it is an EPCI, --expand epci stands for its communes where the units tell their EPCI"
msgstr "%s cite %s%s, qui n'est pas une unité de la région ; si c'est un EPCI, --expand epci vaut pour ses communes quand les unités donnent leur EPCI"

#: lib/input/resolver_tell.c
#, c-format
msgid "%s lists %s%s, which is no unit of the region; it looks like a postal code, which several communes may share: write the INSEE code or the name"
msgstr "%s cite %s%s, qui n'est pas une unité de la région ; on dirait un code postal, que plusieurs communes peuvent partager : donnez le code INSEE ou le nom"

#: lib/input/resolver_tell.c
#, c-format
msgid "%s lists %s%s, which is no unit of the region"
msgstr "%s cite %s%s, qui n'est pas une unité de la région"

#: lib/input/resolver_tell.c
#, c-format
msgid "%s lists '%s'%s, which is no unit of the region, nor looks like a code"
msgstr "%s cite « %s »%s, qui n'est pas une unité de la région et ne ressemble pas à un code"

#: lib/input/roles.c
#, c-format
msgid "several layers could hold the units: %s. Say which one with --units 'FILE|layername=LAYER'"
msgstr "plusieurs couches pourraient contenir les unités : %s. Indiquez laquelle avec --units 'FICHIER|layername=COUCHE'"

#: lib/input/roles.c
#, c-format
msgid "several layers could hold the perimeters: %s. Say which one with --perimeters 'FILE|layername=LAYER'"
msgstr "plusieurs couches pourraient contenir les périmètres : %s. Indiquez laquelle avec --perimeters 'FICHIER|layername=COUCHE'"

#: lib/input/roles.c
msgid "table"
msgstr "table"

#: lib/input/roles.c
msgid "polygons"
msgstr "polygones"

#: lib/input/roles.c
msgid "points or lines"
msgstr "points ou lignes"

#: lib/input/roles.c
msgid "no column"
msgstr "aucune colonne"

#: lib/input/roles.c
#, c-format
msgid "no layer of units is recognised in %s, which holds: %s. A layer of polygons with a column of codes is needed: say which with --units 'FILE|layername=LAYER' and --unit-fields code=COLUMN"
msgstr "aucune couche d'unités n'est reconnue dans %s, qui contient : %s. Il faut une couche de polygones avec une colonne de codes : indiquez laquelle avec --units 'FICHIER|layername=COUCHE' et --unit-fields code=COLONNE"

#: lib/input/roles.c
msgid "no source of units is given: add one, or --units FILE"
msgstr "aucune source d'unités n'est donnée : ajoutez-en une, ou --units FICHIER"

#: lib/input/roles.c
#, c-format
msgid "%s tells communes by postal codes (column %s), which several of them share: add a column of INSEE codes or of names"
msgstr "%s désigne les communes par des codes postaux (colonne %s), que plusieurs partagent : ajoutez une colonne de codes INSEE ou de noms"

#: lib/input/roles.c
#, c-format
msgid "no declared perimeter is recognised in %s, which holds: %s. A layer of polygons, or a table with a column of unit codes or names and one of ids, is needed: say which with --perimeters 'FILE|layername=LAYER' and --perimeter-fields id=COLUMN,name=COLUMN,code=COLUMN,unit=COLUMN"
msgstr "aucun périmètre déclaré n'est reconnu dans %s, qui contient : %s. Il faut une couche de polygones, ou une table avec une colonne de codes ou de noms d'unités et une d'identifiants : indiquez laquelle avec --perimeters 'FICHIER|layername=COUCHE' et --perimeter-fields id=COLONNE,name=COLONNE,code=COLONNE,unit=COLONNE"

#: lib/input/roles.c
#, c-format
msgid "%s serves no purpose: the units and the perimeters are taken from other sources; leave it out, or give it with --perimeters"
msgstr "%s est sans objet : les unités et les périmètres viennent d'autres sources ; retirez-le, ou donnez-le avec --perimeters"

#: lib/input/roles.c
#, c-format
msgid "units: %s; code = %s, name = %s, population = %s, group = %s"
msgstr "unités : %s ; code = %s, nom = %s, population = %s, groupe = %s"

#: lib/input/roles.c
#, c-format
msgid "perimeters: %s; id = %s, name = %s, status = %s"
msgstr "périmètres : %s ; identifiant = %s, nom = %s, statut = %s"

#: lib/input/roles.c
#, c-format
msgid "declared units: %s; code = %s, unit = %s, id = %s, name = %s"
msgstr "unités déclarées : %s ; code = %s, unité = %s, identifiant = %s, nom = %s"

#: lib/input/roles.c
#, c-format
msgid "not used: %s"
msgstr "non utilisé : %s"

#: lib/input/schema.c
#, c-format
msgid "%s: '%s' is not a field that can be mapped; write for example code=insee,name=nom"
msgstr "%s : « %s » n'est pas un champ attendu ; écrivez par exemple code=insee,name=nom"

#: lib/input/schema.c
#, c-format
msgid "%s: no column is given for '%s'; write %s=COLUMN"
msgstr "%s : aucune colonne n'est donnée pour « %s » ; écrivez %s=COLONNE"

#: lib/input/schema.c
#, c-format
msgid "%s: %s has no column '%s'; its columns are: %s"
msgstr "%s : %s n'a pas de colonne « %s » ; ses colonnes sont : %s"

#: lib/input/selection.c
#, c-format
msgid "--as-of: '%s' is not a date; write it as 2026-01-31"
msgstr "--as-of : « %s » n'est pas une date ; écrivez-la ainsi : 2026-01-31"

#: lib/input/selection.c
msgid "--status: the list is empty; write for example signed,validated"
msgstr "--status : la liste est vide ; écrivez par exemple signed,validated"

#: lib/input/selection.c
#, c-format
msgid "status '%s' (%s) is of no life-cycle class; --life-classes FILE tells which"
msgstr "le statut « %s » (%s) n'est d'aucune classe du cycle de vie ; --life-classes FICHIER dit laquelle"

#: lib/input/selection.c
#, c-format
msgid "the date '%s' of %s cannot be read, and it is taken to be in force; write dates as 2026-01-31"
msgstr "la date « %s » de %s n'a pu être lue, et il est tenu pour en vigueur ; écrivez les dates ainsi : 2026-01-31"

#: lib/input/selection.c
#, c-format
msgid "%zu rows of lists are not in force on %s"
msgstr "%zu lignes des listes ne sont pas en vigueur le %s"

#: lib/input/selection.c
#, c-format
msgid "left out: %s (status '%s', from '%s' to '%s')"
msgstr "laissé de côté : %s (statut « %s », du « %s » au « %s »)"

#: lib/input/selection.c
#, c-format
msgid "none of the %u perimeters is in force with the date and statuses asked for; see --as-of and --status"
msgstr "aucun des %u périmètres n'est en vigueur à la date et avec les statuts demandés ; voir --as-of et --status"

#: lib/input/selection.c
#, c-format
msgid "%u perimeters of %u are left out by --as-of and --status"
msgstr "%u périmètres sur %u sont laissés de côté par --as-of et --status"

#: lib/input/table.c
#, c-format
msgid "%s cannot be read to its end: %s"
msgstr "%s ne peut être lu jusqu'au bout : %s"

#: lib/input/table_file.c
#, c-format
msgid "%s: no table of %s has columns COM_AV and COM_AP, nor CODGEO_2025 and CODGEO_2022"
msgstr "%s : aucune table de %s n'a de colonnes COM_AV et COM_AP, ni CODGEO_2025 et CODGEO_2022"

#: lib/input/table_file.c
#, c-format
msgid "%s: no table of %s has columns COM and PMUN"
msgstr "%s : aucune table de %s n'a de colonnes COM et PMUN"

#: lib/input/territory.c
#, c-format
msgid "%s: %s became part of %s %s on %s"
msgstr "%s : %s fait partie de %s %s depuis le %s"

#: lib/input/territory.c
#, c-format
msgid "%s: %s%s is no unit of the region"
msgstr "%s : %s%s n'est pas une unité de la région"

#: lib/input/territory.c
#, c-format
msgid "%s: '%s'%s is neither a unit of the region nor a file"
msgstr "%s : « %s »%s n'est ni une unité de la région ni un fichier"

#: lib/input/territory.c
#, c-format
msgid "%s: %s holds several perimeters, and none is '%s'; keep in it what is meant, or name one of them with --as"
msgstr "%s : %s contient plusieurs périmètres, et aucun n'est « %s » ; n'y garder que ce qui est voulu, ou en désigner un par --as"

#: lib/input/territory.c
#, c-format
msgid "%s: %s has no column of unit codes; call it 'code'"
msgstr "%s : %s n'a pas de colonne de codes d'unités ; l'appeler « code »"

#: lib/input/territory.c
#, c-format
msgid " (line %ld of %s)"
msgstr " (ligne %ld de %s)"

#: lib/input/territory.c
#, c-format
msgid "%s: several layers could be meant, %s and %s; name one: PATH|layername=LAYER"
msgstr "%s : plusieurs couches sont possibles, %s et %s ; en désigner une : CHEMIN|layername=COUCHE"

#: lib/input/territory.c
#, c-format
msgid "%s: there is neither a polygon layer nor a table of codes in it"
msgstr "%s : il n'y a là ni couche de polygones ni tableau de codes"

#: lib/input/territory.c
#, c-format
msgid "%s: '%s' names no unit"
msgstr "%s : « %s » ne désigne aucune unité"

#: lib/input/units.c
#, c-format
msgid "feature %lld of %s (%s) has no code; it is counted as a unit, which no list can declare"
msgstr "l'entité %lld de %s (%s) n'a pas de code ; elle compte comme une unité, qu'aucune liste ne peut déclarer"

#: lib/input/units.c
#, c-format
msgid "unit %s %s (feature %lld of %s) has no polygon; its other features are used"
msgstr "l'unité %s %s (entité %lld de %s) n'a pas de polygone ; ses autres entités sont utilisées"

#: lib/input/units.c
#, c-format
msgid "unit %s %s (feature %lld of %s) has no polygon: it cannot be checked, and is left out"
msgstr "l'unité %s %s (entité %lld de %s) n'a pas de polygone : elle ne peut être vérifiée et est écartée"

#: lib/input/units.c
#, c-format
msgid "%s %s is left out of the units: its IRIS are there"
msgstr "%s %s est écartée des unités : ses IRIS y sont"

#: lib/input/units.c
#, c-format
msgid "%s %s is left out of the units: its municipal arrondissements are there"
msgstr "%s %s est écartée des unités : ses arrondissements municipaux y sont"

#: lib/output/csv.c
msgid "CSV tables are several files: name a folder, not standard output"
msgstr "les tableaux CSV sont plusieurs fichiers : désignez un dossier, et non la sortie standard"

#: lib/output/drawings.c
#, c-format
msgid "a polygon cannot be drawn on the map: %s"
msgstr "un polygone ne peut être dessiné sur la carte : %s"

#: lib/output/file.c
msgid "free some space, or write to another disk"
msgstr "libérez de la place, ou écrivez sur un autre disque"

#: lib/output/file.c
msgid "choose a folder and a file that you may write to"
msgstr "choisissez un dossier et un fichier où vous avez le droit d'écrire"

#: lib/output/file.c
msgid "create the folder first"
msgstr "créez d'abord le dossier"

#: lib/output/file.c
msgid "choose another name"
msgstr "choisissez un autre nom"

#: lib/output/file.c
msgid "it is a folder: give the name of a file"
msgstr "c'est un dossier : donnez le nom d'un fichier"

#: lib/output/file.c
msgid "the program that was to read it has ended"
msgstr "le programme qui devait la lire s'est terminé"

#: lib/output/file.c
msgid "check the disk, or write elsewhere"
msgstr "vérifiez le disque, ou écrivez ailleurs"

#: lib/output/file.c
#, c-format
msgid "cannot write %s: %s; %s"
msgstr "impossible d'écrire %s : %s ; %s"

#: lib/output/file.c
msgid "the standard output"
msgstr "la sortie standard"

#: lib/output/gpkg.c
msgid "the GeoPackage would be too large; check fewer units at once"
msgstr "le GeoPackage serait trop gros ; contrôler moins d'unités à la fois"

#: lib/output/gpkg.c
#, c-format
msgid "SQLite refuses to build the GeoPackage: %s"
msgstr "SQLite refuse de construire le GeoPackage : %s"

#: lib/output/gpkg.c
msgid "Styles"
msgstr "Styles"

#: lib/output/gpkg.c
msgid "how QGIS draws the layers when it opens them"
msgstr "comment QGIS dessine les couches à l'ouverture"

#: lib/output/gpkg_tables.c lib/output/page_reading.c
msgid "File"
msgstr "Fichier"

#: lib/output/gpkg_tables.c
msgid "Layer"
msgstr "Couche"

#: lib/output/gpkg_tables.c lib/output/page_reading.c
msgid "Role"
msgstr "Rôle"

#: lib/output/gpkg_tables.c
msgid "Number of features"
msgstr "Nombre d'entités"

#: lib/output/gpkg_tables.c lib/output/page_reading.c
msgid "CRS"
msgstr "SCR"

#: lib/output/gpkg_tables.c
msgid "SHA-256"
msgstr "SHA-256"

#: lib/output/gpkg_tables.c
msgid "Inputs"
msgstr "Entrées"

#: lib/output/gpkg_tables.c
msgid "layers that were read"
msgstr "couches lues"

#: lib/output/gpkg_tables.c
msgid "Made on"
msgstr "Fait le"

#: lib/output/gpkg_tables.c
msgid "Version of cpts-coverage"
msgstr "Version de cpts-coverage"

#: lib/output/gpkg_tables.c
msgid "Verdict"
msgstr "Verdict"

#: lib/output/gpkg_tables.c lib/output/page_reading.c
msgid "Analysis CRS"
msgstr "SCR d'analyse"

#: lib/output/gpkg_tables.c
msgid "Sliver width (m)"
msgstr "Largeur des micro-surfaces (m)"

#: lib/output/gpkg_tables.c lib/output/page_reading.c
msgid "Fails on"
msgstr "Échoue sur"

#: lib/output/gpkg_tables.c lib/output/gpkg_write.c lib/output/page.inc
#: lib/output/page_tables.c
msgid "Units"
msgstr "Unités"

#: lib/output/gpkg_tables.c
msgid "Perimeters"
msgstr "Périmètres"

#: lib/output/gpkg_tables.c lib/output/gpkg_write.c
msgid "Area (m²)"
msgstr "Superficie (m²)"

#: lib/output/gpkg_tables.c lib/output/gpkg_write.c lib/output/page.inc
#: lib/output/page_tables.c
msgid "Inhabitants"
msgstr "Habitants"

#: lib/output/gpkg_tables.c
msgid "Covered area (m²)"
msgstr "Superficie couverte (m²)"

#: lib/output/gpkg_tables.c
msgid "Covered inhabitants"
msgstr "Habitants couverts"

#: lib/output/gpkg_tables.c
msgid "White area (m²)"
msgstr "Superficie blanche (m²)"

#: lib/output/gpkg_tables.c
msgid "White inhabitants"
msgstr "Habitants en zone blanche"

#: lib/output/gpkg_tables.c
msgid "Overlap area (m²)"
msgstr "Superficie chevauchée (m²)"

#: lib/output/gpkg_tables.c
msgid "Overlap inhabitants"
msgstr "Habitants en chevauchement"

#: lib/output/gpkg_tables.c lib/output/gpkg_write.c
msgid "Area outside the region (m²)"
msgstr "Superficie hors région (m²)"

#: lib/output/gpkg_tables.c
msgid "Area of slivers (m²)"
msgstr "Superficie des micro-surfaces (m²)"

#: lib/output/gpkg_tables.c
msgid "Covered share of the area"
msgstr "Part couverte de la superficie"

#: lib/output/gpkg_tables.c
msgid "Covered share of the inhabitants"
msgstr "Part couverte des habitants"

#: lib/output/gpkg_tables.c
msgid "Errors"
msgstr "Erreurs"

#: lib/output/gpkg_tables.c
msgid "Warnings"
msgstr "Avertissements"

#: lib/output/gpkg_tables.c
msgid "Notes"
msgstr "Notes"

#: lib/output/gpkg_tables.c
msgid "Totals"
msgstr "Totaux"

#: lib/output/gpkg_tables.c
msgid "verdict and figures of the whole region"
msgstr "verdict et chiffres de toute la région"

#: lib/output/gpkg_tables.c lib/output/gpkg_write.c
msgid "Rule"
msgstr "Règle"

#: lib/output/gpkg_tables.c
msgid "Findings, slivers left out"
msgstr "Constats, hors micro-surfaces"

#: lib/output/gpkg_tables.c lib/output/gpkg_write.c
msgid "Slivers"
msgstr "Micro-surfaces"

#: lib/output/gpkg_tables.c
msgid "Findings by rule"
msgstr "Constats par règle"

#: lib/output/gpkg_tables.c
msgid "number of findings by rule"
msgstr "nombre de constats par règle"

#: lib/output/gpkg_tables.c lib/output/gpkg_write.c
msgid "Group"
msgstr "Groupe"

#: lib/output/gpkg_tables.c
msgid "Groups"
msgstr "Groupes"

#: lib/output/gpkg_tables.c
msgid "figures by département, or by the field asked for"
msgstr "chiffres par département, ou par le champ demandé"

#: lib/output/gpkg_tables.c
msgid "Unit (code)"
msgstr "Unité (code)"

#: lib/output/gpkg_tables.c
msgid "CPTS (identifier)"
msgstr "CPTS (identifiant)"

#: lib/output/gpkg_tables.c
msgid "Share of the unit"
msgstr "Part de l'unité"

#: lib/output/gpkg_tables.c
msgid "Claims"
msgstr "Revendications"

#: lib/output/gpkg_tables.c
msgid "which CPTS claims how much of which unit"
msgstr "quelle CPTS revendique quelle part de quelle unité"

#: lib/output/gpkg_write.c lib/output/page.inc lib/output/page_tables.c
msgid "Identifier"
msgstr "Identifiant"

#: lib/output/gpkg_write.c lib/output/page.inc
msgid "Severity"
msgstr "Gravité"

#: lib/output/gpkg_write.c lib/output/styles.inc
msgid "Sliver"
msgstr "Micro-surface"

#: lib/output/gpkg_write.c
msgid "CPTS (identifiers)"
msgstr "CPTS (identifiants)"

#: lib/output/gpkg_write.c lib/output/page.inc lib/output/page_summary.c
msgid "CPTS"
msgstr "CPTS"

#: lib/output/gpkg_write.c
msgid "Units (codes)"
msgstr "Unités (codes)"

#: lib/output/gpkg_write.c
msgid "Number of units"
msgstr "Nombre d'unités"

#: lib/output/gpkg_write.c
msgid "Whole units"
msgstr "Unités entières"

#: lib/output/gpkg_write.c
msgid "Width (m)"
msgstr "Largeur (m)"

#: lib/output/gpkg_write.c
msgid "Border (m)"
msgstr "Contour (m)"

#: lib/output/gpkg_write.c
msgid "Inhabitants: how counted"
msgstr "Habitants : mode de calcul"

#: lib/output/gpkg_write.c
msgid "Message"
msgstr "Message"

#: lib/output/gpkg_write.c
msgid "State"
msgstr "État"

#: lib/output/gpkg_write.c
msgid "First seen"
msgstr "Vu depuis"

#: lib/output/gpkg_write.c
msgid "Caused by (identifiers)"
msgstr "Causé par (identifiants)"

#: lib/output/gpkg_write.c
msgid "Accepted: reason"
msgstr "Accepté : raison"

#: lib/output/gpkg_write.c
msgid "Accepted by"
msgstr "Accepté par"

#: lib/output/gpkg_write.c
msgid "Accepted until"
msgstr "Accepté jusqu'au"

#: lib/output/gpkg_write.c lib/output/page_tables.c
msgid "Name"
msgstr "Nom"

#: lib/output/gpkg_write.c
msgid "Status"
msgstr "Statut"

#: lib/output/gpkg_write.c
msgid "Area claimed by it alone (m²)"
msgstr "Superficie revendiquée par elle seule (m²)"

#: lib/output/gpkg_write.c
msgid "Contested area (m²)"
msgstr "Superficie contestée (m²)"

#: lib/output/gpkg_write.c
msgid "Contested inhabitants"
msgstr "Habitants contestés"

#: lib/output/gpkg_write.c
msgid "Size class"
msgstr "Classe de taille"

#: lib/output/gpkg_write.c
msgid "Number of pieces"
msgstr "Nombre de morceaux"

#: lib/output/gpkg_write.c
msgid "Partial units"
msgstr "Unités partielles"

#: lib/output/gpkg_write.c
msgid "Class of life"
msgstr "Classe du cycle de vie"

#: lib/output/gpkg_write.c
msgid "Yearly ceiling (euros)"
msgstr "Plafond annuel (euros)"

#: lib/output/gpkg_write.c
msgid "Code"
msgstr "Code"

#: lib/output/gpkg_write.c
msgid "Claimants"
msgstr "Nombre de CPTS"

#: lib/output/gpkg_write.c
msgid "Most claims on one place"
msgstr "Revendications d'un même lieu, au plus"

#: lib/output/gpkg_write.c
msgid "Claims, slivers left out"
msgstr "Revendications, hors micro-surfaces"

#: lib/output/gpkg_write.c
msgid "White share"
msgstr "Part blanche"

#: lib/output/gpkg_write.c
msgid "Overlap share"
msgstr "Part chevauchée"

#: lib/output/gpkg_write.c lib/output/page.inc
msgid "Overlaps"
msgstr "Chevauchements"

#: lib/output/gpkg_write.c
msgid "places claimed by two CPTS or more"
msgstr "lieux revendiqués par plusieurs CPTS"

#: lib/output/gpkg_write.c lib/output/page.inc
msgid "White zones"
msgstr "Zones blanches"

#: lib/output/gpkg_write.c
msgid "places claimed by no CPTS"
msgstr "lieux qu'aucune CPTS ne revendique"

#: lib/output/gpkg_write.c lib/output/page.inc lib/output/styles.inc
#: lib/output/words.c
msgid "Outside the region"
msgstr "Hors région"

#: lib/output/gpkg_write.c
msgid "places claimed outside the region"
msgstr "lieux revendiqués hors région"

#: lib/output/gpkg_write.c
msgid "overlaps, white zones and outsides narrower than the sliver width: two drawings of the same border"
msgstr "chevauchements, zones blanches et débordements plus étroits que la largeur des micro-surfaces : deux tracés de la même limite"

#: lib/output/gpkg_write.c
msgid "Defects of the base layer"
msgstr "Défauts du référentiel"

#: lib/output/gpkg_write.c
msgid "units that overlap each other, gaps between units, invalid units"
msgstr "unités qui se chevauchent, lacunes entre unités, unités invalides"

#: lib/output/gpkg_write.c
msgid "Findings without a place"
msgstr "Constats sans lieu"

#: lib/output/gpkg_write.c
msgid "findings about codes and declarations"
msgstr "constats sur les codes et les déclarations"

#: lib/output/gpkg_write.c
msgid "Declared perimeters"
msgstr "Périmètres déclarés"

#: lib/output/gpkg_write.c
msgid "perimeters as they are declared; for codes, the union of their units"
msgstr "périmètres tels qu'ils sont déclarés ; pour des codes, la réunion de leurs unités"

#: lib/output/gpkg_write.c
msgid "communes, municipal arrondissements or IRIS, with the CPTS that claim them"
msgstr "communes, arrondissements municipaux ou IRIS, avec les CPTS qui les revendiquent"

#: lib/output/history_view.c
msgid "compliant"
msgstr "conforme"

#: lib/output/history_view.c
msgid "not compliant"
msgstr "non conforme"

#: lib/output/history_view.c lib/output/mail.c lib/output/page_summary.c
#: lib/output/text.c
#, c-format
msgid "%s error"
msgid_plural "%s errors"
msgstr[0] "%s erreur"
msgstr[1] "%s erreurs"

#: lib/output/history_view.c lib/output/mail.c
#, c-format
msgid ", %s %% of the inhabitants covered\n"
msgstr ", %s %% des habitants couverts\n"

#: lib/output/history_view.c lib/output/mail.c
#, c-format
msgid ", %s %% of the area covered\n"
msgstr ", %s %% de la surface couverts\n"

#: lib/output/history_view.c
msgid "Coverage:"
msgstr "Couverture :"

#: lib/output/history_view.c
#, c-format
msgid ", since %.10s"
msgstr ", depuis le %.10s"

#: lib/output/history_view.c
msgid ", accepted by "
msgstr ", accepté par "

#: lib/output/history_view.c
#, c-format
msgid " until %.10s"
msgstr " jusqu'au %.10s"

#: lib/output/history_view.c lib/output/simulation_text.c
msgid ": "
msgstr " : "

#: lib/output/history_view.c lib/output/moved.c
msgid "; changed by "
msgstr " ; modifié par "

#: lib/output/history_view.c
msgid "a history is told as text or JSON"
msgstr "un historique se dit en texte ou en JSON"

#: lib/output/mail.c lib/output/text.c
msgid "COMPLIANT"
msgstr "CONFORME"

#: lib/output/mail.c lib/output/text.c
msgid "NOT COMPLIANT"
msgstr "NON CONFORME"

#: lib/output/mail.c
#, c-format
msgid "Nothing has moved since the run of %s.\n"
msgstr "Rien n'a bougé depuis le passage du %s.\n"

#: lib/output/mail.c
msgid "What moved is told when a history is kept: --history STORE."
msgstr "Ce qui a bougé est dit quand un historique est tenu : --history BASE."

#: lib/output/map.c
#, c-format
msgid "the conflict map: a polygon cannot be rounded to 7 decimals: %s"
msgstr "la carte des conflits : un polygone ne peut être arrondi à 7 décimales : %s"

#: lib/output/moved.c
msgid "new"
msgstr "nouveau"

#: lib/output/moved.c
msgid "as before"
msgstr "inchangé"

#: lib/output/moved.c lib/output/simulation_text.c
msgid "grown"
msgstr "agrandi"

#: lib/output/moved.c lib/output/simulation_text.c
msgid "shrunk"
msgstr "réduit"

#: lib/output/moved.c
msgid "back"
msgstr "revenu"

#: lib/output/moved.c
msgid "resolved"
msgstr "résolu"

#. TRANSLATORS: %s is a date and a time
#: lib/output/moved.c
#, c-format
msgid "Since the run of %s: "
msgstr "Depuis le passage du %s : "

#. TRANSLATORS: a state and how many are in it
#: lib/output/moved.c
#, c-format
msgid "%s: %s"
msgstr "%s : %s"

#. TRANSLATORS: before a sentence; %s is a state
#: lib/output/moved.c
#, c-format
msgid "  - %s: "
msgstr "  - %s : "

#: lib/output/moved.c
msgid " (accepted)"
msgstr " (accepté)"

#: lib/output/moved.c
#, c-format
msgid "    (%s: %s more)\n"
msgstr "    (%s : %s de plus)\n"

#: lib/output/moved.c
msgid "This is the first run of the history: what comes will be compared with it."
msgstr "C'est le premier passage de l'historique : la suite lui sera comparée."

#: lib/output/moved.c
#, c-format
msgid ": the acceptance ended on %s; the finding counts again\n"
msgstr " : l'acceptation a pris fin le %s ; le constat compte à nouveau\n"

#: lib/output/moved.c
msgid ": larger than what was accepted; the finding counts again\n"
msgstr " : plus grand que ce qui a été accepté ; le constat compte à nouveau\n"

#: lib/output/moved.c
msgid ": accepted, and found no more; the acceptance can go\n"
msgstr " : accepté, et plus trouvé ; l'acceptation peut partir\n"

#: lib/output/moved.c
#, c-format
msgid "%s finding is accepted and does not count.\n"
msgid_plural "%s findings are accepted and do not count.\n"
msgstr[0] "%s constat est accepté et ne compte pas.\n"
msgstr[1] "%s constats sont acceptés et ne comptent pas.\n"

#: lib/output/output.c
#, c-format
msgid "there is no output format %d"
msgstr "il n'y a pas de format de sortie %d"

#. TRANSLATORS: a percentage, with the space that your language puts before the sign
#: lib/output/page.c
#, c-format
msgid "%s%%"
msgstr "%s %%"

#. TRANSLATORS: the code of your language: fr, de, ...
#: lib/output/page.c
msgid "en"
msgstr "fr"

#: lib/output/page.c
#, c-format
msgid "the page has no section '%.*s'"
msgstr "la page n'a pas de section « %.*s »"

#: lib/output/page.inc
#, c-format
msgid " (%s%%)"
msgstr " (%s %%)"

#: lib/output/page.inc
#, c-format
msgid "%s is added."
msgstr "%s est ajoutée."

#: lib/output/page.inc
#, c-format
msgid "%s is removed."
msgstr "%s est retirée."

#: lib/output/page.inc lib/output/page_summary.c
#, c-format
msgid "%s km²"
msgstr "%s km²"

#: lib/output/page.inc
#, c-format
msgid "%s m"
msgstr "%s m"

#: lib/output/page.inc
msgid "Add or remove a unit: code or name"
msgstr "Ajouter ou retirer une unité : code ou nom"

#: lib/output/page.inc
msgid "All"
msgstr "Tous"

#: lib/output/page.inc lib/output/page_tables.c
msgid "Area (km²)"
msgstr "Superficie (km²)"

#: lib/output/page.inc
msgid "Area"
msgstr "Superficie"

#: lib/output/page.inc
msgid "Border of a département"
msgstr "Limite de département"

#: lib/output/page.inc
msgid "CPTS (a colour to tell neighbours apart)"
msgstr "CPTS (une couleur pour distinguer les voisines)"

#: lib/output/page.inc
msgid "Click a place of the map or a line of the table."
msgstr "Cliquez sur un lieu de la carte ou sur une ligne du tableau."

#: lib/output/page.inc
msgid "Click units on the map to add or remove them."
msgstr "Cliquez sur des unités de la carte pour les ajouter ou les retirer."

#: lib/output/page.inc lib/output/page_tables.c
msgid "Département"
msgstr "Département"

#: lib/output/page.inc
msgid "Name of the new CPTS"
msgstr "Nom de la nouvelle CPTS"

#: lib/output/page.inc
msgid "Names of the CPTS"
msgstr "Noms des CPTS"

#: lib/output/page.inc
msgid "New CPTS"
msgstr "Nouvelle CPTS"

#: lib/output/page.inc
msgid "New overlaps"
msgstr "Nouveaux chevauchements"

#: lib/output/page.inc
msgid "New white zones"
msgstr "Nouvelles zones blanches"

#: lib/output/page.inc
msgid "Next"
msgstr "Suivants"

#: lib/output/page.inc
msgid "No unit has this code or this name."
msgstr "Aucune unité n'a ce code ni ce nom."

#: lib/output/page.inc
msgid "Nothing is changed yet."
msgstr "Rien n'est encore changé."

#: lib/output/page.inc
msgid "Now"
msgstr "Aujourd'hui"

#: lib/output/page.inc
msgid "OK"
msgstr "OK"

#: lib/output/page.inc
msgid "Overlaps that go"
msgstr "Chevauchements supprimés"

#: lib/output/page.inc
#, c-format
msgid "Page %s of %s"
msgstr "Page %s sur %s"

#: lib/output/page.inc
msgid "Previous"
msgstr "Précédents"

#: lib/output/page.inc
msgid "Save all CPTS (CSV)"
msgstr "Enregistrer toutes les CPTS (CSV)"

#: lib/output/page.inc
msgid "Save this CPTS (CSV)"
msgstr "Enregistrer cette CPTS (CSV)"

#: lib/output/page.inc
msgid "Search: commune, code, CPTS"
msgstr "Rechercher : commune, code, CPTS"

#: lib/output/page.inc
#, c-format
msgid "Several units have this name; give a code: %s"
msgstr "Plusieurs unités portent ce nom ; donnez un code : %s"

#: lib/output/page.inc lib/output/page_tables.c
msgid "Size"
msgstr "Taille"

#: lib/output/page.inc
#, c-format
msgid "Sliver %s m wide"
msgstr "Micro-surface large de %s m"

#: lib/output/page.inc
msgid "Start again"
msgstr "Recommencer"

#: lib/output/page.inc
msgid "The command check reads the list of all CPTS: --perimeters FILE."
msgstr "La commande check lit la liste de toutes les CPTS : --perimeters FICHIER."

#: lib/output/page.inc
msgid "Then"
msgstr "Alors"

#: lib/output/page.inc
#, c-format
msgid "Undo: %s"
msgstr "Annuler : %s"

#: lib/output/page.inc
msgid "What"
msgstr "Constat"

#: lib/output/page.inc
msgid "White zones that go"
msgstr "Zones blanches supprimées"

#: lib/output/page.inc
msgid "Whole region"
msgstr "Toute la région"

#: lib/output/page.inc
msgid "Width"
msgstr "Largeur"

#: lib/output/page.inc
msgid "Zoom in"
msgstr "Zoom avant"

#: lib/output/page.inc
msgid "Zoom out"
msgstr "Zoom arrière"

#: lib/output/page.inc lib/output/page_summary.c
msgid "in no CPTS"
msgstr "dans aucune CPTS"

#: lib/output/page.inc lib/output/simulation_text.c
msgid "none"
msgstr "aucun"

#: lib/output/page.inc
msgid "sliver"
msgstr "micro-surface"

#: lib/output/page.inc
msgid "undo"
msgstr "annuler"

#: lib/output/page.inc
msgid "with the slivers"
msgstr "avec les micro-surfaces"

#: lib/output/page.inc
#, c-format
msgid "%s finding of %s"
msgid_plural "%s findings of %s"
msgstr[0] "%s constat sur %s"
msgstr[1] "%s constats sur %s"

#: lib/output/page.inc
#, c-format
msgid "%s finding"
msgid_plural "%s findings"
msgstr[0] "%s constat"
msgstr[1] "%s constats"

#: lib/output/page.inc
#, c-format
msgid "%s inhabitant"
msgid_plural "%s inhabitants"
msgstr[0] "%s habitant"
msgstr[1] "%s habitants"

#: lib/output/page.inc
#, c-format
msgid "Defect of the base (%s)"
msgid_plural "Defects of the base (%s)"
msgstr[0] "Défaut du référentiel (%s)"
msgstr[1] "Défauts du référentiel (%s)"

#: lib/output/page.inc
#, c-format
msgid "Sliver (%s)"
msgid_plural "Slivers (%s)"
msgstr[0] "Micro-surface (%s)"
msgstr[1] "Micro-surfaces (%s)"

#: lib/output/page.inc
msgid "Unit"
msgid_plural "Units"
msgstr[0] "Unité"
msgstr[1] "Unités"

#: lib/output/page.inc
#, c-format
msgid "and %s more unit"
msgid_plural "and %s more units"
msgstr[0] "et %s autre unité"
msgstr[1] "et %s autres unités"

#: lib/output/page.inc
msgid "About the map"
msgstr "À propos de la carte"

#: lib/output/page.inc
msgid "CPTS territories: overlaps and white zones"
msgstr "Territoires des CPTS : chevauchements et zones blanches"

#: lib/output/page.inc
msgid "Contents"
msgstr "Sommaire"

#: lib/output/page.inc
msgid "Coverage of the region by the CPTS"
msgstr "Couverture de la région par les CPTS"

#: lib/output/page.inc
msgid "Départements"
msgstr "Départements"

#: lib/output/page.inc
msgid "Filter the findings"
msgstr "Filtrer les constats"

#: lib/output/page.inc
msgid "Findings, the gravest first"
msgstr "Constats, les plus graves d'abord"

#: lib/output/page.inc
msgid "Findings"
msgstr "Constats"

#: lib/output/page.inc
msgid "Legend"
msgstr "Légende"

#: lib/output/page.inc
msgid "Look"
msgstr "Consulter"

#: lib/output/page.inc
msgid "Map of the CPTS and of the findings. The table of findings says the same in words."
msgstr "Carte des CPTS et des constats. Le tableau des constats dit la même chose en toutes lettres."

#: lib/output/page.inc
msgid "Map of the CPTS and of the findings"
msgstr "Carte des CPTS et des constats"

#: lib/output/page.inc
msgid "Map"
msgstr "Carte"

#: lib/output/page.inc
msgid "Skip to the findings"
msgstr "Aller aux constats"

#: lib/output/page.inc lib/output/page_reading.c
msgid "Sources and options"
msgstr "Sources et options"

#: lib/output/page.inc
msgid "The map and the table of findings need JavaScript; the figures below do not."
msgstr "La carte et le tableau des constats ont besoin de JavaScript ; les chiffres ci-dessous, non."

#: lib/output/page.inc
msgid "What a click on the map does"
msgstr "Effet d'un clic sur la carte"

#: lib/output/page.inc
msgid "What if?"
msgstr "Et si ?"

#: lib/output/page_reading.c
#, c-format
msgid "Checked on %.10s at %.5s UTC with cpts-coverage %s"
msgstr "Vérifié le %.10s à %.5s UTC avec cpts-coverage %s"

#: lib/output/page_reading.c lib/output/proposal_text.c
msgid "units"
msgstr "unités"

#: lib/output/page_reading.c
msgid "declared perimeters"
msgstr "périmètres déclarés"

#: lib/output/page_reading.c
msgid "declared codes"
msgstr "codes déclarés"

#: lib/output/page_reading.c
msgid "Layers that were read"
msgstr "Couches lues"

#: lib/output/page_reading.c
msgid "Features"
msgstr "Entités"

#: lib/output/page_reading.c
msgid "Options"
msgstr "Options"

#: lib/output/page_reading.c
msgid "Sliver width"
msgstr "Largeur des micro-surfaces"

#: lib/output/page_reading.c
#, c-format
msgid "%s m: narrower conflicts are two drawings of the same border, told as notes"
msgstr "%s m : un conflit plus étroit vient de deux dessins de la même limite ; il est signalé en note"

#: lib/output/page_reading.c
msgid "The map is simplified; areas, inhabitants and findings come from the exact borders. This page loads nothing from the network."
msgstr "La carte est simplifiée ; superficies, habitants et constats viennent des limites exactes. Cette page ne charge rien depuis le réseau."

#: lib/output/page_summary.c
#, c-format
msgid "%s overlap"
msgid_plural "%s overlaps"
msgstr[0] "%s chevauchement"
msgstr[1] "%s chevauchements"

#: lib/output/page_summary.c
#, c-format
msgid " (%s inhabitants in several CPTS)"
msgstr " (%s habitants dans plusieurs CPTS)"

#: lib/output/page_summary.c
#, c-format
msgid "%s white zone"
msgid_plural "%s white zones"
msgstr[0] "%s zone blanche"
msgstr[1] "%s zones blanches"

#: lib/output/page_summary.c
#, c-format
msgid " (%s inhabitants in none)"
msgstr " (%s habitants dans aucune)"

#: lib/output/page_summary.c
#, c-format
msgid "%s of the inhabitants live in a CPTS: "
msgstr "%s des habitants relèvent d'une CPTS : "

#: lib/output/page_summary.c
#, c-format
msgid "%s of the area is in a CPTS: "
msgstr "%s de la superficie relève d'une CPTS : "

#: lib/output/page_summary.c lib/output/text.c
#, c-format
msgid "%s warning"
msgid_plural "%s warnings"
msgstr[0] "%s avertissement"
msgstr[1] "%s avertissements"

#: lib/output/page_summary.c lib/output/text.c
#, c-format
msgid "%s note"
msgid_plural "%s notes"
msgstr[0] "%s note"
msgstr[1] "%s notes"

#: lib/output/page_summary.c
msgid "Compliant"
msgstr "Conforme"

#: lib/output/page_summary.c
msgid "Not compliant"
msgstr "Non conforme"

#: lib/output/page_summary.c
#, c-format
msgid "%s of the inhabitants, %s km²"
msgstr "%s des habitants, %s km²"

#: lib/output/page_summary.c
#, c-format
msgid "%s of the area"
msgstr "%s de la superficie"

#: lib/output/page_summary.c
msgid "area in a CPTS"
msgstr "de la superficie dans une CPTS"

#: lib/output/page_summary.c
msgid "inhabitants in a CPTS"
msgstr "des habitants dans une CPTS"

#: lib/output/page_summary.c
#, c-format
msgid "%s of %s inhabitants"
msgstr "%s sur %s habitants"

#: lib/output/page_summary.c
#, c-format
msgid "%s of %s km²"
msgstr "%s sur %s km²"

#: lib/output/page_summary.c lib/output/text.c
#, c-format
msgid "%s unit in the region, "
msgid_plural "%s units in the region, "
msgstr[0] "%s unité dans la région, "
msgstr[1] "%s unités dans la région, "

#: lib/output/page_summary.c
#, c-format
msgid "%s in no CPTS"
msgid_plural "%s in no CPTS"
msgstr[0] "%s dans aucune CPTS"
msgstr[1] "%s dans aucune CPTS"

#: lib/output/page_summary.c
msgid "Key figures"
msgstr "Chiffres clés"

#: lib/output/page_summary.c
msgid "in several CPTS"
msgstr "dans plusieurs CPTS"

#: lib/output/page_summary.c
msgid "inhabitants in several CPTS"
msgstr "habitants dans plusieurs CPTS"

#: lib/output/page_summary.c
msgid "inhabitants in no CPTS"
msgstr "habitants dans aucune CPTS"

#: lib/output/page_tables.c
msgid "Coverage by département"
msgstr "Couverture par département"

#: lib/output/page_tables.c
msgid "Coverage by département, or by the group of units asked for"
msgstr "Couverture par département, ou par le groupe d'unités demandé"

#: lib/output/page_tables.c
msgid "Covered"
msgstr "Couvert"

#: lib/output/page_tables.c
msgid "In no CPTS (inhab.)"
msgstr "Dans aucune CPTS (hab.)"

#: lib/output/page_tables.c
msgid "In no CPTS (km²)"
msgstr "Dans aucune CPTS (km²)"

#: lib/output/page_tables.c
msgid "In several CPTS (inhab.)"
msgstr "Dans plusieurs CPTS (hab.)"

#: lib/output/page_tables.c
msgid "In several CPTS (km²)"
msgstr "Dans plusieurs CPTS (km²)"

#: lib/output/page_tables.c
#, c-format
msgid "of size %zu, from %s inhabitants"
msgstr "de taille %zu, à partir de %s habitants"

#: lib/output/page_tables.c
#, c-format
msgid "of size %zu, under %s inhabitants"
msgstr "de taille %zu, moins de %s habitants"

#: lib/output/page_tables.c
msgid "Contested"
msgstr "Contesté"

#: lib/output/page_tables.c
msgid "Outside (km²)"
msgstr "Hors région (km²)"

#: lib/output/page_tables.c
msgid "CPTS by CPTS"
msgstr "CPTS par CPTS"

#: lib/output/page_tables.c
msgid "The CPTS: size and contested share"
msgstr "Les CPTS : taille et part contestée"

#: lib/output/proposal_text.c
msgid "short borders"
msgstr "limites courtes"

#: lib/output/proposal_text.c
msgid "even populations"
msgstr "populations égales"

#: lib/output/proposal_text.c
msgid "compact territories"
msgstr "territoires compacts"

#: lib/output/proposal_text.c
msgid "Settled:"
msgstr "Réglé :"

#: lib/output/proposal_text.c
#, c-format
msgid "%s unit in no perimeter"
msgid_plural "%s units in no perimeter"
msgstr[0] "%s unité qui n'est dans aucun périmètre"
msgstr[1] "%s unités qui ne sont dans aucun périmètre"

#: lib/output/proposal_text.c
#, c-format
msgid "%s unit in several perimeters"
msgid_plural "%s units in several perimeters"
msgstr[0] "%s unité qui est dans plusieurs périmètres"
msgstr[1] "%s unités qui sont dans plusieurs périmètres"

#: lib/output/proposal_text.c
#, c-format
msgid "%s unit that perimeters cut, given whole to who claims most of it"
msgid_plural "%s units that perimeters cut, given whole to who claims most of them"
msgstr[0] "%s unité que des périmètres coupent, donnée entière à celle qui en revendique le plus"
msgstr[1] "%s unités que des périmètres coupent, données entières à celle qui en revendique le plus"

#: lib/output/proposal_text.c
#, c-format
msgid "%s unit is left: no perimeter can take it"
msgid_plural "%s units are left: no perimeter can take them"
msgstr[0] "%s unité reste : aucun périmètre ne peut la prendre"
msgstr[1] "%s unités restent : aucun périmètre ne peut les prendre"

#: lib/output/proposal_text.c
#, c-format
msgid "PROPOSAL — %s"
msgstr "PROPOSITION — %s"

#: lib/output/proposal_text.c
msgid "Advice only: nothing is decided, and the declaration is not changed."
msgstr "Simple avis : rien n'est décidé, et la déclaration n'est pas modifiée."

#: lib/output/proposal_text.c
msgid "There is nothing to settle."
msgstr "Il n'y a rien à régler."

#: lib/output/proposal_text.c
msgid "Found by a heuristic: another solution might be better where noted (~)."
msgstr "Trouvée par une heuristique : une autre solution pourrait être meilleure là où c'est noté (~)."

#: lib/output/proposal_text.c
msgid "Exact: no other solution is better under this objective."
msgstr "Exacte : aucune autre solution n'est meilleure selon cet objectif."

#: lib/output/proposal_text.c
msgid "The proposed declaration is COMPLIANT: it was checked."
msgstr "La déclaration proposée est CONFORME : elle a été vérifiée."

#: lib/output/proposal_text.c
msgid "The proposed declaration was checked, and is NOT COMPLIANT."
msgstr "La déclaration proposée a été vérifiée, et n'est PAS CONFORME."

#: lib/output/proposal_text.c
#, c-format
msgid "%s km of border, %s %%"
msgstr "%s km de limite, %s %%"

#: lib/output/proposal_text.c
msgid ", same département"
msgstr ", même département"

#: lib/output/proposal_text.c
#, c-format
msgid ", %zu of the %zu other units of its EPCI"
msgstr ", %zu des %zu autres unités de son EPCI"

#: lib/output/proposal_text.c
#, c-format
msgid ", %s inhabitants, class %zu"
msgstr ", %s habitants, classe %zu"

#: lib/output/proposal_text.c
msgid ", at a threshold"
msgstr ", à un seuil"

#: lib/output/proposal_text.c
msgid ", in one more piece"
msgstr ", en un morceau de plus"

#: lib/output/proposal_text.c
msgid ": nobody can take it"
msgstr " : personne ne peut la prendre"

#: lib/output/proposal_text.c
msgid "else"
msgstr "sinon"

#: lib/output/proposal_text.c
#, c-format
msgid "      and %s more: --json FILE gives all.\n"
msgid_plural "      and %s more: --json FILE gives all.\n"
msgstr[0] "      et %s autre : --json FICHIER les donne tous.\n"
msgstr[1] "      et %s autres : --json FICHIER les donne tous.\n"

#: lib/output/proposal_text.c lib/output/simulation_text.c
msgid "CPTS touched"
msgstr "CPTS touchées"

#: lib/output/proposal_text.c lib/output/simulation_text.c lib/output/text.c
msgid "inhabitants"
msgstr "habitants"

#: lib/output/proposal_text.c lib/output/simulation_text.c
msgid "after"
msgstr "après"

#: lib/output/proposal_text.c lib/output/simulation_text.c
msgid "class"
msgstr "classe"

#: lib/output/proposal_text.c
msgid "The proposed declaration: --declaration FILE.csv, or --gpkg FILE to see it in QGIS."
msgstr "La déclaration proposée : --declaration FICHIER.csv, ou --gpkg FICHIER pour la voir dans QGIS."

#: lib/output/simulation_text.c
#, c-format
msgid " and %s more units"
msgstr " et %s autres unités"

#: lib/output/simulation_text.c
#, c-format
msgid "%s polygon"
msgid_plural "%s polygons"
msgstr[0] "%s polygone"
msgstr[1] "%s polygones"

#: lib/output/simulation_text.c
msgid "HYPOTHESIS — "
msgstr "HYPOTHÈSE — "

#: lib/output/simulation_text.c
msgid " (new)"
msgstr " (nouvelle)"

#: lib/output/simulation_text.c
msgid "is made of:"
msgstr "est faite de :"

#: lib/output/simulation_text.c
msgid "takes:"
msgstr "prend :"

#: lib/output/simulation_text.c
msgid "releases:"
msgstr "cède :"

#: lib/output/simulation_text.c
msgid "The region is compliant and stays so."
msgstr "La région est conforme et le reste."

#: lib/output/simulation_text.c
msgid "The region becomes COMPLIANT."
msgstr "La région devient CONFORME."

#: lib/output/simulation_text.c
msgid "The region is compliant and would NO LONGER BE."
msgstr "La région est conforme et NE LE SERAIT PLUS."

#: lib/output/simulation_text.c
msgid "The region is not compliant and stays so."
msgstr "La région n'est pas conforme et le reste."

#: lib/output/simulation_text.c
msgid "Region"
msgstr "Région"

#: lib/output/simulation_text.c
msgid "before"
msgstr "avant"

#: lib/output/simulation_text.c
msgid "covered (km²)"
msgstr "couvert (km²)"

#: lib/output/simulation_text.c
msgid "white zones (km²)"
msgstr "zones blanches (km²)"

#: lib/output/simulation_text.c
msgid "overlaps (km²)"
msgstr "chevauchements (km²)"

#: lib/output/simulation_text.c
msgid "covered (inhabitants)"
msgstr "couvert (habitants)"

#: lib/output/simulation_text.c
msgid "white zones (inhabitants)"
msgstr "zones blanches (habitants)"

#: lib/output/simulation_text.c
msgid "overlaps (inhabitants)"
msgstr "chevauchements (habitants)"

#: lib/output/simulation_text.c
msgid "parts"
msgstr "morceaux"

#: lib/output/simulation_text.c
msgid "created"
msgstr "créé"

#: lib/output/simulation_text.c
msgid "removed"
msgstr "supprimé"

#: lib/output/simulation_text.c
msgid "unchanged"
msgstr "inchangé"

#: lib/output/simulation_text.c
msgid "Conflicts that change:"
msgstr "Conflits qui changent :"

#: lib/output/simulation_text.c
#, c-format
msgid "      and %s more.\n"
msgid_plural "      and %s more.\n"
msgstr[0] "      et %s autre.\n"
msgstr[1] "      et %s autres.\n"

#: lib/output/simulation_text.c
msgid "Pieces that do not touch the rest of their perimeter:"
msgstr "Morceaux qui ne touchent pas le reste de leur périmètre :"

#: lib/output/styles.inc
msgid "1 claim"
msgstr "1 CPTS"

#: lib/output/styles.inc
msgid "2 claims"
msgstr "2 CPTS"

#: lib/output/styles.inc
msgid "3 claims"
msgstr "3 CPTS"

#: lib/output/styles.inc
msgid "4 claims or more"
msgstr "4 CPTS ou plus"

#: lib/output/styles.inc
msgid "Gap between units (lake?)"
msgstr "Lacune entre unités (lac ?)"

#: lib/output/styles.inc lib/output/words.c
msgid "Invalid perimeter"
msgstr "Périmètre invalide"

#: lib/output/styles.inc lib/output/words.c
msgid "Invalid unit"
msgstr "Unité invalide"

#: lib/output/styles.inc
msgid "No claim"
msgstr "Aucune CPTS"

#: lib/output/styles.inc
msgid "Other"
msgstr "Autre"

#: lib/output/styles.inc lib/output/words.c
msgid "Overlap"
msgstr "Chevauchement"

#: lib/output/styles.inc
msgid "Sliver: outside"
msgstr "Micro-surface : hors région"

#: lib/output/styles.inc
msgid "Sliver: overlap"
msgstr "Micro-surface : chevauchement"

#: lib/output/styles.inc
msgid "Sliver: white zone"
msgstr "Micro-surface : zone blanche"

#: lib/output/styles.inc lib/output/words.c
msgid "Units that overlap"
msgstr "Unités qui se chevauchent"

#: lib/output/styles.inc lib/output/words.c
msgid "White zone"
msgstr "Zone blanche"

#: lib/output/styles.inc
msgid "inh."
msgstr "hab."

#: lib/output/text.c
msgid "by signed CPTS"
msgstr "par des CPTS signées"

#: lib/output/text.c
msgid "with validated projects"
msgstr "avec les projets validés"

#: lib/output/text.c
msgid "with letters of intent"
msgstr "avec les lettres d'intention"

#: lib/output/text.c
msgid "with all others"
msgstr "avec toutes les autres"

#: lib/output/text.c
msgid "area (km²)"
msgstr "superficie (km²)"

#: lib/output/text.c
msgid "region"
msgstr "région"

#: lib/output/text.c
msgid "covered"
msgstr "couvert"

#: lib/output/text.c lib/output/words.c
msgid "white zones"
msgstr "zones blanches"

#: lib/output/text.c lib/output/words.c
msgid "overlaps"
msgstr "chevauchements"

#: lib/output/text.c lib/output/words.c
msgid "outside the region"
msgstr "hors région"

#: lib/output/text.c
msgid "slivers"
msgstr "micro-surfaces"

#: lib/output/text.c
#, c-format
msgid " (%s inhabitant)"
msgid_plural " (%s inhabitants)"
msgstr[0] " (%s habitant)"
msgstr[1] " (%s habitants)"

#: lib/output/text.c
#, c-format
msgid "is claimed by %s perimeters"
msgstr "est revendiquée par %s périmètres"

#: lib/output/text.c
#, c-format
msgid "%s unit is in no perimeter"
msgid_plural "%s units are in no perimeter"
msgstr[0] "%s unité n'est dans aucun périmètre"
msgstr[1] "%s unités ne sont dans aucun périmètre"

#: lib/output/text.c
#, c-format
msgid "%s declared perimeter."
msgid_plural "%s declared perimeters."
msgstr[0] "%s périmètre déclaré."
msgstr[1] "%s périmètres déclarés."

#: lib/output/text.c
msgid "Findings:"
msgstr "Constats :"

#: lib/output/text.c
msgid "The gravest findings:"
msgstr "Les constats les plus graves :"

#: lib/output/text.c
#, c-format
msgid "      and %s more."
msgid_plural "      and %s more."
msgstr[0] "      et %s autre."
msgstr[1] "      et %s autres."

#: lib/output/text.c
msgid "All of it: -o FOLDER, or --geojson FILE for a map, --json FILE for a full report, --csv FOLDER for tables."
msgstr "Tout le détail : -o DOSSIER, ou --geojson FICHIER pour une carte, --json FICHIER pour un rapport complet, --csv DOSSIER pour des tableaux."

#: lib/output/wgs84.c
#, c-format
msgid "the conflict map cannot be projected to WGS 84: a place is outside the reach of the analysis CRS; choose one for this territory with --crs"
msgstr "la carte des conflits ne peut être projetée en WGS 84 : un lieu est hors de portée du système de coordonnées de l'analyse ; choisissez celui de ce territoire avec --crs"

#: lib/output/wgs84.c
#, c-format
msgid "the conflict map cannot be projected from the analysis CRS to WGS 84; choose another one with --crs"
msgstr "la carte des conflits ne peut être projetée en WGS 84 depuis le système de coordonnées de l'analyse ; choisissez-en un autre avec --crs"

#: lib/output/words.c
msgid "overlaps of units"
msgstr "chevauchements d'unités"

#: lib/output/words.c
msgid "gaps between units"
msgstr "lacunes entre unités"

#: lib/output/words.c
msgid "invalid units"
msgstr "unités invalides"

#: lib/output/words.c
msgid "unknown codes"
msgstr "codes inconnus"

#: lib/output/words.c
msgid "obsolete codes"
msgstr "codes périmés"

#: lib/output/words.c
msgid "duplicate codes"
msgstr "codes en double"

#: lib/output/words.c
msgid "duplicate perimeters"
msgstr "périmètres en double"

#: lib/output/words.c
msgid "invalid perimeters"
msgstr "périmètres invalides"

#: lib/output/words.c
msgid "empty perimeters"
msgstr "périmètres vides"

#: lib/output/words.c
msgid "ambiguous names"
msgstr "noms ambigus"

#: lib/output/words.c
msgid "Gap between units"
msgstr "Lacune entre unités"

#: lib/output/words.c
msgid "Unknown code"
msgstr "Code inconnu"

#: lib/output/words.c
msgid "Obsolete code"
msgstr "Code périmé"

#: lib/output/words.c
msgid "Duplicate code"
msgstr "Code en double"

#: lib/output/words.c
msgid "Duplicate perimeter"
msgstr "Périmètre en double"

#: lib/output/words.c
msgid "Empty perimeter"
msgstr "Périmètre vide"

#: lib/output/words.c
msgid "Ambiguous name"
msgstr "Nom ambigu"

#: lib/output/words.c
msgid "error"
msgstr "erreur"

#: lib/output/words.c
msgid "warning"
msgstr "avertissement"

#: lib/output/words.c
msgid "note"
msgstr "note"

#: lib/planning/hypothesis.c
msgid "which perimeter the hypothesis is about is missing; give its id with --as"
msgstr "on ne sait sur quel périmètre porte l'hypothèse ; donner son identifiant par --as"

#: lib/planning/hypothesis.c
msgid "the hypothesis changes nothing; say what the perimeter takes (--take) or gives up (--release)"
msgstr "l'hypothèse ne change rien ; dire ce que le périmètre prend (--take) ou cède (--release)"

#: lib/planning/hypothesis.c
msgid "--replace leaves the perimeter without territory; say with --take what it is made of"
msgstr "--replace laisse le périmètre sans territoire ; dire par --take de quoi il est fait"

#: lib/planning/hypothesis.c
#, c-format
msgid "no perimeter is called '%s', so it has nothing to release; ids are those of the declaration"
msgstr "aucun périmètre ne s'appelle « %s », il n'a donc rien à céder ; les identifiants sont ceux de la déclaration"

#: lib/planning/hypothesis.c
msgid "--release takes unit codes, not polygons"
msgstr "--release attend des codes d'unités, pas des polygones"

#: lib/planning/hypothesis.c
#, c-format
msgid "the units released cannot be cut out of the drawing of '%s': %s; mend its drawing first"
msgstr "les unités cédées ne peuvent être retirées du dessin de « %s » : %s ; réparer d'abord ce dessin"

#: lib/planning/proposal.c
#, c-format
msgid "there is no objective %d"
msgstr "il n'y a pas d'objectif %d"

#: lib/planning/solve.c
msgid "proposal"
msgstr "proposition"

#: cli/option_table.c
msgid "figures of the units to be told by CPTS: FILE,sum=COLUMN,...,mean=COLUMN,weight=COLUMN; or a layer of points (may be repeated)"
msgstr "chiffres des unités à donner par CPTS : FICHIER,sum=COLONNE,...,mean=COLONNE,weight=COLONNE ; ou une couche de points (peut être répétée)"

#: cli/option_table.c
msgid "NAME=SOURCE"
msgstr "NOM=SOURCE"

#: cli/option_table.c
msgid "territories of another kind, to tell how each CPTS falls on them: EPCI=epci.gpkg (may be repeated)"
msgstr "territoires d'un autre type, pour dire comment chaque CPTS s'y place : EPCI=epci.gpkg (peut être répétée)"

#: cli/option_table.c
msgid "write in this folder one page a CPTS, to be printed: map, figures, units"
msgstr "écrire dans ce dossier une fiche par CPTS, à imprimer : carte, chiffres, unités"

#: cli/outputs.c
#, c-format
msgid "--sheets writes several files; name a folder, not -"
msgstr "--sheets écrit plusieurs fichiers ; nommer un dossier, pas -"

#: lib/coverage/profile.c
#, c-format
msgid "%s: %zu of %zu points are in no unit, and are not counted"
msgstr "%s : %zu points sur %zu ne sont dans aucune unité et ne sont pas comptés"

#: lib/input/indicator_spec.c
#, c-format
msgid "--indicators '%s': '%s' is not understood; write FILE,sum=COLUMN,COLUMN,mean=COLUMN,weight=COLUMN,code=COLUMN,name=LABEL,secret=N"
msgstr "--indicators « %s » : « %s » n'est pas compris ; écrire FICHIER,sum=COLONNE,COLONNE,mean=COLONNE,weight=COLONNE,code=COLONNE,name=LIBELLÉ,secret=N"

#: lib/input/indicators.c
#, c-format
msgid "--indicators: %s has no column '%s'; its columns are: %s"
msgstr "--indicators : %s n'a pas de colonne « %s » ; ses colonnes sont : %s"

#: lib/input/indicators.c
#, c-format
msgid "--indicators: line %ld of %s: '%s' in column '%s' is no number; leave it empty if it is not known, write s if it is secret"
msgstr "--indicators : ligne %ld de %s : « %s » dans la colonne « %s » n'est pas un nombre ; laisser vide ce qui n'est pas connu, écrire s pour ce qui est secret"

#: lib/input/indicators.c
#, c-format
msgid "--indicators: line %ld of %s gives '%s' a second time for %s; a mean needs one row a unit"
msgstr "--indicators : la ligne %ld de %s donne « %s » une seconde fois pour %s ; une moyenne veut une ligne par unité"

#: lib/input/indicators.c
#, c-format
msgid "--indicators %s: say which columns are summed, and which averaged: %s,sum=COLUMN,mean=COLUMN; its columns are: %s"
msgstr "--indicators %s : dire quelles colonnes s'additionnent, et desquelles faire la moyenne : %s,sum=COLONNE,mean=COLONNE ; ses colonnes sont : %s"

#: lib/input/indicators.c
#, c-format
msgid "--indicators: %s has no column of unit codes; name it: code=COLUMN"
msgstr "--indicators : %s n'a pas de colonne de codes d'unités ; la désigner : code=COLONNE"

#: lib/input/indicators.c
#, c-format
msgid "--indicators: no row of %s is of a unit of the region; check its column of codes (code=COLUMN)"
msgstr "--indicators : aucune ligne de %s n'est d'une unité de la région ; vérifier sa colonne de codes (code=COLONNE)"

#: lib/input/indicators.c
#, c-format
msgid "%s: %zu rows of %zu are of no unit"
msgstr "%s : %zu lignes sur %zu ne sont d'aucune unité"

#: lib/input/indicators.c
#, c-format
msgid "warning: %zu features of %s have no place"
msgstr "attention : %zu entités de %s n'ont pas de lieu"

#: lib/input/indicators.c
#, c-format
msgid "--indicators: %s holds points: they are counted, and their columns summed (sum=), not averaged"
msgstr "--indicators : %s contient des points : ils sont comptés, et leurs colonnes additionnées (sum=), sans moyenne"

#: lib/input/others.c
#, c-format
msgid "--against %s: %s must have a column of unit codes (code) and one of territories (id)"
msgstr "--against %s : %s doit avoir une colonne de codes d'unités (code) et une de territoires (id)"

#: lib/input/others.c
#, c-format
msgid "--against %s: no territory of %s is in the region"
msgstr "--against %s : aucun territoire de %s n'est dans la région"

#: lib/input/others.c
#, c-format
msgid "--against '%s': write NAME=SOURCE, for example EPCI=epci.gpkg"
msgstr "--against « %s » : écrire NOM=SOURCE, par exemple EPCI=epci.gpkg"

#: lib/output/sheet.c
msgid "size class"
msgstr "classe de taille"

#: lib/output/sheet.c
msgid "area"
msgstr "superficie"

#: lib/output/sheet.c
msgid "density"
msgstr "densité"

#: lib/output/sheet.c
msgid "inhabitants per km²"
msgstr "habitants par km²"

#: lib/output/sheet.c
msgid "separate pieces"
msgstr "morceaux séparés"

#: lib/output/sheet.c
msgid "shared with other CPTS"
msgstr "partagé avec d'autres CPTS"

#: lib/output/sheet.c
msgid "inhabitants of what is shared"
msgstr "habitants de ce qui est partagé"

#: lib/output/sheet.c
msgid "secret"
msgstr "secret"

#: lib/output/sheet.c
#, c-format
msgid "%zu unit unknown; the known ones have %s %% of the inhabitants"
msgid_plural "%zu units unknown; the known ones have %s %% of the inhabitants"
msgstr[0] "%zu unité inconnue ; les unités connues ont %s %% des habitants"
msgstr[1] "%zu unités inconnues ; les unités connues ont %s %% des habitants"

#: lib/output/sheet.c
msgid " estimated by area"
msgstr " estimé au prorata de la superficie"

#: lib/output/sheet.c
msgid "Indicator"
msgstr "Indicateur"

#: lib/output/sheet.c
msgid "here"
msgstr "ici"

#: lib/output/sheet.c
msgid "per 1,000 inhabitants"
msgstr "pour 1 000 habitants"

#: lib/output/sheet.c
msgid "Indicators"
msgstr "Indicateurs"

#: lib/output/sheet.c
msgid "Territory"
msgstr "Territoire"

#: lib/output/sheet.c
msgid "area (%)"
msgstr "superficie (%)"

#: lib/output/sheet.c
msgid "inhabitants (%)"
msgstr "habitants (%)"

#: lib/output/sheet.c
msgid "of that territory (%)"
msgstr "de ce territoire (%)"

#: lib/output/sheet.c
msgid "share (%)"
msgstr "part (%)"

#: lib/output/sheet.c
msgid "Blue: its units, pale where they are cut; red: shared with another CPTS; white with a line: in no CPTS; grey: beyond."
msgstr "Bleu : ses unités, pâles si elles sont coupées ; rouge : partagé avec une autre CPTS ; blanc cerné : dans aucune CPTS ; gris : au-delà."

#: lib/output/sheet.c
msgid "Territories"
msgstr "Territoires"

#: lib/output/sheet.c
msgid "sheets are several files: name a folder, not standard output"
msgstr "les fiches sont plusieurs fichiers : nommer un dossier, pas la sortie standard"

#: lib/output/sheet_map.c
msgid "Map of the territory"
msgstr "Carte du territoire"

#, c-format
#~ msgid "the GeoPackage: a polygon cannot be drawn: %s"
#~ msgstr "le GeoPackage : un polygone ne peut être dessiné : %s"

#~ msgid "what makes the exit status 1: error, warning, note, or a list of rules separated by commas (default: error)"
#~ msgstr "ce qui donne le code de retour 1 : error, warning, note, ou une liste de règles séparées par des virgules (par défaut : error)"

#, c-format
#~ msgid "'%s': expected error, warning, note, or a list of rules such as overlap,white-zone"
#~ msgstr "« %s » : error, warning, note ou une liste de règles telle que overlap,white-zone est attendu"

#~ msgid "declared perimeters: polygons, or a table of unit codes (may be repeated)"
#~ msgstr "périmètres déclarés : polygones, ou tableau de codes d'unités (peut être répétée)"

#~ msgid "fields of the perimeters: id=F,name=F,status=F,from=F,to=F,code=F (default: recognised)"
#~ msgstr "champs des périmètres : id=C,name=C,status=C,from=C,to=C,code=C (par défaut : reconnus)"

#~ msgid "moves of the commune codes: an INSEE file (v_mvt_commune_AAAA.csv)"
#~ msgstr "mouvements des codes communaux : un fichier de l'INSEE (v_mvt_commune_AAAA.csv)"

#, c-format
#~ msgid "--code-changes: %s is not INSEE's file of commune moves (v_mvt_commune_AAAA.csv): it has no columns COM_AV and COM_AP"
#~ msgstr "--code-changes : %s n'est pas le fichier des mouvements de communes de l'INSEE (v_mvt_commune_AAAA.csv) : il n'a pas de colonnes COM_AV et COM_AP"

#, c-format
#~ msgid "line %ld of %s declares no unit for '%s': its code is empty"
#~ msgstr "la ligne %ld de %s ne déclare aucune unité pour « %s » : son code est vide"

#, c-format
#~ msgid "%s: %s stands for all its municipal arrondissements"
#~ msgstr "%s : %s désigne tous ses arrondissements municipaux"

#, c-format
#~ msgid "%s lists %s, which became part of %s %s on %s%s; %s is counted instead"
#~ msgstr "%s cite %s, commune intégrée à %s %s le %s%s ; %s est comptée à sa place"

#, c-format
#~ msgid "%s lists %s, which was split on %s between %s%s; list those that are meant"
#~ msgstr "%s cite %s, commune scindée le %s entre %s%s ; citez celles qui sont visées"

#, c-format
#~ msgid "no declared perimeter is recognised in %s, which holds: %s. A layer of polygons, or a table with a column of unit codes and one of ids, is needed: say which with --perimeters 'FILE|layername=LAYER' and --perimeter-fields id=COLUMN,name=COLUMN,code=COLUMN"
#~ msgstr "aucun périmètre déclaré n'est reconnu dans %s, qui contient : %s. Il faut une couche de polygones, ou une table avec une colonne de codes d'unités et une d'identifiants : indiquez laquelle avec --perimeters 'FICHIER|layername=COUCHE' et --perimeter-fields id=COLONNE,name=COLONNE,code=COLONNE"

#, c-format
#~ msgid "declared codes: %s; code = %s, id = %s, name = %s"
#~ msgstr "codes déclarés : %s ; code = %s, identifiant = %s, nom = %s"

#~ msgid "fields of the perimeters: id=F,name=F,status=F,from=F,to=F,code=F,unit=F,department=F (default: recognised)"
#~ msgstr "champs des périmètres : id=C,name=C,status=C,from=C,to=C,code=C,unit=C,department=C (par défaut : reconnus)"

#, fuzzy, c-format
#~ msgid "%s units in no perimeter"
#~ msgstr "%s unité n'est dans aucun périmètre"

#, fuzzy, c-format
#~ msgid "%s unit in several"
#~ msgstr "%s unité n'est dans aucun périmètre"

#, fuzzy, c-format
#~ msgid "%s units in several"
#~ msgstr "%s unité n'est dans aucun périmètre"

#, fuzzy, c-format
#~ msgid "%s units are left: no perimeter can take them"
#~ msgstr "%s unité n'est dans aucun périmètre"

#, fuzzy, c-format
#~ msgid "% of the area"
#~ msgstr "Part couverte de la superficie"

#, fuzzy, c-format
#~ msgid "% of the inhabitants"
#~ msgstr "Habitants en zone blanche"

#, fuzzy, c-format
#~ msgid "% of the unit"
#~ msgstr "Part de l'unité"
