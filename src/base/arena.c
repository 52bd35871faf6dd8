/* arena.c -- memory that lives and dies together.
 *
 * A list of chunks; the first is the one being filled. A request that would waste much of a fresh chunk gets a chunk of its own,
 * put second so that the first goes on being filled. Every block is zero: a shared chunk's are cleared as they are handed out, so that what
 * is never used is never touched; a chunk of one block comes from calloc, and is cleared when the arena is emptied.
 * Blocks of 64 bytes and more begin on a cache line (64 bytes), smaller ones on 16. Chunks double from 16 KiB to 1 MiB.
 */
#include "parley/base.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum { LINE = 64, FIRST_CHUNK = 16 << 10, LAST_CHUNK = 1 << 20 };

typedef struct chunk {
  struct chunk *next;
  size_t used, capacity; /* bytes of `bytes` */
  bool alone;            /* for one block; beyond what was used it is zero */
  char bytes[];
} chunk;

struct prl_arena {
  chunk *first, *spare; /* in use; emptied */
  size_t next_chunk;    /* capacity of the next shared chunk */
};

prl_arena *prl_arena_new(void) {
  prl_arena *arena = calloc(1, sizeof *arena);
  if (arena) arena->next_chunk = FIRST_CHUNK;
  return arena;
}

static void *take(chunk *from, size_t bytes, bool clear) {
  if (!from) return NULL;
  size_t alignment = bytes >= LINE ? LINE : 16;
  size_t start = (size_t)(-(uintptr_t)(from->bytes + from->used) & (alignment - 1)) + from->used;
  if (start > from->capacity || bytes > from->capacity - start) return NULL;
  from->used = start + bytes;
  return clear ? memset(from->bytes + start, 0, bytes) : from->bytes + start;
}

/* The first emptied chunk that is large enough. */
static chunk *reuse(prl_arena *arena, size_t capacity, bool alone) {
  for (chunk **at = &arena->spare; *at; at = &(*at)->next) {
    chunk *found = *at;
    if (found->capacity < capacity || found->alone != alone) continue;
    *at = found->next;
    found->next = NULL;
    return found;
  }
  return NULL;
}

static chunk *new_chunk(prl_arena *arena, size_t capacity, bool alone) {
  size_t total;
  chunk *kept = reuse(arena, capacity, alone);
  if (kept) return kept;
  if (__builtin_add_overflow(capacity, sizeof(chunk), &total)) return NULL;
  chunk *made = alone ? calloc(1, total) : malloc(total);
  if (made) *made = (chunk){.capacity = capacity, .alone = alone};
  return made;
}

/* A block too large to share a chunk. */
static void *take_alone(prl_arena *arena, size_t bytes) {
  size_t capacity;
  if (__builtin_add_overflow(bytes, (size_t)LINE, &capacity)) return NULL;
  chunk *made = new_chunk(arena, capacity, true);
  if (!made) return NULL;
  if (arena->first) {
    made->next = arena->first->next;
    arena->first->next = made;
  } else {
    arena->first = made;
  }
  return take(made, bytes, false);
}

void *prl_arena_alloc(prl_arena *arena, size_t count, size_t size) {
  size_t bytes;
  if (__builtin_mul_overflow(count, size, &bytes)) return NULL;
  if (bytes == 0) bytes = 1;
  void *block = take(arena->first, bytes, arena->first && !arena->first->alone);
  if (block) return block;
  if (bytes > arena->next_chunk / 4) return take_alone(arena, bytes);
  chunk *made = new_chunk(arena, arena->next_chunk, false);
  if (!made) return NULL;
  made->next = arena->first;
  arena->first = made;
  if (arena->next_chunk < LAST_CHUNK) arena->next_chunk *= 2;
  return take(made, bytes, true);
}

char *prl_arena_text(prl_arena *arena, const char *text, size_t length) {
  size_t bytes;
  if (__builtin_add_overflow(length, (size_t)1, &bytes)) return NULL;
  char *copy = prl_arena_alloc(arena, bytes, 1);
  if (copy && length > 0) memcpy(copy, text, length);
  return copy;
}

char *prl_arena_printf(prl_arena *arena, const char *format, ...) {
  va_list arguments, again;
  va_start(arguments, format);
  va_copy(again, arguments);
  int length = vsnprintf(NULL, 0, format, arguments);
  char *text = length < 0 ? NULL : prl_arena_alloc(arena, (size_t)length + 1, 1);
  if (text) vsnprintf(text, (size_t)length + 1, format, again);
  va_end(again);
  va_end(arguments);
  return text;
}

void prl_arena_reset(prl_arena *arena) {
  while (arena && arena->first) {
    chunk *each = arena->first;
    arena->first = each->next;
    if (each->alone) memset(each->bytes, 0, each->used);
    each->used = 0;
    each->next = arena->spare;
    arena->spare = each;
  }
}

static void free_all(chunk *each) {
  for (chunk *next; each; each = next) {
    next = each->next;
    free(each);
  }
}

void prl_arena_free(prl_arena *arena) {
  if (!arena) return;
  free_all(arena->first);
  free_all(arena->spare);
  free(arena);
}
