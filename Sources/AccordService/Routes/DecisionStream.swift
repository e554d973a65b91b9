import CaseModel
import CaseStore
import Casework
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore

/// Answers case files line by line while they come.
struct DecisionStream: AsyncSequence, Sendable {
    typealias Element = ByteBuffer

    let exchange: Exchange
    let live: LivePolicy

    /// Goes along the body and answers the lines of each piece together.
    struct Iterator: AsyncIteratorProtocol {
        let stream: DecisionStream
        var body: RequestBody.AsyncIterator
        var lines: EvalLines
        /// How many lines were answered.
        var answered = 0
        var isOver = false

        @concurrent
        mutating func next() async throws -> ByteBuffer? {
            while !isOver {
                let piece: ByteBuffer?
                do {
                    piece = try await body.next()
                } catch {
                    isOver = true
                    // A body that can't be read to its end must not look as if it had ended.
                    guard let problem = stream.exchange.core.limits.problem(of: error) else {
                        throw error
                    }
                    return stream.end(problem, line: answered + 1)
                }
                guard let piece else {
                    isOver = true
                    guard let last = lines.finish() else { return nil }
                    return try await stream.answer([last])
                }
                let complete = piece.readableBytesView.withUnsafeBytes { lines.feed($0) }
                answered += complete.count
                if !complete.isEmpty { return try await stream.answer(complete) }
            }
            return nil
        }
    }

    func makeAsyncIterator() -> Iterator {
        Iterator(
            stream: self, body: exchange.request.body.makeAsyncIterator(),
            lines: EvalLines(longest: exchange.core.limits.line))
    }

    private func answer(_ lines: [EvalLine]) async throws -> ByteBuffer {
        var objects: [[String: JSONValue]] = []
        var records: [PreparedRecord] = []
        for line in lines {
            var object: [String: JSONValue] = ["line": .integer(Int64(line.number))]
            do {
                let (decided, mask) = try await decide(line)
                records += decided.records
                object["policy_hash"] = .text(live.hash)
                object["decisions"] = .list(decided.decisions.map(mask.view))
                object["records"] = .integer(Int64(decided.records.count))
            } catch let problem as Problem {
                object["error"] = problem.json(instance: exchange.id)
            }
            objects.append(object)
        }
        // A line is answered with its records' numbers, so it waits until they are on disk.
        var numbers = try await exchange.core.recorder.append(records, by: live)[...]
        var buffer = ByteBuffer()
        for var object in objects {
            if case .integer(let count)? = object["records"] {
                object["records"] = .list(numbers.prefix(Int(count)).map { .integer($0) })
                numbers = numbers.dropFirst(Int(count))
            }
            buffer.writeBytes(JSONValue.object(object).canonicalBytes())
            buffer.writeInteger(UInt8(ascii: "\n"))
        }
        return buffer
    }

    /// The last line of a stream that could not be read to its end.
    private func end(_ problem: Problem, line: Int) -> ByteBuffer {
        exchange.logger.warning(
            "a stream broke off",
            metadata: ["event": "stream_end", "problem": "\(problem.kind.rawValue)"])
        let object: JSONValue = .object([
            "line": .integer(Int64(line)), "error": problem.json(instance: exchange.id),
        ])
        return ByteBuffer(bytes: object.canonicalBytes() + [UInt8(ascii: "\n")])
    }

    private func decide(_ line: EvalLine) async throws -> (Deciding.Decided, DecisionMask) {
        let bytes: [UInt8]
        switch line.content {
        case .text(let text): bytes = text
        case .tooLong: throw exchange.core.limits.lineProblem
        case .blank: throw Problem(.unprocessable, "The line is blank.")
        }
        let file: CaseFile
        do throws(CaseFileError) {
            file = try CaseFileReader().read(bytes)
        } catch {
            throw Problem(error)
        }
        let permit = try await exchange.check(file)
        var part = StoredDecisionRequest()
        part.asOf = exchange.day("as_of")
        let decided = try Deciding(core: exchange.core, live: live)
            .decide(file, part, by: exchange.stamp(on: part.asOf ?? file.observedOn))
        return (decided, DecisionMask(permit.viewer))
    }
}
