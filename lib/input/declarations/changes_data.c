#include "input/declarations/changes.h"

#include "commune-moves.inc"

const unsigned char *const cpts_commune_moves = table;
