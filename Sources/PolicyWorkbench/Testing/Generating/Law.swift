public import CaseModel

/// Something that must hold for every case file, whatever a site decides.
public enum Law: String, Sendable, CaseIterable {
    /// No valid case file makes a policy fail.
    case neverAnAlert = "never-an-alert"
    /// What the law forbids, does not open or makes automatic stands.
    case neverBelowAFloor = "never-below-a-floor"
    /// Protected attributes, names and the other parent's private facts change nothing.
    case neutral
    /// More arrears never gives a milder remedy, unless the rule says so.
    case monotone
    /// The same file gives the same bytes, in any state and after any other file.
    case deterministic
    /// No answer ends before it begins.
    case datesInOrder = "dates-in-order"

    /// What the law says, why it holds, and what to do about a policy that breaks it.
    public var page: String {
        switch self {
        case .neverAnAlert:
            """
            Every case file that the reader accepts gets an answer. A policy that fails takes no
            action and raises an alert, and a parent waits for nothing.
            Avoid comparing a fact that may be absent; prefer `known(x)` before it, or a date verb.
            """
        case .neverBelowAFloor:
            """
            The law's layers are asked alone: what they forbid or do not open must not proceed
            here, what waits for a requirement must wait here, too, what they make automatic must
            not be held, and no amount may pass their ceiling.
            A site may ask for more, never for less; a failure here is a defect of the host.
            """
        case .neutral:
            """
            Sex, race, date of birth, tribal membership, names, and where somebody lives or can be
            reached are changed, and so are the other parent's income, jobs, health and debts. The
            decision must stay the same, byte for byte.
            Prefer a test that the host computes, such as `tests.paid_under_half_90_days`.
            """
        case .monotone:
            """
            The same case with more owed must not get a milder answer to D11, D12 or D13, where no
            floor of the law decides. The order of severity is `DecisionPoint.severity(of:)`.
            If a rule is meant to be milder for a larger debt, it says so: milder_with = "arrears".
            """
        case .deterministic:
            """
            The same file is decided twice, in another Lua state and after other files. The bytes
            must be the same, or no decision could be shown to be what it was.
            Avoid anything that outlives a decision; the sandbox should have refused it.
            """
        case .datesInOrder:
            """
            A hold, a pause or a wait ends on the day of the decision or later, and a contact's
            last day is not before its first.
            Avoid dates of the file as an end, such as a due date that may have passed.
            """
        }
    }
}

/// A case file on which a law does not hold, made as small as possible.
public struct LawFailure: Sendable {
    /// The law.
    public var law: Law
    /// What happened.
    public var message: String
    /// The smallest case found.
    public var example: GeneratedCase
    /// The question that shows it, as a test asks it.
    public var ask: [String: JSONValue]
    /// What a test would expect.
    public var expect: [String: JSONValue]

    /// The failure as a test, indented as an item of `tests`.
    public var yaml: String {
        var with: [String: JSONValue] = [:]
        for edit in example.edits { with[edit.path] = edit.value }
        return MissingTest(
            name: "\(law.rawValue): \(message)", asOf: example.asOf, base: example.base,
            with: with, ask: ask, expect: expect, because: "A law that always holds", instead: ""
        ).yaml
    }
}
