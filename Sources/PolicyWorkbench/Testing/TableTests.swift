import CaseModel
import PolicyHost

/// Reads `tests/*.csv`: a header and one test a row, as a spreadsheet saves it.
///
/// A `#` as the first character of a row makes it a comment; empty rows are skipped; an empty
/// cell says nothing. The columns are listed in ``columns``.
struct TableTests {
    let file: String

    /// The columns with a fixed name.
    static let columns =
        ["name", "as_of", "site", "base", "case", "because", "note"] + PolicyTest.questionKeys
    /// The columns whose name goes on after a colon, such as `with:ncp.employments.0.ended_on`.
    static let groups = ["with", "parameter", "program", "expect_details"]

    /// What a column of the header means.
    private enum Column {
        case field(String), ask(String), expect(String), detail(String)
        case with(String), parameter(String), program(String)
        case unknown
    }

    func drafts(_ text: String, _ builder: inout PolicyTestBuilder) -> [PolicyTestDraft] {
        let cells = CSVCells(text)
        if let quote = cells.openQuote {
            report("a quote is opened here and never closed", at: quote, &builder)
            return []
        }
        let rows = cells.rows.filter { row in
            row.contains { !$0.text.allSatisfy(\.isWhitespace) } && !row[0].text.hasPrefix("#")
        }
        guard let header = rows.first else {
            report(
                "the table has no header", at: PolicyTest.Place(line: 1, column: 1), &builder,
                "name,as_of,base,point,remedy,expect_outcome")
            return []
        }
        let columns = columns(of: header, &builder)
        return rows.dropFirst().map { draft($0, header, columns, &builder) }
    }

    private func columns(of header: [CSVCell], _ builder: inout PolicyTestBuilder) -> [Column] {
        var seen: Set<String> = []
        return header.map { cell in
            let name = cell.text.trimmed
            if !name.isEmpty, !seen.insert(name).inserted {
                report("the column `\(name)` is there twice", at: cell.place, &builder)
            }
            let column = Self.column(name)
            if case .unknown = column, !name.isEmpty {
                let known =
                    Self.columns + PolicyTest.expectations.map { "expect_\($0)" }
                    + Self.groups.map { "\($0):" }
                let near = EditDistance.nearest(name, in: known)
                report(
                    "a table of tests has no column `\(name)`", at: cell.place, &builder,
                    near.map { "did you mean `\($0)`?" }
                        ?? "known are \(known.joined(separator: ", "))")
            }
            return column
        }
    }

    private static func column(_ name: String) -> Column {
        if let colon = name.firstIndex(of: ":") {
            let rest = String(name[name.index(after: colon)...]).trimmed
            switch name[..<colon] {
            case "with": return .with(rest)
            case "parameter": return .parameter(rest)
            case "program": return .program(rest)
            case "expect_details": return .detail(rest)
            default: return .unknown
            }
        }
        if PolicyTest.questionKeys.contains(name) { return .ask(name) }
        if columns.contains(name) { return .field(name) }
        let expected = name.hasPrefix("expect_") ? String(name.dropFirst(7)) : ""
        if expected != "details", PolicyTest.expectations.contains(expected) {
            return .expect(expected)
        }
        return .unknown
    }

    private func draft(
        _ row: [CSVCell], _ header: [CSVCell], _ columns: [Column],
        _ builder: inout PolicyTestBuilder
    ) -> PolicyTestDraft {
        var draft = PolicyTestDraft(file: file, place: row[0].place)
        var details: [String: JSONValue] = [:]
        for (index, cell) in row.enumerated() where !cell.text.trimmed.isEmpty {
            guard index < columns.count else {
                report("the row has more cells than the header", at: cell.place, &builder)
                break
            }
            let named = "`\(header[index].text.trimmed)`"
            let text = cell.text.trimmed
            func placed(_ value: JSONValue) -> PlacedValue {
                PlacedValue(value: value, place: cell.place)
            }
            func date() -> JSONValue {
                switch SpreadsheetValue.date(text) {
                case .day(let day): return .text("\(day)")
                case .ambiguous(let first, let second):
                    report(
                        "\(named): `\(text)` can mean \(first) or \(second)", at: cell.place,
                        &builder, "write the date you mean as 2019-03-01")
                    return .text("\(first)")
                case .none: break
                }
                return .text(text)
            }
            switch columns[index] {
            case .field("as_of"): draft.fields["as_of"] = placed(date())
            case .field("case"):
                guard let number = Int64(text) else {
                    report(
                        "\(named) must be a whole number, got `\(text)`", at: cell.place, &builder)
                    continue
                }
                draft.fields["case"] = placed(.integer(number))
            case .field(let name): draft.fields[name] = placed(.text(text))
            case .ask(let name): draft.ask[name] = placed(.text(text))
            case .expect("until"): draft.expect["until"] = placed(date())
            case .expect(let name):
                draft.expect[name] = placed(SpreadsheetValue.expectation(name, text))
            case .detail(let name): details[name] = .text(text)
            case .parameter(let id): draft.parameters[id] = placed(.text(text))
            case .program(let id):
                guard case .bool(let on) = SpreadsheetValue.value(text) else {
                    report("\(named) must be yes or no, got `\(text)`", at: cell.place, &builder)
                    continue
                }
                draft.programs[id] = placed(.bool(on))
            case .with(let path):
                if case .ambiguous = SpreadsheetValue.date(text) {
                    _ = date()
                } else {
                    do throws(PolicyProblem) {
                        draft.with[path] = placed(try SpreadsheetValue.inline(text, file: file))
                    } catch {
                        report("\(named): \(error.message)", at: cell.place, &builder)
                    }
                }
            case .unknown: break
            }
        }
        if !details.isEmpty {
            draft.expect["details"] = PlacedValue(value: .object(details), place: row[0].place)
        }
        return draft
    }

    private func report(
        _ message: String, at place: PolicyTest.Place, _ builder: inout PolicyTestBuilder,
        _ suggestion: String = ""
    ) {
        builder.add(
            PolicyProblem(
                code: "test.table", message: message, file: file, line: place.line,
                column: place.column, suggestion: suggestion))
    }
}

extension String {
    /// The text without spaces at its ends, as spreadsheets leave them.
    var trimmed: String {
        let isBlank = { (character: Character) in
            character.isWhitespace || character == "\u{A0}"
        }
        return String(drop(while: isBlank).reversed().drop(while: isBlank).reversed())
    }
}
