/* claims.c -- who says what?
 *
 *   "...," Raimondo said      X told Reuters: "..."      according to Xinhua      she said
 *
 * Every passage in quotation marks is a claim; its speaker stands before or behind a verb of speech in the same sentence, else, when the
 * quotation opens its sentence, it goes on from the one before it in the paragraph. "She" and "the minister" are the last speaker, and
 * said to be taken so. Speech without quotation marks is a claim when a person named says it. A few phrases are statuses ("going well",
 * "works in progress"); outside quotation marks the article itself says them. Statuses of two tones are a disagreement between speakers;
 * both are kept. */
#include "inside.h"

enum { SUBJECT_REACH = 8, OLD_DAYS = 31 };

typedef struct speaker {
  int32_t figure;    /* -1 */
  int32_t date;      /* said behind the verb; -1 */
  const char *words; /* as written when no figure; "" */
  bool taken;        /* through a pronoun or an office */
} speaker;

typedef struct listener {
  prl_reading *r;
  int32_t last;   /* figure that spoke last; -1 */
  speaker before; /* of the quotation before, in `paragraph` */
  int32_t paragraph;
} listener;

/* ---- statuses ---- */

static const struct {
  const char *words;
  int32_t tone;
} statuses[] = {/* tone: 0 under way, 1 good, 2 bad */
                {"going well", 1},
                {"on track", 1},
                {"fully implemented", 1},
                {"being implemented smoothly", 1},
                {"has been met", 1},
                {"progress had been made", 1},
                {"progress has been made", 1},
                {"works in progress", 0},
                {"work in progress", 0},
                {"still in progress", 0},
                {"remain unresolved", 0},
                {"remains unresolved", 0},
                {"yet to be", 0},
                {"stalled", 2},
                {"behind schedule", 2},
                {"broken down", 2},
                {"not been met", 2},
                {"violated", 2},
                {"fallen short", 2},
                {"collapsed", 2}};

static int32_t status_at(const prl_reading *r, int32_t at, int32_t *end) {
  for (int32_t k = 0; k < PRL_COUNT(statuses); k++)
    if ((*end = prl_says(r, at, statuses[k].words)) >= 0) return statuses[k].tone;
  return -1;
}

static const char *claim_type(const prl_reading *r, int32_t first, int32_t end) {
  int32_t after;
  for (int32_t k = first; k < end; k++) {
    if (prl_kind(r, k) == 'w' && status_at(r, k, &after) >= 0) return "status";
    if (prl_says(r, k, "no room") >= 0 || prl_says(r, k, "will not") >= 0 || prl_is(r, k, "refuse") || prl_is(r, k, "never") ||
        prl_says(r, k, "ruled out") >= 0)
      return "refusal";
    if (prl_is(r, k, "commitment") || prl_is(r, k, "pledge") || prl_is(r, k, "pledged") || prl_is(r, k, "committed") ||
        prl_is(r, k, "promise"))
      return "promise";
  }
  for (int32_t k = first; k < end; k++)
    if (prl_kind(r, k) == 'n' && r->tokens[k].date < 0) return "number";
  return "";
}

/* ---- speakers ---- */

static speaker nobody(void) { return (speaker){-1, -1, "", false}; }

static speaker by_mention(const prl_reading *r, int32_t at) {
  int32_t m = at >= 0 && at < r->count ? r->tokens[at].mention : -1;
  return m >= 0 ? (speaker){r->mentions[m].figure, -1, "", false} : nobody();
}

static bool is_someone(speaker s) { return s.figure >= 0 || *s.words; }

/* "the minister", "the outlet", "both sides": a noun with its article, read from its last token back */
static speaker by_noun(listener *l, int32_t first, int32_t last) {
  prl_reading *r = l->r;
  for (int32_t k = last; k >= first && k > last - 5 && prl_kind(r, k) != ',' && prl_kind(r, k) != '}'; k--) {
    if (!prl_is(r, k, "the") && !prl_is(r, k, "both") && !prl_is(r, k, "a") && !prl_is(r, k, "an") && !prl_is(r, k, "their")) continue;
    int32_t figure = prl_figure_with_office(r, k, last + 1);
    return figure >= 0 ? (speaker){figure, -1, "", true} : (speaker){-1, -1, prl_reading_words(r, k, last + 1), false};
  }
  return nobody();
}

/* "Xinhua", "Commerce Ministry": capitalised words that end at `last` */
static speaker by_capitals(listener *l, int32_t first, int32_t last) {
  prl_reading *r = l->r;
  int32_t from = last + 1;
  while (from > first && from > last - 4 && prl_kind(r, from - 1) == 'w' && r->tokens[from - 1].capital && r->tokens[from - 1].date < 0 &&
         !(prl_class(r, from - 1) & PRL_LEX_FUNCTION))
    from--;
  return from <= last ? (speaker){-1, -1, prl_reading_words(r, from, last + 1), false} : nobody();
}

/* Who stands before the verb at `verb`, within its sentence. */
static speaker subject_before(listener *l, int32_t first, int32_t verb) {
  prl_reading *r = l->r;
  int32_t k = verb - 1;
  while (k > first && (prl_is(r, k, "has") || prl_is(r, k, "had") || prl_is(r, k, "also") || prl_is(r, k, "later") || prl_is(r, k, "then")))
    k--;
  if (k < first) return nobody();
  if (is_someone(by_mention(r, k))) return by_mention(r, k);
  if ((prl_is(r, k, "he") || prl_is(r, k, "she")) && l->last >= 0) return (speaker){l->last, -1, "", true};
  if (prl_class(r, k) & PRL_LEX_PRONOUN) return (speaker){-1, -1, prl_reading_words(r, k, k + 1), false};
  if (prl_kind(r, k) == ',') { /* "Wang, the minister, said" */
    for (int32_t b = k - 1; b >= first && b > k - SUBJECT_REACH; b--)
      if (prl_kind(r, b) == ',' && is_someone(by_mention(r, b - 1))) return by_mention(r, b - 1);
    return nobody();
  }
  if (prl_kind(r, k) != 'w') return nobody();
  speaker s = by_noun(l, first, k);
  return is_someone(s) ? s : by_capitals(l, first, k);
}

/* "said Raimondo", "told Reuters": only a person named speaks behind the verb */
static speaker subject_behind(const listener *l, int32_t verb, int32_t end) {
  const prl_reading *r = l->r;
  bool told = prl_is(r, verb, "told") || prl_is(r, verb, "tells") || prl_is(r, verb, "asked") || prl_is(r, verb, "urged");
  return !told && verb + 1 < end ? by_mention(r, verb + 1) : nobody();
}

static speaker according_to(listener *l, int32_t first, int32_t end) {
  prl_reading *r = l->r;
  for (int32_t k = first; k + 2 < end; k++) {
    if (prl_says(r, k, "according to") < 0) continue;
    if (is_someone(by_mention(r, k + 2))) return by_mention(r, k + 2);
    int32_t last = end - 1;
    while (last > k + 1 && (prl_kind(r, last) != 'w' || !r->tokens[last].capital)) last--;
    return last > k + 1 ? by_capitals(l, k + 2, last) : nobody();
  }
  return nobody();
}

/* A verb of speech in [first, end), outside quotation marks, and who it belongs to. */
static speaker spoken_in(listener *l, int32_t first, int32_t end, int32_t *verb) {
  const prl_reading *r = l->r;
  speaker unnamed = nobody();
  for (int32_t k = first; k < end; k++) {
    if (!(prl_class(r, k) & PRL_LEX_SAY) || r->tokens[k].quoted || prl_kind(r, k) != 'w' || (prl_is(r, k, "say") && prl_is(r, k - 1, "to")))
      continue;
    speaker s = subject_before(l, first, k);
    if (!is_someone(s)) s = subject_behind(l, k, end);
    if (!is_someone(s)) continue;
    *verb = k;
    for (int32_t d = k + 1; d < end && d <= k + 3; d++)
      if (r->tokens[d].date >= 0) s.date = r->tokens[d].date;
    if (s.figure >= 0 || !(prl_is(r, k - 1, "they") || prl_is(r, k - 1, "we") || prl_is(r, k - 1, "it"))) return s;
    if (!is_someone(unnamed)) unnamed = s;
  }
  return unnamed;
}

/* "-- Scott Bessent (@handle)" at the end of a post: it is all his */
static speaker poster(const listener *l, int32_t sentence) {
  const prl_reading *r = l->r;
  int32_t paragraph = r->sentences[sentence].paragraph;
  for (int32_t n = sentence; n < r->sentence_count && n < sentence + 4 && r->sentences[n].paragraph == paragraph; n++)
    for (int32_t k = r->sentences[n].first + 1; k < r->sentences[n].end; k++)
      if (prl_kind(r, k) == '@' && prl_kind(r, k - 1) == '(') return by_mention(r, k - 2);
  return nobody();
}

/* ---- findings ---- */

static void compare_status(prl_reading *r, int32_t at, int32_t tone) {
  if (r->status_seen[tone] < 0) r->status_seen[tone] = at;
  for (int32_t other = 0; other < 3; other++) {
    int32_t seen = r->status_seen[other];
    if (other == tone || seen < 0 || r->status_seen[tone] != at || !strcmp(r->findings[seen].name, r->findings[at].name)) continue;
    prl_finding a = r->findings[at], b = r->findings[seen];
    r->findings = prl_reading_grow(r, r->findings, r->finding_count, &r->finding_room, sizeof *r->findings);
    if (r->failed) return;
    prl_finding *f = &r->findings[r->finding_count++];
    *f = a;
    f->kind = PRL_FOUND_DISAGREEMENT;
    f->type = "status";
    f->article = prl_reading_print(r, "%s: %s", a.name, a.action);
    f->record = prl_reading_print(r, "%s (line %d): %s", b.name, b.line, b.action);
    f->kept = "both are kept, each as its speaker's claim";
    f->name = f->action = f->note = "";
  }
}

/* Statuses the record holds near the article's date, of another tone. */
static void compare_recorded(prl_reading *r, int32_t at, int32_t tone) {
  for (int32_t k = 0; k < r->record.claim_count && r->date.kind != PRL_WHEN_NONE && !r->failed; k++) {
    const prl_claim *c = &r->record.claims[k];
    if (c->kind != PRL_CLAIM_STATUS || !prl_when_may_meet(&c->date, r->date.first - OLD_DAYS, r->date.last + OLD_DAYS)) continue;
    for (int32_t s = 0; s < PRL_COUNT(statuses); s++) {
      if (statuses[s].tone == tone || !strcasestr(c->says, statuses[s].words)) continue;
      prl_finding a = r->findings[at];
      int32_t first = 0;
      prl_finding *f =
          prl_reading_disagree(r, "status", first, first + 1, prl_reading_print(r, "%s: %s", a.name, a.action),
                               prl_reading_print(r, "%s, %s: %s", c->id, c->by, c->says), "both are kept, each as its speaker's claim");
      if (!f) return;
      f->from = a.from, f->until = a.until, f->line = a.line, f->words = a.words;
      break;
    }
  }
}

static void add_claim(listener *l, int32_t first, int32_t end, speaker s, const char *note) {
  prl_reading *r = l->r;
  prl_finding *f = prl_reading_add(r, PRL_FOUND_CLAIM, claim_type(r, first, end), first, end);
  if (!f) return;
  int32_t at = r->finding_count - 1, after;
  f->name = s.figure >= 0 ? r->figures[s.figure].name : s.words;
  const prl_sentence *own = &r->sentences[r->tokens[first].sentence];
  for (int32_t k = own->first; s.date < 0 && k < own->first + 3 && k < own->end; k++) /* "In July, ..." */
    if (!r->tokens[k].quoted) s.date = r->tokens[k].date;
  f->when = s.date >= 0 ? r->dates[s.date].when : r->date;
  f->basis = s.date >= 0 ? r->dates[s.date].basis : r->date.kind != PRL_WHEN_NONE ? "the article's date" : "";
  if (s.date >= 0) r->dates[s.date].placed = true;
  f->note = s.taken ? "the speaker is taken from the sentences before" : !is_someone(s) ? "the speaker was not found" : note;
  if (s.figure >= 0 && r->figures[s.figure].person >= 0) {
    f->entry_kind = "person";
    f->entry = r->record.people[r->figures[s.figure].person].id;
  }
  for (int32_t k = first; k < end; k++) {
    if (r->tokens[k].date >= 0) r->dates[r->tokens[k].date].placed = true;
    r->tokens[k].used = true;
    int32_t tone = prl_kind(r, k) == 'w' ? status_at(r, k, &after) : -1;
    if (tone < 0) continue;
    r->findings[at].action = prl_reading_words(r, k, after);
    compare_status(r, at, tone);
    compare_recorded(r, at, tone);
    k = after - 1;
  }
}

/* ---- quotations ---- */

static int32_t close_of(const prl_reading *r, int32_t open) {
  int32_t k = open + 1;
  while (k < r->count && prl_kind(r, k) != '}' && (prl_kind(r, k) != '{') && r->tokens[k].breaks < 2) k++;
  return k;
}

static speaker speaker_of(listener *l, int32_t open, int32_t close) {
  prl_reading *r = l->r;
  const prl_sentence *s = &r->sentences[r->tokens[open].sentence],
                     *last = &r->sentences[r->tokens[close < r->count ? close : r->count - 1].sentence];
  int32_t verb;
  speaker found = spoken_in(l, close + 1, last->end, &verb);
  if (!is_someone(found)) found = spoken_in(l, s->first, open, &verb);
  if (!is_someone(found)) found = according_to(l, s->first, last->end);
  if (!is_someone(found) && open - s->first <= 1 && s->paragraph == l->paragraph) found = l->before;
  return found;
}

/* A quotation of one or two words is a manner of speaking. */
static bool is_telling(const prl_reading *r, int32_t open, int32_t close) {
  int32_t words = 0;
  for (int32_t k = open + 1; k < close; k++) words += prl_kind(r, k) == 'w';
  return words >= 2;
}

static int32_t read_quotation(listener *l, int32_t open) {
  prl_reading *r = l->r;
  int32_t close = close_of(r, open);
  if (!is_telling(r, open, close)) return close;
  bool closed = prl_kind(r, close) == '}';
  speaker s = speaker_of(l, open, closed ? close : close - 1);
  add_claim(l, open + 1, close, s, closed ? "" : "its quotation mark is not closed");
  l->before = s;
  l->paragraph = r->sentences[r->tokens[open].sentence].paragraph;
  if (s.figure >= 0) l->last = s.figure;
  return close;
}

/* ---- speech and statuses outside quotation marks ---- */

static bool has_quotation(const prl_reading *r, const prl_sentence *s) {
  for (int32_t k = s->first; k < s->end; k++)
    if (prl_kind(r, k) == '{' || r->tokens[k].quoted) return true;
  return false;
}

static void read_speech(listener *l, const prl_sentence *s) {
  int32_t verb = s->first;
  speaker who = spoken_in(l, s->first, s->end, &verb);
  if (who.figure >= 0) l->last = who.figure;
  if (who.figure < 0 || has_quotation(l->r, s) || s->heading || s->end - verb < 4) return;
  add_claim(l, s->first, s->end, who, "reported speech");
}

static void read_status(listener *l, const prl_sentence *s) {
  prl_reading *r = l->r;
  int32_t end, verb;
  for (int32_t k = s->first; k < s->end && !r->failed; k++) {
    if (prl_kind(r, k) != 'w' || r->tokens[k].quoted || status_at(r, k, &end) < 0) continue;
    speaker who = spoken_in(l, s->first, s->end, &verb);
    if (who.figure >= 0 && !has_quotation(r, s)) return; /* told as reported speech */
    if (!is_someone(who)) who = according_to(l, s->first, s->end);
    if (!is_someone(who)) who = poster(l, r->tokens[s->first].sentence);
    if (!is_someone(who)) who.words = "the article itself";
    add_claim(l, s->first, s->end, who, "");
    return;
  }
}

void prl_pass_claims(prl_reading *r) {
  listener l = {.r = r, .last = -1, .before = nobody(), .paragraph = -1};
  int32_t closed = -1;
  for (int32_t k = 0; k < r->sentence_count && !r->failed; k++) {
    prl_sentence s = r->sentences[k];
    read_speech(&l, &s);
    for (int32_t t = s.first; t < s.end && !r->failed; t++)
      if (prl_kind(r, t) == '{' && t > closed) closed = read_quotation(&l, t);
    read_status(&l, &s);
  }
}
