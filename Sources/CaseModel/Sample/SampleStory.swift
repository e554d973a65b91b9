/// What is true of one synthetic parent, before it is written down as records.
///
/// Shares that a publication gives are named beside the draw; the others are assumed, and chosen so
/// that every rule of a site meets some parents on either side of its threshold.
struct SampleStory {
    var number: Int
    var site: SiteID
    var profile: SiteProfile
    var place: SiteProfile.Place
    var asOf: Day
    var language = Language.en
    /// The study arm; nil if the parent was never drawn.
    var arm: Study.Arm?
    /// Days since the parent came to the case managers, or into the comparison group.
    var daysEnrolled = 0
    /// True if nobody has had time for a first call.
    var isNew = false
    var caseCount = 1
    /// Age of the main case in days.
    var caseAge = 0
    var reason = NonpaymentReason.unknown
    var habit = PaymentHabit.nothing
    /// Current support a month.
    var monthly = Money.zero
    /// Debt from before the ledger begins.
    var opening = Money.zero
    var arrearsOnly = false
    var ncpReached = false
    var cpReached = false
    var hadConference = false
    var violence = false
    var goodCause = false
    /// Days since the last job ended; nil while employed or without a job on record.
    var jobLostDaysAgo: Int?
    var employed = false
    var incarcerated = false
    var ssi = false
    var disabled = false
    var bankrupt = false

    /// How a parent has paid over the last 18 months.
    enum PaymentHabit: Equatable {
        /// All that falls due, and a little more.
        case steady
        /// In full until some months ago, nothing since.
        case stopped(monthsAgo: Int)
        /// A share of what falls due, in hundredths.
        case part(percent: Int)
        /// Nothing but what is taken from tax refunds.
        case offsetsOnly
        /// Nothing.
        case nothing
    }

    /// Of 1,000 custodial parents, those with violence by the other parent: almost 40%
    /// (ACF-OCSS-PIQ-25-01).
    static let violenceShare = 395

    /// Draws the story of one parent.
    init(_ random: inout SampleGenerator, number: Int, site: SiteID, asOf: Day, arms: ArmSplit) {
        self.number = number
        self.site = site
        self.asOf = asOf
        profile = SiteProfile.of(site)
        place = random.pick(profile.places)
        language = random.weighted(profile.languages)
        arm = random.weighted([
            (Study.Arm.pjac as Study.Arm?, arms.pjac), (.businessAsUsual, arms.businessAsUsual),
            (nil, arms.unassigned),
        ])
        drawCases(&random)
        drawMeans(&random)
        drawMoney(&random)
        drawEngagement(&random)
    }

    private mutating func drawCases(_ random: inout SampleGenerator) {
        // Often more than one case (YoungWilliams 2020 on MDRC brief 3).
        caseCount = random.weighted([(1, 56), (2, 30), (3, 11), (4, 3)])
        // The main case is about nine years old on average (same source): two draws of 0.5 to 8.5
        // years together.
        caseAge = random.int(183...3_105) + random.int(183...3_105)
        arrearsOnly = random.chance(80)
        violence = random.chance(Self.violenceShare)
        goodCause = violence && random.chance(50)
    }

    private mutating func drawMeans(_ random: inout SampleGenerator) {
        // No steady work, unwillingness and not understanding are the reasons case managers name
        // most (YoungWilliams 2020 on MDRC brief 3); the weights are assumed.
        reason = random.weighted([
            (.lostJob, 19), (.noSteadyWork, 23), (.cannotPay, 10), (.incarcerated, 5), (.ill, 7),
            (.conflict, 7), (.noAccessToChild, 8), (.distrust, 7), (.doesNotUnderstand, 5),
            (.recordError, 3), (.refusesWithMeans, 5), (.unknown, 1),
        ])
        switch reason {
        case .lostJob: jobLostDaysAgo = random.int(15...240)
        case .noSteadyWork: jobLostDaysAgo = random.int(40...720)
        case .cannotPay:
            ssi = random.chance(350)
            bankrupt = random.chance(120)
            if random.chance(600) { jobLostDaysAgo = random.int(200...1_400) }
        case .incarcerated:
            incarcerated = true
            jobLostDaysAgo = random.int(300...1_400)
        case .ill:
            disabled = random.chance(400)
            ssi = disabled && random.chance(400)
            jobLostDaysAgo = random.int(60...900)
        case .conflict, .noAccessToChild, .distrust, .doesNotUnderstand, .recordError,
            .refusesWithMeans, .unknown:
            employed = random.chance(720)
            bankrupt = random.chance(40)
            if !employed { jobLostDaysAgo = random.int(30...500) }
        }
    }

    private mutating func drawMoney(_ random: inout SampleGenerator) {
        monthly = random.dollars(150...720, step: 10)
        // Of custodial parents owed support in 2017, 24% got part and 30% nothing (MDRC contempt
        // page), so 30 of 54 parents who do not pay in full pay nothing. One in nine pays, so that
        // exits and full months are met too (assumed).
        let pays = employed ? 220 : 30
        if random.chance(pays) {
            habit = .steady
        } else if random.chance(556) {
            habit = .nothing
        } else {
            let lost = jobLostDaysAgo.map { min(max($0 / 30, 1), 11) }
            habit = random.weighted([
                (.stopped(monthsAgo: lost ?? random.int(1...11)), 50),
                (.part(percent: random.int(15...85)), 42), (.offsetsOnly, 8),
            ])
        }
        // Parents who pay, or did until lately, owe little from before; the others owe more.
        let paid: Bool =
            switch habit {
            case .steady, .stopped: true
            case .part, .offsetsOnly, .nothing: false
            }
        let bands: [(ClosedRange<Int>, Int)] =
            paid
            ? [
                (0...0, 42), (40...480, 24), (500...2_400, 16), (2_500...9_900, 12),
                (10_000...42_000, 6),
            ]
            : [
                (0...0, 12), (40...480, 12), (500...2_400, 20), (2_500...9_900, 32),
                (10_000...42_000, 24),
            ]
        opening = random.dollars(random.weighted(bands), step: 20)
        if arrearsOnly { opening += random.dollars(400...9_000, step: 20) }
    }

    private mutating func drawEngagement(_ random: inout SampleGenerator) {
        daysEnrolled = random.int(20...400)
        guard arm != .businessAsUsual else {
            // The comparison group is written to, hardly ever talked to.
            ncpReached = random.chance(250)
            cpReached = random.chance(150)
            return
        }
        isNew = random.chance(100)
        if isNew {
            daysEnrolled = random.int(0...6)
            return
        }
        // Of all parents in the program about 27% had a conference within a year and about 59% of
        // the custodial parents were reached (PJAC brief 8; 27/46). One parent in ten is new here,
        // so the others are drawn at 30% and 65.6%. Reached noncustodial parents: 72% (assumed).
        hadConference = random.chance(300)
        cpReached = hadConference || random.chance(509)
        ncpReached = hadConference || random.chance(714)
    }
}

/// How synthetic parents are split between the arms of the study.
///
/// The ratio of the study was not published; the default is assumed.
public struct ArmSplit: Sendable, Hashable {
    /// Weight of procedural justice services.
    public var pjac: Int
    /// Weight of business as usual.
    public var businessAsUsual: Int
    /// Weight of parents who were never drawn.
    public var unassigned: Int

    /// Makes a split from weights; at least one must be above zero.
    public init(pjac: Int = 60, businessAsUsual: Int = 25, unassigned: Int = 15) {
        precondition(
            pjac >= 0 && businessAsUsual >= 0 && unassigned >= 0
                && pjac + businessAsUsual + unassigned > 0, "an arm split needs a weight above zero"
        )
        self.pjac = pjac
        self.businessAsUsual = businessAsUsual
        self.unassigned = unassigned
    }
}
