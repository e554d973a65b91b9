import PolicyHost

/// The codes that checks and decisions report, from their pages.
enum FindingEntries {
    static var entries: [ReferenceEntry] {
        FindingPages.all.map { page in
            var entry = ReferenceEntry(
                name: page.code, kind: .finding,
                summary: page.title.hasSuffix(".") ? String(page.title.dropLast()) : page.title)
            entry.details = [
                .init(label: "Severity", text: page.severity.rawValue),
                .init(label: "Reported", text: page.moment.words),
                .init(label: "Why", text: page.why),
            ]
            if let avoid = page.avoid {
                entry.example += "\(comment(avoid)) avoid, in \(avoid.file)\n\(plain(avoid))"
            }
            if let prefer = page.prefer {
                entry.example +=
                    "\n\n\(comment(prefer)) prefer, in \(prefer.file)\n\(plain(prefer))"
            }
            entry.declared = "PolicyWorkbench/FindingPages.swift"
            return entry
        }
    }

    /// How a comment begins in the file of an example.
    private static func comment(_ example: FindingPage.Example) -> String {
        example.file.hasSuffix(".lua") ? "--" : "#"
    }

    /// An example without the marks around what is meant.
    private static func plain(_ example: FindingPage.Example) -> String {
        var text = example.with.filter { $0 != "«" && $0 != "»" }
        while text.hasSuffix("\n") { text.removeLast() }
        return text
    }
}

extension FindingPage.Moment {
    fileprivate var words: String {
        switch self {
        case .checking: "by `accord check`"
        case .deciding: "while a case is decided; no action is taken"
        case .reading: "before anything is checked"
        case .running: "by the command that meets it"
        }
    }
}
