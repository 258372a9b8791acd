#!/usr/bin/python3
"""The results of the demo region in a real QGIS: read, valid, styled, drawn. Prints TAP.

usage: test_qgis.py RESULT, the folder that `check -o` wrote in French.
"""
import json
import os
import sys

import maps
import project as whole
from qgis.core import (
    QgsExpressionContext, QgsExpressionContextUtils, QgsFeatureRequest, QgsProject, QgsRenderContext,
    QgsWkbTypes)

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from tap import Tap  # noqa: E402

CATEGORIES = {
    "overlaps": {"overlap": "Chevauchement"},
    "white_zones": {"white-zone": "Zone blanche"},
    "outside": {"outside": "Hors région"},
    "slivers": {"overlap": "Micro-surface : chevauchement",
                "white-zone": "Micro-surface : zone blanche",
                "outside": "Micro-surface : hors région"},
    "base_defects": {"unit-overlap": "Chevauchement dans le référentiel",
                     "unit-gap": "Lacune du référentiel (lac ?)",
                     "invalid-unit": "Géométrie invalide"},
    "units": {"0": "Aucune CPTS", "1": "1 CPTS", "2": "2 CPTS", "3": "3 CPTS",
              "": "4 CPTS ou plus"},
}
CONFLICT_RULES = {"overlaps": "overlap", "white_zones": "white-zone", "outside": "outside"}


def undrawn(layer):
    """Features that the style leaves out, and how many each category draws."""
    renderer, context = layer.renderer(), QgsRenderContext()
    scopes = QgsExpressionContextUtils.globalProjectLayerScopes(layer)
    context.setExpressionContext(QgsExpressionContext(scopes))
    renderer.startRender(context, layer.fields())
    left, drawn = [], {}
    for feature in layer.getFeatures():
        context.expressionContext().setFeature(feature)
        keys = renderer.legendKeysForFeature(feature, context)
        if not renderer.willRenderFeature(feature, context):
            left.append(feature.id())
        for key in keys:
            drawn[key] = drawn.get(key, 0) + 1
    renderer.stopRender(context)
    return left, drawn


def expected_count(report, name):
    findings = report["findings"]
    if name in CONFLICT_RULES:
        return sum(f["rule"] == CONFLICT_RULES[name] and not f["sliver"] for f in findings)
    if name == "slivers":
        return sum(f["sliver"] for f in findings)
    if name == "units":
        return len(report["units"])
    if name == "perimeters":  # those that draw nothing have no place on the map
        empty = {p for f in findings if f["rule"] == "empty-perimeter" for p in f["perimeters"]}
        return len(report["perimeters"]) - len(empty)
    return None


def check_layer(tests, layer, name, report):
    wanted = expected_count(report, name)
    if wanted is not None:
        tests.equal(f"{name}: as many features as in the report", layer.featureCount(), wanted)
    tests.holds(f"{name}: holds something", layer.featureCount() > 0)
    tests.equal(f"{name}: multipolygons", layer.wkbType(), QgsWkbTypes.MultiPolygon)
    tests.equal(f"{name}: CRS", layer.crs().authid(), report["options"]["analysis_crs"])
    bad = [f.id() for f in layer.getFeatures()
           if f.geometry().isEmpty() or not f.geometry().isGeosValid()]
    tests.equal(f"{name}: every geometry valid", bad, [])
    tests.holds(f"{name}: a spatial index",
                layer.hasSpatialIndex() == layer.SpatialIndexPresent)
    inside = QgsFeatureRequest(next(layer.getFeatures()).geometry().boundingBox())
    tests.holds(f"{name}: found by place", any(True for _ in layer.getFeatures(inside)))
    _, is_styled = layer.loadDefaultStyle()
    tests.holds(f"{name}: a default style", is_styled)
    renderer = layer.renderer()
    if name in CATEGORIES:
        tests.equal(f"{name}: categories",
                    {str(c.value() or ("0" if c.value() == 0 else "")): c.label()
                     for c in renderer.categories()}, CATEGORIES[name])
    else:
        tests.equal(f"{name}: renderer", renderer.type(), "singleSymbol")
    left, _ = undrawn(layer)
    tests.equal(f"{name}: every feature is drawn", left, [])
    aliases = [field.alias() for field in layer.fields() if field.name() != "fid"]
    tests.holds(f"{name}: every field has an alias", all(aliases), repr(aliases))
    if name != "slivers" and name != "base_defects":
        labels = layer.labeling().settings()
        tests.holds(f"{name}: labels within a range of scales",
                    layer.labelsEnabled() and labels.scaleVisibility
                    and labels.minimumScale > labels.maximumScale)
        expression = labels.getLabelExpression()
        tests.holds(f"{name}: the expression of the labels", not expression.hasParserError(),
                    expression.parserErrorString())
        context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
        context.setFeature(next(layer.getFeatures()))
        text = expression.evaluate(context)
        tests.holds(f"{name}: labels say something", bool(text), repr(text))


def check_project(tests, path, report):
    """The project kept in the GeoPackage: the whole map at once."""
    project = QgsProject.instance()
    is_read = project.read(f"geopackage:{path}?projectName=coverage")
    tests.holds("project: opens", is_read, project.error())
    tests.holds("project: CRS", project.crs().isValid()
                and project.crs().authid() == report["options"]["analysis_crs"])
    layers = [node.layer() for node in project.layerTreeRoot().findLayers()]
    if not all(layers):
        tests.holds("project: every layer is there", False, repr(layers))
        return
    tests.equal("project: its tables, in a group",
                [node.layerId() for node in project.layerTreeRoot().findGroup("Tables").findLayers()],
                ["coverage_" + name for name in maps.TABLES])
    layers = [layer for layer in layers if layer.isSpatial()]
    tests.equal("project: its layers, the first drawn over the others",
                [layer.source().split("layername=")[1] for layer in layers], maps.LAYERS)
    for layer, name in zip(layers, maps.LAYERS):
        alone = maps.open_layer(path, name)
        alone.loadDefaultStyle()
        tests.holds(f"project: {name} is valid, and drawn as when it is opened by itself",
                    layer.isValid() and layer.featureCount() == alone.featureCount()
                    and layer.renderer().dump() == alone.renderer().dump()
                    and layer.labelsEnabled() == alone.labelsEnabled())
    extent = project.viewSettings().defaultViewExtent()
    tests.holds("project: begins on the whole map", extent.contains(layers[-1].extent()))
    share = colours(maps.render(layers, extent, 600, 500))
    tests.holds("project: drawn", share["red"] > 0.001 and share["green"] > 0.2, repr(share))


def colours(image):
    """The share of a picture near each colour of the styles."""
    seen = {"red": 0, "white zone": 0, "violet": 0, "blue": 0, "green": 0, "drawn": 0}
    width, height = image.width(), image.height()
    for y in range(0, height, 2):
        for x in range(0, width, 2):
            c = image.pixelColor(x, y)
            r, g, b = c.red(), c.green(), c.blue()
            seen["drawn"] += (r, g, b) != (255, 255, 255)
            seen["red"] += r > 180 and g < 90 and b < 90
            seen["white zone"] += r == g == b == 248
            seen["violet"] += abs(r - 117) < 25 and abs(g - 60) < 25 and abs(b - 160) < 25
            seen["blue"] += abs(r - 31) < 25 and abs(g - 73) < 25 and abs(b - 125) < 25
            seen["green"] += (r, g, b) == (214, 232, 222)
    total = (height // 2) * (width // 2)
    return {name: count / total for name, count in seen.items()}


def main():
    folder = os.path.abspath(sys.argv[1])
    application = maps.start()  # noqa: F841
    tests = Tap()
    with open(os.path.join(folder, "report.json"), encoding="utf-8") as stream:
        report = json.load(stream)
    layers = []
    for name in maps.LAYERS:
        layer = maps.open_layer(os.path.join(folder, "coverage.gpkg"), name)
        check_layer(tests, layer, name, report)
        layers.append(layer)

    image = maps.render(layers, maps.extent_of(layers[-2]), 1000, 830)
    image.save(os.path.join(folder, "qgis.png"))
    share = colours(image)
    least = {"drawn": 0.4, "red": 0.001, "white zone": 0.002, "violet": 0.001, "blue": 0.005,
             "green": 0.3}
    for colour, wanted in least.items():
        tests.holds(f"map: {colour} on {wanted:.1%} of it or more", share[colour] >= wanted,
                    f"{share[colour]:.3%}")

    check_project(tests, os.path.join(folder, "coverage.gpkg"), report)
    whole.check(tests, folder, report)

    conflicts = maps.open_layer(os.path.join(folder, "conflicts.geojson"))
    tests.equal("conflicts.geojson: WGS 84", conflicts.crs().authid(), "EPSG:4326")
    tests.equal("conflicts.geojson: renderer", conflicts.renderer().type(), "categorizedSymbol")
    left, drawn = undrawn(conflicts)
    tests.equal("conflicts.geojson: every feature is drawn", left, [])
    # keys are the places of the categories: overlap, white zone, ..., sliver, other
    for key, name in (("0", "overlaps"), ("1", "white_zones"), ("2", "outside"), ("7", "slivers")):
        tests.equal(f"conflicts.geojson: the category of {name}", drawn.get(key),
                    expected_count(report, name))
    feature = next(conflicts.getFeatures())
    name = whole.evaluate(conflicts, conflicts.displayExpression(), feature)
    tests.holds("conflicts.geojson: a name that reads",
                name.startswith("Chevauchement – ") and name.endswith(" hab."), repr(name))
    tests.equal("conflicts.geojson: the CPTS as a list that reads",
                feature["perimeter_list"], ", ".join(feature["perimeter_names"]))
    aliases = [field.name() for field in conflicts.fields() if not field.alias()]
    tests.equal("conflicts.geojson: every field has an alias", aliases, [])
    share = colours(maps.render([conflicts], maps.extent_of(conflicts), 800, 600))
    tests.holds("conflicts.geojson: drawn in red", share["red"] > 0.001, f"{share['red']:.3%}")
    tests.plan()
    maps.stop(tests.failed > 0)


main()
