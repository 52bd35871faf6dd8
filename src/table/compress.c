/* compress.c -- the bytes of a file, whether plain, gzip or zstd.
 *
 * Reading goes by the first bytes (gzip 1f 8b, zstd 28 b5 2f fd), so a compressed file under a plain name is read too; a file named
 * .gz or .zst that does not begin so is refused. Several members or frames after one another are one text. Writing goes by
 * the name's ending. Invariant: the same bytes in give the same file out -- no time and no name are stored -- and every
 * compressed file ends in a checksum, so damage is found. Formats: RFC 1952, RFC 8878.
 */
#include "compress.h"
#include "parley/table.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>

enum { GZIP_WINDOW = 15 + 16, PIECE = 1 << 30, ZSTD_LEVEL = 9 };

static prl_status fail(prl_error *err, prl_status status, const char *path, const char *why) {
  prl_fail(err, status, "%s", why);
  prl_error_at(err, path, 0, 0);
  return status;
}

static bool ends_in(const char *path, const char *ending) {
  size_t length = strlen(path), tail = strlen(ending);
  return length >= tail && strcmp(path + length - tail, ending) == 0;
}

static bool begins_with(const char *bytes, size_t length, const char *magic, size_t count) {
  return length >= count && memcmp(bytes, magic, count) == 0;
}

/* Room for at least one more byte besides the final NUL. */
static bool make_room(prl_text *text, size_t packed) {
  if (text->length + 1 < text->capacity) return true;
  size_t capacity = text->capacity ? text->capacity * 2 : packed < SIZE_MAX / 8 ? packed * 4 + 4096 : packed;
  char *bytes = capacity > text->capacity ? realloc(text->bytes, capacity) : NULL;
  if (!bytes) return false;
  text->bytes = bytes;
  text->capacity = capacity;
  return true;
}

static uInt piece_of(size_t length) { return (uInt)(length < PIECE ? length : PIECE); }

static prl_status inflate_all(prl_text *text, z_stream *stream, const char *bytes, size_t length, const char *path, prl_error *err) {
  int state = Z_OK;
  stream->next_in = (Bytef *)(uintptr_t)bytes;
  while (state != Z_STREAM_END || stream->avail_in > 0 || length > 0) {
    if (state == Z_STREAM_END) inflateReset(stream);
    if (stream->avail_in == 0) {
      stream->avail_in = piece_of(length);
      length -= stream->avail_in;
    }
    if (!make_room(text, stream->avail_in)) return fail(err, PRL_E_MEMORY, path, "the decompressed file does not fit into memory");
    uInt room = piece_of(text->capacity - text->length - 1);
    stream->next_out = (Bytef *)text->bytes + text->length;
    stream->avail_out = room;
    state = inflate(stream, Z_NO_FLUSH);
    text->length += room - stream->avail_out;
    if (state == Z_MEM_ERROR) return fail(err, PRL_E_MEMORY, path, "the decompressed file does not fit into memory");
    if (state == Z_BUF_ERROR && stream->avail_out > 0) return fail(err, PRL_E_FORMAT, path, "the gzip file is cut off before its end");
    if (state != Z_OK && state != Z_STREAM_END && state != Z_BUF_ERROR) return fail(err, PRL_E_FORMAT, path, "the gzip file is damaged");
  }
  return PRL_OK;
}

static prl_status read_gzip(prl_text *text, const char *bytes, size_t length, const char *path, prl_error *err) {
  z_stream stream = {0};
  if (inflateInit2(&stream, GZIP_WINDOW) != Z_OK) return fail(err, PRL_E_MEMORY, path, "no memory for decompressing");
  prl_status status = inflate_all(text, &stream, bytes, length, path, err);
  inflateEnd(&stream);
  return status;
}

static prl_status zstd_all(prl_text *text, ZSTD_DCtx *context, const char *bytes, size_t length, const char *path, prl_error *err) {
  ZSTD_inBuffer in = {bytes, length, 0};
  for (;;) {
    if (!make_room(text, length)) return fail(err, PRL_E_MEMORY, path, "the decompressed file does not fit into memory");
    ZSTD_outBuffer out = {text->bytes + text->length, text->capacity - text->length - 1, 0};
    size_t left = ZSTD_decompressStream(context, &out, &in);
    text->length += out.pos;
    if (ZSTD_isError(left)) return fail(err, PRL_E_FORMAT, path, "the zstd file is damaged");
    if (in.pos == in.size && left == 0) return PRL_OK;
    if (in.pos == in.size && out.pos < out.size) return fail(err, PRL_E_FORMAT, path, "the zstd file is cut off before its end");
  }
}

static prl_status read_zstd(prl_text *text, const char *bytes, size_t length, const char *path, prl_error *err) {
  ZSTD_DCtx *context = ZSTD_createDCtx();
  if (!context) return fail(err, PRL_E_MEMORY, path, "no memory for decompressing");
  prl_status status = zstd_all(text, context, bytes, length, path, err);
  ZSTD_freeDCtx(context);
  return status;
}

/* Replaces the packed bytes by what they hold. */
static prl_status unpack(char **bytes, size_t *length, const char *path, bool gzip, prl_error *err) {
  prl_text text = {0};
  prl_status status = gzip ? read_gzip(&text, *bytes, *length, path, err) : read_zstd(&text, *bytes, *length, path, err);
  free(*bytes);
  *bytes = NULL;
  *length = 0;
  if (status != PRL_OK) {
    prl_text_free(&text);
    return status;
  }
  text.bytes[text.length] = '\0';
  *bytes = text.bytes;
  *length = text.length;
  return PRL_OK;
}

prl_status prl_bytes_read(char **out, size_t *length, const char *path, prl_error *err) {
  prl_status status = prl_file_read(out, length, path, err);
  if (status != PRL_OK) return status;
  bool gzip = begins_with(*out, *length, "\x1f\x8b", 2), zstd = begins_with(*out, *length, "\x28\xb5\x2f\xfd", 4);
  if (gzip || zstd) return unpack(out, length, path, gzip, err);
  if (!ends_in(path, ".gz") && !ends_in(path, ".zst")) return PRL_OK;
  free(*out);
  *out = NULL;
  *length = 0;
  return fail(err, PRL_E_FORMAT, path,
              ends_in(path, ".gz") ? "named .gz but does not begin as a gzip file" : "named .zst but does not begin as a zstd file");
}

static bool deflate_all(prl_text *text, z_stream *stream, const char *bytes, size_t length) {
  stream->next_in = (Bytef *)(uintptr_t)bytes;
  int state = Z_OK;
  while (state != Z_STREAM_END) {
    if (stream->avail_in == 0) {
      stream->avail_in = piece_of(length);
      length -= stream->avail_in;
    }
    if (!make_room(text, stream->avail_in)) return false;
    uInt room = piece_of(text->capacity - text->length - 1);
    stream->next_out = (Bytef *)text->bytes + text->length;
    stream->avail_out = room;
    state = deflate(stream, length == 0 ? Z_FINISH : Z_NO_FLUSH);
    text->length += room - stream->avail_out;
    if (state == Z_STREAM_ERROR) return false;
  }
  return true;
}

static bool write_gzip(prl_text *text, const char *bytes, size_t length) {
  z_stream stream = {0};
  if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, GZIP_WINDOW, 8, Z_DEFAULT_STRATEGY) != Z_OK) return false;
  bool done = deflate_all(text, &stream, bytes, length);
  deflateEnd(&stream);
  return done;
}

static bool write_zstd(prl_text *text, const char *bytes, size_t length) {
  ZSTD_CCtx *context = ZSTD_createCCtx();
  size_t bound = ZSTD_compressBound(length);
  text->bytes = context ? malloc(bound) : NULL;
  if (!text->bytes) {
    ZSTD_freeCCtx(context);
    return false;
  }
  ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, ZSTD_LEVEL);
  ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
  size_t written = ZSTD_compress2(context, text->bytes, bound, bytes, length);
  ZSTD_freeCCtx(context);
  text->length = ZSTD_isError(written) ? 0 : written;
  return !ZSTD_isError(written);
}

prl_status prl_bytes_write(const char *path, const char *bytes, size_t length, prl_error *err) {
  bool gzip = ends_in(path, ".gz");
  if (!gzip && !ends_in(path, ".zst")) return prl_file_write(path, bytes, length, err);
  prl_text packed = {0};
  bool done = gzip ? write_gzip(&packed, bytes, length) : write_zstd(&packed, bytes, length);
  prl_status status = done ? prl_file_write(path, packed.bytes, packed.length, err)
                           : fail(err, PRL_E_MEMORY, path, "the compressed file does not fit into memory");
  prl_text_free(&packed);
  return status;
}
