/* One limit for all memory of a query: what the tables take is counted here, and
 * SQLite's heap may have the rest. */
#include "db.h"
#include "db_own.h"
#include "event.h"

size_t
db_room(const struct db *db)
{
	if (db->limits == NULL || db->limits->memory == 0)
		return SIZE_MAX;
	long long room = db->limits->memory - (long long)db->taken - sqlite3_memory_used();

	return room > 0 ? (size_t)room : 0;
}

static void
leave_the_rest(const struct db *db)
{
	if (db->limits != NULL && db->limits->memory > 0)
		sqlite3_hard_heap_limit64(db->limits->memory - (long long)db->taken);
}

bool
db_take(struct db *db, size_t n)
{
	if (n > db_room(db)) {
		db->too_big = true;
		return false;
	}
	db->taken += n;
	leave_the_rest(db);
	return true;
}

void
db_give_back(struct db *db, size_t n)
{
	db->taken -= n;
	leave_the_rest(db);
}

size_t
db_room_groups(const struct db *db)
{
	/* A hash table of 12 bytes a slot, half full, beside the one it grows from. */
	return db_room(db) / 36;
}

bool
db_is_late(struct db *db)
{
	if (db->deadline > 0 && event_ms() > db->deadline)
		db->late = true;
	return db->late;
}
