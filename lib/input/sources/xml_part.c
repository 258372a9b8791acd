#include "input/sources/xml_part.h"

#include <cpl_vsi.h>
#include <expat.h>
#include <string.h>

/* Spreadsheets nest some ten elements. */
enum { MAX_DEPTH = 256, BLOCK_BYTES = 1 << 16 };

struct reading {
    cpts_context *context;
    const char *shown;
    const struct xml_handlers *handlers;
    XML_Parser parser;
    cpts_status status;
    int depth;
};

static void stop(struct reading *reading, cpts_status status)
{
    if (status == CPTS_OK || reading->status != CPTS_OK)
        return;
    reading->status = status;
    XML_StopParser(reading->parser, XML_FALSE);
}

static void XMLCALL start(void *user, const XML_Char *name, const XML_Char **attributes)
{
    struct reading *reading = user;
    const struct xml_handlers *handlers = reading->handlers;
    if (++reading->depth > MAX_DEPTH)
        stop(reading, cpts_fail(reading->context, CPTS_ERROR_INPUT,
                                _("%s nests its contents over %d levels deep, which no "
                                  "spreadsheet does"),
                                reading->shown, (int)MAX_DEPTH));
    else if (handlers->start && reading->status == CPTS_OK)
        stop(reading, handlers->start(handlers->user, name, (const char *const *)attributes));
}

static void XMLCALL end(void *user, const XML_Char *name)
{
    struct reading *reading = user;
    reading->depth--;
    if (reading->handlers->end && reading->status == CPTS_OK)
        stop(reading, reading->handlers->end(reading->handlers->user, name));
}

static void XMLCALL characters(void *user, const XML_Char *text, int size)
{
    struct reading *reading = user;
    if (reading->handlers->text && reading->status == CPTS_OK)
        stop(reading, reading->handlers->text(reading->handlers->user, text, (size_t)size));
}

/* Entities are declared in it, and multiply or name other files. */
static void XMLCALL refuse_document_type(void *user, const XML_Char *name, const XML_Char *system,
                                         const XML_Char *public, int has_subset)
{
    struct reading *reading = user;
    (void)name, (void)system, (void)public, (void)has_subset;
    stop(reading, cpts_fail(reading->context, CPTS_ERROR_INPUT,
                            _("%s declares a document type of its own, which no spreadsheet "
                              "program writes; save it again with one"),
                            reading->shown));
}

static cpts_status damaged(const struct reading *reading)
{
    if (reading->status != CPTS_OK)
        return reading->status;
    if (XML_GetErrorCode(reading->parser) == XML_ERROR_NO_MEMORY)
        return cpts_fail_memory(reading->context);
    return cpts_fail(reading->context, CPTS_ERROR_INPUT,
                     _("%s is damaged, or protected by a password; save it again with a "
                       "spreadsheet program, without a password"),
                     reading->shown);
}

static cpts_status parse(struct reading *reading, VSILFILE *file)
{
    bool done = false;
    while (!done) {
        void *block = XML_GetBuffer(reading->parser, BLOCK_BYTES);
        if (!block)
            return damaged(reading);
        const size_t size = VSIFReadL(block, 1, BLOCK_BYTES, file);
        done = size < BLOCK_BYTES;
        if (XML_ParseBuffer(reading->parser, (int)size, done) != XML_STATUS_OK)
            return damaged(reading);
    }
    return reading->status;
}

cpts_status cpts_xml_read(cpts_context *context, const char *path, const char *shown,
                          const struct xml_handlers *handlers)
{
    struct reading reading = {.context = context, .shown = shown, .handlers = handlers};
    VSILFILE *file = VSIFOpenL(path, "rb");
    if (!file)
        return cpts_fail(context, CPTS_ERROR_INPUT,
                         _("%s is not a spreadsheet of the format of its name, or is damaged; save "
                           "it again with a spreadsheet program"),
                         shown);
    reading.parser = XML_ParserCreateNS(NULL, '|');
    cpts_status status = reading.parser ? CPTS_OK : cpts_fail_memory(context);
    if (status == CPTS_OK) {
        XML_SetUserData(reading.parser, &reading);
        XML_SetElementHandler(reading.parser, start, end);
        XML_SetCharacterDataHandler(reading.parser, characters);
        XML_SetStartDoctypeDeclHandler(reading.parser, refuse_document_type);
        status = parse(&reading, file);
        XML_ParserFree(reading.parser);
    }
    VSIFCloseL(file);
    return status;
}

bool cpts_xml_is(const char *name, const char *wanted)
{
    const size_t size = strlen(name), end = strlen(wanted);
    if (!strchr(wanted, '|'))
        return strcmp(name, wanted) == 0;
    return size >= end && memcmp(name + size - end, wanted, end) == 0;
}

const char *cpts_xml_attribute(const char *const *attributes, const char *wanted)
{
    for (; *attributes; attributes += 2)
        if (cpts_xml_is(attributes[0], wanted))
            return attributes[1];
    return NULL;
}
