import Foundation

/// Texts on record, as they were read and found right; `RECORD_GOLDEN=1` writes them anew.
enum Golden {
    /// Where a text differs from the one on record; nil if it does not.
    static func difference(_ text: String, _ name: String) throws -> String? {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Golden")
            .appendingPathComponent(name)
        if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" {
            try Data(text.utf8).write(to: file)
        }
        let old = try String(contentsOf: file, encoding: .utf8)
        if old == text { return nil }
        let before = old.split(separator: "\n", omittingEmptySubsequences: false)
        let after = text.split(separator: "\n", omittingEmptySubsequences: false)
        let same = zip(before, after).prefix { $0 == $1 }.count
        func line(_ lines: [Substring]) -> Substring {
            same < lines.count ? lines[same] : "nothing"
        }
        return "\(name):\(same + 1): on record is\n\(line(before))\nbut now it says\n\(line(after))"
    }
}
