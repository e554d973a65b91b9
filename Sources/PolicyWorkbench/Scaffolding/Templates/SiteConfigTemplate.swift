import CaseModel

/// The four settings files of a new site, and its log of changes.
struct SiteConfigTemplate {
    let request: SiteRequest
    let state: USState
    /// The years that the calendar covers.
    let years: ClosedRange<Int>
    let firstDay: Day

    private var folder: String { "site-configs/\(request.id)" }

    func files() -> [Scaffold.File] {
        [
            Scaffold.File(path: "\(folder)/site.yaml", text: site),
            Scaffold.File(path: "\(folder)/calendar.yaml", text: calendar),
            Scaffold.File(path: "\(folder)/parameters.yaml", text: parameters),
            Scaffold.File(path: "\(folder)/partners.yaml", text: partners),
            Scaffold.File(path: "policies/sites/\(request.id)/CHANGES.md", text: changes),
        ]
    }

    private func list(_ items: [String]) -> String {
        "[" + items.map(YAMLText.scalar).joined(separator: ", ") + "]"
    }

    private var site: String {
        """
        # Who the site is: agency, state, clock, places, languages, programs switched on.
        # Edited by the site's administrator. Everything here waits for the site's word.
        format: 1
        # The name of this folder; case files of the site say the same under `site`.
        id: \(request.id)
        name: \(YAMLText.scalar(request.name))
        agency: \(YAMLText.scalar(request.agency))
        # Picks the layer of state law, policies/states/\(state.code).
        state: \(state.code)
        time_zone: \(request.timeZone ?? state.timeZone)
        counties: \(list(request.counties))
        # The words by which partners.yaml says where a partner works.
        service_areas: \(list(request.serviceAreas))
        # Each rule speaks to the parent in every language of this list.
        languages: \(list(request.languages))
        # A program is switched on with `on`.
        programs: { \(request.programs.map { "\($0): off" }.joined(separator: ", ")) }
        sources:
          - "none yet: name what the settings rest on (assumed)"

        """
    }

    private var calendar: String {
        var text = """
            # Holidays, office hours and contact hours of \(request.name).
            # Edited by the site's administrator, a year ahead; the whole list is assumed until the site confirms it.
            #
            # The federal list, worked out from 5 USC 6103. Add the days that only the state or county keeps.
            # A holiday on a Saturday is kept on Friday, one on a Sunday on Monday. Juneteenth starts in 2021.
            format: 1
            tag: assumed
            authority: 5 USC 6103 ‡ for the federal days; the site's own list was not read
            valid_years: { from: \(years.lowerBound), until: \(years.upperBound) }
            office_hours: { from: 8, to: 17 }
            # In the parent's own time zone; never outside what the federal layer allows.
            contact_hours: { from: 8, to: 19 }
            holidays:

            """
        for year in years {
            text += "  \(year):\n"
            for holiday in FederalHolidays.kept(in: year) {
                text += "    - { date: \(holiday.day), name: \"\(holiday.name)\" }\n"
            }
        }
        return text
    }

    private var parameters: String {
        """
        # The numbers that \(request.name) decides with, where they differ from the PJAC defaults.
        # Edited by the site's administrator: one entry a value, with its first day, reason and approval.
        #
        # Tag "assumed" marks a proposal; `accord check --assumptions` lists what the site must still confirm.
        # Never edit an old value: add a second entry with a later `from`.
        set:
          - parameter: outreach.latest_hour
            value: 19
            from: \(firstDay)
            reason: No calls after seven in the evening
            approved_by: site director (to be confirmed by the site)
            authority: Design value
            tag: assumed

        """
    }

    private var partners: String {
        """
        # The partners that \(request.name) can send parents to: services, area, languages, places, contract.
        # Edited by the site's administrator; a policy ranks partners by these facts and never names one.
        #
        # "site must name" marks a kind of partner; places, waiting days and contracts are made up until the site
        # fills them in. `areas: any` serves everywhere; else name areas of site.yaml.
        partners:
          - id: job-program
            name: Job program (site must name)
            kind: job program
            services: [employment, job_training]
            areas: any
            languages: \(list(request.languages))
            open_slots: 10
            waiting_days: 10
            funding: [none]
            contract: { from: \(firstDay), until: \(years.upperBound)-12-31, ceiling: none }
            data_sharing_agreement: no
            handoff: warm
            authority: Design value
            tag: assumed
          - id: housing-food-and-rides
            name: Housing, food and ride help (site must name)
            kind: community group
            services: [housing, food_clothing, transport]
            areas: any
            languages: \(list(request.languages))
            open_slots: 10
            waiting_days: 21
            funding: [none]
            contract: { from: \(firstDay), until: \(years.upperBound)-12-31, ceiling: none }
            data_sharing_agreement: no
            handoff: warm
            authority: Design value
            tag: assumed

        """
    }

    private var changes: String {
        """
        <!-- What changed in the policies of \(request.name), newest first, with the days from which it counts. -->
        <!-- Edited by the site's administrators with every change of a rule or a number. -->

        # Changes: \(request.name)

        ## Version 1, from \(firstDay)

        The first version, made by `accord init site`. It describes no agency's real practice: every rule, number,
        holiday and partner is tagged "assumed" and waits for the site's word. Approved by: site director (to be
        confirmed by the site).

        Before parents meet these rules:

        1. `accord check \(request.id) --assumptions` lists every value to confirm. Name its source, change its tag.
        2. Change the rules in `policies/sites/\(request.id)` to what your agency does, each with its test.
        3. Let counsel read `policies/states/\(state.code)`.

        ## Days on which the same case may get another answer

        - \(firstDay): the first day of these rules.

        """
    }
}
