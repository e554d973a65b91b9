import CaseModel

extension Override {
    /// Overrides as a table with a header line: UTF-8, ISO dates, rows in the form of RFC 4180.
    ///
    /// A text that a spreadsheet could take for a formula stands behind an apostrophe.
    public static func csv(_ overrides: [Override]) -> [UInt8] {
        var bytes: [UInt8] = []
        CSVCell.append(row: columns, to: &bytes)
        for override in overrides { CSVCell.append(row: override.cells, to: &bytes) }
        return bytes
    }

    private static let columns = [
        "record", "site", "file_id", "case_id", "area", "point", "subject", "outcome", "made_on",
        "until", "by", "reason", "rule", "instead_of", "refused_by", "ended_on", "ended_by",
        "ended_record",
    ]

    private var cells: [String] {
        let texts = [
            "\(seq)", site.word, fileID, caseID, area, point, subject, outcome, "\(madeOn)",
            "\(until)", who, reason, rule, "\(decision)", refusedBy,
            ending.map { "\($0.on)" } ?? "", ending?.by ?? "", ending.map { "\($0.record)" } ?? "",
        ]
        return texts.map { $0.isEmpty ? "" : CSVCell.disarmed($0) }
    }
}
