/* fuzz_dossier.c -- any bytes as one file of a small dossier.
 *
 * The first byte chooses the file (measures/m.yaml for most), the rest is its content. What opens is also asked: what stands on a
 * date, and where sources disagree. An error must have a message and agree with the status; checking must find at least one problem
 * where opening fails, and none where it does not. */
#include "parley/record.h"
#include "place.h"

#include <string.h>

static const char *const names[] = {"measures/m.yaml", "people.yaml",   "events.yaml",  "claims.yaml",  "commitments.yaml",
                                    "items.yaml",      "stacking.yaml", "sources.yaml", "dossier.yaml", "lists/plain.csv"};
enum { NAMES = sizeof names / sizeof *names };

static const char *const sound[NAMES] = {
    "- {id: fentanyl, title: T, by: USA, on: [CHN], goods: {list: plain}, instrument: tariff, layer: a, history: [{from: 2025-02-04, "
    "rate: 10, source: s}, {from: 2025-11, state: suspended, rate: 5, snaps-back: {rate: 10, on: 2026-11-10}, source: t}]}\n",
    "- {id: p, name: P, offices: [{office: envoy, of: USA, from: 2025-01, until: 2026}]}\n",
    "- {id: e, kind: mechanism, title: T, date: 2025-10-30, where: Busan, participants: [{person: p, as: envoy}], source: s}\n",
    "- {id: c, by: p, date: 2025-12-05, about: fentanyl, kind: status, says: well, source: s}\n",
    "- {id: soy, title: T, by: CHN, to: USA, promise: purchase, quantity: 5, unit: Mt, from: 2025, source: s}\n",
    "- {id: i, title: T, changes: [{measure: fentanyl, state: withdrawn}, {commitment: soy}]}\n",
    "- {name: N, layer: a, caps: [mfn], at: 15}\n",
    "- {id: s, publisher: P, title: T, published: 2025-02, kind: official}\n"
    "- {id: t, publisher: P, title: T, published: 2025, kind: press}\n",
    "title: T\nhorizon: 2026-10-17\nparties:\n  - {id: USA, name: U, zone: \"EST5EDT,M3.2.0,M11.1.0\", regions: [USA]}\n"
    "  - {id: CHN, name: C, zone: CST-8, regions: [CHN, HKG]}\n",
    "hs,rate,from,until,note,heading\n8542,25,2025,,x,9903\n0201,,,,,\n"};

int LLVMFuzzerInitialize(int *argc, char ***argv) {
  (void)argc, (void)argv;
  place_new();
  place_folder("measures");
  place_folder("lists");
  return 0;
}

static bool count_problem(void *context, const prl_error *problem) {
  if (problem->status >= 0 || !problem->message[0]) abort();
  return ++*(int *)context < 100;
}

static void ask(const prl_dossier *dossier) {
  prl_asof asof;
  prl_error err = {0};
  prl_conflicts *conflicts;
  int32_t count = prl_dossier_look(dossier).measure_count;
  prl_standing *standings = calloc((size_t)count + 1, sizeof *standings);
  if (!standings || prl_asof_parse(&asof, "2025-12-05", NULL, &err) != PRL_OK) abort();
  prl_standing_all(standings, dossier, &asof);
  free(standings);
  if (prl_conflicts_new(&conflicts, dossier, &err) != PRL_OK) abort();
  prl_conflicts_free(conflicts);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size == 0) return 0;
  int chosen = data[0] % 16 < NAMES ? data[0] % 16 : 0, problems = 0;
  for (int k = 0; k < NAMES; k++) place_put(names[k], sound[k], strlen(sound[k]));
  place_put(names[chosen], data + 1, size - 1);
  prl_dossier *dossier;
  prl_error err = {0}, none = {0};
  prl_status status = prl_dossier_open(&dossier, place_path, &err);
  if (status != err.status || (status == PRL_OK) != (dossier != NULL) || (status != PRL_OK && !err.message[0])) abort();
  prl_dossier_check(place_path, count_problem, &problems, &none);
  if ((status == PRL_OK) != (problems == 0)) abort();
  if (dossier) ask(dossier);
  prl_dossier_free(dossier);
  return 0;
}
