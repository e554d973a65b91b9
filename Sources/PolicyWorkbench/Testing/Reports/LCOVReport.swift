extension CoverageReport {
    /// An lcov trace file, as `genhtml` and editors read it.
    ///
    /// A condition is a branch with two ways in it: true and false; a short circuit: evaluated and
    /// skipped.
    public var lcov: String {
        files.map { file in
            var lines = ["TN:accord", "SF:\(file.file)"]
            lines += file.functions.map { "FN:\($0.line),\($0.name)" }
            lines += file.functions.map { "FNDA:\($0.entered),\($0.name)" }
            lines.append("FNF:\(file.functions.count)")
            lines.append("FNH:\(file.functions.count { $0.entered > 0 })")
            var (found, hit) = (0, 0)
            // Conditions and branches at the same place are different blocks of a line.
            let places = (file.conditions + file.branches).sorted {
                ($0.line, $0.column, $0.length, $0.kind.rawValue)
                    < ($1.line, $1.column, $1.length, $1.kind.rawValue)
            }
            var (line, block) = (0, 0)
            for place in places {
                block = place.line == line ? block + 1 : 0
                line = place.line
                let asked = place.yes + place.no > 0
                let ways = place.kind == .loop ? [place.yes] : [place.yes, place.no]
                for (way, count) in ways.enumerated() {
                    lines.append("BRDA:\(line),\(block),\(way),\(asked ? "\(count)" : "-")")
                    found += 1
                    hit += count > 0 ? 1 : 0
                }
            }
            lines.append("BRF:\(found)")
            lines.append("BRH:\(hit)")
            lines += file.lines.sorted { $0.key < $1.key }.map { "DA:\($0.key),\($0.value)" }
            lines.append("LF:\(file.lines.count)")
            lines.append("LH:\(file.lines.values.count { $0 > 0 })")
            lines.append("end_of_record")
            return lines.joined(separator: "\n") + "\n"
        }.joined()
    }
}
