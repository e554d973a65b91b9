-- Virginia law for enforcement: 90 days or $5,000, service of notices, seizure, bank orders, and the need to state a ground.
-- Edited by the state's policy team with counsel; a site can be more patient, never less.
--
-- The withholding ceiling in Virginia is the federal one (Va. Code 34-29 ‡), so no rule for it stands here.

local policy = accord.policy { area = "enforcement", api = 1 }

local LICENSES = {
  "driver_license_suspension", "occupational_license_suspension", "recreational_license_suspension",
}
local COURT_LICENSES = { "occupational_license_suspension", "recreational_license_suspension" }

local function ninety_days_or_5000(case, law)
  return case.arrears.days_behind >= law.license.days_behind
    or case.arrears.total >= law.license.arrears_min
end

-- ---------------------------------------------------------------------------------------------------
-- Licenses
-- ---------------------------------------------------------------------------------------------------

policy:available {
  id = "va-driver-license-trigger",
  point = "D11",
  remedy = "driver_license_suspension",
  about = "90 days or more behind, or $5,000 or more, or a court paper that was not obeyed",
  authority = "Va. Code 46.2-320, now 46.2-320.1",
  tag = "law",
  when = function(case, law)
    return ninety_days_or_5000(case, law)
      or case.circumstances.warrant_open
      or case.court.missed_hearing
  end,
  tell = {
    en = "You are less than 90 days behind and owe less than $5,000, so you keep your license.",
    es = "Usted tiene menos de 90 días de atraso y debe menos de $5,000, así que conserva su licencia.",
  },
}

policy:available {
  id = "va-other-license-trigger",
  point = "D11",
  remedies = COURT_LICENSES,
  about = "90 days or more behind, or $5,000 or more, before the court is asked about a license",
  authority = "Va. Code 63.2-1937",
  tag = "law",
  when = ninety_days_or_5000,
  tell = {
    en = "You are less than 90 days behind and owe less than $5,000, so you keep your license.",
    es = "Usted tiene menos de 90 días de atraso y debe menos de $5,000, así que conserva su licencia.",
  },
}

policy:available {
  id = "va-license-held",
  point = "D11",
  remedies = LICENSES,
  about = "The parent holds a license of the kind asked about",
  authority = "Va. Code 46.2-320.1; Va. Code 63.2-1937, reading",
  tag = "assumed",
  when = function(case, _, it)
    if it.kind == "driver_license_suspension" then
      return case.circumstances.has_driver_license
    end
    if it.kind == "occupational_license_suspension" then
      return case.circumstances.has_professional_license
    end
    return case.circumstances.has_recreational_license
  end,
  tell = {
    en = "You have no license of this kind on file, so nothing changes.",
    es = "Usted no tiene una licencia de este tipo en nuestros datos, así que nada cambia.",
  },
}

policy:require {
  id = "va-license-notice",
  point = "D11",
  remedies = LICENSES,
  missing = "30 days since the notice of intent was served",
  about = "A license action takes effect 30 days after the notice is served, with a chance to pay or agree",
  authority = "Va. Code 46.2-320, now 46.2-320.1; Va. Code 63.2-1937",
  tag = "law",
  met = function(_, law, it)
    return at_least_ago(it.notice_sent_on, law.license.effective_days)
  end,
  tell = {
    en = "You have 30 days from our notice to pay or make a plan with us.",
    es = "Usted tiene 30 días desde nuestro aviso para pagar o hacer un plan con nosotros.",
  },
}

policy:require {
  id = "va-driver-license-served",
  point = "D11",
  remedy = "driver_license_suspension",
  missing = "notice of intent served by certified mail or in person",
  about = "The notice of intent for a driver license is served by certified mail or in person",
  authority = "Va. Code 46.2-320, now 46.2-320.1",
  tag = "law",
  met = function(_, _, it)
    return one_of(it.notice_method, "certified", "personal")
  end,
  tell = {
    en = "We must send you this notice by certified mail or give it to you in person.",
    es = "Debemos enviarle este aviso por correo certificado o dárselo en persona.",
  },
}

policy:require {
  id = "va-driver-license-hearing-window",
  point = "D11",
  remedy = "driver_license_suspension",
  missing = "10 days since service, to ask for a hearing",
  about = "The parent has 10 days from service to ask for a court hearing",
  authority = "Va. Code 46.2-320, now 46.2-320.1",
  tag = "law",
  met = function(_, law, it)
    return older_than(it.notice_sent_on, law.license.hearing_days)
  end,
  tell = {
    en = "You have 10 days from our notice to ask a judge to look at this.",
    es = "Usted tiene 10 días desde nuestro aviso para pedir que un juez lo revise.",
  },
}

-- ---------------------------------------------------------------------------------------------------
-- Liens, seizure, bank orders
-- ---------------------------------------------------------------------------------------------------

policy:require {
  id = "va-lien-docketed",
  point = "D11",
  remedy = "property_lien",
  missing = "order docketed with the court",
  about = "A lien arises when the order is docketed, on property in that place",
  authority = "Va. Code 63.2-1927, reading",
  tag = "assumed",
  met = function(case)
    return passed(case.debt_judgment_on)
  end,
  tell = {
    en = "The court must first list this debt. Your property is not affected now.",
    es = "Primero la corte debe registrar esta deuda. Sus bienes no se tocan por ahora.",
  },
}

policy:available {
  id = "va-seizure-minimum",
  point = "D11",
  remedy = "property_seizure",
  about = "A seizure or vehicle boot needs $1,000 of debt with current support, or $500 with arrears only",
  authority = "22VAC40-880-350, 2017 text; amended June 2025",
  tag = "law",
  when = function(case, law)
    if case.support.has_current then
      return case.arrears.total >= law.seizure.min_with_current
    end
    return case.arrears.total >= law.seizure.min_arrears_only
  end,
  tell = {
    en = "The amount you owe is below the limit. Your property is not affected.",
    es = "Lo que usted debe está por debajo del límite. Sus bienes no se tocan.",
  },
}

policy:require {
  id = "va-seizure-ordinary-steps-failed",
  point = "D11",
  remedy = "property_seizure",
  missing = "ordinary remedies that were tried and failed",
  about = "Ordinary remedies were tried and failed before a seizure",
  authority = "22VAC40-880-350, 2017 text",
  tag = "law",
  met = function(case)
    return case.work.withholding_failed
  end,
  tell = {
    en = "There are other steps we must try first.",
    es = "Hay otros pasos que debemos intentar primero.",
  },
}

policy:require {
  id = "va-seizure-lien-filed",
  point = "D11",
  remedy = "property_seizure",
  missing = "lien filed",
  about = "A lien is filed before a seizure",
  authority = "22VAC40-880-350, 2017 text",
  tag = "law",
  met = function(case)
    return any(case.remedies, function(remedy)
      return remedy.kind == "property_lien" and remedy.state == "in_effect"
    end)
  end,
  tell = {
    en = "There are other steps we must try first.",
    es = "Hay otros pasos que debemos intentar primero.",
  },
}

-- The director or the director's delegate gives the final word on a seizure, outside this system.
policy:require {
  id = "va-seizure-notice",
  point = "D11",
  remedy = "property_seizure",
  missing = "notice of intent to seize",
  about = "The parent gets a notice of intent before a seizure",
  authority = "22VAC40-880-350, 2017 text",
  tag = "law",
  met = function(_, _, it)
    return known(it.notice_sent_on)
  end,
  tell = {
    en = "We must write to you before we take this step.",
    es = "Debemos escribirle antes de tomar esta medida.",
  },
}

policy:available {
  id = "va-bank-order-interstate",
  point = "D11",
  remedy = "account_levy",
  about = "A bank order on an interstate request needs at least $500 in the account",
  authority = "Federal state profile, Virginia",
  tag = "published",
  when = function(case, law, it)
    if not case.interstate then
      return true
    end
    return known(it.account_balance) and it.account_balance >= law.levy.min_account_interstate
  end,
  tell = {
    en = "We do not see $500 or more in the account, so nothing is taken.",
    es = "No vemos $500 o más en la cuenta, así que no se toma nada.",
  },
}

-- ---------------------------------------------------------------------------------------------------
-- Credit, offset, work order
-- ---------------------------------------------------------------------------------------------------

policy:available {
  id = "va-credit-active-case",
  point = "D11",
  remedy = "credit_reporting",
  about = "Enforceable arrears on an active case are reported to credit bureaus",
  authority = "Federal state profile, Virginia",
  tag = "published",
  when = function(case)
    return one_of(case.status, "open", "reopened") and case.arrears.total > cents(0)
  end,
  tell = {
    en = "Your case is not active, so nothing goes to a credit bureau.",
    es = "Su caso no está activo, así que no se avisa a las agencias de crédito.",
  },
}

policy:available {
  id = "va-state-offset-minimum",
  point = "D11",
  remedy = "state_tax_offset",
  about = "The state tax offset needs at least $25 past due",
  authority = "Design value, no public source found",
  tag = "assumed",
  when = function(case, law)
    return case.arrears.total >= law.state_offset.min
  end,
  tell = {
    en = "The amount you owe is below the limit for taking a state tax refund.",
    es = "Lo que usted debe está por debajo del límite para tomar un reembolso del estado.",
  },
}

policy:available {
  id = "va-work-order-tanf",
  point = "D11",
  remedy = "seek_work_order",
  about = "A work order may be asked for when support is overdue for a child on cash aid",
  authority = "42 USC 666(a)(15)",
  tag = "law",
  when = function(case)
    return case.kind == "iv_a"
  end,
  tell = {
    en = "We are not asking for a work order in your case.",
    es = "No pedimos una orden de trabajo en su caso.",
  },
}

-- ---------------------------------------------------------------------------------------------------
-- A hold needs a stated ground
-- ---------------------------------------------------------------------------------------------------

-- Remedies go on until the parent complies. A site rule that names its ground may hold; the site's default may not.
policy:due {
  id = "va-hold-needs-ground",
  point = "D11",
  about = "In Virginia a remedy is held only for a stated reason; otherwise a supervisor is asked",
  authority = "22VAC40-880-390, reading",
  tag = "assumed",
  when = function(_, law)
    return law.remedies_continue.in_force
  end,
  tell = {
    en = "We need a written reason to wait. A supervisor will look at your case.",
    es = "Necesitamos una razón escrita para esperar. Un supervisor revisará su caso.",
  },
}

policy:due {
  id = "va-wait-needs-ground",
  point = "D12",
  about = "In Virginia waiting is chosen only for a stated reason; otherwise a supervisor is asked",
  authority = "22VAC40-880-390, reading",
  tag = "assumed",
  when = function(_, law)
    return law.remedies_continue.in_force
  end,
  tell = {
    en = "We need a written reason to wait. A supervisor will look at your case.",
    es = "Necesitamos una razón escrita para esperar. Un supervisor revisará su caso.",
  },
}

return policy
