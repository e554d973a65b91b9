/* `string`: no patterns, no addresses, and work charged by the byte. */
#include "host.h"
#include <stdio.h>
#include <string.h>

#define MAX_FORMATTED 400

static size_t from_end(int64_t position, size_t length) {
    if (position > 0) return (size_t)position;
    if (position == 0) return 0;
    uint64_t back = (uint64_t)0 - (uint64_t)position;
    return back > length ? 0 : length - (size_t)back + 1;
}

static int64_t optional_integer(lua_State *L, int index, int64_t otherwise, const char *function) {
    return lua_isnoneornil(L, index) ? otherwise : clh_check_integer(L, index, function);
}

static int text_len(lua_State *L) {
    size_t length;
    clh_check_text(L, 1, "string.len", &length);
    lua_pushinteger(L, (lua_Integer)length);
    return 1;
}

static void range(lua_State *L, int index, const char *f, size_t length, size_t *from, size_t *to,
    int64_t last) {
    *from = from_end(optional_integer(L, index, 1, f), length);
    if (*from < 1) *from = 1;
    *to = from_end(optional_integer(L, index + 1, last, f), length);
    if (*to > length) *to = length;
}

static int text_sub(lua_State *L) {
    size_t length, from, to;
    const char *text = clh_check_text(L, 1, "string.sub", &length);
    range(L, 2, "string.sub", length, &from, &to, -1);
    if (from > to) {
        lua_pushliteral(L, "");
        return 1;
    }
    clh_charge_bytes(L, to - from);
    lua_pushlstring(L, text + from - 1, to - from + 1);
    return 1;
}

static int text_byte(lua_State *L) {
    size_t length, from, to;
    const char *text = clh_check_text(L, 1, "string.byte", &length);
    range(L, 2, "string.byte", length, &from, &to, optional_integer(L, 2, 1, "string.byte"));
    if (from > to) return 0;
    if (to - from >= 200) return clh_raise(L, CLH_E_RULE, "`string.byte` gives at most 200 bytes");
    luaL_checkstack(L, (int)(to - from) + 1, NULL);
    for (size_t i = from; i <= to; i++) lua_pushinteger(L, (unsigned char)text[i - 1]);
    return (int)(to - from) + 1;
}

/* Letters A to Z only: the same in every locale. */
static int change_case(lua_State *L, const char *function, char first, int shift) {
    size_t length;
    const char *text = clh_check_text(L, 1, function, &length);
    clh_charge_bytes(L, length);
    luaL_Buffer buffer;
    char *out = luaL_buffinitsize(L, &buffer, length);
    for (size_t i = 0; i < length; i++) {
        int letter = text[i] >= first && text[i] < first + 26;
        out[i] = (char)(letter ? text[i] + shift : text[i]);
    }
    luaL_pushresultsize(&buffer, length);
    return 1;
}

static int text_upper(lua_State *L) { return change_case(L, "string.upper", 'a', -32); }
static int text_lower(lua_State *L) { return change_case(L, "string.lower", 'A', 32); }

static int text_rep(lua_State *L) {
    size_t length, gap = 0, total;
    const char *text = clh_check_text(L, 1, "string.rep", &length), *between = "";
    int64_t times = clh_check_integer(L, 2, "string.rep");
    if (!lua_isnoneornil(L, 3)) between = clh_check_text(L, 3, "string.rep", &gap);
    if (times <= 0 || length + gap == 0) {
        lua_pushliteral(L, "");
        return 1;
    }
    if (__builtin_mul_overflow(length + gap, (size_t)times, &total)
        || total > host_of(L)->limits.block_bytes)
        return clh_raise(L, CLH_E_RULE, "the result of `string.rep` is too long");
    total -= gap;
    clh_charge(L, times + (int64_t)(total >> 4));
    luaL_Buffer buffer;
    char *out = luaL_buffinitsize(L, &buffer, total);
    for (int64_t i = 0; i < times; i++) {
        memcpy(out, text, length);
        out += length;
        if (i == times - 1) break;
        memcpy(out, between, gap);
        out += gap;
    }
    luaL_pushresultsize(&buffer, total);
    return 1;
}

/* The place of one text in another, charged for every comparison that it could cost. */
static int text_find(lua_State *L) {
    size_t length, sought_length;
    const char *text = clh_check_text(L, 1, "string.find", &length);
    const char *sought = clh_check_text(L, 2, "string.find", &sought_length);
    if (!lua_toboolean(L, 4) && strpbrk(sought, "^$*+?.([%-"))
        return clh_raise(
            L, CLH_E_RULE, "patterns are not offered: pass true as the fourth argument of "
                           "`string.find` to look for the text itself");
    size_t from = from_end(optional_integer(L, 3, 1, "string.find"), length);
    if (from < 1) from = 1;
    if (from > length + 1 || sought_length > length + 1 - from) {
        lua_pushnil(L);
        return 1;
    }
    size_t places = length + 1 - from - sought_length + 1;
    clh_charge(L, (int64_t)((places >> 4) + 1) * (int64_t)((sought_length >> 4) + 1));
    for (size_t i = 0; i < places; i++) {
        const char *at = text + from - 1 + i;
        if (sought_length && (*at != *sought || memcmp(at, sought, sought_length) != 0)) continue;
        lua_pushinteger(L, (lua_Integer)(from + i));
        lua_pushinteger(L, (lua_Integer)(from + i + sought_length) - 1);
        return 2;
    }
    lua_pushnil(L);
    return 1;
}

/* ---- format ---- */

typedef struct directive {
    char text[16]; /* as written, without the conversion and with room for "ll" */
    int length;
    char conversion;
} directive;

static int bad_directive(lua_State *L) {
    return clh_raise(
        L, CLH_E_RULE, "`string.format` knows %%d %%i %%x %%X %%c %%f %%e %%g %%s and %%%%, with "
                       "widths of at most two digits");
}

static const char *parse_directive(lua_State *L, const char *at, const char *end, directive *d) {
    int digits = 0;
    d->length = 1;
    d->text[0] = '%';
    for (; at < end && strchr("-+ #0", *at); at++) {
        if (d->length > 5) bad_directive(L);
        d->text[d->length++] = *at;
    }
    for (int part = 0; part < 2; part++) {
        for (digits = 0; at < end && *at >= '0' && *at <= '9'; at++) {
            if (++digits > 2) bad_directive(L);
            d->text[d->length++] = *at;
        }
        if (part == 0 && at < end && *at == '.') d->text[d->length++] = *at++;
        else break;
    }
    if (at >= end || !*at || !strchr("dixXcfegs", *at)) bad_directive(L);
    d->conversion = *at;
    return at + 1;
}

static void finish(directive *d, const char *suffix) {
    snprintf(d->text + d->length, sizeof d->text - (size_t)d->length, "%s", suffix);
}

#pragma GCC diagnostic ignored "-Wformat-nonliteral"
static int format_text(lua_State *L, directive *d, int index, char *out, luaL_Buffer *buffer) {
    size_t length;
    clh_push_text_of(L, index);
    const char *text = lua_tolstring(L, -1, &length);
    clh_charge_bytes(L, length);
    if (d->length == 1) {
        luaL_addvalue(buffer);
        return 0;
    }
    if (length >= 100 || strlen(text) != length)
        clh_raise(L, CLH_E_RULE, "`string.format` pads texts of at most 99 bytes");
    finish(d, "s");
    int n = snprintf(out, MAX_FORMATTED, d->text, text);
    lua_pop(L, 1);
    return n;
}

static int format_value(lua_State *L, directive *d, int index, char *out, luaL_Buffer *buffer) {
    char suffix[4] = {'l', 'l', d->conversion, 0}, real[2] = {d->conversion, 0};
    switch (d->conversion) {
    case 's': return format_text(L, d, index, out, buffer);
    case 'c': {
        int64_t byte = clh_check_integer(L, index, "string.format");
        if (byte < 32 || byte > 126) bad_directive(L);
        out[0] = (char)byte;
        return 1;
    }
    case 'f': case 'e': case 'g': {
        if (lua_type(L, index) != LUA_TNUMBER) clh_check_integer(L, index, "string.format");
        lua_Number number = lua_tonumber(L, index);
        clh_charge(L, d->length > 1 ? 500 : 100); /* up to 400 digits */
        if (number != number) return snprintf(out, MAX_FORMATTED, "nan");
        finish(d, real);
        return snprintf(out, MAX_FORMATTED, d->text, number);
    }
    default:
        finish(d, suffix);
        return snprintf(
            out, MAX_FORMATTED, d->text, (long long)clh_check_integer(L, index, "string.format"));
    }
}

static int text_format(lua_State *L) {
    size_t length;
    const char *at = clh_check_text(L, 1, "string.format", &length), *end = at + length;
    int argument = 1, count = lua_gettop(L);
    clh_charge_bytes(L, length);
    luaL_Buffer buffer;
    luaL_buffinit(L, &buffer);
    while (at < end) {
        if (*at != '%') {
            luaL_addchar(&buffer, *at);
            at++;
        } else if (at + 1 < end && at[1] == '%') {
            luaL_addchar(&buffer, '%');
            at += 2;
        } else {
            directive d;
            char out[MAX_FORMATTED];
            at = parse_directive(L, at + 1, end, &d);
            if (++argument > count)
                return clh_raise(L, CLH_E_RULE, "`string.format` has too few values");
            int n = format_value(L, &d, argument, out, &buffer);
            size_t written = n < 0 ? 0 : (size_t)n;
            luaL_addlstring(&buffer, out, written < sizeof out ? written : sizeof out - 1);
        }
    }
    luaL_pushresult(&buffer);
    return 1;
}

/* Leaves the library in the table on the top and as the only thing a text's methods reach. */
void clh_open_text(lua_State *L, int anchors) {
    static const luaL_Reg functions[] = {
        {"byte", text_byte}, {"find", text_find}, {"format", text_format}, {"len", text_len},
        {"lower", text_lower}, {"rep", text_rep}, {"sub", text_sub}, {"upper", text_upper},
        {NULL, NULL}};
    lua_createtable(L, 0, 8);
    clh_set_functions(L, anchors, functions);
    lua_pushliteral(L, "");
    lua_createtable(L, 0, 1);
    lua_pushvalue(L, -3);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, -2);
    lua_pop(L, 1);
    lua_setfield(L, -2, "string");
}
