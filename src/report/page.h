/* page.h -- the brief's page while it is written: escaped text, tables, figures as people read them, numbered sources.
 *
 * A page writes to one growing text. Texts that it makes live in its arena; when memory ends the text is marked failed, empty texts
 * stand in, and the whole page is refused at its end. Numbers come from the brief's structs only; NaN is written as "not known", never
 * as a number. */
#ifndef PRL_PAGE_H
#define PRL_PAGE_H

#include "brief_words.h"
#include "parley/report.h"

#define PRL_MINUS    "\xe2\x88\x92" /* U+2212 */
#define PRL_ELLIPSIS "\xe2\x80\xa6"

typedef struct prl_page {
  prl_text *out;
  const prl_brief *brief;
  prl_trace trace; /* the brief's, with "" for NULL */
  prl_dossier_view dossier;
  prl_world_view world;
  prl_outcome_view outcome;
  prl_arena *arena;
  int32_t *number; /* by source of the dossier: its number on the page, 0 = not cited yet */
  int32_t *cited;  /* by number - 1: the source's index */
  int32_t cited_count;
  prl_asof asof;     /* of the question; kinds NONE when the trace's dates are not dates */
  int32_t *party_of; /* by region of the world: the party it belongs to, or -1 */
  int decimals;      /* of worths in percent */
} prl_page;

/* ---- page_html.c: escaped text ---- */

void prl_html_text(prl_text *out, const char *text);
/** A catalogue text with its arguments, escaped. @param with  ends with NULL; may be NULL */
void prl_html_say(prl_text *out, prl_word word, const char *const *with);
/** The same as a plain text in the page's arena (escaped when it is written). */
const char *prl_page_said(prl_page *page, prl_word word, const char *const *with);
const char *prl_page_keep(prl_page *page, const char *format, ...) __attribute__((format(printf, 2, 3)));
/** Texts joined with commas and a last "and". */
const char *prl_page_join(prl_page *page, const char *const *texts, int32_t count);
/** A list that grows: `sofar`, then the separator, then `more`; only `more` when nothing is there yet. */
const char *prl_page_append(prl_page *page, const char *sofar, prl_word separator, const char *more);

#define PRL_WITH(...)             ((const char *const[]){__VA_ARGS__, NULL})
#define PRL_SAY(page, name, ...)  prl_html_say((page)->out, PRL_W_##name, PRL_WITH(__VA_ARGS__))
#define PRL_SAID(page, name, ...) prl_page_said((page), PRL_W_##name, PRL_WITH(__VA_ARGS__))
#define PRL_TELL(page, name)      prl_html_say((page)->out, PRL_W_##name, NULL)

void prl_page_puts(prl_page *page, const char *markup);
void prl_page_text(prl_page *page, const char *text);
/** <tag class="kind">, the catalogue text, </tag>. @param kind  "" = no class */
void prl_page_element(prl_page *page, const char *tag, const char *kind, prl_word word, const char *const *with);
/** The same around a text of the data. */
void prl_page_wrap(prl_page *page, const char *tag, const char *kind, const char *text);

/* ---- page_table.c: sections, tables, marks, sources ---- */

void prl_page_section(prl_page *page, const char *id, prl_word title);
void prl_page_section_end(prl_page *page);
/** "Repeat this" and a command line. */
void prl_page_command(prl_page *page, const char *command);
/** A table in a box that scrolls, up to its caption. @param kind  CSS class */
void prl_table_begin(prl_page *page, const char *kind, prl_word caption, const char *const *with);
/** A column's head; `kind` is "" or "n" (numbers). */
void prl_table_head(prl_page *page, const char *kind, prl_word word, const char *const *with);
void prl_table_end(prl_page *page);
typedef enum prl_mark {
  PRL_MARK_DISPUTED,
  PRL_MARK_FAIR,
  PRL_MARK_UNSURE,
  PRL_MARK_UNKNOWN,
  PRL_MARK_SILENT,
  PRL_MARK_STATED,
  PRL_MARK_PARTLY
} prl_mark;
void prl_page_mark(prl_page *page, prl_mark mark);
/** Marks of a standing: disputed, and how sure its step is. */
void prl_page_marks(prl_page *page, const prl_standing *standing);
/** "[3, 7]", each a link into the list of sources; numbers are given at first mention. Nothing when there are none. */
void prl_page_cite(prl_page *page, const prl_source *const *sources, int32_t count);

/* ---- page_figures.c: numbers and dates as people read them ---- */

/** A change in percent with its sign; "0.000" without one when it rounds to zero. Unit included when `unit`. NaN: "not known". */
const char *prl_show_change(prl_page *page, double percent, int decimals, bool unit);
/** Millions with sign and thousands; no unit. */
const char *prl_show_millions(prl_page *page, double millions);
/** "USD +8.1 billion" */
const char *prl_show_money(prl_page *page, double millions);
const char *prl_show_count(prl_page *page, int64_t n);
/** A plain number, up to `digits` significant ones. */
const char *prl_show_number(prl_page *page, double x, int digits);
const char *prl_show_small(prl_page *page, double x);
const char *prl_show_when(prl_page *page, const prl_when *when);
/** A date of the trace: canonical text, shown as people write it. */
const char *prl_show_date(prl_page *page, const char *text);
/** A rate with its unit. */
const char *prl_show_rate(prl_page *page, const prl_measure *measure, double rate);
/** The lowest and highest rate in force, over product lines too. False when it is not known or there is none. */
bool prl_rate_span(double *low, double *high, const prl_page *page, const prl_standing *standing);
const char *prl_show_span(prl_page *page, const prl_measure *measure, double low, double high);
/** The rate of a standing: one, a range, by line, "" when the instrument carries none. */
const char *prl_show_standing_rate(prl_page *page, const prl_standing *standing);
const char *prl_show_state(prl_state state);
const char *prl_show_instrument(prl_instrument instrument);
/** Decimals at which the largest of these still shows two or more digits. */
int prl_decimals_for(double largest);

/* ---- page_style.c ---- */

void prl_page_style(prl_text *out);

#endif
