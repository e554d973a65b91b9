-- Federal floors for enforcement: what is available, forbidden, still missing, due or automatic everywhere.
-- Edited by the central policy team with counsel; a state or a site can ask for more, never for less.

local policy = accord.policy { area = "enforcement", api = 1 }

-- ---------------------------------------------------------------------------------------------------
-- Words used below
-- ---------------------------------------------------------------------------------------------------

local CONTEMPT = { "contempt_referral", "contempt_filing" }
local COLLECTING = {
  "income_withholding", "federal_tax_offset", "state_tax_offset", "administrative_offset",
  "passport_denial", "credit_reporting", "driver_license_suspension",
  "occupational_license_suspension", "recreational_license_suspension", "account_levy",
  "property_lien", "property_seizure", "lump_sum_intercept", "seek_work_order",
  "contempt_referral", "contempt_filing", "criminal_referral",
}
local EVERY_REMEDY = { "medical_support_notice", table.unpack(COLLECTING) }

-- Some floors hold at several questions. Each gets its own rule; the id ends in the question's name.
local function forbid_at(points, floor)
  for _, point in ipairs(points) do
    policy:forbid {
      id = floor.id .. "-" .. string.lower(point),
      point = point,
      about = floor.about,
      authority = floor.authority,
      tag = floor.tag,
      when = floor.when,
      tell = floor.tell,
    }
  end
end

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

-- Attempts to both parents are comparable: the custodial parent was reached, or was tried about as often.
local function both_parents_tried(case, law)
  if case.engagement.cp_reached then
    return true
  end
  return case.engagement.cp_attempts_total >= 1
    and case.engagement.attempts_total - case.engagement.cp_attempts_total
      <= law.outreach.max_attempt_gap
end

-- The duty to act runs from the later of two days: the agency knew, and the agency knew where.
local function duty_starts(case)
  local noticed, located = case.delinquency_identified_on, case.located_on
  if known(noticed) and known(located) and located > noticed then
    return located
  end
  return noticed
end

local function duty_is_due(case, law)
  local span = law.enforcement_duty.days
  if case.service_needed and case.service_attempts >= law.enforcement_duty.min_service_attempts then
    span = law.enforcement_duty.days_with_service
  end
  return older_than(duty_starts(case), span)
end

-- ---------------------------------------------------------------------------------------------------
-- What stops every remedy
-- ---------------------------------------------------------------------------------------------------

policy:available {
  id = "debt-exists",
  point = "D11",
  remedies = COLLECTING,
  about = "Support must be unpaid before it can be enforced",
  authority = "45 CFR 303.6(b)",
  tag = "law",
  when = function(case)
    return case.arrears.total > cents(0)
  end,
  tell = {
    en = "No support is past due, so we are not taking this step.",
    es = "No hay manutención atrasada, así que no tomamos esta medida.",
  },
}

policy:available {
  id = "not-already-in-effect",
  point = "D11",
  remedies = EVERY_REMEDY,
  about = "A remedy that is already in effect is not started again",
  authority = "Life cycle of a remedy",
  tag = "assumed",
  when = function(_, _, it)
    return not known(it) or it.state ~= "in_effect"
  end,
  tell = {
    en = "This step is already in place. Nothing new is being added.",
    es = "Esta medida ya está en marcha. No se agrega nada nuevo.",
  },
}

forbid_at({ "D1", "D11", "D12", "D13" }, {
  id = "closed-case",
  about = "Nothing is enforced on a closed case",
  authority = "45 CFR 303.11",
  tag = "law",
  when = function(case)
    return case.status == "closed"
  end,
  tell = {
    en = "Your case is closed, so we are not taking any new step.",
    es = "Su caso está cerrado, así que no tomamos ninguna medida nueva.",
  },
})

forbid_at({ "D1", "D11", "D12", "D13" }, {
  id = "parent-deceased",
  about = "Nothing is started against a parent who has died; a person looks at the estate",
  authority = "45 CFR 303.11(b)(4), reading",
  tag = "assumed",
  when = function(case)
    return case.circumstances.deceased
  end,
  tell = {
    en = "We are sorry for your loss. We have stopped all action on this case.",
    es = "Sentimos mucho su pérdida. Hemos detenido toda acción en este caso.",
  },
})

forbid_at({ "D11", "D12", "D13" }, {
  id = "good-cause",
  about = "An accepted reason, often danger, stops enforcement, also of debt owed to the state",
  authority = "IM-19-06, read in part; 45 CFR 303.11(b)(14)",
  tag = "published",
  when = function(case)
    return case.safety.good_cause
  end,
  tell = {
    en = "We are not taking this step right now. You can call us with any question.",
    es = "Por ahora no tomamos esta medida. Puede llamarnos si tiene preguntas.",
  },
})

-- Family violence does not end enforcement by itself. Steps that put parents face to face wait for a review.
policy:require {
  id = "safety-review-first",
  point = "D11",
  remedies = { "contempt_referral", "contempt_filing", "criminal_referral", "property_seizure" },
  missing = "safety review",
  about = "While the custodial parent or child is at risk, a trained worker reviews safety before court steps",
  authority = "42 USC 654(26); IM-19-06, reading",
  tag = "assumed",
  when = function(case)
    return case.safety_flags.cp_at_risk
  end,
  met = function(case)
    return known(case.safety.reviewed_on)
  end,
  tell = {
    en = "We need to finish a check on our side before any next step.",
    es = "Tenemos que terminar una revisión nuestra antes del próximo paso.",
  },
}

policy:require {
  id = "contest-decided-first",
  point = "D11",
  missing = "answer to the parent's objection",
  about = "A remedy waits while the parent's objection to it is open",
  authority = "42 USC 666(a)(7); 45 CFR 303.72; 45 CFR 303.100",
  tag = "law ‡",
  met = function(_, _, it)
    return it.state ~= "contested" and it.contest_result ~= "pending"
  end,
  tell = {
    en = "You told us this may be wrong. We will answer you before we do anything more.",
    es = "Usted nos dijo que esto puede ser un error. Le responderemos antes de hacer algo más.",
  },
}

-- ---------------------------------------------------------------------------------------------------
-- Income withholding
-- ---------------------------------------------------------------------------------------------------

-- Withholding that starts with the order itself is set up by the order and is not asked about here.
policy:available {
  id = "withholding-one-month-behind",
  point = "D11",
  remedy = "income_withholding",
  about = "Withholding starts once the unpaid sum equals one month of support",
  authority = "45 CFR 303.100; 45 CFR 303.6(b)",
  tag = "law ‡",
  when = function(case)
    return case.arrears.total >= case.support.monthly
  end,
  tell = {
    en = "You are less than one month behind, so we are not asking your employer to send payments.",
    es = "Usted debe menos de un mes, así que no pedimos a su empleador que envíe pagos.",
  },
}

policy:limit {
  id = "withholding-federal-ceiling",
  point = "D11",
  remedy = "income_withholding",
  about = "No more than a set share of weekly take-home pay may be withheld, all support orders together",
  authority = "15 USC 1673(b)(2); DOJ Office of Legal Counsel opinion, 2 May 1979",
  tag = "law",
  at_most = function(case, law)
    local pay = case.work.disposable_per_week
    if not known(pay) then
      return nil
    end
    if case.circumstances.second_family then
      if case.arrears.over_12_weeks then
        return pay * law.withholding.second_family_older
      end
      return pay * law.withholding.second_family_recent
    end
    if case.arrears.over_12_weeks then
      return pay * law.withholding.one_family_older
    end
    return pay * law.withholding.one_family_recent
  end,
  tell = {
    en = "By law, no more than {amount} may be taken from one week of your pay for support.",
    es = "Por ley, no se puede descontar más de {amount} de una semana de su pago para la manutención.",
  },
}

policy:automatic {
  id = "withholding-is-automatic",
  point = "D11",
  remedy = "income_withholding",
  about = "Withholding runs by law once its test is met and cannot be held by a site",
  authority = "45 CFR 303.6(c)(1); 45 CFR 303.100",
  tag = "law",
  when = function()
    return true
  end,
  tell = {
    en = "The law asks your employer to send part of your pay for support. If an amount is wrong, please call us.",
    es = "La ley pide que su empleador envíe parte de su pago para la manutención. Si hay un error, llámenos.",
  },
}

-- ---------------------------------------------------------------------------------------------------
-- Medical support notice
-- ---------------------------------------------------------------------------------------------------

policy:available {
  id = "medical-notice-employer-known",
  point = "D11",
  remedy = "medical_support_notice",
  about = "The medical support notice goes to a known employer",
  authority = "45 CFR 303.32(a)",
  tag = "law",
  when = function(case)
    return case.work.employed
  end,
  tell = {
    en = "We don't have an employer on file, so no health cover notice is sent.",
    es = "No tenemos un empleador registrado, así que no se envía aviso de seguro médico.",
  },
}

policy:automatic {
  id = "medical-notice-is-automatic",
  point = "D11",
  remedy = "medical_support_notice",
  about = "The medical support notice goes out by law when the employer is known",
  authority = "45 CFR 303.32(a)-(c)",
  tag = "law",
  when = function()
    return true
  end,
  tell = {
    en = "The law asks us to tell your employer about health cover for your child.",
    es = "La ley nos pide avisar a su empleador sobre el seguro médico de su hijo o hija.",
  },
}

-- ---------------------------------------------------------------------------------------------------
-- Offsets
-- ---------------------------------------------------------------------------------------------------

-- The two kinds of debt are never added together; inside one kind the parent's cases are.
policy:available {
  id = "federal-offset-threshold",
  point = "D11",
  remedy = "federal_tax_offset",
  about = "At least $150 owed to the state or at least $500 owed to families; the two are never mixed",
  authority = "45 CFR 303.72; OCSE PIQ-01-06",
  tag = "law",
  when = function(case, law)
    return case.arrears.parent_state_owed >= law.federal_offset.state_owed_min
      or case.arrears.parent_family_owed >= law.federal_offset.family_owed_min
  end,
  tell = {
    en = "The amount you owe is below the limit for taking a tax refund.",
    es = "Lo que usted debe está por debajo del límite para tomar un reembolso de impuestos.",
  },
}

policy:require {
  id = "federal-offset-notice",
  point = "D11",
  remedy = "federal_tax_offset",
  missing = "advance notice of the offset",
  about = "The parent is told in advance and may ask for a review",
  authority = "45 CFR 303.72",
  tag = "law ‡",
  met = function(_, _, it)
    return known(it.notice_sent_on)
  end,
  tell = {
    en = "We must write to you before this step. You can ask us to check the amount.",
    es = "Debemos escribirle antes de esta medida. Usted puede pedir que revisemos la cantidad.",
  },
}

policy:automatic {
  id = "tax-offset-is-automatic",
  point = "D11",
  remedies = { "federal_tax_offset", "state_tax_offset" },
  about = "Every case that qualifies for a tax offset is sent in once a year; a site cannot hold it",
  authority = "45 CFR 303.6(c)(3); 68 FR 37978 (2003)",
  tag = "law",
  when = function()
    return true
  end,
  tell = {
    en = "The law asks us to use tax refunds for past-due support. You can ask us to check the amount.",
    es = "La ley nos pide usar los reembolsos de impuestos para pagos atrasados. Puede pedir que revisemos la cantidad.",
  },
}

-- ---------------------------------------------------------------------------------------------------
-- Passport and credit
-- ---------------------------------------------------------------------------------------------------

policy:available {
  id = "passport-threshold",
  point = "D11",
  remedy = "passport_denial",
  about = "Certified debt must be more than $2,500; exactly $2,500 is not enough",
  authority = "42 USC 652(k), 654(31)",
  tag = "law ‡",
  when = function(case, law)
    return case.arrears.total > law.passport.debt_over
  end,
  tell = {
    en = "You don't owe enough for a passport limit. Your passport is not affected.",
    es = "Usted no debe tanto como para limitar su pasaporte. Su pasaporte no cambia.",
  },
}

policy:require {
  id = "credit-notice-and-contest",
  point = "D11",
  remedy = "credit_reporting",
  missing = "notice and a chance to contest",
  about = "Debt is reported to credit bureaus only after notice and a chance to contest",
  authority = "42 USC 666(a)(7)",
  tag = "law ‡",
  met = function(_, _, it)
    return known(it.notice_sent_on) and not upcoming(it.response_due_on)
  end,
  tell = {
    en = "We must first write to you and give you time to tell us if the amount is wrong.",
    es = "Primero debemos escribirle y darle tiempo para decirnos si la cantidad no es correcta.",
  },
}

-- ---------------------------------------------------------------------------------------------------
-- Protected income and property
-- ---------------------------------------------------------------------------------------------------

policy:forbid {
  id = "ssi-is-never-taken",
  point = "D11",
  remedies = { "income_withholding", "account_levy", "property_seizure", "lump_sum_intercept" },
  about = "SSI is never withheld, levied or counted as income to enforce against",
  authority = "42 USC 659(h); 45 CFR 307.11(c)(3)",
  tag = "law ‡",
  when = function(case)
    return case.circumstances.ssi_only
  end,
  tell = {
    en = "Your SSI is protected. We can't take it for support.",
    es = "Su SSI está protegido. No podemos tomarlo para la manutención.",
  },
}

policy:forbid {
  id = "account-may-hold-ssi",
  point = "D11",
  remedy = "account_levy",
  about = "The account of a parent who gets SSI is not levied, since it may hold SSI",
  authority = "42 USC 659(h); 45 CFR 307.11(c)(3), reading",
  tag = "assumed",
  when = function(case)
    return case.circumstances.receives_ssi
  end,
  tell = {
    en = "Your account may hold SSI, so we are not taking money from it.",
    es = "Su cuenta puede tener dinero del SSI, así que no tomamos dinero de ella.",
  },
}

-- The federal bankruptcy text was not read. Ohio's account rule names bankruptcy; we read it for all states.
policy:forbid {
  id = "bankruptcy-protects-property",
  point = "D11",
  remedies = { "account_levy", "property_lien", "property_seizure", "lump_sum_intercept" },
  about = "Property is left alone while a bankruptcy is open",
  authority = "OAC 5101:12-55-10.1, read for all states; federal bankruptcy text not read",
  tag = "assumed",
  when = function(case)
    return case.circumstances.bankruptcy_active
  end,
  tell = {
    en = "Your bankruptcy case is open, so we are leaving your property alone.",
    es = "Su caso de bancarrota está abierto, así que no tocamos sus bienes.",
  },
}

policy:forbid {
  id = "work-order-not-for-incapacity",
  point = "D11",
  remedy = "seek_work_order",
  about = "No work order for a parent who cannot work",
  authority = "42 USC 666(a)(15)",
  tag = "law",
  when = function(case)
    return case.circumstances.total_disability
      or case.circumstances.incarcerated
      or case.circumstances.in_treatment
  end,
  tell = {
    en = "You can't work right now, so we are not asking you to look for work.",
    es = "Usted no puede trabajar ahora, así que no le pedimos buscar trabajo.",
  },
}

-- ---------------------------------------------------------------------------------------------------
-- Contempt: 45 CFR 303.6(c)(4) and Turner v. Rogers
-- What bounds the remedy "contempt_referral" here bounds the decision to refer (D13) as well.
-- ---------------------------------------------------------------------------------------------------

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

-- ---------------------------------------------------------------------------------------------------
-- Equal effort to both parents before further steps
-- ---------------------------------------------------------------------------------------------------

policy:require {
  id = "both-parents-tried-before-step",
  point = "D12",
  missing = "attempts to reach the custodial parent",
  about = "Both parents are tried about equally before a further step",
  authority = "Five elements of procedural justice, neutrality",
  tag = "assumed",
  when = function(case)
    return case.kind ~= "iv_e"
  end,
  met = both_parents_tried,
  tell = {
    en = "We want to hear from both parents before the next step.",
    es = "Queremos escuchar a los dos padres antes del próximo paso.",
  },
}

policy:require {
  id = "both-parents-tried-before-referral",
  point = "D13",
  missing = "attempts to reach the custodial parent",
  about = "Both parents are tried about equally before a contempt referral",
  authority = "Five elements of procedural justice, neutrality",
  tag = "assumed",
  when = function(case)
    return case.kind ~= "iv_e"
  end,
  met = both_parents_tried,
  tell = {
    en = "We want to hear from both parents before the next step.",
    es = "Queremos escuchar a los dos padres antes del próximo paso.",
  },
}

-- ---------------------------------------------------------------------------------------------------
-- The duty to act within 30 or 60 days: after it, silence is not an answer
-- ---------------------------------------------------------------------------------------------------

policy:due {
  id = "duty-to-act",
  point = "D11",
  remedies = {
    "administrative_offset", "passport_denial", "credit_reporting", "driver_license_suspension",
    "occupational_license_suspension", "recreational_license_suspension", "account_levy",
    "property_lien", "property_seizure", "lump_sum_intercept", "seek_work_order",
    "contempt_referral", "contempt_filing", "criminal_referral",
  },
  about = "After 30 days, or 60 while papers are being served, a hold needs a written reason",
  authority = "45 CFR 303.6(c)(2)",
  tag = "law",
  when = duty_is_due,
  tell = {
    en = "The law asks us to act or to write down why we wait. A supervisor will look at your case.",
    es = "La ley nos pide actuar o anotar por qué esperamos. Un supervisor revisará su caso.",
  },
}

policy:due {
  id = "duty-to-act-next-step",
  point = "D12",
  about = "After 30 days, or 60 while papers are being served, waiting needs a written reason",
  authority = "45 CFR 303.6(c)(2)",
  tag = "law",
  when = duty_is_due,
  tell = {
    en = "The law asks us to act or to write down why we wait. A supervisor will look at your case.",
    es = "La ley nos pide actuar o anotar por qué esperamos. Un supervisor revisará su caso.",
  },
}

return policy
