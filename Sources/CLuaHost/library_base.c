/* The base functions that scripts have. All are written here rather than taken from
 * Lua: no addresses, no order that depends on a hash seed, no error that a script could use to
 * outlive its budget, and every function charges before it works. */
#include "host.h"
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

int clh_wrong_argument(lua_State *L, int index, const char *function, const char *wanted) {
    return clh_raise(
        L, CLH_E_RULE, "argument %d of `%s` must be %s, not a %s", index, function, wanted,
        clh_type_word(L, index));
}

int64_t clh_check_integer(lua_State *L, int index, const char *function) {
    int whole = 0;
    int64_t value = lua_type(L, index) == LUA_TNUMBER ? lua_tointegerx(L, index, &whole) : 0;
    if (!whole) {
        const quantity *q = clh_to_quantity(L, index);
        if (q && q->unit == CLH_COUNT) {
            clh_use_number(L, q);
            return q->value;
        }
        clh_wrong_argument(L, index, function, "a whole number");
    }
    return value;
}

const char *clh_check_text(lua_State *L, int index, const char *function, size_t *length) {
    if (lua_type(L, index) != LUA_TSTRING) clh_wrong_argument(L, index, function, "text");
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
        if (q) {
            clh_use_number(L, q);
            clh_quantity_text(q, text, sizeof text);
        }
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
    if (lua_gettop(L) == 0) return clh_wrong_argument(L, 1, "pcall", "a function");
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

static int base_select(lua_State *L) {
    int count = lua_gettop(L) - 1;
    if (lua_type(L, 1) == LUA_TSTRING && strcmp(lua_tostring(L, 1), "#") == 0) {
        lua_pushinteger(L, count);
        return 1;
    }
    int64_t from = clh_check_integer(L, 1, "select");
    if (from < 0) from = count + from + 1;
    if (from < 1) return clh_wrong_argument(L, 1, "select", "within the arguments");
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

void clh_open_base(lua_State *L, int anchors) {
    static const luaL_Reg functions[] = {
        {"assert", base_assert}, {"error", base_error}, {"pcall", base_pcall},
        {"require", base_require}, {"select", base_select}, {"tonumber", base_tonumber},
        {"tostring", base_tostring}, {"type", base_type}, {NULL, NULL}};
    clh_set_functions(L, anchors, functions);
}
