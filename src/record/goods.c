/* goods.c -- which goods does an entry mean?
 *
 *   all | unknown | everything (scenarios) | {hs: ...} | {list: ...} | {sector: ...}, with `except:` and `text:`
 *
 * {except: ...} alone is all goods but those; {text: ...} alone is unknown, in words. An HS code has 2 to 10 digits; with 3, 5
 * or 7 it has lost a leading zero somewhere. */
#include "entries.h"

#include <string.h>

static void check_hs(prl_reader *r, const prl_node *word) {
  const char *text = word->text;
  size_t length = strlen(text);
  if (strchr(text, '.')) {
    prl_report(r, word->place, PRL_E_VALUE, "leave the dots out", "HS code '%.40s' has dots", text);
  } else if (length < 2 || length > 10 || strspn(text, "0123456789") != length) {
    prl_report(r, word->place, PRL_E_VALUE, "write 854231", "'%.40s' is no HS code, expected 2 to 10 digits", text);
  } else if (length == 3 || length == 5 || length == 7 || !strncmp(text, "00", 2)) {
    prl_report(r, word->place, PRL_E_VALUE, "was a leading zero lost?", "'%.40s' is no HS code: %s", text,
               text[0] == '0' && text[1] == '0' ? "there is no chapter 00" : "3, 5 or 7 digits");
  }
}

static void read_list_names(prl_goods *out, prl_reader *r, const prl_node *node) {
  out->codes = prl_read_words(r, node);
  if (!r->dossier) {
    prl_report(r, node->place, PRL_E_VALUE, "write {hs: [...]} or {sector: [...]}", "a scenario has no product lists");
    return;
  }
  const prl_dossier_view *view = &r->dossier->view;
  const prl_list **lists = prl_reader_alloc(r, out->codes.count, sizeof *lists);
  for (const prl_node *word = lists ? prl_first_word(node) : NULL; word; word = prl_next_word(node, word)) {
    int32_t found =
        prl_find_id(r, r->dossier->list_ids, word, "product list", view->lists, sizeof *view->lists, view->list_count, PRL_PART_LISTS);
    if (found >= 0) {
      lists[out->list_count++] = &view->lists[found];
    }
  }
  out->lists = lists;
  out->codes = (prl_names){0};
}

static void read_kind(prl_goods *out, prl_reader *r, const prl_node *node) {
  static const char *const keys[] = {"hs", "list", "sector", "except", "text"};
  if (!prl_read_keys(r, node, "goods", keys, PRL_COUNT(keys), 0)) {
    return;
  }
  const prl_node *hs = prl_child(node, "hs"), *list = prl_child(node, "list"), *sector = prl_child(node, "sector");
  if (!!hs + !!list + !!sector > 1) {
    prl_report(r, node->place, PRL_E_VALUE, "split the entry in two", "goods are given in two ways, expected one of hs, list, sector");
  } else if (hs) {
    out->kind = PRL_GOODS_HS;
    out->codes = prl_read_words(r, hs);
    for (const prl_node *word = prl_first_word(hs); word; word = prl_next_word(hs, word)) {
      check_hs(r, word);
    }
  } else if (list) {
    out->kind = PRL_GOODS_LIST;
    read_list_names(out, r, list);
  } else if (sector) {
    out->kind = PRL_GOODS_SECTOR;
    out->codes = prl_read_words(r, sector);
  } else if (prl_child(node, "except")) {
    out->kind = PRL_GOODS_ALL;
  }
  out->text = prl_read_text(r, node, "text");
}

static void read_except(prl_goods *out, prl_reader *r, const prl_node *node) {
  prl_goods *except = prl_reader_alloc(r, 1, sizeof *except);
  if (!except) {
    return;
  }
  if (node->kind != PRL_NODE_MAPPING || prl_child(node, "except")) {
    prl_report(r, node->place, PRL_E_VALUE, "write except: {hs: [...]}", "except must be {hs: ...}, {list: ...} or {sector: ...}");
    return;
  }
  prl_read_goods(except, r, node, false);
  out->except = except;
}

static void read_goods_word(prl_goods *out, prl_reader *r, const prl_node *node, bool everything) {
  static const char *const words[] = {"all", "unknown", "everything"};
  static const prl_goods_kind kinds[] = {PRL_GOODS_ALL, PRL_GOODS_UNKNOWN, PRL_GOODS_EVERYTHING};
  int32_t count = everything ? 3 : 2;
  for (int32_t k = 0; k < count; k++) {
    if (!strcmp(words[k], node->text)) {
      out->kind = kinds[k];
      return;
    }
  }
  prl_report_unknown(r, node->place, "goods", node->text, words, count);
}

void prl_read_goods(prl_goods *out, prl_reader *r, const prl_node *node, bool everything) {
  *out = (prl_goods){.kind = PRL_GOODS_UNKNOWN, .text = ""};
  if (!node) {
    return;
  }
  if (node->kind == PRL_NODE_SCALAR) {
    read_goods_word(out, r, node, everything);
    return;
  }
  read_kind(out, r, node);
  const prl_node *except = prl_child(node, "except");
  if (except) {
    read_except(out, r, except);
  }
}
