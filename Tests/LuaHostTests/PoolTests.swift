import LuaHost
import Testing

@Suite struct PoolTests {
    @Test func statesMoveBetweenThreads() async throws {
        let pool = LuaPool(keeping: 3) { () throws(LuaError) in
            let state = try LuaState(layout: .sample)
            try state.load(
                source: "return function(case) return case.id .. #case.contacts end", name: "x.lua")
            return state
        }
        let answers = try await withThrowingTaskGroup(of: [String].self) { group in
            for task in 0..<8 {
                group.addTask {
                    try (0..<50).map { number in
                        var row = sampleRow
                        row.facts["id"] = .text("\(task)-\(number)-")
                        let facts = Facts(row)
                        return try pool.withState { state in
                            let value = try state.evaluate(Evaluation(today: 0, source: facts)) {
                                state throws(LuaError) in
                                try state.call(
                                    LuaFunction(id: 1, line: 1),
                                    arguments: LuaArguments([.record(type: 0, facts.root)]))
                            }
                            return "\(value)"
                        }
                    }
                }
            }
            return try await group.reduce(into: Set<String>()) { $0.formUnion($1) }
        }
        #expect(answers.count == 400)
        #expect(answers.contains("\(LuaValue.text("7-49-3"))"))
        #expect(pool.idleCount <= 3)
    }

    @Test func statesNumberTheirFunctionsAlike() throws {
        let source = """
            local function shared() return true end
            return { b = function() return 1 end, a = shared, c = shared, list = { shared, print = nil } }
            """
        var seen: Set<String> = []
        for _ in 0..<20 {
            let state = try LuaState(layout: .sample)
            seen.insert("\(try state.load(source: source, name: "x.lua"))")
        }
        #expect(seen.count == 1)
    }
}
