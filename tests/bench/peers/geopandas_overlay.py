"""The claims of each unit and the overlaps of each pair of perimeters, with geopandas."""

import sys

import geopandas

file, units_name, perimeters_name = sys.argv[1:]
units = geopandas.read_file(file, layer=units_name)[["geometry"]]
perimeters = geopandas.read_file(file, layer=perimeters_name)[["geometry"]]
for layer in (units, perimeters):
    layer["geometry"] = layer.geometry.make_valid()
units["unit"], perimeters["perimeter"] = units.index, perimeters.index

pieces = geopandas.overlay(units, perimeters, how="intersection", keep_geom_type=True)
several = pieces.duplicated("unit", keep=False)
claimed_m2 = pieces[~several].area.sum() + pieces[several].dissolve(by="unit").area.sum()
print(f"white_area_m2\t{units.area.sum() - claimed_m2:.3f}")

pairs = geopandas.sjoin(perimeters, perimeters, predicate="intersects")
pairs = pairs[pairs.perimeter_left < pairs.perimeter_right]
shapes = perimeters.geometry
common = shapes.loc[pairs.perimeter_left].intersection(
    shapes.loc[pairs.perimeter_right], align=False)
print(f"pair_overlap_area_m2\t{common.area.sum():.3f}")
