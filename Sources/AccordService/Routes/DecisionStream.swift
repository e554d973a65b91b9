import CaseModel
import CaseStore
import Casework
import Hummingbird
import NIOCore

/// Answers case files line by line while they come.
struct DecisionStream: Sendable {
    let exchange: Exchange
    let live: LivePolicy

    /// Reads lines, decides them and writes a line for each, in order.
    func run(_ writer: inout any ResponseBodyWriter) async throws {
        var lines = EvalLines(longest: exchange.core.limits.line)
        for try await buffer in exchange.request.body {
            let piece = buffer.readableBytesView
            let complete = piece.withUnsafeBytes { lines.feed($0) }
            try await answer(complete, &writer)
        }
        if let last = lines.finish() { try await answer([last], &writer) }
        try await writer.finish(nil)
    }

    private func answer(_ lines: [EvalLine], _ writer: inout any ResponseBodyWriter) async throws {
        guard !lines.isEmpty else { return }
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
        try await writer.write(buffer)
    }

    private func decide(_ line: EvalLine) async throws -> (Deciding.Decided, DecisionMask) {
        guard case .text(let bytes) = line.content else {
            throw Problem(.unprocessable, "The line is too long or blank.")
        }
        let file: CaseFile
        do throws(CaseFileError) {
            file = try CaseFileReader().read(bytes)
        } catch {
            throw Problem(error)
        }
        let permit = try await exchange.check(file)
        let day = exchange.day("as_of")
        let decided = try Deciding(core: exchange.core, live: live)
            .decide(file, Deciding.Part(asOf: day), by: exchange.stamp(on: day ?? file.observedOn))
        return (decided, DecisionMask(permit.viewer))
    }
}
