# The decision of ../policies/license.lua in Rego.
package license

import rego.v1

today := 19800

blocked contains "case_not_open" if input.status != "open"

# A case that is not open is not looked at any further.
blocked contains "no_active_order" if {
	input.status == "open"
	not input.order.active
}

blocked contains "license_not_valid" if {
	input.status == "open"
	input.parent.license.status != "valid"
}

blocked contains "stayed" if {
	input.status == "open"
	stayed
}

stayed if input.bankruptcy

stayed if input.appeal_pending

default months := 0

months := floor(input.arrears_cents / input.order.monthly_cents) if input.order.monthly_cents > 0

default employment_factor := 1

employment_factor := 2 if input.parent.employment.status == "unemployed"

default hardship_factor := 2

hardship_factor := 3 if input.hardship

threshold := ((250000 * employment_factor) * hardship_factor) / 2

recent := [contact |
	some contact in input.contacts
	today - contact.day <= 180
]

tried := count(recent)

arrived(contact) if contact.outcome == "delivered"

arrived(contact) if {
	contact.outcome == "answered"
	contact.channel != "text"
}

delivered := count([contact |
	some contact in recent
	arrived(contact)
])

found contains "arrears_over_threshold" if input.arrears_cents >= threshold

found contains "months_unpaid" if months >= 3

found contains "no_recent_payment" if today - input.last_payment_day > 60

found contains "notice_served" if delivered >= 2

found contains "notice_attempted" if {
	delivered < 2
	tried >= 4
}

found contains "commercial_review" if input.parent.license.commercial

not_due if input.arrears_cents < threshold

not_due if months < 3

reviewed if input.parent.license.commercial

reviewed if input.parent.incarcerated

action := "none" if not_due

else := "notice" if {
	delivered < 2
	tried < 4
}

else := "review" if reviewed

else := "suspend"

decision := {"action": "none", "reasons": blocked} if count(blocked) > 0

else := {"action": action, "reasons": found}
