import ArgumentParser
import CaseModel
import PolicyHost

struct BundleInspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "What a bundle holds: who, why, sites, files, what it uses, who signed.",
        discussion: """
            Verifies the files; without --trust, signatures are listed and not checked. Exit code 1 \
            if the bundle would be refused.

            EXAMPLES
              accord bundle inspect june.accord
              accord bundle inspect june.accord --format json
            """)

    @OptionGroup var common: CommonOptions

    @Argument(help: "The bundle.", completion: .file())
    var file: String

    @Option(help: "text or json.")
    var format: TextOrJSON = .text

    func run() throws {
        var trust = try common.trustOptions.bundleTrust()
        if trust.keys == nil { trust.ignoresSignatures = true }
        let report = try orStop { try BundleReport(contentsOf: file, trust: trust) }
        switch format {
        case .json: Terminal.print(report.json(withManifest: true).canonicalText)
        case .text: Terminal.print(text(report))
        }
        for problem in report.problems { Terminal.note("\(problem)") }
        if !report.problems.isEmpty { throw ExitCode.findings }
    }

    private func text(_ report: BundleReport) -> String {
        let paint = Paint(on: Terminal.usesColor(common.color))
        let manifest = report.manifest
        var lines = [
            paint.bold("bundle \(manifest.hash)") + (manifest.isDraft ? "  DRAFT" : ""),
            Table.render([
                ["who", manifest.who], ["why", manifest.why],
                ["effective", "\(manifest.effective)"], ["made on", "\(manifest.created)"],
                ["changes", manifest.base ?? "no bundle was named"],
                ["tests", "\(manifest.tests) passed when it was made"],
                ["asks for", "API \(manifest.api); this host has API \(HostAPI.version)"],
            ]), "", paint.bold("sites"),
            Table.render(
                manifest.sites.map {
                    [$0.id, "policies \($0.policyHash.prefix(12))", "\($0.rules) rules"]
                }, indent: "  "), "", paint.bold("signatures"),
        ]
        lines += report.signatures.isEmpty ? ["  none"] : report.signatures.map { "  \($0.words)" }
        lines += ["", paint.bold("uses")]
        for (kind, names) in manifest.capabilities.names.sorted(by: { $0.key < $1.key }) {
            lines.append("  \(kind) (\(names.count)): " + names.joined(separator: " "))
        }
        lines += ["", paint.bold("files (\(manifest.files.count))")]
        lines.append(
            Table.render(
                manifest.files.map { [$0.path, "\($0.size)", String($0.sha256.prefix(12))] },
                indent: "  "))
        return lines.joined(separator: "\n")
    }
}

struct BundleVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Verify every file, the signatures and the API of a bundle.",
        discussion: """
            EXAMPLES
              accord bundle verify june.accord --trust trust.yaml
              accord bundle verify june.accord --trust trust.yaml --require-signed --format json

            EXIT CODES
              0 may be loaded   1 refused   65 not a whole bundle   66 no such file
              78 the trust file is not sound
            """)

    @OptionGroup var common: CommonOptions

    @Argument(help: "The bundle.", completion: .file())
    var file: String

    @Option(help: "text or json.")
    var format: TextOrJSON = .text

    func run() throws {
        let trust = try common.trustOptions.bundleTrust()
        let report = try orStop { try BundleReport(contentsOf: file, trust: trust) }
        switch format {
        case .json: Terminal.print(report.json(withManifest: false).canonicalText)
        case .text:
            for signature in report.signatures { Terminal.print(signature.words) }
            for problem in report.problems { Terminal.print("\(problem)") }
            let word = report.problems.isEmpty ? "verified" : "REFUSED"
            Terminal.print(
                "\(word): bundle \(report.manifest.hash), \(report.manifest.files.count) files"
                    + (report.signatures.isEmpty ? ", not signed" : ""))
        }
        if !report.problems.isEmpty { throw ExitCode.findings }
    }
}

extension BundleReport {
    /// The report as JSON.
    fileprivate func json(withManifest: Bool) -> JSONValue {
        var members: [String: JSONValue] = [
            "schema_version": .integer(1), "file": .text(file), "bundle": .text(manifest.hash),
            "verified": .bool(problems.isEmpty),
            "signatures": .list(
                signatures.map {
                    .object([
                        "key": .text($0.keyID), "name": .text($0.name), "role": .text($0.role),
                        "verdict": .text($0.verdict.rawValue),
                    ])
                }),
            "problems": .list(
                problems.map {
                    .object(["code": .text($0.code), "message": .text($0.message)])
                }),
        ]
        if withManifest { members["manifest"] = manifest.json }
        return .object(members)
    }
}
