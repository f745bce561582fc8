"""What the style guide's examples speak of: an invented council on an invented day, the one of our design pictures."""

from datetime import date

from guildhall.engine.brief.page import Action, Bar, Briefing, Coverage, Item, SourceLine
from guildhall.ui import parts
from guildhall.ui.figures import bar, brief, flow, hexes, months, shares, timeline, upright
from guildhall.ui.figures.story import Story

ON = date(2026, 11, 23)
VESTING = date(2028, 4, 1)


def item(  # noqa: PLR0917 -- a line of the table below reads like a line of the page
    group: str, state: str, decide_by: date | None, distance: str, headline: str, why: str, unknown: str, act: str,
    source: str, drawn: Bar, kind: str = "decide",
) -> Item:  # fmt: skip
    """An item of the invented briefing, in one line."""
    return Item(
        kind, group, headline, decide_by, state, distance, (why,), (unknown,) if unknown else (),  # type: ignore[arg-type] -- literals at each call
        Action(act, "#"), (SourceLine(source, "", None),), drawn,
    )  # fmt: skip


ITEMS = (
    item("decide", "late", date(2026, 9, 30), "54 days late", "Choose how to leave TaxPath, for revenues and benefits",
         "A replacement takes about 15 months and the contract ends in 13. The least bad route left is the first 12-month extension; ask for it by 30 June 2027.",
         "the notice to extend: 6 months in one source, 3 in another.", "Choose a route", "Change notice, 14 Nov 2023; council register, Oct 2026",
         Bar(date(2019, 4, 1), date(2027, 12, 31), (date(2028, 12, 31), date(2029, 12, 31)), decide_by_on=date(2026, 9, 30), caption="ends December 2027, at most 2029")),
    item("decide", "this_quarter", date(2026, 12, 16), "in 23 days", "Take DeskLine, your contact centre, to the December cabinet",
         "It ends on 30 June 2027 with no extension declared, a call-off takes 6 months, and this is the last cabinet before then.",
         "whether call recordings can be taken out, and in what format.", "Open the exit check", "Contract notice, 2 July 2024; cabinet calendar",
         Bar(date(2024, 7, 1), date(2027, 6, 30), decide_by_on=date(2026, 12, 16), caption="ends June 2027")),
    item("decide", "later", date(2027, 3, 31), "in 4 months", "Agree one end date for PlotWise with Saltby and Fenwick",
         "Three of the councils that will be North Westmarch run it. All three contracts can be made to end six months after vesting day.",
         "whether the contract passes to a new council without a fee.", "See the overlap", "Award notices of 2021 to 2023; three council registers",
         Bar(date(2021, 4, 1), date(2028, 3, 31), (date(2028, 9, 30),), decide_by_on=date(2027, 3, 31), caption="ends March or September 2028")),
    item("decide", "cannot_tell", date(2027, 5, 31), "could be May 2027", "Find the end date of RoundWise, which plans your bin rounds",
         "You pay Larkrise £61,000 a year, but no notice or register row gives an end. Similar contracts end between 2027 and 2029.",
         "the end date. The signed contract would settle it.", "Add the end date", "Payments over £500, April 2023 to September 2026",
         Bar(date(2023, 4, 1), None, (), date(2027, 5, 31), date(2029, 6, 30), caption="ends between May 2027 and June 2029")),
    item("talk", "this_quarter", date(2026, 12, 16), "in 23 days", "Ask Joanne Whitlow how Saltby moved off TaxPath",
         "Saltby is your size, left in June 2026 and took 14 months. She has said she is willing to talk.", "", "Ask for an introduction",
         "Award notice, 9 April 2025; her profile", Bar(decide_by_on=date(2026, 12, 16), window_from=ON, window_to=date(2026, 12, 16), caption="before your cabinet")),
    item("talk", "this_quarter", date(2026, 12, 7), "in 14 days", "Join a renewal club for contact centres",
         "Aldermere, who will be the same council as you, and Harrowdale next door decide in the same three months.", "", "Join the club",
         "Decide-by dates of three contracts, worked out today", Bar(decide_by_on=date(2026, 12, 7), window_from=date(2026, 12, 7), window_to=date(2027, 1, 24), caption="all three decide by January")),
    item("answer", "this_quarter", date(2026, 11, 26), "in 3 days", "Tell Fenwick how you moved cash receipting out",
         "You moved it off your own servers in 2025. Two other councils were asked and have not replied; after Thursday it goes to the facilitator.", "", "Answer in two lines",
         "Question asked 19 November by a Fenwick officer", Bar(decide_by_on=date(2026, 11, 26), window_from=date(2026, 11, 19), window_to=date(2026, 11, 26), caption="asked 19 November")),
    item("answer", "this_quarter", date(2026, 11, 30), "in 7 days", "Confirm six facts that only your council can know",
         "About four minutes. They would let 5 of your 12 unknown contracts be assessed.", "", "Confirm six facts", "Listed by value and nearness to vesting day",
         Bar(decide_by_on=date(2026, 11, 30), window_from=ON, window_to=date(2026, 11, 30), caption="four minutes")),
    item("measure", "this_quarter", date(2026, 11, 30), "in 7 days", "Enter the second reading for online garden-waste sign-up",
         "Baseline 41% in November 2025, target 70%. The claimed saving of £38,000 cannot be banked without a reading.", "the share signing up online today.", "Enter the reading",
         "Benefits record 14, owner Rhys Calder", Bar(decide_by_on=date(2026, 11, 30), window_from=ON, window_to=date(2026, 11, 30), caption="one year after the baseline")),
)  # fmt: skip
BRIEFING = Briefing(
    "Northmoor District Council", "X-NMR", "northmoor", ON, ON, "Two decisions this quarter, one already late.",
    Coverage(34, 46, "12 have no end date and may hide decisions"), "Joins North Westmarch on 1 April 2028", VESTING,
    ITEMS, 0, True, 5,
)  # fmt: skip
GROUPS = list(brief.groups(BRIEFING))
LEGEND = brief.legend(GROUPS)
AXIS = GROUPS[0].axis
BARS = tuple(line.bar for line in GROUPS[0].items)
EMPTY_BAR = bar.draw(Bar(), AXIS)

STORY = Story(
    ON, date(2019, 1, 21), date(2019, 4, 1), date(2024, 3, 31), 2023, date(2027, 12, 31), None, None,
    (date(2028, 12, 31), date(2029, 12, 31)), (12, 12), date(2029, 12, 31), date(2026, 9, 30), "54 days late", True,
    date(2026, 9, 30), "A replacement takes 15 months", date(2027, 6, 30), date(2027, 9, 30),
    "Option 1 must be asked for in time",
    ("By 30 June 2027 if notice is 6 months,", "by 30 September if 3. Sources disagree."), date(2027, 5, 10), VESTING,
)  # fmt: skip
UNKNOWN_END = Story(ON, None, date(2023, 4, 1), ends_earliest_on=date(2027, 5, 31), ends_latest_on=date(2029, 6, 30))
SHORT = Story(ON, date(2026, 6, 1), date(2026, 7, 1), ends_on=date(2027, 6, 30), decide_by_on=date(2026, 12, 30),
              decide_words="in 37 days", start_by_on=date(2026, 12, 30), lead_words="A replacement takes 6 months")  # fmt: skip
RANGED = Story(ON, None, date(2026, 2, 1), ends_on=date(2028, 1, 31), option_ends_on=(date(2029, 1, 31),), option_months=(12,),
               decide_by_on=date(2026, 7, 31), decide_words="may be 4 months late", start_by_on=date(2026, 7, 31),
               lead_words="A replacement takes 11 to 18 months", decide_latest_on=date(2027, 2, 28), start_by_latest_on=date(2027, 2, 28))  # fmt: skip
STORIES = [(timeline.draw(each), upright.draw(each), each.rows()) for each in (STORY, SHORT, RANGED, UNKNOWN_END)]

LINK = parts.Link("Choose a route", "#")
LINKS = [parts.Link("CSV", "#"), parts.Link("JSON", "#"), parts.Link("Calendar", "#")]
CRUMBS = [parts.Link("Contracts", "#"), parts.Link("Northmoor", "#"), parts.Link("Revenues and benefits")]
ROOMS = [parts.Room("briefing", "Briefing", "#"), parts.Room("contracts", "Contracts", "#"), parts.Room("councils", "Councils", "#")]  # fmt: skip
HEAD_FACTS = [
    parts.HeadFact("Decide by", "30 September 2026", "54 days late", "late", "act"),
    parts.HeadFact("Agreed end", "31 December 2027", "13 months away", short="31 Dec 2027"),
    parts.HeadFact("Last possible end", "31 December 2029", "if both options are taken", short="31 Dec 2029"),
    parts.HeadFact("Cost a year", "£142,000", "stale, October 2024", "stale"),
    parts.HeadFact("Known", "13 of 29 questions", known=13, total=29, short="13 of 29"),
]
FACTS = [
    parts.FactRow("Supplier", "Ledgerwell Ltd", "confirmed", "Award notice; company register", "", date(2026, 11, 2), act=parts.Link("Correct", "#")),
    parts.FactRow("Options to extend", "2 of 12 months each", "unverified", "Read by machine from the notice text", "", date(2023, 11, 14), act=parts.Link("Confirm", "#")),
    parts.FactRow("Notice to extend", "6 months", "challenged", "Change notice says 6, council register says 3", "", date(2026, 10, 19), "3 months", parts.Link("Settle", "#")),
    parts.FactRow("Cost a year", "£142,000", "stale", "Council register", "", date(2024, 10, 1), "£151,000 by payments", parts.Link("Update", "#")),
    parts.FactRow("May be ended early", "", "unknown", "The signed contract would settle it", act=parts.Link("Add", "#")),
]  # fmt: skip
FINDINGS = [
    parts.FindingRow("Time", "act", "13 months are left and a replacement needs 15.", ("act", "watch", "watch", "ok", "ok"), "#"),
    parts.FindingRow("Competition", "watch", "Extended without competition. Four others won such work nearby.", ("watch", "ok", "unknown", "unknown"), "#"),
    parts.FindingRow("Openness", "unknown", "Nobody has recorded a test of taking the data out.", ("unknown",) * 4, "#"),
]  # fmt: skip
COLUMNS = [
    parts.Column("Decide by", "date", "ascending", "#"), parts.Column("Council"), parts.Column("Contract"),
    parts.Column("Value a year", "number"), parts.Column("Status", narrow="-"),
]  # fmt: skip
CHANGES = [
    parts.Change("Today, 06:10", parts.Link("Aldermere City Council", "#"), "extended its housing system to March 2029", "Contract change notice, 20 November"),
    parts.Change("19 November", parts.Link("Westmarch County Council", "#"), "is asking suppliers about social care records", "Planned procurement notice; open until 15 January"),
]  # fmt: skip
NOTICES = [
    parts.Notice(date(2023, 11, 14), "Revenues and benefits system: extension to December 2027", "#", "Contract change notice, UK10. End moved from March 2024"),
    parts.Notice(None, "Supply, hosting and support of a revenues and benefits system", "", "Contract notice. Five years, extensions not stated"),
]  # fmt: skip
STATUS_OPTIONS = [
    parts.Option("late", "Late", True, 29, "late"), parts.Option("this_quarter", "This quarter", True, 38, "this_quarter"),
    parts.Option("later", "Later", True, 110, "later"), parts.Option("cannot_tell", "Cannot tell", False, 41, "cannot_tell"),
]  # fmt: skip
PLACE_OPTIONS = [parts.Option("near", "Within 60 miles of Northmoor", True), parts.Option("all", "Everywhere")]
FIGURE = parts.Figure("1,620", "contracts to decide by 30 June 2027", 316, 361, "counted in 316 of 361 councils")
MONTHS = months.draw([
    months.Panel("Revenues and benefits", "34 contracts, 6 late", 6, (0, 0, 1, 4, 5, 2, 1, 2, 1, 0, 0, 1, 4, 0, 2, 0, 0, 0), 7, "#"),
    months.Panel("Planning", "29 contracts, 3 late", 3, (0, 2, 0, 1, 1, 1, 4, 2, 1, 1, 0, 5, 1, 1, 0, 0, 0, 0), 6),
    months.Panel("Housing", "None yet", 0, (0,) * 18, 0),
], ON)  # fmt: skip
STEPS = [
    parts.Step("1", "0", 1), parts.Step("2", "1 or 2", 2), parts.Step("3", "3 to 5", 1), parts.Step("4", "6 to 9", 1),
    parts.Step("5", "10 or more", 1), parts.Step("none", "not enough known", 1),
]  # fmt: skip
MAP = hexes.draw(
    hexes.Place(q, r, f"Council {q}{r}", "#", step, "") for q, r, step in
    ((0, 0, "1"), (1, 0, "2"), (2, 0, "5"), (0, 1, "3"), (1, 1, "4"), (2, 1, "none"), (1, 2, "2"))
)  # fmt: skip
PAGE_ONE = parts.Pages(1, 14, 218)
PAGE_MANY = parts.Pages(8, 14, 218, "status=late")
PAGE_ONLY = parts.Pages(1, 25, 3)

MOVES = [("TaxPath", "ClearBill")] * 4 + [("TaxPath", "Own build")] + [("ClearBill", "TaxPath")] * 2 + [("Sumline", "")]
FLOW, FLOW_NARROW = flow.draw(MOVES), flow.draw(MOVES, narrow=True)
SHARE, PARTS, SPREAD = (
    shares.bounds(0.31, 0.42, 0.5),
    shares.row([("term", 71), ("window", 29)], 120),
    shares.spread(24, 48, 96, 120),
)
