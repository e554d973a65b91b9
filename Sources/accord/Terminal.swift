import ArgumentParser
import Foundation

/// Writing to the two output streams, and what the terminal can do.
enum Terminal {
    /// Whether standard output is a terminal.
    static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

    /// Writes data to standard output.
    static func print(_ text: String) {
        FileHandle.standardOutput.write(Data((text + "\n").utf8))
    }

    /// Writes bytes to standard output as they are.
    static func write(_ bytes: [UInt8]) {
        FileHandle.standardOutput.write(Data(bytes))
    }

    /// Writes a file whole or not at all; says so and stops with exit code 74 if it can't be.
    static func save(_ bytes: [UInt8], to path: String) throws {
        do {
            try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            note("cannot write \(path): \(error.localizedDescription)")
            throw ExitCode.inputOutput
        }
    }

    /// Writes a note to standard error.
    static func note(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }

    /// How many characters a line of text may have: what the terminal shows, or 80; at most 100.
    static var width: Int {
        var size = winsize()
        guard isTerminal, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0
        else { return 80 }
        return min(100, Int(size.ws_col))
    }

    /// Whether to use color.
    static func usesColor(_ choice: ColorChoice) -> Bool {
        switch choice {
        case .always: true
        case .never: false
        case .auto:
            isTerminal && ProcessInfo.processInfo.environment["NO_COLOR"] == nil
        }
    }
}

/// Paints words; without color it leaves them as they are, so that no meaning is lost.
struct Paint {
    var on: Bool

    func bold(_ text: String) -> String { on ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
    func dim(_ text: String) -> String { on ? "\u{1B}[2m\(text)\u{1B}[0m" : text }
    func green(_ text: String) -> String { on ? "\u{1B}[32m\(text)\u{1B}[0m" : text }
    func yellow(_ text: String) -> String { on ? "\u{1B}[33m\(text)\u{1B}[0m" : text }
    func red(_ text: String) -> String { on ? "\u{1B}[31m\(text)\u{1B}[0m" : text }
}

/// Says how far long work has come: a line that rewrites itself on a terminal, else now and then.
struct Progress {
    var what: String
    var total: Int?
    var quiet: Bool
    private let start = Date()
    private var last = Date.distantPast
    private let onTerminal = isatty(STDERR_FILENO) == 1

    init(_ what: String, total: Int? = nil, quiet: Bool) {
        self.what = what
        self.total = total
        self.quiet = quiet
    }

    mutating func update(_ done: Int) {
        let now = Date()
        guard !quiet, now.timeIntervalSince(last) > (onTerminal ? 0.2 : 10),
            now.timeIntervalSince(start) > 0.5
        else { return }
        last = now
        let rate = Double(done) / now.timeIntervalSince(start)
        var line = "\(done) \(what), \(Int(rate)) a second"
        if let total, rate > 0, total > done {
            line += ", \(Int(Double(total - done) / rate) + 1) s left"
        }
        FileHandle.standardError.write(
            Data((onTerminal ? "\r\u{1B}[K\(line)" : "\(line)\n").utf8))
    }

    func finish() {
        if !quiet, onTerminal, last != .distantPast {
            FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))
        }
    }
}

/// Lays out columns by the widest cell.
enum Table {
    static func render(_ rows: [[String]], indent: String = "") -> String {
        guard let columns = rows.map(\.count).max() else { return "" }
        var widths = Array(repeating: 0, count: columns)
        for row in rows {
            for (index, cell) in row.enumerated() { widths[index] = max(widths[index], cell.count) }
        }
        return rows.map { row in
            var line = indent
            for (index, cell) in row.enumerated() {
                line += cell
                if index < row.count - 1 {
                    line += String(repeating: " ", count: widths[index] - cell.count + 2)
                }
            }
            return line
        }.joined(separator: "\n")
    }
}
