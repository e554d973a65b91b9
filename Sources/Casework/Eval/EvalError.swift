import CaseModel

/// Why a line has no decisions.
///
/// It never holds a value of a case file.
struct EvalError: Error {
    /// A stable name that support staff can search for.
    var code: String
    /// What is wrong and what to do.
    var message: String
    /// What is wrong with the case file.
    var problems: [CaseFileProblem] = []

    /// The line is longer than any case file may be.
    static let tooLong = EvalError(
        code: "line.too-long",
        message: "expected one case file per line, found a line of more than "
            + "\(EvalLines.longest >> 20) MiB; it was passed over")

    /// The file's site is declared, but its policy does not load.
    static let notLoaded = EvalError(
        code: "line.site-not-loaded",
        message: "the policy of this file's site does not load; `accord check` says why")

    init(code: String, message: String) {
        self.code = code
        self.message = message
    }

    /// A case file that was refused.
    init(_ error: CaseFileError) {
        code = "line.refused"
        message = "no case file that can be decided; see the problems"
        problems = error.problems
    }

    var json: JSONValue {
        var object: [String: JSONValue] = ["code": .text(code), "message": .text(message)]
        if !problems.isEmpty { object["problems"] = .list(problems.map(Self.json)) }
        return .object(object)
    }

    private static func json(_ problem: CaseFileProblem) -> JSONValue {
        var object: [String: JSONValue] = [
            "code": .text(problem.code.rawValue), "path": .text(problem.path),
            "message": .text(problem.message),
        ]
        if let suggestion = problem.suggestion { object["suggestion"] = .text(suggestion) }
        if let position = problem.position { object["column"] = .integer(Int64(position.column)) }
        return .object(object)
    }
}
