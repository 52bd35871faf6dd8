/* trace.c -- what a report rests on, and the command that gives it again: the head and foot of a text, the first keys of a JSON object.
 *
 * Keys are always there; null stands where one does not apply. The command is never wrapped, so that it can be copied. */
#include "inside.h"

#include <string.h>

static bool given(const char *text) { return text && text[0]; }

/* ---- JSON ---- */

static void accuracy_json(prl_json *json, json_t *root, const prl_accuracy *accuracy) {
  if (!accuracy) {
    prl_json_null(json, root, "accuracy");
    return;
  }
  json_t *o = prl_json_object(json, root, "accuracy");
  prl_json_number(json, o, "residual", accuracy->residual);
  prl_json_number(json, o, "walras", accuracy->walras);
  prl_json_whole(json, o, "evaluations", accuracy->evaluations);
  prl_json_number(json, o, "seconds", accuracy->seconds);
  prl_json_some(json, o, "reason", accuracy->reason);
}

static void print_note(char *buf, size_t size, const prl_trace *trace) {
  buf[0] = '\0';
  if (trace->beyond && given(trace->horizon)) snprintf(buf, size, "not known after %s", trace->horizon);
}

void prl_trace_json(prl_json *json, const prl_trace *trace) {
  json_t *root = json->root;
  char note[128];
  print_note(note, sizeof note, trace);
  prl_json_some(json, root, "version", trace->version);
  prl_json_some(json, root, "command", trace->command);
  prl_json_some(json, root, "dossier", trace->dossier);
  prl_json_some(json, root, "asof", trace->date);
  prl_json_some(json, root, "known", trace->known);
  prl_json_some(json, root, "horizon", trace->horizon);
  prl_json_bool(json, root, "beyond_horizon", trace->beyond);
  prl_json_some(json, root, "note", note);
  prl_json_some(json, root, "world", trace->world);
  prl_json_some(json, root, "world_source", trace->world_source);
  if (trace->base_year)
    prl_json_whole(json, root, "base_year", trace->base_year);
  else
    prl_json_null(json, root, "base_year");
  prl_json_some(json, root, "base", trace->base);
  prl_json_some(json, root, "policy", trace->policy);
  prl_json_some(json, root, "elasticities", trace->elasticities);
  prl_json_some(json, root, "firms", trace->firms);
  prl_json_some(json, root, "closure", trace->closure);
  accuracy_json(json, root, trace->accuracy);
}

/* ---- text ---- */

void prl_trace_head(prl_text *out, const prl_style *style, const prl_trace *trace) {
  char text[256];
  if (!trace->beyond || !given(trace->horizon)) return;
  snprintf(text, sizeof text, "Not known after %s, the date of the newest source: what follows is what the record says up to then.",
           trace->horizon);
  prl_paragraph(out, style, "", text);
  prl_text_puts(out, "\n");
}

static void part(prl_text *text, const char *before, const char *what) {
  if (given(what)) prl_text_printf(text, "%s%s%s", text->length ? "; " : "", before, what);
}

static void line(prl_text *out, const prl_style *style, const char *lead, prl_text *text) {
  if (text->length) {
    prl_text_puts(text, ".");
    prl_paragraph(out, style, lead, text->bytes ? text->bytes : "");
  }
  out->failed |= text->failed;
  prl_text_free(text);
}

static void record_line(prl_text *out, const prl_style *style, const prl_trace *trace) {
  prl_text text = {0};
  part(&text, "", trace->dossier);
  part(&text, "as of ", trace->date);
  if (given(trace->known) && (!given(trace->date) || strcmp(trace->known, trace->date) != 0)) part(&text, "as known on ", trace->known);
  part(&text, "horizon ", trace->horizon);
  line(out, style, "Record:   ", &text);
}

static void world_line(prl_text *out, const prl_style *style, const prl_trace *trace) {
  prl_text text = {0};
  char year[16] = "";
  if (trace->base_year) snprintf(year, sizeof year, "%d", trace->base_year);
  part(&text, "", trace->world);
  part(&text, "base year ", year);
  part(&text, "", trace->world_source);
  line(out, style, "World:    ", &text);
}

static void model_line(prl_text *out, const prl_style *style, const prl_trace *trace) {
  prl_text text = {0};
  part(&text, "base policy ", trace->base);
  part(&text, "changes start from ", trace->policy);
  part(&text, "trade elasticities ", trace->elasticities);
  if (given(trace->firms) && strcmp(trace->firms, "fixed") == 0) part(&text, "firms ", "fixed in number");
  part(&text, "deficits ", trace->closure);
  line(out, style, "Model:    ", &text);
}

static void accuracy_line(prl_text *out, const prl_style *style, const prl_accuracy *accuracy) {
  char residual[32], walras[32], seconds[32];
  prl_text text = {0};
  if (!accuracy) return;
  prl_print_number(residual, sizeof residual, accuracy->residual, 2);
  prl_print_number(walras, sizeof walras, accuracy->walras, 2);
  prl_print_number(seconds, sizeof seconds, accuracy->seconds, 2);
  prl_text_printf(&text, "largest relative miss of an equation %s; of the market not solved for %s; %lld evaluations in %s s", residual,
                  walras, (long long)accuracy->evaluations, seconds);
  line(out, style, "Accuracy: ", &text);
}

void prl_trace_foot(prl_text *out, const prl_style *style, const prl_trace *trace) {
  prl_text_puts(out, "\n");
  record_line(out, style, trace);
  world_line(out, style, trace);
  model_line(out, style, trace);
  accuracy_line(out, style, trace->accuracy);
  if (!given(trace->command)) return;
  prl_text_puts(out, "Again:    ");
  prl_painted(out, style, PRL_DIM, trace->command);
  prl_text_puts(out, "\n");
}
