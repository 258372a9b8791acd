#!/usr/bin/python3
"""shrink.py PICTURE.png: in the 256 colours that are most of it, for the documents."""
import collections
import sys

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QImage

image = QImage(sys.argv[1]).convertToFormat(QImage.Format_RGB32)
colours = collections.Counter(
    image.pixel(x, y) for y in range(image.height()) for x in range(image.width()))
table = [colour for colour, _ in colours.most_common(256)]
image = image.convertToFormat(QImage.Format_Indexed8, table, Qt.AvoidDither | Qt.ThresholdDither)
if not image.save(sys.argv[1], "PNG", 0):
    sys.exit(f"cannot write {sys.argv[1]}")
