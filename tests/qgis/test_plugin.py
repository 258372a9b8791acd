#!/usr/bin/python3
"""The plugin, as `make qgis-plugin` zips it, in a real QGIS without a screen. Prints TAP.

usage: test_plugin.py PLUGIN.zip REGION.gpkg
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from pathlib import Path

import maps

sys.path[:0] = ["/usr/share/qgis/python/plugins", str(Path(__file__).resolve().parent.parent)]

from qgis.core import (  # noqa: E402
    QgsApplication, QgsCoordinateReferenceSystem, QgsFeature, QgsGeometry, QgsProcessingContext,
    QgsProcessingException, QgsProcessingFeedback, QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm, QgsProcessingModelChildParameterSource, QgsProject,
    QgsVectorLayer)
from qgis.PyQt.QtCore import QSettings  # noqa: E402
from tap import Tap  # noqa: E402


class Feedback(QgsProcessingFeedback):
    def __init__(self):
        super().__init__(False)
        self.steps = []
        self.progressChanged.connect(self.steps.append)


def run(name, parameters, project=None):
    """The outputs of an algorithm, or what it says when it fails; the layers it would load; the
    steps of its progress."""
    algorithm = QgsApplication.processingRegistry().algorithmById(f"cpts:{name}").create()
    context, feedback = QgsProcessingContext(), Feedback()
    context.setProject(project or QgsProject.instance())
    is_good, why = algorithm.checkParameterValues(parameters, context)
    if not is_good:
        return why, context, feedback
    try:
        outputs, is_good = algorithm.run(parameters, context, feedback, catchExceptions=False)
    except QgsProcessingException as error:
        return str(error), context, feedback
    return outputs, context, feedback


def in_memory(layer, name, crs=None):
    """A copy of a layer that no file holds."""
    copy = QgsVectorLayer(f"MultiPolygon?crs={(crs or layer.crs()).authid()}", name, "memory")
    copy.dataProvider().addAttributes([f for f in layer.fields() if f.name() != "fid"])
    copy.updateFields()
    places = [layer.fields().indexOf(f.name()) for f in copy.fields()]
    features = []
    for feature in layer.getFeatures():
        added = QgsFeature(copy.fields())
        geometry = QgsGeometry(feature.geometry())
        added.setGeometry(geometry)
        added.setAttributes([feature.attributes()[i] for i in places])
        features.append(added)
    copy.dataProvider().addFeatures(features)
    return copy


def direct(*arguments):
    """What the program finds by itself: the figures that the plugin must give."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        subprocess.run([os.environ["CPTS_PROGRAM"], *arguments, "--quiet", "--json", report],
                       stdout=subprocess.DEVNULL, check=False)
        return json.loads(report.read_text("utf-8"))["totals"]


def figures(outputs):
    if not isinstance(outputs, dict):
        return outputs
    return {k: outputs.get(k) for k in ("ERRORS", "WARNINGS", "NOTES", "OVERLAPS", "WHITE_ZONES")}


def figures_of(totals):
    rules, levels = totals["by_rule"], totals["findings"]
    return {"ERRORS": levels["error"], "WARNINGS": levels["warning"], "NOTES": levels["note"],
            "OVERLAPS": rules.get("overlap", 0), "WHITE_ZONES": rules.get("white-zone", 0)}


def check_inputs(tests, folder, region, units, perimeters):
    def check(what, parameters, wanted):
        path = str(folder / "out.gpkg")
        outputs, context, _ = run("check", {**parameters, "OUTPUT": path})
        tests.equal(f"check: {what}", figures(outputs), wanted)
        return outputs, context

    whole = figures_of(direct("check", region))
    outputs, context = check("layers of a file", {"UNITS": [units], "PERIMETERS": [perimeters]},
                             whole)
    tests.equal("check: verdict", outputs["VERDICT"], "not-compliant")
    wanted = [n for n in maps.LAYERS if maps.open_layer(outputs["OUTPUT"], n)]
    loaded = [d.name for d in context.layersToLoadOnCompletion().values()]
    tests.equal("check: layers to load", sorted(loaded), sorted(wanted))
    check_loading(tests, context)

    check("one source for both roles", {"UNITS": [region]}, whole)
    check("layers in memory", {"UNITS": [in_memory(units, "communes")],
                               "PERIMETERS": [in_memory(perimeters, "cpts")]}, whole)
    check("other options", {"UNITS": [region], "OPTIONS": "--sliver-width 0.5 --fail-on 'note'"},
          figures_of(direct("check", region, "--sliver-width", "0.5")))

    first = next(perimeters.getFeatures())["id"]
    where = f"id <> '{first}'"
    filtered = QgsVectorLayer(f"{region}|layername=cpts", "cpts", "ogr")
    filtered.setSubsetString(f"\"id\" <> '{first}'")
    without = figures_of(direct("check", "--units", f"{region}|layername=communes", "--perimeters",
                                f"{region}|layername=cpts", "--perimeters-where", where))
    check("a filtered layer", {"UNITS": [units], "PERIMETERS": [filtered]}, without)

    edited = QgsVectorLayer(f"{region}|layername=cpts", "cpts", "ogr")
    edited.startEditing()
    edited.deleteFeature(next(edited.getFeatures()).id())
    tests.holds("an edit is not saved", edited.isModified())
    check("an edited layer, as it is on the map", {"UNITS": [units], "PERIMETERS": [edited]},
          without)
    edited.rollBack()

    degrees = QgsCoordinateReferenceSystem("EPSG:4326")
    import processing  # QGIS's own, to reproject
    moved = processing.run("native:reprojectlayer", {"INPUT": perimeters, "TARGET_CRS": degrees,
                                                     "OUTPUT": "memory:cpts"})["OUTPUT"]
    outputs, _, _ = run("check", {"UNITS": [units], "PERIMETERS": [moved],
                                  "OUTPUT": str(folder / "out.gpkg")})
    found = figures(outputs)
    tests.equal("check: a layer in another CRS", isinstance(found, dict) and
                (found["OVERLAPS"], found["WHITE_ZONES"]), (whole["OVERLAPS"], whole["WHITE_ZONES"]))


def check_loading(tests, context):
    """What the Processing toolbox does when an algorithm has ended."""
    project = QgsProject.instance()
    for identifier, details in context.layersToLoadOnCompletion().items():
        layer = context.takeResultLayer(identifier)
        layer.setName(details.name)
        project.addMapLayer(layer)
        details.postProcessor().postProcessLayer(layer, context, QgsProcessingFeedback(False))
    groups = project.layerTreeRoot().children()
    tests.equal("results: one group", len(groups), 1)
    layers = [node.layer() for node in groups[0].children()]
    tests.equal("results: in the order of the map", [layer.name() for layer in layers],
                maps.LAYERS)
    tests.holds("results: drawn by their own styles",
                layers[0].renderer().type() == "categorizedSymbol" and layers[0].labelsEnabled())
    project.clear()


def check_commands(tests, folder, region, units, perimeters):
    codes = [f["insee"] for f in units.getFeatures()][:2]
    cpts = next(perimeters.getFeatures())["id"]
    outputs, _, _ = run("simulate", {"UNITS": [region], "CPTS": cpts, "TAKE": ",".join(codes),
                                     "OUTPUT": str(folder / "simulated.gpkg")})
    tests.holds("simulate: what would be", isinstance(outputs, dict) and outputs["VERDICT"],
                repr(outputs))
    outputs, _, _ = run("propose", {"UNITS": [region], "OUTPUT": str(folder / "proposed.gpkg")})
    tests.holds("propose: a proposal", isinstance(outputs, dict)
                and maps.open_layer(outputs["OUTPUT"], "units").featureCount() > 0, repr(outputs))
    changed = QgsVectorLayer(f"{region}|layername=cpts", "cpts", "ogr")
    changed.setSubsetString(f"\"id\" <> '{cpts}'")
    outputs, _, _ = run("compare", {"UNITS": [units], "BEFORE": [perimeters], "AFTER": [changed],
                                    "OUTPUT": str(folder / "changed.geojson")})
    tests.equal("compare: something differs", isinstance(outputs, dict) and outputs["DIFFERS"], 1)
    outputs, _, _ = run("compare", {"UNITS": [units], "BEFORE": [perimeters],
                                    "AFTER": [perimeters],
                                    "OUTPUT": str(folder / "same.geojson")})
    tests.equal("compare: nothing differs", isinstance(outputs, dict) and outputs["DIFFERS"], 0)
    table = folder / "list.csv"
    table.write_text("cpts;code\n" + "".join(f"CPTS Une;{code}\n" for code in codes), "utf-8")
    outputs, _, _ = run("read", {"UNITS": [units], "DECLARATION": str(table),
                                 "OUTPUT": str(folder / "reading.json")})
    tests.holds("read: a reading", isinstance(outputs, dict)
                and json.loads(Path(outputs["OUTPUT"]).read_text("utf-8")), repr(outputs))
    outputs, _, _ = run("check", {"UNITS": [units], "DECLARATION": str(table),
                                  "OUTPUT": str(folder / "list.gpkg")})
    tests.holds("check: a declaration as a file", isinstance(outputs, dict)
                and outputs["WHITE_ZONES"] > 0, repr(outputs))


def check_model(tests, folder, units, perimeters):
    """The model builder: a model that holds the check as a step."""
    model = QgsProcessingModelAlgorithm("model", "tests")
    child = QgsProcessingModelChildAlgorithm("cpts:check")
    child.setChildId("check")
    value = QgsProcessingModelChildParameterSource.fromStaticValue
    path = str(folder / "model.gpkg")
    for name, given in (("UNITS", [units.id()]), ("PERIMETERS", [perimeters.id()]),
                        ("OUTPUT", path)):
        child.addParameterSources(name, [value(given)])
    model.addChildAlgorithm(child)
    project = QgsProject.instance()
    project.addMapLayers([units, perimeters])
    context = QgsProcessingContext()
    context.setProject(project)
    _, is_good = model.run({}, context, QgsProcessingFeedback(False))
    tests.holds("a model runs it", is_good and Path(path).is_file())


def check_failures(tests, folder, region, units):
    missing = folder / "empty.csv"
    missing.write_text("a;b\n1;2\n", "utf-8")
    target = folder / "failed.gpkg"
    outputs, _, _ = run("check", {"UNITS": [units], "DECLARATION": str(missing),
                                  "OUTPUT": str(target)})
    tests.holds("a failure says what the program says, and writes nothing",
                isinstance(outputs, str) and "empty.csv" in outputs and not target.exists(),
                repr(outputs))
    outputs, _, _ = run("check", {"UNITS": [region], "OUTPUT": str(folder / "result.shp")})
    tests.holds("another format is refused", isinstance(outputs, str) and ".gpkg" in outputs,
                repr(outputs))

    # A program that never ends by itself and says how far it is; its end by a signal leaves a mark.
    slow = folder / "slow"
    slow.write_text(f"#!/bin/sh\ncase $* in *--help*) exit ;; esac\ntrap 'touch {folder}/stopped; exit 143' TERM\n"
                    "echo 'cpts-coverage:  40 % lecture' >&2\n"
                    "while :; do sleep 0.1; done\n")
    slow.chmod(0o755)
    os.environ["CPTS_COVERAGE"] = str(slow)
    algorithm = QgsApplication.processingRegistry().algorithmById("cpts:check").create()
    feedback, context = Feedback(), QgsProcessingContext()
    timer = threading.Timer(1, feedback.cancel)
    timer.start()
    start = time.monotonic()
    try:
        algorithm.run({"UNITS": [region], "OUTPUT": str(target)}, context, feedback,
                      catchExceptions=False)
        said = "no exception"
    except QgsProcessingException as error:
        said = str(error)
    tests.holds("cancel stops the program at once", (folder / "stopped").exists()
                and time.monotonic() - start < 5 and not target.exists(), said)
    tests.holds("progress is the program's", 40 in feedback.steps, repr(feedback.steps))

    os.environ["CPTS_COVERAGE"] = str(folder / "nowhere")
    algorithm = QgsApplication.processingRegistry().algorithmById("cpts:check").create()
    can, why = algorithm.canExecute()
    tests.holds("without the program: said, with what to do", not can and "cpts-coverage" in why)
    tests.holds("without the program: the help still opens", "cpts-coverage" in
                algorithm.shortHelpString())
    os.environ["CPTS_COVERAGE"] = os.environ["CPTS_PROGRAM"]


def check_process(tests, folder, plugins, units_path, perimeters_path):
    """qgis_process, the toolbox without QGIS."""
    # Debian's wrapper hands on an option that the tool does not know.
    tool = shutil.which("qgis_process.bin") or shutil.which("qgis_process")
    if not tool:
        tests.skip("qgis_process", "qgis_process is not installed")
        return
    environment = {**os.environ, "QGIS_PLUGINPATH": str(plugins), "HOME": str(folder),
                   "QGIS_CUSTOM_CONFIG_PATH": str(folder / "profile")}
    subprocess.run([tool, "plugins", "enable", "cpts_coverage"], env=environment,
                   capture_output=True, check=False)
    path = folder / "process.gpkg"
    done = subprocess.run([tool, "run", "cpts:check", "--", f"UNITS={units_path}",
                           f"PERIMETERS={perimeters_path}", f"OUTPUT={path}"], env=environment,
                          capture_output=True, encoding="utf-8", check=False)
    tests.holds("qgis_process runs it", path.is_file() and "WHITE_ZONES" in done.stdout,
                (done.stdout + done.stderr)[-400:].replace("\n", " "))


def check_real(tests, folder):
    """A real region, when it is at hand: the same white zones from files and from layers in memory."""
    real = Path(os.environ.get("CPTS_REAL_DATA") or "/nowhere", "paca-real")
    if not real.is_dir():
        tests.skip("PACA in QGIS", "CPTS_REAL_DATA has no paca-real")
        return
    declared = str(real / "paca-cpts-2026-01.csv")
    units = QgsVectorLayer(str(real / "paca-units.gpkg"), "units", "ogr")
    table = QgsVectorLayer(f"file://{declared}?delimiter=;&detectTypes=no", "cpts", "delimitedtext")
    rows = QgsVectorLayer("None", "cpts", "memory")
    rows.dataProvider().addAttributes(table.fields())
    rows.updateFields()
    rows.dataProvider().addFeatures(list(table.getFeatures()))
    for what, parameters in (
            ("from files", {"UNITS": [units], "DECLARATION": declared}),
            ("from layers in memory", {"UNITS": [in_memory(units, "communes")], "PERIMETERS": [rows]})):
        outputs, _, _ = run("check", {**parameters, "OUTPUT": str(folder / "paca.gpkg")})
        found = figures(outputs)
        tests.equal(f"PACA {what}: white zones and overlaps",
                    isinstance(found, dict) and (found["WHITE_ZONES"], found["OVERLAPS"]) or found, (7, 2))


def main():
    archive, region = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    os.environ["CPTS_COVERAGE"] = os.environ["CPTS_PROGRAM"]
    folder = Path(tempfile.mkdtemp(prefix="cpts-plugin-"))
    plugins = folder / "plugins"
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(plugins)
    QSettings.setPath(QSettings.IniFormat, QSettings.UserScope, str(folder))
    application = maps.start()
    application.setLocale(__import__("qgis.PyQt.QtCore").PyQt.QtCore.QLocale("fr"))
    from processing.core.Processing import Processing
    Processing.initialize()
    sys.path.insert(0, str(plugins))
    import cpts_coverage
    plugin = cpts_coverage.classFactory(None)
    plugin.initProcessing()
    tests = Tap()
    provider = QgsApplication.processingRegistry().providerById("cpts")
    tests.equal("the provider and its algorithms",
                sorted(a.name() for a in provider.algorithms()),
                ["check", "compare", "propose", "read", "simulate"])
    help_text = provider.algorithm("check").shortHelpString()
    tests.holds("the help is the program's own", "--sliver-width" in help_text)
    tests.holds("French", "région" in provider.algorithm("check").summary(),
                provider.algorithm("check").summary())

    units = maps.open_layer(region, "communes")
    perimeters = maps.open_layer(region, "cpts")
    check_inputs(tests, folder, region, units, perimeters)
    check_commands(tests, folder, region, units, perimeters)
    check_failures(tests, folder, region, units)
    check_process(tests, folder, plugins, f"{region}|layername=communes",
                  f"{region}|layername=cpts")
    check_model(tests, folder, units, perimeters)
    check_real(tests, folder)
    plugin.unload()
    tests.holds("unloading takes the provider away",
                QgsApplication.processingRegistry().providerById("cpts") is None)
    tests.plan()
    shutil.rmtree(folder, ignore_errors=True)
    maps.stop(tests.failed > 0)


main()
