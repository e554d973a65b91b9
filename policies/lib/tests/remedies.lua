-- Tests of policies/lib/remedies.lua: what was tried, and which step comes next.
-- Edited beside the library; policies/lib/tests/parent.lua says what a test may hold.

local tests    = accord.tests { as_of = "2019-03-01" }
local remedies = require "remedies"

tests:case {
    name  = "A released remedy was tried; one that was only found was not",
    check = function(case)
        expect(remedies.tried(case, "income_withholding"), "income_withholding")
        expect_not(remedies.tried(case, "driver_license_suspension"), "driver_license_suspension")
        expect_not(remedies.tried(case, "account_levy"), "account_levy")
    end,
}

for _, state in ipairs { "notice_sent", "waiting", "upheld", "in_effect" } do
    tests:case {
        name  = "Tried: " .. state,
        base  = "oh-license",
        with  = { ["cases.0.remedies.0.state"] = state },
        check = function(case) expect(remedies.tried(case, "driver_license_suspension")) end,
    }
end

tests:case {
    name  = "Withholding was tried, and so were tax refunds",
    check = function(case)
        expect(remedies.withholding_tried(case), "withholding_tried")
        expect(remedies.tax_offset_tried(case), "tax_offset_tried")
    end,
}

tests:case {
    name    = "Without an employer withholding can't work",
    with    = { ["cases.0.remedies"] = {}, ["ncp.employments"] = {} },
    check   = function(case)
        expect(case.work.withholding_failed, "withholding_failed")
        expect(remedies.withholding_tried(case), "withholding_tried")
        expect_not(remedies.tax_offset_tried(case), "tax_offset_tried")
    end,
}

tests:case {
    name  = "One tax refund is enough",
    with  = { ["cases.0.remedies.2.kind"] = "property_lien" },
    check = function(case) expect(remedies.tax_offset_tried(case)) end,
}

tests:case {
    name  = "The license was found possible and not begun: something is left",
    check = function(case)
        expect(remedies.something_left(case), "something_left")
        expect(remedies.found_possible(case, "driver_license_suspension"), "found_possible")
        expect_not(remedies.found_possible(case, "income_withholding"), "found_possible")
    end,
}

tests:case {
    name  = "A step whose notice is out is no longer left",
    base  = "oh-license",
    check = function(case)
        expect_not(remedies.something_left(case), "something_left")
        expect_not(remedies.found_possible(case, "driver_license_suspension"), "found_possible")
    end,
}

tests:case {
    name  = "A court step does not count as something left",
    with  = { ["cases.0.remedies.0.kind"] = "contempt_referral" },
    check = function(case) expect_not(remedies.something_left(case)) end,
}

local ladder = { "account_levy", "driver_license_suspension", "contempt_referral" }

tests:case {
    name  = "The first step of the ladder that is possible",
    check = function(case)
        expect_equal(remedies.next_step(case, ladder), "driver_license_suspension")
    end,
}

tests:case {
    name  = "Nothing is possible: contempt comes last",
    base  = "oh-license",
    check = function(case) expect_equal(remedies.next_step(case, ladder), "contempt_referral") end,
}

return tests
