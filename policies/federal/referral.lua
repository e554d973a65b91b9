-- Federal floors for referrals: consent, contracts, and what employment and training money may pay for.
-- Edited by the central policy team with counsel; a site ranks the partners that are left.
--
-- Area, language, contract dates and open places are plain facts: the host turns such partners down by itself.
--
-- Debt owed to a family is never the agency's to forgive: only the custodial parent can, asked without pressure
-- and after a safety check. The service "arrears_waiver" means to ask that parent, nothing more.

local policy = accord.policy { area = "referral", api = 1 }

-- A consent to share with partners is on record, is still in date, and was not taken back later.
local function shares(consent)
  return consent.who == "ncp" and consent.scope == "share_with_partner"
end

local function in_date(consent)
  return not older_than(consent.expires_on, days(0))
end

local function may_share(case)
  return any(case.consents, function(consent)
    return shares(consent)
      and consent.status == "given"
      and in_date(consent)
      and not any(case.consents, function(later)
        return shares(later) and later.status == "withdrawn" and later.on >= consent.on
      end)
  end)
end

-- The partner could be paid with federal employment and training money only.
local function only_iv_d_money(it)
  return has(it.funding, "iv_d_et")
    and not (has(it.funding, "tanf") or has(it.funding, "snap_et") or has(it.funding, "wioa")
      or has(it.funding, "grant") or has(it.funding, "none"))
end

-- What the parent needs and the partner offers lies inside the closed list of seven services: job search, readiness,
-- development, skills assessment and retention (employment), training and basic education, and work supports such
-- as a ride. A partner may offer more; what it offers beside the need does not count.
local function on_the_closed_list(case, it)
  return any(case.plan.barriers, function(need)
    return has(it.services, need) and one_of(need, "employment", "job_training", "education", "transport")
  end)
end

policy:require {
  id = "referral-consent-to-share",
  point = "D9",
  missing = "consent to share with a partner",
  about = "A partner learns about a parent only with the parent's consent",
  authority = "45 CFR 303.21",
  tag = "law ‡",
  met = may_share,
  tell = {
    en = "We ask you before we share your name with a partner.",
    es = "Le pedimos permiso antes de dar su nombre a una organización.",
  },
}

-- unreachable: the host turns such a partner down by its dates before any rule is asked. What was paid
-- under a contract is not recorded, so its ceiling is not looked at.
policy:forbid {
  id = "referral-contract-not-active",
  point = "D9",
  about = "No referral to a partner whose contract has not begun or has ended",
  authority = "Design value: a referral needs a contract that runs",
  tag = "assumed",
  when = function(_, _, it)
    return not it.contract_active
  end,
  tell = {
    en = "This partner can't take new people right now. We will look for another one.",
    es = "Esta organización no puede recibir a más personas ahora. Buscaremos otra.",
  },
}

-- ---------------------------------------------------------------------------------------------------
-- Federal employment and training money
-- ---------------------------------------------------------------------------------------------------

policy:forbid {
  id = "referral-et-plan-not-approved",
  point = "D9",
  about = "Employment and training money stays off until the approval of the state plan is on record",
  authority = "45 CFR 302.76; 89 FR 100789",
  tag = "law ‡",
  when = function(_, law, it)
    return only_iv_d_money(it) and not law.iv_d_et.plan_approved
  end,
  tell = {
    en = "We can't pay for this service yet. We will look for another way to help.",
    es = "Todavía no podemos pagar este servicio. Buscaremos otra forma de ayudar.",
  },
}

policy:forbid {
  id = "referral-et-closed-list",
  point = "D9",
  about = "Employment and training money pays only for the seven services on the closed list",
  authority = "45 CFR 309.121(b); 45 CFR 303.6(c)(5) as commonly cited",
  tag = "law ‡",
  when = function(case, _, it)
    return only_iv_d_money(it) and not on_the_closed_list(case, it)
  end,
  tell = {
    en = "This fund can't pay for this kind of help. We will look for another way.",
    es = "Este fondo no puede pagar este tipo de ayuda. Buscaremos otra forma.",
  },
}

policy:forbid {
  id = "referral-et-same-service-elsewhere",
  point = "D9",
  about = "Employment and training money does not pay for what another federal program already gives",
  authority = "45 CFR 309.121(a)(4)",
  tag = "law",
  when = function(case, _, it)
    return only_iv_d_money(it) and any(case.enrollments, function(enrollment)
      return enrollment.other_program_same_service == "yes" and not known(enrollment.ended_on)
    end)
  end,
  tell = {
    en = "Another program already gives you this service, so this fund can't pay for it too.",
    es = "Otro programa ya le da este servicio, así que este fondo no puede pagarlo también.",
  },
}

policy:require {
  id = "referral-et-overlap-checked",
  point = "D9",
  missing = "check that no other program gives the same service",
  about = "Before employment and training money is used, the agency finds out about other programs",
  authority = "45 CFR 309.121(a)(4)",
  tag = "law",
  when = function(_, _, it)
    return only_iv_d_money(it)
  end,
  met = function(case)
    return any(case.enrollments, function(enrollment)
      return enrollment.other_program_same_service ~= "not_checked"
    end)
  end,
  tell = {
    en = "We must first check if another program already gives you this service.",
    es = "Primero debemos ver si otro programa ya le da este servicio.",
  },
}

return policy
