// The decision that `tools/bench/service` asks for over HTTP, decided in this process.
import ArgumentParser
import CaseModel
import Foundation
import PolicyHost

struct ServiceDecision: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "service-decision",
        abstract: "Decides one case file as the service does, without HTTP, rights and log.",
        discussion: """
            Prints one JSON object with processor time in microseconds, a list with a value a round: `decide` is the \
            decision of a file that was read before, `json` the JSON of the file in and that of the decision out.
            """)

    @Argument(help: "The case file.") var file: String
    @Option(help: "The repository.") var root = "."
    @Option(help: "Rounds.") var rounds = 5
    @Option(help: "Decisions of each round.") var decisions = 500

    func run() throws {
        let host = PolicyHost(tree: try PolicyTree(root: root))
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: file)))
        let reader = CaseFileReader()
        let known = try reader.read(bytes)
        guard let policy = host.sites[known.site.word] else {
            throw BenchFailure("no site is called \(known.site.word)")
        }
        let day = known.observedOn
        let session = DecidingSession(policy: policy, asOf: day)
        let hash = Digest.sha256(known.canonicalBytes())
        func decide(_ file: CaseFile, _ hash: String) -> AreaDecision {
            session.decide(
                CaseMoment(file: file, caseIndex: 0, day: day), area: .enforcement, fileHash: hash,
                standing: nil, isBrief: false)
        }
        let times = try takingTurns(
            rounds,
            [
                { for _ in 0..<decisions { keep(decide(known, hash)) } },
                {
                    for _ in 0..<decisions {
                        let file = try reader.read(bytes)
                        let made = decide(file, Digest.sha256(file.canonicalBytes()))
                        keep(made.decision.canonicalJSON)
                    }
                },
            ])
        let named = zip(["decide", "json"], times).map { name, times in
            (name, times.divided(by: decisions * 1_000).map(Spread.rounded))
        }
        let data = try JSONEncoder().encode(Dictionary(uniqueKeysWithValues: named))
        print(String(decoding: data, as: UTF8.self))
    }
}
