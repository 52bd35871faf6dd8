/* fuzz_reading.c -- any bytes as an article, read against the tests' own dossier; also the draft made of it. Run from the source root. */
#include "parley/reading.h"
#include "place.h"

static prl_dossier *dossier;

int LLVMFuzzerInitialize(int *argc, char ***argv) {
  (void)argc, (void)argv;
  prl_error err = {0};
  if (prl_dossier_open(&dossier, "tests/reading/dossier", &err) != PRL_OK) abort();
  return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  prl_reading *reading;
  prl_error err = {0};
  prl_reading_options options = {.size = sizeof options, .name = "fuzz", .dossier = dossier};
  prl_status status = prl_reading_new(&reading, (const char *)data, size, &options, &err);
  if (status != err.status || (status == PRL_OK) != (reading != NULL)) abort();
  if (!reading) return 0;
  prl_text draft = {0};
  if (prl_reading_draft(&draft, reading, &err) != PRL_OK) abort();
  const prl_reading_view view = prl_reading_look(reading);
  for (int32_t k = 1; k < view.count; k++)
    if (view.findings[k].line < view.findings[k - 1].line) abort(); /* by place in the text */
  prl_text_free(&draft);
  prl_reading_free(reading);
  return 0;
}
