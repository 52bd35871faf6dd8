/* read.h -- an article read against the record: between its data (read.c) and its page of text (read_text.c). */
#ifndef PRL_REPORT_READ_H
#define PRL_REPORT_READ_H

#include "inside.h"

prl_status prl_read_text_report(prl_text *out, const prl_style *style, const prl_trace *trace, const prl_reading_view *view,
                                prl_error *err);

#endif
