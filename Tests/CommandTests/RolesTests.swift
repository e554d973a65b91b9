import Foundation
import Testing

/// What `accord roles` prints, as it was read and found right.
@Suite("accord roles")
struct RolesTests {
    @Test(arguments: [
        ("roles", "roles.txt"), ("roles show partner", "roles-partner.txt"),
        ("roles can pjac_worker read payment_source", "roles-can.txt"),
    ])
    func theTextIsTheOneOnRecord(_ line: String, _ golden: String) async throws {
        let run = try await Tool.run(line)
        #expect(run.status == 0, "\(run.err)")
        #expect(try Golden.difference(run.out, golden) == nil)
    }

    @Test func theJSONHoldsEachGrantOnce() async throws {
        let all = try object(try await Tool.run("roles --format json").out)
        let grants = try #require(all["grants"] as? [[String: Any]])
        let cells = grants.map { grant in
            ["role", "action", "object"].map { grant[$0] as? String ?? "" }.joined(separator: " ")
        }
        #expect(Set(cells).count == cells.count && cells.count > 200)
        #expect(grants.allSatisfy { $0["allowed"] as? Bool == true })
        #expect(grants.allSatisfy { ($0["source"] as? String)?.isEmpty == false })
        let one = try object(try await Tool.run("roles show parent --format json").out)
        let own = try #require(one["grants"] as? [[String: Any]])
        #expect(!own.isEmpty && own.allSatisfy { $0["role"] as? String == "parent" })
    }

    @Test(arguments: [
        ("pjac_worker create hold", 0, "yes\n"), ("PJAC-Worker create hold", 0, "yes\n"),
        ("parent read safety_record", 1, "no\n"), ("operator read case_file", 1, "no\n"),
    ])
    func theExitCodeIsTheAnswer(_ question: String, _ status: Int32, _ first: String) async throws {
        let run = try await Tool.run("roles can \(question)")
        #expect(run.status == status)
        #expect(run.out.hasPrefix(first) && run.err.isEmpty)
        let json = try object(try await Tool.run("roles can \(question) --format json").out)
        #expect(json["allowed"] as? Bool == (status == 0))
        #expect(json["reason"] as? String != nil && json["may"] as? [String] != nil)
    }

    @Test func aRefusalNamesWhoMay() async throws {
        let run = try await Tool.run("roles can partner read payment_source")
        #expect(run.status == 1)
        #expect(run.out.contains("These roles may: pjac_worker"))
    }

    @Test(arguments: [
        ("roles can partnr read case_file", "no role is called `partnr`; did you mean `partner`?"),
        ("roles can partner raed case_file", "did you mean `read`?"),
        ("roles can partner read payment_sorce", "did you mean `payment_source`?"),
        ("roles show supervizor", "did you mean `supervisor`?"),
        ("roles show qqqqqqq", "known are: pjac_worker"),
    ])
    func aMisspeltNameGetsTheNearest(_ line: String, _ words: String) async throws {
        let run = try await Tool.run(line)
        #expect(run.status == 64)
        #expect(run.out.isEmpty && run.err.contains(words), "\(run.err)")
    }

    @Test func helpSaysHowToAsk() async throws {
        let run = try await Tool.run("roles --help")
        #expect(run.status == 0 && run.out.contains("accord roles can parent read case_file"))
        #expect(run.out.contains("EXIT CODES of `can`"))
    }
}
