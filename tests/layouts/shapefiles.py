"""DBF tables, and shapefiles of squares, as GIS programs write them: names of columns cut at ten
letters, texts of fixed width, the encoding given by a byte or a file beside, or not at all."""
import struct

from declarations import plain

# Encoding, the byte of the header that gives it, the text of the .cpg file; None: there is none.
ENCODINGS = [("utf-8", 0, "UTF-8"), ("cp1252", 0x57, None), ("cp1252", 0, "1252"),
             ("cp1252", 0x03, None), ("cp850", 0x02, None), ("cp1252", 0, None), ("utf-8", 0, None)]
LAMBERT = ('PROJCS["RGF93_Lambert_93",GEOGCS["GCS_RGF_1993",DATUM["D_RGF_1993",SPHEROID["GRS_1980",'
           '6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],'
           'PROJECTION["Lambert_Conformal_Conic"],PARAMETER["False_Easting",700000.0],'
           'PARAMETER["False_Northing",6600000.0],PARAMETER["Central_Meridian",3.0],'
           'PARAMETER["Standard_Parallel_1",49.0],PARAMETER["Standard_Parallel_2",44.0],'
           'PARAMETER["Latitude_Of_Origin",46.5],UNIT["Meter",1.0]]')


def column_names(headings):
    """As programs cut them: ASCII, ten letters, and different from each other."""
    names = []
    for heading in headings:
        name = plain(heading).replace(" ", "_")[:10] or "champ"
        number = 0
        while name in names:
            number += 1
            name = name[:8] + f"_{number}"
        names.append(name)
    return names


def write_dbf(path, rows, draw):
    encoding, byte, page_file = draw.choice(ENCODINGS)
    if any("\n" in str(cell) for row in rows for cell in row):
        rows = [[str(cell).replace("\n", " ; ") for cell in row] for row in rows]
    try:
        "".join(str(cell) for row in rows for cell in row).encode(encoding)
    except UnicodeEncodeError:
        encoding, byte, page_file = ENCODINGS[0]
    names = column_names(rows[0])
    cells = [[str(cell).encode(encoding) for cell in row] + [b""] * (len(names) - len(row))
             for row in rows[1:]]
    are_numbers = [all(isinstance(row[i], int) for row in rows[1:] if i < len(row) and row[i] != "")
                   and any(i < len(row) and row[i] != "" for row in rows[1:])
                   for i in range(len(names))]
    widths = [min(254, max([1] + [len(row[i]) for row in cells])) for i in range(len(names))]
    with open(path, "wb") as out:
        out.write(struct.pack("<B3BIHH16xBB2x", 3, 126, 1, 12, len(cells), 33 + 32 * len(names),
                              1 + sum(widths), 0, byte))
        for name, width, is_number in zip(names, widths, are_numbers):
            out.write(struct.pack("<11sc4xBB14x", name.upper().encode(),
                                  b"N" if is_number else b"C", width, 0))
        out.write(b"\r")
        for row in cells:
            out.write(b" ")
            for cell, width, is_number in zip(row, widths, are_numbers):
                cell = cell[:width]
                out.write(cell.rjust(width) if is_number else cell.ljust(width))
        out.write(b"\x1a")
    if page_file:
        with open(path[:-4] + ".cpg", "w", encoding="ascii") as out:
            out.write(page_file)
    return f"dbf {encoding} {byte} {page_file}"


def write_shp(path, rings):
    """One ring a record, clockwise, as the format has shells."""
    shapes = []
    for ring in rings:
        turned = ring[::-1]
        xs, ys = [x for x, _ in ring], [y for _, y in ring]
        shapes.append(struct.pack("<i4dii", 5, min(xs), min(ys), max(xs), max(ys), 1, len(ring)) +
                      struct.pack("<i", 0) + b"".join(struct.pack("<2d", *p) for p in turned))
    points = [p for ring in rings for p in ring]
    bounds = (min(x for x, _ in points), min(y for _, y in points),
              max(x for x, _ in points), max(y for _, y in points))
    size = 50 + sum(4 + len(shape) // 2 for shape in shapes)
    with open(path, "wb") as shp, open(path[:-4] + ".shx", "wb") as shx:
        for out, words in ((shp, size), (shx, 50 + 4 * len(shapes))):
            out.write(struct.pack(">i20xi", 9994, words) + struct.pack("<ii", 1000, 5) +
                      struct.pack("<4d32x", *bounds))
        at = 50
        for number, shape in enumerate(shapes, 1):
            shp.write(struct.pack(">ii", number, len(shape) // 2) + shape)
            shx.write(struct.pack(">ii", at, len(shape) // 2))
            at += 4 + len(shape) // 2
    with open(path[:-4] + ".prj", "w", encoding="ascii") as out:
        out.write(LAMBERT)


def write_shapefile(path, rings, rows, draw):
    write_shp(path, rings)
    return "shapefile " + write_dbf(path[:-4] + ".dbf", rows, draw)
