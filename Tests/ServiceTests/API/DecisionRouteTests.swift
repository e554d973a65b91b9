import CaseModel
import CaseStore
import Casework
import Foundation
import HTTPTypes
import PolicyHost
import Testing

@testable import AccordService

@Suite("Decisions over HTTP")
struct DecisionRouteTests {
    private static let file = TwoSites.file()

    private static func body(_ file: CaseFile, _ more: String = "") -> String {
        "{\"case_file\":\(String(decoding: file.canonicalBytes(), as: UTF8.self))\(more)}"
    }

    @Test("A decision is what the policy says, and is in the log before it is answered")
    func decides() async throws {
        try await RunningService.serving { service in
            let answer = try await service.send(
                .post, "/v1/sites/oh-stark/decisions",
                text: Self.body(Self.file, ",\"as_of\":\"2019-03-01\""))
            #expect(answer.status == 200)
            let live = try service.core.desk.live(TwoSites.stark)
            #expect(answer.headers["accord-policy-hash"] == live.hash)
            let expected = live.policy.decide(Self.file, asOf: TwoSites.day)
            guard case .list(let decisions)? = answer.json["decisions"],
                case .list(let records)? = answer.json["records"]
            else {
                Issue.record("no decisions: \(answer.text)")
                return
            }
            #expect(decisions.count == expected.count)
            for (told, due) in zip(decisions, expected) {
                // The record carries the hash of the case file; a plain dry run does not.
                var due = due
                due.factsHash = Digest.sha256(Self.file.canonicalBytes())
                #expect(told == due.json)
            }
            #expect(records.count == expected.count)
            let replay = Replay(store: service.core.store)
            for case .integer(let seq) in records {
                let record = try service.core.store.logRecord(seq)
                #expect(record.actor == "demo-service")
                #expect(record.metaJSON["call"] == .text(answer.headers["x-request-id"] ?? ""))
                #expect(try replay.record(seq).finding == .same)
            }
            #expect(try service.core.store.verifyLog().isSound)
        }
    }

    @Test("A stream answers each line in order; a bad line fails alone")
    func streams() async throws {
        try await RunningService.serving { service in
            let good = String(decoding: Self.file.canonicalBytes(), as: UTF8.self)
            let other = String(
                decoding: TwoSites.file(site: .ohFranklin).canonicalBytes(), as: UTF8.self)
            let answer = try await service.send(
                .post, "/v1/sites/oh-stark/decisions/stream",
                text: "\(good)\n{\"x\":1}\n\n\(other)\n\(good)",
                type: "application/x-ndjson")
            let lines = answer.text.split(separator: "\n").compactMap {
                try? JSONValue(parsing: String($0))
            }
            #expect(lines.map { $0["line"] } == (1...5).map { .integer($0) })
            #expect(lines.map { $0["decisions"] != nil } == [true, false, false, false, true])
            #expect(lines[1].at("error.errors.0.pointer") == .text("/x"))
            #expect(lines[3].at("error.errors.0.rule") == .text("other-site"))
            #expect(lines[0]["records"] != lines[4]["records"])
            #expect(
                try service.core.store.logEnd().seq == 2
                    * Int64(
                        lines[0]["records"].map { value in
                            if case .list(let all) = value { all.count } else { 0 }
                        } ?? 0))
        }
    }

    @Test("Everything that is wrong with a body is told at once, with pointers and suggestions")
    func problems() async throws {
        try await RunningService.serving { service in
            let answer = try await service.send(
                .post, "/v1/sites/oh-stark/decisions",
                text: #"{"case_fil":{},"area":"enforcment","as_of":"2019-02-30"}"#)
            #expect(answer.status == 422)
            #expect(answer.headers["content-type"] == "application/problem+json")
            #expect(answer.json["instance"] == .text(answer.headers["x-request-id"] ?? ""))
            guard case .list(let errors)? = answer.json["errors"] else { return }
            let pointers = errors.compactMap { $0["pointer"] }
            #expect(
                pointers == [
                    .text("/case_fil"), .text("/area"), .text("/as_of"), .text("/case_file"),
                ])
            #expect(errors[0]["suggestion"] == .text("case_file"))
            #expect(errors[1]["suggestion"] == .text("enforcement"))
            #expect(try service.core.store.logEnd().seq == 0)
        }
    }

    @Test("A dry run and an explanation write nothing")
    func writesNothing() async throws {
        try await RunningService.serving { service in
            let dry = try await service.send(
                .post, "/v1/sites/oh-stark/dry-runs", text: Self.body(Self.file))
            #expect(dry.status == 200)
            #expect(dry.json["records"] == .list([]))
            let explained = try await service.send(
                .post, "/v1/sites/oh-stark/explanations",
                text: Self.body(Self.file, ",\"remedy\":\"driver_license_suspension\""))
            #expect(explained.status == 200)
            #expect(explained.json.at("items.0.trace") != nil)
            #expect(try service.core.store.logEnd().seq == 0)
        }
    }

    @Test("A site that can't decide answers 503 with every finding; the other one decides")
    func unavailable() async throws {
        let tree = TwoSites.tree(TwoSites.siteLua, "case.arrears", "case.arears")
        try await RunningService.serving(tree) { service in
            let broken = try await service.send(
                .post, "/v1/sites/oh-stark/decisions", text: Self.body(Self.file))
            #expect(broken.status == 503)
            #expect(broken.headers["retry-after"] == "30")
            #expect(broken.text.contains("arears"))
            let sound = try await service.send(
                .post, "/v1/sites/oh-franklin/decisions",
                text: Self.body(TwoSites.file(site: .ohFranklin)))
            #expect(sound.status == 200)
            #expect(try await service.send(.get, "/ready", as: nil).status == 503)
        }
    }

    @Test(
        "A file that is changed on disk decides from then on; a broken one changes nothing but the status"
    )
    func reloads() async throws {
        let file = TwoSites.file()
        try await RunningService.serving(files: [file]) { service in
            func hash() async throws -> String? {
                try await service.send(
                    .post, RunningService.path(of: file) + "/decisions", text: "{}"
                ).headers["accord-policy-hash"]
            }
            let first = try await hash()
            let changed = TwoSites.tree(days: 30)
            try service.place.write(changed)
            let reload = try await service.send(
                .post, "/v1/policies/reload", as: .siteAdministrator, text: #"{"why":"shorter"}"#)
            #expect(reload.json["success"] == .bool(true))
            let second = try await hash()
            #expect(second == TwoSites.hash(changed) && second != first)

            try service.place.write(TwoSites.tree(TwoSites.siteLua, "case.arrears", "case.arears"))
            let refused = try await service.send(
                .post, "/v1/policies/reload", as: .siteAdministrator, text: #"{"why":"a slip"}"#)
            #expect(refused.json["success"] == .bool(false))
            #expect(try await hash() == second)
            let status = try await service.send(.get, "/v1/status", as: .siteAdministrator)
            #expect(status.text.contains("arears"))

            let back = try await service.send(
                .post, "/v1/sites/oh-stark/rollback", as: .siteAdministrator,
                text: "{\"to\":\"\(first ?? "")\",\"why\":\"as before\"}")
            #expect(back.status == 200)
            #expect(try await hash() == first)
        }
    }

    @Test(
        "The decision of the API has the members that its document describes",
        arguments: [0, 1, 2, 3, 4, 5, 6, 7])
    func described(index: Int) throws {
        let host = PolicyHost(tree: TwoSites.tree())
        let known = Set(Shape<Decision>.decision.members.map(\.name))
        let answers = Set(Shape<DecisionAnswer>.answer.members.map(\.name))
        for decision in host.decide(TwoSites.file(index), asOf: TwoSites.day, detail: .full) {
            guard case .object(let members) = decision.json else { continue }
            #expect(Set(members.keys).isSubset(of: known))
            for member in Shape<Decision>.decision.members
            where !member.isOptional && member.name != "facts_hash" {
                #expect(members[member.name] != nil, "\(member.name)")
            }
            for answer in decision.answers {
                guard case .object(let members) = answer.json else { continue }
                #expect(Set(members.keys).isSubset(of: answers))
            }
        }
    }
}
