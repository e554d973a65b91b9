/* How values with a unit are written: $1,234.56, 2024-02-29, 30 days, 12.5%. */
#include "host.h"
#include <inttypes.h>
#include <stdio.h>

const char *clh_unit_name(int unit) {
    static const char *const names[CLH_UNITS] = {
        "number", "money", "date", "days", "business_days", "months", "count", "share"};
    return names[unit < CLH_UNITS ? unit : 0];
}

static int counted(char *out, size_t size, int64_t n, const char *one, const char *many) {
    return snprintf(out, size, "%" PRId64 " %s", n, n == 1 || n == -1 ? one : many);
}

static int money_text(int64_t cents, char *out, size_t size) {
    uint64_t absolute = cents < 0 ? 0 - (uint64_t)cents : (uint64_t)cents;
    char digits[24], grouped[32];
    int n = snprintf(digits, sizeof digits, "%" PRIu64, absolute / 100), at = 0;
    for (int i = 0; i < n; i++) {
        if (i && (n - i) % 3 == 0) grouped[at++] = ',';
        grouped[at++] = digits[i];
    }
    grouped[at] = 0;
    return snprintf(
        out, size, "%s$%s.%02d", cents < 0 ? "-" : "", grouped, (int)(absolute % 100));
}

static int share_text(int64_t points, char *out, size_t size) {
    uint64_t absolute = points < 0 ? 0 - (uint64_t)points : (uint64_t)points;
    const char *sign = points < 0 ? "-" : "";
    uint64_t whole = absolute / 100;
    int rest = (int)(absolute % 100);
    if (rest == 0) return snprintf(out, size, "%s%" PRIu64 "%%", sign, whole);
    if (rest % 10 == 0) return snprintf(out, size, "%s%" PRIu64 ".%d%%", sign, whole, rest / 10);
    return snprintf(out, size, "%s%" PRIu64 ".%02d%%", sign, whole, rest);
}

int clh_quantity_text(const quantity *q, char *out, size_t size) {
    int year, month, day;
    switch (q->unit) {
    case CLH_MONEY: return money_text(q->value, out, size);
    case CLH_SHARE: return share_text(q->value, out, size);
    case CLH_DAYS: return counted(out, size, q->value, "day", "days");
    case CLH_BUSINESS_DAYS: return counted(out, size, q->value, "business day", "business days");
    case CLH_MONTHS: return counted(out, size, q->value, "month", "months");
    case CLH_DATE:
        clh_civil((int32_t)q->value, &year, &month, &day);
        return snprintf(out, size, "%04d-%02d-%02d", year, month, day);
    default: return snprintf(out, size, "%" PRId64, q->value);
    }
}
