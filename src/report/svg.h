/* svg.h -- the brief's drawings: where labels go, scales with round ticks, the quadrant and bar charts. Lengths in SVG user units, y
 * downwards. */
#ifndef PRL_SVG_H
#define PRL_SVG_H

#include "page.h"

/** A rectangle by its top left corner. */
typedef struct prl_box {
  double x, y, w, h;
} prl_box;
/** A mark: its centre, and the radius that must stay clear. */
typedef struct prl_dot {
  double x, y, r;
} prl_dot;
/** The line from a mark to its label when the label does not touch it. */
typedef struct prl_leader {
  double x0, y0, x1, y1;
  bool drawn;
} prl_leader;

/** What labels must keep clear of, growing as labels are placed. Arrays have room for all labels to come. */
typedef struct prl_field {
  prl_box frame; /* labels stay inside */
  const prl_dot *dots;
  int32_t dot_count;
  prl_box *boxes; /* taken: fixed texts first, then the labels placed */
  int32_t box_count;
  prl_leader *leaders; /* lines that no label may touch: of the chart first, then the labels' */
  int32_t leader_count;
} prl_field;

/** Place one label of size box->w by box->h for dots[dot], no farther than `reach` from its edge.
 *  On success writes its corner and its leader, adds both to the field, and returns true. Placed labels overlap neither each other, nor
 * a fixed  text, nor a dot; no leader runs through a label. */
bool prl_svg_place(prl_box *box, prl_leader *leader, prl_field *field, int32_t dot, double reach);

/** Round ticks: `first + k step`, k < count, inside [low, high] widened to hold them. */
typedef struct prl_scale {
  double low, high, step;
  int32_t count;
  int decimals;
} prl_scale;
/** A scale that holds [low, high] and zero, with about `wanted` ticks. */
prl_scale prl_svg_scale(double low, double high, int32_t wanted);

/** The quadrant chart of the worths to the first two parties. Items without a worth to both are not drawn. @param number  of worth k on
 * the page */
void prl_svg_quadrant(prl_page *page);
/** Bars from zero. @param percent  may not be NaN  @param strong  drawn with emphasis (the parties) */
typedef struct prl_bar {
  const char *name;
  double percent;
  bool strong;
} prl_bar;
void prl_svg_bars(prl_page *page, const prl_bar *bars, int32_t count, int decimals);

#endif
