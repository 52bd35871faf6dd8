/* read_text.c -- an article read against the record, for a reader: its date, then what was found by kind, each with line:column.
 *
 * Disagreements stand before what could not be placed; a section without findings is said to have none, so that silence means nothing. */
#include "read.h"

#include <math.h>

static void detail(prl_text *out, const prl_style *style, const char *lead, const char *text) {
  if (text[0]) prl_paragraph(out, style, lead, text);
}

static void add(prl_text *line, const char *before, const char *what) {
  if (what[0]) prl_text_printf(line, "%s%s", before, what);
}

static void add_when(prl_text *line, const prl_finding *f) {
  char figure[PRL_FIGURE];
  if (f->when.kind != PRL_WHEN_NONE) prl_text_printf(line, ", %s", prl_when_text(figure, &f->when));
  if (f->basis[0]) prl_text_printf(line, " (%s)", f->basis);
}

static void add_entry(prl_text *line, const prl_finding *f) {
  if (f->entry[0]) prl_text_printf(line, " = %s", f->entry);
}

static void person_line(prl_text *line, const prl_finding *f) {
  prl_text_puts(line, f->name);
  add(line, ", ", f->office);
  add(line, " of ", f->of);
  add_entry(line, f);
  if (f->note[0]) prl_text_printf(line, " (%s)", f->note);
}

static void event_line(prl_text *line, const prl_finding *f) {
  prl_text_printf(line, "%s \"%s\"", f->type, f->name);
  add_when(line, f);
  add(line, ", ", f->where);
  for (int32_t k = 0; k < f->with_count; k++) prl_text_printf(line, "%s%s", k ? ", " : ": ", f->with[k]);
  add_entry(line, f);
  if (!f->entry[0]) prl_text_puts(line, " (no event of the record)");
}

static void amount_line(prl_text *line, const prl_finding *f) {
  char figure[PRL_FIGURE];
  prl_text_puts(line, f->type[0] ? f->type : "");
  if (isfinite(f->number)) prl_text_printf(line, "%s%s %s", f->type[0] ? " " : "", prl_short_figure(figure, f->number), f->unit);
  add(line, ", ", f->action);
  add_when(line, f);
  add_entry(line, f);
  if (!f->entry[0]) prl_text_puts(line, " (matched to nothing in the record)");
}

static void claim_line(prl_text *line, const prl_finding *f) {
  prl_text_printf(line, "%s%s", f->name[0] ? f->name : "?", f->type[0] ? " (" : "");
  add(line, "", f->type);
  prl_text_printf(line, "%s: \"%s\"", f->type[0] ? ")" : "", f->words);
  if (f->note[0]) prl_text_printf(line, " [%s]", f->note);
}

static void disagreement_line(prl_text *line, const prl_finding *f) {
  prl_text_printf(line, "%s: the article: %s; against: %s. %s", f->type, f->article, f->record, f->kept);
}

static void put_finding(prl_text *out, const prl_style *style, const prl_finding *f) {
  char lead[64];
  prl_text line = {0};
  snprintf(lead, sizeof lead, "  %d:%d  ", (int)f->line, (int)f->column);
  switch (f->kind) {
    case PRL_FOUND_DATE:
      prl_text_printf(&line, "\"%s\"%s", f->words, f->when.kind == PRL_WHEN_NONE ? ", not known" : "");
      add_when(&line, f);
      break;
    case PRL_FOUND_PERSON: person_line(&line, f); break;
    case PRL_FOUND_EVENT: event_line(&line, f); break;
    case PRL_FOUND_MEASURE:
    case PRL_FOUND_QUANTITY: amount_line(&line, f); break;
    case PRL_FOUND_CLAIM: claim_line(&line, f); break;
    case PRL_FOUND_DISAGREEMENT: disagreement_line(&line, f); break;
    case PRL_FOUND_UNPLACED: prl_text_printf(&line, "%s \"%s\": %s", f->type, f->words, f->note); break;
  }
  detail(out, style, lead, line.bytes ? line.bytes : "");
  out->failed |= line.failed;
  prl_text_free(&line);
}

static void section(prl_text *out, const prl_style *style, const prl_reading_view *view, prl_finding_kind kind, const char *title) {
  int32_t count = 0;
  prl_text_puts(out, "\n");
  prl_painted(out, style, PRL_BOLD, title);
  prl_text_puts(out, "\n");
  for (int32_t k = 0; k < view->count; k++) {
    if (view->findings[k].kind != kind) continue;
    put_finding(out, style, &view->findings[k]);
    count++;
  }
  if (count == 0) prl_text_puts(out, "  none found\n");
}

static void put_head(prl_text *out, const prl_style *style, const prl_reading_view *view) {
  char figure[PRL_FIGURE];
  prl_text line = {0};
  prl_text_printf(&line, "%s, read against the record. A draft to review; nothing was written into the record.", view->name);
  detail(out, style, "", line.bytes ? line.bytes : "");
  line.length = 0;
  prl_text_puts(&line, view->date.kind == PRL_WHEN_NONE ? "" : prl_when_text(figure, &view->date));
  prl_text_printf(&line, "%s%s%s", view->date.kind == PRL_WHEN_NONE ? "" : " (", view->date_basis,
                  view->date.kind == PRL_WHEN_NONE ? "" : ")");
  if (view->date.kind == PRL_WHEN_NONE && view->not_before.kind != PRL_WHEN_NONE)
    prl_text_printf(&line, ". Not before %s: it names %s", prl_when_text(figure, &view->not_before), view->not_before_entry);
  detail(out, style, "The article's date: ", line.bytes ? line.bytes : "");
  out->failed |= line.failed;
  prl_text_free(&line);
}

prl_status prl_read_text_report(prl_text *out, const prl_style *style, const prl_trace *trace, const prl_reading_view *view,
                                prl_error *err) {
  static const struct {
    prl_finding_kind kind;
    const char *title;
  } sections[] = {{PRL_FOUND_PERSON, "People"},
                  {PRL_FOUND_EVENT, "Events"},
                  {PRL_FOUND_DATE, "Dates"},
                  {PRL_FOUND_MEASURE, "Measures and rates"},
                  {PRL_FOUND_QUANTITY, "Quantities"},
                  {PRL_FOUND_CLAIM, "Claims"},
                  {PRL_FOUND_DISAGREEMENT, "Disagreements with the record and between speakers"},
                  {PRL_FOUND_UNPLACED, "Not placed"}};
  put_head(out, style, view);
  for (size_t k = 0; k < sizeof sections / sizeof *sections; k++) section(out, style, view, sections[k].kind, sections[k].title);
  prl_text_puts(out, "\n");
  prl_trace_foot(out, style, trace);
  return prl_text_end(out, err);
}
