#!/bin/sh
# PostGIS, in a cluster of its own on a unix socket, removed afterwards.
#   postgis.sh prepare FILE UNITS PERIMETERS FOLDER    starts it, loads both layers with an index
#   postgis.sh run     FILE UNITS PERIMETERS FOLDER    the overlays, the map and the tables, see postgis.sql
#   postgis.sh end     FILE UNITS PERIMETERS FOLDER    stops it
set -eu
action=$1 file=$2 units=$3 perimeters=$4 folder=$5
here=$(dirname "$0")
bin=$(find /usr/lib/postgresql -name pg_ctl -printf '%h\n' | sort -V | tail -n 1)
cluster=$folder/cluster

# The server refuses to run as root.
as_server() {
    if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

sql() { psql -h "$cluster" -U bench -d postgres -X -q -At -v ON_ERROR_STOP=1 "$@"; }

load() {
    ogr2ogr -f PostgreSQL "PG:host=$cluster user=bench dbname=postgres" "$file" "$1" -nln "$2" \
        -nlt MULTIPOLYGON -lco GEOMETRY_NAME=geom -lco SPATIAL_INDEX=NONE --config PG_USE_COPY YES
    sql -c "UPDATE $2 SET geom = ST_Multi(ST_CollectionExtract(ST_MakeValid(geom), 3))
                WHERE NOT ST_IsValid(geom);
            CREATE INDEX ON $2 USING gist (geom);" -c "VACUUM ANALYZE $2"
}

case $action in
prepare)
    mkdir -p "$cluster"
    if [ "$(id -u)" = 0 ]; then
        chmod 755 "$folder"
        chown postgres "$cluster"
    fi
    chmod 700 "$cluster"
    as_server "$bin/initdb" -D "$cluster/data" -U bench -A trust >/dev/null
    as_server "$bin/pg_ctl" -D "$cluster/data" -w -l "$cluster/log" -o "-k $cluster -h '' \
        -c fsync=off -c shared_buffers=512MB -c work_mem=256MB -c maintenance_work_mem=256MB -c jit=off" start >/dev/null
    sql -c 'SET client_min_messages = warning; CREATE EXTENSION postgis'
    load "$units" units
    load "$perimeters" perimeters
    ;;
run) sql -v folder="$folder" -f "$here/postgis.sql" ;;
end)
    [ ! -d "$cluster/data" ] || as_server "$bin/pg_ctl" -D "$cluster/data" -m immediate stop >/dev/null
    ;;
esac
