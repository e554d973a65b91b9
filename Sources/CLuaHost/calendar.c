/* Civil dates as days since 1970-01-01, by the usual era arithmetic: a 400-year era has 146,097
 * days, and years start in March so that the leap day comes last. */
#include "host.h"

int64_t clh_epoch_day(int64_t year, int month, int day) {
    if (month <= 2) year--;
    int64_t era = (year >= 0 ? year : year - 399) / 400;
    int64_t year_of_era = year - era * 400;
    int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

void clh_civil(int32_t date, int *year, int *month, int *day) {
    int64_t shifted = (int64_t)date + 719468;
    int64_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
    int64_t of_era = shifted - era * 146097;
    int64_t years = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * years + years / 4 - years / 100);
    int64_t shifted_month = (5 * of_year + 2) / 153;
    *day = (int)(of_year - (153 * shifted_month + 2) / 5 + 1);
    *month = (int)(shifted_month < 10 ? shifted_month + 3 : shifted_month - 9);
    *year = (int)(years + era * 400 + (*month <= 2));
}

static int days_in_month(int64_t year, int month) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap);
}

/* The same day of a later or earlier month, or that month's last day when it is shorter. */
int64_t clh_add_months(int32_t date, int64_t months) {
    int year, month, day;
    clh_civil(date, &year, &month, &day);
    int64_t total = (int64_t)year * 12 + (month - 1) + months;
    int64_t new_year = total >= 0 ? total / 12 : (total - 11) / 12;
    int new_month = (int)(total - new_year * 12) + 1;
    int last = days_in_month(new_year, new_month);
    return clh_epoch_day(new_year, new_month, day < last ? day : last);
}

/* Exactly YYYY-MM-DD, and a day that exists. */
int clh_parse_date(const char *text, size_t length, int32_t *out) {
    if (length != 10 || text[4] != '-' || text[7] != '-') return 0;
    int number[3] = {0, 0, 0};
    static const int start[] = {0, 5, 8}, width[] = {4, 2, 2};
    for (int part = 0; part < 3; part++)
        for (int i = 0; i < width[part]; i++) {
            char c = text[start[part] + i];
            if (c < '0' || c > '9') return 0;
            number[part] = number[part] * 10 + (c - '0');
        }
    if (number[1] < 1 || number[1] > 12) return 0;
    if (number[2] < 1 || number[2] > days_in_month(number[0], number[1])) return 0;
    *out = (int32_t)clh_epoch_day(number[0], number[1], number[2]);
    return 1;
}
