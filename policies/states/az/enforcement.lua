-- Arizona law for enforcement: license, levy, lien, offset, credit and contempt tests that come on top of the federal ones.
-- Edited by the state's policy team with counsel; a site can be more patient, never less.

local policy = accord.policy { area = "enforcement", api = 1 }

local ALL_LICENSES = {
  "driver_license_suspension", "recreational_license_suspension", "occupational_license_suspension",
}
local PROPERTY = { "account_levy", "property_lien", "property_seizure" }

-- Arizona counts months of support: six months behind means a debt of six monthly amounts.
-- With no current support left, the age of the oldest unpaid charge is used (our reading).
local function months_behind(case, number)
  if case.support.has_current then
    return case.arrears.total >= case.support.monthly * number
  end
  return at_least_ago(case.arrears.oldest_unpaid_on, months(1) * number)
end

-- ---------------------------------------------------------------------------------------------------
-- Licenses: the court suspends, so "proceed" means that we ask the court
-- ---------------------------------------------------------------------------------------------------

policy:available {
  id = "az-license-months-behind",
  point = "D11",
  remedies = ALL_LICENSES,
  about = "A license notice needs at least 6 months of unpaid support (2 months under the 2005 text)",
  authority = "A.R.S. 25-517, 25-518",
  tag = "law",
  when = function(case, law)
    return months_behind(case, law.license.arrears_months)
  end,
  tell = {
    en = "You are not far enough behind for this step. Your license is not affected.",
    es = "Su atraso no llega al límite para esta medida. Su licencia no cambia.",
  },
}

policy:available {
  id = "az-license-willful",
  point = "D11",
  remedies = ALL_LICENSES,
  about = "A license is touched only if the parent willfully failed to pay: a recorded finding, never a guess",
  authority = "A.R.S. 25-518; DCSS-POL-06-14.1",
  tag = "law",
  when = function(case)
    return case.opinion.willful == "yes" or case.court.willful_finding == "willful"
  end,
  tell = {
    en = "No one has found that you chose not to pay. Your license is not affected.",
    es = "Nadie ha decidido que usted no quiso pagar. Su licencia no cambia.",
  },
}

policy:available {
  id = "az-driver-license-held",
  point = "D11",
  remedy = "driver_license_suspension",
  about = "The parent holds a driver license",
  authority = "A.R.S. 25-518, reading",
  tag = "assumed",
  when = function(case)
    return case.circumstances.has_driver_license
  end,
  tell = {
    en = "You have no driver license on file, so nothing changes.",
    es = "Usted no tiene licencia de manejar en nuestros datos, así que nada cambia.",
  },
}

policy:available {
  id = "az-recreational-license-held",
  point = "D11",
  remedy = "recreational_license_suspension",
  about = "The parent holds a recreational license",
  authority = "A.R.S. 25-518, reading",
  tag = "assumed",
  when = function(case)
    return case.circumstances.has_recreational_license
  end,
  tell = {
    en = "You have no hunting or fishing license on file, so nothing changes.",
    es = "Usted no tiene licencia de caza o pesca en nuestros datos, así que nada cambia.",
  },
}

policy:available {
  id = "az-occupational-license-covered",
  point = "D11",
  remedy = "occupational_license_suspension",
  about = "Only the 2005 text reached occupational licenses",
  authority = "2005 text of A.R.S. 25-518",
  tag = "law",
  when = function(case, law)
    return law.license.covers_occupational and case.circumstances.has_professional_license
  end,
  tell = {
    en = "Your work license is not affected.",
    es = "Su licencia de trabajo no cambia.",
  },
}

policy:require {
  id = "az-license-notice",
  point = "D11",
  remedies = ALL_LICENSES,
  missing = "15 days since the license notice was mailed",
  about = "The notice goes by first-class mail; the parent has 15 days to ask for a review",
  authority = "A.R.S. 25-517",
  tag = "law",
  met = function(_, law, it)
    return older_than(it.notice_sent_on, law.license.contest_days)
  end,
  tell = {
    en = "We must write to you first. You then have 15 days to ask us to look again.",
    es = "Primero debemos escribirle. Después tiene 15 días para pedir una revisión.",
  },
}

-- ---------------------------------------------------------------------------------------------------
-- Withholding
-- ---------------------------------------------------------------------------------------------------

policy:limit {
  id = "az-withholding-half",
  point = "D11",
  remedy = "income_withholding",
  about = "One half of disposable earnings is exempt for support orders",
  authority = "A.R.S. 33-1131(C)",
  tag = "law",
  at_most = function(case, law)
    if not known(case.work.disposable_per_week) then
      return nil
    end
    return case.work.disposable_per_week * law.withholding.state_ceiling
  end,
  tell = {
    en = "In Arizona, no more than {amount} may be taken from one week of your pay.",
    es = "En Arizona, no se puede descontar más de {amount} de una semana de su pago.",
  },
}

-- ---------------------------------------------------------------------------------------------------
-- Levy and lien
-- ---------------------------------------------------------------------------------------------------

-- A lien arises by statute and its own amount test was not read (A.R.S. 25-516 ‡), so the levy test is used for it too.
policy:available {
  id = "az-levy-judgment-or-year",
  point = "D11",
  remedies = PROPERTY,
  about = "Property may be reached after a court judgment, or once 12 months of support are unpaid",
  authority = "A.R.S. 25-521(A); A.R.S. 25-516",
  tag = "law ‡",
  when = function(case, law)
    return passed(case.debt_judgment_on) or months_behind(case, law.levy.arrears_months)
  end,
  tell = {
    en = "You are not far enough behind for this step. Your property is not affected.",
    es = "Su atraso no llega al límite para esta medida. Sus bienes no se tocan.",
  },
}

policy:available {
  id = "az-levy-account-over-250",
  point = "D11",
  remedy = "account_levy",
  about = "The account must hold more than the $250 that stays with the parent",
  authority = "DES levy FAQ",
  tag = "published",
  when = function(_, law, it)
    return known(it.account_balance) and it.account_balance > law.levy.left_in_account
  end,
  tell = {
    en = "The first $250 in your account stays with you, so nothing is taken.",
    es = "Los primeros $250 de su cuenta son suyos, así que no se toma nada.",
  },
}

policy:limit {
  id = "az-levy-leaves-250",
  point = "D11",
  remedy = "account_levy",
  about = "The bank is told to leave at least $250 in the account",
  authority = "A.R.S. 25-521(B); DES levy FAQ",
  tag = "published",
  at_most = function(_, law, it)
    if not known(it.account_balance) then
      return nil
    end
    return it.account_balance - law.levy.left_in_account
  end,
  tell = {
    en = "At least $250 stays in your account.",
    es = "Por lo menos $250 quedan en su cuenta.",
  },
}

policy:require {
  id = "az-levy-notice",
  point = "D11",
  remedy = "account_levy",
  missing = "15 days since the levy notice was mailed",
  about = "The parent and others with an interest have 15 days from mailing to contest a levy",
  authority = "A.R.S. 25-521(B)",
  tag = "law",
  met = function(_, law, it)
    return older_than(it.notice_sent_on, law.levy.contest_days)
  end,
  tell = {
    en = "You have 15 days from our letter to tell us if this is wrong.",
    es = "Usted tiene 15 días desde nuestra carta para decirnos si hay un error.",
  },
}

-- ---------------------------------------------------------------------------------------------------
-- State offset, credit, work order, contempt
-- ---------------------------------------------------------------------------------------------------

policy:available {
  id = "az-state-offset-minimum",
  point = "D11",
  remedy = "state_tax_offset",
  about = "The state tax offset needs at least $50 past due, even if the parent is paying now",
  authority = "DES enforcement remedies page",
  tag = "published",
  when = function(case, law)
    return case.arrears.total >= law.state_offset.min
  end,
  tell = {
    en = "The amount you owe is below the limit for taking a state tax refund.",
    es = "Lo que usted debe está por debajo del límite para tomar un reembolso del estado.",
  },
}

policy:automatic {
  id = "az-credit-every-month",
  point = "D11",
  remedy = "credit_reporting",
  about = "Arizona reports all cases to credit bureaus every month; a site cannot hold it",
  authority = "DES enforcement remedies page",
  tag = "published",
  when = function()
    return true
  end,
  tell = {
    en = "Arizona sends support balances to credit bureaus each month. Tell us if your balance is wrong.",
    es = "Arizona envía los saldos de manutención a las agencias de crédito cada mes. Avísenos si hay un error.",
  },
}

policy:available {
  id = "az-work-order-tanf",
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

-- Once a petition is filed, nothing more is filed until the parent has been served in person.
policy:require {
  id = "az-contempt-personal-service",
  point = "D11",
  remedy = "contempt_filing",
  missing = "personal service of the petition",
  about = "Contempt goes on only after the petition was served on the parent in person",
  authority = "ARFLP Rule 92",
  tag = "law",
  when = function(case)
    return case.court.contempt_pending
  end,
  met = function(case)
    return case.court.personal_service
  end,
  tell = {
    en = "The papers must be given to you in person before anything else happens.",
    es = "Los papeles deben entregarse a usted en persona antes de cualquier otra cosa.",
  },
}

policy:forbid {
  id = "az-contempt-not-willful",
  point = "D11",
  remedy = "contempt_filing",
  about = "No contempt where the recorded opinion says the parent did not choose to stay behind",
  authority = "ARFLP Rule 92, reading",
  tag = "assumed",
  when = function(case)
    return case.opinion.willful == "no"
  end,
  tell = {
    en = "We found that you did not choose to fall behind, so we are not going to court.",
    es = "Vimos que usted no se atrasó por gusto, así que no vamos a la corte.",
  },
}

return policy
