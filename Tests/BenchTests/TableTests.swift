import CaseModel
import Testing

@testable import accord_bench

@Suite("The benchmark's table")
struct TableTests {
    @Test("A spread has the middle of an odd number and the mean of the two middle ones of an even")
    func medians() {
        let odd = Spread([3, 1, 2])
        #expect([odd.min, odd.median, odd.max] == [1, 2, 3])
        #expect(Spread([4, 1, 2, 3]).median == 2.5)
        #expect(Spread([]).median == 0)
    }

    @Test(
        "Figures have four digits that count",
        arguments: [
            (0.123456, 0.1235), (1.23456, 1.235), (12_345.6, 12_346), (99.996, 100), (0, 0),
            (0.000123456, 0.0001235), (-2.34567, -2.346),
        ])
    func digits(value: Double, rounded: Double) {
        #expect(Spread.rounded(value) == rounded)
    }

    @Test("A ratio is taken round by round, so that a slow moment of the machine cancels out")
    func ratios() {
        let row = BenchRow("x", unit: "ns", subject: [2, 20, 2], floor: [1, 10, 1], bar: 2)
        #expect(row.ratio?.max == 2)
        #expect(row.holds == true)
    }

    @Test("A bar holds by the median, and never with wrong answers")
    func bars() {
        func holds(_ subject: [Double], bar: Double? = nil, least: Double? = nil, same: Bool? = nil)
            -> Bool?
        {
            BenchRow(
                "x", unit: "ns", subject: subject, floor: [1, 1, 1], bar: bar, least: least,
                same: same
            ).holds
        }
        #expect(holds([1, 2, 9], bar: 2) == true)
        #expect(holds([1, 2.1, 2.2], bar: 2) == false)
        #expect(holds([1, 2, 3], least: 1.8) == true)
        #expect(holds([1, 1.7, 3], least: 1.8) == false)
        #expect(holds([1, 1, 1], bar: 2, same: false) == false)
        #expect(holds([1, 1, 1]) == nil)
        #expect(holds([1, 1, 1], same: true) == true)
    }

    @Test("A bar without a floor to measure against does not hold")
    func noFloor() {
        #expect(BenchRow("x", unit: "ns", subject: [1], bar: 1).holds == false)
    }

    @Test("Lines of JSON come back as the rows they were")
    func lines() throws {
        let row = BenchRow(
            "load", "check", unit: "ms", cases: 6, subject: [6, 5], against: "compiling",
            floor: [2, 2], bar: 3, also: ["files": 145], note: "a \"note\"")
        #expect(!row.line.contains("\n"))
        #expect(try BenchRow.rows(in: row.line + "\n" + row.line + "\n") == [row, row])
    }

    @Test("The table aligns its columns, names what is missed, and counts the bars")
    func table() {
        let rows = [
            BenchRow("license", "plain", unit: "ns", subject: [8], floor: [10], bar: 1),
            BenchRow("trace", unit: "us", subject: [400], floor: [100], bar: 3),
            BenchRow("threads", unit: "x", subject: [19], floor: [10], least: 1.8),
            BenchRow("peers", unit: "ns", subject: [], note: "not measured: no network"),
        ]
        #expect(
            BenchTable.text(rows) == """
                row            subject  floor  unit  ratio  from–to    bar
                license plain        8     10  ns      0.8  0.8–0.8    ≤ 1  holds
                trace              400    100  us        4      4–4    ≤ 3  MISSED
                threads             19     10  x       1.9  1.9–1.9  ≥ 1.8  holds
                peers                -         ns

                peers: not measured: no network
                2 of 3 bars hold
                """)
    }
}

@Suite("The benchmark's license decision")
struct LicenseTests {
    @Test("The same cases every time, and every answer among the actions and reasons known")
    func answers() throws {
        var first = BenchRandom(seed: 42)
        var second = BenchRandom(seed: 42)
        let cases = (0..<200).map { _ in BenchCase(&first) }
        #expect(cases == (0..<200).map { _ in BenchCase(&second) })
        let input = try LicenseInput(root: repositoryRoot, count: 200)
        #expect(input.cases == cases)
        var service = try LicenseService(input)
        var actions: Set<BenchAction> = []
        for benchCase in cases {
            let answer = try service.decide(benchCase)
            actions.insert(answer.action)
            #expect(try service.decide(json: benchCase.canonicalBytes()) == answer.canonicalBytes())
        }
        #expect(actions == [.none, .notice, .review, .suspend])
    }
}

/// The repository that this file is part of.
private let repositoryRoot = String(
    #filePath.dropLast("/Tests/BenchTests/TableTests.swift".count))
