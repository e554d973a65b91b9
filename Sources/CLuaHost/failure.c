/* Raising, telling apart and keeping errors. A script sees every error as text. What the host
 * tells its caller is a code, the place and the calls that led there, and a message only if the
 * host or the interpreter wrote it: a script could have put a fact into its own. */
#include "host.h"
#include <stdio.h>
#include <string.h>

static void copy_text(char *out, size_t size, const char *text) {
    snprintf(out, size, "%s", text ? text : "");
}

static int raise_noted(lua_State *L, int code, int type, const char *subject) {
    clh_host *h = host_of(L);
    h->raised_code = code;
    h->raised_type = type;
    copy_text(h->raised_subject, sizeof h->raised_subject, subject);
    lua_pushstring(L, h->raised_text);
    h->raised_value = lua_topointer(L, -1);
    return lua_error(L);
}

int clh_raise(lua_State *L, int code, const char *format, ...) {
    clh_host *h = host_of(L);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(h->raised_text, sizeof h->raised_text, format, arguments);
    va_end(arguments);
    return raise_noted(L, code, -1, code == CLH_E_ABSENT ? h->absent : NULL);
}

/* For errors whose message the embedding side writes: it knows the near names. */
int clh_raise_about(lua_State *L, int code, int type, const char *subject) {
    clh_host *h = host_of(L);
    const char *what = code == CLH_E_FIELD ? "field" : code == CLH_E_GLOBAL ? "name" : "module";
    snprintf(h->raised_text, sizeof h->raised_text, "no %s `%s`", what, subject ? subject : "?");
    return raise_noted(L, code, type, subject);
}

int clh_raise_memory(lua_State *L) {
    host_of(L)->killed = CLH_E_MEMORY;
    lua_pushliteral(L, "not enough memory");
    return lua_error(L);
}

/* Is this an error that a script must not catch? */
int clh_must_rethrow(lua_State *L, int status) {
    clh_host *h = host_of(L);
    if (status == LUA_ERRMEM || status == LUA_ERRERR) {
        if (!h->killed) h->killed = status == LUA_ERRMEM ? CLH_E_MEMORY : CLH_E_NATIVE;
        return 1;
    }
    return h->killed || h->raised_code == CLH_E_SOURCE || h->raised_code == CLH_E_LAYOUT;
}

int clh_fail(clh_host *h, int code, const char *message) {
    memset(&h->failure, 0, sizeof h->failure);
    h->failure.code = code;
    h->failure.call = h->failure.type = -1;
    copy_text(h->failure.message, sizeof h->failure.message, message);
    return code;
}

static void note_frames(lua_State *L, clh_host *h) {
    failure *f = &h->failure;
    lua_Debug ar;
    for (int level = 1; f->frame_count < MAX_FRAMES && lua_getstack(L, level, &ar); level++) {
        if (!lua_getinfo(L, "Sl", &ar) || ar.currentline <= 0) continue; /* a C function */
        int at = f->frame_count++;
        const char *source = ar.source[0] == '@' || ar.source[0] == '=' ? ar.source + 1 : ar.source;
        copy_text(f->frames[at].source, FRAME_TEXT, source);
        f->frames[at].line = ar.currentline;
        f->frames[at].script = strcmp(source, h->prelude_name) != 0;
        f->frames[at].name[0] = 0;
        if (lua_getinfo(L, "n", &ar) && ar.name) copy_text(f->frames[at].name, 64, ar.name);
    }
}

/* Without the `name:line: ` that the interpreter writes before its own messages. */
static const char *without_place(lua_State *L, const char *message) {
    lua_Debug ar;
    char place[LUA_IDSIZE + 24];
    for (int level = 1; level < 4 && lua_getstack(L, level, &ar); level++) {
        if (!lua_getinfo(L, "Sl", &ar) || ar.currentline <= 0) continue;
        int n = snprintf(place, sizeof place, "%s:%d: ", ar.short_src, ar.currentline);
        if (n > 0 && strncmp(message, place, (size_t)n) == 0) return message + n;
    }
    return message;
}

/* Runs where the error was raised, before the stack unwinds. Calls nothing that allocates. */
int clh_message_handler(lua_State *L) {
    clh_host *h = host_of(L);
    failure *f = &h->failure;
    const char *text = lua_type(L, 1) == LUA_TSTRING ? lua_tostring(L, 1) : NULL;
    clh_fail(h, CLH_E_SCRIPT, NULL);
    if (h->killed) f->code = h->killed;
    else if (text && h->raised_code != CLH_OK && lua_topointer(L, 1) == h->raised_value) {
        f->code = h->raised_code;
        f->type = h->raised_type;
        copy_text(f->subject, sizeof f->subject, h->raised_subject);
        if (f->code != CLH_E_SCRIPT) copy_text(f->message, sizeof f->message, text);
    } else if (text) {
        /* scripts raise through the host's `error` and `assert` only: this is Lua's own */
        f->code = CLH_E_NATIVE;
        copy_text(f->message, sizeof f->message, without_place(L, text));
        copy_text(f->subject, sizeof f->subject, h->absent);
    }
    f->call = (int)h->call;
    note_frames(L, h);
    return 1;
}

/* After a protected call that failed: the handler did not run for every kind of error. */
void clh_take_failure(clh_host *h, int status) {
    if (status == LUA_ERRMEM) {
        clh_fail(h, CLH_E_MEMORY, NULL);
        h->failure.call = (int)h->call;
    } else if (status == LUA_ERRERR) {
        clh_fail(h, h->killed ? h->killed : CLH_E_NATIVE, "too many nested calls");
        h->failure.call = (int)h->call;
        h->spent = 1;
    }
    if (h->killed || h->failure.code == CLH_E_MEMORY) h->spent = 1;
}

int clh_error_code(const clh_host *h) { return h->failure.code; }
int clh_error_call(const clh_host *h) { return h->failure.call; }
int clh_error_type(const clh_host *h) { return h->failure.type; }
const char *clh_error_message(const clh_host *h) { return h->failure.message; }
const char *clh_error_subject(const clh_host *h) { return h->failure.subject; }
int clh_error_frames(const clh_host *h) { return h->failure.frame_count; }

clh_frame clh_error_frame(const clh_host *h, int index) {
    clh_frame frame = {
        h->failure.frames[index].source, h->failure.frames[index].name,
        h->failure.frames[index].line, h->failure.frames[index].script};
    return frame;
}
