/// Returns the known name that a misspelled one most likely stands for.
///
/// Counts insertions, deletions, replacements and swaps of neighbors, and accepts at most one for
/// every three characters (at least one, at most three). Ties go to the name first in byte order.
public func nearestName(to name: String, in known: some Sequence<String>) -> String? {
    let wanted = Array(name.utf8)
    let allowed = min(3, max(1, wanted.count / 3))
    var best: (name: String, distance: Int)?
    for candidate in known {
        let letters = Array(candidate.utf8)
        guard abs(letters.count - wanted.count) <= allowed else { continue }
        let distance = editDistance(wanted, letters)
        guard distance <= allowed else { continue }
        if let found = best {
            let earlier = candidate.utf8.lexicographicallyPrecedes(found.name.utf8)
            guard distance < found.distance || (distance == found.distance && earlier) else {
                continue
            }
        }
        best = (candidate, distance)
    }
    return best?.name
}

private func editDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in 0..<a.count {
        var row = [i + 1]
        row.reserveCapacity(b.count + 1)
        for j in 0..<b.count {
            var cost = min(last[j + 1], row[j]) + 1
            cost = min(cost, last[j] + (a[i] == b[j] ? 0 : 1))
            if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
                cost = min(cost, beforeLast[j - 1] + 1)
            }
            row.append(cost)
        }
        beforeLast = last
        last = row
    }
    return last[b.count]
}
