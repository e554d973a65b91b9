import CaseModel

/// The kinds of YAML files under `policies/` and `site-configs/`.
package enum YAMLFile: String, Sendable, CaseIterable {
    case site
    case calendar
    case partners
    case siteParameters = "site-parameters"
    case layerParameters = "layer-parameters"
    case policy
    case fixture
    case tests

    /// The kind of file that a path names, or nil if it is none of these.
    package init?(path: String) {
        let parts = path.split(separator: "/").map(String.init)
        guard let name = parts.last, name.hasSuffix(".yaml"), let top = parts.first else {
            return nil
        }
        switch (top, name) {
        case ("site-configs", "site.yaml"): self = .site
        case ("site-configs", "calendar.yaml"): self = .calendar
        case ("site-configs", "partners.yaml"): self = .partners
        case ("site-configs", "parameters.yaml"): self = .siteParameters
        case ("policies", "equivalent-mutants.yaml"): return nil
        case ("policies", _) where parts.contains("tests"): self = .tests
        case ("policies", _) where parts.contains("fixtures"): self = .fixture
        case ("policies", "parameters.yaml"): self = .layerParameters
        case ("policies", "policy.yaml"): self = .policy
        default: return nil
        }
    }

    /// What the file is, in one sentence.
    package var about: String {
        switch self {
        case .site: "Who a site is: agency, state, clock, places, languages, programs"
        case .calendar: "Holidays, office hours and contact hours of a site"
        case .partners: "The partners that a site can send parents to"
        case .siteParameters: "The numbers that a site sets, each with its first day and reason"
        case .layerParameters: "The numbers that a layer declares, each with its law and its dates"
        case .policy: "What a layer or program is, who owns it, and what it rests on"
        case .fixture: "A made-up case file that tests begin from"
        case .tests: "Tests of policies: a made-up case, a question, and what must come out"
        }
    }

    /// What the file may hold.
    package var shape: YAMLShape {
        switch self {
        case .site: .site
        case .calendar: .calendar
        case .partners: .partners
        case .siteParameters: .siteParameters
        case .layerParameters: .layerParameters
        case .policy: .policy
        case .fixture: .fixture
        case .tests: .tests
        }
    }
}

extension YAMLShape {
    private static let tags = Provenance.allCases.map(\.rawValue)
    private static func tag(required: Bool = false) -> Key {
        Key("tag", .word(tags), "How well founded it is", required: required)
    }
    private static func authority(required: Bool = false) -> Key {
        Key("authority", .text, "The citation: law, publication, or the reason", required: required)
    }
    private static let note = Key("note", .text, "A remark for colleagues")
    private static let format = Key("format", .word(["1"]), "The version of the format: 1")
    private static let sources = Key("sources", .list(.text), "Where the file's facts come from")

    /// `site.yaml`.
    package static let site = YAMLShape(
        "a site",
        [
            Key("format", .word(["1"]), "The version of the format: 1", required: true),
            Key("id", .text, "The site's id, which is the folder's name", required: true),
            Key("name", .text, "The name people use", required: true),
            Key("agency", .text, "The agency that runs the site", required: true),
            Key(
                "state", .text, "The state's two letters in lower case; it picks the state layer",
                required: true),
            Key(
                "time_zone", .text, "The site's time zone, such as `America/New_York`",
                required: true),
            Key("offices", .list(.text), "Offices of the site"),
            Key("counties", .list(.text), "Counties that the site covers"),
            Key("service_areas", .list(.text), "Areas by which partners are chosen"),
            Key(
                "languages", .list(.word(Language.words)),
                "Languages in which the site speaks to parents", required: true),
            Key(
                "interpreted_languages", .list(.word(Language.words)),
                "Languages that the site speaks through an interpreter; rules need no words in them"
            ),
            Key("programs", .names(.yesNo), "Programs, each switched `on` or `off`"),
            Key("pjac_services", .mapping(serviceDays), "First and last day of the PJAC services"),
            sources, note,
            Key("policies", .text, "A remark on where the site's policies come from"),
        ])

    /// `pjac_services` of `site.yaml`.
    package static let serviceDays = YAMLShape(
        "`pjac_services`",
        [
            Key("from", .date, "The first day", required: true),
            Key("until", .date, "The last day", required: true), tag(), authority(),
        ])

    /// `calendar.yaml`.
    package static let calendar = YAMLShape(
        "a calendar",
        [
            format, tag(), authority(),
            Key("valid_years", .mapping(years), "The years that the calendar covers"),
            Key("office_hours", .mapping(hours), "Hours in which the office is open"),
            Key(
                "contact_hours", .mapping(hours),
                "Hours in which parents may be contacted, in the parent's own time zone",
                required: true),
            Key(
                "holidays", .names(.list(.mapping(holiday))),
                "Days on which the site is closed, by year; a year without a table is an error",
                required: true),
            note, sources,
        ])

    private static let years = YAMLShape(
        "`valid_years`",
        [
            Key("from", .number(1970...2200), "The first year", required: true),
            Key("until", .number(1970...2200), "The last year", required: true),
        ])

    /// `contact_hours` of `calendar.yaml`.
    package static let hours = YAMLShape(
        "`contact_hours`",
        [
            Key("from", .number(0...23), "The first hour, 0 to 23", required: true),
            Key("to", .number(1...24), "The hour at which it ends, 1 to 24", required: true),
            authority(), tag(), note,
        ])

    /// A day in `calendar.yaml`.
    package static let holiday = YAMLShape(
        "a holiday",
        [
            Key("date", .date, "The day on which it is kept", required: true),
            Key("name", .text, "The name of the holiday", required: true), note, tag(),
            authority(),
        ])

    /// `partners.yaml`.
    package static let partners = YAMLShape(
        "a partner file",
        [
            Key("partners", .list(.mapping(partner)), "The partners, in any order", required: true),
            format, note,
        ])

    /// An entry of `partners.yaml`.
    package static let partner = YAMLShape(
        "a partner",
        [
            Key("id", .text, "The partner's id: words with hyphens", required: true),
            Key("name", .text, "The name that parents read", required: true),
            Key("kind", .text, "What sort of organization it is"),
            Key(
                "services", .list(.word(CaseVocabulary.services)), "What the partner offers",
                required: true),
            Key(
                "areas", .either(["any"], .list(.text)),
                "Areas it serves, from `service_areas` of site.yaml; `any` for all",
                required: true),
            Key(
                "languages", .list(.word(Language.words)), "Languages it serves in",
                required: true),
            Key(
                "open_slots", .either(["none"], .number(0...1_000_000)),
                "Open places; `none` if not limited"),
            Key("waiting_days", .number(0...10_000), "Days until a parent can start"),
            Key(
                "funding", .either(["none"], .list(.word(Funding.words))),
                "Money that its services can be paid from"),
            Key("contract", .either(["none"], .mapping(contract)), "The days of its contract"),
            Key("data_sharing_agreement", .yesNo, "Whether data may be shared with it"),
            Key(
                "handoff", .word(Referral.Handoff.words), "How parents are usually handed over"),
            authority(required: true), tag(required: true), note,
            Key("active", .yesNo, "Whether the partner takes parents at all"),
        ])

    /// `contract` of a partner.
    package static let contract = YAMLShape(
        "`contract`",
        [
            Key("from", .either(["none"], .date), "The first day"),
            Key("until", .either(["none"], .date), "The last day"),
            Key("ceiling", .text, "The most that it may cost, such as `\"$68,000.00\"`"), note,
        ])

    /// `parameters.yaml` of a site.
    package static let siteParameters = YAMLShape(
        "a site's parameter file",
        [Key("set", .list(.mapping(setting)), "The numbers that the site sets", required: true)])

    /// An entry of a site's `parameters.yaml`.
    package static let setting = YAMLShape(
        "a setting",
        [
            Key(
                "parameter", .text, "The parameter's id, as a layer declares it", required: true),
            Key("value", .parameterValue, "The value in the spelling of its unit", required: true),
            Key("from", .date, "The first day on which it counts", required: true),
            Key("until", .date, "The last day on which it counts"),
            Key("reason", .text, "Why the site sets it", required: true),
            Key("approved_by", .text, "The role that approved it, no person", required: true),
            authority(), tag(required: true), note,
        ])

    /// `parameters.yaml` of a layer.
    package static let layerParameters = YAMLShape(
        "a parameter file",
        [
            Key(
                "parameters", .list(.mapping(parameter)), "The numbers that the layer declares",
                required: true)
        ])

    /// An entry of a layer's `parameters.yaml`.
    package static let parameter = YAMLShape(
        "a parameter",
        [
            Key(
                "id", .text, "`group.name`; policies read it as `site.group.name`", required: true),
            Key("about", .text, "What it is, in one sentence", required: true),
            Key(
                "for", .word(["policies", "staff"]),
                "Who reads it; `staff` for a number that no rule asks about"),
            Key(
                "unit", .word(ParameterUnit.allCases.map(\.rawValue)),
                "The unit; each has one spelling", required: true),
            Key(
                "direction", .word(Direction.allCases.map(\.rawValue)),
                "Which way a site may move it", required: true),
            authority(required: true), tag(required: true),
            Key(
                "values", .list(.mapping(value)), "The values by date, the oldest first",
                required: true),
            note,
        ])

    /// A dated value of a parameter.
    package static let value = YAMLShape(
        "a value",
        [
            Key("from", .date, "The first day", required: true),
            Key("until", .date, "The last day"),
            Key(
                "value", .parameterValue,
                "The value in the spelling of the unit; `none` if the rule has ended",
                required: true),
            authority(), tag(), note,
        ])

    /// `policy.yaml` of a layer.
    package static let policy = YAMLShape(
        "a policy's description",
        [
            Key("title", .text, "What the layer is about", required: true),
            Key("layer", .word(Layer.allCases.map(\.rawValue)), "The layer", required: true),
            Key("owner", .text, "Who may change it", required: true),
            Key("api", .number(1...1), "The version of the policy language: 1", required: true),
            Key("effective_from", .date, "The first day on which it counts", required: true),
            Key("sources", .list(.text), "The law and the publications that it rests on"),
            Key("may_override", .list(.text), "What narrower layers may change, in words"), note,
        ])

    /// A fixture.
    package static let fixture = YAMLShape(
        "a fixture",
        [
            Key("about", .text, "Whom the case file shows, in one sentence"),
            Key("file", .caseFile, "A whole case file"),
            Key("extends", .text, "The fixture that this one begins from"),
            Key("with", .caseFileChanges, "What differs, by dotted path; `null` removes a field"),
            note,
        ])

    /// A test file.
    package static let tests = YAMLShape(
        "a test file", [Key("tests", .list(.mapping(test)), "The tests", required: true)])

    /// A test.
    package static let test = YAMLShape(
        "a test",
        [
            Key("name", .text, "What must hold, in one sentence", required: true),
            Key("as_of", .date, "The day on which the question is asked", required: true),
            Key("site", .text, "The site that decides, if the folder does not say"),
            Key("base", .text, "The fixture that it begins from; `base` if left out"),
            Key(
                "with", .caseFileChanges, "What differs, by dotted path; `null` removes a field"),
            Key("parameters", .names(.parameterValue), "Numbers set for this test only, by id"),
            Key("programs", .names(.yesNo), "Programs switched on or off for this test"),
            Key("case", .number(0...1000), "Which case of the file is decided, from 0"),
            Key("ask", .mapping(question), "The question", required: true),
            Key("expect", .mapping(expectation), "What must come out", required: true),
            Key("because", .text, "Why this must come out: a citation"), note,
        ])

    /// `ask` of a test.
    package static let question = YAMLShape(
        "`ask`",
        [
            Key(
                "point", .word(DecisionPoint.allCases.filter { $0.area != nil }.map(\.rawValue)),
                "The question", required: true),
            Key("remedy", .word(CaseVocabulary.remedies), "For D11: the remedy asked about"),
            Key("who", .word(Participant.words), "For outreach: the parent asked about"),
            Key("partner", .text, "For D9: the partner asked about"),
        ])

    private static let outcomes = Outcome.allCases.map(\.rawValue)

    /// `expect` of a test.
    package static let expectation = YAMLShape(
        "`expect`",
        [
            Key("outcome", .word(outcomes), "The answer"),
            Key("rule", .text, "The rule that gives it"),
            Key("reasons", .oneOrMore(.text), "Rules that held on the way to it"),
            Key("floors", .oneOrMore(.text), "Rules of upper layers that bound it; `[]` for none"),
            Key("missing", .oneOrMore(.text), "What must be done first"),
            Key(
                "until", .either(["none"], .date),
                "The last day of a hold or pause; `none` if the answer has none"),
            Key("amount", .anything, "The ceiling, as `\"$123.45\"` or in cents"),
            Key("not", .oneOrMore(.word(outcomes)), "Answers that must not come out"),
            Key("words", .anything, "What the parent's words must hold"),
            Key("details", .names(.anything), "Further data of the answer, by key"),
            Key("channel", .word(CaseVocabulary.channels), "The channel of a contact"),
            Key("mode", .word(CaseVocabulary.conferenceModes), "The form of a conference"),
            Key("services", .oneOrMore(.text), "The services, in their order"),
            Key("who", .word(Participant.words), "The parent who is contacted"),
            Key("partner", .text, "The partner that the parent is sent to"),
        ])
}
