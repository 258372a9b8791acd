"""The results on the map: layers of the GeoPackage, in one group, drawn by the styles it holds."""

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingLayerPostProcessorInterface,
    QgsProject,
    QgsVectorLayer,
)

from .texts import _

# From the top of the map down. Tables stay in the file: they serve joins and reports.
DRAWN = ("overlaps", "white_zones", "outside", "slivers", "base_defects", "perimeters", "units")


# The context of a run deletes its post-processors, Python would do it sooner: one for each layer,
# kept here meanwhile.
_kept = []


def _rank(node):
    return DRAWN.index(node.name()) if node.name() in DRAWN else len(DRAWN)


class _Group:
    """The group of one run in the layer tree, made with its first layer."""

    def __init__(self, title):
        self.title = title
        self.node = None

    def take(self, layer, root):
        node = root.findLayer(layer.id())
        if not node:
            return
        if self.node is None:
            self.node = root.insertGroup(0, self.title)
        place = sum(_rank(other) < _rank(node) for other in self.node.children())
        self.node.insertChildNode(place, node.clone())
        node.parent().removeChildNode(node)


class _Grouping(QgsProcessingLayerPostProcessorInterface):
    """Moves a layer, once loaded, into the group of its run, in the order of DRAWN."""

    def __init__(self, group):
        super().__init__()
        self.group = group

    def postProcessLayer(self, layer, context, feedback):  # noqa: N802
        layer.loadDefaultStyle()
        self.group.take(layer, (context.project() or QgsProject.instance()).layerTreeRoot())


def load(path, context, title):
    """Asks QGIS to load the layers, under a group of this title, when the algorithm has ended."""
    group = _Group(title)
    project = context.project() or QgsProject.instance()
    for name in DRAWN:
        layer = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
        if not layer.isValid():
            continue
        context.temporaryLayerStore().addMapLayer(layer)
        details = QgsProcessingContext.LayerDetails(name, project, name)
        grouping = _Grouping(group)
        _kept.append(grouping)
        details.setPostProcessor(grouping)
        context.addLayerToLoadOnCompletion(layer.id(), details)


def group_name(counts):
    """What the group says: the verdict in a word."""
    return _("CPTS coverage: compliant") if counts["compliant"] else _("CPTS coverage: not compliant")
