"""White zones, overlaps of each pair of perimeters, the map and the tables, with geopandas."""

import sys
from pathlib import Path

import geopandas
import pandas

file, units_name, perimeters_name, folder = sys.argv[1:]
units = geopandas.read_file(file, layer=units_name)
perimeters = geopandas.read_file(file, layer=perimeters_name)
for layer in (units, perimeters):
    broken = ~layer.is_valid
    layer.loc[broken, "geometry"] = layer.geometry[broken].make_valid()

# Whole units need no overlay.
held = geopandas.sjoin(units[["insee", "geometry"]], perimeters[["id", "geometry"]], predicate="intersects")
shapes = perimeters.geometry.loc[held.index_right].reset_index(drop=True)
held = held.reset_index(drop=True)
whole = held.within(shapes, align=False)
cut = ~whole
held.loc[cut, "geometry"] = held.geometry[cut].intersection(shapes[cut], align=False)
held = held[held.area > 0]
held["is_whole"] = whole

covered = set(held.insee[held.is_whole])
partly = held[~held.insee.isin(covered)][["insee", "geometry"]].dissolve(by="insee")
white = units[~units.insee.isin(covered)].set_index("insee")[["geometry"]]
white["geometry"] = white.difference(partly.reindex(white.index).geometry.fillna(), align=True)
white = white[white.area > 0]

several = held[held.duplicated("insee", keep=False)]
pairs = several.merge(several, on="insee")
pairs = pairs[pairs.id_x < pairs.id_y]
pairs["geometry"] = geopandas.GeoSeries(pairs.geometry_x).intersection(geopandas.GeoSeries(pairs.geometry_y))
shared = geopandas.GeoDataFrame(pairs[["insee", "id_x", "id_y", "geometry"]], crs=units.crs)
shared = shared[shared.area > 0]

overlaps = shared.dissolve(by=["id_x", "id_y"]).explode(index_parts=False).reset_index()
overlaps["perimeters"] = overlaps.id_x + "," + overlaps.id_y
overlaps["rule"] = "overlap"
zones = geopandas.GeoDataFrame(geometry=[white.unary_union] if len(white) else [], crs=units.crs)
zones = zones.explode(index_parts=False).assign(rule="white-zone", perimeters="")
conflicts = pandas.concat([overlaps, zones])[["rule", "perimeters", "geometry"]]
conflicts["area_m2"] = conflicts.area
conflicts.to_crs(4326).to_file(Path(folder) / "conflicts.geojson", driver="GeoJSON", COORDINATE_PRECISION=7)

table = units[["insee", "nom"]].assign(area_m2=units.area).set_index("insee")
table["white_m2"] = white.area
table["claims"] = held.groupby("insee").size()
table.fillna(0).to_csv(Path(folder) / "units.csv")
table = perimeters[["id"]].assign(area_m2=perimeters.area).set_index("id")
contested = pandas.concat([pandas.Series(shared.area.values, shared[side]) for side in ("id_x", "id_y")])
table["contested_m2"] = contested.groupby(level=0).sum()
table.fillna(0).to_csv(Path(folder) / "perimeters.csv")
print(f"white_area_m2\t{white.area.sum():.3f}\npair_overlap_area_m2\t{shared.area.sum():.3f}")
