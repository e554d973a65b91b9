-- What Riverside and San Bernardino decide about help: which of our services we offer first, which
-- partner fits, and how we hand a parent over.
-- Edited by the administrators of both county departments.
--
-- In short: the license release is our first offer. The partner of the county where the parent lives
-- comes first. We introduce the parent, and the partner takes it from there.

local policy = accord.policy { area = "referral", api = 1 }

local help = require "help"

-- The order in which we offer our own services.
local order = {
    "license_reinstatement", "order_modification", "arrears_compromise",
    "payment_plan", "parenting_time_help", "medical_order_change",
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
    id        = "clear-the-warrant-first",
    about     = "A parent with an open warrant is helped to clear it first, without fear of coming to us",
    point     = "D8",
    element   = "respect",
    authority = "Design value",
    tag       = "assumed",
    when      = function(case) return case.circumstances.warrant_open end,
    decide    = function() return services { "warrant_resolution", "order_modification" } end,
    tell      = {
        en = "You can talk to us about the warrant. We will help you clear it.",
        es = "Puede hablar con nosotros sobre la orden de arresto. Le ayudamos a resolverla.",
    },
}

policy:rule {
    id        = "offer-the-license-first",
    about     = "The license first, then the order, then old debt owed to the state",
    point     = "D8",
    element   = "helpfulness",
    authority = "San Bernardino License Release Project, NACo award 2017",
    tag       = "published",
    when      = function(case, site)
        return help.any_offer(case, site, order)
    end,
    decide    = function(case, site)
        return services(help.offers(case, site, order))
    end,
    tell      = {
        en = "We start with your license. Then we look at your order and your debt together.",
        es = "Empezamos con su licencia. Después vemos juntos su orden y su deuda.",
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
    id        = "warm-handoff-then-the-partner-takes-over",
    about     = "The parent is introduced, and our part ends there",
    point     = "D9",
    element   = "helpfulness",
    authority = "Policy & Practice, summer 2025, warm handoff; ending at the referral is a design value",
    tag       = "assumed",
    when      = function(case, site, it) return it.matches_barrier end,
    decide    = function(case, site)
        return refer_to {
            handoff = "warm", follow_up = site.referral.follow_up_days, stay_involved = false,
        }
    end,
    tell      = {
        en = "We will introduce you to {partner}. They will work with you from there.",
        es = "Le vamos a presentar a {partner}. A partir de ahí, ellos trabajan con usted.",
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
    id        = "county-of-residence-first",
    about     = "A partner of the county where the parent lives comes first",
    point     = "D9",
    element   = "helpfulness",
    authority = "Design value: county of residence",
    tag       = "assumed",
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
