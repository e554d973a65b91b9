import CaseModel

/// Takes away what a failure does not need.
enum Shrinker {
    /// The fewest of some things with which something still holds.
    ///
    /// Halves first, then single ones, until nothing more can go. What is left is smallest in that
    /// no single thing can be taken away; another set, not contained in it, may be smaller still.
    /// - Parameters:
    ///   - things: The things; with all of them it holds.
    ///   - holds: Whether it still holds with some of them, in the same order.
    /// - Returns: What is left, in the same order.
    static func smallest<Thing>(_ things: [Thing], holds: ([Thing]) -> Bool) -> [Thing] {
        var left = things
        var size = max(1, left.count / 2)
        while !left.isEmpty {
            var start = 0
            var removed = false
            while start < left.count {
                var fewer = left
                fewer.removeSubrange(start..<min(left.count, start + size))
                if holds(fewer) {
                    left = fewer
                    removed = true
                } else {
                    start += size
                }
            }
            if size == 1, !removed { break }
            if size > 1 { size /= 2 }
        }
        return left
    }

    /// Each number and date of some edits as near to what the base holds as it still holds.
    static func nearest(
        _ edits: [CaseEdit], to base: JSONValue, holds: ([CaseEdit]) -> Bool
    ) -> [CaseEdit] {
        var edits = edits
        for index in edits.indices {
            let before = JSONLeaves.value(at: edits[index].path, in: base)
            guard let (far, spell) = Self.number(edits[index].value),
                let (near, _) = before.flatMap(Self.number)
            else { continue }
            // Between `low`, where it does not hold, and `high`, where it does.
            var (low, high) = (near, far)
            while abs(high - low) > 1 {
                let middle = low + (high - low) / 2
                var closer = edits
                closer[index].value = spell(middle)
                if holds(closer) {
                    edits = closer
                    high = middle
                } else {
                    low = middle
                }
            }
        }
        return edits
    }

    /// A number or a date as a number, and how such a number is written.
    private static func number(_ value: JSONValue) -> (Int64, (Int64) -> JSONValue)? {
        switch value {
        case .integer(let number): return (number, { .integer($0) })
        case .text(let text):
            guard let day = Day(iso: text) else { return nil }
            return (Int64(day.epochDay), { .text("\(Day(epochDay: Int32(clamping: $0)))") })
        default: return nil
        }
    }
}
