-- What Stark County decides about enforcement, once the law leaves the choice to us:
-- whom we enroll, when a license may wait, and when the hard tools come out.
-- Edited by the administrators of New Directions in Child Support, Stark County.
--
-- In short: a parent who is with us keeps the license in almost every case. The hard tools
-- are for parents who can pay and will not. Contempt comes last.

local policy = accord.policy { area = "enforcement", api = 1 }

local parent   = require "parent"
local remedies = require "remedies"

local ladder   = { "account_levy", "driver_license_suspension", "contempt_referral" }
local licenses = {
    "driver_license_suspension", "occupational_license_suspension",
    "recreational_license_suspension",
}
local court_steps = { "contempt_referral", "contempt_filing", "criminal_referral" }

-- D1: whom we invite into New Directions.

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
    id        = "hold-license-after-job-loss",
    about     = "A parent who lost a job and is talking to us keeps the license while looking for work",
    point     = "D11",
    remedies  = licenses,
    element   = "helpfulness",
    authority = "WKSU/Ideastream, January 2017",
    tag       = "published",
    when      = function(case, site)
        return parent.lost_job(case, site) and parent.engaged(case, site)
            and not case.circumstances.in_treatment
    end,
    decide    = function(case, site) return hold { days = site.hold.days, offer = "employment" } end,
    tell      = {
        en = "We know you lost your job. Your license is safe until {until} while we help you look for work.",
        es = "Sabemos que perdió su trabajo. Su licencia está protegida hasta el {until} mientras le ayudamos a buscar empleo.",
    },
}

policy:rule {
    id        = "hold-license-during-treatment",
    about     = "A parent in treatment keeps the license; more than thirty days needs a supervisor",
    point     = "D11",
    remedies  = licenses,
    element   = "respect",
    authority = "Canton Repository, January 2017, money for drug and alcohol treatment; length is a design value",
    tag       = "assumed",
    when      = function(case) return case.circumstances.in_treatment end,
    decide    = function() return hold { days = 60 } end,
    tell      = {
        en = "You are getting treatment, and that comes first. Your license is safe until {until}.",
        es = "Usted está en tratamiento, y eso es lo primero. Su licencia está protegida hasta el {until}.",
    },
}

policy:rule {
    id        = "hold-license-for-a-program-agreement",
    about     = "A parent who keeps a written plan with us keeps the license",
    point     = "D11",
    remedies  = licenses,
    element   = "respect",
    authority = "OAC 5101:12-55-25.1 release by a program agreement",
    tag       = "law",
    when      = function(case) return parent.keeps_plan(case) end,
    decide    = function(case, site) return hold { days = site.hold.days } end,
    tell      = {
        en = "You are keeping your plan. Your license is safe until {until}.",
        es = "Usted está cumpliendo su plan. Su licencia está protegida hasta el {until}.",
    },
}

policy:rule {
    id        = "license-goes-when-able-and-unwilling",
    about     = "A parent who can pay, will not, and was warned in plain words is not shielded",
    point     = "D11",
    remedies  = licenses,
    element   = "neutrality",
    authority = "WKSU/Ideastream, January 2017: hard tools for those able and unwilling",
    tag       = "published",
    when      = function(case, site)
        return parent.refuses_with_means(case) and parent.warned(case, site)
    end,
    decide    = function() return proceed {} end,
    tell      = {
        en = "We told you about this step before. You can still stop it: call us and we will make a plan together.",
        es = "Ya le avisamos de este paso. Usted aún puede detenerlo: llámenos y hacemos un plan juntos.",
    },
}

policy:rule {
    id        = "hold-license-while-in-new-directions",
    about     = "While a parent of New Directions is talking to us, the license waits",
    point     = "D11",
    remedies  = licenses,
    element   = "respect",
    authority = "WKSU/Ideastream, January 2017: suspensions fell from about 90 a month to two or three",
    tag       = "published",
    when      = function(case, site)
        return parent.engaged(case, site) and not parent.refuses_with_means(case)
    end,
    decide    = function(case, site) return hold { days = site.hold.days } end,
    tell      = {
        en = "You are talking with us, so your license can wait until {until}.",
        es = "Usted está hablando con nosotros, por eso su licencia puede esperar hasta el {until}.",
    },
}

policy:default {
    id        = "license-goes-to-the-supervisor",
    about     = "In every other case a supervisor looks before a license is touched",
    point     = "D11",
    remedies  = licenses,
    element   = "neutrality",
    authority = "WKSU/Ideastream, January 2017; the supervisor's look is a design value",
    tag       = "assumed",
    decide    = function()
        return ask_supervisor { about = "whether this license should be suspended at all" }
    end,
    tell      = {
        en = "A supervisor will look at your case before anything happens to your license. Please call us.",
        es = "Un supervisor revisará su caso antes de que pase algo con su licencia. Por favor llámenos.",
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
    authority = "45 CFR 303.6(c)(2)",
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
    id        = "wait-while-looking-for-work",
    about     = "A parent who lost a job and is talking to us gets time, not a next step",
    point     = "D12",
    element   = "helpfulness",
    authority = "WKSU/Ideastream, January 2017",
    tag       = "published",
    when      = function(case, site)
        return parent.lost_job(case, site) and parent.engaged(case, site)
    end,
    decide    = function(case, site) return wait { days = site.hold.days } end,
    tell      = {
        en = "We know you lost your job. Let us help you find a new one.",
        es = "Sabemos que perdió su trabajo. Permítanos ayudarle a encontrar otro.",
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
    id        = "next-step-when-able-and-unwilling",
    about     = "A parent who can pay, will not, and was warned moves one step up the ladder",
    point     = "D12",
    element   = "neutrality",
    authority = "WKSU/Ideastream, January 2017: hard tools for those able and unwilling",
    tag       = "published",
    when      = function(case, site)
        return parent.refuses_with_means(case) and parent.warned(case, site)
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
    id        = "new-directions-instead-of-contempt",
    about     = "Whoever talks to us and does not refuse stays in New Directions",
    point     = "D13",
    element   = "helpfulness",
    authority = "WKSU/Ideastream, January 2017",
    tag       = "published",
    when      = function(case, site)
        return parent.keeps_plan(case)
            or (parent.engaged(case, site) and not parent.refuses_with_means(case))
    end,
    decide    = function() return do_not_refer { because = "the parent works with New Directions" } end,
    tell      = {
        en = "You are working with us. We will keep going together.",
        es = "Usted está trabajando con nosotros. Vamos a seguir juntos.",
    },
}

policy:rule {
    id        = "refer-who-can-pay-and-will-not",
    about     = "Able, unwilling, warned, and services offered: the supervisor signs the referral",
    point     = "D13",
    element   = "neutrality",
    authority = "R.C. 3123.031 default; services offered is a design value",
    tag       = "assumed",
    when      = function(case, site)
        return parent.refuses_with_means(case) and parent.screened_able(case, site)
            and parent.warned(case, site) and known(case.final_default_on)
    end,
    decide    = function(case, site) return refer { sign_off = site.contempt.sign_off } end,
    tell      = {
        en = "We have not found a plan that works yet. A supervisor will look at whether your case should go to court. Call us: you can still make a plan.",
        es = "Todavía no encontramos un plan que funcione. Un supervisor verá si su caso debe ir a la corte. Llámenos: aún puede hacer un plan.",
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
