"""What the project of coverage.gpkg brings beside its map: words in place of keys, names that read,
forms, relations, bookmarks, and the layouts, exported to PDF."""
import os
import subprocess
import unicodedata

from qgis.core import (
    QgsApplication, QgsExpression, QgsExpressionContext, QgsExpressionContextUtils, QgsFeatureRequest,
    QgsLayoutExporter, QgsLayoutItemMap, QgsProject, QgsRectangle, QgsRenderContext, QgsVectorLayerTools)
from qgis.gui import QgsAttributeEditorContext, QgsAttributeForm, QgsGui

FINDINGS = ["overlaps", "white_zones", "outside", "slivers", "base_defects", "declarations"]
RULES = {"overlap": "Chevauchement", "white-zone": "Zone blanche", "unit-gap": "Lacune entre communes",
         "empty-perimeter": "Périmètre vide"}


class Tools(QgsVectorLayerTools):
    """What forms with relations ask of the program they are in."""
    def addFeature(self, *_):
        return False

    startEditing = stopEditing = saveEdits = copyMoveFeatures = addFeature


def layer_of(name):
    return QgsProject.instance().mapLayer("coverage_" + name)


def evaluate(layer, text, feature):
    expression = QgsExpression(text)
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    context.setFeature(feature)
    value = expression.evaluate(context)
    return f"{expression.parserErrorString()}{expression.evalErrorString()}" \
        if expression.hasParserError() or expression.hasEvalError() else value


def check_names(tests, report):
    """Display names, and words for the values that are keys."""
    for layer in QgsProject.instance().mapLayers().values():
        if not layer.featureCount():
            continue
        name = evaluate(layer, layer.displayExpression(), next(layer.getFeatures()))
        tests.holds(f"{layer.id()}: a name that reads",
                    isinstance(name, str) and name and not set(name) & set("[]{}\""), repr(name))
    first = max(report["perimeters"], key=lambda p: p["population"] or 0)
    layer = layer_of("perimeters")
    feature = next(layer.getFeatures(QgsFeatureRequest().setFilterExpression(f"id = '{first['id']}'")))
    name = evaluate(layer, layer.displayExpression(), feature)
    tests.holds("perimeters: name and inhabitants",
                name.startswith(first["name"] + ", ") and name.endswith(" hab."), name)
    seen = set()
    for name in FINDINGS:
        layer = layer_of(name)
        for feature in layer.getFeatures():
            words = evaluate(layer, "represent_value(\"rule\", 'rule')", feature)
            rule = feature["rule"]
            if rule not in seen:
                seen.add(rule)
                tests.holds(f"rule {rule}: shown in words, kept as a key",
                            words == RULES.get(rule, words) and words not in (rule, ""), repr(words))
            listed = evaluate(layer, '"perimeter_list"', feature)
            if feature["perimeters"] != "[]" and (not listed or "[" in listed or '"' in listed):
                tests.holds(f"{name}: the CPTS as a list that reads", False, repr(listed))
    tests.holds("rules: several met", {"overlap", "white-zone", "outside"} <= seen, repr(seen))


def check_forms(tests, folder):
    """The form of each layer with a form of its own."""
    QgsGui.editorWidgetRegistry().initEditors()
    tools, context = Tools(), QgsAttributeEditorContext()
    context.setVectorLayerTools(tools)
    for name in FINDINGS + ["perimeters", "units"]:
        layer = layer_of(name)
        feature = next(layer.getFeatures())
        tabs = {tab.name(): tab for tab in layer.editFormConfig().tabs()}
        tests.holds(f"{name}: a form in groups", len(tabs) >= 4, repr(list(tabs)))
        form = QgsAttributeForm(layer, feature, context)
        tests.holds(f"{name}: the form opens", bool(form.children()))
        form.resize(700, 560)
        form.grab().save(os.path.join(folder, f"form-{name}.png"))
        known = {field.name() for field in layer.fields()}
        shown = set()
        for tab in tabs.values():
            shown |= {element.name() for element in tab.children()}
        relations = set(QgsProject.instance().relationManager().relations())
        tests.equal(f"{name}: the form shows what there is", sorted(shown - known - relations), [])
        if name in FINDINGS:
            expression = tabs["Historique"].visibilityExpression()
            tests.holds(f"{name}: history is hidden while there is none",
                        expression.enabled()
                        and not evaluate(layer, expression.data().expression(), feature))


def check_relations(tests, report):
    manager = QgsProject.instance().relationManager()
    bad = [relation.id() for relation in manager.relations().values() if not relation.isValid()]
    tests.equal("relations: valid", bad, [])
    finding = next(f for f in report["findings"] if f["rule"] == "overlap" and not f["sliver"])
    layer = layer_of("overlaps")
    feature = next(layer.getFeatures(QgsFeatureRequest().setFilterExpression(f"id = '{finding['id']}'")))
    for what, key in (("perimeters", "perimeter"), ("units", "unit")):
        relation = manager.relation(f"finding_{what}_finding_overlaps")
        tests.equal(f"relations: the {what} of a finding",
                    sorted(row[key] for row in relation.getRelatedFeatures(feature)), finding[what])
    perimeter = finding["perimeters"][0]
    layer = layer_of("perimeters")
    feature = next(layer.getFeatures(QgsFeatureRequest().setFilterExpression(f"id = '{perimeter}'")))
    relation = manager.relation("finding_perimeters_perimeter_perimeters")
    tests.equal("relations: the findings of a CPTS",
                sorted(row["finding"] for row in relation.getRelatedFeatures(feature)),
                sorted(f["id"] for f in report["findings"] if perimeter in f["perimeters"]))
    relation = manager.relation("claims_perimeter_perimeters")
    tests.equal("relations: the claims of a CPTS",
                sorted(row["unit"] for row in relation.getRelatedFeatures(feature)),
                sorted(u["code"] for u in report["units"]
                       if perimeter in [c["perimeter"] for c in u["claims"]]))


def check_bookmarks(tests, report):
    bookmarks = QgsProject.instance().bookmarkManager().bookmarks()
    tests.equal("bookmarks: one a group", len(bookmarks), len(report["groups"]))
    for bookmark, group in zip(bookmarks, report["groups"]):
        layer = layer_of("units")
        whole = QgsRectangle()
        for feature in layer.getFeatures(
                QgsFeatureRequest().setFilterExpression(f"\"group\" = '{group['group']}'")):
            whole.combineExtentWith(feature.geometry().boundingBox())
        extent = QgsRectangle(bookmark.extent())
        near = QgsRectangle(extent)
        near.grow(1)
        tests.holds(f"bookmarks: {bookmark.name()} is around its units",
                    near.contains(whole) and extent.width() < whole.width() + 2
                    and bookmark.extent().crs() == layer.crs())


def pages_of(path):
    """Words and number of pages of a PDF."""
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True,
                          encoding="utf-8").stdout
    return unicodedata.normalize("NFKC", text), text.count("\f")


def export(layout, path):
    settings = QgsLayoutExporter.PdfExportSettings()
    settings.textRenderFormat = QgsRenderContext.TextFormatAlwaysText
    return QgsLayoutExporter(layout).exportToPdf(path, settings)


def check_layouts(tests, folder, report):
    layouts = {layout.name(): layout for layout in QgsProject.instance().layoutManager().printLayouts()}
    tests.equal("layouts", sorted(layouts), ["Atlas des CPTS (A4)", "Carte de la région (A3)"])
    path = os.path.join(folder, "layout.pdf")
    tests.equal("layout: exported", export(layouts["Carte de la région (A3)"], path),
                QgsLayoutExporter.Success)
    text, pages = pages_of(path)
    tests.equal("layout: one page", pages, 1)
    wanted = ["Couverture par les CPTS", "non conforme", "Chiffres clés", "Légende", "Zone blanche",
              f"CPTS : {len(report['perimeters'])}", f"Communes : {len(report['units'])}",
              "region.gpkg", " km"]
    tests.equal("layout: says", [words for words in wanted if words not in text], [])
    tests.holds("layout: no expression is left", "[%" not in text and "@" not in text)

    layout = layouts["Atlas des CPTS (A4)"]
    atlas = layout.atlas()
    atlas.beginRender()
    names = sorted(feature["name"] for feature in layer_of("perimeters").getFeatures())
    tests.equal("atlas: a page a CPTS", atlas.updateFeatures(), len(names))
    page_map = next(item for item in layout.items() if isinstance(item, QgsLayoutItemMap))
    # Two pages in the quick test, as many as there are when asked for.
    for page in range(len(names) if os.environ.get("CPTS_QGIS_ATLAS") else 2):
        atlas.seekTo(page)
        feature = layout.reportContext().feature()
        path = os.path.join(folder, f"atlas-{page + 1}.pdf")
        tests.equal(f"atlas: page {page + 1} exported", export(layout, path),
                    QgsLayoutExporter.Success)
        text, pages = pages_of(path)
        found = [f for f in report["findings"]
                 if feature["id"] in f["perimeters"] and not f["sliver"]]
        first = " ".join(found[0]["message"].split()[:3]) if found else "Aucun."
        tests.holds(f"atlas: page {page + 1} says what it is of, and what is found",
                    feature["name"] in text and first in text and pages == 1
                    and f"{page + 1} / {len(names)}" in text, text)
        box = feature.geometry().boundingBox()
        tests.holds(f"atlas: page {page + 1} shows it whole, and large",
                    page_map.extent().contains(box)
                    and page_map.extent().width() < 3 * max(box.width(), box.height()))
    atlas.endRender()


def check(tests, folder, report):
    said = []
    QgsApplication.messageLog().messageReceived.connect(lambda text, tag, level: said.append(text))
    path = os.path.join(folder, "coverage.gpkg")
    is_read = QgsProject.instance().read(f"geopackage:{path}?projectName=coverage")
    tests.holds("project: opens without a warning", is_read and not said, repr(said))
    check_names(tests, report)
    check_forms(tests, folder)
    check_relations(tests, report)
    check_bookmarks(tests, report)
    check_layouts(tests, folder, report)
    tests.equal("project: no warning while it is used", said, [])
