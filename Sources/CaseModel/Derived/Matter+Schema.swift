extension Matter {
    /// The fields, each declared once; those of the case come first.
    public static let schema = RecordSchema(
        Matter.self, "matter", "One case as of a day, as policies see it under the name `case`",
        source: "Accord case file, version 1", origin: .derived
    ) { matter in
        matter.embed(\.record, Case.self)
        matter.field("ncp", \.ncp, "The noncustodial parent")
        matter.field("as_of", \.asOf, "The day asked about")
        matter.field("site", \.site, "The agency that keeps the case")
        matter.field("all_cases", \.allCases, "Every case of the parent, this one included")
        matter.field(
            "contacts", \.contacts, "Attempts to reach either parent, and messages from them")
        matter.field("consents", \.consents, "Permissions to use a channel or to share data")
        matter.field("conferences", \.conferences, "Case conferences between the parents")
        matter.field("plans", \.plans, "Case action plans")
        matter.field(
            "enhanced_services", \.enhancedServices, "Agency services that were actively offered")
        matter.field("referrals", \.referrals, "Referrals to partner organizations")
        matter.field("opinions", \.opinions, "Dated findings of staff or court")
        matter.field("study", \.study, "Assignment to a study arm, if there is one")
        matter.field("work_search", \.workSearch, "Work-search order and account, if there is one")
        matter.field("enrollments", \.enrollments, "Employment and training services under IV-D")
        matter.field("arrears", \.arrears, "What is owed, by creditor and by age")
        matter.field("support", \.support, "What falls due")
        matter.field("payments", \.payments, "What was paid and when")
        matter.field("work", \.work, "Whether and how the parent earns")
        matter.field(
            "circumstances", \.circumstances, "What stands in the way of paying or of a remedy")
        matter.field("engagement", \.engagement, "How agency and parents have been in touch")
        matter.field("plan", \.plan, "What became of the action plan")
        matter.field("opinion", \.opinion, "The findings that hold")
        matter.field("court", \.court, "What has happened at court")
        matter.field("safety_flags", \.safetyFlags, "What policies may know about safety")
        matter.field("tests", \.tests, "Tests whose facts policies may not see")
        matter.field(
            "open_referrals", \.openReferrals,
            "Referrals that are open, waiting or enrolled", unit: .count)
    }
}
