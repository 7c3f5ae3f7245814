/* llm_read: what a model wrote, as the value that it meant.
 *
 * Reads through what models put around and into JSON: thoughts, words before
 * and behind, code fences, commas too many, bare line ends in texts, Python's
 * True and None, an end that was cut off. */
#ifndef VIZ_LLM_READ_H
#define VIZ_LLM_READ_H

#include <jv.h>

/* The object or array in text, or jv_invalid(). */
jv llm_read(const char *text, size_t n);

/* value (consumed) brought to what schema (borrowed; type, properties,
 * required, items, enum) asks for: members that may be null and are missing
 * become null, texts of numbers numbers, enum words their right case; members that
 * it forbids fall away; a text of more than 64 kB is none; an item of an array that cannot be mended becomes null.  jv_invalid with a message
 * ("sql: missing") where it cannot be. */
jv llm_mend(jv value, jv schema);

#endif
