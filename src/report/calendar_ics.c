/* calendar_ics.c -- the calendar as an iCalendar file.
 *
 * Format: RFC 5545. Lines end in CRLF and are folded at 75 octets, never inside a UTF-8 sequence; texts escape \ ; , and line breaks. A day
 * is an all-day event, an instant one in UTC, a vague date an all-day event over all the days meant (DTEND is the day after the last), with
 * the date as written in its summary. UID is made of dossier, entry, kind and the step's number, so that a later file updates the same
 * event; DTSTAMP is midnight UTC of the dossier's horizon, so that the same question gives the same file. Disputed or not sure:
 * STATUS:TENTATIVE. */
#include "turns.h"

#include <string.h>

enum { FOLD = 75 };

/* one content line; a folded line begins with a blank that counts */
static void put_line(prl_text *out, const prl_text *line) {
  size_t at = 0, room = FOLD;
  out->failed |= line->failed;
  while (!line->failed && line->length - at > room) {
    size_t take = room;
    while (take > 1 && ((unsigned char)line->bytes[at + take] & 0xc0) == 0x80) take--;
    prl_text_add(out, line->bytes + at, take);
    prl_text_puts(out, "\r\n ");
    at += take;
    room = FOLD - 1;
  }
  if (!line->failed) prl_text_add(out, line->bytes + at, line->length - at);
  prl_text_puts(out, "\r\n");
}

static void property(prl_text *out, const char *name, const char *value) {
  prl_text line = {0};
  prl_text_printf(&line, "%s:%s", name, value);
  put_line(out, &line);
  prl_text_free(&line);
}

static void text_property(prl_text *out, const char *name, const char *value) {
  prl_text line = {0};
  prl_text_printf(&line, "%s:", name);
  for (const char *at = value; *at; at++) {
    if (*at == '\n')
      prl_text_puts(&line, "\\n");
    else if (*at == '\\' || *at == ';' || *at == ',')
      prl_text_printf(&line, "\\%c", *at);
    else if ((unsigned char)*at >= 0x20 && *at != 0x7f)
      prl_text_add(&line, at, 1);
  }
  put_line(out, &line);
  prl_text_free(&line);
}

static void print_day(char *out, size_t size, prl_day day) {
  int32_t year, month, date;
  prl_day_split(&year, &month, &date, day);
  snprintf(out, size, "%04d%02d%02d", year, month, date);
}

static void print_instant(char *out, size_t size, prl_instant at) {
  char day[16];
  prl_day date = (prl_day)(at >= 0 ? at / 86400 : -((86399 - at) / 86400));
  int32_t clock = (int32_t)(at - (prl_instant)date * 86400);
  print_day(day, sizeof day, date);
  snprintf(out, size, "%sT%02d%02d%02dZ", day, clock / 3600, clock / 60 % 60, clock % 60);
}

static void dates(prl_text *out, const prl_turn *t) {
  char figure[32];
  if (t->when.kind == PRL_WHEN_INSTANT) {
    print_instant(figure, sizeof figure, t->when.at);
    property(out, "DTSTART", figure);
    return;
  }
  print_day(figure, sizeof figure, t->when.first);
  property(out, "DTSTART;VALUE=DATE", figure);
  print_day(figure, sizeof figure, t->when.last + 1);
  property(out, "DTEND;VALUE=DATE", figure);
}

static bool vague(const prl_when *when) { return when->kind != PRL_WHEN_DAY && when->kind != PRL_WHEN_INSTANT; }

static void summary(prl_text *out, const prl_turn *t) {
  char figure[PRL_FIGURE];
  prl_text words = {0};
  if (t->measure) prl_text_printf(&words, "%s: ", t->title);
  prl_turn_words(&words, t);
  if (vague(&t->when)) prl_text_printf(&words, " (date known as %s)", prl_when_text(figure, &t->when));
  if (t->disputed) prl_text_puts(&words, " (disputed)");
  out->failed |= words.failed;
  text_property(out, "SUMMARY", words.bytes ? words.bytes : "");
  prl_text_free(&words);
}

static void description(prl_text *out, const prl_turn *t, prl_instant horizon_end) {
  prl_text words = {0}, marks = {0};
  prl_turn_marks(&marks, t, horizon_end);
  prl_text_printf(&words, "%s %s", prl_turn_word(t->kind), t->id);
  if (t->by[0]) prl_text_printf(&words, ", by %s", t->by);
  if (marks.length) prl_text_printf(&words, "\n%s", marks.bytes);
  prl_text_puts(&words, "\nSources: ");
  prl_source_ids(&words, t->sources, t->source_count, t->source_count);
  for (int32_t k = 0; t->said && k < t->said->count; k++) {
    if (prl_turn_said(t, &t->said->at[k])) prl_text_puts(&words, "\n");
    prl_account_words(&words, t, &t->said->at[k]);
  }
  out->failed |= words.failed || marks.failed;
  text_property(out, "DESCRIPTION", words.bytes ? words.bytes : "");
  prl_text_free(&words);
  prl_text_free(&marks);
}

static void entry(prl_text *out, const char *dossier, const char *stamp, const prl_turn *t, prl_instant horizon_end) {
  prl_text uid = {0};
  int step = t->step ? (int)(t->step - t->measure->steps) + 1 : 0;
  bool certain = t->happens == PRL_YES && !t->disputed && t->within == PRL_YES && t->known == PRL_YES;
  prl_text_printf(&uid, "%s-%s-%s-%d@parley.invalid", dossier, t->id, prl_turn_word(t->kind), step);
  out->failed |= uid.failed;
  property(out, "BEGIN", "VEVENT");
  property(out, "UID", uid.bytes ? uid.bytes : "");
  property(out, "DTSTAMP", stamp);
  dates(out, t);
  summary(out, t);
  description(out, t, horizon_end);
  property(out, "STATUS", certain ? "CONFIRMED" : "TENTATIVE");
  property(out, "TRANSP", "TRANSPARENT");
  property(out, "END", "VEVENT");
  prl_text_free(&uid);
}

prl_status prl_report_calendar_ics(prl_text *out, const prl_dossier *dossier, const prl_turn *turns, int32_t count, prl_error *err) {
  prl_dossier_view view = prl_dossier_look(dossier);
  char stamp[32];
  print_instant(stamp, sizeof stamp, (prl_instant)view.horizon.first * 86400);
  property(out, "BEGIN", "VCALENDAR");
  property(out, "VERSION", "2.0");
  property(out, "PRODID", "-//Parley//Calendar//EN");
  property(out, "CALSCALE", "GREGORIAN");
  text_property(out, "X-WR-CALNAME", view.title);
  for (int32_t k = 0; k < count; k++) entry(out, view.id, stamp, &turns[k], view.horizon_end);
  property(out, "END", "VCALENDAR");
  return prl_text_end(out, err);
}
