-- What wrk sends, and its figures as one line of JSON. An argument is the body to post: %d becomes a random integer.
-- The integers have six digits, so that the length of the body is always the same.
function init(args)
  local template = args[1]
  if not template then return end
  math.randomseed(os.time())
  local length = #string.format(template, 100000, 100000)
  local head = table.concat({
    "POST " .. wrk.path .. " HTTP/1.1",
    "host: " .. wrk.host .. ":" .. wrk.port,
    "content-type: application/json",
    "content-length: " .. length,
  }, "\r\n") .. "\r\n\r\n"
  request = function()
    local integer = math.random(100000, 999999)
    return head .. string.format(template, integer, integer)
  end
end

function done(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  print(string.format(
    '{"finished":%d,"seconds":%.3f,"per_second":%.0f,"p50_ms":%.3f,"p99_ms":%.3f,"max_ms":%.3f,"failed":%d}',
    summary.requests, summary.duration / 1e6, summary.requests / summary.duration * 1e6,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, latency.max / 1e3, failed
  ))
end
