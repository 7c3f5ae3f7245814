/* llm_store: answers kept as files: the user's cache, and the folders of
 * $VIZ_RECORD and $VIZ_REPLAY.  A reply is {"text","cut","model","tokens_in",
 * "tokens_out"}; its key is the digest of what was asked. */
#ifndef VIZ_LLM_STORE_H
#define VIZ_LLM_STORE_H

#include "str.h"

#include <jv.h>
#include <stdbool.h>

/* Is every answer to come from $VIZ_REPLAY? */
bool store_replays(void);

/* The reply kept under TASK-DIGEST in $VIZ_REPLAY, or jv_null(). */
jv store_replay(const char *task, const char *key);

/* Keeps a reply (consumed) in $VIZ_RECORD, where that is set; NULL, or why not
 * (static or strerror's text). */
const char *store_record(const char *task, const char *key, jv reply);

/* $XDG_CACHE_HOME/vizpipe/llm (or ~/.cache/…): the reply of that key that is
 * younger than ttl_s seconds, or jv_null(); and keeping one (consumed).  A cache
 * that cannot be read or written is no failure. */
bool store_folder(struct str *path);   /* appends where that is, making it; false: nowhere */
jv store_cached(const char *key, long ttl_s);
void store_cache(const char *key, jv reply);

#endif
