/* people.c -- who is named, in which office, and did they hold it?
 *
 *   Treasury Secretary Scott Bessent      title, then a name of the dossier, or up to four capitalised words
 *   Presidents Joe Biden and Xi Jinping   one title for both
 *   He Lifeng, the vice premier           the office behind the name
 *   Bessent                               a surname that one person of the dossier bears, or one person named before in the article
 *   Jane Doe said; Jane Doe, an economist a name nobody knows, when it speaks or has an office
 *
 * The first word of a name ("Xi") names a person only behind a title or once the whole name was read; a word that is also an ordinary one
 * ("He") only behind a title. A surname amid other capitalised words names nobody. An office is questioned when the record gives the person
 * offices and none that matches was held on any day of the article's date nor of a date in the same sentence; former and acting ones are
 * left alone. */
#include "inside.h"

enum { NAME_MOST = 4, TITLE_MOST = 8 };

typedef struct title {
  int32_t first, end;          /* tokens of the title itself; end is where the name begins */
  int32_t head;                /* the last token that belongs to the office's words */
  bool former, plural, proper; /* proper: written with a capital */
  int32_t party;               /* of the dossier; -1 */
} title;

/* ---- titles ---- */

static bool is_title_word(const prl_reading *r, int32_t at) {
  return (prl_class(r, at) & (PRL_LEX_TITLE | PRL_LEX_MODIFIER)) && prl_kind(r, at) == 'w';
}

static int32_t party_hit(const prl_reading *r, int32_t at) {
  if (at < 0 || at >= r->count || r->tokens[at].hit < 0) return -1;
  const prl_phrase *p = &r->phrases[r->hits[r->tokens[at].hit].phrase];
  return p->kind == PRL_NAMES_PARTY ? p->entry : -1;
}

/* "of Commerce", "of the Treasury", "for Foreign Affairs" behind a head */
static int32_t past_of(const prl_reading *r, int32_t at) {
  if (!prl_is(r, at, "of") && !prl_is(r, at, "for")) return at;
  int32_t next = prl_is(r, at + 1, "the") ? at + 2 : at + 1, end = next;
  while (end - next < 3 && prl_kind(r, end) == 'w' && (prl_class(r, end) & PRL_LEX_MODIFIER)) end++;
  return end > next ? end : at;
}

/* A title that begins at `at`: words before the head, the head, "of ...". */
static bool title_at(const prl_reading *r, int32_t at, title *out) {
  int32_t k = at, head = -1, last = at + TITLE_MOST;
  for (; k < last && (is_title_word(r, k) || (prl_kind(r, k) == '-' && k > at && !r->tokens[k].space)); k++)
    if (prl_class(r, k) & PRL_LEX_TITLE) {
      head = k;
      if (!is_title_word(r, k + 1)) break;
    }
  if (head < 0) return false;
  const prl_token *h = &r->tokens[head];
  *out = (title){.first = at, .head = head, .end = past_of(r, head + 1), .proper = h->capital, .party = party_hit(r, at - 1)};
  out->plural = r->bytes[h->until - 1] == 's' && !prl_is(r, head, "mrs") && !prl_is(r, head, "ms");
  int32_t before = out->party >= 0 ? r->hits[r->tokens[at - 1].hit].first - 1 : at - 1;
  if (prl_kind(r, before) == '\'') before--;
  if (prl_kind(r, before) == '-') before--;
  out->former = (prl_class(r, before) & PRL_LEX_FORMER) || prl_is(r, at, "acting");
  return true;
}

/* "treasury secretary": lower case, without "of", "the", marks and civil titles; a plural head singular */
static const char *office_of(prl_reading *r, const title *t) {
  char text[256];
  size_t n = 0;
  text[0] = '\0';
  for (int32_t pass = 0; pass < 2; pass++) {
    int32_t from = pass == 0 ? t->head + 1 : t->first, end = pass == 0 ? t->end : t->head + 1;
    for (int32_t k = from; k < end; k++) {
      char folded[PRL_FOLDED];
      if (prl_kind(r, k) != 'w' || (prl_class(r, k) & PRL_LEX_FUNCTION && !(prl_class(r, k) & PRL_LEX_RANK))) continue;
      if ((prl_class(r, k) & PRL_LEX_TITLE) && prl_value(r, k) == 1) continue;
      int32_t length = prl_fold(folded, r->bytes + r->tokens[k].from, r->tokens[k].until - r->tokens[k].from);
      if (k == t->head && t->plural && length > 1) folded[--length] = '\0';
      if (n + (size_t)length + 2 > sizeof text) continue;
      n += (size_t)snprintf(text + n, sizeof text - n, "%s%s", n ? " " : "", folded);
    }
  }
  return prl_reading_print(r, "%s", text);
}

/* ---- offices compared ---- */

static bool rank_word(const char *word, size_t length) {
  static const char *const ranks[] = {"vice", "deputy", "under", "assistant", "prime", "undersecretary"};
  for (int32_t k = 0; k < PRL_COUNT(ranks); k++)
    if (strlen(ranks[k]) == length && !strncasecmp(ranks[k], word, length)) return true;
  return false;
}

static bool has_word(const char *text, const char *word, size_t length) {
  for (const char *at = text; *at;) {
    size_t n = strcspn(at, " -,");
    if (n == length && !strncasecmp(at, word, length)) return true;
    at += n + (at[n] != '\0');
  }
  return false;
}

/* Every word of `part` stands in `whole`. */
static bool words_within(const char *part, const char *whole, bool ranks_only) {
  for (const char *at = part; *at;) {
    size_t n = strcspn(at, " -,");
    bool dull = n == 0 || (n == 2 && !strncasecmp(at, "of", 2)) || (n == 3 && !strncasecmp(at, "the", 3));
    if (!dull && (!ranks_only || rank_word(at, n)) && !has_word(whole, at, n)) return false;
    at += n + (at[n] != '\0');
  }
  return true;
}

/* "secretary" may stand for "treasury secretary"; "premier" not for "vice premier". */
bool prl_office_matches(const char *given, const char *held) { return words_within(given, held, false) && words_within(held, given, true); }

static bool overlaps(const prl_office *o, prl_day first, prl_day last) {
  bool begins = o->from.kind == PRL_WHEN_NONE || o->from.first <= last;
  bool ends = o->until.kind != PRL_WHEN_NONE && o->until.last < first;
  return begins && !ends;
}

static bool held_on(const prl_person *p, const char *office, const prl_when *when) {
  for (int32_t k = 0; k < p->office_count; k++)
    if (prl_office_matches(office, p->offices[k].office) && overlaps(&p->offices[k], when->first, when->last)) return true;
  return false;
}

static bool ever_held(const prl_person *p, const char *office) {
  for (int32_t k = 0; k < p->office_count; k++)
    if (prl_office_matches(office, p->offices[k].office)) return true;
  return false;
}

/* ---- figures: the people of the article ---- */

static int32_t add_figure(prl_reading *r, int32_t person, const char *name) {
  r->figures = prl_reading_grow(r, r->figures, r->figure_count, &r->figure_room, sizeof *r->figures);
  if (r->failed) return -1;
  r->figures[r->figure_count] = (prl_figure){person, name, "", "", -1, 0};
  return r->figure_count++;
}

/* The last word of the name stands for the figure from here on; of several, for none. */
static void teach_surname(prl_reading *r, const char *name, int32_t figure, bool first_word) {
  char folded[PRL_FOLDED];
  const char *last = strrchr(name, ' '), *word = first_word || !last ? name : last + 1;
  if (prl_fold(folded, word, first_word ? strcspn(name, " ") : strlen(word)) < 2) return;
  int32_t held = prl_surname_at(r, folded);
  if (held < 0) {
    r->surnames = prl_reading_grow(r, r->surnames, r->surname_count, &r->surname_room, sizeof *r->surnames);
    if (r->failed || prl_map_add(r->surnames_at, folded, r->surname_count) < 0) {
      r->failed = true;
      return;
    }
    r->surnames[r->surname_count++] = (prl_surname){-1, figure, first_word};
  } else {
    prl_surname *s = &r->surnames[held];
    s->figure = s->figure == -1 || s->figure == figure ? figure : -2;
  }
}

static int32_t figure_named(prl_reading *r, int32_t person, const char *name) {
  char key[128];
  snprintf(key, sizeof key, "%s", name);
  int32_t held = prl_map_find(r->figures_at, key);
  if (held >= 0) return held;
  int32_t figure = add_figure(r, person, prl_reading_print(r, "%s", name));
  if (r->failed || prl_map_add(r->figures_at, key, figure) < 0) {
    r->failed = true;
    return -1;
  }
  return figure;
}

static int32_t figure_of_person(prl_reading *r, int32_t person, bool whole_name) {
  const char *name = r->record.people[person].name;
  int32_t figure = figure_named(r, person, name);
  if (figure >= 0 && whole_name) {
    teach_surname(r, name, figure, false);
    teach_surname(r, name, figure, true);
  }
  return figure;
}

static void describe(prl_reading *r, prl_figure *f, prl_finding *found) {
  if (f->person < 0) {
    found->note = "not in the dossier";
    return;
  }
  found->entry_kind = "person";
  found->entry = r->record.people[f->person].id;
}

static void add_mention(prl_reading *r, const prl_mention *m, const title *t) {
  r->mentions = prl_reading_grow(r, r->mentions, r->mention_count, &r->mention_room, sizeof *r->mentions);
  if (r->failed) return;
  for (int32_t k = m->first; k < m->end; k++) r->tokens[k].mention = r->mention_count, r->tokens[k].used = true;
  const char *office = t ? office_of(r, t) : "";
  r->mentions[r->mention_count] = *m;
  r->mentions[r->mention_count++].office = office;
  prl_figure *f = &r->figures[m->figure];
  if (f->finding < 0) {
    prl_finding *found = prl_reading_add(r, PRL_FOUND_PERSON, "", m->first, m->end);
    if (!found) return;
    f->finding = r->finding_count - 1;
    found->name = f->name;
    describe(r, f, found);
  }
  f->mentions++;
  if (!*f->office && *office) {
    f->office = r->findings[f->finding].office = office;
    if (t->party >= 0) f->of = r->findings[f->finding].of = r->record.parties[t->party].id;
  }
}

/* ---- names ---- */

static bool is_name_word(const prl_reading *r, int32_t at) {
  if (prl_kind(r, at) != 'w' || !r->tokens[at].capital || r->tokens[at].hit >= 0 || r->tokens[at].date >= 0) return false;
  return !(prl_class(r, at) & (PRL_LEX_FUNCTION | PRL_LEX_MONTH | PRL_LEX_WEEKDAY | PRL_LEX_TITLE | PRL_LEX_SAY));
}

/* Capitalised words from `at`, with hyphens within and initials; the end. */
static int32_t name_end(const prl_reading *r, int32_t at) {
  int32_t k = at, words = 0;
  while (words < NAME_MOST && is_name_word(r, k) && (k == at || !r->tokens[k].breaks)) {
    if (r->tokens[k].sentence != r->tokens[at].sentence) break;
    words++;
    k++;
    if (prl_kind(r, k) == '.' && r->tokens[k - 1].until - r->tokens[k - 1].from == 1) k++;
    for (int32_t h = 0; h < 2 && prl_kind(r, k) == '-' && !r->tokens[k].space && prl_kind(r, k + 1) == 'w' && !r->tokens[k + 1].space; h++)
      k += 2;
  }
  return k;
}

static const prl_phrase *person_phrase(const prl_reading *r, int32_t at, int32_t *end) {
  if (at >= r->count || r->tokens[at].hit < 0) return NULL;
  const prl_hit *h = &r->hits[r->tokens[at].hit];
  const prl_phrase *p = &r->phrases[h->phrase];
  if (p->kind != PRL_NAMES_PERSON || h->first != at) return NULL;
  *end = h->end;
  return p;
}

/* A lone surname at `at`: the person of the dossier or the figure it names; -1 = nobody. */
static int32_t surname_figure(prl_reading *r, int32_t at, const title *t) {
  char folded[PRL_FOLDED];
  const prl_token *k = &r->tokens[at];
  if (prl_kind(r, at) != 'w' || !k->capital || k->date >= 0) return -1;
  if (!t && (k->lex && (prl_class(r, at) & (PRL_LEX_FUNCTION | PRL_LEX_MONTH | PRL_LEX_MODIFIER)))) return -1;
  prl_fold(folded, r->bytes + k->from, k->until - k->from);
  int32_t held = prl_surname_at(r, folded);
  if (held < 0) return -1;
  prl_surname s = r->surnames[held];
  if (s.figure >= 0 && !(t && r->figures[s.figure].person < 0 && s.person >= 0)) return s.figure;
  if (s.figure == -2 || s.person < 0 || (s.leading && !t)) return -1;
  const prl_person *p = &r->record.people[s.person];
  if (t && p->office_count && *office_of(r, t) && !ever_held(p, office_of(r, t))) return -1;
  return figure_of_person(r, s.person, false);
}

/* Words beside it that belong to a longer name nobody knows. */
static bool amid_names(const prl_reading *r, int32_t at) {
  bool heading = r->sentences[r->tokens[at].sentence].heading;
  if (heading) return false;
  bool before = at > 0 && r->tokens[at - 1].sentence == r->tokens[at].sentence && is_name_word(r, at - 1) && !r->tokens[at].breaks &&
                r->tokens[at - 1].mention < 0 && r->sentences[r->tokens[at].sentence].first != at - 1 && !r->tokens[at - 1].lex;
  bool after = is_name_word(r, at + 1) && !r->tokens[at + 1].breaks && r->tokens[at + 1].hit < 0 && !r->tokens[at + 1].lex;
  return before || after || (prl_kind(r, at - 1) == '-' && !r->tokens[at].space);
}

/* ---- mentions ---- */

/* The person whose name begins at `at`, behind title `t` (NULL = none): token behind the name, or -1. */
static int32_t take_name(prl_reading *r, int32_t first, int32_t at, const title *t) {
  int32_t end, figure;
  if (at >= r->count || r->tokens[at].sentence != r->tokens[first].sentence) return -1;
  const prl_phrase *p = person_phrase(r, at, &end);
  if (p) {
    figure = figure_of_person(r, p->entry, p->count > 1);
  } else if ((figure = surname_figure(r, at, t)) >= 0 && !(t ? is_name_word(r, at + 1) && !r->tokens[at + 1].lex : amid_names(r, at))) {
    end = at + 1;
  } else if (t && t->proper && is_name_word(r, at) && !r->sentences[r->tokens[at].sentence].heading) {
    end = name_end(r, at);
    if (end == at) return -1;
    figure = figure_named(r, -1, prl_reading_words(r, at, end));
    if (figure >= 0 && end - at > 1) teach_surname(r, r->figures[figure].name, figure, false);
  } else {
    return -1;
  }
  if (figure < 0) return -1;
  prl_mention m = {.first = first, .end = end, .name_first = at, .figure = figure, .former = t && t->former};
  add_mention(r, &m, t);
  return end;
}

/* ", the U.S. Treasury secretary," behind a name */
static void take_apposition(prl_reading *r, int32_t at) {
  title t;
  if (prl_kind(r, at) != ',' || r->mention_count == 0) return;
  int32_t k = at + 1;
  while (k < at + 6 && (prl_is(r, k, "the") || prl_is(r, k, "a") || prl_is(r, k, "an") || prl_is(r, k, "its") || party_hit(r, k) >= 0 ||
                        prl_kind(r, k) == '\'' || (prl_class(r, k) & PRL_LEX_FORMER)))
    k++;
  if (!title_at(r, k, &t) || (prl_kind(r, t.end) == 'w' && r->tokens[t.end].capital)) return;
  if (t.party < 0 && prl_kind(r, k - 1) == '\'') t.party = party_hit(r, k - 2);
  prl_mention *m = &r->mentions[r->mention_count - 1];
  prl_figure *f = &r->figures[m->figure];
  const char *office = office_of(r, &t);
  m->former |= t.former;
  if (!*m->office) m->office = office;
  if (*f->office || !*office || f->finding < 0) return;
  f->office = r->findings[f->finding].office = office;
  if (t.party >= 0) f->of = r->findings[f->finding].of = r->record.parties[t.party].id;
}

/* "Presidents A and B": the title goes on to what follows "and" or a comma. */
static int32_t take_titled(prl_reading *r, const title *t) {
  int32_t end = take_name(r, t->first, t->end, t);
  while (end >= 0 && t->plural && (prl_is(r, end, "and") || prl_kind(r, end) == ',')) {
    int32_t next = take_name(r, end + 1, end + 1, t);
    if (next < 0) break;
    end = next;
  }
  return end;
}

/* ", a former trade negotiator" */
static bool title_follows(const prl_reading *r, int32_t at) {
  title t;
  if (prl_kind(r, at) != ',') return false;
  for (int32_t k = at + 1; k < at + 6; k++)
    if (is_title_word(r, k)) return title_at(r, k, &t);
  return false;
}

/* "Jane Doe said", "said Jane Doe", "Jane Doe, an economist": a name nobody knows. */
static int32_t take_speaker(prl_reading *r, int32_t at) {
  int32_t end = is_name_word(r, at) && !r->sentences[r->tokens[at].sentence].heading ? name_end(r, at) : at;
  bool speaks = (prl_class(r, end) & PRL_LEX_SAY) || (at > 0 && (prl_class(r, at - 1) & PRL_LEX_SAY)) || title_follows(r, end);
  if (end - at < 2 || end - at > 4 || !speaks) return -1;
  for (int32_t k = at; k < end; k++)
    if (r->tokens[k].lex || (r->tokens[k].upper && r->tokens[k].until - r->tokens[k].from > 1)) return -1;
  int32_t figure = figure_named(r, -1, prl_reading_words(r, at, end));
  if (figure < 0) return -1;
  teach_surname(r, r->figures[figure].name, figure, false);
  prl_mention m = {.first = at, .end = end, .name_first = at, .figure = figure};
  add_mention(r, &m, NULL);
  return end;
}

void prl_pass_people(prl_reading *r) {
  for (int32_t at = 0; at < r->count && !r->failed;) {
    title t;
    int32_t end = -1;
    if (is_title_word(r, at) && title_at(r, at, &t)) {
      end = take_titled(r, &t);
      if (end < 0) {
        at = t.head + 1;
        continue;
      }
    }
    if (end < 0 && prl_kind(r, at) == 'w' && r->tokens[at].capital) end = take_name(r, at, at, NULL);
    if (end < 0 && prl_kind(r, at) == 'w' && r->tokens[at].capital) end = take_speaker(r, at);
    if (end >= 0) take_apposition(r, end);
    at = end > at ? end : at + 1;
  }
  for (int32_t k = 0; k < r->figure_count && !r->failed; k++) {
    prl_finding *f = r->figures[k].finding >= 0 ? &r->findings[r->figures[k].finding] : NULL;
    if (f && r->figures[k].mentions > 1)
      f->note = prl_reading_print(r, "%s%snamed %d times", f->note, *f->note ? "; " : "", r->figures[k].mentions);
  }
}

int32_t prl_figure_with_office(const prl_reading *r, int32_t first, int32_t end) {
  title t;
  for (int32_t k = first; k < end; k++) {
    if (!is_title_word(r, k) || !title_at(r, k, &t)) continue;
    char words[256] = "";
    size_t n = 0;
    for (int32_t w = t.first; w <= t.head && n + PRL_FOLDED + 2 < sizeof words; w++) {
      char folded[PRL_FOLDED];
      prl_fold(folded, r->bytes + r->tokens[w].from, r->tokens[w].until - r->tokens[w].from);
      n += (size_t)snprintf(words + n, sizeof words - n, "%s%s", n ? " " : "", folded);
    }
    int32_t back = r->figure_count > 64 ? r->figure_count - 64 : 0;
    for (int32_t f = r->figure_count - 1; f >= back; f--)
      if (*r->figures[f].office && prl_office_matches(words, r->figures[f].office)) return f;
    return -1;
  }
  return -1;
}

/* ---- offices against the record ---- */

/* Who held it instead, among the people of the dossier. */
static const char *holder(prl_reading *r, const prl_person *not_this, const char *office, const char *of, const prl_when *when) {
  for (int32_t k = 0; k < r->record.person_count; k++) {
    const prl_person *p = &r->record.people[k];
    for (int32_t o = 0; o < p->office_count && p != not_this; o++) {
      bool same = !*of || !strcmp(p->offices[o].of, of);
      if (same && prl_office_matches(office, p->offices[o].office) && prl_office_matches(p->offices[o].office, office) &&
          overlaps(&p->offices[o], when->first, when->last))
        return p->name;
    }
  }
  return "";
}

static void question_office(prl_reading *r, const prl_mention *m, const prl_when *when, const char *meant) {
  const prl_person *p = &r->record.people[r->figures[m->figure].person];
  const char *terms = "", *of = "", *office = m->office;
  for (int32_t k = 0; k < p->office_count; k++) {
    const prl_office *o = &p->offices[k];
    if (!prl_office_matches(office, o->office)) continue;
    const char *until = o->until.kind == PRL_WHEN_NONE ? "" : prl_reading_when(r, &o->until);
    terms = prl_reading_print(r, "%s%s%s of %s from %s%s%s", terms, *terms ? ", " : "", o->office, o->of, prl_reading_when(r, &o->from),
                              *until ? " until " : " on", until);
    of = o->of;
  }
  if (!*terms) terms = "not known in that office";
  const char *instead = holder(r, p, office, of, when);
  const char *record =
      prl_reading_print(r, "%s: %s%s%s%s", p->name, terms, *instead ? "; " : "", instead, *instead ? " then held that office" : "");
  prl_finding *f = prl_reading_disagree(r, "office", m->first, m->end, prl_reading_print(r, "%s as %s %s", p->name, office, meant), record,
                                        "the record's dates of office are used; who is meant is left to the reviewer");
  if (!f) return;
  f->entry_kind = "person";
  f->entry = p->id;
  f->when = *when;
}

/* Held on the article's date, or on a date of the same sentence. */
static bool held_then(const prl_reading *r, const prl_mention *m, const prl_person *p, const prl_when *now) {
  const prl_sentence *s = &r->sentences[r->tokens[m->first].sentence];
  bool held = held_on(p, m->office, now);
  for (int32_t k = s->first; k < s->end && !held; k++) {
    int32_t d = r->tokens[k].date;
    held = d >= 0 && r->dates[d].when.kind != PRL_WHEN_NONE && held_on(p, m->office, &r->dates[d].when);
  }
  return held;
}

static void check_office(prl_reading *r, const prl_mention *m) {
  bool dated = r->date.kind != PRL_WHEN_NONE;
  prl_when now = dated ? r->date : r->not_before;
  int32_t person = r->figures[m->figure].person;
  if (person < 0 || m->former || !*m->office || now.kind == PRL_WHEN_NONE) return;
  const prl_person *p = &r->record.people[person];
  if (p->office_count == 0 || (!ever_held(p, m->office) && !*holder(r, p, m->office, "", &now))) return;
  prl_when span = now;
  if (!dated) span.last = span.first + 36500;
  if (held_then(r, m, p, &span)) return;
  question_office(r, m, &now, prl_reading_print(r, "in an article %s %s", dated ? "of" : "not older than", prl_reading_when(r, &now)));
}

void prl_check_offices(prl_reading *r) {
  for (int32_t k = 0; k < r->mention_count && !r->failed; k++) check_office(r, &r->mentions[k]);
}
