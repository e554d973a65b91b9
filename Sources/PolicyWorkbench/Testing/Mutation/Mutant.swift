public import CaseModel

/// A small change to a policy, such as one that an administrator could make by mistake.
public struct Mutant: Sendable, Equatable {
    /// What is changed.
    public enum Kind: String, Sendable, CaseIterable {
        /// A comparison or a date question becomes its neighbor: `<` for `<=`, `older_than` for
        /// `at_least_ago`.
        case flip
        /// A number in a rule moves by one: a dollar, a day, a percent, a month, a count.
        case threshold
        /// A condition is turned around.
        case negate
        /// One part of an `and` or `or` is left out.
        case dropPart = "drop-part"
        /// The whole rule is left out.
        case dropRule = "drop-rule"
        /// The rule gives another answer that its question takes.
        case swapOutcome = "swap-outcome"
        /// The rule and the next one of the same question change places.
        case swapOrder = "swap-order"
        /// One remedy, channel or mode is left out of the rule's list.
        case dropName = "drop-name"
        /// One word of a list of words becomes another word.
        case word
        /// One item of a list that the file's rules share is left out.
        case dropItem = "drop-item"
        /// A value that the site sets moves by one step.
        case value
    }

    /// A name that stays the same while the rule does: rule, kind and ordinal.
    public var id: String
    /// What is changed.
    public var kind: Kind
    /// The area of the file; nil for a value of the site, which many areas may read.
    public var area: Area?
    /// The id of the rule that is changed; the list's or the value's name outside of rules.
    public var rule: String
    /// The question that the rule bears on, if the change stays within one.
    public var point: DecisionPoint?
    /// The file.
    public var file: String
    /// The line, from 1.
    public var line: Int
    /// The column, from 1; 0 if the whole line is meant.
    public var column: Int
    /// The source before the change.
    public var before: String
    /// The source after the change; empty if it is left out.
    public var after: String

    /// The change in one line: place, what stood there and what stands there now.
    public var summary: String {
        let now = after.isEmpty ? "left out" : "`\(Self.short(after))`"
        return "\(kind.rawValue): `\(Self.short(before))` → \(now)"
    }

    /// A text in one line of bounded length.
    static func short(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return line.count > 90 ? line.prefix(87) + "…" : line
    }
}

/// A mutant with the text of its file after the change.
struct MutantText {
    var mutant: Mutant
    /// The changes, from the first to the last.
    var edits: [TextEdit]
    /// Whether only cases that ask the rule, or that it answers, can be touched.
    var staysInRule: Bool

    /// The changed file.
    func text(of bytes: [UInt8]) -> String {
        var result: [UInt8] = []
        var cursor = 0
        for edit in edits {
            result += bytes[cursor..<edit.start]
            result += Array(edit.text.utf8)
            cursor = edit.end
        }
        result += bytes[cursor...]
        return String(decoding: result, as: UTF8.self)
    }
}

/// A stretch of bytes to be replaced.
struct TextEdit {
    var start: Int
    var end: Int
    var text: String
}
