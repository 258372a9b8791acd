/*
 * Indicators: figures of the units from open data (age classes, professionals, rates), and points
 * (care homes, practices). What is missing is not zero, and what its source keeps secret is
 * neither: both stay unknown, and are counted.
 */
#ifndef CPTS_INPUT_REGION_INDICATORS_H
#define CPTS_INPUT_REGION_INDICATORS_H

#include "input/region/region.h"

struct known;

/* Reads one --indicators: SOURCE[,sum=COLUMN,...][,mean=COLUMN,...][,weight=COLUMN][,code=COLUMN]
 * [,name=LABEL][,secret=N]. Rows are of units by codes, names and moves, as in declarations. Adds
 * to the indicators of the region, whose units are finished. */
cpts_status cpts_indicators_read(struct cpts_region *region, const struct known *known,
                                 const char *spec_text);

/* What a cell of a table says. */
enum cell_kind { CELL_NUMBER, CELL_MISSING, CELL_SECRET, CELL_OTHER };
enum cell_kind cpts_cell_read(const char *text, double *value);

#endif
