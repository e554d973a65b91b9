extension Matter {
    /// The fields, each declared once; those of the case come first.
    public static let schema = RecordSchema(
        Matter.self, "matter", "One case as of a day, as policies see it under the name `case`",
        source: "Accord case file, version 1", origin: .derived
    ) { matter in
        matter.embed(\.record, Case.self)
        matter.field("ncp", \.ncp, "The noncustodial parent", pace: .fixed)
        matter.field("as_of", \.asOf, "The day asked about", pace: .daily)
        matter.field("site", \.site, "The agency that keeps the case", pace: .fixed)
        matter.field(
            "all_cases", \.allCases, "Every case of the parent, this one included", pace: .fixed)
        matter.field(
            "contacts", \.contacts, "Attempts to reach either parent, and messages from them",
            pace: .fixed)
        matter.field(
            "consents", \.consents, "Permissions to use a channel or to share data", pace: .fixed)
        matter.field(
            "conferences", \.conferences, "Case conferences between the parents", pace: .fixed)
        matter.field("plans", \.plans, "Case action plans", pace: .fixed)
        matter.field(
            "enhanced_services", \.enhancedServices, "Agency services that were actively offered",
            pace: .fixed)
        matter.field("referrals", \.referrals, "Referrals to partner organizations", pace: .fixed)
        matter.field("opinions", \.opinions, "Dated findings of staff or court", pace: .fixed)
        matter.field("study", \.study, "Assignment to a study arm, if there is one", pace: .fixed)
        matter.field(
            "work_search", \.workSearch, "Work-search order and account, if there is one",
            pace: .fixed)
        matter.field(
            "enrollments", \.enrollments, "Employment and training services under IV-D",
            pace: .fixed)
        matter.field("arrears", \.arrears, "What is owed, by creditor and by age", pace: .fixed)
        matter.field("support", \.support, "What falls due", pace: .fixed)
        matter.field("payments", \.payments, "What was paid and when", pace: .fixed)
        matter.field("work", \.work, "Whether and how the parent earns", pace: .fixed)
        matter.field(
            "circumstances", \.circumstances, "What stands in the way of paying or of a remedy",
            pace: .fixed)
        matter.field(
            "engagement", \.engagement, "How agency and parents have been in touch", pace: .fixed)
        matter.field("plan", \.plan, "What became of the action plan", pace: .fixed)
        matter.field("opinion", \.opinion, "The findings that hold", pace: .fixed)
        matter.field("court", \.court, "What has happened at court", pace: .fixed)
        matter.field(
            "safety_flags", \.safetyFlags, "What policies may know about safety", pace: .fixed)
        matter.field("tests", \.tests, "Tests whose facts policies may not see", pace: .fixed)
        matter.field(
            "open_referrals", \.openReferrals,
            "Referrals that are open, waiting or enrolled", pace: .dated(.referrals), unit: .count)
    }
}
