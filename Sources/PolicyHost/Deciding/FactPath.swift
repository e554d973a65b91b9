import CaseModel
import LuaHost

/// Paths of the facts read in an evaluation, worked out from the reads themselves.
///
/// A record is known by its address and type; the read that handed it out says where it stands.
final class FactPaths {
    private struct Key: Hashable {
        var type: Int
        var record: UnsafeRawPointer
    }
    private var paths: [Key: String]
    private let subjects: [UnsafeRawPointer: String]

    init(root: UnsafePointer<Matter>, type: Int, subjects: [UnsafeRawPointer: String]) {
        paths = [Key(type: type, record: UnsafeRawPointer(root)): ""]
        self.subjects = subjects
        // Remedies may be the subject of a question before the case's list was ever read.
        root.pointee.record.remedies.withUnsafeBufferPointer { remedies in
            guard let base = remedies.baseAddress,
                let type = ScriptSchema.cases.index(of: Remedy.self)
            else { return }
            for index in remedies.indices {
                paths[Key(type: type, record: UnsafeRawPointer(base + index))] =
                    "remedies[\(index)]"
            }
        }
    }

    /// Learns the records that a read handed out; returns its path if it read a plain fact.
    func note(_ read: LuaHost.FactRead) -> String? {
        guard let path = path(type: read.type, record: read.record, field: read.field) else {
            return nil
        }
        var slot = FactSlot.absent
        ScriptSchema.cases.slot(type: read.type, field: read.field, of: read.record, into: &slot)
        switch slot.tag {
        case .record:
            if let address = slot.address {
                paths[Key(type: Int(slot.type), record: address)] = path
            }
            return nil
        case .list:
            if let address = slot.address {
                for index in 0..<Int(slot.count) {
                    let element = address + index * Int(slot.stride)
                    paths[Key(type: Int(slot.type), record: element)] = "\(path)[\(index)]"
                }
            }
            return nil
        default:
            return path
        }
    }

    /// The path of a field of a record that is known.
    func path(type: Int, record: UnsafeRawPointer, field: Int) -> String? {
        let name = ScriptSchema.cases.records[type].fields[field].declaration.name
        guard let base = paths[Key(type: type, record: record)] ?? subjects[record] else {
            return nil
        }
        return base.isEmpty ? name : "\(base).\(name)"
    }
}

/// A path such as `ncp.employments[0].ended_on`, to find the fact it names.
struct FactPath {
    let steps: [(name: String, index: Int?)]

    init(_ path: String) {
        steps = path.split(separator: ".").map { part in
            let pieces = part.split(whereSeparator: { $0 == "[" || $0 == "]" })
            return (String(pieces.first ?? ""), pieces.count > 1 ? Int(pieces[1]) : nil)
        }
    }

    /// The fact's record, field and kind; nil if the path leads nowhere or into a list.
    func locate(in matter: UnsafePointer<Matter>, type: Int)
        -> (type: Int, record: UnsafeRawPointer, field: Int, kind: CaseSchema.Kind)?
    {
        let cases = ScriptSchema.cases
        var type = type
        var record = UnsafeRawPointer(matter)
        for (position, step) in steps.enumerated() {
            let fields = cases.records[type].fields
            guard let field = fields.firstIndex(where: { $0.declaration.name == step.name }) else {
                return nil
            }
            if position == steps.count - 1 {
                return (type, record, field, fields[field].kind)
            }
            var slot = FactSlot.absent
            cases.slot(type: type, field: field, of: record, into: &slot)
            guard let address = slot.address else { return nil }
            type = Int(slot.type)
            record = address + (step.index ?? 0) * Int(slot.stride)
        }
        return nil
    }
}

extension Comparison {
    /// The comparison seen from each side that came from a fact of the case.
    func studied(paths: FactPaths, schema: ScriptSchema) -> [StudiedComparison] {
        var found: [StudiedComparison] = []
        for (operand, isLeft) in [(left, true), (right, false)] {
            let origin: (type: Int, record: UnsafeRawPointer, field: Int)
            switch operand.origin {
            case .constant: continue
            case .fact(let type, let record, let field), .computed(let type, let record, let field):
                origin = (type, record, field)
            }
            guard origin.type < schema.parameterRoot,
                let path = paths.path(
                    type: origin.type, record: origin.record, field: origin.field)
            else { continue }
            var slot = FactSlot.absent
            ScriptSchema.cases.slot(
                type: origin.type, field: origin.field, of: origin.record, into: &slot)
            guard slot.tag == .quantity else { continue }
            // An age in days falls when the date it was computed from moves later.
            let slope: Int64 = slot.unit == .date && operand.unit == .days ? -1 : 1
            found.append(
                StudiedComparison(
                    path: path, unit: slot.unit, factValue: slot.value, slope: slope,
                    operation: comparison.operation, factIsLeft: isLeft, left: left.value,
                    right: right.value, spanUnit: right.unit.factUnit, result: result))
        }
        return found
    }
}

extension Comparison.Operator {
    fileprivate var operation: ComparisonOperation {
        switch self {
        case .less: .less
        case .lessOrEqual: .lessOrEqual
        case .equal: .equal
        case .within: .within
        case .olderThan: .olderThan
        case .atLeastAgo: .atLeastAgo
        case .passed: .passed
        case .upcoming: .upcoming
        }
    }
}
