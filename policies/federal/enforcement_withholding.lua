-- Federal floors on income withholding and the medical support notice: both run by law, up to a ceiling.
-- Edited by the central policy team with counsel; a state or a site can ask for more, never for less.

local policy = accord.policy { area = "enforcement", api = 1 }

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
    en = "We don't have an employer on file, so no health insurance notice is sent.",
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
    en = "The law asks us to tell your employer about health insurance for your child.",
    es = "La ley nos pide avisar a su empleador sobre el seguro médico de su hijo o hija.",
  },
}

return policy
