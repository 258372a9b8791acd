#!/bin/sh
# mapshaper: the units less the perimeters, and a mosaic of the perimeters that counts the claims.
# It reads no GeoPackage: the layers are converted beforehand.
#   mapshaper.sh prepare|run FILE UNITS PERIMETERS FOLDER
set -eu
action=$1 file=$2 units=$3 perimeters=$4 folder=$5

case $action in
prepare)
    ogr2ogr -f "ESRI Shapefile" -lco ENCODING=UTF-8 "$folder/units.shp" "$file" "$units" \
        -nlt MULTIPOLYGON
    ogr2ogr -f "ESRI Shapefile" -lco ENCODING=UTF-8 "$folder/perimeters.shp" "$file" "$perimeters" \
        -nlt MULTIPOLYGON
    ;;
run)
    build/bench/node_modules/.bin/mapshaper -i "$folder/units.shp" "$folder/perimeters.shp" \
        combine-files \
        -mosaic target=perimeters calc='claims = count()' name=mosaic + \
        -each target=mosaic 'overlap_m2 = claims > 1 ? this.area : 0' \
        -calc target=mosaic 'sum(overlap_m2)' \
        -erase target=units source=perimeters \
        -each 'white_m2 = this.area' -calc 'sum(white_m2)' 2>&1
    ;;
end) ;;
esac
