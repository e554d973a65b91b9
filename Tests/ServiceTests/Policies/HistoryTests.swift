import CaseModel
import Casework
import Foundation
import HTTPTypes
import Testing

@testable import AccordService

@Suite("The history of loads")
struct HistoryTests {
    private static let file = "state/attempts.ndjson"

    /// A desk over a place with a history of three attempts, one of them refused.
    private func written() async throws -> Desk {
        let desk = try await Desk.started()
        _ = try await desk.save(
            TwoSites.tree(TwoSites.siteLua, "return parent.lost_job(case)", "return false"))
        _ = await desk.desk.rollback(to: "nothing", by: "a director", why: "a test")
        return desk
    }

    @Test("attempts of before a restart are there after it, as they were")
    func restart() async throws {
        let desk = try await written()
        let before = desk.desk.attempts()
        #expect(before.count == 3)
        let again = Desk(desk.place)
        #expect(again.desk.attempts().map(\.json) == before.map(\.json))
        #expect(again.desk.historyFault == nil)
        await again.desk.start()
        #expect(again.desk.attempts().map(\.number) == [4, 3, 2, 1])
    }

    @Test("a last line that broke off is passed over, told, and overwritten")
    func torn() async throws {
        let desk = try await written()
        let whole = try desk.place.bytes(Self.file)
        let line = try #require(whole.split(separator: 10).last)
        let torn = whole + line.prefix(line.count / 2)
        try Data(torn).write(to: desk.place.url.appendingPathComponent(Self.file))
        let again = Desk(desk.place)
        #expect(again.desk.attempts().map(\.number) == [3, 2, 1])
        #expect(again.desk.historyFault?.contains("attempts.ndjson") == true)
        #expect(again.desk.historyFault?.contains("breaks off") == true)
        await again.desk.start()
        #expect(Desk(desk.place).desk.historyFault == nil)
        #expect(Desk(desk.place).desk.attempts().map(\.number) == [4, 3, 2, 1])
    }

    @Test("a line in the middle that is none is passed over and told")
    func spoiled() async throws {
        let desk = try await written()
        var lines = try desk.place.bytes(Self.file).split(separator: 10).map(Array.init)
        lines[1] = Array("nothing".utf8)
        try Data(lines.joined(separator: [10]) + [10]).write(
            to: desk.place.url.appendingPathComponent(Self.file))
        let again = Desk(desk.place)
        #expect(again.desk.attempts().map(\.number) == [3, 1])
        #expect(again.desk.historyFault?.contains("a line can't be read") == true)
    }

    @Test("the last hundred are read, also out of the file that was put aside")
    func bounded() async throws {
        let desk = try await Desk.started()
        var attempt = try #require(desk.desk.attempts().first)
        func lines(_ numbers: ClosedRange<Int>) -> Data {
            Data(
                numbers.flatMap { number in
                    attempt.number = number
                    return attempt.json.canonicalBytes() + [10]
                })
        }
        try lines(1...150).write(
            to: desk.place.url.appendingPathComponent("state/attempts.1.ndjson"))
        try lines(151...160).write(to: desk.place.url.appendingPathComponent(Self.file))
        let again = Desk(desk.place)
        #expect(again.desk.attempts(1_000).map(\.number) == (61...160).reversed())
        #expect(await again.desk.start().number == 161)
    }

    @Test("the API lists them")
    func listed() async throws {
        let desk = try await written()
        let state = desk.place.path("state")
        try await RunningService.serving(change: { $0.state = state }) { service in
            let answer = try await service.send(
                .get, "/v1/policies/attempts?limit=2", as: .operator)
            #expect(answer.json.at("items.0.number") == .integer(4))
            #expect(
                answer.json["items"]?[1]?.canonicalBytes()
                    == desk.desk.attempts()[0].json.canonicalBytes())
        }
    }
}
