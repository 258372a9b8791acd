"""The shapes, headings, columns and dirt of the tables that people keep, drawn at random."""
from declarations import DEPARTMENT_NAMES
from files import Sheet

NONE_WORDS = ["", "-", "Néant", "HORS CPTS", "Sans CPTS", "0", "Aucune", "#N/A", "Non couvert",
              "Zone blanche", "hors cpts", "Aucune CPTS", "Pas de CPTS à ce jour", "Communes sans CPTS"]
CPTS_HEADINGS = ["CPTS", "Nom CPTS", "Nom de la CPTS", "nom_cpts", "Libellé CPTS", "CPTS de rattachement",
                 "Intitulé de la CPTS", "NOM_CPTS", "Structure", "Porteur", "libelle", "nom", "Secteur",
                 "Communauté professionnelle"]
CODE_HEADINGS = ["Code INSEE", "INSEE", "code_insee", "insee_com", "Code commune", "N° INSEE", "CODGEO",
                 "code", "COM", "Code géographique", "cog"]
NAME_HEADINGS = ["Commune", "Nom commune", "Communes", "Nom de la commune", "libelle_commune", "Ville",
                 "nom_com", "Territoire", "LIBGEO", "Municipalité"]
MARKS = ["x", "X", "1", "oui", "✓", "O"]


class Layout:
    """What was drawn: sheets of rows, and words that describe it."""

    def __init__(self):
        self.sheets = []
        self.words = []
        self.may_be_csv = True
        self.planted = 0  # rows that must be reported


# ---- how a unit is written --------------------------------------------------------------------

def number(text):
    """A code as a spreadsheet spoils it."""
    return int(text) if text.isdigit() else text


UNIT_WAYS = {
    "code": lambda u: u.code,
    "zero lost": lambda u: u.code.lstrip("0"),
    "number": lambda u: number(u.code),
    "float": lambda u: u.code.lstrip("0") + (".0" if u.code.isdigit() else ""),
    "formula": lambda u: f'="{u.code}"',
    "quote": lambda u: f"'{u.code}",
    "code - name": lambda u: f"{u.code} - {u.name}",
    "code name": lambda u: f"{u.code} {u.name}",
    "name (code)": lambda u: f"{u.name} ({u.code})",
}
NAME_WAYS = {
    "name": lambda u: u.name,
    "capitals": lambda u: u.name.upper(),
    "name (dep)": lambda u: f"{u.name} ({u.department})",
}


def unit_columns(draw, layout):
    """Columns that identify the unit: heading and text of each."""
    code, name = draw.choice(list(UNIT_WAYS)), draw.choice(list(NAME_WAYS))
    code_column = (draw.choice(CODE_HEADINGS), UNIT_WAYS[code])
    name_column = (draw.choice(NAME_HEADINGS), NAME_WAYS[name])
    department = (draw.choice(["Département", "Dépt", "dep", "Dpt"]),
                  draw.choice([lambda u: u.department, lambda u: DEPARTMENT_NAMES[u.department],
                               lambda u: f"{u.department} - {DEPARTMENT_NAMES[u.department]}"]))
    way = draw.choice(["code", "code", "code+name", "code+name", "name+dep", "name", "cut"])
    layout.words += [way, code if way != "name" else name]
    if way == "code":
        return [code_column]
    if way == "code+name":
        return draw.sample([code_column, (name_column[0], NAME_WAYS["name"])], 2)
    if way == "name+dep":
        return draw.sample([name_column, department], 2)
    if way == "name":
        return [name_column]
    return [("Dep", lambda u: u.department), ("Com", draw.choice([lambda u: u.code[2:],
                                                                  lambda u: number(u.code[2:])]))]


# ---- what stands beside ------------------------------------------------------------------------

def mail(name):
    return "contact@" + "".join(c for c in name.lower() if "a" <= c <= "z")[:12] + ".fr"


def other_columns(draw, declaration):
    """Columns that declare nothing."""
    seats = {name: draw.choice(members) for name, members in declaration.members.items()}
    order = declaration.order
    of_cpts = [
        ("Date de signature", lambda n, u: f"{1 + order[n]:02d}/0{1 + order[n] % 9}/2022"),
        ("Date", lambda n, u: f"2023-0{1 + order[n] % 9}-1{order[n] % 9}"),
        ("Contact", lambda n, u: mail(n)), ("Téléphone", lambda n, u: f"04 90 00 {order[n]:02d} 00"),
        ("Président", lambda n, u: ["M. Martin", "Mme Duval", "Dr Petit"][order[n] % 3]),
        ("FINESS", lambda n, u: f"8300{order[n]:05d}"), ("SIRET", lambda n, u: f"{order[n]:014d}"),
        ("Siège", lambda n, u: seats[n].name), ("Code siège", lambda n, u: seats[n].code),
        ("Code CPTS", lambda n, u: f"CPTS-{order[n] + 1:02d}"), ("N°", lambda n, u: order[n] + 1),
        ("Nb communes", lambda n, u: len(declaration.members[n])),
        ("Référent ARS", lambda n, u: ["DUVAL Anne", "PETIT Jean"][order[n] % 2]),
        ("Taille", lambda n, u: 1 + order[n] % 4), ("Observations", lambda n, u: ""),
        ("Site", lambda n, u: f"https://cpts{order[n]}.fr"),
        ("Année", lambda n, u: 2019 + order[n] % 6),
    ]
    of_unit = [
        ("Population", lambda n, u: u.population), ("Pop. municipale", lambda n, u: f"{u.population:,}".replace(",", " ")),
        ("EPCI", lambda n, u: u.epci), ("Nom EPCI", lambda n, u: "CC du " + u.epci[-3:]),
        ("Code postal", lambda n, u: u.department[0] + ("0" if u.department == "2A" else u.department[1]) + f"{int(u.code[2:]) // 10 * 10:03d}"),
        ("Surface km2", lambda n, u: f"{u.population / 100:.2f}".replace(".", ",")),
        ("Canton", lambda n, u: "Canton " + u.code[2:3]), ("Région", lambda n, u: "PACA"),
        ("Densité", lambda n, u: u.population // 7), ("Zonage médecins", lambda n, u: ["ZIP", "ZAC", "Hors vivier"][u.population % 3]),
        ("Altitude", lambda n, u: 100 + int(u.code[2:])),
    ]
    return of_cpts, of_unit


def draw_others(draw, declaration, of_units=True):
    of_cpts, of_unit = other_columns(draw, declaration)
    many = draw.choice([0, 0, 1, 2, 4])
    pool = of_cpts + (of_unit if of_units else [])
    return draw.sample(pool, many)


# ---- shapes --------------------------------------------------------------------------------------

def shuffled_columns(draw, columns):
    return draw.sample(columns, len(columns)) if draw.random() < 0.6 else columns


def claim_columns(draw, declaration, layout):
    units = [(h, lambda n, u, f=f: f(u)) for h, f in unit_columns(draw, layout)]
    columns = [(draw.choice(CPTS_HEADINGS), lambda n, u: n)] + units
    return shuffled_columns(draw, columns + draw_others(draw, declaration))


def claim_rows(columns, pairs):
    return [[text(name, unit) for _, text in columns] for name, unit in pairs]


def a_row_a_claim(draw, declaration, layout):
    columns = claim_columns(draw, declaration, layout)
    pairs = declaration.pairs()
    if draw.random() < 0.3:
        draw.shuffle(pairs)
    return [[heading for heading, _ in columns]] + claim_rows(columns, pairs)


def side_by_side(draw, declaration, layout):
    """The same columns several times, to fill a page."""
    rows = a_row_a_claim(draw, declaration, layout)
    count, gap, width = draw.choice([2, 2, 3]), draw.choice([0, 1]), len(rows[0])
    layout.words.append(f"{count} with {gap} between")
    height = (len(rows) - 2 + count) // count
    out = [(rows[0] + [""] * gap) * count]
    for i in range(1, height + 1):
        blocks = [rows[at] if at < len(rows) else [""] * width
                  for at in range(i, i + count * height, height)]
        out.append([cell for block in blocks for cell in block + [""] * gap])
    return out


def departments_between(draw, declaration, layout):
    """Départements on rows of their own above their communes."""
    columns = claim_columns(draw, declaration, layout)
    rows = [[heading for heading, _ in columns]]
    at = next(i for i, cell in enumerate(claim_rows(columns, declaration.pairs()[:1])[0])
              if cell in declaration.names)
    way = draw.choice(["Département {} – {}", "{} - {}", "{1} ({0})", "Département : {1}"])
    layout.words.append(way)
    for department in sorted({u.department for u in declaration.units}):
        title = way.format(department, DEPARTMENT_NAMES[department])
        rows.append([title if i == at else "" for i in range(len(columns))])
        rows += claim_rows(columns, [p for p in declaration.pairs() if p[1].department == department])
    return rows


def name_on_its_first_row(draw, declaration, layout):
    rows = a_row_a_claim(draw, declaration, layout)
    at = next(i for i, cell in enumerate(rows[1]) if cell in declaration.names)
    last = None
    for row in rows[1:]:
        row[at], last = ("" if row[at] == last else row[at]), row[at]
    return rows


def a_list_in_a_cell(draw, declaration, layout):
    way = draw.choice(["code", "zero lost", "code - name", "name (code)", "name", "code name"])
    text = {**UNIT_WAYS, **NAME_WAYS}[way]
    separator = draw.choice([", ", ";", " / ", "\n", "; ", ",", " | "] +
                            ([" ", " - "] if way == "code" else []))
    layout.words += [way, repr(separator)]
    heading = draw.choice(NAME_HEADINGS if way == "name" else CODE_HEADINGS + ["Liste des communes"])
    columns = [(draw.choice(CPTS_HEADINGS), lambda n, u: n),
               (heading, lambda n, u: separator.join(str(text(m)) for m in declaration.members[n]))]
    columns = shuffled_columns(draw, columns + draw_others(draw, declaration, False))
    return [[h for h, _ in columns]] + [[t(name, None) for _, t in columns]
                                        for name in declaration.names]


def a_list_over_columns(draw, declaration, layout):
    way = draw.choice(["code", "zero lost", "name", "code - name"])
    text = {**UNIT_WAYS, **NAME_WAYS}[way]
    longest = max(map(len, declaration.members.values()))
    kind = draw.choice(["numbered", "blank", "same"])
    layout.words += [way, kind]
    base = draw.choice(["Commune", "Code INSEE", "INSEE"])
    headings = [base if kind == "same" else f"{base} {i + 1}" if kind == "numbered" else
                base if i == 0 else "" for i in range(longest)]
    rows = [[draw.choice(CPTS_HEADINGS)] + headings]
    for name in declaration.names:
        cells = [text(unit) for unit in declaration.members[name]]
        rows.append([name] + cells + [""] * (longest - len(cells)))
    return rows


def a_row_a_unit(draw, declaration, layout):
    """All units, each with its CPTS or a word for none."""
    units = [(h, lambda n, u, f=f: f(u)) for h, f in unit_columns(draw, layout)]
    none = draw.choice(NONE_WORDS)
    joined = draw.choice([" / ", ", ", ";", "\n", " + "])
    layout.words += [f"none={none!r}", f"joined={joined!r}"]
    def cpts(n, u):
        return joined.join(declaration.of(u)) or none
    columns = units + [(draw.choice(CPTS_HEADINGS), cpts)]
    columns = shuffled_columns(draw, columns + [c for c in draw_others(draw, declaration)
                                                if c in other_columns(draw, declaration)[1]])
    return [[h for h, _ in columns]] + [[t(None, unit) for _, t in columns]
                                        for unit in declaration.units]


def several_columns_of_cpts(draw, declaration, layout):
    units = unit_columns(draw, layout)
    most = max(len(declaration.of(unit)) for unit in declaration.units)
    none = draw.choice(NONE_WORDS)
    kind = draw.choice(["CPTS {}", "CPTS{}", "Nom CPTS {}", "CPTS n°{}"])
    layout.words += [f"none={none!r}", kind]
    rows = [[h for h, _ in units] + [kind.format(i + 1) for i in range(max(most, 2))]]
    for unit in declaration.units:
        names = declaration.of(unit) or [none]
        rows.append([f(unit) for _, f in units] + names + [""] * (max(most, 2) - len(names)))
    return rows


def crosses(draw, declaration, layout):
    way = draw.choice(["code", "code+name", "zero lost", "name"])
    mark, blank = draw.choice(MARKS), draw.choice(["", "", "", "0", "-", "non"])
    layout.words += [way, f"mark={mark!r}", f"blank={blank!r}"]
    first = {"code": [("INSEE", UNIT_WAYS["code"])], "zero lost": [("Code", UNIT_WAYS["zero lost"])],
             "code+name": [("Code", UNIT_WAYS["code"]), ("Commune", NAME_WAYS["name"])],
             "name": [("Commune", NAME_WAYS["name"])]}[way]
    rows = [[h for h, _ in first] + declaration.names]
    for unit in declaration.units:
        rows.append([f(unit) for _, f in first] +
                    [mark if unit in declaration.members[name] else blank
                     for name in declaration.names])
    return rows


def crosses_across(draw, declaration, layout):
    """A row a CPTS, a column a unit."""
    text = draw.choice([UNIT_WAYS["code"], NAME_WAYS["name"], UNIT_WAYS["code - name"]])
    mark = draw.choice(MARKS)
    layout.words.append(f"mark={mark!r}")
    units = declaration.units[:60]
    for name in declaration.names:
        declaration.members[name] = [u for u in declaration.members[name] if u in units]
    declaration.names = [n for n in declaration.names if declaration.members[n]]
    rows = [[draw.choice(["CPTS", "Nom", ""])] + [text(unit) for unit in units]]
    for name in declaration.names:
        rows.append([name] + [mark if unit in declaration.members[name] else "" for unit in units])
    return rows


def a_column_a_cpts(draw, declaration, layout):
    way = draw.choice(["code", "zero lost", "name", "code - name"])
    text = {**UNIT_WAYS, **NAME_WAYS}[way]
    layout.words.append(way)
    longest = max(map(len, declaration.members.values()))
    rows = [list(declaration.names)]
    for i in range(longest):
        rows.append([text(members[i]) if i < len(members) else ""
                     for members in (declaration.members[n] for n in declaration.names)])
    return rows


def name_above_its_units(draw, declaration, layout):
    """The name of a CPTS on a row of its own, its units below."""
    units = unit_columns(draw, layout)
    rows = [[h for h, _ in units]] if draw.random() < 0.7 else []
    gap = draw.random() < 0.4
    at = draw.randrange(len(units)) if draw.random() < 0.3 else 0
    for name in declaration.names:
        rows.append(["" if i != at else name for i in range(len(units))])
        rows += [[f(unit) for _, f in units] for unit in declaration.members[name]]
        rows += [[""] * len(units)] if gap else []
    return rows


SHAPES = [a_row_a_claim, a_row_a_claim, a_row_a_claim, name_on_its_first_row, a_list_in_a_cell,
          a_list_in_a_cell, a_list_over_columns, a_row_a_unit, a_row_a_unit, several_columns_of_cpts,
          crosses, crosses_across, a_column_a_cpts, name_above_its_units, side_by_side,
          departments_between]


# ---- sheets -------------------------------------------------------------------------------------

def a_sheet_a_cpts(draw, declaration, layout):
    units = unit_columns(draw, layout)
    declaration.names = [n for n in declaration.names if len(n) < 31 and not set(n) & set("/[]:*?\\")]
    for name in declaration.names:
        layout.sheets.append(Sheet(name, [[h for h, _ in units]] +
                                   [[f(unit) for _, f in units]
                                    for unit in declaration.members[name]]))
    layout.may_be_csv = False


def a_sheet_a_department(draw, declaration, layout):
    rows = a_row_a_claim(draw, declaration, layout)
    pairs = declaration.pairs()
    by_code = {}
    for name, unit in pairs:
        by_code.setdefault(unit.department, []).append((name, unit))
    units = unit_columns(draw, Layout())
    heading = draw.choice(CPTS_HEADINGS)
    for department, claims in by_code.items():
        layout.sheets.append(Sheet(draw.choice([department, DEPARTMENT_NAMES[department]]),
                                   [[heading] + [h for h, _ in units]] +
                                   [[name] + [f(unit) for _, f in units] for name, unit in claims]))
    layout.may_be_csv = False
    return rows


# ---- dirt -----------------------------------------------------------------------------------------

TITLES = [["Liste des CPTS"], ["Agence régionale de santé"], ["Mise à jour du 12/01/2026"], [""],
          ["CPTS de la région PACA au 01/01/2026"], ["Document de travail"], ["", "Annexe 2"]]
NOTES = [["Source : ARS"], ["* données provisoires"], ["NB : les communes nouvelles sont à jour"],
         ["Document mis à jour le 12/01/2026"], ["(1) en attente de validation"]]


def spoil_spaces(draw, rows):
    for row in rows[1:]:
        for i, cell in enumerate(row):
            if isinstance(cell, str) and cell and draw.random() < 0.1:
                row[i] = draw.choice([f" {cell}", f"{cell} ", f"{cell}\u00a0", cell.replace(" ", "  "),
                                      cell.replace(" ", "\u00a0")])


def spoil_names(draw, rows, names):
    """Another spelling of the same CPTS."""
    for row in rows[1:]:
        for i, cell in enumerate(row):
            if cell in names and draw.random() < 0.1:
                row[i] = draw.choice([cell.upper(), cell.lower(), cell.replace("-", "‐")])


def soil(draw, rows, shape, declaration, layout):
    dirt = []
    width = max(map(len, rows))
    if draw.random() < 0.25:
        spoil_spaces(draw, rows)
        dirt.append("spaces")
    if shape in (a_row_a_claim, a_row_a_unit) and draw.random() < 0.2:
        spoil_names(draw, rows, set(declaration.names))
        dirt.append("spellings")
    if shape is not a_list_over_columns and draw.random() < 0.1:
        rows[:] = [row + [""] * 2 for row in rows]
        dirt.append("empty columns")
    if draw.random() < 0.15:
        for _ in range(3):
            rows.insert(draw.randint(2, len(rows)), [""] * width)
        dirt.append("blank rows")
    if shape is a_row_a_claim and draw.random() < 0.15:
        for at in range(len(rows) - 1, 1, -40):
            rows.insert(at, list(rows[0]))
        dirt.append("repeated header")
    if shape in (a_row_a_claim, a_row_a_unit, a_list_in_a_cell) and draw.random() < 0.2:
        rows.append(["Total"] + [""] * (width - 2) + [str(len(rows) - 1)] if width > 1 else ["Total"])
        dirt.append("total")
    if shape not in (name_above_its_units, a_column_a_cpts) and draw.random() < 0.2:
        rows += [[""], draw.choice(NOTES)]
        dirt.append("note")
    if draw.random() < 0.12 and shape in (a_row_a_claim, a_row_a_unit, name_on_its_first_row):
        del rows[0]
        dirt.append("no header")
    elif draw.random() < 0.25:
        titles = draw.sample(TITLES, draw.randint(1, 3))
        rows[:0] = [list(title) for title in titles]
        dirt.append("titles")
    layout.words += dirt


def draw_layout(draw, declaration):
    layout = Layout()
    special = draw.random()
    if special < 0.03:
        layout.words.append("a_sheet_a_cpts")
        a_sheet_a_cpts(draw, declaration, layout)
    elif special < 0.06:
        layout.words.append("a_sheet_a_department")
        a_sheet_a_department(draw, declaration, layout)
    else:
        shape = draw.choice(SHAPES)
        layout.words.append(shape.__name__)
        rows = shape(draw, declaration, layout)
        soil(draw, rows, shape, declaration, layout)
        layout.sheets = [Sheet(draw.choice(["Feuil1", "CPTS", "Liste"]), rows)]
    return layout
