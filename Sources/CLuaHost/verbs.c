/* The verbs of the policy language: questions about dates, spans, names and lists that answer
 * false for a fact that is not recorded, and the constructors of values with a unit. */
#include "host.h"
#include <math.h>
#include <string.h>

/* ---- dates and spans ---- */

/* The date at 1, or NULL for an absent fact. */
static const quantity *date_argument(lua_State *L, const char *verb) {
    if (lua_isnoneornil(L, 1)) return NULL;
    const quantity *q = clh_to_quantity(L, 1);
    if (!q || q->unit != CLH_DATE)
        clh_raise(
            L, CLH_E_RULE, "argument 1 of `%s` must be a date, not a %s", verb,
            clh_type_word(L, 1));
    return q;
}

static const quantity *span_argument(lua_State *L, const char *verb) {
    const quantity *q = clh_to_quantity(L, 2);
    if (lua_isnoneornil(L, 2))
        clh_raise(
            L, CLH_E_RULE, "the span given to `%s` has no value: guard it with known(...)", verb);
    if (!q || q->unit < CLH_DAYS || q->unit > CLH_MONTHS)
        clh_raise(
            L, CLH_E_RULE, "argument 2 of `%s` must be a span such as days(30), not a %s", verb,
            clh_type_word(L, 2));
    return q;
}

static int32_t today(lua_State *L, const char *verb) {
    const clh_host *h = host_of(L);
    if (!h->active)
        clh_raise(L, CLH_E_RULE, "`%s` has no date to ask about while a file loads", verb);
    return h->evaluation.today;
}

/* The day on which a span that starts at the date is complete. */
static int32_t span_end(lua_State *L, const quantity *date, const quantity *span) {
    return clh_plus_span(L, (int32_t)date->value, span->unit, span->value);
}

static int answer(lua_State *L, int op, const quantity *left, clh_operand right, int result) {
    clh_note(L, op, clh_operand_of(left), right, result);
    lua_pushboolean(L, result);
    return 1;
}

static int absent(lua_State *L) {
    lua_pushboolean(L, 0);
    return 1;
}

/* The answer is another one from the day on. */
static void turns_on(lua_State *L, int64_t day) { clh_holds_through(host_of(L), day - 1); }

static void use_numbers(lua_State *L, const quantity *date, const quantity *span) {
    clh_use_number(L, date);
    clh_use_number(L, span);
}

/* Whether a date is over turns on the date itself. */
static void ask_today(lua_State *L, const quantity *date) {
    clh_use_number(L, date);
    if (date->value > host_of(L)->evaluation.today) turns_on(L, date->value);
}

static int within(lua_State *L) {
    const quantity *date = date_argument(L, "within"), *span = span_argument(L, "within");
    if (!date) return absent(L);
    int32_t now = today(L, "within");
    int64_t end = span_end(L, date, span);
    int result = date->value <= now && now <= end;
    use_numbers(L, date, span);
    if (result) clh_holds_through(host_of(L), end);
    else if (date->value > now && end >= date->value) turns_on(L, date->value);
    return answer(L, CLH_OP_WITHIN, date, clh_operand_of(span), result);
}

static int older_than(lua_State *L) {
    const quantity *date = date_argument(L, "older_than"), *span = span_argument(L, "older_than");
    if (!date) return absent(L);
    int64_t end = span_end(L, date, span);
    int result = today(L, "older_than") > end;
    use_numbers(L, date, span);
    if (!result) clh_holds_through(host_of(L), end);
    return answer(L, CLH_OP_OLDER_THAN, date, clh_operand_of(span), result);
}

static int at_least_ago(lua_State *L) {
    const quantity *date = date_argument(L, "at_least_ago");
    const quantity *span = span_argument(L, "at_least_ago");
    if (!date) return absent(L);
    int64_t end = span_end(L, date, span);
    int result = today(L, "at_least_ago") >= end;
    use_numbers(L, date, span);
    if (!result) turns_on(L, end);
    return answer(L, CLH_OP_AT_LEAST_AGO, date, clh_operand_of(span), result);
}

static int passed(lua_State *L) {
    const quantity *date = date_argument(L, "passed");
    if (!date) return absent(L);
    int32_t now = today(L, "passed");
    ask_today(L, date);
    return answer(
        L, CLH_OP_PASSED, date, clh_constant_operand(CLH_DATE, now), date->value <= now);
}

static int upcoming(lua_State *L) {
    const quantity *date = date_argument(L, "upcoming");
    if (!date) return absent(L);
    int32_t now = today(L, "upcoming");
    ask_today(L, date);
    return answer(
        L, CLH_OP_UPCOMING, date, clh_constant_operand(CLH_DATE, now), date->value > now);
}

static int days_between(lua_State *L, const char *verb, int direction) {
    const quantity *date = date_argument(L, verb);
    if (!date) {
        lua_pushnil(L);
        return 1;
    }
    int64_t difference = direction * ((int64_t)today(L, verb) - date->value);
    quantity *q = clh_new_quantity(L, ANCHORS, CLH_DAYS, difference);
    q->drift = (int8_t)(direction * (1 - date->drift));
    if (date->origin != CLH_CONSTANT) {
        q->origin = CLH_COMPUTED;
        q->record = date->record;
        q->type = date->type;
        q->field = date->field;
    }
    return 1;
}

static int days_since(lua_State *L) { return days_between(L, "days_since", 1); }
static int days_until(lua_State *L) { return days_between(L, "days_until", -1); }

/* ---- constructors ---- */

/* A number with at most two decimals, times 100. */
static int64_t hundredths(lua_State *L, const char *verb) {
    int whole;
    if (lua_type(L, 1) != LUA_TNUMBER) clh_check_integer(L, 1, verb);
    int64_t value = lua_tointegerx(L, 1, &whole), scaled;
    if (whole) {
        if (__builtin_mul_overflow(value, (int64_t)100, &scaled))
            clh_raise(L, CLH_E_RULE, "the number given to `%s` is too large", verb);
        return scaled;
    }
    lua_Number exact = lua_tonumber(L, 1) * 100, rounded = floor(exact + 0.5);
    if (!(fabs(rounded) < 1e15) || fabs(exact - rounded) > 1e-4)
        clh_raise(L, CLH_E_RULE, "the number given to `%s` has more than two decimals", verb);
    return (int64_t)rounded;
}

static int constant(lua_State *L, int unit, int64_t value) {
    clh_new_quantity(L, ANCHORS, unit, value);
    return 1;
}

static int dollars(lua_State *L) { return constant(L, CLH_MONEY, hundredths(L, "dollars")); }
static int percent(lua_State *L) { return constant(L, CLH_SHARE, hundredths(L, "percent")); }

static int cents(lua_State *L) {
    return constant(L, CLH_MONEY, clh_check_integer(L, 1, "cents"));
}

static int days(lua_State *L) { return constant(L, CLH_DAYS, clh_check_integer(L, 1, "days")); }

static int business_days(lua_State *L) {
    return constant(L, CLH_BUSINESS_DAYS, clh_check_integer(L, 1, "business_days"));
}

static int months(lua_State *L) {
    return constant(L, CLH_MONTHS, clh_check_integer(L, 1, "months"));
}

static int date(lua_State *L) {
    size_t length;
    int32_t parsed;
    const char *text = clh_check_text(L, 1, "date", &length);
    if (!clh_parse_date(text, length, &parsed))
        return clh_raise(
            L, CLH_E_RULE, "a date is written as date(\"2024-01-31\"), and must exist");
    return constant(L, CLH_DATE, parsed);
}

/* ---- facts and names ---- */

static int known(lua_State *L) {
    lua_pushboolean(L, !lua_isnoneornil(L, 1));
    return 1;
}

static int one_of(lua_State *L) {
    int count = lua_gettop(L), found = 0;
    clh_charge(L, count);
    if (count == 0 || lua_isnil(L, 1)) return absent(L);
    for (int i = 2; i <= count && !found; i++) found = lua_compare(L, 1, i, LUA_OPEQ);
    lua_pushboolean(L, found);
    return 1;
}

/* Equality with a bare number, which `==` cannot ask of a value with a unit. */
static int exactly(lua_State *L) {
    if (lua_isnoneornil(L, 1)) return absent(L);
    if (lua_isnoneornil(L, 2))
        return clh_raise(L, CLH_E_RULE, "`exactly` needs two values to compare");
    lua_settop(L, 2);
    int quantities = clh_to_quantity(L, 1) || clh_to_quantity(L, 2);
    lua_pushboolean(
        L, quantities ? clh_compare_quantities(L, CLH_OP_EQUAL) : lua_compare(L, 1, 2, LUA_OPEQ));
    return 1;
}

/* ---- lists ---- */

/* Pushes the entries of the list at 1 and returns their number; -1 for an absent one. */
static lua_Integer list_argument(lua_State *L, const char *verb) {
    if (lua_isnoneornil(L, 1)) return -1;
    lua_Integer length = clh_push_entries(L, 1);
    if (length < 0)
        clh_raise(
            L, CLH_E_RULE, "argument 1 of `%s` must be a list, not a %s", verb,
            clh_type_word(L, 1));
    return length;
}

static int has(lua_State *L) {
    lua_settop(L, 2);
    lua_Integer length = list_argument(L, "has");
    int found = 0;
    if (length > 0) clh_charge(L, length);
    for (lua_Integer i = 1; i <= length && !found; i++) {
        lua_rawgeti(L, 3, i);
        found = lua_rawequal(L, 2, -1);
        lua_pop(L, 1);
    }
    lua_pushboolean(L, found);
    return 1;
}

/* Counts the elements the function is true for, up to `enough`. The last one is at `*at`. */
static lua_Integer matching(lua_State *L, const char *verb, int wanted, lua_Integer enough,
    lua_Integer *at) {
    lua_settop(L, 2);
    lua_Integer length = list_argument(L, verb), found = 0;
    if (length >= 0 && lua_type(L, 2) != LUA_TFUNCTION)
        clh_raise(
            L, CLH_E_RULE, "argument 2 of `%s` must be a function, not a %s", verb,
            clh_type_word(L, 2));
    for (lua_Integer i = 1; i <= length && found < enough; i++) {
        clh_charge(L, 4);
        lua_pushvalue(L, 2);
        lua_rawgeti(L, 3, i);
        lua_call(L, 1, 1);
        found += lua_toboolean(L, -1) == wanted;
        lua_pop(L, 1);
        *at = i;
    }
    return length < 0 ? -1 : found;
}

static int count(lua_State *L) {
    lua_Integer at = 0, found;
    if (lua_gettop(L) == 1 || lua_isnil(L, 1)) {
        lua_settop(L, 1);
        found = list_argument(L, "count");
    } else {
        found = matching(L, "count", 1, LUA_MAXINTEGER, &at);
    }
    lua_pushinteger(L, found > 0 ? found : 0);
    return 1;
}

static int any(lua_State *L) {
    lua_Integer at = 0;
    lua_pushboolean(L, matching(L, "any", 1, 1, &at) > 0);
    return 1;
}

static int all(lua_State *L) {
    lua_Integer at = 0;
    lua_pushboolean(L, matching(L, "all", 0, 1, &at) == 0);
    return 1;
}

static int first(lua_State *L) {
    lua_Integer at = 0;
    if (matching(L, "first", 1, 1, &at) > 0) lua_rawgeti(L, 3, at);
    else lua_pushnil(L);
    return 1;
}

void clh_open_verbs(lua_State *L, int anchors) {
    static const luaL_Reg functions[] = {
        {"all", all}, {"any", any}, {"at_least_ago", at_least_ago},
        {"business_days", business_days}, {"cents", cents}, {"count", count}, {"date", date},
        {"days", days}, {"days_since", days_since}, {"days_until", days_until},
        {"dollars", dollars}, {"exactly", exactly}, {"first", first}, {"has", has},
        {"known", known}, {"months", months}, {"older_than", older_than}, {"one_of", one_of},
        {"passed", passed}, {"percent", percent}, {"upcoming", upcoming}, {"within", within},
        {NULL, NULL}};
    clh_set_functions(L, anchors, functions);
}
