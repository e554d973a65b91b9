import ArgumentParser
import CaseModel
import CaseStore
import PolicyHost

struct LogCheckpointCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "checkpoint",
        abstract: "Sign what the log is today, so that nobody can make it anew.",
        discussion: """
            Verifies the log and signs the number and link of its last record with an Ed25519 key \
            (accord key new). The checkpoint is kept in the store and written to -o; keep that file \
            where those who can write the store can't write.

            EXAMPLES
              accord log checkpoint --db cases.sqlite --key director.key -o march.json

            EXIT CODES
              0 signed   1 the log is not sound, nothing was signed   66 no such store or key
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var log: LogStore

    @Option(help: "The private key that signs.", completion: .file())
    var key: String

    @Option(
        name: [.customShort("o"), .long],
        help: "The file to write; standard output if not given.", completion: .file())
    var output: String?

    @Option(help: "The day of the checkpoint (default: today).")
    var on: Day?

    func run() throws {
        let signer = try orStop { try SigningKey(contentsOf: key) }
        let store = try log.open(.readWrite)
        var progress = Progress("records verified", quiet: common.quiet)
        let report = try StoreErrors.translated {
            try store.verifyLog { progress.update($0, of: $1) }
        }
        progress.finish()
        if let fault = report.fault {
            Terminal.note("the log is not sound, nothing was signed: \(fault)")
            throw ExitCode.findings
        }
        guard report.lastRecord > 0 else {
            Terminal.note("the log has no records yet; there is nothing to sign")
            throw ExitCode.findings
        }
        let link = try StoreErrors.translated { try store.logRecord(report.lastRecord).link }
        let day = on ?? .today
        let signature = try orStop {
            try signer.signature(
                over: LogCheckpoint.signedBytes(seq: report.lastRecord, link: link, madeOn: day))
        }
        let checkpoint = LogCheckpoint(
            seq: report.lastRecord, link: link, madeOn: day, keyID: signature.keyID,
            publicKey: signer.publicKey.bytes, signature: signature.signature)
        try StoreErrors.translated { try store.keep(checkpoint) }
        let text = checkpoint.json.prettyBytes()
        if let output { try Terminal.save(text, to: output) } else { Terminal.write(text) }
        if !common.quiet {
            Terminal.note(
                "records 1 to \(checkpoint.seq) signed by key \(checkpoint.keyID)"
                    + (output.map { "; keep \($0) away from the store" } ?? ""))
        }
    }
}

struct LogEraseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase",
        abstract: "Erase the facts of old decisions, on record.",
        discussion: """
            What was decided, by which rules and numbers, stays; the facts that were read are \
            overwritten for good. The log can be verified as before; the decisions can't be \
            replayed any more. Interrupted, it is started again.

            EXAMPLES
              accord log erase --db cases.sqlite --before 2017-01-01 --who records.clerk \\
                --why "retention schedule 7" --dry-run
              accord log erase --db cases.sqlite --case C-1042 --who records.clerk --why "court order"
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var log: LogStore

    @Option(help: "The facts of decisions for days before this one.")
    var before: Day?

    @Option(name: .customLong("case"), help: "Only the facts of this IV-D case.")
    var caseID: String?

    @Option(help: "Only this site's.", completion: siteCompletion)
    var site: String?

    @Option(help: "Who wants it.")
    var who: String

    @Option(help: "Why, in one line.")
    var why: String

    @Option(help: "The day of the act (default: today).")
    var on: Day?

    @Flag(help: "Say how much would be erased and erase nothing.")
    var dryRun = false

    func validate() throws {
        if before == nil, caseID == nil {
            throw ValidationError("name what is erased: --before DATE, --case ID or both")
        }
    }

    func run() throws {
        let scope = ErasureScope(
            site: try site.map { try SiteID(checking: $0) }, before: before, caseID: caseID)
        let store = try log.open(dryRun ? .readOnly : .readWrite)
        if dryRun {
            let count = try StoreErrors.translated { try store.countFacts(scope) }
            Terminal.print("\(count)")
            if !common.quiet { Terminal.note("records with facts to erase; nothing was changed") }
            return
        }
        var progress = Progress("records erased", quiet: common.quiet)
        let report = try StoreErrors.translated {
            try store.eraseFacts(scope, actor: who, reason: why, on: on ?? .today) {
                progress.update(Int64($0), of: Int64($1))
            }
        }
        progress.finish()
        Terminal.print("\(report.records)")
        guard !common.quiet else { return }
        Terminal.note(
            report.seq.map { "records whose facts were erased; record \($0) says so" }
                ?? "records with facts to erase; nothing was changed")
    }
}
