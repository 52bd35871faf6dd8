/* match.c -- is a product among a measure's goods? yes, no, or not to be told from the digits given.
 *
 * The code asked for stands for the lines the record knows that begin with it (itself, when it knows none, or when it has more
 * than six digits and so may be a line). All of them covered: yes; none: no; else unknown, with how many digits would tell. A line is
 * covered by the longest code written that it begins with. Without a world, goods given by sector are unknown. */
#include "match.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

typedef struct tally { /* over the lines a code stands for */
  int32_t yes, no, open, digits;
  double low, high;
  uint64_t code;        /* the code written that covers, of the last ... */
  const prl_list *list; /* ... and its list */
  const prl_line *line; /* ... and the row of it */
  bool partly;          /* a code of up to six digits is written for a part only */
} tally;

typedef struct hit { /* what decides for one line */
  prl_truth covered;
  int32_t digits;
  double rate;
  uint64_t code;
  const prl_list *list;
  const prl_line *line;
} hit;

static void consider(hit *h, const prl_question *q, uint64_t line, uint64_t code, const prl_list *list, const prl_line *written) {
  if (code == 0 || !prl_hs_begins(line, code) || prl_hs_digits(code) < h->digits) return;
  prl_truth valid = written ? prl_goods_line_valid(written, q->at, q->zone) : PRL_YES;
  double rate = written ? written->rate : NAN;
  if (valid == PRL_NO) return;
  bool longer = prl_hs_digits(code) > h->digits;
  if (!longer && (h->covered == PRL_UNKNOWN || (valid == PRL_YES && !(rate > h->rate || isnan(h->rate))))) return;
  *h = (hit){valid, prl_hs_digits(code), rate, code, list, written};
}

static hit find(const prl_question *q, const prl_goods *goods, uint64_t line) {
  hit h = {.covered = PRL_NO, .rate = NAN};
  for (int32_t k = 0; goods->kind == PRL_GOODS_HS && k < goods->codes.count; k++)
    consider(&h, q, line, prl_hs_key(goods->codes.at[k]), NULL, NULL);
  for (int32_t k = 0; goods->kind == PRL_GOODS_LIST && k < goods->list_count; k++) {
    const prl_list *list = goods->lists[k];
    for (int32_t l = 0; l < list->count; l++) consider(&h, q, line, prl_hs_key(list->lines[l].hs), list, &list->lines[l]);
  }
  return h;
}

static void count_line(tally *t, const prl_question *q, const prl_goods *goods, uint64_t line) {
  hit h = find(q, goods, line);
  if (prl_hs_digits(line) > t->digits) t->digits = prl_hs_digits(line);
  if (h.covered == PRL_NO)
    t->no++;
  else if (h.covered == PRL_UNKNOWN)
    t->open++;
  else {
    t->yes++;
    t->code = h.code;
    t->list = h.list;
    t->line = h.line;
    if (!(t->low <= h.rate)) t->low = h.rate;
    if (!(t->high >= h.rate)) t->high = h.rate;
  }
}

static bool part_written(const prl_question *q, uint64_t code) {
  return code != 0 && code != q->key && prl_hs_digits(code) <= 6 && prl_hs_begins(code, q->key);
}

static bool partly(const prl_question *q, const prl_goods *goods) {
  for (int32_t k = 0; goods->kind == PRL_GOODS_HS && k < goods->codes.count; k++)
    if (part_written(q, prl_hs_key(goods->codes.at[k]))) return true;
  for (int32_t k = 0; goods->kind == PRL_GOODS_LIST && k < goods->list_count; k++)
    for (int32_t l = 0; l < goods->lists[k]->count; l++)
      if (part_written(q, prl_hs_key(goods->lists[k]->lines[l].hs))) return true;
  return false;
}

static tally count_lines(const prl_question *q, const prl_goods *goods) {
  tally t = {.low = NAN, .high = NAN};
  int32_t first = prl_hs_lower(q->known->keys, q->known->count, q->key);
  int32_t last = prl_hs_lower(q->known->keys, q->known->count, prl_hs_after(q->key));
  bool itself = first == last || (prl_hs_digits(q->key) > 6 && q->known->keys[first] != q->key);
  if (itself) count_line(&t, q, goods, q->key);
  for (int32_t k = first; k < last; k++) count_line(&t, q, goods, q->known->keys[k]);
  t.partly = find(q, goods, q->key).covered == PRL_NO && partly(q, goods);
  return t;
}

/* "on list a, b" or "among its product codes" */
static void name_goods(char *buf, size_t size, const prl_goods *goods) {
  int at = snprintf(buf, size, "%s", goods->kind == PRL_GOODS_HS ? "among its product codes" : "on list");
  for (int32_t k = 0; goods->kind == PRL_GOODS_LIST && k < goods->list_count && (size_t)at < size; k++)
    at += snprintf(buf + at, size - (size_t)at, "%s %s", k > 0 ? "," : "", goods->lists[k]->id);
}

static void say_codes(prl_match *out, const prl_question *q, const prl_goods *goods, const tally *t) {
  char name[120], asked[12], code[12] = "";
  name_goods(name, sizeof name, goods);
  prl_hs_print(asked, q->key);
  if (t->code) prl_hs_print(code, t->code);
  int32_t all = t->yes + t->no + t->open;
  char *why = out->why;
  const size_t size = sizeof out->why;
  if (t->partly)
    snprintf(why, size, "only part of %s is %s: give 6 digits or more", asked, name);
  else if (t->open > 0)
    snprintf(why, size, "vague dates leave open whether %s is %s", asked, name);
  else if (out->covered == PRL_NO)
    snprintf(why, size, "not %s", name);
  else if (out->covered == PRL_UNKNOWN)
    snprintf(why, size, "%d of %d known lines of %s are %s: give %d digits", t->yes, all, asked, name, t->digits);
  else if (all > 1)
    snprintf(why, size, "all %d known lines of %s are %s", all, asked, name);
  else if (t->list)
    snprintf(why, size, "on list %s (%s)", t->list->id, code);
  else
    snprintf(why, size, "%s (%s)", name, code);
}

static void match_codes(prl_match *out, const prl_question *q, const prl_goods *goods) {
  tally t = count_lines(q, goods);
  out->covered = t.partly || t.open > 0 ? PRL_UNKNOWN : t.yes == 0 ? PRL_NO : t.no == 0 ? PRL_YES : PRL_UNKNOWN;
  out->low = t.low;
  out->high = t.high;
  out->line = t.line;
  say_codes(out, q, goods, &t);
}

static void match_own(prl_match *out, const prl_question *q, const prl_goods *goods) {
  *out = (prl_match){.covered = PRL_UNKNOWN, .low = NAN, .high = NAN};
  switch (goods->kind) {
    case PRL_GOODS_ALL:
      out->covered = PRL_YES;
      snprintf(out->why, sizeof out->why, "all goods");
      break;
    case PRL_GOODS_EVERYTHING:
      out->covered = PRL_YES;
      snprintf(out->why, sizeof out->why, "everything");
      break;
    case PRL_GOODS_SECTOR: snprintf(out->why, sizeof out->why, "its goods are given by sector: only a world can tell"); break;
    case PRL_GOODS_UNKNOWN: snprintf(out->why, sizeof out->why, "the sources do not say which goods"); break;
    case PRL_GOODS_HS:
    case PRL_GOODS_LIST: match_codes(out, q, goods); break;
  }
}

void prl_match_goods(prl_match *out, const prl_question *q, const prl_goods *goods) {
  match_own(out, q, goods);
  if (!goods->except || out->covered == PRL_NO) return;
  prl_match except;
  prl_match_goods(&except, q, goods->except);
  if (except.covered == PRL_NO) return;
  if (except.covered == PRL_YES)
    out->covered = PRL_NO;
  else
    out->covered = PRL_UNKNOWN;
  snprintf(out->why, sizeof out->why, "%s: %.170s", except.covered == PRL_YES ? "excepted" : "perhaps excepted", except.why);
}
