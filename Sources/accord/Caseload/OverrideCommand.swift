import ArgumentParser
import CaseModel
import CaseStore
import Casework
import Foundation
import PolicyHost

struct OverrideCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "override",
        abstract: "Answer one question of a decision otherwise, with name, reason and last day.",
        discussion: """
            A case manager's choice takes the place of one answer of the decision that stands, until \
            its last day. It is bound by the same floors as a rule: it can't choose what law or model \
            forbid, can't act while something required is missing, can't hold a remedy longer than a \
            hold may last, and can't touch what goes ahead by law. A choice that a floor refuses is \
            put on record too. Sweeps go on deciding beside it and end it if a floor comes to forbid \
            it. A newer choice for the same answer takes its place, and --withdraw takes one back \
            before its last day.

            The reason is kept for good: write no name, address or amount into it.

            EXAMPLES
              accord override --db cases.sqlite --case OS-000001-1 --area enforcement --point D11 \\
                --subject driver_license_suspension --outcome hold --until 2019-03-20 \\
                --by m.rivera --reason "Death in the family" --as-of 2019-03-01
              accord override … --outcome hold --detail offer=employment --dry-run
              accord override --db cases.sqlite --withdraw 1207 --by m.rivera --reason "Back at work"
              accord overrides --db cases.sqlite --from 2019-01-01

            EXIT CODES
              0 recorded   1 a floor refuses it   64 wrong usage   65 there is no such answer or override
              66 no store   75 the store is busy   78 the policy does not load or fails
            """)

    @OptionGroup var common: CommonOptions

    @Option(help: "The case store.", completion: .file())
    var db: String

    @Option(
        help: ArgumentHelp(
            "Instead of a choice: take back the override with this log record, from today on.",
            valueName: "record"))
    var withdraw: Int64?

    @Option(name: .customLong("case"), help: "The IV-D case.")
    var caseID: String?

    @Option(help: "The site, if several have a case of this name.", completion: siteCompletion)
    var site: String?

    @Option(
        help:
            "The area: enforcement, outreach, referral, work_search, employment_training.")
    var area: Area?

    @Option(help: "The question, such as D11.")
    var point: DecisionPoint?

    @Option(help: "What the answer is about: a remedy, a partner, a parent.")
    var subject = ""

    @Option(help: "The answer in its place, such as hold.")
    var outcome: Outcome?

    @Option(help: "The last day on which it holds, as 2019-03-20.")
    var until: Day?

    @Option(
        help: ArgumentHelp(
            "What else the answer says, such as offer=employment; may be repeated.",
            valueName: "key=value"))
    var detail: [DetailOption] = []

    @Option(name: .customLong("by"), help: "Who chooses.")
    var person: String

    @Option(help: "Why. It is kept for good: no names, addresses or amounts.")
    var reason: String

    @Option(help: "The day of the choice, or of the withdrawal (default: today).")
    var asOf: Day?

    @Flag(help: "Ask the floors only; write nothing.")
    var dryRun = false

    @Option(help: "text or json.")
    var format: TextOrJSON = .text

    func validate() throws {
        for (name, text) in [("--by", person), ("--reason", reason)]
        where text.allSatisfy(\.isWhitespace) {
            throw ValidationError("\(name) must say something")
        }
        guard withdraw == nil else { return try validateWithdrawal() }
        let choice = try wished()
        if choice.point.area != choice.area {
            throw ValidationError(
                "\(choice.point.rawValue) is asked in \(choice.point.area?.rawValue ?? "no area"),"
                    + " not in \(choice.area.rawValue)")
        }
        if !choice.point.proposals.contains(choice.outcome) {
            let names = choice.point.proposals.map(\.rawValue).joined(separator: ", ")
            throw ValidationError(
                "\(choice.point.rawValue) takes \(names); `\(choice.outcome.rawValue)` is none of"
                    + " them")
        }
        if let asOf, choice.until < asOf {
            throw ValidationError("--until \(choice.until) is before --as-of \(asOf)")
        }
    }

    private func validateWithdrawal() throws {
        let given: [(String, Bool)] = [
            ("--case", caseID != nil), ("--site", site != nil), ("--area", area != nil),
            ("--point", point != nil), ("--subject", !subject.isEmpty),
            ("--outcome", outcome != nil), ("--until", until != nil),
            ("--detail", !detail.isEmpty), ("--dry-run", dryRun),
        ]
        let extra = given.filter(\.1).map(\.0)
        guard extra.isEmpty else {
            throw ValidationError(
                "--withdraw takes --by and --reason; leave out \(extra.joined(separator: ", "))")
        }
    }

    /// What a choice must say.
    private struct Wish {
        var caseID: String
        var area: Area
        var point: DecisionPoint
        var outcome: Outcome
        var until: Day
    }

    private func wished() throws -> Wish {
        func given<Value>(_ value: Value?, _ name: String) throws -> Value {
            guard let value else {
                throw ValidationError("a choice needs --\(name); only --withdraw goes without")
            }
            return value
        }
        return Wish(
            caseID: try given(caseID, "case"), area: try given(area, "area"),
            point: try given(point, "point"), outcome: try given(outcome, "outcome"),
            until: try given(until, "until"))
    }

    func run() throws {
        let store = try openStore(db, for: dryRun ? .readOnly : .readWrite)
        if let withdraw { return try takeBack(withdraw, in: store) }
        let wish = try wished()
        let tree = try common.tree()
        let desk = OverrideDesk(store: store, host: try common.host(tree: tree), tree: tree)
        let request = OverrideRequest(
            caseID: wish.caseID, site: site.flatMap { SiteID(word: $0) }, area: wish.area,
            choice: OverrideChoice(
                point: wish.point, subject: subject, outcome: wish.outcome, until: wish.until,
                details: detail.map(\.detail), reason: reason),
            person: person, asOf: asOf ?? .today)
        let outcome: OverrideDesk.Outcome
        do {
            outcome = try StoreErrors.translated { try desk.take(request, isDryRun: dryRun) }
        } catch let problem as OverrideProblem {
            Terminal.note("\(problem)")
            throw problem.code == "override.no-policy" ? ExitCode.configuration : .dataError
        } catch let problem as PolicyProblem {
            Terminal.note("\(problem)")
            throw ExitCode.configuration
        }
        Terminal.print(format == .json ? json(outcome) : text(outcome))
        if case .refused = outcome.ruling { throw ExitCode.findings }
    }

    private func takeBack(_ seq: Int64, in store: CaseStore) throws {
        let ended: Override
        do {
            ended = try StoreErrors.translated {
                try store.withdraw(
                    override: seq, by: LogStamp(actor: person, on: asOf ?? .today), reason: reason)
            }
        } catch let problem as OverrideProblem {
            Terminal.note("\(problem)")
            throw ExitCode.dataError
        }
        guard let ending = ended.ending else { return }
        let what = "\(ended.point)" + (ended.subject.isEmpty ? "" : " \(ended.subject)")
        let object: [String: JSONValue] = [
            "schema_version": .integer(1), "withdrawn": .integer(seq),
            "record": .integer(ending.record), "on": .text(ending.on.description),
        ]
        Terminal.print(
            format == .json
                ? JSONValue.object(object).canonicalText
                : "\(what): \(ended.outcome) until \(ended.until) withdrawn on \(ending.on), on record"
                    + " as \(ending.record)")
    }

    private func text(_ outcome: OverrideDesk.Outcome) -> String {
        let override = outcome.override
        let record = override.seq == 0 ? "" : ", on record as \(override.seq)"
        let what = "\(override.point)" + (override.subject.isEmpty ? "" : " \(override.subject)")
        switch outcome.ruling {
        case .refused(let refusal):
            return "refused\(record): \(refusal)"
        case .bounded(let answer):
            let before = outcome.insteadOf
            var text = "\(what): \(DecisionText.brief(answer))"
            if answer.until == nil { text += " through \(override.until)" }
            text += ", in the place of \(before.outcome)"
            if let day = before.until { text += " until \(day)" }
            if !override.rule.isEmpty { text += " [\(override.rule)]" }
            return text + record
        }
    }

    private func json(_ outcome: OverrideDesk.Outcome) -> String {
        var object: [String: JSONValue] = ["schema_version": .integer(1)]
        if outcome.override.seq != 0 { object["record"] = .integer(outcome.override.seq) }
        switch outcome.ruling {
        case .bounded(let answer): object["answer"] = answer.json
        case .refused(let refusal):
            object["refusal"] = .object([
                "code": .text(refusal.code), "message": .text(refusal.message),
                "missing": .list(refusal.missing.map(JSONValue.text)),
                "floors": .list(
                    refusal.floors.map {
                        .object([
                            "rule": .text($0.rule.id), "layer": .text($0.rule.layer),
                            "authority": .text($0.rule.authority), "about": .text($0.rule.about),
                        ])
                    }),
            ])
        }
        return JSONValue.object(object).canonicalText
    }
}

/// Opens a store that must be there; says so and stops with the exit code that fits if it can't be.
func openStore(_ path: String, for access: CaseStore.Access) throws -> CaseStore {
    guard FileManager.default.fileExists(atPath: path) else {
        Terminal.note("there is no store at \(path); `accord import --db \(path)` makes one")
        throw ExitCode.noInput
    }
    return try StoreErrors.translated { try CaseStore(path: path, access: access) }
}

/// `key=value`.
struct DetailOption: ExpressibleByArgument {
    var detail: Detail

    init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return nil }
        detail = Detail(key: parts[0], value: parts[1])
    }
}
