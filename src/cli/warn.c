/* warn.c -- a solve that stopped before its tolerance: what it gave is printed, and said to be no solution. */
#include "cli.h"

prl_status prl_cli_short_of(prl_status status, const prl_accuracy *accuracy, prl_error *err) {
  if (status == PRL_BEST_ITERATE) {
    char residual[32];
    prl_print_number(residual, sizeof residual, accuracy->residual, 2);
    prl_fail(err, PRL_BEST_ITERATE,
             "NOT A SOLUTION: the solver stopped before its tolerance (residual %s, %s); "
             "what is printed is its best iterate. Try smaller changes",
             residual, accuracy->reason ? accuracy->reason : "no reason given");
  }
  return status;
}
