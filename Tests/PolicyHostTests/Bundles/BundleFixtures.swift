import CaseModel
import Foundation
import Testing

@testable import PolicyHost

/// Bundles of a made-up site, and what a test does to them.
enum Bundles {
    static let lua = "policies/sites/oh-stark/enforcement.lua"

    static func order(
        why: String = "a test", created: String = "2026-06-01", base: String? = nil,
        tests: Int = 1, isDraft: Bool = false
    ) -> BundleOrder {
        BundleOrder(
            who: "A. Director", why: why, effective: day("2026-07-01"), created: day(created),
            base: base, tests: tests, isDraft: isDraft)
    }

    /// A bundle of one small site.
    static func small(
        _ site: MiniSite = MiniSite(), order: BundleOrder = order()
    ) throws -> PolicyBundle {
        let host = site.host
        let problems = host.problems.values.flatMap { $0 }
        try #require(problems.isEmpty, "\(problems)")
        return try PolicyBundle.make(tree: site.tree, host: host, order: order)
    }

    /// Reads a bundle's bytes as if they came from a file.
    static func report(
        _ bytes: [UInt8], trust: BundleTrust = .none, releasedOn: Day? = nil
    ) throws -> BundleReport {
        try BundleReport(
            bytes: bytes, file: "test.accord", trust: trust, releasedOn: releasedOn)
    }

    /// Why these bytes are refused; nil if they are not.
    static func refusal(_ bytes: [UInt8], trust: BundleTrust = .none) -> PolicyProblem? {
        do {
            _ = try report(bytes, trust: trust).bundle()
            return nil
        } catch {
            return error as? PolicyProblem
        }
    }
}

/// A tar archive of any kind, written byte by byte without the code under test.
struct RawTar {
    struct Entry {
        var name: [UInt8]
        var bytes: [UInt8]
        var kind: Character = "0"
        /// What the header says instead of the real size.
        var declared: Int?
        var mode = "0000644"
        var link = ""

        init(
            _ name: String, _ bytes: [UInt8] = [], kind: Character = "0", declared: Int? = nil,
            mode: String = "0000644", link: String = ""
        ) {
            (self.name, self.bytes) = (Array(name.utf8), bytes)
            (self.kind, self.declared, self.mode, self.link) = (kind, declared, mode, link)
        }
    }

    var entries: [Entry]

    /// Takes an archive apart by its headers alone.
    init(_ archive: [UInt8]) {
        entries = []
        var offset = 0
        while offset < archive.count, archive[offset] != 0 {
            let name = String(
                decoding: archive[offset..<(offset + 100)].prefix { $0 != 0 }, as: UTF8.self)
            let digits = String(decoding: archive[(offset + 124)..<(offset + 135)], as: UTF8.self)
            let size = Int(digits, radix: 8) ?? 0
            entries.append(Entry(name, Array(archive[(offset + 512)..<(offset + 512 + size)])))
            offset += 512 + (size + 511) / 512 * 512
        }
    }

    var bytes: [UInt8] {
        var archive: [UInt8] = []
        for entry in entries {
            var header = [UInt8](repeating: 0, count: 512)
            func put(_ bytes: [UInt8], _ offset: Int) {
                header.replaceSubrange(offset..<(offset + bytes.count), with: bytes)
            }
            func octal(_ number: Int, _ digits: Int) -> [UInt8] {
                let text = String(number, radix: 8)
                return Array((String(repeating: "0", count: digits - text.count) + text).utf8)
            }
            put(entry.name, 0)
            put(Array(entry.mode.utf8), 100)
            put(Array("0000000".utf8), 108)
            put(Array("0000000".utf8), 116)
            put(octal(entry.declared ?? entry.bytes.count, 11), 124)
            put(Array("00000000000".utf8), 136)
            put(Array("        ".utf8), 148)
            put(Array(String(entry.kind).utf8), 156)
            put(Array(entry.link.utf8), 157)
            put(Array("ustar\u{0}00".utf8), 257)
            put(Array("0000000".utf8), 329)
            put(Array("0000000".utf8), 337)
            put(octal(header.reduce(0) { $0 + Int($1) }, 6) + [0, 32], 148)
            archive += header + entry.bytes
            archive += [UInt8](repeating: 0, count: (512 - entry.bytes.count % 512) % 512)
        }
        return archive + [UInt8](repeating: 0, count: 1024)
    }

    subscript(name: String) -> Entry {
        get { entries.first { $0.name == Array(name.utf8) } ?? Entry(name) }
        set {
            let index = entries.firstIndex { $0.name == Array(name.utf8) }
            if let index { entries[index] = newValue } else { entries.append(newValue) }
        }
    }
}

/// A folder that is gone with the last reference to it.
final class ScratchFolder: Sendable {
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory
            .appendingPathComponent("accord-bundles-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func file(_ name: String) -> String { "\(path)/\(name)" }

    func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: file(name))))
    }

    func write(_ bytes: [UInt8], _ name: String) throws {
        let url = URL(fileURLWithPath: file(name))
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: url)
    }
}
