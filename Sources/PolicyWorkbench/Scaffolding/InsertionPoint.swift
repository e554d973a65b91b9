import CaseModel
import LuaHost
import PolicyHost

/// Where in a policy file a new rule belongs.
struct InsertionPoint {
    /// The offset of the byte before which it goes; a line begins there.
    private var offset: Int

    /// The places for a rule, the best first.
    ///
    /// Answers stand before the default of their question, or else, where earlier rules leave nothing
    /// to it, before those; everything else behind the last of its kind, and all before
    /// `return policy`.
    static func places(for request: RuleRequest, in source: String, file: String)
        throws(ScaffoldProblem) -> [InsertionPoint]
    {
        let chunk: Chunk
        do {
            chunk = try LuaSyntax.parse(source: source, name: file)
        } catch {
            throw ScaffoldProblem(.unsound, "\(file) can't be read: \(error.message)")
        }
        let rules = RuleSpan.rules(in: chunk).filter { $0.point == request.point.rawValue }
        let text = Array(source.utf8)
        if request.kind == .fallback, request.remedy == nil,
            let other = rules.first(where: { $0.kind == "default" && $0.remedies.isEmpty })
        {
            throw ScaffoldProblem(
                .exists,
                "\(request.point.rawValue) has a default already, `\(other.id)` in "
                    + "\(file):\(other.span.line)")
        }
        if request.kind == .rule || request.kind == .fallback,
            let first = rules.first(where: { $0.kind == "default" })
        {
            let earlier = request.kind == .rule ? rules.first { $0.kind == "rule" } : nil
            return [first, earlier].compactMap(\.self).map {
                let start = firstComment(before: $0.span, in: chunk, text)
                return InsertionPoint(offset: lineStart(start, text))
            }
        }
        if let last = rules.last(where: { $0.kind == request.kind.rawValue }) ?? rules.last {
            return [InsertionPoint(offset: nextLine(last.span.end, text))]
        }
        guard let end = chunk.block.statements.last, case .result = end.kind else {
            throw ScaffoldProblem(.unsound, "\(file) does not end with `return policy`")
        }
        return [InsertionPoint(offset: lineStart(end.span.start, text))]
    }

    /// The source with a rule at this place, one empty line on each side.
    func inserting(_ rule: String, into source: String) -> String {
        let bytes = Array(source.utf8)
        var before = String(decoding: bytes[..<offset], as: UTF8.self)
        var after = String(decoding: bytes[offset...], as: UTF8.self)
        while before.hasSuffix("\n\n") { before.removeLast() }
        while after.hasPrefix("\n") { after.removeFirst() }
        return before + "\n" + rule + "\n" + after
    }

    /// The start of the comments that stand directly above a rule, or of the rule itself.
    private static func firstComment(before span: SourceSpan, in chunk: Chunk, _ text: [UInt8])
        -> Int
    {
        var start = span.start
        var line = span.line
        for comment in chunk.comments.reversed() where comment.span.endLine == line - 1 {
            start = comment.span.start
            line = comment.span.line
        }
        return start
    }

    private static func lineStart(_ offset: Int, _ text: [UInt8]) -> Int {
        (text[..<offset].lastIndex(of: 10) ?? -1) + 1
    }

    private static func nextLine(_ offset: Int, _ text: [UInt8]) -> Int {
        (text[offset...].firstIndex(of: 10) ?? text.count - 1) + 1
    }
}

/// A rule as it stands in a parsed policy file.
struct RuleSpan {
    var kind: String
    var id: String
    var point: String
    var remedies: [String]
    /// From `policy` to the closing brace.
    var span: SourceSpan
    /// The text of the id, with its quotes.
    var idSpan: SourceSpan

    /// The rules of a file in source order.
    static func rules(in chunk: Chunk) -> [RuleSpan] {
        chunk.block.statements.compactMap { statement in
            guard case .call(let call) = statement.kind,
                case .method(let object, let kind, let arguments) = call.kind,
                case .name("policy", _) = object.kind,
                case .table(let entries)? = arguments.first?.kind
            else { return nil }
            var rule = RuleSpan(
                kind: kind, id: "", point: "", remedies: [], span: statement.span,
                idSpan: call.span)
            for entry in entries {
                guard case .string(let key)? = entry.key?.kind else { continue }
                switch (key, entry.value.kind) {
                case ("id", .string(let id)):
                    rule.id = id
                    rule.idSpan = entry.value.span
                case ("point", .string(let point)): rule.point = point
                case ("remedy", .string(let remedy)): rule.remedies.append(remedy)
                // A list by name is a list of some remedies.
                case ("remedies", .name(let name, _)): rule.remedies.append(name)
                case ("remedies", .table(let list)):
                    for item in list {
                        if case .string(let remedy) = item.value.kind {
                            rule.remedies.append(remedy)
                        }
                    }
                default: break
                }
            }
            return rule
        }
    }
}
