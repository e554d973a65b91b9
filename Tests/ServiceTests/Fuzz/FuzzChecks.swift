import Foundation
import Testing

/// A sequence of numbers that is the same in every run.
struct FuzzRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// Values that stand for a person's facts; whoever finds one in an answer to an error or in a log line has
/// found a leak.
enum Planted {
    /// Looks like a Social Security number.
    static let number = "987-65-4329"
    /// A name that nobody has.
    static let name = "Quillfeather-Zzyx"
    static let all = [number, name]
}

extension FuzzServer {
    /// Checks what holds of every answer, however broken the request was; `secrets` are what the request held
    /// that no error may say again, beside what is planted, and `name` tells what was sent.
    func check(
        _ answers: [RawAnswer], secrets: [String] = [], _ name: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        for answer in answers {
            let told = "\(name): \(answer.text.prefix(600))"
            #expect(
                answer.status < 500 || answer.status == 503 || answer.status == 504, "\(told)",
                sourceLocation: sourceLocation)
            // A good answer may say what was sent; an error may not.
            for secret in allTokens + (answer.status < 400 ? [] : secrets + Planted.all) {
                #expect(!answer.text.contains(secret), "\(told)", sourceLocation: sourceLocation)
            }
            guard answer.status >= 400,
                !answer.body.isEmpty || answer.header("content-length") == "0"
            else {
                continue
            }
            let problem =
                try? JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any]
            #expect(
                answer.header("content-type") == "application/problem+json", "\(told)",
                sourceLocation: sourceLocation)
            #expect(
                problem?["status"] as? Int == answer.status, "\(told)",
                sourceLocation: sourceLocation)
            #expect(
                (problem?["instance"] as? String).map { $0 == answer.header("x-request-id") }
                    == true,
                "\(told)", sourceLocation: sourceLocation)
        }
    }

    /// Checks that the service answers a normal request: it lives, and nothing is stuck.
    func checkAlive(_ name: String, sourceLocation: SourceLocation = #_sourceLocation) async {
        do {
            let health = try await ask("GET", "/health", role: nil, sourceLocation: sourceLocation)
            #expect(health.status == 200, "after \(name)", sourceLocation: sourceLocation)
        } catch {
            Issue.record(
                "the service is gone after \(name): \(error)", sourceLocation: sourceLocation)
        }
    }

    /// Checks that no line of the log holds what is planted, a token, or other secrets, and that each is JSON.
    func checkLog(_ secrets: [String] = [], sourceLocation: SourceLocation = #_sourceLocation)
        throws
    {
        let log = log()
        for secret in secrets + Planted.all + allTokens {
            let line = log.firstRange(of: secret).map { log[..<$0.upperBound].suffix(400) }
            #expect(line == nil, sourceLocation: sourceLocation)
        }
        // The last line may be half written.
        for line in log.split(separator: "\n").dropLast() {
            let object = try? JSONSerialization.jsonObject(with: Data(line.utf8))
            #expect(object is [String: Any], "\(line)", sourceLocation: sourceLocation)
        }
    }

    /// Sends bytes and checks what holds of every answer.
    @discardableResult
    func attack(
        _ bytes: [UInt8], secrets: [String] = [], isHead: Bool = false, _ name: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> [RawAnswer] {
        let answers = try await RawConnection.exchange(bytes, port: port, isHead: isHead)
        check(answers, secrets: secrets, name, sourceLocation: sourceLocation)
        return answers
    }
}
