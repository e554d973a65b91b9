import CaseModel
import CaseStore
import Casework
import HTTPTypes

/// Case files, one at a time, with versions.
enum CaseRoutes {
    static let endpoints: [Endpoint] = [
        Endpoint(
            "listCaseFiles", .get, "/v1/sites/{site}/case-files", .cases,
            "The case files of a site",
            "A worker sees those that are assigned to them.",
            right: .init(action: .list, object: .caseFile),
            query: [
                .limit, .cursor,
                QueryParameter("worker", "Only files of this worker", .text(pattern: nil)),
                QueryParameter("case", "Only the file of this case", .text(pattern: nil)),
                QueryParameter("arm", "Only this arm of the study", .words(Study.Arm.words)),
            ],
            answer: .json("A page of files, without their facts", page.schema)
        ) { exchange in
            .json(try list(exchange), page)
        },
        Endpoint(
            "createCaseFile", .post, "/v1/sites/{site}/case-files", .cases, "Store a new case file",
            right: .init(action: .create, object: .caseFile), body: .caseFile,
            answer: .json("The file is stored", stored.schema, status: .created),
            problems: [.conflict]
        ) { exchange in
            let site = try exchange.siteID()
            let change = try exchange.create()
            return .json(change, stored, status: .created).version(change.file.version)
                .header(
                    .location,
                    "/v1/sites/\(site.word)/case-files/\(change.file.key.fileID.asPathPart)")
        },
        Endpoint(
            "readCaseFile", .get, "/v1/sites/{site}/case-files/{file}", .cases, "A case file",
            "What the caller may not see is masked, and `masked` lists what was.",
            right: .init(action: .read, object: .caseFile),
            answer: .json("The file", CaseFileAnswer.shape.schema), version: .told
        ) { exchange in
            let found = try await exchange.storedFile()
            try exchange.noteRead(found)
            return .json(exchange.masked(found), CaseFileAnswer.shape).version(
                found.version.version)
        },
        Endpoint(
            "replaceCaseFile", .put, "/v1/sites/{site}/case-files/{file}", .cases,
            "Replace a case file",
            right: .init(action: .change, object: .caseFile), body: .caseFile,
            answer: .json("The file is replaced", stored.schema), version: .required
        ) { exchange in
            let present = try await exchange.storedFile()
            // Who does not see all of a file would take away what is hidden by putting it back.
            guard CaseMask(present.permit.viewer).view(present.file).withheld.isEmpty else {
                throw Problem(
                    .forbidden,
                    "You do not see all of this file, so you can't replace it; record events, or ask for the clearance."
                )
            }
            let change = try exchange.conflicts {
                try exchange.core.cases.replace(
                    try exchange.fileKey(), with: exchange.body,
                    expecting: try exchange.expectedVersion(),
                    by: try exchange.stampToday())
            }
            return .json(change, stored).version(change.file.version)
        },
        Endpoint(
            "deleteCaseFile", .delete, "/v1/sites/{site}/case-files/{file}", .cases,
            "Delete a case file",
            "Its text is overwritten; records of the log stay until their facts are erased on schedule.",
            right: .init(action: .delete, object: .caseFile), answer: .nothing("The file is gone"),
            version: .required
        ) { exchange in
            _ = try exchange.conflicts {
                try exchange.core.cases.delete(
                    try exchange.fileKey(), expecting: try exchange.expectedVersion(),
                    by: try exchange.stampToday())
            }
            return .nothing
        },
    ]

    private static let stored = Shape<CaseFileChange>(
        "StoredCaseFile", "What became of a case file"
    ) {
        Shape.field("file_id", "The file", { $0.file.key.fileID })
        Shape.field("version", "Its version, as in the ETag", { $0.file.version })
        Shape.field("hash", "SHA-256 of its canonical text", schema: .hash, { $0.file.hash })
        Shape.maybe(
            "record", "The log record that says so; left out if nothing changed", { $0.seq })
    }
    private static let row = Shape<CaseListRow>("CaseFileRow", "A case file without its facts") {
        Shape.field("file_id", "The file", { $0.key.fileID })
        Shape.field("version", "Its version", { $0.version })
        Shape.maybe("worker", "Who works it", { $0.worker.isEmpty ? nil : $0.worker })
        Shape.maybe(
            "contacted_on", "The day of the newest contact, attempts included", { $0.contactedOn })
        Shape.field("cases", "The ids of its cases", { $0.caseIDs })
    }
    private static let page = Page.shape(row, "A page of case files")

    private static func list(_ exchange: Exchange) throws -> Page<CaseListRow> {
        let found = try exchange.core.cases.list(
            site: try exchange.siteID(),
            CaseListFilter(
                worker: try exchange.workerFilter(), arm: exchange.query["arm"],
                caseID: exchange.query["case"]),
            after: try exchange.cursor(), limit: exchange.limit)
        return Page(rows: found.rows, next: found.next.map(Cursor.write))
    }
}

/// A case file as the caller may see it.
struct CaseFileAnswer: Sendable {
    var version: String
    var file: JSONValue
    var masked: [String]

    static let shape = Shape<CaseFileAnswer>("CaseFileView", "A case file as the caller may see it")
    {
        Shape.field("version", "The version, as in the ETag", { $0.version })
        Shape.field("case_file", "The file; what is masked is left out", { $0.file })
        Shape.field("masked", "The fields that the caller may not see", { $0.masked })
    }
}

/// Cursors: a key that a page goes on after, so written that nobody builds on its form.
enum Cursor {
    static func write(_ key: String) -> String { Array(key.utf8).hexadecimal }

    static func read(_ text: String) -> String? {
        [UInt8].fromHexadecimal(text).flatMap { String(validating: $0, as: UTF8.self) }
    }
}
