import ArgumentParser
import CaseModel
import Foundation
import PolicyWorkbench

extension ExplainCommand {
    /// The page of a finding, if the argument is its code and no file.
    ///
    /// - Returns: Nil if the argument names a case file, there or not.
    func findingPage(_ argument: String) throws -> String? {
        guard !FileManager.default.fileExists(atPath: argument) else { return nil }
        guard let page = FindingPages.page(for: argument) else {
            guard Self.looksLikeCode(argument) else { return nil }
            let near = FindingPages.nearest(to: argument)
            throw ValidationError(
                "no finding has the code `\(argument)`"
                    + (near.map { "; did you mean `\($0)`?" }
                        ?? "; accord explain --codes lists them"))
        }
        return try lookedUp(page.json) { paint in page.text(heading: paint.bold) }
    }

    /// Every code with its title.
    func codeList() throws -> String {
        try lookedUp(FindingPages.json) { paint in
            let width = FindingPages.all.map(\.code.count).max() ?? 0
            return FindingPages.all.map { page in
                let blanks = String(repeating: " ", count: width - page.code.count)
                return "\(paint.bold(page.code))\(blanks)  \(page.title)\n"
            }.joined()
        }
    }

    private func lookedUp(_ json: JSONValue, _ text: (Paint) -> String) throws -> String {
        switch format {
        case .json: return String(decoding: json.prettyBytes().dropLast(), as: UTF8.self)
        case .html: throw ValidationError("findings are shown as text or json; html is for cases")
        case .text:
            let paint = Paint(on: output == nil && Terminal.usesColor(common.color))
            return String(text(paint).dropLast())
        }
    }

    /// Whether it is words with dots between them, and not the name of a case file.
    private static func looksLikeCode(_ argument: String) -> Bool {
        let parts = argument.split(separator: ".", omittingEmptySubsequences: false)
        let endings = ["json", "ndjson", "jsonl", "txt", "yaml", "yml", "gz"]
        return parts.count > 1 && !endings.contains(parts[parts.count - 1].lowercased())
            && parts.allSatisfy { part in
                !part.isEmpty && part.allSatisfy { $0.isASCII && $0.isLetter || $0 == "-" }
            }
    }
}
