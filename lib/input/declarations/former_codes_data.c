#include "input/declarations/former_codes.h"

#include "commune-moves.inc"

const unsigned char *const cpts_commune_moves = table;
