public import AsyncHTTPClient
import CaseModel
import Foundation
import NIOCore
import NIOHTTP1

/// How the job site is reached.
public struct JobGatewaySettings: Sendable {
    /// Where it is: `https`, or `http` on this machine.
    public var url: String
    /// The agreement between the agencies under which data are exchanged.
    public var agreement: String
    /// What this system is called there.
    public var callingSystem: String
    /// The time for one question with all attempts, milliseconds.
    public var patience: Int64
    /// The most attempts at one question.
    public var mostAttempts: Int
    /// The longest wait before the second attempt, milliseconds; it doubles with each further one.
    public var firstWait: Int64
    /// The largest answer, bytes.
    public var largestAnswer: Int
    /// The failed questions in a row after which the job site is left alone.
    public var failuresToOpen: Int
    /// For how long, seconds.
    public var restSeconds: Int64

    /// Makes settings.
    public init(
        url: String, agreement: String, callingSystem: String = "accord", patience: Int64 = 3000,
        mostAttempts: Int = 3, firstWait: Int64 = 200, largestAnswer: Int = 512 * 1024,
        failuresToOpen: Int = 5, restSeconds: Int64 = 30
    ) {
        self.url = url
        self.agreement = agreement
        self.callingSystem = callingSystem
        self.patience = patience
        self.mostAttempts = max(1, mostAttempts)
        self.firstWait = firstWait
        self.largestAnswer = largestAnswer
        self.failuresToOpen = failuresToOpen
        self.restSeconds = restSeconds
    }

    /// The settings that a client for the job site needs beside certificates: it follows no redirect,
    /// because a question goes to the agreed address only.
    public static var client: HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.decompression = .disabled
        return configuration
    }
}

/// A question that was asked, for the log; it names no person.
public struct JobGatewayRead: Sendable, Equatable {
    /// Names the question on both sides.
    public var correlationID: String
    /// What the answer was for.
    public var purpose: JobGatewayQuestion.Purpose
    /// The role of who looked.
    public var userRole: String
    /// The name of who looked that says nothing outside.
    public var userPseudonym: String
    /// `answered`, `person_unknown`, or the words of the fault.
    public var outcome: String
    /// How often the job site was asked.
    public var attempts: Int
}

/// Asks the job site, patiently and not for long, and remembers its last good answers.
///
/// Attempts that failed for a passing reason are repeated after a wait by chance, within the time for
/// one question. After several failed questions the job site is left alone for a while. The last good
/// answer to a question is kept for a day in memory and given with its age while there is no new one.
public actor JobGatewayLink {
    /// The most answers that are kept.
    public static let mostKept = 1000
    /// Seconds for which an answer is kept.
    public static let keptFor: Int64 = 24 * 3600

    private struct Key: Hashable {
        var person: String
        var purpose: String
    }
    private struct Held {
        var answer: JobGatewayAnswer
        var at: Int64
    }

    private let settings: JobGatewaySettings
    private let client: HTTPClient
    private let now: @Sendable () -> Int64
    private let chance: @Sendable () -> Double
    private let record: @Sendable (JobGatewayRead) async -> Void
    private var breaker: CircuitBreaker
    private var held: [Key: Held] = [:]

    /// Where the circuit breaker stands.
    public var state: CircuitBreaker.State { breaker.state }

    /// Makes a link.
    ///
    /// - Parameters:
    ///   - settings: How the job site is reached.
    ///   - client: The client, best made with ``JobGatewaySettings/client`` and a certificate.
    ///   - now: Seconds since 1970.
    ///   - chance: A number from 0 up to 1, for the length of waits.
    ///   - record: Puts each question on record.
    /// - Throws: ``UnsafeAddress`` for an address that is neither `https` nor on this machine.
    public init(
        _ settings: JobGatewaySettings, client: HTTPClient,
        now: @escaping @Sendable () -> Int64 = TokenVerifier.clock,
        chance: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) },
        record: @escaping @Sendable (JobGatewayRead) async -> Void = { _ in }
    ) throws(UnsafeAddress) {
        try UnsafeAddress.check(settings.url)
        self.settings = settings
        self.client = client
        self.now = now
        self.chance = chance
        self.record = record
        breaker = CircuitBreaker(bound: settings.failuresToOpen, rest: settings.restSeconds)
    }

    /// Asks a question; there is always a reply, good or not.
    public func ask(_ question: JobGatewayQuestion) async -> JobGatewayReply {
        let key = Key(person: question.exchangeKey, purpose: question.purpose.rawValue)
        var reply = JobGatewayReply(outcome: .unavailable(.circuitOpen), kept: nil, attempts: 0)
        if breaker.begin(at: now()) {
            let (outcome, attempts) = await attempts(question)
            reply.outcome = outcome
            reply.attempts = attempts
            settle(outcome, key)
        }
        if case .unavailable = reply.outcome, let last = held[key],
            now() - last.at < Self.keptFor
        {
            reply.kept = JobGatewayReply.Kept(answer: last.answer, age: max(0, now() - last.at))
        }
        await record(
            JobGatewayRead(
                correlationID: question.correlationID, purpose: question.purpose,
                userRole: question.userRole, userPseudonym: question.userPseudonym,
                outcome: Self.word(reply.outcome), attempts: reply.attempts))
        return reply
    }

    private static func word(_ outcome: JobGatewayReply.Outcome) -> String {
        switch outcome {
        case .answered: "answered"
        case .personUnknown: "person_unknown"
        case .unavailable(let fault): fault.description
        }
    }

    /// Tells the breaker what came of a question, and keeps a good answer.
    private func settle(_ outcome: JobGatewayReply.Outcome, _ key: Key) {
        switch outcome {
        case .answered(let answer):
            breaker.succeeded()
            keep(answer, key)
        case .personUnknown:
            // An answer as good as any, after which an older one must not be shown.
            breaker.succeeded()
            held[key] = nil
        case .unavailable where Task.isCancelled:
            breaker.abandoned(at: now())
        case .unavailable:
            breaker.failed(at: now())
        }
    }

    private func keep(_ answer: JobGatewayAnswer, _ key: Key) {
        let time = now()
        if held.count >= Self.mostKept, held[key] == nil {
            held = held.filter { time - $0.value.at < Self.keptFor }
            if held.count >= Self.mostKept,
                let oldest = held.min(by: { $0.value.at < $1.value.at })?.key
            {
                held[oldest] = nil
            }
        }
        held[key] = Held(answer: answer, at: time)
    }

    // MARK: Attempts

    private func attempts(
        _ question: JobGatewayQuestion
    ) async -> (JobGatewayReply.Outcome, Int) {
        let clock = ContinuousClock()
        let end = clock.now + .milliseconds(settings.patience)
        // All attempts carry one id, so that the job site can tell a repetition from a new question.
        guard
            let body = try? JobGatewayMessages.request(
                question, messageID: UUID().uuidString,
                sentAt: Date(timeIntervalSince1970: Double(now())).formatted(.iso8601),
                system: settings.callingSystem,
                agreement: settings.agreement)
        else { return (.unavailable(.malformed("the question")), 0) }
        var count = 0
        while true {
            count += 1
            let fault: JobGatewayFault
            do throws(JobGatewayFault) {
                let answer = try await once(
                    body, question.correlationID, within: clock.now.duration(to: end))
                return (answer.map { .answered($0) } ?? .personUnknown, count)
            } catch {
                fault = error
            }
            let wait = self.wait(before: count + 1, after: fault)
            guard fault.isPassing, count < settings.mostAttempts, clock.now + wait < end,
                (try? await Task.sleep(for: wait)) != nil
            else { return (.unavailable(fault), count) }
        }
    }

    /// How long to wait before an attempt: by chance up to a bound that doubles, so that those who
    /// failed together do not come back together; never shorter than the job site asks for.
    private func wait(before attempt: Int, after fault: JobGatewayFault) -> Duration {
        let bound = Double(settings.firstWait) * Double(1 << min(attempt - 2, 10))
        let wait = Duration.milliseconds(Int64(bound * min(max(chance(), 0), 1)))
        guard case .refused(_, let seconds?) = fault else { return wait }
        return max(wait, .seconds(min(max(seconds, 0), 3600)))
    }

    /// One attempt.
    ///
    /// - Returns: The answer; nil if the job site does not know the person.
    private func once(
        _ body: [UInt8], _ correlationID: String, within patience: Duration
    ) async throws(JobGatewayFault) -> JobGatewayAnswer? {
        let (client, settings) = (client, settings)
        let document: [UInt8]
        do {
            document = try await Patience.of(patience) {
                var request = HTTPClientRequest(url: settings.url)
                request.method = .POST
                request.headers.add(name: "content-type", value: "application/xml; charset=utf-8")
                request.headers.add(name: "accept", value: "application/xml")
                request.body = .bytes(body)
                let response = try await client.execute(request, deadline: .distantFuture)
                guard response.status == .ok else {
                    throw JobGatewayFault.status(Int(response.status.code))
                }
                let bytes = try await response.body.collect(upTo: settings.largestAnswer)
                return Array(bytes.readableBytesView)
            }
        } catch let fault as JobGatewayFault {
            throw fault
        } catch is NIOTooManyBytesError {
            throw .tooLarge(limit: settings.largestAnswer)
        } catch is Patience.OutOfTime {
            throw .timeout
        } catch {
            throw .unreachable
        }
        return try JobGatewayMessages.answer(document, to: correlationID)
    }
}
