// Row 1: the license decision through LuaHost, sandbox and budgets on, against bare C over ready
// Lua tables, on 10,000 different cases. Rounds of both sides take turns in one run; the best of
// each counts. Prints one line of JSON for each row.
//
// usage: accord-bench [rounds] [folder of the policies]
import CBenchFloor
import Glibc
import LuaHost

let caseCount = 10_000
let benchDay: Int32 = 19_800

func contents(of path: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
        let count = fread(&buffer, 1, buffer.count, file)
        guard count > 0 else { break }
        bytes += buffer[0..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
}

func sum(_ answer: LuaAnswer) -> UInt64 {
    guard let action = answer["action"]?.utf8 else { return 0 }
    var sum = bench_action(UInt64(action.count), action[0])
    answer["reasons"]?.forEach { reason in
        guard let text = reason.utf8 else { return }
        sum = bench_reason(sum, UInt64(text.count), text[0])
    }
    return sum
}

/// One state with the policy, ready to decide all cases again and again.
struct BenchHost {
    let state: LuaState
    let function: LuaFunction
    let evaluation: Evaluation
    var arguments = LuaArguments()

    init(_ source: String, name: String, units: Bool, trace: Bool = false) throws {
        state = try LuaState(layout: benchLayout(units: units))
        guard case .function(let function) = try state.load(source: source, name: name) else {
            throw LuaError(.answer, "the policy returns a function")
        }
        self.function = function
        evaluation = Evaluation(today: benchDay, source: BenchFacts(units: units), trace: trace)
        arguments.append(.absent)
        if !units { arguments.append(.integer(Int64(benchDay))) }
    }

    mutating func run(_ cases: UnsafeBufferPointer<BenchCase>) throws -> UInt64 {
        var total: UInt64 = 0
        guard let base = cases.baseAddress else { return 0 }
        for index in 0..<cases.count {
            arguments.setRecord(0, type: 0, base + index)
            try state.begin(evaluation)
            total &+= try state.call(function, arguments: arguments, read: sum)
            state.end()
        }
        return total
    }
}

func timed(_ work: () throws -> UInt64) rethrows -> (nanoseconds: Double, sum: UInt64) {
    let started = bench_nanoseconds()
    let sum = try work()
    return (Double(bench_nanoseconds() - started) / Double(caseCount), sum)
}

func run() throws {
    let rounds = CommandLine.arguments.dropFirst().first.flatMap(Int.init) ?? 30
    let folder = CommandLine.arguments.dropFirst(2).first ?? "tools/bench/policies"
    guard let plain = contents(of: "\(folder)/license.lua"),
        let units = contents(of: "\(folder)/license_units.lua")
    else {
        print("accord-bench: no license.lua in \(folder)")
        exit(2)
    }
    var random = BenchRandom(seed: 42)
    let cases = (0..<caseCount).map { _ in BenchCase(&random) }
    guard let floor = bench_floor_open(plain, plain.utf8.count) else { exit(2) }
    for benchCase in cases {
        bench_floor_begin(floor)
        benchCase.write(to: floor)
        bench_floor_end(floor, nil)
    }
    bench_floor_collect(floor)
    var hosts = [
        ("license", try BenchHost(plain, name: "license.lua", units: false)),
        ("license-units", try BenchHost(units, name: "license_units.lua", units: true)),
        (
            "license-units-traced",
            try BenchHost(units, name: "license_units.lua", units: true, trace: true)
        ),
    ]
    var floorBest = Double.infinity
    var best = [Double](repeating: .infinity, count: hosts.count)
    var sums = [UInt64](repeating: 0, count: hosts.count)
    var floorSum: UInt64 = 0
    try cases.withUnsafeBufferPointer { cases in
        for _ in 0..<rounds {
            let round = timed { bench_floor_run(floor, Int64(benchDay)) }
            floorBest = min(floorBest, round.nanoseconds)
            floorSum = round.sum
            for index in hosts.indices {
                let round = try timed { try hosts[index].1.run(cases) }
                best[index] = min(best[index], round.nanoseconds)
                sums[index] = round.sum
            }
        }
    }
    for index in hosts.indices {
        let ratio = (best[index] / floorBest * 1000).rounded() / 1000
        print(
            """
            {"row":"\(hosts[index].0)","cases":\(caseCount),"rounds":\(rounds),\
            "host_ns":\(Int(best[index])),"floor_ns":\(Int(floorBest)),"ratio":\(ratio),\
            "same_answers":\(sums[index] == floorSum),"state_bytes":\(hosts[index].1.state.usedBytes)}
            """)
    }
    bench_floor_close(floor)
}

do {
    try run()
    try runSiteDecision(rounds: 5, root: ".")
    try runCheck(rounds: 5, root: ".")
} catch {
    print("accord-bench: \(error)")
    exit(1)
}
