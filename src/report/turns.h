/* turns.h -- what the reports on time share: one turn as people and programs read it. */
#ifndef PRL_REPORT_TURNS_H
#define PRL_REPORT_TURNS_H

#include "inside.h"

/** "20 %", "400 CNY a net ton", "by line", "rate not known"; "" for an instrument without a number. */
void prl_rate_words(prl_text *out, const prl_measure *measure, bool by_line, double rate);
/** "in force, 20 %", "suspended, 10 % remains", "struck-down". */
void prl_position_words(prl_text *out, const prl_measure *measure, prl_position position);
/** What happens, in a line: "10 % -> 20 %", "Leaders meet (Busan)", "12 Mt fall due". */
void prl_turn_words(prl_text *out, const prl_turn *turn);
/** What is not sure about it, separated by commas; "" when nothing. @param horizon_end  what comes later is ahead */
void prl_turn_marks(prl_text *out, const prl_turn *turn, prl_instant horizon_end);
/** Accounts of others, one a text: "cnbc-1: until 2027-01-10; \"framing\"". False when saying k has none of this turn. */
bool prl_account_words(prl_text *out, const prl_turn *turn, const prl_saying *saying);
/** Paragraphs under a table: every disputed turn with what the record uses and every other account. */
void prl_accounts_text(prl_text *out, const prl_style *style, const prl_turn *turns, int32_t count);

void prl_position_json(prl_json *json, json_t *parent, const char *key, const prl_measure *measure, prl_position position);
void prl_turn_json(prl_json *json, json_t *turns, const prl_turn *turn, prl_instant horizon_end);

extern const char *const prl_turn_columns[];
enum { PRL_TURN_COLUMNS = 18 };
void prl_turn_csv(prl_csv *csv, const prl_turn *turn);

/** Heading and rows of turns in a grid: date, by, kind, entry, what, marks, sources. */
prl_status prl_turns_grid(prl_text *out, const prl_style *style, const prl_turn *turns, int32_t count, prl_instant horizon_end,
                          prl_error *err);
/** What follows the headline of a text on time: the grid, the differing accounts, the trace. */
prl_status prl_turns_text(prl_text *out, const prl_style *style, const prl_trace *trace, prl_instant horizon_end, const prl_turn *turns,
                          int32_t count, prl_error *err);

#endif
