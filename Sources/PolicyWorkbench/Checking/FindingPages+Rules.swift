import PolicyHost

extension FindingPages {
    private static let file = ExampleTree.enforcement

    private static func change(_ replace: String, _ with: String) -> FindingPage.Example {
        FindingPage.Example(file, replace, with)
    }

    private static let head = "policy:rule {\n  id = \"go-on-when-the-parent-can-pay\",\n"
    private static let about =
        "  about = \"A parent who can pay and was heard gets no more time\",\n"
    private static let sound = FindingPage.Example(
        file, "id = \"go-on-when-the-parent-can-pay\"", "id = \"go-on-when-the-parent-can-pay\"")

    /// Files and rules: their shape, their place, and whether they can speak.
    static let rules: [FindingPage] = ruleShapes + policyFiles + reach

    private static let ruleShapes: [FindingPage] = [
        FindingPage(
            "rule.shape", "A rule that is no table",
            why: "A rule is one table of `key = value` lines, so that every rule reads alike.",
            avoid: change("return policy\n", "«policy:rule» { \"stay\" }\nreturn policy\n"),
            prefer: sound),
        FindingPage(
            "rule.no-id", "A rule without an id",
            why: "Decisions, tests and audits name the rule that spoke; without an id nobody can.",
            avoid: change(head, "«policy:rule» {\n"), prefer: sound),
        FindingPage(
            "rule.no-about", "A rule that does not say what it does",
            why: "`about` is the \"why\" that staff read beside the answer.",
            avoid: change(
                head + about, "«policy:rule» {\n  id = \"go-on-when-the-parent-can-pay\",\n"),
            prefer: sound),
        FindingPage(
            "rule.no-authority", "A rule without a citation",
            why: """
                A decision must name what it rests on. A rule that rests on no text says `Design value` \
                and is tagged `assumed`, so that the site confirms it.
                """,
            avoid: change(
                head + about
                    + "  point = \"D11\",\n  element = \"neutrality\",\n  authority = \"Design value\",\n",
                "«policy:rule» {\n  id = \"go-on-when-the-parent-can-pay\",\n" + about
                    + "  point = \"D11\",\n  element = \"neutrality\",\n"),
            prefer: sound),
        FindingPage(
            "rule.tag", "A rule that does not say how well founded it is",
            why: "The tag tells counsel and site which rules still need a look.",
            avoid: change("tag = \"assumed\"", "tag = «\"asumed\"»"),
            prefer: change("tag = \"assumed\"", "tag = \"published\"")),
        FindingPage(
            "rule.element", "A rule that serves no element of procedural justice",
            why: """
                Each rule of a site serves respect, understanding, voice, neutrality or helpfulness. \
                Reports count by them, and the words for the parent should show it.
                """,
            avoid: change("element = \"neutrality\"", "element = «\"fairness\"»"),
            prefer: change("element = \"neutrality\"", "element = \"respect\"")),
        FindingPage(
            "rule.point", "A rule about no question of its file",
            why:
                "Each file answers the questions of one area; a rule about another is never asked.",
            avoid: change("point = \"D14\"", "point = «\"D15\"»"),
            prefer: change("point = \"D14\"", "point = \"D14\"")),
        FindingPage(
            "rule.unknown-key", "A rule says something it does not know",
            why: "What stands under a misspelled key would be dropped without a word.",
            avoid: change(
                "element = \"neutrality\",", "element = \"neutrality\",\n  «remedys» = {},"),
            prefer: change(
                "element = \"neutrality\",",
                "element = \"neutrality\",\n  remedies = { \"driver_license_suspension\" },")),
        FindingPage(
            "rule.unknown-name", "A remedy, channel, mode or parent that does not exist",
            why: "A rule about a misspelled remedy is never asked, so a floor would be gone.",
            avoid: change(
                "remedy = \"driver_license_suspension\"",
                "remedy = «\"drivers_license_suspension\"»"),
            prefer: change(
                "remedy = \"driver_license_suspension\"", "remedy = \"driver_license_suspension\"")),
        FindingPage(
            "rule.layer", "A kind of rule that this layer can't hold",
            why: """
                Only law opens a remedy or makes one automatic, and only a site or a program decides \
                between answers. So no site can script a floor away, and no law decides for a site.
                """,
            avoid: change(
                "policy:default {\n  id = \"otherwise-d14\"",
                "«policy:automatic» {\n  id = \"grab\",\n  about = \"A site makes a step automatic\",\n  authority = \"Design value\",\n  tag = \"assumed\",\n  when = function(case) return case.interstate end,\n}\n\npolicy:default {\n  id = \"otherwise-d14\""
            ),
            prefer: sound),
        FindingPage(
            "rule.function", "A rule without its condition or its answer",
            why: """
                Each kind of rule needs its functions: `when` says where it holds, `decide` what it \
                answers, `met` what must be done, `longest` how long a hold may be.
                """,
            avoid: change(
                "  when = function(case) return case.opinion.able == \"yes\" end,\n  decide = function() return proceed {} end,",
                "  when = «\"able\"»,\n  decide = function() return proceed {} end,"),
            prefer: sound),
        FindingPage(
            "rule.missing", "A requirement that does not say what is missing",
            why: "The answer `not_yet` tells staff what must be done first, in these words.",
            avoid: FindingPage.Example(
                ExampleTree.model, "missing = \"contact attempts\"", "missing = «\"\"»"),
            prefer: FindingPage.Example(
                ExampleTree.model, "missing = \"contact attempts\"", "missing = \"three calls\"")),
        FindingPage(
            "rule.because", "A ranking without its reason",
            why: "A parent who asks why this partner comes first gets an answer in words.",
            avoid: FindingPage.Example(
                ExampleTree.referral, "because = \"can start soon\"", "because = «\"\"»"),
            prefer: FindingPage.Example(
                ExampleTree.referral, "because = \"can start soon\"", "because = \"a short wait\"")),
        FindingPage(
            "rule.no-tell", "A rule without words for the parent",
            why: "Every answer reaches a parent, and silence explains nothing.",
            avoid: change(
                """
                  decide = function() return proceed {} end,
                  tell = {
                    en = "We talked with you. The next step is coming, and you can still call us.",
                    es = "Hablamos con usted. Viene el próximo paso, y todavía puede llamarnos.",
                  },
                """, "  decide = function() return proceed {} end,\n  tell = «{}»,"),
            prefer: sound),
        FindingPage(
            "rule.tell-language", "Words missing in a language of the site",
            why: """
                A parent who reads Spanish must learn as much as one who reads English. English and \
                Spanish are errors; of another language of the site it is a warning.
                """,
            avoid: change(
                "tell = {\n    en = \"We talked with you. The next step is coming, and you can still call us.\",\n    es = \"Hablamos con usted. Viene el próximo paso, y todavía puede llamarnos.\",\n  }",
                "tell = «{ en = \"We talked with you.\" }»"),
            prefer: sound),
        FindingPage(
            "rule.placeholder", "A placeholder that nobody fills in",
            why: "The parent would read the braces.",
            avoid: change("safe until {until}", "safe until «{untill}»"),
            prefer: change("safe until {until}", "safe for {days} days")),
        FindingPage(
            "rule.twice", "Two rules with one id",
            why: "A decision names the rule that spoke; with two of one name nobody knows which.",
            avoid: change("id = \"otherwise-d14\"", "id = «\"otherwise-d11\"»"),
            prefer: change("id = \"otherwise-d14\"", "id = \"stay-with-us\"")),
    ]

    private static let policyFiles: [FindingPage] = [
        FindingPage(
            "policy.return", "A policy file that returns nothing",
            why: "The host takes the rules from what the file returns.",
            avoid: change("return policy\n", "«return { rules = policy }»\n"),
            prefer: sound),
        FindingPage(
            "policy.area", "A policy file about no area",
            why: "The area says which questions the file answers.",
            avoid: change(
                "local policy = accord.policy { area = \"enforcement\", api = 1 }",
                "«local policy = accord.policy { area = \"enforcment\", api = 1 }»"),
            prefer: sound),
        FindingPage(
            "policy.api", "A policy for another version of the host",
            why:
                "A policy says for which version of the host it was written. Versions begin with 1.",
            avoid: change(
                "local policy = accord.policy { area = \"enforcement\", api = 1 }",
                "«local policy = accord.policy { area = \"enforcement\", api = 0 }»"),
            prefer: sound),
        FindingPage(
            "policy.newer-api", "A policy that asks for a newer host",
            why: """
                The policy may use names that this version of Accord does not have, so the site is not \
                loaded at all. The message says which of the names it uses are lacking.
                """,
            avoid: change(
                "local policy = accord.policy { area = \"enforcement\", api = 1 }",
                "local policy = accord.policy { area = \"enforcement\", api = «2» }"),
            prefer: sound),
        FindingPage(
            "policy.missing", "A site without one of its three policies",
            why: "Each site answers about enforcement, outreach and referral.",
            avoid: FindingPage.Example(
                ExampleTree.siteFile, "name: A made-up site", "name: A made-up site",
                others: [ExampleTree.referral: nil]),
            prefer: sound),
        FindingPage(
            "policy.no-rule", "A question without a rule of the site",
            why: "A question that only a default answers was never thought about.",
            avoid: FindingPage.Example(
                ExampleTree.outreach,
                "local policy = accord.policy { area = \"outreach\", api = 1 }",
                "local policy = «accord.policy» { area = \"outreach\", api = 1 }",
                taking: ["wait-when-closed-d4"]),
            prefer: sound),
        FindingPage(
            "policy.no-default", "A question without a default",
            why: "Where no rule holds there must still be an answer.",
            avoid: FindingPage.Example(
                ExampleTree.outreach,
                "local policy = accord.policy { area = \"outreach\", api = 1 }",
                "local policy = «accord.policy» { area = \"outreach\", api = 1 }",
                taking: ["otherwise-d4"]),
            prefer: sound),
        FindingPage(
            "policy.two-defaults", "Two defaults for one question",
            why: "Only one of them could ever speak, and nobody would know which.",
            avoid: change(
                "return policy\n",
                """
                policy:default {
                  id = «"stay-with-us"»,
                  about = "Our work goes on",
                  point = "D14",
                  element = "respect",
                  authority = "Design value",
                  tag = "assumed",
                  decide = function() return stay {} end,
                  tell = { en = "We will call you soon.", es = "Le llamaremos pronto." },
                }
                return policy

                """),
            prefer: sound),
    ]

    private static let reach: [FindingPage] = [
        FindingPage(
            "rule.unreachable", "A rule that no case reaches", severity: .warning,
            why: """
                The first rule of a question whose condition holds answers. Where the rules before it \
                hold whenever this one does, it is dead text. What they say is followed: the same \
                condition, a part of it, or the opposite word of one fact.
                """,
            avoid: change(
                "policy:rule {\n  id = \"go-on-when-the-parent-can-pay\"",
                """
                policy:rule {
                  id = "first",
                  about = "The same question, asked first",
                  point = "D11",
                  element = "neutrality",
                  authority = "Design value",
                  tag = "assumed",
                  when = function(case) return case.opinion.able == "yes" end,
                  decide = function() return hold { days = 10 } end,
                  tell = { en = "We talked with you.", es = "Hablamos con usted." },
                }

                policy:rule {
                  id = «"go-on-when-the-parent-can-pay"»
                """),
            prefer: sound),
        FindingPage(
            "rule.never", "A condition that is never true", severity: .warning,
            why: "The rule is never applied, and nobody notices that it is missing.",
            avoid: change(
                "when = function(case) return case.opinion.able == \"yes\" end",
                "when = «function(case) return case.opinion.able == \"yes\" and case.opinion.able == \"no\" end»"
            ),
            prefer: sound),
        FindingPage(
            "rule.constant", "A condition that asks nothing about the case", severity: .warning,
            why: """
                A rule of a site that holds for every case is its default; a requirement that no fact \
                can change requires nothing. A rule that names its remedies or channels may hold for \
                every case: they say what it is about, and it is not reported.
                """,
            avoid: change(
                "when = function(case) return case.opinion.able == \"yes\" end",
                "when = «function() return 1 < 2 end»"),
            prefer: sound),
        FindingPage(
            "rule.not-opened", "A rule about a remedy that no law opens here", severity: .warning,
            why: """
                A remedy is asked about only where a rule of federal or state law opens it \
                (policy:available). The site's rule is never asked.
                """,
            avoid: change(
                "remedy = \"driver_license_suspension\"", "remedy = «\"passport_denial\"»"),
            prefer: sound),
        FindingPage(
            "rule.no-outreach", "A step that can come before anybody tried to reach the parent",
            severity: .warning,
            why: """
                In the PJAC model solutions come before punishment. An answer of a site to D11 \
                (proceed, for a license, a levy, a seizure, a contempt or criminal case), D12 \
                (escalate) or D13 (refer) needs outreach before it: either a policy:require of some \
                layer on the same question and remedy that asks case.engagement, case.contacts or \
                case.conferences, or the rule's own `when` asks it. Withholding, offsets, liens and \
                reports run by themselves after their notice and are left out.
                """,
            avoid: FindingPage.Example(
                file,
                "decide = function() return do_not_refer { because = \"nothing asks for it\" } end",
                "decide = function() return «refer» {} end",
                others: [
                    ExampleTree.model: ExampleTree.without(
                        "tried-before-contempt", ExampleTree.model)
                ]),
            prefer: FindingPage.Example(
                file,
                "decide = function() return do_not_refer { because = \"nothing asks for it\" } end",
                "decide = function() return refer {} end")),
    ]
}
