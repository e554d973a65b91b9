public import Foundation

/// Whether a site decides.
public enum SiteState: String, Sendable, CaseIterable {
    /// It decides by what its source has, or by what somebody put or went back to.
    case serving
    /// Its source's policies were refused when the service started, and the last good ones decide.
    case servingLastGood = "serving_last_good"
    /// It can't decide.
    case unavailable
}

/// A good version of a site's policies that is kept, to go back to.
public struct KeptVersion: Sendable, Equatable {
    /// The hash of the policies.
    public var hash: String
    /// The hash of the bundle they came in; nil if in none.
    public var bundle: String?
    /// When they last became what decides.
    public var activated: Date
    /// Whether they were taken back because they failed too often.
    public var isFaulty: Bool
}

/// What decides at a site, and how its policies fare.
public struct SiteStatus: Sendable, Equatable {
    /// The site.
    public var site: String
    /// Whether it decides.
    public var state: SiteState
    /// The hash of the policies that decide; nil if none do.
    public var hash: String?
    /// Where they came from.
    public var origin: PolicyOrigin?
    /// Since when they decide.
    public var since: Date?
    /// The attempt that activated them.
    public var attempt: Int?
    /// Why the site can't decide, or why something else than the source's policies does; nil if
    /// all is well.
    public var reason: String?
    /// What is wrong with the policies that were refused last; empty once others were accepted.
    public var findings: [ReloadFinding]
    /// The number of the last attempt that was about the site.
    public var lastAttempt: Int?
    /// The hash of what the source has and what is not activated until it changes or somebody asks.
    public var heldBack: String?
    /// The good versions that are kept, last activated first.
    public var kept: [KeptVersion]
    /// The hash of the candidate that decides beside; nil if there is none.
    public var shadow: String?
}

/// How the source of policies fares.
public struct SourceStatus: Sendable, Equatable {
    /// The kind and place.
    public var source: String
    /// When it was last looked at.
    public var checked: Date?
    /// Why it could not be read the last time; nil if it could.
    public var problem: ReloadFinding?
    /// How many times in a row it could not be read.
    public var failures: Int
}
