import CaseModel
import Foundation
import Logging

/// Writes one JSON object a line to standard error.
///
/// Only names that the service itself gives are written; no code of the service hands a fact of a case to a logger, and a
/// test plants facts and searches every line for them.
struct JSONLogHandler: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level
    private let label: String
    private let write: @Sendable ([UInt8]) -> Void

    init(
        label: String, level: Logger.Level = .info,
        write: @escaping @Sendable ([UInt8]) -> Void = JSONLogHandler.standardError
    ) {
        logLevel = level
        self.label = label
        self.write = write
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var object: [String: JSONValue] = [
            "time": .text(
                Date.now.formatted(
                    .iso8601.year().month().day().time(includingFractionalSeconds: true))),
            "level": .text(event.level.rawValue),
            "message": .text(event.message.description),
            "logger": .text(label),
        ]
        let all = event.metadata.map { metadata.merging($0) { $1 } } ?? metadata
        for (key, value) in all where object[key] == nil { object[key] = .text("\(value)") }
        write(JSONValue.object(object).canonicalBytes() + [0x0A])
    }

    /// One write a line, so that lines of several threads do not mix.
    static let standardError: @Sendable ([UInt8]) -> Void = { bytes in
        _ = bytes.withUnsafeBytes { Foundation.write(2, $0.baseAddress, $0.count) }
    }
}
