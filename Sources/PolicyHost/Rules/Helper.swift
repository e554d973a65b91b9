/// One name that policies may use without declaring it: a verb, a constructor, a part of Lua.
///
/// Declared once; what scripts are offered, the reference pages, the editor stubs and the luacheck
/// tables are checked against or made from this table. Answers such as `hold` stand in
/// ``AnswerShape/all``.
package struct Helper: Sendable, Equatable {
    /// What a helper is for, in the order of the reference.
    package enum Group: String, Sendable, CaseIterable {
        case policy = "writing a policy"
        case quantities = "money, shares, spans and dates"
        case dates = "questions about dates"
        case facts = "questions about facts and words"
        case lists = "questions about lists"
        case lua = "plain Lua"
        case math = "numbers"
        case text = "text"
        case table = "tables"
    }

    /// One argument.
    package struct Parameter: Sendable, Equatable {
        /// The name; `...` if it may be repeated.
        package let name: String
        /// The type as Lua editors spell it, such as `accord.date?`.
        package let type: String
        /// What it means, as the rest of a sentence.
        package let about: String

        init(_ name: String, _ type: String, _ about: String) {
            self.name = name
            self.type = type
            self.about = about
        }
    }

    /// The name, with its library: `within`, `math.abs`.
    package let name: String
    /// What it is for.
    package let group: Group
    /// One sentence.
    package let about: String
    /// The arguments in order.
    package let parameters: [Parameter]
    /// The type of what it gives back; empty if nothing.
    package let returns: String
    /// An expression that uses it, as of ``exampleDay``.
    package let example: String
    /// What the example gives, as `tostring` spells it.
    package let result: String

    init(
        _ name: String, _ group: Group, _ about: String, _ parameters: [Parameter] = [],
        returns: String = "", example: String, gives result: String
    ) {
        self.name = name
        self.group = group
        self.about = about
        self.parameters = parameters
        self.returns = returns
        self.example = example
        self.result = result
    }

    /// The day on which the examples give what they say.
    package static let exampleDay = "2019-03-01"

    /// How it is called, such as `within(date, span)`.
    package var call: String {
        "\(name)(\(parameters.map(\.name).joined(separator: ", ")))"
    }

    /// The library it belongs to, or nil for a name of its own.
    package var library: String? {
        name.contains(".") ? String(name.prefix { $0 != "." }) : nil
    }

    /// The helper with this name, or nil.
    package static func named(_ name: String) -> Helper? { all.first { $0.name == name } }

    /// The members of each library that policies may use, by its name, sorted.
    package static let libraries: [String: [String]] = {
        var members: [String: [String]] = [:]
        for helper in all {
            guard let library = helper.library else { continue }
            members[library, default: []].append(String(helper.name.dropFirst(library.count + 1)))
        }
        return members.mapValues { $0.sorted() }
    }()

    /// Every helper, by group.
    package static let all: [Helper] =
        policies + quantities + dates + facts + lists + lua + math + text + tables
}

extension Helper {
    private static let policies: [Helper] = [
        Helper(
            "accord.policy", .policy, "Begins a policy file and names the area it answers",
            [Parameter("head", "accord.head", "`area` and `api = 1`")], returns: "accord.policy",
            example: "type(accord.policy { area = \"enforcement\", api = 1 })", gives: "table"),
        Helper(
            "require", .policy, "Loads a file of `policies/lib`, shared by all sites",
            [Parameter("name", "string", "the file's name without `.lua`")], returns: "table",
            example: "type(require \"parent\".engaged)", gives: "function"),
    ]

    private static let quantities: [Helper] = [
        Helper(
            "dollars", .quantities, "Makes an amount of money from dollars",
            [Parameter("amount", "number", "dollars, with at most two decimals")],
            returns: "accord.money", example: "dollars(1500.5)", gives: "$1,500.50"),
        Helper(
            "cents", .quantities, "Makes an amount of money from whole cents",
            [Parameter("amount", "integer", "cents")], returns: "accord.money",
            example: "cents(50000)", gives: "$500.00"),
        Helper(
            "percent", .quantities, "Makes a share from a percentage",
            [Parameter("number", "number", "percent, with at most two decimals")],
            returns: "accord.share", example: "percent(12.5)", gives: "12.5%"),
        Helper(
            "days", .quantities, "Makes a span of calendar days",
            [Parameter("number", "integer", "how many")], returns: "accord.days",
            example: "days(30)", gives: "30 days"),
        Helper(
            "business_days", .quantities,
            "Makes a span of days on which the site is open, by its holidays",
            [Parameter("number", "integer", "how many")], returns: "accord.business_days",
            example: "business_days(5)", gives: "5 business days"),
        Helper(
            "months", .quantities,
            "Makes a span of calendar months; from the 31st it ends on a month's last day",
            [Parameter("number", "integer", "how many")], returns: "accord.months",
            example: "date(\"2019-01-31\") + months(1)", gives: "2019-02-28"),
        Helper(
            "date", .quantities, "Makes a date",
            [Parameter("text", "string", "the day as `2019-03-01`")], returns: "accord.date",
            example: "date(\"2019-03-01\") + days(30)", gives: "2019-03-31"),
    ]

    private static let someDate = Parameter("date", "accord.date?", "the day; may be absent")
    private static let someSpan = Parameter(
        "span", "accord.span", "days, business days or months")

    private static let dates: [Helper] = [
        Helper(
            "within", .dates,
            "True if the date lies at most the span in the past, today and its last day included",
            [someDate, someSpan], returns: "boolean",
            example: "within(date(\"2019-01-30\"), days(30))", gives: "true"),
        Helper(
            "at_least_ago", .dates, "True if the span since the date is complete, today included",
            [someDate, someSpan], returns: "boolean",
            example: "at_least_ago(date(\"2019-01-30\"), days(30))", gives: "true"),
        Helper(
            "older_than", .dates, "True if the span since the date was complete before today",
            [someDate, someSpan], returns: "boolean",
            example: "older_than(date(\"2019-01-30\"), days(30))", gives: "false"),
        Helper(
            "passed", .dates, "True if the date is today or in the past", [someDate],
            returns: "boolean", example: "passed(date(\"2019-03-01\"))", gives: "true"),
        Helper(
            "upcoming", .dates, "True if the date is after today", [someDate], returns: "boolean",
            example: "upcoming(date(\"2019-03-02\"))", gives: "true"),
        Helper(
            "days_since", .dates, "Days from the date to today; absent if the date is",
            [someDate], returns: "accord.days?", example: "days_since(date(\"2019-02-01\"))",
            gives: "28 days"),
        Helper(
            "days_until", .dates, "Days from today to the date; absent if the date is",
            [someDate], returns: "accord.days?", example: "days_until(date(\"2019-03-31\"))",
            gives: "30 days"),
    ]

    private static let facts: [Helper] = [
        Helper(
            "known", .facts, "True if the fact is recorded",
            [Parameter("fact", "any", "any fact; may be absent")], returns: "boolean",
            example: "known(nil)", gives: "false"),
        Helper(
            "one_of", .facts, "True if the fact is one of the words; false if it is absent",
            [
                Parameter("fact", "any", "the fact; may be absent"),
                Parameter("...", "any", "the words"),
            ], returns: "boolean", example: "one_of(\"letter\", \"text\", \"letter\")",
            gives: "true"),
        Helper(
            "exactly", .facts,
            "True if the fact has exactly this value, which `==` cannot ask of a number with a unit",
            [
                Parameter("fact", "any", "the fact; may be absent"),
                Parameter("value", "any", "a number, or a value with a unit"),
            ], returns: "boolean", example: "exactly(days(30), 30)", gives: "true"),
    ]

    private static let someList = Parameter("list", "T[]?", "the list; may be absent")
    private static func question(_ about: String) -> Parameter {
        Parameter("holds", "fun(element: T): boolean?", about)
    }

    private static let lists: [Helper] = [
        Helper(
            "has", .lists, "True if the list holds the word; false if the list is absent",
            [someList, Parameter("word", "any", "the word")], returns: "boolean",
            example: "has({ \"housing\", \"transport\" }, \"housing\")", gives: "true"),
        Helper(
            "any", .lists, "True if the function is true for at least one element",
            [someList, question("asked of one element after another")], returns: "boolean",
            example: "any({ 1, 5 }, function(number) return number > 4 end)", gives: "true"),
        Helper(
            "all", .lists,
            "True if the function is true for every element, and for a list without elements",
            [someList, question("asked of one element after another")], returns: "boolean",
            example: "all({ 1, 5 }, function(number) return number > 4 end)", gives: "false"),
        Helper(
            "count", .lists, "How many elements the function is true for, or all without one",
            [
                someList,
                Parameter("holds", "(fun(element: T): boolean?)?", "asked of each element"),
            ],
            returns: "integer",
            example: "count({ 1, 5, 7 }, function(number) return number > 4 end)", gives: "2"),
        Helper(
            "first", .lists, "The first element that the function is true for; absent if none",
            [someList, question("asked of one element after another")], returns: "T?",
            example: "first({ 1, 5, 7 }, function(number) return number > 4 end)", gives: "5"),
    ]
}
