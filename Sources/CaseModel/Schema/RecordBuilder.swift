/// Collects the fields of a record type, each from one line with its key path.
public struct RecordBuilder<Record: CaseRecord> {
    var list: FieldList

    /// Declares a stored property.
    ///
    /// - Parameters:
    ///   - name: The name in case files and policies.
    ///   - path: The stored property; its type says what the field holds.
    ///   - about: One sentence on its meaning.
    ///   - sensitivity: How careful readers must be.
    ///   - pace: How it moves with the day asked about. A record that is computed as of a day says so
    ///     for each field; in a stored one nothing moves.
    ///   - unit: The unit of an `Int` that policies see as a quantity.
    ///   - bounds: The numbers accepted; zero up to a generous limit unless told.
    ///   - source: Law or publication, if another than the record's.
    public mutating func field<Value: SchemaValue>(
        _ name: String, _ path: KeyPath<Record, Value>, _ about: String,
        _ sensitivity: Sensitivity = .open, pace: FactPace? = nil, unit: FactUnit? = nil,
        bounds: FieldBounds? = nil, source: String? = nil
    ) {
        list.append(
            Value.coding, name, offset(of: path, name), about, sensitivity, pace: pace, unit: unit,
            bounds: bounds, source: source)
    }

    /// Declares the text that identifies a record within its list.
    public mutating func identity(
        _ name: String, _ path: KeyPath<Record, String>, _ about: String, source: String? = nil
    ) {
        list.append(
            String.coding, name, offset(of: path, name), about, .open, isIdentity: true,
            source: source)
    }

    /// Declares a stored symbol of which policies see a coarser one.
    public mutating func masked<Value: CaseSymbol, Mask: CaseSymbol>(
        _ name: String, _ path: KeyPath<Record, Value?>, _ about: String,
        _ sensitivity: Sensitivity, source: String? = nil,
        as mask: @escaping @Sendable (Value) -> Mask
    ) {
        let offset = offset(of: path, name)
        list.append(
            Value?.coding, name, offset, about, sensitivity, source: source,
            scriptKind: .symbol(Mask.self)
        ) { context in
            { record, slot in
                // SAFETY: `offset` is that of a stored `Value?`.
                guard let value = record.load(fromByteOffset: offset, as: Value?.self) else {
                    slot = .absent
                    return
                }
                let id = context.symbolIDs[Int(mask(value).rawValue)]
                slot = FactSlot(tag: .symbol, value: Int64(id))
            }
        }
    }

    /// Declares a fact that the host computes from the record alone each time it is read.
    ///
    /// The value must be a scalar: a slot cannot point into a value that is gone.
    public mutating func derived<Value: SchemaValue>(
        _ name: String, _ about: String, unit: FactUnit? = nil, source: String? = nil,
        value: @escaping @Sendable (UnsafePointer<Record>) -> Value
    ) {
        let coding = Value.coding
        precondition(coding.isScalar, "\(name): a derived fact is a number, a date or a symbol")
        let access = FactAccess(
            way: .shape, shape: coding.shape, isOptional: coding.isOptional, unit: unit, offset: 0)
        list.append(
            coding, name, nil, about, .open, pace: .fixed, unit: unit, source: source,
            origin: .derived
        ) { context in
            { record, slot in
                // SAFETY: readers are only called with the address of a live `Record`.
                let current = value(record.assumingMemoryBound(to: Record.self))
                slot = withUnsafePointer(to: current) { address in
                    context.symbolIDs.withUnsafeBufferPointer {
                        access.slot(of: UnsafeRawPointer(address), ids: $0)
                    }
                }
            }
        }
    }

    /// Takes over every field of an inner record as a field of this one.
    public mutating func embed<Inner: CaseRecord>(
        _ path: KeyPath<Record, Inner>, _ inner: Inner.Type
    ) {
        let base = offset(of: path, "an embedded record")
        for field in Inner.schema.fields { list.fields.append(field.moved(by: base)) }
    }

    /// Requires that a date, if it is recorded, is not before another of the same record.
    public mutating func inOrder(
        _ earlier: KeyPath<Record, Day>, _ earlierName: String,
        _ later: KeyPath<Record, Day?>, _ laterName: String
    ) {
        let first = offset(of: earlier, earlierName)
        let second = offset(of: later, laterName)
        addCheck(laterName, earlierName, "a date on or after `\(earlierName)`") { record in
            // SAFETY: both offsets are those of stored dates of these types.
            let start = record.load(fromByteOffset: first, as: Day.self)
            guard let end = record.load(fromByteOffset: second, as: Day?.self) else { return true }
            return end >= start
        }
    }

    /// Requires that two fields of a record, if both are recorded, do not contradict each other.
    ///
    /// - Parameters:
    ///   - name: The field at which a problem is reported.
    ///   - other: The field that it depends on.
    ///   - requirement: What must hold, as the rest of a sentence that begins with "expected".
    ///   - holds: Answers true if the record is sound.
    public mutating func check(
        _ name: String, with other: String, _ requirement: String,
        holds: @escaping @Sendable (UnsafePointer<Record>) -> Bool
    ) {
        addCheck(name, other, requirement) { record in
            // SAFETY: checks are only called with the address of a live `Record`.
            holds(record.assumingMemoryBound(to: Record.self))
        }
    }

    private mutating func addCheck(
        _ name: String, _ other: String, _ requirement: String,
        holds: @escaping @Sendable (UnsafeRawPointer) -> Bool
    ) {
        list.checks.append(
            RecordCheck(field: name, other: other, requirement: requirement, holds: holds))
    }

    private func offset<Value>(of path: KeyPath<Record, Value>, _ name: String) -> Int {
        guard let offset = MemoryLayout<Record>.offset(of: path) else {
            preconditionFailure("\(Record.self).\(name) is not a stored property")
        }
        return offset
    }
}

/// The fields and checks that a builder has collected; apart from it, so that it is compiled once.
struct FieldList {
    let source: String
    let origin: FieldOrigin
    let file: String
    var fields: [FieldDeclaration] = []
    var checks: [RecordCheck] = []

    init(source: String, origin: FieldOrigin, file: String) {
        self.source = source
        self.origin = origin
        self.file = file
    }

    @inline(never)
    mutating func append(
        _ coding: ValueCoding, _ name: String, _ offset: Int?, _ about: String,
        _ sensitivity: Sensitivity, isIdentity: Bool = false, pace: FactPace? = nil,
        unit: FactUnit? = nil, bounds: FieldBounds? = nil, source: String?,
        scriptKind: FieldKind? = nil, origin: FieldOrigin? = nil,
        compute: (@Sendable (ReadContext) -> FactReader)? = nil
    ) {
        var kind = coding.kind
        if let unit {
            guard case .integer = kind else {
                preconditionFailure("\(name): only an integer takes a unit")
            }
            kind = .quantity(unit)
        }
        let origin = origin ?? self.origin
        precondition(
            (pace != nil) == (origin == .derived),
            "\(name): a computed field declares its pace, a stored one has none")
        fields.append(
            FieldDeclaration(
                name: name, about: about, source: source ?? self.source, kind: kind,
                scriptKind: scriptKind ?? kind, isOptional: coding.isOptional,
                isIdentity: isIdentity, sensitivity: sensitivity, origin: origin,
                pace: pace ?? .fixed, bounds: bounds ?? coding.bounds, offset: offset,
                isMasked: scriptKind != nil,
                file: file, coding: coding, compute: compute))
    }
}

extension FieldDeclaration {
    /// The same field seen from a record that holds this one `distance` bytes from its start.
    fileprivate func moved(by distance: Int) -> FieldDeclaration {
        var moved: (@Sendable (ReadContext) -> FactReader)?
        if let compute {
            moved = { context in
                let read = compute(context)
                return { record, slot in read(record + distance, &slot) }
            }
        }
        return FieldDeclaration(
            name: name, about: about, source: source, kind: kind, scriptKind: scriptKind,
            isOptional: isOptional, isIdentity: isIdentity, sensitivity: sensitivity,
            origin: origin, pace: pace, bounds: bounds, offset: offset.map { $0 + distance },
            isMasked: isMasked, file: file, coding: coding, compute: moved)
    }
}
