/// Something that policies, tests and configs name.
enum UseSymbol: Hashable, Sendable {
    /// A fact, by its path without places of elements: `case.remedies.state`.
    case field(String)
    /// A number, by its id.
    case parameter(String)
    /// A helper or a part of Lua.
    case helper(String)
    /// An answer that a policy gives or a test expects.
    case answer(String)
    /// A question.
    case point(String)
    /// A function of the shared library: `parent.lost_job`.
    case function(String)
    /// A local function or table of one file.
    case local(file: String, name: String)
    /// A word of a closed list, with the list if the place tells it.
    case word(String, list: String?)
    /// A rule, by its id.
    case rule(String)
    /// A kind of rule.
    case kind(String)
    /// A partner, by its id.
    case partner(String)
    /// A fixture, by its name.
    case fixture(String)
}

/// Who names something.
enum UseOwner: Hashable, Sendable {
    /// A statement of a policy file that makes rules.
    case statement(file: String, line: Int)
    /// A function of the shared library.
    case function(String)
    /// A local function or table of one file.
    case local(file: String, name: String)
    /// A test, by its name.
    case test(String)
    /// A fixture, by its name.
    case fixture(String)
    /// A site's config or numbers, by the site's id.
    case site(String)
    /// A layer's parameter file.
    case parameters
}

/// One place at which something is named.
struct Use: Sendable {
    var symbol: UseSymbol
    var owner: UseOwner
    var file: String
    var line: Int
    var column: Int
}
