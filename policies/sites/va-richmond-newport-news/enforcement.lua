-- What the Richmond and Newport News offices decide about enforcement, once the law leaves the
-- choice to us: whom we enroll, when a license may wait, and what comes before contempt.
-- Edited by the administrators of both district offices, Division of Child Support Enforcement.
--
-- In short: in Virginia help runs beside enforcement, never instead of it. A repayment agreement
-- holds a license; without one only a supervisor can, with a reason on record.

local policy = accord.policy { area = "enforcement", api = 1 }

local parent   = require "parent"
local remedies = require "remedies"

local ladder = { "driver_license_suspension", "property_lien", "account_levy", "contempt_referral" }
local licenses = {
    "driver_license_suspension", "occupational_license_suspension",
    "recreational_license_suspension",
}
local court_steps = { "contempt_referral", "contempt_filing", "criminal_referral" }

-- A repayment agreement runs: a payment plan was granted, or the parent keeps an agreed plan.
local function has_repayment_agreement(case)
    return parent.keeps_plan(case)
        or any(case.enhanced_services, function(service)
            return service.kind == "payment_plan" and known(service.outcome)
                and service.outcome == "granted"
        end)
end

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
    id        = "wait-for-withholding-and-offset",
    about     = "Withholding and tax offset were tried before enrollment",
    point     = "D1",
    element   = "neutrality",
    authority = "Va. Code 63.2-1923 for withholding; offset is a design value",
    tag       = "assumed",
    when      = function(case)
        return not remedies.withholding_tried(case) or not remedies.tax_offset_tried(case)
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
    id        = "hold-license-for-a-repayment-agreement",
    about     = "A repayment agreement that is kept holds the license",
    point     = "D11",
    remedies  = licenses,
    element   = "respect",
    authority = "Va. Code 46.2-320.1",
    tag       = "law ‡",
    when      = function(case) return has_repayment_agreement(case) end,
    decide    = function(case, site)
        return hold { days = site.hold.days }
    end,
    tell      = {
        en = "You have a payment agreement with us and you keep it. Your license is safe until {until}.",
        es = "Usted tiene un acuerdo de pago y lo está cumpliendo. Su licencia está protegida hasta el {until}.",
    },
}

policy:rule {
    id        = "supervisor-may-hold-for-an-engaged-parent",
    about     = "Without an agreement, only a supervisor can let a license wait, with a reason on record",
    point     = "D11",
    remedies  = licenses,
    element   = "neutrality",
    authority = "22VAC40-880-390 from January 2025: remedies go on; before that, and for the supervisor, a design value",
    tag       = "assumed",
    when      = function(case, site)
        return parent.engaged(case, site) and not parent.refuses_with_means(case)
    end,
    decide    = function()
        return ask_supervisor { about = "a hold with a stated legal ground, or a repayment agreement" }
    end,
    tell      = {
        en = "You are talking with us. A payment agreement can protect your license. Let us write one together.",
        es = "Usted está hablando con nosotros. Un acuerdo de pago puede proteger su licencia. Hagámoslo juntos.",
    },
}

policy:rule {
    id        = "director-approves-a-seizure",
    about     = "Taking property, a vehicle included, needs the approval of the director or a designee",
    point     = "D11",
    remedies  = { "property_seizure" },
    element   = "neutrality",
    authority = "22VAC40-880-350, 2017 text",
    tag       = "law",
    when      = function() return true end,
    decide    = function()
        return ask_supervisor { about = "final approval of the seizure by the director or a designee" }
    end,
    tell      = {
        en = "Nothing is taken before the head of our office has looked at your case. Please call us.",
        es = "No se toma nada antes de que la dirección de la oficina revise su caso. Por favor llámenos.",
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
    about     = "Every other remedy runs while help is given beside it",
    point     = "D11",
    element   = "neutrality",
    authority = "22VAC40-880-390; 45 CFR 303.6(c)(2)",
    tag       = "law",
    decide    = function() return proceed {} end,
    tell      = {
        en = "This step is starting. Our help goes on too. If something is wrong, call us and we will look at it with you.",
        es = "Este paso está empezando. Nuestra ayuda también sigue. Si hay un error, llámenos y lo vemos juntos.",
    },
}

-- D12: talking did not help. What comes next?

policy:rule {
    id        = "wait-while-the-agreement-is-kept",
    about     = "While a repayment agreement is kept, there is no next step",
    point     = "D12",
    element   = "respect",
    authority = "Va. Code 46.2-320.1; PJAC brief 8, case maintenance",
    tag       = "law ‡",
    when      = function(case) return has_repayment_agreement(case) end,
    decide    = function(case, site) return wait { days = site.maintenance.checkin_days } end,
    tell      = {
        en = "You keep your payment agreement. Thank you. We will talk again soon.",
        es = "Usted cumple su acuerdo de pago. Gracias. Pronto hablamos de nuevo.",
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
    id        = "next-step-beside-family-engagement",
    about     = "After the warning the next remedy starts, and Family Engagement goes on beside it",
    point     = "D12",
    element   = "neutrality",
    authority = "22VAC40-880-390, effective January 2025; before that a design value",
    tag       = "assumed",
    when      = function(case, site)
        return parent.warned(case, site) and case.payments.paid_30 < cents(1)
    end,
    decide    = function(case) return escalate { remedy = remedies.next_step(case, ladder) } end,
    tell      = {
        en = "We told you that this step could come. Call us today: an agreement is still open to you.",
        es = "Le avisamos que este paso podía venir. Llámenos hoy: todavía puede hacer un acuerdo.",
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
    id        = "family-engagement-before-contempt",
    about     = "A parent who takes part in Family Engagement and does not refuse is not referred",
    point     = "D13",
    element   = "helpfulness",
    authority = "22VAC40-880-800 and -810; before 2025 a design value",
    tag       = "assumed",
    when      = function(case, site)
        return has_repayment_agreement(case)
            or (parent.engaged(case, site) and not parent.refuses_with_means(case))
    end,
    decide    = function() return do_not_refer { because = "the parent works with us" } end,
    tell      = {
        en = "You are working with us. We will keep going together.",
        es = "Usted está trabajando con nosotros. Vamos a seguir juntos.",
    },
}

policy:rule {
    id        = "refer-who-can-pay-and-will-not",
    about     = "Able, unwilling and warned, after another remedy was tried: the supervisor signs",
    point     = "D13",
    element   = "neutrality",
    authority = "Va. Code 20-115 for contempt; other action first is a design value",
    tag       = "assumed",
    when      = function(case, site)
        return parent.refuses_with_means(case) and parent.screened_able(case, site)
            and parent.warned(case, site)
            and (remedies.tax_offset_tried(case) or remedies.withholding_tried(case))
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
