import ArgumentParser
import CaseModel
import CaseStore
import PolicyHost

struct LogShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show one record: what was decided, why, by which facts, and whether it counts.",
        discussion: """
            Names in the record are ids and roles only. The law and the sentence behind each rule \
            are read from the policies that were kept when they decided. Before it is shown, the \
            record is compared with its link.

            EXAMPLES
              accord log show 51877 --db cases.sqlite
              accord log show 51877 --db cases.sqlite --format json

            EXIT CODES
              0 shown   1 shown, but it is not what was written   66 no such record
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var log: LogStore

    @Argument(help: "The number of the record.")
    var record: Int64

    @Option(help: "text or json.")
    var format: TextOrJSON = .text

    func run() throws {
        let store = try log.open()
        let (found, force, isTrue) = try StoreErrors.translated {
            let found = try store.logRecord(record)
            return (found, try store.force(of: found), try store.isTrue(found))
        }
        switch format {
        case .text:
            let paint = Paint(on: Terminal.usesColor(common.color))
            let rules = LogRules(found, in: store)
            Terminal.print(
                LogText(found, force: force, rules: rules, paint: paint).lines(isTrue: isTrue)
                    .joined(separator: "\n"))
        case .json:
            var json = found.json
            json["in_force"] = .text(LogText.word(force))
            json["fits_its_link"] = .bool(isTrue)
            Terminal.print(json.canonicalText)
        }
        if !isTrue {
            Terminal.note("record \(record) is not what was written; see accord log verify")
            throw ExitCode.findings
        }
    }
}

/// The rules that a record names, from the policies that were kept with it.
struct LogRules {
    private let references: [String: RuleReference]

    init(_ record: LogRecord, in store: CaseStore) {
        let statement = record.statementJSON
        guard let hash = statement["policy_hash"]?.string, let site = SiteID(word: record.site),
            let kept = try? store.keptPolicy(hash: hash),
            let policy = try? KeptPolicy(hash: kept.hash, bytes: kept.bytes).load(site: site)
        else {
            references = [:]
            return
        }
        references = Dictionary(
            policy.rules.map { ($0.id, $0.reference) }, uniquingKeysWith: { first, _ in first })
    }

    /// The rule with the law behind it, and its sentence unless that was said.
    func text(_ id: String, saying said: String) -> String {
        guard let rule = references[id] else { return id }
        let name = "\(id) (\(rule.authority))"
        return said.contains(rule.about) ? name : "\(name): \(rule.about)"
    }
}
