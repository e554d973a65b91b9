-- Federal floors on every remedy: what stops all of them, equal effort to both parents, and the duty to act.
-- Edited by the central policy team with counsel; a state or a site can ask for more, never for less.
--
-- The floors on single remedies stand in the files enforcement_*.lua beside this one. Files are read in the order of
-- their names, so what stops every remedy is asked first.

local policy = accord.policy { area = "enforcement", api = 1 }

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
  authority = "Design value: a remedy runs once at a time",
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
  authority = "OCSE IM-19-06, read in part; 45 CFR 303.11(b)(14)",
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
  authority = "42 USC 654(26); OCSE IM-19-06, reading",
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
-- Equal effort to both parents before further steps
-- ---------------------------------------------------------------------------------------------------

-- Attempts to both parents are comparable: the custodial parent was reached, or was tried about as often.
local function both_parents_tried(case, law)
  if case.engagement.cp_reached then
    return true
  end
  return case.engagement.cp_attempts_total >= 1
    and case.engagement.attempts_total - case.engagement.cp_attempts_total
      <= law.outreach.max_attempt_gap
end

policy:require {
  id = "both-parents-tried-before-step",
  point = "D12",
  missing = "attempts to reach the custodial parent",
  about = "Both parents are tried about equally before a further step",
  authority = "PJAC brief 8, neutrality, calls to both parents; the gap is a design value",
  tag = "assumed",
  when = function(case)
    return case.kind ~= "iv_e"
  end,
  met = both_parents_tried,
  tell = {
    en = "We still have some calls to make before the next step.",
    es = "Todavía tenemos que hacer unas llamadas antes del próximo paso.",
  },
}

policy:require {
  id = "both-parents-tried-before-referral",
  point = "D13",
  missing = "attempts to reach the custodial parent",
  about = "Both parents are tried about equally before a contempt referral",
  authority = "PJAC brief 8, neutrality, calls to both parents; the gap is a design value",
  tag = "assumed",
  when = function(case)
    return case.kind ~= "iv_e"
  end,
  met = both_parents_tried,
  tell = {
    en = "We still have some calls to make before the next step.",
    es = "Todavía tenemos que hacer unas llamadas antes del próximo paso.",
  },
}

-- ---------------------------------------------------------------------------------------------------
-- The duty to act within 30 or 60 days: after it, silence is not an answer
-- ---------------------------------------------------------------------------------------------------

-- The duty to act runs from the later of two days: the agency knew, and the agency knew where.
local function duty_starts(case)
  local noticed, located = case.delinquency_identified_on, case.located_on
  if not known(noticed) or not known(located) then
    return nil
  end
  if located > noticed then
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
