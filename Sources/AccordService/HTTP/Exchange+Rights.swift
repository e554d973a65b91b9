import CaseModel
import CaseStore
import Casework
import Foundation
import HTTPTypes
import PolicyHost

/// A stored case file that the caller may reach.
struct ReachedFile: Sendable {
    let version: CaseFileVersion
    let file: CaseFile
    let permit: Permit
}

extension Exchange {
    // MARK: Where

    /// The site of the path, which the caller may see.
    ///
    /// - Throws: ``Problem``: a site of others is answered like one that does not exist.
    func siteID() throws(Problem) -> SiteID {
        guard let site = SiteID(word: part("site")) else { throw Problem.noSite }
        return site
    }

    /// The sites that the caller may see, in the order of their names.
    func sites() throws(Problem) -> [String] {
        let known = core.desk.status().map(\.site)
        guard let reached = permit?.sites else { return known }
        return known.filter(reached.contains)
    }

    /// What decides at the site of the path.
    ///
    /// - Throws: ``Problem`` with every finding if the site can't decide now.
    func live() throws(Problem) -> LivePolicy {
        do throws(SiteUnavailable) {
            return try core.desk.live(part("site"))
        } catch {
            guard error.code != "site.unknown" else { throw Problem.noSite }
            throw Problem(
                .siteUnavailable, error.reason,
                errors: error.findings.map {
                    Problem.Detail(
                        rule: $0.code,
                        message: $0.place.isEmpty ? $0.message : "\($0.place): \($0.message)")
                }, headers: [.retryAfter: "30"])
        }
    }

    /// The policy of a candidate for the site of the path, or the live one.
    func policy(_ candidate: String?) throws(Problem) -> SitePolicy {
        guard let candidate else { return try live().policy }
        guard let policy = try core.candidates.candidate(candidate).host.sites[part("site")] else {
            throw Problem(.unprocessable, "The candidate does not decide for this site.")
        }
        return policy
    }

    // MARK: When

    /// Today at the site of the path.
    var today: Day { core.today(at: part("site")) }

    /// Who acts on a day, for the log.
    func stamp(on day: Day) throws(Problem) -> LogStamp {
        LogStamp(actor: try caller().subject, call: id, on: day)
    }

    /// Who acts today.
    func stampToday() throws(Problem) -> LogStamp { try stamp(on: today) }

    // MARK: Which case

    /// The key of the path's case file.
    func fileKey() throws(Problem) -> CaseFileKey {
        CaseFileKey(site: try siteID(), fileID: part("file"))
    }

    /// The path's case file, if the caller may do with it what the endpoint is for.
    ///
    /// - Throws: ``Problem``: the same whether the file is missing or hidden from the caller.
    func storedFile() async throws -> ReachedFile {
        let key = try fileKey()
        let found = try core.cases.read(key)
        let file = try found.map { try CaseFileReader().read($0.bytes) }
        let worker = try core.cases.worker(of: key) ?? ""
        let subject = file.map { CaseSubject($0, assignedTo: worker.isEmpty ? [] : [worker]) }
        let permit = try await reach(subject)
        guard let found, let file else { throw Problem.noFile }
        return ReachedFile(version: found, file: file, permit: permit)
    }

    /// Makes sure that the caller may do with a case file of the body what the endpoint is for.
    ///
    /// - Returns: What was allowed, for masking the answer.
    @discardableResult
    func check(_ file: CaseFile) async throws -> Permit {
        guard file.site == (try siteID()) else {
            throw Problem(
                .unprocessable, "The case file is of another site than the path.",
                errors: [
                    Problem.Detail(
                        pointer: "/case_file/site", rule: "other-site",
                        message: "expected \(part("site"))")
                ])
        }
        let key = CaseFileKey(site: file.site, fileID: file.fileID)
        let worker = try core.cases.worker(of: key) ?? ""
        return try await reach(CaseSubject(file, assignedTo: worker.isEmpty ? [] : [worker]))
    }

    /// Decides about one case, by a grant if the caller has one.
    private func reach(_ subject: CaseSubject?) async throws -> Permit {
        guard let right = endpoint.right else {
            throw Problem(.defect, "The endpoint has no right declared.")
        }
        var caller = try caller()
        if let subject {
            caller.breakGlass = await core.breakGlass.grant(
                for: caller, site: subject.site, fileID: subject.fileID)
        }
        let permit: Permit
        do throws(Refusal) {
            permit = try core.gate.keeper.authorize(
                caller, right.action, right.object, site: part("site"), subject: subject,
                today: today)
        } catch {
            core.metrics.refused(error == .hidden ? "hidden" : "forbidden")
            throw Problem(error, hidden: .noFile)
        }
        if let grant = permit.breakGlass {
            do throws(BreakGlass.Fault) {
                try await core.breakGlass.use(grant, right.action, right.object)
            } catch {
                throw Problem(.defect, error.description)
            }
        }
        return permit
    }

    /// The worker whose rows are listed: the caller, unless the right reaches the whole site.
    func workerFilter() throws(Problem) -> String? {
        guard permit?.scope == .ownCases else { return query["worker"] }
        let own = try caller().subject
        if let asked = query["worker"], asked != own {
            throw Problem(
                .forbidden, "A worker's list holds the cases that are assigned to that worker.")
        }
        return own
    }

    // MARK: What is shown

    /// Puts on record that facts were read of which the table of rights says so: federal tax information, and what
    /// is known of a person at risk (IRS Publication 1075; 42 USC 654(26)).
    func noteRead(_ found: ReachedFile) throws {
        let role = found.permit.viewer.role
        let kinds = RightObject.dataKinds.filter { kind in
            KnownRights.answer(role: role, object: kind, action: .read).isLogged
                && Rights.scope(
                    of: role, cleared: found.permit.viewer.clearances, object: kind, action: .read)
                    != .none
        }
        guard found.permit.isLogged || !kinds.isEmpty else { return }
        _ = try core.cases.note(
            "read", about: found.version.key,
            ["what": .text(endpoint.id), "kinds": .list(kinds.map { .text($0.rawValue) })],
            by: try stampToday())
    }

    /// A case file as the caller may see it.
    func masked(_ found: ReachedFile) -> CaseFileAnswer {
        let view = CaseMask(found.permit.viewer).view(found.file)
        return CaseFileAnswer(
            version: found.version.version, file: view.json, masked: view.withheld.map(\.pointer))
    }

    /// Runs a change of a case file; a version that is not the present one is told as a problem.
    func conflicts<Value>(_ work: () throws -> Value) throws -> Value {
        do {
            return try work()
        } catch let error as CaseFileError {
            throw Problem(error)
        } catch let conflict as CaseConflict {
            switch conflict {
            case .missing: throw Problem.noFile
            case .exists:
                throw Problem(.conflict, "A case file with this id is stored already; replace it.")
            case .changed(let present):
                throw Problem(
                    .stale,
                    "The case file was changed since you read it. Read it again, then decide anew.",
                    headers: [.eTag: "\"\(present)\""])
            }
        } catch let problem as OverrideProblem {
            throw Problem(
                .unprocessable, problem.description,
                errors: [Problem.Detail(rule: "override", message: problem.description)])
        }
    }
}

extension Problem {
    static let noSite = Problem(.notFound, "There is no such site.")
    static let noFile = Problem(.notFound, "There is no such case file.")

    /// A refusal; what is hidden is told as not being there.
    init(_ refusal: Refusal, hidden: Problem) {
        switch refusal {
        case .forbidden(let sentence): self.init(.forbidden, sentence)
        case .hidden: self = hidden
        }
    }
}

extension Exchange {
    /// Stores the case file of the body, which must be of the path's site.
    ///
    /// - Throws: ``Problem`` with everything that is wrong with the body, the site included.
    func create() throws -> CaseFileChange {
        let site = try siteID().word
        // The reader refuses another site, so that the body is read once.
        let desk = CaseDesk(store: core.store, sites: [site])
        do {
            return try conflicts { try desk.create(body, by: try stampToday()) }
        } catch var problem as Problem {
            let index = problem.errors.firstIndex {
                $0.pointer == "/site" && $0.rule == CaseFileProblem.Code.unknownWord.rawValue
            }
            if let index {
                problem.errors[index] = Problem.Detail(
                    pointer: "/site", rule: "other-site", message: "expected \(site)")
            }
            throw problem
        }
    }

    /// The key behind which a page begins.
    func cursor() throws(Problem) -> String? {
        guard let text = query["cursor"] else { return nil }
        guard let key = Cursor.read(text) else {
            throw Problem.parameter("cursor", "expected the `next` of the page before")
        }
        return key
    }

    /// The facts of a log record, as far as the caller may see them.
    func facts(of record: LogRecord) -> JSONValue? {
        guard let permit, let facts = record.factsJSON else { return nil }
        // Of other records than decisions the facts are records of the case file, in which names may stand.
        guard record.kind == .decision else { return nil }
        let synthetic = record.statementJSON["synthetic"] == .bool(true)
        return DecisionMask(permit.viewer).facts(facts, synthetic: synthetic)
    }
}

extension String {
    /// The text as one part of a path.
    var asPathPart: String {
        addingPercentEncoding(
            withAllowedCharacters: .alphanumerics.union(.init(charactersIn: "-._~"))) ?? ""
    }
}
