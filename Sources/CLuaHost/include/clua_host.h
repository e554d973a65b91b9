/* The C side of the Lua host. Every call into Lua is made here, below one protected call per
 * entry point, so that a Lua error (a longjmp) never crosses a frame of the embedding language.
 *
 *   embedding code  ->  clh_* entry point  ->  lua_pcall  ->  script  ->  view, verb, library
 *                                                                           |
 *   embedding code  <-  clh_field_fn (returns a status, never raises)  <----+
 *
 * A host is one Lua state with its limits and layout. It is used by one thread at a time and is
 * not bound to a particular one. Nothing here keeps state outside the host. */
#ifndef CLUA_HOST_H
#define CLUA_HOST_H
#include <stddef.h>
#include <stdint.h>

typedef struct clh_host clh_host;
typedef struct clh_layout clh_layout;
typedef struct clh_arena clh_arena;

/* Kinds of values that cross the border, in slots and in nodes. */
enum {
    CLH_ABSENT = 0,
    CLH_BOOL = 1,
    CLH_INTEGER = 2,
    CLH_TEXT = 3,
    CLH_SYMBOL = 4,
    CLH_SYMBOLS = 5,
    CLH_QUANTITY = 6,
    CLH_RECORD = 7,
    CLH_LIST = 8,
    CLH_TREE = 9,     /* slots of arguments only: `integer` is the index of its first node */
    CLH_MAP = 10,     /* nodes only */
    CLH_FUNCTION = 11 /* nodes only */
};

enum {
    CLH_UNIT_NONE = 0,
    CLH_MONEY = 1, /* cents */
    CLH_DATE = 2,  /* days since 1970-01-01 */
    CLH_DAYS = 3,
    CLH_BUSINESS_DAYS = 4,
    CLH_MONTHS = 5,
    CLH_COUNT = 6,
    CLH_SHARE = 7, /* basis points */
    CLH_UNITS = 8
};

/* One fact or one argument. Same layout as `Slot` in Swift. */
typedef struct clh_slot {
    uint8_t tag;
    uint8_t unit;   /* quantity */
    uint16_t type;  /* record, list: type of the record or of the elements */
    uint32_t count; /* text: bytes; list and symbols: elements */
    union {
        int64_t integer; /* bool, integer, symbol, quantity */
        const void *pointer; /* text, record, list, symbols; on entry to clh_field_fn: the arena */
    } as;
    uint32_t stride; /* list: bytes from one element to the next */
    int32_t drift;   /* quantity: how much it grows from one day to the next, nothing being entered */
} clh_slot;

/* One value of a tree in preorder. A list is followed by its elements, a map by its pairs
 * (a text node, then the value), sorted by the bytes of the key. */
typedef struct clh_node {
    uint8_t tag;
    uint8_t unit;
    uint16_t type;
    uint32_t count; /* text: bytes; list: elements; map: pairs; function: line */
    union {
        int64_t integer; /* text: offset into the bytes; function: id */
        const void *pointer;
    } as;
} clh_node;

typedef struct clh_tree {
    clh_node *nodes;
    char *bytes;
    uint32_t node_count, node_capacity;
    uint32_t byte_count, byte_capacity;
} clh_tree;

enum {
    CLH_OK = 0,
    CLH_E_INSTRUCTIONS, /* budget of instructions spent */
    CLH_E_TIME,         /* emergency stop by the clock */
    CLH_E_MEMORY,
    CLH_E_NATIVE, /* raised by the interpreter itself: the message holds names only */
    CLH_E_SCRIPT, /* raised by the script: the message may hold anything */
    CLH_E_SYNTAX,
    CLH_E_RULE,    /* raised by the host: the message is fit for users as it is */
    CLH_E_FIELD,   /* unknown field: `subject` of record type `type` */
    CLH_E_GLOBAL,  /* unknown global: `subject` */
    CLH_E_MODULE,  /* unknown module: `subject` */
    CLH_E_ABSENT,  /* an absent fact was compared or used in arithmetic */
    CLH_E_SOURCE,  /* the callback answered with a failure */
    CLH_E_LAYOUT,  /* the callback or the layout contradicts the declared kinds */
    CLH_E_LIMIT,   /* an answer is too deep, too long or has too many parts */
    CLH_E_SPENT,   /* the state was stopped before and must be thrown away */
    CLH_E_BUSY,    /* called from inside a callback of the same state */
    CLH_E_OUTSIDE  /* asked outside an evaluation, or a record kept from an earlier one */
};

typedef struct clh_limits {
    int64_t instructions;    /* for one load or one evaluation */
    size_t memory_bytes;     /* of the state */
    size_t block_bytes;      /* largest single allocation */
    int64_t milliseconds;    /* emergency stop */
    int64_t fail_allocation; /* tests: the n-th allocation and all after it fail; 0 = none */
} clh_limits;

/* Fills `out` with a field of a record. Returns 0, or anything else to stop the evaluation. */
typedef int (*clh_field_fn)(void *context, int type, int field, const void *record, clh_slot *out);
/* Business days: the n-th one after (before, when negative) a date. */
typedef int (*clh_add_business_days_fn)(void *context, int32_t date, int64_t n, int32_t *out);

/* ---- layout: built once, then owned by the host that is opened with it ---- */
clh_layout *clh_layout_new(int types, int symbols);
void clh_layout_free(clh_layout *layout);
int clh_layout_symbol(clh_layout *layout, int symbol, const char *name);
int clh_layout_type(clh_layout *layout, int type, const char *name, int fields);
int clh_layout_field(
    clh_layout *layout, int type, int field, const char *name, int tag, int unit, int target,
    const char *withheld);

/* ---- life ---- */
/* Opens a sandboxed state. Takes the layout over, also on failure. NULL with `*error` set. */
clh_host *clh_open(clh_layout *layout, const clh_limits *limits, int *error);
/* Closes the state and returns the bytes that its allocator still counts as used: 0, always. */
size_t clh_close(clh_host *host);
int clh_is_spent(const clh_host *host);
size_t clh_used_bytes(const clh_host *host);
size_t clh_peak_bytes(const clh_host *host);
int64_t clh_allocations(const clh_host *host);
int64_t clh_instructions_left(const clh_host *host);

/* ---- loading ---- */
/* Runs trusted source that defines globals for the scripts loaded later. */
int clh_prelude(clh_host *host, const char *source, size_t length, const char *name);
/* Runs a script once, freezes what its value reaches and writes that value to `tree`.
 * With a module name the value is what `require` returns for it from now on. */
int clh_load(
    clh_host *host, const char *source, size_t length, const char *name, const char *module,
    clh_tree *tree);
void clh_tree_clear(clh_tree *tree);
void clh_tree_free(clh_tree *tree);

/* ---- evaluation ---- */
typedef struct clh_evaluation {
    int32_t today; /* days since 1970-01-01 */
    int32_t trace; /* record comparisons */
    int32_t probes; /* what instrumented sources record: CLH_PROBE_COUNT, CLH_PROBE_LOG, or both */
    void *context;
    clh_field_fn field;
    clh_add_business_days_fn add_business_days; /* NULL: not available */
} clh_evaluation;

/* What comes of a condition's answer; bits. */
enum {
    CLH_STOP_TRUE = 1,      /* no further call when it is true */
    CLH_STOP_FALSE = 2,     /* no further call when it is false */
    CLH_STOP_GATHER = 4,    /* when it is true, the next call with CLH_STOP_GATHERED is the last */
    CLH_STOP_GATHERED = 8,  /* no further call when one was true that was gathered */
    CLH_STOP_SKIP = 16      /* the next call is left out when it is false */
};
#define CLH_NOT_ASKED 2 /* the answer of a call that was left out */

/* Same layout as `LuaCall` in Swift. */
typedef struct clh_call {
    int32_t function;
    uint16_t first_argument, arguments; /* a range of the shared arguments */
    uint8_t stop;                       /* what comes of its answer: CLH_STOP_... */
    uint8_t reserved[3];
} clh_call;

typedef struct clh_arguments {
    const clh_slot *slots;
    const clh_node *nodes; /* of the slots with the tag CLH_TREE */
    const char *bytes;
    uint32_t count, node_count, byte_count;
} clh_arguments;

int clh_begin(clh_host *host, const clh_evaluation *evaluation);
void clh_end(clh_host *host);
/* Asks conditions in order, in one protected call. answers[i] is 0, 1 or CLH_NOT_ASKED; `*done` says
 * how many. */
int clh_conditions(
    clh_host *host, const clh_call *calls, uint32_t count, const clh_arguments *arguments,
    uint8_t *answers, uint32_t *done);
/* Calls one function and writes its answer to `tree`. */
int clh_answer(
    clh_host *host, const clh_call *call, const clh_arguments *arguments, clh_tree *tree);

/* ---- what the last evaluation read and compared ---- */
typedef struct clh_read {
    const void *record;
    const clh_slot *slot;
    uint16_t type, field;
} clh_read;

/* Steps through the facts read, in the order records were touched, then of their fields.
 * `*cursor` starts at 0. Returns 0 at the end. */
int clh_next_read(const clh_host *host, uint64_t *cursor, clh_read *out);

/* The last day through which all that the evaluation found out by asking about today, or by comparing
 * what drifts, stays as it is; INT32_MAX if it asked nothing of the kind. */
int32_t clh_holds_through_day(const clh_host *host);

enum { CLH_CONSTANT = 0, CLH_FACT = 1, CLH_COMPUTED = 2 };
enum {
    CLH_OP_LESS = 0,
    CLH_OP_LESS_OR_EQUAL = 1,
    CLH_OP_EQUAL = 2,
    CLH_OP_WITHIN = 3,
    CLH_OP_OLDER_THAN = 4,
    CLH_OP_AT_LEAST_AGO = 5,
    CLH_OP_PASSED = 6,
    CLH_OP_UPCOMING = 7
};

typedef struct clh_operand {
    int64_t value;
    const void *record; /* fact: where it was read; computed: the first fact it came from */
    uint16_t type, field;
    uint8_t unit, origin;
} clh_operand;

typedef struct clh_comparison {
    clh_operand left, right;
    uint32_t call;
    uint8_t op, result;
} clh_comparison;

const clh_comparison *clh_comparisons(const clh_host *host, uint32_t *count, uint32_t *dropped);

/* ---- what the probes of instrumented sources saw ---- */
enum { CLH_PROBE_COUNT = 1, CLH_PROBE_LOG = 2 };
enum {
    CLH_PROBE_ENTRY = 1,    /* a function or a branch was entered: there is no value */
    CLH_PROBE_TAIL = 2,     /* the function was entered by a tail call */
    CLH_PROBE_TRUTHY = 4,
    CLH_PROBE_COMPUTED = 8  /* the record is the first fact that went into the value */
};

/* How often the value of a probe was true and false; entries count as true. */
typedef struct clh_probe_count {
    uint64_t truthy, falsy;
} clh_probe_count;

typedef struct clh_probe_event {
    const void *frame;  /* tells the calls under way apart; reused when a call has ended */
    const void *record; /* of the fact that the value is, or came from */
    int64_t value;      /* bool, integer, quantity; text: offset into the bytes */
    uint32_t probe, call;
    uint32_t count; /* text: bytes; list: elements */
    uint16_t type, field;
    uint8_t tag, unit, flags, reserved;
} clh_probe_event;

/* Loads a script whose source was instrumented: it receives the probe as its argument. */
int clh_load_probed(
    clh_host *host, const char *source, size_t length, const char *name, const char *module,
    clh_tree *tree);
/* Counters for the probes 0 to count - 1, shared by many states; they outlive the host. */
void clh_set_probe_counts(clh_host *host, clh_probe_count *counts, uint32_t count);
uint64_t clh_probe_count_read(const uint64_t *counter);
void clh_probe_count_clear(clh_probe_count *counts, uint32_t count);
/* The log of this or the last evaluation. */
const clh_probe_event *clh_probe_events(
    const clh_host *host, uint32_t *count, uint32_t *dropped, const char **bytes);

/* ---- the last failure ---- */
typedef struct clh_frame {
    const char *source; /* as given at the load */
    const char *name;   /* empty when unknown */
    int line;
    int script; /* 0: a frame of the prelude */
} clh_frame;

int clh_error_code(const clh_host *host);
int clh_error_call(const clh_host *host); /* index of the call that failed, or -1 */
int clh_error_type(const clh_host *host); /* record type of an unknown field, or -1 */
const char *clh_error_message(const clh_host *host);
const char *clh_error_subject(const clh_host *host);
int clh_error_frames(const clh_host *host);
clh_frame clh_error_frame(const clh_host *host, int index);

/* Copies bytes into the arena that a slot brings along; NULL when out of memory.
 * They live until the next evaluation begins. */
void *clh_arena_copy(clh_arena *arena, const void *bytes, size_t count, size_t alignment);
#endif
