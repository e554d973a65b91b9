import CLuaHost

extension LuaState {
    /// Begins an evaluation: until ``end()``, functions may be asked and records read.
    ///
    /// All calls between `begin` and `end` share one budget and one record of reads, and read
    /// each fact once. The records passed as arguments, and what the fact source points to, must
    /// stay where they are until ``end()``.
    public func begin(_ evaluation: Evaluation) throws(LuaError) {
        context.failure = nil
        var request = clh_evaluation(
            today: evaluation.today, trace: evaluation.trace ? 1 : 0,
            probes: evaluation.probes.rawValue,
            context: Unmanaged.passUnretained(context).toOpaque(), field: readFact,
            add_business_days: evaluation.calendar == nil ? nil : addBusinessDays)
        guard clh_begin(host, &request) == CLH_OK else { throw failure() }
        context.hasOverrides = !evaluation.overrides.isEmpty
        context.evaluation = evaluation
        context.source = evaluation.source
    }

    /// Ends an evaluation.
    ///
    /// Views of its records raise from now on; ``reads()`` and
    /// ``comparisons()`` still tell about it.
    public func end() {
        clh_end(host)
        context.source = nil
        context.evaluation = nil
    }

    /// Begins an evaluation, runs `body` and ends it.
    public func evaluate<Result>(
        _ evaluation: Evaluation, _ body: (LuaState) throws(LuaError) -> Result
    ) throws(LuaError) -> Result {
        try begin(evaluation)
        defer { end() }
        return try body(self)
    }

    /// Asks conditions in order, in one protected call, until one of them says to stop.
    ///
    /// - Parameters:
    ///   - calls: The conditions.
    ///   - arguments: The values that the calls share.
    ///   - answers: Takes 1 or 0 for each condition asked; at least as many as calls.
    /// - Returns: The number of conditions asked.
    /// - Throws: ``LuaError`` that names the failing call by its index in ``LuaError/call``. The
    ///   answers before it are valid.
    public func conditions(
        _ calls: UnsafeBufferPointer<LuaCall>, arguments: borrowing LuaArguments,
        answers: UnsafeMutableBufferPointer<UInt8>
    ) throws(LuaError) -> Int {
        guard let done = arguments.withC({ ask(calls, $0, answers) }) else {
            throw failure(in: calls)
        }
        return done
    }

    /// Asks conditions in order, in one protected call, until one of them says to stop.
    ///
    /// - Parameters:
    ///   - calls: The conditions.
    ///   - arguments: The values that the calls share.
    ///   - answers: Takes 1 or 0 for each condition asked, 2 for one left out; at least as many as
    ///     calls.
    /// - Returns: The number of conditions asked or left out.
    /// - Throws: ``LuaError`` that names the failing call by its index in ``LuaError/call``.
    package func conditions(
        _ calls: UnsafeBufferPointer<LuaCall>, arguments: borrowing PinnedArguments,
        answers: UnsafeMutableBufferPointer<UInt8>
    ) throws(LuaError) -> Int {
        guard let done = arguments.withC({ ask(calls, $0, answers) }) else {
            throw failure(in: calls)
        }
        return done
    }

    /// Calls one function with all arguments and returns its answer.
    ///
    /// - Throws: ``LuaError`` placed at least at the function.
    package func call(
        _ function: LuaFunction, arguments: borrowing PinnedArguments
    ) throws(LuaError) -> LuaValue {
        let call = LuaCall(function, arguments: 0..<arguments.count)
        guard arguments.withC({ answer(call, $0) }) else { throw failure(of: function.id) }
        return LuaAnswer(tree: tree.pointee, index: 0).value
    }

    /// Asks conditions; how many were asked or left out, or nil if one failed.
    @inline(__always)
    private func ask(
        _ calls: UnsafeBufferPointer<LuaCall>, _ arguments: UnsafePointer<clh_arguments>,
        _ answers: UnsafeMutableBufferPointer<UInt8>
    ) -> Int? {
        precondition(answers.count >= calls.count, "there is room for every answer")
        var done: UInt32 = 0
        let code = clh_conditions(
            host, UnsafeRawPointer(calls.baseAddress)?.assumingMemoryBound(to: clh_call.self),
            UInt32(calls.count), arguments, answers.baseAddress, &done)
        return code == CLH_OK ? Int(done) : nil
    }

    /// Calls a function and leaves its answer in the tree; false if it failed.
    @inline(__always)
    private func answer(_ call: LuaCall, _ arguments: UnsafePointer<clh_arguments>) -> Bool {
        withUnsafeBytes(of: call) { call in
            clh_answer(
                host, call.baseAddress?.assumingMemoryBound(to: clh_call.self), arguments, tree)
                == CLH_OK
        }
    }

    private func failure(in calls: UnsafeBufferPointer<LuaCall>) -> LuaError {
        let failed = Int(clh_error_call(host))
        return failure(of: calls.indices.contains(failed) ? calls[failed].function : nil)
    }

    /// Asks conditions in order, in one protected call, until one of them says to stop.
    ///
    /// - Returns: One answer for each condition asked; false for one that was left out.
    public func conditions(
        _ calls: [LuaCall], arguments: borrowing LuaArguments
    ) throws(LuaError) -> [Bool] {
        var answers = [UInt8](repeating: 0, count: calls.count)
        let done = try answers.withUnsafeMutableBufferPointer { answers throws(LuaError) in
            try calls.withUnsafeBufferPointer { calls throws(LuaError) in
                try conditions(calls, arguments: arguments, answers: answers)
            }
        }
        return answers.prefix(done).map { $0 == 1 }
    }

    /// Calls one function and returns its answer.
    ///
    /// - Parameters:
    ///   - function: The function.
    ///   - arguments: The values; all are passed, unless `range` says which.
    ///   - range: The arguments to pass.
    /// - Returns: The answer.
    /// - Throws: ``LuaError`` placed at least at the function.
    public func call(
        _ function: LuaFunction, arguments: borrowing LuaArguments, range: Range<Int>? = nil
    ) throws(LuaError) -> LuaValue {
        try call(function, arguments: arguments, range: range) { $0.value }
    }

    /// Calls one function and reads its answer in place.
    ///
    /// - Parameters:
    ///   - function: The function.
    ///   - arguments: The values; all are passed, unless `range` says which.
    ///   - range: The arguments to pass.
    ///   - read: Reads the answer, which is valid until `read` returns.
    /// - Returns: What `read` returns.
    /// - Throws: ``LuaError`` placed at least at the function.
    public func call<Result>(
        _ function: LuaFunction, arguments: borrowing LuaArguments, range: Range<Int>? = nil,
        read: (LuaAnswer) -> Result
    ) throws(LuaError) -> Result {
        let call = LuaCall(function, arguments: range ?? 0..<arguments.count)
        guard arguments.withC({ answer(call, $0) }) else { throw failure(of: function.id) }
        return read(LuaAnswer(tree: tree.pointee, index: 0))
    }
}
