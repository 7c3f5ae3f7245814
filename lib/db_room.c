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
	long long room = db->limits->memory - db->taken - sqlite3_memory_used();

	return room > 0 ? (size_t)room : 0;
}

bool
db_take(struct db *db, long long n)
{
	bool fits = n <= 0 || (size_t)n <= db_room(db);

	db->too_big |= !fits;
	if (!fits)
		return false;
	db->taken += n;
	if (db->limits != NULL && db->limits->memory > 0)
		sqlite3_hard_heap_limit64(db->limits->memory - db->taken);
	return true;
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
