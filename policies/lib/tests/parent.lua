-- Tests of policies/lib/parent.lua: small questions about a parent, on both sides of each line.
-- Edited beside the library; the numbers are those of the model unless a test sets its own.
--
-- A test takes a made-up parent from policies/fixtures, changes what matters, and asks:
--   name, as_of, site, base, with, parameters, because   as in the YAML tests
--   without    fields to remove (what `null` does in YAML)
--   check      a function of the case and the site's numbers, with
--              expect(x), expect_not(x), expect_equal(got, wanted)

local tests  = accord.tests { as_of = "2019-03-01" }
local parent = require "parent"

tests:case {
    name  = "A talk thirty days ago still counts as engaged",
    with  = { ["contacts.8.on"] = "2019-01-30" },
    check = function(case, site) expect(parent.engaged(case, site)) end,
}

tests:case {
    name  = "A talk thirty-one days ago does not",
    with  = { ["contacts.8.on"] = "2019-01-29" },
    check = function(case, site) expect_not(parent.engaged(case, site)) end,
}

tests:case {
    name  = "A job lost ninety days ago is a lost job",
    with  = { ["ncp.employments.0.ended_on"] = "2018-12-01" },
    check = function(case, site) expect(parent.lost_job(case, site)) end,
}

tests:case {
    name  = "A job lost ninety-one days ago is not",
    with  = { ["ncp.employments.0.ended_on"] = "2018-11-30" },
    check = function(case, site) expect_not(parent.lost_job(case, site)) end,
}

tests:case {
    name  = "Who walked out has not lost the job",
    with  = { ["ncp.employments.0.end_reason"] = "quit" },
    check = function(case, site) expect_not(parent.lost_job(case, site)) end,
}

tests:case {
    name    = "Who works again has not lost the job",
    without = { "ncp.employments.0.ended_on", "ncp.employments.0.end_reason" },
    check   = function(case, site) expect_not(parent.lost_job(case, site)) end,
}

tests:case {
    name  = "Able and willful, both on record: refuses with means",
    base  = "refuses-with-means",
    check = function(case) expect(parent.refuses_with_means(case)) end,
}

tests:case {
    name  = "Able but not willful is no refusal",
    base  = "refuses-with-means",
    with  = { ["opinions.1.answer"] = "no" },
    check = function(case) expect_not(parent.refuses_with_means(case)) end,
}

tests:case {
    name  = "Willful but not able is no refusal",
    base  = "refuses-with-means",
    with  = { ["opinions.0.answer"] = "no" },
    check = function(case) expect_not(parent.refuses_with_means(case)) end,
}

tests:case {
    name  = "The ordinary parent can pay",
    check = function(case) expect_not(parent.cannot_pay(case)) end,
}

for _, base in ipairs { "incarcerated", "ssi-only" } do
    tests:case {
        name  = "Cannot pay: " .. base,
        base  = base,
        check = function(case) expect(parent.cannot_pay(case)) end,
    }
end

tests:case {
    name  = "Cannot pay: in treatment",
    with  = { ["ncp.treatments"] = { { kind = "residential_drug_alcohol", started_on = "2019-02-04" } } },
    check = function(case) expect(parent.cannot_pay(case)) end,
}

tests:case {
    name  = "Cannot pay: an opinion says so",
    with  = { ["opinions.0.answer"] = "no" },
    check = function(case) expect(parent.cannot_pay(case)) end,
}

tests:case {
    name  = "An opinion thirty days old screens the parent as able",
    with  = { ["opinions.0.given_on"] = "2019-01-30" },
    check = function(case, site) expect(parent.screened_able(case, site)) end,
}

tests:case {
    name  = "An opinion thirty-one days old does not",
    with  = { ["opinions.0.given_on"] = "2019-01-29" },
    check = function(case, site) expect_not(parent.screened_able(case, site)) end,
}

tests:case {
    name  = "A fresh opinion that says no does not",
    with  = { ["opinions.0.answer"] = "no" },
    check = function(case, site) expect_not(parent.screened_able(case, site)) end,
}

tests:case {
    name  = "Ninety days after the last payment it is long enough",
    as_of = "2019-02-18",
    check = function(case, site) expect(parent.unpaid_long_enough(case, site)) end,
}

tests:case {
    name  = "Eighty-nine days after the last payment it is not",
    as_of = "2019-02-17",
    check = function(case, site) expect_not(parent.unpaid_long_enough(case, site)) end,
}

local function one_charge(on)
    return { {
        entry_id = "l-01", obligation_id = "obligation-1", kind = "charge", amount = 30000,
        effective_on = on, posted_on = on, owed_to = "family",
    } }
end

tests:case {
    name  = "Never paid: ninety days after the first charge it is long enough",
    with  = { ["cases.0.ledger"] = one_charge("2018-12-01") },
    check = function(case, site) expect(parent.unpaid_long_enough(case, site)) end,
}

tests:case {
    name  = "Never paid: eighty-nine days after the first charge it is not",
    with  = { ["cases.0.ledger"] = one_charge("2018-12-02") },
    check = function(case, site) expect_not(parent.unpaid_long_enough(case, site)) end,
}

tests:case {
    name  = "Nothing paid in ninety days is too little",
    check = function(case, site) expect(parent.pays_too_little(case, site)) end,
}

tests:case {
    name  = "Everything paid is not too little",
    base  = "steady-payer",
    check = function(case, site) expect_not(parent.pays_too_little(case, site)) end,
}

tests:case {
    name       = "A site that looks back half a year sees the payment of October",
    with       = { ["cases.0.ledger.6.amount"] = 100000 },
    parameters = { ["enroll.look_back_days"] = "180 days" },
    check      = function(case, site) expect_not(parent.pays_too_little(case, site)) end,
}

tests:case {
    name       = "A site that looks back half a year sees little else",
    parameters = { ["enroll.look_back_days"] = "180 days" },
    check      = function(case, site) expect(parent.pays_too_little(case, site)) end,
}

local function paid_in_february(cents)
    return {
        ["cases.0.ledger.8.effective_on"] = "2019-02-11", ["cases.0.ledger.8.posted_on"] = "2019-02-12",
        ["cases.0.ledger.8.amount"] = cents,
    }
end

tests:case {
    name  = "Half of this month's support is enough",
    with  = paid_in_february(15000),
    check = function(case, site) expect(parent.paid_enough_this_month(case, site)) end,
}

tests:case {
    name  = "A cent below half is not",
    with  = paid_in_february(14999),
    check = function(case, site) expect_not(parent.paid_enough_this_month(case, site)) end,
}

tests:case {
    name  = "A warning is over after fourteen days",
    base  = "refuses-with-means",
    with  = { ["contacts.7.on"] = "2019-02-15" },
    check = function(case, site)
        expect(parent.warned(case, site), "warned")
        expect(parent.has_warning(case), "has_warning")
    end,
}

tests:case {
    name  = "A warning of thirteen days is out, but not over",
    base  = "refuses-with-means",
    with  = { ["contacts.7.on"] = "2019-02-16" },
    check = function(case, site)
        expect_not(parent.warned(case, site), "warned")
        expect(parent.has_warning(case), "has_warning")
    end,
}

tests:case {
    name  = "A letter that warns of nothing is no warning",
    check = function(case, site)
        expect_not(parent.warned(case, site), "warned")
        expect_not(parent.has_warning(case), "has_warning")
    end,
}

tests:case {
    name  = "Eight attempts in eighty-one days and no answer: unreachable",
    base  = "unreached",
    check = function(case, site) expect(parent.unreachable(case, site)) end,
}

tests:case {
    name       = "Eight attempts are too few where nine are asked for",
    base       = "unreached",
    parameters = { ["unreachable.attempts"] = 9 },
    check      = function(case, site) expect_not(parent.unreachable(case, site)) end,
}

tests:case {
    name  = "Fifty-nine days of trying are too few",
    base  = "unreached",
    as_of = "2019-02-07",
    check = function(case, site) expect_not(parent.unreachable(case, site)) end,
}

tests:case {
    name  = "Who answered is not unreachable",
    check = function(case, site) expect_not(parent.unreachable(case, site)) end,
}

tests:case {
    name  = "A visit thirty days ago counts",
    with  = { ["contacts.8.channel"] = "office_visit", ["contacts.8.on"] = "2019-01-30" },
    check = function(case, site) expect(parent.came_to_office(case, site)) end,
}

tests:case {
    name  = "A visit thirty-one days ago does not",
    with  = { ["contacts.8.channel"] = "office_visit", ["contacts.8.on"] = "2019-01-29" },
    check = function(case, site) expect_not(parent.came_to_office(case, site)) end,
}

tests:case {
    name  = "A call is no visit",
    check = function(case, site) expect_not(parent.came_to_office(case, site)) end,
}

tests:case {
    name  = "An agreed plan with no missed step is kept",
    base  = "in-plan",
    check = function(case) expect(parent.keeps_plan(case)) end,
}

tests:case {
    name  = "One missed step, and the plan is not kept",
    base  = "in-plan",
    with  = { ["plans.0.commitments.0.status"] = "missed" },
    check = function(case) expect_not(parent.keeps_plan(case)) end,
}

tests:case {
    name  = "Without a plan there is nothing to keep",
    check = function(case) expect_not(parent.keeps_plan(case)) end,
}

return tests
