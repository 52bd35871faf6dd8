/* fuzz_scenario.c -- any bytes as a scenario. */
#include "parley/record.h"
#include "place.h"

int LLVMFuzzerInitialize(int *argc, char ***argv) {
  (void)argc, (void)argv;
  place_new();
  return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char path[128];
  prl_scenario *scenario;
  prl_error err = {0};
  place_put("s.yaml", data, size);
  snprintf(path, sizeof path, "%s/s.yaml", place_path);
  prl_status status = prl_scenario_open(&scenario, path, &err);
  if (status != err.status || (status == PRL_OK) != (scenario != NULL) || (status != PRL_OK && !err.message[0])) abort();
  if (scenario && prl_scenario_look(scenario).change_count < 0) abort();
  prl_scenario_free(scenario);
  return 0;
}
