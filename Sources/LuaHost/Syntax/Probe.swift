/// A place in a policy file on which an instrumented source reports.
package struct Probe: Sendable, Hashable {
    /// What stands at the place.
    package enum Kind: String, Sendable {
        /// The body of a function was entered; it has no value.
        case function
        /// A block of `if`, `elseif`, `else`, `while`, `repeat` or `for` was entered.
        case branch
        /// Something that is true or false: a comparison, a call, or a fact where a condition is
        /// asked for.
        case condition
        /// `and`, `or`, `not`.
        case connective
        /// A side of a comparison, or a part of one, or an argument of a condition's call.
        case operand
        /// What a function returns, unless it is one of the kinds above.
        case result
        /// A call of a script's function in the place of a `return`, which takes over its frame.
        ///
        /// Its event comes before the call. Its counts tell true from false in the function of a
        /// rule; elsewhere they count the calls as true.
        case tailCall
    }

    /// A character of a file: line and column from 1.
    package struct Anchor: Sendable, Hashable {
        package var line: Int
        package var column: Int
    }

    /// The number, from 0, among all probes of a site's files.
    package var id: Int
    /// The file.
    package var file: String
    /// What stands there.
    package var kind: Kind
    /// Where it stands; for a branch its statement up to the block.
    package var span: SourceSpan
    /// Where its value is drawn: the operator of a comparison or connective, else the start.
    package var anchor: Anchor
    /// The source text; for a function its name, for a branch the word that opens it.
    package var text: String
    /// The number of the innermost probed expression or branch around it, in the same function.
    package var parent: Int?
    /// The number of the function it stands in; for a function the one around it.
    package var function: Int?
    /// Whether it is the whole condition of an `if`, `elseif`, `while` or `until`, or all that a
    /// function returns.
    package var isDecision: Bool
    /// The last name of a plain path such as `case.work.employed`.
    package var field: String?
}

/// A source file in which every condition reports its value, with unchanged lines and meaning.
package struct InstrumentedSource: Sendable {
    /// The file's name.
    package var name: String
    /// The text as its author wrote it.
    package var original: String
    /// The text with probes.
    package var text: String
    /// The probes in it, in the order of their numbers.
    package var probes: [Probe]
}
