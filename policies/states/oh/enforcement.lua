-- Ohio law for enforcement: default first, then licenses, accounts, liens, lump sums, seek-work and minimum orders.
-- Edited by the state's policy team with counsel; both Ohio sites can be more patient, never less.
--
-- The withholding ceiling in Ohio is the federal one (R.C. 3121.037 ‡), so no rule for it stands here.

local policy = accord.policy { area = "enforcement", api = 1 }

local LICENSES = {
  "driver_license_suspension", "occupational_license_suspension", "recreational_license_suspension",
}
local AFTER_FINAL_DEFAULT = {
  "driver_license_suspension", "occupational_license_suspension", "recreational_license_suspension",
  "account_levy", "property_lien", "property_seizure",
}
local CONTEMPT = { "contempt_referral", "contempt_filing" }

-- Default: an unpaid sum at or above one month of support. A final default is one that can't be contested any more.
local function in_default(case)
  return case.arrears.total > cents(0) and case.arrears.total >= case.support.monthly
end

-- ---------------------------------------------------------------------------------------------------
-- Default
-- ---------------------------------------------------------------------------------------------------

policy:available {
  id = "oh-final-default",
  point = "D11",
  remedies = AFTER_FINAL_DEFAULT,
  about = "Licenses, accounts and property are reached only after a final default finding",
  authority = "R.C. 3123.53-3123.55; OAC 5101:12-55-10.1; R.C. 3123.66-3123.67 ‡",
  tag = "law",
  when = function(case)
    return passed(case.final_default_on)
  end,
  tell = {
    en = "There is no final finding that you are behind, so we are not taking this step.",
    es = "No hay una decisión final sobre su atraso, así que no tomamos esta medida.",
  },
}

-- The notice is taken to be dated the day the default was found; later arrears need no new notice.
policy:require {
  id = "oh-default-hearing-window",
  point = "D11",
  remedies = AFTER_FINAL_DEFAULT,
  missing = "14 days since the default notice",
  about = "The parent has 14 days from the default notice to ask for a hearing on a mistake of fact",
  authority = "R.C. 3123.031, reading",
  tag = "assumed",
  when = function(case)
    return known(case.delinquency_identified_on)
  end,
  met = function(case, law)
    return older_than(case.delinquency_identified_on, law.default.hearing_days)
  end,
  tell = {
    en = "You have 14 days from our letter to tell us if we made a mistake.",
    es = "Usted tiene 14 días desde nuestra carta para decirnos si cometimos un error.",
  },
}

policy:available {
  id = "oh-credit-default",
  point = "D11",
  remedy = "credit_reporting",
  about = "Debt is reported once the parent is in default",
  authority = "R.C. 3121.01(B) for default; its use for credit reports is a design value",
  tag = "assumed",
  when = in_default,
  tell = {
    en = "You are less than one month behind, so nothing goes to a credit bureau.",
    es = "Usted debe menos de un mes, así que no se avisa a las agencias de crédito.",
  },
}

-- ---------------------------------------------------------------------------------------------------
-- Licenses
-- ---------------------------------------------------------------------------------------------------

policy:available {
  id = "oh-license-under-half-90-days",
  point = "D11",
  remedies = LICENSES,
  about = "A license is touched only when less than half was paid over 90 days in a row, tax refunds not counted",
  authority = "R.C. 3123.53-3123.55; OAC 5101:12-55-25; Franklin County CSEA",
  tag = "published",
  when = function(case)
    return case.tests.paid_under_half_90_days
  end,
  tell = {
    en = "You paid at least half of your support in 90 days, so you keep your license.",
    es = "Usted pagó por lo menos la mitad de su manutención en 90 días, así que conserva su licencia.",
  },
}

policy:available {
  id = "oh-license-held",
  point = "D11",
  remedies = LICENSES,
  about = "The parent holds a license of the kind asked about",
  authority = "R.C. 3123.53-3123.55, reading",
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
  id = "oh-license-notice",
  point = "D11",
  remedies = LICENSES,
  missing = "30 days since the pre-suspension notice",
  about = "The registrar is told no earlier than 30 days after the pre-suspension notice",
  authority = "R.C. 3123.54",
  tag = "law",
  met = function(_, law, it)
    return at_least_ago(it.notice_sent_on, law.license.notice_days)
  end,
  tell = {
    en = "You have 30 days from our letter. Call us and we can look for a way to keep your license.",
    es = "Usted tiene 30 días desde nuestra carta. Llámenos y buscaremos cómo conservar su licencia.",
  },
}

-- ---------------------------------------------------------------------------------------------------
-- Accounts and lump sums
-- ---------------------------------------------------------------------------------------------------

policy:forbid {
  id = "oh-account-bankruptcy",
  point = "D11",
  remedy = "account_levy",
  about = "No account is restricted while bankruptcy protects it",
  authority = "OAC 5101:12-55-10.1",
  tag = "law",
  when = function(case)
    return case.circumstances.bankruptcy_active
  end,
  tell = {
    en = "Your bankruptcy case is open, so we are leaving your account alone.",
    es = "Su caso de bancarrota está abierto, así que no tocamos su cuenta.",
  },
}

policy:forbid {
  id = "oh-account-protected-benefit",
  point = "D11",
  remedy = "account_levy",
  about = "No account that holds a protected benefit is restricted",
  authority = "OAC 5101:12-55-10.1; R.C. 3123.25-3123.37",
  tag = "law",
  when = function(case)
    return case.circumstances.receives_ssi
  end,
  tell = {
    en = "Your account may hold a protected benefit, so we are leaving it alone.",
    es = "Su cuenta puede tener un beneficio protegido, así que no la tocamos.",
  },
}

-- The remedy record keeps the lump sum that the employer reported in its account_balance.
policy:available {
  id = "oh-lump-sum-150",
  point = "D11",
  remedy = "lump_sum_intercept",
  about = "Employers report lump sums of $150 or more; a smaller one is left alone",
  authority = "Miami County child support page; R.C. 3121.12 ‡",
  tag = "published",
  when = function(_, law, it)
    return not known(it.account_balance) or it.account_balance >= law.lump_sum.min
  end,
  tell = {
    en = "The lump sum is small, so we are leaving it with you.",
    es = "El pago único es pequeño, así que lo dejamos con usted.",
  },
}

policy:available {
  id = "oh-state-offset-minimum",
  point = "D11",
  remedy = "state_tax_offset",
  about = "The state tax offset needs at least $150 past due",
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

-- ---------------------------------------------------------------------------------------------------
-- Seek-work orders and the minimum-order shield
-- ---------------------------------------------------------------------------------------------------

policy:available {
  id = "oh-seek-work-no-income",
  point = "D11",
  remedy = "seek_work_order",
  about = "A seek-work order is for a parent with no job and no other income",
  authority = "OAC 5101:12-50-17(A)-(C)",
  tag = "law",
  when = function(case)
    return not case.work.employed and not case.work.other_income
  end,
  tell = {
    en = "You have a job or other income, so we are not asking you to look for work.",
    es = "Usted tiene trabajo u otro ingreso, así que no le pedimos buscar trabajo.",
  },
}

-- Under a court order the agency may ask; under an administrative order it shall, if the parent is able to work.
policy:automatic {
  id = "oh-seek-work-administrative",
  point = "D11",
  remedy = "seek_work_order",
  about = "Under an administrative order the agency must issue a seek-work order if the parent can work",
  authority = "OAC 5101:12-50-17(A)-(C)",
  tag = "law",
  when = function(case)
    return not case.circumstances.receives_ssi
      and any(case.orders, function(order)
        return order.controlling and order.kind == "administrative"
      end)
  end,
  tell = {
    en = "The law asks us to send you an order to look for work. We can help you sign up with OhioMeansJobs.",
    es = "La ley nos pide enviarle una orden para buscar trabajo. Podemos ayudarle a inscribirse en OhioMeansJobs.",
  },
}

-- Offsets, passport and health cover are left out: they are not steps to collect the minimum order (our reading).
policy:forbid {
  id = "oh-minimum-order-shield",
  point = "D11",
  remedies = {
    "income_withholding", "credit_reporting", "driver_license_suspension",
    "occupational_license_suspension", "recreational_license_suspension", "account_levy",
    "property_lien", "property_seizure", "lump_sum_intercept",
    "contempt_referral", "contempt_filing", "criminal_referral",
  },
  about = "A minimum order is not enforced while the parent gets means-tested aid and keeps a seek-work order",
  authority = "OAC 5101:12-50-17(D)",
  tag = "law",
  when = function(case, law)
    return case.support.has_current
      and case.support.monthly <= law.minimum_order.monthly_at_most
      and case.circumstances.means_tested_aid
      and case.plan.seek_work_kept
  end,
  tell = {
    en = "You get public aid and you are looking for work as asked, so we are not enforcing your order right now.",
    es = "Usted recibe ayuda pública y busca trabajo como se le pidió, así que por ahora no exigimos el pago.",
  },
}

-- ---------------------------------------------------------------------------------------------------
-- Contempt
-- ---------------------------------------------------------------------------------------------------

policy:require {
  id = "oh-contempt-default",
  point = "D11",
  remedies = CONTEMPT,
  missing = "default of one month's support",
  about = "Contempt follows a default: one month of support or more unpaid",
  authority = "R.C. 3121.01(B); OAC 5101:12-55-03",
  tag = "law",
  met = in_default,
  tell = {
    en = "You are less than one month behind, so we are not going to court.",
    es = "Usted debe menos de un mes, así que no vamos a la corte.",
  },
}

return policy
