/* page_style.c -- the look of the page: calm, readable at 360 px and on A4, light and dark, no outside asset.
 *
 * Colours: blue and vermillion of Okabe & Ito's palette, which the colour-blind tell apart, darkened for contrast on white (at least 4.5
 * to 1) and lightened on dark. Print is always light. */
#include "page.h"

static const char *const rules[] = {
    ":root{--ink:#1a1f26;--soft:#56606d;--paper:#fff;--tint:#f5f6f8;--rule:#d3d8de;--strong:#8d97a3;--accent:#17365d;"
    "--gain:#0b5c9e;--loss:#b04a08;--hatch:#e9b48f;--flat:#69727d;--warn:#fff6e0;--warnrule:#b98a1c}\n",
    "@media screen and (prefers-color-scheme:dark){:root{--ink:#e7eaee;--soft:#a5afbb;--paper:#14181d;--tint:#1d2329;--rule:#343c46;"
    "--strong:#66717e;--accent:#a9c8ef;--gain:#6db3ee;--loss:#f09a5c;--hatch:#7c4316;--flat:#a5afbb;--warn:#2c2512;--warnrule:#c79a35}}"
    "\n",
    "*{box-sizing:border-box}\n",
    "html{-webkit-text-size-adjust:100%;text-size-adjust:100%}\n",
    "body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 -apple-system,\"Segoe UI\",Roboto,\"Helvetica "
    "Neue\",\"Liberation Sans\",Arial,"
    "sans-serif;font-variant-numeric:tabular-nums}\n",
    "main{max-width:62rem;margin:0 auto;padding:2.2rem 1.25rem 4rem}\n",
    "h1,h2,h3,.kicker{font-family:\"Iowan Old Style\",\"Palatino Linotype\",Palatino,Charter,Georgia,\"Liberation Serif\",\"Times New "
    "Roman\",serif;"
    "font-weight:600;text-wrap:balance}\n",
    "h1{font-size:clamp(1.7rem,1.2rem + 2.2vw,2.55rem);line-height:1.16;margin:.1em 0 .5em;color:var(--accent);letter-spacing:-.008em}\n",
    "h2{font-size:1.5rem;line-height:1.25;margin:3rem 0 .7rem;padding-top:.6rem;border-top:2px solid "
    "var(--accent);color:var(--accent)}\n",
    "h3{font-size:1.14rem;margin:1.7rem 0 .4rem}\n",
    "h4{font-size:.86rem;font-weight:600;margin:1.1rem 0 .3rem;color:var(--soft)}\n",
    "p{margin:.5em 0;max-width:46rem}\n",
    "a{color:var(--gain)}\n",
    ".kicker{margin:0;color:var(--soft);font-weight:400;font-size:1.05rem}\n",
    ".question{list-style:none;display:flex;flex-wrap:wrap;gap:.3rem 1.5rem;margin:0;padding:.55rem 0;border-top:1px solid var(--rule);"
    "border-bottom:1px solid var(--rule);font-size:.92rem;color:var(--soft)}\n",
    ".question .horizon{color:var(--ink);font-weight:600}\n",
    ".beyond{background:var(--warn);border-left:4px solid var(--warnrule);padding:.6rem .9rem;max-width:none;font-weight:600}\n",
    ".short{margin:1.2rem 0}\n",
    ".short div{display:grid;grid-template-columns:9.5rem 1fr;gap:1rem;padding:.55rem 0;border-bottom:1px solid var(--rule)}\n",
    ".short dt{font-weight:600;color:var(--accent)}\n",
    ".short dd,.facts dd{margin:0}\n",
    "nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:.1rem 1.3rem;margin:1rem 0 0;padding:0;font-size:.9rem}\n",
    "nav a{text-decoration:none;display:inline-block;padding:.2rem 0}\n",
    "nav a:hover,nav a:focus{text-decoration:underline}\n",
    ".lead{font-weight:600;font-size:.95rem}\n",
    ".note,.none{color:var(--soft);font-size:.9rem}\n",
    ".none{font-style:italic}\n",
    ".sub{color:var(--soft);font-size:.86em;font-weight:400}\n",
    ".line{display:block;margin-top:.1em}\n",
    ".refs{font-size:.8em;font-weight:400;white-space:normal}\n",
    ".refs a{text-decoration:none}.refs a:hover,.refs a:focus{text-decoration:underline}\n",
    ".mark{display:inline-block;font-size:.74em;font-weight:400;line-height:1.35;padding:0 .42em;border:1px solid "
    "var(--strong);border-radius:.7em;"
    "color:var(--soft);white-space:nowrap;vertical-align:.08em}\n",
    ".mark.disputed{border-color:var(--loss);color:var(--loss)}\n",
    ".mark.unsure,.mark.unknown,.mark.silent{border-style:dashed}\n",
    ".box{overflow-x:auto;margin:1rem 0;-webkit-overflow-scrolling:touch}\n",
    ".box:focus-visible,a:focus-visible{outline:2px solid var(--gain);outline-offset:2px}\n",
    "table{border-collapse:collapse;width:100%;font-size:.86rem;line-height:1.38}\n",
    ".code{white-space:nowrap}\n",
    "caption{text-align:left;max-width:calc(100vw - 2.5rem);font-weight:600;padding:.2rem 0 .45rem;font-size:.95rem}\n",
    "th,td{text-align:left;vertical-align:top;padding:.42rem .7rem .42rem 0;border-bottom:1px solid var(--rule);font-weight:400}\n",
    "th:last-child,td:last-child{padding-right:0}\n",
    "thead th{font-weight:600;color:var(--soft);font-size:.82rem;vertical-align:bottom;border-bottom:1.5px solid var(--strong)}\n",
    "tbody th{min-width:12rem}tbody th.party,tbody th.date{min-width:0;white-space:nowrap}\n",
    "tbody+tbody{border-top:1px solid var(--strong)}\n",
    "tr.group th{font-weight:600;padding-top:.9rem}\n",
    ".n{text-align:right;white-space:nowrap}thead .n{white-space:normal}\n",
    "td b{font-weight:600}\n",
    ".duties{min-width:46rem}.worths{min-width:52rem}.sectors{min-width:44rem}.rest,.regions{min-width:38rem}.ahead{min-width:36rem}\n",
    ".items{min-width:30rem}.unpriced{min-width:30rem}.unpriced th:first-child{width:17rem}.layers{min-width:40rem}.layers "
    "td:nth-child(2){min-width:5.6rem}.layers td:nth-child(5){min-width:7rem}\n",
    ".duties td:nth-child(2){min-width:5.2rem}.duties td:nth-child(3){width:5.2rem}.duties td:nth-child(4),.duties "
    "td:nth-child(5){min-width:5.6rem}\n",
    ".worths td:nth-last-child(-n+2){min-width:10rem}.sectors td:nth-last-child(-n+2){min-width:13rem}\n",
    ".items td:first-child{width:2.6rem;padding-right:1rem}.items td.n:nth-child(n+3){width:7.5rem}.silent td:last-child{width:46%}\n",
    ".cooperation caption::before,.outstanding "
    "caption::before{content:\"\";display:inline-block;width:.72em;height:.72em;margin-right:.5em;"
    "background:var(--gain);border-radius:50%}\n",
    ".outstanding caption::before{background:var(--loss);border-radius:0;transform:rotate(45deg) scale(.92)}\n",
    ".compact{columns:2;column-gap:2rem;margin:.2rem 0 .8rem;padding-left:1.1rem;font-size:.88rem;line-height:1.4}\n",
    ".compact li{break-inside:avoid;margin-bottom:.3rem}\n",
    "figure{margin:1.2rem 0}figcaption{font-weight:600;font-size:.95rem;margin-bottom:.4rem}\n",
    ".pair{display:grid;grid-template-columns:minmax(0,1fr) 15rem;gap:0 2rem}.pair.even{grid-template-columns:1fr 1fr}\n",
    ".pair .box{margin:0}\n",
    ".beside h3{font-family:inherit;font-size:.86rem;line-height:1.4;margin:.2rem 0 .3rem;color:var(--soft)}\n",
    ".beside ul{list-style:none;margin:0 0 1rem;padding:0;font-size:.86rem;line-height:1.4}.beside li{margin-bottom:.22rem}\n",
    ".undrawn li{padding-left:1.9em;text-indent:-1.9em}.undrawn b{display:inline-block;min-width:1.9em;text-indent:0;font-weight:600}\n",
    "svg{display:block;width:100%;height:auto}svg.quadrant{min-width:31rem}svg.bars{min-width:30rem;max-width:46rem}\n",
    "svg.key{display:inline-block;width:.9rem;height:.9rem;vertical-align:-.12rem}\n",
    "svg text{fill:var(--ink);font-size:11.5px;paint-order:stroke;stroke:var(--paper);stroke-width:3px;stroke-linejoin:round}svg "
    ".tick{fill:var(--soft);font-size:11px}svg .axis{fill:var(--soft);font-size:12px}\n",
    "svg .corner{fill:var(--soft);font-style:italic;font-size:11.5px}svg .label.strong{font-weight:700}svg .value{fill:var(--soft)}\n",
    ".grid{stroke:var(--rule);stroke-width:.6}.zero{stroke:var(--ink);stroke-width:1.2}.leader{stroke:var(--strong);stroke-width:.8}\n",
    "svg .cooperation{fill:var(--gain)}svg .outstanding{fill:var(--loss)}svg "
    ".neutral{fill:var(--paper);stroke:var(--flat);stroke-width:2}\n",
    "svg .stated{fill:none;stroke:var(--ink);stroke-dasharray:2 2}\n",
    ".gain{fill:var(--gain)}.loss{fill:var(--loss)}.hatch{stroke:var(--hatch);stroke-width:2.4}.edge{stroke:var(--loss);stroke-width:1}"
    "\n",
    ".facts div{display:grid;grid-template-columns:11rem 1fr;gap:.8rem;padding:.3rem 0;border-bottom:1px solid "
    "var(--rule);font-size:.9rem}\n",
    ".facts dt{color:var(--soft)}.facts dd{overflow-wrap:anywhere}\n",
    ".command{display:flex;flex-wrap:wrap;gap:.2rem "
    ".8rem;align-items:baseline;max-width:none;font-size:.84rem;color:var(--soft);margin-top:1rem}\n",
    "code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,\"Liberation Mono\",monospace;font-size:.95em;background:var(--tint);"
    "padding:.12em .5em;border-radius:3px;color:var(--ink);overflow-wrap:anywhere}\n",
    ".sources{font-size:.86rem;line-height:1.45;padding-left:2.2rem}.sources li{margin-bottom:.35rem;overflow-wrap:anywhere}\n",
    ".sources li:target{background:var(--warn)}\n",
    ".hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap;margin:0;padding:0;border:0}"
    "\n",
    ".skip{position:absolute;left:-100rem}.skip:focus{left:1rem;top:.5rem;background:var(--paper);padding:.4rem .8rem;z-index:1}\n",
    "@media (max-width:46rem){main{padding-top:1.2rem}.pair,.pair.even{grid-template-columns:minmax(0,1fr)}.pair .beside{margin-top:1rem}"
    ".compact{columns:1}.short div{grid-template-columns:1fr;gap:.1rem}.facts div{grid-template-columns:9rem 1fr}}\n",
    "@page{size:A4;margin:15mm 14mm 16mm}\n",
    "@media "
    "print{html{font-size:9.4pt}body{font-size:1rem;line-height:1.4}main{max-width:none;padding:0}h1{font-size:21pt}h2{font-size:14pt;"
    "margin:1.1rem 0 .3rem;padding-top:.35rem}"
    "h3{font-size:11pt}nav,.skip{display:none}.box{overflow:visible}table{font-size:8pt;line-height:1.3}caption{font-size:9pt}thead "
    "th{font-size:7.6pt}"
    "th,td{padding:.22rem .5rem .22rem 0}tbody "
    "th{min-width:0}.layers,.duties,.worths,.sectors,.rest,.regions,.ahead,.items,.unpriced{min-width:0}"
    ".layers td:nth-child(n),.duties td:nth-child(n),.worths td:nth-child(n),.sectors td:nth-child(n){min-width:0}"
    ".compact,.sources,.note,.facts div{font-size:8.4pt}.short div{padding:.3rem 0}.command{font-size:7.8pt}"
    ".pair{grid-template-columns:minmax(0,1fr) 46mm;gap:0 6mm}svg.quadrant,svg.bars{min-width:0}svg.bars{max-width:130mm}"
    ".beside ul{font-size:8pt}.beside h3{font-size:8pt}.lead{font-size:9pt}h4{margin:.5rem 0 .15rem}h3{margin:.9rem 0 "
    ".2rem}.box{margin:.4rem 0}figure{margin:.5rem 0}.question{padding:.3rem 0}.short{margin:.6rem 0}"
    "p,.short div{max-width:none}.sources{columns:2;column-gap:6mm;font-size:7.3pt;line-height:1.3}.sources "
    "li{margin-bottom:.2rem}.silent td:last-child{font-size:7.4pt}"
    "h2,h3,h4,caption,figcaption{break-after:avoid}tr,figure,.short div,.facts "
    "div,li{break-inside:avoid}thead{display:table-header-group}"
    "a{color:inherit;text-decoration:none}.mark,.cooperation,.outstanding,svg{print-color-adjust:exact;-webkit-print-color-adjust:exact}"
    ".command{break-before:avoid}#worth,#annex{break-before:page}}\n",
};

void prl_page_style(prl_text *out) {
  for (size_t k = 0; k < sizeof rules / sizeof *rules; k++) prl_text_puts(out, rules[k]);
}
