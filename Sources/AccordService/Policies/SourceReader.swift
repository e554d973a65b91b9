import CaseModel
import Foundation
import Glibc
import PolicyHost
import PolicyWorkbench

/// Reads the source of policies, and verifies what it finds.
struct SourceReader: Sendable {
    let options: PolicyDeskOptions

    /// Reads a folder, a bundle or a release folder.
    func readFiles() -> SourceReading {
        do throws(PolicyProblem) {
            return switch options.source {
            case .folder(let path): try folder(path)
            case .bundle(let path): try bundle(path)
            case .releases(let path): try releases(path)
            case .url(let address): SourceReading(Self.notAFile(address))
            }
        } catch {
            var reading = SourceReading(error)
            if error.code != Self.unsettled { reading.listing = listing() }
            return reading
        }
    }

    private static let unsettled = "source.unsettled"

    private static func notAFile(_ address: String) -> PolicyProblem {
        PolicyProblem(code: "source.kind", message: "this is not a file", file: address)
    }

    /// What the files look like now; nil if the source has none.
    func listing() -> FolderListing? {
        switch options.source {
        case .folder(let path): FolderListing(root: path)
        case .bundle(let path): FolderListing(file: path)
        case .releases(let path): FolderListing(file: "\(path)/active.json")
        case .url: nil
        }
    }

    // MARK: Files

    private func folder(_ path: String) throws(PolicyProblem) -> SourceReading {
        guard !options.trust.requiresSigned else {
            throw PolicyProblem(
                code: "bundle.unsigned",
                message: "a folder is not signed, and only signed bundles are loaded", file: path,
                suggestion: "let the source be a bundle or a release folder")
        }
        return try still { () throws(PolicyProblem) in
            // A link is followed once, so that one that is turned can't mix two versions.
            let root = realpath(path, nil).map { real in
                defer { free(real) }
                return String(cString: real)
            }
            let tree: PolicyTree
            do {
                tree = try PolicyTree(root: root ?? path)
            } catch let problem as PolicyProblem {
                throw problem
            } catch {
                throw PolicyProblem(
                    code: "source.unreadable", message: "the folder can't be read: \(error)",
                    file: path)
            }
            guard !tree.sites.isEmpty else {
                throw PolicyProblem(
                    code: "source.no-site", message: "there is no site in this folder", file: path,
                    suggestion: "each site has a folder in site-configs/")
            }
            var reading = SourceReading()
            reading.candidates = [
                PolicyCandidate(
                    tree: tree, sites: tree.sites, origin: PolicyOrigin(kind: .folder, place: path))
            ]
            return reading
        }
    }

    private func bundle(_ path: String) throws(PolicyProblem) -> SourceReading {
        try still { () throws(PolicyProblem) in
            var reading = SourceReading()
            let bundle = try BundleReport(contentsOf: path, trust: options.trust).bundle()
            try reading.add(bundle, kind: .bundle, place: path)
            return reading
        }
    }

    private func releases(_ path: String) throws(PolicyProblem) -> SourceReading {
        try still { () throws(PolicyProblem) in
            guard ReleaseFolder.isOne(path) else {
                throw PolicyProblem(
                    code: "release.no-folder", message: "nothing was ever released here",
                    file: path, suggestion: "accord release FILE --to \(path)")
            }
            let folder = try ReleaseFolder(at: path)
            var reading = SourceReading()
            for (hash, sites) in Self.sitesByBundle(folder.active.mapValues(\.bundle)) {
                do throws(PolicyProblem) {
                    let bundle = try folder.bundle(hash, trust: options.trust)
                    try reading.add(
                        bundle, sites: sites, kind: .releases, place: folder.file(of: hash))
                } catch {
                    for site in sites { reading.problems[site] = [error] }
                }
            }
            return reading
        }
    }

    static func sitesByBundle(_ bundles: [String: String]) -> [(hash: String, sites: [String])] {
        Dictionary(grouping: bundles.keys.sorted()) { bundles[$0] ?? "" }
            .sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    // MARK: Stillness

    /// Reads when nothing has changed for a moment, and again if something changed meanwhile.
    ///
    /// Who copies or unpacks a folder writes for a while; what is read in between is half old and
    /// half new, and may even load.
    /// - Throws: ``PolicyProblem`` if it never becomes still.
    private func still(_ read: () throws(PolicyProblem) -> SourceReading) throws(PolicyProblem)
        -> SourceReading
    {
        let pause = options.stillness.seconds
        let end = ContinuousClock.now + options.settling
        while true {
            let before = listing()
            Thread.sleep(forTimeInterval: pause)
            if listing() == before {
                do throws(PolicyProblem) {
                    var reading = try read()
                    reading.listing = before
                    if listing() == before { return reading }
                } catch {
                    // What can't be read while somebody writes may be sound a moment later.
                    guard listing() != before else {
                        var reading = SourceReading(error)
                        reading.listing = before
                        return reading
                    }
                }
            }
            guard ContinuousClock.now < end else {
                throw PolicyProblem(
                    code: Self.unsettled,
                    message: "its files kept changing while they were to be read",
                    file: options.source.place,
                    suggestion: "write a new folder and turn a link to it, or wait for the writer")
            }
        }
    }
}

extension Duration {
    /// The duration in seconds.
    var seconds: Double {
        let (whole, rest) = components
        return Double(whole) + Double(rest) / 1e18
    }
}
