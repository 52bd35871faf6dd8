/* svg_bars.c -- a change a region, as bars from a common zero. Percent; gains to the right, losses to the left and hatched, so that grey
 * print keeps them apart. Every bar carries its value. */
#include "svg.h"

#include <math.h>

enum { WIDTH = 640, ROW = 23, BAR = 13, NAME = 176, VALUE = 64, TOP = 6 };

static void describe(prl_page *page, const prl_bar *bars, int32_t count, int decimals) {
  const char *all = "";
  for (int32_t k = 0; k < count; k++) {
    all = prl_page_append(page, all, PRL_W_LIST_SEMICOLON,
                          PRL_SAID(page, B_ITEM, bars[k].name, prl_show_change(page, bars[k].percent, decimals, true)));
  }
  prl_page_puts(page, "<title id=\"bars-title\">");
  PRL_TELL(page, B_TITLE);
  prl_page_puts(page, "</title>\n<desc id=\"bars-desc\">");
  PRL_SAY(page, B_DESC, all);
  prl_page_puts(
      page,
      "</desc>\n<defs><pattern id=\"hatch\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">"
      "<rect width=\"5\" height=\"5\" class=\"loss\"/><line x1=\"0\" y1=\"0\" x2=\"0\" y2=\"5\" class=\"hatch\"/></pattern></defs>\n");
}

static void draw_bar(prl_page *page, const prl_bar *bar, double zero, double end, double y, int decimals) {
  const bool loss = end < zero;
  prl_text_printf(page->out, "<text x=\"%d\" y=\"%.1f\" class=\"%s\" text-anchor=\"end\">", NAME - 10, y + BAR - 2.5,
                  bar->strong ? "label strong" : "label");
  prl_page_text(page, bar->name);
  prl_text_printf(page->out, "</text>\n<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%d\" %s/>\n", fmin(zero, end), y,
                  fmax(fabs(end - zero), 0.5), BAR, loss ? "fill=\"url(#hatch)\" class=\"edge\"" : "class=\"gain\"");
  prl_text_printf(page->out, "<text x=\"%.1f\" y=\"%.1f\" class=\"value\" text-anchor=\"%s\">", loss ? end - 5 : end + 5, y + BAR - 2.5,
                  loss ? "end" : "start");
  prl_page_text(page, prl_show_change(page, bar->percent, decimals, true));
  prl_page_puts(page, "</text>\n");
}

void prl_svg_bars(prl_page *page, const prl_bar *bars, int32_t count, int decimals) {
  double low = 0, high = 0;
  for (int32_t k = 0; k < count; k++) low = fmin(low, bars[k].percent), high = fmax(high, bars[k].percent);
  const double left = NAME + (low < 0 ? VALUE : 0), room = WIDTH - left - (high > 0 ? VALUE : 4), span = high - low > 0 ? high - low : 1;
  const double zero = left + room * (0 - low) / span;
  const int height = TOP + ROW * count + 4;
  prl_text_printf(page->out,
                  "<div class=\"box\"><svg class=\"bars\" viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"bars-title bars-desc\">\n",
                  WIDTH, height);
  describe(page, bars, count, decimals);
  for (int32_t k = 0; k < count; k++) {
    draw_bar(page, &bars[k], zero, zero + room * bars[k].percent / span, TOP + ROW * k + (ROW - BAR) / 2.0, decimals);
  }
  prl_text_printf(page->out, "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" class=\"zero\"/>\n</svg></div>\n", zero, TOP - 2, zero,
                  height - 2);
}
