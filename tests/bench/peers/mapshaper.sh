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
        -mosaic target=perimeters calc='claims = count(), perimeters = collect(id)' name=overlaps + \
        -each target=overlaps 'rule = "overlap", area_m2 = this.area, shared_m2 = claims > 1 ? area_m2 : 0' \
        -calc target=overlaps 'sum(shared_m2)' \
        -filter target=overlaps 'claims > 1' \
        -each target=units 'area_m2 = this.area, white_m2 = 0' \
        -each target=perimeters 'area_m2 = this.area, contested_m2 = 0' \
        -erase target=units source=perimeters name=white + \
        -if layer=white '!this.empty' \
        -each target=white 'white_m2 = this.area' \
        -calc target=white 'sum(white_m2)' \
        -join target=units source=white keys=insee,insee fields=white_m2 force \
        -dissolve target=white \
        -explode target=white \
        -each target=white 'rule = "white-zone", perimeters = "", area_m2 = this.area' \
        -filter-fields target=white rule,perimeters,area_m2 \
        -endif \
        -if layer=overlaps '!this.empty' \
        -each target=overlaps 'perimeters = perimeters.join(",")' \
        -points target=overlaps inner name=places + \
        -join target=perimeters source=places calc='contested_m2 = sum(area_m2)' force \
        -filter-fields target=overlaps rule,perimeters,area_m2 \
        -endif \
        -o target=units "$folder/units.csv" \
        -o target=perimeters "$folder/perimeters.csv" \
        -merge-layers target=overlaps,white force name=conflicts \
        -proj target=conflicts wgs84 \
        -o target=conflicts format=geojson precision=0.0000001 "$folder/conflicts.geojson" 2>&1 |
        grep -E 'sum|rror'
    ;;
end) ;;
esac
