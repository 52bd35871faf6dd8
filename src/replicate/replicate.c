/* replicate.c -- every printed cell of an article, computed and compared; beside each welfare cell the exact change of real income.
 *
 * A quantity whose name begins with "welfare" is the article's own measure; the cell that follows it has the same name with
 * "real_income_exact" in its place and nothing printed. */
#include "inside.h"

#include <math.h>
#include <string.h>

static const prl_paper_steps *const papers[] = {&prl_paper_cp2015};
enum { PAPERS = sizeof papers / sizeof *papers };

#define WELFARE "welfare"
#define EXACT   "real_income_exact"

struct prl_replication {
  prl_arena *arena;
  prl_table *reference;
  prl_replication_view view;
};

const prl_paper *prl_paper_at(int32_t index) { return index >= 0 && index < PAPERS ? &papers[index]->paper : NULL; }

const prl_paper *prl_paper_find(const char *id, prl_error *err) {
  const char *names[PAPERS];
  for (int32_t k = 0; k < PAPERS; k++) {
    names[k] = papers[k]->paper.id;
    if (!strcmp(names[k], id)) return &papers[k]->paper;
  }
  const char *near = prl_nearest(id, names, PAPERS);
  prl_fail(err, PRL_E_UNKNOWN_ID, "no paper \"%.40s\"; there is %s", id, names[0]);
  if (near) prl_error_hint(err, "did you mean %s?", near);
  return NULL;
}

static const prl_paper_steps *steps_of(const prl_paper *paper) {
  for (int32_t k = 0; k < PAPERS; k++)
    if (paper == &papers[k]->paper) return papers[k];
  return NULL;
}

void prl_solves_add(prl_solves *solves, const prl_accuracy *accuracy) {
  prl_accuracy *w = &solves->worst;
  solves->count++;
  w->residual = fmax(w->residual, accuracy->residual);
  w->walras = fmax(w->walras, accuracy->walras);
  w->evaluations += accuracy->evaluations;
  w->seconds += accuracy->seconds;
  w->reason = accuracy->reason;
}

/* ---- cells ---- */

typedef struct comparing { /* what the cells are made from */
  const prl_paper_steps *steps;
  const void *state;
  prl_replication *to;
  prl_cell *cells;
} comparing;

static void count_cell(prl_replication_view *view, const prl_cell *cell) {
  view->count++;
  if (cell->agreement == PRL_AGREEMENT_NOT_PRINTED) return;
  view->printed++;
  view->stopped += cell->agreement == PRL_AGREEMENT_STOPPED_EARLY;
  if (prl_agreement_matches(cell->agreement))
    view->matched++;
  else if (cell->agreement == PRL_AGREEMENT_DIFFERS)
    view->unexplained++;
  else
    view->listed++;
}

static prl_status put_cell(const comparing *c, const prl_question *q, const prl_printed *printed, prl_error *err) {
  prl_answer answer;
  prl_replication_view *view = &c->to->view;
  prl_status status = c->steps->answer(&answer, c->state, q, err);
  if (status < 0) return status;
  prl_cell *cell = &c->cells[view->count];
  *cell = (prl_cell){.experiment = q->experiment, .quantity = q->quantity, .country = q->country, .sector = q->sector};
  cell->what = answer.what, cell->unit = answer.unit, cell->ours = answer.value;
  cell->equilibrium = answer.equilibrium;
  cell->table = cell->printed = "";
  cell->published = NAN;
  if (printed) {
    cell->table = printed->table, cell->printed = printed->text;
    prl_parse_number(&cell->published, printed->text, strlen(printed->text));
    cell->agreement = prl_printed_agree(printed, cell->ours, cell->equilibrium);
  }
  cell->why = prl_agreement_text(cell->agreement);
  count_cell(view, cell);
  return PRL_OK;
}

/* The exact change of real income beside a welfare cell. */
static prl_status put_exact(const comparing *c, const prl_question *q, prl_error *err) {
  prl_question exact = *q;
  exact.quantity = prl_arena_printf(c->to->arena, EXACT "%s", q->quantity + strlen(WELFARE));
  if (!exact.quantity) return prl_fail(err, PRL_E_MEMORY, "no memory left for the cells");
  return put_cell(c, &exact, NULL, err);
}

static prl_status check_questions(const prl_replication *r, const prl_paper_steps *steps, const prl_printed *printed, int32_t count,
                                  prl_error *err) {
  for (int32_t k = 0; k < count; k++) {
    prl_status status = steps->check(&printed[k].question, err);
    if (status < 0) {
      prl_table_place(r->reference, printed[k].row, 0, err);
      return status;
    }
  }
  return PRL_OK;
}

static prl_status compare(const comparing *c, const prl_printed *printed, int32_t count, prl_error *err) {
  prl_status status = PRL_OK;
  for (int32_t k = 0; k < count && status == PRL_OK; k++) {
    const prl_question *q = &printed[k].question;
    status = put_cell(c, q, &printed[k], err);
    if (status == PRL_OK && !strncmp(q->quantity, WELFARE, strlen(WELFARE))) status = put_exact(c, q, err);
  }
  return status;
}

static prl_status replicate(prl_replication *r, const prl_paper_steps *steps, const char *data, const char *reference, prl_solves *solves,
                            prl_error *err) {
  prl_printed *printed;
  int32_t count;
  void *state;
  prl_status status = prl_printed_read(&r->reference, &printed, &count, r->arena, reference, err);
  if (status == PRL_OK) status = check_questions(r, steps, printed, count, err);
  if (status == PRL_OK) status = steps->solve(&state, r->arena, data, solves, err);
  if (status < 0) return status;
  prl_cell *cells = prl_arena_alloc(r->arena, 2 * (size_t)count + 1, sizeof *cells);
  if (!cells) return prl_fail(err, PRL_E_MEMORY, "no memory left for the cells");
  r->view = (prl_replication_view){.paper = &steps->paper, .cells = cells, .solves = solves->count, .accuracy = solves->worst};
  const comparing c = {.steps = steps, .state = state, .to = r, .cells = cells};
  return compare(&c, printed, count, err);
}

prl_status prl_replicate(prl_replication **out, const prl_paper *paper, const char *data, const char *reference,
                         const prl_solver_options *options, prl_error *err) {
  prl_solves solves = {.options = options};
  prl_arena *arena = prl_arena_new();
  prl_replication *r = arena ? prl_arena_alloc(arena, 1, sizeof *r) : NULL;
  *out = NULL;
  if (!r) {
    prl_arena_free(arena);
    return prl_fail(err, PRL_E_MEMORY, "no memory left to replicate %s", paper->id);
  }
  r->arena = arena;
  prl_status status = replicate(r, steps_of(paper), data, reference, &solves, err);
  if (status < 0) {
    prl_replication_free(r);
    return status;
  }
  *out = r;
  return PRL_OK;
}

prl_replication_view prl_replication_look(const prl_replication *replication) { return replication->view; }

void prl_replication_free(prl_replication *replication) {
  if (!replication) return;
  prl_table_free(replication->reference);
  prl_arena_free(replication->arena);
}
