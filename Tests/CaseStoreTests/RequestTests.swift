import CaseModel
import Testing

@testable import CaseStore

@Suite("Calls that may be made twice")
struct RequestTests {
    let scratch: Scratch
    let store: CaseStore
    static let now: Int64 = 1_700_000_000
    static let answer = CallAnswer(
        status: 201,
        headers: [
            CallAnswer.Header(name: "ETag", value: "\"17\""),
            CallAnswer.Header(name: "Link", value: "<a>"),
            CallAnswer.Header(name: "Link", value: "<b>"),
        ], body: Array(#"{"seq":4}"#.utf8))

    init() throws {
        scratch = try Scratch()
        store = try scratch.store()
    }

    private static func call(
        _ key: String = "k1", caller: String = "m.rivera", method: String = "POST",
        path: String = "/events", body: String = "{}"
    ) -> CallRequest {
        CallRequest(caller: caller, key: key, method: method, path: path, body: Array(body.utf8))
    }

    private func begin(
        _ call: CallRequest = call(), owner: String = "one", at time: Int64 = now
    ) throws -> CallStart {
        try store.beginRequest(call, owner: owner, at: time)
    }

    @Test func theSameCallGetsTheFirstAnswer() throws {
        #expect(try begin() == .new)
        #expect(try begin() == .inProgress)
        try store.finishRequest(Self.call(), owner: "one", with: Self.answer)
        #expect(try begin() == .same(Self.answer))
        #expect(try begin(owner: "two") == .same(Self.answer))
    }

    @Test(arguments: [
        call(body: "{ }"), call(path: "/events?x"), call(method: "PUT"),
    ])
    func anotherCallWithTheKeyIsRefused(_ other: CallRequest) throws {
        #expect(try begin() == .new)
        #expect(try begin(other) == .otherBody)
        try store.finishRequest(Self.call(), owner: "one", with: Self.answer)
        #expect(try begin(other) == .otherBody)
    }

    @Test(arguments: [call("k2"), call(caller: "j.doe")])
    func keysOfOthersHaveNothingToDoWithIt(_ other: CallRequest) throws {
        #expect(try begin() == .new)
        #expect(try begin(other) == .new)
    }

    @Test func anAbandonedCallMayBeMadeAgain() throws {
        #expect(try begin() == .new)
        try store.abandonRequest(Self.call(), owner: "two")
        #expect(try begin() == .inProgress)
        try store.abandonRequest(Self.call(), owner: "one")
        #expect(try begin() == .new)
        try store.finishRequest(Self.call(), owner: "one", with: Self.answer)
        // What is answered stays answered.
        try store.abandonRequest(Self.call(), owner: "one")
        #expect(try begin() == .same(Self.answer))
    }

    @Test func whatACrashLeftIsGivenUpAtTheNextStart() throws {
        #expect(try begin() == .new)
        #expect(try begin(Self.call("k2")) == .new)
        try store.finishRequest(Self.call("k2"), owner: "one", with: Self.answer)
        #expect(try begin(Self.call("k3"), owner: "two") == .new)
        #expect(try store.abandonRequests(exceptOf: "two") == 1)
        #expect(try begin(owner: "two") == .new)
        #expect(try begin(Self.call("k2")) == .same(Self.answer))
        #expect(try begin(Self.call("k3")) == .inProgress)
        // The one that crashed is still alive after all: its answer comes too late.
        let late = #expect(throws: CaseStoreError.self) {
            try store.finishRequest(Self.call(), owner: "one", with: Self.answer)
        }
        #expect(late?.code == .requestGone)
    }

    private static func records(_ fileID: String) -> [PreparedRecord] {
        let record = DecisionRecord(statement: Array("{}".utf8), facts: Array("{}".utf8))
        let key = CaseFileKey(site: .ohStark, fileID: fileID)
        let stamp = LogStamp(actor: "m.rivera", on: PlainSweep.firstDay)
        return (0..<2).map { _ in
            .decision(record, of: key, caseID: "c", area: "outreach", asOf: stamp.day, by: stamp)
        }
    }

    @Test func answersAreKeptTogetherWithTheRecordsOfManyCalls() throws {
        for key in ["k1", "k2", "k3"] { #expect(try begin(Self.call(key)) == .new) }
        try store.abandonRequest(Self.call("k3"), owner: "one")
        let calls = ["k1", "k2", "k3"].map { key in
            CallRecords(
                Self.records(key),
                keeping: CallRecords.Kept(Self.call(key), owner: "one") { numbers in
                    CallAnswer(status: 200, body: Array("\(numbers)".utf8))
                })
        }
        let numbers = try store.append(calls: calls + [CallRecords(Self.records("f4"))])
        #expect(numbers == [[1, 2], [3, 4], [5, 6], [7, 8]])
        for (key, body) in [("k1", "[1, 2]"), ("k2", "[3, 4]")] {
            let answer = CallAnswer(status: 200, body: Array(body.utf8))
            #expect(try begin(Self.call(key), owner: "two") == .same(answer))
        }
        // One that was given up meanwhile is on record like the others, and may be made again.
        #expect(try begin(Self.call("k3")) == .new)
        #expect(try store.verifyLog().isSound)
    }

    @Test func aDayLaterTheKeyIsFree() throws {
        #expect(try begin() == .new)
        try store.finishRequest(Self.call(), owner: "one", with: Self.answer)
        let last = Self.now + CaseStore.requestLifetime
        #expect(try begin(at: last - 1) == .same(Self.answer))
        #expect(try store.forgetRequests(at: last - 1) == 0)
        #expect(try begin(Self.call(body: "other"), at: last) == .new)
        #expect(try store.forgetRequests(at: last) == 0)
        #expect(try store.forgetRequests(at: last + CaseStore.requestLifetime) == 1)
        #expect(try begin(at: last) == .new)
    }
}
