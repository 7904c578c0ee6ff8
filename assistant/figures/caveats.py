"""What must be said beside figures: coverage, blanks left out, double counting, problems found, whom a ranking leaves out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from assistant.figures.evidence import MOST_CITED_REPORTS
from assistant.figures.evidenced import MOST_ROWS_IN_WORDS, Evidenced
from assistant.labels import in_english
from assistant.wording import join_names, say_cell, say_number
from index.kinds import is_government


def all_caveats(told: Evidenced) -> list[str]:
    """Everything that must be said beside an answer."""
    found: list[str] = []
    found += scope_caveats(told)
    found += derived_caveats(told)
    found += coverage_caveats(told)
    found += years_caveats(told)
    found += partial_caveats(told)
    found += double_count_caveats(told)
    found += problem_caveats(told)
    found += edition_caveats(told)
    found += cut_caveats(told)
    return found


def derived_caveats(told: Evidenced) -> Iterator[str]:
    """A figure that the form does not print, made of those that it does."""
    if any(metric.of.whole for metric in told.metrics):
        yield told.say(
            "现有项目数量不是报告印出的数字，由上一年项目数量加本年增/减得出。",
            "The items now are not printed in the reports: they are the items of the year before and the year's change added up.",
        )


def coverage_caveats(told: Evidenced) -> Iterator[str]:
    """How many of the reports had a value, where an answer speaks of several."""
    count, none = told.evidence.count, told.evidence.without_number
    if count < 2:
        return
    if told.metrics[0].over and not all(map(told.evidence.is_cited, none)):
        names = join_names([f.agency for f in none], told.language)
        yield told.say(
            f"{count} 份报告中 {count - len(none)} 份有比率；总数是 0、空白或没有印出的：{names}。",
            f"{count - len(none)} of {count} reports have a rate; the whole is 0, blank or not printed: {names}.",
        )
        return
    nothing = [f for f in none if told.divides_by_zero(told.metrics[0], f)]
    lost = [f for f in none if f not in nothing]
    if nothing:
        names = join_names([f.agency for f in nothing], told.language)
        yield told.say(
            f"总数是 0、没有比率可算的：{names}。", f"The whole is 0, so there is no rate: {names}."
        )
    if lost:
        names = join_names([f.agency for f in lost], told.language)
        yield told.say(
            f"{count} 份报告中 {count - len(none)} 份有数字；空白或没有印出的：{names}，未按 0 计。",
            f"{count - len(none)} of {count} reports have a figure;"
            f" blank or not printed: {names}, not counted as 0.",
        )


def years_caveats(told: Evidenced) -> Iterator[str]:
    """Who reported on one of the years compared and not on the other; sums of a different number of reports a year."""
    if not (told.intent.change or told.intent.added_up):
        return
    by_year: dict[int, set[str]] = {year: set() for year in told.scope.years}
    for figure in told.evidence.figures:
        by_year[figure.year].add(figure.agency)
    everyone = set().union(*by_year.values())
    if told.intent.added_up == "agencies" and len(set(map(len, by_year.values()))) > 1:
        counts = [(str(year), len(agencies)) for year, agencies in sorted(by_year.items())]
        zh = "，".join(f"{year} 年 {count} 份" for year, count in counts)
        en = ", ".join(f"{count} in {year}" for year, count in counts)
        yield told.say(f"各年加总的报告份数不同：{zh}。", f"The number of reports added up differs: {en}.")
    elif len(everyone) > 1 and not told.intent.sides:
        short = sorted(
            agency for agency in everyone if any(agency not in named for named in by_year.values())
        )
        if short:
            names = join_names(short, told.language)
            alone = told.intent.change and not told.intent.grouped_by
            kept = ("合计里各年的单位因此不同。", ", so the totals are not of the same agencies")
            zh, en = (
                kept
                if told.intent.grouped_by
                else ("没有参加比较。", ", and not compared")
                if alone
                else ("", "")
            )
            yield told.say(
                f"缺其中某一年报告的：{names}。{zh}", f"Without a report on one of the years{en}: {names}."
            )


def partial_caveats(told: Evidenced) -> Iterator[str]:
    """A sum of rows some of which are blank."""
    for figure in told.evidence.cited[:MOST_ROWS_IN_WORDS]:
        for number, metric in enumerate(told.metrics):
            blank = [cell for cell in told.cells(metric, figure) if cell.state not in ("number",)]
            if blank and figure.values[number] is not None and not metric.of.either:
                cell = blank[0]
                yield told.say(
                    f"{figure.agency}的“{say_cell(cell.table, cell.row, cell.column, 'zh')}”等 {len(blank)} 格没有数字，未计入。",
                    f"{figure.agency}: {len(blank)} cells without a number are not counted,"
                    f" such as {say_cell(cell.table, cell.row, cell.column, 'en')}.",
                )


def double_count_caveats(told: Evidenced) -> Iterator[str]:
    """A district government's figures include its departments'."""
    if (
        told.intent.operation not in ("sum", "average", "median", "means", "agency_share", "top_share")
        and told.intent.added_up != "agencies"
    ):
        return
    agencies = told.evidence.agencies()
    governments = [agency for agency in agencies if is_government(agency)]
    inside = [government for government in governments if _has_departments(government, agencies)]
    if inside:
        names = join_names(inside, told.language)
        if told.intent.operation == "median" and told.intent.added_up != "agencies":
            yield told.say(
                f"{names}的数字一般含其所属部门，不是与部门并列的另一份。",
                f"The figures of {names} usually include those of its departments beside it.",
            )
            return
        yield told.say(
            f"{names}的数字一般含其所属部门，与部门的数字相加会重复计算。",
            f"The figures of {names} usually include its departments, so adding both counts twice.",
        )


def problem_caveats(told: Evidenced) -> Iterator[str]:
    for problem in told.evidence.problems[:5]:
        where = f"{problem['agency']} {problem['year']}"
        yield told.say(f"{where}：{problem['message']}", f"{where}: {in_english(problem['message_en'])}")


def edition_caveats(told: Evidenced) -> Iterator[str]:
    if len(told.scope.years) > 1 and min(told.scope.years) <= 2020 < max(told.scope.years):
        yield told.say(
            "2021 年起改用新版表样，跨版比较时口径可能不同。",
            "A new edition of the form applies from 2021; figures across editions may not be comparable.",
        )


def scope_caveats(told: Evidenced) -> Iterator[str]:
    """A government that would have led is not a bureau: say so, with its figure."""
    if told.outsider is None:
        return
    leader, evidence = told.outsider
    metric = told.metrics[0]
    cells = [c for term in metric.terms for c in evidence.cells_behind(term, leader.report_id)]
    said = say_number(leader.values[0] or 0, metric.unit, told.language) + told.citations.cells(cells)
    yield told.say(
        f"只比较名称为“局”的单位：{leader.agency}是一级政府，不是局，它的数字是 {said}，没有算在内。",
        f"Only bureaus (局) are compared: {leader.agency} is a government, not a bureau; its figure, {said}, is left out.",
    )


def _has_departments(government: str, agencies: Sequence[str]) -> bool:
    """Whether a name that begins with the government's place is among the (sorted) agencies."""
    place = _place_of(government)
    at = bisect_left(agencies, place)
    near = agencies[at : at + 3]
    return any(agency.startswith(place) and agency != government for agency in near)


def _place_of(government: str) -> str:
    return government.removesuffix("人民政府").removesuffix("管理委员会").removesuffix("管委会")


def cut_caveats(told: Evidenced) -> Iterator[str]:
    """More reports than anybody reads citations of."""
    known = told.evidence.known()
    if known > MOST_CITED_REPORTS:
        yield told.say(
            f"数字来自 {known} 份报告，出处只列出 {MOST_CITED_REPORTS} 份；用显示的 SQL 可以查到全部。",
            f"The figures are of {known} reports; {MOST_CITED_REPORTS} are cited, and the SQL shown finds them all.",
        )
