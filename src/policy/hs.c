/* hs.c -- when does one product code stand for a part of another?
 *
 *   key = (digits padded with zeros to ten) * 16 + number of digits
 * Keys sort as the codes do as text, a code before those that begin with it; so the codes that begin with c are
 * the keys in [key(c), after(c)). Codes have 2 (a chapter) to 10 (a national line) digits. */
#include "hs.h"

#include <stdlib.h>

static const uint64_t tens[11] = {1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000, 10000000000};

uint64_t prl_hs_key(const char *code) {
  uint64_t number = 0;
  int32_t digits = 0;
  for (; code[digits] >= '0' && code[digits] <= '9'; digits++) {
    if (digits == 10) return 0;
    number = number * 10 + (uint64_t)(code[digits] - '0');
  }
  if (code[digits] != '\0' || digits < 2) return 0;
  return number * tens[10 - digits] * 16 + (uint64_t)digits;
}

int32_t prl_hs_digits(uint64_t key) { return (int32_t)(key % 16); }

uint64_t prl_hs_after(uint64_t key) { return (key / 16 + tens[10 - prl_hs_digits(key)]) * 16; }

uint64_t prl_hs_of_heading(int32_t heading) { return (uint64_t)heading * tens[4] * 16 + 6; }

bool prl_hs_begins(uint64_t key, uint64_t prefix) { return key >= prefix && key < prl_hs_after(prefix); }

void prl_hs_print(char *buf, uint64_t key) {
  int32_t digits = prl_hs_digits(key);
  uint64_t number = key / 16 / tens[10 - digits];
  buf[digits] = '\0';
  for (int32_t k = digits - 1; k >= 0; k--, number /= 10) buf[k] = (char)('0' + number % 10);
}

int32_t prl_hs_heading(uint64_t key) { return (int32_t)(key / 16 / tens[4]); }

bool prl_hs_normal(char *buf, const char *code) {
  int32_t digits = 0;
  for (; *code != '\0'; code++) {
    if (*code == '.' || *code == ' ') continue;
    if (*code < '0' || *code > '9' || digits == 10) return false;
    buf[digits++] = *code;
  }
  buf[digits] = '\0';
  return digits >= 4;
}

int32_t prl_hs_lower(const uint64_t *keys, int32_t count, uint64_t key) {
  int32_t low = 0, high = count;
  while (low < high) {
    int32_t middle = low + (high - low) / 2;
    if (keys[middle] < key)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

int32_t prl_hs_seek(const uint64_t *keys, int32_t count, int32_t from, uint64_t key) {
  int32_t step = 1;
  if (from > 0 && (from >= count || keys[from] >= key) && keys[from - 1] >= key) return prl_hs_lower(keys, from, key);
  while (from < count && keys[from] < key) {
    int32_t next = step < count - from ? from + step : count;
    if (next == count || keys[next] >= key) return from + 1 + prl_hs_lower(keys + from + 1, next - from - 1, key);
    from = next;
    step *= 2;
  }
  return from;
}

static int compare(const void *a, const void *b) {
  uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
  return (x > y) - (x < y);
}

int32_t prl_hs_sort(uint64_t *keys, int32_t count) {
  if (count == 0) return 0;
  qsort(keys, (size_t)count, sizeof *keys, compare);
  int32_t kept = 1;
  for (int32_t k = 1; k < count; k++)
    if (keys[k] != keys[kept - 1]) keys[kept++] = keys[k];
  return kept;
}
