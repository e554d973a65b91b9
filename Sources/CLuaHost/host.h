/* Shared by the files of the host; not part of its interface. */
#ifndef HOST_H
#define HOST_H
#include "clua_host.h"
#if __has_include(<lua5.4/lua.h>)
#include <lua5.4/lauxlib.h>
#include <lua5.4/lua.h>
#else
#include <lauxlib.h>
#include <lua.h>
#endif
#include <stdarg.h>

/* Every userdata a script can meet starts with its kind. */
enum { KIND_VIEW = 1, KIND_LIST = 2, KIND_QUANTITY = 3 };

/* Places in the anchor table, which is upvalue 1 of every C function of the host. Symbols and
 * the metatables of record types follow the fixed places, then views, lists and quantities in
 * the order in which they were first needed. */
enum {
    A_QUANTITY_META = 1,
    A_FUNCTIONS = 2,    /* id -> function */
    A_FUNCTION_IDS = 3, /* function -> id */
    A_MODULES = 4,
    A_GLOBALS = 5, /* the real globals; scripts see A_ENV */
    A_ENV = 6,
    A_FIXED = 7
};
#define ANCHORS lua_upvalueindex(1)

typedef struct quantity {
    uint8_t kind, unit, origin;
    int8_t drift; /* how much the value grows from one day to the next, nothing being entered */
    uint16_t type, field;
    const void *record;
    int64_t value;
} quantity;

/* A field of a view: the fact once read, and the Lua object that shows it. */
typedef struct entry {
    clh_slot slot;
    uint32_t epoch; /* evaluation in which it was read */
    int32_t anchor; /* quantity, list: its lasting object; record: the view of this evaluation */
} entry;

typedef struct view {
    uint8_t kind;
    uint16_t type;
    uint32_t epoch;
    int32_t anchor;
    clh_host *host;
    const void *record;
    entry entries[];
} view;

/* A list: the userdata holds a pointer to this, the host frees it. */
typedef struct list {
    struct list *next;
    uint32_t count, filled, capacity; /* elements now; entries of the table; room in `elements` */
    uint32_t epoch;
    int symbols;       /* `elements` are symbol numbers, else views */
    uintptr_t *elements; /* what the table holds at present */
} list;

typedef struct list_shell {
    uint8_t kind;
    list *list;
} list_shell;

typedef struct key_place {
    const void *key; /* address of the interned name */
    int32_t field;
} key_place;

typedef struct field_info {
    char *name, *withheld;
    uint8_t tag, unit;
    uint16_t target;
} field_info;

typedef struct type_info {
    char *name;
    field_info *fields;
    int field_count;
    /* of one host: */
    key_place *keys;
    unsigned key_mask;
    view **views, *last; /* `last`: handed out last */
    uint32_t view_count, view_capacity, views_used, epoch;
} type_info;

struct clh_layout {
    type_info *types;
    char **symbols;
    int type_count, symbol_count;
};

typedef struct view_place {
    const void *record;
    view *view;
    uint32_t epoch;
} view_place;

#define SIZE_CLASSES 32 /* of 16 bytes: 16 to 512 */
typedef struct free_block { struct free_block *next; } free_block;
typedef struct pool_chunk { struct pool_chunk *next; } pool_chunk;

typedef struct arena_chunk {
    struct arena_chunk *next;
    size_t used, size;
    max_align_t bytes[];
} arena_chunk;

struct clh_arena { arena_chunk *chunks; };

#define MAX_TAILS 8
#define MAX_FRAMES 12
#define FRAME_TEXT 160

typedef struct failure {
    int code, call, type, frame_count;
    char message[512], subject[96];
    struct { char source[FRAME_TEXT], name[64]; int line, script; } frames[MAX_FRAMES];
} failure;

struct clh_host {
    lua_State *L;
    clh_layout *layout;
    clh_limits limits;
    int anchors; /* registry reference */
    int32_t next_anchor;
    int first_symbol, first_meta;
    /* memory */
    size_t used, peak;
    int64_t allocations;
    free_block *free_blocks[SIZE_CLASSES];
    pool_chunk *chunks;
    char *bump, *bump_end;
    /* budget */
    int64_t fuel, deadline;
    int hook_count, killed;
    /* evaluation */
    int busy, active, spent, loading;
    uint32_t epoch, read_epoch;
    clh_evaluation evaluation;
    int32_t holds_through; /* the last day on which what was found out is still so */
    view **touched;
    uint32_t touched_count, touched_capacity;
    view_place *places;
    uint32_t place_mask;
    list *lists;
    clh_arena arena;
    uint32_t call;
    const char *absent; /* name of the absent fact that was read last */
    /* comparisons */
    clh_comparison *comparisons;
    uint32_t comparison_count, comparison_capacity, comparisons_dropped;
    /* probes */
    clh_probe_count *probe_counts;
    uint32_t probe_count;
    clh_probe_event *events;
    char *event_bytes;
    uint32_t event_count, event_capacity, events_dropped;
    uint32_t event_byte_count, event_byte_capacity;
    const view *last_view; /* whose field was read last, since the last probe */
    uint16_t last_field;
    uint32_t tails[MAX_TAILS]; /* tail calls of the function asked: they give its answer */
    int tail_count;
    /* failure */
    int raised_code, raised_type;
    const void *raised_value; /* tells whether a caught error is the one that was raised */
    char raised_text[512], raised_subject[96];
    char prelude_name[FRAME_TEXT];
    int32_t function_count;
    failure failure;
};

static inline clh_host *host_of(lua_State *L) { return *(clh_host **)lua_getextraspace(L); }

/* host.c */
int clh_protect(clh_host *h, lua_CFunction function, void *argument);

/* memory.c */
void *clh_allocate(void *host, void *block, size_t old_size, size_t new_size);
void clh_release_pool(clh_host *h);
void *clh_grow(lua_State *L, void *block, uint32_t *capacity, uint32_t needed, size_t size);
void clh_give_back(clh_host *h, void *block, size_t size);
void clh_arena_reset(clh_arena *arena);
void clh_arena_free(clh_arena *arena);

/* budget.c */
void clh_arm(clh_host *h);
void clh_charge(lua_State *L, int64_t amount);
void clh_charge_bytes(lua_State *L, size_t count);

/* failure.c */
int clh_raise(lua_State *L, int code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
int clh_raise_about(lua_State *L, int code, int type, const char *subject);
int clh_raise_memory(lua_State *L);
int clh_must_rethrow(lua_State *L, int status);
int clh_message_handler(lua_State *L);
int clh_fail(clh_host *h, int code, const char *message);
void clh_take_failure(clh_host *h, int status);

/* views.c */
void clh_open_views(lua_State *L, int anchors);
view *clh_view_of(lua_State *L, clh_host *h, int anchors, int type, const void *record);
int clh_outside(lua_State *L);
void clh_push_view(lua_State *L, int anchors, int type, const void *record);
int clh_push_scalar(lua_State *L, int anchors, const clh_slot *slot);
int clh_field_of(const type_info *type, const void *key);

/* lists.c */
list *clh_new_list(lua_State *L, clh_host *h, int anchors, int symbols, int32_t *anchor);
void clh_fill_list(lua_State *L, clh_host *h, int anchors, list *l, const clh_slot *slot);

/* drift.c */
void clh_holds_through(clh_host *h, int64_t day);
void clh_use_number(lua_State *L, const quantity *q);
void clh_compare_drifting(lua_State *L, int op, int64_t distance, int drift, int result);

/* quantity.c, quantity_text.c */
void clh_open_quantities(lua_State *L, int anchors);
quantity *clh_new_quantity(lua_State *L, int anchors, int unit, int64_t value);
quantity *clh_to_quantity(lua_State *L, int index);
int clh_compare_quantities(lua_State *L, int op);
const char *clh_unit_name(int unit);
int clh_quantity_text(const quantity *q, char *out, size_t size);
int32_t clh_checked_date(lua_State *L, int64_t date);
int32_t clh_plus_span(lua_State *L, int32_t date, int unit, int64_t span);

/* trace.c */
clh_operand clh_operand_of(const quantity *q);
clh_operand clh_constant_operand(int unit, int64_t value);
void clh_note(lua_State *L, int op, clh_operand left, clh_operand right, int result);

/* probe.c */
void clh_push_probe(lua_State *L);
void clh_probe_begin(clh_host *h);
void clh_probe_answer(clh_host *h, int answer);
void clh_probe_close(clh_host *h);

/* calendar.c */
int clh_parse_date(const char *text, size_t length, int32_t *out);
void clh_civil(int32_t date, int *year, int *month, int *day);
int64_t clh_epoch_day(int64_t year, int month, int day);
int64_t clh_add_months(int32_t date, int64_t months);

/* freeze.c */
void clh_freeze(lua_State *L, int anchors);
int clh_is_frozen(lua_State *L, int index);
lua_Integer clh_push_entries(lua_State *L, int index);
int clh_read_only(lua_State *L);

/* tree.c */
void clh_write_tree(lua_State *L, int anchors, clh_tree *tree, int loading);
void clh_push_tree(lua_State *L, int anchors, const clh_arguments *arguments, uint32_t node);

/* library_*.c, verbs.c: each fills the table on the top; the anchor table is at `anchors` */
void clh_open_base(lua_State *L, int anchors);
void clh_open_pairs(lua_State *L, int anchors);
void clh_open_math(lua_State *L, int anchors);
void clh_open_text(lua_State *L, int anchors);
void clh_open_tables(lua_State *L, int anchors);
void clh_open_verbs(lua_State *L, int anchors);
void clh_set_functions(lua_State *L, int anchors, const luaL_Reg *functions);
void clh_push_text_of(lua_State *L, int index);
const char *clh_type_word(lua_State *L, int index);
int clh_wrong_argument(lua_State *L, int index, const char *function, const char *wanted);
int64_t clh_check_integer(lua_State *L, int index, const char *function);
const char *clh_check_text(lua_State *L, int index, const char *function, size_t *length);
#endif
