/// The enforcement policy of a new site, with a test for each of its rules.
struct EnforcementTemplate {
    let site: SiteRequest
    /// A made-up parent whose driver license can be reached by the law of the site's state.
    let licenseFixture: String

    var policy: String {
        #"""
        -- What \#(site.name) decides about enforcement, once the law leaves the choice to us:
        -- whom we enroll, when a license may wait, and when the hard tools come out.
        -- Edited by the site's administrators; every answer here is a proposal that they must confirm.
        --
        -- Rules of one question are asked in the order in which they stand. The first whose `when` holds answers;
        -- the default answers if none does. `accord check \#(site.id)` finds mistakes, `accord test \#(site.id)`
        -- shows whose answer a change moves.

        local policy = accord.policy { area = "enforcement", api = 1 }

        -- Questions that several sites ask in the same words; they stand in policies/lib.
        local parent   = require "parent"
        local remedies = require "remedies"

        -- The steps toward enforcement, mildest first.
        local ladder      = { "driver_license_suspension", "contempt_referral" }
        local licenses    = {
            "driver_license_suspension", "occupational_license_suspension",
            "recreational_license_suspension",
        }
        local court_steps = { "contempt_referral", "contempt_filing", "criminal_referral" }

        -- D1: whom we enroll.

        policy:rule {
            id        = "enroll-who-can-pay-and-does-not",
            about     = "Months without a payment and a fresh belief that the parent can pay: we enroll",
            point     = "D1",
            element   = "helpfulness",
            authority = "Design value, after PJAC brief 8, enrollment",
            tag       = "assumed",
            when      = function(case, site)
                return parent.unpaid_long_enough(case, site) and parent.screened_able(case, site)
                    and not parent.cannot_pay(case)
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
            authority = "Design value",
            tag       = "assumed",
            when      = function(case, site)
                return parent.lost_job(case, site) and parent.engaged(case, site)
            end,
            decide    = function(case, site) return hold { days = site.hold.days, offer = "employment" } end,
            tell      = {
                en = "We know you lost your job. Your license is safe until {until} while we help you look for work.",
                es = "Sabemos que perdió su trabajo. Su licencia está protegida hasta el {until} mientras le ayudamos a buscar empleo.",
            },
        }

        policy:default {
            id        = "license-goes-to-the-supervisor",
            about     = "In every other case a supervisor looks before a license is touched",
            point     = "D11",
            remedies  = licenses,
            element   = "neutrality",
            authority = "Design value",
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
            authority = "Design value, after PJAC brief 8, contempt last",
            tag       = "assumed",
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
            authority = "Design value, after 45 CFR 303.6(c)(2)",
            tag       = "assumed",
            decide    = function() return proceed {} end,
            tell      = {
                en = "This step is starting. If it is wrong or hurts you, call us and we will look at it with you.",
                es = "Este paso está empezando. Si hay un error o le perjudica, llámenos y lo vemos juntos.",
            },
        }

        -- D12: talking did not help. What comes next?

        policy:rule {
            id        = "warn-before-the-next-step",
            about     = "Nobody meets a next step without a plain warning first",
            point     = "D12",
            element   = "understanding",
            authority = "Design value, after PJAC brief 8, consequences are explained",
            tag       = "assumed",
            when      = function(case) return not parent.keeps_plan(case) and not parent.has_warning(case) end,
            decide    = function(case, site)
                return warn { remedy = remedies.next_step(case, ladder), days = site.warning.days_before_remedy }
            end,
            tell      = {
                en = "If nothing changes, the next step could be {remedy}. You can change that: call us in the next {days} days.",
                es = "Si nada cambia, el próximo paso podría ser {remedy}. Usted puede cambiarlo: llámenos en los próximos {days} días.",
            },
        }

        policy:default {
            id        = "no-next-step-today",
            about     = "When no rule fits nothing starts; the case manager and the supervisor look together",
            point     = "D12",
            element   = "neutrality",
            authority = "Design value, after PJAC brief 8, supervisors are consulted",
            tag       = "assumed",
            decide    = function(case, site) return wait { days = site.warning.days_before_remedy } end,
            tell      = {
                en = "We are looking at your case again. Nothing changes today.",
                es = "Estamos revisando su caso otra vez. Hoy no cambia nada.",
            },
        }

        -- D13: contempt, the last step.

        policy:rule {
            id        = "refer-who-can-pay-and-will-not",
            about     = "Able, unwilling and warned in plain words: a supervisor signs the referral",
            point     = "D13",
            element   = "neutrality",
            authority = "Design value, after PJAC brief 8, contempt last",
            tag       = "assumed",
            when      = function(case, site)
                return parent.refuses_with_means(case) and parent.screened_able(case, site)
                    and parent.warned(case, site)
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
            authority = "Design value, after PJAC brief 8, contempt is discretionary",
            tag       = "assumed",
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
            authority = "Design value, after 45 CFR 303.11",
            tag       = "assumed",
            when      = function(case) return case.status == "closed" end,
            decide    = function() return exit { because = "closed" } end,
            tell      = {
                en = "Your case is closed. You can still call us with any question.",
                es = "Su caso está cerrado. Aún puede llamarnos si tiene preguntas.",
            },
        }

        policy:default {
            id        = "stay-with-us",
            about     = "Otherwise our work goes on",
            point     = "D14",
            element   = "helpfulness",
            authority = "Design value",
            tag       = "assumed",
            decide    = function() return stay {} end,
            tell      = {
                en = "We keep working with you.",
                es = "Seguimos trabajando con usted.",
            },
        }

        return policy

        """#
    }

    var tests: String {
        #"""
        # Tests of what \#(site.name) decides about enforcement: one made-up parent a test, one expected answer.
        # Edited beside policies/sites/\#(site.id)/enforcement.lua by whoever changes a rule there.
        tests:
          - name: Months unpaid and a fresh belief in ability, and we enroll
            as_of: 2019-03-01
            base: not-yet-enrolled
            ask: { point: D1 }
            expect: { outcome: enroll, rule: enroll-who-can-pay-and-does-not }
            because: Design value

          - name: Without an opinion on ability nobody is enrolled
            as_of: 2019-03-01
            base: not-yet-enrolled
            with:
              opinions: []
            ask: { point: D1 }
            expect: { outcome: not_yet, rule: not-enrolled-today, not: [enroll] }
            because: Design value

          - name: The license waits while the parent looks for work
            as_of: 2019-03-01
            base: \#(licenseFixture)
            ask: { point: D11, remedy: driver_license_suspension }
            expect: { outcome: hold, rule: hold-license-after-job-loss, until: 2019-03-31, not: [proceed] }
            because: Design value

          - name: Nobody talks to us, and a supervisor looks before the license goes
            as_of: 2019-03-01
            base: \#(licenseFixture)
            with:
              "contacts.8.on": 2019-01-12
            ask: { point: D11, remedy: driver_license_suspension }
            expect: { outcome: ask_supervisor, rule: license-goes-to-the-supervisor, not: [proceed] }
            because: Design value

          - name: A contempt referral is never started as a remedy
            as_of: 2019-03-01
            base: refuses-with-means
            ask: { point: D11, remedy: contempt_referral }
            expect: { outcome: ask_supervisor, rule: court-steps-are-decided-apart, not: [proceed] }
            because: Design value

          - name: Any other step that the law opens runs
            as_of: 2019-03-01
            base: lost-job
            ask: { point: D11, remedy: administrative_offset }
            expect: { outcome: proceed, rule: other-remedies-run, not: [hold] }
            because: Design value

          - name: Nobody meets a next step without a warning
            as_of: 2019-03-01
            base: refuses-with-means
            with:
              "contacts.7.purpose": missed_payment
            ask: { point: D12 }
            expect: { outcome: warn, rule: warn-before-the-next-step, not: [escalate] }
            because: Design value

          - name: While the plan is kept there is no next step
            as_of: 2019-03-01
            base: in-plan
            ask: { point: D12 }
            expect: { rule: no-next-step-today, not: [warn, escalate] }
            because: Design value

          - name: Able, unwilling and warned, and the referral goes for signature
            as_of: 2019-03-01
            base: refuses-with-means
            ask: { point: D13 }
            expect: { rule: refer-who-can-pay-and-will-not }
            because: Design value

          - name: A parent who talks to us is not referred
            as_of: 2019-03-01
            base: base
            ask: { point: D13 }
            expect: { outcome: do_not_refer, rule: no-contempt-today, not: [refer] }
            because: Design value

          - name: A closed case ends our work
            as_of: 2019-03-01
            base: base
            with:
              "cases.0.status": closed
              "cases.0.closed_on": 2019-02-25
            ask: { point: D14 }
            expect: { outcome: exit, rule: exit-when-the-case-is-closed }
            because: Design value

          - name: Otherwise we stay
            as_of: 2019-03-01
            base: base
            ask: { point: D14 }
            expect: { outcome: stay, rule: stay-with-us, not: [exit] }
            because: Design value

        """#
    }
}
