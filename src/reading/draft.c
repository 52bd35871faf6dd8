/* draft.c -- proposed events and claims as YAML in the record's format (docs/record.md), for a person to review.
 *
 *   # line 6, column 1: "..."          the passage
 *   - id: call-2025-12-05              made of kind and date; ids of several of one kind and day are numbered
 *     ...
 *     source: []                       left to fill: a dossier does not open until it is
 *
 * Events of the record are not proposed again, nor are dates that are not known: `date:` is left empty and said so. Claims of people of the
 * dossier carry their id, others the speaker's name. Sections are separate documents: events.yaml, then claims.yaml. */
#include "inside.h"

/* A YAML scalar in double quotes. */
static void quoted(prl_text *out, const char *text) {
  prl_text_puts(out, "\"");
  for (const char *c = text; *c; c++) {
    if (*c == '"' || *c == '\\') prl_text_add(out, "\\", 1);
    if ((unsigned char)*c < 0x20)
      prl_text_printf(out, "\\x%02x", (unsigned char)*c);
    else
      prl_text_add(out, c, 1);
  }
  prl_text_puts(out, "\"");
}

static void comment(prl_text *out, const prl_finding *f) {
  prl_text_printf(out, "# line %d, column %d: ", (int)f->line, (int)f->column);
  for (const char *c = f->words; *c; c++) prl_text_add(out, (unsigned char)*c < 0x20 ? " " : c, 1);
  prl_text_puts(out, "\n");
}

static void put_date(prl_text *out, const prl_finding *f) {
  char date[64];
  prl_when_print(date, sizeof date, &f->when);
  if (*date)
    prl_text_printf(out, "  date: %s", date);
  else
    prl_text_puts(out, "  date:");
  if (*f->basis)
    prl_text_printf(out, " # %s", f->basis);
  else if (!*date)
    prl_text_puts(out, " # not known");
  prl_text_puts(out, "\n");
}

/* The people of the dossier by id; the others in a comment, since the record knows no id of theirs. */
static void put_people(prl_text *out, const prl_reading *r, const prl_finding *f) {
  prl_text known = {0}, others = {0};
  for (int32_t k = 0; k < f->with_count; k++) {
    const prl_figure *figure = NULL;
    int32_t held = prl_map_find(r->figures_at, f->with[k]);
    if (held >= 0) figure = &r->figures[held];
    if (figure && figure->person >= 0)
      prl_text_printf(&known, "%s%s", known.length ? ", " : "", r->record.people[figure->person].id);
    else
      prl_text_printf(&others, "%s%s", others.length ? ", " : "", f->with[k]);
  }
  if (known.length) prl_text_printf(out, "  participants: [%s]\n", known.bytes);
  if (others.length) prl_text_printf(out, "  # not in the dossier: %s\n", others.bytes);
  out->failed |= known.failed || others.failed;
  prl_text_free(&known);
  prl_text_free(&others);
}

static void put_event(prl_text *out, const prl_reading *r, const prl_finding *f, int32_t number) {
  char date[64];
  prl_when_print(date, sizeof date, &f->when);
  comment(out, f);
  const char *kind = strcmp(f->type, "agreement") ? f->type : "announcement";
  prl_text_printf(out, "- id: %s-%s-%d\n  kind: %s\n  title: ", f->type, *date ? *date == '~' ? date + 1 : date : "undated", (int)number,
                  kind);
  quoted(out, f->name);
  prl_text_puts(out, "\n");
  put_date(out, f);
  if (*f->where) {
    prl_text_puts(out, "  where: ");
    quoted(out, f->where);
    prl_text_puts(out, "\n");
  }
  put_people(out, r, f);
  prl_text_puts(out, "  source: []\n  sure: low\n\n");
}

static void put_claim(prl_text *out, const prl_finding *f, int32_t number) {
  char date[64];
  prl_when_print(date, sizeof date, &f->when);
  comment(out, f);
  prl_text_printf(out, "- id: claim-%s-%d\n  by: ", *date ? date : "undated", (int)number);
  quoted(out, *f->entry ? f->entry : f->name);
  prl_text_puts(out, "\n");
  put_date(out, f);
  prl_text_printf(out, "  kind: %s%s\n  says: ", *f->type ? f->type : "level", *f->type ? "" : " # not classed: choose one");
  quoted(out, *f->action ? f->action : f->words);
  prl_text_puts(out, "\n");
  if (strcmp(f->note, "reported speech") != 0) {
    prl_text_puts(out, "  quote: ");
    quoted(out, f->words);
    prl_text_puts(out, "\n");
  }
  prl_text_puts(out, "  source: []\n\n");
}

prl_status prl_reading_draft(prl_text *out, const prl_reading *r, prl_error *err) {
  char date[64];
  int32_t number = 0;
  prl_when_print(date, sizeof date, &r->date);
  prl_text_printf(out, "# A draft from %s, dated %s (%s). Nothing here is in the record: review it, fill in source, and move it by hand.\n",
                  r->name, *date ? date : "unknown", r->date_basis);
  prl_text_puts(out, "\n# events.yaml\n\n");
  for (int32_t k = 0; k < r->finding_count; k++)
    if (r->findings[k].kind == PRL_FOUND_EVENT && !*r->findings[k].entry) put_event(out, r, &r->findings[k], ++number);
  if (number == 0) prl_text_puts(out, "[]\n");
  prl_text_puts(out, "---\n# claims.yaml\n\n");
  number = 0;
  for (int32_t k = 0; k < r->finding_count; k++)
    if (r->findings[k].kind == PRL_FOUND_CLAIM) put_claim(out, &r->findings[k], ++number);
  if (number == 0) prl_text_puts(out, "[]\n");
  return out->failed ? prl_fail(err, PRL_E_MEMORY, "no memory left for the draft of %s", r->name) : PRL_OK;
}
