import ArgumentParser
import CaseModel

struct SampleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sample",
        abstract: "Make synthetic case files as NDJSON. Same seed, same bytes.",
        discussion: """
            The distributions follow published figures (ARCHITECTURE.md names them). Every file says \
            that it is synthetic and shows no real person.

            EXAMPLES
              accord sample --cases 1000 --seed 7 > cases.ndjson
              accord sample --showcase oh-stark | accord explain -
            """)

    @Option(help: "How many case files.")
    var cases = 10

    @Option(help: "Seed of the generator.")
    var seed: UInt64 = 1

    @Option(
        help: "Only this site (default: the six of the demonstration in turn).",
        completion: siteCompletion)
    var site: String?

    @Option(
        help: "Instead: the one parent of `dry-run --sample`, at this site.",
        completion: siteCompletion)
    var showcase: String?

    @Option(help: "The day on which the facts are true.")
    var asOf: Day = SampleRun.day

    func validate() throws {
        if cases < 0 { throw ValidationError("--cases must be 0 or more") }
        let known = declaredSites()
        for name in [site, showcase].compactMap(\.self) where !known.contains(name) {
            throw ValidationError(noSite(name, among: known))
        }
    }

    func run() throws {
        let sampler = Sampler(seed: seed)
        if let id = showcase.flatMap({ SiteID(word: $0) }) {
            Terminal.write(Sampler.showcase(site: id, asOf: asOf).canonicalBytes() + [10])
            return
        }
        let ids = site.flatMap { SiteID(word: $0) }.map { [$0] } ?? SiteID.demonstration
        var buffer: [UInt8] = []
        for index in 0..<cases {
            let file = sampler.caseFile(index: index, site: ids[index % ids.count], asOf: asOf)
            buffer += file.canonicalBytes()
            buffer.append(10)
            if buffer.count > 1 << 20 {
                Terminal.write(buffer)
                buffer.removeAll(keepingCapacity: true)
            }
        }
        Terminal.write(buffer)
    }
}
