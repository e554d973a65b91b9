-- What the PJAC model fixes about outreach for all six sites: both parents, with equal effort,
-- and no warning before an introduction. Edited by the model's owner.
--
-- These are floors on a proposed contact: they stop or delay it, they never add one.

local policy = accord.policy { area = "outreach", api = 1 }

policy:require {
    id        = "pjac-equal-effort",
    about     = "Outreach to the custodial parent does not run far ahead; the federal layer has the reverse",
    point     = "contact",
    who       = "cp",
    authority = "PJAC brief 8, both parents are contacted; neutrality",
    tag       = "seed",
    missing   = "an attempt to reach the noncustodial parent",
    when      = function(case, law, it)
        return it.purpose ~= "response" and not case.engagement.ncp_reached
    end,
    met       = function(case, law)
        return case.engagement.cp_attempts_total - case.engagement.attempts_total
            <= law.outreach.max_attempt_gap
    end,
    tell      = {
        en = "We contact both parents, in the same way and with the same care.",
        es = "Nos comunicamos con los dos padres, de la misma manera y con el mismo cuidado.",
    },
}

-- unreachable: no outreach rule of the six sites proposes a warning; warnings are answers to D12.
policy:require {
    id        = "pjac-introduction-before-warning",
    about     = "The first message to a parent is never a warning",
    point     = "contact",
    who       = "ncp",
    authority = "PJAC brief 8, respect: no threat in a first message",
    tag       = "seed",
    missing   = "an introduction",
    when      = function(case, law, it)
        return one_of(it.purpose, "warning", "enforcement_notice")
    end,
    met       = function(case) return case.engagement.attempts_total > 0 end,
    tell      = {
        en = "We will first introduce ourselves and tell you how we can help.",
        es = "Primero nos presentamos y le decimos cómo podemos ayudar.",
    },
}

-- unreachable: the host proposes no automated contact today. It stays for the day it does.
policy:forbid {
    id        = "pjac-no-machine-after-an-unsafe-talk",
    about     = "After a conversation that became unsafe, no automated message goes out",
    point     = "contact",
    authority = "Design value, after PJAC brief 8 on training in domestic violence response",
    tag       = "assumed",
    when      = function(case, law, it) return case.engagement.unsafe and it.automated end,
    tell      = {
        en = "A person, not a machine, will write to you next.",
        es = "La próxima vez le escribirá una persona, no una máquina.",
    },
}

return policy
