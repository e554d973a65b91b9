import CaseModel
import Foundation
import PolicyHost
import Synchronization
import Testing

/// The policies of this repository, and edited ones, each loaded once for all tests.
enum Policies {
    /// The repository's root folder, found from this file.
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    static let tree: PolicyTree = {
        do {
            return try PolicyTree(root: root)
        } catch {
            preconditionFailure("the repository's own policies can't be read: \(error)")
        }
    }()

    /// A change of one file, which must be there.
    struct Edit: Sendable, Hashable {
        var path: String
        var before: String
        var after: String

        func apply(to tree: inout PolicyTree) {
            guard let text = tree.files[path], text.contains(before) else {
                preconditionFailure("\(path) does not hold \(before)")
            }
            tree.files[path] = text.replacing(before, with: after)
        }
    }

    private static let loaded = Mutex<[[Edit]: PolicyHost]>([:])

    /// The policies of Stark County with some edits.
    static func edited(_ edits: [Edit]) -> (tree: PolicyTree, host: PolicyHost) {
        var tree = tree
        for edit in edits { edit.apply(to: &tree) }
        let edited = tree
        let host = loaded.withLock { loaded in
            if let host = loaded[edits] { return host }
            let host = PolicyHost(tree: edited, sites: ["oh-stark"])
            loaded[edits] = host
            return host
        }
        return (tree, host)
    }
}

extension Policies.Edit {
    /// Another number in the site's config.
    static func successMonths(_ months: Int) -> Self {
        Self(
            path: "site-configs/oh-stark/parameters.yaml",
            before: "parameter: exit.success_months\n    value: 6",
            after: "parameter: exit.success_months\n    value: \(months)")
    }

    /// Another condition in the site's outreach policy.
    static let callEarlier = Self(
        path: "policies/sites/oh-stark/outreach.lua", before: "within = business_days(2)",
        after: "within = business_days(3)")

    /// A policy that fails for the parents of one county office.
    static func failing(where condition: String) -> Self {
        Self(
            path: "policies/sites/oh-stark/enforcement.lua",
            before: "when      = function(case) return parent.cannot_pay(case) end,",
            after:
                "when = function(case) if \(condition) then error(\"no\") end return parent.cannot_pay(case) end,"
        )
    }
}

/// A date of a test; a misspelled one becomes day zero and fails the test.
func day(_ text: String) -> Day {
    Day(iso: text) ?? Day(epochDay: 0)
}
