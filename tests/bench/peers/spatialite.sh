#!/bin/sh
# SpatiaLite.
#   spatialite.sh prepare FILE UNITS PERIMETERS FOLDER    loads both layers with an index
#   spatialite.sh run     FILE UNITS PERIMETERS FOLDER    the overlays, the map and the tables, see spatialite.sql
set -eu
action=$1 file=$2 units=$3 perimeters=$4 base=$5/spatialite.sqlite
here=$(realpath "$(dirname "$0")")

load() {
    ogr2ogr -f SQLite -update -append "$base" "$file" "$1" -nln "$2" \
        -nlt MULTIPOLYGON -lco GEOMETRY_NAME=geom -lco SPATIAL_INDEX=YES -gt unlimited
}

case $action in
prepare)
    ogr2ogr -f SQLite -dsco SPATIALITE=YES "$base" "$file" "$units" -nln units -nlt MULTIPOLYGON \
        -lco GEOMETRY_NAME=geom -gt unlimited
    load "$perimeters" perimeters
    for table in units perimeters; do
        spatialite -silent -batch "$base" "UPDATE $table SET geom =
            CastToMultiPolygon(ST_MakeValid(geom)) WHERE NOT ST_IsValid(geom);"
    done
    ;;
run) cd "$5" && spatialite -silent -batch "$base" <"$here/spatialite.sql" ;;
end) ;;
esac
