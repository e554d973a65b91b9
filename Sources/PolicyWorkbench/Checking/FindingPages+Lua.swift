extension FindingPages {
    private static let file = ExampleTree.enforcement

    private static func end(_ text: String) -> FindingPage.Example {
        FindingPage.Example(file, "return policy", text + "\nreturn policy")
    }

    /// What the language itself refuses.
    static let lua: [FindingPage] = [
        FindingPage(
            "syntax", "The file is not Lua",
            why: """
                Nothing of a file that can't be read is asked, so the site does not load. The place is \
                the first one at which the text can't go on; the cause often stands just before it: a \
                missing comma, `end`, or closing bracket.
                """,
            avoid: end("local days_left = «+» 1"),
            prefer: end("local days_left = 1")),
        FindingPage(
            "name.unknown", "A name that nobody declared",
            why: """
                A policy uses its own locals, the words of the policy language and a few functions of \
                Lua. The clock, files, chance and the network are not there, because a decision must \
                come out the same next year and in front of a judge.
                """,
            avoid: end("local today = «os».time()"),
            prefer: FindingPage.Example(
                file, "return case.opinion.able == \"yes\"",
                "return passed(case.work.last_job_ended_on)")),
        FindingPage(
            "name.not-offered", "A function that this library does not offer here",
            why: """
                Of Lua's libraries policies have what gives the same result everywhere. Patterns and \
                what depends on the machine are left out.
                """,
            avoid: end("local name = string.«gsub»(\"a b\", \" \", \"-\")"),
            prefer: end("local name = string.upper(\"a b\")")),
        FindingPage(
            "global.assigned", "A write to a global",
            why: """
                A global would be remembered from one decision to the next, and one parent's case \
                could change another's answer.
                """,
            avoid: end("«limit» = 5"), prefer: end("local limit = 5")),
        FindingPage(
            "upvalue.assigned", "A write to a local of the file",
            why: """
                A function that changes a local of its file remembers something after the decision. \
                The next case would be decided by what the last one left.
                """,
            avoid: end("local asked = 0\nlocal function ask()\n  «asked» = asked + 1\nend"),
            prefer: end("local function next_number(asked)\n  return asked + 1\nend")),
        FindingPage(
            "attribute.refused", "An attribute of a local other than const",
            why: "`<close>` runs code when a block ends; no rule needs it, and it hides what is asked.",
            avoid: end("local «total» <close> = nil"),
            prefer: end("local total <const> = 5")),
        FindingPage(
            "goto.refused", "A jump",
            why: "A rule is read by people who never programmed; jumps can't be followed by eye.",
            avoid: end("local function f()\n  «goto done»\n  ::done::\nend"),
            prefer: end("local function f()\n  return\nend")),
        FindingPage(
            "environment.refused", "The table of globals",
            why: "`_ENV` would let a file rename the words of the policy language.",
            avoid: end("local all_names = «_ENV»"), prefer: end("local two = { dollars, cents }")),
        FindingPage(
            "index.comparison", "A comparison between square brackets",
            why: """
                Lua 5.4.4 compiles a comparison inside an index wrongly: the rule would read another \
                entry than the one that is written.
                """,
            avoid: end("local words = {}\nlocal word = words[«1 < 2»]"),
            prefer: end("local words = {}\nlocal smaller = 1 < 2\nlocal word = words[smaller]")),
        FindingPage(
            "bits.refused", "An operator on bits",
            why: """
                No rule of law counts in bits, and `~` is easily taken for `~=`. Write `and`, `or`, \
                `not` and `~=`.
                """,
            avoid: end("local mask = «1 & 2»"), prefer: end("local both = true and false")),
        FindingPage(
            "power.refused", "The operator `^`",
            why: "Its last digits differ between machines, and a decision must not.",
            avoid: end("local square = «3 ^ 2»"), prefer: end("local square = 3 * 3")),
        FindingPage(
            "equality.number", "A fact with a unit compared with a number by ==",
            why: """
                Lua never asks the host about `==` between a number and a value with a unit: the \
                answer would always be no, without a word. It is found also where the number is held \
                in a local.
                """,
            avoid: FindingPage.Example(
                file, "return case.opinion.able == \"yes\"",
                "return «case.engagement.attempts_total == 6»"),
            prefer: FindingPage.Example(
                file, "return case.opinion.able == \"yes\"",
                "return exactly(case.engagement.attempts_total, 6)")),
        FindingPage(
            "key.twice", "Two values for one key",
            why: "Lua keeps the last one and drops the other without a word; nobody sees which holds.",
            avoid: FindingPage.Example(
                file, "  element = \"neutrality\",", "  element = \"neutrality\",\n  «element» = \"respect\","),
            prefer: FindingPage.Example(
                file, "  element = \"neutrality\",", "  element = \"respect\",")),
        FindingPage(
            "lua.unknown.module", "A library that is not there",
            why: "`require` finds the files of policies/lib by their name, and nothing else.",
            avoid: FindingPage.Example(
                file, "local parent = require \"parent\"", "«local parent = require \"parents\"»"),
            prefer: FindingPage.Example(
                file, "local parent = require \"parent\"", "local parent = require \"parent\"")),
        FindingPage(
            "lua.runtime", "The file fails while it is loaded",
            why: """
                What stands outside functions runs once, when the site is loaded. Here it did \
                something that can't be done, such as calling what is no function.
                """,
            avoid: end("local nothing\n«local value = nothing.days»"),
            prefer: end("local nothing = {}\nlocal value = nothing.days")),
        FindingPage(
            "lua.raised", "The file stops itself",
            why: "`error` or `assert` outside a function keeps the whole site from loading.",
            avoid: end("«error(\"not finished\")»"), prefer: end("-- not finished")),
        FindingPage(
            "lua.misuse", "A word of the policy language is used wrongly",
            why: """
                A verb was given what it does not take: a date that does not exist, or a number with \
                more than two decimals.
                """,
            avoid: end("«local first_day = date(\"2019-02-30\")»"),
            prefer: end("local first_day = date(\"2019-02-28\")")),
        FindingPage(
            "lua.budget.instructions", "The file does not end",
            why: """
                Loading a file, and deciding a case, may take 2,000,000 steps. What takes more is \
                stopped, so that no policy holds up an agency.
                """,
            avoid: end("«while true do end»"), prefer: end("local done = true")),
    ]
}
