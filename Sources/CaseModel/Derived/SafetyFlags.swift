/// What a policy may know about safety: yes or no, never what happened.
///
/// Source: 42 USC 654(26); the rule on joint meetings is assumed.
public struct SafetyFlags: CaseRecord {
    /// True if the parents may not be brought together.
    public var jointBlocked = false
    /// True if the noncustodial parent is at risk.
    public var ncpAtRisk = false
    /// True if the custodial parent is at risk.
    public var cpAtRisk = false

    /// Makes a record without flags.
    public init() {}

    /// The fields, each declared once.
    public static let schema = RecordSchema(
        SafetyFlags.self, "safety_flags", "What policies may know about safety",
        source: "42 USC 654(26)", origin: .derived
    ) { record in
        record.field(
            "joint_blocked", \.jointBlocked,
            "True unless nothing is known, or staff cleared it and the protected parent wants it",
            pace: .fixed)
        record.field(
            "ncp_at_risk", \.ncpAtRisk, "True if the noncustodial parent is at risk", pace: .fixed)
        record.field(
            "cp_at_risk", \.cpAtRisk, "True if the custodial parent is at risk", pace: .fixed)
    }

    /// Reads the safety record of one case.
    ///
    /// Good cause blocks a joint meeting whatever else is recorded. Any other concern blocks it
    /// until a trained worker has cleared it and the protected parent, asked privately, wants it.
    init(of safety: Safety) {
        self.init()
        ncpAtRisk = safety.atRisk == .ncp || safety.atRisk == .both
        cpAtRisk = safety.atRisk == .cp || safety.atRisk == .both
        let concern =
            safety.familyViolence != .noneKnown || safety.atRisk != .none || safety.nondisclosure
        let cleared = safety.clearedForJointConference && safety.protectedParentWantsConference
        jointBlocked = safety.goodCause || (concern && !cleared)
    }
}
