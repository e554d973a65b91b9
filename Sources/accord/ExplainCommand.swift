import ArgumentParser
import CaseModel
import Casework
import Foundation
import PolicyHost

struct ExplainCommand: ParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "One decision as a tree in words: what, why, why not, what would change it.",
        discussion: """
            EXAMPLES
              accord sample --showcase oh-stark | accord explain -
              accord explain case.json --remedy driver_license_suspension
              accord explain case.json --area outreach --site az-maricopa
            """)

    @OptionGroup var common: CommonOptions

    @Argument(help: "One case file; - reads standard input.", completion: .file())
    var file: String

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

    @Option(help: "text or json.")
    var format: Format = .text

    func run() throws {
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
        let decisions = Explainer(policy: policy).explain(
            caseFile, asOf: asOf ?? caseFile.observedOn, area: question?.point.area ?? area,
            question: question
        ).filter { decision in caseID.map { decision.caseID == $0 } ?? true }
        let paint = Paint(on: Terminal.usesColor(common.color))
        switch format {
        case .json:
            Terminal.print("[" + decisions.map(\.canonicalJSON).joined(separator: ",\n") + "]")
        case .text:
            let writer = DecisionText(
                marks: DecisionText.Marks(heading: paint.bold, aside: paint.dim))
            for decision in decisions { Terminal.print(writer.tree(decision)) }
        }
        if decisions.contains(where: { $0.alert != nil }) { throw ExitCode.findings }
    }
}
