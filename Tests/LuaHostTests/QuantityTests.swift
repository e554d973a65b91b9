import LuaHost
import Testing

/// A use of values with a unit that must raise, and a part of what it says.
struct Misuse: CustomTestStringConvertible, Sendable {
    var expression: String
    var says: String
    var testDescription: String { expression }

    init(_ expression: String, _ says: String) {
        self.expression = expression
        self.says = says
    }
}

@Suite struct QuantityTests {
    @Test(arguments: [
        // ---- arithmetic ----
        Question("dollars(5) + dollars(2.50)", .quantity(.money, 750)),
        Question("dollars(5) - dollars(7)", .quantity(.money, -200)),
        Question("-dollars(5)", .quantity(.money, -500)),
        Question("dollars(5) * 3", .quantity(.money, 1500)),
        Question("3 * dollars(5)", .quantity(.money, 1500)),
        Question("dollars(5) // 3", .quantity(.money, 166)),
        Question("-dollars(5) // 3", .quantity(.money, -167)),
        Question("dollars(10) // dollars(3)", .quantity(.count, 3)),
        Question("cents(999) * percent(50)", .quantity(.money, 499)),
        Question("percent(50) * cents(999)", .quantity(.money, 499)),
        Question("cents(-999) * percent(50)", .quantity(.money, -500)),
        Question("cents(1) * percent(99.99)", .quantity(.money, 0)),
        Question("cents(10000) * percent(0.01)", .quantity(.money, 1)),
        Question("cents(9223372036854775807) * percent(100)", .quantity(.money, .max)),
        Question("date('2024-01-31') + days(1)", .quantity(.date, 19754)),
        Question("days(1) + date('2024-01-31')", .quantity(.date, 19754)),
        Question("date('2024-01-31') + months(1) == date('2024-02-29')", .bool(true)),
        Question("date('2023-01-31') + months(1) == date('2023-02-28')", .bool(true)),
        Question("date('2024-03-31') - months(1) == date('2024-02-29')", .bool(true)),
        Question("date('2024-12-31') + months(2) == date('2025-02-28')", .bool(true)),
        Question("date('2025-01-15') - months(13) == date('2023-12-15')", .bool(true)),
        Question("date('1900-03-01') - days(1) == date('1900-02-28')", .bool(true)),
        Question("date('2000-03-01') - days(1) == date('2000-02-29')", .bool(true)),
        Question("date('2025-03-14') + business_days(1) == date('2025-03-17')", .bool(true)),
        Question("date('2025-03-17') - business_days(1) == date('2025-03-14')", .bool(true)),
        Question("date('2024-03-01') - date('2024-02-01')", .quantity(.days, 29)),
        Question("days(3) + days(4)", .quantity(.days, 7)),
        Question("days(3) + 4", .quantity(.days, 7)),
        Question("4 + days(3)", .quantity(.days, 7)), Question("days(3) - 4", .quantity(.days, -1)),
        Question("days(3) * 2", .quantity(.days, 6)), Question("days(7) // 2", .quantity(.days, 3)),
        Question("months(3) + 1", .quantity(.months, 4)),
        Question("business_days(3) + 1", .quantity(.businessDays, 4)),
        Question("case.tries + 1", .quantity(.count, 4)),
        Question("10 - case.tries", .quantity(.count, 7)),
        Question("case.tries * case.tries", .quantity(.count, 9)),
        Question("case.tries * dollars(2)", .quantity(.money, 600)),
        Question("case.monthly // case.tries", .quantity(.money, 6666)),
        Question("percent(25) + percent(50)", .quantity(.share, 7500)),
        Question("math.max(dollars(1), dollars(3), dollars(2))", .quantity(.money, 300)),
        Question("math.min(days(2), days(1))", .quantity(.days, 1)),
        Question("math.abs(dollars(-3))", .quantity(.money, 300)),
        // ---- comparison ----
        Question("dollars(5) == cents(500)", .bool(true)),
        Question("dollars(5) ~= cents(501)", .bool(true)),
        Question("dollars(5) < cents(501)", .bool(true)),
        Question("dollars(5) <= cents(499)", .bool(false)),
        Question("dollars(5) > cents(499)", .bool(true)),
        Question("dollars(5) >= cents(501)", .bool(false)),
        Question("case.tries >= 3", .bool(true)), Question("case.tries > 3", .bool(false)),
        Question("3 <= case.tries", .bool(true)), Question("case.tries >= 3.0", .bool(true)),
        Question("days_since(case.opened_on) > 399", .bool(true)),
        Question("days_since(case.opened_on) > days(400)", .bool(false)),
        Question("case.share >= 25", .bool(true)), Question("case.share > 25", .bool(false)),
        Question("case.share == percent(25)", .bool(true)),
        Question("case.opened_on < date('2025-01-01')", .bool(true)),
        Question("date('2024-02-29') == date('2024-02-29')", .bool(true)),
        Question("case.arrears == case.arrears", .bool(true)),
        // ---- text ----
        Question("tostring(dollars(1234567.89))", .text("$1,234,567.89")),
        Question("tostring(dollars(-5))", .text("-$5.00")),
        Question("tostring(cents(5))", .text("$0.05")),
        Question("tostring(cents(-9223372036854775807 - 1))", .text("-$92,233,720,368,547,758.08")),
        Question("tostring(dollars(999))", .text("$999.00")),
        Question("tostring(dollars(1000))", .text("$1,000.00")),
        Question("tostring(date('2024-02-29'))", .text("2024-02-29")),
        Question("tostring(days(30))", .text("30 days")),
        Question("tostring(days(1))", .text("1 day")),
        Question("tostring(business_days(5))", .text("5 business days")),
        Question("tostring(months(1))", .text("1 month")),
        Question("tostring(case.tries)", .text("3")),
        Question("tostring(percent(25))", .text("25%")),
        Question("tostring(percent(12.5))", .text("12.5%")),
        Question("tostring(percent(0.05))", .text("0.05%")),
        Question("tostring(percent(-12.25))", .text("-12.25%")),
        Question("string.format('%s and %s', dollars(1), days(2))", .text("$1.00 and 2 days")),
    ])
    func answers(_ question: Question) throws {
        #expect(try Rig(asking: question.expression).answer() == question.answer)
    }

    @Test(arguments: [
        Misuse("case.arrears > 500", "write dollars(500)"),
        Misuse("500 <= case.arrears", "write dollars(500)"),
        Misuse("case.opened_on > 19000", "write date("),
        Misuse("case.arrears > 'x'", "money cannot be compared with a string"),
        Misuse("case.arrears > case.tries", "a count and money cannot be compared"),
        Misuse("case.arrears == case.tries", "money and a count cannot be compared"),
        Misuse("days(30) >= months(1)", "ask within(date, span)"),
        Misuse("days(30) >= business_days(1)", "their length differs"),
        Misuse("case.tries > 2.5", "a number with a fraction"),
        Misuse("case.arrears + 5", "write dollars(500)"),
        Misuse("5 + case.arrears", "write dollars(500)"),
        Misuse("case.opened_on + 5", "write days(30)"),
        Misuse("case.opened_on - 5", "write days(30)"),
        Misuse("case.opened_on + case.opened_on", "cannot be added"),
        Misuse("case.opened_on * 2", "cannot be multiplied"),
        Misuse("-case.opened_on", "cannot be negated"),
        Misuse("days(5) - case.opened_on", "cannot be subtracted"),
        Misuse("case.arrears + days(1)", "cannot be added"),
        Misuse("case.arrears * case.arrears", "money and money cannot be multiplied"),
        Misuse("case.arrears * 0.5", "write money * percent(50)"),
        Misuse("case.share * case.share", "cannot be multiplied"),
        Misuse("case.share + 5", "write percent(25)"),
        Misuse("case.arrears / 2", "divided by `//`"),
        Misuse("case.arrears // 0", "division by zero"),
        Misuse("case.arrears // cents(0)", "division by zero"),
        Misuse("case.arrears % 2", "not defined"), Misuse("5 // case.tries", "cannot be divided"),
        Misuse("case.arrears .. ''", "tostring(value)"), Misuse("#case.arrears", "not defined"),
        Misuse("case.arrears.cents", "money has no parts"),
        Misuse("cents(9223372036854775807) + cents(1)", "too large"),
        Misuse("cents(-9223372036854775807) - cents(2)", "too large"),
        Misuse("cents(9223372036854775807) * 2", "too large"),
        Misuse("-cents(-9223372036854775807 - 1)", "too large"),
        Misuse("cents(-9223372036854775807 - 1) // -1", "too large"),
        Misuse("dollars(9223372036854775807)", "too large"),
        Misuse("cents(9223372036854775807) * percent(200)", "too large"),
        Misuse("days(9223372036854775807) * 2", "too large"),
        Misuse("date('2024-01-31') + days(9223372036854775807)", "too large"),
        Misuse("date('2024-01-31') + months(9223372036854775807)", "too large"),
        Misuse("date('9999-12-31') + days(400000)", "too large"),
        Misuse("date('2024-01-31') + business_days(2000)", "calendar does not reach"),
        Misuse("case.share > 9223372036854775807", "too large"),
        Misuse("dollars(1.001)", "more than two decimals"),
        Misuse("dollars(0/0)", "more than two decimals"),
        Misuse("dollars(1/0)", "more than two decimals"),
        Misuse("dollars('5')", "must be a whole number"),
        Misuse("cents(1.5)", "must be a whole number"),
        Misuse("days(1.5)", "must be a whole number"),
        Misuse("date('2023-02-29')", "must exist"), Misuse("date('2023-13-01')", "must exist"),
        Misuse("date('2023-1-01')", "must exist"), Misuse("date('2023-01-00')", "must exist"),
        Misuse("date(20230101)", "must be text"),
        Misuse("within(case.opened_on, 30)", "a span such as days(30)"),
        Misuse("within(case.opened_on, case.span)", "guard it with known"),
        Misuse("within(case.arrears, days(30))", "must be a date, not a money"),
        Misuse("older_than('2024-01-01', days(30))", "must be a date, not a string"),
        Misuse("passed(5)", "must be a date"), Misuse("has('x', 'y')", "must be a list"),
        Misuse("any(case.contacts)", "must be a function"),
        Misuse("any(case, known)", "must be a list"),
        Misuse("math.max(dollars(1), 2)", "write dollars(500)"),
        Misuse("case.contacts.first", "numbered elements only"), Misuse("case[1]", "read by name"),
        Misuse("#case", "it is not a list"), Misuse("case.secret", "it does not decide anything"),
    ])
    func isRefused(_ misuse: Misuse) throws {
        let error = try failure { _ = try Rig(asking: misuse.expression).answer() }
        #expect(error.description.contains(misuse.says), "\(error)")
        #expect(error.position?.line == 1)
    }

    @Test func businessDaysNeedACalendar() throws {
        let rig = try Rig(asking: "within(case.opened_on, business_days(5))")
        let error = try failure {
            try rig.state.begin(Evaluation(today: sampleDay, source: rig.facts))
            defer { rig.state.end() }
            _ = try rig.state.call(rig.function, arguments: rig.arguments)
        }
        #expect(error.message.contains("need a calendar"))
    }

    @Test func civilCalendarAgreesWithItselfOverEightCenturies() throws {
        // Two whole eras in steps of 73 days: each text is a day that reads back as itself.
        let rig = try Rig(
            """
            return function(case)
              local day, last = date("1600-01-01"), ""
              local count = 0
              for i = 1, 4000 do
                local text = tostring(day)
                if date(text) ~= day or text <= last then return false end
                last, day = text, day + days(73)
              end
              return tostring(day) == "2399-06-21"
            end
            """)
        #expect(try rig.answer() == .bool(true))
    }
}
