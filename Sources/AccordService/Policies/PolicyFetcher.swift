import AsyncHTTPClient
import CaseModel
import Foundation
import NIOCore
import NIOHTTP1
import PolicyHost

/// Fetches bundles, or the `active.json` of a release folder with the bundles that it names.
struct PolicyFetcher: Sendable {
    let options: PolicyDeskOptions

    /// Lives as long as the process.
    ///
    /// A server that refuses is not tried again until the deadline: the next poll tries again.
    private static let client: HTTPClient = {
        var configuration = HTTPClient.Configuration()
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.timeout.connect = .seconds(10)
        return HTTPClient(
            eventLoopGroupProvider: .singleton, configuration: configuration)
    }()

    /// What a server answered.
    enum Answer: Sendable {
        /// It has the same as before.
        case notModified
        /// A document, and what the server calls its version.
        case document([UInt8], tag: String?)
    }

    /// Reads the source anew.
    ///
    /// - Parameters:
    ///   - address: The document.
    ///   - tag: What the server called the version that was read before; nil to read it in any case.
    ///   - digest: SHA-256 of the document that was read before, for servers without tags.
    ///   - active: The bundle that decides at each site, which need not be fetched.
    /// - Returns: What was found; nil if it is what was read before.
    func read(
        _ address: String, tag: String? = nil, digest: String? = nil, active: [String: String] = [:]
    ) async -> SourceReading? {
        do throws(PolicyProblem) {
            guard case .document(let bytes, let newTag) = try await get(address, tag: tag) else {
                return nil
            }
            let newDigest = Digest.sha256(bytes)
            if digest == newDigest { return nil }
            var reading =
                bytes.first { $0 > 32 } == UInt8(ascii: "{")
                ? try await release(bytes, address, active: active)
                : try bundle(bytes, address)
            reading.tag = newTag
            reading.digest = newDigest
            return reading
        } catch {
            return SourceReading(error)
        }
    }

    private func bundle(_ bytes: [UInt8], _ address: String) throws(PolicyProblem)
        -> SourceReading
    {
        var reading = SourceReading()
        let bundle = try BundleReport(bytes: bytes, file: address, trust: options.trust).bundle()
        try reading.add(bundle, kind: .url, place: address)
        return reading
    }

    /// Reads `active.json` and the bundles beside it that do not decide yet.
    private func release(_ bytes: [UInt8], _ address: String, active: [String: String])
        async throws(PolicyProblem) -> SourceReading
    {
        var bundles: [String: String] = [:]
        if let json = try? JSONValue(parsing: bytes), case .object(let sites)? = json["sites"] {
            bundles = sites.compactMapValues { $0.text("bundle") }.filter { Self.isHash($0.value) }
        }
        guard !bundles.isEmpty, let base = URL(string: address) else {
            throw PolicyProblem(
                code: "source.not-active",
                message: "this is neither a bundle nor the `active.json` of a release folder",
                file: address, suggestion: "let the address name one of these")
        }
        var reading = SourceReading()
        for (hash, sites) in SourceReader.sitesByBundle(bundles) {
            if sites.allSatisfy({ active[$0] == hash }) {
                reading.unchanged += sites
                continue
            }
            let place =
                URL(string: "bundles/\(hash).accord", relativeTo: base)?.absoluteString ?? address
            do throws(PolicyProblem) {
                guard case .document(let bytes, _) = try await get(place, tag: nil) else {
                    continue
                }
                let bundle = try BundleReport(bytes: bytes, file: place, trust: options.trust)
                    .bundle()
                guard bundle.hash == hash else {
                    throw PolicyProblem(
                        code: "release.altered",
                        message: "this file holds the bundle \(bundle.hash)",
                        file: place, suggestion: "restore the release folder from a copy")
                }
                try reading.add(bundle, sites: sites, kind: .url, place: place)
            } catch {
                for site in sites { reading.problems[site] = [error] }
            }
        }
        return reading
    }

    private static func isHash(_ text: String) -> Bool {
        text.utf8.count == 64
            && text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
    }

    /// Fetches one document.
    ///
    /// - Throws: ``PolicyProblem`` if the server can't be reached, answers something else than 200
    ///   or 304, sends too much or takes too long.
    func get(_ address: String, tag: String?) async throws(PolicyProblem) -> Answer {
        func problem(_ code: String, _ message: String, _ suggestion: String = "") -> PolicyProblem
        {
            PolicyProblem(code: code, message: message, file: address, suggestion: suggestion)
        }
        var request = HTTPClientRequest(url: address)
        request.headers.add(name: "accept", value: "application/octet-stream, application/json")
        if let tag { request.headers.add(name: "if-none-match", value: tag) }
        let asked = request
        let limit = options.fetchLimit
        let time = TimeAmount.milliseconds(Int64(options.fetchTimeout.seconds * 1000))
        do {
            // The deadline of the library ends with the head; the body must be in time, too.
            return try await withThrowingTaskGroup(of: Answer.self) { group in
                group.addTask {
                    let response = try await Self.client.execute(asked, timeout: time)
                    switch response.status {
                    case .notModified: return .notModified
                    case .ok:
                        let body = try await response.body.collect(upTo: limit)
                        return .document(
                            Array(body.readableBytesView),
                            tag: response.headers.first(name: "etag"))
                    default:
                        throw problem(
                            "source.http-status",
                            "the server answers \(response.status.code)",
                            "what decided before goes on")
                    }
                }
                group.addTask {
                    try await Task.sleep(for: options.fetchTimeout)
                    throw problem(
                        "source.timeout",
                        "the server did not send all of it in \(options.fetchTimeout)",
                        "what decided before goes on")
                }
                defer { group.cancelAll() }
                guard let answer = try await group.next() else { throw CancellationError() }
                return answer
            }
        } catch let found as PolicyProblem {
            throw found
        } catch is NIOTooManyBytesError {
            throw problem("source.too-large", "the server sends more than \(limit) bytes")
        } catch {
            throw problem(
                "source.unreachable", "the server can't be reached: \(error)",
                "what decided before goes on")
        }
    }
}
