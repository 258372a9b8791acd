/*
 * Why the system refused, in the words of the user: what libraries say is English and theirs, so it
 * stands after our own, never alone.
 */
#ifndef CPTS_COMMON_CAUSE_H
#define CPTS_COMMON_CAUSE_H

#include <stddef.h>

enum { CPTS_CAUSE_ROOM = 320 };

/* "the disk is full (No space left on device)" for an errno. Returns `room`. */
const char *cpts_cause(char room[static CPTS_CAUSE_ROOM], int error);

#endif
