/* `math`: what is exact on every machine. Numbers only, but for abs, max and min, which take
 * quantities of one unit as well. */
#include "host.h"
#include <math.h>

static lua_Number check_number(lua_State *L, int index, const char *function) {
    if (lua_type(L, index) != LUA_TNUMBER) clh_wrong_argument(L, index, function, "a number");
    return lua_tonumber(L, index);
}

static int math_abs(lua_State *L) {
    const quantity *q = clh_to_quantity(L, 1);
    if (q && q->unit != CLH_DATE) {
        clh_use_number(L, q);
        if (q->value >= 0) lua_pushvalue(L, 1);
        else {
            lua_pushvalue(L, 1);
            lua_arith(L, LUA_OPUNM);
        }
        return 1;
    }
    if (lua_isinteger(L, 1)) {
        lua_Integer value = lua_tointeger(L, 1);
        lua_pushinteger(L, value < 0 ? (lua_Integer)(0 - (lua_Unsigned)value) : value);
    } else {
        lua_pushnumber(L, fabs(check_number(L, 1, "math.abs")));
    }
    return 1;
}

static int push_rounded(lua_State *L, lua_Number rounded) {
    lua_Integer whole;
    if (lua_numbertointeger(rounded, &whole)) lua_pushinteger(L, whole);
    else lua_pushnumber(L, rounded);
    return 1;
}

static int math_floor(lua_State *L) {
    lua_Number value = check_number(L, 1, "math.floor");
    lua_settop(L, 1);
    return lua_isinteger(L, 1) ? 1 : push_rounded(L, floor(value));
}

static int math_ceil(lua_State *L) {
    lua_Number value = check_number(L, 1, "math.ceil");
    lua_settop(L, 1);
    return lua_isinteger(L, 1) ? 1 : push_rounded(L, ceil(value));
}

static int math_tointeger(lua_State *L) {
    int whole = 0;
    lua_Integer value = lua_type(L, 1) == LUA_TNUMBER ? lua_tointegerx(L, 1, &whole) : 0;
    if (whole) lua_pushinteger(L, value);
    else lua_pushnil(L);
    return 1;
}

/* Numbers or quantities of one unit. */
static int extreme(lua_State *L, const char *function, int largest) {
    int count = lua_gettop(L), best = 1;
    if (count == 0) return clh_wrong_argument(L, 1, function, "a number");
    for (int i = 1; i <= count; i++) {
        if (!clh_to_quantity(L, i)) check_number(L, i, function);
        if (i > 1 && lua_compare(L, largest ? best : i, largest ? i : best, LUA_OPLT)) best = i;
    }
    lua_pushvalue(L, best);
    return 1;
}

static int math_max(lua_State *L) { return extreme(L, "math.max", 1); }
static int math_min(lua_State *L) { return extreme(L, "math.min", 0); }

void clh_open_math(lua_State *L, int anchors) {
    static const luaL_Reg functions[] = {
        {"abs", math_abs}, {"ceil", math_ceil}, {"floor", math_floor}, {"max", math_max},
        {"min", math_min}, {"tointeger", math_tointeger}, {NULL, NULL}};
    lua_createtable(L, 0, 8);
    clh_set_functions(L, anchors, functions);
    lua_setfield(L, -2, "math");
}
