/* Values with a unit: money, dates, spans of days, business days or months, counts, shares.
 * They are userdata with one metatable, compared and added through the host, so that units are
 * checked, nothing is rounded by accident, and every comparison can be logged. */
#include "host.h"
#include <string.h>

static const char *with_article(int unit) {
    static const char *const names[CLH_UNITS] = {
        "a number", "money", "a date", "a number of days", "a number of business days",
        "a number of months", "a count", "a share"};
    return names[unit];
}

/* How a policy writes a constant of the unit. */
static const char *example(int unit) {
    static const char *const texts[CLH_UNITS] = {
        "5", "dollars(500)", "date(\"2024-01-31\")", "days(30)", "business_days(5)", "months(6)",
        "6", "percent(25)"};
    return texts[unit];
}

quantity *clh_to_quantity(lua_State *L, int index) {
    if (lua_type(L, index) != LUA_TUSERDATA) return NULL;
    quantity *q = lua_touserdata(L, index);
    return q->kind == KIND_QUANTITY ? q : NULL;
}

quantity *clh_new_quantity(lua_State *L, int anchors, int unit, int64_t value) {
    quantity *q = lua_newuserdatauv(L, sizeof *q, 0);
    memset(q, 0, sizeof *q);
    q->kind = KIND_QUANTITY;
    q->unit = (uint8_t)unit;
    q->value = value;
    lua_rawgeti(L, anchors, A_QUANTITY_META);
    lua_setmetatable(L, -2);
    return q;
}

static int to_text(lua_State *L) {
    clh_push_text_of(L, 1);
    return 1;
}

/* ---- checks ---- */

static int overflow(lua_State *L) {
    return clh_raise(L, CLH_E_RULE, "the result of this arithmetic is too large");
}

static int absent_operand(lua_State *L) {
    return clh_raise(L, CLH_E_ABSENT, "a fact that is not recorded cannot be compared or added");
}

static int mixed(lua_State *L, int left, int right, const char *verb) {
    int calendar = left != right && left >= CLH_DAYS && left <= CLH_MONTHS && right >= CLH_DAYS
        && right <= CLH_MONTHS;
    return clh_raise(
        L, CLH_E_RULE, "%s and %s cannot be %s%s", with_article(left), with_article(right), verb,
        calendar ? ": their length differs from date to date, so ask within(date, span) or "
                   "older_than(date, span)"
                 : "");
}

static int takes_bare_integer(int unit) {
    return unit == CLH_COUNT || unit == CLH_DAYS || unit == CLH_BUSINESS_DAYS
        || unit == CLH_MONTHS || unit == CLH_SHARE;
}

static int64_t bare_integer(lua_State *L, int index, int unit, const char *verb) {
    int whole;
    int64_t value = lua_tointegerx(L, index, &whole);
    if (!takes_bare_integer(unit))
        clh_raise(
            L, CLH_E_RULE, "%s cannot be %s a bare number: write %s", with_article(unit), verb,
            example(unit));
    if (!whole)
        clh_raise(
            L, CLH_E_RULE, "%s cannot be %s a number with a fraction", with_article(unit), verb);
    /* a bare number beside a share is a percentage */
    if (unit == CLH_SHARE && __builtin_mul_overflow(value, (int64_t)100, &value)) overflow(L);
    return value;
}

/* Reads one side of a comparison whose other side has the unit. */
static clh_operand side(lua_State *L, int index, int unit) {
    quantity *q = clh_to_quantity(L, index);
    if (q) return clh_operand_of(q);
    switch (lua_type(L, index)) {
    case LUA_TNIL: absent_operand(L); break;
    case LUA_TNUMBER:
        return clh_constant_operand(unit, bare_integer(L, index, unit, "compared with"));
    default:
        clh_raise(
            L, CLH_E_RULE, "%s cannot be compared with a %s: write %s", with_article(unit),
            clh_type_word(L, index), example(unit));
    }
    return clh_constant_operand(unit, 0);
}

/* Compares the values at 1 and 2, one of which is a quantity. */
int clh_compare_quantities(lua_State *L, int op) {
    quantity *a = clh_to_quantity(L, 1), *b = clh_to_quantity(L, 2);
    clh_operand left = a ? clh_operand_of(a) : side(L, 1, b->unit);
    clh_operand right = b ? clh_operand_of(b) : side(L, 2, a->unit);
    if (left.unit != right.unit) mixed(L, left.unit, right.unit, "compared");
    int result = op == CLH_OP_LESS ? left.value < right.value
        : op == CLH_OP_LESS_OR_EQUAL ? left.value <= right.value
                                     : left.value == right.value;
    clh_note(L, op, left, right, result);
    int drift = (a ? a->drift : 0) - (b ? b->drift : 0);
    if (drift) clh_compare_drifting(L, op, left.value - right.value, drift, result);
    return result;
}

static int less(lua_State *L) {
    lua_pushboolean(L, clh_compare_quantities(L, CLH_OP_LESS));
    return 1;
}

static int less_or_equal(lua_State *L) {
    lua_pushboolean(L, clh_compare_quantities(L, CLH_OP_LESS_OR_EQUAL));
    return 1;
}

/* Lua asks this only for two userdata; of two different kinds they are not equal. */
static int equal(lua_State *L) {
    int both = clh_to_quantity(L, 1) && clh_to_quantity(L, 2);
    lua_pushboolean(L, both && clh_compare_quantities(L, CLH_OP_EQUAL));
    return 1;
}

/* ---- arithmetic ---- */

/* The result remembers the first fact that went into it. */
static int computed(lua_State *L, int unit, int64_t value, int drift) {
    const quantity *a = clh_to_quantity(L, 1), *b = clh_to_quantity(L, 2);
    const quantity *from = a && a->origin != CLH_CONSTANT ? a : b;
    quantity *q = clh_new_quantity(L, ANCHORS, unit, value);
    q->drift = (int8_t)drift;
    if (from && from->origin != CLH_CONSTANT) {
        q->origin = CLH_COMPUTED;
        q->record = from->record;
        q->type = from->type;
        q->field = from->field;
    }
    return 1;
}

int32_t clh_checked_date(lua_State *L, int64_t date) {
    if (date < -1000000 || date > 3000000) overflow(L); /* the years -768 to 10183 */
    return (int32_t)date;
}

/* A date moved by a span of days, business days or months. */
int32_t clh_plus_span(lua_State *L, int32_t date, int unit, int64_t span) {
    clh_host *h = host_of(L);
    if (span < -400000 || span > 400000) overflow(L);
    if (unit == CLH_MONTHS) return clh_checked_date(L, clh_add_months(date, span));
    if (unit == CLH_DAYS) return clh_checked_date(L, date + span);
    int32_t moved = date;
    clh_charge(L, 8 + (span < 0 ? -span : span));
    if (!h->active || !h->evaluation.add_business_days)
        clh_raise(L, CLH_E_RULE, "business days need a calendar, and none is in force here");
    if (h->evaluation.add_business_days(h->evaluation.context, date, span, &moved))
        clh_raise(L, CLH_E_SOURCE, "the calendar does not reach that far");
    return clh_checked_date(L, moved);
}

static int drift_at(lua_State *L, int index) {
    const quantity *q = clh_to_quantity(L, index);
    return q ? q->drift : 0;
}

/* The result is good for the day alone, if one of the two values drifts. */
static int use_both(lua_State *L) {
    clh_use_number(L, clh_to_quantity(L, 1));
    clh_use_number(L, clh_to_quantity(L, 2));
    return 0;
}

/* A date moved by months or business days does not drift evenly. */
static int drift_of_moved(lua_State *L, int unit, int sign) {
    if (unit != CLH_DAYS) return use_both(L);
    return drift_at(L, 1) + sign * drift_at(L, 2);
}

static int is_span(int unit) { return unit >= CLH_DAYS && unit <= CLH_MONTHS; }

/* Unit of an operand, 0 for a bare number; raises for anything else. */
static int operand_unit(lua_State *L, int index, int other) {
    const quantity *q = clh_to_quantity(L, index);
    if (q) return q->unit;
    if (lua_type(L, index) == LUA_TNIL) absent_operand(L);
    if (lua_type(L, index) != LUA_TNUMBER) {
        const quantity *unit = clh_to_quantity(L, other);
        clh_raise(
            L, CLH_E_RULE, "%s cannot be used in arithmetic with a %s",
            with_article(unit ? unit->unit : 0), clh_type_word(L, index));
    }
    return CLH_UNIT_NONE;
}

static int64_t operand_value(lua_State *L, int index, int unit, const char *verb) {
    const quantity *q = clh_to_quantity(L, index);
    if (q) return q->value;
    int whole;
    int64_t value = lua_tointegerx(L, index, &whole);
    if (!whole)
        clh_raise(
            L, CLH_E_RULE, "%s cannot be %s a number with a fraction%s", with_article(unit), verb,
            unit == CLH_MONEY ? ": write money * percent(50)" : "");
    return value;
}

/* A sum drifts as its parts do; what drifts faster than anything real holds for the day alone. */
static int drift_of_sum(lua_State *L, int sign) {
    int drift = drift_at(L, 1) + sign * drift_at(L, 2);
    if (drift >= -8 && drift <= 8) return drift;
    return use_both(L);
}

static int add_or_subtract(lua_State *L, int sign) {
    const char *verb = sign > 0 ? "added to" : "subtracted with";
    int left = operand_unit(L, 1, 2), right = operand_unit(L, 2, 1);
    int64_t a = operand_value(L, 1, right, verb), b = operand_value(L, 2, left, verb), sum;
    if (left == CLH_DATE && is_span(right)) {
        if (sign < 0 && __builtin_sub_overflow((int64_t)0, b, &b)) return overflow(L);
        return computed(
            L, CLH_DATE, clh_plus_span(L, (int32_t)a, right, b), drift_of_moved(L, right, sign));
    }
    if (sign > 0 && is_span(left) && right == CLH_DATE)
        return computed(
            L, CLH_DATE, clh_plus_span(L, (int32_t)b, left, a), drift_of_moved(L, left, 1));
    if (sign < 0 && left == CLH_DATE && right == CLH_DATE)
        return computed(L, CLH_DAYS, a - b, drift_of_sum(L, -1));
    int unit = left ? left : right;
    int countable = is_span(unit) || unit == CLH_COUNT;
    if (!left || !right) {
        if (!countable)
            return clh_raise(
                L, CLH_E_RULE, "a bare number cannot be %s %s: write %s", verb, with_article(unit),
                unit == CLH_DATE ? "days(30)" : example(unit));
    } else if (left != right || unit == CLH_DATE) {
        return mixed(L, left, right, sign > 0 ? "added" : "subtracted");
    }
    int over = sign > 0 ? __builtin_add_overflow(a, b, &sum) : __builtin_sub_overflow(a, b, &sum);
    return over ? overflow(L) : computed(L, unit, sum, drift_of_sum(L, sign));
}

static int add(lua_State *L) { return add_or_subtract(L, 1); }
static int subtract(lua_State *L) { return add_or_subtract(L, -1); }

static int multiply(lua_State *L) {
    int left = operand_unit(L, 1, 2), right = operand_unit(L, 2, 1);
    int unit = left ? left : right;
    int64_t a = operand_value(L, 1, unit, "multiplied by");
    int64_t b = operand_value(L, 2, unit, "multiplied by"), product;
    if ((left == CLH_MONEY && right == CLH_SHARE) || (left == CLH_SHARE && right == CLH_MONEY)) {
        __int128 exact = (__int128)a * b;
        __int128 floored = exact / 10000 - (exact % 10000 < 0);
        if (floored > INT64_MAX || floored < INT64_MIN) return overflow(L);
        return computed(L, CLH_MONEY, (int64_t)floored, use_both(L));
    }
    if (left == CLH_COUNT && right != CLH_DATE) unit = right ? right : CLH_COUNT;
    else if (right == CLH_COUNT && left != CLH_DATE) unit = left ? left : CLH_COUNT;
    else if ((left && right) || unit == CLH_DATE)
        return mixed(L, left, right, "multiplied");
    return __builtin_mul_overflow(a, b, &product) ? overflow(L)
                                                     : computed(L, unit, product, use_both(L));
}

static int64_t floored_quotient(int64_t a, int64_t b) {
    int64_t quotient = a / b;
    return quotient - (a % b != 0 && (a < 0) != (b < 0));
}

/* money // 2 is money; money // money says how many times it fits, as a count. */
static int divide_down(lua_State *L) {
    int left = operand_unit(L, 1, 2), right = operand_unit(L, 2, 1);
    int64_t a = operand_value(L, 1, left, "divided by");
    int64_t b = operand_value(L, 2, left, "divided by");
    int unit = left;
    if (left == CLH_DATE || right == CLH_DATE || !left) return mixed(L, left, right, "divided");
    if (left == right) unit = CLH_COUNT;
    else if (right && right != CLH_COUNT) return mixed(L, left, right, "divided");
    if (b == 0) return clh_raise(L, CLH_E_RULE, "division by zero");
    if (b == -1 && a == INT64_MIN) return overflow(L);
    return computed(L, unit, floored_quotient(a, b), use_both(L));
}

static int negate(lua_State *L) {
    const quantity *q = clh_to_quantity(L, 1);
    int64_t negated;
    if (q->unit == CLH_DATE) return mixed(L, CLH_DATE, CLH_UNIT_NONE, "negated");
    if (__builtin_sub_overflow((int64_t)0, q->value, &negated)) return overflow(L);
    return computed(L, q->unit, negated, -q->drift);
}

static int no_division(lua_State *L) {
    return clh_raise(
        L, CLH_E_RULE, "values with a unit are divided by `//`, which rounds down: write a // b");
}

static int no_operation(lua_State *L) {
    return clh_raise(L, CLH_E_RULE, "this operation is not defined for values with a unit");
}

static int no_joining(lua_State *L) {
    return clh_raise(L, CLH_E_RULE, "values with a unit are joined to text by tostring(value)");
}

static int no_entries(lua_State *L) {
    const quantity *q = clh_to_quantity(L, 1);
    return clh_raise(
        L, CLH_E_RULE, "%s has no parts: it is one value", with_article(q ? q->unit : 0));
}

void clh_open_quantities(lua_State *L, int anchors) {
    static const luaL_Reg functions[] = {
        {"__lt", less}, {"__le", less_or_equal}, {"__eq", equal}, {"__add", add},
        {"__sub", subtract}, {"__mul", multiply}, {"__idiv", divide_down}, {"__unm", negate},
        {"__div", no_division}, {"__mod", no_operation}, {"__pow", no_operation},
        {"__concat", no_joining}, {"__index", no_entries}, {"__newindex", no_entries},
        {"__len", no_operation}, {"__tostring", to_text}, {NULL, NULL}};
    lua_createtable(L, 0, 16);
    clh_set_functions(L, anchors, functions);
    lua_rawseti(L, anchors, A_QUANTITY_META);
}
