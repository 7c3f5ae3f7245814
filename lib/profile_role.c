/* What a column is good for, from its name, its type and its numbers. */
#include "profile_impl.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { WORDS = 12, WORD = 24 };

struct words {
	size_t n;
	char at[WORDS][WORD];
};

/* "UnitPrice_USD" -> unit price usd. */
static struct words
split(const char *name)
{
	struct words w = {0};
	size_t len = 0;

	for (const char *s = name; ; s++) {
		bool letter = isalnum((unsigned char)*s) || (unsigned char)*s >= 0x80;
		bool turn = s > name && isupper((unsigned char)s[0]) &&
		    (islower((unsigned char)s[-1]) || isdigit((unsigned char)s[-1]) || (isupper((unsigned char)s[-1]) && islower((unsigned char)s[1])));

		if ((!letter || turn) && len > 0) {
			w.at[w.n++][len] = '\0';
			len = 0;
		}
		if (*s == '\0' || w.n == WORDS)
			return w;
		if (letter && len < WORD - 1)
			w.at[w.n][len++] = (char)tolower((unsigned char)*s);
	}
}

static bool
listed(const char *const *list, const char *s)
{
	for (; *list != NULL; list++)
		if (strcmp(*list, s) == 0)
			return true;
	return false;
}

static bool
any(const struct words *w, const char *const *list)
{
	for (size_t i = 0; i < w->n; i++)
		if (listed(list, w->at[i]))
			return true;
	return false;
}

static bool
last(const struct words *w, const char *const *list)
{
	return w->n > 0 && listed(list, w->at[w->n - 1]);
}

static const char *const IDS[] = {
	"id", "ids", "uid", "uuid", "guid", "key", "pk", "fk", "sku", "isbn", "ssn", "ean", "upc", "barcode", "index", "idx",
	"rownum", "hash", "oid", "pid", "sid", "asin", "doi", "email", "url", "phone", "tel", "telephone", "fax", "iban", NULL
};
static const char *const NUMBERS[] = {"number", "no", "num", "nr", "code", "ref", "reference", NULL};
static const char *const YEARS[] = {"year", "yr", "years", "season", "jahr", "annee", "anno", "fy", NULL};
static const char *const PLACES[] = {
	"country", "countries", "nation", "state", "province", "county", "region", "city", "town", "continent", "zip",
	"zipcode", "postal", "postcode", "plz", "fips", "district", "territory", "municipality", "locality", NULL
};
static const char *const LATITUDE[] = {"lat", "latitude", "lats", NULL};
static const char *const LONGITUDE[] = {"lon", "lng", "long", "longitude", "lons", NULL};
static const char *const CODED[] = {
	"rating", "ratings", "stars", "star", "grade", "level", "class", "pclass", "rank", "tier", "group", "cluster",
	"category", "type", "kind", "status", "flag", "code", "month", "quarter", "weekday", "dow", "hour", "week", "wave",
	"stage", "phase", "floor", "round", "cylinders", "cyl", "gear", "gears", "doors", "cohort", "bin", "label", "segment",
	"likert", "section", "team", "major", "department", "dept", "division", "branch", "zone", "block", "ward", "line", NULL
};
static const char *const NAMES[] = {"name", "title", "label", NULL};
static const char *const RANKS[] = {"rank", "ranking", "position", "pos", "place", "order", "row", NULL};
static const char *const ZIPS[] = {"zip", "zipcode", "postal", "postcode", "plz", "fips", "zips", NULL};
static const char *const AMOUNTS[] = {
	"quantity", "qty", "count", "counts", "amount", "total", "sum", "sales", "revenue", "price", "cost", "units",
	"orders", "items", "population", "pop", "votes", "goals", "points", "wins", "losses", "draws", "score", "scores",
	"age", "income", "salary", "weight", "height", "length", "width", "depth", "distance", "duration", "minutes",
	"hours", "days", "seconds", "visits", "views", "clicks", "children", "rooms", "beds", "bedrooms", "bathrooms",
	"seats", "deaths", "cases", "births", "rate", "ratio", "percent", "pct", "share", "profit", "tax", "discount",
	"balance", "budget", "capacity", "speed", "temp", "temperature", "humidity", "pressure", "wind", "rain",
	"precipitation", "value", "volume", "area", "size", "horsepower", "mpg", "employees", "members", "students",
	"quantities", "change", "growth", "medals", "gold", "silver", "bronze", "assists", "games", "matches", "attendance",
	"number_of", "size", "calories", "power", "energy", "stock", "inventory", NULL
};

/* "empno", "apid": a short word that ends in id or no. */
static bool
ends_as_id(const struct words *w)
{
	static const char *const others[] = {
		"paid", "said", "void", "grid", "bid", "kid", "acid", "mid", "raid", "laid", "avoid", "rapid", "solid", "valid",
		"fluid", "covid", "humid", "hybrid", "maid", "no", "piano", "mono", "casino", "domino", "techno", "id", NULL
	};
	const char *s = w->n > 0 ? w->at[w->n - 1] : "";
	size_t n = strlen(s);

	return n > 2 && n <= 6 && (strcmp(s + n - 2, "id") == 0 || strcmp(s + n - 2, "no") == 0) && !listed(others, s);
}

static bool
is_number(const struct summary *s)
{
	return s->type == CELL_INTEGER || s->type == CELL_NUMBER;
}

/* Four digits that are years by their name, or each year of a span. */
static bool
is_year(const struct summary *s, const struct words *w)
{
	static const char *const deeds[] = {
		"elected", "founded", "office", "born", "built", "established", "opened", "closed", "since", "started", "ended",
		"birth", "debut", "released", "release", "introduced", "retired", "died", "death", "joined", "completed",
		"constructed", "published", "from", "to", "until", "start", "end", "season", NULL
	};

	if (s->type != CELL_INTEGER || s->min < 1000 || s->max > 2200)
		return false;
	if (any(w, YEARS))
		return true;
	if (s->min >= 1500 && s->max <= 2100 && any(w, deeds))
		return true;
	return s->min >= 1800 && s->max <= 2100 && s->distinct > 2 && s->distinct >= 0.8 * (s->max - s->min + 1) &&
	    s->distinct * 3 <= (double)s->filled && !any(w, AMOUNTS);
}

static bool
is_coordinate(const struct summary *s, const struct words *w)
{
	return is_number(s) && ((any(w, LATITUDE) && s->min >= -90 && s->max <= 90) ||
	    (any(w, LONGITUDE) && s->min >= -180 && s->max <= 360));
}

/* Each row its own value (the sketch may be 2 % off). */
static bool
is_unique(const struct summary *s)
{
	return s->filled > 1 && s->distinct >= (s->exact ? (double)s->filled : 0.97 * (double)s->filled);
}

/* 1, 2, 3 …: a number for each row. */
static bool
is_sequence(const struct summary *s)
{
	return s->type == CELL_INTEGER && s->filled > 5 && is_unique(s) && s->min >= 0 &&
	    s->max - s->min + 1 <= 1.03 * (double)s->filled;
}

static const char *
role_of_integer(const struct summary *s, const struct words *w)
{
	double filled = (double)s->filled;
	bool counted = w->n > 1 && (strcmp(w->at[0], "num") == 0 || strcmp(w->at[0], "number") == 0 ||
	    strcmp(w->at[0], "no") == 0 || strcmp(w->at[0], "n") == 0);

	if (any(w, ZIPS))
		return "geo";
	if (last(w, IDS) || (w->n > 1 && listed(IDS, w->at[0]) && !any(w, AMOUNTS)))
		return "id";
	if (ends_as_id(w))
		return "id";
	if (last(w, NAMES) || any(w, PLACES))
		return is_unique(s) ? "id" : "category";
	if (last(w, RANKS) && is_unique(s))
		return "id";
	if (last(w, NUMBERS))
		return s->distinct <= 20 && s->distinct * 5 <= filled ? "category" : "id";
	/* Card numbers, telephone numbers, fingerprints. */
	if (s->min >= 1e11 && s->distinct * 2 > filled)
		return "id";
	if (is_sequence(s) && !any(w, AMOUNTS))
		return "id";
	if (counted || any(w, AMOUNTS))
		return "measure";
	if (any(w, CODED) && s->distinct <= 60 && s->distinct * 2 <= filled)
		return "category";
	if (s->distinct <= 6 && s->distinct * 8 <= filled && s->min >= 0 && s->max <= 20)
		return "category";
	return "measure";
}

static const char *
role_of_text(const struct summary *s, const struct words *w)
{
	double filled = (double)s->filled;

	if (last(w, IDS) && !(s->distinct <= 20 && s->distinct * 5 <= filled))
		return "id";
	if (any(w, PLACES) && s->length <= 40 && !(is_unique(s) && filled > 300))
		return "geo";
	if (is_unique(s) && filled > 20 && s->length <= 40 && (last(w, NUMBERS) || s->length <= 5))
		return "id";
	if (last(w, NUMBERS) && s->distinct > 50 && s->distinct * 2 > filled)
		return "id";
	if (s->length > 60)
		return "text";
	if (s->distinct <= 20 || (s->distinct * 2 <= filled && s->distinct <= 1000) || s->distinct * 20 <= filled)
		return is_unique(s) && filled > 10 ? "text" : "category";
	return "text";
}

const char *
profile_role(const struct summary *s)
{
	struct words w = split(s->name);

	switch (s->type) {
	case CELL_DATE:
	case CELL_DATETIME:
	case CELL_TIME:
		return "time";
	case CELL_BOOLEAN:
		return "category";
	case CELL_EMPTY:
		return "text";
	case CELL_TEXT:
		return role_of_text(s, &w);
	default:
		break;
	}
	if (is_year(s, &w))
		return "time";
	if (is_coordinate(s, &w))
		return "geo";
	return s->type == CELL_INTEGER ? role_of_integer(s, &w) : "measure";
}

/* ---- units */

static const struct {
	const char *word, *unit;
} UNIT_WORDS[] = {
	{"usd", "$"}, {"eur", "€"}, {"gbp", "£"}, {"jpy", "¥"}, {"dollars", "$"}, {"euros", "€"}, {"kg", "kg"}, {"kgs", "kg"},
	{"lbs", "lb"}, {"km", "km"}, {"cm", "cm"}, {"mm", "mm"}, {"pct", "%"}, {"percent", "%"}, {"percentage", "%"},
	{"mph", "mph"}, {"kmh", "km/h"}, {"mpg", "mpg"}, {"kwh", "kWh"}, {"mwh", "MWh"}, {"gwh", "GWh"}, {"celsius", "°C"},
	{"fahrenheit", "°F"}, {"ms", "ms"}, {"secs", "s"}, {"hz", "Hz"}, {"khz", "kHz"}, {"mhz", "MHz"}, {"ghz", "GHz"},
	{"kb", "kB"}, {"mb", "MB"}, {"gb", "GB"}, {"tb", "TB"}, {"hpa", "hPa"},
};

/* What stands in the last brackets of the name, where it may be a unit. */
static bool
in_brackets(const char *name, char unit[CELL_WORD])
{
	const char *open = NULL;
	size_t n = strlen(name);
	char close = n > 0 ? name[n - 1] : '\0';

	if (close == ')' || close == ']')
		open = strrchr(name, close == ')' ? '(' : '[');
	if (open == NULL || open + 1 >= name + n - 1 || name + n - 1 - (open + 1) > 12)
		return false;
	snprintf(unit, CELL_WORD, "%.*s", (int)(name + n - 1 - (open + 1)), open + 1);
	return strpbrk(unit, "0123456789,;:=") == NULL;
}

void
profile_unit(const struct cell_format *f, const char *name, char unit[CELL_WORD])
{
	struct words w = split(name);

	unit[0] = '\0';
	if (f->type != CELL_INTEGER && f->type != CELL_NUMBER)
		return;
	if (f->prefix[0] != '\0' || f->suffix[0] != '\0') {
		snprintf(unit, CELL_WORD, "%s", f->prefix[0] != '\0' ? f->prefix : f->suffix);
		return;
	}
	if (in_brackets(name, unit)) {
		for (size_t i = 0; i < sizeof UNIT_WORDS / sizeof UNIT_WORDS[0]; i++)
			if (strcasecmp(UNIT_WORDS[i].word, unit) == 0)
				snprintf(unit, CELL_WORD, "%s", UNIT_WORDS[i].unit);
		return;
	}
	unit[0] = '\0';
	for (size_t i = 0; i < sizeof UNIT_WORDS / sizeof UNIT_WORDS[0] && w.n > 0; i++)
		if (strcmp(w.at[w.n - 1], UNIT_WORDS[i].word) == 0)
			snprintf(unit, CELL_WORD, "%s", UNIT_WORDS[i].unit);
}
