import CaseModel
import Crypto
import Foundation

/// Where a record is: a list of the case file and the record's id in it.
struct RecordPlace: Hashable {
    /// What the file calls the list, such as `contacts`.
    var list: String
    var id: String
}

/// The records in the lists of a case file, found by their ids.
struct FileRecords {
    private(set) var json: JSONValue

    /// Reads the canonical text of a case file.
    init(_ bytes: [UInt8]) throws(JSONValue.ParseError) {
        json = try JSONValue(parsing: bytes)
    }

    /// The record at a place; nil if there is none.
    subscript(place: RecordPlace) -> JSONValue? {
        index(of: place).flatMap { json[place.list]?[$0] }
    }

    /// The file with a record in the place of the one with its id, or behind the others of its list.
    func with(_ record: JSONValue, at place: RecordPlace) -> FileRecords {
        var file = self
        if let index = index(of: place) {
            file.json[place.list]?[index] = record
        } else {
            file.json[place.list] = .list(elements(place.list) + [record])
        }
        return file
    }

    /// SHA-256 of the record at a place; nil if there is none.
    func hash(_ place: RecordPlace) -> Data? { self[place].map(FileRecords.hash) }

    /// SHA-256 of a record in canonical form.
    static func hash(_ record: JSONValue) -> Data {
        SHA256.hash(data: record.canonicalBytes()).data
    }

    private func elements(_ list: String) -> [JSONValue] {
        guard case .list(let elements)? = json[list] else { return [] }
        return elements
    }

    private func index(of place: RecordPlace) -> Int? {
        guard case .list(let type)? = CaseFile.schema.field(named: place.list)?.kind,
            let identity = type.schema.identity?.name
        else { return nil }
        return elements(place.list).firstIndex { $0[identity]?.string == place.id }
    }

    /// The way to a record, such as `contacts[3].`; empty if there is none.
    func way(to place: RecordPlace) -> String {
        index(of: place).map { "\(place.list)[\($0)]." } ?? ""
    }
}
