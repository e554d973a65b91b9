local tests  = accord.tests { as_of = "2019-03-01" }
local parent = require "parent"

tests:case {
    name  = "Who is in prison cannot pay",
    base  = "incarcerated",
    check = function(case, site) expect(parent.cannot_pay(case), "that a parent in prison cannot pay") end,
}
tests:case {
    name  = "Who is in prison cannot pay: wrong",
    check = function(case, site) expect(parent.cannot_pay(case)) expect_equal(parent.nope(case), 3) end,
}
tests:case {
    name  = "wrong 2",
    check = function(case, site) expect_equal(parent.cannot_pay(case), true) end,
}
tests:case {
    name  = "wrong 3",
    check = function(case, site) expect_equal(site.hold.days, days(31)) end,
}
tests:case {
    name  = "wrong 4",
    check = function(case, site) expect_equal(site.hold.dys, days(31)) end,
}

return tests
