// Reads records from JSON by their declarations.
//
// One pass, no tree: a value goes from the bytes straight into the property it belongs to. A wrong
// value is reported, skipped and leaves the property as it was, so that one pass finds every
// problem; only a break of the JSON grammar ends it.

/// Decodes one JSON text into records and collects what is wrong with it.
struct CaseParser: ~Copyable {
    /// More problems than this are not reported one by one.
    static let mostProblems = 100

    var scanner: JSONScanner
    var problems: [CaseFileProblem] = []
    // SAFETY: owned by the parser and freed with it; the first `depth` steps are initialized.
    private let path: UnsafeMutablePointer<PathStep>
    private var depth = 0
    /// Where the grammar broke.
    private var faultPath = ""

    /// A field on the way from the root to the value being read.
    struct PathStep {
        // SAFETY: the caller of `record` holds the plan until the step is taken away again.
        unowned(unsafe) let plan: RecordPlan
        var field: Int
        var element: Int
    }

    init(scanner: JSONScanner) {
        self.scanner = scanner
        path = .allocate(capacity: JSONScanner.deepest)
    }

    deinit {
        path.deallocate()
    }

    /// True if the grammar broke or there are too many problems: nothing more is read.
    var isStopped: Bool { scanner.fault != nil || problems.count >= CaseParser.mostProblems }

    /// Reads the whole text as one record.
    static func read<Record: CaseRecord>(
        _ type: Record.Type, _ bytes: UnsafeRawBufferPointer
    ) -> (record: Record, problems: [CaseFileProblem]) {
        JSONScanner.scan(bytes) { scanner in
            var parser = CaseParser(scanner: scanner)
            var record = Record()
            let plan = Record.schema.plan
            withUnsafeMutablePointer(to: &record) { parser.record(plan, at: $0) }
            if !parser.isStopped, parser.scanner.peek() != 0 || !parser.isAtEnd {
                parser.scanner.fail("expected nothing after the record")
            }
            parser.reportFault()
            return (record, parser.problems)
        }
    }

    private var isAtEnd: Bool { scanner.cursor >= scanner.end }

    private mutating func reportFault() {
        guard let fault = scanner.fault else { return }
        report(.syntax, fault.message, in: faultPath, at: fault.offset)
    }

    /// Reads one record into the memory at an address.
    mutating func record(_ plan: RecordPlan, at address: UnsafeMutableRawPointer) {
        guard scanner.peek() == UInt8(ascii: "{") else { return mismatch("a record in braces") }
        let opening = scanner.offset
        scanner.cursor += 1
        guard depth < JSONScanner.deepest else { return scanner.failTooDeep() }
        let step = path + depth
        step.initialize(to: PathStep(plan: plan, field: -1, element: -1))
        depth += 1
        defer {
            if scanner.fault != nil, faultPath.isEmpty { faultPath = location() }
            depth -= 1
        }

        var seen: UInt64 = 0
        var broken: UInt64 = 0
        var expected = 0
        if !scanner.take(UInt8(ascii: "}")) {
            repeat {
                guard let index = name(plan, from: expected, seen: seen) else {
                    if isStopped { return }
                    continue
                }
                seen |= 1 << UInt64(index)
                expected = index + 1
                step.pointee.field = index
                let before = problems.count
                value(plan, index, in: address)
                if isStopped { return }
                step.pointee.field = -1
                if problems.count != before { broken |= 1 << UInt64(index) }
            } while scanner.take(UInt8(ascii: ","))
            guard scanner.take(UInt8(ascii: "}")) else {
                return scanner.fail("expected `,` or `}`")
            }
        }
        if plan.required & ~seen != 0 { reportMissing(plan, seen: seen, at: opening) }
        for check in plan.checks where check.fields & seen & ~broken == check.fields {
            guard !check.check.holds(address) else { continue }
            report(
                .contradiction, "expected \(check.check.requirement)", in: check.check.field,
                at: opening)
        }
    }

    /// Reads a field's name and its colon.
    ///
    /// - Returns: The index of the field, or nil if its value was skipped: the name is unknown or
    ///   was there before.
    @inline(__always)
    private mutating func name(_ plan: RecordPlan, from expected: Int, seen: UInt64) -> Int? {
        guard scanner.peek() == UInt8(ascii: "\"") else {
            scanner.fail("expected a field name in quotes")
            return nil
        }
        let key = scanner.cursor + 1
        let found = CaseParser.find(key, plan, from: expected)
        guard let index = found, seen & (1 << UInt64(index)) == 0 else {
            return unexpectedName(plan, seen: seen)
        }
        scanner.cursor = key + (plan.fields + index).pointee.key.count + 1
        guard scanner.take(UInt8(ascii: ":")) else {
            scanner.fail("expected `:` after a field name")
            return nil
        }
        return index
    }

    /// The index of the field whose name stands at an address; most often the next one.
    @inline(__always)
    private static func find(
        _ key: UnsafePointer<UInt8>, _ plan: RecordPlan, from expected: Int
    ) -> Int? {
        var index = expected
        while index < plan.count {
            if (plan.fields + index).pointee.key.matches(key) { return index }
            index += 1
        }
        index = 0
        while index < expected {
            if (plan.fields + index).pointee.key.matches(key) { return index }
            index += 1
        }
        return nil
    }

    /// Deals with a name that is unknown, written with escapes or there for the second time.
    @inline(never)
    private mutating func unexpectedName(_ plan: RecordPlan, seen: UInt64) -> Int? {
        let place = scanner.offset
        guard let raw = scanner.scanText() else { return nil }
        guard scanner.take(UInt8(ascii: ":")) else {
            scanner.fail("expected `:` after a field name")
            return nil
        }
        guard case .success(let name) = scanner.decode(raw) else {
            report(.text, "the name of a field is no UTF-8 text", at: place)
            scanner.skipValue()
            return nil
        }
        if let index = plan.index(of: name), seen & (1 << UInt64(index)) == 0 { return index }
        if plan.index(of: name) != nil {
            report(.duplicateField, "the field is there twice", in: name, at: place)
        } else {
            reportUnknown(name, plan, at: place)
        }
        scanner.skipValue()
        return nil
    }

    /// Says which element of a list is read, for the path of its problems.
    mutating func enter(element: Int) {
        path[depth - 1].element = element
    }

    /// The path of the value being read, with `field` behind it.
    func location(_ field: String? = nil) -> String {
        var text = ""
        for step in UnsafeBufferPointer(start: path, count: depth) where step.field >= 0 {
            if !text.isEmpty { text += "." }
            text += step.plan.declarations[step.field].name
            if step.element >= 0 { text += "[\(step.element)]" }
        }
        guard let field, !field.isEmpty else { return text }
        return text.isEmpty ? field : "\(text).\(field)"
    }

    /// The declaration of the field being read, if one is.
    var declaration: FieldDeclaration? {
        guard depth > 0, path[depth - 1].field >= 0 else { return nil }
        let step = path[depth - 1]
        return step.plan.declarations[step.field]
    }
}
