package import LuaHost
import Synchronization

/// The probes of a site's files, with how often each was true and false.
final class ProbeSet: Sendable {
    let map: ProbeMap
    let counters: ProbeCounters

    var probes: [Probe] { map.probes }

    init(probes: [Probe]) {
        map = ProbeMap(probes)
        counters = ProbeCounters(count: probes.count)
    }
}

/// How often a probe was true and false.
package struct ProbeCount: Sendable {
    /// The probe.
    package var probe: Probe
    /// How often its value was true; for a function or a branch, how often it was entered.
    package var truthy: Int
    /// How often its value was false or absent.
    package var falsy: Int
}

extension SitePolicy {
    /// The same site with probes in its sources: it decides the same from the same files, and
    /// counts what its conditions came to.
    ///
    /// Made when it is first asked for, and kept. Its budgets are wider, so that being watched
    /// never stops a policy that would not have been stopped anyway.
    package var instrumented: SitePolicy {
        if probeSet != nil { return self }
        return twin.withLock { twin in
            if let twin { return twin }
            let (states, probes) = states.instrumented()
            let made = SitePolicy(
                config: config, parameters: parameters, rules: rules, hash: hash, schema: schema,
                states: states, probeSet: probes)
            twin = made
            return made
        }
    }

    /// The probes of this site's files; none unless it is ``instrumented``.
    package var probes: [Probe] { probeSet?.probes ?? [] }

    /// What each probe counted since the last reset, over all decisions on all threads.
    package func probeCounts() -> [ProbeCount] {
        guard let probeSet else { return [] }
        return probeSet.probes.map { probe in
            ProbeCount(
                probe: probe, truthy: probeSet.counters.truthy(probe.id),
                falsy: probeSet.counters.falsy(probe.id))
        }
    }

    /// Sets every count to zero.
    package func resetProbeCounts() { probeSet?.counters.reset() }
}
