-- The decision of license.lua in the words of the policy language: money, dates and spans.
local MIN_ARREARS = dollars(2500)
local MIN_MONTHS = 3
local WINDOW = days(180)
local RECENT = days(60)

return function(case)
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

  local arrears = case.arrears_cents
  local months = arrears // order.monthly_cents
  local threshold = MIN_ARREARS
  if parent.employment.status == "unemployed" then
    threshold = threshold * 2
  end
  if case.hardship then
    threshold = threshold + threshold // 2
  end

  local delivered, tried = 0, 0
  for _, contact in ipairs(case.contacts) do
    if within(contact.day, WINDOW) then
      tried = tried + 1
      local outcome = contact.outcome
      if outcome == "delivered" or (outcome == "answered" and contact.channel ~= "text") then
        delivered = delivered + 1
      end
    end
  end

  local enough = arrears >= threshold
  if enough then
    reasons[#reasons + 1] = "arrears_over_threshold"
  end
  local long = months >= MIN_MONTHS
  if long then
    reasons[#reasons + 1] = "months_unpaid"
  end
  if older_than(case.last_payment_day, RECENT) then
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
  if not enough or not long then
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
