#!/bin/sh
# geopandas: see geopandas_overlay.py. It reads the file itself.
#   geopandas.sh prepare|run FILE UNITS PERIMETERS FOLDER
set -eu
[ "$1" != run ] || /usr/bin/python3 "$(dirname "$0")/geopandas_overlay.py" "$2" "$3" "$4" "$5"
