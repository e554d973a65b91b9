-- What the PJAC model fixes about enforcement for all six sites: solutions come before
-- punishment. Edited by the model's owner; a site can ask for more, never for less.
--
-- Before a discretionary remedy, a next step or a contempt referral: several attempts are on
-- record, the parent was heard, the consequences were explained, and our own services were
-- looked at. While an error in the record is open, nothing may start.

local policy = accord.policy { area = "enforcement", api = 1 }

-- Remedies that a PJAC case manager may start or leave. What the law makes automatic is not here,
-- and a contempt referral has floors of its own at D13.
local discretionary = {
    "driver_license_suspension", "occupational_license_suspension",
    "recreational_license_suspension", "account_levy", "property_seizure",
    "contempt_filing", "criminal_referral",
}

-- Long trying without one answer: then writing takes the place of talking.
local function tried_without_answer(case, law)
    return not case.engagement.ncp_reached
        and case.engagement.attempts_total >= law.unreachable.attempts
        and known(case.engagement.days_trying)
        and case.engagement.days_trying >= law.unreachable.days
end

local function record_is_wrong(case)
    return case.record_error_open
end

local function enough_attempts(case, law)
    return case.engagement.attempts_total >= law.contempt.min_contact_attempts
end

local function parent_was_heard(case, law)
    return case.engagement.own_account_recorded or tried_without_answer(case, law)
end

local function consequences_are_known(case, law)
    return case.engagement.consequences_explained
        or (tried_without_answer(case, law) and any(case.contacts, function(contact)
            return contact.with == "ncp" and contact.channel == "letter"
                and one_of(contact.purpose, "enforcement_notice", "warning")
        end))
end

local function services_were_screened(case)
    return any(case.enhanced_services, function(service)
        return service.kind == "order_modification" and known(service.screened_on)
    end) and all(case.enhanced_services, function(service)
        return service.eligible ~= "not_screened"
    end)
end

local correct_first = {
    en = "We found a mistake in your record. We will fix it before anything else happens.",
    es = "Encontramos un error en su expediente. Lo vamos a corregir antes de hacer cualquier otra cosa.",
}
local keep_trying = {
    en = "We want to talk with you first. We will keep trying to reach you.",
    es = "Queremos hablar con usted primero. Vamos a seguir tratando de comunicarnos con usted.",
}
local hear_first = {
    en = "We want to hear your side first. Please call us and tell us what happened.",
    es = "Primero queremos escuchar su versión. Por favor llámenos y cuéntenos qué pasó.",
}
local explain_first = {
    en = "We will explain what could happen next, in plain words, before anything happens.",
    es = "Le vamos a explicar con palabras sencillas qué podría pasar, antes de que pase algo.",
}
local help_first = {
    en = "We will first check which of our services can help you.",
    es = "Primero vamos a ver cuáles de nuestros servicios le pueden ayudar.",
}

-- An error in the record stops everything.

policy:forbid {
    id        = "pjac-no-remedy-on-a-wrong-record",
    about     = "While an error in the record is open, no remedy starts",
    point     = "D11",
    authority = "PJAC brief 8, errors found in a case review are corrected; waiting for it is a design value",
    tag       = "assumed",
    when      = record_is_wrong,
    tell      = correct_first,
}

policy:forbid {
    id        = "pjac-no-next-step-on-a-wrong-record",
    about     = "While an error in the record is open, there is no further enforcement",
    point     = "D12",
    authority = "PJAC brief 8, errors found in a case review are corrected; waiting for it is a design value",
    tag       = "assumed",
    when      = record_is_wrong,
    tell      = correct_first,
}

policy:forbid {
    id        = "pjac-no-contempt-on-a-wrong-record",
    about     = "While an error in the record is open, there is no contempt referral",
    point     = "D13",
    authority = "PJAC brief 8, errors found in a case review are corrected; waiting for it is a design value",
    tag       = "assumed",
    when      = record_is_wrong,
    tell      = correct_first,
}

-- Several attempts come first.

policy:require {
    id        = "pjac-attempts-before-a-remedy",
    about     = "Several contact attempts are on record before a discretionary remedy starts",
    point     = "D11",
    remedies  = discretionary,
    authority = "PJAC brief 8, several attempts before enforcement",
    tag       = "seed",
    missing   = "contact attempts",
    met       = enough_attempts,
    tell      = keep_trying,
}

policy:require {
    id        = "pjac-attempts-before-a-next-step",
    about     = "Several contact attempts are on record before further enforcement",
    point     = "D12",
    authority = "PJAC brief 8, several attempts before enforcement",
    tag       = "seed",
    missing   = "contact attempts",
    met       = enough_attempts,
    tell      = keep_trying,
}

policy:require {
    id        = "pjac-attempts-before-contempt",
    about     = "Several contact attempts are on record before a contempt referral",
    point     = "D13",
    authority = "PJAC brief 8, several attempts before enforcement",
    tag       = "seed",
    missing   = "contact attempts",
    met       = enough_attempts,
    tell      = keep_trying,
}

-- The parent is heard first.

policy:require {
    id        = "pjac-parent-heard-before-a-remedy",
    about     = "The parent's own account is on record before a discretionary remedy starts",
    point     = "D11",
    remedies  = discretionary,
    authority = "PJAC brief 8, voice",
    tag       = "seed",
    missing   = "the parent's own account",
    met       = parent_was_heard,
    tell      = hear_first,
}

policy:require {
    id        = "pjac-parent-heard-before-a-next-step",
    about     = "The parent's own account is on record before further enforcement",
    point     = "D12",
    authority = "PJAC brief 8, voice",
    tag       = "seed",
    missing   = "the parent's own account",
    met       = parent_was_heard,
    tell      = hear_first,
}

policy:require {
    id        = "pjac-parent-heard-before-contempt",
    about     = "The parent's own account is on record before a contempt referral, without exception",
    point     = "D13",
    authority = "PJAC brief 8, voice",
    tag       = "seed",
    missing   = "the parent's own account",
    met       = function(case) return case.engagement.own_account_recorded end,
    tell      = hear_first,
}

-- Consequences are explained first.

policy:require {
    id        = "pjac-explained-before-a-remedy",
    about     = "What could follow was explained before a discretionary remedy starts",
    point     = "D11",
    remedies  = discretionary,
    authority = "PJAC brief 8, understanding",
    tag       = "seed",
    missing   = "an explanation of the consequences",
    met       = consequences_are_known,
    tell      = explain_first,
}

policy:require {
    id        = "pjac-explained-before-a-next-step",
    about     = "After a warning went out, its consequences were explained before the step it names",
    point     = "D12",
    authority = "PJAC brief 8, understanding",
    tag       = "seed",
    missing   = "an explanation of the consequences",
    when      = function(case)
        return any(case.contacts, function(contact)
            return contact.with == "ncp" and contact.purpose == "warning"
        end)
    end,
    met       = consequences_are_known,
    tell      = explain_first,
}

policy:require {
    id        = "pjac-explained-before-contempt",
    about     = "What could follow was explained before a contempt referral",
    point     = "D13",
    authority = "PJAC brief 8, understanding",
    tag       = "seed",
    missing   = "an explanation of the consequences",
    met       = consequences_are_known,
    tell      = explain_first,
}

-- Our own services are looked at first.

policy:require {
    id        = "pjac-services-before-a-remedy",
    about     = "Our own services were screened before a discretionary remedy starts",
    point     = "D11",
    remedies  = discretionary,
    authority = "PJAC brief 8, solutions before enforcement",
    tag       = "seed",
    missing   = "a screen of our own services",
    met       = services_were_screened,
    tell      = help_first,
}

policy:require {
    id        = "pjac-services-before-a-next-step",
    about     = "Our own services were screened before further enforcement",
    point     = "D12",
    authority = "PJAC brief 8, solutions before enforcement",
    tag       = "seed",
    missing   = "a screen of our own services",
    met       = services_were_screened,
    tell      = help_first,
}

policy:require {
    id        = "pjac-services-before-contempt",
    about     = "Our own services were screened before a contempt referral",
    point     = "D13",
    authority = "PJAC brief 8, solutions before enforcement",
    tag       = "seed",
    missing   = "a screen of our own services",
    met       = services_were_screened,
    tell      = help_first,
}

-- A hold is patience with an end date.

policy:limit {
    id        = "pjac-longest-hold",
    about     = "A case manager alone may hold a remedy only for the site's number of days",
    point     = "D11",
    authority = "Design value, after the 30-day action duty of 45 CFR 303.6(c)(2)",
    tag       = "assumed",
    longest   = function(case, law) return law.hold.max_days_without_supervisor end,
    tell      = {
        en = "We can wait until {until}. A supervisor can give more time.",
        es = "Podemos esperar hasta el {until}. Un supervisor puede dar más tiempo.",
    },
}

return policy
