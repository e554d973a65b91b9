public import CaseModel

extension CaseStore {
    /// Imports case files from newline-delimited JSON, one file a line.
    ///
    /// Everything happens in one transaction. If a line is wrong, nothing is imported and the error
    /// lists every problem of every line, up to the limit; with a reject file in the options the good
    /// lines go in and the others are written there with the reasons. A file whose `file_id` is
    /// stored already is replaced, but for events that were recorded on it; see ``EventTally``.
    /// - Parameters:
    ///   - file: Path of the file; a pipe such as `/dev/stdin` will do.
    ///   - options: The day of the import and what to do about bad lines.
    ///   - progress: Told about every thousandth file.
    /// - Returns: What was added, updated and refused.
    /// - Throws: ``CaseStoreError``.
    @discardableResult
    public func importNDJSON(
        from file: String, _ options: ImportOptions, progress: ProgressHandler? = nil
    ) throws -> ImportReport {
        let input = try InputFile(file)
        var rejects = try options.rejectFile.map { try RejectFile($0) }
        let reader = CaseFileReader(sites: options.sites)
        defer { tidy() }
        return try writing { db in
            let writer = try CaseWriter(db, file: file, format: "ndjson", options)
            try input.forEachLine { line, bytes, read in
                writer.countRead()
                let problems = try take(bytes, line: line, of: file, reader, writer)
                if !problems.isEmpty {
                    writer.reject(problems)
                    try rejects?.add(line: line, text: bytes, problems: problems)
                }
                if writer.report.read % 1000 == 0 {
                    progress?(
                        StoreProgress(
                            files: writer.report.read, bytes: read, totalBytes: input.size))
                }
            }
            let report = try writer.finish(keepingGood: options.rejectFile)
            // Last of all but the commit: the refused lines must not be lost once the others are in.
            try rejects?.finish()
            return report
        }
    }

    /// Reads and stores one line; returns what is wrong with it.
    private func take(
        _ bytes: UnsafeRawBufferPointer, line: Int, of file: String, _ reader: CaseFileReader,
        _ writer: CaseWriter
    ) throws -> [ImportProblem] {
        let caseFile: CaseFile
        do throws(CaseFileError) {
            caseFile = try reader.read(bytes)
        } catch {
            return error.problems.map { problem in
                ImportProblem(
                    file: file, line: line, column: problem.position?.column, code: problem.code,
                    path: problem.path, message: problem.message, suggestion: problem.suggestion)
            }
        }
        if let obstacle = try writer.obstacle(to: caseFile, line: line) { return [obstacle] }
        try writer.store(caseFile, line: line)
        return []
    }

    /// Writes the case files of a site, or of all, as newline-delimited JSON to a file.
    ///
    /// They come in the order of `file_id`, in canonical form: an import of the result into an empty
    /// store and another export give the same bytes. The file appears when it is complete; to a
    /// stream such as `/dev/stdout` the lines are written as they come.
    /// - Returns: The number of case files written.
    /// - Throws: ``CaseStoreError``.
    @discardableResult
    public func exportNDJSON(
        to file: String, site: SiteID? = nil, progress: ProgressHandler? = nil
    ) throws -> Int {
        var output = try OutputFile(file)
        var count = 0
        try forEachCaseFile(site: site) { caseFile in
            try output.write(caseFile.bytes)
            try output.write(CollectionOfOne(UInt8(ascii: "\n")))
            count += 1
            if count % 1000 == 0 {
                progress?(StoreProgress(files: count, bytes: output.written, totalBytes: nil))
            }
        }
        try output.finish()
        return count
    }
}
