extension FindingPages {
    private static func alert(_ code: String, _ title: String, _ why: String) -> FindingPage {
        FindingPage(code, title, moment: .deciding, why: why)
    }

    /// Alerts of decisions: what shows only when a case is decided.
    static let deciding: [FindingPage] = [
        alert(
            "answer.none", "A rule gave no answer",
            "`decide` returned nothing, or something that is no answer. Every way through it must return one."),
        alert(
            "answer.type", "An answer says something of another kind",
            "For example days that are money, or a remedy that is a number."),
        alert(
            "answer.count", "Too many answers at once",
            "A rule about contacts may propose up to four at a time; every other rule gives one answer."),
        alert(
            "answer.days", "A contact that ends before it begins",
            "`not_before` lies after `within` or `not_after`."),
        alert(
            "answer.contact", "A contact without a known channel, parent or purpose",
            "The names come from closed lists; accord docs lists them."),
        alert(
            "answer.remedy", "An answer about a remedy that does not exist",
            "D12 names the remedy that it escalates to or warns of; here it was a name made by the script."),
        alert(
            "calendar.year-unknown", "A day outside the site's calendar",
            "Business days were counted into a year without a table of holidays. Add the year to calendar.yaml."),
        alert(
            "outreach.channels", "No channel to contact a parent by",
            "The number outreach.channels names the channels in the site's order, and none of them is known."),
        alert(
            "lua.fact.absent", "A fact that is not recorded was used",
            "Guard it: known(x) and …. accord check finds most of these before (fact.absent)."),
        alert(
            "lua.unknown.field", "A fact that does not exist was read",
            "What the check can't follow shows when the rule is asked. The message names the nearest fact."),
        alert(
            "lua.unknown.name", "A name that does not exist was used",
            "A name was made while running, for example by an index."),
        alert(
            "lua.budget.memory", "The policy used up its memory",
            "An evaluation may use 32 MiB, and one block 1 MiB. A rule that builds long texts or lists meets it."),
        alert(
            "lua.budget.time", "The policy was stopped by the clock",
            "An emergency brake after one second. The decision takes no action; ask again."),
        alert(
            "lua.answer", "An answer that is too large or can't be handed over",
            "Answers hold words, numbers, dates and lists of these."),
        alert(
            "lua.fact-source", "A fact could not be read", "The host failed to give a fact; this is a defect of accord."),
        alert("lua.layout", "The schema contradicts itself", "This is a defect of accord."),
        alert("lua.state", "The Lua state was used wrongly", "This is a defect of accord."),
        alert("lua.state.spent", "The Lua state was stopped before", "This is a defect of accord."),
        alert("state", "The policy can't be run", "This is a defect of accord."),
        FindingPage(
            "lua.refused", "The source uses what policies may not", moment: .reading,
            why: "Each thing that is refused has its own code and place."),
        FindingPage(
            "lua.syntax", "The source is not Lua", moment: .reading,
            why: "Reported as syntax with its place when a site is loaded."),
        FindingPage(
            "lua.not-text", "A Lua file that is not UTF-8 text", moment: .reading,
            why: "Compiled files are refused. Save the source as UTF-8."),
        FindingPage(
            "lua.source-too-large", "A Lua file of more than 64 KiB", moment: .reading,
            why: "Move functions to policies/lib, or split the area into several files."),
    ]
}
