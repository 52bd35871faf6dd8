/* span.c -- the dates a command on time is asked for: --from, --to, --by, as known on --known. */
#include "cli.h"

static prl_status parse(prl_when *out, const prl_invocation *invocation, const char *option, prl_error *err) {
  const char *given = prl_cli_option(invocation, option);
  prl_error found = {0};
  *out = (prl_when){0};
  if (!given || prl_when_parse(out, given, &found) == PRL_OK) {
    return PRL_OK;
  }
  prl_fail(err, PRL_E_USAGE, "%s: %s", option, found.message);
  prl_error_hint(err, "%s", found.hint);
  return PRL_E_USAGE;
}

prl_status prl_cli_span(prl_span_asked *out, const prl_invocation *invocation, prl_error *err) {
  *out = (prl_span_asked){.by = prl_cli_option(invocation, "--by")};
  prl_status status = parse(&out->from, invocation, "--from", err);
  return status == PRL_OK ? parse(&out->to, invocation, "--to", err) : status;
}

prl_status prl_cli_day(prl_day *out, const prl_invocation *invocation, const char *option, prl_error *err) {
  prl_when when;
  prl_status status = parse(&when, invocation, option, err);
  if (status != PRL_OK || when.kind == PRL_WHEN_NONE) {
    return status;
  }
  if (when.kind != PRL_WHEN_DAY) {
    prl_fail(err, PRL_E_USAGE, "%s is \"%.80s\", expected a day", option, prl_cli_option(invocation, option));
    prl_error_hint(err, "write %s 2018-01-01", option);
    return PRL_E_USAGE;
  }
  *out = when.first;
  return PRL_OK;
}

prl_when prl_cli_knowledge(const prl_opened *opened) {
  return opened->asof.known.kind == PRL_WHEN_NONE ? opened->asof.date : opened->asof.known;
}
