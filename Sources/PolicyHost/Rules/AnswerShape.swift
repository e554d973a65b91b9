package import CaseModel

/// One answer that a policy can give, with what it may say.
///
/// Declared once: the prelude makes a function of each, and the checks on what comes back, the
/// reference pages and the editor stubs use the same table.
package struct AnswerShape: Sendable, Equatable {
    /// Something that an answer may say.
    package struct Key: Sendable, Equatable {
        /// The name.
        package let name: String
        /// The type as Lua editors spell it, such as `accord.span`.
        package let type: String
        /// One sentence.
        package let about: String

        init(_ name: String, _ type: String, _ about: String) {
            self.name = name
            self.type = type
            self.about = about
        }
    }

    /// The function that policies call.
    package let name: String
    /// The outcome it stands for.
    package let outcome: Outcome
    /// One sentence.
    package let about: String
    /// What it may say.
    package let entries: [Key]
    /// How a policy writes it.
    package let example: String

    /// The names of what it may say.
    var keys: [String] { entries.map(\.name) }

    init(
        _ outcome: Outcome, _ about: String, _ entries: [Key] = [], example: String
    ) {
        name = outcome.rawValue
        self.outcome = outcome
        self.about = about
        self.entries = entries
        self.example = example
    }

    private static let because = Key("because", "string", "Why, in words for staff")
    private static let days = Key(
        "days", "accord.span", "How long; the decision names the day it ends")
    private static let offer = Key(
        "offer", "string", "A service that is offered to the parent meanwhile")

    /// Every answer, by the question it belongs to.
    package static let all: [AnswerShape] = enforcement + outreach + referral + programs

    private static let enforcement: [AnswerShape] = [
        AnswerShape(
            .proceed, "The remedy goes ahead once nothing is missing",
            [Key("note", "string", "A remark for staff")], example: "proceed {}"),
        AnswerShape(
            .hold, "The remedy waits until a day, and is asked about again then",
            [days, Key("until_", "accord.date", "The last day, instead of `days`"), offer],
            example: "hold { days = site.hold.days, offer = \"employment\" }"),
        AnswerShape(
            .offerService, "A service comes in place of the step",
            [
                Key("service", "string", "The service"),
                Key("days", "accord.span", "How long the step waits for it"),
            ], example: "offer_service { service = \"employment\", days = site.hold.days }"),
        AnswerShape(
            .askSupervisor, "A supervisor decides",
            [Key("about", "string", "What the supervisor is asked"), days, offer],
            example: "ask_supervisor { about = \"whether this license should be suspended\" }"),
        AnswerShape(
            .enroll, "The parent is enrolled in the site's services", example: "enroll {}"),
        AnswerShape(
            .notYet, "Something else comes first; the parent is asked about again later",
            [because], example: "not_yet { because = \"other steps come first\" }"),
        AnswerShape(
            .exclude, "The parent is not enrolled", [because],
            example: "exclude { because = \"the parent cannot pay today\" }"),
        AnswerShape(
            .warn, "The parent is warned in plain words that a remedy is near",
            [Key("remedy", "accord.remedy_kind", "The remedy warned of"), days],
            example: "warn { remedy = \"account_levy\", days = days(30) }"),
        AnswerShape(
            .escalate, "A remedy is the next step, if the law and the model let it go ahead",
            [Key("remedy", "accord.remedy_kind", "The remedy")],
            example: "escalate { remedy = \"contempt_referral\" }"),
        AnswerShape(
            .wait, "Nothing is done for some days", [days, because],
            example: "wait { days = days(14) }"),
        AnswerShape(
            .refer, "The case is referred for civil contempt",
            [Key("sign_off", "string", "Who must sign")],
            example: "refer { sign_off = site.contempt.sign_off }"),
        AnswerShape(
            .doNotRefer, "The case is not referred for contempt", [because, offer],
            example: "do_not_refer { because = \"the parent talks with us\" }"),
        AnswerShape(.stay, "The parent stays in the services", [because], example: "stay {}"),
        AnswerShape(
            .exit, "The parent leaves the services", [because],
            example: "exit { because = \"a year of full payments\" }"),
    ]

    private static let outreach: [AnswerShape] = [
        AnswerShape(
            .contact, "One of the parents is contacted",
            [
                Key("who", "accord.participant", "Which parent; `ncp` if left out"),
                Key("channel", "accord.contact_channel", "How; `phone_call` if left out"),
                Key("purpose", "accord.contact_purpose", "What for; `check_in` if left out"),
                Key("within", "accord.span", "The last day, counted from today"),
                Key("not_before", "accord.date|accord.span", "The first day"),
                Key("not_after", "accord.date|accord.span", "The last day, instead of `within`"),
                Key("template", "string", "The letter or text to use"),
                Key("place", "string", "Where"),
            ],
            example:
                "contact { who = \"ncp\", channel = \"letter\", purpose = \"check_in\", within = days(7) }"
        ),
        AnswerShape(
            .pause, "Outreach rests for some days", [days, because],
            example: "pause { days = days(30) }"),
        AnswerShape(
            .stop, "Outreach ends", [because],
            example: "stop { because = \"neither parent wants to be called\" }"),
        AnswerShape(
            .conference, "The parents are offered a case conference",
            [
                Key("mode", "accord.conference_mode", "In which form"),
                Key("place", "string", "Where"),
            ], example: "conference { mode = \"shuttle\" }"),
        AnswerShape(
            .noConference, "No conference is offered", [because],
            example: "no_conference { because = \"the parents have agreed\" }"),
    ]

    private static let referral: [AnswerShape] = [
        AnswerShape(
            .services, "Services of the agency are offered, the first one first",
            [Key("list", "string[]", "The services, given as the only argument")],
            example: "services { \"order_modification\", \"payment_plan\" }"),
        AnswerShape(
            .noServices, "None of the agency's services is offered", [because],
            example: "no_services { because = \"nothing is needed\" }"),
        AnswerShape(
            .referTo, "The parent is handed over to the partner asked about",
            [
                Key("handoff", "accord.referral_handoff", "How the parent is handed over"),
                Key("follow_up", "accord.span", "When we ask how it went"),
                Key("stay_involved", "boolean", "True if our own staff stays in touch"),
            ], example: "refer_to { handoff = \"warm\", follow_up = days(14) }"),
        AnswerShape(
            .noReferral, "The parent is not handed over to this partner", [because],
            example: "no_referral { because = \"the parent already works with another partner\" }"),
    ]

    private static let programs: [AnswerShape] = [
        AnswerShape(
            .showAlert, "The parent sees an alert after log-in",
            [
                Key("state", "string", "What the alert says"),
                Key("top", "accord.count", "How many jobs it lists"),
                Key("total", "accord.count", "How many jobs match"),
            ], example: "show_alert { state = \"matches\" }"),
        AnswerShape(
            .noAlert, "The parent sees no alert", [because],
            example: "no_alert { because = \"paid this month\" }"),
        AnswerShape(
            .showTab, "The caseworker sees the job-search tab",
            [Key("days", "accord.span", "How far back it looks")], example: "show_tab {}"),
        AnswerShape(
            .hideTab, "The caseworker does not see the job-search tab", [because],
            example: "hide_tab {}"),
        AnswerShape(
            .eligible, "The parent is eligible for employment and training",
            example: "eligible {}"),
        AnswerShape(
            .notEligible, "The parent is not eligible for employment and training", [because],
            example: "not_eligible { because = \"the state plan is not approved\" }"),
        AnswerShape(
            .fund, "Federal IV-D money pays for the service",
            [
                Key("source", "string", "The account"),
                Key("share", "accord.share", "The federal share"),
            ], example: "fund { source = \"iv_d_et\" }"),
        AnswerShape(
            .doNotFund, "Federal IV-D money does not pay for the service", [because],
            example: "do_not_fund { because = \"not on the closed list\" }"),
    ]
}
