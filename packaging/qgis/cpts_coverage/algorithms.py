"""The commands of the program as Processing algorithms: parameters in, a command line out."""

import json
import tempfile
from pathlib import Path

from qgis.core import (
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingException,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterCrs,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from . import program, results, sources
from .texts import _

COUNTED = {"OVERLAPS": "overlap", "WHITE_ZONES": "white-zone", "OUTSIDE": "outside"}


def _advanced(parameter):
    parameter.setFlags(parameter.flags() | QgsProcessingParameterDefinition.FlagAdvanced)
    return parameter


def split_options(text):
    """Words as on a command line; quotes keep spaces together."""
    words, word, quote, begun = [], "", None, False
    for c in text:
        if quote:
            quote, word = (None, word) if c == quote else (quote, word + c)
        elif c in "\"'":
            quote, begun = c, True
        elif c.isspace():
            if word or begun:
                words.append(word)
            word, begun = "", False
        else:
            word += c
    if quote:
        raise QgsProcessingException(_("Other options: a quotation mark is not closed."))
    return words + [word] if word or begun else words


class Algorithm(QgsProcessingAlgorithm):
    """What the commands have in common. A subclass names its COMMAND, adds its own parameters and
    turns them into arguments."""

    COMMAND = ""
    LOADS = True  # writes a GeoPackage to be loaded

    def __init__(self):
        super().__init__()
        self._help = None

    # ---- what QGIS asks of an algorithm ------------------------------------------------------

    def createInstance(self):  # noqa: N802
        return type(self)()

    def name(self):
        return self.COMMAND

    def displayName(self):  # noqa: N802
        return self.title()

    def group(self):
        return ""

    def groupId(self):  # noqa: N802
        return ""

    def shortHelpString(self):  # noqa: N802
        paragraphs = [self.summary()]
        for name, text in self.help().items():
            paragraphs.append(f"<b>--{name}</b> {text.replace('&', '&amp;').replace('<', '&lt;')}")
        if not self.help():
            paragraphs.append(program.missing_message())
        return "<p>" + "</p><p>".join(paragraphs) + "</p>"

    def canExecute(self):  # noqa: N802
        return (True, "") if program.find() else (False, program.missing_message())

    def initAlgorithm(self, config=None):  # noqa: N802
        self.add_sources()
        self.add_own()
        self.add(
            _advanced(
                QgsProcessingParameterString(
                    "OPTIONS",
                    _("Other options, as on the command line"),
                    optional=True,
                )
            )
        )
        self.add_outputs()

    # ---- parameters --------------------------------------------------------------------------

    def help(self):
        if self._help is None:
            self._help = program.help_of(self.COMMAND)
        return self._help

    def add(self, parameter, option=None):
        if option:
            parameter.setHelp(self.help().get(option, ""))
        self.addParameter(parameter)

    def add_layers(self, name, text, optional=False):
        self.add(
            QgsProcessingParameterMultipleLayers(
                name, text, QgsProcessing.TypeVector, optional=optional
            ),
            name.lower(),
        )

    def add_sources(self):
        self.add_layers("UNITS", _("Units (communes, arrondissements, IRIS)"))
        self.add_layers("PERIMETERS", _("Declared perimeters (polygons or a list)"), optional=True)
        self.add(
            QgsProcessingParameterFile(
                "DECLARATION",
                _("Or the file of the declaration, as its owner sent it"),
                optional=True,
            ),
            "perimeters",
        )

    def add_own(self):
        pass

    def add_analysis(self):
        self.add(
            QgsProcessingParameterNumber(
                "SLIVER_WIDTH",
                _("Sliver width (metres)"),
                QgsProcessingParameterNumber.Double,
                5.0,
                minValue=0.0,
            ),
            "sliver-width",
        )
        self.add(
            _advanced(
                QgsProcessingParameterCrs("CRS", _("Analysis CRS"), optional=True)
            ),
            "crs",
        )
        self.add(
            _advanced(QgsProcessingParameterString("AS_OF", _("As of (date)"), optional=True)),
            "as-of",
        )
        self.add(
            _advanced(QgsProcessingParameterString("STATUS", _("Statuses kept"), optional=True)),
            "status",
        )

    def add_outputs(self):
        self.add(
            QgsProcessingParameterFileDestination(
                "OUTPUT", _("Layers (GeoPackage)"), "GeoPackage (*.gpkg)"
            ),
            "gpkg",
        )
        self.add(
            QgsProcessingParameterFileDestination(
                "HTML", _("Report with a map"), "HTML (*.html)", optional=True, createByDefault=False
            ),
            "html",
        )
        self.add(
            QgsProcessingParameterBoolean("LOAD", _("Load the layers, drawn and grouped"), True)
        )
        self.addOutput(QgsProcessingOutputString("VERDICT", _("Verdict")))
        for name, text in (
            ("ERRORS", _("Errors")),
            ("WARNINGS", _("Warnings")),
            ("NOTES", _("Notes")),
            ("OVERLAPS", _("Overlaps")),
            ("WHITE_ZONES", _("White zones")),
            ("OUTSIDE", _("Places outside the region")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, text))

    # ---- the run -----------------------------------------------------------------------------

    def checkParameterValues(self, parameters, context):  # noqa: N802
        if self.parameterDefinition("OUTPUT") and self.LOADS:
            path = self.parameterAsFileOutput(parameters, "OUTPUT", context)
            if path and Path(path).suffix.lower() != ".gpkg":
                return False, _("The layers are written to a GeoPackage: its name ends in .gpkg.")
        return super().checkParameterValues(parameters, context)

    def prepareAlgorithm(self, parameters, context, feedback):  # noqa: N802
        """In the thread that owns the layers: those that are no files are written here."""
        self.folder = tempfile.TemporaryDirectory(prefix="cpts-coverage-")
        self.arguments = [self.COMMAND, *self.source_arguments(parameters, context)]
        return True

    def layer_arguments(self, parameters, context, name):
        option = "--" + name.lower()
        arguments = []
        for layer in self.parameterAsLayerList(parameters, name, context) or []:
            arguments += [option, sources.source(layer, self.folder.name, name.lower())]
        return arguments

    def source_arguments(self, parameters, context):
        arguments = self.layer_arguments(parameters, context, "UNITS")
        arguments += self.layer_arguments(parameters, context, "PERIMETERS")
        declaration = self.parameterAsFile(parameters, "DECLARATION", context)
        if declaration:
            arguments += ["--perimeters", declaration]
        if "--perimeters" not in arguments:  # then one source holds both
            arguments = [word for word in arguments if word != "--units"]
        return arguments

    def analysis_arguments(self, parameters, context):
        arguments = [
            "--sliver-width",
            repr(self.parameterAsDouble(parameters, "SLIVER_WIDTH", context)),
        ]
        crs = self.parameterAsCrs(parameters, "CRS", context)
        if crs.isValid():
            arguments += ["--crs", crs.authid()]
        for name, option in (("AS_OF", "--as-of"), ("STATUS", "--status")):
            value = self.parameterAsString(parameters, name, context)
            if value:
                arguments += [option, value]
        return arguments

    def own_arguments(self, parameters, context):
        return []

    def processAlgorithm(self, parameters, context, feedback):  # noqa: N802
        with self.folder:
            report = Path(self.folder.name) / "report.json"
            outputs = {}
            arguments = self.arguments + self.own_arguments(parameters, context)
            arguments += split_options(self.parameterAsString(parameters, "OPTIONS", context))
            for name, option in (("OUTPUT", "--gpkg"), ("HTML", "--html")):
                path = self.parameterAsFileOutput(parameters, name, context)
                if path:
                    arguments += [option, path]
                    outputs[name] = path
            program.run([*arguments, "--json", str(report)], feedback)
            counts = self.counts(json.loads(report.read_text("utf-8")))
        if self.parameterAsBool(parameters, "LOAD", context):
            results.load(outputs["OUTPUT"], context, results.group_name(counts))
        return {**outputs, **counts["outputs"]}

    def counts(self, report):
        """The figures that a model can use. Those of simulate and propose are of what would be."""
        totals = report.get("totals") or report["after"]
        verdict = report.get("verdict_after", report["verdict"])
        findings = totals["findings"]
        outputs = {name: totals["by_rule"].get(rule, 0) for name, rule in COUNTED.items()}
        outputs.update(
            VERDICT=verdict,
            ERRORS=findings["error"],
            WARNINGS=findings["warning"],
            NOTES=findings["note"],
        )
        return {"outputs": outputs, "compliant": verdict == "compliant"}


class Check(Algorithm):
    COMMAND = "check"

    def title(self):
        return _("Check the coverage")

    def summary(self):
        return _("Finds every overlap and white zone of a region, exactly.")

    def add_own(self):
        self.add_analysis()

    def own_arguments(self, parameters, context):
        return self.analysis_arguments(parameters, context)


class Simulate(Algorithm):
    COMMAND = "simulate"

    def title(self):
        return _("Simulate a change")

    def summary(self):
        return _("Checks the region as it would be if a CPTS took or released places.")

    def add_own(self):
        self.add(QgsProcessingParameterString("CPTS", _("CPTS: its id or name")), "as")
        self.add(
            QgsProcessingParameterString("TAKE", _("Units it would take"), optional=True), "take"
        )
        self.add(
            QgsProcessingParameterString("RELEASE", _("Units it would release"), optional=True),
            "release",
        )
        self.add_analysis()

    def own_arguments(self, parameters, context):
        arguments = ["--as", self.parameterAsString(parameters, "CPTS", context)]
        for name in ("TAKE", "RELEASE"):
            value = self.parameterAsString(parameters, name, context)
            if value:
                arguments += ["--" + name.lower(), value]
        return arguments + self.analysis_arguments(parameters, context)


class Propose(Algorithm):
    COMMAND = "propose"
    OBJECTIVES = ("border", "population", "compact")

    def title(self):
        return _("Propose territories")

    def summary(self):
        return _("Which CPTS could take each white zone or keep each contested place: advice only.")

    def add_own(self):
        self.add(
            QgsProcessingParameterEnum(
                "OBJECTIVE",
                _("Objective"),
                [_("short borders"), _("even populations"), _("compact territories")],
                defaultValue=0,
            ),
            "objective",
        )
        self.add_analysis()

    def own_arguments(self, parameters, context):
        objective = self.OBJECTIVES[self.parameterAsEnum(parameters, "OBJECTIVE", context)]
        return ["--objective", objective, *self.analysis_arguments(parameters, context)]


class Compare(Algorithm):
    """Two declarations on the same units: the program gives a map of what changed, in GeoJSON."""

    COMMAND = "compare"
    LOADS = False

    def title(self):
        return _("Compare two declarations")

    def summary(self):
        return _("Which units each CPTS gained and lost, and which conflicts came and went.")

    def add_sources(self):
        self.add_layers("UNITS", _("Units (communes, arrondissements, IRIS)"))
        for name, text in (("BEFORE", _("Declaration before")), ("AFTER", _("Declaration after"))):
            self.add(
                QgsProcessingParameterMultipleLayers(name, text, QgsProcessing.TypeVector)
            )

    def add_outputs(self):
        self.add(
            QgsProcessingParameterFileDestination("OUTPUT", _("What changed"), "GeoJSON (*.geojson)"),
            "geojson",
        )
        self.add(
            QgsProcessingParameterFileDestination(
                "JSON", _("Full comparison"), "JSON (*.json)", optional=True, createByDefault=False
            ),
            "json",
        )
        self.addOutput(QgsProcessingOutputNumber("DIFFERS", _("1 when something differs, else 0")))

    def source_arguments(self, parameters, context):
        arguments = self.layer_arguments(parameters, context, "UNITS")
        for name in ("BEFORE", "AFTER"):
            layers = self.parameterAsLayerList(parameters, name, context)
            if len(layers) != 1:
                raise QgsProcessingException(_("Compare takes one layer before and one after."))
            arguments.append(sources.source(layers[0], self.folder.name, name.lower()))
        return arguments

    def processAlgorithm(self, parameters, context, feedback):  # noqa: N802
        arguments = self.arguments + split_options(
            self.parameterAsString(parameters, "OPTIONS", context)
        )
        outputs = {}
        for name, option in (("OUTPUT", "--geojson"), ("JSON", "--json")):
            path = self.parameterAsFileOutput(parameters, name, context)
            if path:
                arguments += [option, path]
                outputs[name] = path
        with self.folder:
            status, _text = program.run(arguments, feedback)
        return {**outputs, "DIFFERS": status}


class Read(Algorithm):
    """How the program reads the sources. A doubt is no failure: status 1."""

    COMMAND = "read"
    LOADS = False

    def title(self):
        return _("Show how sources are read")

    def summary(self):
        return _("Shows what is understood of a declaration, on what evidence, before it is checked.")

    def add_outputs(self):
        self.add(
            QgsProcessingParameterFileDestination("OUTPUT", _("The reading"), "JSON (*.json)")
        )
        self.addOutput(QgsProcessingOutputNumber("DOUBTS", _("1 when something is doubtful, else 0")))

    def processAlgorithm(self, parameters, context, feedback):  # noqa: N802
        options = split_options(self.parameterAsString(parameters, "OPTIONS", context))
        path = self.parameterAsFileOutput(parameters, "OUTPUT", context)
        with self.folder:
            arguments = [*self.arguments, *options, "--format", "json"]
            status, text = program.run(arguments, feedback)
        Path(path).write_text(text, "utf-8")
        return {"OUTPUT": path, "DOUBTS": status}


ALGORITHMS = (Check, Simulate, Propose, Compare, Read)
