-- What Franklin County decides about enforcement, once the law leaves the choice to us:
-- whom we enroll, when a license may wait, and what comes before contempt.
-- Edited by the administrators of the Child Support Enforcement Agency, Franklin County.
--
-- In short: we follow the release ladder of the Ohio rule, step by step. Half of a month's
-- support, a job we can withhold from, or a program agreement holds the license. Compass stands
-- between a willing parent and contempt.

local policy = accord.policy { area = "enforcement", api = 1 }

local parent   = require "parent"
local remedies = require "remedies"

local ladder = { "driver_license_suspension", "account_levy", "contempt_referral" }
local licenses = {
    "driver_license_suspension", "occupational_license_suspension",
    "recreational_license_suspension",
}
local court_steps = { "contempt_referral", "contempt_filing", "criminal_referral" }

-- D1: whom we invite to enhanced services.

policy:rule {
    id        = "exclude-who-cannot-pay",
    about     = "A parent who cannot pay is not enrolled for contempt reasons; other help is open",
    point     = "D1",
    element   = "neutrality",
    authority = "PJAC brief 8, enrollment needs a belief that the parent can pay",
    tag       = "seed",
    when      = function(case) return parent.cannot_pay(case) end,
    decide    = function() return exclude { because = "the parent cannot pay today" } end,
    tell      = {
        en = "You cannot pay right now, and we see that. We can still help you change your order.",
        es = "Vemos que ahora no puede pagar. Aun así podemos ayudarle a cambiar su orden.",
    },
}

policy:rule {
    id        = "wait-for-the-default-and-license-notices",
    about     = "Withholding, the default notice and the license notice come before enrollment",
    point     = "D1",
    element   = "neutrality",
    authority = "R.C. 3123.031; the rest is a design value",
    tag       = "assumed",
    when      = function(case)
        return not remedies.withholding_tried(case)
            or not known(case.final_default_on)
            or not remedies.tried(case, "driver_license_suspension")
    end,
    decide    = function() return not_yet { because = "other steps come first" } end,
    tell      = {
        en = "Other steps come first. Call us any time if you want help now.",
        es = "Primero hay otros pasos. Llámenos cuando quiera si necesita ayuda ahora.",
    },
}

policy:rule {
    id        = "enroll-after-months-unpaid",
    about     = "Months without a payment, or less than half paid, and a fresh belief that the parent can pay",
    point     = "D1",
    element   = "helpfulness",
    authority = "PJAC brief 8, enrollment; R.C. 3123.53-3123.55 for the half",
    tag       = "assumed",
    when      = function(case, site)
        return (parent.unpaid_long_enough(case, site) or parent.pays_too_little(case, site))
            and parent.screened_able(case, site)
    end,
    decide    = function() return enroll {} end,
    tell      = {
        en = "You now have one person at our office who works with you. We want to find a plan that fits your life.",
        es = "Ahora tiene a una persona en nuestra oficina que trabaja con usted. Queremos un plan que le quede bien.",
    },
}

policy:default {
    id        = "not-enrolled-today",
    about     = "The site's test for enrollment is not met today",
    point     = "D1",
    element   = "neutrality",
    authority = "Design value",
    tag       = "assumed",
    decide    = function() return not_yet { because = "the enrollment test is not met today" } end,
    tell      = {
        en = "Nothing changes today.",
        es = "Hoy no cambia nada.",
    },
}

-- D11: a remedy is about to start. May it wait?

policy:rule {
    id        = "hold-license-when-half-is-paid",
    about     = "A parent who paid half of this month's support keeps the license",
    point     = "D11",
    remedies  = licenses,
    element   = "respect",
    authority = "Franklin County CSEA; R.C. 3123.53-3123.55 count half; one month is a design value",
    tag       = "assumed",
    when      = function(case, site)
        return parent.paid_enough_this_month(case, site)
    end,
    decide    = function(case, site)
        return hold { days = site.hold.days }
    end,
    tell      = {
        en = "You paid at least half of this month's support. Your license is safe until {until}.",
        es = "Usted pagó al menos la mitad de este mes. Su licencia está protegida hasta el {until}.",
    },
}

policy:rule {
    id        = "hold-license-for-a-job-we-can-withhold-from",
    about     = "A job shown to us, so that withholding can start, releases the license",
    point     = "D11",
    remedies  = licenses,
    element   = "helpfulness",
    authority = "OAC 5101:12-55-25.1 release ladder",
    tag       = "law",
    when      = function(case) return case.work.employed end,
    decide    = function(case, site)
        return hold { days = site.hold.days }
    end,
    tell      = {
        en = "You have a job. Your license is safe until {until} while payments start from your wages.",
        es = "Usted tiene trabajo. Su licencia está protegida hasta el {until} mientras empiezan los pagos de su sueldo.",
    },
}

policy:rule {
    id        = "hold-license-when-unable-to-work",
    about     = "A parent who cannot work for reasons beyond control keeps the license",
    point     = "D11",
    remedies  = licenses,
    element   = "respect",
    authority = "OAC 5101:12-55-25.1 release ladder",
    tag       = "law",
    when      = function(case)
        return case.circumstances.total_disability or case.circumstances.in_treatment
            or case.engagement.stated_reason == "ill"
    end,
    decide    = function(case, site)
        return hold { days = site.hold.days }
    end,
    tell      = {
        en = "Your health comes first now. Your license is safe until {until}.",
        es = "Ahora su salud es lo primero. Su licencia está protegida hasta el {until}.",
    },
}

policy:rule {
    id        = "hold-license-for-a-program-agreement",
    about     = "A written agreement for a work program holds the license",
    point     = "D11",
    remedies  = licenses,
    element   = "helpfulness",
    authority = "OAC 5101:12-55-25.1 release ladder",
    tag       = "law",
    when      = function(case) return parent.keeps_plan(case) and case.plan.has_employment_goal end,
    decide    = function(case, site)
        return hold { days = site.hold.days }
    end,
    tell      = {
        en = "You are keeping your work plan. Your license is safe until {until}.",
        es = "Usted está cumpliendo su plan de trabajo. Su licencia está protegida hasta el {until}.",
    },
}

policy:rule {
    id        = "offer-a-work-program-agreement",
    about     = "A parent who lost a job and talks to us is offered a program agreement before the license goes",
    point     = "D11",
    remedies  = licenses,
    element   = "helpfulness",
    authority = "OAC 5101:12-55-25.1 release ladder; OAC 5101:12-50-17; the order is a design value",
    tag       = "assumed",
    when      = function(case, site)
        return parent.lost_job(case, site) and parent.engaged(case, site)
    end,
    decide    = function(case, site)
        return offer_service { service = "employment", days = site.warning.days_before_remedy }
    end,
    tell      = {
        en = "Sign a work program plan with us in the next {days} days, and your license can wait.",
        es = "Firme un plan de trabajo con nosotros en los próximos {days} días, y su licencia puede esperar.",
    },
}

policy:default {
    id        = "court-steps-are-decided-apart",
    about     = "A step toward court is never started from here; contempt has its own question",
    point     = "D11",
    remedies  = court_steps,
    element   = "neutrality",
    authority = "PJAC brief 8, contempt last",
    tag       = "seed",
    decide    = function()
        return ask_supervisor { about = "whether the contempt question should be asked" }
    end,
    tell      = {
        en = "Nothing goes to court today. Please call us so we can find another way.",
        es = "Hoy nada va a la corte. Por favor llámenos para encontrar otra manera.",
    },
}

policy:default {
    id        = "other-remedies-run",
    about     = "Any other remedy that the law makes available runs",
    point     = "D11",
    element   = "neutrality",
    authority = "Franklin County CSEA; 45 CFR 303.6(c)(2)",
    tag       = "law",
    decide    = function() return proceed {} end,
    tell      = {
        en = "This step is starting. If it is wrong or hurts you, call us and we will look at it with you.",
        es = "Este paso está empezando. Si hay un error o le perjudica, llámenos y lo vemos juntos.",
    },
}

-- D12: talking did not help. What comes next?

policy:rule {
    id        = "wait-while-the-plan-is-kept",
    about     = "While the plan is kept, there is no next step",
    point     = "D12",
    element   = "respect",
    authority = "PJAC brief 8, case maintenance",
    tag       = "seed",
    when      = function(case) return parent.keeps_plan(case) end,
    decide    = function(case, site) return wait { days = site.maintenance.checkin_days } end,
    tell      = {
        en = "You are keeping your plan. Thank you. We will talk again soon.",
        es = "Usted está cumpliendo su plan. Gracias. Pronto hablamos de nuevo.",
    },
}

policy:rule {
    id        = "wait-while-half-is-paid",
    about     = "Half of this month's support is progress, not a reason for a next step",
    point     = "D12",
    element   = "respect",
    authority = "R.C. 3123.53-3123.55 count half; one month is a design value",
    tag       = "assumed",
    when      = function(case, site)
        return parent.paid_enough_this_month(case, site)
    end,
    decide    = function(case, site)
        return wait { days = site.maintenance.checkin_days }
    end,
    tell      = {
        en = "You are paying part of your support. Thank you. Let us look at the rest together.",
        es = "Usted está pagando una parte. Gracias. Veamos juntos lo que falta.",
    },
}

policy:rule {
    id        = "warn-before-the-next-step",
    about     = "Nobody meets a next step without a plain warning first",
    point     = "D12",
    element   = "understanding",
    authority = "PJAC brief 8, consequences are explained; the days are a design value",
    tag       = "seed",
    when      = function(case) return not parent.has_warning(case) end,
    decide    = function(case, site)
        return warn { remedy = remedies.next_step(case, ladder), days = site.warning.days_before_remedy }
    end,
    tell      = {
        en = "If nothing changes, the next step could be {remedy}. You can change that: call us in the next {days} days.",
        es = "Si nada cambia, el próximo paso podría ser {remedy}. Usted puede cambiarlo: llámenos en los próximos {days} días.",
    },
}

policy:rule {
    id        = "next-step-after-the-warning",
    about     = "The warning is over and nothing was paid since: one step up the ladder",
    point     = "D12",
    element   = "neutrality",
    authority = "Franklin County CSEA litigation page",
    tag       = "published",
    when      = function(case, site)
        return parent.warned(case, site) and case.payments.paid_30 < cents(1)
    end,
    decide    = function(case) return escalate { remedy = remedies.next_step(case, ladder) } end,
    tell      = {
        en = "We told you that this step could come. It is not too late: call us today and we will look for a way together.",
        es = "Le avisamos que este paso podía venir. Todavía hay tiempo: llámenos hoy y buscamos una salida juntos.",
    },
}

policy:default {
    id        = "no-next-step-today",
    about     = "When no rule fits nothing starts; the case manager and the supervisor look together",
    point     = "D12",
    element   = "neutrality",
    authority = "PJAC brief 8, supervisors are consulted",
    tag       = "seed",
    decide    = function(case, site) return wait { days = site.warning.days_before_remedy } end,
    tell      = {
        en = "We are looking at your case again. Nothing changes today.",
        es = "Estamos revisando su caso otra vez. Hoy no cambia nada.",
    },
}

-- D13: contempt, the last step.

policy:rule {
    id        = "no-contempt-for-who-cannot-pay",
    about     = "A parent who cannot pay is never sent to contempt",
    point     = "D13",
    element   = "respect",
    authority = "45 CFR 303.6(c)(4); Turner v. Rogers, 564 U.S. 431 (2011)",
    tag       = "law",
    when      = function(case) return parent.cannot_pay(case) end,
    decide    = function() return do_not_refer { because = "the parent cannot pay" } end,
    tell      = {
        en = "You cannot pay right now. Court is not the answer. Let us look at your order together.",
        es = "Usted no puede pagar ahora. La corte no es la respuesta. Veamos su orden juntos.",
    },
}

policy:rule {
    id        = "compass-before-contempt",
    about     = "A willing parent is sent to Compass, not to contempt",
    point     = "D13",
    element   = "helpfulness",
    authority = "Compass, Cincinnati law blog, August 2014",
    tag       = "published",
    when      = function(case, site)
        return parent.engaged(case, site) and not parent.refuses_with_means(case)
    end,
    decide    = function() return do_not_refer { because = "Compass comes first" } end,
    tell      = {
        en = "There is help with food, clothing, a home and a job. Let us try that first.",
        es = "Hay ayuda con comida, ropa, vivienda y empleo. Probemos eso primero.",
    },
}

policy:rule {
    id        = "refer-who-can-pay-and-will-not",
    about     = "Able, unwilling and warned, in final default: an attorney decides",
    point     = "D13",
    element   = "neutrality",
    authority = "R.C. 3123.031 default; the attorney signs, a design value",
    tag       = "assumed",
    when      = function(case, site)
        return parent.refuses_with_means(case) and parent.screened_able(case, site)
            and parent.warned(case, site) and known(case.final_default_on)
    end,
    decide    = function(case, site) return refer { sign_off = site.contempt.sign_off } end,
    tell      = {
        en = "We have not found a plan that works yet. An attorney of our office will look at whether your case should go to court. Call us: you can still make a plan.",
        es = "Todavía no encontramos un plan que funcione. Un abogado de nuestra oficina verá si su caso debe ir a la corte. Llámenos: aún puede hacer un plan.",
    },
}

policy:default {
    id        = "no-contempt-today",
    about     = "Without a reason on record there is no contempt referral",
    point     = "D13",
    element   = "respect",
    authority = "PJAC brief 8, contempt is discretionary",
    tag       = "seed",
    decide    = function() return do_not_refer { because = "no rule asks for it" } end,
    tell      = {
        en = "Your case stays with us.",
        es = "Su caso se queda con nosotros.",
    },
}

-- D14: when does our work with a parent end?

policy:rule {
    id        = "exit-when-the-case-is-closed",
    about     = "A closed case ends our work",
    point     = "D14",
    element   = "understanding",
    authority = "45 CFR 303.11",
    tag       = "law",
    when      = function(case) return case.status == "closed" end,
    decide    = function() return exit { because = "closed" } end,
    tell      = {
        en = "Your case is closed. You can still call us with any question.",
        es = "Su caso está cerrado. Aún puede llamarnos si tiene preguntas.",
    },
}

policy:rule {
    id        = "exit-after-six-full-months",
    about     = "Full payments month after month are success",
    point     = "D14",
    element   = "respect",
    authority = "OAC 5101:12-55-25.2 counts six full months; here a design value",
    tag       = "assumed",
    when      = function(case, site)
        return case.payments.full_months_in_a_row >= site.exit.success_months
    end,
    decide    = function() return exit { because = "success" } end,
    tell      = {
        en = "You have paid in full month after month. Well done. You can still call us any time.",
        es = "Usted ha pagado completo mes tras mes. Bien hecho. Puede llamarnos cuando quiera.",
    },
}

policy:rule {
    id        = "exit-when-never-reached",
    about     = "After all attempts without an answer the case goes back to ordinary work",
    point     = "D14",
    element   = "neutrality",
    authority = "Design value",
    tag       = "assumed",
    when      = function(case, site) return parent.unreachable(case, site) end,
    decide    = function() return exit { because = "unreachable" } end,
    tell      = {
        en = "We tried many times to reach you. If you read this, please call. We want to help.",
        es = "Tratamos muchas veces de hablar con usted. Si lee esto, llámenos por favor. Queremos ayudarle.",
    },
}

policy:default {
    id        = "stay-with-us",
    about     = "Otherwise our work goes on",
    point     = "D14",
    element   = "helpfulness",
    authority = "PJAC brief 8, case maintenance",
    tag       = "seed",
    decide    = function() return stay {} end,
    tell      = {
        en = "We keep working with you.",
        es = "Seguimos trabajando con usted.",
    },
}

return policy
