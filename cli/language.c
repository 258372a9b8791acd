/*
 * The language of messages. It must not depend on the locales a machine happens to have: a
 * minimal Debian has only C.UTF-8. LANGUAGE alone says which catalogue is read, as long as the
 * locale is any other than "C". Numbers keep their decimal point: LC_NUMERIC is left alone.
 */
#include <limits.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"

#ifndef LOCALEDIR
#define LOCALEDIR "/usr/local/share/locale"
#endif

static const char *language_of_locale(void)
{
    static const char *const variables[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
        const char *value = getenv(variables[i]);
        if (value && *value)
            return strncmp(value, "en", 2) == 0 ? "en" : "fr";
    }
    return "fr";
}

static bool holds_catalogue(const char *folder)
{
    char path[PATH_MAX];
    const int length = snprintf(path, sizeof path, "%s/fr/LC_MESSAGES/" PROGRAM ".mo", folder);
    return length > 0 && (size_t)length < sizeof path && access(path, R_OK) == 0;
}

/* The catalogues lie beside the executable in a build tree or in a moved installation. */
static bool find_beside_executable(char *folder, size_t size)
{
    static const char *const places[] = {"locale", "../locale", "../share/locale"};
    char executable[PATH_MAX];
    const ssize_t length = readlink("/proc/self/exe", executable, sizeof executable - 1);
    if (length <= 0)
        return false;
    executable[length] = '\0';
    char *slash = strrchr(executable, '/');
    if (!slash)
        return false;
    *slash = '\0';
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        const int written = snprintf(folder, size, "%s/%s", executable, places[i]);
        if (written > 0 && (size_t)written < size && holds_catalogue(folder))
            return true;
    }
    return false;
}

void cli_set_language(const char *language)
{
    static const char *const locales[] = {"C.UTF-8", "fr_FR.UTF-8", "en_US.UTF-8", ""};
    char folder[PATH_MAX];

    setenv("LANGUAGE", language ? language : language_of_locale(), 1);
    setlocale(LC_CTYPE, "C.UTF-8");
    for (size_t i = 0; i < sizeof locales / sizeof *locales; i++)
        if (setlocale(LC_MESSAGES, locales[i]))
            break;

    const char *asked = getenv("CPTS_LOCALEDIR");
    if (asked && *asked)
        bindtextdomain(PROGRAM, asked);
    else
        bindtextdomain(PROGRAM, find_beside_executable(folder, sizeof folder) ? folder : LOCALEDIR);
    bind_textdomain_codeset(PROGRAM, "UTF-8");
}
