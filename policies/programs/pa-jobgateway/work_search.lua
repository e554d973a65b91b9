-- Work search through JobGateway: when a parent sees a job alert, which one, and when a caseworker sees the tab.
-- Edited by the program's owner; the words follow the award nomination, open points are marked as assumed.
--
-- A parent with several cases sees the alert if any one case passes the whole test; the host asks case by case.

local policy = accord.policy { area = "work_search", api = 1 }

-- ---------------------------------------------------------------------------------------------------
-- The conditions
-- ---------------------------------------------------------------------------------------------------

-- A work-search duty in the order (in Pennsylvania: an active non-financial obligation of type WSR).
local function active_work_search_duty(case)
  return any(case.obligations, function(obligation)
    return obligation.kind == "nonfinancial"
      and obligation.nonfinancial_type == "work_search"
      and obligation.nonfinancial_status == "active"
  end)
end

-- An order of the court to search for work on JobGateway itself.
local function active_jobgateway_order(case)
  return known(case.work_search)
    and case.work_search.order_kind == "jobgateway_order"
    and case.work_search.status == "active"
end

-- Enforcement was suspended, reviewed or closed because of medical leave, incarceration or rehabilitation.
-- Incarceration is a fact about the person, so it counts for every case.
local function excluded(case)
  return case.circumstances.incarcerated
    or (known(case.work_search) and known(case.work_search.enforcement_exclusion))
end

-- A: no job, no payment in 35 days, and no other income except unemployment benefits.
-- B: a job, and no payment in 95 days. Test B does not look at other income.
-- A parent who never paid is counted from the first charge; tax refunds and other seized money are no payment.
local function long_without_payment(case, site)
  local days_unpaid = case.payments.days_since_last_voluntary
  if not known(days_unpaid) then
    return false
  end
  if case.work.employed then
    return days_unpaid >= site.alert.days_unpaid_with_job
  end
  return days_unpaid >= site.alert.days_unpaid_without_job and not case.work.other_income
end

-- ---------------------------------------------------------------------------------------------------
-- The parent's alert: who sees none (state "none")
-- ---------------------------------------------------------------------------------------------------

policy:rule {
  id = "no-alert-without-work-search-duty",
  point = "parent_alert",
  about = "No alert without an active work-search duty in the order",
  authority = "PACSES nomination, alert for parents",
  tag = "seed",
  element = "neutrality",
  when = function(case)
    return not active_work_search_duty(case)
  end,
  decide = function()
    return no_alert {}
  end,
  tell = {
    en = "You have no work-search duty, so there is no job alert.",
    es = "Usted no tiene el deber de buscar trabajo, así que no hay aviso de empleo.",
  },
}

policy:rule {
  id = "no-alert-while-excluded",
  point = "parent_alert",
  about = "No alert while the case rests for medical leave, incarceration or rehabilitation",
  authority = "PACSES nomination, alert for parents",
  tag = "seed",
  element = "respect",
  when = excluded,
  decide = function()
    return no_alert {}
  end,
  tell = {
    en = "Your case is resting for now, so we are not sending job alerts.",
    es = "Su caso está en pausa por ahora, así que no enviamos avisos de empleo.",
  },
}

policy:rule {
  id = "no-alert-recent-payment-or-income",
  point = "parent_alert",
  about = "No alert while payments come in, or while a parent without a job lives on other income",
  authority = "PACSES nomination, alert for parents",
  tag = "seed",
  element = "respect",
  when = function(case, site)
    return not long_without_payment(case, site)
  end,
  decide = function()
    return no_alert {}
  end,
  tell = {
    en = "You don't need a job alert right now.",
    es = "Usted no necesita un aviso de empleo ahora.",
  },
}

-- ---------------------------------------------------------------------------------------------------
-- The parent's alert: which one
-- ---------------------------------------------------------------------------------------------------

-- The first log-in, and the next log-in after a failed call, start a new call to the job site.
policy:rule {
  id = "alert-checking",
  point = "parent_alert",
  about = "At log-in the job site is asked about this parent",
  authority = "PACSES nomination, near real-time call",
  tag = "seed",
  element = "helpfulness",
  when = function(case)
    return not known(case.work_search)
      or one_of(case.work_search.alert_state, "none", "unknown")
  end,
  decide = function()
    return show_alert { state = "checking" }
  end,
  tell = {
    en = "We are looking for jobs for you. Please wait a moment.",
    es = "Estamos buscando trabajos para usted. Espere un momento.",
  },
}

-- An error is never shown as "not registered".
policy:rule {
  id = "alert-unknown",
  point = "parent_alert",
  about = "The job site gave no answer or an unclear one",
  authority = "Design value: an error is never shown as not registered",
  tag = "assumed",
  element = "neutrality",
  when = function(case)
    return case.work_search.partner_answer ~= "answered"
      or case.work_search.account_registered == "unknown"
  end,
  decide = function()
    return show_alert { state = "unknown" }
  end,
  tell = {
    en = "The job site did not answer. Please try again later.",
    es = "El sitio de empleos no respondió. Intente de nuevo más tarde.",
  },
}

policy:rule {
  id = "alert-register",
  point = "parent_alert",
  about = "A parent who is not registered is asked to sign up, at every log-in until it is done",
  authority = "PACSES nomination, registration alert",
  tag = "seed",
  element = "helpfulness",
  when = function(case)
    return case.work_search.account_registered == "no"
  end,
  decide = function()
    return show_alert { state = "register" }
  end,
  tell = {
    en = "Sign up on JobGateway. It is free and can help you find a job.",
    es = "Regístrese en JobGateway. Es gratis y puede ayudarle a encontrar trabajo.",
  },
}

policy:rule {
  id = "alert-matches",
  point = "parent_alert",
  about = "A registered parent whose saved search finds jobs sees the top five and the total",
  authority = "PACSES nomination, job recommendation alert",
  tag = "seed",
  element = "helpfulness",
  when = function(case)
    return case.work_search.saved_search and case.work_search.matches_total > 0
  end,
  decide = function(case, site)
    return show_alert {
      state = "matches", top = site.alert.top_matches, total = case.work_search.matches_total,
    }
  end,
  tell = {
    en = "There are jobs that match your search. Open this to see the top five.",
    es = "Hay trabajos que van con su búsqueda. Abra este aviso para ver los cinco mejores.",
  },
}

policy:default {
  id = "alert-no-match",
  point = "parent_alert",
  about = "A registered parent without a saved search, or whose search finds nothing",
  authority = "PACSES nomination, job recommendation alert",
  tag = "seed",
  element = "helpfulness",
  decide = function()
    return show_alert { state = "no_match" }
  end,
  tell = {
    en = "No jobs match your search yet. Try to save a new search.",
    es = "Todavía no hay trabajos para su búsqueda. Pruebe guardar una búsqueda nueva.",
  },
}

-- ---------------------------------------------------------------------------------------------------
-- The caseworker's tab: a different condition, both orders at once
-- ---------------------------------------------------------------------------------------------------

policy:rule {
  id = "tab-needs-both-orders",
  point = "caseworker_tab",
  about = "The tab shows only with both an active JobGateway order and an active work-search duty",
  authority = "PACSES nomination, caseworker tab",
  tag = "seed",
  element = "neutrality",
  when = function(case)
    return active_jobgateway_order(case) and active_work_search_duty(case)
  end,
  decide = function(_, site)
    return show_tab { days = site.tab.activity_days }
  end,
  tell = {
    en = "The person who works on your case can see the job search that you do on JobGateway.",
    es = "La persona que lleva su caso puede ver la búsqueda de empleo que usted hace en JobGateway.",
  },
}

policy:default {
  id = "tab-hidden",
  point = "caseworker_tab",
  about = "Without both orders the caseworker does not see the parent's job search",
  authority = "PACSES nomination, caseworker tab",
  tag = "seed",
  element = "respect",
  decide = function()
    return hide_tab {}
  end,
  tell = {
    en = "The person who works on your case does not see your job search.",
    es = "La persona que lleva su caso no ve su búsqueda de empleo.",
  },
}

return policy
