extension FindingPages {
    /// What the daily work on a caseload meets.
    static let casework: [FindingPage] = [
        met(
            "line.refused", "A line that is no sound case file",
            "Its problems stand in the answer, each with its path. The other lines are not touched by it.",
            avoid: "accord eval --ndjson case-over-many-lines.json",
            prefer: "jq -c . case-over-many-lines.json | accord eval --ndjson"),
        met(
            "line.too-long", "A line longer than any case file",
            "It was passed over without being kept. Each case file stands on a line of its own.",
            avoid: "tr -d '\\n' < cases.ndjson | accord eval --ndjson",
            prefer: "accord eval --ndjson cases.ndjson"),
        met(
            "line.site-not-loaded", "A case file of a site whose policy does not load",
            "The other sites decide. What is wrong with this one stands on standard error and in accord check.",
            avoid: "accord eval --ndjson cases.ndjson", prefer: "accord check"),
        met(
            "override.unavailable", "A choice that no law opens here",
            "A threshold of the law is not met, or no law makes the remedy available at this site.",
            avoid: choose("proceed", "--subject passport_denial"),
            prefer: "accord explain case.json --remedy passport_denial"),
        met(
            "override.forbidden", "A choice that law or model forbid",
            "A person is bound by the same floors as a rule. The message names each with its citation.",
            avoid: choose("proceed"),
            prefer: "accord explain case.json --remedy driver_license_suspension"),
        met(
            "override.required", "Something comes first",
            "An answer that acts waits for what is missing, whoever gives it. Do and record that first.",
            avoid: choose("proceed"), prefer: choose("hold")),
        met(
            "override.automatic", "It goes ahead by law",
            "Nobody may hold, hasten or change what the law makes automatic.",
            avoid: choose("hold", "--subject income_withholding"),
            prefer: "accord explain case.json --remedy income_withholding"),
        met(
            "override.too-long", "A remedy is kept waiting longer than a hold may last",
            "The limit on holds binds every answer that keeps a remedy waiting. The message names the last day that would do.",
            avoid: choose("hold", until: "2019-12-31"), prefer: choose("hold")),
        met(
            "override.over", "A last day before the first one",
            "An override holds from its day through its last day.",
            avoid: choose("hold", until: "2019-02-01"), prefer: choose("hold")),
        met(
            "override.answer", "No answer to this question",
            "Each question takes its own answers, and each answer its own details; what a floor looks at must be said.",
            avoid: choose("hold", "--detail channel=letter"),
            prefer: choose("hold", "--detail offer=employment")),
        met(
            "override.not-asked", "The question is not asked of this parent",
            "In the business-as-usual arm of a study the site's PJAC policy decides nothing, and nobody in its place.",
            avoid: "accord override --point D4 --outcome stop …", prefer: choose("hold")),
        met(
            "override.partner", "A partner that does not fit",
            "The message says why: no service that is needed, no place, no contract, another area or language.",
            avoid: "accord override --point D9 --outcome refer_to --subject full-partner …",
            prefer: "accord override --point D9 --outcome no_referral --subject full-partner …"),
        met(
            "override.no-override", "A record that is no override",
            "Only a person's choice can be taken back; the number is that of its record in the log.",
            avoid: "accord override --withdraw 3 …",
            prefer: "accord log search --db cases.sqlite --kind override"),
        met(
            "override.not-running", "An override that holds no more",
            "It was refused, has ended, or was taken back before. Its record stays and says so.",
            avoid: "accord override --withdraw 12 …  # taken back last week",
            prefer: "accord overrides --db cases.sqlite"),
        met(
            "record.life-cycle", "A state that can't follow the one before",
            "A plan, referral or conference goes from state to state as its life cycle allows. The message names the states that may come next.",
            avoid: "an event that takes a completed plan back to draft",
            prefer: "an event with one of the states that the message names"),
        met(
            "request.gone", "A call that was not begun, or not by this program",
            "Its answer came after the day for which answers are kept, or the program was started anew meanwhile. Nothing was lost: the call can be made again.",
            avoid: "an answer to a call of yesterday", prefer: "the same call with a new key"),
        met(
            "override.no-case", "No such case",
            "The store has no file with this case, or several: name the site then.",
            avoid: choose("hold", "--case X"), prefer: choose("hold", "--site oh-stark")),
        met(
            "override.no-decision", "Nothing to set aside",
            "An override takes the place of an answer on record; a sweep puts it there.",
            avoid: choose("hold"), prefer: "accord sweep --db caseload.db --as-of 2019-03-01"),
        met(
            "override.no-answer", "The decision has no such answer",
            "The question was not asked about this subject. The message names what it was asked about.",
            avoid: choose("hold", "--subject drivers_license"), prefer: choose("hold")),
        met(
            "override.same", "The decision says so already",
            "Nothing would be other than it is.", avoid: choose("ask_supervisor"),
            prefer: choose("hold")),
        met(
            "override.earlier-day", "A day before the decision",
            "What stands now was decided for a later day, so it can't be set aside on an earlier one.",
            avoid: choose("hold", "--as-of 2019-02-01"), prefer: choose("hold")),
        met(
            "override.no-policy", "The site's policy does not load",
            "Without it nobody can say whether the floors allow the choice.",
            avoid: choose("hold"), prefer: "accord check"),
        met(
            "replay.record", "A record that is no decision",
            "Only decisions are replayed, and only in the form in which they were written.",
            avoid: "accord replay 4711 --db caseload.db",
            prefer: "accord log verify --db caseload.db"),
        met(
            "replay.facts", "A record with facts that this host does not know",
            "Another version of Accord wrote it. Replay it with that one.",
            avoid: "accord replay --since 2019-03-01 --db caseload.db",
            prefer: "accord replay --since 2026-01-01 --db caseload.db"),
        met(
            "replay.policy", "A kept policy that can't be loaded as it was",
            "The store keeps each policy that decided. This one was altered, or this Accord can't load it any more.",
            avoid: "accord replay 4711 --db caseload.db",
            prefer: "accord log verify --db caseload.db"),
    ]

    /// An override on the shell, shortened.
    private static func choose(
        _ outcome: String, _ more: String = "", until: String = "2019-03-20"
    ) -> String {
        "accord override --point D11 --outcome \(outcome) --until \(until)"
            + (more.isEmpty ? "" : " \(more)") + " …"
    }
}
