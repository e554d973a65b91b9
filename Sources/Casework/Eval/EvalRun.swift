public import CaseModel
public import PolicyHost

/// Answers case files, one a line, with decisions, one line each: the seam for other engines.
///
/// A line depends on nothing but its own text, so that any number of threads or machines gives the
/// same bytes, and a line that is wrong fails alone. Every line is canonical JSON:
///
///     {"areas":…,"as_of":…,"host":…,"policies":{"oh-stark":"…"},"schema_version":1}
///     {"decisions":[…],"line":1,"schema_version":1}
///     {"error":{"code":…,"message":…,"problems":[…]},"line":2,"schema_version":1}
public struct EvalRun: Sendable {
    private let host: PolicyHost
    private let day: Day?
    private let areas: [Area]?
    private let site: String?
    private let detail: DecisionDetail
    private let reader: CaseFileReader

    /// The version of the lines; it rises when a reader of old lines would go wrong.
    public static let schemaVersion: Int64 = 1

    /// Creates a run.
    ///
    /// - Parameters:
    ///   - host: The loaded policies.
    ///   - knownSites: The sites that are declared, loaded or not; a file of another is refused.
    ///   - day: The local civil day on which to decide; the day each file was observed if nil.
    ///   - areas: The areas asked, as far as a site answers them; all if nil.
    ///   - site: The site that decides for every file; each file's own if nil.
    ///   - detail: How much each decision says about itself; answers alone leave out which rules were
    ///     asked and what was not reached.
    public init(
        host: PolicyHost, knownSites: [String], day: Day? = nil, areas: [Area]? = nil,
        site: String? = nil, detail: DecisionDetail = .answers
    ) {
        self.host = host
        self.day = day
        self.areas = areas
        self.site = site
        self.detail = detail
        reader = CaseFileReader(sites: site == nil ? knownSites : nil)
    }

    /// The areas asked that some loaded site answers, in their order.
    public var answeredAreas: [Area] {
        Area.allCases.filter { area in
            host.sites.values.contains { asked(of: $0).contains(area) }
        }
    }

    /// The line before all others, which says what decides.
    ///
    /// - Parameter version: The version of the program.
    /// - Returns: Canonical JSON with a newline.
    public func header(version: String) -> [UInt8] {
        var header: [String: JSONValue] = [
            "schema_version": .integer(Self.schemaVersion), "host": .text("accord \(version)"),
            "areas": .list(answeredAreas.map { .text($0.rawValue) }),
            "policies": .object(host.sites.mapValues { .text($0.hash) }),
        ]
        if let day { header["as_of"] = .text(day.description) }
        if let site { header["site"] = .text(site) }
        return line(header)
    }

    /// Answers some lines of the stream.
    ///
    /// - Parameters:
    ///   - lines: Lines as ``EvalLines`` hands them out.
    ///   - threads: How many may be decided at the same time.
    /// - Returns: The answers in the order of the lines.
    public func answer(_ lines: [EvalLine], threads: Int) async -> EvalBatch {
        guard threads > 1, lines.count > 1 else { return answer(lines[...]) }
        // Small pieces, so that a thread with easy cases does not wait for one with hard ones.
        let size = max(1, min(16, (lines.count + threads - 1) / threads))
        var starts = stride(from: 0, to: lines.count, by: size).makeIterator()
        return await withTaskGroup(of: (Int, EvalBatch).self) { group in
            func begin(_ start: Int) {
                group.addTask {
                    (start, answer(lines[start..<min(start + size, lines.count)]))
                }
            }
            for _ in 0..<threads { starts.next().map(begin) }
            var parts: [(start: Int, batch: EvalBatch)] = []
            while let part = await group.next() {
                parts.append(part)
                starts.next().map(begin)
            }
            return parts.sorted { $0.start < $1.start }.reduce(into: EvalBatch()) {
                $0.append($1.batch)
            }
        }
    }

    private func answer(_ lines: ArraySlice<EvalLine>) -> EvalBatch {
        var batch = EvalBatch()
        for line in lines { answer(line, in: &batch) }
        return batch
    }

    private func answer(_ line: EvalLine, in batch: inout EvalBatch) {
        batch.counts.lines += 1
        var object: [String: JSONValue] = [
            "schema_version": .integer(Self.schemaVersion), "line": .integer(Int64(line.number)),
        ]
        switch decisions(for: line.content) {
        case .success(let decisions):
            batch.counts.decisions += decisions.count
            batch.counts.alerts += decisions.count { $0.alert != nil }
            object["decisions"] = .list(decisions.map(\.json))
        case .failure(let error):
            batch.counts.failed += 1
            object["error"] = error.json
        }
        batch.bytes += self.line(object)
    }

    private func decisions(for content: EvalLine.Content) -> Result<[Decision], EvalError> {
        let text: [UInt8]
        switch content {
        case .blank: return .success([])
        case .tooLong: return .failure(.tooLong)
        case .text(let bytes): text = bytes
        }
        let file: CaseFile
        do throws(CaseFileError) {
            file = try reader.read(text)
        } catch {
            return .failure(EvalError(error))
        }
        guard let policy = host.sites[site ?? file.site.word] else {
            return .failure(.notLoaded)
        }
        var decisions = policy.decide(
            file, asOf: day ?? file.observedOn, areas: asked(of: policy), detail: detail)
        if detail == .answers { decisions.shorten() }
        return .success(decisions)
    }

    /// The areas asked that a site answers.
    private func asked(of policy: SitePolicy) -> [Area] {
        policy.areas.filter { areas?.contains($0) ?? true }
    }

    private func line(_ object: [String: JSONValue]) -> [UInt8] {
        JSONValue.object(object).canonicalBytes() + [UInt8(ascii: "\n")]
    }
}

extension [Decision] {
    /// Leaves out which rules were asked and what was not reached: most of a line, and nothing that
    /// is said or done.
    fileprivate mutating func shorten() {
        for decision in indices {
            for answer in self[decision].answers.indices {
                self[decision].answers[answer].asked = []
                self[decision].answers[answer].notReached = []
            }
        }
    }
}

/// The answers to a number of lines.
public struct EvalBatch: Sendable, Equatable {
    /// Whole lines of canonical JSON, each with its newline.
    public var bytes: [UInt8] = []
    /// What they come to.
    public var counts = EvalCounts()

    /// Creates an empty batch.
    public init() {}

    fileprivate mutating func append(_ other: EvalBatch) {
        bytes += other.bytes
        counts.add(other.counts)
    }
}

/// What a run came to.
public struct EvalCounts: Sendable, Equatable {
    /// Lines read, blank ones too.
    public var lines = 0
    /// Decisions made.
    public var decisions = 0
    /// Lines that hold no case file that can be decided.
    public var failed = 0
    /// Decisions in which a policy failed, so that nothing was decided.
    public var alerts = 0

    /// Starts at nothing.
    public init() {}

    /// Adds the counts of a batch.
    public mutating func add(_ other: EvalCounts) {
        lines += other.lines
        decisions += other.decisions
        failed += other.failed
        alerts += other.alerts
    }
}
