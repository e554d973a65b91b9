-- Tests of policies/lib/cadence.lua: whom to contact next, and how.
-- Edited beside the library; policies/lib/tests/parent.lua says what a test may hold.

local tests   = accord.tests { as_of = "2019-03-01" }
local cadence = require "cadence"

local function last_attempt_by(channel)
    return { ["contacts.10.channel"] = channel }
end

tests:case {
    name  = "After a letter comes the next channel of the site's order",
    check = function(case, site)
        expect_equal(cadence.next_channel(case, site), "social_private_message")
    end,
}

tests:case {
    name  = "After a call comes a text",
    with  = last_attempt_by("phone_call"),
    check = function(case, site) expect_equal(cadence.next_channel(case, site), "text") end,
}

tests:case {
    name  = "After the last channel the first one comes again",
    with  = last_attempt_by("social_private_message"),
    check = function(case, site) expect_equal(cadence.next_channel(case, site), "phone_call") end,
}

tests:case {
    name  = "Nobody tried: the first channel",
    base  = "just-enrolled",
    check = function(case, site) expect_equal(cadence.next_channel(case, site), "phone_call") end,
}

tests:case {
    name  = "Seven days after the last attempt it is time",
    as_of = "2019-02-27",
    check = function(case, site) expect(cadence.time_to_try(case, site)) end,
}

tests:case {
    name  = "Six days after the last attempt it is not",
    as_of = "2019-02-26",
    check = function(case, site) expect_not(cadence.time_to_try(case, site)) end,
}

tests:case {
    name  = "The other parent waits seven days, too",
    as_of = "2019-02-20",
    check = function(case, site) expect(cadence.time_to_try_cp(case, site)) end,
}

tests:case {
    name  = "Six days after the other parent's call it is not time",
    as_of = "2019-02-19",
    check = function(case, site) expect_not(cadence.time_to_try_cp(case, site)) end,
}

tests:case {
    name  = "Before any attempt it is time for both, and nobody was tried",
    base  = "just-enrolled",
    check = function(case, site)
        expect(cadence.time_to_try(case, site), "time_to_try")
        expect(cadence.time_to_try_cp(case, site), "time_to_try_cp")
        expect(cadence.nobody_tried(case), "nobody_tried")
        expect(cadence.cp_waits(case, site), "cp_waits")
    end,
}

tests:case {
    name  = "Both were tried and the other parent was reached",
    check = function(case, site)
        expect_not(cadence.nobody_tried(case), "nobody_tried")
        expect_not(cadence.cp_waits(case, site), "cp_waits")
    end,
}

local function call_to_cp(number, on)
    return {
        contact_id = "contact-0" .. number, case_id = "case-1", on = on, hour = 10, with = "cp",
        channel = "phone_call", direction = "outgoing", purpose = "introduction",
        outcome = "left_message", language = "en", automated = false,
    }
end

tests:case {
    name  = "One call to the other parent is not enough",
    base  = "just-enrolled",
    with  = { contacts = { call_to_cp(1, "2019-02-27") } },
    check = function(case, site)
        expect_not(cadence.nobody_tried(case), "nobody_tried")
        expect(cadence.cp_waits(case, site), "cp_waits")
    end,
}

tests:case {
    name  = "Two calls are enough for the first month",
    base  = "just-enrolled",
    with  = { contacts = { call_to_cp(1, "2019-02-27"), call_to_cp(2, "2019-02-28") } },
    check = function(case, site) expect_not(cadence.cp_waits(case, site)) end,
}

tests:case {
    name  = "No message waits",
    check = function(case) expect_not(cadence.message_waits(case)) end,
}

tests:case {
    name  = "A parent's text waits for an answer",
    with  = {
        ["contacts.11"] = {
            contact_id = "contact-11", case_id = "case-1", on = "2019-02-28", hour = 20,
            with = "ncp", channel = "text", direction = "incoming", purpose = "request",
            outcome = "delivered_no_reply", language = "en", automated = false,
        },
    },
    check = function(case) expect(cadence.message_waits(case)) end,
}

tests:case {
    name  = "Six days after the last attempt nobody has asked about the missed payment",
    as_of = "2019-02-26",
    check = function(case, site) expect(cadence.missed_payment(case, site)) end,
}

tests:case {
    name  = "Five days after it somebody has",
    as_of = "2019-02-25",
    check = function(case, site) expect_not(cadence.missed_payment(case, site)) end,
}

tests:case {
    name  = "Who pays in full has missed nothing",
    base  = "steady-payer",
    check = function(case, site) expect_not(cadence.missed_payment(case, site)) end,
}

tests:case {
    name  = "A step is near three days before it is due",
    base  = "in-plan",
    with  = { ["plans.0.commitments.1.who"] = "ncp" },
    as_of = "2019-03-12",
    check = function(case, site) expect(cadence.step_is_near(case, site)) end,
}

tests:case {
    name  = "Four days before it is not",
    base  = "in-plan",
    with  = { ["plans.0.commitments.1.who"] = "ncp" },
    as_of = "2019-03-11",
    check = function(case, site) expect_not(cadence.step_is_near(case, site)) end,
}

tests:case {
    name  = "Without a plan no step is near",
    check = function(case, site) expect_not(cadence.step_is_near(case, site)) end,
}

tests:case {
    name  = "A check-in is due thirty-one days after the last talk",
    as_of = "2019-03-15",
    check = function(case, site) expect(cadence.check_in_due(case, site)) end,
}

tests:case {
    name  = "Thirty days after it is not",
    as_of = "2019-03-14",
    check = function(case, site) expect_not(cadence.check_in_due(case, site)) end,
}

tests:case {
    name  = "Nor is it while the last attempt is fresh",
    as_of = "2019-03-15",
    with  = { ["contacts.10.on"] = "2019-03-11" },
    check = function(case, site) expect_not(cadence.check_in_due(case, site)) end,
}

return tests
