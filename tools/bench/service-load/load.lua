-- One request over and over, for wrk. What is sent and what is looked at comes from the environment:
--   LOAD_METHOD, LOAD_PATH, LOAD_TOKEN, LOAD_BODY (a file), LOAD_OUT (a file for the result)
--   LOAD_RECORDS  beginning of the names of files that get the decision numbers of answers; with it every
--                 answer is looked at: its status, its policy hash and its numbers
-- The result is one JSON object; times are microseconds.
local method = os.getenv("LOAD_METHOD") or "GET"
local path = os.getenv("LOAD_PATH") or "/"
local records = os.getenv("LOAD_RECORDS")
local threads = {}

function setup(thread)
  table.insert(threads, thread)
  thread:set("number", #threads)
end

function init()
  local headers = { ["Content-Type"] = "application/json" }
  local token = os.getenv("LOAD_TOKEN")
  if token then headers["Authorization"] = "Bearer " .. token end
  local body
  local name = os.getenv("LOAD_BODY")
  if name then
    local file = assert(io.open(name, "rb"))
    body = file:read("*a")
    file:close()
  end
  ready = wrk.format(method, path, headers, body)
  wrong, statuses, seen, hashes = 0, "", {}, ""
  if records then numbers = assert(io.open(records .. number, "w")) end
end

function request() return ready end

if records then
  function response(status, headers, body)
    if status ~= 200 then
      wrong = wrong + 1
      if wrong <= 5 then statuses = statuses .. status .. " " end
      return
    end
    for name, value in pairs(headers) do
      if name:lower() == "accord-policy-hash" and not seen[value] then
        seen[value] = true
        hashes = hashes .. value .. " "
      end
    end
    local found = body:match('"records":%[([%d,]*)%]')
    -- The service may be killed; what it answered before must be known.
    if found then
      numbers:write(found, "\n")
      numbers:flush()
    end
  end
end

function done(summary, latency)
  local wrong, statuses, hashes = 0, "", ""
  for _, thread in ipairs(threads) do
    wrong = wrong + (thread:get("wrong") or 0)
    statuses = statuses .. (thread:get("statuses") or "")
    hashes = hashes .. (thread:get("hashes") or "")
  end
  local errors = summary.errors
  local out = assert(io.open(os.getenv("LOAD_OUT"), "w"))
  out:write(string.format(
    '{"requests":%d,"microseconds":%d,"p50":%d,"p99":%d,"wrong":%d,"statuses":"%s","hashes":"%s",' ..
    '"connect":%d,"read":%d,"write":%d,"timeout":%d}\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    math.max(wrong, errors.status), statuses, hashes, errors.connect, errors.read, errors.write, errors.timeout))
  out:close()
end
