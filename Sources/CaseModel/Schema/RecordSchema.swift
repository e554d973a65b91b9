/// The declaration of one record type: what it is and what each field holds.
///
/// - SeeAlso: ``RecordBuilder``, which makes one from key paths.
public final class RecordSchema: Sendable {
    /// The record's name in snake case, such as `court_event`.
    public let name: String
    /// One sentence on what the record stands for.
    public let about: String
    /// The law, publication or record behind it, for fields that name none.
    public let source: String
    /// The record's Swift type.
    public let type: any CaseRecord.Type
    /// The fields in declaration order, embedded ones included.
    public let fields: [FieldDeclaration]
    /// How the stored fields are decoded and written.
    let plan: RecordPlan
    /// The distance of two records in an array in bytes.
    public let stride: Int

    /// Declares a record type; `fields` lists its fields on the builder it is given.
    public init<Record: CaseRecord>(
        _ type: Record.Type, _ name: String, _ about: String, source: String,
        origin: FieldOrigin = .stored, declaredIn file: String = #fileID,
        fields: (inout RecordBuilder<Record>) -> Void
    ) {
        var builder = RecordBuilder<Record>(
            list: FieldList(source: source, origin: origin, file: file))
        fields(&builder)
        self.name = name
        self.about = about
        self.source = source
        self.type = type
        self.fields = builder.list.fields
        self.stride = MemoryLayout<Record>.stride
        let names = Set(self.fields.map(\.name))
        precondition(names.count == self.fields.count, "\(name) declares a field twice")
        plan = RecordPlan(name: name, fields: builder.list.fields, checks: builder.list.checks)
    }

    /// The field with this name, or nil.
    public func field(named name: String) -> FieldDeclaration? {
        fields.first { $0.name == name }
    }

    /// The field that identifies a record within a list, or nil.
    public var identity: FieldDeclaration? { fields.first(where: \.isIdentity) }
}

/// A rule between two fields of one record, such as the order of two dates.
struct RecordCheck: Sendable {
    /// The field that a problem is reported at.
    var field: String
    /// The field it is compared with.
    var other: String
    /// What must hold, in words.
    var requirement: String
    /// Answers true if the record at the address is sound.
    var holds: @Sendable (UnsafeRawPointer) -> Bool
}
