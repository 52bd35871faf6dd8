/* grad.c -- what every tariff, export tax, friction, limit and promise is worth to a region at the margin.
 *
 * At the policy given: a dossier's on a date; a scenario's, its changes on top. One transposed solve a region (src/model/gradient.c); without --all
 * only the measures between the parties, or between the actors of the scenario's changes, are listed. */
#include "grad.h"

#include <stdlib.h>
#include <string.h>

typedef struct asked {
  bool *by, *on, *sectors, *of; /* by region, by sector; of: whose real income */
  int32_t instrument;           /* -1 = all */
  int32_t top;
  bool check;
} asked;

typedef struct graded {
  prl_opened opened;
  prl_stage *stage;
  prl_gradient *gradient;
  prl_solver_options solver;
  prl_cli_progress progress;
  prl_accuracy accuracy;
  prl_status status;
  asked asked;
  int32_t *regions, region_count; /* asked for */
  prl_slope_at *at;
  double *per; /* [slope][region asked], per unit */
  int32_t count, room;
  prl_slopes_checked checked;
} graded;

/* ---- what is asked ---- */

static void all_of(bool *set, int32_t count) {
  for (int32_t k = 0; k < count; k++) {
    set[k] = true;
  }
}

static prl_status no_memory(prl_error *err) { return prl_fail(err, PRL_E_MEMORY, "no memory left for the gradient"); }

static prl_status nobody(const prl_opened *opened, prl_error *err) {
  prl_fail(err, PRL_E_USAGE, "%s names no party and changes nothing, so whose gradient is meant is not known", opened->name);
  prl_error_hint(err, "write --regions USA,CHN, or --all");
  return PRL_E_USAGE;
}

/* A set from its option, else a copy of another one. */
static prl_status chosen(bool *set, prl_opened *opened, const prl_invocation *invocation, const char *option, const bool *otherwise,
                         prl_error *err) {
  const char *given = prl_cli_option(invocation, option);
  if (given) {
    return prl_cli_regions(set, opened, option, given, err);
  }
  memcpy(set, otherwise, (size_t)prl_world_look(opened->world).regions * sizeof *set);
  return PRL_OK;
}

static prl_status read_regions(asked *a, prl_opened *opened, const prl_invocation *invocation, prl_error *err) {
  const int32_t N = prl_world_look(opened->world).regions;
  const bool all = prl_cli_option(invocation, "--all") != NULL;
  bool *parties = prl_arena_alloc(opened->arena, (size_t)N, sizeof *parties);
  bool *others = prl_arena_alloc(opened->arena, (size_t)N, sizeof *others);
  if (!parties || !others) {
    return no_memory(err);
  }
  const int32_t count = prl_cli_parties(parties, opened);
  if (count == 0 && !all && !prl_cli_option(invocation, "--regions")) {
    return nobody(opened, err);
  }
  memcpy(others, parties, (size_t)N * sizeof *others);
  if (all || count < 2) {
    all_of(others, N); /* one party by itself: with everyone */
  }
  prl_status status = chosen(a->of, opened, invocation, "--regions", count > 0 ? parties : others, err);
  if (status == PRL_OK) {
    status = chosen(a->by, opened, invocation, "--by", all ? others : count > 0 ? parties : a->of, err);
  }
  return status == PRL_OK ? chosen(a->on, opened, invocation, "--on", others, err) : status;
}

static prl_status read_top(int32_t *out, const prl_invocation *invocation, prl_error *err) {
  const char *given = prl_cli_option(invocation, "--top");
  double number;
  *out = 10;
  if (given) {
    if (!prl_parse_number(&number, given, strlen(given)) || !(number >= 1 && number <= 1e6) || number != (int32_t)number) {
      prl_fail(err, PRL_E_USAGE, "--top is \"%.80s\", expected a whole number of rows, 1 or more", given);
      prl_error_hint(err, "write --top 10");
      return PRL_E_USAGE;
    }
    *out = (int32_t)number;
  }
  return PRL_OK;
}

static prl_status read_words(asked *a, const prl_invocation *invocation, prl_error *err) {
  static const char *const checks[] = {"fd"};
  const char *instrument = prl_cli_option(invocation, "--instrument"), *check = prl_cli_option(invocation, "--check");
  a->instrument = instrument ? prl_cli_choose("--instrument", instrument, prl_slope_words, PRL_SLOPES, err) : -1;
  if (instrument && a->instrument < 0) {
    return PRL_E_USAGE;
  }
  if (check && prl_cli_choose("--check", check, checks, 1, err) < 0) {
    return PRL_E_USAGE;
  }
  a->check = check != NULL;
  return read_top(&a->top, invocation, err);
}

static prl_status read_asked(graded *g, const prl_invocation *invocation, prl_error *err) {
  const prl_world_view w = prl_world_look(g->opened.world);
  const char *sectors = prl_cli_option(invocation, "--sectors");
  asked *a = &g->asked;
  bool *room = prl_arena_alloc(g->opened.arena, 3 * (size_t)w.regions + (size_t)w.sectors, sizeof *room);
  if (!room) {
    return no_memory(err);
  }
  a->by = room, a->on = room + w.regions, a->of = a->on + w.regions, a->sectors = a->of + w.regions;
  prl_status status = read_words(a, invocation, err);
  if (status == PRL_OK) {
    status = read_regions(a, &g->opened, invocation, err);
  }
  if (status == PRL_OK && sectors) {
    return prl_cli_sectors(a->sectors, &g->opened, sectors, err);
  }
  all_of(a->sectors, w.sectors);
  return status;
}

/* ---- the slopes ---- */

static bool wanted(const asked *a, int32_t instrument) { return a->instrument < 0 || a->instrument == instrument; }

/* Room for one more; NULL when there is none. */
static double *push(graded *g, prl_slope_at at) {
  if (g->count == g->room) {
    const int32_t room = g->room ? 2 * g->room : 1024;
    prl_slope_at *grown = realloc(g->at, (size_t)room * sizeof *grown);
    double *per = grown ? realloc(g->per, (size_t)room * (size_t)g->region_count * sizeof *per) : NULL;
    g->at = grown ? grown : g->at;
    if (!per) {
      return NULL;
    }
    g->per = per;
    g->room = room;
  }
  g->at[g->count] = at;
  return g->per + (int64_t)g->count++ * g->region_count;
}

/* Of one row of flows into a destination: `rows` are those of each region asked. */
static bool take_row(graded *g, const double *rows, int32_t instrument, int32_t s, int32_t n) {
  const prl_economy *e = prl_stage_economy(g->stage);
  const int32_t N = prl_economy_look(e).regions;
  for (int32_t i = 0; i < N; i++) {
    const int32_t by = instrument == PRL_SLOPE_EXPORT_TAX ? i : n, on = instrument == PRL_SLOPE_EXPORT_TAX ? n : i;
    if (i == n || !g->asked.by[by] || !g->asked.on[on] || !(prl_economy_pi(e, s, n, i) > 0)) {
      continue;
    }
    double *per = push(g, (prl_slope_at){instrument, by, on, s, n, i, -1});
    if (!per) {
      return false;
    }
    for (int32_t r = 0; r < g->region_count; r++) {
      per[r] = rows[(int64_t)r * N + i];
    }
  }
  return true;
}

static prl_status rates(graded *g, int32_t instrument, double *rows, prl_error *err) {
  const prl_economy_view e = prl_economy_look(prl_stage_economy(g->stage));
  const prl_margin margin = instrument == PRL_SLOPE_TARIFF       ? PRL_MARGIN_TARIFF
                            : instrument == PRL_SLOPE_EXPORT_TAX ? PRL_MARGIN_EXPORT_TAX
                                                                 : PRL_MARGIN_FRICTION;
  const bool *ends = instrument == PRL_SLOPE_EXPORT_TAX ? g->asked.on : g->asked.by;
  for (int32_t s = 0; s < e.sectors; s++) {
    for (int32_t n = 0; n < e.regions && g->asked.sectors[s]; n++) {
      for (int32_t r = 0; r < g->region_count && ends[n]; r++) {
        prl_gradient_row(rows + (int64_t)r * e.regions, g->gradient, r, margin, s, n);
      }
      if (ends[n] && !take_row(g, rows, instrument, s, n)) {
        return no_memory(err);
      }
    }
  }
  return PRL_OK;
}

/* Is the entry that set a limit one on its own exports? */
static bool on_exports(const prl_opened *opened, const char *id) {
  const prl_dossier_view view = opened->dossier ? prl_dossier_look(opened->dossier) : (prl_dossier_view){0};
  for (int32_t k = 0; k < opened->change_count; k++) {
    char own[32];
    snprintf(own, sizeof own, "change %d", k + 1);
    if (!strcmp(own, id)) {
      return opened->changes[k].exports;
    }
  }
  for (int32_t k = 0; k < view.measure_count; k++) {
    if (!strcmp(view.measures[k].id, id)) {
      return view.measures[k].exports;
    }
  }
  return false;
}

static prl_status bounds(graded *g, int32_t instrument, prl_error *err) {
  const prl_joined *joined = prl_stage_joined(g->stage);
  const prl_wedges w = prl_joined_wedges(joined);
  const bool quota = instrument == PRL_SLOPE_QUOTA;
  const prl_bound *bound = prl_joined_bounds(joined) + (quota ? 0 : w.quota_count);
  for (int32_t k = 0; k < (quota ? w.quota_count : w.purchase_count); k++) {
    const prl_bound *b = &bound[k];
    const bool exports = quota && on_exports(&g->opened, b->id);
    const int32_t by = exports ? b->origin : b->destination, on = exports ? b->destination : b->origin;
    if ((by >= 0 && !g->asked.by[by]) || (on >= 0 && !g->asked.on[on]) || (b->sector >= 0 && !g->asked.sectors[b->sector])) {
      continue;
    }
    double *per = push(g, (prl_slope_at){instrument, by, on, b->sector, b->destination, b->origin, k});
    if (!per) {
      return no_memory(err);
    }
    for (int32_t r = 0; r < g->region_count; r++) {
      per[r] = quota ? prl_gradient_quota(g->gradient, r, k) : prl_gradient_purchase(g->gradient, r, k);
    }
  }
  return PRL_OK;
}

static prl_status slopes(graded *g, prl_error *err) {
  const int32_t N = prl_world_look(g->opened.world).regions;
  double *rows = prl_arena_alloc(g->opened.arena, (size_t)N * (size_t)g->region_count + 1, sizeof *rows);
  prl_status status = rows ? PRL_OK : no_memory(err);
  for (int32_t k = 0; k < PRL_SLOPES && status == PRL_OK; k++) {
    if (wanted(&g->asked, k)) {
      status = k == PRL_SLOPE_QUOTA || k == PRL_SLOPE_PURCHASE ? bounds(g, k, err) : rates(g, k, rows, err);
    }
  }
  return status;
}

/* ---- solving and reporting ---- */

static prl_status whose(graded *g, prl_error *err) {
  const int32_t N = prl_world_look(g->opened.world).regions;
  g->regions = prl_arena_alloc(g->opened.arena, (size_t)N, sizeof *g->regions);
  if (!g->regions) {
    return no_memory(err);
  }
  for (int32_t n = 0; n < N; n++) {
    if (g->asked.of[n]) {
      g->regions[g->region_count++] = n;
    }
  }
  return PRL_OK;
}

static prl_status differentiate(graded *g, prl_error *err) {
  prl_status status = whose(g, err);
  if (status == PRL_OK) {
    status = g->status = prl_cli_stage(&g->stage, &g->opened, false, &g->solver, err);
  }
  if (status < 0) {
    return status;
  }
  g->accuracy = prl_outcome_look(prl_stage_outcome(g->stage)).accuracy;
  g->opened.trace.accuracy = &g->accuracy;
  status = prl_gradient_new(&g->gradient, prl_stage_outcome(g->stage), g->regions, g->region_count, err);
  if (status == PRL_OK) {
    status = slopes(g, err);
  }
  if (status == PRL_OK && g->asked.check) {
    status = prl_cli_grad_check(&g->checked, g->stage, g->at, g->count, g->regions, g->region_count, g->per, &g->solver, err);
  }
  return status;
}

/* What is reported: a point of a rate, a percent of a limit, is a hundredth of what was differentiated by. */
static prl_slope *reported(graded *g) {
  const prl_bound *bound = prl_joined_bounds(prl_stage_joined(g->stage));
  const int32_t quotas = prl_joined_wedges(prl_stage_joined(g->stage)).quota_count;
  prl_slope *out = prl_arena_alloc(g->opened.arena, (size_t)g->count + 1, sizeof *out);
  for (int32_t k = 0; out && k < g->count; k++) {
    const prl_slope_at *at = &g->at[k];
    out[k] = (prl_slope){(prl_slope_kind)at->instrument, at->by, at->on, at->sector, "", g->per + (int64_t)k * g->region_count};
    if (at->bound >= 0) {
      out[k].id = bound[at->bound + (at->instrument == PRL_SLOPE_PURCHASE ? quotas : 0)].id;
    }
  }
  for (int64_t k = 0; k < (int64_t)g->count * g->region_count; k++) {
    g->per[k] *= 0.01;
  }
  return out;
}

static prl_status judged(const graded *g, prl_error *err) {
  if (!g->asked.check || g->checked.largest <= PRL_SLOPE_AGREEMENT) {
    return prl_cli_short_of(g->status, &g->accuracy, err);
  }
  char largest[32];
  prl_print_number(largest, sizeof largest, g->checked.largest, 2);
  return prl_fail(err, PRL_E_NO_CONVERGENCE, "the gradient and differences of solves are %s apart, more than 1e-8", largest);
}

static prl_status report(graded *g, const prl_invocation *invocation, prl_error *err) {
  prl_text text = {0};
  const prl_slopes all = {.regions = g->regions,
                          .region_count = g->region_count,
                          .slopes = reported(g),
                          .slope_count = g->count,
                          .top = g->asked.top,
                          .checked = g->checked};
  prl_status status =
      all.slopes ? prl_report_grad(&text, &invocation->style, &g->opened.trace, g->opened.world, prl_stage_outcome(g->stage), &all, err)
                 : no_memory(err);
  if (status == PRL_OK) {
    status = prl_cli_emit(invocation, &text, err);
  }
  prl_text_free(&text);
  return status == PRL_OK ? judged(g, err) : status;
}

static prl_status run(const prl_invocation *invocation, prl_error *err) {
  graded g = {0};
  prl_status status = prl_cli_open_case(&g.opened, invocation, invocation->word_count ? invocation->words[0] : NULL, err);
  if (status == PRL_OK) {
    status = read_asked(&g, invocation, err);
  }
  if (status == PRL_OK) {
    prl_cli_progress_start(&g.progress, &g.solver, invocation);
    status = differentiate(&g, err);
    prl_cli_progress_end(&g.progress);
  }
  if (status == PRL_OK) {
    status = report(&g, invocation, err);
  }
  prl_gradient_free(g.gradient);
  prl_stage_free(g.stage);
  free(g.at);
  free(g.per);
  prl_cli_close(&g.opened);
  return status;
}

static const prl_option options[] = {
    {"--regions", "a,b", "whose real income (the dossier's parties; the actors of a scenario's changes)"},
    {"--by", "a,b", "measures of these governments (the same)"},
    {"--on", "a,b", "on trade with these (the same)"},
    {"--all", NULL, "measures of all regions on all others"},
    {"--instrument", "NAME", "tariff, export-tax, friction, quota or purchase (all)"},
    {"--sectors", "a,b", "only these sectors (all)"},
    {"--top", "N", "text: so many of the largest a region (10)"},
    {"--check", "fd", "compare a sample with differences of solves; exit status 3 when they differ by more than 1e-8"},
    PRL_CLI_DATES,
    PRL_CLI_ASSUMPTIONS,
    {NULL, NULL, NULL},
};

const prl_command prl_verb_grad = {
    .name = "grad",
    .operands = "[DOSSIER|SCENARIO]",
    .summary = "what every tariff, export tax, limit and promise is worth at the margin",
    .help =
        "d ln real income of each region by every measure, at the policy of the dossier on a date or of the scenario with its changes:\n"
        "per percentage point of a rate, alike on all lines of a flow, or per percent of a limit or promise. Exact, from one transposed\n"
        "solve a region. 'by' is the government that sets it: the destination of a tariff, the origin of an export tax. Goods that are\n"
        "banned do not respond. CSV and JSON have all of them, text the largest.\n\n"
        "  parley grad us-china --asof 2025-12-05 --regions USA --instrument tariff\n"
        "  parley grad examples/us-25-on-china.yaml --world hybrid2022-16 --sectors C26 --check fd",
    .options = options,
    .most = 1,
    .run = run,
};
