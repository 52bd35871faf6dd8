/* brief.h -- the sections of the brief, in the order of the page, and what they share about measures and parties. */
#ifndef PRL_BRIEF_H
#define PRL_BRIEF_H

#include "page.h"

/* ---- brief_measures.c: who acts on whom, and which kind of measure it is ---- */

/** Is the code this party, or one of its regions? */
bool prl_of_party(const prl_party *party, const char *code);
/** Does the measure act by `by` on `on`? A measure on all countries acts on every party but its own. */
bool prl_acts_between(const prl_measure *measure, const prl_party *by, const prl_party *on);
/** Does it act between any two parties? */
bool prl_acts_between_parties(const prl_page *page, const prl_measure *measure);
/** Licences, bans, listings, statutes: no rate on a flow. */
bool prl_is_control(const prl_measure *measure);
/** In force, or not known whether. */
bool prl_may_bite(const prl_standing *standing);
/** "United States on China", "China on all countries" */
const char *prl_whom(prl_page *page, const prl_measure *measure);
const char *prl_name_of(const prl_page *page, const char *code);

/** The coverage of a measure for trade between two parties. */
typedef struct prl_priced {
  bool found, priced;
  double share;    /* 0..1 of the goods trade of the pair */
  const char *why; /* when not priced */
} prl_priced;
prl_priced prl_priced_between(const prl_page *page, const prl_measure *measure, const prl_party *by, const prl_party *on);
/** The same between any two parties it acts between. */
prl_priced prl_priced_anywhere(const prl_page *page, const prl_measure *measure);

/* ---- brief_coverage.c: in force between the parties, without a number in the model ---- */

void prl_unpriced_sentence(prl_page *page);
void prl_unpriced_table(prl_page *page);

/* ---- brief_commands.c: the command lines that repeat a section ---- */

/** `verb` in place of "brief" in the page's own command, without its output file; built from the trace when it is no brief command. */
const char *prl_command_like(prl_page *page, const char *verb);
/** "parley asof DATE DOSSIER", with what was known when that differs. @param more  further words, or "" */
const char *prl_command_asof(prl_page *page, const char *more);

/* ---- brief_ahead.c ---- */

/** A date on which a measure changes by itself. */
typedef struct prl_ahead {
  const prl_standing *now;
  prl_standing then;
  prl_when date;
} prl_ahead;
/** All after the date asked, sorted by date. @return their number; *out in the page's arena */
int32_t prl_ahead_of(prl_ahead **out, prl_page *page);

/* ---- brief_rows.c: rows of measures that several sections write ---- */

void prl_duty_head(prl_page *page);
void prl_duty_row(prl_page *page, const prl_standing *standing, const prl_party *by, const prl_party *on, bool new_layer);
/** "open", a date, "returns at 34 % on 10 Nov 2026" */
const char *prl_show_until(prl_page *page, const prl_standing *standing);
/** Standings in the order of their layers' first mention in the record. @return their number; *out in the page's arena */
typedef bool prl_chosen(const prl_page *page, const prl_standing *standing, const prl_party *by, const prl_party *on);
int32_t prl_by_layer(const prl_standing ***out, prl_page *page, prl_chosen *chosen, const prl_party *by, const prl_party *on);
/** A duty, fee or quota that is or may be in force between the two. */
bool prl_duty_between(const prl_page *page, const prl_standing *standing, const prl_party *by, const prl_party *on);
/** brief_layers.c: a row a layer. @param list  ordered by layer */
void prl_layer_table(prl_page *page, const prl_standing *const *list, int32_t count, const prl_party *by, const prl_party *on);
/** A standing in a compact list: title, marks, dates, sources. */
void prl_compact_entry(prl_page *page, const prl_standing *standing);

/* ---- brief_worths.c ---- */

/** A party's worth in one cell: percent, and millions below. */
void prl_worth_cell(prl_page *page, double percent, double millions);
/** Silent, not priced for the reason that `why` gives: its measure ids become titles. */
const char *prl_reason(prl_page *page, const char *why);
/** Changes of sectors of one party, percent, from an array [n][s] of factors; NaN where the party makes nothing. Length S. */
const double *prl_party_sectors(prl_page *page, int32_t party, const double *factor);
/** "Machinery +0.41 %, ..." the `most` largest of one sign; "none" when there are none. @param sign  +1 or -1 */
const char *prl_largest(prl_page *page, const double *percent, const char *const *names, const double *millions, int32_t count, int sign,
                        int32_t most, int decimals);

/* ---- the page ---- */

void prl_brief_head(prl_page *page);    /* brief_head.c: the answer, the question, in short */
void prl_brief_force(prl_page *page);   /* brief_force.c: 1 */
void prl_brief_lists(prl_page *page);   /* brief_lists.c: 2 */
void prl_brief_worths(prl_page *page);  /* brief_worths.c: 3 */
void prl_brief_world(prl_page *page);   /* brief_world.c: 4 */
void prl_brief_ahead(prl_page *page);   /* brief_ahead.c: 5 */
void prl_brief_method(prl_page *page);  /* brief_method.c: 6 */
void prl_brief_annex(prl_page *page);   /* brief_annex.c: A */
void prl_brief_sources(prl_page *page); /* brief_sources.c: B */

#endif
