#include "bench_floor.h"
#if __has_include(<lua5.4/lua.h>)
#include <lua5.4/lauxlib.h>
#include <lua5.4/lua.h>
#include <lua5.4/lualib.h>
#else
#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
#endif
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct bench_floor {
    lua_State *L;
    int decide, cases, count, depth;
};

bench_floor *bench_floor_open(const char *source, size_t length) {
    bench_floor *f = calloc(1, sizeof *f);
    lua_State *L = f ? luaL_newstate() : NULL;
    if (!L) return NULL;
    f->L = L;
    luaL_openlibs(L);
    if (luaL_loadbuffer(L, source, length, "=floor") || lua_pcall(L, 0, 1, 0)) return NULL;
    f->decide = luaL_ref(L, LUA_REGISTRYINDEX);
    lua_newtable(L);
    f->cases = luaL_ref(L, LUA_REGISTRYINDEX);
    return f;
}

void bench_floor_close(bench_floor *f) {
    lua_close(f->L);
    free(f);
}

void bench_floor_collect(bench_floor *f) { lua_gc(f->L, LUA_GCCOLLECT); }

void bench_floor_begin(bench_floor *f) {
    luaL_checkstack(f->L, 4, NULL);
    lua_newtable(f->L);
    f->depth++;
}

void bench_floor_end(bench_floor *f, const char *name) {
    if (--f->depth == 0) {
        lua_rawgeti(f->L, LUA_REGISTRYINDEX, f->cases);
        lua_insert(f->L, -2);
        lua_rawseti(f->L, -2, ++f->count);
        lua_pop(f->L, 1);
    } else if (name) {
        lua_setfield(f->L, -2, name);
    } else {
        lua_rawseti(f->L, -2, (lua_Integer)lua_rawlen(f->L, -2) + 1);
    }
}

void bench_floor_integer(bench_floor *f, const char *name, int64_t value) {
    lua_pushinteger(f->L, value);
    lua_setfield(f->L, -2, name);
}

void bench_floor_bool(bench_floor *f, const char *name, int value) {
    lua_pushboolean(f->L, value);
    lua_setfield(f->L, -2, name);
}

void bench_floor_text(bench_floor *f, const char *name, const char *text, size_t length) {
    lua_pushlstring(f->L, text, length);
    lua_setfield(f->L, -2, name);
}

typedef struct answer {
    bench_floor *floor;
    int64_t today;
    int number;
    uint64_t sum;
    char reasons[1024];
} answer;

static int decide(lua_State *L) {
    answer *a = lua_touserdata(L, 1);
    size_t n, used = 0;
    lua_rawgeti(L, LUA_REGISTRYINDEX, a->floor->decide);
    lua_rawgeti(L, LUA_REGISTRYINDEX, a->floor->cases);
    lua_rawgeti(L, -1, a->number);
    lua_remove(L, -2);
    lua_pushinteger(L, a->today);
    lua_call(L, 2, 1);
    lua_pushliteral(L, "action");
    lua_rawget(L, -2);
    const char *text = lua_tolstring(L, -1, &n);
    uint64_t sum = bench_action(n, (uint8_t)text[0]);
    lua_pop(L, 1);
    lua_pushliteral(L, "reasons");
    lua_rawget(L, -2);
    lua_Integer count = (lua_Integer)lua_rawlen(L, -1);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, -1, i);
        text = lua_tolstring(L, -1, &n);
        memcpy(a->reasons + used, text, n + 1);
        used += n + 1;
        sum = bench_reason(sum, n, (uint8_t)text[0]);
        lua_pop(L, 1);
    }
    a->sum = sum;
    return 0;
}

uint64_t bench_floor_run(bench_floor *f, int64_t today) {
    uint64_t sum = 0;
    answer a = {f, today, 0, 0, {0}};
    for (a.number = 1; a.number <= f->count; a.number++) {
        lua_pushcfunction(f->L, decide);
        lua_pushlightuserdata(f->L, &a);
        if (lua_pcall(f->L, 1, 0, 0) != LUA_OK) return 0;
        sum += a.sum;
    }
    return sum;
}

int64_t bench_nanoseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

__attribute__((noinline)) void bench_counted(void (*work)(void *), void *context) {
    work(context);
    /* Work done after the call keeps it from becoming a jump, which would end the counting early. */
    __asm__ volatile("" ::: "memory");
}
