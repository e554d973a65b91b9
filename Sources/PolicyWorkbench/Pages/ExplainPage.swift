import CaseModel
public import PolicyHost

/// Explanations as one page.
public struct ExplainPage {
    private let explanations: [Explanation]
    private let site: SiteConfig

    /// Creates a page.
    public init(_ explanations: [Explanation], site: SiteConfig) {
        self.explanations = explanations
        self.site = site
    }

    /// The page.
    public func html() throws -> String { "" }
}
