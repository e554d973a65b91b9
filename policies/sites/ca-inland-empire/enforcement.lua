-- What Riverside and San Bernardino decide about enforcement, once the law leaves the choice to
-- us: whom we enroll, when a license is released, and what comes before contempt.
-- Edited by the administrators of both county departments, who share one PJAC agency.
--
-- In short: the license is the first thing we offer back, not the last thing we take. A parent
-- who meets us gets it released. Contempt is only for what nothing else could reach.

local policy = accord.policy { area = "enforcement", api = 1 }

local parent   = require "parent"
local remedies = require "remedies"

local ladder = { "account_levy", "driver_license_suspension", "contempt_referral" }
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
    id        = "wait-until-every-ready-remedy-was-used",
    about     = "A parent is enrolled only when all readily available remedies were used",
    point     = "D1",
    element   = "neutrality",
    authority = "CSDA article by the San Bernardino director",
    tag       = "published",
    when      = function(case)
        return not remedies.withholding_tried(case)
            or not remedies.tax_offset_tried(case)
            or remedies.something_left(case)
    end,
    decide    = function() return not_yet { because = "a readily available remedy was not used" } end,
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
    id        = "release-license-at-first-meeting",
    about     = "A parent who comes to meet us gets the license released",
    point     = "D11",
    remedies  = licenses,
    element   = "helpfulness",
    authority = "San Bernardino License Release Project, NACo award 2017",
    tag       = "published",
    when      = function(case, site)
        return parent.came_to_office(case, site)
    end,
    decide    = function(case, site)
        return hold { days = site.hold.days, offer = "legal_aid" }
    end,
    tell      = {
        en = "Thank you for coming to see us. Your license is released until {until}, and we will plan the rest together.",
        es = "Gracias por venir a vernos. Su licencia queda libre hasta el {until}, y planeamos lo demás juntos.",
    },
}

policy:rule {
    id        = "hold-license-for-any-agreed-plan",
    about     = "Any plan that both sides agreed on holds the license",
    point     = "D11",
    remedies  = licenses,
    element   = "respect",
    authority = "San Bernardino License Release Project, NACo award 2017; any plan is a design value",
    tag       = "assumed",
    when      = function(case) return case.plan.active end,
    decide    = function(case, site)
        return hold { days = site.hold.days }
    end,
    tell      = {
        en = "You have a plan with us. Your license is safe until {until}.",
        es = "Usted tiene un plan con nosotros. Su licencia está protegida hasta el {until}.",
    },
}

policy:rule {
    id        = "invite-to-a-license-meeting",
    about     = "A parent we can talk to is invited to a meeting that releases the license",
    point     = "D11",
    remedies  = licenses,
    element   = "helpfulness",
    authority = "San Bernardino License Release Project: letters inviting parents to meet, NACo award 2017",
    tag       = "published",
    when      = function(case)
        return case.engagement.ncp_reached and not parent.refuses_with_means(case)
    end,
    decide    = function() return offer_service { service = "employment", days = 21 } end,
    tell      = {
        en = "Come and meet us. If you come, we can release your license and help you find work.",
        es = "Venga a vernos. Si viene, podemos dejar libre su licencia y ayudarle a buscar trabajo.",
    },
}

policy:rule {
    id        = "hold-levy-on-benefits",
    about     = "Money from benefits is not taken from an account",
    point     = "D11",
    remedies  = { "account_levy" },
    element   = "respect",
    authority = "Fam. Code 17450(c)(2) for SSI; other benefits are a design value",
    tag       = "assumed",
    when      = function(case)
        return case.circumstances.receives_ssi or case.circumstances.means_tested_aid
            or case.work.unemployment_benefit
    end,
    decide    = function(case, site)
        return hold { days = site.hold.days }
    end,
    tell      = {
        en = "You live on benefits. We will not take money from your account before {until}. Please show us what you get.",
        es = "Usted vive de beneficios. No tomaremos dinero de su cuenta antes del {until}. Muéstrenos qué recibe.",
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
    authority = "Fam. Code 17520, 17522; 45 CFR 303.6(c)(2)",
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
    about     = "While any agreed plan is kept, there is no next step",
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
    id        = "help-with-work-before-a-next-step",
    about     = "A parent who lost a job and talks to us gets help with work first",
    point     = "D12",
    element   = "helpfulness",
    authority = "Employment referral, NACo award 2017; the order is a design value",
    tag       = "assumed",
    when      = function(case, site)
        return parent.lost_job(case, site) and parent.engaged(case, site)
    end,
    decide    = function(case, site)
        return wait { days = site.hold.days }
    end,
    tell      = {
        en = "Let us help you find work first.",
        es = "Primero permítanos ayudarle a encontrar trabajo.",
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
    id        = "next-step-only-if-one-is-left",
    about     = "After the warning, every other remedy comes before contempt",
    point     = "D12",
    element   = "neutrality",
    authority = "CSDA article by the San Bernardino director: all readily available remedies first",
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
    id        = "no-contempt-while-a-remedy-is-left",
    about     = "Contempt waits until all readily available remedies were used",
    point     = "D13",
    element   = "neutrality",
    authority = "CSDA article by the San Bernardino director",
    tag       = "published",
    when      = function(case) return remedies.something_left(case) end,
    decide    = function()
        return do_not_refer { because = "a readily available remedy was not used" }
    end,
    tell      = {
        en = "There are other ways to solve this. We will try them first.",
        es = "Hay otras maneras de resolver esto. Las probamos primero.",
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
    about     = "Able, unwilling and warned, with nothing else left: an attorney decides",
    point     = "D13",
    element   = "neutrality",
    authority = "CSDA article by the San Bernardino director; the attorney signs, a design value",
    tag       = "assumed",
    when      = function(case, site)
        return parent.refuses_with_means(case) and parent.screened_able(case, site)
            and parent.warned(case, site)
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
