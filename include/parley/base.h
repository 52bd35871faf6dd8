/* base.h -- what every other folder stands on: status and errors, arena, dates, numbers as text, a hash map,
 * vector exp and log. Nothing here prints, exits, reads the environment or keeps writable globals. */
#ifndef PARLEY_BASE_H
#define PARLEY_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- status and errors ------------------------------------------------------------------------------------ */

/* X(name, value, exit status of the program, text, advice); < 0 error, 0 done, > 0 information */
#define PRL_STATUS_LIST(X)                                                                                             \
  X(OK, 0, 0, "done", "")                                                                                              \
  X(BEST_ITERATE, 1, 3, "the solver stopped before its tolerance; its best iterate is returned", "see the reason")     \
  X(E_USAGE, -1, 2, "the command line is not understood", "try 'parley COMMAND --help'")                               \
  X(E_SYNTAX, -2, 1, "the file does not follow its syntax", "correct the file at the place named")                     \
  X(E_VALUE, -3, 1, "a value is out of its range or of the wrong kind", "correct the value at the place named")        \
  X(E_MISSING, -4, 1, "something required is missing", "add it")                                                       \
  X(E_UNKNOWN_ID, -5, 1, "a name refers to nothing", "check the spelling, or add the entry")                           \
  X(E_DUPLICATE, -6, 1, "a name is used twice", "rename one of the two")                                               \
  X(E_UNBALANCED, -7, 1, "the accounts do not balance", "run 'parley world check'")                                    \
  X(E_FORMAT, -8, 1, "not a file of the kind expected, or damaged", "fetch or build the file again")                   \
  X(E_VERSION, -9, 1, "written by a version of the format this program does not know", "build the file again")         \
  X(E_NO_FILE, -10, 1, "no such file or folder", "check the path")                                                     \
  X(E_NOT_PRICED, -11, 1, "the model has no such instrument yet", "leave the change out, or state its worth by hand")  \
  X(E_NO_SUPPLIER, -12, 3, "a used sector is left without any supplier", "leave one origin open")                      \
  X(E_CUT_OFF, -13, 3, "a region without trade cannot have a deficit", "use 'deficits: zero'")                         \
  X(E_NO_CONVERGENCE, -14, 3, "no equilibrium found", "try smaller changes, or look at the reason")                    \
  X(E_READ, -15, 4, "reading failed", "check the file's permissions and the disk")                                     \
  X(E_WRITE, -16, 4, "writing failed", "check that the folder exists, is writable and has room")                       \
  X(E_MEMORY, -17, 4, "out of memory", "free memory or use a smaller world")                                           \
  X(E_CANCELLED, -18, 4, "cancelled", "")                                                                              \
  X(E_NO_INCOME, -19, 3, "a region would pay out more than it earns", "make subsidies or promises smaller")

typedef enum prl_status {
#define PRL_X(name, value, exit, text, advice) PRL_##name = value,
  PRL_STATUS_LIST(PRL_X)
#undef PRL_X
} prl_status;

/** Text, advice and the program's exit status for a status. Never NULL. */
const char *prl_status_text(prl_status status);
const char *prl_status_advice(prl_status status);
int prl_status_exit(prl_status status);

/** The caller's error record. Zero-initialise it: prl_error err = {0}. The first error wins; later calls to prl_fail
 *  on a record that holds an error change nothing. All text is kept inside, cut at the buffer's end. */
typedef struct prl_error {
  prl_status status;
  int32_t line, column; /* 1-based; 0 = none */
  char file[384];       /* path as the user gave it; "" = none */
  char item[192];       /* what it is about: "CHN -> USA, HS 7208" */
  char message[512];    /* what was found and what was expected */
  char hint[256];       /* the way out; "" = the status' own advice */
} prl_error;

/** Record an error and return its status. `err` may be NULL. */
prl_status prl_fail(prl_error *err, prl_status status, const char *format, ...) __attribute__((format(printf, 3, 4)));
/** Add a place, an item or a way out to an error that has none yet. No effect when err is NULL or holds no error. */
void prl_error_at(prl_error *err, const char *file, int32_t line, int32_t column);
void prl_error_item(prl_error *err, const char *format, ...) __attribute__((format(printf, 2, 3)));
void prl_error_hint(prl_error *err, const char *format, ...) __attribute__((format(printf, 2, 3)));
/** "file:line:column: error: message (item). hint" into buf; returns the length snprintf would. */
int prl_error_print(char *buf, size_t size, const prl_error *err);

/* ---- arena ------------------------------------------------------------------------------------------------ */

/** Memory that is freed all at once; one a loaded thing. Blocks are zeroed and aligned to 64 bytes when >= 64 bytes. */
typedef struct prl_arena prl_arena;
prl_arena *prl_arena_new(void);                                       /* NULL when out of memory */
void *prl_arena_alloc(prl_arena *arena, size_t count, size_t size);   /* NULL when out of memory or count*size overflows */
char *prl_arena_text(prl_arena *arena, const char *text, size_t length); /* NUL-terminated copy */
char *prl_arena_printf(prl_arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
/** Empty it but keep its memory: blocks handed out before are no longer valid, new ones are zero again. NULL is fine. */
void prl_arena_reset(prl_arena *arena);
void prl_arena_free(prl_arena *arena);                                /* NULL is fine */

/* ---- hash map: text -> int32 ------------------------------------------------------------------------------- */

typedef struct prl_map prl_map;
prl_map *prl_map_new(int32_t expected);                  /* NULL when out of memory */
/** Returns the value now held: `value` when the key is new, else the older one. < 0 = out of memory. Values are >= 0. Keys are copied. */
int32_t prl_map_add(prl_map *map, const char *key, int32_t value);
int32_t prl_map_find(const prl_map *map, const char *key); /* -1 when absent */
void prl_map_free(prl_map *map);

/** The candidate nearest in spelling to `word` for "did you mean", or NULL when none is near (edit distance <= 2, or a third of its length). */
const char *prl_nearest(const char *word, const char *const *candidates, int32_t count);

/* ---- numbers as text, free of the locale -------------------------------------------------------------------- */

/** The whole of text[0..length) as a finite decimal number, correctly rounded. False when it is anything else ("ten", "1,5", "", "nan"). */
bool prl_parse_number(double *out, const char *text, size_t length);
bool prl_parse_integer(int64_t *out, const char *text, size_t length);
/** x with `digits` significant digits (17 = exact round trip), always '.'; "nan", "inf" spelt so. Returns length. */
int prl_print_number(char *buf, size_t size, double x, int digits);
/** x with `decimals` digits after the point, and thousands separated by `separator` ('\0' = none). Returns length. */
int prl_print_fixed(char *buf, size_t size, double x, int decimals, char separator);

/* ---- dates --------------------------------------------------------------------------------------------------- */

typedef enum prl_truth { PRL_NO = 0, PRL_YES = 1, PRL_UNKNOWN = 2 } prl_truth;

typedef int32_t prl_day;     /* days since 1970-01-01, proleptic Gregorian */
typedef int64_t prl_instant; /* seconds since 1970-01-01T00:00Z */
#define PRL_INSTANT_MIN INT64_MIN /* before everything */
#define PRL_INSTANT_MAX INT64_MAX /* after everything; the `until` of what has no end */

prl_day prl_day_of(int32_t year, int32_t month, int32_t day);
void prl_day_split(int32_t *year, int32_t *month, int32_t *day, prl_day d);
bool prl_day_valid(int32_t year, int32_t month, int32_t day);

/** A time zone as a POSIX rule: "CST-8", "EST5EDT,M3.2.0,M11.1.0", "UTC0". Kept in the dossier, so it is data, not the machine's. */
typedef struct prl_zone {
  int32_t standard, summer; /* seconds east of UTC */
  int8_t start[3], end[3];  /* month, week, weekday of the change; month 0 = no summer time */
  int32_t start_time, end_time; /* seconds after local midnight */
} prl_zone;
prl_status prl_zone_parse(prl_zone *out, const char *text, prl_error *err);
prl_instant prl_zone_midnight(const prl_zone *zone, prl_day day); /* the instant at which `day` begins there */
prl_day prl_zone_day(const prl_zone *zone, prl_instant at);       /* the day it is there */

/** A date as people write it: a day, an instant with its zone, or vague. Vague dates are bounds, never rounded.
 *  "2025-11-10" | "2025-11-10T13:01+08:00" (also ...Z) | "2025-10" | "2025" | "~2025-10-30" (within 7 days either side) */
typedef enum prl_when_kind { PRL_WHEN_NONE, PRL_WHEN_DAY, PRL_WHEN_INSTANT, PRL_WHEN_MONTH, PRL_WHEN_YEAR, PRL_WHEN_ABOUT } prl_when_kind;
typedef struct prl_when {
  prl_when_kind kind;
  prl_day first, last; /* the earliest and latest day meant (equal for DAY; the local day as written for INSTANT) */
  prl_instant at;      /* INSTANT only */
  int32_t offset;      /* INSTANT only: seconds east of UTC as written */
} prl_when;
prl_status prl_when_parse(prl_when *out, const char *text, prl_error *err);
/** Bounds on the instant at which something so dated begins: lo <= begin <= hi; equal unless vague. NONE gives MIN, MAX. */
void prl_when_bounds(prl_instant *lo, prl_instant *hi, const prl_when *when, const prl_zone *zone);
/** As it was written (canonical form). Returns length; "" for NONE. */
int prl_when_print(char *buf, size_t size, const prl_when *when);

/* ---- files --------------------------------------------------------------------------------------------------- */

/** Whole file into memory (malloc; caller frees), NUL-terminated after *length bytes. */
prl_status prl_file_read(char **out, size_t *length, const char *path, prl_error *err);
/** Write beside and rename: the file at `path` is either the old one or all of the new one. */
prl_status prl_file_write(const char *path, const void *bytes, size_t length, prl_error *err);

/** Growing text for writers. Never fails in between: an allocation failure sets `failed`, later calls do nothing. */
typedef struct prl_text {
  char *bytes; /* NUL-terminated once anything was added */
  size_t length, capacity;
  bool failed;
} prl_text;
void prl_text_add(prl_text *text, const char *bytes, size_t length);
void prl_text_puts(prl_text *text, const char *bytes);
void prl_text_printf(prl_text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
void prl_text_free(prl_text *text);

/* ---- vector maths -------------------------------------------------------------------------------------------- */

/** y[k] = exp(x[k]), log(x[k]), k < n; at most 4 ulp; exp(0) = 1 and log(1) = 0 exactly. In place allowed (y == x). */
void prl_exp(double *y, const double *x, int64_t n);
void prl_log(double *y, const double *x, int64_t n);

#ifdef __cplusplus
}
#endif
#endif
