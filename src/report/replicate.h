/* replicate.h -- shared by the two files that write a replication. */
#ifndef PRL_REPORT_REPLICATE_H
#define PRL_REPORT_REPLICATE_H

#include "inside.h"

prl_status prl_replicate_text(prl_text *out, const prl_style *style, const prl_trace *trace, const prl_replication_view *replication,
                              bool cells, prl_error *err);

#endif
