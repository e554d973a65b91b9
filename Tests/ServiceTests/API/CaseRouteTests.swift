import CaseModel
import CaseStore
import Casework
import HTTPTypes
import Testing

@testable import AccordService

@Suite("Case files and events over HTTP")
struct CaseRouteTests {
    private static let everything = Clearance.allCases

    @Test("Create, read, replace with the version that was seen, delete")
    func lifeOfAFile() async throws {
        let file = TwoSites.file()
        try await RunningService.serving { service in
            let path = RunningService.path(of: file)
            let made = try await service.send(
                .post, "/v1/sites/oh-stark/case-files", clearances: Self.everything,
                body: file.canonicalBytes())
            #expect(made.status == 201)
            #expect(made.headers["location"] == path)
            let again = try await service.send(
                .post, "/v1/sites/oh-stark/case-files", body: file.canonicalBytes())
            #expect(again.status == 409)

            let read = try await service.send(.get, path, clearances: Self.everything)
            let tag = read.headers["etag"] ?? ""
            #expect(read.json["case_file"]?.canonicalBytes() == file.canonicalBytes())
            #expect(
                try await service.send(
                    .get, path, clearances: Self.everything, headers: ["If-None-Match": tag]
                ).status == 304)

            var changed = file
            changed.observedOn = file.observedOn.adding(days: 1)
            let body = changed.canonicalBytes()
            func put(_ headers: [String: String]) async throws -> RunningService.Answer {
                try await service.send(
                    .put, path, clearances: Self.everything, body: body, headers: headers)
            }
            #expect(try await put([:]).status == 428)
            #expect(try await put(["If-Match": "\"0\""]).status == 412)
            #expect(try await put(["If-Match": "*"]).status == 400)
            let replaced = try await put(["If-Match": tag])
            #expect(replaced.status == 200)
            // The version that was seen first is no longer the present one.
            #expect(try await put(["If-Match": tag]).status == 412)
            let gone = try await service.send(
                .delete, path, headers: ["If-Match": replaced.headers["etag"] ?? ""])
            #expect(gone.status == 204)
            #expect(try await service.send(.get, path).status == 404)
            #expect(try service.core.store.verifyLog().isSound)
        }
    }

    @Test("Who does not see all of a file can't put it back without what is hidden")
    func maskedFileIsNotStored() async throws {
        let file = Sampler.showcase(site: .ohStark, asOf: TwoSites.day)
        try await RunningService.serving(files: [file]) { service in
            let path = RunningService.path(of: file)
            let read = try await service.send(.get, path)
            #expect(read.json["masked"] != .list([]))
            let answer = try await service.send(
                .put, path, body: read.json["case_file"]?.canonicalBytes(),
                headers: ["If-Match": read.headers["etag"] ?? ""])
            #expect(answer.status == 403)
        }
    }

    @Test("A file of another worker is forbidden, one of another site is not there")
    func whoMaySee() async throws {
        let file = TwoSites.file()
        try await RunningService.serving(files: [file]) { service in
            let path = RunningService.path(of: file)
            func read(_ path: String, _ worker: String, _ sites: [String]) async throws
                -> RunningService.Answer
            {
                try await service.send(.get, path, as: .pjacWorker, subject: worker, sites: sites)
            }
            #expect(try await read(path, "worker-1", [TwoSites.stark]).status == 200)
            #expect(try await read(path, "worker-2", [TwoSites.stark]).status == 403)
            let elsewhere = try await read(path, "worker-1", [TwoSites.franklin])
            let missing = try await read(
                "/v1/sites/no-such-site/case-files/\(file.fileID)", "worker-1", [TwoSites.franklin])
            #expect(elsewhere.status == 404)
            var first = elsewhere.json
            var second = missing.json
            first["instance"] = nil
            second["instance"] = nil
            #expect(first == second)
            // Missing and existing files of a site that is not the caller's differ in nothing either.
            let other = try await read(
                "/v1/sites/oh-stark/case-files/no-such-file", "worker-1", [TwoSites.franklin])
            var third = other.json
            third["instance"] = nil
            #expect(first == third)
        }
    }

    @Test("Access with a reason opens a case for a while, on record")
    func breakGlass() async throws {
        let file = TwoSites.file()
        try await RunningService.serving(files: [file]) { service in
            let path = RunningService.path(of: file)
            let short = try await service.send(
                .post, path + "/access", as: .pjacWorker, subject: "worker-2",
                text: #"{"reason":"please"}"#)
            #expect(short.status == 422)
            let given = try await service.send(
                .post, path + "/access", as: .pjacWorker, subject: "worker-2",
                text: #"{"reason":"The parent is at the counter and the worker is away."}"#)
            #expect(given.status == 201)
            #expect(
                try await service.send(.get, path, as: .pjacWorker, subject: "worker-2").status
                    == 200)
            var filter = LogFilter()
            filter.actor = "worker-2"
            let kinds = try service.core.store.logPage(filter, limit: 10).records
                .compactMap { $0.statementJSON["kind"] }
            // Reading a case that is somebody else's is on record beside the use of the grant.
            #expect(kinds == [.text("read"), .text("access_used"), .text("access_granted")])
        }
    }

    @Test("An event is recorded once, however often it is sent with the same key")
    func idempotent() async throws {
        let file = TwoSites.file()
        let contact =
            #"{"contact_id":"C-1","on":"2019-02-28","with":"ncp","channel":"phone_call","direction":"outgoing","purpose":"check_in","outcome":"spoke","language":"en","automated":false}"#
        try await RunningService.serving(files: [file]) { service in
            let path = RunningService.path(of: file) + "/contacts"
            let before = try service.core.store.logEnd().seq
            func post(_ text: String, _ key: String) async throws -> RunningService.Answer {
                try await service.send(
                    .post, path, as: .pjacWorker, subject: "worker-1", text: text,
                    headers: ["Idempotency-Key": key])
            }
            let first = try await post(contact, "k-1")
            let second = try await post(contact, "k-1")
            #expect(first.status == 201 && second.status == 201)
            #expect(first.bytes == second.bytes)
            #expect(first.headers["etag"] == second.headers["etag"])
            #expect(second.headers["idempotent-replayed"] == "true")
            #expect(try service.core.store.logEnd().seq == before + 1)
            let other = try await post(contact.replacing("C-1", with: "C-2"), "k-1")
            #expect(other.status == 422)
            // What failed is not kept: the same key may try again.
            let wrong = contact.replacing("2019-02-28", with: "2019-02-30")
            #expect(try await post(wrong, "k-2").status == 422)
            #expect(try await post(contact.replacing("C-1", with: "C-3"), "k-2").status == 201)
            let events = try await service.send(
                .get, RunningService.path(of: file) + "/events?limit=1", as: .pjacWorker,
                subject: "worker-1")
            #expect(events.json.at("items.0.content.contact_id") == .text("C-3"))
            let cursor = events.json["next"]?.text ?? ""
            let next = try await service.send(
                .get, RunningService.path(of: file) + "/events?limit=5&cursor=\(cursor)",
                as: .pjacWorker,
                subject: "worker-1")
            #expect(next.json.at("items.0.content.contact_id") == .text("C-1"))
        }
    }

    @Test("A list goes page by page over every file once")
    func pages() async throws {
        let files = (0..<7).map { TwoSites.file($0) }
        try await RunningService.serving(files: files) { service in
            var seen: [String] = []
            var cursor: String?
            repeat {
                let answer = try await service.send(
                    .get,
                    "/v1/sites/oh-stark/case-files?limit=3" + (cursor.map { "&cursor=\($0)" } ?? "")
                )
                guard case .list(let rows)? = answer.json["items"] else { break }
                seen += rows.compactMap { $0["file_id"]?.text }
                cursor = answer.json["next"]?.text
            } while cursor != nil
            #expect(seen == files.map(\.fileID).sorted())
        }
    }

    @Test(
        "The address of the next page stands in `Link`, with all that was asked",
        arguments: ["case-files?limit=3&arm=pjac", "log?limit=3&since=2019-01-01"])
    func links(path: String) async throws {
        let files = (0..<12).map { TwoSites.file($0) }
        try await RunningService.serving(files: files) { service in
            var rows = 0
            var next: String? = "/v1/sites/oh-stark/\(path)"
            var pages: [String] = []
            while let address = next {
                pages.append(address)
                let answer = try await service.send(.get, address, as: .supervisor)
                if case .list(let items)? = answer.json["items"] { rows += items.count }
                let link = answer.headers["link"]
                #expect((link == nil) == (answer.json["next"] == nil))
                next = link?.firstMatch(of: /^<([^>]+)>; rel="next"$/).map { String($0.1) }
                #expect((link == nil) == (next == nil))
                guard pages.count < 20 else { break }
            }
            #expect(pages.count > 2)
            #expect(Set(pages).count == pages.count)
            for page in pages.dropFirst() {
                #expect(page.hasPrefix("/v1/sites/oh-stark/"))
                for part in path.split(separator: "?")[1].split(separator: "&") {
                    #expect(page.contains(part))
                }
            }
            let one = try await service.send(
                .get, "/v1/sites/oh-stark/\(path.replacing("3", with: "500"))")
            guard case .list(let all)? = one.json["items"] else { return }
            #expect(all.count == rows)
            #expect(one.headers["link"] == nil)
        }
    }

    @Test("A file of another site than the path's is refused with all else that is wrong with it")
    func otherSite() async throws {
        let file = TwoSites.file(site: .ohFranklin)
        let good = String(decoding: file.canonicalBytes(), as: UTF8.self)
        let wrong = #"{"unknown":1,"# + good.dropFirst()
        try await RunningService.serving { service in
            for (body, count) in [(good, 1), (wrong, 2)] {
                let answer = try await service.send(
                    .post, "/v1/sites/oh-stark/case-files", text: body)
                #expect(answer.status == 422)
                guard case .list(let errors)? = answer.json["errors"] else { return }
                #expect(errors.count == count)
                let site = errors.first { $0["pointer"] == .text("/site") }
                #expect(site?["rule"] == .text("other-site"))
                #expect(site?["message"] == .text("expected oh-stark"))
            }
            #expect(try service.core.store.count(site: .ohFranklin) == 0)
        }
    }

    @Test("A sweep fills the worklist, whose counts are those of its rows")
    func worklist() async throws {
        let files = (0..<6).map { TwoSites.file($0) }
        try await RunningService.serving(files: files) { service in
            let begun = try await service.send(
                .post, "/v1/sites/oh-stark/sweep", text: #"{"as_of":"2019-03-01"}"#)
            #expect(begun.status == 202)
            var state: JSONValue?
            // The sweep runs on a thread of its own; whoever watches asks again.
            for _ in 0..<1_000 where state == nil {
                try await Task.sleep(for: .milliseconds(20))
                state = try await service.send(.get, "/v1/sites/oh-stark/sweep").json.at(
                    "active.state")
            }
            #expect(state == .text("active"))
            let list = try await service.send(
                .get, "/v1/sites/oh-stark/worklist?as_of=2019-03-01&limit=500", as: .pjacWorker,
                subject: "worker-1")
            guard case .list(let items)? = list.json["items"],
                case .list(let groups)? = list.json["groups"]
            else {
                Issue.record("no list: \(list.text)")
                return
            }
            for group in groups {
                let count = items.count { $0["urgency"] == group["name"] }
                #expect(group["count"] == .integer(Int64(count)))
            }
            for item in items {
                guard case .list(let reasons)? = item["reasons"] else { continue }
                #expect(!reasons.isEmpty)
            }
        }
    }
}

extension JSONValue {
    /// The text, if it is one.
    fileprivate var text: String? {
        if case .text(let text) = self { text } else { nil }
    }
}
