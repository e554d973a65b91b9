-- What Muskegon County decides about outreach: whom we contact next, how, how often, when we stop, and
-- whether parents meet.
-- Edited by the administrators of the Friend of the Court, Muskegon County.
--
-- In short: both parents are called on the same day, within three business days. After call and text
-- we look for the parent at the school office. The school is also where parents may meet.

local policy = accord.policy { area = "outreach", api = 1 }

local cadence = require "cadence"
local parent  = require "parent"

-- Both parents were invited to meet, and neither said no.
local function both_were_invited(case)
    return any(case.conferences, function(conference)
        return one_of(conference.status, "inviting", "scheduled")
            and conference.mode == "joint_in_person" and conference.safety_screen == "clear"
    end)
end

-- D3: the first contact.

policy:rule {
    id        = "ask-the-protected-parent-first",
    about     = "Where one parent may be in danger, that parent is called first, alone",
    point     = "D3",
    element   = "respect",
    authority = "Design value, after 42 USC 654(26)",
    tag       = "assumed",
    when      = function(case)
        return case.safety_flags.cp_at_risk and case.engagement.cp_attempts_total < 1
    end,
    decide    = function(case, site)
        return contact {
            who = "cp", channel = "phone_call", purpose = "introduction",
            within = site.first_contact.due_days,
        }
    end,
    tell      = {
        en = "We will call you first and ask what is safe for you.",
        es = "Le llamamos primero y le preguntamos qué es seguro para usted.",
    },
}

policy:rule {
    id        = "call-both-parents-the-same-day",
    about     = "Both parents are called on the same day",
    point     = "D3",
    element   = "respect",
    authority = "PJAC brief 8, introductory calls to both parents; the same day is a design value",
    tag       = "assumed",
    when      = function(case) return cadence.nobody_tried(case) end,
    decide    = function(case, site)
        return {
            contact {
                who = "ncp", channel = "phone_call", purpose = "introduction",
                within = site.first_contact.due_days,
            },
            contact {
                who = "cp", channel = "phone_call", purpose = "introduction",
                within = site.first_contact.due_days,
            },
        }
    end,
    tell      = {
        en = "Hello, this is your child support office. One person now works with you, and has a direct number.",
        es = "Hola, le hablamos de la oficina de manutención. Una persona trabaja ahora con usted y tiene un número directo.",
    },
}

policy:rule {
    id        = "call-the-other-parent-too",
    about     = "A custodial parent whom nobody has called yet is called",
    point     = "D3",
    element   = "neutrality",
    authority = "PJAC brief 8, outreach and engagement, introductory calls to both parents",
    tag       = "seed",
    when      = function(case) return case.engagement.cp_attempts_total < 1 end,
    decide    = function(case, site)
        return contact {
            who = "cp", channel = "phone_call", purpose = "introduction",
            within = business_days(2),
        }
    end,
    tell      = {
        en = "We call both parents, and we treat both the same way.",
        es = "Llamamos a los dos padres y tratamos a los dos por igual.",
    },
}

policy:rule {
    id        = "call-the-paying-parent-too",
    about     = "A noncustodial parent whom nobody has called yet is called",
    point     = "D3",
    element   = "neutrality",
    authority = "PJAC brief 8, outreach and engagement, introductory calls to both parents",
    tag       = "seed",
    when      = function(case) return case.engagement.attempts_total < 1 end,
    decide    = function(case, site)
        return contact {
            who = "ncp", channel = "phone_call", purpose = "introduction",
            within = business_days(2),
        }
    end,
    tell      = {
        en = "We will call you to say hello and to hear from you.",
        es = "Le llamaremos para presentarnos y escucharle.",
    },
}

policy:default {
    id        = "first-contact-is-made",
    about     = "Both parents were contacted; the next question is how to go on",
    point     = "D3",
    element   = "helpfulness",
    authority = "Design value",
    tag       = "assumed",
    decide    = function() return wait {} end,
    tell      = {
        en = "You can call us any time. We would like to hear from you.",
        es = "Puede llamarnos cuando quiera. Nos gustaría escucharle.",
    },
}

-- D4: nobody answered yet. Go on, pause or stop?

policy:rule {
    id        = "stop-when-talking-became-unsafe",
    about     = "After a conversation that became unsafe we stop, and a supervisor looks",
    point     = "D4",
    element   = "respect",
    authority = "Design value",
    tag       = "assumed",
    when      = function(case) return case.engagement.unsafe end,
    decide    = function() return stop { because = "a conversation became unsafe" } end,
    tell      = {
        en = "We will give you some space. You can call us when you are ready.",
        es = "Le daremos un tiempo. Puede llamarnos cuando quiera.",
    },
}

policy:rule {
    id        = "stop-when-nobody-answers",
    about     = "After enough attempts over enough days outreach ends",
    point     = "D4",
    element   = "respect",
    authority = "Design value",
    tag       = "assumed",
    when      = function(case, site)
        return parent.unreachable(case, site)
    end,
    decide    = function() return stop { because = "unreachable" } end,
    tell      = {
        en = "We tried many times. If you read this, please call. We want to hear from you.",
        es = "Tratamos muchas veces. Si lee esto, por favor llámenos. Queremos saber de usted.",
    },
}

policy:rule {
    id        = "no-more-knocking-once-we-talk",
    about     = "Once the parent has answered, there is no more knocking",
    point     = "D4",
    element   = "respect",
    authority = "PJAC brief 8, outreach and engagement",
    tag       = "seed",
    when      = function(case) return case.engagement.ncp_reached end,
    decide    = function() return wait {} end,
    tell      = {
        en = "We are in touch. Thank you.",
        es = "Ya estamos en contacto. Gracias.",
    },
}

policy:rule {
    id        = "keep-up-with-the-other-parent",
    about     = "The custodial parent gets a fair number of attempts too",
    point     = "D4",
    element   = "neutrality",
    authority = "PJAC brief 8, outreach and engagement, both parents",
    tag       = "seed",
    when      = function(case, site)
        return cadence.cp_waits(case, site) and cadence.time_to_try_cp(case, site)
    end,
    decide    = function(case, site)
        return contact {
            who = "cp", channel = "phone_call", purpose = "introduction",
            within = business_days(2),
        }
    end,
    tell      = {
        en = "We would like to hear from you too.",
        es = "También queremos saber de usted.",
    },
}

policy:rule {
    id        = "enough-for-this-month",
    about     = "No more attempts in thirty days than the site planned",
    point     = "D4",
    element   = "respect",
    authority = "Design value",
    tag       = "assumed",
    when      = function(case, site)
        return case.engagement.attempts_30 >= site.attempts.first_30_days_ncp
    end,
    decide    = function(case, site)
        return pause { days = site.attempt.spacing_days }
    end,
    tell      = {
        en = "We will give you some time before we call again.",
        es = "Le daremos un tiempo antes de volver a llamar.",
    },
}

policy:rule {
    id        = "try-the-school-office",
    about     = "No answer: another way; after call and text, the school office of the district",
    point     = "D4",
    element   = "helpfulness",
    authority = "MDHHS release, 2016: staff in Pathways to Potential schools",
    tag       = "published",
    when      = function(case, site)
        return cadence.time_to_try(case, site)
    end,
    decide    = function(case, site)
        return contact {
            who = "ncp", channel = cadence.next_channel(case, site), purpose = "introduction",
            within = business_days(2),
        }
    end,
    tell      = {
        en = "You can also meet us at the school office near you.",
        es = "También puede vernos en la oficina de la escuela cerca de usted.",
    },
}

policy:default {
    id        = "pause-before-the-next-attempt",
    about     = "Between two attempts there is a pause",
    point     = "D4",
    element   = "respect",
    authority = "Design value",
    tag       = "assumed",
    decide    = function(case, site)
        return pause { days = site.attempt.spacing_days }
    end,
    tell      = {
        en = "We will try again in a few days.",
        es = "Trataremos de nuevo en unos días.",
    },
}

-- D6: a conference, and in which form?

policy:rule {
    id        = "no-conference-with-good-cause",
    about     = "Where good cause is recorded, there is no conference at all",
    point     = "D6",
    element   = "respect",
    authority = "Design value, after 42 USC 654(29)",
    tag       = "assumed",
    when      = function(case) return case.safety.good_cause end,
    decide    = function() return no_conference { because = "safety" } end,
    tell      = {
        en = "We will work with each of you alone.",
        es = "Trabajaremos con cada uno por separado.",
    },
}

policy:rule {
    id        = "no-conference-against-a-wish",
    about     = "A parent who said no to a conference is not pressed",
    point     = "D6",
    element   = "respect",
    authority = "PJAC brief 8, conferences are voluntary in practice; no pressing is a design value",
    tag       = "assumed",
    when      = function(case)
        return any(case.conferences, function(conference)
            return one_of(conference.status, "declined_by_cp", "declined_by_ncp", "not_appropriate")
        end)
    end,
    decide    = function()
        return no_conference { because = "a parent said no, or it was found not right" }
    end,
    tell      = {
        en = "There will be no meeting. We will find another way.",
        es = "No habrá una reunión. Buscaremos otra manera.",
    },
}

policy:rule {
    id        = "apart-when-safety-is-in-doubt",
    about     = "Where safety is in doubt, parents never meet; words are carried by phone",
    point     = "D6",
    element   = "respect",
    authority = "Design value: no joint conference while a flag stands",
    tag       = "assumed",
    when      = function(case)
        return case.safety_flags.joint_blocked and case.engagement.ncp_reached
            and case.engagement.cp_reached
    end,
    decide    = function() return conference { mode = "shuttle", place = "by phone" } end,
    tell      = {
        en = "You will not have to meet. We talk with each of you on the phone.",
        es = "No tendrán que verse. Hablamos por teléfono con cada uno.",
    },
}

policy:rule {
    id        = "meet-at-the-school",
    about     = "Two parents who both want to meet do so at the school, if the safety screen was clear",
    point     = "D6",
    element   = "voice",
    authority = "MDHHS release, 2016: Pathways to Potential schools; the place is a design value",
    tag       = "assumed",
    when      = function(case)
        return both_were_invited(case) and case.engagement.ncp_reached
            and case.engagement.cp_reached
    end,
    decide    = function() return conference { mode = "joint_in_person", place = "the school" } end,
    tell      = {
        en = "You are both invited to meet at the school. You can say no.",
        es = "Los dos están invitados a reunirse en la escuela. Pueden decir que no.",
    },
}

policy:rule {
    id        = "talk-to-each-in-turn",
    about     = "When both were reached, the case manager carries the talk between them",
    point     = "D6",
    element   = "voice",
    authority = "PJAC brief 8: shuttle conferences were the most common form",
    tag       = "seed",
    when      = function(case) return case.engagement.ncp_reached and case.engagement.cp_reached end,
    decide    = function(case, site)
        return conference { mode = site.conference.default_mode, place = "by phone" }
    end,
    tell      = {
        en = "We will talk with each of you and look for a plan that works for both.",
        es = "Hablaremos con cada uno y buscaremos un plan que sirva a los dos.",
    },
}

policy:default {
    id        = "wait-until-both-are-reached",
    about     = "There is no conference before both parents were reached",
    point     = "D6",
    element   = "neutrality",
    authority = "PJAC brief 8, outreach and engagement",
    tag       = "seed",
    decide    = function() return wait {} end,
    tell      = {
        en = "We first want to hear from both of you.",
        es = "Primero queremos escucharlos a los dos.",
    },
}

-- D10: staying in touch while things go well or badly.

policy:rule {
    id        = "answer-the-parent",
    about     = "A message from a parent is answered within the time we promise",
    point     = "D10",
    element   = "helpfulness",
    authority = "Design value",
    tag       = "assumed",
    when      = function(case) return cadence.message_waits(case) end,
    decide    = function(case, site)
        return contact {
            who = "ncp", channel = "phone_call", purpose = "response",
            within = site.answer.parent_within,
        }
    end,
    tell      = {
        en = "Thank you for your message. We will call you back soon.",
        es = "Gracias por su mensaje. Le devolvemos la llamada pronto.",
    },
}

policy:rule {
    id        = "remind-before-a-step-is-due",
    about     = "A few days before a step of the plan is due, a friendly reminder",
    point     = "D10",
    element   = "helpfulness",
    authority = "Design value",
    tag       = "assumed",
    when      = function(case, site)
        return cadence.step_is_near(case, site)
    end,
    decide    = function(case, site)
        return contact {
            who = "ncp", channel = "text", purpose = "reminder",
            within = business_days(1),
        }
    end,
    tell      = {
        en = "A step of your plan is coming up soon. Do you need help with it?",
        es = "Pronto toca un paso de su plan. ¿Necesita ayuda?",
    },
}

policy:rule {
    id        = "ask-when-a-payment-is-missed",
    about     = "A missed payment is a reason to ask, not to punish",
    point     = "D10",
    element   = "helpfulness",
    authority = "PJAC brief 8, case maintenance; the days are a design value",
    tag       = "seed",
    when      = function(case, site)
        return cadence.missed_payment(case, site)
    end,
    decide    = function(case, site)
        return contact {
            who = "ncp", channel = "phone_call", purpose = "missed_payment",
            within = site.missed_payment.contact_within_days,
        }
    end,
    tell      = {
        en = "We did not see a full payment from you this month. Are you all right? Please call us.",
        es = "No vimos su pago completo este mes. ¿Se encuentra bien? Por favor llámenos.",
    },
}

policy:rule {
    id        = "check-in",
    about     = "A check-in every thirty days, as in the SEED docket",
    point     = "D10",
    element   = "respect",
    authority = "SEED docket: referee meeting every 30 days, MLive, May 2016",
    tag       = "published",
    when      = function(case, site)
        return case.engagement.ncp_reached and cadence.check_in_due(case, site)
    end,
    decide    = function(case, site)
        return contact {
            who = "ncp", channel = "phone_call", purpose = "check_in",
            within = business_days(2),
        }
    end,
    tell      = {
        en = "We are calling to ask how things are going.",
        es = "Le llamamos para preguntar cómo le va.",
    },
}

policy:default {
    id        = "all-is-well",
    about     = "Nothing is due; we leave the parent in peace",
    point     = "D10",
    element   = "respect",
    authority = "Design value",
    tag       = "assumed",
    decide    = function() return wait {} end,
    tell      = {
        en = "We have no news for you today. Call us when you need us.",
        es = "Hoy no tenemos novedades para usted. Llámenos cuando nos necesite.",
    },
}

return policy
