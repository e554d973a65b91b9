// The license decision, sandbox and budgets on, against bare C over ready Lua tables.
import CBenchFloor
import CaseModel
import LuaHost

/// Prepared cases in plain numbers, in the words of the policy language, and traced.
///
/// The bar is what bare C takes; recording comparisons may cost three times the decision.
func runLicense(_ plan: BenchPlan) throws -> [BenchRow] {
    let input = try LicenseInput(root: plan.root, count: 10_000)
    let floor = try input.makeFloor()
    defer { bench_floor_close(floor) }
    var hosts = [
        ("plain", try LicenseHost(input.plain, name: "license.lua", units: false)),
        ("units", try LicenseHost(input.units, name: "license_units.lua", units: true)),
        (
            "units, traced",
            try LicenseHost(input.units, name: "license_units.lua", units: true, trace: true)
        ),
    ]
    var sums = [UInt64](repeating: 0, count: hosts.count)
    var floorSum: UInt64 = 0
    var works: [() throws -> Void] = [{ floorSum = bench_floor_run(floor, Int64(benchDay)) }]
    for index in hosts.indices {
        works.append { sums[index] = try hosts[index].1.run(input.cases) }
    }
    let times = try takingTurns(plan.rounds(30), works)
    func row(_ index: Int, against floor: Int, _ words: String, bar: Double) -> BenchRow {
        BenchRow(
            "license", hosts[index].0, unit: "ns", cases: input.cases.count,
            subject: times[index + 1].divided(by: input.cases.count), against: words,
            floor: times[floor].divided(by: input.cases.count), bar: bar,
            same: sums[index] == floorSum,
            also: ["state_bytes": Double(hosts[index].1.state.usedBytes)])
    }
    return [
        row(0, against: 0, "bare C over ready Lua tables", bar: 1.0),
        row(1, against: 0, "bare C over ready Lua tables", bar: 1.0),
        row(2, against: 2, "the same with comparisons not recorded", bar: 3.0),
    ]
}

/// JSON in and decision JSON out, against the same decision of a case that was read before.
func runLicenseJSON(_ plan: BenchPlan) throws -> [BenchRow] {
    let input = try LicenseInput(root: plan.root, count: 10_000)
    let texts = input.cases.map { $0.canonicalBytes() }
    var service = try LicenseService(input)
    var parsed: [[UInt8]] = []
    var fromJSON: [[UInt8]] = []
    var read = 0
    let reader = CaseFileReader()
    let times = try takingTurns(
        plan.rounds(10),
        [
            { parsed = try input.cases.map { try service.decide($0).canonicalBytes() } },
            { fromJSON = try texts.map { try service.decide(json: $0) } },
            { for text in texts { read += try reader.read(BenchCase.self, from: text).number } },
        ])
    let bytes = texts.reduce(0) { $0 + $1.count }
    return [
        BenchRow(
            "license-json", unit: "ns", cases: texts.count,
            subject: times[1].divided(by: texts.count),
            against: "the same decision and answer of a case that was read before",
            floor: times[0].divided(by: texts.count), same: parsed == fromJSON,
            also: [
                "bytes_in": Double(bytes / texts.count),
                "read_ns": Spread(times[2].divided(by: texts.count)).median,
            ])
    ]
}

/// One fact read by a script: for the first time in an evaluation, when the host asks Swift for it,
/// and again, against the field of a ready Lua table.
func runFieldRead(_ plan: BenchPlan) throws -> [BenchRow] {
    let input = try LicenseInput(root: plan.root, count: 2_000)
    let fields = BenchFacts.schema.records[BenchFacts.root].fields.filter { field in
        switch field.kind {
        case .bool, .integer, .quantity, .symbol: true
        default: false
        }
    }.map(\.declaration.name)
    /// A script that reads every plain field of the case so many times.
    func script(times: Int) -> String {
        let reads = fields.map { "x = case.\($0)" }.joined(separator: "\n")
        let body = Array(repeating: reads, count: times).joined(separator: "\n")
        return """
            return function(case)
            local x
            \(body)
            return { action = "none", reasons = {} }
            end
            """
    }
    let scripts = [script(times: 0), script(times: 1), script(times: 5)]
    let floors = try scripts.map { try input.makeFloor($0) }
    defer { floors.forEach(bench_floor_close) }
    var hosts = try scripts.map { try LicenseHost($0, name: "reads.lua", units: false) }
    var works: [() throws -> Void] = []
    for index in scripts.indices {
        works.append { keep(bench_floor_run(floors[index], Int64(benchDay))) }
        works.append { keep(try hosts[index].run(input.cases)) }
    }
    let times = try takingTurns(plan.rounds(15), works)
    /// The time of one read: the difference of two scripts.
    func reads(_ side: Int, _ more: Int, _ less: Int, _ factor: Int) -> [Double] {
        zip(times[2 * more + side], times[2 * less + side]).map {
            max(0.01, $0 - $1) / Double(fields.count * input.cases.count * factor)
        }
    }
    return [("first", 1, 0, 1), ("again", 2, 1, 4)].map { name, more, less, factor in
        BenchRow(
            "field-read", name, unit: "ns", cases: input.cases.count,
            subject: reads(1, more, less, factor), against: "the field of a ready Lua table",
            floor: reads(0, more, less, factor), also: ["fields": Double(fields.count)])
    }
}
