-- Made by `accord docs --generate` from the declarations; do not edit.
-- Names that policies may use, and nothing else: the standard begins from nothing.

stds.accord = {
  read_globals = {
    "all",
    "any",
    "ask_supervisor",
    "assert",
    "at_least_ago",
    "business_days",
    "cents",
    "conference",
    "contact",
    "count",
    "date",
    "days",
    "days_since",
    "days_until",
    "do_not_fund",
    "do_not_refer",
    "dollars",
    "eligible",
    "enroll",
    "error",
    "escalate",
    "exactly",
    "exclude",
    "exit",
    "first",
    "fund",
    "has",
    "hide_tab",
    "hold",
    "ipairs",
    "known",
    "months",
    "next",
    "no_alert",
    "no_conference",
    "no_referral",
    "no_services",
    "not_eligible",
    "not_yet",
    "offer_service",
    "older_than",
    "one_of",
    "pairs",
    "passed",
    "pause",
    "pcall",
    "percent",
    "proceed",
    "refer",
    "refer_to",
    "require",
    "select",
    "services",
    "show_alert",
    "show_tab",
    "stay",
    "stop",
    "tonumber",
    "tostring",
    "type",
    "upcoming",
    "wait",
    "warn",
    "within",
    accord = { fields = { "policy" } },
    math = { fields = { "abs", "ceil", "floor", "max", "min", "tointeger" } },
    string = { fields = { "byte", "find", "format", "len", "lower", "rep", "sub", "upper" } },
    table = { fields = { "concat", "insert", "remove", "sort", "unpack" } },
  },
}

stds.accord_tests = {
  read_globals = {
    accord = { fields = { "tests" } },
    "expect", "expect_not", "expect_equal",
  },
}

std = "accord"
files["policies/**/tests/*.lua"] = { std = "accord+accord_tests" }
-- Rules are handed the case, the numbers and the thing asked about, and use what they need.
unused_args = false
-- Words for parents stay on one line.
max_line_length = false
