import LuaHost
import Testing

@Suite struct RecordingTests {
    /// Names of what was read, such as `case.open`.
    private func names(_ rig: Rig) -> [String] {
        rig.state.reads().map {
            let type = Layout.sample.types[$0.type]
            return "\(type.name).\(type.fields[$0.field].name)"
        }
    }

    @Test func recordsEachFactOnceWithItsValue() throws {
        let rig = try Rig(
            "return function(c) return c.open and c.open and c.arrears > dollars(1) and c.parent.employed and c.tries > 1 end"
        )
        #expect(try rig.answer() == .bool(false))
        #expect(names(rig) == ["case.open", "case.arrears", "case.parent", "parent.employed"])
        #expect(rig.facts.asked == 4)
        let values = rig.state.reads().map(\.slot.value)
        #expect(values[0] == .bool(true))
        #expect(values[1] == .quantity(.money, 123_456))
        #expect(values[3] == .bool(false))
    }

    @Test func recordsAbsentFactsTextsListsAndSymbols() throws {
        let rig = try Rig(
            asking: "known(c), case.hours, case.name, case.barriers, case.status, #case.contacts"
                .replacing("known(c), ", with: ""))
        _ = try rig.answer()
        // only the first value of a return is the answer, but all are read
        let values = rig.state.reads().map(\.slot)
        #expect(
            names(rig) == [
                "case.status", "case.hours", "case.barriers", "case.contacts", "case.name",
            ])
        #expect(values[0].value == .symbol(0))
        #expect(values[1].isAbsent)
        #expect(values[2].value == .list([.symbol(4), .symbol(6)]))
        #expect(values[3].count == 3)
        #expect(values[4].value == .text("Zebulon Quartermain"))
    }

    @Test func recordsOnlyTheElementsThatWereRead() throws {
        let rig = try Rig(asking: "case.contacts[2].minutes")
        _ = try rig.answer()
        #expect(names(rig) == ["case.contacts", "contact.minutes"])
    }

    @Test func readsOfTheNextEvaluationStartAnew() throws {
        let rig = try Rig(
            "return function(c, which) if which then return c.open else return c.tries end end")
        let arguments = rig.arguments
        for flag in [true, false, true, true] {
            var arguments = arguments
            arguments.append(.bool(flag))
            try rig.state.evaluate(rig.evaluation()) { state throws(LuaError) in
                _ = try state.call(rig.function, arguments: arguments)
            }
            #expect(names(rig) == [flag ? "case.open" : "case.tries"])
        }
    }

    @Test func callsOfOneEvaluationShareTheirReads() throws {
        let rig = try Rig(asking: "case.open")
        try rig.state.begin(rig.evaluation())
        for _ in 0..<5 { _ = try rig.state.call(rig.function, arguments: rig.arguments) }
        rig.state.end()
        #expect(rig.facts.asked == 1)
        #expect(names(rig) == ["case.open"])
    }

    @Test func oneRecordReachedTwiceIsOneRecord() throws {
        let facts = Facts(sampleRow)
        let state = try LuaState(layout: .sample)
        let value = try state.load(
            source: "return function(a, b) return a == b and a.open and b.open end", name: "x.lua")
        guard case .function(let function) = value else { return }
        let record = LuaValue.record(type: 0, facts.root)
        try state.begin(Evaluation(today: 0, source: facts))
        #expect(try state.call(function, arguments: LuaArguments([record, record])) == .bool(true))
        state.end()
        #expect(state.reads().count == 1)
    }

    @Test func viewsShowTheCaseOfTheirEvaluation() throws {
        // Lists of different lengths, one after the other through the same views.
        let rig = try Rig(
            "return function(c) local n = 0 for _, x in ipairs(c.contacts) do if x.outcome == 'spoke' then n = n + 1 end end return { n, #c.contacts, c.id } end"
        )
        for length in [3, 0, 1, 8, 2, 0, 5] {
            var row = sampleRow
            row.facts["id"] = .text("C-\(length)")
            row.facts["contacts"] = .list(
                (0..<length).map {
                    Row("contact", ["outcome": .symbol($0 % 2 == 0 ? "spoke" : "no_answer")])
                })
            let facts = Facts(row)
            try rig.state.evaluate(Evaluation(today: 0, source: facts)) { state throws(LuaError) in
                let answer = try state.call(
                    rig.function, arguments: LuaArguments([.record(type: 0, facts.root)]))
                let spoke = Int64((length + 1) / 2)
                #expect(
                    answer
                        == .list([.integer(spoke), .integer(Int64(length)), .text("C-\(length)")]))
            }
        }
    }

    @Test func listsOfSymbolsFollowTheirCase() throws {
        let rig = try Rig(asking: "case.barriers")
        for symbols in [["housing"], [], ["health", "transport", "housing"], ["transport"]] {
            var row = sampleRow
            row.facts["barriers"] = .symbols(symbols)
            let facts = Facts(row)
            try rig.state.evaluate(Evaluation(today: 0, source: facts)) { state throws(LuaError) in
                let answer = try state.call(
                    rig.function, arguments: LuaArguments([.record(type: 0, facts.root)]))
                #expect(answer == .list(symbols.map { .text($0) }))
            }
        }
    }

    @Test func answersWhatIf() throws {
        let rig = try Rig(asking: "case.arrears > dollars(2000) and known(case.last_paid_on)")
        #expect(try rig.answer() == .bool(false))
        let overrides = [
            FactOverride(
                type: 0, record: rig.facts.root, field: 3, slot: .quantity(.money, 200_001)),
            FactOverride(type: 0, record: rig.facts.root, field: 6, slot: .quantity(.date, 1)),
        ]
        #expect(try rig.answer(overrides: overrides) == .bool(true))
        #expect(
            rig.state.reads().map(\.slot.value) == [
                .quantity(.money, 200_001), .quantity(.date, 1),
            ])
        #expect(try rig.answer() == .bool(false))
    }

    // ---- comparisons ----

    @Test func logsComparisonsWithTheirOrigins() throws {
        let rig = try Rig(
            """
            return function(c)
              local a = c.arrears >= dollars(500)
              local b = c.tries < 5
              local d = c.opened_on + days(30) == date("2025-01-01")
              local e = within(c.contacts[1].on, days(30))
              local f = older_than(c.opened_on, months(3))
              local g = at_least_ago(c.opened_on, days(3))
              local h = passed(c.opened_on)
              local i = upcoming(c.opened_on)
              local j = exactly(c.tries, 3)
              return days_since(c.opened_on) > 30
            end
            """)
        #expect(try rig.answer(trace: true) == .bool(true))
        let log = rig.state.comparisons()
        #expect(
            log.map(\.comparison) == [
                .lessOrEqual, .less, .equal, .within, .olderThan, .atLeastAgo, .passed, .upcoming,
                .equal, .less,
            ])
        #expect(
            log.map(\.result) == [true, true, false, true, true, true, true, false, true, true])
        let arrears = Comparison.Operand(
            unit: .money, value: 123_456, origin: .fact(type: 0, record: rig.facts.root, field: 3))
        #expect(log[0].right == arrears)
        #expect(log[0].left == .init(unit: .money, value: 50_000, origin: .constant))
        #expect(log[1].right == .init(unit: .count, value: 5, origin: .constant))
        let opened = Comparison.Origin.fact(type: 0, record: rig.facts.root, field: 5)
        #expect(log[2].left.origin == .computed(type: 0, record: rig.facts.root, field: 5))
        #expect(log[4].left == .init(unit: .date, value: Int64(sampleDay) - 400, origin: opened))
        #expect(log[4].right == .init(unit: .months, value: 3, origin: .constant))
        #expect(log[6].right == .init(unit: .date, value: Int64(sampleDay), origin: .constant))
        #expect(log[9].right.origin == .computed(type: 0, record: rig.facts.root, field: 5))
        #expect(log[9].right.value == 400)
        #expect(rig.state.droppedComparisons == 0)
    }

    @Test func logsNothingUnlessAsked() throws {
        let rig = try Rig(asking: "case.arrears > dollars(1)")
        _ = try rig.answer(trace: true)
        #expect(rig.state.comparisons().count == 1)
        _ = try rig.answer()
        #expect(rig.state.comparisons().isEmpty)
    }

    @Test func keepsABoundedLog() throws {
        let rig = try Rig(
            "return function(c) for i = 1, 5000 do local x = c.tries > i end return 1 end")
        _ = try rig.answer(trace: true)
        #expect(rig.state.comparisons().count == 4096)
        #expect(rig.state.droppedComparisons == 904)
    }

    @Test func comparisonsNameTheirCall() throws {
        let state = try LuaState(layout: .sample)
        let value = try state.load(
            source:
                "return { a = function(c) return c.tries > 1 end, b = function(c) return c.tries > 2 end }",
            name: "x.lua")
        guard case .function(let a) = value["a"], case .function(let b) = value["b"] else { return }
        let facts = Facts(sampleRow)
        try state.begin(Evaluation(today: 0, source: facts, trace: true))
        defer { state.end() }
        let calls = [LuaCall(a, arguments: 0..<1), LuaCall(b, arguments: 0..<1)]
        #expect(
            try state.conditions(calls, arguments: LuaArguments([.record(type: 0, facts.root)]))
                == [true, true])
        #expect(state.comparisons().map(\.call) == [0, 1])
    }
}
