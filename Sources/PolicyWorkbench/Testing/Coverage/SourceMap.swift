import CaseModel
import LuaHost
import PolicyHost

/// Where the rules of a policy file stand, and which places are marked as unreachable.
struct SourceMap {
    /// The declarations of rules, by their first line.
    private(set) var rules: [ClosedRange<Int>] = []
    /// Functions of the file that its own statements call while it loads.
    private(set) var calledAtLoad: Set<String> = []
    /// Reasons on single lines.
    private var onLine: [Int: String] = [:]
    /// Reasons above a declaration, by its first line.
    private var aboveRule: [Int: String] = [:]

    private static let mark = "unreachable:"

    init(_ text: String, file: String) {
        guard let chunk = try? LuaSyntax.parse(source: text, name: file) else { return }
        for statement in chunk.block.statements {
            guard case .call(let call) = statement.kind else { continue }
            switch call.kind {
            case .call(let function, _):
                // Such as `forbid_at(points, { … })`, which makes a rule for each point.
                if case .name(let name, _) = function.kind { calledAtLoad.insert(name) }
            case .method: break
            default: continue
            }
            rules.append(statement.span.line...statement.span.endLine)
        }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        func isComment(_ number: Int) -> Bool {
            lines.indices.contains(number - 1)
                && lines[number - 1].drop(while: { $0 == " " }).hasPrefix("--")
        }
        for comment in chunk.comments {
            let words = comment.text.drop(while: { $0 == "-" || $0 == " " })
            guard words.hasPrefix(Self.mark) else { continue }
            let reason = String(words.dropFirst(Self.mark.count)).trimmed
            let line = comment.span.line
            guard isComment(line) else {
                onLine[line] = reason
                continue
            }
            // A comment of its own speaks for what stands below it.
            var below = line + 1
            var parts = [reason]
            while isComment(below) {
                parts.append(
                    String(lines[below - 1].drop(while: { $0 == " " || $0 == "-" })).trimmed)
                below += 1
            }
            let whole = parts.joined(separator: " ")
            if rules.contains(where: { $0.lowerBound == below }) {
                aboveRule[below] = whole
            } else {
                onLine[below] = whole
            }
        }
    }

    /// The declaration that holds a line.
    func rule(at line: Int) -> ClosedRange<Int>? {
        rules.last { $0.contains(line) }
    }

    /// Why what stands on a line can't be reached; nil if nothing says so.
    func unreachable(at line: Int) -> String? {
        onLine[line] ?? rule(at: line).flatMap { aboveRule[$0.lowerBound] }
    }
}
