/* brief.c -- the main job: the pages a negotiator reads, as one HTML file. */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

static prl_status write_page(prl_text *page, const prl_valued *valued, prl_error *err) {
  const prl_opened *opened = &valued->opened;
  int32_t worth_count, measures = prl_dossier_look(opened->dossier).measure_count;
  const prl_worth *worths = prl_worths_look(&worth_count, valued->worths);
  prl_standing *standings = calloc((size_t)measures + 1, sizeof *standings);
  if (!standings) {
    return prl_fail(err, PRL_E_MEMORY, "no memory left for %d measures", measures);
  }
  prl_standing_all(standings, opened->dossier, &opened->asof);
  const prl_brief brief = {.trace = &opened->trace,
                           .dossier = opened->dossier,
                           .world = opened->world,
                           .standings = standings,
                           .policy = prl_stage_policy(valued->stage),
                           .outcome = prl_stage_outcome(valued->stage),
                           .worths = worths,
                           .worth_count = worth_count,
                           .tolerance_percent = valued->tolerance};
  prl_status status = prl_report_brief(page, &brief, err);
  free(standings);
  return status;
}

static void add_list(prl_text *out, const prl_valued *valued, prl_on_list list, const char *title) {
  int32_t count, found = 0;
  const prl_worth *worths = prl_worths_look(&count, valued->worths);
  for (int32_t k = 0; k < count; k++) {
    if (worths[k].list == list) {
      prl_text_printf(out, "%s  %s\n", found++ ? "" : title, worths[k].item->title);
    }
  }
}

static int32_t on_list(const prl_valued *valued, prl_on_list list) {
  int32_t count, found = 0;
  const prl_worth *worths = prl_worths_look(&count, valued->worths);
  for (int32_t k = 0; k < count; k++) {
    found += worths[k].list == list;
  }
  return found;
}

static prl_status print_headline(const prl_valued *valued, const char *path, prl_error *err) {
  prl_text text = {0};
  const prl_trace *trace = &valued->opened.trace;
  prl_text_printf(&text, "%s\n%s, as of %s: %d items for cooperation, %d outstanding, %d neutral, %d on which the model is silent.\n", path,
                  prl_dossier_look(valued->opened.dossier).title, trace->date, on_list(valued, PRL_LIST_COOPERATION),
                  on_list(valued, PRL_LIST_OUTSTANDING), on_list(valued, PRL_LIST_NEUTRAL), on_list(valued, PRL_LIST_SILENT));
  if (trace->beyond) {
    prl_text_printf(&text, "Not known after %s: the date lies past the horizon of the record.\n", trace->horizon);
  }
  add_list(&text, valued, PRL_LIST_COOPERATION, "Cooperation\n");
  add_list(&text, valued, PRL_LIST_OUTSTANDING, "Outstanding\n");
  prl_status status = prl_cli_print(&text, err);
  prl_text_free(&text);
  return status;
}

static prl_status emit(const prl_invocation *invocation, const prl_valued *valued, const prl_text *page, prl_error *err) {
  char path[PRL_PATH];
  prl_invocation to_file = *invocation;
  if (invocation->out && !strcmp(invocation->out, "-")) {
    return prl_cli_print(page, err);
  }
  snprintf(path, sizeof path, "%s-brief.html", valued->opened.trace.dossier);
  to_file.out = invocation->out ? invocation->out : path;
  prl_status status = prl_cli_emit(&to_file, page, err);
  return status == PRL_OK && !invocation->quiet ? print_headline(valued, to_file.out, err) : status;
}

static prl_status only_a_page(const prl_invocation *invocation, prl_error *err) {
  if (invocation->style.format == PRL_AS_TEXT) {
    return PRL_OK;
  }
  const char *format = prl_cli_option(invocation, "--format");
  prl_fail(err, PRL_E_USAGE, "the brief is one HTML page, there is none as %s", format);
  prl_error_hint(err, "for its numbers: parley lists --format %s", format);
  return PRL_E_USAGE;
}

static prl_status run(const prl_invocation *invocation, prl_error *err) {
  prl_valued valued;
  prl_text page = {0};
  prl_status status = only_a_page(invocation, err);
  if (status == PRL_OK) {
    status = prl_cli_value(&valued, invocation, err);
  }
  if (status != PRL_OK) {
    return status;
  }
  status = write_page(&page, &valued, err);
  if (status == PRL_OK) {
    status = emit(invocation, &valued, &page, err);
  }
  if (status == PRL_OK) {
    status = prl_cli_short_of(valued.status, &valued.accuracy, err);
  }
  prl_text_free(&page);
  prl_cli_valued_free(&valued);
  return status;
}

const prl_command prl_verb_brief = {
    .name = "brief",
    .operands = "[DOSSIER|SCENARIO]",
    .summary = "where things stand, the two lists and what each item is worth, as one HTML page",
    .help = "Writes one self-contained HTML page (no network, no script needed) to --out, default DOSSIER-brief.html in the current\n"
            "folder, and prints its path and the headline. '--out -' writes the page to standard output.\n\n"
            "  parley brief us-china\n"
            "  parley brief us-china --asof 2025-12-05 --out december.html",
    .options = prl_cli_value_options,
    .most = 1,
    .run = run,
};
