-- California law for enforcement: license match and income shield, levy, incarceration, credit and withholding.
-- Edited by the state's policy team with counsel; a site can be more patient, never less.

local policy = accord.policy { area = "enforcement", api = 1 }

local LICENSES = {
  "driver_license_suspension", "occupational_license_suspension", "recreational_license_suspension",
}

-- The parent already holds a license of the kind asked about. Someone who only applies for one is "on the list".
local function holds_this_license(case, it)
  if it.kind == "driver_license_suspension" then
    return case.circumstances.has_driver_license
  end
  if it.kind == "occupational_license_suspension" then
    return case.circumstances.has_professional_license
  end
  return case.circumstances.has_recreational_license
end

-- ---------------------------------------------------------------------------------------------------
-- Licenses: the state matches a monthly list
-- ---------------------------------------------------------------------------------------------------

policy:available {
  id = "ca-license-list-30-days",
  point = "D11",
  remedies = LICENSES,
  about = "Only a parent more than 30 days behind is on the monthly license list",
  authority = "Fam. Code 17520; Orange County DCSS",
  tag = "law",
  when = function(case, law)
    return case.arrears.days_behind > law.license.in_compliance_days
  end,
  tell = {
    en = "You are not more than 30 days behind, so your license is not on the list.",
    es = "Usted no tiene más de 30 días de atraso, así que su licencia no está en la lista.",
  },
}

policy:available {
  id = "ca-license-held-4-months",
  point = "D11",
  remedies = LICENSES,
  about = "A license already held is suspended only when the parent is more than 4 months behind",
  authority = "Fam. Code 17520; Orange County DCSS",
  tag = "law",
  when = function(case, law, it)
    return not holds_this_license(case, it)
      or older_than(case.arrears.oldest_unpaid_on, law.license.held_license_months)
  end,
  tell = {
    en = "You are not more than 4 months behind, so you keep your license.",
    es = "Usted no tiene más de 4 meses de atraso, así que conserva su licencia.",
  },
}

policy:forbid {
  id = "ca-income-shield",
  point = "D11",
  remedies = LICENSES,
  about = "A household at or below 70 percent of the county's median income is not sent to the license list",
  authority = "Fam. Code 17520.5",
  tag = "law",
  when = function(case, law, it)
    local commercial = it.kind == "driver_license_suspension" and case.circumstances.commercial_driver
    return law.license_shield.in_force
      and known(case.household_income_share_of_median)
      and case.household_income_share_of_median <= law.license_shield.percent_of_median
      and (law.license_shield.covers_commercial or not commercial)
  end,
  tell = {
    en = "Your household income is low, so the law protects your license.",
    es = "El ingreso de su hogar es bajo, así que la ley protege su licencia.",
  },
}

policy:require {
  id = "ca-license-notice",
  point = "D11",
  remedies = LICENSES,
  missing = "150 days since the license notice",
  about = "A held license is suspended only after 150 days",
  authority = "Fam. Code 17520; Orange County DCSS",
  tag = "law",
  when = function(case, _, it)
    return holds_this_license(case, it)
  end,
  met = function(_, law, it)
    return older_than(it.notice_sent_on, law.license.notice_days)
  end,
  tell = {
    en = "You have 150 days from our letter. Call us and we can look for a way to keep your license.",
    es = "Usted tiene 150 días desde nuestra carta. Llámenos y buscaremos cómo conservar su licencia.",
  },
}

-- The list itself is certified every month for people who apply for a license; they get a 150-day temporary one.
-- The source doesn't say that a suspension of a held license can't be held, so that stays with the site (our reading).
policy:automatic {
  id = "ca-license-list-certified",
  point = "D11",
  remedies = LICENSES,
  about = "The list of parents more than 30 days behind is certified every month and cannot be held here",
  authority = "Fam. Code 17520, reading",
  tag = "assumed",
  when = function(case, _, it)
    return not holds_this_license(case, it)
  end,
  tell = {
    en = "The state checks a list each month when people ask for a license. You can get one for 150 days while we work it out.",
    es = "El estado revisa una lista cada mes cuando alguien pide una licencia. Usted puede tener una por 150 días mientras lo resolvemos.",
  },
}

-- ---------------------------------------------------------------------------------------------------
-- Withholding and levy
-- ---------------------------------------------------------------------------------------------------

policy:limit {
  id = "ca-withholding-half",
  point = "D11",
  remedy = "income_withholding",
  about = "No more than half of disposable pay, unless the court orders otherwise",
  authority = "San Joaquin and San Bernardino county pages; CCP 706.052 ‡",
  tag = "published",
  at_most = function(case, law)
    if not known(case.work.disposable_per_week) then
      return nil
    end
    return case.work.disposable_per_week * law.withholding.state_ceiling
  end,
  tell = {
    en = "In California, no more than {amount} may be taken from one week of your pay.",
    es = "En California, no se puede descontar más de {amount} de una semana de su pago.",
  },
}

policy:available {
  id = "ca-levy-30-days",
  point = "D11",
  remedies = { "account_levy", "property_lien", "property_seizure" },
  about = "Property may be reached once the parent is at least 30 days behind",
  authority = "Fam. Code 17522",
  tag = "law",
  when = function(case, law)
    return case.arrears.days_behind >= law.levy.days_behind
  end,
  tell = {
    en = "You are not 30 days behind. Your property is not affected.",
    es = "Usted no tiene 30 días de atraso. Sus bienes no se tocan.",
  },
}

policy:require {
  id = "ca-levy-statement",
  point = "D11",
  remedy = "account_levy",
  missing = "20 days since the arrears statement was mailed",
  about = "A statement goes by first-class mail; a request for review within 20 days stops the disputed part",
  authority = "Fam. Code 17522",
  tag = "law",
  met = function(_, law, it)
    return older_than(it.notice_sent_on, law.levy.review_days)
  end,
  tell = {
    en = "We mail you a statement first. You have 20 days to ask us to check it.",
    es = "Primero le enviamos un estado de cuenta. Tiene 20 días para pedir que lo revisemos.",
  },
}

policy:forbid {
  id = "ca-ssi-ssp-protection",
  point = "D11",
  remedies = { "account_levy", "property_lien", "property_seizure" },
  about = "A parent who shows that SSI or SSP is received is protected from collection",
  authority = "Fam. Code 17450(c)(2), partly read",
  tag = "law",
  when = function(case)
    return case.circumstances.receives_ssi
  end,
  tell = {
    en = "You get SSI or SSP, so we are leaving your property alone.",
    es = "Usted recibe SSI o SSP, así que no tocamos sus bienes.",
  },
}

-- ---------------------------------------------------------------------------------------------------
-- Credit and work orders
-- ---------------------------------------------------------------------------------------------------

policy:automatic {
  id = "ca-credit-every-month",
  point = "D11",
  remedy = "credit_reporting",
  about = "Payments and arrears go to four credit bureaus every month; a site cannot hold it",
  authority = "San Bernardino County, Collection Tools",
  tag = "published",
  when = function()
    return true
  end,
  tell = {
    en = "California sends support balances to credit bureaus each month. Tell us if your balance is wrong.",
    es = "California envía los saldos de manutención a las agencias de crédito cada mes. Avísenos si hay un error.",
  },
}

policy:available {
  id = "ca-work-order-tanf",
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
-- Incarceration: the order rests, and rests a while longer after release
-- ---------------------------------------------------------------------------------------------------

-- The remedies that press a parent for money now. Offsets, liens and reports of old debt are left as they are (our reading).
local PRESSING = {
  "driver_license_suspension", "occupational_license_suspension", "recreational_license_suspension",
  "account_levy", "property_seizure", "seek_work_order",
  "contempt_referral", "contempt_filing", "criminal_referral",
}

-- The stretch inside is longer than 90 days by its last day.
local function long_stretch(stay, last_day, law)
  return known(last_day) and last_day - stay.started_on > law.incarceration.suspended_after_days
end

policy:forbid {
  id = "ca-order-rests-inside",
  point = "D11",
  remedies = PRESSING,
  about = "An order is suspended by law while a parent is inside for more than 90 days, unless means exist",
  authority = "Fam. Code 4007.5",
  tag = "law",
  when = function(case, law)
    return any(case.ncp.incarcerations, function(stay)
      return not passed(stay.released_on)
        and not stay.means_while_inside
        and (older_than(stay.started_on, law.incarceration.suspended_after_days)
          or long_stretch(stay, stay.expected_release, law))
    end)
  end,
  tell = {
    en = "Your support order is on hold while you are away. You don't need to ask for this.",
    es = "Su orden de manutención está en pausa mientras usted está adentro. No tiene que pedirlo.",
  },
}

-- The first day of the month that a day is in: its year and month, such as "2024-11", and day 1.
local function first_of_month(day)
  return date(string.sub(tostring(day), 1, 7) .. "-01")
end

-- For releases from 1 January 2024 the order resumes on the first day of the 10th month after release.
policy:forbid {
  id = "ca-order-rests-after-release",
  point = "D11",
  remedies = PRESSING,
  about = "After a release from 2024 on, the order rests until the first day of the 10th month",
  authority = "Fam. Code 4007.5",
  tag = "law",
  when = function(case, law)
    return any(case.ncp.incarcerations, function(stay)
      return passed(stay.released_on)
        and stay.released_on >= date("2024-01-01")
        and long_stretch(stay, stay.released_on, law)
        and not stay.means_while_inside
        and upcoming(first_of_month(stay.released_on + law.incarceration.resumes_in_month))
    end)
  end,
  tell = {
    en = "You came home a short while ago. Your order stays on hold for now so you can find your feet.",
    es = "Usted salió hace poco. Su orden sigue en pausa por ahora para que pueda recuperarse.",
  },
}

return policy
