/// Reads case files from JSON, strictly.
///
/// A file is taken whole or not at all. Every problem is found in one reading, up to a hundred:
/// fields that are unknown, missing, there twice or of another kind, dates that do not exist,
/// amounts below zero or with a fraction, words that are not on their list, identifiers that occur
/// twice, references that lead nowhere, dates in the wrong order.
public struct CaseFileReader: Sendable {
    private let sites: [String]?

    /// Makes a reader; it keeps nothing between two files.
    ///
    /// - Parameter sites: The sites that are declared; a file of another one is refused. If nil,
    ///   any name that a site can have is taken.
    public init(sites: [String]? = nil) {
        self.sites = sites
    }

    /// Reads one case file.
    ///
    /// - Parameter bytes: One JSON object in UTF-8, with or without spaces around it.
    /// - Returns: The file.
    /// - Throws: ``CaseFileError`` with everything that is wrong.
    public func read(_ bytes: UnsafeRawBufferPointer) throws(CaseFileError) -> CaseFile {
        let (file, problems) = CaseParser.read(CaseFile.self, bytes)
        var all = problems + CaseFileReferences.problems(in: file, beside: problems)
        if let problem = siteProblem(of: file, bytes, beside: problems) { all.append(problem) }
        guard all.isEmpty else { throw CaseFileError(problems: all) }
        return file
    }

    /// Reads one case file from an array of bytes.
    ///
    /// - Throws: ``CaseFileError`` with everything that is wrong.
    public func read(_ bytes: [UInt8]) throws(CaseFileError) -> CaseFile {
        let result = bytes.withUnsafeBytes { bytes -> Result<CaseFile, CaseFileError> in
            do throws(CaseFileError) {
                return .success(try read(bytes))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    /// Reads one case file from text.
    ///
    /// - Throws: ``CaseFileError`` with everything that is wrong.
    public func read(_ text: String) throws(CaseFileError) -> CaseFile {
        try read(Array(text.utf8))
    }

    /// What is wrong with the file's site, if that was read at all.
    private func siteProblem(
        of file: CaseFile, _ bytes: UnsafeRawBufferPointer, beside earlier: [CaseFileProblem]
    ) -> CaseFileProblem? {
        let word = file.site.word
        let isRead = !earlier.contains { $0.path == "site" || $0.code == .syntax }
        guard isRead, !(sites?.contains(word) ?? SiteID.isName(word)) else { return nil }
        let known = sites ?? SiteID.demonstration.map(\.word)
        let shown = CaseParser.name(word).map { ", found `\($0)`" } ?? ""
        let expected =
            sites == nil
            ? "the name of a site: lower-case letters, digits and hyphens" : "a declared site"
        return CaseFileProblem(
            code: .unknownWord, path: "site", message: "expected \(expected)\(shown)",
            suggestion: EditDistance.nearest(word, in: known),
            position: CaseParser.position(ofField: "site", in: bytes))
    }

    /// Reads a record of another type by its own declarations, such as a part of a case file.
    ///
    /// References between records are not followed.
    /// - Throws: ``CaseFileError`` with everything that is wrong.
    public func read<Record: CaseRecord>(
        _ type: Record.Type, from bytes: [UInt8]
    ) throws(CaseFileError) -> Record {
        let (record, problems) = bytes.withUnsafeBytes { CaseParser.read(type, $0) }
        guard problems.isEmpty else { throw CaseFileError(problems: problems) }
        return record
    }
}
