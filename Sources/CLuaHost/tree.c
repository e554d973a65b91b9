/* Trees of values across the border: answers and loaded tables on the way out, arguments on the
 * way in. Reading is raw and bounded in depth, parts and bytes, and needs no allocation of Lua
 * beyond the sorted keys. */
#include "host.h"
#include <stdlib.h>
#include <string.h>

#define MAX_DEPTH 8
#define FEW_KEYS 8

typedef struct writer {
    clh_tree *tree;
    int anchors, loading;
    uint32_t max_nodes, max_bytes;
} writer;

static void *reserve(lua_State *L, void *block, uint32_t *room, uint32_t needed, size_t size) {
    if (needed <= *room) return block;
    uint32_t grown_room = *room ? *room * 2 : 64;
    while (grown_room < needed) grown_room *= 2;
    void *grown = realloc(block, grown_room * size);
    if (!grown) clh_raise_memory(L);
    *room = grown_room;
    return grown;
}

static clh_node *add_node(lua_State *L, const writer *w, int tag) {
    clh_tree *tree = w->tree;
    if (tree->node_count >= w->max_nodes)
        clh_raise(L, CLH_E_LIMIT, "the value has more than %u parts", (unsigned)w->max_nodes);
    tree->nodes = reserve(
        L, tree->nodes, &tree->node_capacity, tree->node_count + 1, sizeof *tree->nodes);
    clh_node *node = &tree->nodes[tree->node_count++];
    memset(node, 0, sizeof *node);
    node->tag = (uint8_t)tag;
    return node;
}

static void add_text(lua_State *L, const writer *w, const char *text, size_t length) {
    clh_tree *tree = w->tree;
    if (length > w->max_bytes - tree->byte_count)
        clh_raise(L, CLH_E_LIMIT, "the texts of the value exceed %u bytes", (unsigned)w->max_bytes);
    tree->bytes = reserve(
        L, tree->bytes, &tree->byte_capacity, tree->byte_count + (uint32_t)length + 1, 1);
    clh_node *node = add_node(L, w, CLH_TEXT);
    node->count = (uint32_t)length;
    node->as.integer = tree->byte_count;
    memcpy(tree->bytes + tree->byte_count, text, length);
    tree->byte_count += (uint32_t)length;
}

static void write_value(lua_State *L, const writer *w, int index, int depth);

static void write_function(lua_State *L, const writer *w, int index) {
    clh_host *h = host_of(L);
    if (!w->loading) clh_raise(L, CLH_E_LIMIT, "a function cannot be an answer");
    if (lua_iscfunction(L, index)) clh_raise(L, CLH_E_RULE, "a verb cannot stand for a function");
    lua_rawgeti(L, w->anchors, A_FUNCTION_IDS);
    lua_pushvalue(L, index);
    int32_t id;
    if (lua_rawget(L, -2) == LUA_TNIL) {
        id = h->function_count + 1;
        lua_pushvalue(L, index);
        lua_pushinteger(L, id);
        lua_rawset(L, -4);
        lua_rawgeti(L, w->anchors, A_FUNCTIONS);
        lua_pushvalue(L, index);
        lua_rawseti(L, -2, id);
        h->function_count = id;
        lua_pop(L, 1);
    } else {
        id = (int32_t)lua_tointeger(L, -1);
    }
    lua_pop(L, 2);
    lua_Debug ar;
    lua_pushvalue(L, index);
    lua_getinfo(L, ">S", &ar);
    clh_node *node = add_node(L, w, CLH_FUNCTION);
    node->as.integer = id;
    node->count = ar.linedefined > 0 ? (uint32_t)ar.linedefined : 0;
}

typedef struct sorted_key {
    const char *text;
    size_t length;
    lua_Integer number;
} sorted_key;

static int key_order(const void *left, const void *right) {
    const sorted_key *a = left, *b = right;
    if (!a->text || !b->text)
        return a->text ? 1 : b->text ? -1 : (a->number > b->number) - (a->number < b->number);
    size_t shorter = a->length < b->length ? a->length : b->length;
    int order = memcmp(a->text, b->text, shorter);
    return order ? order : (a->length > b->length) - (a->length < b->length);
}

/* A numbered key of a table that also has names is written as its digits. */
static void write_map(lua_State *L, const writer *w, int table, uint32_t count, int depth) {
    sorted_key few[FEW_KEYS];
    sorted_key *keys = few;
    if (count > FEW_KEYS) keys = lua_newuserdatauv(L, count * sizeof *keys, 0);
    else lua_pushnil(L);
    uint32_t n = 0;
    for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1), n++) {
        keys[n] = (sorted_key){NULL, 0, 0};
        if (lua_type(L, -2) == LUA_TSTRING) keys[n].text = lua_tolstring(L, -2, &keys[n].length);
        else if (lua_isinteger(L, -2)) keys[n].number = lua_tointeger(L, -2);
        else clh_raise(L, CLH_E_LIMIT, "a key of a table must be a name or a whole number");
    }
    if (n > 1) qsort(keys, n, sizeof *keys, key_order);
    add_node(L, w, CLH_MAP)->count = n;
    for (uint32_t i = 0; i < n; i++) {
        if (keys[i].text) {
            lua_pushlstring(L, keys[i].text, keys[i].length);
            add_text(L, w, keys[i].text, keys[i].length);
        } else {
            size_t length;
            lua_pushinteger(L, keys[i].number);
            lua_pushvalue(L, -1);
            const char *digits = lua_tolstring(L, -1, &length);
            add_text(L, w, digits, length);
            lua_pop(L, 1);
        }
        lua_rawget(L, table);
        write_value(L, w, lua_gettop(L), depth + 1);
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
}

static void write_table(lua_State *L, const writer *w, int index, int depth) {
    if (depth >= MAX_DEPTH)
        clh_raise(L, CLH_E_LIMIT, "the value is nested more than %d deep", MAX_DEPTH);
    luaL_checkstack(L, 12, NULL);
    lua_Integer length = clh_push_entries(L, index);
    int table = lua_gettop(L);
    uint32_t count = 0;
    for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1)) {
        if (++count > w->max_nodes)
            clh_raise(L, CLH_E_LIMIT, "the value has more than %u parts", (unsigned)w->max_nodes);
    }
    clh_charge(L, (int64_t)count * 4 + 1);
    /* the border of a table with holes depends on its history: look at the elements themselves */
    lua_Integer listed = 0;
    if (length == (lua_Integer)count)
        while (listed < length) {
            int type = lua_rawgeti(L, table, listed + 1);
            lua_pop(L, 1);
            if (type == LUA_TNIL) break;
            listed++;
        }
    if (listed == (lua_Integer)count) {
        add_node(L, w, CLH_LIST)->count = count;
        for (lua_Integer i = 1; i <= listed; i++) {
            lua_rawgeti(L, table, i);
            write_value(L, w, lua_gettop(L), depth + 1);
            lua_pop(L, 1);
        }
    } else {
        write_map(L, w, table, count, depth);
    }
    lua_settop(L, table - 1);
}

static void write_number(lua_State *L, const writer *w, int index) {
    int whole;
    lua_Integer value = lua_tointegerx(L, index, &whole);
    if (!whole)
        clh_raise(
            L, CLH_E_LIMIT, "a number with a fraction cannot be handed over: write it as "
                            "dollars(12.50) or percent(12.5), or round it");
    add_node(L, w, CLH_INTEGER)->as.integer = value;
}

static void write_userdata(lua_State *L, const writer *w, int index, int depth) {
    const void *data = lua_touserdata(L, index);
    const uint8_t *kind = data;
    if (*kind == KIND_QUANTITY) {
        const quantity *q = data;
        clh_use_number(L, q);
        clh_node *node = add_node(L, w, CLH_QUANTITY);
        node->unit = q->unit;
        node->as.integer = q->value;
    } else if (*kind == KIND_VIEW) {
        const view *v = data;
        clh_node *node = add_node(L, w, CLH_RECORD);
        node->type = v->type;
        node->as.pointer = v->record;
    } else {
        write_table(L, w, index, depth);
    }
}

static void write_value(lua_State *L, const writer *w, int index, int depth) {
    size_t length;
    const char *text;
    switch (lua_type(L, index)) {
    case LUA_TNIL: add_node(L, w, CLH_ABSENT); break;
    case LUA_TBOOLEAN: add_node(L, w, CLH_BOOL)->as.integer = lua_toboolean(L, index); break;
    case LUA_TNUMBER: write_number(L, w, index); break;
    case LUA_TSTRING:
        text = lua_tolstring(L, index, &length);
        add_text(L, w, text, length);
        break;
    case LUA_TTABLE: write_table(L, w, index, depth); break;
    case LUA_TFUNCTION: write_function(L, w, index); break;
    default: write_userdata(L, w, index, depth);
    }
}

/* Pops a value and writes it. */
void clh_write_tree(lua_State *L, int anchors, clh_tree *tree, int loading) {
    writer w = {tree, anchors, loading, loading ? 32768 : 512, loading ? 1 << 20 : 1 << 16};
    luaL_checkstack(L, 24, NULL);
    write_value(L, &w, lua_gettop(L), 0);
    lua_pop(L, 1);
}

/* ---- arguments ---- */

static uint32_t push_node(
    lua_State *L, int anchors, const clh_arguments *a, uint32_t at, int depth) {
    if (at >= a->node_count || depth > MAX_DEPTH)
        clh_raise(L, CLH_E_LAYOUT, "an argument is malformed or nested too deep");
    const clh_node *node = &a->nodes[at++];
    luaL_checkstack(L, 6, NULL);
    switch (node->tag) {
    case CLH_BOOL: lua_pushboolean(L, node->as.integer != 0); break;
    case CLH_INTEGER: lua_pushinteger(L, node->as.integer); break;
    case CLH_TEXT: lua_pushlstring(L, a->bytes + node->as.integer, node->count); break;
    case CLH_QUANTITY: clh_new_quantity(L, anchors, node->unit, node->as.integer); break;
    case CLH_RECORD: clh_push_view(L, anchors, node->type, node->as.pointer); break;
    case CLH_LIST:
        lua_createtable(L, (int)node->count, 0);
        for (uint32_t i = 1; i <= node->count; i++) {
            at = push_node(L, anchors, a, at, depth + 1);
            lua_rawseti(L, -2, i);
        }
        break;
    case CLH_MAP:
        lua_createtable(L, 0, (int)node->count);
        for (uint32_t i = 0; i < node->count; i++) {
            at = push_node(L, anchors, a, at, depth + 1);
            at = push_node(L, anchors, a, at, depth + 1);
            lua_rawset(L, -3);
        }
        break;
    default: lua_pushnil(L);
    }
    return at;
}

void clh_push_tree(lua_State *L, int anchors, const clh_arguments *arguments, uint32_t node) {
    push_node(L, anchors, arguments, node, 0);
}

void clh_tree_clear(clh_tree *tree) { tree->node_count = tree->byte_count = 0; }

void clh_tree_free(clh_tree *tree) {
    free(tree->nodes);
    free(tree->bytes);
    memset(tree, 0, sizeof *tree);
}
