/* Records as scripts see them: lasting read-only userdata over values of the embedding program.
 * A view is made once and handed out again and again, in the order in which an evaluation first
 * touches records of its type. Fields are asked for when they are first read and kept until the
 * next evaluation, so the entries filled are exactly the facts that were read. Nothing is reset
 * between evaluations: an entry is valid while its epoch is the host's. */
#include "host.h"
#include <string.h>

/* ---- names ---- */

static unsigned key_hash(const void *key) {
    return (unsigned)(((uintptr_t)key >> 4) * 0x9E3779B1u >> 7);
}

/* Lua keeps one copy of each short string, so a field is found by the address of its name. */
int clh_field_of(const type_info *type, const void *key) {
    for (unsigned i = key_hash(key);; i++) {
        const key_place *place = &type->keys[i & type->key_mask];
        if (place->key == key) return key ? place->field : -1;
        if (!place->key) return -1;
    }
}

static int no_field(lua_State *L, int type) {
    const char *name = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : NULL;
    if (!name)
        return clh_raise(
            L, CLH_E_RULE, "facts of a record are read by name, not by a %s", clh_type_word(L, 2));
    return clh_raise_about(L, CLH_E_FIELD, type, name);
}

int clh_outside(lua_State *L) {
    return clh_raise(L, CLH_E_OUTSIDE, "a record can be read only by the decision it belongs to");
}

/* ---- views ---- */

static void grow_places(lua_State *L, clh_host *h) {
    uint32_t room = h->places ? (h->place_mask + 1) * 2 : 64;
    view_place *places = clh_allocate(h, NULL, 0, room * sizeof *places);
    if (!places) clh_raise_memory(L);
    memset(places, 0, room * sizeof *places);
    if (h->places) clh_give_back(h, h->places, (h->place_mask + 1) * sizeof *places);
    h->places = places;
    h->place_mask = room - 1;
    for (uint32_t n = 0; n < h->touched_count; n++) {
        view *v = h->touched[n];
        unsigned i = key_hash(v->record);
        while (places[i & h->place_mask].epoch == h->epoch) i++;
        places[i & h->place_mask] = (view_place){v->record, v, h->epoch};
    }
}

static view *new_view(lua_State *L, clh_host *h, int anchors, int type) {
    type_info *info = &h->layout->types[type];
    clh_charge(L, info->field_count);
    info->views = clh_grow(
        L, info->views, &info->view_capacity, info->view_count + 1, sizeof *info->views);
    size_t size = sizeof(view) + (size_t)info->field_count * sizeof(entry);
    view *v = lua_newuserdatauv(L, size, 0);
    memset(v, 0, size);
    v->kind = KIND_VIEW;
    v->type = (uint16_t)type;
    v->host = h;
    lua_rawgeti(L, anchors, h->first_meta + type);
    lua_setmetatable(L, -2);
    v->anchor = h->next_anchor;
    lua_rawseti(L, anchors, v->anchor); /* only now will nothing collect it */
    h->next_anchor++;
    info->views[info->view_count++] = v;
    return v;
}

/* The view of a record in this evaluation: one for each record, however it was reached. */
view *clh_view_of(lua_State *L, clh_host *h, int anchors, int type, const void *record) {
    type_info *info = &h->layout->types[type];
    if (info->last && info->last->record == record && info->last->epoch == h->epoch)
        return info->last;
    if (2 * (h->touched_count + 1) > h->place_mask) grow_places(L, h);
    unsigned i = key_hash(record);
    for (;; i++) {
        const view_place *place = &h->places[i & h->place_mask];
        if (place->epoch != h->epoch) break;
        if (place->record == record && place->view->type == type)
            return info->last = place->view;
    }
    if (info->epoch != h->epoch) {
        info->epoch = h->epoch;
        info->views_used = 0;
    }
    h->touched = clh_grow(
        L, h->touched, &h->touched_capacity, h->touched_count + 1, sizeof *h->touched);
    view *v = info->views_used < info->view_count ? info->views[info->views_used]
                                                  : new_view(L, h, anchors, type);
    info->views_used++;
    v->record = record;
    v->epoch = h->epoch;
    h->touched[h->touched_count++] = v;
    h->places[i & h->place_mask] = (view_place){record, v, h->epoch};
    return info->last = v;
}

void clh_push_view(lua_State *L, int anchors, int type, const void *record) {
    view *v = clh_view_of(L, host_of(L), anchors, type, record);
    lua_rawgeti(L, anchors, v->anchor);
}

/* ---- reading ---- */

/* Pushes a value that needs no lasting object; 0 when it does. */
int clh_push_scalar(lua_State *L, int anchors, const clh_slot *slot) {
    const clh_host *h;
    switch (slot->tag) {
    case CLH_ABSENT: lua_pushnil(L); return 1;
    case CLH_BOOL: lua_pushboolean(L, slot->as.integer != 0); return 1;
    case CLH_INTEGER: lua_pushinteger(L, slot->as.integer); return 1;
    case CLH_TEXT: lua_pushlstring(L, slot->as.pointer, slot->count); return 1;
    case CLH_SYMBOL:
        h = host_of(L);
        if (slot->as.integer < 0 || slot->as.integer >= h->layout->symbol_count)
            return clh_raise(L, CLH_E_LAYOUT, "a fact holds an undeclared symbol");
        lua_rawgeti(L, anchors, h->first_symbol + slot->as.integer);
        return 1;
    default: return 0;
    }
}

static int contradiction(lua_State *L, const type_info *type, const field_info *field) {
    return clh_raise(
        L, CLH_E_LAYOUT, "the fact `%s` of `%s` is not of its declared kind", field->name,
        type->name);
}

/* Pushes the lasting quantity of an entry, brought up to date when `fresh`. */
static void push_quantity(lua_State *L, view *v, int number, entry *e, int fresh) {
    quantity *q;
    if (e->anchor == 0) {
        clh_host *h = v->host;
        clh_new_quantity(L, ANCHORS, e->slot.unit, 0);
        lua_pushvalue(L, -1);
        lua_rawseti(L, ANCHORS, h->next_anchor);
        e->anchor = h->next_anchor++;
    } else {
        lua_rawgeti(L, ANCHORS, e->anchor);
    }
    if (!fresh) return;
    q = lua_touserdata(L, -1);
    q->value = e->slot.as.integer;
    q->origin = CLH_FACT;
    q->record = v->record;
    q->type = v->type;
    q->field = (uint16_t)number;
    q->drift = (int8_t)e->slot.drift;
}

static void push_record(lua_State *L, view *v, entry *e, int fresh) {
    const clh_slot *slot = &e->slot;
    if (fresh) e->anchor = clh_view_of(L, v->host, ANCHORS, slot->type, slot->as.pointer)->anchor;
    lua_rawgeti(L, ANCHORS, e->anchor);
}

static void push_list(lua_State *L, view *v, entry *e, int fresh) {
    list *l;
    if (e->anchor == 0) {
        l = clh_new_list(L, v->host, ANCHORS, e->slot.tag == CLH_SYMBOLS, &e->anchor);
        lua_rawgeti(L, ANCHORS, e->anchor);
    } else {
        lua_rawgeti(L, ANCHORS, e->anchor);
        l = ((list_shell *)lua_touserdata(L, -1))->list;
    }
    if (fresh) clh_fill_list(L, v->host, ANCHORS, l, &e->slot);
}

/* Asks the embedding program for a field. Its frame is gone before anything is raised. */
static void read_fact(lua_State *L, view *v, int number, entry *e) {
    clh_host *h = v->host;
    const type_info *type = &h->layout->types[v->type];
    const field_info *field = &type->fields[number];
    if (field->withheld)
        clh_raise(L, CLH_E_RULE, "`%s` cannot be read: %s", field->name, field->withheld);
    clh_slot slot;
    memset(&slot, 0, sizeof slot);
    slot.as.pointer = &h->arena;
    if (h->evaluation.field(h->evaluation.context, v->type, number, v->record, &slot))
        clh_raise(L, CLH_E_SOURCE, "the fact `%s` could not be read", field->name);
    if (slot.tag != CLH_ABSENT) {
        if (slot.tag != field->tag) contradiction(L, type, field);
        if (slot.tag == CLH_QUANTITY && slot.unit != field->unit) contradiction(L, type, field);
        if ((slot.tag == CLH_RECORD || slot.tag == CLH_LIST) && slot.type != field->target)
            contradiction(L, type, field);
    }
    e->slot = slot;
}

static int view_index(lua_State *L) {
    view *v = lua_touserdata(L, 1);
    clh_host *h = v->host;
    int number = clh_field_of(&h->layout->types[v->type], lua_topointer(L, 2));
    if (number < 0) return no_field(L, v->type);
    if (v->epoch != h->epoch || !h->active) return clh_outside(L);
    entry *e = &v->entries[number];
    int fresh = e->epoch != h->epoch;
    if (fresh) read_fact(L, v, number, e);
    switch (e->slot.tag) {
    case CLH_ABSENT:
        h->absent = h->layout->types[v->type].fields[number].name;
        lua_pushnil(L);
        break;
    case CLH_QUANTITY: push_quantity(L, v, number, e, fresh); break;
    case CLH_RECORD: push_record(L, v, e, fresh); break;
    case CLH_LIST:
    case CLH_SYMBOLS: push_list(L, v, e, fresh); break;
    default: clh_push_scalar(L, ANCHORS, &e->slot);
    }
    e->epoch = h->epoch;
    h->last_view = v;
    h->last_field = (uint16_t)number;
    return 1;
}

static int no_writing(lua_State *L) {
    return clh_raise(L, CLH_E_RULE, "facts of a record cannot be changed by a policy");
}

static int no_length(lua_State *L) {
    return clh_raise(L, CLH_E_RULE, "a record has no length: it is not a list");
}

/* ---- opening ---- */

static void open_type(lua_State *L, clh_host *h, int anchors, int number) {
    type_info *type = &h->layout->types[number];
    unsigned room = 8;
    while (room < 2u * (unsigned)type->field_count) room *= 2;
    type->keys = clh_allocate(h, NULL, 0, room * sizeof *type->keys);
    if (!type->keys) clh_raise_memory(L);
    memset(type->keys, 0, room * sizeof *type->keys);
    type->key_mask = room - 1;
    for (int f = 0; f < type->field_count; f++) {
        lua_pushstring(L, type->fields[f].name);
        const void *key = lua_topointer(L, -1);
        lua_pushvalue(L, -1);
        lua_rawseti(L, anchors, h->next_anchor++); /* its address must stay as it is */
        lua_pop(L, 1);
        unsigned i = key_hash(key);
        while (type->keys[i & type->key_mask].key) i++;
        type->keys[i & type->key_mask] = (key_place){key, f};
    }
    static const luaL_Reg functions[] = {
        {"__index", view_index}, {"__newindex", no_writing}, {"__len", no_length}, {NULL, NULL}};
    lua_createtable(L, 0, 4);
    clh_set_functions(L, anchors, functions);
    lua_rawseti(L, anchors, h->first_meta + number);
}

void clh_open_views(lua_State *L, int anchors) {
    clh_host *h = host_of(L);
    for (int s = 0; s < h->layout->symbol_count; s++) {
        lua_pushstring(L, h->layout->symbols[s]);
        lua_rawseti(L, anchors, h->first_symbol + s);
    }
    for (int t = 0; t < h->layout->type_count; t++) open_type(L, h, anchors, t);
    grow_places(L, h);
}

/* ---- what was read ---- */

int clh_next_read(const clh_host *h, uint64_t *cursor, clh_read *out) {
    uint64_t number = *cursor >> 32, field = *cursor & 0xFFFFFFFFu;
    for (; number < h->touched_count; number++, field = 0) {
        const view *v = h->touched[number];
        uint64_t fields = (uint64_t)h->layout->types[v->type].field_count;
        for (; field < fields; field++) {
            if (v->entries[field].epoch != h->read_epoch) continue;
            *out = (clh_read){v->record, &v->entries[field].slot, v->type, (uint16_t)field};
            *cursor = number << 32 | (field + 1);
            return 1;
        }
    }
    *cursor = number << 32;
    return 0;
}
