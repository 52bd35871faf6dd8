/* svg_scale.c -- a scale with round ticks that holds zero and all that is drawn.
 *
 * Step: 1, 2 or 5 times a power of ten, the smallest that gives no more ticks than wanted; both ends are multiples of it. */
#include "svg.h"

#include <math.h>

static double round_step(double raw) {
  const double power = pow(10, floor(log10(raw))), lead = raw / power;
  return power * (lead <= 1 + 1e-9 ? 1 : lead <= 2 + 1e-9 ? 2 : lead <= 5 + 1e-9 ? 5 : 10);
}

prl_scale prl_svg_scale(double low, double high, int32_t wanted) {
  low = fmin(low, 0);
  high = fmax(high, 0);
  if (!(high - low > 0) || !isfinite(high - low)) low = -1, high = 1;
  const double step = round_step((high - low) / wanted);
  const double first = floor(low / step + 1e-9), last = ceil(high / step - 1e-9);
  const double places = ceil(-log10(step) - 1e-9);
  return (prl_scale){first * step, last * step, step, (int32_t)(last - first) + 1, places > 0 ? (int)places : 0};
}
