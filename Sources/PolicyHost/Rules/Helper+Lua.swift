/// The parts of plain Lua that policies may use; everything else of its library is left out.
extension Helper {
    private static func value(_ about: String = "any value") -> Parameter {
        Parameter("value", "any", about)
    }

    static let lua: [Helper] = [
        Helper(
            "assert", .lua, "Stops the rule if the value is false or absent, else gives it back",
            [value("what must hold"), Parameter("message", "string?", "what to say")],
            returns: "any", example: "assert(5 > 4)", gives: "true"),
        Helper(
            "error", .lua, "Stops the rule; the decision takes no action and says why",
            [Parameter("message", "string", "what to say")],
            example: "select(2, pcall(error, \"stop\"))", gives: "stop"),
        Helper(
            "pcall", .lua, "Calls a function and says whether it was stopped by an error",
            [
                Parameter("call", "function", "the function"),
                Parameter("...", "any", "its arguments"),
            ], returns: "boolean, any", example: "pcall(error, \"stop\")", gives: "false"),
        Helper(
            "ipairs", .lua, "Goes through a list in order: `for place, element in ipairs(list)`",
            [Parameter("list", "T[]", "the list")],
            returns: "fun(list: T[], i?: integer): integer, T",
            example:
                "(function() local n = 0 for _, x in ipairs({ 2, 3 }) do n = n + x end return n end)()",
            gives: "5"),
        Helper(
            "pairs", .lua, "Goes through a table by sorted keys: `for key, value in pairs(table)`",
            [Parameter("table", "table", "the table")], returns: "function, table",
            example:
                "(function() local s = \"\" for k in pairs({ b = 1, a = 2 }) do s = s .. k end return s end)()",
            gives: "ab"),
        Helper(
            "next", .lua, "True if a table holds anything; absent if it is empty",
            [Parameter("table", "table", "the table")], returns: "true?",
            example: "next({ a = 1 })", gives: "true"),
        Helper(
            "select", .lua, "The arguments from a place on, or their number for `\"#\"`",
            [
                Parameter("place", "integer|\"#\"", "from 1, or `\"#\"`"),
                Parameter("...", "any", "the arguments"),
            ], returns: "any", example: "select(\"#\", \"a\", \"b\")", gives: "2"),
        Helper(
            "tonumber", .lua, "Reads a number from text; absent if the text is none", [value()],
            returns: "number?", example: "tonumber(\"12\")", gives: "12"),
        Helper(
            "tostring", .lua, "Spells a value, with its unit", [value()], returns: "string",
            example: "tostring(dollars(5))", gives: "$5.00"),
        Helper(
            "type", .lua,
            "The type of a value: `record`, `list`, a unit such as `money`, or a type of Lua",
            [value()], returns: "string", example: "type(dollars(5))", gives: "money"),
    ]

    private static let number = Parameter("number", "number", "the number")

    static let math: [Helper] = [
        Helper(
            "math.abs", .math, "The value without its sign",
            [Parameter("value", "any", "a number or a value with a unit, but no date")],
            returns: "any", example: "math.abs(days(-3))", gives: "3 days"),
        Helper(
            "math.ceil", .math, "The next whole number up", [number], returns: "integer",
            example: "math.ceil(2.5)", gives: "3"),
        Helper(
            "math.floor", .math, "The next whole number down", [number], returns: "integer",
            example: "math.floor(2.5)", gives: "2"),
        Helper(
            "math.max", .math, "The largest of several values of one unit",
            [Parameter("...", "any", "numbers, or values of one unit")], returns: "any",
            example: "math.max(dollars(5), dollars(7))", gives: "$7.00"),
        Helper(
            "math.min", .math, "The smallest of several values of one unit",
            [Parameter("...", "any", "numbers, or values of one unit")], returns: "any",
            example: "math.min(date(\"2019-03-01\"), date(\"2019-02-01\"))", gives: "2019-02-01"),
        Helper(
            "math.tointeger", .math, "The number as a whole one; absent if it has decimals",
            [number], returns: "integer?", example: "math.tointeger(3.0)", gives: "3"),
    ]

    private static let someText = Parameter("text", "string", "the text")

    static let text: [Helper] = [
        Helper(
            "string.byte", .text, "The bytes of a text from one place to another",
            [
                someText, Parameter("from", "integer?", "the first place, from 1"),
                Parameter("to", "integer?", "the last place"),
            ], returns: "integer", example: "string.byte(\"A\")", gives: "65"),
        Helper(
            "string.find", .text, "The place of a plain text in another; patterns are not offered",
            [
                someText, Parameter("wanted", "string", "what to look for"),
                Parameter("from", "integer?", "where to begin"),
                Parameter("plain", "boolean?", "true if it may hold marks such as `.` or `(`"),
            ], returns: "integer?, integer?", example: "string.find(\"a letter\", \"letter\")",
            gives: "3"),
        Helper(
            "string.format", .text, "Puts values into a text at `%s` and `%d`",
            [
                Parameter("text", "string", "the text with places for values"),
                Parameter("...", "any", "the values"),
            ], returns: "string", example: "string.format(\"%d days\", 3)", gives: "3 days"),
        Helper(
            "string.len", .text, "The length of a text in bytes", [someText], returns: "integer",
            example: "string.len(\"abc\")", gives: "3"),
        Helper(
            "string.lower", .text, "The text in lower case, A to Z only", [someText],
            returns: "string", example: "string.lower(\"ABC\")", gives: "abc"),
        Helper(
            "string.rep", .text, "The text several times over",
            [
                someText, Parameter("times", "integer", "how often"),
                Parameter("between", "string?", "what stands between"),
            ], returns: "string", example: "string.rep(\"ab\", 2)", gives: "abab"),
        Helper(
            "string.sub", .text, "The part of a text from one place to another",
            [
                someText, Parameter("from", "integer", "the first place, from 1"),
                Parameter("to", "integer?", "the last place"),
            ], returns: "string", example: "string.sub(\"letter\", 1, 3)", gives: "let"),
        Helper(
            "string.upper", .text, "The text in upper case, a to z only", [someText],
            returns: "string", example: "string.upper(\"abc\")", gives: "ABC"),
    ]

    private static let someTable = Parameter("list", "any[]", "a list made by the policy")

    static let tables: [Helper] = [
        Helper(
            "table.concat", .table, "Joins a list of texts and numbers to one text",
            [someTable, Parameter("between", "string?", "what stands between")],
            returns: "string", example: "table.concat({ \"a\", \"b\" }, \", \")", gives: "a, b"),
        Helper(
            "table.insert", .table, "Adds a value at the end of a list, or at a place",
            [
                someTable,
                Parameter("place", "any", "the place, or the value if no place is given"),
                Parameter("value", "any", "the value"),
            ],
            example:
                "(function() local l = {} table.insert(l, \"a\") return #l end)()", gives: "1"),
        Helper(
            "table.remove", .table, "Takes the last value off a list, or the one at a place",
            [someTable, Parameter("place", "integer?", "the place")], returns: "any",
            example: "table.remove({ \"a\", \"b\" })", gives: "b"),
        Helper(
            "table.sort", .table, "Sorts a list in place; equal elements keep their order",
            [
                someTable,
                Parameter(
                    "before", "(fun(left: any, right: any): boolean)?",
                    "true if the left one comes first"),
            ],
            example:
                "(function() local l = { 3, 1 } table.sort(l) return l[1] end)()", gives: "1"),
        Helper(
            "table.unpack", .table, "The elements of a list, one after another",
            [
                someTable, Parameter("from", "integer?", "the first place, from 1"),
                Parameter("to", "integer?", "the last place"),
            ], returns: "any", example: "table.unpack({ \"a\", \"b\" })", gives: "a"),
    ]
}
