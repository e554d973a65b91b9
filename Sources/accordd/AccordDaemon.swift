import AccordService
import ArgumentParser
import Foundation

/// The service as a program; `accord serve` starts it.
@main
struct AccordDaemon: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accord serve",
        abstract: "Answer decisions over HTTP; load policies at start and again when they change.",
        discussion: """
            Settings come from a file (--settings), from variables ACCORD_… and from these options; \
            the later wins. Secrets are never values: a setting names the file that holds them. \
            The guide for operators is tools/service/README.md.

            --demo serves the repository's policies with made-up cases on this machine only, \
            with a store of its own that is thrown away, and prints a token for each role.

            EXAMPLES
              accord serve --demo
              accord serve --settings /etc/accord/service.yaml
              accord serve --store cases.sqlite --policies . --issuer https://id.example.gov \\
                --keys https://id.example.gov/jwks.json --port 8443 \\
                --certificate chain.pem --certificate-key key.pem

            SIGNALS
              HUP   load the policies again        TERM, INT  finish what is begun, then stop

            EXIT CODES
              0 stopped as asked   64 wrong usage or setting   65 the log does not end as written
              66 no store, keys or state folder   70 a defect
              69 the address is taken, or another service holds the state folder
            """)

    @Flag(help: "Serve made-up cases with tokens for every role, on this machine only.")
    var demo = false

    @Option(help: "A YAML file with settings.", completion: .file())
    var settings: String?

    @Flag(help: "Print the settings that would be used, and where they could be set, then stop.")
    var showSettings = false

    @Flag(
        name: .customLong("openapi"),
        help: "Print the description of the API (OpenAPI 3.1), then stop.")
    var printsDocument = false

    @Option(help: .setting("host")) var host: String?
    @Option(help: .setting("port")) var port: String?
    @Option(help: .setting("store")) var store: String?
    @Option(help: .setting("policies")) var policies: String?
    @Option(help: .setting("state")) var state: String?
    @Option(help: .setting("trust")) var trust: String?
    @Option(help: .setting("poll")) var poll: String?
    @Option(help: .setting("issuer")) var issuer: String?
    @Option(help: .setting("audience")) var audience: String?
    @Option(help: .setting("keys")) var keys: String?
    @Option(help: .setting("algorithms")) var algorithms: String?
    @Option(help: .setting("certificate")) var certificate: String?
    @Option(help: .setting("certificate-key")) var certificateKey: String?
    @Option(help: .setting("rate")) var rate: String?
    @Option(help: .setting("burst")) var burst: String?
    @Option(help: .setting("body-mb")) var bodyMb: String?
    @Option(help: .setting("max-connections")) var maxConnections: String?
    @Option(help: .setting("idle")) var idle: String?
    @Option(help: .setting("body-time")) var bodyTime: String?
    @Option(help: .setting("sweep-threads")) var sweepThreads: String?
    @Option(help: .setting("return-percent")) var returnPercent: String?
    @Option(help: .setting("job-gateway")) var jobGateway: String?
    @Option(help: .setting("job-gateway-key")) var jobGatewayKey: String?
    @Option(help: .setting("job-gateway-agreement")) var jobGatewayAgreement: String?
    @Option(help: .setting("log-level")) var logLevel: String?
    @Option(help: .setting("shutdown")) var shutdown: String?

    /// The options by the names of the settings.
    private var given: [(name: String, value: String?)] {
        [
            ("host", host), ("port", port), ("store", store), ("policies", policies),
            ("state", state),
            ("trust", trust), ("poll", poll),
            ("issuer", issuer), ("audience", audience), ("keys", keys), ("algorithms", algorithms),
            ("certificate", certificate), ("certificate-key", certificateKey), ("rate", rate),
            ("burst", burst), ("body-mb", bodyMb), ("max-connections", maxConnections),
            ("idle", idle), ("body-time", bodyTime), ("sweep-threads", sweepThreads),
            ("return-percent", returnPercent), ("job-gateway", jobGateway),
            ("job-gateway-key", jobGatewayKey),
            ("job-gateway-agreement", jobGatewayAgreement), ("log-level", logLevel),
            ("shutdown", shutdown),
        ]
    }

    func run() async throws {
        if printsDocument { return FileHandle.standardOutput.write(Data(AccordServer.document)) }
        do throws(ServiceSettings.Refusal) {
            let chosen = try merged()
            if showSettings { return print(AccordDaemon.table(of: chosen)) }
            try await serve(chosen)
        } catch {
            FileHandle.standardError.write(Data("accord serve: \(error)\n".utf8))
            throw ExitCode(64)
        }
    }

    private func merged() throws(ServiceSettings.Refusal) -> ServiceSettings {
        let environment = ProcessInfo.processInfo.environment
        var chosen = ServiceSettings()
        if let root = environment["ACCORD_ROOT"] { chosen.policies = root }
        if let settings { try chosen.take(file: settings) }
        try chosen.take(environment: environment)
        for case (let name, let value?) in given {
            try chosen.take(name, value, from: "--\(name)")
        }
        return chosen
    }

    private func serve(_ chosen: ServiceSettings) async throws(ServiceSettings.Refusal) {
        do {
            try await AccordServer(settings: chosen, isDemo: demo).run()
        } catch let refusal as ServiceSettings.Refusal {
            throw refusal
        } catch let failure as AccordServer.StartFailure {
            FileHandle.standardError.write(Data("accord serve: \(failure)\n".utf8))
            Foundation.exit(failure.exitCode)
        } catch {
            FileHandle.standardError.write(Data("accord serve: \(error)\n".utf8))
            Foundation.exit(70)
        }
    }

    private static func table(of settings: ServiceSettings) -> String {
        ServiceSettings.table.map { setting in
            let value = setting.text(settings)
            return
                "\(setting.name): \(value.isEmpty ? "\"\"" : value)    # \(setting.about) (\(setting.variable))"
        }.joined(separator: "\n")
    }
}

extension ArgumentHelp {
    /// The words of a setting, which are declared once.
    fileprivate static func setting(_ name: String) -> ArgumentHelp {
        let setting = ServiceSettings.setting(name)
        let value = setting.text(ServiceSettings())
        return ArgumentHelp(
            "\(setting.about)\(value.isEmpty ? "" : " (default: \(value))").", valueName: "value")
    }
}
