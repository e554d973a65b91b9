/* The allocator of a state: size classes of 16 bytes up to 512, the C library above, and two
 * limits. Everything the host keeps beside Lua's own objects and that a script can make grow
 * passes through it as well, so that one figure bounds a state. */
#include "host.h"
#include <stdlib.h>
#include <string.h>

#define CHUNK_BYTES 65536
#define LARGEST_POOLED (SIZE_CLASSES * 16)

static void *pool_take(clh_host *h, size_t size) {
    size_t class = (size - 1) >> 4;
    if (class >= SIZE_CLASSES) return malloc(size);
    free_block *block = h->free_blocks[class];
    if (block) {
        h->free_blocks[class] = block->next;
        return block;
    }
    size_t rounded = (class + 1) << 4;
    if ((size_t)(h->bump_end - h->bump) < rounded) {
        pool_chunk *chunk = malloc(CHUNK_BYTES);
        if (!chunk) return NULL;
        chunk->next = h->chunks;
        h->chunks = chunk;
        h->bump = (char *)chunk + 16; /* keeps the alignment of malloc */
        h->bump_end = (char *)chunk + CHUNK_BYTES;
    }
    void *taken = h->bump;
    h->bump += rounded;
    return taken;
}

static void pool_give(clh_host *h, void *block, size_t size) {
    size_t class = (size - 1) >> 4;
    if (class >= SIZE_CLASSES) {
        free(block);
        return;
    }
    free_block *freed = block;
    freed->next = h->free_blocks[class];
    h->free_blocks[class] = freed;
}

static void *pool_resize(clh_host *h, void *block, size_t old_size, size_t new_size) {
    if (old_size == 0) return pool_take(h, new_size);
    if (new_size <= LARGEST_POOLED && (old_size - 1) >> 4 == (new_size - 1) >> 4) return block;
    if (old_size > LARGEST_POOLED && new_size > LARGEST_POOLED) return realloc(block, new_size);
    void *moved = pool_take(h, new_size);
    if (!moved) return NULL;
    memcpy(moved, block, old_size < new_size ? old_size : new_size);
    pool_give(h, block, old_size);
    return moved;
}

void *clh_allocate(void *host, void *block, size_t old_size, size_t new_size) {
    clh_host *h = host;
    if (!block) old_size = 0; /* of a fresh block Lua passes the type of the object instead */
    if (new_size == 0) {
        if (old_size) {
            h->used -= old_size;
            pool_give(h, block, old_size);
        }
        return NULL;
    }
    if (new_size > old_size) {
        h->allocations++;
        if (h->limits.fail_allocation && h->allocations >= h->limits.fail_allocation) return NULL;
        if (new_size > h->limits.block_bytes) return NULL;
        if (new_size - old_size > h->limits.memory_bytes - h->used) return NULL;
    }
    void *resized = pool_resize(h, block, old_size, new_size);
    /* Lua relies on it that a block never fails to shrink */
    if (!resized) return new_size <= old_size ? block : NULL;
    h->used = h->used - old_size + new_size;
    if (h->used > h->peak) h->peak = h->used;
    return resized;
}

void clh_release_pool(clh_host *h) {
    while (h->chunks) {
        pool_chunk *next = h->chunks->next;
        free(h->chunks);
        h->chunks = next;
    }
}

/* Grows an array of the host's own; raises when the limit is met, leaving the array as it is. */
void *clh_grow(lua_State *L, void *block, uint32_t *capacity, uint32_t needed, size_t size) {
    if (needed <= *capacity) return block;
    uint32_t room = *capacity ? *capacity * 2 : 16;
    while (room < needed) room *= 2;
    clh_host *h = host_of(L);
    void *grown = clh_allocate(h, block, *capacity * size, room * size);
    if (!grown) clh_raise_memory(L);
    *capacity = room;
    return grown;
}

void clh_give_back(clh_host *h, void *block, size_t size) {
    if (block) clh_allocate(h, block, size, 0);
}

/* ---- the arena: bytes of facts, for the length of one evaluation ---- */

#define ARENA_CHUNK 16384

void *clh_arena_copy(clh_arena *arena, const void *bytes, size_t count, size_t alignment) {
    arena_chunk *chunk = arena->chunks;
    size_t at = chunk ? (chunk->used + alignment - 1) & ~(alignment - 1) : 0;
    if (!chunk || at + count > chunk->size) {
        size_t size = count > ARENA_CHUNK ? count : ARENA_CHUNK;
        chunk = malloc(sizeof *chunk + size);
        if (!chunk) return NULL;
        chunk->next = arena->chunks;
        chunk->size = size;
        arena->chunks = chunk;
        at = 0;
    }
    void *copy = (char *)chunk->bytes + at;
    if (count) memcpy(copy, bytes, count);
    chunk->used = at + count;
    return copy;
}

void clh_arena_reset(clh_arena *arena) {
    arena_chunk *last = arena->chunks;
    while (last && last->next) { /* the first chunk made is the last in the chain: keep it */
        arena_chunk *next = last->next;
        free(last);
        last = next;
    }
    arena->chunks = last;
    if (last) last->used = 0;
}

void clh_arena_free(clh_arena *arena) {
    clh_arena_reset(arena);
    free(arena->chunks);
    arena->chunks = NULL;
}
