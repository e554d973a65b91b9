import CaseModel
import PolicyHost

/// Charts as inline SVG, drawn here so that a page needs no script and prints as it looks.
///
/// Color never stands alone: changed cells carry their number, changed bars are hatched, the old
/// threshold is dashed. Each chart has a title and a description for screen readers.
enum DiffCharts {
    /// The outcomes before (rows) and after (columns) of one question.
    static func matrix(_ point: DecisionPoint, _ cells: [ComparisonReport.Cell: Int]) -> String {
        let mine = cells.filter { $0.key.point == point }
        let moved = mine.filter { $0.key.from != $0.key.to }
        let names = outcomes(mine.keys.flatMap { [$0.from, $0.to] })
        let most = max(1, moved.values.max() ?? 1)
        let (cell, left, top) = (64, 190, 132)
        let size = names.count * cell
        var parts: [String] = []
        for (row, from) in names.enumerated() {
            let y = top + row * cell
            parts.append(
                text(left - 10, y + cell / 2 + 5, "end", DiffWords.plain(from)))
            parts.append(
                "<text transform=\"translate(\(left + row * cell + cell / 2 + 4),\(top - 10))"
                    + " rotate(-40)\">\(escaped(DiffWords.plain(from)))</text>")
            for (column, to) in names.enumerated() {
                let key = ComparisonReport.Cell(point: point, from: from, to: to)
                let count = mine[key] ?? 0
                let x = left + column * cell
                let kind = row == column ? "stay" : count > 0 ? "moved" : "none"
                let depth = row == column || count == 0 ? 100 : 25 + 75 * count / most
                parts.append(
                    "<rect class=\"\(kind)\" x=\"\(x)\" y=\"\(y)\" width=\"\(cell - 2)\""
                        + " height=\"\(cell - 2)\" fill-opacity=\"\(decimal(depth))\"/>")
                if count > 0 {
                    let style = kind == "moved" && depth > 60 ? "count deep" : "count"
                    parts.append(
                        text(
                            x + cell / 2 - 1, y + cell / 2 + 5, "middle", DiffWords.count(count),
                            style))
                }
            }
        }
        let most3 = moved.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(3).map {
            "\($0.value) from \(DiffWords.plain($0.key.from)) to \(DiffWords.plain($0.key.to))"
        }
        return svg(
            width: left + size + 110, height: top + size + 8,
            title: "\(point.rawValue): answers before (rows) and after (columns)",
            description: "Most frequent changes: " + most3.joined(separator: "; "), parts)
    }

    /// The caseload around a moved threshold.
    static func histogram(_ histogram: ThresholdHistogram) -> String {
        let (threshold, bars) = (histogram.threshold, histogram.bars)
        guard let first = bars.first, let last = bars.last else { return "" }
        let (left, top, width, height) = (56, 54, 640, 220)
        let most = max(1, bars.map { $0.same + $0.flipped }.max() ?? 1)
        func x(_ value: Int64) -> Int {
            left
                + Int(
                    (Double(value - first.from) / Double(last.to - first.from) * Double(width))
                        .rounded())
        }
        func tall(_ count: Int) -> Int { count * height / most }
        var parts = [
            "<defs><pattern id=\"hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\""
                + " patternTransform=\"rotate(45)\"><rect width=\"6\" height=\"6\" class=\"moved\"/>"
                + "<rect width=\"2\" height=\"6\" fill=\"#fff\"/></pattern></defs>"
        ]
        for line in 0...4 {
            let count = most * line / 4
            let y = top + height - height * line / 4
            parts.append(
                "<line class=\"grid\" x1=\"\(left)\" x2=\"\(left + width)\" y1=\"\(y)\" y2=\"\(y)\"/>"
            )
            parts.append(text(left - 8, y + 4, "end", DiffWords.count(count)))
        }
        for (index, bar) in bars.enumerated() {
            let (from, to) = (x(bar.from), x(bar.to))
            let changed = tall(bar.flipped)
            let all = tall(bar.same + bar.flipped)
            let wide = max(1, to - from - 1)
            parts.append(
                "<rect class=\"stay\" x=\"\(from)\" y=\"\(top + height - all)\" width=\"\(wide)\""
                    + " height=\"\(all - changed)\"/>")
            parts.append(
                "<rect fill=\"url(#hatch)\" x=\"\(from)\" y=\"\(top + height - changed)\""
                    + " width=\"\(wide)\" height=\"\(changed)\"/>")
            if index % max(1, (bars.count + 5) / 6) == 0 {
                parts.append(
                    text(from, top + height + 18, "middle", spell(bar.from, threshold.unit)))
            }
        }
        let labels = [
            ("old", threshold.old, "before: \(threshold.oldText)", 16),
            ("new", threshold.new, "after: \(threshold.newText)", 36),
        ]
        for (style, value, label, y) in labels {
            let at = x(value)
            parts.append(
                "<line class=\"\(style)\" x1=\"\(at)\" x2=\"\(at)\" y1=\"\(y + 4)\" y2=\"\(top + height)\"/>"
            )
            let isRight = at > left + width * 2 / 3
            parts.append(
                text(at + (isRight ? -5 : 5), y + 2, isRight ? "end" : "start", label, "label"))
        }
        parts.append(text(left + width / 2, top + height + 40, "middle", axis(threshold), "label"))
        let changed = bars.reduce(0) { $0 + $1.flipped }
        let all = bars.reduce(0) { $0 + $1.same + $1.flipped }
        return svg(
            width: left + width + 40, height: top + height + 52,
            title: "\(axis(threshold)) at \(threshold.site)",
            description:
                "\(DiffWords.count(all)) cases, in \(DiffWords.count(changed)) of them an outcome"
                + " changed; the threshold moved from \(threshold.oldText) to \(threshold.newText).",
            parts)
    }

    /// What the axis shows.
    static func axis(_ threshold: MovedThreshold) -> String {
        threshold.isAge ? "days since \(threshold.fact)" : threshold.fact
    }

    static func spell(_ value: Int64, _ unit: FactUnit) -> String {
        unit == .days ? "\(value)" : FactText.spell(value, unit)
    }

    /// Outcomes in the order in which the model lists them.
    private static func outcomes(_ names: [String]) -> [String] {
        let order = Outcome.allCases.map(\.rawValue) + [FlipKind.nothing]
        return order.filter(names.contains)
    }

    private static func svg(
        width: Int, height: Int, title: String, description: String, _ parts: [String]
    ) -> String {
        """
        <svg role="img" viewBox="0 0 \(width) \(height)" width="\(width)" height="\(height)">\
        <title>\(escaped(title))</title><desc>\(escaped(description))</desc>
        \(parts.joined(separator: "\n"))
        </svg>
        """
    }

    private static func text(
        _ x: Int, _ y: Int, _ anchor: String, _ words: String, _ style: String = ""
    ) -> String {
        let style = style.isEmpty ? "" : " class=\"\(style)\""
        return
            "<text\(style) x=\"\(x)\" y=\"\(y)\" text-anchor=\"\(anchor)\">\(escaped(words))</text>"
    }

    private static func decimal(_ percent: Int) -> String {
        percent >= 100 ? "1" : "0." + (percent < 10 ? "0\(percent)" : "\(percent)")
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }
}
