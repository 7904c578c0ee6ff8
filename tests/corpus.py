"""The test collection: 43 agencies, reports on 2019 to 2022 in both editions of the form, with planted facts.

The figures of data/reports are five reports on one year; here trends, ranks among many, regions, levels, namesakes
and checks from year to year can be asked. Nothing in it is real but the names of places. What is planted stands in
`PLAN` (requests received), `ODD` (how a report differs from a plain one) and `TOLD` (sentences of the narrative); all
else is plausible and the same in every run. `tests/questions_corpus*.jsonl` ask about it.

    python -m tests.corpus FOLDER     writes it to look at, or to build a store of
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.report_figures import random_figures, random_narrative
from tests.report_form import APPLICANTS, COLUMNS, Key, Number
from tests.report_paper import Agency, Printed
from tests.report_writer import WrittenReport, write_files, write_report

YEARS = (2019, 2020, 2021, 2022)
LAYOUTS = ("tabbed_lines", "html", "tab_rows", "md", "pipe_lines", "html_word", "pipes", "docx")

# agency: province, city, county, and the requests received in each of YEARS (None: no report on that year)
PLAN: dict[str, tuple[str, str, str, tuple[int | None, ...]]] = {
    "北京市人民政府": ("北京市", "北京市", "", (1240, 1105, 1388, 1502)),
    "北京市朝阳区人民政府": ("北京市", "北京市", "朝阳区", (2310, 1987, 2204, 2561)),
    "北京市朝阳区教育委员会": ("北京市", "北京市", "朝阳区", (58, 61, 77, 69)),
    "北京市朝阳区应急管理局": ("北京市", "北京市", "朝阳区", (14, 9, 17, 22)),
    "北京市海淀区人民政府": ("北京市", "北京市", "海淀区", (1876, 2045, 2398, 2190)),
    "北京市海淀区住房和城乡建设委员会": ("北京市", "北京市", "海淀区", (412, 385, 467, 498)),
    "天津市河西区人民政府": ("天津市", "天津市", "河西区", (154, 139, 176, None)),
    "长春市人民政府": ("吉林省", "长春市", "", (356, 298, 341, 377)),
    "长春市教育局": ("吉林省", "长春市", "", (33, None, 41, 38)),
    "长春市朝阳区人民政府": ("吉林省", "长春市", "朝阳区", (187, 152, 163, 149)),
    "长春市朝阳区应急管理局": ("吉林省", "长春市", "朝阳区", (3, 0, 0, 4)),
    "江苏省生态环境厅": ("江苏省", "", "", (143, 171, 166, 205)),
    "南京市人民政府": ("江苏省", "南京市", "", (684, 702, 815, 903)),
    "南京市教育局": ("江苏省", "南京市", "", (96, 84, 120, 131)),
    "南京市财政局": ("江苏省", "南京市", "", (41, 37, 52, 47)),
    "南京市规划和自然资源局": ("江苏省", "南京市", "", (933, 871, 1010, 964)),
    "南京市鼓楼区人民政府": ("江苏省", "南京市", "鼓楼区", (512, 476, 530, 588)),
    "南京市鼓楼区教育局": ("江苏省", "南京市", "鼓楼区", (27, 19, 35, 36)),
    "南京市江宁区人民政府": ("江苏省", "南京市", "江宁区", (745, 798, 861, 1024)),
    "南京市江宁区教育局": ("江苏省", "南京市", "江宁区", (22, 31, 35, 28)),
    "南京市江宁区东山街道办事处": ("江苏省", "南京市", "江宁区", (8, 12, 15, 18)),
    "徐州市人民政府": ("江苏省", "徐州市", "", (268, 254, 310, 296)),
    "徐州市公安局": ("江苏省", "徐州市", "", (175, 162, 148, 133)),
    "徐州市鼓楼区人民政府": ("江苏省", "徐州市", "鼓楼区", (88, 93, 101, 97)),
    "苏州市人民政府": ("江苏省", "苏州市", "", (566, 549, 623, 690)),
    "苏州市公安局": ("江苏省", "苏州市", "", (204, 231, 258, 287)),
    "苏州市教育局": ("江苏省", "苏州市", "", (66, 58, 73, 84)),
    "昆山市人民政府": ("江苏省", "苏州市", "昆山市", (431, 415, 452, 506)),
    "昆山市教育局": ("江苏省", "苏州市", "昆山市", (18, 21, 24, None)),
    "昆山市周市镇人民政府": ("江苏省", "苏州市", "昆山市", (0, 5, 11, 9)),
    "杭州市西湖区人民政府": ("浙江省", "杭州市", "西湖区", (702, 733, 788, 826)),
    "南昌市西湖区人民政府": ("江西省", "南昌市", "西湖区", (95, 87, 110, 122)),
    "广州市财政局": ("广东省", "广州市", "", (72, 68, 75, 81)),
    "深圳市人民政府": ("广东省", "深圳市", "", (1533, 1410, 1695, 1820)),
    "深圳市南山区人民政府": ("广东省", "深圳市", "南山区", (620, 655, 690, 742)),
    "深圳市南山区粤海街道办事处": ("广东省", "深圳市", "南山区", (6, 10, 13, 18)),
    "佛山市教育局": ("广东省", "佛山市", "", (44, 39, 46, 50)),
    "佛山市顺德区人民政府": ("广东省", "佛山市", "顺德区", (893, 840, 905, 952)),
    "佛山市顺德区北滘镇人民政府": ("广东省", "佛山市", "顺德区", (25, 30, 42, 37)),
    "成都市公安局": ("四川省", "成都市", "", (318, 342, 365, 401)),
    "成都市双流区人民政府": ("四川省", "成都市", "双流区", (277, 260, 325, 349)),
    "成都市武侯区综合行政执法局": ("四川省", "成都市", "武侯区", (49, 53, 64, 58)),
    "四川省财政厅": ("四川省", "", "", (None, None, 29, 33)),
}


@dataclass(frozen=True)
class Odd:
    """How one report differs from a plain one."""

    why: str
    cells: Mapping[Key, Number | str | Printed | None] = field(default_factory=dict)
    lost: tuple[Key, ...] = ()  # cells that are not printed at all
    quirks: tuple[str, ...] = ()
    editions: str | Mapping[str, str] = ""
    amount: str = ""
    carried_in: int | None = None  # of natural persons, whatever the year before carried over
    told: int | None = None  # the number of requests that the narrative claims


def _regulations(in_force: int) -> dict[Key, Number | str | Printed | None]:
    return {("disclosure", "regulations", "in_force"): in_force}


def _purchases(items: int, amount: float) -> dict[Key, Number | str | Printed | None]:
    return {("disclosure", "procurement", "items"): items, ("disclosure", "procurement", "amount"): amount}


def _dispute_row(row: str, *cells: Number | str | None) -> dict[Key, Number | str | Printed | None]:
    columns = ("upheld", "corrected", "other", "pending", "total")
    return {("disputes", row, column): cell for column, cell in zip(columns, cells, strict=True)}


ODD: dict[tuple[str, int], Odd] = {
    ("徐州市人民政府", 2021): Odd(
        "本年新收's total is 320, its applicants add up to 310",
        {("applications", "received", "total"): 320},
    ),
    ("南京市江宁区教育局", 2022): Odd(
        "the outcomes of natural persons add up to less than 总计",
        {("applications", "concluded", "natural_person"): 30},
    ),
    ("佛山市顺德区人民政府", 2020): Odd(
        "reviews: 5 + 2 + 1 + 3, total 0", _dispute_row("review", 5, 2, 1, 3, 0)
    ),
    ("深圳市南山区人民政府", 2022): Odd("carries in 40, 2021 carried over another number", carried_in=40),
    ("苏州市人民政府", 2022): Odd(
        "25 normative documents in force, but 16 in 2021 and 6 more and 1 less",
        {
            ("disclosure", "normative_documents", "issued"): 6,
            ("disclosure", "normative_documents", "repealed"): 1,
            ("disclosure", "normative_documents", "in_force"): 25,
        },
    ),
    ("佛山市顺德区北滘镇人民政府", 2022): Odd(
        "a town that claims to have made two 规章",
        {("disclosure", "regulations", "issued"): 2, ("disclosure", "regulations", "in_force"): 2},
    ),
    ("南京市财政局", 2021): Odd("the narrative says 25 requests, the table 52", told=25),
    ("徐州市公安局", 2020): Odd("outcomes left blank", quirks=("blank_rows",)),
    ("佛山市教育局", 2021): Odd(
        "上年结转 left blank", dict.fromkeys((("applications", "carried_in", c) for c in COLUMNS), None)
    ),
    ("苏州市教育局", 2022): Odd(
        "“/” for the fees and for the suits after review",
        {("disclosure", "fees", "amount"): "/", **_dispute_row("litigation_after_review", *"/////")},
    ),
    ("成都市公安局", 2021): Odd(
        "the last cell of table 四 is not printed", lost=(("disputes", "litigation_after_review", "total"),)
    ),
    ("昆山市教育局", 2020): Odd(
        "采购总金额 left blank, two purchases",
        {("disclosure", "procurement", "items"): 2, ("disclosure", "procurement", "amount"): None},
    ),
    ("广州市财政局", 2020): Odd("采购总金额 without a unit", _purchases(4, 361.5), amount="bare"),
    ("南京市财政局", 2019): Odd("in 万元", _purchases(11, 4_285_000.0), amount="万元"),
    ("南京市财政局", 2020): Odd(
        "the most purchases of the bureaus", _purchases(19, 23_764_500.5), amount="万元"
    ),
    ("南京市教育局", 2019): Odd("in 元", _purchases(7, 1_860_000.0)),
    ("南京市教育局", 2020): Odd("in 元", _purchases(9, 2_604_000.0)),
    ("成都市公安局", 2020): Odd(
        "in a head that says 万元", _purchases(33, 18_290_000.0), amount="header 万元"
    ),
    ("徐州市鼓楼区人民政府", 2021): Odd("still in the old form", editions="2019"),
    ("杭州市西湖区人民政府", 2021): Odd(
        "the new table 二 with the old table 三",
        editions={"disclosure": "2021", "applications": "2019", "disputes": "2021"},
    ),
    ("北京市人民政府", 2021): Odd("regulations in force", _regulations(208)),
    ("南京市人民政府", 2021): Odd("regulations in force", _regulations(64)),
    ("深圳市人民政府", 2021): Odd("regulations in force", _regulations(137)),
    ("长春市人民政府", 2021): Odd("regulations in force", _regulations(52)),
    ("南京市鼓楼区教育局", 2021): Odd("two reviews corrected", _dispute_row("review", 1, 2, 0, 0, 3)),
    ("北京市朝阳区教育委员会", 2021): Odd("two reviews corrected", _dispute_row("review", 3, 2, 1, 0, 6)),
    ("苏州市教育局", 2021): Odd("one review corrected", _dispute_row("review", 0, 1, 0, 1, 2)),
    ("长春市朝阳区应急管理局", 2021): Odd(
        "zero everywhere",
        {("applications", row, c): 0 for row in ("received", "carried_in") for c in COLUMNS},
    ),
}

# (agency, year): paragraphs by part, beside the ones every report has
TOLD: dict[tuple[str, int], dict[str, tuple[str, ...]]] = {
    ("南京市教育局", 2021): {
        "一": ("（六）特色工作。围绕“双减”政策开展在线访谈4场，举办校园开放日12场，收到家长意见建议286条。",),
        "五": ("三是民办学校信息公开目录更新不及时，部分学校收费公示缺少监督电话。",),
    },
    ("南京市教育局", 2022): {
        "一": ("（六）特色工作。开通义务教育入学政策智能问答，累计答复3.2万人次。",),
        "五": ("三是政策问答库更新滞后于招生政策调整。",),
    },
    ("苏州市公安局", 2022): {
        "一": ("（六）警务公开。全年召开新闻发布会9场，“苏州公安”短视频账号粉丝数突破120万。",),
    },
    ("苏州市公安局", 2021): {"一": ("（六）警务公开。全年召开新闻发布会6场，开展警营开放日活动31次。",)},
    ("昆山市人民政府", 2020): {
        "一": ("（六）疫情防控信息公开。发布疫情防控信息1873条，组织台企政策宣讲会14场。",),
        "六": ("本年度承办人大代表建议187件、政协提案203件，均已公开答复。",),
    },
    ("北京市朝阳区人民政府", 2022): {
        "一": ("（六）政民互动。“朝我说”政策咨询服务台受理咨询4218次，举办政务开放日活动56场。",),
        "五": ("三是街道、乡镇基层政务公开专区服务功能单一，自助查询设备使用率偏低。",),
    },
    ("长春市朝阳区人民政府", 2022): {
        "一": ("（六）政民互动。在12个社区设立政务公开角，冬季供热投诉答复率达到98.6%。",),
        "五": ("三是老旧小区改造信息公开不够及时。",),
    },
    ("深圳市南山区粤海街道办事处", 2021): {
        "一": ("（六）基层公开。在科技园片区设立政务公开自助终端8台，公布社区集体股份公司财务信息23条。",),
    },
    ("佛山市顺德区北滘镇人民政府", 2021): {
        "一": ("（六）村务公开。指导20个村（社区）公开征地补偿安置信息，公开率100%。",),
    },
    ("江苏省生态环境厅", 2021): {
        "一": ("（六）环境信息公开。公开排污许可信息5310条，发布环境质量月报12期。",),
        "五": ("三是建设项目环评信息公开格式不统一。",),
    },
    ("四川省财政厅", 2022): {"一": ("（六）预决算公开。省级部门预算公开率达到100%，公开政府债务信息47条。",)},
    ("成都市双流区人民政府", 2020): {"六": ("因机构改革，原区信息公开办并入区行政审批局。",)},
    ("杭州市西湖区人民政府", 2022): {
        "一": ("（六）平台创新。上线“西湖政务公开地图”，标注公开专区72处。",),
        "六": ("全年收取信息处理费共计12笔、1380元。",),
    },
    ("南昌市西湖区人民政府", 2022): {"一": ("（六）平台创新。依托“洪城e办”开设公开专栏5个。",)},
    ("成都市公安局", 2019): {"五": ("三是因答复超期被行政复议机关责令限期履行1件，已组织专项整改。",)},
}


def corpus() -> Iterator[WrittenReport]:
    """Every report of the collection, agency by agency, oldest first; the same in every run."""
    for number, (name, (province, city, county, received)) in enumerate(PLAN.items()):
        agency = Agency(name, "", province, city, county, government=name.endswith("人民政府"))
        before: Mapping[Key, Number | None] | None = None
        for year, requests in zip(YEARS, received, strict=True):
            if requests is None:
                before = None
                continue
            written = _report(agency, year, requests, before, number)
            before = written.figures
            yield written


def _report(
    agency: Agency, year: int, requests: int, before: Mapping[Key, Number | None] | None, number: int
) -> WrittenReport:
    seed = number * 101 + year
    odd = ODD.get((agency.name, year), Odd("plain"))
    own = odd.editions or ("2019" if year <= 2020 else "2021")
    editions = (
        dict(own)
        if isinstance(own, Mapping)
        else dict.fromkeys(("disclosure", "applications", "disputes"), own)
    )
    if odd.carried_in is not None:
        carried = ("applications", "carried_over")
        before = {**(before or {}), **{(*carried, column): 0 for column in APPLICANTS}}
        before[*carried, "natural_person"] = odd.carried_in
    figures = random_figures(seed, agency, editions, before, requests)
    told = {**figures, ("applications", "received", "total"): odd.told or requests}
    narrative = random_narrative(told, agency, year, random.Random(seed))
    for part, paragraphs in TOLD.get((agency.name, year), {}).items():
        narrative[part] = [*narrative[part], *paragraphs]
    return write_report(
        {**figures, **odd.cells},
        agency,
        year,
        editions=editions,
        narrative=narrative,
        layout=LAYOUTS[number % len(LAYOUTS)],
        quirks=odd.quirks,
        amount=odd.amount,
        lost=odd.lost,
        seed=seed,
    )


if __name__ == "__main__":
    [into] = sys.argv[1:]
    print(write_files(corpus(), Path(into)), "reports")
