"""What files hold beside rows of texts: merged cells, hidden sheets and rows, DBF tables, polygons
with their CPTS as attribute; and headers that the user names."""
import json
import os

import files
import layouts
import shapefiles
from declarations import Declaration, ring_of


class Asked:
    """A file, how the reader is given it, and what was drawn. Modes: "perimeters" as it is,
    "drawn" when claims are those of polygons, "sources" when it holds the units as well."""

    def __init__(self, path, words, mode="perimeters", fields=""):
        self.path, self.words, self.mode, self.fields = path, words, mode, fields


# ---- spreadsheets --------------------------------------------------------------------------------

def merge_down(sheet, column, first):
    """Runs of the same text become one cell."""
    at = first
    while at < len(sheet.rows):
        end = at + 1
        cells = sheet.rows[at]
        while (end < len(sheet.rows) and column < len(cells) and column < len(sheet.rows[end]) and
               cells[column] != "" and sheet.rows[end][column] == cells[column]):
            end += 1
        if end - at > 1:
            sheet.areas.append((at, column, end - 1, column))
            for row in sheet.rows[at + 1:end]:
                row[column] = ""
        at = end


def merge_titles(draw, sheet, layout):
    """A row of groups over the header, or a title over the whole width."""
    width = max(map(len, sheet.rows))
    if draw.random() < 0.5:
        sheet.rows.insert(0, ["Liste des CPTS"] + [""] * (width - 1))
        groups = [(0, width - 1)]
    else:
        middle = draw.randint(1, max(1, width - 1))
        row = [""] * width
        row[0] = draw.choice(["Identification", "Territoire", "Structure"])
        if middle < width:
            row[middle] = draw.choice(["Détail", "Périmètre", "Données"])
        sheet.rows.insert(0, row)
        groups = [(0, middle - 1), (middle, width - 1)]
    sheet.areas = [(r + 1, c, s + 1, d) for r, c, s, d in sheet.areas]
    sheet.areas += [(0, c, 0, d) for c, d in groups if d > c]
    layout.words.append("merged titles")


def merged(draw, declaration, layout):
    """Rows of claims or of units, of which equal texts below each other are one cell."""
    shape = draw.choice([layouts.a_row_a_claim, layouts.a_row_a_unit, layouts.a_row_a_unit])
    rows = shape(draw, declaration, layout)
    sheet = files.Sheet("CPTS", [list(row) for row in rows])
    at = next(i for i in range(len(rows[0])) if any(row[i] in declaration.names for row in rows[1:]))
    every = draw.random() < 0.5
    for column in range(len(rows[0])):
        if every or column == at:
            merge_down(sheet, column, 1)
    if draw.random() < 0.3:
        merge_titles(draw, sheet, layout)
    layout.words[:0] = ["merged", shape.__name__, "every column" if every else "names"]
    layout.sheets = [sheet]


def names_on_first_rows(draw, declaration, layout):
    """All units in order, the name of a CPTS on its first row, none left blank: cells that are not
    merged do not say which is which."""
    rows = layouts.a_row_a_unit(draw, declaration, layout)
    at = next(i for i in range(len(rows[0])) if any(row[i] in declaration.names for row in rows[1:]))
    last = None
    for row in rows[1:]:
        row[at], last = ("" if row[at] == last else row[at]), row[at]
    layout.words[:0] = ["first_rows_of_units"]
    layout.sheets = [files.Sheet("CPTS", rows)]


def hidden(draw, declaration, layout):
    """Another declaration in a hidden sheet; rows that a filter hides are read like the others."""
    drawn = layouts.draw_layout(draw, declaration)
    layout.words += ["hidden"] + drawn.words
    layout.sheets = drawn.sheets
    if draw.random() < 0.6:
        past = Declaration(draw, declaration.units)
        rows = layouts.a_row_a_claim(draw, past, layouts.Layout())
        sheet = files.Sheet("Archive", rows)
        sheet.is_hidden = True
        layout.sheets.insert(draw.randint(0, len(layout.sheets)), sheet)
        layout.words.append("sheet")
    else:
        for sheet in layout.sheets:
            sheet.hidden_rows = {i for i in range(1, len(sheet.rows)) if draw.random() < 0.3}
        layout.words.append("rows")


SPREADSHEETS = [merged, merged, merged, names_on_first_rows, hidden, hidden]


def spreadsheet(draw, declaration, stem):
    layout = layouts.Layout()
    draw.choice(SPREADSHEETS)(draw, declaration, layout)
    write, ending = draw.choice([(files.write_xlsx, ".xlsx"), (files.write_ods, ".ods")])
    write(stem + ending, layout.sheets)
    return Asked(stem + ending, " ".join(layout.words + [ending[1:]]))


# ---- headers that the user names -----------------------------------------------------------------

def named_headers(draw, declaration, stem):
    """The line of the header, or that there is none; sometimes the columns as well."""
    layout = layouts.Layout()
    shape = draw.choice([layouts.a_row_a_claim, layouts.a_row_a_unit, layouts.a_row_a_unit,
                         layouts.name_on_its_first_row, layouts.a_list_in_a_cell])
    rows = shape(draw, declaration, layout)
    name = next(i for i in range(len(rows[0])) if any(row[i] in declaration.names for row in rows[1:]))
    header = rows[0]
    layouts.soil(draw, rows, shape, declaration, layout)
    has_header = "no header" not in layout.words
    line = next((i + 1 for i, row in enumerate(rows) if has_header and row[:len(header)] == header), 0)
    fields = f"header={line}"
    if draw.random() < 0.4:
        fields += f",name=#{name + 1}"
    layout.words[:0] = ["named headers", shape.__name__, fields]
    layout.words.append(files.write_csv(stem + ".csv", rows, draw))
    return Asked(stem + ".csv", " ".join(layout.words), fields=fields)


# ---- files of GIS programs -----------------------------------------------------------------------

def table(draw, declaration, stem):
    layout = layouts.Layout()
    shape = draw.choice([layouts.a_row_a_claim, layouts.a_row_a_claim, layouts.a_row_a_unit,
                         layouts.name_on_its_first_row, layouts.several_columns_of_cpts])
    rows = shape(draw, declaration, layout)
    layout.words[:0] = ["dbf", shape.__name__]
    layout.words.append(shapefiles.write_dbf(stem + ".dbf", rows, draw))
    return Asked(stem + ".dbf", " ".join(layout.words))


def attributes(draw, declaration, layout):
    """Columns of polygons, one a unit and CPTS: what names the CPTS, and what is beside."""
    none = draw.choice(layouts.NONE_WORDS)
    layout.words.append(f"none={none!r}")
    columns = [(draw.choice(["nom_cpts", "CPTS", "nom", "libelle", "Nom CPTS", "cpts_nom"]),
                lambda n, u: n or none)]
    if draw.random() < 0.4:
        way = draw.choice(["key", "zero", "row"])
        layout.words.append(f"id={way}")
        columns.append(("id_cpts", {"key": lambda n, u: declaration.order[n] + 1 if n else 0,
                                    "zero": lambda n, u: 0,
                                    "row": lambda n, u: declaration.units.index(u)}[way]))
    of_cpts, of_unit = layouts.other_columns(draw, declaration)
    others = [(h, lambda n, u, f=f: f(n, u) if n else "") for h, f in of_cpts] + of_unit
    return layouts.shuffled_columns(draw, columns + draw.sample(others, draw.choice([0, 1, 3])))


def write_polygons(draw, stem, rings, rows):
    if draw.random() < 0.4:
        return stem + ".shp", shapefiles.write_shapefile(stem + ".shp", rings, rows, draw)
    features = [{"type": "Feature", "properties": dict(zip(rows[0], (cell if cell != "" else None
                                                                     for cell in row))),
                 "geometry": {"type": "Polygon", "coordinates": [ring]}}
                for ring, row in zip(rings, rows[1:])]
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::2154"}}
    with open(stem + ".geojson", "w", encoding="utf-8") as out:
        json.dump({"type": "FeatureCollection", "crs": crs, "features": features}, out)
    return stem + ".geojson", "geojson"


def polygons(draw, declaration, stem):
    """A polygon a unit, with its CPTS; of a unit in none, one that says so or no polygon."""
    layout = layouts.Layout()
    columns = attributes(draw, declaration, layout)
    leaves_out = draw.random() < 0.3
    pairs = [(name, unit) for unit in declaration.units
             for name in declaration.of(unit) or ([] if leaves_out else [None])]
    rows = [[h for h, _ in columns]] + [[f(n, u) for _, f in columns] for n, u in pairs]
    path, words = write_polygons(draw, stem, [ring_of(declaration.units, u) for _, u in pairs], rows)
    return Asked(path, " ".join(["polygons"] + layout.words + [words]), "drawn")


def one_source(draw, declaration, stem):
    """The layer of the units, whose attributes name their CPTS: the source of both roles."""
    layout = layouts.Layout()
    none, joined = draw.choice(layouts.NONE_WORDS), draw.choice([" / ", ";", " + "])
    layout.words += [f"none={none!r}", f"joined={joined!r}"]
    columns = [("insee", lambda u: u.code), ("nom", lambda u: u.name), ("dep", lambda u: u.department),
               ("population", lambda u: u.population),
               (draw.choice(["CPTS", "nom_cpts", "Nom CPTS", "rattachement", "communaute"]),
                lambda u: joined.join(declaration.of(u)) or none)]
    columns = layouts.shuffled_columns(draw, columns)
    rows = [[h for h, _ in columns]] + [[f(u) for _, f in columns] for u in declaration.units]
    rings = [ring_of(declaration.units, u) for u in declaration.units]
    path, words = write_polygons(draw, stem, rings, rows)
    return Asked(path, " ".join(["one_source"] + layout.words + [words]), "sources")


FORMS = [spreadsheet, spreadsheet, named_headers, named_headers, table, polygons, one_source]
SHARE = 0.4  # of all layouts


def draw_form(draw, declaration, folder, seed):
    return draw.choice(FORMS)(draw, declaration, os.path.join(folder, str(seed)))
