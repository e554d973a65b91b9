/// How much of something the tests reach.
public struct CoverageFigure: Sendable, Equatable {
    /// How many were reached.
    public var reached = 0
    /// How many there are, without those that are marked as unreachable.
    public var total = 0
    /// How many are marked as unreachable, with a reason.
    public var unreachable = 0

    /// The share in hundredths of a percent, rounded down, so that 100% means all; nil of nothing.
    public var basisPoints: Int? { total == 0 ? nil : reached * 10_000 / total }

    /// Adds another figure.
    public static func += (left: inout CoverageFigure, right: CoverageFigure) {
        left.reached += right.reached
        left.total += right.total
        left.unreachable += right.unreachable
    }
}

/// A rule and what became of it in all tests.
public struct RuleCoverage: Sendable, Equatable {
    /// The rule's id.
    public var id: String
    /// Its kind, such as `forbid`.
    public var kind: String
    /// The first and last line of its declaration.
    public var lines: ClosedRange<Int>
    /// How often it matched, held or bound an answer.
    public var held: Int
    /// How often it was asked and did not hold.
    public var failed: Int
    /// Whether it must be seen to fail, too: floors must, judgments need not.
    public var needsBoth: Bool
    /// Why no test can reach it, from a comment `-- unreachable: …`.
    public var unreachable: String?

    /// Whether the tests reach it.
    public var isReached: Bool { held > 0 && (failed > 0 || !needsBoth) }

    /// What no test has seen; nil if all was seen.
    public var missing: String? {
        if unreachable != nil || isReached { return nil }
        let noun = needsBoth ? "floor" : "rule"
        if held == 0, failed == 0 { return "\(noun) `\(id)` is never asked" }
        if held > 0 { return "floor `\(id)` always holds" }
        return needsBoth ? "floor `\(id)` never holds" : "rule `\(id)` never matches"
    }
}

/// A place in a source with two ways, or a branch with one.
public struct PlaceCoverage: Sendable, Equatable {
    /// What it is.
    public enum Kind: String, Sendable {
        /// Something that is true or false.
        case condition
        /// The whole condition of an `if`, a loop or a rule.
        case decision
        /// A part after `and` or `or`, which may be skipped.
        case shortCircuit = "short_circuit"
        /// The body of a loop, which has one way: to be entered.
        case loop
    }

    /// What it is.
    public var kind: Kind
    /// The line, from 1.
    public var line: Int
    /// The column in characters, from 1.
    public var column: Int
    /// The number of characters on its first line.
    public var length: Int
    /// The source.
    public var text: String
    /// How often it was true, evaluated or entered.
    public var yes: Int
    /// How often it was false or skipped.
    public var no: Int
    /// Why the missing way can't be reached, from a comment `-- unreachable: …`.
    public var unreachable: String?

    /// The ways there are.
    public var ways: Int { kind == .loop ? 1 : 2 }
    /// The ways that were seen.
    public var seen: Int { (yes > 0 ? 1 : 0) + (kind != .loop && no > 0 ? 1 : 0) }

    /// What no test has seen; nil if all was seen or nothing can be.
    public var missing: String? {
        guard unreachable == nil, seen < ways else { return nil }
        switch kind {
        case .loop: return "never entered"
        case .shortCircuit:
            return yes == 0 && no == 0
                ? "never asked" : yes == 0 ? "always skipped" : "never skipped"
        case .condition, .decision:
            return yes == 0 && no == 0 ? "never asked" : yes == 0 ? "never true" : "never false"
        }
    }

    var figure: CoverageFigure {
        unreachable != nil && seen < ways
            ? CoverageFigure(reached: seen, total: seen, unreachable: ways - seen)
            : CoverageFigure(reached: seen, total: ways)
    }
}

/// A function and how often it was entered.
public struct FunctionCoverage: Sendable, Equatable {
    /// The name, unique in its file.
    public var name: String
    /// The line on which it begins.
    public var line: Int
    /// How often it was entered.
    public var entered: Int
}

/// What the tests reach in one file.
public struct FileCoverage: Sendable, Equatable {
    /// The file, relative to the root.
    public var file: String
    /// Its rules by line.
    public var rules: [RuleCoverage] = []
    /// Its conditions by place.
    public var conditions: [PlaceCoverage] = []
    /// Its decisions, short circuits and loops by place.
    public var branches: [PlaceCoverage] = []
    /// Its functions by line.
    public var functions: [FunctionCoverage] = []
    /// How often each line that holds something to reach was reached.
    public var lines: [Int: Int] = [:]

    /// The folder, such as `policies/sites/oh-stark`.
    public var folder: String {
        file.split(separator: "/").dropLast().joined(separator: "/")
    }

    /// Figures of rules, branches and conditions.
    public var figures: CoverageFigures {
        var figures = CoverageFigures()
        for rule in rules {
            if rule.unreachable != nil, !rule.isReached {
                figures.rules += CoverageFigure(unreachable: 1)
            } else {
                figures.rules += CoverageFigure(reached: rule.isReached ? 1 : 0, total: 1)
            }
        }
        for branch in branches { figures.branches += branch.figure }
        for condition in conditions { figures.conditions += condition.figure }
        return figures
    }

    /// The same with only what stands on some lines.
    func only(_ wanted: Set<Int>) -> FileCoverage {
        var part = self
        part.rules = rules.filter { $0.lines.contains(where: wanted.contains) }
        part.conditions = conditions.filter { wanted.contains($0.line) }
        part.branches = branches.filter { wanted.contains($0.line) }
        part.functions = functions.filter { wanted.contains($0.line) }
        part.lines = lines.filter { wanted.contains($0.key) }
        return part
    }
}

/// Figures of rules, branches and conditions.
public struct CoverageFigures: Sendable, Equatable {
    /// Rules that match; floors that hold and don't.
    public var rules = CoverageFigure()
    /// Ways through decisions, short circuits and loops.
    public var branches = CoverageFigure()
    /// Conditions true and false: two ways each.
    public var conditions = CoverageFigure()

    /// Adds other figures.
    public static func += (left: inout CoverageFigures, right: CoverageFigures) {
        left.rules += right.rules
        left.branches += right.branches
        left.conditions += right.conditions
    }
}

/// What the tests of a run reach in the policies.
public struct CoverageReport: Sendable, Equatable {
    /// The files by name.
    public var files: [FileCoverage]

    /// Creates a report.
    public init(files: [FileCoverage]) {
        self.files = files
    }

    /// Figures of all files.
    public var figures: CoverageFigures {
        files.reduce(into: CoverageFigures()) { $0 += $1.figures }
    }

    /// Figures of each folder, by name: a site's own files stand in one folder.
    public var folders: [(folder: String, figures: CoverageFigures)] {
        var folders: [String: CoverageFigures] = [:]
        for file in files { folders[file.folder, default: CoverageFigures()] += file.figures }
        return folders.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// The report with only the files of some folders.
    public func only(folders: Set<String>) -> CoverageReport {
        CoverageReport(files: files.filter { folders.contains($0.folder) })
    }

    /// The report with only what stands on changed lines.
    public func only(_ changed: ChangedLines) -> CoverageReport {
        CoverageReport(
            files: files.compactMap { file in
                switch changed.lines[file.file] {
                case .all: file
                case .these(let lines): file.only(lines)
                case nil: nil
                }
            })
    }

    /// Everything that no test reaches, as `file:line:column: what`.
    public var missing: [String] {
        files.flatMap { file in
            let rules = file.rules.compactMap { rule in
                rule.missing.map { (rule.lines.lowerBound, 1, $0) }
            }
            let conditions = file.conditions.compactMap { place in
                place.missing.map { (place.line, place.column, "`\(place.text)` is \($0)") }
            }
            // A decision that is one condition was named already.
            let named = Set(file.conditions.map { "\($0.line):\($0.column):\($0.text)" })
            let branches = file.branches.filter { place in
                place.kind != .decision
                    || !named.contains("\(place.line):\(place.column):\(place.text)")
            }.compactMap { place in
                place.missing.map {
                    (place.line, place.column, "\(place.name) `\(place.text)` is \($0)")
                }
            }
            return (rules + conditions + branches).sorted {
                ($0.0, $0.1, $0.2) < ($1.0, $1.1, $1.2)
            }
            .map { "\(file.file):\($0.0):\($0.1): \($0.2)" }
        }
    }
}

extension PlaceCoverage {
    /// What it is, in words.
    var name: String {
        switch kind {
        case .condition: "condition"
        case .decision: "decision"
        case .shortCircuit: "part"
        case .loop: "loop"
        }
    }
}
