"""Draws declarations and lays them out as people do. Everything comes from the random generator that
is handed in, so a seed gives the same file again."""
import json
import sqlite3
import unicodedata

# Of the demo region, départements that have lost zeros and letters.
DEPARTMENTS = {"96": "01", "98": "2A", "99": "83"}
DEPARTMENT_NAMES = {"01": "Ain", "2A": "Corse-du-Sud", "83": "Var"}


def plain(text):
    """Without accents, case and signs: what makes two names one."""
    text = text.replace("œ", "oe").replace("Œ", "OE").replace("æ", "ae")
    decomposed = unicodedata.normalize("NFD", text)
    letters = (c.lower() if c.isalnum() else " " for c in decomposed
               if unicodedata.category(c) != "Mn")
    return " ".join("".join(letters).split())


def plain_cpts(text):
    words = plain(text)
    return words[5:] if words.startswith("cpts ") else words


class Unit:
    def __init__(self, code, name, population, department, epci):
        self.code, self.name, self.population = code, name, population
        self.department, self.epci = department, epci


def read_units(path):
    """The communes of the demo region, under départements that exist."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as base:
        rows = base.execute("SELECT insee,nom,population,dep,epci FROM communes ORDER BY insee")
        return [Unit(DEPARTMENTS[dep] + code[2:], name, population, DEPARTMENTS[dep], epci)
                for code, name, population, dep, epci in rows]


def ring_of(units, unit):
    """Squares side by side: codes and names are what matters here."""
    i = units.index(unit)
    x, y = 600000 + 1000 * (i % 25), 6500000 + 1000 * (i // 25)
    return [[x, y], [x + 1000, y], [x + 1000, y + 1000], [x, y + 1000], [x, y]]


def write_units(units, path):
    features = []
    for unit in units:
        ring = ring_of(units, unit)
        features.append({"type": "Feature",
                         "properties": {"insee": unit.code, "nom": unit.name, "dep": unit.department,
                                        "population": unit.population, "epci": unit.epci},
                         "geometry": {"type": "Polygon", "coordinates": [ring]}})
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::2154"}}
    with open(path, "w", encoding="utf-8") as out:
        json.dump({"type": "FeatureCollection", "name": "communes", "crs": crs,
                   "features": features}, out)


class Declaration:
    """CPTS by name, each with its units; some units are in none, some in two."""

    def __init__(self, draw, units):
        self.units = units
        count = draw.randint(3, 14)
        places = draw.sample(units, count)
        self.names = draw_names(draw, places)
        count = len(self.names)
        self.order = {name: i for i, name in enumerate(self.names)}
        self.members = {name: [] for name in self.names}
        white = draw.choice([0, 0.02, 0.1, 0.3])
        # In the order of the codes, so that a CPTS lies within a département, mostly.
        size = len(units) / count
        for i, unit in enumerate(units):
            if draw.random() < white:
                continue
            self.members[self.names[min(int(i / size), count - 1)]].append(unit)
        for name in self.names:
            if not self.members[name]:
                self.members[name].append(draw.choice(units))
        for _ in range(draw.choice([0, 0, 2, 5])):
            unit, name = draw.choice(units), draw.choice(self.names)
            if unit not in self.members[name]:
                self.members[name].append(unit)

    def pairs(self):
        return [(name, unit) for name in self.names for unit in self.members[name]]

    def of(self, unit):
        return [name for name in self.names if unit in self.members[name]]

    def truth(self):
        return {(plain_cpts(name), unit.code) for name, unit in self.pairs()}

    def truth_by_code(self):
        """The same when the code of a CPTS, CPTS-01, is taken for its name."""
        return {(f"{self.order[name] + 1:02d}", unit.code) for name, unit in self.pairs()}


def draw_names(draw, places):
    ways = [lambda p, q: f"CPTS {p}", lambda p, q: f"CPTS du Pays de {p}",
            lambda p, q: f"CPTS {p} - {q}", lambda p, q: f"CPTS {p} et {q}",
            lambda p, q: f"CPTS Vallée de {p} & alentours", lambda p, q: f"CPTS Santé {p}",
            lambda p, q: f"CPTS Nord {p} (secteur 2)", lambda p, q: f"CPTS Grand {p}/{q}",
            lambda p, q: f"CPTS {p} 83"]
    bare = [lambda p, q: f"Pays de {p}", lambda p, q: f"Vallée de {p}", lambda p, q: f"{p} Santé",
            lambda p, q: f"Grand {p}", lambda p, q: f"Communauté de {p}"]
    chosen = draw.choice([ways, ways, ways, bare, ways + bare])
    if draw.random() < 0.4:
        chosen = [draw.choice(chosen)]
    names = []
    for i, place in enumerate(places):
        other = places[(i + 1) % len(places)]
        name = draw.choice(chosen)(place.name, other.name)
        if plain_cpts(name) not in map(plain_cpts, names):
            names.append(name)
    return names
