import CaseModel

/// Finds out whether an answer says what stood before, and from which day its days are counted.
struct StandingKeys {
    /// An answer with days that were counted from a day.
    private struct Dated: Equatable {
        var digest: [UInt8]
        var since: Day
    }
    private static let digestBytes = 16
    private let known: [Dated]

    init(_ standing: StandingAnswers?) {
        var known: [Dated] = []
        let bytes = standing?.bytes ?? []
        var place = Self.digestBytes
        while place + Self.digestBytes + 4 <= bytes.count {
            let digest = Array(bytes[place..<place + Self.digestBytes])
            place += Self.digestBytes
            known.append(Dated(digest: digest, since: Day(epochDay: bytes.int32(at: &place))))
        }
        self.known = known
    }

    /// The answers with their days counted from the day they were first given, and the form by which
    /// they are compared the next time.
    ///
    /// An answer whose last day is over is a new one: a hold that ended is not what stands.
    func settle(_ answers: inout [DecisionAnswer], by decider: Decider, on day: Day)
        -> StandingAnswers
    {
        var rest = known
        var whole = ValueBuffer()
        whole.add(decider.site.config.languages)
        var dated: [UInt8] = []
        for index in answers.indices {
            let start = whole.count
            Self.add(answers[index], to: &whole, decider.site.book)
            guard !answers[index].counted.isEmpty else { continue }
            let digest = whole.digest(from: start)
            var since = day
            if let match = rest.firstIndex(where: { $0.digest == digest }) {
                since = rest.remove(at: match).since
                var counted = answers[index]
                decider.count(&counted, from: since)
                let isOver = counted.until.map { $0 < day } ?? false
                if isOver { since = day } else { answers[index] = counted }
            }
            dated += digest
            dated.append(bytesOf: since.epochDay)
        }
        return StandingAnswers(bytes: whole.digest() + dated)
    }

    /// How much is said of an answer.
    private enum Form: UInt8 {
        /// A floor settled the question, and its words are all that there is to say.
        case settled = 1
        /// Everything.
        case whole = 2
    }

    /// Adds all that an answer says and does, with lengths of time instead of counted days.
    ///
    /// The words of a rule are said by their mark.
    private static func add(
        _ answer: DecisionAnswer, to values: inout ValueBuffer, _ book: RuleBook
    ) {
        let isSettled = isSettledByFloor(answer)
        values.add(byte: (isSettled ? Form.settled : .whole).rawValue)
        values.add(answer.point.rawValue)
        values.add(answer.subject)
        values.add(answer.outcome.rawValue)
        if isSettled {
            values.add(answer.floors[0].effect.rawValue)
            values.add(book.wordsMark(answer.saidBy))
            return
        }
        values.add(answer.amount?.cents ?? .min)
        values.add(answer.rule?.id ?? "")
        values.add(answer.staffWords)
        values.add(answer.saidBy)
        values.add(book.wordsMark(answer.saidBy))
        for counted in answer.counted {
            values.add(counted.key)
            values.add(Int64(counted.unit.rawValue))
            values.add(Int64(counted.amount))
        }
        func isCounted(_ key: String) -> Bool {
            !answer.counted.isEmpty && answer.counted.contains { $0.key == key }
        }
        if !isCounted("until") { values.add(Int64(answer.until?.epochDay ?? .min)) }
        for detail in answer.details where !isCounted(detail.key) {
            values.add(detail.key)
            values.add(detail.value)
        }
        for floor in answer.floors {
            values.add(floor.effect.rawValue)
            values.add(floor.rule.id)
        }
        values.add(answer.missing)
    }

    /// Whether one floor alone gave the answer and says all of it.
    private static func isSettledByFloor(_ answer: DecisionAnswer) -> Bool {
        guard answer.floors.count == 1, answer.counted.isEmpty, answer.details.isEmpty,
            answer.missing.isEmpty, answer.amount == nil, answer.until == nil,
            let rule = answer.rule
        else { return false }
        return answer.floors[0].rule == rule && answer.saidBy == rule.id
            && answer.staffWords == rule.about
    }
}

extension Decider {
    /// Counts the days of an answer from another day and fits its words.
    func count(_ answer: inout DecisionAnswer, from since: Day) {
        guard since != asOf else { return }
        for counted in answer.counted {
            guard let day = day(counted, after: since) else { continue }
            if counted.key == "until" {
                answer.until = day
            } else if let index = answer.details.firstIndex(where: { $0.key == counted.key }) {
                answer.details[index].value = "\(day)"
            }
        }
        answer.since = since
        guard let rule = site.book.rule(answer.saidBy), rule.plainWords == nil else { return }
        let partner = evaluator.partners.first { $0.id == answer.subject }
        say(rule, &answer, extra: partner.map { ["partner": $0.name] } ?? [:])
    }

    private func day(_ counted: CountedDay, after since: Day) -> Day? {
        switch counted.unit {
        case .months: since.adding(months: counted.amount)
        case .businessDays:
            try? site.config.calendar.businessDays(after: since, count: counted.amount)
        default: since.adding(days: counted.amount)
        }
    }
}
