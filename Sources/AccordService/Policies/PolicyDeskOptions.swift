public import Foundation
public import PolicyHost

/// How a ``PolicyDesk`` loads, keeps and judges policies.
public struct PolicyDeskOptions: Sendable {
    /// When a version that fails too often is taken back by itself.
    public struct AutomaticReturn: Sendable, Equatable {
        /// How many of the last decisions are looked at (default: 200).
        public var window: Int
        /// How many decisions there must be before anything is concluded (default: 50).
        public var least: Int
        /// The share of failed decisions that is still borne, from 0 to 1 (default: 0.05).
        public var bound: Double
        /// For how long after its activation a version is watched, in seconds (default: one hour).
        public var watched: TimeInterval

        /// Creates the bounds.
        public init(
            window: Int = 200, least: Int = 50, bound: Double = 0.05,
            watched: TimeInterval = 3600
        ) {
            self.window = max(window, 1)
            self.least = max(min(least, window), 1)
            self.bound = bound
            self.watched = watched
        }
    }

    /// Where policies come from.
    public var source: PolicySource
    /// The sites that are served; all of the source if nil.
    public var sites: [String]?
    /// Whose signatures a bundle needs.
    public var trust: BundleTrust
    /// Where good versions and the attempts are kept; in memory only if nil.
    ///
    /// The folder must be writable by the service alone: what is kept there decides again without
    /// a signature being asked for. It belongs to one service at a time.
    public var stateFolder: String?
    /// How many good versions are kept for each site (default: 10).
    public var keptVersions = 10
    /// How long a folder must have been still before it is read (default: 50 ms).
    public var stillness: Duration = .milliseconds(50)
    /// How long to wait for a folder to become still (default: 10 s).
    public var settling: Duration = .seconds(10)
    /// When a version that fails is taken back; never if nil.
    public var automaticReturn: AutomaticReturn? = AutomaticReturn()
    /// How many decisions may wait to be compared with a shadow's; more are left out (default: 256).
    public var shadowQueue = 256
    /// How long fetching one document may take (default: 30 s).
    public var fetchTimeout: Duration = .seconds(30)
    /// The largest document that is fetched, in bytes (default: 64 MiB, the most of a bundle).
    public var fetchLimit = 64 << 20
    /// Tells the time; nothing else of the desk looks at a clock.
    public var clock: @Sendable () -> Date
    /// Is told every attempt when it is over, in order.
    public var record: @Sendable (ReloadAttempt) -> Void

    /// Creates options; see the properties.
    public init(
        source: PolicySource, sites: [String]? = nil, trust: BundleTrust = .none,
        stateFolder: String? = nil, clock: @escaping @Sendable () -> Date = { Date() },
        record: @escaping @Sendable (ReloadAttempt) -> Void = { _ in }
    ) {
        self.source = source
        self.sites = sites
        self.trust = trust
        self.stateFolder = stateFolder
        self.clock = clock
        self.record = record
    }
}
