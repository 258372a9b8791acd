#!/bin/sh
# mapshaper: a mosaic of the perimeters gives the overlaps with their claimants, the units less the
# perimeters the white zones; one run writes the map and the tables. It reads no GeoPackage: the layers
# are converted beforehand.
#   mapshaper.sh prepare|run FILE UNITS PERIMETERS FOLDER
set -eu
action=$1 file=$2 units=$3 perimeters=$4 folder=$5

convert() {
    ogr2ogr -f "ESRI Shapefile" -lco ENCODING=UTF-8 "$folder/$2.shp" "$file" "$1" -nlt MULTIPOLYGON
}

case $action in
prepare)
    convert "$units" units
    convert "$perimeters" perimeters
    ;;
run)
    # Contested areas go to each claimant by a point inside each place.
    build/bench/node_modules/.bin/mapshaper-xl -i "$folder/units.shp" "$folder/perimeters.shp" \
        combine-files \
        -mosaic target=perimeters calc='claims = count(), perimeters = collect(id)' \
        name=overlaps + \
        -filter target=overlaps 'claims > 1' \
        -each target=overlaps 'rule = "overlap", perimeters = perimeters.join(","), area_m2 = this.area' \
        -calc target=overlaps 'sum(area_m2)' \
        -erase target=units source=perimeters name=white + \
        -each target=white 'white_m2 = this.area' \
        -calc target=white 'sum(white_m2)' \
        -each target=units 'area_m2 = this.area' \
        -join target=units source=white keys=insee,insee fields=white_m2 \
        -o target=units "$folder/units.csv" \
        -points target=overlaps inner name=places + \
        -each target=perimeters 'area_m2 = this.area' \
        -join target=perimeters source=places calc='contested_m2 = sum(area_m2)' \
        -o target=perimeters "$folder/perimeters.csv" \
        -dissolve target=white \
        -explode target=white \
        -each target=white 'rule = "white-zone", perimeters = "", area_m2 = this.area' \
        -filter-fields target=white rule,perimeters,area_m2 \
        -filter-fields target=overlaps rule,perimeters,area_m2 \
        -merge-layers target=overlaps,white name=conflicts \
        -proj target=conflicts wgs84 \
        -o target=conflicts format=geojson precision=0.0000001 "$folder/conflicts.geojson" 2>&1 |
        grep -E 'sum|rror'
    ;;
end) ;;
esac
