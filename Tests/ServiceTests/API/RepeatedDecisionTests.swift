import CaseModel
import CaseStore
import GRDB
import HTTPTypes
import Testing

@testable import AccordService

@Suite("A decision that is asked for twice")
struct RepeatedDecisionTests {
    private static let body =
        "{\"case_file\":\(String(decoding: TwoSites.file().canonicalBytes(), as: UTF8.self))}"

    private static func decide(
        _ service: RunningService, _ key: String
    ) async throws -> RunningService.Answer {
        try await service.send(
            .post, "/v1/sites/oh-stark/decisions", text: body, headers: ["Idempotency-Key": key])
    }

    @Test("It is on record once, and answered with the same bytes")
    func onRecordOnce() async throws {
        try await RunningService.serving { service in
            let first = try await Self.decide(service, "k-1")
            let end = try service.core.store.logEnd().seq
            let second = try await Self.decide(service, "k-1")
            #expect(first.status == 200 && second.status == 200 && first.bytes == second.bytes)
            #expect(first.headers["accord-policy-hash"] == second.headers["accord-policy-hash"])
            #expect(first.headers["idempotent-replayed"] == nil)
            #expect(second.headers["idempotent-replayed"] == "true")
            #expect(try service.core.store.logEnd().seq == end)
            // Each key has its own numbers, and without a key nothing is kept.
            let other = try await Self.decide(service, "k-2")
            #expect(other.json.at("records.0") == .integer(end + 1))
        }
    }

    /// Whatever keeps the answer from being kept, such as a crash, keeps the decision off the record as
    /// well: whoever asks again finds both or neither.
    @Test("Record and answer are one transaction")
    func oneTransaction() async throws {
        try await RunningService.serving { service in
            let store = try DatabaseQueue(path: service.core.store.path)
            let before = try service.core.store.logEnd().seq
            try await store.write { db in
                try db.execute(
                    sql: """
                        CREATE TRIGGER no_answers BEFORE UPDATE OF status ON request
                            BEGIN SELECT RAISE(ABORT, 'no'); END
                        """)
            }
            #expect(try await Self.decide(service, "k-1").status == 500)
            #expect(try service.core.store.logEnd().seq == before)
            try await store.write { try $0.execute(sql: "DROP TRIGGER no_answers") }

            let again = try await Self.decide(service, "k-1")
            #expect(again.status == 200 && again.headers["idempotent-replayed"] == nil)
            guard case .list(let records)? = again.json["records"] else {
                Issue.record("no records: \(again.text)")
                return
            }
            #expect(
                try service.core.store.logEnd().seq == before + Int64(records.count)
                    && !records.isEmpty)
            #expect(try service.core.store.verifyLog().isSound)
        }
    }
}
