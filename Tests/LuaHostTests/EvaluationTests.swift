import LuaHost
import Testing

/// A prelude that keeps what it is given, as no policy could.
private let keeper = """
    local kept
    function keep(x) kept = x return true end
    function kept_value() return kept end
    """

@Suite struct EvaluationTests {
    @Test(arguments: [
        ("keep(case)", "kept_value().open"), ("keep(case.parent)", "kept_value().employed"),
        ("keep(case.contacts)", "#kept_value()"),
        ("keep(case.contacts[1])", "kept_value().outcome"),
    ])
    func recordsExpireWithTheirEvaluation(_ keeping: String, _ using: String) throws {
        let state = try LuaState(layout: .sample)
        try state.loadPrelude(source: keeper, name: "keeper", globals: ["keep", "kept_value"])
        let value = try state.load(
            source:
                "return { keep = function(case) return \(keeping) end, use = function() return \(using) end }",
            name: "x.lua")
        guard case .function(let keep) = value["keep"], case .function(let use) = value["use"]
        else { return }
        let facts = Facts(sampleRow)
        let arguments = LuaArguments([.record(type: 0, facts.root)])
        try state.begin(Evaluation(today: 0, source: facts))
        _ = try state.call(keep, arguments: arguments)
        #expect(throws: Never.self) { try state.call(use, arguments: arguments) }
        state.end()
        try state.begin(Evaluation(today: 0, source: facts))
        let error = try failure { _ = try state.call(use, arguments: LuaArguments()) }
        state.end()
        #expect(error.message.contains("only by the decision it belongs to"))
    }

    @Test func nothingIsAskedOutsideAnEvaluation() throws {
        let rig = try Rig(asking: "case.open")
        let error = try failure { _ = try rig.state.call(rig.function, arguments: rig.arguments) }
        #expect(error.code == .state)
        _ = try rig.answer()
        #expect(
            try failure { _ = try rig.state.call(rig.function, arguments: rig.arguments) }.code
                == .state)
    }

    @Test func filesAreLoadedBetweenEvaluations() throws {
        let rig = try Rig(asking: "case.open")
        try rig.state.begin(rig.evaluation())
        #expect(
            try failure { try rig.state.load(source: "return 1", name: "x.lua") }.code == .state)
        #expect(try failure { try rig.state.begin(rig.evaluation()) }.code == .state)
        #expect(try rig.state.call(rig.function, arguments: rig.arguments) == .bool(true))
        rig.state.end()
    }

    @Test func verbsOfDatesHaveNoDateWhileAFileLoads() throws {
        let state = try LuaState(layout: .sample)
        let error = try failure {
            try state.load(source: "return passed(date('2024-01-01'))", name: "x.lua")
        }
        #expect(error.message.contains("while a file loads"))
    }

    @Test func aSourceThatAsksItsOwnStateIsToldSo() throws {
        final class Recursive: FactSource {
            var state: LuaState?
            var codes: [LuaError.Code] = []
            func slot(type: Int, field: Int, of record: UnsafeRawPointer, into slot: inout Slot) {
                do throws(LuaError) { try state?.load(source: "return 1", name: "y.lua") } catch {
                    codes.append(error.code)
                }
                slot = .bool(true)
            }
        }
        let rig = try Rig(asking: "case.open")
        let source = Recursive()
        source.state = rig.state
        try rig.state.begin(Evaluation(today: 0, source: source))
        #expect(try rig.state.call(rig.function, arguments: rig.arguments) == .bool(true))
        rig.state.end()
        source.state = nil
        #expect(source.codes == [.state])
    }

    // ---- batches ----

    @Test func batchesStopWhereTheyAreTold() throws {
        let state = try LuaState(layout: .sample)
        let value = try state.load(
            source: "return { yes = function() return true end, no = function() return false end }",
            name: "x.lua")
        guard case .function(let yes) = value["yes"], case .function(let no) = value["no"] else {
            return
        }
        let facts = Facts(sampleRow)
        func ask(_ calls: [(LuaFunction, LuaCall.Stop)]) throws -> [Bool] {
            try state.begin(Evaluation(today: 0, source: facts))
            defer { state.end() }
            return try state.conditions(
                calls.map { LuaCall($0.0, arguments: 0..<0, stop: $0.1) }, arguments: LuaArguments()
            )
        }
        #expect(try ask([(no, .ifTrue), (yes, .ifTrue), (no, .never)]) == [false, true])
        #expect(try ask([(yes, .ifFalse), (no, .ifFalse), (yes, .never)]) == [true, false])
        #expect(try ask([(yes, .never), (no, .never), (yes, .ifFalse)]) == [true, false, true])
        #expect(
            try ask([(no, .gather), (yes, .gather), (no, .ifGathered), (no, .never)])
                == [false, true, false])
        #expect(
            try ask([(no, .gather), (no, .ifGathered), (yes, .ifGathered), (no, .never)])
                == [false, false, true])
        // What is left out counts as asked, and did not hold.
        #expect(
            try ask([(no, .skipIfFalse), (yes, .never), (yes, .skipIfFalse), (yes, .ifTrue)])
                == [false, false, true, true])
        #expect(try ask([(no, .skipIfFalse)]) == [false])
        #expect(try ask([]) == [])
    }

    @Test func argumentsOfEveryKindArrive() throws {
        let rig = try Rig(
            """
            return function(a, b, c, d, e, f, g)
              return { a == nil, b, c, d, e, f.x[2].y, f.z, g.open }
            end
            """)
        let tree = LuaValue.map([
            "x": .list([.integer(1), .map(["y": .quantity(.days, 4)])]), "z": .text("ü"),
        ])
        let arguments = LuaArguments([
            .absent, .bool(true), .integer(7), .text("text"), .quantity(.money, 5), tree,
            .record(type: 0, rig.facts.root),
        ])
        try rig.state.begin(rig.evaluation())
        defer { rig.state.end() }
        let answer = try rig.state.call(rig.function, arguments: arguments)
        #expect(
            answer
                == .list([
                    .bool(true), .bool(true), .integer(7), .text("text"), .quantity(.money, 5),
                    .quantity(.days, 4), .text("ü"), .bool(true),
                ]))
    }

    @Test func badArgumentsAreErrorsAndNotCrashes() throws {
        let rig = try Rig(asking: "true")
        try rig.state.begin(rig.evaluation())
        defer { rig.state.end() }
        let beyond = LuaCall(rig.function, arguments: 0..<9)
        #expect(
            try failure { _ = try rig.state.conditions([beyond], arguments: LuaArguments()) }.code
                == .layout)
        let nobody = LuaCall(LuaFunction(id: 99, line: 1), arguments: 0..<0)
        #expect(
            try failure { _ = try rig.state.conditions([nobody], arguments: LuaArguments()) }.code
                == .layout)
        let strange = LuaArguments([.record(type: 9, rig.facts.root)])
        #expect(
            try failure { _ = try rig.state.call(rig.function, arguments: strange) }.code == .layout
        )
        let deep = (0..<20).reduce(LuaValue.integer(1)) { inner, _ in .list([inner]) }
        #expect(
            try failure { _ = try rig.state.call(rig.function, arguments: LuaArguments([deep])) }
                .code == .layout)
    }

    // ---- loading ----

    @Test func modulesAreSharedAndFrozen() throws {
        let state = try LuaState(layout: .sample)
        let module = try state.load(
            source: "local t = { limit = 5 } function t.above(n) return n > t.limit end return t",
            name: "lib/lists.lua",
            module: "lists")
        #expect(module["limit"] == .integer(5))
        #expect(
            try state.load(
                source: "return { require('lists').above(6), require('lists').limit }",
                name: "x.lua")
                == .list([.bool(true), .integer(5)]))
        #expect(
            try failure { try state.load(source: "require('lists').limit = 9", name: "y.lua") }.code
                == .misuse)
        #expect(
            try failure { try state.load(source: "local x = 1", name: "z.lua", module: "empty") }
                .code == .misuse)
    }

    @Test func layoutsAreChecked() throws {
        let long = String(repeating: "x", count: 41)
        let types = [RecordType(name: "t", fields: [FieldType(long, .bool)])]
        #expect(
            try failure { _ = try LuaState(layout: Layout(types: types, symbols: [])) }.code
                == .layout)
        let astray = [RecordType(name: "t", fields: [FieldType("x", .record(3))])]
        #expect(
            try failure { _ = try LuaState(layout: Layout(types: astray, symbols: [])) }.code
                == .layout)
    }

    @Test func manyFieldsAndSymbolsAreFound() throws {
        let fields = (0..<300).map { FieldType("field_\($0)", .symbol("s")) }
        let layout = Layout(
            types: [RecordType(name: "wide", fields: fields)],
            symbols: (0..<500).map { "symbol_\($0)" })
        final class Wide: FactSource {
            func slot(type: Int, field: Int, of record: UnsafeRawPointer, into slot: inout Slot) {
                slot = .symbol(field + 100)
            }
        }
        let state = try LuaState(layout: layout)
        let value = try state.load(
            source:
                "return function(r) for i = 0, 299 do if r['field_' .. i] ~= 'symbol_' .. (i + 100) then return i end end return true end",
            name: "x.lua")
        guard case .function(let function) = value else { return }
        let source = Wide()
        try state.begin(Evaluation(today: 0, source: source))
        defer { state.end() }
        let record = UnsafeRawPointer(Unmanaged.passUnretained(source).toOpaque())
        #expect(
            try state.call(function, arguments: LuaArguments([.record(type: 0, record)]))
                == .bool(true))
    }
}
