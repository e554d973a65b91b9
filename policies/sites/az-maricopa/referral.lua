-- What Maricopa County decides about help: which of our services we offer first, which partner
-- fits, and how we hand a parent over.
-- Edited by the administrators of the Division of Child Support Services, Maricopa County.
--
-- In short: a change of the order comes first, then the Settlement Program for old debt. The
-- partner that can see a parent soonest comes first. We stay involved while a plan runs.

local policy = accord.policy { area = "referral", api = 1 }

local help = require "help"

-- The order in which we offer our own services.
local order = {
    "order_modification", "payment_plan", "arrears_compromise",
    "license_reinstatement", "parenting_time_help", "medical_order_change",
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
    id        = "offer-what-helps-now",
    about     = "The services that would change something today, the order first, then the Settlement Program",
    point     = "D8",
    element   = "helpfulness",
    authority = "DCSS-POL-06-17; DCSS-POL-08-18; the order is a design value",
    tag       = "assumed",
    when      = function(case, site)
        return help.any_offer(case, site, order)
    end,
    decide    = function(case, site)
        return services(help.offers(case, site, order))
    end,
    tell      = {
        en = "These services may help you now. We will do the paperwork with you.",
        es = "Estos servicios le pueden ayudar ahora. Hacemos el papeleo con usted.",
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
    id        = "warm-handoff",
    about     = "The case manager introduces the parent to the partner in person or by phone",
    point     = "D9",
    element   = "helpfulness",
    authority = "PJAC brief 8; Policy & Practice, summer 2025, warm handoff",
    tag       = "seed",
    when      = function(case, site, it) return it.matches_barrier end,
    decide    = function(case, site)
        return refer_to {
            handoff = "warm", follow_up = site.referral.follow_up_days, stay_involved = case.plan.active,
        }
    end,
    tell      = {
        en = "We will introduce you to {partner}, so that you do not start alone.",
        es = "Le vamos a presentar a {partner}, para que no empiece sin apoyo.",
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
    id        = "sooner-is-better",
    about     = "A partner that can start within 14 days comes earlier",
    point     = "D9",
    element   = "helpfulness",
    authority = "Design value",
    tag       = "assumed",
    when      = function(case, site, it) return it.waiting_days <= days(14) end,
    points    = 20,
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
