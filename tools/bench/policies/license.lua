-- Suspension of a driver license, as one decision: 14 facts of the case, 3 of each contact.
-- Runs unchanged over plain Lua tables (the floor) and over records of the host.
local MIN_ARREARS = 250000 -- cents
local MIN_MONTHS = 3
local WINDOW = 180 -- days

return function(case, today)
  local reasons = {}
  if case.status ~= "open" then
    reasons[1] = "case_not_open"
    return { action = "none", reasons = reasons }
  end
  local order = case.order
  local parent = case.parent
  local license = parent.license
  if not order.active then
    reasons[#reasons + 1] = "no_active_order"
  end
  if license.status ~= "valid" then
    reasons[#reasons + 1] = "license_not_valid"
  end
  if case.bankruptcy or case.appeal_pending then
    reasons[#reasons + 1] = "stayed"
  end
  if #reasons > 0 then
    return { action = "none", reasons = reasons }
  end

  local monthly = order.monthly_cents
  local arrears = case.arrears_cents
  local months = monthly > 0 and arrears // monthly or 0
  local threshold = MIN_ARREARS
  if parent.employment.status == "unemployed" then
    threshold = threshold * 2
  end
  if case.hardship then
    threshold = threshold + threshold // 2
  end

  local delivered, tried, last = 0, 0, 0
  local contacts = case.contacts
  for i = 1, #contacts do
    local contact = contacts[i]
    if today - contact.day <= WINDOW then
      tried = tried + 1
      local outcome = contact.outcome
      if outcome == "delivered" or (outcome == "answered" and contact.channel ~= "text") then
        delivered = delivered + 1
        if contact.day > last then
          last = contact.day
        end
      end
    end
  end

  if arrears >= threshold then
    reasons[#reasons + 1] = "arrears_over_threshold"
  end
  if months >= MIN_MONTHS then
    reasons[#reasons + 1] = "months_unpaid"
  end
  if today - case.last_payment_day > 60 then
    reasons[#reasons + 1] = "no_recent_payment"
  end
  if delivered >= 2 then
    reasons[#reasons + 1] = "notice_served"
  elseif tried >= 4 then
    reasons[#reasons + 1] = "notice_attempted"
  end
  if license.commercial then
    reasons[#reasons + 1] = "commercial_review"
  end

  local action
  if arrears < threshold or months < MIN_MONTHS then
    action = "none"
  elseif delivered < 2 and tried < 4 then
    action = "notice"
  elseif license.commercial or parent.incarcerated then
    action = "review"
  else
    action = "suspend"
  end
  return { action = action, reasons = reasons }
end
