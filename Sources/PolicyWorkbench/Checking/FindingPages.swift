public import CaseModel
import PolicyHost

/// The pages of all findings.
public enum FindingPages {
    /// Every page, by code.
    public static let all: [FindingPage] =
        (lua + facts + rules + words + numbers + configs + tests + deciding
        + bundles + keys + releases + commands + caseFiles + stores + casework + sweeps
        + reloading).sorted {
            $0.code < $1.code
        }

    private static let byCode = Dictionary(
        all.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })

    /// The page of a code, or nil.
    public static func page(for code: String) -> FindingPage? { byCode[code] }

    /// Every code with its title and severity, as data.
    public static var json: JSONValue {
        .object([
            "schema_version": .integer(1),
            "findings": .list(
                all.map { page in
                    .object([
                        "code": .text(page.code), "title": .text(page.title),
                        "severity": .text(page.severity.rawValue),
                    ])
                }),
        ])
    }

    /// A page of what a command meets that moves policies or case files.
    static func met(
        _ code: String, _ title: String, _ why: String, in place: String = "the shell",
        avoid: String, prefer: String
    ) -> FindingPage {
        FindingPage(
            code, title, moment: .running, why: why,
            avoid: FindingPage.Example(avoid, in: place),
            prefer: FindingPage.Example(prefer, in: place))
    }

    /// The known code nearest to a misspelt one, or nil if none is near.
    public static func nearest(to code: String) -> String? {
        EditDistance.nearest(code, in: all.map(\.code))
    }
}
