/* Lists of records or symbols as scripts see them: a lasting userdata whose __index is the table of
 * its elements, so that `list[i]` stays inside the interpreter. */
#include "host.h"
#include <string.h>

static int list_length(lua_State *L) {
    const list_shell *shell = lua_touserdata(L, 1);
    const clh_host *h = host_of(L);
    if (shell->list->epoch != h->epoch || !h->active) return clh_outside(L);
    lua_pushinteger(L, shell->list->count);
    return 1;
}

/* Reached for what the table of elements does not have. */
static int no_element(lua_State *L) {
    if (lua_type(L, 2) == LUA_TNUMBER) {
        lua_pushnil(L);
        return 1;
    }
    return clh_raise(
        L, CLH_E_RULE, "a list has numbered elements only: use list[1], #list, ipairs(list), "
                       "any(list, function) or count(list, function)");
}

/* Makes the shell of a list: a userdata whose __index is the table of its elements. */
list *clh_new_list(lua_State *L, clh_host *h, int anchors, int symbols, int32_t *anchor) {
    list *made = clh_allocate(h, NULL, 0, sizeof *made);
    if (!made) clh_raise_memory(L);
    memset(made, 0, sizeof *made);
    made->symbols = symbols;
    made->next = h->lists;
    h->lists = made;
    list_shell *shell = lua_newuserdatauv(L, sizeof *shell, 0);
    shell->kind = KIND_LIST;
    shell->list = made;
    lua_createtable(L, 1, 3); /* metatable of the shell */
    lua_createtable(L, 8, 0); /* elements */
    lua_createtable(L, 0, 1);
    lua_pushcfunction(L, no_element);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, -2);
    lua_pushvalue(L, -1);
    lua_rawseti(L, -3, 1);
    lua_setfield(L, -2, "__index");
    lua_pushcfunction(L, list_length);
    lua_setfield(L, -2, "__len");
    lua_pushcfunction(L, clh_read_only);
    lua_setfield(L, -2, "__newindex");
    lua_setmetatable(L, -2);
    lua_rawseti(L, anchors, h->next_anchor);
    *anchor = h->next_anchor++;
    return made;
}

/* Brings the table of elements up to date, writing only what differs. */
void clh_fill_list(lua_State *L, clh_host *h, int anchors, list *l, const clh_slot *slot) {
    uint32_t count = slot->count;
    int type = slot->type;
    const char *record = slot->as.pointer;
    const uint16_t *symbols = slot->as.pointer;
    clh_charge(L, count);
    l->elements = clh_grow(L, l->elements, &l->capacity, count, sizeof *l->elements);
    lua_getmetatable(L, -1);
    lua_rawgeti(L, -1, 1);
    for (uint32_t i = 0; i < count; i++) {
        int32_t anchor;
        uintptr_t element;
        if (l->symbols) {
            anchor = h->first_symbol + symbols[i];
            element = symbols[i];
            if (symbols[i] >= h->layout->symbol_count)
                clh_raise(L, CLH_E_LAYOUT, "a list holds an undeclared symbol");
        } else {
            view *v = clh_view_of(L, h, anchors, type, record + (size_t)i * slot->stride);
            anchor = v->anchor;
            element = (uintptr_t)v;
        }
        if (i < l->filled && l->elements[i] == element) continue;
        lua_rawgeti(L, anchors, anchor);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
        l->elements[i] = element;
    }
    for (uint32_t i = count; i < l->filled; i++) {
        lua_pushnil(L);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    l->filled = l->count = count;
    l->epoch = h->epoch;
    lua_pop(L, 2);
}
