/*
 * What declares the calls of calls.txt. gcc writes down the prototypes it finds here, and calls.py
 * makes functions of the same types.
 */
#ifndef CPTS_TESTS_FAULTS_HEADERS_H
#define CPTS_TESTS_FAULTS_HEADERS_H

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <expat.h>
#include <fcntl.h>
#include <gdal.h>
#include <geos_c.h>
#include <malloc.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <openssl/evp.h>
#include <pango/pangocairo.h>
#include <proj.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>
#include <utf8proc.h>

#endif
