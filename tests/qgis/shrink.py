#!/usr/bin/python3
"""shrink.py PICTURE.png: in 256 colours, for the documents. Shades that nobody can distinguish count
as one, by their commonest: else those of the edges of letters would take the place of a rare hue."""
import collections
import sys

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QImage

image = QImage(sys.argv[1]).convertToFormat(QImage.Format_RGB32)
colours = collections.Counter(
    image.pixel(x, y) for y in range(image.height()) for x in range(image.width()))
shades, sizes = {}, collections.Counter()
for colour, count in colours.most_common():
    cube = tuple((colour >> shift & 255) >> 4 for shift in (16, 8, 0))
    shades.setdefault(cube, colour)
    sizes[cube] += count
table = [shades[cube] for cube, _ in sizes.most_common(256)]
image = image.convertToFormat(QImage.Format_Indexed8, table, Qt.AvoidDither | Qt.ThresholdDither)
if not image.save(sys.argv[1], "PNG", 0):
    sys.exit(f"cannot write {sys.argv[1]}")
