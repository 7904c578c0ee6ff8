"""What the narrative tells of the form's figures: sentences → Claims, each with its verbatim words.

Precision before reach: a sentence about another year, another body, another matter or a part of it makes no claim, and
where words may mean several sums of cells a claim keeps them all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from index.checks.prose import Sentence
from index.checks.sums import Key
from index.checks.told_patterns import (
    APPLICANT_COLUMNS,
    DECISION_ROWS,
    DOCUMENT_ROWS,
    LABEL,
    OUTCOME_ROWS,
    PERCENT,
    PUBLISHED,
    RESULT_COLUMNS,
    claims_in,
    number_told,
)
from index.checks.told_scope import Context, in_scope
from index.form import APPLICANTS, WAN

Sum = tuple[Key, ...]


@dataclass(frozen=True)
class Claim:
    """A figure the text tells: any of `sums` may be what it means, the first most likely."""

    kind: str
    told: float
    words: str
    sums: tuple[Sum, ...] = ()
    at_most: bool = False  # a part may be meant: only more than every sum is wrong
    step: float = 1  # how far from the cell it may be: less than this, one last place of 3.54 万元
    percent: tuple[float, float] | None = None  # (33.9, its last place) where a share is told beside it


def sentence_claims(sentence: Sentence, context: Context) -> list[Claim]:
    """The figures one sentence tells, in order."""
    claims: list[Claim] = []
    for kind, found in claims_in(sentence.plain):
        if not in_scope(sentence, found.start(), context):
            continue
        claim = _claim(kind, found, sentence, claims, context)
        if claim is not None:
            claims.append(_with_percent(claim, sentence.plain, found.end()))
    return claims


def _claim(
    kind: str, found: re.Match[str], sentence: Sentence, before: Sequence[Claim], context: Context
) -> Claim | None:
    groups = found.groupdict()
    told = number_told(groups["n"]) if groups.get("n") else 0
    if told is None:
        return None
    claim = Claim(kind, told, sentence.words[found.start() : found.end()])
    clause = re.split(r"[，,；;]", sentence.plain[: found.start()])[-1]
    if kind in _APPLICATION_CLAIMS:
        if not _about_applications(kind, found, sentence, clause, before):
            return None
        return _application_claim(claim, found, sentence, clause, before, context)
    if kind in _DISPUTE_CLAIMS:
        about = sentence.part == "四" or re.search(r"信息公开|依申请", sentence.plain)
        return _dispute_claim(claim, groups, clause, before) if about else None
    return _disclosure_claim(claim, groups, clause, context)


_APPLICATION_CLAIMS = (
    "received", "asked", "done", "outcome", "outcome_after", "carried_in", "carried_over", "carried_over_after",
    "applicant", "no_applications",
)  # fmt: skip
_DISPUTE_CLAIMS = ("both", "after_review", "direct", "review", "litigation", "result", "no_disputes")

# ── table 三 ─────────────────────────────────────────────────────────────────────────────────────


def _total(*rows: str) -> Sum:
    return tuple(("applications", row, "total") for row in rows)


RECEIVED, CARRIED_IN, CONCLUDED, CARRIED_OVER = (
    _total(row) for row in ("received", "carried_in", "concluded", "carried_over")
)
TAKEN_IN = (*RECEIVED, *CARRIED_IN)

_APPLICATIONS = re.compile(r"信息公开[^，。；]{0,6}申请|依申请|申请公开|公开申请|申请[^，。；]{0,6}信息")
_COUNTED_APPLICATIONS = re.compile(r"申请[^，。；]{0,24}?\d+[件宗份]|\d+[件宗份][^，。；]{0,12}申请")
_OWN_APPLICATIONS = re.compile(r"(?<!依)申请|依申请公开申请")
_OTHER_CLAUSE = re.compile(
    r"信访|投诉|举报|留言|热线|来电|来访|咨询|建议|提案|许可|信箱|工单|诉求|问政|复议|诉讼|平台|补贴|救助"
)
_OTHER_SENTENCE = re.compile(r"建议|提案|信访件|来信来访|热线|留言|工单|问政|诉求|办件|许可申请|评查")
_PART_OF = re.compile(
    r"其中|网上|网络|信函|来信|书面|邮寄|邮件|当面|现场|窗口|在线|平台|系统|传真|网站|渠道|口头|电话|电子|首次|补正|重复"
    r"|撤回|延期|涉及|关于|土地|拆迁|主要|剔除|不含|除"
)
_REASON = re.compile(r"因|由于|属|涉|案卷|事项|信息")  # of a group only what has this reason may be counted
_GROUPS = {label for label, rows in OUTCOME_ROWS.items() if len(rows) > 1}
_OUTCOMES = {*_GROUPS, "予以公开", "同意公开", "予以部分公开", "部分公开"}
_TAKES_IN = {  # what a label may take in where a sentence leaves it unnamed
    "予以公开": ("部分公开",),
    "同意公开": ("部分公开",),
    "不予公开": ("无法提供", "不予处理", "其他处理"),
    "无法提供": ("不予处理", "其他处理"),
    "不予处理": ("其他处理",),
}
_HAS_APPLICANTS = ("received", "asked", "carried_in", "carried_over", "outcome")
_LOOSELY = {"企业": (APPLICANTS[1:],), "其他组织": (APPLICANTS[1:], APPLICANTS[2:])}


def _about_applications(
    kind: str, found: re.Match[str], sentence: Sentence, clause: str, before: Sequence[Claim]
) -> bool:
    """Whether the words before are of applications for information, and of nothing else that is counted."""
    if not _APPLICATIONS.search(sentence.before + sentence.plain[: found.end()]):
        return False
    if _OTHER_CLAUSE.search(clause) or _OTHER_SENTENCE.search(sentence.plain[: found.start()]):
        return False
    if kind == "received" or before:
        return True
    return bool(_OWN_APPLICATIONS.search(sentence.plain) or _COUNTED_APPLICATIONS.search(sentence.before))


def _application_claim(
    claim: Claim,
    found: re.Match[str],
    sentence: Sentence,
    clause: str,
    before: Sequence[Claim],
    context: Context,
) -> Claim | None:
    groups = found.groupdict()
    match claim.kind:
        case "received" | "asked" | "done":
            whole = "申请" in found.group() and not _PART_OF.search(clause)
            return _whole_claim(claim, groups) if whole else None
        case "no_applications":
            return None if _PART_OF.search(clause) else replace(claim, sums=(RECEIVED,))
        case "outcome" | "outcome_after":
            return _outcome_claim(claim, groups["labels"], clause, sentence.plain, before)
        case "applicant":
            return _applicant_claim(claim, groups["who"], before)
        case "carried_in":
            own = groups["year"] in (None, str(context.year - 1))
            return replace(claim, sums=(CARRIED_IN,)) if own else None
    if groups["year"] == str(context.year):  # 2019年的申请结转2020年办理
        return replace(claim, kind="carried_in", sums=(CARRIED_IN,))
    own = groups["year"] in (None, str(context.year + 1))
    return replace(claim, kind="carried_over", sums=(CARRIED_OVER,)) if own else None


def _whole_claim(claim: Claim, groups: Mapping[str, str | None]) -> Claim:
    """What 收到, 受理, 办结 … of applications as a whole may count."""
    verb = groups.get("verb") or ""
    if claim.kind == "done":  # 答复 may leave out what was not processed, 按时办结 what was late
        everything = groups["all"] and verb in ("办结", "办理")
        return replace(claim, sums=(CONCLUDED, TAKEN_IN, RECEIVED), at_most=not everything)
    if verb.startswith("新"):
        return replace(claim, sums=(RECEIVED,))
    if claim.kind == "asked" or verb == "受理":
        return replace(claim, sums=(RECEIVED, TAKEN_IN, CONCLUDED))
    return replace(claim, sums=(RECEIVED, TAKEN_IN))


def _outcome_claim(
    claim: Claim, labels: str, clause: str, sentence: str, before: Sequence[Claim]
) -> Claim | None:
    """What became of applications: 予以公开及部分公开258件 is the sum of both rows, 不予公开 that of its group."""
    names = re.findall(LABEL, labels)
    if not before and not _OUTCOMES.issuperset(names):
        return None  # 行政执法案卷34件 may be of anything
    rows = [row for label in names for row in OUTCOME_ROWS[label]]
    if len(set(rows)) != len(rows):
        return None
    sums = [_total(*rows)]
    for unnamed in _TAKES_IN.get(names[-1], ()):
        if unnamed in sentence:
            break
        rows += OUTCOME_ROWS[unnamed]
        sums.append(_total(*rows))
    reason = _REASON.search(clause.rpartition("其中")[2]) and not _GROUPS.isdisjoint(names)
    return replace(claim, kind="outcome", sums=tuple(sums), at_most=bool(reason))


def _applicant_claim(claim: Claim, who: str, before: Sequence[Claim]) -> Claim | None:
    """其中自然人12件: of whatever the sentence counted just before."""
    whole = next((c for c in reversed(before) if c.kind != "applicant"), None)
    if whole is None or whole.at_most or whole.kind not in _HAS_APPLICANTS:
        return None
    sums = tuple(
        tuple((table, row, column) for table, row, _ in keys for column in columns)
        for columns in (APPLICANT_COLUMNS[who], *_LOOSELY.get(who, ()))
        for keys in whole.sums
    )
    return replace(claim, sums=sums)


# ── table 四 ─────────────────────────────────────────────────────────────────────────────────────

_REVIEW = ("review",)
_LITIGATION = ("litigation_direct", "litigation_after_review")
_DISPUTE_ROWS = {
    "both": (*_REVIEW, *_LITIGATION),
    "review": _REVIEW,
    "litigation": _LITIGATION,
    "direct": _LITIGATION[:1],
    "after_review": _LITIGATION[1:],
}
_OTHER_ROLE = re.compile(  # the agency decides on the dispute, or only some of them are counted
    r"审理|审结|受理|办理|收到|新收|接收|处理|参加|参与|应对|作出|代理|应诉|出庭|指导|结转|其中|被告|被申请人|[一二再]审"
)


def _dispute_claim(
    claim: Claim, groups: Mapping[str, str | None], clause: str, before: Sequence[Claim]
) -> Claim | None:
    if claim.kind == "result":  # 其中维持2件: of the disputes counted just before
        whole = next((c for c in reversed(before) if c.kind in _DISPUTE_ROWS and c.kind != "both"), None)
        column = RESULT_COLUMNS[groups["result"] or ""]
        rows = _DISPUTE_ROWS[whole.kind] if whole else ()
        return replace(claim, sums=(tuple(("disputes", row, column) for row in rows),)) if rows else None
    if _OTHER_ROLE.search(clause):
        return None
    kind = claim.kind
    if kind == "no_disputes":
        which = groups["which"] or ""
        kind = "litigation" if "复议" not in which else "both" if "诉讼" in which else "review"
    return replace(claim, sums=(tuple(("disputes", row, "total") for row in _DISPUTE_ROWS[kind]),))


# ── table 二 ─────────────────────────────────────────────────────────────────────────────────────

_WHOLE_BEFORE = re.compile(
    r"(?:\(?[一二三四五六七八九十\d]{1,2}[)、.]|20\d\d年度?|[我本](?:区|局|市|县|镇|乡|街道|委|办|厅|单位|机关|院|处)"
    r"|主动公开(?:政府信息)?(?:情况|方面|工作)?|全年|今年|本年度?|年度|共计?|总共|依法|[，,。:：])*"
)
_DOCUMENT_COLUMNS = {
    "issued": ("issued", "made", "published"),
    "in_force": ("in_force", "public_total"),
    "repealed": ("repealed",),
}


def _disclosure_claim(
    claim: Claim, groups: Mapping[str, str | None], clause: str, context: Context
) -> Claim | None:
    """A government's sentences often leave its departments out: only what exceeds the table is wrong there."""
    if not _WHOLE_BEFORE.fullmatch(clause):
        return None  # 以区政府名义制发…, 执法大队作出…, 公开规范性文件…
    if claim.kind in ("fees", "purchase_amount"):
        return _money_claim(claim, groups)
    row = "procurement"
    columns: tuple[str, ...] = ("items",)
    if claim.kind in _DOCUMENT_COLUMNS:
        row, columns = DOCUMENT_ROWS[groups["document"] or ""], _DOCUMENT_COLUMNS[claim.kind]
    elif claim.kind == "decisions":
        row, columns = DECISION_ROWS[groups["act"] or groups["act2"] or ""], ("decisions",)
    sums = tuple((("disclosure", row, column),) for column in columns)
    return replace(claim, sums=sums, at_most=context.government)


def _money_claim(claim: Claim, groups: Mapping[str, str | None]) -> Claim:
    digits = (groups["money"] or "").replace(",", "")
    scale = WAN if groups["unit"] == "万元" else 1
    row = "fees" if claim.kind == "fees" else "procurement"
    step = scale / 10 ** len(digits.partition(".")[2])
    told = round(float(digits) * scale, 2)
    return replace(claim, told=told, sums=((("disclosure", row, "amount"),),), step=step)


def _with_percent(claim: Claim, plain: str, end: int) -> Claim:
    found = PERCENT.match(plain, end)
    if found is None:
        return claim
    return replace(claim, percent=(float(found["percent"]), 10.0 ** -len(found["places"] or "")))


# ── items of information published ───────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Published:
    """主动公开信息N条 as told: of everything (`whole`), or of one channel or matter."""

    told: int
    unit: str
    words: str
    whole: bool


_CHANNEL = re.compile(
    r"网站|网页|微信|微博|公众号|平台|专栏|栏目|公报|媒体|客户端|抖音|头条|公开栏|公告栏|电视|广播|报纸"
)


def published_claims(sentences: Iterable[Sentence], context: Context) -> list[Published]:
    """Every count of what was published on its own initiative, this year and by this body."""
    found: list[Published] = []
    for sentence in sentences:
        for match in PUBLISHED.finditer(sentence.plain):
            told = number_told(match["n"])
            if told is None or not in_scope(sentence, match.start(), context):
                continue
            plain_start = _WHOLE_BEFORE.fullmatch(sentence.plain[: match.start()])
            whole = plain_start is not None and not _CHANNEL.search(sentence.before)
            words = sentence.words[match.start() : match.end()]
            found.append(Published(told, match["unit"], words, whole))
    return found
