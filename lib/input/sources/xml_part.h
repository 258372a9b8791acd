/*
 * A part of a zipped spreadsheet, read by expat within limits: no document type and so no entity,
 * no nesting without end. Names come as expat gives them with their namespace, "URI|local".
 */
#ifndef CPTS_INPUT_SOURCES_XML_PART_H
#define CPTS_INPUT_SOURCES_XML_PART_H

#include "common/context.h"

/* Each may be NULL; what is not CPTS_OK ends the reading, and is given back by cpts_xml_read. */
struct xml_handlers {
    void *user;
    cpts_status (*start)(void *user, const char *name, const char *const *attributes);
    cpts_status (*end)(void *user, const char *name);
    cpts_status (*text)(void *user, const char *text, size_t size);
};

/* `path`: as GDAL opens it; `shown`: the spreadsheet. */
cpts_status cpts_xml_read(cpts_context *context, const char *path, const char *shown,
                          const struct xml_handlers *handlers);

/* Whether a name is this one: by its end, "table:1.0|table-row", if that holds a namespace. */
bool cpts_xml_is(const char *name, const char *wanted);

/* The value of an attribute, or NULL. */
const char *cpts_xml_attribute(const char *const *attributes, const char *wanted);

#endif
