-- Tests of policies/lib/help.lua: which of our own services would change something today.
-- Edited beside the library; policies/lib/tests/parent.lua says what a test may hold.

local tests = accord.tests { as_of = "2019-03-01" }
local help  = require "help"

tests:case {
    name  = "The services that help, in the site's order",
    check = function(case, site)
        local order = { "payment_plan", "account_correction", "order_modification" }
        expect_equal(help.offers(case, site, order), { "payment_plan", "order_modification" })
        expect(help.any_offer(case, site, order), "any_offer")
    end,
}

tests:case {
    name  = "What was granted is not offered again",
    with  = { ["enhanced_services.2.outcome"] = "granted" },
    check = function(case, site)
        expect_equal(help.offers(case, site, { "payment_plan" }), {})
        expect_not(help.any_offer(case, site, { "payment_plan" }), "any_offer")
    end,
}

tests:case {
    name  = "What was denied may be offered again",
    with  = { ["enhanced_services.2.outcome"] = "denied" },
    check = function(case, site) expect(help.any_offer(case, site, { "payment_plan" })) end,
}

-- The base parent, changed so that a service helps.
local helps = {
    account_correction    = { ["cases.0.record_error_open"] = true },
    order_modification    = {},
    license_reinstatement = { ["cases.0.remedies.0.state"] = "upheld" },
    arrears_compromise    = { ["cases.0.ledger.0.owed_to"] = "state", ["cases.0.ledger.0.amount"] = 50000 },
    arrears_audit         = { ["contacts.8.stated_reason"] = "record_error" },
    parenting_time_help   = { ["contacts.8.stated_reason"] = "no_access_to_child" },
    medical_order_change  = { ["cases.0.children.0.health_covered"] = false },
}

-- The same parent just on the other side of the line, or without the reason.
local helps_not = {
    account_correction    = {},
    license_reinstatement = { ["cases.0.remedies.0.state"] = "identified" },
    arrears_compromise    = { ["cases.0.ledger.0.owed_to"] = "state", ["cases.0.ledger.0.amount"] = 49999 },
    arrears_audit         = {},
    parenting_time_help   = {},
    warrant_resolution    = {},
    medical_order_change  = {},
}

for kind, changes in pairs(helps) do
    tests:case {
        name  = "Helps: " .. kind,
        with  = changes,
        check = function(case, site) expect(help.any_offer(case, site, { kind })) end,
    }
end

for kind, changes in pairs(helps_not) do
    tests:case {
        name  = "Does not help: " .. kind,
        with  = changes,
        check = function(case, site) expect_not(help.any_offer(case, site, { kind })) end,
    }
end

tests:case {
    name  = "Who works and has no other family needs no other order",
    base  = "steady-payer",
    check = function(case, site) expect_not(help.any_offer(case, site, { "order_modification" })) end,
}

tests:case {
    name  = "Nothing owed: no plan to pay it",
    base  = "steady-payer",
    check = function(case, site) expect_not(help.any_offer(case, site, { "payment_plan" })) end,
}

return tests
