-- Michigan law for enforcement: licenses and the 2021 driver license test, liens, accounts, credit and contempt.
-- Edited by the state's policy team with counsel; a site can be more patient, never less.

local policy = accord.policy { area = "enforcement", api = 1 }

local LICENSES = {
  "driver_license_suspension", "occupational_license_suspension", "recreational_license_suspension",
}

-- Michigan counts months of payments: more than two means a debt above two monthly amounts.
-- With no current support left, the age of the oldest unpaid charge is used (our reading).
local function over_months(case, number)
  if case.support.has_current then
    return case.arrears.total > case.support.monthly * number
  end
  return older_than(case.arrears.oldest_unpaid_on, months(1) * number)
end

local function at_least_months(case, number)
  if case.support.has_current then
    return case.arrears.total >= case.support.monthly * number
  end
  return at_least_ago(case.arrears.oldest_unpaid_on, months(1) * number)
end

-- Withholding cannot be used, or was used and brings nothing.
local function withholding_no_help(case)
  return case.work.withholding_failed or not case.work.employed
end

-- ---------------------------------------------------------------------------------------------------
-- Licenses
-- ---------------------------------------------------------------------------------------------------

policy:available {
  id = "mi-license-over-2-months",
  point = "D11",
  remedies = LICENSES,
  about = "A license notice needs arrears above two months of payments",
  authority = "MCL 552.628(1)",
  tag = "law",
  when = function(case, law)
    return over_months(case, law.license.arrears_over_months)
  end,
  tell = {
    en = "You owe two months or less, so your license is not affected.",
    es = "Usted debe dos meses o menos, así que su licencia no cambia.",
  },
}

policy:available {
  id = "mi-license-withholding-first",
  point = "D11",
  remedies = LICENSES,
  about = "A license is touched only where withholding does not apply or did not work",
  authority = "MCL 552.628(1)",
  tag = "law",
  when = withholding_no_help,
  tell = {
    en = "Payments can come from your pay, so your license is not affected.",
    es = "Los pagos pueden salir de su salario, así que su licencia no cambia.",
  },
}

policy:available {
  id = "mi-driver-license-court-findings",
  point = "D11",
  remedy = "driver_license_suspension",
  about = "Since 1 October 2021 the court must first have found that the parent is able to pay and willfully does not",
  authority = "MCL 552.628(2); 2020 PA 379",
  tag = "law",
  when = function(case, law)
    return not law.driver_license.court_findings_required
      or (case.court.ability_finding == "able" and case.court.willful_finding == "willful")
  end,
  tell = {
    en = "A judge has not found that you can pay and chose not to, so you keep your license.",
    es = "Un juez no ha decidido que usted puede pagar y no quiso, así que conserva su licencia.",
  },
}

policy:available {
  id = "mi-driver-license-last-resort",
  point = "D11",
  remedy = "driver_license_suspension",
  about = "Since 1 October 2021 the Friend of the Court must find that no other step would work",
  authority = "MCL 552.628(2); 2020 PA 379",
  tag = "law",
  when = function(case, law)
    return not law.driver_license.court_findings_required or case.court.no_other_sanction_finding
  end,
  tell = {
    en = "There are other steps we can try first, so you keep your license.",
    es = "Hay otros pasos que podemos intentar primero, así que conserva su licencia.",
  },
}

policy:available {
  id = "mi-license-held",
  point = "D11",
  remedies = LICENSES,
  about = "The parent holds a license of the kind asked about",
  authority = "MCL 552.628, reading",
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
  id = "mi-license-notice",
  point = "D11",
  remedies = LICENSES,
  missing = "21 days since the license notice was mailed",
  about = "The parent has 21 days from mailing to pay, to ask for a hearing or to offer a schedule",
  authority = "MCL 552.628(1)",
  tag = "law",
  met = function(_, law, it)
    return older_than(it.notice_sent_on, law.license.answer_days)
  end,
  tell = {
    en = "You have 21 days from our letter to pay, offer a plan or ask for a hearing.",
    es = "Usted tiene 21 días desde nuestra carta para pagar, ofrecer un plan o pedir una audiencia.",
  },
}

-- ---------------------------------------------------------------------------------------------------
-- Withholding, liens, accounts
-- ---------------------------------------------------------------------------------------------------

policy:limit {
  id = "mi-withholding-half",
  point = "D11",
  remedy = "income_withholding",
  about = "No more than half of disposable pay, all orders, fees and premiums together",
  authority = "MCL 552.608",
  tag = "law",
  at_most = function(case, law)
    if not known(case.work.disposable_per_week) then
      return nil
    end
    return case.work.disposable_per_week * law.withholding.state_ceiling
  end,
  tell = {
    en = "In Michigan, no more than {amount} may be taken from one week of your pay.",
    es = "En Michigan, no se puede descontar más de {amount} de una semana de su pago.",
  },
}

policy:available {
  id = "mi-lien-over-2-months",
  point = "D11",
  remedies = { "property_lien", "property_seizure" },
  about = "A lien needs arrears above two monthly amounts",
  authority = "MCL 552.625b",
  tag = "law",
  when = function(case, law)
    return over_months(case, law.lien.arrears_over_months)
  end,
  tell = {
    en = "You owe two months or less. Your property is not affected.",
    es = "Usted debe dos meses o menos. Sus bienes no se tocan.",
  },
}

policy:require {
  id = "mi-lien-notice",
  point = "D11",
  remedies = { "property_lien", "property_seizure" },
  missing = "21 days since the lien notice was mailed",
  about = "The parent has 21 days to pay or to ask for a review; the other parent gets a copy",
  authority = "MCL 552.625b",
  tag = "law",
  met = function(_, law, it)
    return older_than(it.notice_sent_on, law.lien.answer_days)
  end,
  tell = {
    en = "You have 21 days from our letter to pay or ask us to check it.",
    es = "Usted tiene 21 días desde nuestra carta para pagar o pedir que la revisemos.",
  },
}

policy:available {
  id = "mi-levy-one-year",
  point = "D11",
  remedy = "account_levy",
  about = "An account levy needs arrears equal to one year of support (old national table)",
  authority = "MCL 552.625c, partly read; FIDM lien/levy matrix, old",
  tag = "published",
  when = function(case, law)
    return at_least_months(case, law.levy.arrears_months)
  end,
  tell = {
    en = "You owe less than one year of support. Your account is not affected.",
    es = "Usted debe menos de un año de manutención. Su cuenta no se toca.",
  },
}

policy:require {
  id = "mi-levy-notice",
  point = "D11",
  remedy = "account_levy",
  missing = "21 days since the levy notice",
  about = "The parent has 21 days to answer a levy notice",
  authority = "MCL 552.625c, partly read; FIDM lien/levy matrix, old",
  tag = "published",
  met = function(_, law, it)
    return older_than(it.notice_sent_on, law.levy.answer_days)
  end,
  tell = {
    en = "You have 21 days from our letter to tell us if this is wrong.",
    es = "Usted tiene 21 días desde nuestra carta para decirnos si hay un error.",
  },
}

-- ---------------------------------------------------------------------------------------------------
-- Credit, offset, work order
-- ---------------------------------------------------------------------------------------------------

policy:available {
  id = "mi-credit-2-months",
  point = "D11",
  remedy = "credit_reporting",
  about = "Debt of two months or more is reported to credit bureaus",
  authority = "MCL 552.512",
  tag = "law",
  when = function(case, law)
    return at_least_months(case, law.credit.arrears_months)
  end,
  tell = {
    en = "You owe less than two months, so nothing goes to a credit bureau.",
    es = "Usted debe menos de dos meses, así que no se avisa a las agencias de crédito.",
  },
}

policy:require {
  id = "mi-credit-notice",
  point = "D11",
  remedy = "credit_reporting",
  missing = "21 days since the credit notice",
  about = "Notice comes first; paying all within 21 days avoids the report",
  authority = "MCL 552.512",
  tag = "law",
  met = function(_, law, it)
    return older_than(it.notice_sent_on, law.credit.pay_days)
  end,
  tell = {
    en = "If you pay what is past due in 21 days, nothing goes to a credit bureau.",
    es = "Si paga lo atrasado en 21 días, no se avisa a las agencias de crédito.",
  },
}

policy:automatic {
  id = "mi-credit-must-report",
  point = "D11",
  remedy = "credit_reporting",
  about = "The Friend of the Court must report debt of two months or more; a site cannot hold it",
  authority = "MCL 552.512",
  tag = "law",
  when = function()
    return true
  end,
  tell = {
    en = "The law says we must send this balance to credit bureaus. Tell us if it is wrong.",
    es = "La ley dice que debemos avisar este saldo a las agencias de crédito. Díganos si hay un error.",
  },
}

policy:available {
  id = "mi-state-offset-minimum",
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
  id = "mi-work-order-tanf",
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
-- Contempt
-- ---------------------------------------------------------------------------------------------------

policy:require {
  id = "mi-contempt-withholding-first",
  point = "D11",
  remedies = { "contempt_referral", "contempt_filing" },
  missing = "withholding that does not apply or did not work",
  about = "Contempt starts only where withholding does not apply or did not work",
  authority = "MCL 552.631(1)",
  tag = "law",
  met = withholding_no_help,
  tell = {
    en = "Payments can come from your pay, so we are not going to court.",
    es = "Los pagos pueden salir de su salario, así que no vamos a la corte.",
  },
}

return policy
