public import Foundation
public import PolicyHost

/// What decides at one site, from its activation until another version takes its place.
///
/// A decision takes it once and keeps it to its end, whatever is activated meanwhile.
public final class LivePolicy: Sendable {
    /// The site's policy.
    public let policy: SitePolicy
    /// The files that it was made of.
    public let tree: PolicyTree
    /// Where it came from.
    public let origin: PolicyOrigin
    /// Since when it decides.
    public let since: Date
    /// The number of the attempt that activated it.
    public let attempt: Int
    /// The time zone in which the site's days begin; found once, because every request asks for today.
    let timeZone: TimeZone

    /// Whether it decides because what the source has was refused when the service started.
    public let isLastGood: Bool

    /// ``SitePolicy/hash``, which its decisions carry.
    public var hash: String { policy.hash }

    init(
        policy: SitePolicy, tree: PolicyTree, origin: PolicyOrigin, since: Date, attempt: Int,
        isLastGood: Bool = false
    ) {
        self.isLastGood = isLastGood
        self.policy = policy
        self.tree = tree
        self.origin = origin
        self.since = since
        self.attempt = attempt
        timeZone = TimeZone(identifier: policy.config.timeZone) ?? .gmt
    }
}

/// Why a site can't decide.
public struct SiteUnavailable: Error, Sendable, Equatable, CustomStringConvertible {
    /// The site that was asked for.
    public var site: String
    /// `site.unknown`, `site.starting` or `site.failed`.
    public var code: String
    /// Why, in a sentence.
    public var reason: String
    /// What is wrong with its policies.
    public var findings: [ReloadFinding]

    /// The reason with the site.
    public var description: String { "\(site): \(reason)" }
}
