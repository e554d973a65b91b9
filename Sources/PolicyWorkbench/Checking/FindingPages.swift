import CaseModel

/// The pages of all findings.
public enum FindingPages {
    /// Every page, by code.
    public static let all: [FindingPage] = (lua + facts + rules + words + numbers + configs
        + tests + deciding).sorted { $0.code < $1.code }

    private static let byCode = Dictionary(
        all.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })

    /// The page of a code, or nil.
    public static func page(for code: String) -> FindingPage? { byCode[code] }

    /// The known code nearest to a misspelt one, or nil if none is near.
    public static func nearest(to code: String) -> String? {
        EditDistance.nearest(code, in: all.map(\.code))
    }
}
