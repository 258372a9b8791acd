"""What the tests in QGIS and the pictures share: a QGIS without a screen, layers, a map."""
import os
import shutil
import sys
import tempfile

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
RUNTIME = tempfile.mkdtemp(prefix="cpts-qgis-")
os.environ["XDG_RUNTIME_DIR"] = RUNTIME

from qgis.core import (  # noqa: E402
    QgsApplication, QgsMapRendererParallelJob, QgsMapSettings, QgsRectangle, QgsVectorLayer)
from qgis.PyQt.QtCore import QSize  # noqa: E402
from qgis.PyQt.QtGui import QColor  # noqa: E402

# The first is drawn over the others.
LAYERS = ["overlaps", "white_zones", "outside", "slivers", "base_defects", "perimeters", "units"]
TABLES = ["declarations", "finding_perimeters", "finding_units", "inputs", "totals", "rules", "groups",
          "claims"]


def start():
    """The application: to be kept, since QGIS ends with it."""
    application = QgsApplication([], True)
    application.initQgis()
    return application


def stop(status=0):
    """Ends at once: taking QGIS down piece by piece crashes now and then."""
    sys.stdout.flush()
    shutil.rmtree(RUNTIME, ignore_errors=True)
    os._exit(status)


def open_layer(path, name=None):
    layer = QgsVectorLayer(f"{path}|layername={name}" if name else path, name or "map", "ogr")
    if not layer.isValid():
        raise ValueError(f"QGIS cannot open {name} of {path}")
    return layer


def extent_of(layer, margin=1.03):
    extent = QgsRectangle(layer.extent())
    extent.scale(margin)
    return extent


def render(layers, extent, width, height, dpi=96):
    settings = QgsMapSettings()
    settings.setLayers(layers)
    settings.setDestinationCrs(layers[0].crs())
    settings.setExtent(extent)
    settings.setOutputSize(QSize(width, height))
    settings.setOutputDpi(dpi)
    settings.setBackgroundColor(QColor("white"))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    if job.errors():
        raise ValueError("; ".join(error.message for error in job.errors()))
    return job.renderedImage()
