-- Federal floors on tax offsets, passport denial and credit reporting: how much must be owed, and what notice comes first.
-- Edited by the central policy team with counsel; a state or a site can ask for more, never for less.

local policy = accord.policy { area = "enforcement", api = 1 }

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

return policy
