/* Evaluations: a case is bound, functions are asked about it in batches, and the case is let go.
 * Each batch is one protected call; arguments are pushed once for all of its calls. */
#include "host.h"

int clh_begin(clh_host *h, const clh_evaluation *evaluation) {
    if (h->busy) return CLH_E_BUSY;
    if (h->active) return clh_fail(h, CLH_E_BUSY, "an evaluation is under way");
    if (h->spent) return clh_fail(h, CLH_E_SPENT, "this state was stopped and cannot go on");
    if (h->epoch == UINT32_MAX) { /* entries of 4 billion evaluations ago would come to life */
        h->spent = 1;
        return clh_fail(h, CLH_E_SPENT, "this state has reached the end of its life");
    }
    h->evaluation = *evaluation;
    h->epoch++;
    h->read_epoch = h->epoch;
    h->touched_count = 0;
    h->comparison_count = h->comparisons_dropped = 0;
    h->absent = NULL;
    h->holds_through = INT32_MAX;
    clh_probe_begin(h);
    h->active = 1;
    clh_arena_reset(&h->arena);
    clh_arm(h);
    return CLH_OK;
}

void clh_end(clh_host *h) {
    if (!h->busy) h->active = 0;
}

typedef struct ask_request {
    clh_host *host;
    const clh_call *calls;
    const clh_arguments *arguments;
    uint8_t *answers;
    clh_tree *tree;
    uint32_t count, done;
} ask_request;

static void push_argument(lua_State *L, int anchors, const clh_arguments *a, const clh_slot *slot) {
    if (slot->tag == CLH_RECORD) clh_push_view(L, anchors, slot->type, slot->as.pointer);
    else if (slot->tag == CLH_QUANTITY)
        clh_new_quantity(L, anchors, slot->unit, slot->as.integer);
    else if (slot->tag == CLH_TREE) clh_push_tree(L, anchors, a, (uint32_t)slot->as.integer);
    else if (!clh_push_scalar(L, anchors, slot))
        clh_raise(L, CLH_E_LAYOUT, "an argument is of a kind that cannot be passed");
}

/* Pushes the anchors, then all arguments, once for all calls. Returns the place of the first. */
static int push_arguments(lua_State *L, const ask_request *r) {
    const clh_arguments *a = r->arguments;
    luaL_checkstack(L, (int)(2 * a->count) + 32, NULL);
    lua_rawgeti(L, LUA_REGISTRYINDEX, r->host->anchors);
    int anchors = lua_gettop(L);
    for (uint32_t i = 0; i < a->count; i++) {
        if (a->slots[i].tag == CLH_RECORD && a->slots[i].type >= r->host->layout->type_count)
            clh_raise(L, CLH_E_LAYOUT, "an argument is of an undeclared type");
        push_argument(L, anchors, a, &a->slots[i]);
    }
    return anchors + 1;
}

static void call_function(lua_State *L, const ask_request *r, const clh_call *call, int functions,
    int first_argument) {
    if (call->first_argument + call->arguments > (int)r->arguments->count)
        clh_raise(L, CLH_E_LAYOUT, "a call asks for arguments that were not given");
    clh_charge(L, 10);
    if (lua_rawgeti(L, functions, call->function) != LUA_TFUNCTION)
        clh_raise(L, CLH_E_LAYOUT, "a call names a function that was not loaded");
    for (int i = 0; i < call->arguments; i++)
        lua_pushvalue(L, first_argument + call->first_argument + i);
    lua_call(L, call->arguments, 1);
}

static int do_conditions(lua_State *L) {
    ask_request *r = lua_touserdata(L, 1);
    int first = push_arguments(L, r);
    lua_rawgeti(L, first - 1, A_FUNCTIONS);
    int functions = lua_gettop(L);
    clh_host *h = r->host;
    int gathered = 0;
    for (uint32_t i = 0; i < r->count; i++) {
        const clh_call *call = &r->calls[i];
        h->call = i;
        call_function(L, r, call, functions, first);
        if (lua_type(L, -1) != LUA_TBOOLEAN)
            clh_raise(
                L, CLH_E_RULE, "the condition must answer true or false, not %s%s",
                lua_isnil(L, -1) ? "" : "a ",
                lua_isnil(L, -1) ? "nothing: is a `return` missing, or a fact not recorded?"
                                 : clh_type_word(L, -1));
        int answer = lua_toboolean(L, -1);
        lua_pop(L, 1);
        if (h->evaluation.probes) clh_probe_answer(h, answer);
        r->answers[i] = (uint8_t)answer;
        r->done = i + 1;
        if (!call->stop) continue;
        if (call->stop & (answer ? CLH_STOP_TRUE : CLH_STOP_FALSE)) break;
        if (answer && call->stop & CLH_STOP_GATHER) gathered = 1;
        if (gathered && call->stop & CLH_STOP_GATHERED) break;
        if (!answer && call->stop & CLH_STOP_SKIP && i + 1 < r->count) {
            r->answers[++i] = CLH_NOT_ASKED;
            r->done = i + 1;
        }
    }
    return 0;
}

static int do_answer(lua_State *L) {
    ask_request *r = lua_touserdata(L, 1);
    int first = push_arguments(L, r);
    lua_rawgeti(L, first - 1, A_FUNCTIONS);
    call_function(L, r, r->calls, lua_gettop(L), first);
    if (r->host->evaluation.probes) clh_probe_answer(r->host, 1);
    clh_write_tree(L, first - 1, r->tree, 0);
    return 0;
}

int clh_conditions(
    clh_host *h, const clh_call *calls, uint32_t count, const clh_arguments *arguments,
    uint8_t *answers, uint32_t *done) {
    ask_request request = {h, calls, arguments, answers, NULL, count, 0};
    *done = 0;
    if (!h->active) return clh_fail(h, CLH_E_OUTSIDE, "no evaluation has begun");
    h->call = 0;
    int code = clh_protect(h, do_conditions, &request);
    *done = request.done;
    return code;
}

int clh_answer(
    clh_host *h, const clh_call *call, const clh_arguments *arguments, clh_tree *tree) {
    ask_request request = {h, call, arguments, NULL, tree, 1, 0};
    if (!h->active) return clh_fail(h, CLH_E_OUTSIDE, "no evaluation has begun");
    h->call = 0;
    clh_tree_clear(tree);
    return clh_protect(h, do_answer, &request);
}
