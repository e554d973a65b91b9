/* How long what a script found out stays true while days pass and nothing is entered.
 *
 * A value may drift: a number of days behind grows by one a day, the day asked about moves by one.
 * Comparing such a value, or asking a verb about a date, names the last day on which the answer is
 * still the same; using its number in any other way holds for the day alone. */
#include "host.h"

/* What was found out holds through the day and perhaps no longer. */
void clh_holds_through(clh_host *h, int64_t day) {
    int64_t today = h->evaluation.today;
    if (day < today) day = today;
    if (day < h->holds_through) h->holds_through = (int32_t)day;
}

/* The number itself is used, which is another one tomorrow. */
void clh_use_number(lua_State *L, const quantity *q) {
    clh_host *h = host_of(L);
    if (q && q->drift && h->active) clh_holds_through(h, h->evaluation.today);
}

/* Days until `distance` + days * `drift` is at least zero; -1 if never. */
static int64_t days_until_zero(int64_t distance, int64_t drift) {
    if (drift <= 0) return -1;
    return (-distance + drift - 1) / drift;
}

/* Two values were compared whose distance changes from day to day. */
void clh_compare_drifting(lua_State *L, int op, int64_t distance, int drift, int result) {
    clh_host *h = host_of(L);
    if (!drift || !h->active) return;
    int64_t days;
    if (op == CLH_OP_EQUAL) {
        /* Equal ones are not tomorrow; others when the distance is just used up. */
        int closing = (distance < 0) == (drift > 0);
        int64_t gap = distance < 0 ? -distance : distance, step = drift < 0 ? -drift : drift;
        days = result ? 1 : closing && gap % step == 0 ? gap / step : -1;
    } else {
        /* `less` turns at a distance of 0, `less or equal` at 1. */
        int64_t edge = distance - (op == CLH_OP_LESS_OR_EQUAL);
        days = edge < 0 ? days_until_zero(edge, drift) : days_until_zero(-edge - 1, -drift);
    }
    if (days >= 0) clh_holds_through(h, (int64_t)h->evaluation.today + days - 1);
}

int32_t clh_holds_through_day(const clh_host *h) { return h->holds_through; }
