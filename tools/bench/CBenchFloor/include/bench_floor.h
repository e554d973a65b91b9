/* The floor: the same decision over ready Lua tables, called from C with nothing in between. */
#ifndef BENCH_FLOOR_H
#define BENCH_FLOOR_H
#include <stddef.h>
#include <stdint.h>

typedef struct bench_floor bench_floor;

/* A plain state with all libraries and a script that returns a function of (case, today). */
bench_floor *bench_floor_open(const char *source, size_t length);
void bench_floor_close(bench_floor *floor);
void bench_floor_collect(bench_floor *floor);

/* Tables are built on a stack: begin, set fields, and end into a field of the one below, into the
 * next element of the one below (name NULL), or, for the outermost, into the list of cases. */
void bench_floor_begin(bench_floor *floor);
void bench_floor_end(bench_floor *floor, const char *name);
void bench_floor_integer(bench_floor *floor, const char *name, int64_t value);
void bench_floor_bool(bench_floor *floor, const char *name, int value);
void bench_floor_text(bench_floor *floor, const char *name, const char *text, size_t length);

/* Decides every case once and returns a sum over the answers; 0 after an error. */
uint64_t bench_floor_run(bench_floor *floor, int64_t today);

/* CPU time of this thread. */
int64_t bench_nanoseconds(void);

/* Calls work(context). Instruction counters are told to count inside this function only. */
void bench_counted(void (*work)(void *), void *context);

/* Adds one answer to a sum: the action, then each reason. */
static inline uint64_t bench_action(uint64_t length, uint8_t first) { return length * 131 + first; }
static inline uint64_t bench_reason(uint64_t sum, uint64_t length, uint8_t first) {
    return sum * 31 + length * 7 + first;
}
#endif
