/* Read-only tables. A table is frozen in place: its entries move to a hidden table and the
 * original, now empty, gets a metatable that reads from there and refuses writes. No reference
 * to it has to be found and replaced, and reading stays inside the interpreter.
 *
 *   t = { 1, 2, x = 3 }   becomes   t = {}  --metatable-->  { [1] = hidden, __index = hidden, ... }
 *
 * Scripts cannot set metatables, so a table that has one is frozen. */
#include "host.h"

int clh_read_only(lua_State *L) {
    return clh_raise(
        L, CLH_E_RULE,
        "tables of a policy file cannot be changed once it is loaded: make a new table instead");
}

static int frozen_length(lua_State *L) {
    lua_getmetatable(L, 1);
    lua_rawgeti(L, -1, 1);
    lua_pushinteger(L, (lua_Integer)lua_rawlen(L, -1));
    return 1;
}

int clh_is_frozen(lua_State *L, int index) {
    if (!lua_getmetatable(L, index)) return 0;
    lua_pop(L, 1);
    return 1;
}

/* Pushes the plain table that holds the entries of a table or list and returns its length,
 * or pushes nothing and returns -1. */
lua_Integer clh_push_entries(lua_State *L, int index) {
    int type = lua_type(L, index);
    if (type == LUA_TTABLE) {
        if (!lua_getmetatable(L, index)) {
            lua_pushvalue(L, index);
            return (lua_Integer)lua_rawlen(L, -1);
        }
    } else {
        const uint8_t *kind = type == LUA_TUSERDATA ? lua_touserdata(L, index) : NULL;
        if (!kind || *kind != KIND_LIST) return -1;
        lua_Integer count = ((const list_shell *)(const void *)kind)->list->count;
        lua_getmetatable(L, index);
        lua_rawgeti(L, -1, 1);
        lua_remove(L, -2);
        return count;
    }
    if (lua_rawgeti(L, -1, 1) != LUA_TTABLE) {
        lua_pop(L, 2);
        return -1;
    }
    lua_remove(L, -2);
    return (lua_Integer)lua_rawlen(L, -1);
}

/* Pops a value; a table or Lua function not met before goes to the end of the queue. */
static void enqueue(lua_State *L, int queue, int seen, lua_Integer *count) {
    int type = lua_type(L, -1);
    int open = (type == LUA_TTABLE && !clh_is_frozen(L, -1))
        || (type == LUA_TFUNCTION && !lua_iscfunction(L, -1));
    if (open) {
        lua_pushvalue(L, -1);
        open = lua_rawget(L, seen) == LUA_TNIL;
        lua_pop(L, 1);
    }
    if (!open) {
        lua_pop(L, 1);
        return;
    }
    lua_pushvalue(L, -1);
    lua_pushboolean(L, 1);
    lua_rawset(L, seen);
    lua_rawseti(L, queue, ++*count);
}

static void freeze_table(lua_State *L, int table, int queue, int seen, lua_Integer *count) {
    lua_createtable(L, (int)lua_rawlen(L, table), 0);
    int hidden = lua_gettop(L);
    for (lua_pushnil(L); lua_next(L, table);) {
        clh_charge(L, 1);
        lua_pushvalue(L, -2);
        lua_pushvalue(L, -2);
        lua_rawset(L, hidden);
        enqueue(L, queue, seen, count);
        lua_pushvalue(L, -1);
        enqueue(L, queue, seen, count); /* a key can be a table, too */
        lua_pushvalue(L, -1);
        lua_pushnil(L);
        lua_rawset(L, table); /* clearing a field is allowed while stepping */
    }
    lua_createtable(L, 1, 3);
    lua_pushvalue(L, hidden);
    lua_rawseti(L, -2, 1);
    lua_pushvalue(L, hidden);
    lua_setfield(L, -2, "__index");
    lua_pushcfunction(L, clh_read_only);
    lua_setfield(L, -2, "__newindex");
    lua_pushcfunction(L, frozen_length);
    lua_setfield(L, -2, "__len");
    lua_setmetatable(L, table);
    lua_settop(L, hidden - 1);
}

/* Pops a value and freezes every table that can be reached from it: through tables, and through
 * the upvalues of functions. */
void clh_freeze(lua_State *L, int anchors) {
    int top = lua_gettop(L), queue = top + 1, seen = top + 2;
    luaL_checkstack(L, 24, NULL);
    lua_createtable(L, 16, 0);
    lua_createtable(L, 0, 16);
    lua_rawgeti(L, anchors, A_GLOBALS); /* the prelude reaches it as its _ENV */
    lua_pushboolean(L, 1);
    lua_rawset(L, seen);
    lua_Integer count = 0;
    lua_pushvalue(L, top);
    enqueue(L, queue, seen, &count);
    for (lua_Integer i = 1; i <= count; i++) {
        int type = lua_rawgeti(L, queue, i), item = lua_gettop(L);
        if (type == LUA_TTABLE) freeze_table(L, item, queue, seen, &count);
        else
            for (int n = 1; lua_getupvalue(L, item, n); n++) {
                clh_charge(L, 1);
                enqueue(L, queue, seen, &count);
            }
        lua_settop(L, item - 1);
    }
    lua_settop(L, top - 1);
}
