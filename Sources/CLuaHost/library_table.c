/* `table`: raw access, lengths as they are, every shift and merge charged. */
#include "host.h"

/* Pushes the entries of the table at 1 and returns their length. */
static lua_Integer readable(lua_State *L, const char *function) {
    lua_Integer length = clh_push_entries(L, 1);
    if (length < 0)
        clh_raise(
            L, CLH_E_RULE, "argument 1 of `%s` must be a list or table, not a %s", function,
            clh_type_word(L, 1));
    return length;
}

static lua_Integer writable(lua_State *L, const char *function) {
    if (lua_type(L, 1) != LUA_TTABLE || clh_is_frozen(L, 1)) {
        readable(L, function);
        clh_read_only(L);
    }
    return (lua_Integer)lua_rawlen(L, 1);
}

static int out_of_bounds(lua_State *L, const char *function) {
    return clh_raise(L, CLH_E_RULE, "the position given to `%s` is outside the table", function);
}

static int table_insert(lua_State *L) {
    lua_Integer length = writable(L, "table.insert"), position = length + 1;
    int count = lua_gettop(L);
    if (count != 2 && count != 3)
        return clh_raise(L, CLH_E_RULE, "`table.insert` takes a table, a position and a value");
    if (count == 3) {
        position = clh_check_integer(L, 2, "table.insert");
        if (position < 1 || position > length + 1) return out_of_bounds(L, "table.insert");
        clh_charge(L, length - position + 1);
        for (lua_Integer i = length; i >= position; i--) {
            lua_rawgeti(L, 1, i);
            lua_rawseti(L, 1, i + 1);
        }
    }
    lua_rawseti(L, 1, position);
    return 0;
}

static int table_remove(lua_State *L) {
    lua_Integer length = writable(L, "table.remove"), position = length;
    if (!lua_isnoneornil(L, 2)) position = clh_check_integer(L, 2, "table.remove");
    if (length == 0 && position == 0) {
        lua_pushnil(L);
        return 1;
    }
    if (position < 1 || position > length + 1) return out_of_bounds(L, "table.remove");
    clh_charge(L, length - position + 1);
    lua_rawgeti(L, 1, position);
    for (lua_Integer i = position; i < length; i++) {
        lua_rawgeti(L, 1, i + 1);
        lua_rawseti(L, 1, i);
    }
    if (position <= length) {
        lua_pushnil(L);
        lua_rawseti(L, 1, length);
    }
    return 1;
}

static int table_concat(lua_State *L) {
    size_t gap = 0;
    const char *between = "";
    lua_settop(L, 4);
    lua_Integer length = readable(L, "table.concat"), from = 1, to = length;
    if (!lua_isnil(L, 2)) between = clh_check_text(L, 2, "table.concat", &gap);
    if (!lua_isnil(L, 3)) from = clh_check_integer(L, 3, "table.concat");
    if (!lua_isnil(L, 4)) to = clh_check_integer(L, 4, "table.concat");
    luaL_Buffer buffer;
    luaL_buffinit(L, &buffer);
    for (lua_Integer i = from; i <= to; i++) {
        size_t bytes;
        int type = lua_rawgeti(L, 5, i);
        if (type != LUA_TSTRING && type != LUA_TNUMBER)
            return clh_raise(
                L, CLH_E_RULE, "`table.concat` joins texts and numbers, not a %s: use tostring",
                clh_type_word(L, -1));
        clh_push_text_of(L, -1);
        lua_remove(L, -2);
        lua_tolstring(L, -1, &bytes);
        clh_charge_bytes(L, bytes + gap);
        luaL_addvalue(&buffer);
        if (i == to) break; /* also keeps i from running over the largest integer */
        luaL_addlstring(&buffer, between, gap);
    }
    luaL_pushresult(&buffer);
    return 1;
}

static int table_unpack(lua_State *L) {
    lua_settop(L, 3);
    lua_Integer length = readable(L, "table.unpack"), from = 1, to = length;
    if (!lua_isnil(L, 2)) from = clh_check_integer(L, 2, "table.unpack");
    if (!lua_isnil(L, 3)) to = clh_check_integer(L, 3, "table.unpack");
    if (from > to) return 0;
    lua_Unsigned count = (lua_Unsigned)to - (lua_Unsigned)from;
    if (count >= 200) return clh_raise(L, CLH_E_RULE, "`table.unpack` gives at most 200 values");
    luaL_checkstack(L, (int)count + 1, NULL);
    clh_charge(L, (int64_t)count + 1);
    for (lua_Unsigned i = 0; i <= count; i++) lua_rawgeti(L, 4, from + (lua_Integer)i);
    return (int)count + 1;
}

/* ---- sort ---- */

/* Does the value on the top come before the one below it? Leaves both. */
static int comes_first(lua_State *L, int comparator) {
    if (comparator) {
        lua_pushvalue(L, comparator);
        lua_pushvalue(L, -2);
        lua_pushvalue(L, -4);
        lua_call(L, 2, 1);
        int first = lua_toboolean(L, -1);
        lua_pop(L, 1);
        return first;
    }
    if (lua_type(L, -1) == LUA_TSTRING) clh_charge_bytes(L, lua_rawlen(L, -1));
    return lua_compare(L, -1, -2, LUA_OPLT);
}

static lua_Integer smaller(lua_Integer a, lua_Integer b) { return a < b ? a : b; }

static void merge(lua_State *L, int from, int to, lua_Integer low, lua_Integer middle,
    lua_Integer high, int comparator) {
    lua_Integer left = low, right = middle;
    for (lua_Integer out = low; out < high; out++) {
        int take_left = left < middle;
        if (left < middle && right < high) {
            lua_rawgeti(L, from, left);
            lua_rawgeti(L, from, right);
            take_left = !comes_first(L, comparator); /* equal ones stay in order */
            if (take_left) lua_pop(L, 1);
            else lua_remove(L, -2);
        } else {
            lua_rawgeti(L, from, take_left ? left : right);
        }
        lua_rawseti(L, to, out);
        if (take_left) left++;
        else right++;
    }
}

/* A stable merge sort: one order on every machine, whatever the comparator answers. */
static int table_sort(lua_State *L) {
    lua_Integer length = writable(L, "table.sort");
    lua_settop(L, 2);
    int comparator = lua_isnil(L, 2) ? 0 : 2;
    if (comparator && lua_type(L, 2) != LUA_TFUNCTION)
        return clh_raise(L, CLH_E_RULE, "argument 2 of `table.sort` must be a function");
    if (length < 2) return 0;
    clh_charge(L, length);
    lua_createtable(L, (int)length, 0);
    int from = 1, to = 3;
    for (lua_Integer width = 1; width < length; width *= 2) {
        clh_charge(L, length * 2);
        for (lua_Integer low = 1; low <= length; low += 2 * width)
            merge(L, from, to, low, smaller(low + width, length + 1),
                smaller(low + 2 * width, length + 1), comparator);
        int swapped = from;
        from = to;
        to = swapped;
    }
    if (from == 3)
        for (lua_Integer i = 1; i <= length; i++) {
            lua_rawgeti(L, 3, i);
            lua_rawseti(L, 1, i);
        }
    return 0;
}

void clh_open_tables(lua_State *L, int anchors) {
    static const luaL_Reg functions[] = {
        {"concat", table_concat}, {"insert", table_insert}, {"remove", table_remove},
        {"sort", table_sort}, {"unpack", table_unpack}, {NULL, NULL}};
    lua_createtable(L, 0, 8);
    clh_set_functions(L, anchors, functions);
    lua_setfield(L, -2, "table");
}
