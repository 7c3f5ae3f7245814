/* unit.h: what a file of unit tests needs beside its tests: UNIT_MAIN(name,
 * tcase…) makes main().  See https://libcheck.github.io/check/. */
#ifndef VIZ_UNIT_H
#define VIZ_UNIT_H

#include <check.h>
#include <stdlib.h>

/* A main that runs the tests that add(TCase *) adds. */
#define UNIT_MAIN(name, add)                                                    \
	int main(void)                                                          \
	{                                                                       \
		Suite *s = suite_create(name);                                  \
		TCase *t = tcase_create(name);                                  \
		add(t);                                                         \
		tcase_set_timeout(t, 600);                                      \
		suite_add_tcase(s, t);                                          \
		SRunner *r = srunner_create(s);                                 \
		srunner_run_all(r, CK_NORMAL);                                  \
		int failed = srunner_ntests_failed(r);                          \
		srunner_free(r);                                                \
		return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;               \
	}

#endif
