-- What the PJAC model fixes about services and referrals for all six sites: help follows a need
-- that the parent named. Edited by the model's owner.

local policy = accord.policy { area = "referral", api = 1 }

-- unreachable: the host turns down a partner that meets no need in the plan before any rule is asked.
policy:require {
    id        = "pjac-need-named-first",
    about     = "A partner is offered only for a need that is written in the parent's plan",
    point     = "D9",
    authority = "PJAC brief 8, action plans are individual and agreed",
    tag       = "seed",
    missing   = "a need in the plan that this partner can meet",
    met       = function(case, law, it) return it.matches_barrier end,
    tell      = {
        en = "Tell us what you need, and we will look for the right place together.",
        es = "Díganos qué necesita, y juntos buscamos el lugar adecuado.",
    },
}

return policy
