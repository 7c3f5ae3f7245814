/* jailtest: tries to break out of the jails, one way after the other. */
#ifndef VIZ_JAILTEST_H
#define VIZ_JAILTEST_H

#include <stdio.h>

enum jailtest { JAILTEST_HELD, JAILTEST_BROKEN, JAILTEST_NO_JAIL };

/* Writes TAP to the stream, one line an attempt.  Where no jail can be made it
 * writes "Bail out!" with the reason and the remedy.  The caller has no other
 * children. */
enum jailtest jailtest_run(FILE *tap, const char *const *gnuplots);

#endif
