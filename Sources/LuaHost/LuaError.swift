/// A place in a file that a policy author edits.
public struct SourcePosition: Sendable, Hashable, CustomStringConvertible {
    /// The file's name as given at the load.
    public var file: String
    /// The line, from 1.
    public var line: Int
    /// The column in characters, from 1; 0 when only the line is known.
    public var column: Int

    /// Creates a position.
    public init(file: String, line: Int, column: Int = 0) {
        self.file = file
        self.line = line
        self.column = column
    }

    /// The position as compilers write it: `policies/x.lua:12:5`.
    public var description: String {
        column > 0 ? "\(file):\(line):\(column)" : "\(file):\(line)"
    }
}

/// One thing in a source file that stops it from being loaded.
public struct LuaFinding: Sendable, Hashable, CustomStringConvertible {
    /// A stable name, such as `global.assigned`.
    public var code: String
    /// What is wrong.
    public var message: String
    /// Where it is.
    public var position: SourcePosition
    /// What to write instead.
    public var suggestion: String?
    /// The bytes of the file that are meant; empty if only the position is known.
    public var bytes: Range<Int>

    /// Creates a finding.
    public init(
        code: String, message: String, position: SourcePosition, suggestion: String? = nil,
        bytes: Range<Int> = 0..<0
    ) {
        self.code = code
        self.message = message
        self.position = position
        self.suggestion = suggestion
        self.bytes = bytes
    }

    /// Place, message and suggestion on one line.
    public var description: String {
        "\(position): \(message)" + (suggestion.map { "; \($0)" } ?? "")
    }
}

/// Why a script could not be loaded or asked.
///
/// Neither the message nor the traceback holds a value of a fact: only names, places and what the
/// host itself says.
public struct LuaError: Error, Sendable, CustomStringConvertible {
    /// A stable name of a kind of error.
    public struct Code: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
        /// The name, such as `lua.budget.instructions`.
        public var rawValue: String
        /// Creates a code.
        public init(rawValue: String) { self.rawValue = rawValue }
        /// The name.
        public var description: String { rawValue }

        /// The budget of instructions was spent.
        public static let budgetInstructions = Code(rawValue: "lua.budget.instructions")
        /// The memory limit of the state was met.
        public static let budgetMemory = Code(rawValue: "lua.budget.memory")
        /// The clock stopped an emergency: the evaluation has no result.
        public static let budgetTime = Code(rawValue: "lua.budget.time")
        /// The script did something that cannot be done.
        public static let runtime = Code(rawValue: "lua.runtime")
        /// A fact that is not recorded was compared or used.
        public static let factAbsent = Code(rawValue: "lua.fact.absent")
        /// The script called `error` or `assert`.
        public static let raised = Code(rawValue: "lua.raised")
        /// A rule of the policy language was broken while running.
        public static let misuse = Code(rawValue: "lua.misuse")
        /// A record has no such fact.
        public static let unknownField = Code(rawValue: "lua.unknown.field")
        /// There is no such name.
        public static let unknownName = Code(rawValue: "lua.unknown.name")
        /// There is no such library.
        public static let unknownModule = Code(rawValue: "lua.unknown.module")
        /// The source is not Lua.
        public static let syntax = Code(rawValue: "lua.syntax")
        /// The source uses what policies may not; see ``LuaError/findings``.
        public static let refused = Code(rawValue: "lua.refused")
        /// The source is not valid UTF-8 text.
        public static let notText = Code(rawValue: "lua.not-text")
        /// The source is longer than allowed.
        public static let sourceTooLarge = Code(rawValue: "lua.source-too-large")
        /// The fact source failed; see ``LuaError/cause``.
        public static let factSource = Code(rawValue: "lua.fact-source")
        /// An answer is too large or of a kind that cannot be handed over.
        public static let answer = Code(rawValue: "lua.answer")
        /// The layout, the fact source or the caller contradicts what was declared.
        public static let layout = Code(rawValue: "lua.layout")
        /// The state was stopped before and must be thrown away.
        public static let spent = Code(rawValue: "lua.state.spent")
        /// The state was used in a way that its life does not allow.
        public static let state = Code(rawValue: "lua.state")
    }

    /// The kind of error.
    public var code: Code
    /// What happened, in terms of policies.
    public var message: String
    /// Where it happened.
    public var position: SourcePosition?
    /// What to write instead.
    public var suggestion: String?
    /// The calls that led there, innermost first, as `in function `x` at policies/y.lua:12`.
    public var traceback: [String]
    /// The index of the call in its batch.
    public var call: Int?
    /// Everything that a refused source has wrong.
    public var findings: [LuaFinding]
    /// What the fact source threw.
    public var cause: (any Error)?

    /// Creates an error.
    public init(
        _ code: Code, _ message: String, position: SourcePosition? = nil,
        suggestion: String? = nil, traceback: [String] = [], call: Int? = nil,
        findings: [LuaFinding] = [], cause: (any Error)? = nil
    ) {
        self.code = code
        self.message = message
        self.position = position
        self.suggestion = suggestion
        self.traceback = traceback
        self.call = call
        self.findings = findings
        self.cause = cause
    }

    /// Place, message and suggestion; of a refused source, one line for each finding.
    public var description: String {
        if !findings.isEmpty { return findings.map(\.description).joined(separator: "\n") }
        let place = position.map { "\($0): " } ?? ""
        return place + message + (suggestion.map { "; \($0)" } ?? "")
    }
}
