import AsyncHTTPClient
import CaseModel
import CaseStore
import Casework
import Foundation
import Hummingbird
import Logging
import NIOCore
import PolicyHost
import ServiceLifecycle
import UnixSignals

/// The service: put together from its settings, started, run until it is asked to stop.
public struct AccordServer: Sendable {
    /// Why the service could not start.
    public struct StartFailure: Error, Sendable, CustomStringConvertible {
        /// What was expected, and what to do.
        public let description: String
        /// The program's exit code.
        public let exitCode: Int32
    }

    let settings: ServiceSettings
    let isDemo: Bool

    /// Makes a service; nothing is opened yet.
    ///
    /// - Parameters:
    ///   - settings: How it runs.
    ///   - isDemo: Whether it serves made-up cases with tokens of its own, on this machine only.
    public init(settings: ServiceSettings, isDemo: Bool = false) {
        self.settings = settings
        self.isDemo = isDemo
    }

    /// Every endpoint there is.
    static let endpoints: [Endpoint] = {
        let all =
            DecisionRoutes.endpoints + CaseRoutes.endpoints + EventRoutes.endpoints
            + WorklistRoutes.endpoints
            + SweepRoutes.endpoints + PolicyRoutes.endpoints + SiteRoutes.endpoints
            + LogRoutes.endpoints
            + JobGatewayRoutes.endpoints
        let service = ServiceRoutes.endpoints { AccordServer.document }
        return all + service
    }()

    /// The API's description, as it is served and checked in.
    public static let document: [UInt8] = OpenAPIDocument(endpoints: endpoints).json.prettyBytes()

    /// Starts and runs until a signal asks to stop; what was begun is finished.
    ///
    /// - Throws: ``StartFailure``, ``ServiceSettings/Refusal``.
    public func run() async throws {
        let level = Logger.Level(rawValue: settings.logLevel) ?? .info
        let logger = Logger(label: "accord") { JSONLogHandler(label: $0, level: level) }
        let folder = try ServiceFolder(settings, isDemo: isDemo)
        let store = try open(folder)
        let demo = isDemo ? try await DemoIssuer(listeningOn: settings.address) : nil
        let core = try await core(store, folder, demo, logger)
        if let fault = core.desk.historyFault {
            logger.warning(
                "the history of loads", metadata: ["event": "attempts", "fault": "\(fault)"])
        }
        let first = await core.desk.start()
        report(first, core)
        if let demo { try Demo(core: core, issuer: demo, settings: settings).prepare() }
        try verifyLog(core)

        let app = try application(core) { port in
            if let demo, let place = folder.temporary {
                await Demo(core: core, issuer: demo, settings: settings).introduce(
                    port: port, folder: place)
            }
        }
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [
                    .init(service: PolicyWatch(core.desk, every: .seconds(settings.poll))),
                    // Sweeps pause, and what they had begun is written before the service ends.
                    .init(service: AtTheEnd { await core.sweeps.stop() }),
                    .init(service: HangUps(desk: core.desk)),
                    .init(service: AtTheEnd { try? await core.jobGateway?.client.shutdown() }),
                    .init(service: app),
                ],
                gracefulShutdownSignals: [.sigterm, .sigint], logger: AccordServer.quiet(logger)))
        do {
            try await group.run()
        } catch let error as IOError {
            throw StartFailure(
                description:
                    "\(settings.address.host):\(settings.address.port) can't be listened on: \(error)",
                exitCode: 69)
        }
        logger.notice("stopped", metadata: ["event": "stopped"])
        withExtendedLifetime(folder) {}
    }

    // MARK: - Parts

    private func open(_ folder: ServiceFolder) throws -> CaseStore {
        do {
            return try CaseStore(path: folder.store)
        } catch let error as CaseStoreError {
            throw StartFailure(description: "\(error)", exitCode: 66)
        }
    }

    /// Puts the parts together.
    func core(
        _ store: CaseStore, _ folder: ServiceFolder, _ demo: DemoIssuer?, _ logger: Logger
    ) async throws -> ServiceCore {
        let metrics = ServiceMetrics()
        let clock: @Sendable () -> Date = { Date() }
        let trust =
            settings.trust.isEmpty ? BundleTrust.none : try BundleTrust(contentsOf: settings.trust)
        var options = PolicyDeskOptions(
            source: PolicySource(settings.policies), trust: trust, stateFolder: folder.state,
            clock: clock
        ) { attempt in
            AccordServer.note(attempt, metrics, logger)
        }
        options.automaticReturn = PolicyDeskOptions.AutomaticReturn(
            bound: Double(settings.returnPercent) / 100)
        let cases = CaseDesk(store: store)
        let owner =
            "\(ProcessInfo.processInfo.processIdentifier)-\(UInt64.random(in: .min ... .max))"
        try store.abandonRequests(exceptOf: owner)
        var limits = RequestLimits()
        limits.body = settings.bodyMB << 20
        limits.bodyTime = .seconds(settings.bodyTime)
        limits.idle = .seconds(settings.idle)
        return ServiceCore(
            store: store, desk: PolicyDesk(options),
            gate: Gate(verifier: try await verifier(demo), keeper: Gatekeeper(), metrics: metrics),
            breakGlass: BreakGlass { event in
                try AccordServer.keep(event, cases)
                if event.isAlert { metrics.alerted("break_glass") }
                logger.warning(
                    "access to a case of somebody else",
                    metadata: [
                        "event": "break_glass", "kind": "\(event.kind.rawValue)",
                        "actor": "\(event.grant.subject)",
                        "site": "\(event.grant.site)", "grant": "\(event.grant.id)",
                    ])
            },
            limits: limits, limiter: RateLimiter(perSecond: settings.rate, burst: settings.burst),
            repeats: RepeatedCalls(store: store, owner: owner, clock: clock),
            recorder: DecisionRecorder(store: store, metrics: metrics),
            sweeps: SweepDesk(
                store: store, threads: settings.sweepThreads, metrics: metrics, logger: logger),
            candidates: CandidateShelf(trust: trust), cases: cases,
            worklist: Worklist(store: store), jobGateway: try jobGateway(logger),
            metrics: metrics, logger: logger, clock: clock, isSecure: !settings.certificate.isEmpty)
    }

    private func verifier(_ demo: DemoIssuer?) async throws -> TokenVerifier {
        let rules: TokenVerifier.Rules
        let source: KeySource
        if let demo {
            rules = TokenVerifier.Rules(issuer: DemoIssuer.issuer, audience: DemoIssuer.audience)
            source = .fixed(demo.keys)
        } else {
            guard !settings.issuer.isEmpty, !settings.keys.isEmpty else {
                throw StartFailure(
                    description:
                        "nobody could be told apart: name the issuer of tokens (--issuer) and its keys (--keys), "
                        + "or try it out with --demo", exitCode: 64)
            }
            rules = TokenVerifier.Rules(
                issuer: settings.issuer, audience: settings.audience,
                algorithms: Set(settings.algorithms.compactMap(TokenAlgorithm.init)))
            source = settings.keys.contains("://") ? .url(settings.keys) : .file(settings.keys)
        }
        do throws(KeyFault) {
            let keys = try KeySet(source)
            try await keys.load()
            return TokenVerifier(rules: rules, keys: keys)
        } catch {
            throw StartFailure(description: error.description, exitCode: 66)
        }
    }

    private func jobGateway(_ logger: Logger) throws -> JobGatewayPost? {
        guard !settings.jobGateway.isEmpty else { return nil }
        guard let secret = FileManager.default.contents(atPath: settings.jobGatewayKey),
            secret.count >= 32
        else {
            throw StartFailure(
                description:
                    "--job-gateway-key must name a file with a secret of at least 32 bytes, from which the keys of "
                    + "persons are made that the JobGateway knows", exitCode: 66)
        }
        do throws(UnsafeAddress) {
            return try JobGatewayPost(
                JobGatewaySettings(
                    url: settings.jobGateway, agreement: settings.jobGatewayAgreement),
                secret: secret, logger: logger)
        } catch {
            throw StartFailure(description: "--job-gateway: \(error)", exitCode: 64)
        }
    }

    private func report(_ attempt: ReloadAttempt, _ core: ServiceCore) {
        for finding in attempt.findings + attempt.sites.flatMap(\.findings) {
            core.logger.warning(
                "a policy was refused",
                metadata: [
                    "event": "policy_finding", "code": "\(finding.code)",
                    "place": "\(finding.place)",
                    "finding": "\(finding.message)",
                ])
        }
    }

    /// The newest part of the log, behind the last checkpoint, or its last record alone.
    private func verifyLog(_ core: ServiceCore) throws {
        let found: Bool
        if let checkpoint = try core.store.checkpoints().max(by: { $0.seq < $1.seq }) {
            found = try core.store.verifyLog(from: checkpoint).isSound
        } else {
            let end = try core.store.logEnd()
            found = try end.seq == 0 || core.store.isTrue(core.store.logRecord(end.seq))
        }
        guard found else {
            throw StartFailure(
                description:
                    "the decision log does not end as it was written; `accord log verify --db \(core.store.path)` "
                    + "names the first bad record, and nothing is decided until it is known",
                exitCode: 65)
        }
    }

    private static func note(_ attempt: ReloadAttempt, _ metrics: ServiceMetrics, _ logger: Logger)
    {
        for site in attempt.sites {
            metrics.loaded(site: site.site, result: site.result.rawValue, isLive: site.after != nil)
            if site.result == .refused || site.result == .keptLastGood {
                metrics.alerted("policy_refused")
            }
        }
        if attempt.cause == .automaticReturn { metrics.alerted("automatic_return") }
        logger.notice(
            "policies looked at",
            metadata: [
                "event": "policies", "attempt": "\(attempt.number)",
                "cause": "\(attempt.cause.rawValue)",
                "actor": "\(attempt.who)", "success": "\(attempt.isSuccess)",
                "sites":
                    "\(attempt.sites.map { "\($0.site) \($0.result.rawValue)" }.joined(separator: ", "))",
                "milliseconds": "\(attempt.milliseconds)",
            ])
    }

    /// Puts what happened with a grant into the decision log.
    private static func keep(_ event: BreakGlassEvent, _ cases: CaseDesk) throws {
        guard let site = SiteID(word: event.grant.site) else { return }
        var members: [String: JSONValue] = [
            "grant": .text(event.grant.id), "role": .text(event.role.rawValue),
            "reason": .text(event.reason),
            "until": .integer(event.grant.until), "alert": .bool(event.isAlert),
        ]
        if let action = event.action { members["action"] = .text(action.rawValue) }
        if let object = event.object { members["object"] = .text(object.rawValue) }
        _ = try cases.note(
            "access_\(event.kind.rawValue)",
            about: CaseFileKey(site: site, fileID: event.grant.fileID), members,
            by: LogStamp(actor: event.grant.subject, on: Day(epochDay: Int32(event.at / 86_400))))
    }
}

/// Does something when the service stops.
private struct AtTheEnd: Service {
    let work: @Sendable () async -> Void

    func run() async throws {
        try? await gracefulShutdown()
        await work()
    }
}

/// Looks at the policies again when the process gets a SIGHUP.
private struct HangUps: Service {
    let desk: PolicyDesk

    func run() async throws {
        await cancelWhenGracefulShutdown {
            for await _ in await UnixSignalsSequence(trapping: .sighup) {
                await desk.reload(why: .signal, by: "SIGHUP")
            }
        }
    }
}
