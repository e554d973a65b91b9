-- Federal floors on contempt: 45 CFR 303.6(c)(4) and Turner v. Rogers, 564 U.S. 431 (2011).
-- Edited by the central policy team with counsel; a state or a site can ask for more, never for less.
--
-- What bounds the remedy "contempt_referral" here bounds the decision to refer (D13) as well.

local policy = accord.policy { area = "enforcement", api = 1 }

local CONTEMPT = { "contempt_referral", "contempt_filing" }

-- A parent who can't pay: a recorded opinion says so, or a fact defeats ability.
local function cannot_pay(case)
  return case.opinion.able == "no"
    or case.circumstances.incarcerated
    or case.circumstances.ssi_only
    or case.circumstances.total_disability
end

-- A fresh screen: a dated opinion, with the answer yes, not older than the site allows.
local function screened_able(case, law)
  return case.opinion.able == "yes"
    and known(case.opinion.able_fresh_days)
    and case.opinion.able_fresh_days <= law.ability_screen.max_age_days
end

policy:forbid {
  id = "contempt-cannot-pay",
  point = "D11",
  remedies = CONTEMPT,
  about = "A parent who cannot pay is never referred or filed for contempt",
  authority = "45 CFR 303.6(c)(4); Turner v. Rogers, 564 U.S. 431 (2011)",
  tag = "law",
  when = cannot_pay,
  tell = {
    en = "Our records show that you can't pay right now, so we are not going to court. We can help you ask for a change in your order.",
    es = "Según nuestros datos, usted no puede pagar ahora, así que no vamos a la corte. Podemos ayudarle a pedir un cambio en su orden.",
  },
}

policy:forbid {
  id = "criminal-referral-cannot-pay",
  point = "D11",
  remedy = "criminal_referral",
  about = "A parent who cannot pay is not referred for criminal non-support either",
  authority = "45 CFR 303.6(c)(4), reading",
  tag = "assumed",
  when = cannot_pay,
  tell = {
    en = "Our records show that you can't pay right now, so we are not taking this step.",
    es = "Según nuestros datos, usted no puede pagar ahora, así que no tomamos esta medida.",
  },
}

policy:require {
  id = "contempt-ability-screen",
  point = "D11",
  remedies = CONTEMPT,
  missing = "ability-to-pay screen",
  about = "Contempt needs a fresh, dated screen that finds the parent able to pay",
  authority = "45 CFR 303.6(c)(4)(i)",
  tag = "law",
  met = screened_able,
  tell = {
    en = "Before any court step we must look at whether you are able to pay. Please tell us about your income and costs.",
    es = "Antes de ir a la corte debemos ver si usted puede pagar. Cuéntenos de sus ingresos y gastos.",
  },
}

policy:require {
  id = "contempt-screen-has-evidence",
  point = "D11",
  remedies = CONTEMPT,
  missing = "evidence of ability to pay",
  about = "The screen names the evidence it rests on",
  authority = "45 CFR 303.6(c)(4)(i), form of the check",
  tag = "assumed",
  met = function(case)
    return case.opinion.able_evidence >= 1
  end,
  tell = {
    en = "We must have facts about what you can pay before any court step.",
    es = "Debemos tener datos sobre lo que usted puede pagar antes de ir a la corte.",
  },
}

policy:require {
  id = "contempt-notice-says-ability",
  point = "D11",
  remedy = "contempt_filing",
  missing = "notice that ability to pay is the critical question",
  about = "The notice text tells the parent that ability to pay is the critical question",
  authority = "45 CFR 303.6(c)(4)(iii); Turner v. Rogers",
  tag = "law",
  met = function(case)
    return any(case.court_events, function(event)
      return event.kind == "contempt_motion" and event.notice_states_ability_is_critical
    end)
  end,
  tell = {
    en = "Our letter must tell you that the main question is whether you are able to pay.",
    es = "Nuestra carta debe decirle que la pregunta principal es si usted puede pagar.",
  },
}

policy:require {
  id = "contempt-court-gets-ability-facts",
  point = "D11",
  remedy = "contempt_filing",
  missing = "ability information for the court",
  about = "The court is given what the agency knows about ability to pay",
  authority = "45 CFR 303.6(c)(4)(ii)",
  tag = "law",
  met = function(case)
    return any(case.court_events, function(event)
      return event.kind == "contempt_motion" and event.ability_information_given
    end)
  end,
  tell = {
    en = "The court must get the facts about what you can pay. You can add your own.",
    es = "La corte debe recibir los datos sobre lo que usted puede pagar. Usted puede agregar los suyos.",
  },
}

policy:require {
  id = "contempt-parent-located",
  point = "D11",
  remedy = "contempt_filing",
  missing = "confirmed location of the parent",
  about = "The agency knows where the parent is before it files",
  authority = "45 CFR 303.6(c)(4), form of the check",
  tag = "assumed",
  met = function(case)
    return known(case.located_on) or known(case.engagement.last_two_way_on)
  end,
  tell = {
    en = "We have not been able to reach you yet. Please call us so that we can hear from you first.",
    es = "Todavía no hemos podido hablar con usted. Llámenos para que podamos escucharle primero.",
  },
}

return policy
