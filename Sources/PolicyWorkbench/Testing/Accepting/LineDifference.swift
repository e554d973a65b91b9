/// What differs between two texts, line by line.
enum LineDifference {
    /// The changed lines of a file with their line numbers, as `diff -u` without context.
    static func lines(from old: String, to new: String, path: String) -> [String] {
        let before = old.split(separator: "\n", omittingEmptySubsequences: false)
        let after = new.split(separator: "\n", omittingEmptySubsequences: false)
        var gone: Set<Int> = []
        var come: Set<Int> = []
        for change in after.difference(from: before) {
            switch change {
            case .remove(let offset, _, _): gone.insert(offset)
            case .insert(let offset, _, _): come.insert(offset)
            }
        }
        var lines = ["--- \(path)", "+++ \(path)"]
        var (left, right) = (0, 0)
        while left < before.count || right < after.count {
            let start = (left, right)
            var (removed, added): ([String], [String]) = ([], [])
            while gone.contains(left) {
                removed.append("-\(before[left])")
                left += 1
            }
            while come.contains(right) {
                added.append("+\(after[right])")
                right += 1
            }
            if removed.isEmpty, added.isEmpty {
                left += 1
                right += 1
            } else {
                lines.append(
                    "@@ -\(start.0 + 1),\(removed.count) +\(start.1 + 1),\(added.count) @@")
                lines += removed + added
            }
        }
        return lines
    }
}
