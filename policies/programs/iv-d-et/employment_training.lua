-- Employment and training services with federal money: eligibility, the closed list of services, and funding.
-- Edited by the program's owner with counsel; a site may add a test, never take one away.

local policy = accord.policy { area = "employment_training", api = 1 }

-- ---------------------------------------------------------------------------------------------------
-- The four federal tests
-- ---------------------------------------------------------------------------------------------------

-- The program is off until the rule is in force and the site has recorded the approval of its state plan.
local function switched_off(_, site)
  return not site.iv_d_et.rule_in_force or not site.iv_d_et.plan_approved
end

-- 1. An open IV-D case.
local function open_case(case)
  return one_of(case.status, "open", "reopened") and case.kind ~= "non_iv_d"
end

-- 2. A support order, or full cooperation in getting one (recorded as an opinion that the parent is engaged).
local function order_or_cooperating(case)
  return case.support.order_in_force or case.opinion.engaged == "yes"
end

-- 3. Unemployed, underemployed, or at risk of not being able to comply.
local function works_few_hours(case, site)
  return any(case.ncp.employments, function(job)
    return not known(job.ended_on)
      and job.hours_per_week < site.iv_d_et.underemployed_below_hours
  end)
end

local function needs_work(case, site)
  return not case.work.employed
    or works_few_hours(case, site)
    or case.opinion.able == "no"
    or case.payments.share_90 < site.iv_d_et.at_risk_below_share
end

-- 4. Not getting the same service from another federally funded program; someone must have checked.
local function same_service_elsewhere(case)
  return any(case.enrollments, function(enrollment)
    return enrollment.other_program_same_service == "yes" and not known(enrollment.ended_on)
  end)
end

local function overlap_checked(case)
  return any(case.enrollments, function(enrollment)
    return enrollment.other_program_same_service ~= "not_checked"
  end)
end

-- The closed list of seven: search, readiness, development and placement, skills assessment, retention (all under
-- "employment"), work supports such as a ride ("transport"), and training with basic education and English.
-- An enrollment can only name one of the seven; a referral can name more, so referrals on this money are checked.
local function pays_outside_the_list(case)
  return any(case.referrals, function(referral)
    return referral.funding == "iv_d_et"
      and one_of(referral.outcome, "open", "enrolled", "waiting")
      and not one_of(referral.service, "employment", "job_training", "education", "transport")
  end)
end

local function eligible_parent(case, site)
  return open_case(case)
    and order_or_cooperating(case)
    and needs_work(case, site)
    and not same_service_elsewhere(case)
end

-- ---------------------------------------------------------------------------------------------------
-- Eligibility
-- ---------------------------------------------------------------------------------------------------

policy:rule {
  id = "et-off-until-plan-approved",
  point = "eligibility",
  about = "The program is off until the rule is in force and the state plan's approval is on record",
  authority = "45 CFR 302.76 ‡; 89 FR 100789",
  tag = "law ‡",
  element = "neutrality",
  when = switched_off,
  decide = function()
    return not_eligible { because = "the approval of the state plan is not on record" }
  end,
  tell = {
    en = "This program is not open in your state yet. We can look for other help.",
    es = "Este programa todavía no está abierto en su estado. Podemos buscar otra ayuda.",
  },
}

policy:rule {
  id = "et-needs-open-case",
  point = "eligibility",
  about = "Test 1: an open IV-D case",
  authority = "45 CFR 309.121(a)(1)",
  tag = "law",
  element = "neutrality",
  when = function(case)
    return not open_case(case)
  end,
  decide = function()
    return not_eligible { because = "there is no open IV-D case" }
  end,
  tell = {
    en = "This help is for parents with an open child support case.",
    es = "Esta ayuda es para padres con un caso abierto de manutención.",
  },
}

policy:rule {
  id = "et-needs-order-or-cooperation",
  point = "eligibility",
  about = "Test 2: a support order, or full cooperation in getting one",
  authority = "45 CFR 309.121(a)(2)",
  tag = "law",
  element = "neutrality",
  when = function(case)
    return not order_or_cooperating(case)
  end,
  decide = function()
    return not_eligible { because = "there is no order and no full cooperation on record" }
  end,
  tell = {
    en = "First we need a support order, or your help to get one.",
    es = "Primero necesitamos una orden de manutención, o su ayuda para obtenerla.",
  },
}

policy:rule {
  id = "et-needs-work-problem",
  point = "eligibility",
  about = "Test 3: unemployed, underemployed, or at risk of not being able to pay",
  authority = "45 CFR 309.121(a)(3)",
  tag = "law",
  element = "neutrality",
  when = function(case, site)
    return not needs_work(case, site)
  end,
  decide = function()
    return not_eligible { because = "the parent has enough work to comply" }
  end,
  tell = {
    en = "You have steady work, so this program is not for you right now.",
    es = "Usted tiene trabajo estable, así que este programa no es para usted ahora.",
  },
}

policy:rule {
  id = "et-no-double-service",
  point = "eligibility",
  about = "Test 4: the same service is not already given by another federally funded program",
  authority = "45 CFR 309.121(a)(4)",
  tag = "law",
  element = "neutrality",
  when = same_service_elsewhere,
  decide = function()
    return not_eligible { because = "another federally funded program gives the same service" }
  end,
  tell = {
    en = "Another program already gives you this service. You can keep using it.",
    es = "Otro programa ya le da este servicio. Puede seguir usándolo.",
  },
}

policy:require {
  id = "et-overlap-checked",
  point = "eligibility",
  missing = "check that no other program gives the same service",
  about = "The agency finds out about other federal programs before it says yes",
  authority = "45 CFR 309.121(a)(4)",
  tag = "law",
  when = function(case, site)
    return not switched_off(case, site) and eligible_parent(case, site)
  end,
  met = overlap_checked,
  tell = {
    en = "We must first check if another program already gives you this service.",
    es = "Primero debemos ver si otro programa ya le da este servicio.",
  },
}

policy:default {
  id = "et-eligible",
  point = "eligibility",
  about = "All four federal tests are met",
  authority = "45 CFR 309.121(a); 45 CFR 303.6(c)(5) as commonly cited",
  tag = "law ‡",
  element = "helpfulness",
  decide = function()
    return eligible {}
  end,
  tell = {
    en = "You can get help to find a job or to train for one.",
    es = "Usted puede recibir ayuda para encontrar trabajo o capacitarse.",
  },
}

-- ---------------------------------------------------------------------------------------------------
-- Services: a closed list of seven
-- ---------------------------------------------------------------------------------------------------

policy:rule {
  id = "et-no-services-while-off",
  point = "services",
  about = "No services while the program is off or the parent fails a test",
  authority = "45 CFR 302.76 ‡; 45 CFR 309.121(a)",
  tag = "law ‡",
  element = "neutrality",
  when = function(case, site)
    return switched_off(case, site) or not eligible_parent(case, site)
  end,
  decide = function()
    return no_services {}
  end,
  tell = {
    en = "This program can't help you right now. We can look for other help.",
    es = "Este programa no puede ayudarle ahora. Podemos buscar otra ayuda.",
  },
}

policy:rule {
  id = "et-training-first",
  point = "services",
  about = "A parent who named training or schooling as a barrier is offered training first",
  authority = "45 CFR 309.121(b)",
  tag = "law",
  element = "voice",
  when = function(case)
    return has(case.plan.barriers, "job_training") or has(case.plan.barriers, "education")
  end,
  decide = function()
    return services { "skills_assessment", "job_training", "job_development", "work_supports" }
  end,
  tell = {
    en = "You told us that training would help. Let's find a class that fits you.",
    es = "Usted nos dijo que una capacitación le ayudaría. Busquemos una clase para usted.",
  },
}

policy:rule {
  id = "et-keep-the-job",
  point = "services",
  about = "A parent who has a job is offered help to keep it",
  authority = "45 CFR 309.121(b)",
  tag = "law",
  element = "helpfulness",
  when = function(case)
    return case.work.employed
  end,
  decide = function()
    return services { "job_retention", "work_supports", "job_training" }
  end,
  tell = {
    en = "You have a job. We can help with tools, clothes or a ride so you can keep it.",
    es = "Usted tiene trabajo. Podemos ayudarle con herramientas, ropa o transporte para conservarlo.",
  },
}

policy:rule {
  id = "et-ride-to-work",
  point = "services",
  about = "A parent who has no way to get to work is offered work supports first",
  authority = "45 CFR 309.121(b)",
  tag = "law",
  element = "helpfulness",
  when = function(case)
    return has(case.plan.barriers, "transport")
  end,
  decide = function()
    return services { "work_supports", "job_search", "job_readiness", "job_development" }
  end,
  tell = {
    en = "You told us it is hard to get to work. We can help with a ride.",
    es = "Usted nos dijo que es difícil llegar al trabajo. Podemos ayudarle con el transporte.",
  },
}

policy:default {
  id = "et-find-a-job",
  point = "services",
  about = "A parent without a job is offered a job search, readiness, an assessment and placement",
  authority = "45 CFR 309.121(b)",
  tag = "law",
  element = "helpfulness",
  decide = function()
    return services {
      "job_search", "job_readiness", "skills_assessment", "job_development", "work_supports",
    }
  end,
  tell = {
    en = "We can help you look for a job and get ready for it.",
    es = "Podemos ayudarle a buscar trabajo y a prepararse para él.",
  },
}

-- ---------------------------------------------------------------------------------------------------
-- Funding: may federal employment and training money pay for this parent's services?
-- ---------------------------------------------------------------------------------------------------

policy:rule {
  id = "et-no-funding-while-off",
  point = "funding",
  about = "The money is off until the rule is in force and the state plan's approval is on record",
  authority = "45 CFR 302.76 ‡; 89 FR 100789",
  tag = "law ‡",
  element = "neutrality",
  when = switched_off,
  decide = function()
    return do_not_fund { because = "the approval of the state plan is not on record" }
  end,
  tell = {
    en = "We can't pay for this service yet. We will look for another way to help.",
    es = "Todavía no podemos pagar este servicio. Buscaremos otra forma de ayudar.",
  },
}

-- Wages, cash, parenting classes, treatment, housing, legal help and child care are outside; refer and fund elsewhere.
policy:rule {
  id = "et-closed-list",
  point = "funding",
  about = "Only the seven services on the closed list are paid for; a referral outside it blocks the money",
  authority = "45 CFR 309.121(b),(c)",
  tag = "law",
  element = "neutrality",
  when = pays_outside_the_list,
  decide = function()
    return do_not_fund { because = "a service paid from this money is not on the closed list" }
  end,
  tell = {
    en = "This fund can't pay for this kind of help. We will look for another way.",
    es = "Este fondo no puede pagar este tipo de ayuda. Buscaremos otra forma.",
  },
}

policy:rule {
  id = "et-no-funding-when-not-eligible",
  point = "funding",
  about = "Money follows eligibility: all four tests, the same service elsewhere among them",
  authority = "45 CFR 309.121(a)",
  tag = "law",
  element = "neutrality",
  when = function(case, site)
    return not eligible_parent(case, site)
  end,
  decide = function()
    return do_not_fund { because = "one of the four federal tests is not met" }
  end,
  tell = {
    en = "This fund can't pay for your service right now. We will look for another way.",
    es = "Este fondo no puede pagar su servicio ahora. Buscaremos otra forma.",
  },
}

policy:require {
  id = "et-funding-overlap-checked",
  point = "funding",
  missing = "check that no other program gives the same service",
  about = "The agency finds out about other federal programs before it pays",
  authority = "45 CFR 309.121(a)(4)",
  tag = "law",
  when = function(case, site)
    return not switched_off(case, site) and eligible_parent(case, site)
  end,
  met = overlap_checked,
  tell = {
    en = "We must first check if another program already gives you this service.",
    es = "Primero debemos ver si otro programa ya le da este servicio.",
  },
}

-- The federal government pays 66 percent; the state pays the rest.
policy:default {
  id = "et-fund",
  point = "funding",
  about = "Federal employment and training money pays its share of the service",
  authority = "89 FR 100789; ACF-OCSS-IM-25-01",
  tag = "law",
  element = "helpfulness",
  decide = function(_, site)
    return fund { source = "iv_d_et", share = site.iv_d_et.federal_share }
  end,
  tell = {
    en = "We can pay for this service. It costs you nothing.",
    es = "Podemos pagar este servicio. A usted no le cuesta nada.",
  },
}

return policy
