-- What Muskegon County decides about help: which of our services we offer first, which partner fits,
-- and how we hand a parent over.
-- Edited by the administrators of the Friend of the Court, Muskegon County.
--
-- In short: we meet parents at the school of their district, where PASS staff and partners sit.
-- We stay involved until the program is over.

local policy = accord.policy { area = "referral", api = 1 }

local help = require "help"

-- The order in which we offer our own services.
local order = {
    "payment_plan", "license_reinstatement", "order_modification",
    "arrears_compromise", "parenting_time_help", "medical_order_change",
}

-- D8: which of our own services we offer, and in which order.

policy:rule {
    id        = "fix-our-own-mistake-first",
    about     = "An error in the record is corrected before anything else is offered",
    point     = "D8",
    element   = "respect",
    authority = "PJAC brief 8, errors found in a case review are corrected",
    tag       = "seed",
    when      = function(case) return case.record_error_open end,
    decide    = function() return services { "account_correction", "arrears_audit" } end,
    tell      = {
        en = "We found a mistake in your record. We will fix it and tell you the new numbers.",
        es = "Encontramos un error en su expediente. Lo corregimos y le damos los números nuevos.",
    },
}

policy:rule {
    id        = "clear-the-warrant-for-a-step",
    about     = "A parent with an open warrant may clear it with a payment or a plan",
    point     = "D8",
    element   = "respect",
    authority = "Michigan child support blog, July 2019, amnesty week",
    tag       = "published",
    when      = function(case) return case.circumstances.warrant_open end,
    decide    = function() return services { "warrant_resolution", "payment_plan" } end,
    tell      = {
        en = "You can clear the warrant with a payment or a plan. Come and talk to us.",
        es = "Puede resolver la orden de arresto con un pago o un plan. Venga a hablar con nosotros.",
    },
}

policy:rule {
    id        = "offer-a-plan-first",
    about     = "A payment plan first, then the license, then the order",
    point     = "D8",
    element   = "helpfulness",
    authority = "Michigan child support blog, July 2019; the order is a design value",
    tag       = "assumed",
    when      = function(case, site)
        return help.any_offer(case, site, order)
    end,
    decide    = function(case, site)
        return services(help.offers(case, site, order))
    end,
    tell      = {
        en = "Let us start with a plan you can keep. Then we look at your license and your order.",
        es = "Empecemos con un plan que pueda cumplir. Después vemos su licencia y su orden.",
    },
}

policy:default {
    id        = "no-service-today",
    about     = "None of our services would change something today",
    point     = "D8",
    element   = "neutrality",
    authority = "Design value",
    tag       = "assumed",
    decide    = function() return no_services {} end,
    tell      = {
        en = "Right now none of our services would change something for you. We will look again.",
        es = "Por ahora ninguno de nuestros servicios cambiaría algo para usted. Lo volveremos a revisar.",
    },
}

-- D9: asked for each partner that serves the area and has a contract: do we send the parent there?

policy:rule {
    id        = "few-doors-at-a-time",
    about     = "No new referral while a parent has as many open as the site allows",
    point     = "D9",
    element   = "respect",
    authority = "Design value",
    tag       = "assumed",
    when      = function(case, site)
        return case.open_referrals >= site.referral.max_open
    end,
    decide    = function() return no_referral {} end,
    tell      = {
        en = "You already work with other places. Let us finish there first.",
        es = "Ya trabaja con otros lugares. Terminemos ahí primero.",
    },
}

policy:rule {
    id        = "not-back-where-it-did-not-fit",
    about     = "A parent is not sent back to a place that was left before",
    point     = "D9",
    element   = "respect",
    authority = "Design value",
    tag       = "assumed",
    when      = function(case, site, it) return it.past_dropped end,
    decide    = function() return no_referral {} end,
    tell      = {
        en = "That place did not fit last time. We will look for another one.",
        es = "Ese lugar no le quedó bien la última vez. Buscaremos otro.",
    },
}

policy:rule {
    id        = "handoff-at-the-school",
    about     = "The parent meets the partner at the school office, and we stay involved",
    point     = "D9",
    element   = "helpfulness",
    authority = "MDHHS release, 2016: staff in Pathways to Potential schools; staying involved is a design value",
    tag       = "published",
    when      = function(case, site, it) return it.matches_barrier end,
    decide    = function(case, site)
        return refer_to {
            handoff = "on_site", follow_up = site.referral.follow_up_days, stay_involved = true,
        }
    end,
    tell      = {
        en = "Meet {partner} with us at the school. We stay with you until you finish.",
        es = "Conozca a {partner} con nosotros en la escuela. Le acompañamos hasta que termine.",
    },
}

-- No test reaches this default: the host asks only about partners that meet a need, and the rules above answer all
-- of those. Each question must have a default.
policy:default {
    id        = "no-partner-today",
    about     = "No rule sends the parent to this partner",
    point     = "D9",
    element   = "neutrality",
    authority = "Design value",
    tag       = "assumed",
    decide    = function() return no_referral {} end,
    tell      = {
        en = "We have not found the right place yet. We will keep looking.",
        es = "Todavía no encontramos el lugar adecuado. Seguiremos buscando.",
    },
}

-- Which of several partners comes first.

policy:rank {
    id        = "own-school-district-first",
    about     = "A partner in the school district where the parent lives comes first",
    point     = "D9",
    element   = "helpfulness",
    authority = "MDHHS release, 2016: all 12 school districts of the county",
    tag       = "published",
    when      = function(case, site, it)
        return any(it.areas, function(area) return area.name == case.ncp.service_area end)
    end,
    points    = 30,
    because   = "serves the area where the parent lives",
    tell      = {
        en = "This place is near you.",
        es = "Este lugar queda cerca de usted.",
    },
}

policy:rank {
    id        = "sooner-is-better",
    about     = "A partner that can start within 14 days comes earlier",
    point     = "D9",
    element   = "helpfulness",
    authority = "Design value",
    tag       = "assumed",
    when      = function(case, site, it) return it.waiting_days <= days(14) end,
    points    = 10,
    because   = "short wait",
    tell      = {
        en = "This place can see you soon.",
        es = "Este lugar le puede atender pronto.",
    },
}

policy:rank {
    id        = "where-it-worked-before",
    about     = "A partner where the parent finished a program before comes earlier",
    point     = "D9",
    element   = "respect",
    authority = "Design value",
    tag       = "assumed",
    when      = function(case, site, it) return it.past_completed end,
    points    = 5,
    because   = "the parent finished a program there",
    tell      = {
        en = "You did well there before.",
        es = "Allí le fue bien antes.",
    },
}

policy:rank {
    id        = "left-before-comes-last",
    about     = "A partner that the parent left before comes last",
    point     = "D9",
    element   = "respect",
    authority = "Design value",
    tag       = "assumed",
    when      = function(case, site, it) return it.past_dropped end,
    points    = -100,
    because   = "the parent left it before",
    tell      = {
        en = "We will look for a place that fits you better.",
        es = "Buscaremos un lugar que le quede mejor.",
    },
}

return policy
