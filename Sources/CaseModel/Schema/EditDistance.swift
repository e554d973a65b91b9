/// Finds the name that someone probably meant.
public enum EditDistance {
    /// The name nearest to a misspelled one, or nil if none is near.
    ///
    /// Near means that at most a third of the letters must be inserted, dropped, replaced or
    /// swapped with their neighbor. Of names equally near, the first one in `names` is taken.
    public static func nearest(_ name: String, in names: some Sequence<String>) -> String? {
        let wanted = Array(name.utf8.prefix(80))
        var best: String?
        var bestDistance = max(1, wanted.count / 3) + 1
        for candidate in names {
            let distance = between(wanted, Array(candidate.utf8), atMost: bestDistance)
            if distance < bestDistance {
                best = candidate
                bestDistance = distance
            }
        }
        return best
    }

    /// The number of single-letter changes that turn one name into another.
    ///
    /// A swap of two neighbors counts as one change. The count stops at `limit`.
    package static func between(_ left: [UInt8], _ right: [UInt8], atMost limit: Int) -> Int {
        guard abs(left.count - right.count) < limit else { return limit }
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for (row, letter) in left.enumerated() {
            var current = [row + 1]
            current.reserveCapacity(right.count + 1)
            for (column, other) in right.enumerated() {
                var cost = min(last[column] + (letter == other ? 0 : 1), last[column + 1] + 1)
                cost = min(cost, current[column] + 1)
                if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
                    cost = min(cost, beforeLast[column - 1] + 1)
                }
                current.append(cost)
            }
            beforeLast = last
            last = current
        }
        return min(last[right.count], limit)
    }
}
