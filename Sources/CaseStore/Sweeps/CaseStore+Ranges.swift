public import CaseModel
import GRDB

/// Case files that follow one another and are decided together.
public struct SweepRange: Sendable, Equatable {
    /// The `file_id` that it lies behind; empty at the start.
    public let after: String
    /// The `file_id` of its last file.
    public let last: String
    /// The number of files when it was found.
    public let files: Int

    /// Whether a file of the run lies in the range or before it.
    public func reaches(_ fileID: String) -> Bool {
        // SQLite's order of texts: by their bytes.
        !last.utf8.lexicographicallyPrecedes(fileID.utf8)
    }
}

extension CaseStore {
    /// The sites that have case files, in the order of their names.
    ///
    /// - Throws: ``CaseStoreError``.
    public func sites() throws -> [SiteID] {
        try reading { db in
            var found: [SiteID] = []
            let next = "SELECT min(site) FROM file_version WHERE site > ?"
            while let word = try String.fetchOne(
                db, sql: next, arguments: [found.last?.word ?? ""])
            {
                found.append(try CaseStore.site(word))
            }
            return found
        }
    }

    /// Cuts the files that a run has yet to look at into ranges.
    ///
    /// Where the ranges end depends on the files alone, not on who decides them.
    /// - Parameters:
    ///   - run: The run.
    ///   - fileID: Only files behind this one; from the start if nil.
    ///   - files: The number of files in a range; the last one may have fewer.
    ///   - limit: At most so many ranges.
    /// - Returns: The ranges; none at the end.
    /// - Throws: ``CaseStoreError``.
    public func ranges(
        of run: SweepRun, after fileID: String?, files: Int, limit: Int
    ) throws -> [SweepRange] {
        try reading { db in
            let ids = try RawStatement(db, try RunRows.filesToSee(db, run))
            ids.bind(1, run.site.word)
            ids.bind(2, fileID ?? "")
            ids.bind(3, Int64(files * limit))
            ids.bind(4, run.id)
            var ranges: [SweepRange] = []
            var (after, last, count) = (fileID ?? "", "", 0)
            while try ids.next() {
                last = ids.text(0)
                count += 1
                guard count == files else { continue }
                ranges.append(SweepRange(after: after, last: last, files: count))
                (after, count) = (last, 0)
            }
            if count > 0 { ranges.append(SweepRange(after: after, last: last, files: count)) }
            return ranges
        }
    }
}
