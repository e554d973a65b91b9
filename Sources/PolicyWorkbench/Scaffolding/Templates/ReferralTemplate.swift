/// The referral policy of a new site, with a test for each of its rules.
struct ReferralTemplate {
    let site: SiteRequest

    var policy: String {
        #"""
        -- What \#(site.name) decides about help: which of our services we offer first, which partner fits,
        -- and how we hand a parent over.
        -- Edited by the site's administrators; every answer here is a proposal that they must confirm.
        --
        -- Partners stand in site-configs/\#(site.id)/partners.yaml. A rule ranks them and never names one.

        local policy = accord.policy { area = "referral", api = 1 }

        local help = require "help"

        -- The order in which we offer our own services.
        local order = { "order_modification", "license_reinstatement", "payment_plan" }

        -- D8: which of our own services we offer, and in which order.

        policy:rule {
            id        = "offer-what-helps-now",
            about     = "The services that would change something today, the order first",
            point     = "D8",
            element   = "helpfulness",
            authority = "Design value",
            tag       = "assumed",
            when      = function(case, site) return help.any_offer(case, site, order) end,
            decide    = function(case, site) return services(help.offers(case, site, order)) end,
            tell      = {
                en = "These services may help you now. We will do the paperwork with you.",
                es = "Estos servicios le pueden ayudar ahora. Hacemos el papeleo con usted.",
            },
        }

        policy:default {
            id        = "no-service-today",
            about     = "None of our services would change something today",
            point     = "D8",
            element   = "neutrality",
            authority = "Design value",
            tag       = "assumed",
            decide    = function() return no_services {} end,
            tell      = {
                en = "Right now none of our services would change something for you. We will look again.",
                es = "Por ahora ninguno de nuestros servicios cambiaría algo para usted. Lo volveremos a revisar.",
            },
        }

        -- D9: asked for each partner that serves the area and has a contract: do we send the parent there?

        policy:rule {
            id        = "warm-handoff-to-a-partner",
            about     = "The case manager calls the partner together with the parent",
            point     = "D9",
            element   = "helpfulness",
            authority = "Design value, after PJAC brief 8, warm handoff",
            tag       = "assumed",
            when      = function(case, site, it)
                return it.matches_barrier and case.open_referrals < site.referral.max_open
            end,
            decide    = function(case, site)
                return refer_to {
                    handoff = "warm", follow_up = site.referral.follow_up_days, stay_involved = case.plan.active,
                }
            end,
            tell      = {
                en = "We will call {partner} together with you. We will ask how it goes.",
                es = "Llamaremos a {partner} junto con usted. Le preguntaremos cómo le va.",
            },
        }

        policy:default {
            id        = "no-partner-today",
            about     = "No rule sends the parent to this partner",
            point     = "D9",
            element   = "neutrality",
            authority = "Design value",
            tag       = "assumed",
            decide    = function() return no_referral {} end,
            tell      = {
                en = "We have not found the right place yet. We will keep looking.",
                es = "Todavía no encontramos el lugar adecuado. Seguiremos buscando.",
            },
        }

        -- Which of several partners comes first.

        policy:rank {
            id        = "sooner-is-better",
            about     = "A partner that can start within 14 days comes earlier",
            point     = "D9",
            element   = "helpfulness",
            authority = "Design value",
            tag       = "assumed",
            when      = function(case, site, it) return it.waiting_days <= days(14) end,
            points    = 10,
            because   = "short wait",
            tell      = {
                en = "This place can see you soon.",
                es = "Este lugar le puede atender pronto.",
            },
        }

        return policy

        """#
    }

    var tests: String {
        #"""
        # Tests of what \#(site.name) decides about help and referrals: one made-up parent a test, one expected answer.
        # Edited beside policies/sites/\#(site.id)/referral.lua by whoever changes a rule there.
        tests:
          - name: The services that help now, in the site's order
            as_of: 2019-03-01
            base: lost-job
            ask: { point: D8 }
            expect: { outcome: services, rule: offer-what-helps-now }
            because: Design value

          - name: A steady payer needs none of them
            as_of: 2019-03-01
            base: steady-payer
            ask: { point: D8 }
            expect: { outcome: no_services, rule: no-service-today }
            because: Design value

          - name: A parent who looks for work goes to the job program
            as_of: 2019-03-01
            base: in-plan
            ask: { point: D9, partner: job-program }
            expect: { outcome: refer_to, rule: warm-handoff-to-a-partner, details: { rank: "1" } }
            because: Design value

          - name: Not more doors than a parent can walk through
            as_of: 2019-03-01
            base: in-plan
            with:
              referrals:
                - { referral_id: referral-1, partner_id: partner-a, service: employment, funding: none, made_on: 2019-02-22, handoff: warm, outcome: open, feedback_due_on: 2019-03-08 }
                - { referral_id: referral-2, partner_id: partner-b, service: employment, funding: none, made_on: 2019-02-22, handoff: warm, outcome: open, feedback_due_on: 2019-03-08 }
            ask: { point: D9 }
            expect: { outcome: no_referral, rule: no-partner-today, not: [refer_to] }
            because: Design value

          # A rank rule shows in the points and their reasons.
          - name: A partner that can start in 14 days comes earlier
            as_of: 2019-03-01
            base: in-plan
            ask: { point: D9, partner: job-program }
            expect: { outcome: refer_to, details: { points: "10", because: "short wait" } }
            because: Design value
            note: rank sooner-is-better

        """#
    }
}
