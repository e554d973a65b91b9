package import CaseModel
import LuaHost

extension SitePolicy {
    /// Decides one area for one case of a file.
    ///
    /// - Parameters:
    ///   - file: The case file.
    ///   - caseIndex: Which of its cases.
    ///   - day: The site's local day.
    ///   - area: The area.
    ///   - question: The only question to answer; all of the area if nil.
    package func decide(
        _ file: CaseFile, caseIndex: Int, asOf day: Day, area: Area, only question: Question? = nil
    ) -> Decision? {
        guard file.cases.indices.contains(caseIndex) else { return nil }
        let study = question.map { StudyRequest(question: $0, trace: false) }
        return decide(
            file, caseIndex: caseIndex, asOf: day, areas: [area], detail: .answers, study: study
        ).first
    }
}

extension Rule {
    /// The lines on which its functions begin, and the line on which it is declared.
    package var sourceLines: [Int] {
        [condition, met, decide, longest, atMost].compactMap { $0?.line } + [line]
    }
}
