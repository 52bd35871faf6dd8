/* store.c -- a world as one file, NAME.prlw, and back, bit for bit.
 *
 *   prologue   offset 0: "PRLWORLD"   8: u32 format version   12: u64 length of the whole file   20: u64 length of the header
 *              28: u64 FNV-1a of bytes 0..27 and the header
 *   header     offset 36: i32 regions N, i32 sectors S, i32 base year; texts id, title, source, licence, notes, scheme; N times id, name,
 *              members; S times id, name; S bytes goods; 4 bytes: how each array is written; u64 FNV-1a of the frame, taken as
 *              64-bit words (the last filled up with zeros)
 *   values     the rest: one zstd frame (with content checksum) of the arrays trade, use, value added, final demand, each either
 *              0  doubles   8 byte planes: the lowest byte of every value, then every second byte ... (sign and exponent last)
 *              1  decimals  x = m / 10^e: 4 byte planes of m < 2^32, then one of e <= 22
 *
 * Decimals take a third of the room of doubles, and are taken where every value of an array is such a quotient, as numbers read from
 * tables of seven digits are: m and 10^e are exact, so the division is rounded once, as reading the decimal was.
 * A text is u32 length and that many bytes, without NUL. All integers little-endian. Nothing read is trusted: lengths are
 * compared with what is left before they are used, the sizes are capped, and the sums must match before a value is decoded.
 * Checksum: Fowler, Noll & Vo, 64 bits, variant 1a. */
#include "inside.h"

#include <stdlib.h>
#include <string.h>
#include <zstd.h>

static const char MAGIC[8] = {'P', 'R', 'L', 'W', 'O', 'R', 'L', 'D'};

enum { FORMAT_VERSION = 1, AT_VERSION = 8, AT_LENGTH = 12, AT_HEADER = 20, AT_SUM = 28, PROLOGUE = 36, ZSTD_LEVEL = 19 };
enum { ARRAYS = 4, DOUBLES = 0, DECIMALS = 1, MOST_DECIMALS = 22 };

static const double TEN[MOST_DECIMALS + 1] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                              1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

#define FNV_START 0xcbf29ce484222325u
#define FNV_PRIME 0x100000001b3u

static uint64_t fnv1a(uint64_t sum, const void *bytes, size_t length) {
  const unsigned char *p = bytes;
  for (size_t k = 0; k < length; k++) sum = (sum ^ p[k]) * FNV_PRIME;
  return sum;
}

static uint64_t get_uint(const char *at, int width) {
  uint64_t x = 0;
  for (int k = 0; k < width; k++) x |= (uint64_t)(unsigned char)at[k] << (8 * k);
  return x;
}

/* By words, because the frame is a megabyte and a multiplication a byte would take as long as all the rest of opening it. */
static uint64_t fnv1a_words(const char *bytes, size_t length) {
  uint64_t sum = FNV_START;
  size_t k = 0;
  for (; k + 8 <= length; k += 8) sum = (sum ^ get_uint(bytes + k, 8)) * FNV_PRIME;
  return k < length ? (sum ^ get_uint(bytes + k, (int)(length - k))) * FNV_PRIME : sum;
}

static void put_uint(char *at, uint64_t x, int width) {
  for (int k = 0; k < width; k++) at[k] = (char)(unsigned char)(x >> (8 * k));
}

typedef struct array {
  double *values;
  size_t count;
  uint8_t kind; /* DOUBLES or DECIMALS */
} array;

static void list_arrays(array out[ARRAYS], const prl_world *w) {
  out[0] = (array){w->trade, (size_t)prl_world_trade_cells(w), DOUBLES};
  out[1] = (array){w->use, (size_t)prl_world_use_cells(w), DOUBLES};
  out[2] = (array){w->value_added, (size_t)prl_world_cells(w), DOUBLES};
  out[3] = (array){w->final_demand, (size_t)prl_world_cells(w), DOUBLES};
}

static size_t array_size(const array *a) { return a->count * (a->kind == DECIMALS ? 5 : 8); }

static size_t arrays_size(const array arrays[ARRAYS]) {
  size_t size = 0;
  for (int a = 0; a < ARRAYS; a++) size += array_size(&arrays[a]);
  return size;
}

/* m and e with m / 10^e the very same double, e as small as it can be. */
static bool as_decimal(uint32_t *m, uint8_t *e, double x) {
  if (!(x >= 0)) return false;
  for (int k = 0; k <= MOST_DECIMALS; k++) {
    double scaled = x * TEN[k] + 0.5;
    if (!(scaled < 4294967296.0)) return false;
    *m = (uint32_t)scaled;
    *e = (uint8_t)k;
    double back = *m / TEN[k];
    if (memcmp(&back, &x, sizeof x) == 0) return true;
  }
  return false;
}

static uint8_t kind_of(const array *a) {
  uint32_t m;
  uint8_t e;
  for (size_t c = 0; c < a->count; c++)
    if (!as_decimal(&m, &e, a->values[c])) return DOUBLES;
  return DECIMALS;
}

static void put_array(unsigned char *planes, const array *a) {
  for (size_t c = 0; c < a->count; c++) {
    uint64_t bits;
    if (a->kind == DECIMALS) {
      uint32_t m = 0;
      as_decimal(&m, &planes[4 * a->count + c], a->values[c]);
      bits = m;
    } else {
      memcpy(&bits, &a->values[c], sizeof bits);
    }
    for (size_t p = 0; p < (a->kind == DECIMALS ? 4 : 8); p++) planes[p * a->count + c] = (unsigned char)(bits >> (8 * p));
  }
}

static void get_doubles(const array *a, const unsigned char *planes) {
  for (size_t c = 0; c < a->count; c++) {
    uint64_t bits = 0;
    for (size_t p = 0; p < 8; p++) bits |= (uint64_t)planes[p * a->count + c] << (8 * p);
    memcpy(&a->values[c], &bits, sizeof bits);
  }
}

/* False when an exponent is out of its range. */
static bool get_decimals(const array *a, const unsigned char *planes) {
  const unsigned char *exponents = planes + 4 * a->count;
  for (size_t c = 0; c < a->count; c++) {
    uint32_t m = 0;
    if (exponents[c] > MOST_DECIMALS) return false;
    for (size_t p = 0; p < 4; p++) m |= (uint32_t)planes[p * a->count + c] << (8 * p);
    a->values[c] = m / TEN[exponents[c]];
  }
  return true;
}

static bool get_arrays(const array arrays[ARRAYS], const unsigned char *planes) {
  bool good = true;
  for (int a = 0; a < ARRAYS && good; a++) {
    if (arrays[a].kind == DECIMALS)
      good = get_decimals(&arrays[a], planes);
    else
      get_doubles(&arrays[a], planes);
    planes += array_size(&arrays[a]);
  }
  return good;
}

static void add_uint(prl_text *text, uint64_t x, int width) {
  char bytes[8];
  put_uint(bytes, x, width);
  prl_text_add(text, bytes, (size_t)width);
}

static void add_string(prl_text *text, const char *string) {
  size_t length = strlen(string);
  add_uint(text, length, 4);
  prl_text_add(text, string, length);
}

static void add_header(prl_text *text, const prl_world *w, const array arrays[ARRAYS], uint64_t frame_sum) {
  add_uint(text, (uint32_t)w->regions, 4);
  add_uint(text, (uint32_t)w->sectors, 4);
  add_uint(text, (uint32_t)w->base_year, 4);
  const char *about[] = {w->id, w->title, w->source, w->licence, w->notes, w->scheme};
  for (int k = 0; k < 6; k++) add_string(text, about[k]);
  for (int32_t n = 0; n < w->regions; n++) {
    add_string(text, w->region_id[n]);
    add_string(text, w->region_name[n]);
    add_string(text, w->region_members[n]);
  }
  for (int32_t s = 0; s < w->sectors; s++) {
    add_string(text, w->sector_id[s]);
    add_string(text, w->sector_name[s]);
  }
  prl_text_add(text, (const char *)w->goods, (size_t)w->sectors);
  for (int a = 0; a < ARRAYS; a++) add_uint(text, arrays[a].kind, 1);
  add_uint(text, frame_sum, 8);
}

/* Prologue and header into `text`, with room left for the frame's length in the total. */
static void add_front(prl_text *text, const prl_world *w, const array arrays[ARRAYS], uint64_t frame_sum, size_t frame) {
  char prologue[PROLOGUE] = {0};
  prl_text_add(text, prologue, PROLOGUE);
  add_header(text, w, arrays, frame_sum);
  if (text->failed) return;
  char *at = text->bytes;
  memcpy(at, MAGIC, sizeof MAGIC);
  put_uint(at + AT_VERSION, FORMAT_VERSION, 4);
  put_uint(at + AT_LENGTH, text->length + frame, 8);
  put_uint(at + AT_HEADER, text->length - PROLOGUE, 8);
  uint64_t sum = fnv1a(fnv1a(FNV_START, at, AT_SUM), at + PROLOGUE, text->length - PROLOGUE);
  put_uint(at + AT_SUM, sum, 8);
}

static prl_status compress_values(char **frame, size_t *length, const unsigned char *planes, size_t size, prl_error *err) {
  size_t bound = ZSTD_compressBound(size);
  ZSTD_CCtx *context = ZSTD_createCCtx();
  *frame = malloc(bound);
  if (!context || !*frame) {
    ZSTD_freeCCtx(context);
    return prl_fail(err, PRL_E_MEMORY, "no memory to compress %zu bytes", size);
  }
  ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, ZSTD_LEVEL);
  ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
  *length = ZSTD_compress2(context, *frame, bound, planes, size);
  ZSTD_freeCCtx(context);
  if (ZSTD_isError(*length)) return prl_fail(err, PRL_E_MEMORY, "zstd: %s", ZSTD_getErrorName(*length));
  return PRL_OK;
}

static prl_status frame_arrays(char **frame, size_t *length, const array arrays[ARRAYS], prl_error *err) {
  size_t size = arrays_size(arrays);
  unsigned char *planes = malloc(size), *at = planes;
  if (!planes) return prl_fail(err, PRL_E_MEMORY, "no memory for %zu bytes of values", size);
  for (int a = 0; a < ARRAYS; at += array_size(&arrays[a]), a++) put_array(at, &arrays[a]);
  prl_status status = compress_values(frame, length, planes, size, err);
  free(planes);
  return status;
}

prl_status prl_world_encode(char **out, size_t *length, const prl_world *world, prl_error *err) {
  *out = NULL;
  char *frame = NULL;
  size_t frame_length = 0;
  array arrays[ARRAYS];
  prl_text text = {0};
  list_arrays(arrays, world);
  for (int a = 0; a < ARRAYS; a++) arrays[a].kind = kind_of(&arrays[a]);
  prl_status status = frame_arrays(&frame, &frame_length, arrays, err);
  if (status == PRL_OK) {
    add_front(&text, world, arrays, fnv1a_words(frame, frame_length), frame_length);
    prl_text_add(&text, frame, frame_length);
    if (text.failed) status = prl_fail(err, PRL_E_MEMORY, "no memory for a world file of %zu bytes", frame_length);
  }
  free(frame);
  if (status < 0) {
    prl_text_free(&text);
    return status;
  }
  *out = text.bytes;
  *length = text.length;
  return PRL_OK;
}

prl_status prl_world_save(const prl_world *world, const char *path, prl_error *err) {
  char *bytes = NULL;
  size_t length = 0;
  prl_status status = prl_world_encode(&bytes, &length, world, err);
  if (status == PRL_OK) status = prl_file_write(path, bytes, length, err);
  free(bytes);
  return status;
}

typedef struct reader {
  const char *name, *at, *end; /* header not yet read */
  size_t frame;                /* length of the frame behind the header */
  prl_error *err;
} reader;

static prl_status damaged(const char *name, prl_error *err, const char *why) {
  prl_status status = prl_fail(err, PRL_E_FORMAT, "the world file is damaged: %s", why);
  prl_error_at(err, name, 0, 0);
  return status;
}

static prl_status read_uint(uint64_t *out, reader *r, int width) {
  if (r->end - r->at < width) return damaged(r->name, r->err, "its header ends too early");
  *out = get_uint(r->at, width);
  r->at += width;
  return PRL_OK;
}

static prl_status read_string(const char **out, reader *r, prl_arena *arena) {
  uint64_t length = 0;
  prl_status status = read_uint(&length, r, 4);
  if (status < 0) return status;
  if (length > (uint64_t)(r->end - r->at)) return damaged(r->name, r->err, "a text in its header is longer than the header");
  if (memchr(r->at, '\0', (size_t)length)) return damaged(r->name, r->err, "a text in its header holds a zero byte");
  *out = prl_arena_text(arena, r->at, (size_t)length);
  r->at += length;
  return *out ? PRL_OK : prl_fail(r->err, PRL_E_MEMORY, "no memory for the names of a world");
}

static prl_status read_about(prl_world *w, reader *r) {
  const char **about[] = {&w->id, &w->title, &w->source, &w->licence, &w->notes, &w->scheme};
  prl_status status = PRL_OK;
  for (int k = 0; k < 6 && status == PRL_OK; k++) status = read_string(about[k], r, w->arena);
  return status;
}

static prl_status read_names(prl_world *w, reader *r) {
  prl_status status = PRL_OK;
  for (int32_t n = 0; n < w->regions && status == PRL_OK; n++) {
    status = read_string(&w->region_id[n], r, w->arena);
    if (status == PRL_OK) status = read_string(&w->region_name[n], r, w->arena);
    if (status == PRL_OK) status = read_string(&w->region_members[n], r, w->arena);
  }
  for (int32_t s = 0; s < w->sectors && status == PRL_OK; s++) {
    status = read_string(&w->sector_id[s], r, w->arena);
    if (status == PRL_OK) status = read_string(&w->sector_name[s], r, w->arena);
  }
  return status;
}

static prl_status read_goods(prl_world *w, reader *r) {
  if (r->end - r->at < w->sectors) return damaged(r->name, r->err, "its header ends too early");
  memcpy(w->goods, r->at, (size_t)w->sectors);
  r->at += w->sectors;
  for (int32_t s = 0; s < w->sectors; s++)
    if (w->goods[s] > 1) return damaged(r->name, r->err, "the mark for goods is neither 0 nor 1");
  return PRL_OK;
}

/* A short file cannot ask for a large world: a region takes 12 bytes of header at least and a sector 9, a value 5 bytes before
 * compression, and zstd 3 bytes for every block of at most 128 KiB. */
static bool sizes_possible(uint64_t regions, uint64_t sectors, const reader *r) {
  if (regions > PRL_WORLD_MOST || sectors > PRL_WORLD_MOST || regions * 12 + sectors * 9 > (uint64_t)(r->end - r->at)) return false;
  uint64_t values = regions * sectors * (regions + sectors + 2);
  return values * 5 / (128 * 1024) * 3 <= r->frame;
}

static prl_status read_sizes(prl_world **out, reader *r) {
  uint64_t regions = 0, sectors = 0, year = 0;
  prl_status status = read_uint(&regions, r, 4);
  if (status == PRL_OK) status = read_uint(&sectors, r, 4);
  if (status == PRL_OK) status = read_uint(&year, r, 4);
  if (status < 0) return status;
  if (!sizes_possible(regions, sectors, r)) return damaged(r->name, r->err, "its numbers of regions and sectors are impossible");
  status = prl_world_blank(out, (int32_t)regions, (int32_t)sectors, r->err);
  if (status == PRL_E_VALUE) prl_error_at(r->err, r->name, 0, 0);
  if (status == PRL_OK) (*out)->base_year = (int32_t)(uint32_t)year;
  return status;
}

static prl_status read_kinds(array arrays[ARRAYS], reader *r) {
  for (int a = 0; a < ARRAYS; a++) {
    uint64_t kind = 0;
    prl_status status = read_uint(&kind, r, 1);
    if (status < 0) return status;
    if (kind > DECIMALS) return damaged(r->name, r->err, "an array is written in a way that does not exist");
    arrays[a].kind = (uint8_t)kind;
  }
  return PRL_OK;
}

static prl_status read_header(prl_world **out, array arrays[ARRAYS], uint64_t *frame_sum, reader *r) {
  prl_status status = read_sizes(out, r);
  if (status == PRL_OK) list_arrays(arrays, *out);
  if (status == PRL_OK) status = read_about(*out, r);
  if (status == PRL_OK) status = read_names(*out, r);
  if (status == PRL_OK) status = read_goods(*out, r);
  if (status == PRL_OK) status = read_kinds(arrays, r);
  if (status == PRL_OK) status = read_uint(frame_sum, r, 8);
  if (status == PRL_OK && r->at != r->end) status = damaged(r->name, r->err, "its header has bytes left over");
  return status;
}

static prl_status read_values(const array arrays[ARRAYS], reader *r, const char *frame, size_t length, uint64_t frame_sum) {
  size_t size = arrays_size(arrays);
  if (fnv1a_words(frame, length) != frame_sum) return damaged(r->name, r->err, "the checksum of its values is wrong");
  if (ZSTD_getFrameContentSize(frame, length) != (unsigned long long)size)
    return damaged(r->name, r->err, "its values are not as many as its regions and sectors need");
  if (ZSTD_findFrameCompressedSize(frame, length) != length)
    return damaged(r->name, r->err, "its values are cut or followed by other bytes");
  unsigned char *planes = malloc(size);
  if (!planes) return prl_fail(r->err, PRL_E_MEMORY, "no memory for %zu bytes of values", size);
  prl_status status = PRL_OK;
  if (ZSTD_decompress(planes, size, frame, length) != size)
    status = damaged(r->name, r->err, "its values do not decompress");
  else if (!get_arrays(arrays, planes))
    status = damaged(r->name, r->err, "a decimal exponent is out of its range");
  free(planes);
  return status;
}

/* Is this a world file of our version, whole, and with the header it was written with? */
static prl_status check_prologue(const char *name, const char *bytes, size_t length, prl_error *err) {
  prl_status status = PRL_OK;
  if (length < sizeof MAGIC || memcmp(bytes, MAGIC, sizeof MAGIC) != 0) {
    status = prl_fail(err, PRL_E_FORMAT, "not a world file: it does not begin with \"PRLWORLD\"");
  } else if (length < PROLOGUE) {
    status = prl_fail(err, PRL_E_FORMAT, "the world file is cut: %zu bytes found, at least %d expected", length, PROLOGUE);
  } else if (get_uint(bytes + AT_VERSION, 4) != FORMAT_VERSION) {
    status = prl_fail(err, PRL_E_VERSION, "a world file of format version %u; this program reads version %d",
                      (unsigned)get_uint(bytes + AT_VERSION, 4), FORMAT_VERSION);
  } else if (get_uint(bytes + AT_LENGTH, 8) != length) {
    status =
        prl_fail(err, PRL_E_FORMAT, "the world file is %s: %zu bytes found, %llu expected",
                 length < get_uint(bytes + AT_LENGTH, 8) ? "cut" : "too long", length, (unsigned long long)get_uint(bytes + AT_LENGTH, 8));
  } else {
    uint64_t header = get_uint(bytes + AT_HEADER, 8);
    if (header > length - PROLOGUE ||
        fnv1a(fnv1a(FNV_START, bytes, AT_SUM), bytes + PROLOGUE, (size_t)header) != get_uint(bytes + AT_SUM, 8))
      status = prl_fail(err, PRL_E_FORMAT, "the world file is damaged: the checksum of its header is wrong");
  }
  prl_error_at(err, name, 0, 0);
  return status;
}

prl_status prl_world_decode(prl_world **out, const char *name, const char *bytes, size_t length, prl_error *err) {
  *out = NULL;
  prl_status status = check_prologue(name, bytes, length, err);
  if (status < 0) return status;
  size_t header = (size_t)get_uint(bytes + AT_HEADER, 8);
  reader r = {name, bytes + PROLOGUE, bytes + PROLOGUE + header, length - PROLOGUE - header, err};
  uint64_t frame_sum = 0;
  array arrays[ARRAYS];
  prl_world *w = NULL;
  status = read_header(&w, arrays, &frame_sum, &r);
  if (status == PRL_OK) status = read_values(arrays, &r, bytes + PROLOGUE + header, r.frame, frame_sum);
  if (status == PRL_OK) status = prl_world_seal(w, err);
  if (status == PRL_OK) status = prl_world_require(w, err);
  if (status < 0) {
    prl_error_at(err, name, 0, 0);
    prl_world_free(w);
    return status;
  }
  *out = w;
  return PRL_OK;
}
