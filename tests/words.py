#!/usr/bin/env python3
"""The words of the messages: what the glossary of CONTRIBUTING.md bans does not come back. Prints TAP."""
import os
import re
import sys

PROJECT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

# In English findings are reported, messages logged, values returned, figures printed.
ENGLISH = {
    r"\b(tells?|told|telling)\b": "report, log, return, print, show, name",
    r"\bof none of the\b|\bthat are no\b|\bfound no more\b": "say what it is",
    r"-0\.00": "nothing, when nothing changed",
}
FRENCH = {
    r"\béditions?\b": "millésime",
    r"travail de nuit": "traitement nocturne",
    r"en service dans": "utilisé par",
    r"^revenue?s?$": "réapparu",
    r"ce qui est partagé": "en zone de chevauchement",
    r"autrement qu(e|')": "interprété",
    r"à cheval ou au-delà": "à cheval sur plusieurs",
    r"Échoue sur": "Code de retour 1 à partir de",
    r"déclarée? par CPTS": "par la CPTS",
    r"successor": "commune nouvelle",
    r"-0,00": "rien, quand rien n'a changé",
    r"[a-zà-ÿ%»][:;?!]( |$)": "une espace avant les signes doubles",
}


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


def main():
    both = list(entries())
    results = [
        ("no banned word in the English messages",
         [p for english, _ in both for p in banned(english, ENGLISH)]),
        ("no banned word in the French messages",
         [p for _, french in both for p in banned(french, FRENCH)]),
        # The rules see what they are for.
        ("each rule finds its word", [r for r, sample in (
            ("English", banned(["what is told"], ENGLISH)),
            ("French", banned(["erreur: trop", "une édition"], FRENCH))) if not sample]),
    ]
    print(f"1..{len(results)}")
    for number, (what, problems) in enumerate(results, 1):
        print(f"{'not ' if problems else ''}ok {number} - {what}")
        for problem in problems:
            print("# " + problem.replace("\n", " "))
    sys.exit(any(problems for _, problems in results))


if __name__ == "__main__":
    main()
