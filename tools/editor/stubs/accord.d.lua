---@meta accord
-- Made by `accord docs --generate` from the declarations; do not edit.

---Money in whole cents, such as `dollars(500)`.
---@class accord.money
---@operator add(accord.money): accord.money
---@operator sub(accord.money): accord.money
---@operator mul(accord.share|accord.count|integer): accord.money
---@operator idiv(accord.count|integer): accord.money
---@operator unm: accord.money

---A civil day, such as `date("2019-03-01")`.
---@class accord.date
---@operator add(accord.span): accord.date
---@operator sub(accord.span): accord.date

---Calendar days, such as `days(30)`.
---@class accord.days
---@operator add(accord.days|integer): accord.days
---@operator sub(accord.days|integer): accord.days
---@operator mul(accord.count|integer): accord.days
---@operator idiv(accord.count|integer): accord.days
---@operator unm: accord.days

---Days on which the site is open, such as `business_days(5)`.
---@class accord.business_days
---@operator add(accord.business_days|integer): accord.business_days
---@operator sub(accord.business_days|integer): accord.business_days
---@operator mul(accord.count|integer): accord.business_days
---@operator idiv(accord.count|integer): accord.business_days
---@operator unm: accord.business_days

---Calendar months, such as `months(6)`.
---@class accord.months
---@operator add(accord.months|integer): accord.months
---@operator sub(accord.months|integer): accord.months
---@operator mul(accord.count|integer): accord.months
---@operator idiv(accord.count|integer): accord.months
---@operator unm: accord.months

---A number of things; compares with a bare number.
---@class accord.count
---@operator add(accord.count|integer): accord.count
---@operator sub(accord.count|integer): accord.count
---@operator mul(accord.count|integer): accord.count
---@operator idiv(accord.count|integer): accord.count
---@operator unm: accord.count

---A share in basis points, such as `percent(25)`.
---@class accord.share
---@operator add(accord.share): accord.share
---@operator sub(accord.share): accord.share
---@operator mul(accord.money): accord.money

---@alias accord.span accord.days|accord.business_days|accord.months

---@alias accord.answer "yes"|"no"|"unknown"

---@alias accord.assistance_member "ncp"|"cp_household"

---@alias accord.assistance_program "tanf"|"snap"|"medicaid"|"iv_e"|"general_assistance"

---@alias accord.bankruptcy_chapter "chapter_7"|"chapter_13"|"other"

---@alias accord.case_function "locate"|"parentage"|"establishment"|"enforcement"|"intergovernmental_initiating"|"intergovernmental_responding"

---@alias accord.case_kind "iv_a"|"iv_e"|"former_assistance"|"never_assistance"|"medicaid_only"|"non_iv_d"

---@alias accord.case_processing "current_support"|"arrears_only"|"medical_only"|"spousal_with_child"

---@alias accord.case_status "applied"|"open"|"pending_closure"|"closed"|"reopened"

---@alias accord.child_lives_with "cp"|"ncp"|"other"

---@alias accord.child_parentage "unknown"|"alleged"|"acknowledged"|"adjudicated"|"excluded"|"marital"

---@alias accord.commitment_party "ncp"|"cp"|"agency"

---@alias accord.commitment_status "open"|"met"|"partly"|"missed"|"excused"|"withdrawn"

---@alias accord.conference_mode "joint_in_person"|"joint_remote"|"shuttle"

---@alias accord.conference_safety_screen "not_done"|"clear"|"concern"

---@alias accord.conference_status "considered"|"not_appropriate"|"inviting"|"scheduled"|"held"|"agreed"|"no_agreement"|"declined_by_cp"|"declined_by_ncp"|"no_contact"|"cancelled"

---@alias accord.consent_scope "service_messages"|"automated_texts"|"share_with_partner"

---@alias accord.consent_status "given"|"withdrawn"|"unknown"

---@alias accord.contact_channel "phone_call"|"voicemail"|"text"|"email"|"letter"|"social_private_message"|"portal_message"|"video"|"office_visit"|"field_visit"|"court_hallway"|"school_office"|"third_party"

---@alias accord.contact_direction "outgoing"|"incoming"

---@alias accord.contact_outcome "spoke"|"two_way_message"|"left_message"|"delivered_no_reply"|"wrong_number"|"returned"|"refused"|"hung_up"|"third_party_reached"|"unsafe_to_continue"

---@alias accord.contact_purpose "introduction"|"information"|"request"|"reminder"|"check_in"|"conference_scheduling"|"enforcement_notice"|"response"|"referral_follow_up"|"missed_payment"|"warning"

---@alias accord.court_event_ability_finding "able"|"unable"|"not_made"|"unknown"

---@alias accord.court_event_kind "contempt_motion"|"show_cause"|"review_hearing"|"arraignment"|"purge_hearing"|"modification_hearing"|"warrant"|"release"

---@alias accord.court_event_service_method "personal"|"substitute"|"certified"|"publication"

---@alias accord.court_event_status "pending"|"served"|"not_served"|"heard"|"dismissed"|"continued"|"found"|"closed"|"recalled"

---@alias accord.court_event_willful_finding "willful"|"not_willful"|"not_made"|"unknown"

---@alias accord.disability_kind "physical"|"mental"|"both"

---@alias accord.employment_end_reason "laid_off"|"quit"|"fired"|"seasonal"|"ended_contract"|"ill"|"unknown"

---@alias accord.employment_source "ndnh"|"sdnh"|"quarterly_wage"|"employer"|"parent"|"partner"

---@alias accord.enhanced_service_eligibility "yes"|"no"|"not_screened"

---@alias accord.enhanced_service_kind "order_modification"|"arrears_audit"|"license_reinstatement"|"arrears_compromise"|"arrears_waiver"|"payment_plan"|"warrant_resolution"|"account_correction"|"credit_correction"|"parenting_time_help"|"medical_order_change"

---@alias accord.enhanced_service_outcome "granted"|"denied"|"withdrawn"|"pending"

---@alias accord.enrollment_duplication "yes"|"no"|"not_checked"

---@alias accord.enrollment_outcome "open"|"placed"|"retained_30"|"retained_90"|"retained_180"|"credential"|"dropped"

---@alias accord.funding "iv_d_et"|"tanf"|"snap_et"|"wioa"|"grant"|"none"

---@alias accord.goal_kind "payment"|"employment"|"parenting_time"|"participation"|"license"|"documents"|"transport"|"housing"|"health"|"modification"|"debt"

---@alias accord.incarceration_offense "none_relevant"|"nonsupport_this_child"|"crime_against_cp_or_child"

---@alias accord.income_kind "wages"|"self_employment"|"unemployment"|"workers_compensation"|"ssdi"|"ssi"|"va_benefits"|"pension"|"tanf"|"general_assistance"|"snap"|"other"

---@alias accord.language "en"|"es"|"so"|"other"

---@alias accord.ledger_entry_creditor "family"|"state"

---@alias accord.ledger_entry_kind "charge"|"payment"|"adjustment"|"interest"|"compromise"|"write_off"|"reversal"|"refund"|"balance_forward"

---@alias accord.license_class "driver"|"commercial_driver"|"occupational"|"professional"|"law"|"recreational"

---@alias accord.license_status "valid"|"notice_sent"|"restricted"|"suspended"|"denied_renewal"|"reinstated"|"expired"

---@alias accord.masked_source "voluntary"|"withholding"|"involuntary"

---@alias accord.nonpayment_reason "lost_job"|"no_steady_work"|"cannot_pay"|"incarcerated"|"ill"|"conflict"|"no_access_to_child"|"distrust"|"does_not_understand"|"record_error"|"refuses_with_means"|"unknown"

---@alias accord.obligation_duty "work_search"|"seek_work"|"treatment"|"parenting_class"|"report_to_agency"

---@alias accord.obligation_duty_status "active"|"satisfied"|"suspended"|"ended"

---@alias accord.obligation_kind "current_child"|"current_spousal"|"cash_medical"|"arrears_repayment"|"fee"|"retroactive"|"genetic_test"|"nonfinancial"

---@alias accord.obligation_pay_period "weekly"|"biweekly"|"semimonthly"|"monthly"|"none"

---@alias accord.opinion_answer "yes"|"no"|"unclear"

---@alias accord.opinion_evidence "pay_stubs"|"employer_records"|"ndnh_match"|"bank_records"|"parent_statement"|"cp_statement"|"asset_search"|"none_of_inability"

---@alias accord.opinion_facts_finding "yes"|"no"|"unclear"|"none"

---@alias accord.opinion_kind "able"|"willful"|"engaged"

---@alias accord.opinion_role "case_manager"|"supervisor"|"attorney"|"court"|"referee"

---@alias accord.order_kind "court"|"administrative"|"registered"

---@alias accord.order_status "proposed"|"entered"|"in_force"|"under_review"|"suspended"|"terminated"

---@alias accord.participant "ncp"|"cp"

---@alias accord.person_military "none"|"active"|"reserve"|"veteran"

---@alias accord.plan_status "draft"|"agreed"|"active"|"completed"|"lapsed"|"abandoned"

---@alias accord.referral_handoff "warm"|"letter"|"portal"|"on_site"

---@alias accord.referral_outcome "open"|"enrolled"|"completed"|"dropped"|"declined"|"waiting"|"not_eligible"|"no_show"

---@alias accord.remedy_contest_result "pending"|"upheld"|"withdrawn"

---@alias accord.remedy_kind "income_withholding"|"medical_support_notice"|"federal_tax_offset"|"state_tax_offset"|"administrative_offset"|"passport_denial"|"credit_reporting"|"driver_license_suspension"|"occupational_license_suspension"|"recreational_license_suspension"|"account_levy"|"property_lien"|"property_seizure"|"lump_sum_intercept"|"seek_work_order"|"contempt_referral"|"contempt_filing"|"criminal_referral"

---@alias accord.remedy_notice_method "first_class"|"certified"|"personal"|"electronic"

---@alias accord.remedy_state "identified"|"suppressed"|"notice_due"|"notice_sent"|"waiting"|"contested"|"upheld"|"withdrawn"|"in_effect"|"released"

---@alias accord.remedy_trigger "automatic"|"worker"|"cp_request"|"supervisor"

---@alias accord.safety_at_risk "none"|"ncp"|"cp"|"both"

---@alias accord.safety_family_violence "none_known"|"disclosed"|"protective_order"|"agency_finding"

---@alias accord.service_kind "employment"|"job_training"|"education"|"mediation"|"counseling"|"mental_health"|"substance_abuse"|"housing"|"transport"|"legal_aid"|"parenting"|"parenting_time"|"food_clothing"|"documents"|"domestic_violence"|"health_cover"

---@alias accord.study_arm "pjac"|"business_as_usual"

---@alias accord.training_service "job_search"|"job_readiness"|"job_development"|"skills_assessment"|"job_retention"|"work_supports"|"job_training"

---@alias accord.treatment_kind "residential_drug_alcohol"|"medical_leave"

---@alias accord.work_search_alert_state "none"|"checking"|"register"|"matches"|"no_match"|"unknown"

---@alias accord.work_search_exclusion "medical_leave"|"incarceration"|"rehabilitation"

---@alias accord.work_search_order_kind "jobgateway_order"|"plain_wsr"

---@alias accord.work_search_partner_answer "answered"|"no_answer"|"error"

---@alias accord.work_search_status "active"|"suspended"|"ended"

---What is owed in the case, by creditor and by age.
---
---Source: 45 CFR 303.72
---@class accord.arrears
---Owed to family and state together. In cents.
---@field total accord.money
---Owed to the family. In cents.
---@field family_owed accord.money
---Owed to the state under an assignment. In cents.
---@field state_owed accord.money
---Day the oldest unpaid charge fell due; payments pay the oldest charge first. May be absent: guard it with `known`.
---@field oldest_unpaid_on accord.date?
---Age of the oldest unpaid charge; 0 if nothing is unpaid.
---@field days_behind accord.days
---True if the oldest unpaid charge is over 12 weeks old.
---
---Source: 15 USC 1673(b)(2)
---@field over_12_weeks boolean
---Owed to families in all cases of the parent. In cents.
---
---Source: 45 CFR 303.72; PIQ-01-06
---@field parent_family_owed accord.money
---Owed to the state in all cases of the parent. In cents.
---
---Source: 45 CFR 303.72; PIQ-01-06
---@field parent_state_owed accord.money

---Public assistance over a span of time.
---
---Source: 45 CFR 302.51; agency case record
---@class accord.assistance
---The assistance program.
---@field program accord.assistance_program
---Who receives it.
---@field member accord.assistance_member
---First day of the assistance.
---@field started_on accord.date
---Last day of the assistance; absent while it goes on. May be absent: guard it with `known`.
---@field ended_on accord.date?
---True if the right to support is assigned to the state.
---@field assigned boolean

---A bankruptcy filing.
---
---Source: Court record; 11 USC 362
---@class accord.bankruptcy
---Chapter of the Bankruptcy Code.
---@field chapter accord.bankruptcy_chapter
---Day of filing.
---@field filed_on accord.date
---Day of discharge. May be absent: guard it with `known`.
---@field discharged_on accord.date?
---Day of dismissal. May be absent: guard it with `known`.
---@field dismissed_on accord.date?

---Something that stands in the way of paying.
---
---Source: PJAC brief 8
---@class accord.barrier
---The service that would help.
---@field kind accord.service_kind
---Day it was recorded.
---@field recorded_on accord.date
---Day it was resolved. May be absent: guard it with `known`.
---@field resolved_on accord.date?

---One IV-D case: one parent and the children of one family.
---
---Source: 45 CFR 305.1(a)
---@class accord.other_case
---Identifier of the case, unique at the site.
---@field case_id string
---County that has the case.
---@field county string
---Local office. May be absent: guard it with `known`.
---@field office string?
---Assistance status of the family.
---@field kind accord.case_kind
---What the agency is doing for the case.
---@field case_function accord.case_function
---Where the case stands.
---@field status accord.case_status
---Day the case was opened.
---
---Source: 45 CFR 303.2(b)
---@field opened_on accord.date
---Day the case was closed. May be absent: guard it with `known`.
---
---Source: 45 CFR 303.11
---@field closed_on accord.date?
---What is still to be collected.
---@field processing accord.case_processing
---True if another state takes part.
---@field interstate boolean
---True if a tribe's program takes part.
---@field tribal boolean
---True if a foreign country takes part.
---@field foreign boolean
---The custodial parent or party.
---@field cp accord.person
---The children of the case.
---@field children accord.child[]
---Family violence and what follows from it.
---@field safety accord.safety
---Support orders, one of which controls.
---@field orders accord.order[]
---What the orders require.
---@field obligations accord.obligation[]
---Charges, payments and corrections, in posting order.
---@field ledger accord.ledger_entry[]
---Enforcement remedies and where they stand.
---@field remedies accord.remedy[]
---What happened at court.
---@field court_events accord.court_event[]
---Day the present delinquency was identified. May be absent: guard it with `known`.
---
---Source: 45 CFR 303.6(b)
---@field delinquency_identified_on accord.date?
---Day the parent was last located. May be absent: guard it with `known`.
---
---Source: 45 CFR 303.6(c)(2)
---@field located_on accord.date?
---True if service of process must come before enforcement.
---
---Source: 45 CFR 303.6(c)(2)
---@field service_needed boolean
---Diligent attempts at service, documented.
---
---Source: 45 CFR 303.6(c)(2)
---@field service_attempts integer
---Day of the final default determination (Ohio). May be absent: guard it with `known`.
---
---Source: OAC 5101:12-55-03
---@field final_default_on accord.date?
---Day a court adjudged the debt. May be absent: guard it with `known`.
---@field debt_judgment_on accord.date?
---Household income in percent of the county median (California). May be absent: guard it with `known`.
---@field household_income_share_of_median integer?
---True while a reported error in the record is being looked at.
---@field record_error_open boolean

---A child of the case.
---
---Source: Agency case record
---@class accord.child
---Identifier of the child, unique at the site.
---@field child_id string
---Date of birth. Withheld: policies may not read protected attributes (age, sex, race, tribal membership).
---@field private birth_date nil
---Day support for the child ends by state law. May be absent: guard it with `known`.
---@field emancipates_on accord.date?
---How parentage stands.
---@field parentage accord.child_parentage
---Who the child lives with.
---@field lives_with accord.child_lives_with
---True if the child has health cover.
---
---Source: 45 CFR 303.31
---@field health_covered boolean

---What stands in the way of paying or of a remedy.
---
---Source: 45 CFR 303.8; 45 CFR 303.11
---@class accord.circumstances
---True while the parent is inside.
---@field incarcerated boolean
---First day of the present stretch inside. May be absent: guard it with `known`.
---@field incarcerated_since accord.date?
---Expected length of the present stretch; absent if the release is not known. May be absent: guard it with `known`.
---
---Source: 45 CFR 303.8(b)
---@field incarceration_days accord.days?
---Day of the last release. May be absent: guard it with `known`.
---@field released_on accord.date?
---True if SSI, or SSI with SSDI, is the only income.
---
---Source: 45 CFR 303.11(b)(9)
---@field ssi_only boolean
---True if there is SSI.
---
---Source: 42 USC 659(h)
---@field receives_ssi boolean
---True if the parent gets aid that depends on need.
---
---Source: OAC 5101:12-50-17(D)
---@field means_tested_aid boolean
---True if a total and permanent disability is verified.
---
---Source: 45 CFR 303.11(b)(8)
---@field total_disability boolean
---True while a bankruptcy is open.
---@field bankruptcy_active boolean
---True in residential treatment or on medical leave.
---@field in_treatment boolean
---True if the parent has died.
---@field deceased boolean
---True if only arrears are collected.
---@field arrears_only boolean
---True if there is a driver license that could be suspended.
---@field has_driver_license boolean
---True if there is a commercial driver license that could be suspended.
---@field commercial_driver boolean
---True if there is an occupational, professional or law license to suspend.
---@field has_professional_license boolean
---True if there is a recreational license that could be suspended.
---@field has_recreational_license boolean
---True while a warrant is out in the case.
---@field warrant_open boolean
---Day on which the youngest child of the case emancipates. May be absent: guard it with `known`.
---@field youngest_child_emancipates_on accord.date?
---True if a recorded child lives with the parent.
---
---Source: 15 USC 1673(b)(2)(A)
---@field second_family boolean

---A promise in a plan.
---
---Source: PJAC brief 8
---@class accord.commitment
---Who promised.
---@field who accord.commitment_party
---What was promised, in plain words. Withheld: names and personal identifiers are not given to policies.
---@field private what nil
---Last day to keep it.
---@field due_on accord.date
---Whether it was kept.
---@field status accord.commitment_status

---A case conference between the parents.
---
---Source: PJAC brief 8
---@class accord.conference
---Identifier of the conference, unique in the file.
---@field conference_id string
---The case it is about. May be absent: guard it with `known`.
---@field case_id string?
---How the parents take part.
---@field mode accord.conference_mode
---Where the conference stands.
---@field status accord.conference_status
---Day it was proposed.
---@field proposed_on accord.date
---Day it was held. May be absent: guard it with `known`.
---@field held_on accord.date?
---Result of the safety screen.
---@field safety_screen accord.conference_safety_screen
---Day of the safety screen. May be absent: guard it with `known`.
---@field screened_on accord.date?
---True if the parents were told what to expect.
---@field expectations_explained boolean
---True if both parents' views are on record.
---@field both_perspectives_recorded boolean

---A permission to use a channel or to share data.
---
---Source: 47 USC 227(b)(1)(A); 47 CFR 64.1200(a)
---@class accord.consent
---Which parent.
---@field who accord.participant
---The channel it covers.
---@field channel accord.contact_channel
---Given, withdrawn or not known.
---@field status accord.consent_status
---What it allows.
---@field scope accord.consent_scope
---Day it was given or withdrawn.
---@field on accord.date
---Last day it holds. May be absent: guard it with `known`.
---@field expires_on accord.date?

---An attempt to reach a parent, or a message from one.
---
---Source: PJAC brief 8
---@class accord.contact
---Identifier of the contact, unique in the file.
---@field contact_id string
---The case it was about. May be absent: guard it with `known`.
---@field case_id string?
---Day of the contact.
---@field on accord.date
---Hour of the day at the site, 0 to 23. May be absent: guard it with `known`.
---@field hour integer?
---Which parent.
---@field with accord.participant
---The channel used.
---@field channel accord.contact_channel
---Whether the agency or the parent reached out.
---@field direction accord.contact_direction
---What it was about.
---@field purpose accord.contact_purpose
---What came of it; only an exchange both ways counts as reached.
---@field outcome accord.contact_outcome
---Length in minutes. May be absent: guard it with `known`.
---@field minutes integer?
---Language used.
---@field language accord.language
---True if no person made it.
---
---Source: 47 USC 227(b)(1)(A)
---@field automated boolean
---Reason the parent gave for not paying. May be absent: guard it with `known`.
---@field stated_reason accord.nonpayment_reason?

---What has happened at court in the case.
---
---Source: 45 CFR 303.6(c)(4)
---@class accord.court
---True while a contempt motion or show-cause request is before the court.
---@field contempt_pending boolean
---True if the parent was served in it.
---@field contempt_served boolean
---The latest finding of a court on ability to pay.
---
---Source: Turner v. Rogers, 564 U.S. 431 (2011)
---@field ability_finding accord.court_event_ability_finding
---The latest finding of a court on will.
---
---Source: A.R.S. 25-518; MCL 552.628(2)
---@field willful_finding accord.court_event_willful_finding
---True if it was found that no other sanction would work.
---
---Source: MCL 552.628(2)
---@field no_other_sanction_finding boolean
---True if the parent missed a hearing in a matter that is not over.
---@field missed_hearing boolean
---Contempt motions and show-cause requests ever filed.
---@field filings accord.count
---True if the parent was served in person in the pending contempt matter.
---
---Source: ARFLP Rule 92
---@field personal_service boolean

---A motion, hearing or warrant.
---
---Source: 45 CFR 303.6(c)(4); Turner v. Rogers, 564 U.S. 431 (2011)
---@class accord.court_event
---Identifier of the event, unique in the case.
---@field event_id string
---What happened.
---@field kind accord.court_event_kind
---Day it was filed.
---@field filed_on accord.date
---Day the parent was served. May be absent: guard it with `known`.
---@field served_on accord.date?
---How the parent was served. May be absent: guard it with `known`.
---@field service_method accord.court_event_service_method?
---Day of the hearing. May be absent: guard it with `known`.
---@field hearing_on accord.date?
---Whether the parent appeared. May be absent: guard it with `known`.
---@field appeared accord.answer?
---True if the court was given information on ability to pay.
---@field ability_information_given boolean
---What the court found on ability to pay.
---@field ability_finding accord.court_event_ability_finding
---What the court found on willfulness.
---@field willful_finding accord.court_event_willful_finding
---Amount that ends the sanction, cents. In cents. May be absent: guard it with `known`.
---@field purge_amount accord.money?
---Where the event stands.
---@field status accord.court_event_status
---True if the notice says that ability to pay is the critical question.
---@field notice_states_ability_is_critical boolean
---True if the agency found that no other sanction would work.
---
---Source: MCL 552.628(2)
---@field no_other_sanction_finding boolean

---A disability of the parent.
---
---Source: 45 CFR 303.11(b)(8)
---@class accord.disability
---Kind of disability.
---@field kind accord.disability_kind
---True if total and permanent.
---@field total_permanent boolean
---True if medically verified.
---@field verified boolean
---Day from which it is recorded.
---@field since accord.date

---A job.
---
---Source: Directories of new hires, 42 USC 653a; agency case record
---@class accord.employment
---Identifier of the employer. Withheld: it could reveal where a parent or child lives or works (42 USC 654(26)).
---@field private employer_id nil
---Name of the employer. Withheld: it could reveal where a parent or child lives or works (42 USC 654(26)).
---@field private employer_name nil
---First day of the job.
---@field started_on accord.date
---Last day of the job; absent while it goes on. May be absent: guard it with `known`.
---@field ended_on accord.date?
---Why the job ended. May be absent: guard it with `known`.
---@field end_reason accord.employment_end_reason?
---Where the agency learned of the job.
---@field source accord.employment_source
---Day the job was last verified. May be absent: guard it with `known`.
---@field verified_on accord.date?
---Usual hours in a week.
---@field hours_per_week integer
---Weekly earnings left after deductions required by law, cents. In cents. May be absent: guard it with `known`.
---
---Source: 15 USC 1672(b)
---@field disposable_per_week accord.money?
---True if the employer offers health cover for a child.
---
---Source: 45 CFR 303.32
---@field health_cover_offered boolean

---How the agency and the parents have been in touch.
---
---Source: PJAC brief 8
---@class accord.engagement
---True if there was an exchange with the noncustodial parent.
---@field ncp_reached boolean
---True if there was an exchange with the custodial parent.
---@field cp_reached boolean
---Day of the last exchange with the noncustodial parent. May be absent: guard it with `known`.
---@field last_two_way_on accord.date?
---Day of the last exchange with the custodial parent. May be absent: guard it with `known`.
---@field cp_last_two_way_on accord.date?
---Attempts to reach the noncustodial parent.
---@field attempts_total accord.count
---Attempts to reach the noncustodial parent in the last 30 days.
---@field attempts_30 accord.count
---Attempts to reach the custodial parent.
---@field cp_attempts_total accord.count
---Attempts to reach the custodial parent in the last 30 days.
---@field cp_attempts_30 accord.count
---Different channels of the attempts to reach the noncustodial parent.
---@field channels_tried accord.count
---Day of the first attempt. May be absent: guard it with `known`.
---@field first_attempt_on accord.date?
---Day of the last attempt. May be absent: guard it with `known`.
---@field last_attempt_on accord.date?
---Day of the last attempt to reach the custodial parent. May be absent: guard it with `known`.
---@field cp_last_attempt_on accord.date?
---Channel of the last attempt. May be absent: guard it with `known`.
---@field last_channel accord.contact_channel?
---Days since the first attempt. May be absent: guard it with `known`.
---@field days_trying accord.days?
---Day of the last message of the noncustodial parent, if nobody has answered it. May be absent: guard it with `known`.
---@field last_parent_message_on accord.date?
---The parent's latest stated reason for not paying. May be absent: guard it with `known`.
---@field stated_reason accord.nonpayment_reason?
---True if the parent's own account is on record, from a contact or a conference.
---@field own_account_recorded boolean
---True if consequences were explained, on a remedy or in a warning that was answered.
---@field consequences_explained boolean
---True if a contact in the case became unsafe.
---@field unsafe boolean

---An ordinary agency service that was actively offered.
---
---Source: PJAC brief 8
---@class accord.enhanced_service
---Identifier of the service, unique in the file.
---@field service_id string
---The service.
---@field kind accord.enhanced_service_kind
---Day the case was screened for it. May be absent: guard it with `known`.
---@field screened_on accord.date?
---Result of the screen.
---@field eligible accord.enhanced_service_eligibility
---Day it was explained to the parent. May be absent: guard it with `known`.
---@field explained_on accord.date?
---Day the request was submitted. May be absent: guard it with `known`.
---@field submitted_on accord.date?
---What came of the request. May be absent: guard it with `known`.
---@field outcome accord.enhanced_service_outcome?
---Day it took effect. May be absent: guard it with `known`.
---@field effective_on accord.date?

---An employment and training service under IV-D.
---
---Source: 89 FR 100789; 45 CFR 303.6(c)(5)
---@class accord.enrollment
---Identifier of the enrollment, unique in the file.
---@field enrollment_id string
---The case it serves.
---@field case_id string
---The service, from the closed list.
---@field service accord.training_service
---Who provides it.
---@field provider string
---First day of the service.
---@field started_on accord.date
---Last day of the service. May be absent: guard it with `known`.
---@field ended_on accord.date?
---Whether another program pays for the same service.
---@field other_program_same_service accord.enrollment_duplication
---Day that was checked. May be absent: guard it with `known`.
---@field checked_on accord.date?
---What came of it.
---@field outcome accord.enrollment_outcome
---Who pays for it.
---@field funding accord.funding

---Something the parent wants to reach.
---
---Source: PJAC brief 8
---@class accord.goal
---Kind of goal.
---@field kind accord.goal_kind
---The goal in the parent's words. Withheld: names and personal identifiers are not given to policies.
---@field private statement nil
---Day it is to be reached. May be absent: guard it with `known`.
---@field target_on accord.date?

---A stay in jail or prison.
---
---Source: 45 CFR 303.8(b)
---@class accord.incarceration
---First day inside.
---@field started_on accord.date
---Day of release that is expected. May be absent: guard it with `known`.
---@field expected_release accord.date?
---Day of release. May be absent: guard it with `known`.
---@field released_on accord.date?
---Day the agency learned of it, which starts the review clock.
---
---Source: 45 CFR 303.8(b)(7)(ii)
---@field learned_on accord.date
---The class of offense, as far as it matters for support.
---@field offense accord.incarceration_offense
---True if there is income or property to pay from while inside.
---@field means_while_inside boolean

---Income of one kind over a span of time.
---
---Source: Agency case record
---@class accord.income
---Kind of income.
---@field kind accord.income_kind
---Amount a month, cents. In cents.
---@field monthly_amount accord.money
---First day of the income.
---@field started_on accord.date
---Last day of the income; absent while it goes on. May be absent: guard it with `known`.
---@field ended_on accord.date?
---Day the income was last verified. May be absent: guard it with `known`.
---@field verified_on accord.date?

---One line of the ledger; a wrong line is reversed, never edited.
---
---Source: 42 USC 657; 45 CFR 302.51
---@class accord.ledger_entry
---Identifier of the entry, unique in the case.
---@field entry_id string
---The obligation it belongs to. May be absent: guard it with `known`.
---@field obligation_id string?
---What the entry does to the balance.
---@field kind accord.ledger_entry_kind
---Amount, cents; only an adjustment may be negative. In cents.
---@field amount accord.money
---Day from which it counts.
---@field effective_on accord.date
---Day it was posted.
---@field posted_on accord.date
---Who the debt is owed to.
---@field owed_to accord.ledger_entry_creditor
---How a payment came in; policies see voluntary, withholding or involuntary. May be absent: guard it with `known`. Policies see a coarser word than the file holds.
---
---Source: 26 USC 6103(l)(6)
---@field source accord.masked_source?
---The entry that this one reverses. May be absent: guard it with `known`.
---@field reverses string?

---A license that the state could act on.
---
---Source: 42 USC 666(a)(16)
---@class accord.license
---Identifier of the license, unique for the person.
---@field license_id string
---What the license allows.
---@field class accord.license_class
---Where the license stands.
---@field status accord.license_status
---Day the notice of intended action was sent. May be absent: guard it with `known`.
---@field notice_sent_on accord.date?
---Last day to answer the notice. May be absent: guard it with `known`.
---@field response_due_on accord.date?
---Day a hearing was asked for. May be absent: guard it with `known`.
---@field hearing_requested_on accord.date?
---Day the action on the license took effect. May be absent: guard it with `known`.
---@field effective_on accord.date?
---Why the license was released. May be absent: guard it with `known`.
---@field release_reason string?
---True if the reinstatement fee was waived.
---@field fee_waived boolean

---One case as of a day, as policies see it under the name `case`.
---
---Source: Accord case file, version 1
---@class accord.case
---Identifier of the case, unique at the site.
---
---Source: 45 CFR 305.1(a)
---@field case_id string
---County that has the case.
---
---Source: 45 CFR 305.1(a)
---@field county string
---Local office. May be absent: guard it with `known`.
---
---Source: 45 CFR 305.1(a)
---@field office string?
---Assistance status of the family.
---
---Source: 45 CFR 305.1(a)
---@field kind accord.case_kind
---What the agency is doing for the case.
---
---Source: 45 CFR 305.1(a)
---@field case_function accord.case_function
---Where the case stands.
---
---Source: 45 CFR 305.1(a)
---@field status accord.case_status
---Day the case was opened.
---
---Source: 45 CFR 303.2(b)
---@field opened_on accord.date
---Day the case was closed. May be absent: guard it with `known`.
---
---Source: 45 CFR 303.11
---@field closed_on accord.date?
---What is still to be collected.
---
---Source: 45 CFR 305.1(a)
---@field processing accord.case_processing
---True if another state takes part.
---
---Source: 45 CFR 305.1(a)
---@field interstate boolean
---True if a tribe's program takes part.
---
---Source: 45 CFR 305.1(a)
---@field tribal boolean
---True if a foreign country takes part.
---
---Source: 45 CFR 305.1(a)
---@field foreign boolean
---The custodial parent or party.
---
---Source: 45 CFR 305.1(a)
---@field cp accord.person
---The children of the case.
---
---Source: 45 CFR 305.1(a)
---@field children accord.child[]
---Family violence and what follows from it.
---
---Source: 45 CFR 305.1(a)
---@field safety accord.safety
---Support orders, one of which controls.
---
---Source: 45 CFR 305.1(a)
---@field orders accord.order[]
---What the orders require.
---
---Source: 45 CFR 305.1(a)
---@field obligations accord.obligation[]
---Charges, payments and corrections, in posting order.
---
---Source: 45 CFR 305.1(a)
---@field ledger accord.ledger_entry[]
---Enforcement remedies and where they stand.
---
---Source: 45 CFR 305.1(a)
---@field remedies accord.remedy[]
---What happened at court.
---
---Source: 45 CFR 305.1(a)
---@field court_events accord.court_event[]
---Day the present delinquency was identified. May be absent: guard it with `known`.
---
---Source: 45 CFR 303.6(b)
---@field delinquency_identified_on accord.date?
---Day the parent was last located. May be absent: guard it with `known`.
---
---Source: 45 CFR 303.6(c)(2)
---@field located_on accord.date?
---True if service of process must come before enforcement.
---
---Source: 45 CFR 303.6(c)(2)
---@field service_needed boolean
---Diligent attempts at service, documented.
---
---Source: 45 CFR 303.6(c)(2)
---@field service_attempts integer
---Day of the final default determination (Ohio). May be absent: guard it with `known`.
---
---Source: OAC 5101:12-55-03
---@field final_default_on accord.date?
---Day a court adjudged the debt. May be absent: guard it with `known`.
---
---Source: 45 CFR 305.1(a)
---@field debt_judgment_on accord.date?
---Household income in percent of the county median (California). May be absent: guard it with `known`.
---
---Source: 45 CFR 305.1(a)
---@field household_income_share_of_median integer?
---True while a reported error in the record is being looked at.
---
---Source: 45 CFR 305.1(a)
---@field record_error_open boolean
---The noncustodial parent.
---@field ncp accord.person
---The day asked about.
---@field as_of accord.date
---The agency that keeps the case.
---@field site string
---Every case of the parent, this one included.
---@field all_cases accord.other_case[]
---Attempts to reach either parent, and messages from them.
---@field contacts accord.contact[]
---Permissions to use a channel or to share data.
---@field consents accord.consent[]
---Case conferences between the parents.
---@field conferences accord.conference[]
---Case action plans.
---@field plans accord.plan[]
---Agency services that were actively offered.
---@field enhanced_services accord.enhanced_service[]
---Referrals to partner organizations.
---@field referrals accord.referral[]
---Dated findings of staff or court.
---@field opinions accord.opinion[]
---Assignment to a study arm, if there is one. May be absent: guard it with `known`.
---@field study accord.study?
---Work-search order and account, if there is one. May be absent: guard it with `known`.
---@field work_search accord.work_search?
---Employment and training services under IV-D.
---@field enrollments accord.enrollment[]
---What is owed, by creditor and by age.
---@field arrears accord.arrears
---What falls due.
---@field support accord.support
---What was paid and when.
---@field payments accord.payments
---Whether and how the parent earns.
---@field work accord.work
---What stands in the way of paying or of a remedy.
---@field circumstances accord.circumstances
---How agency and parents have been in touch.
---@field engagement accord.engagement
---What became of the action plan.
---@field plan accord.plan_facts
---The findings that hold.
---@field opinion accord.opinion_facts
---What has happened at court.
---@field court accord.court
---What policies may know about safety.
---@field safety_flags accord.safety_flags
---Tests whose facts policies may not see.
---@field tests accord.tests
---Referrals that are open, waiting or enrolled.
---@field open_referrals accord.count

---One duty under an order.
---
---Source: 45 CFR 303.6
---@class accord.obligation
---Identifier of the obligation, unique in the case.
---@field obligation_id string
---The order it belongs to.
---@field order_id string
---What is owed.
---@field kind accord.obligation_kind
---Amount for each period, cents. In cents.
---@field amount accord.money
---How often the amount falls due.
---@field frequency accord.obligation_pay_period
---First day it applies.
---@field started_on accord.date
---Last day it applies. May be absent: guard it with `known`.
---@field ended_on accord.date?
---What has to be done, if it is not money. May be absent: guard it with `known`.
---@field nonfinancial_type accord.obligation_duty?
---Activities required in a week. May be absent: guard it with `known`.
---@field required_per_week integer?
---Where a duty that is not money stands. May be absent: guard it with `known`.
---@field nonfinancial_status accord.obligation_duty_status?
---Amount a month: weekly times 52/12, two weeks 26/12. In cents.
---@field monthly_amount accord.money

---A dated finding of staff or court, with its evidence.
---
---Source: 45 CFR 303.6(c)(4); PJAC brief 8
---@class accord.opinion
---What the opinion is about.
---@field kind accord.opinion_kind
---What was found.
---@field answer accord.opinion_answer
---Day it was given.
---@field given_on accord.date
---Last day it counts. May be absent: guard it with `known`.
---@field expires_on accord.date?
---Who gave it.
---@field author_role accord.opinion_role
---What it rests on.
---@field evidence accord.opinion_evidence[]
---The person who gave it. Withheld: names and personal identifiers are not given to policies.
---@field private staff_id nil

---The findings of staff or court that hold.
---
---Source: 45 CFR 303.6(c)(4); PJAC brief 8
---@class accord.opinion_facts
---Whether the parent was found able to pay.
---@field able accord.opinion_facts_finding
---Day of the finding on ability. May be absent: guard it with `known`.
---@field able_on accord.date?
---Age of the finding on ability. May be absent: guard it with `known`.
---@field able_fresh_days accord.days?
---Pieces of evidence behind it; that nothing shows inability is none.
---@field able_evidence accord.count
---Whether the parent was found not to pay willfully.
---@field willful accord.opinion_facts_finding
---Day of the finding on will. May be absent: guard it with `known`.
---@field willful_on accord.date?
---Whether the parent was found to be engaged.
---@field engaged accord.opinion_facts_finding
---Day of the finding on engagement. May be absent: guard it with `known`.
---@field engaged_on accord.date?

---A support order.
---
---Source: 45 CFR 303.6; 45 CFR 303.8
---@class accord.order
---Identifier of the order, unique in the case.
---@field order_id string
---Docket number. Withheld: it could reveal where a parent or child lives or works (42 USC 654(26)).
---@field private docket nil
---Who made the order.
---@field kind accord.order_kind
---Day the order was entered.
---@field entered_on accord.date
---First day it has effect, which may be before entry.
---@field effective_on accord.date
---Last day it has effect. May be absent: guard it with `known`.
---@field ended_on accord.date?
---True if this order controls.
---
---Source: Uniform Interstate Family Support Act, section 207
---@field controlling boolean
---True if it was made without the parent taking part.
---@field default_order boolean
---Where the order stands.
---@field status accord.order_status
---Monthly income of the noncustodial parent in the guideline, cents. In cents. May be absent: guard it with `known`.
---
---Source: 45 CFR 302.56
---@field guideline_income_ncp accord.money?
---Monthly income of the custodial parent in the guideline, cents. In cents. May be absent: guard it with `known`.
---
---Source: 45 CFR 302.56
---@field guideline_income_cp accord.money?
---True if income was imputed.
---
---Source: 45 CFR 302.56(c)(1)(iii)
---@field imputed boolean
---Day of the last review. May be absent: guard it with `known`.
---
---Source: 45 CFR 303.8
---@field last_review_on accord.date?
---Day a modification was asked for; no change reaches further back. May be absent: guard it with `known`.
---
---Source: 42 USC 666(a)(9)
---@field modification_petition_on accord.date?

---A partner organization as a policy ranks it.
---
---Source: Site settings: partners
---@class accord.partner
---Identifier in the site's partner list.
---@field id string
---What sort of organization it is, in the site's words.
---@field kind string
---What it offers.
---@field services accord.service_kind[]
---Where it works, in the site's words.
---@field areas accord.partner_area[]
---Languages it works in.
---@field languages accord.language[]
---Who may pay for its services.
---@field funding accord.funding[]
---Places that are free; absent if not known. May be absent: guard it with `known`.
---@field open_slots accord.count?
---Days until a parent can start.
---@field waiting_days accord.days
---True if it works where the parent lives.
---@field serves_area boolean
---True if it works in the parent's language.
---@field serves_language boolean
---True if its contract runs on the day.
---@field contract_active boolean
---True if it answers a barrier that stands.
---@field matches_barrier boolean
---True if the parent dropped out there before.
---@field past_dropped boolean
---True if the parent completed something there before.
---@field past_completed boolean

---A place that a partner works in.
---
---Source: Site settings: partners
---@class accord.partner_area
---The site's name for the place.
---@field name string

---What was paid in the case and when.
---
---Source: Ledger of the case
---@class accord.payments
---Day of the last payment of any source. May be absent: guard it with `known`.
---@field last_on accord.date?
---Day of the last payment that was voluntary or withheld from income. May be absent: guard it with `known`.
---@field last_voluntary_on accord.date?
---Days since the last payment of any source. May be absent: guard it with `known`.
---@field days_since_last accord.days?
---Days since the last voluntary or withheld payment; since the first charge if never.
---
---Source: PACSES nomination; assumed: never paid counts from first charge
---@field days_since_last_voluntary accord.days
---Paid in the last 30 days, any source. In cents.
---@field paid_30 accord.money
---Paid in the last 90 days, any source. In cents.
---@field paid_90 accord.money
---Paid in the last 180 days, any source. In cents.
---@field paid_180 accord.money
---Paid in the last 365 days, any source. In cents.
---@field paid_365 accord.money
---Recurring support that fell due in the last 30 days. In cents.
---@field due_30 accord.money
---Recurring support that fell due in the last 90 days. In cents.
---@field due_90 accord.money
---Recurring support that fell due in the last 180 days. In cents.
---@field due_180 accord.money
---Recurring support that fell due in the last 365 days. In cents.
---@field due_365 accord.money
---Paid of due over 90 days; 100% if nothing fell due.
---@field share_90 accord.share
---Paid of due over 180 days; 100% if nothing fell due.
---@field share_180 accord.share
---Complete months in a row, up to the last, paid in full by the parent or the employer.
---@field full_months_in_a_row accord.count
---Complete months in a row, up to the last, in which support fell due and none came.
---@field months_unpaid accord.count
---True if there were payments in the last 365 days and all were involuntary.
---@field involuntary_only boolean

---A parent, caretaker or other party of a case.
---
---Source: Agency case record; 45 CFR 303.21
---@class accord.person
---Identifier of the person, unique at the site.
---@field person_id string
---Name as recorded; letters are addressed with it. Withheld: names and personal identifiers are not given to policies.
---@field private name nil
---Date of birth. Withheld: policies may not read protected attributes (age, sex, race, tribal membership).
---@field private birth_date nil
---Sex as recorded; for statistics only. Withheld: policies may not read protected attributes (age, sex, race, tribal membership).
---@field private sex nil
---Race or ethnicity if collected; for statistics only. Withheld: policies may not read protected attributes (age, sex, race, tribal membership).
---@field private race_ethnicity nil
---Language for speaking and writing to the person.
---@field language accord.language
---True if an interpreter is needed.
---@field interpreter_needed boolean
---IANA time zone for contact hours. Withheld: it could reveal where a parent or child lives or works (42 USC 654(26)).
---@field private time_zone nil
---Area by which partners are chosen, such as alliance; never a ZIP code. May be absent: guard it with `known`.
---@field service_area string?
---Where the person lives. Withheld: it could reveal where a parent or child lives or works (42 USC 654(26)).
---@field private address nil
---Telephone numbers. Withheld: it could reveal where a parent or child lives or works (42 USC 654(26)).
---@field private phones nil
---E-mail address. Withheld: it could reveal where a parent or child lives or works (42 USC 654(26)).
---@field private email nil
---Date of death. May be absent: guard it with `known`.
---@field deceased_on accord.date?
---Service in the armed forces.
---@field military accord.person_military
---True if a member of a tribe. Withheld: policies may not read protected attributes (age, sex, race, tribal membership).
---@field private tribal_member nil
---True if a lawyer acts for the person.
---@field represented boolean
---Jobs held, past and present.
---@field employments accord.employment[]
---Income by kind and span.
---@field incomes accord.income[]
---Licenses held.
---@field licenses accord.license[]
---Stays in jail or prison.
---@field incarcerations accord.incarceration[]
---Disability, if recorded. May be absent: guard it with `known`.
---@field disability accord.disability?
---Residential treatment and medical leave.
---@field treatments accord.treatment[]
---Bankruptcy filings.
---@field bankruptcies accord.bankruptcy[]
---Public assistance received.
---@field assistance accord.assistance[]

---A case action plan, amended when circumstances change.
---
---Source: PJAC brief 8
---@class accord.plan
---Identifier of the plan, unique in the file.
---@field plan_id string
---Where the plan stands.
---@field status accord.plan_status
---Day it was written.
---@field created_on accord.date
---Day it was agreed. May be absent: guard it with `known`.
---@field agreed_on accord.date?
---Day of the next review. May be absent: guard it with `known`.
---@field review_on accord.date?
---What the parent wants to reach.
---@field goals accord.goal[]
---What stands in the way.
---@field barriers accord.barrier[]
---Who does what by when.
---@field commitments accord.commitment[]

---What became of the parent's action plan.
---
---Source: PJAC brief 8
---@class accord.plan_facts
---True if a plan is agreed or active.
---@field active boolean
---Day the plan was agreed. May be absent: guard it with `known`.
---@field agreed_on accord.date?
---Day the plan is to be reviewed. May be absent: guard it with `known`.
---@field review_on accord.date?
---The parent's commitments that are open or partly met.
---@field open_commitments accord.count
---The parent's commitments that were missed.
---@field missed_commitments accord.count
---The parent's commitments that were met.
---@field met_commitments accord.count
---Day the next open commitment of the parent falls due. May be absent: guard it with `known`.
---@field next_due_on accord.date?
---True if employment is a goal.
---@field has_employment_goal boolean
---Barriers that stand, as the service that answers them.
---@field barriers accord.service_kind[]
---True if a duty to look for work stands and is kept.
---
---Source: OAC 5101:12-50-17(D)
---@field seek_work_kept boolean

---A contact that a policy proposes.
---
---Source: 47 USC 227(b)(1)(A); 42 USC 654(26)
---@class accord.proposed_contact
---Who would be contacted.
---@field who accord.participant
---How.
---@field channel accord.contact_channel
---What for.
---@field purpose accord.contact_purpose
---Day of the contact.
---@field on accord.date
---True if no person would make it.
---@field automated boolean
---The latest answer of the person on the channel; for automated contacts, on those.
---
---Source: 47 CFR 64.1200(a)
---@field consent accord.consent_status
---True unless safe channels are recorded and this is not one of them.
---@field safe boolean

---A referral to a partner organization.
---
---Source: PJAC brief 8
---@class accord.referral
---Identifier of the referral, unique in the file.
---@field referral_id string
---The partner.
---@field partner_id string
---The service referred to.
---@field service accord.service_kind
---Who pays for it.
---@field funding accord.funding
---Day it was made.
---@field made_on accord.date
---How the parent was handed over.
---@field handoff accord.referral_handoff
---Day the partner accepted. May be absent: guard it with `known`.
---@field accepted_on accord.date?
---Day the parent first attended. May be absent: guard it with `known`.
---@field first_attended_on accord.date?
---What came of it.
---@field outcome accord.referral_outcome
---Day the partner's feedback is due. May be absent: guard it with `known`.
---@field feedback_due_on accord.date?

---An enforcement remedy and where it stands.
---
---Source: 45 CFR 303.6(c); 42 USC 666(a)
---@class accord.remedy
---Identifier of the remedy, unique in the case.
---@field remedy_id string
---The remedy.
---@field kind accord.remedy_kind
---Where it stands.
---@field state accord.remedy_state
---What set it off.
---@field trigger accord.remedy_trigger
---Day the case was found to qualify.
---@field identified_on accord.date
---Day the notice was sent. May be absent: guard it with `known`.
---@field notice_sent_on accord.date?
---How the notice was sent. May be absent: guard it with `known`.
---@field notice_method accord.remedy_notice_method?
---Last day to answer the notice. May be absent: guard it with `known`.
---@field response_due_on accord.date?
---Day the parent contested it. May be absent: guard it with `known`.
---@field contested_on accord.date?
---How the contest ended. May be absent: guard it with `known`.
---@field contest_result accord.remedy_contest_result?
---Day it took effect. May be absent: guard it with `known`.
---@field effective_on accord.date?
---Day it ended. May be absent: guard it with `known`.
---@field ended_on accord.date?
---Last day of a hold. May be absent: guard it with `known`.
---@field held_until accord.date?
---Why it is held. May be absent: guard it with `known`.
---@field hold_reason string?
---True if a supervisor approved the hold.
---@field hold_approved_by_supervisor boolean
---Balance of the matched account, cents. In cents. May be absent: guard it with `known`.
---
---Source: 42 USC 669a
---@field account_balance accord.money?
---Day staff explained to the parent what the remedy would do. May be absent: guard it with `known`.
---@field consequences_explained_on accord.date?

---Family violence and what follows from it.
---
---Source: 42 USC 654(26); 42 USC 653(b)(2)
---@class accord.safety
---What is known of family violence.
---@field family_violence accord.safety_family_violence
---Who is at risk.
---@field at_risk accord.safety_at_risk
---Day from which it is recorded. May be absent: guard it with `known`.
---@field since accord.date?
---Day it was last reviewed. May be absent: guard it with `known`.
---@field reviewed_on accord.date?
---True if whereabouts may not be disclosed.
---@field nondisclosure boolean
---True if there is good cause not to enforce.
---
---Source: 42 USC 654(29)
---@field good_cause boolean
---True if a trained worker cleared a joint conference.
---@field cleared_for_joint_conference boolean
---True if the protected parent, asked privately, wants it.
---@field protected_parent_wants_conference boolean

---What policies may know about safety.
---
---Source: 42 USC 654(26)
---@class accord.safety_flags
---True unless nothing is known, or staff cleared it and the protected parent wants it.
---@field joint_blocked boolean
---True if the noncustodial parent is at risk.
---@field ncp_at_risk boolean
---True if the custodial parent is at risk.
---@field cp_at_risk boolean

---Assignment to an arm of the study, once and for all cases.
---
---Source: PJAC demonstration evaluation
---@class accord.study
---Day of assignment.
---@field enrolled_on accord.date
---The arm of the study.
---@field arm accord.study_arm
---The random draw behind it.
---@field draw_id string
---Day the parent left the study. May be absent: guard it with `known`.
---@field exited_on accord.date?

---What falls due in the case.
---
---Source: 45 CFR 303.6
---@class accord.support
---Current child, spousal and cash medical support a month; weeks count 52/12. In cents.
---@field monthly accord.money
---True if current support falls due.
---@field has_current boolean
---True if a support order is in force.
---@field order_in_force boolean
---Whole months since the order in force was last reviewed, or entered.
---
---Source: 45 CFR 303.8
---@field unreviewed_months accord.months
---Day of the first charge. May be absent: guard it with `known`.
---@field first_charge_on accord.date?

---Tests whose facts policies may not see.
---
---Source: Franklin County CSEA, license page
---@class accord.tests
---True if under half of the support due in 90 consecutive days was paid; tax offsets do not count, and support must have been due for all of the 90 days.
---
---Source: R.C. 3123.53-3123.55; OAC 5101:12-55-25
---@field paid_under_half_90_days boolean

---A stay in treatment or on medical leave.
---
---Source: Agency case record; 42 CFR part 2
---@class accord.treatment
---Kind of treatment.
---@field kind accord.treatment_kind
---First day of the treatment.
---@field started_on accord.date
---Last day of the treatment; absent while it goes on. May be absent: guard it with `known`.
---@field ended_on accord.date?

---Whether and how the parent earns.
---
---Source: 45 CFR 303.100
---@class accord.work
---True if a job goes on and was verified within 90 days.
---
---Source: PACSES nomination
---@field employed boolean
---Last day of the last job that ended. May be absent: guard it with `known`.
---@field last_job_ended_on accord.date?
---Why that job ended. May be absent: guard it with `known`.
---@field last_job_end_reason accord.employment_end_reason?
---Days since the last job ended; absent while employed or if none is recorded. May be absent: guard it with `known`.
---@field unemployed_days accord.days?
---Disposable earnings a week of all current jobs. In cents. May be absent: guard it with `known`.
---
---Source: 15 USC 1672(b)
---@field disposable_per_week accord.money?
---True if there is income other than unemployment benefit.
---@field other_income boolean
---True if there is unemployment benefit.
---@field unemployment_benefit boolean
---True if income withholding is in effect in the case.
---@field withholding_active boolean
---True if nothing was withheld for 45 days although ordered, or no employer is known.
---@field withholding_failed boolean

---A work-search order and the job-site account that goes with it.
---
---Source: PACSES nomination
---@class accord.work_search
---The order that requires the search. May be absent: guard it with `known`.
---@field order_id string?
---Whether the order names the job site. May be absent: guard it with `known`.
---@field order_kind accord.work_search_order_kind?
---Day it was issued. May be absent: guard it with `known`.
---@field issued_on accord.date?
---Where the requirement stands. May be absent: guard it with `known`.
---@field status accord.work_search_status?
---Whether the parent has an account.
---@field account_registered accord.answer
---Day of registration. May be absent: guard it with `known`.
---@field registered_on accord.date?
---Day of the last log-in. May be absent: guard it with `known`.
---@field last_login_on accord.date?
---True if a resume is stored.
---@field resume_present boolean
---True if a primary saved search is stored.
---@field saved_search boolean
---Whether the job site answered.
---@field partner_answer accord.work_search_partner_answer
---Jobs that match the saved search.
---@field matches_total integer
---Why enforcement was suspended. May be absent: guard it with `known`.
---@field enforcement_exclusion accord.work_search_exclusion?
---State of the parent alert.
---@field alert_state accord.work_search_alert_state

---@class accord.site.ability_screen
---Age at which a recorded ability-to-pay opinion is too old to rely on. days
---@field max_age_days accord.days

---@class accord.site.alert
---Days without a payment before a parent with a job sees the alert; the day itself is enough. days
---@field days_unpaid_with_job accord.days
---Days without a payment before a parent with no job sees the alert; the day itself is enough. days
---@field days_unpaid_without_job accord.days
---Job matches that are shown when a parent opens the alert. count
---@field top_matches accord.count

---@class accord.site.answer
---Business days in which a message from a parent is answered. business days
---@field parent_within accord.business_days

---@class accord.site.attempt
---Days between two attempts to reach the same parent. days
---@field spacing_days accord.days

---@class accord.site.attempts
---Attempts to reach the custodial parent in the first 30 days. count
---@field first_30_days_cp accord.count
---Attempts to reach the noncustodial parent in the first 30 days. count
---@field first_30_days_ncp accord.count

---@class accord.site.case_review
---Business days after enrollment by which all of the parent's cases are reviewed. business days
---@field due_days accord.business_days

---@class accord.site.caseload
---Most parents one PJAC case manager works with. count
---@field cap accord.count

---@class accord.site.conference
---The usual form of a conference: shuttle, joint_in_person or joint_remote. text
---@field default_mode string

---@class accord.site.contempt
---Contact attempts that must be recorded before further enforcement or a contempt referral. count
---@field min_contact_attempts accord.count
---Who signs a contempt referral: supervisor, attorney or referee. text
---@field sign_off string

---@class accord.site.credit
---Arrears of this many months of support must be reported to credit bureaus. count
---@field arrears_months accord.count
---Days from notice in which paying all avoids the report. days
---@field pay_days accord.days

---@class accord.site.debt_help
---State-owed debt from which a debt program is offered. money
---@field min_state_owed accord.money

---@class accord.site.default
---Days from the default notice in which the parent may ask for an administrative hearing. days
---@field hearing_days accord.days

---@class accord.site.driver_license
---Whether a driver license needs the court's finding of ability and willfulness, and that nothing else would work. yes/no
---@field court_findings_required boolean

---@class accord.site.enforcement_duty
---Days the agency has to take an appropriate action after it knows of the delinquency and where the parent is. days
---@field days accord.days
---The same, when papers must be served first and failed attempts are written down. days
---@field days_with_service accord.days
---Failed attempts at service that must be on record before the longer time applies. count
---@field min_service_attempts accord.count

---@class accord.site.engaged
---Days since the last two-way contact in which a parent counts as engaged. days
---@field window_days accord.days

---@class accord.site.enroll
---Days looked back over for the paid share; 90 or 180. days
---@field look_back_days accord.days
---Share of what was due, in the look-back time, below which underpayment counts as severe. share
---@field max_paid_share accord.share
---Days without any payment after which a parent may be enrolled. days
---@field min_days_unpaid accord.days

---@class accord.site.exit
---Full monthly payments in a row that count as success. count
---@field success_months accord.count

---@class accord.site.federal_offset
---Least debt owed to families, all the parent's cases together, for the federal tax offset. money
---@field family_owed_min accord.money
---Least debt owed to the state, all the parent's cases together, for the federal tax offset. money
---@field state_owed_min accord.money

---@class accord.site.first_contact
---Business days after enrollment by which both parents get a first call. business days
---@field due_days accord.business_days
---Which parent is called first: ncp_then_cp, cp_then_ncp or both_same_day. text
---@field order string

---@class accord.site.hold
---Length of one ordinary hold. days
---@field days accord.days
---Longest hold that a case manager may record without a supervisor. days
---@field max_days_without_supervisor accord.days

---@class accord.site.incarceration
---The order resumes on the first day of this month after release, for releases from 2024 on. months
---@field resumes_in_month accord.months
---An order is suspended for any stretch inside longer than this many days in a row. days
---@field suspended_after_days accord.days

---@class accord.site.iv_d_et
---A parent who paid less than this share in 90 days counts as at risk of not being able to comply. share
---@field at_risk_below_share accord.share
---Share of the cost that the federal government pays, with no time limit. share
---@field federal_share accord.share
---Whether the approval of this state's plan for employment and training services is on record. yes/no
---@field plan_approved boolean
---Whether the federal rule on employment and training services is in force. yes/no
---@field rule_in_force boolean
---A parent who works fewer hours a week than this counts as underemployed. count
---@field underemployed_below_hours accord.count

---@class accord.site.job_loss
---Days after the end of a job in which the loss of it explains missed payments. days
---@field window_days accord.days

---@class accord.site.levy
---Days to answer a levy notice. days
---@field answer_days accord.days
---Months of support that must be unpaid before a levy without a judgment. count
---Months of support that must be unpaid before an account is levied. count
---@field arrears_months accord.count
---Days from mailing in which a levy may be contested. days
---@field contest_days accord.days
---Days a parent must be behind before the local agency may levy. days
---@field days_behind accord.days
---Least sum that the bank is told to leave in the account. money
---@field left_in_account accord.money
---Least sum in an account for a bank order on an interstate request. money
---@field min_account_interstate accord.money
---Days from mailing of the arrears statement in which the parent may ask for a review. days
---@field review_days accord.days

---@class accord.site.license
---Days from mailing to pay or to ask for a hearing. days
---@field answer_days accord.days
---Debt that opens a license action whatever its age. money
---@field arrears_min accord.money
---Months of support that must be unpaid before a license notice. count
---@field arrears_months accord.count
---Arrears must be more than this many months of payments before a license notice. count
---@field arrears_over_months accord.count
---Days from mailing in which a parent may ask in writing for an administrative review. days
---@field contest_days accord.days
---Whether the license rule also reaches occupational licenses. yes/no
---@field covers_occupational boolean
---Days behind that open a license action. days
---@field days_behind accord.days
---Days from service of the notice until a license action takes effect. days
---@field effective_days accord.days
---Days from service in which the parent may ask for a court hearing on the driver license. days
---@field hearing_days accord.days
---A license the parent already holds is touched only when more than this many months behind. months
---@field held_license_months accord.months
---A parent no more than this many days behind is in compliance and not on the monthly list. days
---@field in_compliance_days accord.days
---Share of one month's support that, paid within 30 days, counts as paying. share
---@field month_paid_share accord.share
---Days from notice until a suspension takes effect, also the life of the temporary license. days
---Days from the pre-suspension notice before the registrar is told. days
---@field notice_days accord.days
---The step after which a site releases or holds a license: first_step, first_meeting, agreed_plan, program_agreement or repayment_agreement. text
---@field release_offer string
---Share of the total owed that, paid within 30 days, releases a license. share
---@field release_share accord.share

---@class accord.site.license_shield
---Whether the shield also covers a commercial driver license. yes/no
---@field covers_commercial boolean
---Whether the low-income shield for licenses is in force. yes/no
---@field in_force boolean
---The shield holds for household income at or below this percent of the county median. count
---@field percent_of_median accord.count

---@class accord.site.lien
---Days to pay or to ask for a review of a lien. days
---@field answer_days accord.days
---Arrears must be more than this many monthly amounts before a lien. count
---@field arrears_over_months accord.count

---@class accord.site.lump_sum
---Least lump sum that an employer tells the agency about. money
---@field min accord.money

---@class accord.site.maintenance
---Days between two check-ins with a parent whose plan is running. days
---@field checkin_days accord.days

---@class accord.site.minimum_order
---An order of at most this much a month counts as a minimum order. money
---@field monthly_at_most accord.money

---@class accord.site.missed_payment
---Days after a missed payment in which the parent is contacted. days
---@field contact_within_days accord.days

---@class accord.site.outreach
---Channels in the order in which they are tried. list
---@field channels string[]
---No contact before this hour, in the parent's own time zone. hour
---@field earliest_hour accord.count
---No contact after this hour, in the parent's own time zone. hour
---@field latest_hour accord.count
---Most attempts to the paying parent beyond those to a custodial parent who has not been reached. count
---@field max_attempt_gap accord.count

---@class accord.site.passport
---Certified debt must be more than this sum before a passport is denied; the sum itself is not enough. money
---@field debt_over accord.money

---@class accord.site.plan
---Days after the first two-way contact by which the plan is written. days
---@field due_days accord.days

---@class accord.site.referral
---Days after a referral by which the partner's first feedback is due. days
---@field follow_up_days accord.days
---Most referrals one parent may have open. count
---@field max_open accord.count

---@class accord.site.remedies_continue
---Whether the rule that remedies go on until the parent complies is in force. yes/no
---@field in_force boolean

---@class accord.site.reminder
---Days before a due date on which a reminder goes out. days
---@field days_before_due accord.days

---@class accord.site.seizure
---Least debt for a seizure when only arrears are owed. money
---@field min_arrears_only accord.money
---Least debt for a seizure while current support is owed. money
---@field min_with_current accord.money

---@class accord.site.state_offset
---Least past-due support for the state tax offset. money
---@field min accord.money

---@class accord.site.tab
---Days of work-search activities that the caseworker's tab reaches back. days
---@field activity_days accord.days

---@class accord.site.unreachable
---Attempts without an answer after which a parent counts as unreachable. count
---@field attempts accord.count
---Days of trying after which a parent counts as unreachable. days
---@field days accord.days

---@class accord.site.warning
---Days between a plain warning and the remedy it warns of. days
---@field days_before_remedy accord.days

---@class accord.site.withholding
---The same, when some of the arrears are older than 12 weeks. share
---@field one_family_older accord.share
---Most of the disposable pay that may be withheld from a parent with no other spouse or child to support, arrears of 12 weeks or less. share
---@field one_family_recent accord.share
---The same, when some of the arrears are older than 12 weeks. share
---@field second_family_older accord.share
---Most of the disposable pay that may be withheld from a parent who supports another spouse or child, arrears of 12 weeks or less. share
---@field second_family_recent accord.share
---Most of the disposable pay that may be withheld; the other half is exempt. share
---Most of the disposable pay that may be withheld unless the court orders otherwise. share
---Most of the disposable pay that may be withheld, all orders, fees and premiums together. share
---@field state_ceiling accord.share

---The numbers in force on the day, of all layers and of the site.
---@class accord.site
---@field ability_screen accord.site.ability_screen
---@field alert accord.site.alert
---@field answer accord.site.answer
---@field attempt accord.site.attempt
---@field attempts accord.site.attempts
---@field case_review accord.site.case_review
---@field caseload accord.site.caseload
---@field conference accord.site.conference
---@field contempt accord.site.contempt
---@field credit accord.site.credit
---@field debt_help accord.site.debt_help
---@field default accord.site.default
---@field driver_license accord.site.driver_license
---@field enforcement_duty accord.site.enforcement_duty
---@field engaged accord.site.engaged
---@field enroll accord.site.enroll
---@field exit accord.site.exit
---@field federal_offset accord.site.federal_offset
---@field first_contact accord.site.first_contact
---@field hold accord.site.hold
---@field incarceration accord.site.incarceration
---@field iv_d_et accord.site.iv_d_et
---@field job_loss accord.site.job_loss
---@field levy accord.site.levy
---@field license accord.site.license
---@field license_shield accord.site.license_shield
---@field lien accord.site.lien
---@field lump_sum accord.site.lump_sum
---@field maintenance accord.site.maintenance
---@field minimum_order accord.site.minimum_order
---@field missed_payment accord.site.missed_payment
---@field outreach accord.site.outreach
---@field passport accord.site.passport
---@field plan accord.site.plan
---@field referral accord.site.referral
---@field remedies_continue accord.site.remedies_continue
---@field reminder accord.site.reminder
---@field seizure accord.site.seizure
---@field state_offset accord.site.state_offset
---@field tab accord.site.tab
---@field unreachable accord.site.unreachable
---@field warning accord.site.warning
---@field withholding accord.site.withholding

---What a policy answers.
---@class accord.policy_answer

---@class accord.policy_answer.proceed
---A remark for staff.
---@field note? string

---The remedy goes ahead once nothing is missing.
---
---```lua
---proceed {}
---```
---@param answer? accord.policy_answer.proceed
---@return accord.policy_answer
function proceed(answer) end

---@class accord.policy_answer.hold
---How long; the decision names the day it ends.
---@field days? accord.span
---The last day, instead of `days`.
---@field until_? accord.date
---A service that is offered to the parent meanwhile.
---@field offer? string

---The remedy waits until a day, and is asked about again then.
---
---```lua
---hold { days = site.hold.days, offer = "employment" }
---```
---@param answer? accord.policy_answer.hold
---@return accord.policy_answer
function hold(answer) end

---@class accord.policy_answer.offer_service
---The service.
---@field service? string
---How long the step waits for it.
---@field days? accord.span

---A service comes in place of the step.
---
---```lua
---offer_service { service = "employment", days = site.hold.days }
---```
---@param answer? accord.policy_answer.offer_service
---@return accord.policy_answer
function offer_service(answer) end

---@class accord.policy_answer.ask_supervisor
---What the supervisor is asked.
---@field about? string
---How long; the decision names the day it ends.
---@field days? accord.span
---A service that is offered to the parent meanwhile.
---@field offer? string

---A supervisor decides.
---
---```lua
---ask_supervisor { about = "whether this license should be suspended" }
---```
---@param answer? accord.policy_answer.ask_supervisor
---@return accord.policy_answer
function ask_supervisor(answer) end

---@class accord.policy_answer.enroll

---The parent is enrolled in the site's services.
---
---```lua
---enroll {}
---```
---@param answer? accord.policy_answer.enroll
---@return accord.policy_answer
function enroll(answer) end

---@class accord.policy_answer.not_yet
---Why, in words for staff.
---@field because? string

---Something else comes first; the parent is asked about again later.
---
---```lua
---not_yet { because = "other steps come first" }
---```
---@param answer? accord.policy_answer.not_yet
---@return accord.policy_answer
function not_yet(answer) end

---@class accord.policy_answer.exclude
---Why, in words for staff.
---@field because? string

---The parent is not enrolled.
---
---```lua
---exclude { because = "the parent cannot pay today" }
---```
---@param answer? accord.policy_answer.exclude
---@return accord.policy_answer
function exclude(answer) end

---@class accord.policy_answer.warn
---The remedy warned of.
---@field remedy? accord.remedy_kind
---How long; the decision names the day it ends.
---@field days? accord.span

---The parent is warned in plain words that a remedy is near.
---
---```lua
---warn { remedy = "account_levy", days = days(30) }
---```
---@param answer? accord.policy_answer.warn
---@return accord.policy_answer
function warn(answer) end

---@class accord.policy_answer.escalate
---The remedy.
---@field remedy? accord.remedy_kind

---A remedy is the next step, if the law and the model let it go ahead.
---
---```lua
---escalate { remedy = "contempt_referral" }
---```
---@param answer? accord.policy_answer.escalate
---@return accord.policy_answer
function escalate(answer) end

---@class accord.policy_answer.wait
---How long; the decision names the day it ends.
---@field days? accord.span
---Why, in words for staff.
---@field because? string

---Nothing is done for some days.
---
---```lua
---wait { days = days(14) }
---```
---@param answer? accord.policy_answer.wait
---@return accord.policy_answer
function wait(answer) end

---@class accord.policy_answer.refer
---Who must sign.
---@field sign_off? string

---The case is referred for civil contempt.
---
---```lua
---refer { sign_off = site.contempt.sign_off }
---```
---@param answer? accord.policy_answer.refer
---@return accord.policy_answer
function refer(answer) end

---@class accord.policy_answer.do_not_refer
---Why, in words for staff.
---@field because? string
---A service that is offered to the parent meanwhile.
---@field offer? string

---The case is not referred for contempt.
---
---```lua
---do_not_refer { because = "the parent talks with us" }
---```
---@param answer? accord.policy_answer.do_not_refer
---@return accord.policy_answer
function do_not_refer(answer) end

---@class accord.policy_answer.stay
---Why, in words for staff.
---@field because? string

---The parent stays in the services.
---
---```lua
---stay {}
---```
---@param answer? accord.policy_answer.stay
---@return accord.policy_answer
function stay(answer) end

---@class accord.policy_answer.exit
---Why, in words for staff.
---@field because? string

---The parent leaves the services.
---
---```lua
---exit { because = "a year of full payments" }
---```
---@param answer? accord.policy_answer.exit
---@return accord.policy_answer
function exit(answer) end

---@class accord.policy_answer.contact
---Which parent; `ncp` if left out.
---@field who? accord.participant
---How; `phone_call` if left out.
---@field channel? accord.contact_channel
---What for; `check_in` if left out.
---@field purpose? accord.contact_purpose
---The last day, counted from today.
---@field within? accord.span
---The first day.
---@field not_before? accord.date|accord.span
---The last day, instead of `within`.
---@field not_after? accord.date|accord.span
---The letter or text to use.
---@field template? string
---Where.
---@field place? string

---One of the parents is contacted.
---
---```lua
---contact { who = "ncp", channel = "letter", purpose = "check_in", within = days(7) }
---```
---@param answer? accord.policy_answer.contact
---@return accord.policy_answer
function contact(answer) end

---@class accord.policy_answer.pause
---How long; the decision names the day it ends.
---@field days? accord.span
---Why, in words for staff.
---@field because? string

---Outreach rests for some days.
---
---```lua
---pause { days = days(30) }
---```
---@param answer? accord.policy_answer.pause
---@return accord.policy_answer
function pause(answer) end

---@class accord.policy_answer.stop
---Why, in words for staff.
---@field because? string

---Outreach ends.
---
---```lua
---stop { because = "neither parent wants to be called" }
---```
---@param answer? accord.policy_answer.stop
---@return accord.policy_answer
function stop(answer) end

---@class accord.policy_answer.conference
---In which form.
---@field mode? accord.conference_mode
---Where.
---@field place? string

---The parents are offered a case conference.
---
---```lua
---conference { mode = "shuttle" }
---```
---@param answer? accord.policy_answer.conference
---@return accord.policy_answer
function conference(answer) end

---@class accord.policy_answer.no_conference
---Why, in words for staff.
---@field because? string

---No conference is offered.
---
---```lua
---no_conference { because = "the parents have agreed" }
---```
---@param answer? accord.policy_answer.no_conference
---@return accord.policy_answer
function no_conference(answer) end

---Services of the agency are offered, the first one first.
---@param list string[]
---@return accord.policy_answer
function services(list) end

---@class accord.policy_answer.no_services
---Why, in words for staff.
---@field because? string

---None of the agency's services is offered.
---
---```lua
---no_services { because = "nothing is needed" }
---```
---@param answer? accord.policy_answer.no_services
---@return accord.policy_answer
function no_services(answer) end

---@class accord.policy_answer.refer_to
---How the parent is handed over.
---@field handoff? accord.referral_handoff
---When we ask how it went.
---@field follow_up? accord.span
---True if our own staff stays in touch.
---@field stay_involved? boolean

---The parent is handed over to the partner asked about.
---
---```lua
---refer_to { handoff = "warm", follow_up = days(14) }
---```
---@param answer? accord.policy_answer.refer_to
---@return accord.policy_answer
function refer_to(answer) end

---@class accord.policy_answer.no_referral
---Why, in words for staff.
---@field because? string

---The parent is not handed over to this partner.
---
---```lua
---no_referral { because = "the parent already works with another partner" }
---```
---@param answer? accord.policy_answer.no_referral
---@return accord.policy_answer
function no_referral(answer) end

---@class accord.policy_answer.show_alert
---What the alert says.
---@field state? string
---How many jobs it lists.
---@field top? accord.count
---How many jobs match.
---@field total? accord.count

---The parent sees an alert after log-in.
---
---```lua
---show_alert { state = "matches" }
---```
---@param answer? accord.policy_answer.show_alert
---@return accord.policy_answer
function show_alert(answer) end

---@class accord.policy_answer.no_alert
---Why, in words for staff.
---@field because? string

---The parent sees no alert.
---
---```lua
---no_alert { because = "paid this month" }
---```
---@param answer? accord.policy_answer.no_alert
---@return accord.policy_answer
function no_alert(answer) end

---@class accord.policy_answer.show_tab
---How far back it looks.
---@field days? accord.span

---The caseworker sees the job-search tab.
---
---```lua
---show_tab {}
---```
---@param answer? accord.policy_answer.show_tab
---@return accord.policy_answer
function show_tab(answer) end

---@class accord.policy_answer.hide_tab
---Why, in words for staff.
---@field because? string

---The caseworker does not see the job-search tab.
---
---```lua
---hide_tab {}
---```
---@param answer? accord.policy_answer.hide_tab
---@return accord.policy_answer
function hide_tab(answer) end

---@class accord.policy_answer.eligible

---The parent is eligible for employment and training.
---
---```lua
---eligible {}
---```
---@param answer? accord.policy_answer.eligible
---@return accord.policy_answer
function eligible(answer) end

---@class accord.policy_answer.not_eligible
---Why, in words for staff.
---@field because? string

---The parent is not eligible for employment and training.
---
---```lua
---not_eligible { because = "the state plan is not approved" }
---```
---@param answer? accord.policy_answer.not_eligible
---@return accord.policy_answer
function not_eligible(answer) end

---@class accord.policy_answer.fund
---The account.
---@field source? string
---The federal share.
---@field share? accord.share

---Federal IV-D money pays for the service.
---
---```lua
---fund { source = "iv_d_et" }
---```
---@param answer? accord.policy_answer.fund
---@return accord.policy_answer
function fund(answer) end

---@class accord.policy_answer.do_not_fund
---Why, in words for staff.
---@field because? string

---Federal IV-D money does not pay for the service.
---
---```lua
---do_not_fund { because = "not on the closed list" }
---```
---@param answer? accord.policy_answer.do_not_fund
---@return accord.policy_answer
function do_not_fund(answer) end

---@alias accord.tag "law"|"law ‡"|"published"|"seed"|"assumed"

---@alias accord.element "respect"|"understanding"|"voice"|"neutrality"|"helpfulness"

---The head of a policy file.
---@class accord.head
---The area that the file answers.
---@field area "enforcement"|"outreach"|"referral"|"work_search"|"employment_training"
---The version of the policy language.
---@field api 1

---@class accord.rule.rule
---The rule's name, used once in all layers of a site: words with hyphens.
---@field id string
---One sentence for staff; it is the "why" of the answer.
---@field about string
---The citation: law, publication, or the reason.
---@field authority string
---How well founded the rule is.
---@field tag accord.tag
---The element of procedural justice that the rule serves.
---@field element accord.element
---The question that the rule bears on, such as `D11`; `contact` for floors on contacts.
---@field point? string
---Where staff find more, such as a page of the manual.
---@field points_at? string
---Words for the parent by language; they may hold names such as `{until}`.
---@field tell table<string, string>
---For D11: the one remedy that the rule is about.
---@field remedy? accord.remedy_kind
---For D11: the remedies that the rule is about; all if left out.
---@field remedies? accord.remedy_kind[]
---A remark for colleagues.
---@field note? string
---For floors on contacts: the channels that the rule is about; all if left out.
---@field channels? accord.contact_channel[]
---For floors on contacts: the parents that the rule is about; both if left out.
---@field who? accord.participant|accord.participant[]
---For D6: the forms of conference that the rule is about; all if left out.
---@field modes? accord.conference_mode[]
---What may grow while the answer gets milder, for the law that generated tests hold.
---@field milder_with? string
---The condition: a function of the case, the numbers and the thing asked about.
---@field when fun(case: accord.case, site: accord.site, it: any): any
---The answer.
---@field decide fun(case: accord.case, site: accord.site, it: any): accord.policy_answer|accord.policy_answer[]

---@class accord.rule.default
---The rule's name, used once in all layers of a site: words with hyphens.
---@field id string
---One sentence for staff; it is the "why" of the answer.
---@field about string
---The citation: law, publication, or the reason.
---@field authority string
---How well founded the rule is.
---@field tag accord.tag
---The element of procedural justice that the rule serves.
---@field element accord.element
---The question that the rule bears on, such as `D11`; `contact` for floors on contacts.
---@field point? string
---Where staff find more, such as a page of the manual.
---@field points_at? string
---Words for the parent by language; they may hold names such as `{until}`.
---@field tell table<string, string>
---For D11: the one remedy that the rule is about.
---@field remedy? accord.remedy_kind
---For D11: the remedies that the rule is about; all if left out.
---@field remedies? accord.remedy_kind[]
---A remark for colleagues.
---@field note? string
---For floors on contacts: the channels that the rule is about; all if left out.
---@field channels? accord.contact_channel[]
---For floors on contacts: the parents that the rule is about; both if left out.
---@field who? accord.participant|accord.participant[]
---For D6: the forms of conference that the rule is about; all if left out.
---@field modes? accord.conference_mode[]
---What may grow while the answer gets milder, for the law that generated tests hold.
---@field milder_with? string
---The answer.
---@field decide fun(case: accord.case, site: accord.site, it: any): accord.policy_answer|accord.policy_answer[]

---@class accord.rule.available
---The rule's name, used once in all layers of a site: words with hyphens.
---@field id string
---One sentence for staff; it is the "why" of the answer.
---@field about string
---The citation: law, publication, or the reason.
---@field authority string
---How well founded the rule is.
---@field tag accord.tag
---The element of procedural justice that the rule serves.
---@field element? accord.element
---The question that the rule bears on, such as `D11`; `contact` for floors on contacts.
---@field point? string
---Where staff find more, such as a page of the manual.
---@field points_at? string
---Words for the parent by language; they may hold names such as `{until}`.
---@field tell? table<string, string>
---For D11: the one remedy that the rule is about.
---@field remedy? accord.remedy_kind
---For D11: the remedies that the rule is about; all if left out.
---@field remedies? accord.remedy_kind[]
---A remark for colleagues.
---@field note? string
---For floors on contacts: the channels that the rule is about; all if left out.
---@field channels? accord.contact_channel[]
---For floors on contacts: the parents that the rule is about; both if left out.
---@field who? accord.participant|accord.participant[]
---For D6: the forms of conference that the rule is about; all if left out.
---@field modes? accord.conference_mode[]
---What may grow while the answer gets milder, for the law that generated tests hold.
---@field milder_with? string
---The condition: a function of the case, the numbers and the thing asked about.
---@field when fun(case: accord.case, site: accord.site, it: any): any
---The remedies that the rule opens; those it is about if left out, none for `{}`.
---@field opens? accord.remedy_kind[]

---@class accord.rule.forbid
---The rule's name, used once in all layers of a site: words with hyphens.
---@field id string
---One sentence for staff; it is the "why" of the answer.
---@field about string
---The citation: law, publication, or the reason.
---@field authority string
---How well founded the rule is.
---@field tag accord.tag
---The element of procedural justice that the rule serves.
---@field element? accord.element
---The question that the rule bears on, such as `D11`; `contact` for floors on contacts.
---@field point? string
---Where staff find more, such as a page of the manual.
---@field points_at? string
---Words for the parent by language; they may hold names such as `{until}`.
---@field tell? table<string, string>
---For D11: the one remedy that the rule is about.
---@field remedy? accord.remedy_kind
---For D11: the remedies that the rule is about; all if left out.
---@field remedies? accord.remedy_kind[]
---A remark for colleagues.
---@field note? string
---For floors on contacts: the channels that the rule is about; all if left out.
---@field channels? accord.contact_channel[]
---For floors on contacts: the parents that the rule is about; both if left out.
---@field who? accord.participant|accord.participant[]
---For D6: the forms of conference that the rule is about; all if left out.
---@field modes? accord.conference_mode[]
---What may grow while the answer gets milder, for the law that generated tests hold.
---@field milder_with? string
---The condition: a function of the case, the numbers and the thing asked about.
---@field when fun(case: accord.case, site: accord.site, it: any): any

---@class accord.rule.require
---The rule's name, used once in all layers of a site: words with hyphens.
---@field id string
---One sentence for staff; it is the "why" of the answer.
---@field about string
---The citation: law, publication, or the reason.
---@field authority string
---How well founded the rule is.
---@field tag accord.tag
---The element of procedural justice that the rule serves.
---@field element? accord.element
---The question that the rule bears on, such as `D11`; `contact` for floors on contacts.
---@field point? string
---Where staff find more, such as a page of the manual.
---@field points_at? string
---Words for the parent by language; they may hold names such as `{until}`.
---@field tell? table<string, string>
---For D11: the one remedy that the rule is about.
---@field remedy? accord.remedy_kind
---For D11: the remedies that the rule is about; all if left out.
---@field remedies? accord.remedy_kind[]
---A remark for colleagues.
---@field note? string
---For floors on contacts: the channels that the rule is about; all if left out.
---@field channels? accord.contact_channel[]
---For floors on contacts: the parents that the rule is about; both if left out.
---@field who? accord.participant|accord.participant[]
---For D6: the forms of conference that the rule is about; all if left out.
---@field modes? accord.conference_mode[]
---What may grow while the answer gets milder, for the law that generated tests hold.
---@field milder_with? string
---The condition: a function of the case, the numbers and the thing asked about.
---@field when? fun(case: accord.case, site: accord.site, it: any): any
---True if what the rule asks for is there.
---@field met fun(case: accord.case, site: accord.site, it: any): any
---What is missing while it is not met, in words for staff.
---@field missing string

---@class accord.rule.limit
---The rule's name, used once in all layers of a site: words with hyphens.
---@field id string
---One sentence for staff; it is the "why" of the answer.
---@field about string
---The citation: law, publication, or the reason.
---@field authority string
---How well founded the rule is.
---@field tag accord.tag
---The element of procedural justice that the rule serves.
---@field element? accord.element
---The question that the rule bears on, such as `D11`; `contact` for floors on contacts.
---@field point? string
---Where staff find more, such as a page of the manual.
---@field points_at? string
---Words for the parent by language; they may hold names such as `{until}`.
---@field tell? table<string, string>
---For D11: the one remedy that the rule is about.
---@field remedy? accord.remedy_kind
---For D11: the remedies that the rule is about; all if left out.
---@field remedies? accord.remedy_kind[]
---A remark for colleagues.
---@field note? string
---For floors on contacts: the channels that the rule is about; all if left out.
---@field channels? accord.contact_channel[]
---For floors on contacts: the parents that the rule is about; both if left out.
---@field who? accord.participant|accord.participant[]
---For D6: the forms of conference that the rule is about; all if left out.
---@field modes? accord.conference_mode[]
---What may grow while the answer gets milder, for the law that generated tests hold.
---@field milder_with? string
---The condition: a function of the case, the numbers and the thing asked about.
---@field when? fun(case: accord.case, site: accord.site, it: any): any
---The longest hold.
---@field longest? fun(case: accord.case, site: accord.site, it: any): accord.days
---The highest amount.
---@field at_most? fun(case: accord.case, site: accord.site, it: any): accord.money?

---@class accord.rule.automatic
---The rule's name, used once in all layers of a site: words with hyphens.
---@field id string
---One sentence for staff; it is the "why" of the answer.
---@field about string
---The citation: law, publication, or the reason.
---@field authority string
---How well founded the rule is.
---@field tag accord.tag
---The element of procedural justice that the rule serves.
---@field element? accord.element
---The question that the rule bears on, such as `D11`; `contact` for floors on contacts.
---@field point? string
---Where staff find more, such as a page of the manual.
---@field points_at? string
---Words for the parent by language; they may hold names such as `{until}`.
---@field tell? table<string, string>
---For D11: the one remedy that the rule is about.
---@field remedy? accord.remedy_kind
---For D11: the remedies that the rule is about; all if left out.
---@field remedies? accord.remedy_kind[]
---A remark for colleagues.
---@field note? string
---For floors on contacts: the channels that the rule is about; all if left out.
---@field channels? accord.contact_channel[]
---For floors on contacts: the parents that the rule is about; both if left out.
---@field who? accord.participant|accord.participant[]
---For D6: the forms of conference that the rule is about; all if left out.
---@field modes? accord.conference_mode[]
---What may grow while the answer gets milder, for the law that generated tests hold.
---@field milder_with? string
---The condition: a function of the case, the numbers and the thing asked about.
---@field when fun(case: accord.case, site: accord.site, it: any): any

---@class accord.rule.due
---The rule's name, used once in all layers of a site: words with hyphens.
---@field id string
---One sentence for staff; it is the "why" of the answer.
---@field about string
---The citation: law, publication, or the reason.
---@field authority string
---How well founded the rule is.
---@field tag accord.tag
---The element of procedural justice that the rule serves.
---@field element? accord.element
---The question that the rule bears on, such as `D11`; `contact` for floors on contacts.
---@field point? string
---Where staff find more, such as a page of the manual.
---@field points_at? string
---Words for the parent by language; they may hold names such as `{until}`.
---@field tell? table<string, string>
---For D11: the one remedy that the rule is about.
---@field remedy? accord.remedy_kind
---For D11: the remedies that the rule is about; all if left out.
---@field remedies? accord.remedy_kind[]
---A remark for colleagues.
---@field note? string
---For floors on contacts: the channels that the rule is about; all if left out.
---@field channels? accord.contact_channel[]
---For floors on contacts: the parents that the rule is about; both if left out.
---@field who? accord.participant|accord.participant[]
---For D6: the forms of conference that the rule is about; all if left out.
---@field modes? accord.conference_mode[]
---What may grow while the answer gets milder, for the law that generated tests hold.
---@field milder_with? string
---The condition: a function of the case, the numbers and the thing asked about.
---@field when fun(case: accord.case, site: accord.site, it: any): any

---@class accord.rule.rank
---The rule's name, used once in all layers of a site: words with hyphens.
---@field id string
---One sentence for staff; it is the "why" of the answer.
---@field about string
---The citation: law, publication, or the reason.
---@field authority string
---How well founded the rule is.
---@field tag accord.tag
---The element of procedural justice that the rule serves.
---@field element accord.element
---The question that the rule bears on, such as `D11`; `contact` for floors on contacts.
---@field point? string
---Where staff find more, such as a page of the manual.
---@field points_at? string
---Words for the parent by language; they may hold names such as `{until}`.
---@field tell? table<string, string>
---For D11: the one remedy that the rule is about.
---@field remedy? accord.remedy_kind
---For D11: the remedies that the rule is about; all if left out.
---@field remedies? accord.remedy_kind[]
---A remark for colleagues.
---@field note? string
---For floors on contacts: the channels that the rule is about; all if left out.
---@field channels? accord.contact_channel[]
---For floors on contacts: the parents that the rule is about; both if left out.
---@field who? accord.participant|accord.participant[]
---For D6: the forms of conference that the rule is about; all if left out.
---@field modes? accord.conference_mode[]
---What may grow while the answer gets milder, for the law that generated tests hold.
---@field milder_with? string
---The condition: a function of the case, the numbers and the thing asked about.
---@field when fun(case: accord.case, site: accord.site, it: any): any
---Points that a partner gains if the condition holds; may be negative.
---@field points? integer
---Why the partner gains them, in words for staff.
---@field because string

---A policy file while it is written.
---@class accord.policy
local policy = {}

---Proposes an answer; the first rule that matches counts, in file order.
---@param rule accord.rule.rule
function policy:rule(rule) end

---Proposes the answer if no rule matches; one for each question.
---@param rule accord.rule.default
function policy:default(rule) end

---A legal threshold: all must hold, or the answer is `not_available`.
---@param rule accord.rule.available
function policy:available(rule) end

---Forbids the answer: `not_allowed` if it holds.
---@param rule accord.rule.forbid
function policy:forbid(rule) end

---Must be met before an answer acts: `not_yet` until then.
---@param rule accord.rule.require
function policy:require(rule) end

---Cuts a hold to a last day, or an amount to a ceiling.
---@param rule accord.rule.limit
function policy:limit(rule) end

---Goes ahead by law if it holds; the site is not asked.
---@param rule accord.rule.automatic
function policy:automatic(rule) end

---A deadline: a default may no longer wait; a rule answers, or a supervisor.
---@param rule accord.rule.due
function policy:due(rule) end

---Adds points to a partner, so that partners are put in order (D9).
---@param rule accord.rule.rank
function policy:rank(rule) end

---@class accord.library.accord
accord = {}

---@class accord.library.math
math = {}

---@class accord.library.string
string = {}

---@class accord.library.table
table = {}

---Begins a policy file and names the area it answers.
---
---```lua
---type(accord.policy { area = "enforcement", api = 1 }) --> table
---```
---@param head accord.head `area` and `api = 1`
---@return accord.policy
function accord.policy(head) end

---Loads a file of `policies/lib`, shared by all sites.
---
---```lua
---type(require "parent".engaged) --> function
---```
---@param name string the file's name without `.lua`
---@return table
function require(name) end

---Makes an amount of money from dollars.
---
---```lua
---dollars(1500.5) --> $1,500.50
---```
---@param amount number dollars, with at most two decimals
---@return accord.money
function dollars(amount) end

---Makes an amount of money from whole cents.
---
---```lua
---cents(50000) --> $500.00
---```
---@param amount integer cents
---@return accord.money
function cents(amount) end

---Makes a share from a percentage.
---
---```lua
---percent(12.5) --> 12.5%
---```
---@param number number percent, with at most two decimals
---@return accord.share
function percent(number) end

---Makes a span of calendar days.
---
---```lua
---days(30) --> 30 days
---```
---@param number integer how many
---@return accord.days
function days(number) end

---Makes a span of days on which the site is open, by its holidays.
---
---```lua
---business_days(5) --> 5 business days
---```
---@param number integer how many
---@return accord.business_days
function business_days(number) end

---Makes a span of calendar months; from the 31st it ends on a month's last day.
---
---```lua
---date("2019-01-31") + months(1) --> 2019-02-28
---```
---@param number integer how many
---@return accord.months
function months(number) end

---Makes a date.
---
---```lua
---date("2019-03-01") + days(30) --> 2019-03-31
---```
---@param text string the day as `2019-03-01`
---@return accord.date
function date(text) end

---True if the date lies at most the span in the past, today and its last day included.
---
---```lua
---within(date("2019-01-30"), days(30)) --> true
---```
---@param date accord.date? the day; may be absent
---@param span accord.span days, business days or months
---@return boolean
function within(date, span) end

---True if the span since the date is complete, today included.
---
---```lua
---at_least_ago(date("2019-01-30"), days(30)) --> true
---```
---@param date accord.date? the day; may be absent
---@param span accord.span days, business days or months
---@return boolean
function at_least_ago(date, span) end

---True if the span since the date was complete before today.
---
---```lua
---older_than(date("2019-01-30"), days(30)) --> false
---```
---@param date accord.date? the day; may be absent
---@param span accord.span days, business days or months
---@return boolean
function older_than(date, span) end

---True if the date is today or in the past.
---
---```lua
---passed(date("2019-03-01")) --> true
---```
---@param date accord.date? the day; may be absent
---@return boolean
function passed(date) end

---True if the date is after today.
---
---```lua
---upcoming(date("2019-03-02")) --> true
---```
---@param date accord.date? the day; may be absent
---@return boolean
function upcoming(date) end

---Days from the date to today; absent if the date is.
---
---```lua
---days_since(date("2019-02-01")) --> 28 days
---```
---@param date accord.date? the day; may be absent
---@return accord.days?
function days_since(date) end

---Days from today to the date; absent if the date is.
---
---```lua
---days_until(date("2019-03-31")) --> 30 days
---```
---@param date accord.date? the day; may be absent
---@return accord.days?
function days_until(date) end

---True if the fact is recorded.
---
---```lua
---known(nil) --> false
---```
---@param fact any any fact; may be absent
---@return boolean
function known(fact) end

---True if the fact is one of the words; false if it is absent.
---
---```lua
---one_of("letter", "text", "letter") --> true
---```
---@param fact any the fact; may be absent
---@param ... any the words
---@return boolean
function one_of(fact, ...) end

---True if the fact has exactly this value, which `==` cannot ask of a number with a unit.
---
---```lua
---exactly(days(30), 30) --> true
---```
---@param fact any the fact; may be absent
---@param value any a number, or a value with a unit
---@return boolean
function exactly(fact, value) end

---True if the list holds the word; false if the list is absent.
---
---```lua
---has({ "housing", "transport" }, "housing") --> true
---```
---@generic T
---@param list T[]? the list; may be absent
---@param word any the word
---@return boolean
function has(list, word) end

---True if the function is true for at least one element.
---
---```lua
---any({ 1, 5 }, function(number) return number > 4 end) --> true
---```
---@generic T
---@param list T[]? the list; may be absent
---@param holds fun(element: T): boolean? asked of one element after another
---@return boolean
function any(list, holds) end

---True if the function is true for every element, and for a list without elements.
---
---```lua
---all({ 1, 5 }, function(number) return number > 4 end) --> false
---```
---@generic T
---@param list T[]? the list; may be absent
---@param holds fun(element: T): boolean? asked of one element after another
---@return boolean
function all(list, holds) end

---How many elements the function is true for, or all without one.
---
---```lua
---count({ 1, 5, 7 }, function(number) return number > 4 end) --> 2
---```
---@generic T
---@param list T[]? the list; may be absent
---@param holds (fun(element: T): boolean?)? asked of each element
---@return integer
function count(list, holds) end

---The first element that the function is true for; absent if none.
---
---```lua
---first({ 1, 5, 7 }, function(number) return number > 4 end) --> 5
---```
---@generic T
---@param list T[]? the list; may be absent
---@param holds fun(element: T): boolean? asked of one element after another
---@return T?
function first(list, holds) end

---Stops the rule if the value is false or absent, else gives it back.
---
---```lua
---assert(5 > 4) --> true
---```
---@param value any what must hold
---@param message string? what to say
---@return any
function assert(value, message) end

---Stops the rule; the decision takes no action and says why.
---
---```lua
---select(2, pcall(error, "stop")) --> stop
---```
---@param message string what to say
function error(message) end

---Calls a function and says whether it was stopped by an error.
---
---```lua
---pcall(error, "stop") --> false
---```
---@param call function the function
---@param ... any its arguments
---@return boolean, any
function pcall(call, ...) end

---Goes through a list in order: `for place, element in ipairs(list)`.
---
---```lua
---(function() local n = 0 for _, x in ipairs({ 2, 3 }) do n = n + x end return n end)() --> 5
---```
---@generic T
---@param list T[] the list
---@return fun(list: T[], i?: integer): integer, T
function ipairs(list) end

---Goes through a table by sorted keys: `for key, value in pairs(table)`.
---
---```lua
---(function() local s = "" for k in pairs({ b = 1, a = 2 }) do s = s .. k end return s end)() --> ab
---```
---@param table table the table
---@return function, table
function pairs(table) end

---True if a table holds anything; absent if it is empty.
---
---```lua
---next({ a = 1 }) --> true
---```
---@param table table the table
---@return true?
function next(table) end

---The arguments from a place on, or their number for `"#"`.
---
---```lua
---select("#", "a", "b") --> 2
---```
---@param place integer|"#" from 1, or `"#"`
---@param ... any the arguments
---@return any
function select(place, ...) end

---Reads a number from text; absent if the text is none.
---
---```lua
---tonumber("12") --> 12
---```
---@param value any any value
---@return number?
function tonumber(value) end

---Spells a value, with its unit.
---
---```lua
---tostring(dollars(5)) --> $5.00
---```
---@param value any any value
---@return string
function tostring(value) end

---The type of a value: `record`, `list`, a unit such as `money`, or a type of Lua.
---
---```lua
---type(dollars(5)) --> money
---```
---@param value any any value
---@return string
function type(value) end

---The value without its sign.
---
---```lua
---math.abs(days(-3)) --> 3 days
---```
---@param value any a number or a value with a unit, but no date
---@return any
function math.abs(value) end

---The next whole number up.
---
---```lua
---math.ceil(2.5) --> 3
---```
---@param number number the number
---@return integer
function math.ceil(number) end

---The next whole number down.
---
---```lua
---math.floor(2.5) --> 2
---```
---@param number number the number
---@return integer
function math.floor(number) end

---The largest of several values of one unit.
---
---```lua
---math.max(dollars(5), dollars(7)) --> $7.00
---```
---@param ... any numbers, or values of one unit
---@return any
function math.max(...) end

---The smallest of several values of one unit.
---
---```lua
---math.min(date("2019-03-01"), date("2019-02-01")) --> 2019-02-01
---```
---@param ... any numbers, or values of one unit
---@return any
function math.min(...) end

---The number as a whole one; absent if it has decimals.
---
---```lua
---math.tointeger(3.0) --> 3
---```
---@param number number the number
---@return integer?
function math.tointeger(number) end

---The bytes of a text from one place to another.
---
---```lua
---string.byte("A") --> 65
---```
---@param text string the text
---@param from integer? the first place, from 1
---@param to integer? the last place
---@return integer
function string.byte(text, from, to) end

---The place of a plain text in another; patterns are not offered.
---
---```lua
---string.find("a letter", "letter") --> 3
---```
---@param text string the text
---@param wanted string what to look for
---@param from integer? where to begin
---@param plain boolean? true if it may hold marks such as `.` or `(`
---@return integer?, integer?
function string.find(text, wanted, from, plain) end

---Puts values into a text at `%s` and `%d`.
---
---```lua
---string.format("%d days", 3) --> 3 days
---```
---@param text string the text with places for values
---@param ... any the values
---@return string
function string.format(text, ...) end

---The length of a text in bytes.
---
---```lua
---string.len("abc") --> 3
---```
---@param text string the text
---@return integer
function string.len(text) end

---The text in lower case, A to Z only.
---
---```lua
---string.lower("ABC") --> abc
---```
---@param text string the text
---@return string
function string.lower(text) end

---The text several times over.
---
---```lua
---string.rep("ab", 2) --> abab
---```
---@param text string the text
---@param times integer how often
---@param between string? what stands between
---@return string
function string.rep(text, times, between) end

---The part of a text from one place to another.
---
---```lua
---string.sub("letter", 1, 3) --> let
---```
---@param text string the text
---@param from integer the first place, from 1
---@param to integer? the last place
---@return string
function string.sub(text, from, to) end

---The text in upper case, a to z only.
---
---```lua
---string.upper("abc") --> ABC
---```
---@param text string the text
---@return string
function string.upper(text) end

---Joins a list of texts and numbers to one text.
---
---```lua
---table.concat({ "a", "b" }, ", ") --> a, b
---```
---@param list any[] a list made by the policy
---@param between string? what stands between
---@return string
function table.concat(list, between) end

---Adds a value at the end of a list, or at a place.
---
---```lua
---(function() local l = {} table.insert(l, "a") return #l end)() --> 1
---```
---@param list any[] a list made by the policy
---@param place any the place, or the value if no place is given
---@param value any the value
function table.insert(list, place, value) end

---Takes the last value off a list, or the one at a place.
---
---```lua
---table.remove({ "a", "b" }) --> b
---```
---@param list any[] a list made by the policy
---@param place integer? the place
---@return any
function table.remove(list, place) end

---Sorts a list in place; equal elements keep their order.
---
---```lua
---(function() local l = { 3, 1 } table.sort(l) return l[1] end)() --> 1
---```
---@param list any[] a list made by the policy
---@param before (fun(left: any, right: any): boolean)? true if the left one comes first
function table.sort(list, before) end

---The elements of a list, one after another.
---
---```lua
---table.unpack({ "a", "b" }) --> a
---```
---@param list any[] a list made by the policy
---@param from integer? the first place, from 1
---@param to integer? the last place
---@return any
function table.unpack(list, from, to) end

---Begins a file of tests; `tests:case` adds one.
---
---```lua
---type(accord.tests { as_of = "2019-03-01" }) --> table
---```
---@param head table? what every test has, such as `as_of` and `base`
---@return table
function accord.tests(head) end

---Fails the test if the value is false or absent.
---
---```lua
---pcall(expect, 5 > 4) --> true
---```
---@param value any any value
---@param what string? what it is, for the failure's message
function expect(value, what) end

---Fails the test if the value is true.
---
---```lua
---pcall(expect_not, 5 > 4) --> false
---```
---@param value any any value
---@param what string? what it is, for the failure's message
function expect_not(value, what) end

---Fails the test if two values or lists differ.
---
---```lua
---pcall(expect_equal, { 1, 2 }, { 1, 2 }) --> true
---```
---@param got any what came out
---@param wanted any what must come out
---@param what string? what it is, for the failure's message
function expect_equal(got, wanted, what) end
