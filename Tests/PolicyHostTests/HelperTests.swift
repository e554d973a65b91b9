import CaseModel
import LuaHost
import Testing

@testable import PolicyHost

/// The table of helpers against what scripts are really offered.
@Suite struct HelperTests {
    /// A state as policies have it, with a stand-in for the shared library.
    private static func state() throws -> LuaState {
        let state = try LuaState(layout: Layout(types: [], symbols: []))
        try state.loadPrelude(
            source: Prelude.source, name: "the policy language", globals: Set(Prelude.names))
        try state.load(
            source: "return { engaged = function() return true end }", name: "parent.lua",
            module: "parent")
        return state
    }

    @Test func everyGlobalIsInTheTable() {
        let declared = Set(Helper.all.map { $0.library ?? $0.name } + AnswerShape.all.map(\.name))
        #expect(declared == LuaState.builtInNames.union(Prelude.names))
    }

    @Test(arguments: Helper.libraries.keys.filter { $0 != "accord" }.sorted())
    func everyMemberOfALibraryIsInTheTable(_ library: String) throws {
        let offered = try Self.state().load(
            source: [UInt8](
                "local t = {} for k in pairs(\(library)) do t[#t + 1] = k end return t".utf8),
            name: "x.lua")
        #expect(offered.items?.compactMap(\.string) == Helper.libraries[library])
    }

    @Test(arguments: Helper.all)
    func everyExampleGivesWhatItSays(_ helper: Helper) throws {
        let state = try Self.state()
        let value = try state.load(
            source: [UInt8]("return function() return tostring((\(helper.example))) end".utf8),
            name: "x.lua")
        guard case .function(let function) = value else {
            Issue.record("no function")
            return
        }
        final class Nothing: FactSource {
            func slot(type: Int, field: Int, of record: UnsafeRawPointer, into slot: inout Slot) {}
        }
        let today = try #require(Day(iso: Helper.exampleDay))
        let nothing = Nothing()
        try state.begin(Evaluation(today: today.epochDay, source: nothing))
        defer { state.end() }
        #expect(try state.call(function, arguments: LuaArguments()) == .text(helper.result))
    }

    @Test func everyExampleUsesItsHelper() {
        for helper in Helper.all {
            #expect(helper.example.contains(helper.name), "\(helper.name)")
        }
    }

    @Test(arguments: AnswerShape.all)
    func everyAnswerIsMadeAsItsExampleSays(_ shape: AnswerShape) throws {
        let source =
            "local site = { hold = { days = days(30) }, contempt = { sign_off = 'director' } }"
            + " return \(shape.example)"
        let answer = try Self.state().load(source: [UInt8](source.utf8), name: "x.lua")
        #expect(answer["outcome"] == .text(shape.outcome.rawValue))
        for (key, _) in answer.pairs ?? [] where key != "outcome" {
            #expect(shape.keys.contains(key), "\(shape.name) \(key)")
        }
    }

    @Test func everyProposableOutcomeHasOneAnswer() {
        let proposed = Set(
            DecisionPoint.allCases.filter { $0.area != nil }.flatMap(\.proposals))
        #expect(Set(AnswerShape.all.map(\.outcome)) == proposed)
        #expect(Set(AnswerShape.all.map(\.name)).count == AnswerShape.all.count)
    }
}
