/// The outreach policy of a new site, with a test for each of its rules.
struct OutreachTemplate {
    let site: SiteRequest

    var policy: String {
        #"""
        -- What \#(site.name) decides about outreach: whom we contact next, how, how often, when we stop, and
        -- whether parents meet.
        -- Edited by the site's administrators; every answer here is a proposal that they must confirm.
        --
        -- The order of channels and the days between two attempts are numbers of the site: `outreach.channels`
        -- and `attempt.spacing_days` in site-configs/\#(site.id)/parameters.yaml.

        local policy = accord.policy { area = "outreach", api = 1 }

        local cadence = require "cadence"
        local parent  = require "parent"

        -- D3: the first contact.

        policy:rule {
            id        = "call-both-parents",
            about     = "Both parents are called, the noncustodial parent first",
            point     = "D3",
            element   = "respect",
            authority = "Design value, after PJAC brief 8, introductory calls to both parents",
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

        policy:default {
            id        = "first-contact-is-made",
            about     = "A first contact was tried; the next question is how to go on",
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
            id        = "stop-when-nobody-answers",
            about     = "After enough attempts over enough days outreach ends",
            point     = "D4",
            element   = "respect",
            authority = "Design value",
            tag       = "assumed",
            when      = function(case, site) return parent.unreachable(case, site) end,
            decide    = function() return stop { because = "unreachable" } end,
            tell      = {
                en = "We tried many times. If you read this, please call. We want to hear from you.",
                es = "Tratamos muchas veces. Si lee esto, por favor llámenos. Queremos saber de usted.",
            },
        }

        policy:rule {
            id        = "try-another-way",
            about     = "No answer yet: the next channel in the site's order, after the site's pause",
            point     = "D4",
            element   = "helpfulness",
            authority = "Design value, after PJAC brief 8, outreach and engagement",
            tag       = "assumed",
            when      = function(case, site)
                return not case.engagement.ncp_reached and cadence.time_to_try(case, site)
            end,
            decide    = function(case, site)
                return contact {
                    who = "ncp", channel = cadence.next_channel(case, site), purpose = "introduction",
                    within = business_days(2),
                }
            end,
            tell      = {
                en = "We will try to reach you in another way. You can choose how we talk.",
                es = "Trataremos de comunicarnos de otra manera. Usted puede elegir cómo hablamos.",
            },
        }

        policy:default {
            id        = "no-attempt-today",
            about     = "Between two attempts there is a pause, and none follows once we talk",
            point     = "D4",
            element   = "respect",
            authority = "Design value",
            tag       = "assumed",
            decide    = function(case, site) return pause { days = site.attempt.spacing_days } end,
            tell      = {
                en = "We will not call you today. You can call us any time.",
                es = "Hoy no le llamaremos. Puede llamarnos cuando quiera.",
            },
        }

        -- D6: a conference, and in which form?

        policy:rule {
            id        = "talk-to-each-in-turn",
            about     = "When both were reached, the case manager carries the talk between them",
            point     = "D6",
            element   = "voice",
            authority = "Design value, after PJAC brief 8: shuttle conferences were the most common form",
            tag       = "assumed",
            when      = function(case)
                return case.engagement.ncp_reached and case.engagement.cp_reached
                    and not case.safety.good_cause
            end,
            decide    = function() return conference { mode = "shuttle", place = "by phone" } end,
            tell      = {
                en = "We will talk with each of you and look for a plan that works for both.",
                es = "Hablaremos con cada uno y buscaremos un plan que sirva a los dos.",
            },
        }

        policy:default {
            id        = "no-conference-today",
            about     = "There is no conference before both parents were reached, and none against their safety",
            point     = "D6",
            element   = "neutrality",
            authority = "Design value",
            tag       = "assumed",
            decide    = function() return wait {} end,
            tell      = {
                en = "We will work with each of you alone for now.",
                es = "Por ahora trabajaremos con cada uno por separado.",
            },
        }

        -- D10: staying in touch while things go well or badly.

        policy:rule {
            id        = "ask-when-a-payment-is-missed",
            about     = "A missed payment is a reason to ask, not to punish",
            point     = "D10",
            element   = "helpfulness",
            authority = "Design value, after PJAC brief 8, case maintenance",
            tag       = "assumed",
            when      = function(case, site) return cadence.missed_payment(case, site) end,
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

        """#
    }

    var tests: String {
        #"""
        # Tests of what \#(site.name) decides about outreach: one made-up parent a test, one expected answer.
        # Edited beside policies/sites/\#(site.id)/outreach.lua by whoever changes a rule there.
        tests:
          - name: Both parents get a first call
            as_of: 2019-03-01
            base: just-enrolled
            ask: { point: D3, who: ncp }
            expect: { outcome: contact, rule: call-both-parents }
            because: Design value

          - name: Nothing more to do at the first point once both were called
            as_of: 2019-03-01
            base: base
            ask: { point: D3 }
            expect: { outcome: wait, rule: first-contact-is-made }
            because: Design value

          - name: Enough attempts over enough days, and outreach ends
            as_of: 2019-03-01
            base: unreached
            ask: { point: D4 }
            expect: { outcome: stop, rule: stop-when-nobody-answers, not: [contact] }
            because: Design value

          - name: After the first call comes a text
            as_of: 2019-03-01
            base: just-enrolled
            with:
              "study.enrolled_on": 2019-02-01
              contacts:
                - { contact_id: contact-00, case_id: case-1, "on": 2019-02-05, with: ncp, channel: phone_call, direction: outgoing, purpose: introduction, outcome: left_message, language: en, automated: false, hour: 10 }
                - { contact_id: contact-01, case_id: case-1, "on": 2019-02-06, with: cp, channel: phone_call, direction: outgoing, purpose: introduction, outcome: spoke, language: en, automated: false, hour: 11 }
            ask: { point: D4, who: ncp }
            expect: { outcome: contact, rule: try-another-way, channel: text }
            because: Design value

          - name: Once the parent answered there is no more knocking
            as_of: 2019-03-01
            base: base
            ask: { point: D4 }
            expect: { outcome: pause, rule: no-attempt-today, not: [contact] }
            because: Design value

          - name: Both reached, and the case manager talks to each in turn
            as_of: 2019-03-01
            base: base
            ask: { point: D6 }
            expect: { outcome: conference, rule: talk-to-each-in-turn, mode: shuttle }
            because: Design value

          - name: No conference before both were reached
            as_of: 2019-03-01
            base: unreached
            ask: { point: D6 }
            expect: { outcome: wait, rule: no-conference-today, not: [conference] }
            because: Design value

          - name: A missed payment is a reason to ask
            as_of: 2019-03-01
            base: base
            ask: { point: D10, who: ncp }
            expect: { outcome: contact, rule: ask-when-a-payment-is-missed }
            because: Design value

          - name: All is well, and we leave the parent in peace
            as_of: 2019-03-01
            base: steady-payer
            ask: { point: D10 }
            expect: { outcome: wait, rule: all-is-well }
            because: Design value

        """#
    }
}
