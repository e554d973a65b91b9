import CaseModel
import Glibc
import LuaHost

enum BenchAction: UInt8, CaseSymbol {
    case notDecided, none, notice, review, suspend
}

enum BenchReason: UInt8, CaseSymbol {
    case caseNotOpen, noActiveOrder, licenseNotValid, stayed, arrearsOverThreshold, monthsUnpaid
    case noRecentPayment, noticeServed, noticeAttempted, commercialReview
}

/// The answer of the license decision as a record, written like every record.
struct LicenseAnswer: CaseRecord {
    var action = BenchAction.notDecided
    var reasons: [BenchReason] = []

    init() {}

    /// What a script answered; a word that no list has is left out, which the comparison notices.
    init(_ answer: LuaAnswer) {
        action = answer["action"]?.symbol(of: actionWords) ?? .notDecided
        answer["reasons"]?.forEach { reason in
            if let reason = reason.symbol(of: reasonWords) { reasons.append(reason) }
        }
    }

    static let schema = RecordSchema(
        Self.self, "license_answer", "an answer of the benchmark", source: "the benchmark"
    ) {
        $0.field("action", \.action, "what is done")
        $0.field("reasons", \.reasons, "why")
    }
}

extension LuaAnswer {
    /// The symbol with this word, found without making a Swift text of it.
    fileprivate func symbol<Symbol: CaseSymbol>(of words: [(word: StaticString, Symbol)]) -> Symbol?
    {
        guard let utf8, let start = utf8.baseAddress else { return nil }
        for (word, symbol) in words
        where word.utf8CodeUnitCount == utf8.count && memcmp(word.utf8Start, start, utf8.count) == 0
        {
            return symbol
        }
        return nil
    }
}

private let actionWords: [(word: StaticString, BenchAction)] = [
    ("none", .none), ("notice", .notice), ("review", .review), ("suspend", .suspend),
]
private let reasonWords: [(word: StaticString, BenchReason)] = [
    ("case_not_open", .caseNotOpen), ("no_active_order", .noActiveOrder),
    ("license_not_valid", .licenseNotValid), ("stayed", .stayed),
    ("arrears_over_threshold", .arrearsOverThreshold), ("months_unpaid", .monthsUnpaid),
    ("no_recent_payment", .noRecentPayment), ("notice_served", .noticeServed),
    ("notice_attempted", .noticeAttempted), ("commercial_review", .commercialReview),
]

/// The license decision from one JSON text to another, all of it in public API.
struct LicenseService {
    private var host: LicenseHost
    private let reader = CaseFileReader()

    init(_ input: LicenseInput) throws {
        host = try LicenseHost(input.plain, name: "license.lua", units: false)
    }

    /// Reads a case strictly, decides it and writes the answer as canonical JSON.
    mutating func decide(json: [UInt8]) throws -> [UInt8] {
        let benchCase = try reader.read(BenchCase.self, from: json)
        return try decide(benchCase).canonicalBytes()
    }

    /// Decides a case that was read already.
    mutating func decide(_ benchCase: BenchCase) throws -> LicenseAnswer {
        try withUnsafePointer(to: benchCase) { try host.decide($0, read: LicenseAnswer.init) }
    }
}
