/* The base functions and `math` that scripts have. All are written here rather than taken from
 * Lua: no addresses, no order that depends on a hash seed, no error that a script could use to
 * outlive its budget, and every function charges before it works. */
#include "host.h"
#include <float.h>
#include <math.h>
#include <string.h>

void clh_set_functions(lua_State *L, int anchors, const luaL_Reg *functions) {
    for (; functions->name; functions++) {
        lua_pushvalue(L, anchors);
        lua_pushcclosure(L, functions->func, 1);
        lua_setfield(L, -2, functions->name);
    }
}

/* What a policy author calls the type of a value. */
const char *clh_type_word(lua_State *L, int index) {
    int type = lua_type(L, index);
    if (type == LUA_TNONE) return "nil";
    if (type != LUA_TUSERDATA) return lua_typename(L, type);
    const uint8_t *kind = lua_touserdata(L, index);
    if (*kind == KIND_VIEW) return "record";
    if (*kind == KIND_LIST) return "list";
    return clh_unit_name(((const quantity *)(const void *)kind)->unit);
}

static int wrong_argument(lua_State *L, int index, const char *function, const char *wanted) {
    return clh_raise(
        L, CLH_E_RULE, "argument %d of `%s` must be %s, not a %s", index, function, wanted,
        clh_type_word(L, index));
}

int64_t clh_check_integer(lua_State *L, int index, const char *function) {
    int whole = 0;
    int64_t value = lua_type(L, index) == LUA_TNUMBER ? lua_tointegerx(L, index, &whole) : 0;
    if (!whole) {
        const quantity *q = clh_to_quantity(L, index);
        if (q && q->unit == CLH_COUNT) return q->value;
        wrong_argument(L, index, function, "a whole number");
    }
    return value;
}

const char *clh_check_text(lua_State *L, int index, const char *function, size_t *length) {
    if (lua_type(L, index) != LUA_TSTRING) wrong_argument(L, index, function, "text");
    return lua_tolstring(L, index, length);
}

/* ---- text of values ---- */

void clh_push_text_of(lua_State *L, int index) {
    char text[64];
    const quantity *q;
    switch (lua_type(L, index)) {
    case LUA_TNIL: lua_pushliteral(L, "nil"); break;
    case LUA_TBOOLEAN: lua_pushstring(L, lua_toboolean(L, index) ? "true" : "false"); break;
    case LUA_TSTRING: lua_pushvalue(L, index); break;
    case LUA_TNUMBER:
        /* the sign of a not-a-number differs between processors */
        if (lua_tonumber(L, index) != lua_tonumber(L, index)) lua_pushliteral(L, "nan");
        else {
            lua_pushvalue(L, index);
            lua_tolstring(L, -1, NULL);
        }
        break;
    default:
        q = clh_to_quantity(L, index);
        if (q) clh_quantity_text(q, text, sizeof text);
        lua_pushstring(L, q ? text : clh_type_word(L, index));
    }
}

static int base_tostring(lua_State *L) {
    clh_push_text_of(L, 1);
    return 1;
}

static int base_tonumber(lua_State *L) {
    size_t length;
    if (lua_gettop(L) > 1 && !lua_isnil(L, 2))
        return clh_raise(L, CLH_E_RULE, "`tonumber` takes one value: other bases are not offered");
    if (lua_type(L, 1) == LUA_TNUMBER) {
        lua_settop(L, 1);
        return 1;
    }
    const char *text = lua_type(L, 1) == LUA_TSTRING ? lua_tolstring(L, 1, &length) : NULL;
    if (text) clh_charge_bytes(L, length);
    if (!text || lua_stringtonumber(L, text) != length + 1) lua_pushnil(L);
    return 1;
}

static int base_type(lua_State *L) {
    lua_pushstring(L, clh_type_word(L, 1));
    return 1;
}

/* ---- errors ---- */

/* Raises the value at `index`. What it says stays inside the script. */
static int raise_script_error(lua_State *L, int index) {
    clh_host *h = host_of(L);
    h->raised_code = CLH_E_SCRIPT;
    h->raised_type = -1;
    h->raised_value = lua_topointer(L, index);
    h->raised_subject[0] = 0;
    lua_pushvalue(L, index);
    return lua_error(L);
}

static int base_error(lua_State *L) {
    lua_settop(L, 1);
    return raise_script_error(L, 1);
}

static int base_assert(lua_State *L) {
    if (lua_toboolean(L, 1)) return lua_gettop(L);
    lua_settop(L, 2);
    if (lua_isnil(L, 2)) {
        lua_pushliteral(L, "assertion failed");
        lua_replace(L, 2);
    }
    return raise_script_error(L, 2);
}

static int base_pcall(lua_State *L) {
    if (lua_gettop(L) == 0) return wrong_argument(L, 1, "pcall", "a function");
    clh_charge(L, 1);
    int status = lua_pcall(L, lua_gettop(L) - 1, LUA_MULTRET, 0);
    if (status == LUA_OK) {
        lua_pushboolean(L, 1);
        lua_insert(L, 1);
        return lua_gettop(L);
    }
    if (clh_must_rethrow(L, status)) return lua_error(L);
    clh_charge(L, 50); /* raising and catching costs as much */
    lua_pushboolean(L, 0);
    lua_insert(L, -2);
    return 2;
}

/* ---- stepping through tables ---- */

/* A script can call this with anything, as `local step = ipairs({})`. */
static int each_step(lua_State *L) {
    lua_settop(L, 2);
    lua_Integer next = (lua_Integer)((lua_Unsigned)lua_tointeger(L, 2) + 1);
    if (clh_push_entries(L, 1) < 0) return wrong_argument(L, 1, "ipairs", "a list or table");
    lua_pushinteger(L, next);
    return lua_rawgeti(L, -2, next) == LUA_TNIL ? 1 : 2;
}

static int base_ipairs(lua_State *L) {
    if (clh_push_entries(L, 1) < 0) return wrong_argument(L, 1, "ipairs", "a list or table");
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
    if (a->rank == 0) return a->number != b->number ? a->number < b->number : a->integer < b->integer;
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
        return wrong_argument(L, 1, "pairs", "a list or table");
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
    if (clh_push_entries(L, 1) < 0) return wrong_argument(L, 1, "next", "a list or table");
    lua_pushnil(L);
    if (lua_next(L, 2)) lua_pushboolean(L, 1);
    else lua_pushnil(L);
    return 1;
}

static int base_select(lua_State *L) {
    int count = lua_gettop(L) - 1;
    if (lua_type(L, 1) == LUA_TSTRING && strcmp(lua_tostring(L, 1), "#") == 0) {
        lua_pushinteger(L, count);
        return 1;
    }
    int64_t from = clh_check_integer(L, 1, "select");
    if (from < 0) from = count + from + 1;
    if (from < 1) return wrong_argument(L, 1, "select", "within the arguments");
    return from > count ? 0 : count - (int)from + 1;
}

/* ---- require ---- */

static int base_require(lua_State *L) {
    size_t length;
    const char *name = clh_check_text(L, 1, "require", &length);
    lua_rawgeti(L, ANCHORS, A_MODULES);
    lua_pushvalue(L, 1);
    if (lua_rawget(L, -2) == LUA_TNIL) return clh_raise_about(L, CLH_E_MODULE, -1, name);
    return 1;
}

/* ---- math ---- */

static lua_Number check_number(lua_State *L, int index, const char *function) {
    if (lua_type(L, index) != LUA_TNUMBER) wrong_argument(L, index, function, "a number");
    return lua_tonumber(L, index);
}

static int math_abs(lua_State *L) {
    const quantity *q = clh_to_quantity(L, 1);
    if (q && q->unit != CLH_DATE) {
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
    if (count == 0) return wrong_argument(L, 1, function, "a number");
    for (int i = 1; i <= count; i++) {
        if (!clh_to_quantity(L, i)) check_number(L, i, function);
        if (i > 1 && lua_compare(L, largest ? best : i, largest ? i : best, LUA_OPLT)) best = i;
    }
    lua_pushvalue(L, best);
    return 1;
}

static int math_max(lua_State *L) { return extreme(L, "math.max", 1); }
static int math_min(lua_State *L) { return extreme(L, "math.min", 0); }

void clh_open_base(lua_State *L, int anchors) {
    static const luaL_Reg base[] = {
        {"assert", base_assert}, {"error", base_error}, {"ipairs", base_ipairs},
        {"next", base_next}, {"pairs", base_pairs}, {"pcall", base_pcall},
        {"require", base_require}, {"select", base_select}, {"tonumber", base_tonumber},
        {"tostring", base_tostring}, {"type", base_type}, {NULL, NULL}};
    static const luaL_Reg math[] = {
        {"abs", math_abs}, {"ceil", math_ceil}, {"floor", math_floor}, {"max", math_max},
        {"min", math_min}, {"tointeger", math_tointeger}, {NULL, NULL}};
    clh_set_functions(L, anchors, base);
    lua_createtable(L, 0, 8);
    clh_set_functions(L, anchors, math);
    lua_setfield(L, -2, "math");
}
