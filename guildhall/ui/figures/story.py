"""The life of one contract as the timeline tells it: every date it draws, and the words beside them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from guildhall.ui import words


@dataclass(frozen=True)
class Story:
    """Dates of one contract on one day. What is missing is not drawn."""

    on: date
    awarded_on: date | None = None
    starts_on: date | None = None
    first_ends_on: date | None = None
    """The end as first agreed, when it was moved since."""
    extended_in: int | None = None
    """Year in which the end was moved."""
    ends_on: date | None = None
    ends_earliest_on: date | None = None
    ends_latest_on: date | None = None
    option_ends_on: tuple[date, ...] = ()
    """End after each option not yet taken."""
    option_months: tuple[int, ...] = ()
    last_end_on: date | None = None
    """Last possible end where options are not listed one by one."""
    decide_by_on: date | None = None
    decide_words: str = ""
    """`54 days late`, `in 4 months`."""
    is_late: bool = False
    start_by_on: date | None = None
    lead_words: str = ""
    """`A replacement takes 15 months`."""
    notice_from: date | None = None
    """Earliest day on which the chance to extend may close."""
    notice_to: date | None = None
    """Latest such day; the same when the notice is known."""
    notice_words: str = ""
    """`Option 1 must be asked for in time`."""
    notice_note: tuple[str, ...] = ()
    shadow_on: date | None = None
    vesting_on: date | None = None
    decide_latest_on: date | None = None
    """The latest decide-by, when it is a range from `decide_by_on` on."""
    start_by_latest_on: date | None = None
    """The latest day to begin buying, when `start_by_on` is only the earliest."""

    @property
    def ends(self) -> date | None:
        """Where the settled part of the bar ends."""
        return self.ends_on or self.ends_earliest_on

    @property
    def final(self) -> date | None:
        """The last day of the bar, hatched parts included."""
        days = [self.ends_on, *self.option_ends_on, self.last_end_on, self.ends_latest_on, self.ends_earliest_on]
        return max((day for day in days if day), default=None)

    @property
    def decide_label(self) -> str:
        """`Decide by 30 September 2026`, the earliest day where it is a range; `could be` where the end is a guess."""
        if self.decide_by_on is None:
            return ""
        if self.ends_on is None:
            return f"Decide by: could be {words.month(self.decide_by_on)}"
        return f"Decide by {words.day(self.decide_by_on)}"

    @property
    def decide_range(self) -> tuple[date, date] | None:
        """Earliest and latest decide-by, where something that is not known lies between them."""
        early, late = self.decide_by_on, self.decide_latest_on
        return (early, late) if early and late and self.ends_on and late > early else None

    @property
    def decide_second(self) -> str:
        """Under the label: how far the day is, or the latest day where it is a range."""
        if self.decide_range:
            return f"{words.day(self.decide_range[1])} at the latest"
        return self.decide_words if self.ends_on else ""

    @property
    def can_be_drawn(self) -> bool:
        """Whether there is anything to show: a beginning or an end."""
        return bool(self.starts_on or self.final)

    @property
    def option_steps(self) -> tuple[date, ...]:
        """Ends of the hatched parts, the last possible end included where no option is listed."""
        if self.option_ends_on or not self.ends_on or not self.last_end_on or self.last_end_on <= self.ends_on:
            return self.option_ends_on
        return (self.last_end_on,)

    def rows(self) -> list[tuple[date, str]]:
        """The same picture as a table: each date in order, in words."""
        return sorted(self._rows(), key=lambda row: row[0])

    def _rows(self) -> Iterator[tuple[date, str]]:
        for day, what in (
            (self.awarded_on, "Award"),
            (self.starts_on, "Start"),
            (self.first_ends_on if self.first_ends_on != self.ends_on else None, "End as first agreed"),
            (self.decide_by_on, self._decide_row()),
            (self.decide_range[1] if self.decide_range else None, "Decide by, at the latest"),
            (self.on, "Today"),
            (self.shadow_on, "Shadow year begins"),
            (self.notice_from, self.notice_words or "Last day to ask to extend"),
            (self.notice_to if self.notice_to != self.notice_from else None, f"{self.notice_words}, at the latest"),
            (self.ends_on, "Agreed end"),
            (self.ends_earliest_on if not self.ends_on else None, "Earliest possible end"),
            (self.ends_latest_on if not self.ends_on else None, "Latest possible end"),
            (self.vesting_on, "Vesting day"),
        ):
            if day:
                yield day, what
        steps = self.option_steps
        for number, day in enumerate(steps, 1):
            last = number == len(steps)
            yield day, "Last possible end" if last else f"End if option {number} is taken"

    def _decide_row(self) -> str:
        if self.ends_on is None:
            return "Decide by, if it ends as early as it could"
        if self.decide_range:
            return "Decide by, at the earliest"
        return f"Decide by ({self.decide_words})" if self.decide_words else "Decide by"

    def sentence(self) -> str:
        """What the picture says, for who cannot see it."""
        return ". ".join(f"{what}: {words.day(day)}" for day, what in self.rows()) + "."
