-- Which of our own services can help a parent now, asked by several sites in the same words.
-- Edited by policy authors of all sites together: a change here reaches every site.

local help = {}

-- The service was asked for or granted before; offering it again would be no help.
local function under_way(case, kind)
    return any(case.enhanced_services, function(service)
        return service.kind == kind and known(service.outcome)
            and one_of(service.outcome, "granted", "pending")
    end)
end

-- One question for each service: would it change something for this parent today?
local useful = {
    account_correction = function(case)
        return case.record_error_open
    end,
    warrant_resolution = function(case)
        return case.circumstances.warrant_open
    end,
    order_modification = function(case, site)
        return case.support.order_in_force and case.support.has_current
            and (not case.work.employed or case.circumstances.incarcerated
                or case.circumstances.total_disability or case.circumstances.second_family)
    end,
    license_reinstatement = function(case)
        return any(case.remedies, function(remedy)
            return one_of(remedy.kind, "driver_license_suspension", "occupational_license_suspension",
                "recreational_license_suspension")
                and one_of(remedy.state, "notice_sent", "waiting", "upheld", "in_effect")
        end)
    end,
    arrears_compromise = function(case, site)
        return case.arrears.state_owed >= site.debt_help.min_state_owed
    end,
    payment_plan = function(case)
        return case.arrears.total > dollars(0)
    end,
    arrears_audit = function(case)
        return case.arrears.total > dollars(0) and case.engagement.stated_reason == "record_error"
    end,
    parenting_time_help = function(case)
        return known(case.engagement.stated_reason)
            and one_of(case.engagement.stated_reason, "no_access_to_child", "conflict")
            and case.safety.family_violence == "none_known"
    end,
    medical_order_change = function(case)
        return case.support.order_in_force
            and any(case.children, function(child) return not child.health_covered end)
    end,
}

-- The services of the site's list that are useful today, in the site's order.
function help.offers(case, site, order)
    local offers = {}
    for _, kind in ipairs(order) do
        if useful[kind](case, site) and not under_way(case, kind) then
            table.insert(offers, kind)
        end
    end
    return offers
end

-- At least one service of the site's list is useful today.
function help.any_offer(case, site, order)
    return #help.offers(case, site, order) > 0
end

return help
