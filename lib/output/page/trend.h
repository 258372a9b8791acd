/*
 * The trend of the coverage over the runs of a history.
 */
#ifndef CPTS_OUTPUT_PAGE_TREND_H
#define CPTS_OUTPUT_PAGE_TREND_H

#include "output/page/page.h"

/* A drawing and its figures; nothing before the second run. */
void cpts_page_trend(struct page *page);

#endif
