"""Texts in the language of QGIS, from the catalogue that the program uses."""

import gettext
from pathlib import Path

from qgis.core import QgsApplication


def language():
    """'fr' or 'en', what the program's --lang takes."""
    return "fr" if QgsApplication.locale().lower().startswith("fr") else "en"


def _(text):
    if language() == "en":
        return text
    folder = Path(__file__).with_name("locale")
    catalogue = gettext.translation("cpts-coverage", folder, [language()], fallback=True)
    return catalogue.gettext(text)
