/* Guards the brief: a well-formed, self-contained page that names every item and every measure in force, cites only sources it lists, draws
 * nothing that has no worth, and writes no number that is none. */
#include "parley/report.h"

#include <ctype.h>
#include <ftw.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static const char WORLD[] = "worlds/hybrid2022-16.prlw";

/* ---- a dossier with three parties and awkward titles ---- */

static const char DOSSIER[] = "title: \"Three <sides> & \\\"friends\\\"\"\n"
                              "horizon: 2026-10-17\n"
                              "parties:\n"
                              "  - {id: USA, name: United States, zone: \"EST5EDT,M3.2.0,M11.1.0\", regions: [USA]}\n"
                              "  - {id: CHN, name: China, zone: CST-8, regions: [CHN]}\n"
                              "  - {id: NAM, name: Northern pair, zone: \"EST5EDT,M3.2.0,M11.1.0\", regions: [CAN, MEX]}\n"
                              "world: hybrid2022-16\n"
                              "deficits: fixed\n"
                              "elasticities: {trade: {uniform: 4}}\n";
static const char SOURCES[] =
    "- {id: one, publisher: Ministry & Co, title: \"Order <1>\", published: 2025-01-02, kind: legal-text, address: "
    "\"https://example.org/?a=1&b=2\"}\n"
    "- {id: two, publisher: A paper, title: \"It's said\", published: 2025-02, kind: press}\n"
    "- {id: three, publisher: A tracker, title: Never cited, published: 2025, kind: tracker}\n"
    "- {id: script, publisher: Nobody, title: Odd address, published: 2025-01-05, kind: official, address: \"javascript:alert(1)\"}\n";
static const char MEASURES[] =
    "- {id: us-all, title: \"Duty on <all> goods & more\", by: USA, on: [CHN], goods: all, instrument: tariff, layer: general, authority: "
    "\"Act 1, part A\",\n"
    "   history: [{from: 2025-01-10, rate: 20, source: [one]}]}\n"
    "- {id: us-some, title: Duty on metals, by: USA, on: all, goods: {sector: [C24]}, instrument: tariff, layer: metals, authority: \"Act "
    "1, part B\",\n"
    "   history: [{from: 2025-01-10, until: 2026-06-30, rate: 50, source: [one, two], sure: medium}]}\n"
    "- {id: cn-answer, title: Answer of China, by: CHN, on: [USA], goods: all, instrument: tariff,\n"
    "   history: [{from: 2025-01-20, state: suspended, rate: 10, snaps-back: {rate: 34, on: 2026-11-10}, source: [two], disputed: true}]}\n"
    "- {id: cn-licence, title: Licences for magnets, by: CHN, on: all, flow: export, goods: unknown, instrument: licence, unit: share of "
    "requests granted,\n"
    "   history: [{from: 2025-01-20, source: [script], sure: low}]}\n"
    "- {id: us-later, title: Duty that is to come, by: USA, on: [CAN], goods: all, instrument: tariff,\n"
    "   history: [{from: 2026-12-01, rate: 5, known: 2025-02-01, source: [two]}]}\n"
    "- {id: us-old, title: Duty that has lapsed, by: USA, on: [CHN], goods: all, instrument: tariff,\n"
    "   history: [{from: 2025-01-01, until: 2025-01-09, rate: 5, known: 2025-01-01, source: [one]}]}\n";
static const char PROMISES[] =
    "- {id: buy, title: \"Beans > before\", by: CHN, to: USA, promise: purchase, quantity: 25, unit: Mt, from: 2026-01-01,\n"
    "   until: 2027-01-01, source: [one]}\n";
static const char ITEMS[] =
    "- {id: end-us, title: \"End of the <US> duty\", asked-by: CHN, given-by: USA, changes: [{measure: us-all, state: withdrawn}], source: "
    "[one]}\n"
    "- {id: end-cn, title: End of the answer, asked-by: USA, given-by: CHN, changes: [{measure: cn-answer, state: withdrawn}], source: "
    "[two]}\n"
    "- {id: end-both, title: End of both, changes: [{measure: us-all, state: withdrawn}, {measure: cn-answer, state: withdrawn}], source: "
    "[two]}\n"
    "- {id: beans, title: Beans are bought, asked-by: USA, given-by: CHN, changes: [{commitment: buy}], source: [one]}\n"
    "- {id: stated, title: Worth that is stated, changes: [{measure: cn-licence, state: withdrawn}],\n"
    "   worth: {USA: 0.05, CHN: 0.02, NAM: 0.01}, source: [one]}\n";

typedef struct table_of_talks {
  char path[64];
  prl_dossier *dossier;
  prl_world *world;
  prl_stage *stage;
  prl_worths *worths;
  prl_standing *standings;
  prl_accuracy accuracy;
  prl_trace trace;
  prl_brief brief;
} table_of_talks;

static void put(const char *folder, const char *name, const char *text) {
  char path[512];
  prl_error err = {0};
  snprintf(path, sizeof path, "%s/%s", folder, name);
  assert_int_equal(prl_file_write(path, text, strlen(text), &err), PRL_OK);
}

static void write_dossier(char *path) {
  char folder[512];
  strcpy(path, "/tmp/prl-brief-XXXXXX");
  assert_non_null(mkdtemp(path));
  snprintf(folder, sizeof folder, "%s/measures", path);
  assert_int_equal(mkdir(folder, 0700), 0);
  put(path, "dossier.yaml", DOSSIER);
  put(path, "sources.yaml", SOURCES);
  put(path, "measures/all.yaml", MEASURES);
  put(path, "commitments.yaml", PROMISES);
  put(path, "items.yaml", ITEMS);
}

static int remove_one(const char *path, const struct stat *info, int kind, struct FTW *walk) {
  (void)info, (void)kind, (void)walk;
  return remove(path);
}

static void fine(prl_status status, const prl_error *err) {
  if (status != PRL_OK) fail_msg("%s:%d: %s", err->file, err->line, err->message);
}

static void sit_down(table_of_talks *t, const char *dossier, const char *concordance, const char *date) {
  prl_error err = {0};
  prl_asof asof;
  double theta[128];
  for (int k = 0; k < 128; k++) theta[k] = 4;
  fine(prl_dossier_open(&t->dossier, dossier, &err), &err);
  fine(prl_world_open(&t->world, WORLD, &err), &err);
  fine(prl_asof_parse(&asof, date, NULL, &err), &err);
  const prl_dossier_view d = prl_dossier_look(t->dossier);
  const prl_world_view w = prl_world_look(t->world);
  const prl_stage_options options = {.size = sizeof options,
                                     .world = t->world,
                                     .dossier = t->dossier,
                                     .concordance = concordance,
                                     .model = {.size = sizeof(prl_model), .theta = theta, .final = 1},
                                     .deficits = d.deficits,
                                     .policy_at = &asof};
  fine(prl_stage_new(&t->stage, &options, &err), &err);
  fine(prl_worths_new(&t->worths, t->stage, NULL, 0, 1e-4, &err), &err);
  t->standings = calloc((size_t)d.measure_count + 1, sizeof *t->standings);
  assert_non_null(t->standings);
  prl_standing_all(t->standings, t->dossier, &asof);
  t->accuracy = prl_outcome_look(prl_stage_outcome(t->stage)).accuracy;
  t->accuracy.seconds = 0.25;
  t->trace = (prl_trace){.command = "parley brief three --asof 2025-03-01 --world w --out 'a page.html'",
                         .version = "0.1.0",
                         .dossier = "three",
                         .date = date,
                         .known = date,
                         .horizon = "2026-10-17",
                         .beyond = prl_asof_beyond(t->dossier, &asof),
                         .world = w.id,
                         .world_source = w.source,
                         .base_year = w.base_year,
                         .base = "zero",
                         .elasticities = "4 everywhere",
                         .closure = "fixed",
                         .accuracy = &t->accuracy};
  t->brief = (prl_brief){.trace = &t->trace,
                         .dossier = t->dossier,
                         .world = t->world,
                         .standings = t->standings,
                         .policy = prl_stage_policy(t->stage),
                         .outcome = prl_stage_outcome(t->stage),
                         .tolerance_percent = 1e-4};
  t->brief.worths = prl_worths_look(&t->brief.worth_count, t->worths);
}

static void get_up(table_of_talks *t) {
  prl_worths_free(t->worths);
  prl_stage_free(t->stage);
  free(t->standings);
  prl_world_free(t->world);
  prl_dossier_free(t->dossier);
}

static int three_sides(void **state) {
  table_of_talks *t = calloc(1, sizeof *t);
  write_dossier(t->path);
  sit_down(t, t->path, NULL, "2025-03-01");
  *state = t;
  return 0;
}

static int three_sides_end(void **state) {
  table_of_talks *t = *state;
  get_up(t);
  nftw(t->path, remove_one, 8, FTW_DEPTH | FTW_PHYS);
  free(t);
  return 0;
}

static prl_text page_of(const table_of_talks *t) {
  prl_text text = {0};
  prl_error err = {0};
  fine(prl_report_brief(&text, &t->brief, &err), &err);
  return text;
}

/* ---- a small reader of HTML ---- */

static bool is_void(const char *name) {
  static const char *const voids[] = {"meta", "link", "br", "hr", "img", "input"};
  for (size_t k = 0; k < sizeof voids / sizeof *voids; k++) {
    if (!strcmp(name, voids[k])) return true;
  }
  return false;
}

static void check_references(const char *from, const char *to) {
  static const char *const known[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;", "&#160;"};
  for (; from < to; from++) {
    if (*from != '&') continue;
    bool found = false;
    for (size_t k = 0; k < sizeof known / sizeof *known; k++) found = found || !strncmp(from, known[k], strlen(known[k]));
    if (!found) fail_msg("a bare & before: %.40s", from);
  }
}

/* attributes are name="value", separated by one space */
static void check_attributes(const char *at, const char *end) {
  while (at < end && *at == ' ') {
    at++;
    const char *name = at;
    while (at < end && (isalnum((unsigned char)*at) || *at == '-')) at++;
    assert_true(at > name);
    if (at[0] != '=' || at[1] != '"') fail_msg("an attribute without a quoted value: %.60s", name);
    at = memchr(at + 2, '"', (size_t)(end - at - 2));
    assert_non_null(at);
    at++;
  }
  if (at != end) fail_msg("not an attribute: %.40s", at);
}

/* every element is closed in the order it was opened */
static void check_balance(const char *page) {
  char open[64][16];
  int depth = 0;
  const char *at = strchr(page, '>') + 1, *tag;
  assert_int_equal(strncmp(page, "<!DOCTYPE html>", 15), 0);
  for (; (tag = strchr(at, '<')); at = strchr(tag, '>') + 1) {
    check_references(at, tag);
    const char *end = strchr(tag, '>');
    const bool closing = tag[1] == '/', alone = end[-1] == '/';
    const char *name = tag + 1 + closing;
    const size_t bytes = strcspn(name, " />");
    char word[16];
    assert_in_range(bytes, 1, 15);
    snprintf(word, sizeof word, "%.*s", (int)bytes, name);
    if (closing) {
      if (!depth || strcmp(open[depth - 1], word)) fail_msg("</%s> closes <%s> at: %.60s", word, depth ? open[depth - 1] : "", tag);
      depth--;
      continue;
    }
    check_attributes(name + bytes, alone ? end - 1 : end);
    if (alone || is_void(word)) continue;
    assert_true(depth < 64);
    snprintf(open[depth++], sizeof *open, "%s", word);
    if (!strcmp(word, "style")) depth--, tag = strstr(end, "</style>");
  }
  assert_int_equal(depth, 0);
}

static int32_t count_of(const char *page, const char *what) {
  int32_t n = 0;
  for (const char *at = page; (at = strstr(at, what)); at += strlen(what)) n++;
  return n;
}

static void must_have(const char *page, const char *what) {
  if (!strstr(page, what)) fail_msg("the page lacks: %s", what);
}

static void must_lack(const char *page, const char *what) {
  const char *at = strstr(page, what);
  if (at) fail_msg("the page has '%s' at: %.80s", what, at);
}

/* the words "nan", "inf", "infinity", "null" alone, in any case, outside tags and style */
static void check_numbers(const char *page) {
  const char *at = strstr(page, "<body");
  while (*at) {
    if (*at == '<') {
      at = strchr(at, '>') + 1;
      continue;
    }
    size_t n = 0;
    while (isalpha((unsigned char)at[n])) n++;
    static const char *const banned[] = {"nan", "inf", "infinity", "null"};
    for (size_t k = 0; k < sizeof banned / sizeof *banned; k++) {
      if (n == strlen(banned[k]) && !strncasecmp(at, banned[k], n)) fail_msg("a number that is none: %.60s", at - 20);
    }
    at += n ? n : 1;
  }
}

static void check_citations(const char *page) {
  int32_t cited = 0;
  char word[64];
  for (const char *at = page; (at = strstr(at, "href=\"#source-")); at++) {
    const int32_t number = atoi(at + 14);
    snprintf(word, sizeof word, "id=\"source-%d\"", number);
    must_have(page, word);
    cited = number > cited ? number : cited;
  }
  assert_int_equal(count_of(page, "id=\"source-"), cited);
  for (int32_t k = 1; k <= cited; k++) {
    snprintf(word, sizeof word, "href=\"#source-%d\"", k);
    must_have(page, word);
  }
}

/* what every page must be, whatever it is about */
static void check_page(const prl_text *text) {
  const char *page = text->bytes;
  assert_int_equal(strlen(page), text->length);
  check_balance(page);
  check_numbers(page);
  check_citations(page);
  must_have(page, "<html lang=\"en\">");
  must_have(page, "prefers-color-scheme:dark");
  must_have(page, "@media print");
  assert_int_equal(count_of(page, "<h1"), 1);
  assert_int_equal(count_of(page, "<table"), count_of(page, "<caption"));
  assert_int_equal(count_of(page, "<th") - count_of(page, "<thead"), count_of(page, "<th scope=\""));
  static const char *const outside[] = {"<script",           "<link",   "<img",  " src=",  "@import", "url(h",
                                        "href=\"javascript", "onclick", "\"nan", "\"-nan", "\"inf",   "\"-inf"};
  for (size_t k = 0; k < sizeof outside / sizeof *outside; k++) must_lack(page, outside[k]);
}

static char *escaped(const char *text) {
  prl_text out = {0};
  for (; *text; text++) {
    static const struct {
      char letter;
      const char *entity;
    } known[] = {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {'\'', "&#39;"}};
    const char *entity = NULL;
    for (size_t k = 0; k < sizeof known / sizeof *known; k++) entity = *text == known[k].letter ? known[k].entity : entity;
    if (entity)
      prl_text_puts(&out, entity);
    else
      prl_text_add(&out, text, 1);
  }
  return out.bytes;
}

static void check_all_named(const table_of_talks *t, const char *page) {
  char mark[256];
  for (int32_t k = 0; k < t->brief.worth_count; k++) {
    snprintf(mark, sizeof mark, "data-item=\"%s\"", t->brief.worths[k].item->id);
    assert_int_equal(count_of(page, mark), 1);
  }
  const prl_dossier_view d = prl_dossier_look(t->dossier);
  for (int32_t k = 0; k < d.measure_count; k++) {
    char *title = escaped(d.measures[k].title);
    must_have(page, title);
    free(title);
    snprintf(mark, sizeof mark, "data-measure=\"%s\"", d.measures[k].id);
    must_have(page, mark);
  }
}

static char *chart_of(const char *page) {
  const char *from = strstr(page, "<svg class=\"quadrant\"");
  assert_non_null(from);
  const char *to = strstr(from, "</svg>");
  return strndup(from, (size_t)(to - from));
}

static void check_chart(const table_of_talks *t, const char *page) {
  char *chart = chart_of(page);
  int32_t drawn = 0;
  for (int32_t k = 0; k < t->brief.worth_count; k++) {
    const prl_worth *w = &t->brief.worths[k];
    const bool silent = w->list == PRL_LIST_SILENT || !isfinite(w->percent[0]) || !isfinite(w->percent[1]);
    char *title = escaped(w->item->title);
    if (silent) must_lack(chart, title);
    free(title);
    drawn += !silent;
  }
  assert_int_equal(
      count_of(chart, "class=\"cooperation\"") + count_of(chart, "class=\"outstanding\"") + count_of(chart, "class=\"neutral\""), drawn);
  must_have(chart, "<title id=\"quadrant-title\">");
  must_have(chart, "<desc id=\"quadrant-desc\">");
  free(chart);
}

/* ---- tests ---- */

static void the_page_is_well_formed(void **state) {
  prl_text page = page_of(*state);
  check_page(&page);
  prl_text_free(&page);
}

static void everything_is_named(void **state) {
  prl_text page = page_of(*state);
  check_all_named(*state, page.bytes);
  prl_text_free(&page);
}

static void what_has_no_worth_is_not_drawn(void **state) {
  prl_text page = page_of(*state);
  check_chart(*state, page.bytes);
  must_have(page.bytes, "it has no floor: Beans &gt; before");
  prl_text_free(&page);
}

static void a_stated_worth_is_marked(void **state) {
  prl_text page = page_of(*state);
  char *chart = chart_of(page.bytes);
  assert_int_equal(count_of(chart, "class=\"stated\""), 1);
  must_have(page.bytes, "<span class=\"mark stated\">");
  must_have(page.bytes, "+0.05");
  free(chart);
  prl_text_free(&page);
}

static void texts_are_escaped(void **state) {
  prl_text page = page_of(*state);
  must_have(page.bytes, "Three &lt;sides&gt; &amp; &quot;friends&quot;");
  must_have(page.bytes, "Order &lt;1&gt;");
  must_have(page.bytes, "It&#39;s said");
  must_have(page.bytes, "href=\"https://example.org/?a=1&amp;b=2\"");
  must_lack(page.bytes, "<sides>");
  must_lack(page.bytes, "<US>");
  prl_text_free(&page);
}

static void only_cited_sources_are_listed(void **state) {
  prl_text page = page_of(*state);
  must_have(page.bytes, "Ministry &amp; Co");
  must_have(page.bytes, "javascript:alert(1)"); /* as text: it is no link */
  must_lack(page.bytes, "Never cited");
  prl_text_free(&page);
}

static void marks_of_certainty_are_shown(void **state) {
  prl_text page = page_of(*state);
  must_have(page.bytes, "<span class=\"mark disputed\">disputed</span>");
  must_have(page.bytes, "<span class=\"mark fair\">fairly sure</span>");
  must_have(page.bytes, "<span class=\"mark unsure\">not sure</span>");
  prl_text_free(&page);
}

/* the order of dates, and what happens on each */
static void dates_ahead_are_told(void **state) {
  prl_text page = page_of(*state);
  const char *ahead = strstr(page.bytes, "<table class=\"ahead\">");
  assert_non_null(ahead);
  const char *lapse = strstr(ahead, "lapses (was 50\xc2\xa0%)"), *snap = strstr(ahead, "from 10\xc2\xa0% to 34\xc2\xa0%");
  const char *start = strstr(ahead, "starts at 5\xc2\xa0%");
  assert_true(lapse && snap && start && lapse < snap && snap < start);
  must_have(ahead, "30\xc2\xa0Jun\xc2\xa0"
                   "2026");
  must_have(page.bytes, "returns at 34\xc2\xa0% on 10\xc2\xa0Nov\xc2\xa0"
                        "2026");
  prl_text_free(&page);
}

static void the_headline_counts_the_lists(void **state) {
  const table_of_talks *t = *state;
  prl_text page = page_of(t);
  int32_t count[4] = {0};
  for (int32_t k = 0; k < t->brief.worth_count; k++) count[t->brief.worths[k].list]++;
  assert_int_equal(count[PRL_LIST_SILENT], 1);
  char text[200];
  if (count[PRL_LIST_COOPERATION] > 1) {
    snprintf(text, sizeof text,
             "<h1>%d\xc2\xa0"
             "areas for cooperation, ",
             count[PRL_LIST_COOPERATION]);
    must_have(page.bytes, text);
  }
  must_have(page.bytes, "1\xc2\xa0on which the model is silent</h1>");
  prl_text_free(&page);
}

static void commands_repeat_each_section(void **state) {
  prl_text page = page_of(*state);
  must_have(page.bytes, "<code>parley asof 2025-03-01 three</code>");
  must_have(page.bytes, "<code>parley asof 2025-03-01 three --all</code>");
  must_have(page.bytes, "<code>parley lists three --asof 2025-03-01 --world w</code>");
  must_have(page.bytes, "<code>parley value three --asof 2025-03-01 --world w</code>");
  must_have(page.bytes, "<code>parley brief three --asof 2025-03-01 --world w --out &#39;a page.html&#39;</code>");
  prl_text_free(&page);
}

static void changes_have_signs_and_units(void **state) {
  table_of_talks *t = *state;
  static const double percent[] = {-1.25, 0.5, 0.0001}, musd[] = {-12345.6, 250, 0.02};
  prl_worth worth = t->brief.worths[0];
  worth.percent = percent, worth.musd = musd, worth.list = PRL_LIST_OUTSTANDING;
  worth.region_percent = worth.region_musd = worth.volume = NULL;
  table_of_talks one = *t;
  one.brief.worths = &worth, one.brief.worth_count = 1;
  prl_text page = page_of(&one);
  check_page(&page);
  must_have(page.bytes, "\xe2\x88\x92"
                        "1.25\xc2\xa0%");
  must_have(page.bytes, "\xe2\x88\x92"
                        "12,346");
  must_have(page.bytes, "+0.50\xc2\xa0%");
  must_have(page.bytes, "<b>0.00\xc2\xa0%</b>");
  must_lack(page.bytes, ">-1");
  prl_text_free(&page);
}

static void an_unknown_worth_is_not_zero(void **state) {
  table_of_talks *t = *state;
  static const double percent[] = {-0.5, NAN, 0.1}, musd[] = {-12, NAN, 3};
  prl_worth worth = t->brief.worths[0];
  worth.percent = percent, worth.musd = musd, worth.list = PRL_LIST_OUTSTANDING;
  worth.region_percent = worth.region_musd = worth.volume = NULL;
  table_of_talks one = *t;
  one.brief.worths = &worth, one.brief.worth_count = 1;
  prl_text page = page_of(&one);
  check_page(&page);
  must_have(page.bytes, "<td class=\"n\"> <span class=\"mark unknown\">not known</span></td>");
  must_lack(page.bytes, "<svg class=\"quadrant\"");
  prl_text_free(&page);
}

static void nothing_on_the_table_is_a_page_too(void **state) {
  table_of_talks none = *(table_of_talks *)*state;
  none.brief.worths = NULL, none.brief.worth_count = 0;
  prl_text page = page_of(&none);
  check_page(&page);
  must_have(page.bytes, "<h1>Nothing on the table</h1>");
  prl_text_free(&page);
}

static void past_the_horizon_it_says_so(void **state) {
  table_of_talks t = {.stage = NULL};
  const table_of_talks *given = *state;
  sit_down(&t, given->path, NULL, "2027-01-15");
  prl_text page = page_of(&t);
  check_page(&page);
  must_have(page.bytes, "class=\"beyond\"");
  must_have(page.bytes, "not known after 17\xc2\xa0Oct\xc2\xa0"
                        "2026");
  prl_text_free(&page);
  get_up(&t);
}

static void the_same_brief_gives_the_same_bytes(void **state) {
  prl_text a = page_of(*state), b = page_of(*state);
  assert_int_equal(a.length, b.length);
  assert_memory_equal(a.bytes, b.bytes, a.length);
  prl_text_free(&a);
  prl_text_free(&b);
}

static void what_is_missing_is_named(void **state) {
  const table_of_talks *t = *state;
  prl_text page = {0};
  prl_error err = {0};
  prl_brief brief = t->brief;
  brief.outcome = NULL;
  assert_int_equal(prl_report_brief(&page, &brief, &err), PRL_E_MISSING);
  assert_non_null(strstr(err.message, "outcome"));
  prl_trace trace = t->trace;
  trace.date = NULL;
  brief = t->brief;
  brief.trace = &trace;
  err = (prl_error){0};
  assert_int_equal(prl_report_brief(&page, &brief, &err), PRL_E_MISSING);
  assert_non_null(strstr(err.message, "date"));
  prl_text_free(&page);
}

static void a_text_without_memory_is_refused(void **state) {
  const table_of_talks *t = *state;
  prl_text page = {.failed = true};
  prl_error err = {0};
  assert_int_equal(prl_report_brief(&page, &t->brief, &err), PRL_E_MEMORY);
  prl_text_free(&page);
}

static void the_shipped_dossier_makes_a_page(void **state) {
  (void)state;
  table_of_talks t = {.stage = NULL};
  sit_down(&t, "dossiers/us-china", "worlds/hs6-sector22.csv.gz", "2026-10-17");
  prl_text page = page_of(&t);
  check_page(&page);
  check_all_named(&t, page.bytes);
  check_chart(&t, page.bytes);
  prl_text_free(&page);
  get_up(&t);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_page_is_well_formed),
      cmocka_unit_test(everything_is_named),
      cmocka_unit_test(what_has_no_worth_is_not_drawn),
      cmocka_unit_test(a_stated_worth_is_marked),
      cmocka_unit_test(texts_are_escaped),
      cmocka_unit_test(only_cited_sources_are_listed),
      cmocka_unit_test(marks_of_certainty_are_shown),
      cmocka_unit_test(dates_ahead_are_told),
      cmocka_unit_test(the_headline_counts_the_lists),
      cmocka_unit_test(commands_repeat_each_section),
      cmocka_unit_test(changes_have_signs_and_units),
      cmocka_unit_test(an_unknown_worth_is_not_zero),
      cmocka_unit_test(nothing_on_the_table_is_a_page_too),
      cmocka_unit_test(past_the_horizon_it_says_so),
      cmocka_unit_test(the_same_brief_gives_the_same_bytes),
      cmocka_unit_test(what_is_missing_is_named),
      cmocka_unit_test(a_text_without_memory_is_refused),
      cmocka_unit_test(the_shipped_dossier_makes_a_page),
  };
  return cmocka_run_group_tests(tests, three_sides, three_sides_end);
}
