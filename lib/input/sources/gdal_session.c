/*
 * Registering nine drivers by name rather than all of GDAL's two hundred saves 4 ms at each
 * start, and is the first of the two fences (the second is the list given to GDALOpenEx): GDAL
 * cannot be led by a file to a format that reads other files or addresses.
 */
#include "input/sources/gdal_session.h"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_http.h>
#include <cpl_string.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

/* Exported by GDAL, declared in its C++ headers only. */
extern void RegisterOGRGeoPackage(void);
extern void RegisterOGRGeoJSON(void);
extern void RegisterOGRGeoJSONSeq(void);
extern void RegisterOGRFlatGeobuf(void);
extern void RegisterOGRShape(void);
extern void RegisterOGRSQLite(void);
extern void RegisterOGRPG(void);
extern void RegisterOGRXLSX(void);
extern void RegisterOGRMEM(void);

static void register_formats(void)
{
    RegisterOGRGeoPackage();
    RegisterOGRGeoJSON();
    RegisterOGRGeoJSONSeq();
    RegisterOGRFlatGeobuf();
    RegisterOGRShape();
    RegisterOGRSQLite();
    RegisterOGRPG();
    RegisterOGRXLSX();
    RegisterOGRMEM();
}

static void CPL_STDCALL take_in(CPLErr level, CPLErrorNum number, const char *message)
{
    (void)number;
    struct gdal_session *session = CPLGetErrorHandlerUserData();
    if (!session)
        return;
    if (level >= CE_Failure && !*session->failure)
        snprintf(session->failure, sizeof session->failure, "%s", message);
    if (level == CE_Warning && session->warning_count++ == 0)
        snprintf(session->warning, sizeof session->warning, "%s", message);
}

static CPLHTTPResult *refuse(const char *url, CSLConstList options, GDALProgressFunc progress,
                             void *progress_user, CPLHTTPFetchWriteFunc write, void *write_user,
                             void *user)
{
    (void)url, (void)options, (void)progress, (void)progress_user, (void)write, (void)write_user;
    (void)user;
    CPLHTTPResult *result = CPLCalloc(1, sizeof *result);
    result->nStatus = 1;
    result->pszErrBuf = CPLStrdup("the network is not used");
    return result;
}

void cpts_gdal_begin(struct gdal_session *session)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, register_formats);
    memset(session, 0, sizeof *session);
    session->host_options = CPLGetThreadLocalConfigOptions();
    CPLPushErrorHandlerEx(take_in, session);
    CPLHTTPPushFetchCallback(refuse, NULL);
    /* Spreadsheets as the texts they hold, their headers being ours to find. */
    CPLSetThreadLocalConfigOption("OGR_XLSX_HEADERS", "DISABLE");
    CPLSetThreadLocalConfigOption("OGR_XLSX_FIELD_TYPES", "STRING");
    CPLSetThreadLocalConfigOption("OGR_SQLITE_LIST_VIRTUAL_OGR", "NO");
    /* A list in a SpatiaLite base is a table that no geometry is registered for. */
    CPLSetThreadLocalConfigOption("SQLITE_LIST_ALL_TABLES", "YES");
}

void cpts_gdal_end(void)
{
    struct gdal_session *session = CPLGetErrorHandlerUserData();
    CPLSetThreadLocalConfigOptions((const char *const *)session->host_options);
    CSLDestroy(session->host_options);
    CPLHTTPPopFetchCallback();
    CPLPopErrorHandler();
}

void cpts_gdal_take(const struct gdal_session *other)
{
    struct gdal_session *session = CPLGetErrorHandlerUserData();
    if (!*session->failure)
        memcpy(session->failure, other->failure, sizeof session->failure);
    if (!session->warning_count)
        memcpy(session->warning, other->warning, sizeof session->warning);
    session->warning_count += other->warning_count;
}

const char *cpts_gdal_failure(void)
{
    const struct gdal_session *session = CPLGetErrorHandlerUserData();
    return session && *session->failure ? session->failure : NULL;
}

cpts_status cpts_gdal_cut_short(cpts_context *context, const char *shown)
{
    const char *why = cpts_gdal_failure();
    return cpts_fail(context, CPTS_ERROR_INPUT,
                     _("%s cannot be read to the end: it is damaged or cut short, or the "
                       "connection was lost; export or copy it again%s%s%s"),
                     shown, why ? " (" : "", why ? why : "", why ? ")" : "");
}

void cpts_gdal_clear(void)
{
    struct gdal_session *session = CPLGetErrorHandlerUserData();
    if (session)
        session->failure[0] = '\0';
    CPLErrorReset();
}
