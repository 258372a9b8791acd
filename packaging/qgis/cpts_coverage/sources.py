"""Layers of the project as sources of the program.

The program reads a file as it is written: titles, merged cells and several sheets of a spreadsheet
say things that a layer no longer shows. So a layer that is a file, whole and untouched, is given as
that file. A layer in memory, edited, filtered or in a database is written to a GeoPackage first,
as the map shows it."""

from pathlib import Path

from qgis.core import (
    QgsProcessingException,
    QgsProject,
    QgsProviderRegistry,
    QgsVectorFileWriter,
)

from .texts import _


def source(layer, folder, role):
    """The SOURCE text for a layer; `folder` keeps what has to be written, `role` names it."""
    path = _untouched_file(layer)
    return path or _written(layer, Path(folder) / f"{role}.gpkg")


def _untouched_file(layer):
    if layer.providerType() != "ogr" or layer.subsetString() or layer.isModified():
        return None
    # A join or an expression field exists in the project alone.
    if layer.vectorJoins() or layer.fields().size() != layer.dataProvider().fields().size():
        return None
    parts = QgsProviderRegistry.instance().decodeUri("ogr", layer.source())
    path = parts.get("path") or ""
    if not Path(path).is_file() or parts.get("openOptions"):
        return None
    # The CRS may have been corrected in the project.
    on_disk = layer.dataProvider().crs()
    if layer.isSpatial() and layer.crs() != on_disk:
        return None
    name = parts.get("layerName")
    return f"{path}|layername={name}" if name else path


def _written(layer, path):
    number = 1
    while path.exists():
        number += 1
        path = path.with_name(f"{path.stem}-{number}{path.suffix}")
    # Feature numbers are the layer's own: written as a plain field they could stand twice.
    reserved = {"fid"}
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = "GPKG"
    options.layerName = layer.name() or path.stem
    options.fileEncoding = "UTF-8"
    options.attributes = [
        i for i, field in enumerate(layer.fields()) if field.name().lower() not in reserved
    ]
    options.skipAttributeCreation = not options.attributes
    context = QgsProject.instance().transformContext()
    error, message = QgsVectorFileWriter.writeAsVectorFormatV3(
        layer, str(path), context, options
    )[:2]
    if error != QgsVectorFileWriter.NoError:
        raise QgsProcessingException(
            _("Layer %s cannot be written for the program: %s") % (layer.name(), message)
        )
    return str(path)
