import CaseModel
import LuaHost
import PolicyHost

/// What parents read: words that are hard, that threaten, that can't be filled in, or that are
/// missing in a language of the site.
struct WordChecks {
    private let analysis: SiteAnalysis
    private(set) var findings: [PolicyProblem] = []

    /// The highest grade that words for a parent may have.
    static let highestGrade = 8.0
    /// Fewer words than these are not measured.
    private static let fewestWords = 6

    init(analysis: SiteAnalysis) {
        self.analysis = analysis
        for rule in analysis.rules {
            for (language, text) in rule.rule.tell.sorted(by: { $0.key < $1.key }) {
                if language == "en" { checkGrade(text, rule) }
                checkThreats(text, language, rule)
                checkPlaceholders(text, rule)
            }
        }
        checkLanguages()
    }

    private mutating func warn(
        _ code: String, _ rule: SourcedRule, _ place: FilePlace, _ message: String,
        _ suggestion: String
    ) {
        findings.append(
            rule.problem(code, message, at: place, suggestion: suggestion, severity: .warning))
    }

    /// Where a text, or a part of it, stands in the rule's words; the rule's head if they stand
    /// somewhere else.
    private func place(_ part: String, _ rule: SourcedRule) -> FilePlace {
        guard let tell = rule.source?.entries["tell"]?.value else {
            return rule.place(ofValue: "tell")
        }
        return tell.place(of: part, in: rule.text) ?? rule.place(ofValue: "tell")
    }

    // MARK: Reading level

    private mutating func checkGrade(_ text: String, _ rule: SourcedRule) {
        // A grade is an average, and of three words it says nothing.
        guard ReadingLevel.words(in: text).count >= Self.fewestWords else { return }
        let grade = ReadingLevel.grade(of: text)
        guard grade > Self.highestGrade else { return }
        let tenths = Int((grade * 10).rounded())
        warn(
            "words.grade", rule, place(text, rule),
            "these words ask for grade \(tenths / 10).\(tenths % 10) of school; the most is 8",
            "use shorter sentences and shorter words")
    }

    // MARK: Threats

    /// Phrases that press or shame, by language.
    ///
    /// A law's own notice may name jail or arrest, so
    /// those of the second list are left to the law's layers.
    private static let disrespect: [String: [String]] = [
        "en": [
            "or else", "last chance", "final warning", "deadbeat", "punish", "punished",
            "you failed", "your failure", "no excuse", "no excuses", "we will make you",
            "delinquent",
        ],
        "es": [
            "última oportunidad", "último aviso", "o si no", "castigo", "castigar",
            "usted falló", "sin excusas", "moroso",
        ],
    ]
    private static let force: [String: [String]] = [
        "en": ["jail", "prison", "arrest", "arrested", "handcuffs", "lock you up", "locked up"],
        "es": ["cárcel", "prisión", "arrestado", "arrestada", "arrestarle", "lo arrestarán"],
    ]

    private mutating func checkThreats(_ text: String, _ language: String, _ rule: SourcedRule) {
        var phrases = Self.disrespect[language] ?? []
        if rule.rule.layer > .state { phrases += Self.force[language] ?? [] }
        let lower = Array(text.lowercased().utf8)
        // An accent of its own, behind its letter, would not be met byte by byte.
        let isPlain = !lower.contains { $0 == 0xCC || $0 == 0xCD }
        for phrase in phrases {
            if isPlain, !lower.holds(Array(phrase.utf8)) { continue }
            guard let found = text.range(ofWords: phrase) else { continue }
            warn(
                "words.threat", rule, place(String(text[found]), rule),
                "\"\(text[found])\" reads as a threat or a reproach",
                "say what happens next and what the parent can do about it")
        }
    }

    // MARK: Placeholders

    /// Names that are filled in only where the answer has such a thing.
    private static let filled: [String: Set<DecisionPoint>] = [
        "partner": [.referral], "channel": [.firstContact, .continueOutreach, .maintenance],
        "remedy": [.remedy, .furtherEnforcement],
    ]

    private mutating func checkPlaceholders(_ text: String, _ rule: SourcedRule) {
        guard let point = rule.rule.point else { return }
        for (name, points) in Self.filled.sorted(by: { $0.key < $1.key })
        where !points.contains(point) && text.contains("{\(name)}") {
            warn(
                "words.placeholder", rule, place("{\(name)}", rule),
                "`{\(name)}` stays empty here: an answer to \(point.rawValue) has no \(name)",
                "say it in words")
        }
    }

    // MARK: Languages

    /// A language that no rule speaks is one finding; one that some rules lack is one for each.
    private mutating func checkLanguages() {
        guard let config = analysis.config, analysis.isComplete else { return }
        let speaking = analysis.rules.filter { !$0.rule.tell.isEmpty }
        for language in config.languages where !["en", "es"].contains(language) {
            let lacking = speaking.filter { $0.rule.tell[language] == nil }
            if lacking.count == speaking.count {
                let place = config.languagePlaces[language] ?? FilePlace(line: 1, column: 1)
                findings.append(
                    PolicyProblem(
                        code: "site.language",
                        message: "the site speaks `\(language)`, and no rule has words in it",
                        file: "site-configs/\(config.id)/site.yaml", line: place.line,
                        column: place.column, length: place.length,
                        suggestion:
                            "write \(language) = \"…\" in the rules' tell, or leave the language out",
                        severity: .warning))
                continue
            }
            for rule in lacking {
                warn(
                    "rule.tell-language", rule, rule.place(ofValue: "tell"),
                    "`\(rule.rule.id)` has no words in `\(language)`",
                    "write \(language) = \"…\" beside the others")
            }
        }
    }
}

extension [UInt8] {
    /// Whether the bytes stand somewhere in these.
    fileprivate func holds(_ wanted: [UInt8]) -> Bool {
        guard let first = wanted.first, wanted.count <= count else { return wanted.isEmpty }
        for start in 0...(count - wanted.count) where self[start] == first {
            if self[start..<start + wanted.count].elementsEqual(wanted) { return true }
        }
        return false
    }
}

extension String {
    /// Where a phrase stands as whole words, whatever its case.
    func range(ofWords phrase: String) -> Range<String.Index>? {
        let wanted = phrase.lowercased()
        var start = startIndex
        while start < endIndex {
            let isEdge = start == startIndex || !self[index(before: start)].isLetter
            if isEdge, self[start].isLetter,
                let end = index(start, offsetBy: wanted.count, limitedBy: endIndex),
                self[start..<end].lowercased() == wanted, end == endIndex || !self[end].isLetter
            {
                return start..<end
            }
            start = index(after: start)
        }
        return nil
    }
}
