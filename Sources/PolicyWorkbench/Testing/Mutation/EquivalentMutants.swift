import CaseModel
import PolicyHost

/// Mutants that change no answer, each with the reason why, from the file beside a site's tests.
///
///     equivalent:
///       - mutant: no-conference-with-good-cause:drop-part:1
///         reason: The law asks the same before
struct EquivalentMutants {
    static let fileName = "equivalent-mutants.yaml"
    /// Reasons by the mutant's id.
    private(set) var reasons: [String: String] = [:]
    let path: String

    /// Reads the file of a site; none is needed.
    init(site: String, tree: PolicyTree) throws(PolicyProblem) {
        path = "policies/sites/\(site)/tests/\(Self.fileName)"
        guard let text = tree.files[path] else { return }
        guard case .object(let top) = try YAMLTree.read(text, file: path),
            case .list(let items)? = top["equivalent"]
        else {
            throw PolicyProblem(
                code: "mutation.equivalents",
                message: "the file holds a list called `equivalent`", file: path)
        }
        for item in items {
            guard let id = item["mutant"]?.string, let reason = item["reason"]?.string,
                !reason.isEmpty
            else {
                throw PolicyProblem(
                    code: "mutation.equivalents", message: "each entry needs `mutant` and `reason`",
                    file: path)
            }
            reasons[id] = reason
        }
    }
}
