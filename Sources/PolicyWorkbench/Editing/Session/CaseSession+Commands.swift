import CaseModel
import PolicyHost

extension CaseSession {
    // MARK: Asking

    mutating func ask(_ rest: String) throws(Refusal) -> Reply {
        let words = rest.split(separator: " ").map(String.init)
        let points = DecisionPoint.allCases.filter { $0.area != nil }
        guard let name = words.first else {
            throw Refusal(
                "ask what? "
                    + points.map { "\($0.rawValue) \($0.question)" }.joined(separator: "\n"))
        }
        guard let point = points.first(where: { $0.rawValue.lowercased() == name.lowercased() })
        else {
            throw Refusal(
                "`\(name)` is no scripted decision point; known are "
                    + points.map(\.rawValue).joined(separator: ", "))
        }
        let asked = bench.answers.filter { $0.answer.point == point }
        let subject = words.dropFirst().first
        let found = asked.filter { subject == nil || $0.answer.subject == subject }
        guard !found.isEmpty else {
            guard let subject else {
                throw Refusal("\(bench.site.config.id) does not answer \(point.rawValue)")
            }
            let near = EditDistance.nearest(subject, in: asked.map(\.answer.subject))
            throw Refusal(
                "\(point.rawValue) has no answer about `\(subject)`"
                    + (near.map { "; did you mean `\($0)`?" } ?? ""))
        }
        question = Question(point: point, subject: subject)
        let lines = found.map { item in
            let about = item.answer.subject.isEmpty ? "" : " \(item.answer.subject)"
            let place = bench.file.cases.count > 1 ? "\(item.caseID) " : ""
            return "\(place)\(point.rawValue)\(about): \(DecisionText.brief(item.answer))\n"
                + "    \(Self.because(item.answer))"
        }
        return Reply(text: lines.joined(separator: "\n"))
    }

    func why() throws(Refusal) -> Reply {
        guard let question, let area = question.point.area else {
            throw Refusal("ask something first: ask D11 driver_license_suspension")
        }
        let decisions = Explainer(policy: bench.site).explain(
            bench.file, asOf: bench.day, area: area, question: question)
        return Reply(text: decisions.map { DecisionText().tree($0) }.joined(separator: "\n"))
    }

    func facts(_ rest: String) throws(Refusal) -> Reply {
        let all = bench.site.facts(of: bench.file, caseIndex: 0, asOf: bench.day)
        let wanted = rest.lowercased()
        let found = all.filter { wanted.isEmpty || $0.path.lowercased().contains(wanted) }
        guard !found.isEmpty else {
            throw Refusal("no fact that policies can read has `\(rest)` in its path")
        }
        let most = 80
        var lines = found.prefix(most).map { "  \($0.path) = \($0.value)" }
        if found.count > most {
            lines.append("  and \(found.count - most) more; say more of the path")
        }
        return Reply(text: lines.joined(separator: "\n"))
    }

    func evaluate(_ rest: String) throws(Refusal) -> Reply {
        guard !rest.isEmpty else { throw Refusal("eval what? eval case.arrears.total") }
        do {
            return Reply(
                text: try bench.site.value(
                    of: rest, file: bench.file, caseIndex: 0, asOf: bench.day,
                    subject: question?.subject))
        } catch {
            throw Refusal("\(error)")
        }
    }

    func show(_ rest: String) throws(Refusal) -> Reply {
        guard !rest.isEmpty else { return Reply(text: Self.pretty(bench.tree)) }
        let path = steps(of: rest)
        var value = bench.tree
        for (index, step) in path.enumerated() {
            let next: JSONValue? =
                switch value {
                case .object: value[step]
                case .list: Int(step).flatMap { value[$0] }
                default: nil
                }
            guard let next else {
                throw Refusal(
                    "there is nothing at `\(path.prefix(index + 1).joined(separator: "."))`"
                        + Self.nearest(step, in: value))
            }
            value = next
        }
        return Reply(text: Self.pretty(value))
    }

    // MARK: Changing

    mutating func set(_ rest: String) throws(Refusal) -> Reply {
        let words = rest.split(separator: " ", maxSplits: 1).map(String.init)
        guard words.count == 2 else {
            throw Refusal("set what to what? set ncp.employments.0.ended_on 2019-01-15")
        }
        let written = Self.trimmed(words[1])
        var value = JSONValue.text(written)
        if case .object(let entries)? = try? YAMLTree.read("value: \(written)", file: "value") {
            value = entries["value"] ?? value
        }
        // `yes` may be a truth or a word; what the field takes is what is meant.
        let meant: [JSONValue] = value == .text(written) ? [value] : [value, .text(written)]
        return try change(words[0], to: meant)
    }

    mutating func unset(_ rest: String) throws(Refusal) -> Reply {
        guard !rest.isEmpty else { throw Refusal("unset what? unset cases.0.final_default_on") }
        return try change(rest, to: [.null])
    }

    private mutating func change(_ path: String, to values: [JSONValue]) throws(Refusal) -> Reply {
        let path = steps(of: path).joined(separator: ".")
        guard path != "site" else { throw Refusal("write: site NAME") }
        var first: Refusal?
        for value in values {
            var next = bench
            do {
                try Overrides.apply([path: value], to: &next.tree, file: "the case file")
                next.file = try CaseFileReader().read(next.tree.canonicalBytes())
            } catch let error as CaseFileError {
                let problems = error.problems.prefix(5).map { problem in
                    "\(problem.path): \(problem.message)"
                        + (problem.suggestion.map { "; did you mean `\($0)`?" } ?? "")
                }
                first = first ?? Refusal(problems.joined(separator: "\n"))
                continue
            } catch {
                let problem = error as? PolicyProblem
                throw Refusal(
                    (problem?.message ?? "\(error)")
                        + (problem.map { $0.suggestion.isEmpty ? "" : "; \($0.suggestion)" } ?? ""))
            }
            let spelled = value == .null ? "not recorded" : value.canonicalText
            return change(to: next, note: "\(path) = \(spelled)")
        }
        throw first ?? Refusal("there is nothing at `\(path)` to change")
    }

    mutating func number(_ rest: String) throws(Refusal) -> Reply {
        let parts = rest.split(separator: "=", maxSplits: 1).map { Self.trimmed(String($0)) }
        guard parts.count == 2, !parts[1].isEmpty else {
            let set = bench.numbers.sorted { $0.key < $1.key }.map { "  \($0.key) = \($0.value)" }
            guard rest.isEmpty, !set.isEmpty else {
                throw Refusal("set which number? param hold.days=45 days")
            }
            return Reply(text: set.joined(separator: "\n"))
        }
        let id = parts[0].replacing("site.", with: "")
        guard let known = bench.site.parameters.first(where: { $0.id == id }) else {
            let near = EditDistance.nearest(id, in: bench.site.parameters.map(\.id))
            throw Refusal(
                "no number is called `\(id)`" + (near.map { "; did you mean `\($0)`?" } ?? ""))
        }
        var next = bench
        next.numbers[id] = Self.withUnit(parts[1], known.unit)
        next.site = try load(bench.site.config.id, numbers: next.numbers, day: bench.day)
        return change(to: next, note: "\(id) = \(next.numbers[id] ?? "") (\(known.about))")
    }

    /// A bare number with the unit that the parameter has, as nobody writes it twice.
    private static func withUnit(_ value: String, _ unit: ParameterUnit) -> String {
        guard Int(value) != nil else { return value }
        return switch unit {
        case .days: "\(value) days"
        case .businessDays: "\(value) business days"
        case .months: "\(value) months"
        case .share: "\(value)%"
        case .money: "$\(value)"
        default: value
        }
    }

    mutating func moveTo(day text: String) throws(Refusal) -> Reply {
        guard let day = Day(iso: text) else {
            throw Refusal("`\(text)` is no date; write it as 2019-04-01")
        }
        var next = bench
        next.day = day
        next.site = try load(bench.site.config.id, numbers: bench.numbers, day: day)
        return change(to: next, note: "as of \(day)")
    }

    mutating func moveTo(site name: String) throws(Refusal) -> Reply {
        var next = bench
        next.site = try load(name, numbers: bench.numbers, day: bench.day)
        next.tree["site"] = .text(name)
        if let id = SiteID(word: name) { next.file.site = id }
        return change(to: next, note: "decided by \(name)")
    }

    mutating func undo() throws(Refusal) -> Reply {
        guard let last = earlier.popLast() else { throw Refusal("nothing was changed yet") }
        let lines = Self.differences(from: bench, to: last)
        bench = last
        return Reply(text: (["taken back"] + lines).joined(separator: "\n"))
    }

    func save(_ rest: String) throws(Refusal) -> Reply {
        guard !rest.isEmpty else { throw Refusal("save where? save changed.json") }
        return Reply(
            text: "", save: (path: rest, bytes: bench.file.canonicalBytes() + [10]))
    }

    // MARK: Helpers

    /// A site with numbers set from a day on, beside what it has set itself.
    private func load(_ site: String, numbers: [String: String], day: Day) throws(Refusal)
        -> SitePolicy
    {
        do {
            return try Self.load(
                site, SettingNumbers.apply(numbers, of: site, on: day, to: policies))
        } catch {
            throw Refusal("\(error)")
        }
    }

    /// The steps of a path, however it is written.
    private func steps(of path: String) -> [String] {
        var steps = path.split { ".[]".contains($0) }.map(String.init)
        // Policies say `case.ncp`; the file has the parent beside the cases.
        if steps.first == "case", steps.count > 1 {
            steps.removeFirst()
            let isOfFile = CaseFile.schema.field(named: steps[0]) != nil
            if !isOfFile { steps = ["cases", "0"] + steps }
        }
        return steps
    }

    private static func nearest(_ step: String, in value: JSONValue) -> String {
        switch value {
        case .object(let members):
            EditDistance.nearest(step, in: members.keys.sorted()).map { "; did you mean `\($0)`?" }
                ?? ""
        case .list(let items): "; the list has \(items.count) elements, from 0"
        default: ""
        }
    }

    /// JSON over several lines.
    static func pretty(_ value: JSONValue, indent: String = "") -> String {
        let inner = indent + "  "
        switch value {
        case .object(let members) where !members.isEmpty:
            let lines = members.sorted { $0.key < $1.key }.map {
                "\(inner)\($0.key): \(pretty($0.value, indent: inner))"
            }
            return "{\n" + lines.joined(separator: "\n") + "\n\(indent)}"
        case .list(let items) where !items.isEmpty:
            let lines = items.enumerated().map {
                "\(inner)[\($0.offset)] \(pretty($0.element, indent: inner))"
            }
            return "[\n" + lines.joined(separator: "\n") + "\n\(indent)]"
        default: return value.canonicalText
        }
    }
}

/// Numbers set for a try, as the site's own file would set them.
enum SettingNumbers {
    static func apply(
        _ numbers: [String: String], of site: String, on day: Day, to tree: PolicyTree
    ) -> PolicyTree {
        guard !numbers.isEmpty else { return tree }
        var tree = tree
        let path = "site-configs/\(site)/parameters.yaml"
        var text = tree.files[path] ?? "set:\n"
        if !text.hasSuffix("\n") { text += "\n" }
        for (id, value) in numbers.sorted(by: { $0.key < $1.key }) {
            text += """
                  - parameter: \(id)
                    value: \(value)
                    from: \(day)
                    reason: a try
                    approved_by: nobody
                    tag: assumed

                """
        }
        tree.files[path] = text
        return tree
    }
}
