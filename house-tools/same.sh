#!/bin/bash
# same.sh BASE [old=new ...]: code of changed .c/.h, without comments, is that of BASE but for renames
base=$1; shift
sedp=""; for r in "$@"; do sedp="$sedp;s/\\b${r%%=*}\\b/${r##*=}/g"; done
strip() { gcc -fpreprocessed -dD -E -P -x c - 2>/dev/null | tr -s ' \n\t' '\n' | tr -d '\n' ; }
git diff --name-only --diff-filter=M $base -- '*.c' '*.h' | while read -r f; do
  a=$(git show $base:$f | strip | sed "$sedp" | sed "$sedp"); b=$(strip <$f | sed "$sedp")
  [ "$a" = "$b" ] || { echo "CODE CHANGED: $f"; diff <(echo "$a" | fold -w 100) <(echo "$b" | fold -w 100) | head -${LINES_SHOWN:-0}; }
done
