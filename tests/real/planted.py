"""Regions with planted defects: what each kind must give.

The truth says for each kind, as an independent overlay of the files confirmed:
  white    a unit dropped from its perimeter; `area` is the unit's. A perimeter redrawn later may
           claim it again, in part or whole.
  overlap  a unit claimed by its neighbour as well; `area` is the unit's. A claimant moved later
           misses a strip of it.
  bulge    a disc joined to a perimeter; `area` is what that added to the perimeter.
  sliver   a perimeter moved by 3 m and -2 m.
  simplified  a border redrawn with a tolerance of 60 m.
"""
import collections
import math

from checking import describe, of_rule


class Planted:
    def __init__(self, truth, report, clean):
        self.report = report
        self.units = {u["code"]: u for u in report["units"]}
        self.perimeters = {p["id"]: p for p in report["perimeters"]}
        self.before = {p["id"]: p for p in clean["perimeters"]}
        self.by_kind = collections.defaultdict(list)
        self.kinds = collections.defaultdict(set)
        for planted in truth["planted"]:
            self.by_kind[planted["kind"]].append(planted)
            for perimeter in planted["cpts"]:
                self.kinds[perimeter].add(planted["kind"])
        self.by_unit = collections.defaultdict(list)
        for finding in report["findings"]:
            for unit in finding["units"]:
                self.by_unit[unit].append(finding)

    def claims(self, code):
        return {c["perimeter"]: c["share"] for c in self.units[code]["claims"]}

    def findings(self, code, rule):
        return [f for f in self.by_unit[code] if f["rule"] == rule and not f["sliver"]]

    def whites(self):
        """Returns the number recovered, and what is wrong."""
        recovered, wrong = 0, []
        for planted in self.by_kind["white"]:
            code, = planted["insee"]
            unit, claims = self.units[code], self.claims(code)
            white_m2 = unit["white_share"] * unit["area_m2"]
            redrawn = {p for p in claims if self.kinds[p] & {"bulge", "simplified", "sliver"}}
            allowed = set().union(*(p["cpts"] for p in self.by_kind["overlap"]
                                    if p["insee"] == [code]))
            if set(claims) - redrawn - allowed:
                wrong.append(f"{code}: claimed by {sorted(claims)}, who did not draw it again")
            elif not claims and abs(white_m2 - planted["area"]) > 1e-6 * planted["area"]:
                wrong.append(f"{code}: {white_m2} m2 of {planted['area']} are white")
            elif claims and white_m2 < (1 - math.fsum(claims.values()) - 1e-9) * planted["area"]:
                wrong.append(f"{code}: {white_m2} m2 white beside claims of {claims}")
            elif unit["white_share"] > 0:
                found = self.findings(code, "white-zone")
                if math.fsum(f["area_m2"] for f in found) < white_m2 * (1 - 1e-3):
                    wrong.append(f"{code}: {white_m2} m2 are white, reported: "
                                 f"{[describe(f) for f in found]}")
                elif not claims and not any(f["whole_unit_count"] >= 1 for f in found):
                    wrong.append(f"{code}: white all over, and not reported as a whole unit")
                else:
                    recovered += 1
        return recovered, wrong

    def overlaps(self):
        recovered, wrong = 0, []
        for planted in self.by_kind["overlap"]:
            code, = planted["insee"]
            pair, claims = set(planted["cpts"]), self.claims(code)
            if any(code in white["insee"] for white in self.by_kind["white"]):
                if pair <= set(claims):
                    wrong.append(f"{code}: claimed by both though dropped by one")
                continue
            redrawn = {p for p in claims if self.kinds[p] & {"sliver", "simplified"}}
            least = {p: 0.99 if p in redrawn else 1.0 for p in pair}
            both_m2 = math.fsum(f["area_m2"] for f in self.findings(code, "overlap")
                                if pair <= set(f["perimeters"]))
            # A sliver of a third, redrawn one is reported by itself.
            both_m2 += math.fsum(claims[p] for p in redrawn - pair) * planted["area"]
            if any(claims.get(p, 0.0) < least[p] for p in pair):
                wrong.append(f"{code}: claims {claims} of {sorted(pair)}")
            elif both_m2 < planted["area"] * min(least.values()) - 1.0:
                wrong.append(f"{code}: {both_m2} m2 reported of {planted['area']}")
            else:
                recovered += 1
        return recovered, wrong

    def bulges(self):
        recovered, wrong = 0, []
        reported = collections.defaultdict(list)
        for finding in self.report["findings"]:
            if finding["rule"] in ("overlap", "outside"):
                for perimeter in finding["perimeters"]:
                    reported[perimeter].append(finding)
        # What a disc covers of a hole of the base is no conflict, and counted nowhere.
        holes_m2 = [0.0] + [f["area_m2"] for f in of_rule(self.report, "unit-gap")]
        for planted in self.by_kind["bulge"]:
            perimeter, = planted["cpts"]
            now = self.perimeters[perimeter]
            added = (now["area_m2"] + now["outside_area_m2"] -
                     self.before[perimeter]["area_m2"])
            reported_m2 = math.fsum(f["area_m2"] for f in reported[perimeter])
            in_conflict = now["contested_area_m2"] + now["outside_area_m2"]
            if not any(abs(added + hole_m2 - planted["area"]) <= 1e-6 * planted["area"]
                       for hole_m2 in holes_m2):
                wrong.append(f"{perimeter}: grew by {added} m2, not {planted['area']}")
            elif abs(reported_m2 - in_conflict) > 1e-6 * in_conflict:
                wrong.append(f"{perimeter}: {reported_m2} m2 reported of {in_conflict} in conflict")
            elif not any(not f["sliver"] for f in reported[perimeter]):
                wrong.append(f"{perimeter}: nothing but slivers reported")
            else:
                recovered += 1
        return recovered, wrong

    def wide_conflicts_of_moved(self):
        """Conflicts that are no slivers and that none but moved perimeters can explain."""
        moved_only = {p for p, kinds in self.kinds.items() if kinds == {"sliver"}}
        return [describe(f) for rule in ("overlap", "outside") for f in of_rule(self.report, rule)
                if set(f["perimeters"]) & moved_only and
                not any(self.kinds[p] - {"sliver"} for p in f["perimeters"])]

    def moved_without_slivers(self):
        """Moved perimeters without a reported sliver: a move always leaves some."""
        with_slivers = {p for f in self.report["findings"] if f["sliver"] for p in f["perimeters"]}
        return [p for p, kinds in self.kinds.items()
                if "sliver" in kinds and p not in with_slivers]

    def overlapping_pairs(self):
        areas = collections.defaultdict(float)
        for finding in self.report["findings"]:
            if finding["rule"] == "overlap":
                ids = finding["perimeters"]
                for i, first in enumerate(ids):
                    for second in ids[i + 1:]:
                        areas[first, second] += finding["area_m2"]
        return sum(area > 1.0 for area in areas.values())


def test_planted(suite, name, truth, run, clean, full_marks):
    """`full_marks`: how many white, overlap and bulge can be recovered: the others are hidden by
    what was planted after them."""
    planted = Planted(truth, run.report, clean.report)
    for kind, recover, marks in (("white", planted.whites, full_marks[0]),
                                 ("overlap", planted.overlaps, full_marks[1]),
                                 ("bulge", planted.bulges, full_marks[2])):
        recovered, wrong = recover()
        suite.test(f"{name}: each {kind} is reported with its area", wrong[:20])
        suite.equal(f"{name}: {kind}s recovered", recovered, marks)
    suite.test(f"{name}: a moved perimeter alone gives slivers only",
               planted.wide_conflicts_of_moved()[:20])
    suite.test(f"{name}: each moved perimeter gives slivers", planted.moved_without_slivers())
    return planted
