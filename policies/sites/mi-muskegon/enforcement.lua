-- What Muskegon County decides about enforcement, once the law leaves the choice to us:
-- whom we enroll in PASS, when a license may wait, and which court track fits.
-- Edited by the administrators of the Friend of the Court, Muskegon County.
--
-- In short: a plan, a place at Michigan Works! or a tenth of the total owed keeps the license.
-- The court offers an alternative track before contempt. A referee signs.

local policy = accord.policy { area = "enforcement", api = 1 }

local parent   = require "parent"
local remedies = require "remedies"

local ladder = { "driver_license_suspension", "account_levy", "contempt_referral" }
local licenses = {
    "driver_license_suspension", "occupational_license_suspension",
    "recreational_license_suspension",
}
local court_steps = { "contempt_referral", "contempt_filing", "criminal_referral" }

-- The parent takes part in a job program that we sent the parent to.
local function in_job_program(case)
    return any(case.referrals, function(referral)
        return one_of(referral.service, "employment", "job_training")
            and one_of(referral.outcome, "open", "enrolled", "completed")
    end)
end

-- The grounds that the law names for the alternative contempt track, as far as facts show them.
local function has_ground_for_the_other_track(case)
    if parent.refuses_with_means(case) then
        return false
    end
    return case.circumstances.in_treatment
        or (known(case.work.unemployed_days) and case.work.unemployed_days > days(189))
        or has(case.plan.barriers, "housing")
        or has(case.plan.barriers, "mental_health")
        or has(case.plan.barriers, "substance_abuse")
        or one_of(case.engagement.stated_reason, "ill")
end

-- D1: whom we invite to PASS.

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
    id        = "wait-for-withholding-and-offset",
    about     = "Withholding has failed and tax offset was tried before enrollment",
    point     = "D1",
    element   = "neutrality",
    authority = "MCL 552.631(1) for withholding; offset is a design value",
    tag       = "assumed",
    when      = function(case)
        return not case.work.withholding_failed or not remedies.tax_offset_tried(case)
    end,
    decide    = function() return not_yet { because = "other steps come first" } end,
    tell      = {
        en = "Other steps come first. Call us any time if you want help now.",
        es = "Primero hay otros pasos. Llámenos cuando quiera si necesita ayuda ahora.",
    },
}

policy:rule {
    id        = "enroll-after-months-unpaid",
    about     = "Months without a payment, or far too little paid, and a fresh belief that the parent can pay",
    point     = "D1",
    element   = "helpfulness",
    authority = "PJAC brief 8, enrollment; the numbers are design values",
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
    id        = "hold-license-for-an-agreed-plan",
    about     = "An agreed plan that is kept holds the license",
    point     = "D11",
    remedies  = licenses,
    element   = "respect",
    authority = "Michigan child support blog, July 2019",
    tag       = "published",
    when      = function(case) return parent.keeps_plan(case) end,
    decide    = function(case, site)
        return hold { days = site.hold.days }
    end,
    tell      = {
        en = "You are keeping your plan. Your license is safe until {until}.",
        es = "Usted está cumpliendo su plan. Su licencia está protegida hasta el {until}.",
    },
}

policy:rule {
    id        = "hold-license-for-michigan-works",
    about     = "A parent who agreed to a job program keeps the license",
    point     = "D11",
    remedies  = licenses,
    element   = "helpfulness",
    authority = "Michigan child support blog, July 2019: others agreed to Michigan Works!",
    tag       = "published",
    when      = function(case) return in_job_program(case) end,
    decide    = function(case, site)
        return hold { days = site.hold.days }
    end,
    tell      = {
        en = "You joined a job program. Your license is safe until {until}.",
        es = "Usted entró a un programa de empleo. Su licencia está protegida hasta el {until}.",
    },
}

policy:rule {
    id        = "hold-license-for-a-tenth-of-the-total",
    about     = "A parent who brings a tenth of the total owed keeps the license",
    point     = "D11",
    remedies  = licenses,
    element   = "respect",
    authority = "Michigan child support blog, July 2019: 10% of the total owed",
    tag       = "published",
    when      = function(case, site)
        return case.payments.paid_30 > dollars(0)
            and case.payments.paid_30 >= case.arrears.total * site.license.release_share
    end,
    decide    = function(case, site)
        return hold { days = site.hold.days }
    end,
    tell      = {
        en = "You paid a good part of what you owe. Your license is safe until {until}.",
        es = "Usted pagó una buena parte de lo que debe. Su licencia está protegida hasta el {until}.",
    },
}

policy:rule {
    id        = "offer-michigan-works-first",
    about     = "A parent without work who talks to us is offered a job program before the license goes",
    point     = "D11",
    remedies  = licenses,
    element   = "helpfulness",
    authority = "Michigan child support blog, July 2019; the days are a design value",
    tag       = "published",
    when      = function(case, site)
        return parent.engaged(case, site) and not case.work.employed
            and not parent.refuses_with_means(case)
    end,
    decide    = function() return offer_service { service = "employment", days = 21 } end,
    tell      = {
        en = "Before anything happens to your license, let us help you with a job program.",
        es = "Antes de que pase algo con su licencia, permítanos ayudarle con un programa de empleo.",
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
    authority = "MCL 552.625b, 552.628; 45 CFR 303.6(c)(2)",
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
    id        = "offer-the-other-track-before-a-next-step",
    about     = "Illness, treatment, no home or long unemployment: the alternative track is offered first",
    point     = "D12",
    element   = "helpfulness",
    authority = "MCL 552.635a; offering it first is a design value",
    tag       = "assumed",
    when      = function(case) return has_ground_for_the_other_track(case) end,
    decide    = function(case, site)
        return wait { days = site.hold.days }
    end,
    tell      = {
        en = "The court has a program for parents who go through a hard time. It is your choice. We will explain it to you.",
        es = "La corte tiene un programa para padres que pasan un momento difícil. Usted decide. Se lo explicamos.",
    },
}

policy:rule {
    id        = "michigan-works-before-a-next-step",
    about     = "A parent without work who talks to us gets a job program, not a next step",
    point     = "D12",
    element   = "helpfulness",
    authority = "Michigan child support blog, July 2019",
    tag       = "published",
    when      = function(case, site)
        return parent.engaged(case, site) and not case.work.employed
            and not parent.refuses_with_means(case)
    end,
    decide    = function(case, site)
        return wait { days = site.maintenance.checkin_days }
    end,
    tell      = {
        en = "Let us help you with a job program first.",
        es = "Primero permítanos ayudarle con un programa de empleo.",
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
    authority = "Michigan child support blog, July 2019: breach meant re-suspension or show cause",
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
    id        = "offer-the-other-track-before-contempt",
    about     = "The alternative contempt track is offered before contempt",
    point     = "D13",
    element   = "helpfulness",
    authority = "MCL 552.635a; SEED docket, MLive, May 2016; offering it first is a design value",
    tag       = "assumed",
    when      = function(case) return has_ground_for_the_other_track(case) end,
    decide    = function()
        return do_not_refer { because = "the alternative contempt track is offered first" }
    end,
    tell      = {
        en = "The court has a program with help and regular meetings. It is your choice. We will explain it to you.",
        es = "La corte tiene un programa con ayuda y reuniones regulares. Usted decide. Se lo explicamos.",
    },
}

policy:rule {
    id        = "no-contempt-while-we-talk",
    about     = "A parent who talks to us and does not refuse is not referred",
    point     = "D13",
    element   = "respect",
    authority = "PJAC brief 8, solutions before enforcement",
    tag       = "seed",
    when      = function(case, site)
        return parent.engaged(case, site) and not parent.refuses_with_means(case)
    end,
    decide    = function() return do_not_refer { because = "the parent is talking to us" } end,
    tell      = {
        en = "You are talking with us. We will keep going together.",
        es = "Usted está hablando con nosotros. Vamos a seguir juntos.",
    },
}

policy:rule {
    id        = "refer-who-can-pay-and-will-not",
    about     = "Able, unwilling, warned, and withholding failed: a referee signs the referral",
    point     = "D13",
    element   = "neutrality",
    authority = "MCL 552.631(1); the referee signs, a design value",
    tag       = "assumed",
    when      = function(case, site)
        return parent.refuses_with_means(case) and parent.screened_able(case, site)
            and parent.warned(case, site) and case.work.withholding_failed
    end,
    decide    = function(case, site) return refer { sign_off = site.contempt.sign_off } end,
    tell      = {
        en = "We have not found a plan that works yet. An officer of the court will look at whether your case should go to a judge. Call us: you can still make a plan.",
        es = "Todavía no encontramos un plan que funcione. Un funcionario de la corte verá si su caso debe ir a un juez. Llámenos: aún puede hacer un plan.",
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
    authority = "Design value",
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
