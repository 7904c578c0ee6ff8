"""Plausible figures whose sums all hold, the narrative that goes with them, and agencies to report them."""

from __future__ import annotations

import csv
import random
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from tests.report_form import (
    APPLICANTS,
    DISCLOSURE,
    DISPUTE_COLUMNS,
    DISPUTE_ROWS,
    Key,
    Number,
    outcome_rows,
)
from tests.report_paper import Agency

REGIONS = Path(__file__).parent.parent / "index" / "regions.csv"

# ── plausible figures ──


def _share_out(total: int, weights: Sequence[float], rng: random.Random) -> list[int]:
    """`total` pieces thrown into boxes; for many pieces, in proportion."""
    if total > 400:
        weighed = [weight * rng.uniform(0.6, 1.4) for weight in weights]
        shares = [int(total * weight / sum(weighed)) for weight in weighed]
        shares[0] += total - sum(shares)
        return shares
    shares = [0] * len(weights)
    for box in rng.choices(range(len(weights)), weights, k=total):
        shares[box] += 1
    return shares


APPLICANT_WEIGHTS = (80, 10, 0.3, 0.7, 3, 6)
OUTCOME_WEIGHTS = {
    "granted": 30.0,
    "partly_granted": 12.0,
    "unavailable_not_held": 20.0,
    "unavailable_not_existing": 5.0,
    "refused_admin_query": 4.0,
    "refused_process": 3.0,
    "other": 4.0,
    "other_uncorrected": 3.0,
    "refused_state_secret": 0.1,
}


def random_applications(
    edition: str, size: int, carried_in: Mapping[str, int], rng: random.Random
) -> dict[Key, Number | None]:
    """Table 三, all its sums right."""
    cells: dict[Key, Number | None] = {}
    received = dict(zip(APPLICANTS, _share_out(size, APPLICANT_WEIGHTS, rng), strict=True))
    outcomes = outcome_rows(edition)
    weights = [*(OUTCOME_WEIGHTS.get(row, 1.0) for row in outcomes), 4.0]
    for column in APPLICANTS:
        intake = received[column] + carried_in.get(column, 0)
        *concluded, carried_over = _share_out(intake, weights, rng)
        cells |= {("applications", row, column): n for row, n in zip(outcomes, concluded, strict=True)}
        cells["applications", "received", column] = received[column]
        cells["applications", "carried_in", column] = carried_in.get(column, 0)
        cells["applications", "concluded", column] = sum(concluded)
        cells["applications", "carried_over", column] = carried_over
    for row in {row for _, row, _ in cells}:
        cells["applications", row, "total"] = sum(cells["applications", row, c] or 0 for c in APPLICANTS)
    return cells


def random_disputes(size: int, rng: random.Random) -> dict[Key, Number | None]:
    cells: dict[Key, Number | None] = {}
    for row in DISPUTE_ROWS:
        shares = _share_out(rng.randrange(size // 20 + 1), (6, 1, 2, 2), rng)
        for column, n in zip(DISPUTE_COLUMNS, (*shares, sum(shares)), strict=True):
            cells["disputes", row, column] = n
    return cells


def random_disclosure(
    edition: str, agency: Agency, size: int, before: Mapping[Key, Number | None], rng: random.Random
) -> dict[Key, Number | None]:
    """Table 二, carried on from the year before where the two years have the same form."""

    def few(most: int) -> int:
        return rng.randrange(most + 1) if rng.random() < 0.7 else 0

    scale = max(1, size)
    cells: dict[Key, Number | None] = {}
    for _, columns, rows in DISCLOSURE[edition]:
        for row in rows:
            for column in columns:
                cells["disclosure", row, column] = few(scale * (50 if column == "decisions" else 3))
            key = ("disclosure", row)
            if "prior_items" in columns:
                earlier = before.get((*key, "prior_items"))
                prior = few(40 + scale) if earlier is None else earlier + (before.get((*key, "change")) or 0)
                cells[*key, "prior_items"] = prior
                cells[*key, "change"] = rng.choice((0, 0, few(30), -min(few(3), int(prior))))
            if "made" in columns:
                made = 0 if row == "regulations" else few(9)
                cells |= {(*key, "made"): made, (*key, "published"): made, (*key, "public_total"): made * 3}
            if "issued" in columns:
                issued, repealed = (0, 0) if row == "regulations" else (few(9), few(2))
                earlier = before.get((*key, "in_force"))
                base = (0 if row == "regulations" else few(90) + 2) if earlier is None else int(earlier)
                repealed = min(repealed, base)
                cells |= {
                    (*key, "issued"): issued,
                    (*key, "repealed"): repealed,
                    (*key, "in_force"): base + issued - repealed,
                }
    if edition == "2019":
        items = cells["disclosure", "procurement", "items"] or 0
        cells["disclosure", "procurement", "amount"] = round(items * rng.uniform(2e4, 2e6), 2)
    else:
        cells["disclosure", "fees", "amount"] = round(few(3) * rng.uniform(1e3, 1e6), 2)
    return cells


def random_figures(
    seed: int,
    agency: Agency,
    editions: Mapping[str, str],
    before: Mapping[Key, Number | None] | None = None,
    received: int | None = None,
) -> dict[Key, Number | None]:
    """Plausible figures with every sum right; `before` is the year before, carried over into this one.

    `received` is how many requests came in; None leaves that to chance, too.
    """
    rng = random.Random(seed)
    before = before or {}
    size = int(rng.lognormvariate(5.5, 1.2)) if agency.government else int(rng.lognormvariate(1.5, 1.6)) - 2
    size = min(max(size, 0), 9_000) if received is None else received
    carried_in = {
        column: int(before.get(("applications", "carried_over", column)) or 0) for column in APPLICANTS
    }
    if not before and rng.random() < 0.4:
        carried_in["natural_person"] = rng.randrange(size // 10 + 2)
    return {
        **random_disclosure(editions["disclosure"], agency, size, before, rng),
        **random_applications(editions["applications"], size, carried_in, rng),
        **random_disputes(size, rng),
    }


# ── narrative ──

LEADERS = ("王建国", "李晓红", "陈志强", "刘文慧", "赵明", "周海燕", "孙立军", "吴桂芳", "郑凯", "黄秀英")
POSITIONS = ("局长", "副局长", "党组书记", "分管负责人", "办公室主任")
COLUMNS_OF_NEWS = ("奋战四十天", "一线直击", "政策明白卡", "局长信箱", "阳光政务", "民生直通车")
SHORTCOMINGS = (
    "信息公开内容以业务动态为主，内容相对单一",
    "个别科室对政务公开工作重视不够，主动公开的意识有待加强",
    "政策解读形式不够丰富，图解、视频等方式运用较少",
    "信息员变动频繁，业务培训有待加强",
    "依申请公开办理程序不够规范，答复质量有待提高",
    "信息发布的时效性还需进一步提升",
    "重点领域信息公开的深度和广度不够",
)
REMEDIES = (
    "加强业务培训，每季度至少组织一次政务公开专题学习",
    "完善信息发布审核制度，严格落实三审三校",
    "丰富解读形式，提高政策解读的可读性",
    "优化依申请公开办理流程，规范答复文书",
    "加大重点领域信息公开力度，及时回应社会关切",
    "充实信息员队伍，明确专人负责",
)


def own_name(agency: Agency) -> str:
    """What a body calls itself.

    >>> [own_name(Agency(name)) for name in ("昆山市周市镇人民政府", "四川省财政厅", "南京市江宁区东山街道办事处")]
    ['我镇', '我厅', '我街道']
    """
    kind = agency.name.removesuffix("办事处").removesuffix("人民政府")
    return "我街道" if kind.endswith("街道") else f"我{kind[-1]}"


def random_narrative(
    figures: Mapping[Key, Number | None], agency: Agency, year: int, rng: random.Random
) -> dict[str, list[str]]:
    """Sentences that vary from report to report and agree with the tables."""
    us = own_name(agency)
    received = figures.get(("applications", "received", "total")) or 0
    website, media = rng.randrange(80, 3000), rng.randrange(20, 900)
    leader = f"由{rng.choice(POSITIONS)}{rng.choice(LEADERS)}同志担任组长"
    requests = f"共收到政府信息公开申请{received}件" if received else "未收到政府信息公开申请"
    shortcomings, remedies = rng.sample(SHORTCOMINGS, 2), rng.sample(REMEDIES, 2)
    fee = rng.choice(("收取信息处理费0元", "未收取信息处理费", f"收取信息处理费{rng.randrange(100, 9000)}元"))
    return {
        "一": [
            f"{year}年，{us}认真贯彻落实《中华人民共和国政府信息公开条例》，政府信息公开工作有序推进。",
            f"（一）主动公开情况。{year}年通过政府网站公开信息{website}条，通过微信公众号发布信息{media}条，"
            f"开设“{rng.choice(COLUMNS_OF_NEWS)}”专栏。",
            f"（二）依申请公开情况。{year}年度，{us}{requests}，均已按期答复。",
            f"（三）政府信息管理情况。制定信息发布制度{rng.randrange(2, 12)}项，"
            f"{rng.choice(('定期清理公开目录', '落实保密审查', '执行三审三校流程'))}。",
            f"（四）平台建设情况。{rng.choice(('改版门户网站', '新开通政务微博', '设立政务公开专区'))}，"
            f"配备专职人员{rng.randrange(1, 5)}名。",
            f"（五）监督保障情况。成立政务公开工作领导小组，{leader}，全年组织培训{rng.randrange(1, 8)}次。",
        ],
        "五": [
            f"{year}年{us}政府信息公开工作取得了一定成绩，但仍存在一些问题："
            f"一是{shortcomings[0]}；二是{shortcomings[1]}。",
            f"下一步，将从以下方面改进：一是{remedies[0]}；二是{remedies[1]}。",
        ],
        "六": [f"本年度{fee}，无其他需要报告的事项。"],
    }


# ── many of them ──

DEPARTMENTS = (
    "人民政府", "应急管理局", "发展和改革局", "教育局", "财政局", "卫生健康局", "市场监督管理局", "民政局",
    "司法局", "自然资源局", "生态环境局", "住房和城乡建设局", "交通运输局", "水利局", "农业农村局", "商务局",
    "文化和旅游局", "退役军人事务局", "审计局", "统计局", "医疗保障局", "城市管理局", "公安局", "行政审批局",
)  # fmt: skip


@cache
def regions() -> tuple[tuple[str, str, str], ...]:
    """(province, city, county) of every county and city of the divisions."""
    with REGIONS.open(encoding="utf-8") as lines:
        found = [(r["province"], r["city"], r["county"]) for r in csv.DictReader(lines)]
    return tuple(region for region in found if region[1] or region[2])


def agency_at(region: tuple[str, str, str], department: str) -> Agency:
    """The agency of that kind in that place, by its full name.

    >>> agency_at(("北京市", "北京市", "大兴区"), "应急管理局").name
    '北京市大兴区应急管理局'
    """
    province, city, county = region
    place = county if county == city else f"{city or province}{county}"
    return Agency(
        f"{place}{department}",
        province=province,
        city=city,
        county=county,
        government=department == "人民政府",
    )


def agencies(n: int, seed: int = 0) -> list[Agency]:
    """n different agencies anywhere in the country; about one in five is a government."""
    rng = random.Random(seed)
    places = rng.sample(regions(), len(regions()))
    kinds = [*("人民政府",) * 6, *DEPARTMENTS[1:]]
    found: dict[str, Agency] = {}
    while len(found) < n:
        agency = agency_at(places[rng.randrange(len(places))], rng.choice(kinds))
        found.setdefault(agency.name, agency)
    return list(found.values())
