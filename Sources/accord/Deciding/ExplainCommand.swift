public import ArgumentParser
import CaseModel
import Casework
import Foundation
public import PolicyHost
import PolicyWorkbench

struct ExplainCommand: ParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json, html
    }

    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "One decision as a tree in words: what, why, why not, what would change it.",
        discussion: """
            EXAMPLES
              accord sample --showcase oh-stark | accord explain -
              accord explain case.json --remedy driver_license_suspension
              accord explain case.json --area outreach --site az-maricopa
              accord explain fact.unknown         what a finding means, with examples
              accord explain --codes              every code with its title
            """)

    @OptionGroup var common: CommonOptions

    @Argument(
        help: "One case file; - reads standard input. Or the code of a finding or a refusal.",
        completion: .file())
    var file: String?

    @Flag(help: "List every code that Accord reports with its title.")
    var codes = false

    @Option(
        help: "Decide with this site's policy (default: the file's own site).",
        completion: siteCompletion)
    var site: String?

    @Option(help: "Explain only this area (default: enforcement).")
    var area: Area = .enforcement

    @Option(help: "Explain only this remedy, such as driver_license_suspension.")
    var remedy: String?

    @Option(help: "Explain only this decision point, such as D13.")
    var point: String?

    @Option(help: "Explain only the case with this id.")
    var caseID: String?

    @Option(help: "The day on which to decide (default: the day the file was observed).")
    var asOf: Day?

    @Option(help: "How much of the trace is shown: answers, rules, conditions or everything.")
    var depth: DecisionText.Depth = .conditions

    @Option(help: "text, json or html; html is one page that needs nothing else.")
    var format: Format = .text

    @Option(
        name: .shortAndLong, help: "Write to this file, whole or not at all.", completion: .file())
    var output: String?

    func validate() throws {
        guard codes == (file != nil) else { return }
        throw ValidationError(
            codes
                ? "--codes lists all of them; leave `\(file ?? "")` out"
                : "name a case file, - for standard input, or the code of a finding")
    }

    func run() throws {
        guard let file else { return try write(codeList()) }
        if let page = try findingPage(file) { return try write(page) }
        var input = CaseInput(files: [file], db: nil, site: nil)
        let files = try input.all()
        guard let caseFile = files.first else { throw ExitCode.dataError }
        if files.count > 1 {
            Terminal.note("\(file) holds \(files.count) case files; the first is explained")
        }
        if let remedy, RemedyKind(word: remedy) == nil {
            let near = EditDistance.nearest(remedy, in: RemedyKind.words)
            throw ValidationError(
                "no remedy is called `\(remedy)`" + (near.map { "; did you mean `\($0)`?" } ?? ""))
        }
        let wanted = site ?? caseFile.site.word
        let host = try common.host(sites: [wanted])
        guard let policy = host.sites[wanted] else { throw ExitCode.configuration }
        var question: Question?
        if remedy != nil { question = Question(point: .remedy, subject: remedy) }
        if let point {
            guard let named = DecisionPoint(rawValue: point), named.area != nil else {
                let names = DecisionPoint.allCases.filter { $0.area != nil }.map(\.rawValue)
                throw ValidationError(
                    "`\(point)` is no scripted decision point; known are "
                        + names.joined(separator: ", "))
            }
            question = Question(point: named, subject: remedy)
        }
        let explanations = Explainer(policy: policy).explanations(
            of: caseFile, asOf: asOf ?? caseFile.observedOn,
            area: question?.point.area ?? area, question: question, caseID: caseID)
        try write(text(explanations, policy))
        if explanations.contains(where: { $0.decision.alert != nil }) { throw ExitCode.findings }
    }

    private func text(_ explanations: [Explanation], _ policy: SitePolicy) throws -> String {
        switch format {
        case .json:
            return "[" + explanations.map(\.canonicalJSON).joined(separator: ",\n") + "]"
        case .html:
            return try ExplainPage(explanations, site: policy.config).html()
        case .text:
            let paint = Paint(on: output == nil && Terminal.usesColor(common.color))
            let writer = DecisionText(
                marks: DecisionText.Marks(heading: paint.bold, aside: paint.dim), depth: depth)
            return explanations.map { writer.tree($0) }.joined(separator: "\n")
        }
    }

    func write(_ text: String) throws {
        guard let output else { return Terminal.print(text) }
        try Terminal.save(Array((text + "\n").utf8), to: output)
        if !common.quiet { Terminal.note("wrote \(output)") }
    }
}

extension DecisionText.Depth: ExpressibleByArgument {
    /// Reads a depth by its name.
    public init?(argument: String) {
        guard let depth = DecisionText.Depth.allCases.first(where: { "\($0)" == argument }) else {
            return nil
        }
        self = depth
    }

    /// The names, for help and completion.
    public static var allValueStrings: [String] { allCases.map { "\($0)" } }

    /// The name, as help shows it.
    public var defaultValueDescription: String { "\(self)" }
}
