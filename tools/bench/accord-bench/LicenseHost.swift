import CBenchFloor
import CaseModel
import Glibc
import LuaHost

/// The day of every license decision: 2024-03-18.
let benchDay: Int32 = 19_800

/// The policies and cases of the license decision.
struct LicenseInput {
    /// `license.lua`: plain numbers, as other engines have them.
    let plain: String
    /// `license_units.lua`: the same in the words of the policy language.
    let units: String
    /// The cases.
    let cases: [BenchCase]

    init(root: String, count: Int) throws {
        let folder = "\(root)/tools/bench/policies"
        plain = try contents(of: "\(folder)/license.lua")
        units = try contents(of: "\(folder)/license_units.lua")
        var random = BenchRandom(seed: 42)
        cases = (0..<count).map { _ in BenchCase(&random) }
    }

    /// Bare C over ready Lua tables of all cases.
    func makeFloor(_ script: String? = nil) throws -> OpaquePointer {
        let script = script ?? plain
        guard let floor = bench_floor_open(script, script.utf8.count) else {
            throw BenchFailure("the floor does not load its script")
        }
        for benchCase in cases {
            bench_floor_begin(floor)
            withUnsafePointer(to: benchCase) {
                BenchFacts.write(BenchFacts.root, UnsafeRawPointer($0), to: floor)
            }
            bench_floor_end(floor, nil)
        }
        bench_floor_collect(floor)
        return floor
    }
}

/// One state with a policy, ready to decide case after case.
struct LicenseHost {
    let state: LuaState
    private let function: LuaFunction
    private let evaluation: Evaluation
    private var arguments = LuaArguments()

    init(_ source: String, name: String, units: Bool, trace: Bool = false) throws {
        state = try LuaState(layout: BenchFacts.layout(units: units))
        guard case .function(let function) = try state.load(source: source, name: name) else {
            throw LuaError(.answer, "the policy returns a function")
        }
        self.function = function
        evaluation = Evaluation(today: benchDay, source: BenchFacts(units: units), trace: trace)
        arguments.append(.absent)
        if !units { arguments.append(.integer(Int64(benchDay))) }
    }

    /// Decides one case.
    mutating func decide<Answer>(
        _ benchCase: UnsafePointer<BenchCase>, read: (LuaAnswer) -> Answer
    ) throws -> Answer {
        arguments.setRecord(0, type: BenchFacts.root, benchCase)
        try state.begin(evaluation)
        let answer = try state.call(function, arguments: arguments, read: read)
        state.end()
        return answer
    }

    /// Decides all cases and returns a sum over the answers.
    mutating func run(_ cases: [BenchCase]) throws -> UInt64 {
        try cases.withUnsafeBufferPointer { cases in
            var total: UInt64 = 0
            for index in cases.indices {
                guard let base = cases.baseAddress else { break }
                total &+= try decide(base + index, read: sum)
            }
            return total
        }
    }
}

private func sum(_ answer: LuaAnswer) -> UInt64 {
    guard let action = answer["action"]?.utf8 else { return 0 }
    var sum = bench_action(UInt64(action.count), action[0])
    answer["reasons"]?.forEach { reason in
        guard let text = reason.utf8 else { return }
        sum = bench_reason(sum, UInt64(text.count), text[0])
    }
    return sum
}

/// Why a benchmark can't be run.
struct BenchFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// The text of a file.
func contents(of path: String) throws -> String {
    guard let file = fopen(path, "r") else { throw BenchFailure("there is no file \(path)") }
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
