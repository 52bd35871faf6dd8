/* compress.h -- gzip and zstd, between the files of this folder. */
#ifndef PRL_TABLE_COMPRESS_H
#define PRL_TABLE_COMPRESS_H

#include "parley/base.h"

/** Write bytes to `path`, compressed when its name ends in ".gz" or ".zst". */
prl_status prl_bytes_write(const char *path, const char *bytes, size_t length, prl_error *err);

#endif
