// Row 3: `accord check` of all sites against the floor of compiling and running the same Lua files
// once for each site, in the same run. Both sides read the files from memory.
import CBenchFloor
import LuaHost
import PolicyHost
import PolicyWorkbench

func runCheck(rounds: Int, root: String) throws {
    let tree = try PolicyTree(root: root)
    let checker = PolicyChecker(tree: tree)
    let host = PolicyHost(tree: tree)
    var best = Double.infinity
    var floor = Double.infinity
    var findings = 0
    for _ in 0..<rounds {
        var started = bench_nanoseconds()
        for site in host.sites.values { try site.compileOnce() }
        floor = min(floor, Double(bench_nanoseconds() - started))
        started = bench_nanoseconds()
        findings = checker.check().findings.count
        best = min(best, Double(bench_nanoseconds() - started))
    }
    let ratio = (best / floor * 1000).rounded() / 1000
    print(
        """
        {"row":"check","sites":\(host.sites.count),"files":\(tree.files.count),"rounds":\(rounds),\
        "check_ms":\(Int(best / 1_000_000)),"compile_ms":\(Int(floor / 1_000_000)),\
        "findings":\(findings),"ratio":\(ratio)}
        """)
}
