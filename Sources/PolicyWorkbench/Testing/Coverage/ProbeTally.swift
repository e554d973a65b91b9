import LuaHost
import PolicyHost
import Synchronization

/// What the probes of each file and the rules of all sites came to, over many tests.
final class ProbeTally: Sendable {
    /// The counts of one file, its probes in order.
    struct FileCounts: Sendable {
        var probes: [Probe]
        var yes: [Int]
        var no: [Int]
    }

    /// How often a rule held, and how often it did not.
    struct RuleCounts: Sendable {
        var rule: Rule
        var held = 0
        var failed = 0
    }

    /// A rule: sites may use the same ids.
    struct RuleKey: Hashable, Sendable {
        var place: String
        var id: String
    }

    private struct State: Sendable {
        var files: [String: FileCounts] = [:]
        var rules: [RuleKey: RuleCounts] = [:]
    }

    private let state = Mutex(State())

    /// Adds what a watched site counted, and forgets it there.
    func add(countsOf policy: SitePolicy) {
        let counts = policy.probeCounts()
        policy.resetProbeCounts()
        var files: [String: FileCounts] = [:]
        for count in counts {
            files[count.probe.file, default: FileCounts(probes: [], yes: [], no: [])]
                .add(count)
        }
        state.withLock { state in
            for (file, counts) in files {
                guard var known = state.files[file], known.probes.count == counts.probes.count
                else {
                    state.files[file] = counts
                    continue
                }
                for index in counts.probes.indices {
                    known.yes[index] += counts.yes[index]
                    known.no[index] += counts.no[index]
                }
                state.files[file] = known
            }
            for rule in policy.rules {
                let key = RuleKey(place: rule.place, id: rule.id)
                if state.rules[key] == nil { state.rules[key] = RuleCounts(rule: rule) }
            }
        }
    }

    /// Adds the rules that an answer asked, and what came of them.
    func add(_ answer: RuleOutcomes, of policy: SitePolicy) {
        state.withLock { state in
            for rule in policy.rules {
                guard let outcome = answer.results[rule.id] else { continue }
                let key = RuleKey(place: rule.place, id: rule.id)
                var counts = state.rules[key] ?? RuleCounts(rule: rule)
                counts.held += outcome.held
                counts.failed += outcome.failed
                state.rules[key] = counts
            }
        }
    }

    /// Everything counted so far.
    var counted: (files: [String: FileCounts], rules: [RuleCounts]) {
        state.withLock { ($0.files, Array($0.rules.values)) }
    }
}

extension ProbeTally.FileCounts {
    fileprivate mutating func add(_ count: ProbeCount) {
        probes.append(count.probe)
        yes.append(count.truthy)
        no.append(count.falsy)
    }
}
