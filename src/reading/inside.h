/* inside.h -- what the passes over an article share: tokens, sentences, names, dates, mentions, and the findings they add.
 *
 * Passes run in this order, each over the whole text once: tokens -> glued words -> sentences -> names -> dates -> article's date ->
 * people -> events -> measures and quantities -> claims -> not placed. A sentence holds at most PRL_SENTENCE_MOST tokens, so that work
 * within sentences keeps the whole linear. An allocation failure sets `failed`, later calls do nothing. */
#ifndef PRL_READING_INSIDE_H
#define PRL_READING_INSIDE_H

#include "parley/reading.h"

#include <string.h>

#define PRL_COUNT(array) ((int32_t)(sizeof(array) / sizeof *(array)))
enum { PRL_SENTENCE_MOST = 250, PRL_FOLDED = 64 };

/* ---- words of English, lexicon.c ---- */

enum {
  PRL_LEX_MONTH = 1 << 0,         /* value 1..12 */
  PRL_LEX_WEEKDAY = 1 << 1,       /* value 0 = Monday */
  PRL_LEX_NUMBER = 1 << 2,        /* value */
  PRL_LEX_SPAN = 1 << 3,          /* day, week, month, year: value in days */
  PRL_LEX_SAY = 1 << 4,           /* said, told, posted */
  PRL_LEX_TITLE = 1 << 5,         /* minister, president: the head of an office's title */
  PRL_LEX_MODIFIER = 1 << 6,      /* vice, deputy, trade: what stands before it */
  PRL_LEX_RANK = 1 << 7,          /* vice, deputy: a modifier that makes another office */
  PRL_LEX_FUNCTION = 1 << 8,      /* no name begins or stands alone with it */
  PRL_LEX_CALL = 1 << 9,          /* call, phoned */
  PRL_LEX_MEET = 1 << 10,         /* met, talks, summit, visit */
  PRL_LEX_NOUN = 1 << 11,         /* of CALL, MEET: a noun */
  PRL_LEX_INSTRUMENT = 1 << 12,   /* tariff, blacklist: value a prl_instrument */
  PRL_LEX_ACTION = 1 << 13,       /* suspended, removed, raised */
  PRL_LEX_ABBREVIATION = 1 << 14, /* its period ends no sentence */
  PRL_LEX_FUTURE = 1 << 15,
  PRL_LEX_SCALE = 1 << 16, /* million: value a power of ten */
  PRL_LEX_UNIT = 1 << 17,  /* tons, aircraft, companies, dollars: value a prl_measured */
  PRL_LEX_FORMER = 1 << 18,
  PRL_LEX_STARTS = 1 << 19,     /* effective, from, starting */
  PRL_LEX_MONTH_TIES = 1 << 20, /* in, since, last: a month or year may follow alone */
  PRL_LEX_AMBIGUOUS = 1 << 21,  /* may, march: a month only in company */
  PRL_LEX_GLUE = 1 << 22,       /* may be stuck to a name where blanks were lost */
  PRL_LEX_DULL = 1 << 23,       /* says nothing of which measure is meant */
  PRL_LEX_PRONOUN = 1 << 24
};
typedef struct prl_lexeme {
  const char *word;
  uint32_t classes;
  int32_t value;
} prl_lexeme;
typedef enum prl_measured { PRL_MASS = 1, PRL_AIRCRAFT, PRL_FIRMS, PRL_MONEY, PRL_BARRELS } prl_measured;
const prl_lexeme *prl_lexicon(int32_t *count); /* entry 0 has no class */
prl_map *prl_lexicon_map(void);

/* ---- tokens and sentences ---- */

typedef struct prl_token {
  uint32_t from, until;
  int32_t line;
  int32_t sentence;
  int32_t lex;     /* entry of the lexicon; 0 = none */
  int32_t name;    /* word of the gazetteer; -1 = none */
  int32_t hit;     /* the phrase of the gazetteer it belongs to; -1 = none */
  int32_t mention; /* the person it names; -1 = none */
  int32_t date;    /* the date it belongs to; -1 = none */
  char kind;       /* w word, n number, { } quotation marks, $ a currency, - any dash, else the sign itself */
  uint8_t breaks;  /* line ends before it: 0, 1, 2 = a blank line or more */
  bool space, capital, upper, bullet, quoted, used;
} prl_token;

typedef struct prl_sentence {
  int32_t first, end; /* tokens [first, end) */
  int32_t paragraph;
  bool heading; /* most words are capitals: a headline, where capitals say nothing */
  bool future;
} prl_sentence;

/* ---- names of the dossier, gazetteer.c ---- */

typedef enum prl_phrase_kind {
  PRL_NAMES_PERSON,
  PRL_NAMES_PARTY,
  PRL_NAMES_CAPITAL,
  PRL_NAMES_EVENT,
  PRL_NAMES_PLACE,
  PRL_NAMES_MEASURE,
  PRL_NAMES_COMMITMENT
} prl_phrase_kind;
typedef struct prl_phrase {
  const int32_t *words;
  int32_t count;
  prl_phrase_kind kind;
  int32_t entry;  /* index in the dossier's array of that kind */
  bool upper;     /* matches capitals only: US */
  bool lone_word; /* one word */
  int32_t next;   /* phrase that begins with the same word, never longer; -1 */
} prl_phrase;
typedef struct prl_hit {
  int32_t first, end, phrase;
} prl_hit;
typedef struct prl_surname { /* whom a single word may name */
  int32_t person;            /* of the dossier; -1 = none or several */
  int32_t figure;            /* of the article; -1 = none yet, -2 = several */
  bool leading;              /* the first word of the name: only in company, or once the whole name was read */
} prl_surname;

/* ---- what the passes find ---- */

typedef enum prl_relation {
  PRL_REL_NONE,
  PRL_REL_DAY,
  PRL_REL_MONTH_DAY,
  PRL_REL_MONTH,
  PRL_REL_OFFSET,
  PRL_REL_WEEKDAY,
  PRL_REL_WEEK,
  PRL_REL_MONTHS,
  PRL_REL_YEARS,
  PRL_REL_AFTER,
  PRL_REL_BEFORE,
  PRL_REL_LATER,
  PRL_REL_EARLIER,
  PRL_REL_AGO
} prl_relation;
typedef struct prl_dated { /* a date in the text */
  int32_t first, end;
  prl_relation relation;
  int32_t month, day, count, span; /* as the relation needs; span in days a unit */
  prl_when when;
  const char *basis;
  prl_day centre; /* of a vague date: the day the words say */
  bool year_written, placed;
  bool clause;       /* "a week after X": the date of what follows */
  int32_t finding;   /* that reports it; -1 */
  int32_t direction; /* WEEKDAY: -1 last, +1 next, 0 not said */
} prl_dated;

typedef struct prl_told { /* the words of a title that tell it from others */
  const int32_t *words;
  int32_t count;
} prl_told;

typedef struct prl_figure { /* a person of the article */
  int32_t person;           /* of the dossier; -1 */
  const char *name, *office, *of;
  int32_t finding, mentions;
} prl_figure;
typedef struct prl_mention {
  int32_t first, end; /* tokens, title included */
  int32_t name_first; /* where the name itself begins */
  int32_t figure;
  const char *office; /* as given here; "" */
  bool former;
} prl_mention;

struct prl_reading {
  prl_arena *arena;
  const char *name, *bytes;
  uint32_t length;
  const prl_dossier *dossier;
  prl_dossier_view record;
  const prl_lexeme *lexicon;
  prl_map *lexemes, *words, *surnames_at, *figures_at, *unplaced_at;
  prl_phrase *phrases;
  int32_t phrase_count, phrase_room;
  int32_t *phrase_of_word, word_count, word_room; /* first phrase that begins with a gazetteer word */
  prl_surname *surnames;
  int32_t surname_count, surname_room;
  prl_token *tokens;
  int32_t count, room;
  prl_sentence *sentences;
  int32_t sentence_count, sentence_room;
  prl_hit *hits;
  int32_t hit_count, hit_room;
  prl_dated *dates;
  int32_t date_count, date_room;
  prl_figure *figures;
  int32_t figure_count, figure_room;
  prl_mention *mentions;
  int32_t mention_count, mention_room;
  prl_finding *findings;
  int32_t finding_count, finding_room;
  prl_when date, not_before;
  const char *date_basis, *not_before_entry;
  int32_t status_seen[3];                     /* finding of the first claim of each tone, -1 */
  prl_told *measures_told, *commitments_told; /* telling words of their titles */
  int32_t *title_words;                       /* per gazetteer word: how many measures have it in their title */
  int32_t *seen_in;                           /* per gazetteer word: 1 + the last sentence marked that has it */
  bool failed;
};

void *prl_reading_grow(prl_reading *r, void *old, int32_t count, int32_t *room, size_t size);
const char *prl_reading_print(prl_reading *r, const char *format, ...) __attribute__((format(printf, 2, 3))); /* "" on failure */
/** Tokens [first, end) as written, white space folded. */
const char *prl_reading_words(prl_reading *r, int32_t first, int32_t end);
const char *prl_reading_when(prl_reading *r, const prl_when *when);
/** A new finding at tokens [first, end); NULL on failure. */
prl_finding *prl_reading_add(prl_reading *r, prl_finding_kind kind, const char *type, int32_t first, int32_t end);
prl_finding *prl_reading_disagree(prl_reading *r, const char *type, int32_t first, int32_t end, const char *article, const char *record,
                                  const char *kept);

/** Lower case without periods and apostrophes into `out` (PRL_FOLDED); returns its length. */
int32_t prl_fold(char *out, const char *bytes, size_t length);
static inline uint32_t prl_class(const prl_reading *r, int32_t at) {
  return at >= 0 && at < r->count ? r->lexicon[r->tokens[at].lex].classes : 0;
}
static inline int32_t prl_value(const prl_reading *r, int32_t at) { return r->lexicon[r->tokens[at].lex].value; }
static inline char prl_kind(const prl_reading *r, int32_t at) { return at >= 0 && at < r->count ? r->tokens[at].kind : '\0'; }
bool prl_is(const prl_reading *r, int32_t at, const char *word); /* case-free */
/** Do the tokens at `at` say these words (blanks between, hyphens passed over)? Returns the token after them, or -1. */
int32_t prl_says(const prl_reading *r, int32_t at, const char *words);
bool prl_number_at(const prl_reading *r, int32_t at, double *out); /* digits with separators */
double prl_amount_at(const prl_reading *r, int32_t at);            /* digits or a number word; NaN */

/* passes */
prl_status prl_pass_tokens(prl_reading *r, prl_error *err);
bool prl_pass_phrase(prl_reading *r, const char *text, int32_t *words, int32_t *count, int32_t most, bool add, bool *upper);
int32_t prl_gazetteer_word(const prl_reading *r, const char *folded); /* -1 */
void prl_pass_gazetteer(prl_reading *r);
void prl_pass_glued(prl_reading *r);
void prl_pass_sentences(prl_reading *r);
void prl_pass_hits(prl_reading *r);
void prl_scan_dates(prl_reading *r);
void prl_pass_article_date(prl_reading *r, const prl_when *given);
void prl_resolve_dates(prl_reading *r);
/** A day without a year, found to be that of an event of the record: what the same sentence counts from it follows. */
void prl_settle_date(prl_reading *r, int32_t date, prl_day day, const char *basis);
void prl_pass_people(prl_reading *r);
void prl_check_offices(prl_reading *r);
void prl_pass_events(prl_reading *r);
void prl_pass_measures(prl_reading *r);
void prl_pass_quantities(prl_reading *r);
void prl_pass_claims(prl_reading *r);
void prl_pass_unplaced(prl_reading *r);

/* ties between passes */
void prl_mark_words(prl_reading *r, int32_t sentence); /* fills seen_in */
/** Share of a title's weight that the marked sentence has; *words: how many of its telling words. A rare word weighs more. */
double prl_title_share(const prl_reading *r, const prl_told *title, int32_t sentence, int32_t *words);
void prl_tell_titles(prl_reading *r); /* fills title_words, measures_told, commitments_told */
/** Do the parties the sentence names, if any, leave room for an entry of `by` towards `on`? */
bool prl_parties_allow(const prl_reading *r, const prl_sentence *s, const char *by, const prl_names *on);
prl_when prl_asked_on(const prl_reading *r, int32_t date);        /* the day of a date, else the article's; NONE when neither is a day */
int32_t prl_surname_at(const prl_reading *r, const char *folded); /* index in surnames, -1 */
int32_t prl_date_near(const prl_reading *r, int32_t first, int32_t end,
                      int32_t at);                                                /* the date of [first, end) nearest to token `at`; -1 */
int32_t prl_figure_with_office(const prl_reading *r, int32_t first, int32_t end); /* "the commerce secretary" -> the figure; -1 */
bool prl_office_matches(const char *given, const char *held);
bool prl_when_may_meet(const prl_when *a, prl_day first, prl_day end); /* do a's bounds touch [first, end)? */

#endif
