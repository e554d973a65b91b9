/// Makes synthetic case files whose distributions follow published figures.
///
/// No file shows a real person: each says that it is synthetic, and people are called `Synthetic
/// Parent 000123`. Sources of the shares: PJAC brief 8, YoungWilliams 2020 on MDRC brief 3,
/// ACF-OCSS-PIQ-25-01, MDRC contempt page; what they leave open is assumed.
///
/// The same seed, index, site and day always make the same file, byte for byte, and files can be
/// made in any order.
public struct Sampler: Sendable {
    /// What the files follow from.
    public let seed: UInt64
    /// How parents are split between the arms of the study.
    public let arms: ArmSplit

    /// Makes a sampler.
    ///
    /// - Parameters:
    ///   - seed: Any number; another seed makes other files.
    ///   - arms: How parents are split between the arms of the study.
    public init(seed: UInt64, arms: ArmSplit = ArmSplit()) {
        self.seed = seed
        self.arms = arms
    }

    /// The file of one synthetic parent.
    ///
    /// - Parameters:
    ///   - index: Which parent, 0 or more; becomes the number in the identifiers.
    ///   - site: The agency that keeps the cases.
    ///   - asOf: The day on which the facts are true.
    /// - Returns: A file that the strict reader accepts.
    public func caseFile(index: Int, site: SiteID, asOf: Day) -> CaseFile {
        var random = SampleGenerator(seed: seed, site: site, index: index)
        let story = SampleStory(&random, number: index, site: site, asOf: asOf, arms: arms)
        return Self.write(story, &random)
    }

    /// Writes a story down as records.
    static func write(_ story: SampleStory, _ random: inout SampleGenerator) -> CaseFile {
        var file = CaseFile()
        file.schemaVersion = 1
        file.synthetic = true
        file.fileID = "SYN-\(story.digits)"
        file.site = story.site
        file.observedOn = story.asOf
        file.ncp = story.noncustodialParent(&random)
        file.cases = [story.mainCase(&random)]
        for number in 1..<max(story.caseCount, 1) {
            file.cases.append(story.otherCase(number, &random))
        }
        story.addContacts(to: &file, &random)
        story.addServices(to: &file, &random)
        story.addOpinions(to: &file, &random)
        story.addPrograms(to: &file, &random)
        if let arm = story.arm {
            var study = Study()
            study.arm = arm
            study.enrolledOn = story.asOf.adding(days: -story.daysEnrolled)
            study.drawID = "D-\(story.digits)"
            file.study = study
        }
        return file
    }
}

extension SampleStory {
    /// The parent's number in six digits.
    var digits: String {
        let text = String(number)
        return String(repeating: "0", count: max(6 - text.utf8.count, 0)) + text
    }

    /// The day this many days before the day of the file.
    func ago(_ days: Int) -> Day {
        asOf.adding(days: -days)
    }

    /// True if the parent is with the case managers, or could be.
    var isServed: Bool { arm != .businessAsUsual }
}
