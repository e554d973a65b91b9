/* Stepping through tables, in an order that does not depend on a hash seed: numbers, then texts by
 * their bytes, then booleans. */
#include "host.h"
#include <string.h>

/* A script can call this with anything, as `local step = ipairs({})`. */
static int each_step(lua_State *L) {
    lua_settop(L, 2);
    lua_Integer next = (lua_Integer)((lua_Unsigned)lua_tointeger(L, 2) + 1);
    if (clh_push_entries(L, 1) < 0) return clh_wrong_argument(L, 1, "ipairs", "a list or table");
    lua_pushinteger(L, next);
    return lua_rawgeti(L, -2, next) == LUA_TNIL ? 1 : 2;
}

static int base_ipairs(lua_State *L) {
    if (clh_push_entries(L, 1) < 0) return clh_wrong_argument(L, 1, "ipairs", "a list or table");
    lua_pushcfunction(L, each_step);
    lua_pushvalue(L, 1); /* never the entries themselves: they could be written to */
    lua_pushinteger(L, 0);
    return 3;
}

typedef struct ordered_key {
    int rank; /* numbers, texts, booleans */
    uint32_t place;
    lua_Number number;
    lua_Integer integer;
    const char *text;
    size_t length;
} ordered_key;

static int comes_before(const ordered_key *a, const ordered_key *b) {
    if (a->rank != b->rank) return a->rank < b->rank;
    if (a->rank == 0)
        return a->number != b->number ? a->number < b->number : a->integer < b->integer;
    if (a->rank == 2) return a->integer < b->integer;
    size_t shorter = a->length < b->length ? a->length : b->length;
    int order = memcmp(a->text, b->text, shorter);
    return order ? order < 0 : a->length < b->length;
}

static void sink(ordered_key *keys, size_t at, size_t count) {
    for (;;) {
        size_t child = 2 * at + 1;
        if (child >= count) return;
        if (child + 1 < count && comes_before(&keys[child], &keys[child + 1])) child++;
        if (!comes_before(&keys[at], &keys[child])) return;
        ordered_key moved = keys[at];
        keys[at] = keys[child];
        keys[child] = moved;
        at = child;
    }
}

static void heap_sort(ordered_key *keys, size_t count) {
    for (size_t i = count / 2; i-- > 0;) sink(keys, i, count);
    for (size_t end = count; end > 1; end--) {
        ordered_key last = keys[0];
        keys[0] = keys[end - 1];
        keys[end - 1] = last;
        sink(keys, 0, end - 1);
    }
}

/* Upvalues: entries, keys in order, position. */
static int pairs_step(lua_State *L) {
    lua_Integer at = lua_tointeger(L, lua_upvalueindex(3));
    for (;;) {
        if (lua_rawgeti(L, lua_upvalueindex(2), ++at) == LUA_TNIL) return 1;
        lua_pushvalue(L, -1);
        if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL) break; /* else removed meanwhile */
        lua_pop(L, 2);
    }
    lua_pushinteger(L, at);
    lua_replace(L, lua_upvalueindex(3));
    return 2;
}

static int base_pairs(lua_State *L) {
    lua_settop(L, 1);
    if (clh_push_entries(L, 1) < 0)
        return clh_wrong_argument(L, 1, "pairs", "a list or table");
    size_t count = 0, met = 0;
    for (lua_pushnil(L); lua_next(L, 2); lua_pop(L, 1)) count++;
    clh_charge(L, (int64_t)count * 10 + 1);
    ordered_key *keys = lua_newuserdatauv(L, (count + 1) * sizeof *keys, 0); /* 3 */
    lua_createtable(L, (int)count, 0);                                       /* 4: as met */
    for (lua_pushnil(L); lua_next(L, 2); lua_pop(L, 1)) {
        ordered_key *key = &keys[met++];
        memset(key, 0, sizeof *key);
        key->place = (uint32_t)met;
        switch (lua_type(L, -2)) {
        case LUA_TNUMBER:
            key->number = lua_tonumber(L, -2);
            key->integer = lua_isinteger(L, -2) ? lua_tointeger(L, -2) : 0;
            break;
        case LUA_TSTRING:
            key->rank = 1;
            key->text = lua_tolstring(L, -2, &key->length);
            break;
        case LUA_TBOOLEAN:
            key->rank = 2;
            key->integer = lua_toboolean(L, -2);
            break;
        default:
            return clh_raise(
                L, CLH_E_RULE, "`pairs` has no lasting order for a key that is a %s: use names or "
                               "numbers as keys",
                clh_type_word(L, -2));
        }
        lua_pushvalue(L, -2);
        lua_rawseti(L, 4, (lua_Integer)met);
    }
    heap_sort(keys, met);
    lua_pushvalue(L, 2);
    lua_createtable(L, (int)met, 0);
    for (size_t i = 0; i < met; i++) {
        lua_rawgeti(L, 4, keys[i].place);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    lua_pushinteger(L, 0);
    lua_pushcclosure(L, pairs_step, 3);
    return 1;
}

/* Says only whether a table has anything in it: which key comes first is not reproducible. */
static int base_next(lua_State *L) {
    if (lua_gettop(L) > 1 && !lua_isnil(L, 2))
        return clh_raise(L, CLH_E_RULE, "`next` with a key is not offered: use pairs");
    lua_settop(L, 1);
    if (clh_push_entries(L, 1) < 0) return clh_wrong_argument(L, 1, "next", "a list or table");
    lua_pushnil(L);
    if (lua_next(L, 2)) lua_pushboolean(L, 1);
    else lua_pushnil(L);
    return 1;
}

void clh_open_pairs(lua_State *L, int anchors) {
    static const luaL_Reg functions[] = {
        {"ipairs", base_ipairs}, {"next", base_next}, {"pairs", base_pairs}, {NULL, NULL}};
    clh_set_functions(L, anchors, functions);
}
