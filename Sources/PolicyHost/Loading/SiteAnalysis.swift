import LuaHost

/// What was learned about a site while it was loaded, for checks that go beyond loading.
package struct SiteAnalysis: Sendable {
    /// The site's id.
    package var site: String
    /// The site's config; nil if `site.yaml` can't be used.
    package var config: SiteConfig?
    /// The parameters of its layers with the site's values.
    package var parameters: [Parameter] = []
    /// What the source of each Lua file tells, in the order in which they are loaded.
    package var flows: [FileFlow] = []
    /// The rules that could be read, with where each stands in the source.
    package var rules: [SourcedRule] = []
    /// Remedies that some layer opens.
    package var openRemedies: [String] = []
    /// Whether every file was read to its end.
    package var isComplete = false
}

/// A rule with its source.
package struct SourcedRule: Sendable {
    package var rule: Rule
    package var source: RuleSource?
    package var file: String
    package var text: String

    /// Where a key of the rule stands; the rule's head if it does not have the key.
    package func place(ofKey key: String) -> FilePlace {
        guard let source else { return FilePlace(line: rule.line, of: text) }
        return FilePlace(source.entries[key]?.key ?? source.head, in: text)
    }

    /// Where the value of a key stands; the rule's head if it does not have the key.
    package func place(ofValue key: String) -> FilePlace {
        guard let source else { return FilePlace(line: rule.line, of: text) }
        return FilePlace(source.entries[key]?.value.span ?? source.head, in: text)
    }
}
