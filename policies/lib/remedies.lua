-- Small questions about enforcement steps that several sites ask in the same words.
-- Edited by policy authors of all sites together: a change here reaches every site.

local remedies = {}

-- The step was started: its notice went out, or it took effect, now or in the past.
function remedies.tried(case, kind)
    return any(case.remedies, function(remedy)
        return remedy.kind == kind
            and one_of(remedy.state, "notice_sent", "waiting", "upheld", "in_effect", "released")
    end)
end

-- Withholding from wages runs, was tried, or cannot work because no employer is known.
function remedies.withholding_tried(case)
    return remedies.tried(case, "income_withholding") or case.work.withholding_failed
end

-- A tax refund of the state or of the United States was asked for.
function remedies.tax_offset_tried(case)
    return remedies.tried(case, "federal_tax_offset") or remedies.tried(case, "state_tax_offset")
end

-- Something on the case's list of remedies was found possible but not started.
function remedies.something_left(case)
    return any(case.remedies, function(remedy)
        return one_of(remedy.state, "identified", "notice_due")
            and not one_of(remedy.kind, "contempt_referral", "contempt_filing", "criminal_referral")
    end)
end

-- The step was found possible for this case, and nobody has started it yet.
function remedies.found_possible(case, kind)
    return any(case.remedies, function(remedy)
        return remedy.kind == kind and one_of(remedy.state, "identified", "suppressed", "notice_due")
    end)
end

-- The first step of a site's ladder that is possible and not started; contempt comes last.
function remedies.next_step(case, ladder)
    for _, kind in ipairs(ladder) do
        if remedies.found_possible(case, kind) then
            return kind
        end
    end
    return "contempt_referral"
end

return remedies
