import CaseModel
import Foundation
import PolicyHost
import PolicyWorkbench

extension Shape where Value == ReloadFinding {
    static let finding = Shape("Finding", "One thing that is wrong with policies, with its place") {
        field("code", "A stable name; `accord explain CODE` says what it means", { $0.code })
        field("place", "The file, with line and column where they are known", { $0.place })
        field("message", "What was expected, and what to do", { $0.message })
    }
}

extension Shape where Value == KeptVersion {
    static let keptVersion = Shape("KeptVersion", "A good version that is kept, to go back to") {
        field("hash", "The hash of the policies", schema: .hash, { $0.hash })
        maybe("bundle", "The hash of the bundle they came in", { $0.bundle })
        field("activated", "When they last became what decides", { $0.activated.stamp })
        field(
            "faulty", "Whether they were taken back because they failed too often", { $0.isFaulty })
    }
}

extension Shape where Value == SiteStatus {
    static let siteStatus = Shape("SiteStatus", "What decides at a site, and how its policies fare")
    {
        field("site", "The site", { $0.site })
        field(
            "state", "Whether it decides", schema: .words(SiteState.allCases.map(\.rawValue)),
            { $0.state.rawValue })
        maybe("policy_hash", "The hash of the policies that decide", schema: .hash, { $0.hash })
        maybe(
            "from", "Where they came from", { $0.origin.map { "\($0.kind.rawValue) \($0.place)" } })
        maybe("bundle", "The hash of their bundle", { $0.origin?.bundle })
        maybe("since", "Since when they decide", { $0.since?.stamp })
        maybe("attempt", "The attempt that activated them", { $0.attempt })
        maybe(
            "reason", "Why it can't decide, or why other policies than the source's do",
            { $0.reason })
        maybe("last_attempt", "The last attempt that was about the site", { $0.lastAttempt })
        maybe(
            "held_back", "What the source has and what waits for a change or a request",
            { $0.heldBack })
        maybe("shadow", "The candidate that decides beside", { $0.shadow })
        list(
            "findings", "What is wrong with the policies that were refused last", .finding,
            { $0.findings })
        list(
            "kept", "The good versions to go back to, last activated first", .keptVersion,
            { $0.kept })
    }
}

extension Shape where Value == SiteAttempt {
    static let siteAttempt = Shape("SiteAttempt", "What an attempt did at one site") {
        field("site", "The site", { $0.site })
        field(
            "result", "What became of it", schema: .words(SiteResult.allCases.map(\.rawValue)),
            { $0.result.rawValue })
        maybe("before", "What decided before", schema: .hash, { $0.before })
        maybe("after", "What decides now", schema: .hash, { $0.after })
        maybe("tried", "What was tried", schema: .hash, { $0.tried })
        maybe("bundle", "The bundle it was in", { $0.bundle })
        list("findings", "What was wrong", .finding, { $0.findings })
        field("tests", "How many tests were run for it", { $0.tests })
        field("failed_tests", "How many of them failed", { $0.failedTests })
        field(
            "decided", "Of an automatic return, how many decisions were looked at", { $0.decided })
        field("failed", "Of an automatic return, how many of them failed", { $0.failed })
    }
}

extension Shape where Value == ReloadAttempt {
    static let attempt = Shape("ReloadAttempt", "One attempt to let other policies decide") {
        field("number", "The number, rising by one", { $0.number })
        field("began", "When it began", { $0.began.stamp })
        field("milliseconds", "How long it took", { $0.milliseconds })
        field(
            "cause", "What made the service try",
            schema: .words(ReloadCause.allCases.map(\.rawValue)),
            { $0.cause.rawValue })
        field("who", "Who asked for it", { $0.who })
        field("why", "Why, in the words of who asked", { $0.why })
        field("source", "What was read", { $0.source })
        field("success", "Whether nothing was refused", { $0.isSuccess })
        list("sites", "What became of each site", .siteAttempt, { $0.sites })
        list("findings", "What was wrong with the source as a whole", .finding, { $0.findings })
    }
}

extension Shape where Value == SourceStatus {
    static let source = Shape("PolicySource", "How the source of policies fares") {
        field("source", "The kind and place", { $0.source })
        maybe("checked", "When it was last looked at", { $0.checked?.stamp })
        one("problem", "Why it could not be read the last time", .finding, { $0.problem })
        field("failures", "How many times in a row it could not be read", { $0.failures })
    }
}

/// All that is known of the policies of a caller's sites.
struct PolicyStatus: Sendable {
    var source: SourceStatus
    var sites: [SiteStatus]
}

extension Shape where Value == PolicyStatus {
    static let policyStatus = Shape("PolicyStatus", "Where the policies come from and what decides")
    {
        one("source", "The source", .source, { $0.source })
        list("sites", "The sites that the caller may see", .siteStatus, { $0.sites })
    }
}

extension Shape where Value == DatedValue {
    static let datedValue = Shape("ParameterValue", "A number's value from a day on") {
        field("from", "The first day", { $0.from })
        maybe("until", "The last day", { $0.until })
        field("value", "The value with its unit", { $0.value.description })
        field("set_by", "The layer or site that sets it", { $0.setBy })
        field("authority", "The citation or the approval", { $0.authority })
        field("tag", "How well founded it is", { $0.tag.rawValue })
        field("place", "Where it stands", { $0.place })
    }
}

extension Shape where Value == Parameter {
    static let parameter = Shape("Parameter", "A number that policies read") {
        field("id", "The name", { $0.id })
        field("about", "What it means", { $0.about })
        field("unit", "The unit", { $0.unit.rawValue })
        field("direction", "In which direction a site may move it", { $0.direction.rawValue })
        field("layer", "The layer that declares it", { $0.layer })
        list("values", "What the layer says", .datedValue, { $0.values })
        list("site_values", "What the site says", .datedValue, { $0.siteValues })
    }
}

extension Shape where Value == PartnerConfig {
    static let partner = Shape("Partner", "A partner organization that a site refers to") {
        field("id", "The name in policies", { $0.id })
        field("name", "What it is called", { $0.name })
        field("kind", "What it is", { $0.kind })
        field("services", "What it offers", { $0.services })
        field("areas", "Where it serves", { $0.areas })
        field("languages", "In which languages", { $0.languages })
        maybe("open_slots", "How many it can take", { $0.openSlots })
        field("waiting_days", "How long people wait", { $0.waitingDays })
        maybe("contract_from", "The first day of the contract", { $0.contractFrom })
        maybe("contract_until", "The last day of the contract", { $0.contractUntil })
        field("handoff", "How a parent is handed over", { $0.handoff })
        field("authority", "The source", { $0.authority })
        field("tag", "How well founded it is", { $0.tag.rawValue })
    }
}

extension Shape where Value == SiteConfig {
    static let site = Shape("Site", "A site that the service decides for") {
        field("id", "The name", { $0.id })
        field("name", "What it is called", { $0.name })
        field("agency", "The agency", { $0.agency })
        field("state", "The state", { $0.state })
        field("time_zone", "The time zone in which its days begin", { $0.timeZone })
        field("languages", "The languages in which it speaks to parents", { $0.languages })
        field("offices", "Its offices", { $0.offices })
        field(
            "programs", "The programs that are switched on",
            { $0.programs.filter(\.value).keys.sorted() })
    }
}

extension Shape where Value == ShadowGroup {
    static let shadowGroup = Shape("ShadowGroup", "Differences of one kind") {
        field("point", "The question", { $0.point.rawValue })
        maybe("remedy", "The remedy", { $0.remedy.isEmpty ? nil : $0.remedy })
        field("change", "What differs most", { $0.change.rawValue })
        field("from", "What is live answers", { $0.from })
        field("to", "What the candidate answers", { $0.to })
        field("rule", "The rule that answers now", { $0.rule })
        field("candidate_rule", "The rule of the candidate that answers", { $0.candidateRule })
        field("count", "How many answers", { $0.count })
    }
}

extension Shape where Value == ShadowReport {
    static let shadow = Shape("ShadowReport", "What a candidate would have said; counts alone") {
        field("site", "The site", { $0.site })
        field("candidate", "The hash of the candidate's policies", schema: .hash, { $0.candidate })
        field("live", "The hash of the live policies", schema: .hash, { $0.live })
        field("since", "Since when", { $0.since.stamp })
        field("who", "Who asked for it", { $0.who })
        field("why", "Why", { $0.why })
        field("compared", "How many answers were compared", { $0.compared })
        field("equal", "How many were the same, to the words", { $0.equal })
        field("different", "How many were different", { $0.different })
        field("failed", "How many of the candidate's decisions failed", { $0.failed })
        field(
            "dropped", "How many case files were left out because too many waited", { $0.dropped })
        list(
            "groups", "The differences by kind, the most frequent first", .shadowGroup,
            { $0.groups })
    }
}
