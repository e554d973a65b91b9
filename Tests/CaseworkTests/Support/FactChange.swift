import CaseModel

/// Random changes of single facts, wherever they are in a case file.
enum FactChange {
    /// The file with one fact changed, added, or left out; as it was if no change is found that the
    /// strict reader takes.
    static func random(in file: CaseFile, _ random: inout SplitMix64) -> CaseFile {
        guard let tree = try? JSONValue(parsing: file.canonicalBytes()) else { return file }
        var places: [[Step]] = []
        collect(tree, [], &places)
        for _ in 0..<40 {
            var changed = tree
            change(&changed, at: places[random.below(places.count)][...], &random)
            guard changed != tree, let read = try? CaseFileReader().read(changed.canonicalBytes()),
                read.fileID == file.fileID, read.site == file.site
            else { continue }
            return read
        }
        return file
    }

    private enum Step {
        case key(String)
        case index(Int)
    }

    /// Values by the name of their field, as synthetic files have them: the words of a list.
    private static let values: [String: [JSONValue]] = {
        var found: [String: [JSONValue]] = [:]
        for file in samples(0..<120, seed: 77) {
            guard let tree = try? JSONValue(parsing: file.canonicalBytes()) else { continue }
            gather(tree, "", &found)
        }
        return found
    }()

    private static func gather(
        _ value: JSONValue, _ name: String, _ found: inout [String: [JSONValue]]
    ) {
        switch value {
        case .object(let fields):
            for (key, field) in fields.sorted(by: { $0.key < $1.key }) {
                gather(field, key, &found)
            }
        case .list(let items):
            for item in items { gather(item, name, &found) }
        default:
            if found[name]?.contains(value) != true, found[name]?.count ?? 0 < 60 {
                found[name, default: []].append(value)
            }
        }
    }

    private static func collect(_ value: JSONValue, _ path: [Step], _ places: inout [[Step]]) {
        if !path.isEmpty { places.append(path) }
        switch value {
        case .object(let fields):
            for (key, field) in fields.sorted(by: { $0.key < $1.key }) {
                collect(field, path + [.key(key)], &places)
            }
        case .list(let items):
            for (index, item) in items.enumerated() {
                collect(item, path + [.index(index)], &places)
            }
        default: break
        }
    }

    private static func change(
        _ value: inout JSONValue, at path: ArraySlice<Step>, _ random: inout SplitMix64,
        name: String = ""
    ) {
        guard let step = path.first else {
            value = other(value, name, &random)
            return
        }
        let isLeaf = path.count == 1
        switch (step, value) {
        case (.key(let key), .object(var fields)):
            if isLeaf, random.below(5) == 0 {
                fields[key] = nil
            } else if var field = fields[key] {
                change(&field, at: path.dropFirst(), &random, name: key)
                fields[key] = field
            }
            value = .object(fields)
        case (.index(let index), .list(var items)):
            if isLeaf, random.below(3) == 0 {
                items.remove(at: index)
            } else {
                change(&items[index], at: path.dropFirst(), &random, name: name)
            }
            value = .list(items)
        default: break
        }
    }

    private static func other(
        _ value: JSONValue, _ name: String, _ random: inout SplitMix64
    ) -> JSONValue {
        switch value {
        case .bool(let isSet): return .bool(!isSet)
        case .integer(let number):
            return .integer(max(0, number + Int64(random.below(2001)) - 1000))
        case .text(let text):
            if let day = Day(iso: text) {
                return .text("\(day.adding(days: random.below(121) - 60))")
            }
            let words = values[name] ?? []
            return words.isEmpty ? value : words[random.below(words.count)]
        default: return value
        }
    }
}
