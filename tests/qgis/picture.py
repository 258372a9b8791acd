#!/usr/bin/python3
"""picture.py COVERAGE.GPKG PICTURE.PNG: the layers as QGIS draws them when they are dragged in."""
import sys

import maps

application = maps.start()
source, target = sys.argv[1:]
layers = [maps.open_layer(source, name) for name in maps.LAYERS]
image = maps.render(layers, maps.extent_of(layers[-2]), 860, 714, 84)
image = image.convertToFormat(image.Format_RGB888)
if not image.save(target, "PNG", 0):
    sys.exit(f"cannot write {target}")
maps.stop()
