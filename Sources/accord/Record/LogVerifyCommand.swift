import ArgumentParser
import CaseModel
import CaseStore
import Foundation
import PolicyHost

struct LogVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Prove that no record was altered, cut out, put in or moved.",
        discussion: """
            Goes along the whole log and names the first bad record. A log that somebody made anew \
            from end to end is found only by a checkpoint that is kept elsewhere: give it with \
            --checkpoint. Signatures are checked against the keys of --trust; without it only \
            against the key that each checkpoint names.

            EXAMPLES
              accord log verify --db cases.sqlite
              accord log verify --db cases.sqlite --checkpoint march.json --trust trust.yaml
              accord log verify --db cases.sqlite --since-checkpoint

            EXIT CODES
              0 the log is sound   1 it is not   65 no store or checkpoint   66 no such file
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var log: LogStore

    @Option(
        help: "A checkpoint that was kept elsewhere; several may be given.", completion: .file())
    var checkpoint: [String] = []

    @Flag(help: "Only what was written since the last signed checkpoint in the store.")
    var sinceCheckpoint = false

    @Option(help: "text or json.")
    var format: TextOrJSON = .text

    func run() throws {
        let store = try log.open()
        let trust = try common.trustOptions.bundleTrust()
        let given = try checkpoint.map {
            CheckpointSignature(try LogCheckpoint(contentsOf: $0), trust: trust)
        }
        // What nobody answers for says nothing of the log.
        let kept = given.filter { !$0.isBad }.map(\.checkpoint)
        let start = try sinceCheckpoint ? trusted(store, trust) : nil
        var progress = Progress("records verified", quiet: common.quiet)
        let report = try StoreErrors.translated {
            try store.verifyLog(from: start, against: kept) { progress.update($0, of: $1) }
        }
        progress.finish()
        let seen = [start].compactMap(\.self) + report.checkpoints
        let signatures =
            given.filter(\.isBad) + seen.map { CheckpointSignature($0, trust: trust) }
        let isSound = report.isSound && !signatures.contains(where: \.isBad)
        switch format {
        case .text:
            let paint = Paint(on: Terminal.usesColor(common.color))
            Terminal.print(Self.text(report, signatures, since: start, paint: paint))
        case .json:
            Terminal.print(Self.json(report, signatures, isSound: isSound).canonicalText)
        }
        if !isSound { throw ExitCode.findings }
    }

    /// The last checkpoint of the store whose signature is good.
    private func trusted(_ store: CaseStore, _ trust: BundleTrust) throws -> LogCheckpoint {
        let checkpoints = try StoreErrors.translated { try store.checkpoints() }
        guard
            let last = checkpoints.last(where: { !CheckpointSignature($0, trust: trust).isBad })
        else {
            Terminal.note(
                "\(log.db) has no signed checkpoint to begin with; accord log checkpoint makes one")
            throw ExitCode.dataError
        }
        return last
    }

    private static func text(
        _ report: LogReport, _ signatures: [CheckpointSignature], since start: LogCheckpoint?,
        paint: Paint
    ) -> String {
        var lines: [String] = []
        if let fault = report.fault {
            lines.append(paint.red("The decision log was tampered with or damaged."))
            lines.append("  first bad record  \(fault.seq)")
            lines.append("  what is wrong     \(fault.message)")
            lines.append("  sound before it   \(records(report.records))")
        } else {
            let since = start.map { " since the checkpoint at record \($0.seq)" } ?? ""
            lines.append(
                paint.green("The decision log is sound: \(records(report.records))\(since)."))
            lines.append("  last record       \(report.lastRecord)")
            lines.append("  its link          \(report.lastLink)")
        }
        if report.erased > 0 {
            lines.append("  facts erased      of \(report.erased) records, on record")
        }
        for signature in signatures {
            let text = "  checkpoint        \(signature)"
            lines.append(signature.isBad ? paint.red(text) : text)
        }
        if report.isSound, signatures.isEmpty {
            lines.append(
                "  checkpoint        none; only one that is kept elsewhere tells a log made anew")
        }
        return lines.joined(separator: "\n")
    }

    private static func records(_ count: Int) -> String {
        "\(count) record\(count == 1 ? "" : "s")"
    }

    private static func json(
        _ report: LogReport, _ signatures: [CheckpointSignature], isSound: Bool
    ) -> JSONValue {
        var object: [String: JSONValue] = [
            "schema_version": .integer(1), "sound": .bool(isSound),
            "records": .integer(Int64(report.records)),
            "facts_erased": .integer(Int64(report.erased)),
            "last_record": .integer(report.lastRecord), "last_link": .text(report.lastLink),
            "checkpoints": .list(
                signatures.map {
                    .object([
                        "seq": .integer($0.checkpoint.seq), "key": .text($0.checkpoint.keyID),
                        "made_on": .text($0.checkpoint.madeOn.description),
                        "signature": .text($0.verdict.rawValue),
                    ])
                }),
        ]
        if let fault = report.fault {
            object["fault"] = .object([
                "kind": .text(fault.kind.rawValue), "seq": .integer(fault.seq),
                "message": .text(fault.message),
            ])
        }
        return .object(object)
    }
}

/// Whether the signature of a checkpoint is good, and whose it is.
struct CheckpointSignature: CustomStringConvertible {
    enum Verdict: String {
        /// By a key of the trust file.
        case trusted
        /// By the key that it names; nobody said whose that is.
        case valid
        /// By a key that the trust file does not name.
        case unknown
        /// By a key that was revoked or was not valid on that day.
        case refused
        /// Not by the key that it names.
        case forged
    }

    let checkpoint: LogCheckpoint
    let verdict: Verdict
    private let name: String?

    init(_ checkpoint: LogCheckpoint, trust: BundleTrust) {
        self.checkpoint = checkpoint
        let key = PublicSigningKey(base64: Data(checkpoint.publicKey).base64EncodedString())
        guard let key, key.id == checkpoint.keyID,
            key.verifies(checkpoint.signature, over: checkpoint.signedBytes)
        else {
            (verdict, name) = (.forged, nil)
            return
        }
        guard let keys = trust.keys else {
            (verdict, name) = (.valid, nil)
            return
        }
        guard let known = keys.first(where: { $0.key == key }) else {
            (verdict, name) = (.unknown, nil)
            return
        }
        let isInTime =
            (known.validFrom.map { $0 <= checkpoint.madeOn } ?? true)
            && (known.validUntil.map { checkpoint.madeOn <= $0 } ?? true)
        (verdict, name) = (known.revoked == nil && isInTime ? .trusted : .refused, known.name)
    }

    /// Whether it proves nothing, or proves a forgery.
    var isBad: Bool { verdict != .trusted && verdict != .valid }

    var description: String {
        let what = "record \(checkpoint.seq), \(checkpoint.madeOn), key \(checkpoint.keyID)"
        return switch verdict {
        case .trusted: "\(what): signed by \(name ?? "")"
        case .valid: "\(what): signed; --trust tells by whom"
        case .unknown: "\(what): the trust file does not name this key"
        case .refused: "\(what): the key of \(name ?? "") was revoked or not valid on that day"
        case .forged: "\(what): the signature is not by this key"
        }
    }
}

extension LogCheckpoint {
    /// Reads a checkpoint file; says so and stops if it is none.
    init(contentsOf path: String) throws {
        guard let data = FileManager.default.contents(atPath: path) else {
            Terminal.note("\(path): there is no such file")
            throw ExitCode.noInput
        }
        guard let json = try? JSONValue(parsing: [UInt8](data)), let read = Self(json: json) else {
            Terminal.note("\(path) is no checkpoint; accord log checkpoint -o FILE writes one")
            throw ExitCode.dataError
        }
        self = read
    }
}
