/* Life of a state, and loading. Each entry point pushes a C function and a pointer, which cannot
 * raise, and makes one protected call. */
#include "host.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- protected calls ---- */

int clh_protect(clh_host *h, lua_CFunction function, void *argument) {
    if (h->busy) return CLH_E_BUSY; /* the failure of the call under way stays as it is */
    if (h->spent) return clh_fail(h, CLH_E_SPENT, "this state was stopped and cannot go on");
    lua_State *L = h->L;
    h->busy = 1;
    h->raised_code = CLH_OK;
    lua_pushcfunction(L, clh_message_handler);
    lua_pushcfunction(L, function);
    lua_pushlightuserdata(L, argument);
    int status = lua_pcall(L, 1, 0, 1);
    if (status != LUA_OK) clh_take_failure(h, status);
    lua_settop(L, 0);
    h->busy = 0;
    return status == LUA_OK ? CLH_OK : h->failure.code;
}

/* ---- opening and closing ---- */

static int unknown_global(lua_State *L) {
    const char *name = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : NULL;
    return clh_raise_about(L, CLH_E_GLOBAL, -1, name);
}

static int global_write(lua_State *L) {
    return clh_raise(
        L, CLH_E_RULE, "a policy file cannot assign a global: write `local` before the name");
}

/* Scripts see an empty table that reads from the globals and refuses writes. */
static void open_environment(lua_State *L, int anchors) {
    lua_createtable(L, 0, 64);
    int globals = lua_gettop(L);
    lua_createtable(L, 0, 1);
    lua_pushcfunction(L, unknown_global);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, globals);
    lua_pushvalue(L, globals);
    lua_rawseti(L, anchors, A_GLOBALS);
    clh_open_base(L, anchors);
    clh_open_pairs(L, anchors);
    clh_open_math(L, anchors);
    clh_open_text(L, anchors);
    clh_open_tables(L, anchors);
    clh_open_verbs(L, anchors);
    static const char *const libraries[] = {"math", "string", "table"};
    for (int i = 0; i < 3; i++) {
        lua_pushstring(L, libraries[i]);
        lua_rawget(L, globals);
        clh_freeze(L, anchors);
    }
    lua_createtable(L, 0, 0);
    lua_createtable(L, 1, 2);
    lua_pushvalue(L, globals);
    lua_rawseti(L, -2, 1);
    lua_pushvalue(L, globals);
    lua_setfield(L, -2, "__index");
    lua_pushcfunction(L, global_write);
    lua_setfield(L, -2, "__newindex");
    lua_setmetatable(L, -2);
    lua_rawseti(L, anchors, A_ENV);
    lua_settop(L, globals - 1);
}

static int do_open(lua_State *L) {
    clh_host *h = lua_touserdata(L, 1);
    h->first_symbol = A_FIXED;
    h->first_meta = h->first_symbol + h->layout->symbol_count;
    h->next_anchor = h->first_meta + h->layout->type_count;
    lua_createtable(L, h->next_anchor + 256, 0);
    int anchors = lua_gettop(L);
    lua_pushvalue(L, anchors);
    h->anchors = luaL_ref(L, LUA_REGISTRYINDEX);
    static const int tables[] = {A_FUNCTIONS, A_FUNCTION_IDS, A_MODULES};
    for (int i = 0; i < 3; i++) {
        lua_createtable(L, 0, 0);
        lua_rawseti(L, anchors, tables[i]);
    }
    clh_open_quantities(L, anchors);
    clh_open_views(L, anchors);
    open_environment(L, anchors);
    return 0;
}

static int panic(lua_State *L) {
    (void)L; /* not reached: nothing that raises runs unprotected */
    abort();
}

clh_host *clh_open(clh_layout *layout, const clh_limits *limits, int *error) {
    *error = CLH_E_MEMORY;
    clh_host *h = layout ? calloc(1, sizeof *h) : NULL;
    if (!h) {
        clh_layout_free(layout);
        return NULL;
    }
    h->layout = layout;
    h->limits = *limits;
    h->limits.instructions = INT64_MAX; /* opening is not the script's expense */
    h->epoch = 1;
    h->L = lua_newstate(clh_allocate, h);
    if (!h->L) {
        clh_close(h);
        return NULL;
    }
    lua_atpanic(h->L, panic);
    *(clh_host **)lua_getextraspace(h->L) = h;
    clh_arm(h);
    *error = clh_protect(h, do_open, h);
    if (*error != CLH_OK) {
        clh_close(h);
        return NULL;
    }
    h->limits.instructions = limits->instructions;
    return h;
}

size_t clh_close(clh_host *h) {
    if (h->L) lua_close(h->L);
    for (int t = 0; t < h->layout->type_count; t++) {
        type_info *type = &h->layout->types[t];
        clh_give_back(h, type->keys, (type->key_mask + 1) * sizeof *type->keys);
        clh_give_back(h, type->views, type->view_capacity * sizeof *type->views);
    }
    while (h->lists) {
        list *next = h->lists->next;
        clh_give_back(h, h->lists->elements, h->lists->capacity * sizeof *h->lists->elements);
        clh_give_back(h, h->lists, sizeof *h->lists);
        h->lists = next;
    }
    clh_give_back(h, h->touched, h->touched_capacity * sizeof *h->touched);
    clh_give_back(h, h->places, ((size_t)h->place_mask + 1) * sizeof *h->places);
    clh_give_back(h, h->comparisons, h->comparison_capacity * sizeof *h->comparisons);
    clh_probe_close(h);
    clh_layout_free(h->layout);
    clh_arena_free(&h->arena);
    clh_release_pool(h);
    size_t left = h->used;
    free(h);
    return left;
}

int clh_is_spent(const clh_host *h) { return h->spent; }
size_t clh_used_bytes(const clh_host *h) { return h->used; }
size_t clh_peak_bytes(const clh_host *h) { return h->peak; }
int64_t clh_allocations(const clh_host *h) { return h->allocations; }
int64_t clh_instructions_left(const clh_host *h) { return h->fuel; }

/* ---- loading ---- */

typedef struct load_request {
    clh_host *host;
    const char *source, *name, *module;
    size_t length;
    clh_tree *tree;
    int probed;
} load_request;

/* Pushes the compiled chunk with its environment. */
static void compile(lua_State *L, const load_request *r, int anchors, int environment) {
    lua_pushfstring(L, "@%s", r->name);
    int status = luaL_loadbufferx(L, r->source, r->length, lua_tostring(L, -1), "t");
    if (status == LUA_ERRSYNTAX)
        clh_raise(L, CLH_E_SYNTAX, "%s", lua_tostring(L, -1));
    if (status != LUA_OK) clh_raise_memory(L);
    lua_remove(L, -2);
    lua_rawgeti(L, anchors, environment);
    lua_setupvalue(L, -2, 1);
}

static int do_load(lua_State *L) {
    const load_request *r = lua_touserdata(L, 1);
    lua_rawgeti(L, LUA_REGISTRYINDEX, r->host->anchors);
    int anchors = lua_gettop(L);
    compile(L, r, anchors, A_ENV);
    clh_charge_bytes(L, r->length);
    if (r->probed) clh_push_probe(L);
    lua_call(L, r->probed, 1);
    lua_pushvalue(L, -1);
    clh_freeze(L, anchors);
    if (r->module) {
        if (lua_isnil(L, -1))
            clh_raise(L, CLH_E_RULE, "a library must return a table of what it offers");
        lua_rawgeti(L, anchors, A_MODULES);
        lua_pushvalue(L, -2);
        lua_setfield(L, -2, r->module);
        lua_pop(L, 1);
    }
    clh_write_tree(L, anchors, r->tree, 1);
    return 0;
}

static int load(clh_host *h, load_request *request) {
    if (h->active) return clh_fail(h, CLH_E_BUSY, "files are loaded between evaluations");
    clh_arm(h);
    h->call = 0;
    clh_tree_clear(request->tree);
    return clh_protect(h, do_load, request);
}

int clh_load(
    clh_host *h, const char *source, size_t length, const char *name, const char *module,
    clh_tree *tree) {
    load_request request = {h, source, name, module, length, tree, 0};
    return load(h, &request);
}

int clh_load_probed(
    clh_host *h, const char *source, size_t length, const char *name, const char *module,
    clh_tree *tree) {
    load_request request = {h, source, name, module, length, tree, 1};
    return load(h, &request);
}

/* ---- the prelude ---- */

/* host.caller() -> file, line of the script that called the prelude's function */
static int prelude_caller(lua_State *L) {
    const clh_host *h = host_of(L);
    lua_Debug ar;
    for (int level = 1; lua_getstack(L, level, &ar); level++) {
        if (!lua_getinfo(L, "Sl", &ar) || ar.currentline <= 0) continue;
        if (ar.source[0] != '@' || strcmp(ar.source + 1, h->prelude_name) == 0) continue;
        lua_pushstring(L, ar.source + 1);
        lua_pushinteger(L, ar.currentline);
        return 2;
    }
    return 0;
}

/* host.refuse(message): raises a message that reaches the author of the script as it is. */
static int prelude_refuse(lua_State *L) {
    const char *message = lua_type(L, 1) == LUA_TSTRING ? lua_tostring(L, 1) : "refused";
    return clh_raise(L, CLH_E_RULE, "%s", message);
}

static int do_prelude(lua_State *L) {
    static const luaL_Reg functions[] = {
        {"caller", prelude_caller}, {"refuse", prelude_refuse}, {NULL, NULL}};
    const load_request *r = lua_touserdata(L, 1);
    lua_rawgeti(L, LUA_REGISTRYINDEX, r->host->anchors);
    int anchors = lua_gettop(L);
    lua_rawgeti(L, anchors, A_GLOBALS);
    int globals = lua_gettop(L);
    lua_createtable(L, 0, 2);
    clh_set_functions(L, anchors, functions);
    lua_setfield(L, globals, "host");
    compile(L, r, anchors, A_GLOBALS);
    lua_call(L, 0, 0);
    lua_pushnil(L);
    lua_setfield(L, globals, "host");
    for (lua_pushnil(L); lua_next(L, globals);) clh_freeze(L, anchors); /* pops the value */
    return 0;
}

int clh_prelude(clh_host *h, const char *source, size_t length, const char *name) {
    load_request request = {h, source, name, NULL, length, NULL, 0};
    if (h->active) return clh_fail(h, CLH_E_BUSY, "the prelude is loaded first");
    snprintf(h->prelude_name, sizeof h->prelude_name, "%s", name);
    clh_arm(h);
    h->call = 0;
    return clh_protect(h, do_prelude, &request);
}
