import PolicyHost

extension FindingPages {
    private static let file = ExampleTree.enforcement
    private static let condition = "return case.opinion.able == \"yes\""

    private static func asks(_ text: String) -> FindingPage.Example {
        FindingPage.Example(file, condition, text)
    }

    private static func holds(_ text: String) -> FindingPage.Example {
        FindingPage.Example(
            file, "return hold { days = site.hold.days, offer = \"employment\" }", text)
    }

    /// Facts, numbers, words and answers that rules name.
    static let facts: [FindingPage] = [
        FindingPage(
            "fact.unknown", "A fact or number that does not exist",
            why: """
                Values are followed from the arguments of a rule through locals, lists, loops, and \
                functions of this file and of policies/lib. A misspelled fact would stop the rule on \
                the first case that reaches it, and the parent would get no answer.
                """,
            avoid: asks("return any(case.contacts, function(c) return c.«chanel» == \"letter\" end)"),
            prefer: asks("return any(case.contacts, function(c) return c.channel == \"letter\" end)")),
        FindingPage(
            "fact.withheld", "A fact that no policy may read",
            why: """
                Names, addresses, employers, and age, sex, race and tribal membership are not given to \
                policies: a decision that rests on them would be unfair or unsafe.
                """,
            avoid: asks("return case.ncp.«name» == \"Smith\""),
            prefer: asks("return case.ncp.represented")),
        FindingPage(
            "fact.absent", "A fact that may be absent, used without a guard", severity: .warning,
            why: """
                A fact that is not recorded is nil. Comparing it, adding to it or looking into it stops \
                the rule, and the decision takes no action. `known(x) and …`, an early return, or a \
                verb such as within(x, span), which answers no for an absent date, is a guard. Floors \
                of a contempt referral are also asked at D13, where there is no remedy to look at.
                """,
            avoid: asks("return «case.work.last_job_ended_on» > case.as_of - days(60)"),
            prefer: asks("return within(case.work.last_job_ended_on, days(60))")),
        FindingPage(
            "word.unknown", "A word that this fact never has",
            why: """
                A fact that is one word of a list is compared with a word that is not on it. The \
                comparison would always come out the same.
                """,
            avoid: asks("return one_of(case.status, \"open\", «\"reopend\"»)"),
            prefer: asks("return one_of(case.status, \"open\", \"reopened\")")),
        FindingPage(
            "compare.unit", "Values of different units are compared or added",
            why: """
                500 is neither dollars nor cents, and 30 is neither days nor a date. Money and dates \
                are compared with values of their own unit only; it is found also where the number is \
                held in a local.
                """,
            avoid: asks("local limit = 500\n    return case.arrears.total > «limit»"),
            prefer: asks("local limit = dollars(500)\n    return case.arrears.total > limit")),
        FindingPage(
            "verb.argument", "A verb is asked about something else than a date or a span",
            why: """
                within, older_than, at_least_ago, passed, upcoming, days_since and days_until ask about \
                a date; their second argument is a span of time.
                """,
            avoid: asks("return within(«case.arrears.total», days(30))"),
            prefer: asks("return within(case.payments.last_on, days(30))")),
        FindingPage(
            "helper.unknown", "A helper that the library does not have",
            why: """
                A function of policies/lib is named that is not there. The rule would stop on the first \
                case that reaches it.
                """,
            avoid: asks("return parent.«lost_jobs»(case)"),
            prefer: asks("return parent.lost_job(case)")),
        FindingPage(
            "answer.key", "An answer says something it does not know",
            why: "What stands under a misspelled name would be dropped, and the hold would have no end.",
            avoid: holds("return hold { «dayz» = site.hold.days }"),
            prefer: holds("return hold { days = site.hold.days }")),
        FindingPage(
            "answer.word", "An answer names a remedy, channel or form that does not exist",
            why: """
                The host refuses an answer with such a name while a case is decided, and takes no \
                action.
                """,
            avoid: FindingPage.Example(
                ExampleTree.outreach, "channel = \"phone_call\"", "channel = «\"phone\"»"),
            prefer: FindingPage.Example(
                ExampleTree.outreach, "channel = \"phone_call\"", "channel = \"letter\"")),
        FindingPage(
            "answer.point", "An answer to another question",
            why: "Each question takes its own answers; any other one is no answer at all.",
            avoid: holds("return «enroll» {}"), prefer: holds("return proceed {}")),
    ]
}
