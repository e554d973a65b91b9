import CaseModel
import Foundation
import Yams

/// How the service runs, put together from defaults, a file, the environment and the command line; the later wins.
///
/// Every setting is declared once in ``table``. A name that nobody declared is refused wherever it stands. Secrets are
/// never given as values: a setting names the file that holds them.
public struct ServiceSettings: Sendable, Equatable {
    /// Where it listens.
    public var address = ServiceAddress()
    /// The SQLite store; empty for one in a temporary folder, with `--demo` only.
    public var store = ""
    /// A folder with `policies/` and `site-configs/`, a bundle, a release folder, or the URL of a bundle.
    public var policies = "."
    /// The folder in which last known good policies and the history of loads are kept; beside the store by default.
    public var state = ""
    /// The trust file that says whose signatures a bundle needs; empty takes unsigned policies.
    public var trust = ""
    /// Seconds between two looks at a URL or a folder that can't be watched.
    public var poll = 10
    /// The issuer that tokens must name.
    public var issuer = ""
    /// The audience that tokens must name.
    public var audience = "accord"
    /// A file or an http(s) URL with the issuer's keys (JWKS).
    public var keys = ""
    /// The signature algorithms that are taken.
    public var algorithms = ["ES256", "RS256", "EdDSA"]
    /// Certificate chain (PEM) for TLS; empty serves plain HTTP.
    public var certificate = ""
    /// The file with the certificate's private key (PEM).
    public var certificateKey = ""
    /// Requests a second for one caller; 0 for no bound.
    public var rate = 200
    /// Requests that one caller may make at once.
    public var burst = 400
    /// The largest body in MB.
    public var bodyMB = 8
    /// How many connections may be open; more wait until one is closed.
    public var maxConnections = 1_000
    /// Seconds after which a connection is closed on which no request has come to its end.
    public var idle = 60
    /// Seconds for which a body may keep the service waiting; one more for each 500 bytes that came.
    public var bodyTime = 30
    /// Threads of a sweep.
    public var sweepThreads = 1
    /// The share of failed decisions, in percent, at which a new policy gives way to the last good one.
    public var returnPercent = 5
    /// The JobGateway service's URL; empty if there is none.
    public var jobGateway = ""
    /// The file with the secret from which the keys of persons are made that the JobGateway knows.
    public var jobGatewayKey = ""
    /// The agreement under which data are exchanged with the JobGateway.
    public var jobGatewayAgreement = ""
    /// What is logged: trace, debug, info, notice, warning, error.
    public var logLevel = "info"
    /// Seconds that running requests get when the service stops.
    public var shutdown = 20

    /// The defaults.
    public init() {}

    /// One setting: its name, what it means, and how its text becomes a value.
    public struct Setting: Sendable {
        /// The name on the command line and in the file, such as `sweep-threads`.
        public let name: String
        /// One sentence for help.
        public let about: String
        /// Its value as text, for help and for `accord serve --show-settings`.
        public let text: @Sendable (ServiceSettings) -> String
        let take: @Sendable (inout ServiceSettings, String) throws -> Void

        /// The variable of the environment, such as `ACCORD_SWEEP_THREADS`.
        public var variable: String { "ACCORD_" + name.uppercased().replacing("-", with: "_") }
    }

    /// A setting that can't be taken.
    public struct Refusal: Error, Sendable, Equatable, CustomStringConvertible {
        /// Where it stands and what was expected.
        public let description: String
    }

    // A key path without captures crosses threads; the compiler can't tell.
    private static func text(
        _ name: String, _ about: String,
        _ path: any WritableKeyPath<ServiceSettings, String> & Sendable,
        of words: [String] = []
    ) -> Setting {
        Setting(name: name, about: about, text: { $0[keyPath: path] }) { settings, text in
            guard words.isEmpty || words.contains(text) else {
                throw Refusal(description: "expected one of \(words.joined(separator: ", "))")
            }
            settings[keyPath: path] = text
        }
    }

    private static func number(
        _ name: String, _ about: String,
        _ path: any WritableKeyPath<ServiceSettings, Int> & Sendable,
        _ range: ClosedRange<Int>
    ) -> Setting {
        Setting(name: name, about: about, text: { "\($0[keyPath: path])" }) { settings, text in
            guard let number = Int(text), range.contains(number) else {
                throw Refusal(
                    description:
                        "expected a whole number from \(range.lowerBound) to \(range.upperBound), found `\(text)`"
                )
            }
            settings[keyPath: path] = number
        }
    }

    private static func list(
        _ name: String, _ about: String,
        _ path: any WritableKeyPath<ServiceSettings, [String]> & Sendable,
        of words: [String] = []
    ) -> Setting {
        Setting(name: name, about: about, text: { $0[keyPath: path].joined(separator: ",") }) {
            settings, text in
            let parts = text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
            if let wrong = parts.first(where: { !words.isEmpty && !words.contains($0) }) {
                throw Refusal(
                    description:
                        "expected some of \(words.joined(separator: ", ")), found `\(wrong)`")
            }
            settings[keyPath: path] = parts
        }
    }

    /// Every setting there is.
    public static let table: [Setting] = [
        text("host", "Address to listen on; 127.0.0.1 is this machine only", \.address.host),
        number("port", "Port to listen on; 0 takes any free one", \.address.port, 0...65_535),
        text("store", "The SQLite store with case files, decisions and log", \.store),
        text(
            "policies", "Folder, bundle, release folder or URL that the policies come from",
            \.policies),
        text("state", "Folder for last known good policies and the history of loads", \.state),
        text("trust", "Trust file that says whose signatures a bundle needs", \.trust),
        number("poll", "Seconds between two looks at a URL", \.poll, 1...86_400),
        text("issuer", "Issuer that tokens must name", \.issuer),
        text("audience", "Audience that tokens must name", \.audience),
        text("keys", "File or URL with the issuer's public keys (JWKS)", \.keys),
        list(
            "algorithms", "Signature algorithms that are taken: ES256, RS256, EdDSA", \.algorithms,
            of: ["ES256", "RS256", "EdDSA"]),
        text("certificate", "Certificate chain (PEM) for TLS", \.certificate),
        text("certificate-key", "File with the certificate's private key (PEM)", \.certificateKey),
        number("rate", "Requests a second for one caller; 0 for no bound", \.rate, 0...1_000_000),
        number("burst", "Requests that one caller may make at once", \.burst, 1...1_000_000),
        number("body-mb", "Largest body of a request in MB", \.bodyMB, 1...512),
        number(
            "max-connections", "Connections that may be open; more wait until one is closed",
            \.maxConnections, 1...100_000),
        number(
            "idle", "Seconds without a request after which a connection is closed", \.idle,
            1...3_600),
        number(
            "body-time", "Seconds for which the body of a request may keep the service waiting",
            \.bodyTime, 1...3_600),
        number("sweep-threads", "Threads of a sweep", \.sweepThreads, 1...256),
        number(
            "return-percent",
            "Share of failed decisions, in percent, at which a new policy gives way",
            \.returnPercent, 1...100),
        text("job-gateway", "URL of the JobGateway service", \.jobGateway),
        text(
            "job-gateway-key",
            "File with the secret of the keys by which the JobGateway knows a person",
            \.jobGatewayKey),
        text(
            "job-gateway-agreement", "Agreement under which data are exchanged with the JobGateway",
            \.jobGatewayAgreement),
        text(
            "log-level", "What is logged", \.logLevel,
            of: ["trace", "debug", "info", "notice", "warning", "error"]),
        number(
            "shutdown", "Seconds that running requests get when the service stops", \.shutdown,
            1...3_600),
    ]

    /// The setting with this name; traps for a name that the table lacks, which a test finds.
    public static func setting(_ name: String) -> Setting {
        table.first { $0.name == name } ?? { preconditionFailure("no setting is called \(name)") }()
    }

    /// Takes one value.
    ///
    /// - Parameters:
    ///   - name: The setting.
    ///   - value: Its value as text.
    ///   - place: Where it stands, for the message.
    /// - Throws: ``Refusal`` with place, what was expected and the nearest name.
    public mutating func take(_ name: String, _ value: String, from place: String) throws(Refusal) {
        guard let setting = ServiceSettings.table.first(where: { $0.name == name }) else {
            let near = EditDistance.nearest(name, in: ServiceSettings.table.map(\.name))
            throw Refusal(
                description: "\(place): no setting is called `\(name)`"
                    + (near.map { "; did you mean `\($0)`?" }
                        ?? "; `accord serve --help` lists all of them"))
        }
        do {
            try setting.take(&self, value)
        } catch {
            throw Refusal(description: "\(place): \(name): \(error)")
        }
    }

    /// Takes every `ACCORD_…` variable of an environment; `known` are those that mean something else.
    ///
    /// - Throws: ``Refusal`` for a variable that nobody declared.
    public mutating func take(
        environment: [String: String], known: Set<String> = ["ACCORD_ROOT", "ACCORD_JOBS"]
    ) throws(Refusal) {
        for (variable, value) in environment.sorted(by: { $0.key < $1.key })
        where variable.hasPrefix("ACCORD_") && !known.contains(variable) {
            let name = variable.dropFirst("ACCORD_".count).lowercased().replacing("_", with: "-")
            try take(name, value, from: "the variable \(variable)")
        }
    }

    /// Takes a YAML file of `name: value` lines.
    ///
    /// - Throws: ``Refusal`` for a file that can't be read and for a name that nobody declared, with its line.
    public mutating func take(file path: String) throws(Refusal) {
        let text: String
        do {
            text = try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw Refusal(
                description:
                    "\(path): the settings can't be read; name an existing file of UTF-8 text")
        }
        let node: Node?
        do {
            node = try Yams.compose(yaml: text)
        } catch {
            throw Refusal(description: "\(path): \(error)")
        }
        guard let node else { return }
        guard let mapping = node.mapping else {
            throw Refusal(description: "\(path): expected lines such as `port: 8080`")
        }
        for (key, value) in mapping {
            let place = "\(path):\(key.mark?.line ?? 1):\(key.mark?.column ?? 1)"
            guard let name = key.string else {
                throw Refusal(description: "\(place): expected a name")
            }
            let value = value.sequence?.compactMap(\.string).joined(separator: ",") ?? value.string
            guard let value else {
                throw Refusal(description: "\(place): \(name): expected a value")
            }
            try take(name, value, from: place)
        }
    }
}
