import CaseModel

/// The parts of a case file that facts come from.
struct FactReach {
    private var exact: Set<String> = []
    private var prefixes: Set<String> = []

    /// Works out from the paths of facts read, such as `arrears.total`, what in the file they
    /// follow from.
    init(facts: [String], tree: JSONValue) {
        for fact in facts {
            if let path = EditFinder.filePath(of: fact, in: tree) {
                exact.insert(path)
                continue
            }
            let first = String(fact.prefix { $0 != "." && $0 != "[" })
            prefixes.formUnion(Self.sources[first] ?? ["cases.0.\(first)", first])
            let plain = fact.split { $0 == "." || $0 == "[" || $0 == "]" }.joined(separator: ".")
            exact.formUnion(["cases.0.\(plain)", plain])
        }
    }

    /// Whether something at a path of the file can change a fact that was read.
    func covers(_ path: String) -> Bool {
        exact.contains(path)
            || prefixes.contains {
                path == $0 || path.hasPrefix("\($0).") || $0.hasPrefix("\(path).")
            }
            || exact.contains { $0.hasPrefix("\(path).") }
    }

    /// Where the facts come from that the file does not hold as such.
    private static let sources: [String: [String]] = [
        "arrears": ["cases.0.ledger"],
        "payments": ["cases.0.ledger", "cases.0.obligations"],
        "support": ["cases.0.obligations", "cases.0.orders", "cases.0.ledger"],
        "tests": ["cases.0.ledger", "cases.0.obligations"],
        "work": ["ncp.employments", "ncp.incomes", "work_search"],
        "circumstances": [
            "ncp.incarcerations", "ncp.treatments", "ncp.disability", "ncp.assistance",
            "ncp.incomes", "ncp.bankruptcies", "cases.0.court_events", "ncp.deceased_on",
        ],
        "engagement": ["contacts"],
        "plan": ["plans"],
        "opinion": ["opinions"],
        "court": ["cases.0.court_events"],
        "safety_flags": ["cases.0.safety", "safe_contacts"],
        "open_referrals": ["referrals"],
        "partner": ["referrals", "plans"],
    ]
}
