/* The budget of a load or an evaluation: instructions, counted by a hook and by the charges of
 * every library function whose work grows with its arguments. The clock only stops emergencies:
 * what it stops has no result. A kill is sticky, so that no `pcall` of a script outlives it. */
#include "host.h"
#include <time.h>

#define HOOK_INTERVAL 1000

static void count_hook(lua_State *L, lua_Debug *ar);

static int64_t milliseconds_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void stop(lua_State *L, int code) {
    clh_host *h = host_of(L);
    if (!h->killed) h->killed = code;
    h->hook_count = 1; /* should the error be caught, the next instruction raises it again */
    lua_sethook(L, count_hook, LUA_MASKCOUNT, 1);
    lua_pushliteral(L, "stopped");
    lua_error(L);
}

static void check_clock(lua_State *L, clh_host *h) {
    int64_t now = milliseconds_now();
    if (!h->deadline) h->deadline = now + h->limits.milliseconds;
    else if (now > h->deadline) stop(L, CLH_E_TIME);
}

static void count_hook(lua_State *L, lua_Debug *ar) {
    (void)ar;
    clh_host *h = host_of(L);
    if (h->killed) stop(L, h->killed);
    h->fuel -= h->hook_count;
    if (h->fuel <= 0) stop(L, CLH_E_INSTRUCTIONS);
    check_clock(L, h);
}

void clh_arm(clh_host *h) {
    h->fuel = h->limits.instructions;
    h->deadline = 0;
    h->killed = 0;
    /* Set anew for each load and evaluation, for the count of the last one goes on otherwise; but
     * not for each call of an evaluation, whose small counts must add up. */
    h->hook_count = h->fuel < HOOK_INTERVAL ? (int)h->fuel : HOOK_INTERVAL;
    if (h->hook_count < 1) h->hook_count = 1;
    lua_sethook(h->L, count_hook, LUA_MASKCOUNT, h->hook_count);
}

void clh_charge(lua_State *L, int64_t amount) {
    clh_host *h = host_of(L);
    if (h->killed) stop(L, h->killed);
    h->fuel -= amount;
    if (h->fuel <= 0) stop(L, CLH_E_INSTRUCTIONS);
    if (amount >= 64) check_clock(L, h);
}

void clh_charge_bytes(lua_State *L, size_t count) { clh_charge(L, (int64_t)(count >> 4) + 1); }
