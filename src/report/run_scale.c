/* run_scale.c -- where costs fall with scale: is the answer the only one? What the index of the base says, as data and for a reader.
 *
 * An index of -1 proves that there are other equilibria. One that has turned on the way up from constant returns and back says that others
 * came about, not that they last; +1 all the way proves nothing. None of the three is called unique. docs/model.md, Model 3. */
#include "run.h"

#include <math.h>

void prl_run_scale_json(prl_json *json, const prl_uniqueness *u) {
  if (!u) {
    prl_json_null(json, json->root, "uniqueness");
    return;
  }
  json_t *o = prl_json_object(json, json->root, "uniqueness");
  prl_json_whole(json, o, "unknowns", u->unknowns);
  if (u->sign)
    prl_json_whole(json, o, "index", u->sign);
  else
    prl_json_null(json, o, "index");
  prl_json_number(json, o, "turns_at", u->turns);
  prl_json_whole(json, o, "turns", u->crossings);
}

static void verdict(prl_text *text, const prl_uniqueness *u) {
  char share[32];
  if (!u->sign) {
    prl_text_printf(text, "not known: the Jacobian of its %lld unknowns is singular, or too large for its determinant.",
                    (long long)u->unknowns);
    return;
  }
  if (!u->crossings) {
    prl_text_puts(text, "no other equilibrium is proved: the index of the base is +1 from constant returns up to these scale elasticities. "
                        "That does not prove there is none.");
    return;
  }
  prl_print_fixed(share, sizeof share, 100 * u->turns, 1, '\0');
  prl_text_printf(text, "%s: the index of the base turns at %s %% of these scale elasticities",
                  u->sign < 0 ? "the answer is not the only one to be had" : "not known to be the only answer", share);
  if (u->crossings > 1) prl_text_printf(text, ", %d times up to all of them", u->crossings);
  prl_text_puts(text,
                u->sign < 0 ? ", and is -1: other equilibria exist." : ", and is +1 again: others came about on the way, and may last.");
  prl_text_puts(text, " An answer given is the one connected with constant returns.");
}

void prl_run_scale_text(prl_text *out, const prl_style *style, const prl_uniqueness *u) {
  prl_text text = {0};
  if (!u) return;
  verdict(&text, u);
  prl_text_puts(out, "\n");
  prl_paragraph(out, style, "Unique?   ", text.bytes ? text.bytes : "");
  out->failed |= text.failed;
  prl_text_free(&text);
}
