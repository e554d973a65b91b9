import LuaHost
import Testing

struct Question: CustomTestStringConvertible, Sendable {
    var expression: String
    var answer: LuaValue
    var testDescription: String { expression }

    init(_ expression: String, _ answer: LuaValue) {
        self.expression = expression
        self.answer = answer
    }
}

@Suite struct VerbTests {
    @Test(arguments: [
        Question("case.open", .bool(true)),
        Question("case.status == 'open'", .bool(true)),
        Question("case.status ~= 'closed'", .bool(true)),
        Question("case.id", .text("C-1")),
        Question("case.arrears", .quantity(.money, 123_456)),
        Question("case.last_paid_on == nil", .bool(true)),
        Question("known(case.last_paid_on)", .bool(false)),
        Question("known(case.opened_on)", .bool(true)),
        Question("case.parent.employed", .bool(false)),
        Question("case.parent.children", .quantity(.count, 2)),
        Question("#case.contacts", .integer(3)),
        Question("case.contacts[2].minutes", .integer(4)),
        Question("case.contacts[4] == nil", .bool(true)),
        Question("#case.barriers", .integer(2)),
        Question("case.barriers", .list([.text("housing"), .text("health")])),
        Question("has(case.barriers, 'housing')", .bool(true)),
        Question("has(case.barriers, 'transport')", .bool(false)),
        Question("has(case.last_paid_on, 'transport')", .bool(false)),
        Question("one_of(case.status, 'closed', 'open')", .bool(true)),
        Question("one_of(case.status, 'closed')", .bool(false)),
        Question("one_of(case.hours, 1, 2)", .bool(false)),
        Question(
            "any(case.contacts, function(c) return c.outcome == 'no_answer' end)", .bool(true)),
        Question("all(case.contacts, function(c) return c.outcome == 'spoke' end)", .bool(false)),
        Question("count(case.contacts, function(c) return c.outcome == 'spoke' end)", .integer(2)),
        Question("count(case.contacts)", .integer(3)),
        Question(
            "first(case.contacts, function(c) return known(c.minutes) end).minutes", .integer(4)),
        Question("any(nil, function() return true end)", .bool(false)),
        Question("all(nil, function() return true end)", .bool(false)),
        Question("all({}, function() return false end)", .bool(true)),
        Question("count(nil, function() return true end)", .integer(0)),
        Question("within(case.contacts[1].on, days(10))", .bool(true)),
        Question("within(case.contacts[1].on, days(9))", .bool(false)),
        Question("within(case.last_paid_on, days(9))", .bool(false)),
        Question("within(case.opened_on + days(401), days(9))", .bool(false)),
        Question("older_than(case.contacts[1].on, days(9))", .bool(true)),
        Question("older_than(case.contacts[1].on, days(10))", .bool(false)),
        Question("at_least_ago(case.contacts[1].on, days(10))", .bool(true)),
        Question("at_least_ago(case.contacts[1].on, days(11))", .bool(false)),
        Question("older_than(case.last_paid_on, days(1))", .bool(false)),
        Question("at_least_ago(case.last_paid_on, days(1))", .bool(false)),
        Question("older_than(date('2024-09-15'), months(6))", .bool(false)),
        Question("older_than(date('2024-09-14'), months(6))", .bool(true)),
        Question("within(date('2024-09-15'), months(6))", .bool(true)),
        Question("within(date('2024-09-14'), months(6))", .bool(false)),
        Question("within(date('2025-03-10'), business_days(4))", .bool(false)),
        Question("within(date('2025-03-10'), business_days(5))", .bool(true)),
        Question("older_than(date('2025-03-07'), business_days(5))", .bool(true)),
        Question("passed(date('2025-03-15'))", .bool(true)),
        Question("passed(date('2025-03-16'))", .bool(false)),
        Question("upcoming(date('2025-03-15'))", .bool(false)),
        Question("upcoming(date('2025-03-16'))", .bool(true)),
        Question("upcoming(nil)", .bool(false)), Question("passed(nil)", .bool(false)),
        Question("days_since(case.opened_on)", .quantity(.days, 400)),
        Question("days_until(date('2025-03-20'))", .quantity(.days, 5)),
        Question("days_since(case.last_paid_on)", .absent),
        Question("days_until(nil)", .absent),
        Question("exactly(case.tries, 3)", .bool(true)),
        Question("exactly(case.tries, 4)", .bool(false)),
        Question("exactly(case.hours, 4)", .bool(false)),
        Question("exactly(case.contacts[2].minutes, 4)", .bool(true)),
        Question(
            "(function() local n = 0 for i, c in ipairs(case.contacts) do n = n + i end return n end)()",
            .integer(6)),
        Question(
            "(function() local n = 0 for i, c in pairs(case.contacts) do n = n + i end return n end)()",
            .integer(6)),
        Question(
            "(function() local s = '' for i, b in ipairs(case.barriers) do s = s .. b end return s end)()",
            .text("housinghealth")),
        Question("table.concat(case.barriers, ',')", .text("housing,health")),
        Question("(table.unpack(case.barriers))", .text("housing")),
        Question(
            "type(case) .. type(case.contacts) .. type(case.arrears)", .text("recordlistmoney")),
        Question(
            "{ status = case.status, who = case.parent.employed }",
            .map(["status": .text("open"), "who": .bool(false)])),
    ])
    func answers(_ question: Question) throws {
        #expect(try Rig(asking: question.expression).answer() == question.answer)
    }
}
