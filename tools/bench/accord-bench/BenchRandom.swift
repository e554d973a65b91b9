import CaseModel

/// A small generator, so that every run and both sides see the same cases.
struct BenchRandom {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    private mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return (state >> 33) ^ (state >> 17)
    }

    private mutating func below(_ limit: UInt64) -> UInt64 { next() % limit }

    mutating func day() -> Int { 19_000 + Int(below(800)) }
    mutating func cents(_ low: UInt64, _ high: UInt64) -> Money {
        Money(cents: Int64(low + below(high - low)))
    }
    mutating func integer() -> Int { Int(below(1000)) }
    mutating func flag(_ percent: UInt64) -> Bool { below(100) < percent }
    mutating func length() -> Int { 8 + Int(below(5)) }

    /// The first word of a list most of the time.
    mutating func pick<Symbol: CaseSymbol>() -> Symbol {
        let all = Array(Symbol.allCases)
        return below(100) < 70 ? all[0] : all[Int(below(UInt64(all.count)))]
    }

    mutating func text(_ length: Int) -> String {
        let letters = (0..<length + Int(below(8))).map { _ in UInt8(97 + below(26)) }
        return String(decoding: letters, as: UTF8.self)
    }
}
