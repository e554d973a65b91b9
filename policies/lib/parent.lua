-- Small questions about a parent that several sites ask in the same words.
-- Edited by policy authors of all sites together: a change here reaches every site.

local parent = {}

-- The parent and we have talked, both ways, within the site's window.
function parent.engaged(case, site)
    return within(case.engagement.last_two_way_on, site.engaged.window_days)
end

-- A job ended within the site's window, the parent did not walk out, and has no new job.
function parent.lost_job(case, site)
    return within(case.work.last_job_ended_on, site.job_loss.window_days)
        and case.work.last_job_end_reason ~= "quit"
        and not case.work.employed
end

-- Two recorded opinions, neither expired: the parent can pay, and chooses not to.
function parent.refuses_with_means(case)
    return case.opinion.able == "yes" and case.opinion.willful == "yes"
end

-- The parent's life makes payment impossible today.
function parent.cannot_pay(case)
    return case.circumstances.incarcerated
        or case.circumstances.ssi_only
        or case.circumstances.total_disability
        or case.circumstances.in_treatment
        or case.opinion.able == "no"
end

-- A dated opinion says that the parent can pay, and it is not too old.
function parent.screened_able(case, site)
    return case.opinion.able == "yes"
        and within(case.opinion.able_on, site.ability_screen.max_age_days)
end

-- Nothing was paid for the site's number of days; never paid counts from the first charge.
function parent.unpaid_long_enough(case, site)
    if known(case.payments.last_on) then
        return at_least_ago(case.payments.last_on, site.enroll.min_days_unpaid)
    end
    return at_least_ago(case.support.first_charge_on, site.enroll.min_days_unpaid)
end

-- Less than the site's share of what fell due was paid in its look-back time.
function parent.pays_too_little(case, site)
    if site.enroll.look_back_days > days(90) then
        return case.payments.share_180 < site.enroll.max_paid_share
    end
    return case.payments.share_90 < site.enroll.max_paid_share
end

-- Part of this month's support came in, large enough to count.
function parent.paid_enough_this_month(case, site)
    return case.support.has_current
        and case.payments.paid_30 >= case.support.monthly * site.license.month_paid_share
end

-- A plain warning went out, and the days it promised are over.
function parent.warned(case, site)
    return any(case.contacts, function(contact)
        return contact.with == "ncp" and contact.purpose == "warning"
            and contact.direction == "outgoing"
            and at_least_ago(contact.on, site.warning.days_before_remedy)
    end)
end

-- A plain warning went out at some time.
function parent.has_warning(case)
    return any(case.contacts, function(contact)
        return contact.with == "ncp" and contact.purpose == "warning"
            and contact.direction == "outgoing"
    end)
end

-- Enough attempts over enough days, and never an answer.
function parent.unreachable(case, site)
    return not case.engagement.ncp_reached
        and case.engagement.attempts_total >= site.unreachable.attempts
        and known(case.engagement.days_trying)
        and case.engagement.days_trying >= site.unreachable.days
end

-- The parent came to our office and talked with us within the site's window.
function parent.came_to_office(case, site)
    return any(case.contacts, function(contact)
        return contact.with == "ncp" and contact.channel == "office_visit"
            and contact.outcome == "spoke"
            and within(contact.on, site.engaged.window_days)
    end)
end

-- An agreed plan runs, and no step of it was missed.
function parent.keeps_plan(case)
    return case.plan.active and case.plan.missed_commitments < 1
end

return parent
