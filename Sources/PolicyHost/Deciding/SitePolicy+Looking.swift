public import CaseModel
import LuaHost

/// A fact of a case as policies see it.
public struct FactLine: Sendable, Equatable {
    /// The path, such as `arrears.total` or `contacts[3].channel`.
    public var path: String
    /// The value as decisions spell it.
    public var value: String
}

extension SitePolicy {
    /// Every fact that policies can read of a case, in the order of the schema.
    ///
    /// - Parameters:
    ///   - file: The case file.
    ///   - caseIndex: Which of its cases is meant.
    ///   - day: The day asked about.
    /// - Returns: One line for each fact, elements of lists by their index.
    public func facts(of file: CaseFile, caseIndex: Int, asOf day: Day) -> [FactLine] {
        let matter = Matter(file: file, caseIndex: caseIndex, asOf: day)
        var lines: [FactLine] = []
        withUnsafePointer(to: matter) {
            collect(schema.matter, UnsafeRawPointer($0), at: "", into: &lines)
        }
        return lines
    }

    private func collect(
        _ type: Int, _ record: UnsafeRawPointer, at path: String, into lines: inout [FactLine]
    ) {
        let fields = ScriptSchema.cases.records[type].fields
        // The parent's other cases would only repeat this one.
        for (index, field) in fields.enumerated() where field.declaration.name != "all_cases" {
            guard field.declaration.withheld == nil else { continue }
            let name = path.isEmpty ? field.declaration.name : "\(path).\(field.declaration.name)"
            var fact = FactSlot.absent
            ScriptSchema.cases.slot(type: type, field: index, of: record, into: &fact)
            switch (fact.tag, fact.address) {
            case (.record, let address?): collect(Int(fact.type), address, at: name, into: &lines)
            case (.list, let base):
                for place in 0..<Int(fact.count) {
                    guard let base else { break }
                    collect(
                        Int(fact.type), base + place * Int(fact.stride), at: "\(name)[\(place)]",
                        into: &lines)
                }
            default:
                var slot = Slot.absent
                FactWindow.convert(fact, into: &slot)
                lines.append(
                    FactLine(
                        path: name, value: slot.isAbsent ? "not recorded" : spelling(slot.value)))
            }
        }
    }

    /// What a Lua expression comes to for a case, in the sandbox of the site's own policies.
    ///
    /// - Parameters:
    ///   - expression: An expression over `case`, `site`, `it` and the libraries by their names.
    ///   - file: The case file.
    ///   - caseIndex: Which of its cases is meant.
    ///   - day: The day asked about.
    ///   - subject: What `it` is: a remedy or the id of a partner; nothing if nil.
    /// - Returns: The value as decisions spell it.
    /// - Throws: ``PolicyProblem`` with what is wrong with the expression.
    public func value(
        of expression: String, file: CaseFile, caseIndex: Int, asOf day: Day, subject: String?
    ) throws(PolicyProblem) -> String {
        let modules = states.sources.compactMap(\.module)
        var source = modules.map { "local \($0) = require \"\($0)\"\n" }.joined()
        let before = modules.count + 1
        source += "return function(case, site, it) return\n\(expression)\nend\n"
        let matter = Matter(file: file, caseIndex: caseIndex, asOf: day)
        let result = withUnsafePointer(to: matter) { pointer -> Result<String, PolicyProblem> in
            do throws(PolicyFailure) {
                let state = try Self.lending { () throws(LuaError) in try states.makeState() }
                let value = try Self.lending { () throws(LuaError) in
                    try state.load(source: source, name: "expression")
                }
                guard let function = value.callable else { return .success("nothing") }
                let evaluator = Evaluator(
                    state: state, site: self, matter: pointer, file: file, day: day, study: nil)
                var spelled = ""
                try evaluator.run { () throws(PolicyFailure) in
                    if let kind = subject.flatMap({ RemedyKind(word: $0) }) {
                        evaluator.look(atRemedy: kind)
                    } else if let index = evaluator.partners.firstIndex(where: {
                        $0.id == subject
                    }) {
                        try evaluator.look(atPartner: index)
                    }
                    var arguments = LuaArguments()
                    evaluator.appendArguments(to: &arguments)
                    do throws(LuaError) {
                        spelled = spelling(try state.call(function, arguments: arguments))
                    } catch {
                        throw PolicyFailure(error, rule: nil)
                    }
                }
                return .success(spelled)
            } catch {
                return .failure(Self.problem(error, linesBefore: before))
            }
        }
        return try result.get()
    }

    private static func lending<Result>(_ body: () throws(LuaError) -> Result)
        throws(PolicyFailure) -> Result
    {
        do throws(LuaError) {
            return try body()
        } catch {
            throw PolicyFailure(error, rule: nil)
        }
    }

    /// The problem at its place within the expression.
    private static func problem(_ failure: PolicyFailure, linesBefore: Int) -> PolicyProblem {
        let parts = failure.place.split(separator: ":")
        let line = parts.dropFirst().first.flatMap { Int($0) } ?? 0
        return PolicyProblem(
            code: failure.code, message: failure.message, file: "expression",
            line: max(0, line - linesBefore),
            column: parts.dropFirst(2).first.flatMap { Int($0) } ?? 0)
    }

    private func spelling(_ value: LuaValue) -> String {
        switch value {
        case .absent: "nil (not recorded)"
        case .symbol(let id): schema.layout.symbols[id]
        case .list(let items): "[" + items.map(spelling).joined(separator: ", ") + "]"
        case .map(let entries):
            "{ " + entries.map { "\($0.key) = \(spelling($0.value))" }.joined(separator: ", ")
                + " }"
        case .function: "a function"
        case .record: "a record; name one of its fields"
        default: value.spelling ?? "nothing"
        }
    }
}
