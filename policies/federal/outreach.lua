-- Federal floors for outreach: who may never be contacted how, and when a joint meeting is off the table.
-- Edited by the central policy team with counsel; a site can be more careful, never less.
--
-- Contact hours are the parameters outreach.earliest_hour and outreach.latest_hour: the host puts them on
-- every proposed contact, in the parent's own time zone. The other study group is kept out by the host.

local policy = accord.policy { area = "outreach", api = 1 }

local PHONE = { "phone_call", "voicemail", "text" }

-- ---------------------------------------------------------------------------------------------------
-- Safety first
-- ---------------------------------------------------------------------------------------------------

policy:forbid {
  id = "contact-only-where-safe",
  point = "contact",
  about = "A parent is contacted only by a channel and at a time recorded as safe",
  authority = "42 USC 654(26) on guarding whereabouts; safe channels are a design value",
  tag = "assumed",
  when = function(_, _, it)
    return not it.safe
  end,
  tell = {
    en = "We only contact you in the ways you told us are safe.",
    es = "Solo le contactamos en las formas que usted nos dijo que son seguras.",
  },
}

-- Every social channel we have is a private message. What is left to rule out is the third person.
policy:forbid {
  id = "contact-never-through-others",
  point = "contact",
  channels = { "third_party" },
  about = "Nothing about a case is sent through a third person or in a public post",
  authority = "Design value, after 45 CFR 303.21 on the privacy of case data",
  tag = "assumed",
  when = function()
    return true
  end,
  tell = {
    en = "We talk about your case only with you.",
    es = "Solo hablamos de su caso con usted.",
  },
}

-- unreachable: all six sites step aside by a rule of their own before they propose a joint meeting. It
-- stays for the site that forgets.
policy:forbid {
  id = "joint-meeting-blocked",
  point = "D6",
  modes = { "joint_in_person", "joint_remote" },
  about = "No joint meeting while a safety flag stands, unless a trained worker cleared it and the protected parent wants it",
  authority = "42 USC 654(26) on guarding whereabouts; no joint meeting while a flag stands is a design value",
  tag = "assumed",
  when = function(case)
    return case.safety_flags.joint_blocked
  end,
  tell = {
    en = "We will talk with each parent alone. No one has to meet.",
    es = "Hablaremos con cada padre por separado. Nadie tiene que reunirse.",
  },
}

-- ---------------------------------------------------------------------------------------------------
-- Consent
-- ---------------------------------------------------------------------------------------------------

-- Legal notices by mail still go out after consent is withdrawn: the law asks for them.
policy:forbid {
  id = "contact-consent-withdrawn",
  point = "contact",
  about = "A channel is not used once the parent has said no to it; a legal notice still goes by letter",
  authority = "47 USC 227(b)(1)(A); 47 CFR 64.1200(a)",
  tag = "law ‡",
  when = function(_, _, it)
    local legal_letter = it.channel == "letter" and it.purpose == "enforcement_notice"
    return it.consent == "withdrawn" and not legal_letter
  end,
  tell = {
    en = "You asked us not to use this way to reach you, so we don't.",
    es = "Usted nos pidió no usar este medio para contactarle, así que no lo usamos.",
  },
}

-- unreachable: the host proposes no automated contact today. It stays for the day it does.
policy:require {
  id = "contact-automated-consent",
  point = "contact",
  channels = PHONE,
  missing = "consent to automated calls or texts",
  about = "Automated calls and texts to a mobile phone need the parent's consent first",
  authority = "47 USC 227(b)(1)(A); 47 CFR 64.1200(a)",
  tag = "law ‡",
  when = function(_, _, it)
    return it.automated
  end,
  met = function(_, _, it)
    return it.consent == "given"
  end,
  tell = {
    en = "We send automatic calls and texts only if you say yes.",
    es = "Solo enviamos llamadas y textos automáticos si usted dice que sí.",
  },
}

-- ---------------------------------------------------------------------------------------------------
-- When there is nobody to call
-- ---------------------------------------------------------------------------------------------------

policy:forbid {
  id = "contact-parent-deceased",
  point = "contact",
  who = "ncp",
  about = "A parent who has died is not written to or called",
  authority = "45 CFR 303.11(b)(4), reading",
  tag = "assumed",
  when = function(case)
    return case.circumstances.deceased
  end,
  tell = {
    en = "We are sorry for your loss. We have stopped all letters and calls.",
    es = "Sentimos mucho su pérdida. Hemos detenido todas las cartas y llamadas.",
  },
}

policy:forbid {
  id = "contact-case-closed",
  point = "contact",
  about = "On a closed case we only answer a parent who writes to us",
  authority = "45 CFR 303.11, reading",
  tag = "assumed",
  when = function(case, _, it)
    return case.status == "closed" and it.purpose ~= "response"
  end,
  tell = {
    en = "Your case is closed. You can still call us with any question.",
    es = "Su caso está cerrado. Aún puede llamarnos si tiene preguntas.",
  },
}

-- Equal effort to both parents bounds the steps of enforcement in this layer (enforcement.lua, both-parents-tried)
-- and each contact in the pjac layer.

return policy
