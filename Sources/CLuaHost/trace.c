/* The log of comparisons: what was compared with what, where both came from, and the result. */
#include "host.h"

#define MAX_COMPARISONS 4096

clh_operand clh_operand_of(const quantity *q) {
    clh_operand operand = {q->value, q->record, q->type, q->field, q->unit, q->origin};
    return operand;
}

clh_operand clh_constant_operand(int unit, int64_t value) {
    clh_operand operand = {value, NULL, 0, 0, (uint8_t)unit, CLH_CONSTANT};
    return operand;
}

void clh_note(lua_State *L, int op, clh_operand left, clh_operand right, int result) {
    clh_host *h = host_of(L);
    if (!h->evaluation.trace) return;
    if (h->comparison_count == MAX_COMPARISONS) {
        h->comparisons_dropped++;
        return;
    }
    h->comparisons = clh_grow(
        L, h->comparisons, &h->comparison_capacity, h->comparison_count + 1,
        sizeof *h->comparisons);
    clh_comparison *noted = &h->comparisons[h->comparison_count++];
    noted->left = left;
    noted->right = right;
    noted->call = h->call;
    noted->op = (uint8_t)op;
    noted->result = (uint8_t)result;
}

const clh_comparison *clh_comparisons(const clh_host *h, uint32_t *count, uint32_t *dropped) {
    *count = h->comparison_count;
    *dropped = h->comparisons_dropped;
    return h->comparisons;
}
