extension Rights {
    /// Who may do what: the whole of it, and what is not here is refused.
    ///
    /// A line names an object, what may be done with it, and for each scope the roles that may. The
    /// last words say where the line comes from. Where several lines grant one role the same action
    /// on the same object, that is a mistake, and a test says so.
    static let table: [Right] = [
        // Case files, and what is recorded in them.
        Right(
            .caseFile, .read,
            [
                .ownCases: Role.workers, .site: [.supervisor, .attorney, .service],
                .ownRecord: [.parent], .referredCases: [.partner], .synthetic: [.policyAuthor],
            ], from: sharing),
        Right(
            .caseFile, .list,
            [.ownCases: Role.workers, .site: [.supervisor, .attorney, .service]], from: sharing),
        Right(.caseFile, [.create, .change, .delete], [.site: [.service]], from: recordSystem),
        Right(.caseFile, .export, [.site: [.attorney, .service]], from: sharing),
        Right(
            .contact, [.read, .create],
            [.ownCases: Role.workers, .site: [.supervisor, .service]], from: work),
        Right(.contact, .read, [.site: [.attorney], .ownRecord: [.parent]], from: work),
        Right(
            .hold, [.read, .create],
            [.ownCases: Role.workers, .site: [.supervisor, .service]], from: work),
        Right(.hold, .read, [.site: [.attorney], .ownRecord: [.parent]], from: work),
        Right(.hold, [.change, .approve], [.site: [.supervisor]], from: approval),
        Right(
            .override, [.read, .create],
            [.ownCases: Role.workers, .site: [.supervisor, .service]], from: work),
        Right(.override, .list, [.site: [.supervisor, .siteAdministrator]], from: approval),
        Right(.override, .read, [.site: [.attorney]], from: work),
        Right(.override, .approve, [.site: [.supervisor]], from: approval),
        Right(
            .referral, [.read, .create, .change],
            [.ownCases: Role.workers, .site: [.supervisor, .service]], from: work),
        Right(
            .referral, .read, [.site: [.attorney], .ownRecord: [.parent]], from: work),
        Right(.referral, [.read, .list, .change], [.referredCases: [.partner]], from: consent),
        Right(
            .actionPlan, [.read, .create, .change],
            [.ownCases: Role.workers, .site: [.supervisor, .service]], from: work),
        Right(.actionPlan, .read, [.site: [.attorney], .ownRecord: [.parent]], from: work),
        Right(
            .conference, [.read, .create, .change],
            [.ownCases: Role.workers, .site: [.supervisor, .service]], from: work),
        Right(.conference, .read, [.site: [.attorney], .ownRecord: [.parent]], from: work),

        // Decisions.
        Right(
            .decision, .run,
            [
                .ownCases: Role.workers, .site: [.supervisor, .service],
                .synthetic: [.policyAuthor],
            ], from: scripts),
        Right(
            .decision, .read,
            [
                .ownCases: Role.workers, .site: [.supervisor, .attorney, .service],
                .ownRecord: [.parent], .synthetic: [.policyAuthor],
            ], from: scripts),
        Right(
            .explanation, .read,
            [
                .ownCases: Role.workers, .site: [.supervisor, .attorney, .service],
                .synthetic: [.policyAuthor],
            ], from: scripts),
        Right(
            .dryRun, .run,
            [
                .ownCases: Role.workers, .site: [.supervisor, .service],
                .synthetic: [.policyAuthor],
            ], from: scripts),
        Right(
            .diff, .run, [.site: [.supervisor, .siteAdministrator], .synthetic: [.policyAuthor]],
            from: scripts),
        Right(
            .worklist, .read, [.ownCases: Role.workers, .site: [.supervisor, .service]],
            from: work),
        Right(.worklist, .list, [.site: [.supervisor, .service]], from: work),
        Right(
            .sweep, [.read, .list],
            [.site: [.supervisor, .siteAdministrator, .operator, .service]], from: running),
        Right(
            .sweep, [.run, .change], [.site: [.siteAdministrator, .operator, .service]],
            from: running),
        Right(
            .jobgatewayAlert, .read,
            [.ownCases: Role.workers, .site: [.supervisor, .service], .ownRecord: [.parent]],
            from: "PACSES nomination"),
        Right(
            .breakGlass, .create, [.site: Role.workers + [.supervisor]],
            from: "45 CFR 307.13; IRS Publication 1075"),
        Right(.breakGlass, .list, [.site: [.supervisor, .siteAdministrator]], from: approval),

        // Policies and what belongs to them.
        Right(.site, [.read, .list], [.site: Role.allCases], from: open),
        Right(
            .policy, [.read, .list],
            [
                .site: Role.staff + [
                    .siteAdministrator, .policyAuthor, .researcher, .operator, .service,
                ]
            ], from: open),
        Right(.policy, [.create, .change], [.site: [.policyAuthor]], from: scripts),
        Right(.policy, [.create, .activate], [.site: [.operator]], from: scripts),
        Right(.policy, .activate, [.site: [.siteAdministrator]], from: approval),
        Right(
            .parameter, [.read, .list],
            [
                .site: Role.staff + [
                    .siteAdministrator, .policyAuthor, .researcher, .operator, .service,
                ]
            ], from: open),
        Right(.parameter, .change, [.site: [.siteAdministrator]], from: approval),
        Right(
            .partnerList, .read,
            [.site: Role.staff + [.siteAdministrator, .policyAuthor, .service]], from: open),
        Right(.partnerList, .change, [.site: [.siteAdministrator]], from: approval),
        Right(.shadow, .run, [.site: [.siteAdministrator, .operator]], from: running),
        Right(
            .shadow, .read, [.site: [.supervisor, .siteAdministrator, .policyAuthor, .operator]],
            from: running),
        Right(.rollback, .run, [.site: [.siteAdministrator, .operator]], from: running),

        // The log and the service itself.
        Right(
            .log, [.read, .list], [.site: [.supervisor, .attorney, .siteAdministrator]],
            from: audit),
        Right(.log, .export, [.site: [.attorney, .siteAdministrator]], from: audit),
        Right(.log, .verify, [.anySite: [.siteAdministrator, .operator]], from: audit),
        Right(
            .checkpoint, [.read, .verify],
            [.anySite: [.attorney, .siteAdministrator, .operator]], from: audit),
        Right(.checkpoint, .create, [.anySite: [.operator]], from: audit),
        Right(
            .status, .read,
            [
                .site: Role.staff + [.siteAdministrator, .policyAuthor, .researcher, .service],
                .anySite: [.operator],
            ], from: running),
        Right(.metrics, .read, [.anySite: [.operator]], from: running),

        // Kinds of data: what is left of a case file, a decision or an explanation.
        Right(
            .identity, .read,
            [
                .ownCases: Role.workers, .site: [.supervisor, .attorney, .service],
                .ownRecord: [.parent], .referredCases: [.partner], .synthetic: [.policyAuthor],
            ], from: sharing),
        Right(
            .location, .read,
            [
                .ownCases: Role.workers, .site: [.supervisor, .attorney, .service],
                .ownRecord: [.parent],
            ], from: violence),
        Right(
            .protectedLocation, .read,
            [.ownCases: Role.workers, .site: [.attorney, .service]], cleared: .safety,
            from: violence),
        Right(
            .protectedLocation, .read, [.site: [.supervisor], .ownRecord: [.parent]], logged: true,
            from: violence),
        Right(
            .safetyRecord, .read, [.ownCases: Role.workers, .site: [.attorney, .service]],
            cleared: .safety, from: violence),
        Right(.safetyRecord, .read, [.site: [.supervisor]], logged: true, from: violence),
        Right(
            .paymentSource, .read,
            [.ownCases: Role.workers, .site: [.supervisor, .attorney, .service]],
            cleared: .fti, logged: true, from: tax),
        Right(.paymentSource, .read, [.ownRecord: [.parent]], from: tax),
        Right(
            .accountData, .read, [.ownCases: Role.workers, .site: [.service]], cleared: .fidm,
            from: bank),
        Right(
            .accountData, .read, [.site: [.supervisor, .attorney], .ownRecord: [.parent]],
            from: bank),
        Right(
            .medicalSummary, .read,
            [
                .ownCases: Role.workers, .site: [.supervisor, .attorney, .service],
                .ownRecord: [.parent], .referredCases: [.partner],
            ], from: medical),
        Right(
            .medicalDetail, .read, [.site: [.attorney, .service], .ownRecord: [.parent]],
            from: medical),
        Right(
            .protectedAttribute, .read, [.site: [.service], .ownRecord: [.parent]],
            from: "45 CFR 303.21; domain reference 8.4"),
        Right(
            .otherParent, .read,
            [
                .ownCases: Role.workers, .site: [.supervisor, .attorney, .service],
                .synthetic: [.policyAuthor],
            ], from: violence),
        Right(
            .studyArm, .read,
            [
                .ownCases: Role.workers, .site: [.supervisor, .service],
                .synthetic: [.policyAuthor],
            ], from: "PJAC demonstration evaluation; domain reference 8.3"),
    ]

    // Where lines come from.
    private static let sharing = "45 CFR 303.21; domain reference 8.4"
    private static let recordSystem = "the case system keeps the record; 45 CFR 307.10"
    private static let work = "PJAC brief 8; domain reference 8.4"
    private static let approval = "domain reference 8.4: supervisors approve, administrators set"
    private static let scripts = "domain reference 8.4, column Scripts"
    private static let consent = "domain reference 8.4: consented fields of its referral"
    private static let open = "policies are public rules; nothing of a case is in them"
    private static let running = "domain reference 8.4: operators deploy and see no case"
    private static let audit = "45 CFR 307.13; IRS Publication 1075"
    private static let violence = "42 USC 654(26); domain reference 8.2"
    private static let tax = "26 USC 6103(l)(6), (l)(8); domain reference 8.1"
    private static let bank = "42 USC 669a; domain reference 8.3"
    private static let medical = "42 CFR part 2; domain reference 8.3"
}
