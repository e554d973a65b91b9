/* Probes: what an instrumented source reports about its own conditions. In such a source an
 * expression `e` reads `probe(7, e)`, which records the value of `e` and returns all its values
 * unchanged. The source receives the function as the argument of its chunk, under a name that it
 * does not use itself; no other source can reach it.
 *
 *   counting   one pair of counters for each probe, shared by all states of a pool
 *   logging    one event for each value, in the order in which they came about: parts first
 *
 * The log lies outside the memory limit of the state, and nothing here charges or raises, so that
 * being watched never changes what a script does. */
#include "host.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_EVENTS 65536
#define MAX_EVENT_BYTES (1 << 20)
#define MAX_TEXT 200

/* ---- counting ---- */

static void count(clh_host *h, uint32_t number, int truthy) {
    if (number >= h->probe_count) return;
    clh_probe_count *counted = &h->probe_counts[number];
    __atomic_fetch_add(truthy ? &counted->truthy : &counted->falsy, 1, __ATOMIC_RELAXED);
}

void clh_set_probe_counts(clh_host *h, clh_probe_count *counts, uint32_t count) {
    h->probe_counts = counts;
    h->probe_count = counts ? count : 0;
}

uint64_t clh_probe_count_read(const uint64_t *counter) {
    return __atomic_load_n(counter, __ATOMIC_RELAXED);
}

void clh_probe_count_clear(clh_probe_count *counts, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        __atomic_store_n(&counts[i].truthy, 0, __ATOMIC_RELAXED);
        __atomic_store_n(&counts[i].falsy, 0, __ATOMIC_RELAXED);
    }
}

/* ---- logging ---- */

static int reserve(void **block, uint32_t *capacity, uint32_t needed, size_t size) {
    if (needed <= *capacity) return 1;
    uint32_t room = *capacity ? *capacity * 2 : 1024;
    while (room < needed) room *= 2;
    void *grown = realloc(*block, room * size);
    if (!grown) return 0;
    *block = grown;
    *capacity = room;
    return 1;
}

static clh_probe_event *add_event(clh_host *h) {
    if (h->event_count == MAX_EVENTS
        || !reserve(
            (void **)&h->events, &h->event_capacity, h->event_count + 1, sizeof *h->events)) {
        h->events_dropped++;
        return NULL;
    }
    clh_probe_event *event = &h->events[h->event_count++];
    memset(event, 0, sizeof *event);
    return event;
}

static void set_text(clh_host *h, clh_probe_event *event, const char *text, size_t length) {
    if (length > MAX_TEXT) length = MAX_TEXT;
    event->tag = CLH_TEXT;
    event->value = h->event_byte_count;
    if (h->event_byte_count + length > MAX_EVENT_BYTES
        || !reserve(
            (void **)&h->event_bytes, &h->event_byte_capacity,
            h->event_byte_count + (uint32_t)length, 1))
        return;
    memcpy(h->event_bytes + h->event_byte_count, text, length);
    h->event_byte_count += (uint32_t)length;
    event->count = (uint32_t)length;
}

static void set_number(lua_State *L, clh_host *h, clh_probe_event *event) {
    int whole;
    char text[40];
    event->tag = CLH_INTEGER;
    event->value = lua_tointegerx(L, 2, &whole);
    if (whole) return;
    int length = snprintf(text, sizeof text, "%.14g", (double)lua_tonumber(L, 2));
    set_text(h, event, text, length > 0 ? (size_t)length : 0);
}

static void set_list(lua_State *L, clh_probe_event *event) {
    lua_Integer length = clh_push_entries(L, 2);
    lua_pop(L, 1);
    event->tag = CLH_LIST;
    event->count = length > 0 ? (uint32_t)length : 0;
}

static void set_userdata(lua_State *L, clh_probe_event *event) {
    const void *data = lua_touserdata(L, 2);
    const uint8_t *kind = data;
    if (*kind == KIND_QUANTITY) {
        const quantity *q = data;
        event->tag = CLH_QUANTITY;
        event->unit = q->unit;
        event->value = q->value;
        event->record = q->record;
        event->type = q->type;
        event->field = q->field;
        if (q->origin == CLH_COMPUTED) event->flags |= CLH_PROBE_COMPUTED;
    } else if (*kind == KIND_VIEW) {
        const view *v = data;
        event->tag = CLH_RECORD;
        event->type = v->type;
        event->record = v->record;
    } else {
        set_list(L, event);
    }
}

static void set_value(lua_State *L, clh_host *h, clh_probe_event *event) {
    size_t length;
    const char *text;
    if (h->last_view) { /* a quantity knows its own fact; a yes, a name or a text does not */
        event->record = h->last_view->record;
        event->type = h->last_view->type;
        event->field = h->last_field;
    }
    switch (lua_type(L, 2)) {
    case LUA_TBOOLEAN:
        event->tag = CLH_BOOL;
        event->value = lua_toboolean(L, 2);
        break;
    case LUA_TNUMBER: set_number(L, h, event); break;
    case LUA_TSTRING:
        text = lua_tolstring(L, 2, &length);
        set_text(h, event, text, length);
        break;
    case LUA_TUSERDATA: set_userdata(L, event); break;
    case LUA_TTABLE: set_list(L, event); break;
    case LUA_TFUNCTION: event->tag = CLH_FUNCTION; break;
    default: event->tag = CLH_ABSENT;
    }
}

static void note(lua_State *L, clh_host *h, uint32_t number, int entry, int truthy) {
    clh_probe_event *event = add_event(h);
    lua_Debug ar;
    if (!event) return;
    event->probe = number;
    event->call = h->call;
    if (lua_getstack(L, 1, &ar)) {
        event->frame = ar.i_ci;
        if (entry && lua_getinfo(L, "t", &ar) && ar.istailcall) event->flags |= CLH_PROBE_TAIL;
    }
    if (truthy) event->flags |= CLH_PROBE_TRUTHY;
    if (entry) event->flags |= CLH_PROBE_ENTRY;
    else set_value(L, h, event);
    h->last_view = NULL;
}

/* ---- the probe ---- */

static int is_function_asked(lua_State *L) {
    lua_Debug ar;
    return !lua_getstack(L, 3, &ar); /* this probe, the function, the host's own frame */
}

/* A tail call follows. If this is the function asked, the call gives its answer. */
static void note_tail(lua_State *L, clh_host *h, uint32_t number, int modes) {
    if (modes & CLH_PROBE_LOG) note(L, h, number, 1, 1);
    if (is_function_asked(L) && h->tail_count < MAX_TAILS) h->tails[h->tail_count++] = number;
    else if (modes & CLH_PROBE_COUNT) count(h, number, 1);
}

/* probe(number, values...) -> values...; probe(number) says that a function or a branch was
 * entered; probe(-1 - number) that a tail call follows. */
static int probe(lua_State *L) {
    clh_host *h = host_of(L);
    int values = lua_gettop(L) - 1, modes = h->active ? h->evaluation.probes : 0;
    if (!modes) return values;
    lua_Integer number = lua_tointeger(L, 1);
    if (number < 0) {
        note_tail(L, h, (uint32_t)(-1 - number), modes);
        return 0;
    }
    int truthy = values == 0 || lua_toboolean(L, 2);
    if (modes & CLH_PROBE_COUNT) count(h, (uint32_t)number, truthy);
    if (modes & CLH_PROBE_LOG) note(L, h, (uint32_t)number, values == 0, truthy);
    return values;
}

void clh_push_probe(lua_State *L) { lua_pushcfunction(L, probe); }

void clh_probe_begin(clh_host *h) {
    h->event_count = h->event_byte_count = h->events_dropped = 0;
    h->last_view = NULL;
    h->tail_count = 0;
}

/* The function asked has answered, by the tail calls it made last. */
void clh_probe_answer(clh_host *h, int answer) {
    if (h->evaluation.probes & CLH_PROBE_COUNT)
        for (int i = 0; i < h->tail_count; i++) count(h, h->tails[i], answer);
    h->tail_count = 0;
}

void clh_probe_close(clh_host *h) {
    free(h->events);
    free(h->event_bytes);
}

const clh_probe_event *clh_probe_events(
    const clh_host *h, uint32_t *count, uint32_t *dropped, const char **bytes) {
    *count = h->event_count;
    *dropped = h->events_dropped;
    *bytes = h->event_bytes;
    return h->events;
}
