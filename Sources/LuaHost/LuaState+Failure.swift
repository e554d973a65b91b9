import CLuaHost

/// Turns what the C side kept about a failure into an error in terms of policies.
extension LuaState {
    /// The failure of a call, which is at least where the function is defined.
    func failure(of function: Int32?) -> LuaError {
        var error = failure()
        if error.position == nil, let function { error.position = places[function] }
        return error
    }

    func failure() -> LuaError {
        let code = Int(clh_error_code(host))
        var error = translated(code)
        let frames = (0..<clh_error_frames(host)).map { clh_error_frame(host, $0) }
        if error.position == nil, let frame = frames.first(where: { $0.script != 0 }) {
            error.position = SourcePosition(
                file: String(cString: frame.source), line: Int(frame.line))
        }
        error.traceback = frames.filter { $0.script != 0 }.map { frame in
            let name = String(cString: frame.name)
            let function = name.isEmpty ? "in a function" : "in function `\(name)`"
            return "\(function) at \(String(cString: frame.source)):\(frame.line)"
        }
        let call = clh_error_call(host)
        if call >= 0 { error.call = Int(call) }
        error.cause = context.failure
        return error
    }

    private func translated(_ code: Int) -> LuaError {
        let message = String(cString: clh_error_message(host))
        switch code {
        case CLH_E_INSTRUCTIONS:
            return LuaError(
                .budgetInstructions,
                "the policy needed more than its \(limits.instructions) instructions",
                suggestion: "look for a loop that does not end")
        case CLH_E_TIME:
            return LuaError(
                .budgetTime,
                "the policy was stopped after \(limits.wallMilliseconds) ms and has no answer")
        case CLH_E_MEMORY:
            return LuaError(
                .budgetMemory,
                "the policy needed more memory than allowed (\(limits.memoryBytes) bytes in all, "
                    + "\(limits.blockBytes) for one value)")
        case CLH_E_NATIVE: return native(message)
        case CLH_E_SCRIPT:
            return LuaError(.raised, "the policy raised an error of its own")
        case CLH_E_SYNTAX: return LuaError(.syntax, message)
        case CLH_E_RULE: return LuaError(.misuse, message)
        case CLH_E_FIELD: return unknownField()
        case CLH_E_GLOBAL: return unknown("name", .unknownName, among: globals)
        case CLH_E_MODULE: return unknown("library", .unknownModule, among: modules)
        case CLH_E_ABSENT: return absentFact(named: nil)
        case CLH_E_SOURCE: return LuaError(.factSource, message)
        case CLH_E_LAYOUT: return LuaError(.layout, message)
        case CLH_E_LIMIT: return LuaError(.answer, message)
        case CLH_E_SPENT: return LuaError(.spent, message)
        default: return LuaError(.state, message)
        }
    }

    // ---- names ----

    /// The subject of the failure, unless a script could have made it from a fact.
    private var subject: String? {
        let name = String(cString: clh_error_subject(host))
        guard !name.isEmpty, sources.values.contains(where: { $0.containsWord(name) }) else {
            return nil
        }
        return name
    }

    private func unknownField() -> LuaError {
        let number = Int(clh_error_type(host))
        guard layout.types.indices.contains(number) else {
            return LuaError(.unknownField, "a record has no such field")
        }
        let type = layout.types[number]
        guard let subject else {
            return LuaError(.unknownField, "no such field in `\(type.name)`")
        }
        let nearest = nearestName(to: subject, in: type.fields.lazy.map(\.name))
        return LuaError(
            .unknownField, "no field `\(subject)` in `\(type.name)`",
            suggestion: nearest.map { "did you mean `\($0)`?" })
    }

    private func unknown(
        _ kind: String, _ code: LuaError.Code, among known: Set<String>
    ) -> LuaError {
        guard let subject else { return LuaError(code, "there is no such \(kind)") }
        return LuaError(
            code, "there is no \(kind) `\(subject)`",
            suggestion: nearestName(to: subject, in: known).map { "did you mean `\($0)`?" })
    }

    // ---- absent facts ----

    private func native(_ message: String) -> LuaError {
        let name = message.quoted
        let aboutNil =
            message.contains("nil value") || message.contains("compare nil")
            || message.hasSuffix("with nil")
        if aboutNil, !message.hasPrefix("attempt to call") {
            return absentFact(named: name == "?" || name == "integer index" ? nil : name)
        }
        if message.hasPrefix("attempt to call") {
            return LuaError(.runtime, name.map { "`\($0)` is not a function" } ?? message)
        }
        return LuaError(
            .runtime, message.replacing("userdata", with: "record or value with a unit"))
    }

    private func absentFact(named name: String?) -> LuaError {
        guard let name = name ?? absentName() else {
            return LuaError(
                .factAbsent, "a fact that is used here is not recorded",
                suggestion: "guard it with known(...)")
        }
        return LuaError(
            .factAbsent, "`\(name)` is not recorded", suggestion: "guard it with known(...)")
    }

    /// The absent fact that the failing line names, or else the one read last.
    private func absentName() -> String? {
        var absent: [String] = []
        forEachRead { read in
            if read.slot.isAbsent { absent.append(layout.types[read.type].fields[read.field].name) }
        }
        let last = String(cString: clh_error_subject(host))
        let frames = (0..<clh_error_frames(host)).lazy.map { clh_error_frame(self.host, $0) }
        if let frame = frames.first(where: { $0.script != 0 }),
            let source = sources[String(cString: frame.source)]
        {
            let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
            let number = Int(frame.line) - 1
            if lines.indices.contains(number) {
                let named = absent.filter { String(lines[number]).containsWord($0) }
                if named.contains(last) { return last }
                if let name = named.last { return name }
            }
        }
        return last.isEmpty ? absent.last : last
    }
}

extension String {
    /// The text between the first pair of single quotes.
    fileprivate var quoted: String? {
        guard let open = firstIndex(of: "'") else { return nil }
        let rest = self[index(after: open)...]
        return rest.firstIndex(of: "'").map { String(rest[..<$0]) }
    }

    /// Whether the text holds a name that is not part of a longer one.
    fileprivate func containsWord(_ word: String) -> Bool {
        let isPart: (UInt8) -> Bool = {
            $0 == 0x5F || (0x30...0x39).contains($0) || (0x41...0x5A).contains($0)
                || (0x61...0x7A).contains($0)
        }
        let text = Array(utf8)
        let sought = Array(word.utf8)
        guard let first = sought.first, text.count >= sought.count else { return false }
        return (0...(text.count - sought.count)).contains { start in
            let end = start + sought.count
            return text[start] == first && text[start..<end].elementsEqual(sought)
                && (start == 0 || !isPart(text[start - 1]))
                && (end == text.count || !isPart(text[end]))
        }
    }
}
