-- Small questions about whom to contact next, and how, asked by several sites in the same words.
-- Edited by policy authors of all sites together: a change here reaches every site.

local cadence = {}

-- The channel after the last one tried, in the site's order; back to the first at the end.
function cadence.next_channel(case, site)
    local order = site.outreach.channels
    local last = case.engagement.last_channel
    for place = 1, #order - 1 do
        if order[place] == last then
            return order[place + 1]
        end
    end
    return order[1]
end

-- It is time to try the noncustodial parent again.
function cadence.time_to_try(case, site)
    return not known(case.engagement.last_attempt_on)
        or at_least_ago(case.engagement.last_attempt_on, site.attempt.spacing_days)
end

-- It is time to try the custodial parent again.
function cadence.time_to_try_cp(case, site)
    return not known(case.engagement.cp_last_attempt_on)
        or at_least_ago(case.engagement.cp_last_attempt_on, site.attempt.spacing_days)
end

-- Nobody has tried either parent yet.
function cadence.nobody_tried(case)
    return case.engagement.attempts_total < 1 and case.engagement.cp_attempts_total < 1
end

-- The custodial parent was not reached and has had too few attempts this month.
function cadence.cp_waits(case, site)
    return not case.engagement.cp_reached
        and case.engagement.cp_attempts_30 < site.attempts.first_30_days_cp
end

-- A parent's message waits for an answer.
function cadence.message_waits(case)
    return known(case.engagement.last_parent_message_on)
end

-- Support fell due this month, less came in, and nobody has asked why yet.
function cadence.missed_payment(case, site)
    return case.support.has_current
        and case.payments.paid_30 < case.payments.due_30
        and not within(case.engagement.last_attempt_on, site.missed_payment.contact_within_days)
end

-- A step of the plan falls due within the site's reminder days.
function cadence.step_is_near(case, site)
    return case.plan.active
        and upcoming(case.plan.next_due_on)
        and days_until(case.plan.next_due_on) <= site.reminder.days_before_due
end

-- Nobody has talked with the parent since the last check-in fell due.
function cadence.check_in_due(case, site)
    return not within(case.engagement.last_two_way_on, site.maintenance.checkin_days)
        and cadence.time_to_try(case, site)
end

return cadence
