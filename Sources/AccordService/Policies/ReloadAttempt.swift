public import Foundation
import PolicyHost
import PolicyWorkbench

/// What made the service look for other policies.
public enum ReloadCause: String, Sendable, CaseIterable {
    /// The service started.
    case start
    /// A file changed.
    case fileChange = "file_change"
    /// Somebody asked for it, by SIGHUP or a request.
    case signal
    /// Somebody put a bundle.
    case put
    /// The address has something new.
    case poll
    /// Somebody went back to an earlier version.
    case rollback
    /// A version failed too often.
    case automaticReturn = "automatic_return"
    /// Somebody let a candidate decide beside what is live.
    case shadow

    /// Whether it finds something by itself, and so leaves alone what people decided.
    var isUnasked: Bool { self == .start || isAboutChange }

    /// Whether something of the source changed, so that what did not change is left alone.
    var isAboutChange: Bool { self == .fileChange || self == .poll }
}

/// What became of a site in an attempt.
public enum SiteResult: String, Sendable, CaseIterable {
    /// It decides as before: the same policies, or nothing to go back to was asked of it.
    case unchanged
    /// Other policies decide now.
    case activated
    /// The candidate was refused; what decided before goes on, or nothing decides.
    case refused
    /// The candidate was refused, and the last version that was good decides, as kept on disk.
    case keptLastGood = "kept_last_good"
    /// The source still has what people or failures have taken back; it was left alone.
    case heldBack = "held_back"
    /// A candidate decides beside what is live.
    case shadowing
}

/// One thing that is wrong, with its place.
public struct ReloadFinding: Sendable, Equatable {
    /// A stable name, such as `parameter.unknown`.
    public var code: String
    /// The file, with line and column where they are known.
    public var place: String
    /// What is wrong and what was expected, with what to do.
    public var message: String

    /// Creates a finding.
    public init(code: String, place: String, message: String) {
        self.code = code
        self.place = place
        self.message = message
    }

    init(_ problem: PolicyProblem) {
        code = problem.code
        place = problem.file
        if problem.line > 0 { place += ":\(problem.line)" }
        if problem.line > 0, problem.column > 0 { place += ":\(problem.column)" }
        message = problem.message
        if !problem.suggestion.isEmpty { message += "; \(problem.suggestion)" }
    }

    init(_ test: PolicyTestResult) {
        code = "test.failed"
        place = "\(test.file):\(test.line)"
        message = ([test.name] + test.failures.prefix(3)).joined(separator: "; ")
    }
}

/// What an attempt did at one site.
public struct SiteAttempt: Sendable, Equatable {
    /// The site.
    public var site: String
    /// What became of it.
    public var result: SiteResult
    /// The hash of the policies that decided before; nil if none did.
    public var before: String?
    /// The hash of the policies that decide now; nil if none do.
    public var after: String?
    /// The hash of the policies that were tried; nil if they did not load.
    public var tried: String?
    /// The hash of the bundle that they were in; nil if in none.
    public var bundle: String?
    /// What was wrong; the first ``mostFindings``.
    public var findings: [ReloadFinding] = []
    /// How many tests asked for the site.
    public var tests = 0
    /// How many tests failed that ask for it or its layers.
    public var failedTests = 0
    /// Of an automatic return, how many decisions were looked at.
    public var decided = 0
    /// Of an automatic return, how many of them failed.
    public var failed = 0

    /// The most findings that are kept of one site.
    public static let mostFindings = 50

    init(_ site: String, _ result: SiteResult, before: String?) {
        self.site = site
        self.result = result
        self.before = before
        after = before
    }
}

/// One attempt to let other policies decide, successful or not.
public struct ReloadAttempt: Sendable, Equatable {
    /// The number, rising by one, also over restarts if there is a state folder.
    public var number: Int
    /// When it began.
    public var began: Date
    /// How long it took, in milliseconds.
    public var milliseconds: Int
    /// What made the service try.
    public var cause: ReloadCause
    /// Who asked for it; the service itself by the name of its part.
    public var who: String
    /// Why, in the words of who asked; empty if nobody did.
    public var why: String
    /// The kind and place that was read, such as `folder /etc/accord`.
    public var source: String
    /// What became of each site it was about, by id.
    public var sites: [SiteAttempt]
    /// What was wrong with the source as a whole.
    public var findings: [ReloadFinding]

    /// What became of a site; nil if the attempt was not about it.
    public subscript(site: String) -> SiteAttempt? { sites.first { $0.site == site } }

    /// Whether nothing was refused.
    public var isSuccess: Bool {
        findings.isEmpty
            && !sites.contains { $0.result == .refused || $0.result == .keptLastGood }
    }
}
