import CaseModel
import LuaHost

/// Finds which answers a function can give, from the source of the file it stands in.
///
/// Lets a decision say why an answer was not reached without running rules that did not apply.
struct AnswerFinder {
    private var answersByLine: [Int: [(outcome: Outcome, span: SourceSpan)]] = [:]

    init(chunk: Chunk?) {
        guard let chunk else { return }
        let outcomes = Dictionary(
            uniqueKeysWithValues: Prelude.shapes.map { ($0.name, $0.outcome) })
        var found: [Int: [(outcome: Outcome, span: SourceSpan)]] = [:]
        chunk.walk { node in
            guard case .expression(let expression) = node,
                case .function(let body) = expression.kind
            else { return }
            body.block.walk { inner in
                guard case .expression(let call) = inner,
                    case .call(let function, _) = call.kind,
                    case .name(let name, .global) = function.kind, let outcome = outcomes[name],
                    !found[body.span.line, default: []].contains(where: { $0.outcome == outcome })
                else { return }
                found[body.span.line, default: []].append((outcome, function.span))
            }
        }
        answersByLine = found
    }

    /// The answers of the function defined at a line.
    func outcomes(atLine line: Int) -> [Outcome] { answersByLine[line, default: []].map(\.outcome) }

    /// Where the function defined at a line first gives an answer.
    func place(of outcome: Outcome, atLine line: Int) -> SourceSpan? {
        answersByLine[line]?.first { $0.outcome == outcome }?.span
    }
}
