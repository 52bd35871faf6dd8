/* The calendar as text, data and iCalendar. */
#include "over_time.h"

#include <ctype.h>

static prl_text calendar(const prl_style *style, const char *from, const char *to) {
  prl_dossier *dossier = history_record();
  prl_history_query query = query_of(from, to);
  prl_span_asked span = {query.from, query.to, NULL};
  prl_trace trace = history_trace();
  prl_history *history;
  prl_text out = {0};
  prl_error err = {0};
  int32_t count;
  fine(prl_calendar_new(&history, dossier, &query, &err), &err);
  const prl_turn *turns = prl_history_look(&count, history);
  fine(style ? prl_report_calendar(&out, style, &trace, dossier, &span, turns, count, &err)
             : prl_report_calendar_ics(&out, dossier, turns, count, &err),
       &err);
  prl_history_free(history);
  prl_dossier_free(dossier);
  return out;
}

static void text_says_what_comes_and_both_accounts(void **state) {
  (void)state;
  prl_text out = calendar(&wide_text, "2025-11-06", NULL);
  assert_holds(&out, "unless somebody acts");
  assert_holds(&out, "in-force, 10 % -> lapsed");
  assert_holds(&out, "snaps-back  reciprocal");
  assert_holds(&out, "soy, due: truce: 2026-01-01 (used); count-1: 2026-03-01");
  assert_no_trailing_blanks(&out);
  prl_text_free(&out);
  out = calendar(&wide_text, "2040-01-01", NULL);
  assert_holds(&out, "has nothing that comes by itself");
  prl_text_free(&out);
}

static void data_says_what_each_does(void **state) {
  (void)state;
  prl_text out = calendar(&as_json, "2026-06-30", NULL);
  json_t *root = parsed(&out), *cliffs = get(root, "cliffs");
  assert_traced(root, "calendar/1");
  assert_string_equal(text_of(entry(cliffs, "id", "surcharge"), "does"), "lapses");
  assert_string_equal(text_of(entry(cliffs, "id", "reciprocal"), "does"), "snaps back");
  assert_string_equal(text_of(entry(cliffs, "id", "soy-years"), "does"), "falls due");
  assert_string_equal(text_of(entry(cliffs, "id", "next-summit"), "does"), "begins");
  assert_true(json_array_size(get(entry(cliffs, "id", "surcharge"), "sources")) == 1);
  json_decref(root);
}

/* ---- RFC 5545 ---- */

typedef struct component {
  int begins, ends, uid, stamp, start, summary;
} component;

static bool starts(const char *line, const char *with) { return strncmp(line, with, strlen(with)) == 0; }

static void take_line(component *c, const char *line) {
  assert_true(isupper((unsigned char)line[0]) && strchr(line, ':'));
  c->begins += starts(line, "BEGIN:VEVENT");
  c->uid += starts(line, "UID:");
  c->stamp += starts(line, "DTSTAMP:20260630T000000Z");
  c->start += starts(line, "DTSTART");
  c->summary += starts(line, "SUMMARY:");
  if (starts(line, "END:VEVENT")) {
    c->ends++;
    assert_true(c->begins == c->ends && c->uid == c->ends && c->stamp == c->ends && c->start == c->ends && c->summary == c->ends);
  }
}

/* lines end in CRLF and have at most 75 octets; unfolded, each is NAME:value; every event has what it must */
static component check_ics(const char *ics) {
  component c = {0};
  prl_text line = {0};
  while (*ics) {
    const char *end = strstr(ics, "\r\n");
    assert_non_null(end);
    assert_true(end - ics <= 75);
    assert_null(memchr(ics, '\n', (size_t)(end - ics)));
    assert_true(((unsigned char)ics[ics[0] == ' '] & 0xc0) != 0x80); /* no line begins inside a sign */
    prl_text_add(&line, ics + (ics[0] == ' '), (size_t)(end - ics) - (ics[0] == ' '));
    ics = end + 2;
    if (*ics != ' ') {
      take_line(&c, line.bytes);
      line.length = 0;
    }
  }
  prl_text_free(&line);
  return c;
}

static void an_icalendar_file_is_one(void **state) {
  (void)state;
  prl_text out = calendar(NULL, "2025-01-01", NULL), again = calendar(NULL, "2025-01-01", NULL);
  component c = check_ics(out.bytes);
  assert_true(c.ends > 12);
  assert_true(starts(out.bytes, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:"));
  assert_holds(&out, "END:VCALENDAR\r\n");
  assert_holds(&out, "UID:history-reciprocal-snaps-back-3@parley.invalid\r\n");
  assert_holds(&out, "DTSTART:20250514T040100Z\r\n");                                 /* 12:01 in Beijing */
  assert_holds(&out, "DTSTART;VALUE=DATE:20250801\r\nDTEND;VALUE=DATE:20250901\r\n"); /* some day of August */
  assert_holds(&out, "DTSTART;VALUE=DATE:20260724\r\nDTEND;VALUE=DATE:20260725\r\n");
  assert_holds(&out, "STATUS:TENTATIVE\r\n");
  assert_string_equal(out.bytes, again.bytes);
  prl_text_free(&out);
  prl_text_free(&again);
}

static void signs_with_a_meaning_are_escaped(void **state) {
  (void)state;
  prl_text out = calendar(NULL, "2025-11-01", "2026-12-31");
  assert_holds(&out, "X-WR-CALNAME:United States and China\\, in small\r\n");
  assert_lacks(&out, "China, in");
  prl_text_free(&out);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(text_says_what_comes_and_both_accounts),
      cmocka_unit_test(data_says_what_each_does),
      cmocka_unit_test(an_icalendar_file_is_one),
      cmocka_unit_test(signs_with_a_meaning_are_escaped),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
