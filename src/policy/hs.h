/* hs.h -- product codes as numbers that sort like their text and make prefixes ranges; the head of hs.c has the rule. */
#ifndef PARLEY_POLICY_HS_H
#define PARLEY_POLICY_HS_H

#include "parley/base.h"

/** Key of a code of 2 to 10 digits; 0 when `code` is anything else. */
uint64_t prl_hs_key(const char *code);
/** First key after all codes that begin with the code of `key`. */
uint64_t prl_hs_after(uint64_t key);
/** Does the code of `key` begin with the code of `prefix` (or equal it)? */
bool prl_hs_begins(uint64_t key, uint64_t prefix);
int32_t prl_hs_digits(uint64_t key);
/** The code of a key into buf (at least 11 bytes). */
void prl_hs_print(char *buf, uint64_t key);
/** First six digits as a number; codes shorter than six count as padded with zeros. */
int32_t prl_hs_heading(uint64_t key);
/** Key of a six-digit heading given as a number. */
uint64_t prl_hs_of_heading(int32_t heading);
/** Digits of `code` without dots and blanks into buf (at least 11 bytes); false unless there are 4 to 10 of them. */
bool prl_hs_normal(char *buf, const char *code);
/** First index in the sorted keys[0..count) whose key is >= key. */
int32_t prl_hs_lower(const uint64_t *keys, int32_t count, uint64_t key);
/** The same, looked for from `from` on: quick when it is near; from the beginning when keys[from] is already beyond it. */
int32_t prl_hs_seek(const uint64_t *keys, int32_t count, int32_t from, uint64_t key);
/** Sort and drop duplicates; returns how many stay. */
int32_t prl_hs_sort(uint64_t *keys, int32_t count);

#endif
