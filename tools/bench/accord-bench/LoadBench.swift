// Loading and checking the policies of all sites, against compiling and running the same Lua files
// once for each site. All sides have the files in memory.
import CBenchFloor
import CaseModel
import LuaHost
import PolicyHost
import PolicyWorkbench

/// Loads all sites, from a folder and from a bundle whose hashes are verified, and checks them.
///
/// `load` is what a server does before it decides: parse, analyze, resolve numbers, load and check
/// all rules. `check` is all that `accord check` looks at. The bar is three times the compiling.
func runLoad(_ plan: BenchPlan) throws -> [BenchRow] {
    let tree = try PolicyTree(root: plan.root)
    let host = PolicyHost(tree: tree)
    let checker = PolicyChecker(tree: tree)
    let day = Day(epochDay: 17_956)
    let bundle = try PolicyBundle.make(
        tree: tree, host: host,
        order: BundleOrder(
            who: "the benchmark", why: "to measure", effective: day, created: day, tests: 1))
    let file = "\(plan.scratch)/load.bundle"
    try bundle.write(to: file)
    var problems = 0
    var findings = 0
    let times = try takingTurns(
        plan.rounds(9),
        [
            { for site in host.sites.values { try site.compileOnce() } },
            { problems = PolicyHost(tree: tree).problems.values.reduce(0) { $0 + $1.count } },
            {
                let read = try PolicyBundle(contentsOf: file, trust: .none)
                keep(PolicyHost(tree: read.tree))
            },
            { findings = checker.check().findings.count },
        ])
    func row(_ name: String, _ index: Int, _ found: String, _ count: Int) -> BenchRow {
        BenchRow(
            "load", name, unit: "ms", cases: host.sites.count,
            subject: times[index].divided(by: 1_000_000),
            against: "compiling and running the same Lua once for each site",
            floor: times[0].divided(by: 1_000_000), bar: 3.0,
            also: ["files": Double(tree.files.count), found: Double(count)])
    }
    return [
        row("folder", 1, "problems", problems), row("bundle", 2, "problems", problems),
        row("check", 3, "findings", findings),
    ]
}
