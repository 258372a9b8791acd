#!/usr/bin/env python3
"""The words of messages, comments and documents: what the glossary of CONTRIBUTING.md bans does not
come back. Prints TAP."""
import os
import re
import subprocess
import sys

PROJECT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

# In English findings are reported, messages logged, values returned, figures printed.
ENGLISH = {
    r"\b(tells?|told|telling)\b": "report, log, return, print, show, name",
    r"\bof none of the\b|\bthat are no\b|\bfound no more\b": "say what it is",
    r"-0\.00": "nothing, when nothing changed",
    r"\bclass(es)? of life\b": "life-cycle class",
    r"\bthose who\b": "the CPTS that",
}
FRENCH = {
    r"\béditions?\b": "millésime",
    r"travail de nuit|tâche nocturne": "traitement nocturne",
    r"(?<!fil d')(?<!fils d')\bexécution\b": "passage",
    r"en service dans": "utilisé par",
    r"^revenue?s?$": "réapparu",
    r"ce qui est partagé": "en zone de chevauchement",
    r"autrement qu(e|')": "interprété",
    r"à cheval ou au-delà": "à cheval sur plusieurs",
    r"Échoue sur": "Code de retour 1 à partir de",
    r"déclarée? par CPTS": "par la CPTS",
    r"successor": "commune nouvelle",
    r"-0,00": "rien, quand rien n'a changé",
    # What units are called has either gender, and elides: the words around it may not say which.
    r"\b(une?|la|le|aucune?|toute?s?|certaine?s) \{unit": "chaque, les, ses : sans genre",
    r"(\bde |d')\{unit|(\bde la |\bde l')\{": "{of units}, {of the unit}",
    r"\{[Uu]nits?\} [a-zà-ÿ]+(ées?|[^q]ues?|ises?|ières?|ielles?)\b": "sans accord",
    r"\{(?!units?\}|Units?\}|of units\}|of the unit\}|[gG]roups?\})": "un des mots entre accolades",
    r"[a-zà-ÿ%»][:;?!]( |$)": "une espace avant les signes doubles",
}

# Of the same kind, in the comments of C, where the messages have no say.
COMMENTS = {
    r"(?<!there )\b(is|are) no (?!longer|more than|larger|wider|other)": "is not a, is not",
    r"\b(it|which|what|that) (is|are) none\b": "say what it is not",
    r"\bis no more\b|\bare no more\b|\bhold no more\b": "former, gone, no longer",
    r"\bbut for\b": "except, regardless of, unless",
    r"\bor else\b": "else, otherwise",
    r"\banew\b": "again; redrawn, replaced",
    r"\bcomes? to be\b|\bmade good\b": "becomes; repaired, applied",
    r"\bhangs? on\b": "depends on",
    r"\bspeaks? (of|first)\b": "names, is about",
}
# The same family in identifiers and in every text but those named below.
TOLD = re.compile(r"(?<![A-Za-z])(tells?|told|telling)(?![A-Za-z])", re.IGNORECASE)
KEPT = {
    "told_area_m2": "a column of stores that exist",
    "told_by": "a member of report.json",
}
# Catalogues are read above; the glossary and this file name what they ban.
NOT_READ = re.compile(r"po/|tests/words\.py$|.*\.(png|pdf|gpkg|sqlite|abi)$|tests/fuzz/corpus/")
GLOSSARY = "| tell, told |"
C_COMMENT = re.compile(r'"(?:[^"\\\n]|\\.)*"|/\*.*?\*/|//[^\n]*', re.S)


def text(block, key):
    found = re.search(rf'^{re.escape(key)} ((?:".*"\n?)+)', block, re.M)
    parts = re.findall(r'"((?:[^"\\]|\\.)*)"', found.group(1)) if found else []
    return "".join(parts).replace("\\n", "\n").replace('\\"', '"')


def entries():
    with open(os.path.join(PROJECT, "po", "fr.po"), encoding="utf-8") as file:
        for block in file.read().split("\n\n"):
            if "#~" not in block and text(block, "msgid"):
                yield ([text(block, key) for key in ("msgid", "msgid_plural")],
                       [text(block, key) for key in ("msgstr", "msgstr[0]", "msgstr[1]")])


def banned(sentences, rules):
    return [f"'{found.group(0)}' in \"{sentence.strip()}\": {better}"
            for sentence in sentences for rule, better in rules.items()
            for found in [re.search(rule, sentence)] if found]


def sources():
    names = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard"],
                           cwd=PROJECT, check=True, capture_output=True, text=True).stdout
    for name in names.splitlines():
        path = os.path.join(PROJECT, name)
        if not NOT_READ.match(name) and os.path.isfile(path):
            with open(path, encoding="utf-8", errors="replace") as file:
                yield name, file.read()


def comments(name, content):
    """Each comment of a file of C as one line."""
    found = C_COMMENT.findall(content) if name.endswith((".c", ".h")) else []
    return [re.sub(r"\s*\n\s*\*?\s*", " ", c) for c in found if c[0] == "/"]


def french(name, content):
    """The lines of a French document, without the marks of its format and without code."""
    if not re.match(r"man/fr/|README\.fr\.md$", name):
        return []
    content = re.sub(r"^```.*?^```$|`[^`\n]*`", "", content, flags=re.S | re.M)
    return [line.replace("\\~", " ") for line in content.splitlines()
            if not re.match(r"\.(Li|Ql|Dl|Fl) ", line)]


def broken(name, content):
    """Headings of sections that a formatter has cut in two; those of prose go on with words."""
    found = re.findall(r"^/\* ---- .*\n[ *-]*\*/$", content, re.M)
    return found if name.endswith((".c", ".h")) else []


def told(content):
    """The lines that tell, but for names that must stay."""
    for name in KEPT:
        content = content.replace(name, "")
    return [line.strip() for line in content.splitlines()
            if TOLD.search(line) and not line.startswith(GLOSSARY)]


def main():
    both, files = list(entries()), list(sources())
    results = [
        ("no banned word in the English messages",
         [p for english, _ in both for p in banned(english, ENGLISH)]),
        ("no banned word in the French messages",
         [p for _, french in both for p in banned(french, FRENCH)]),
        ("nothing is told in sources and documents",
         [f"{name}: {line[:100]}" for name, content in files for line in told(content)]),
        ("no banned word in the French documents",
         [f"{name}: {p}" for name, content in files
          for p in banned(french(name, content), FRENCH)]),
        ("no banned word in the comments of C",
         [f"{name}: {p}" for name, content in files
          for p in banned(comments(name, content), COMMENTS)]),
        ("headings of sections stand on one line",
         [f"{name}: {heading.splitlines()[0]}" for name, content in files
          for heading in broken(name, content)]),
        # The rules see what they are for.
        ("each rule finds its word", [r for r, sample in (
            ("English", banned(["what is told"], ENGLISH)),
            ("Comments", banned(comments("a.c", "/* what\n * is no unit */"), COMMENTS)),
            ("Documents", banned(french("README.fr.md", "`une édition` : un travail de nuit"), FRENCH)),
            ("Sources", told("int told_by, is_told;")),
            ("Headings", broken("a.c", "/* ---- areas ----\n */")),
            ("French", len(banned(["erreur: trop", "une édition", "une {unit}", "de {units}", "{units} coupées",
                                   "{unité}"], FRENCH)) == 6)) if not sample]),
    ]
    print(f"1..{len(results)}")
    for number, (what, problems) in enumerate(results, 1):
        print(f"{'not ' if problems else ''}ok {number} - {what}")
        for problem in problems:
            print("# " + problem.replace("\n", " "))
    sys.exit(any(problems for _, problems in results))


if __name__ == "__main__":
    main()
