/* brief_commands.c -- the command line that repeats a section.
 *
 * The page's own command says how it was asked (world, elasticities, closure), so a section's command is the same line with another
 * verb. What speaks of the page's file (--out, --format) is left out: the section is printed. */
#include "brief.h"

#include <string.h>

static const char LEAD[] = "parley brief";

/* bytes of the word at `text`: up to a space outside quotes */
static size_t word_bytes(const char *text) {
  char quote = 0;
  size_t k = 0;
  for (; text[k] && (quote || text[k] != ' '); k++) {
    if (quote && text[k] == quote)
      quote = 0;
    else if (!quote && (text[k] == '\'' || text[k] == '"'))
      quote = text[k];
  }
  return k;
}

static bool is_word(const char *text, size_t bytes, const char *word) { return strlen(word) == bytes && !strncmp(text, word, bytes); }

/* an option of the page's file; *value: its value is the next word */
static bool of_the_file(const char *text, size_t bytes, bool *value) {
  *value = is_word(text, bytes, "--out") || is_word(text, bytes, "--format") || is_word(text, bytes, "-o");
  return *value || !strncmp(text, "--out=", 6) || !strncmp(text, "--format=", 9) || is_word(text, bytes, "--quiet");
}

static const char *kept(prl_page *page, prl_text *line) {
  const char *text = line->bytes && !line->failed ? prl_arena_text(page->arena, line->bytes, line->length) : NULL;
  prl_text_free(line);
  if (!text) page->out->failed = true;
  return text ? text : "";
}

const char *prl_command_like(prl_page *page, const char *verb) {
  const prl_trace *t = &page->trace;
  const char *rest = t->command;
  if (strncmp(rest, LEAD, sizeof LEAD - 1)) return prl_page_keep(page, "parley %s %s --asof %s", verb, t->dossier, t->date);
  rest += sizeof LEAD - 1;
  prl_text line = {0};
  prl_text_printf(&line, "parley %s", verb);
  bool skip = false;
  while (*(rest += strspn(rest, " "))) {
    const size_t bytes = word_bytes(rest);
    bool value = false;
    if (!skip && !of_the_file(rest, bytes, &value)) prl_text_printf(&line, " %.*s", (int)bytes, rest);
    skip = value;
    rest += bytes;
  }
  return kept(page, &line);
}

const char *prl_command_asof(prl_page *page, const char *more) {
  const prl_trace *t = &page->trace;
  const bool other_clock = *t->known && strcmp(t->known, t->date);
  return prl_page_keep(page, "parley asof %s %s%s%s%s", t->date, t->dossier, other_clock ? " --known " : "", other_clock ? t->known : "",
                       more);
}
