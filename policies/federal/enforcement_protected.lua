-- Federal floors on what is never taken: SSI, property in a bankruptcy, and the time of a parent who cannot work.
-- Edited by the central policy team with counsel; a state or a site can ask for more, never for less.

local policy = accord.policy { area = "enforcement", api = 1 }

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

return policy
