"""What a question tells apart and no table of the form does: late in the year, those that led to lawsuits, whole provinces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant import patterns
from assistant.intent import Intent, Metric, Operation
from assistant.understanding.words.mentions import Mention


def told_apart_by_nothing(
    intent: Intent, metrics: Sequence[Metric], mentions: Sequence[Mention]
) -> Iterator[str]:
    """The words that narrow the figures of a reading to what is counted nowhere."""
    named = [(m.start, m.end) for m in mentions if any(m.has(kind) for kind in ("item", "column", "rate"))]
    rows = {row for metric in metrics for term in metric.terms for row in term.rows}
    for signs, pattern, counted in _COUNTED_NOWHERE:
        for found in patterns.finditer(pattern, intent.text) if _holds(intent.text, signs) else ():
            within = any(start <= found.start() and found.end() <= end for start, end in named)
            if not within and not rows & counted:
                yield found.group()
    if not intent.years and _holds(intent.text, ("疫情", "新冠")):
        yield from (found.group() for found in patterns.finditer(_OF_THE_EPIDEMIC, intent.text))
    if not intent.groups and _holds(intent.text, "我咱俺贵"):
        yield from (found.group() for found in patterns.finditer(_BODIES_NOT_NAMED, intent.text))
    among = intent.operation in (
        "position",
        "agency_share",
    )  # 2022年各区政府里的位次: whom it is ranked among
    if len(intent.groups) == 1 == len(intent.agencies) and not among and _holds(intent.text, "各整"):
        yield from (found.group() for found in patterns.finditer(_BODIES_BELOW, intent.text))
    if not intent.groups and not intent.superlative and intent.operation in _TOLD_OF_ALL:
        yield from (found.group() for found in patterns.finditer(_SO_MANY_PLACES, intent.text))


def _holds(text: str, signs: Sequence[str]) -> bool:
    """Whether a pattern is worth compiling for a text."""
    return any(sign in text for sign in signs)


_NONE: frozenset[str] = frozenset()
_OPEN_AT_THE_END = frozenset({"carried_over", "carried_in"})  # what was left when the year ended
_CORRECTED = frozenset(
    {"unclear", "not_corrected", "uncorrected", "unavailable_unclear", "other_uncorrected"}
)
_MONEY = frozenset({"fees", "procurement"})
_SENT = r"(?:that )?(?:(?:were |was )?(?:sent|submitted|filed|received|coming|made|came|lodged) )?"
_BELOW = r"(?:街道|乡镇|镇街|区县|下属|下级|所属|基层|单位|部门)"
_OWN = r"(?:局|厅|委|办|街道|单位|机关|区|市|县|镇)"
_COUNTED_NOWHERE: tuple[tuple[tuple[str, ...], str, frozenset[str]], ...] = (
    # words one of which it holds, what is said, and the rows that are counted so all the same
    (
        ("年底", "年末", "期末"),
        r"(?<![至到])(?:(?<![至到止]\d{4}年)年[底末]|期末)(?=新?[收接]|提[出交]|递交|申请了|作出|处罚|采购)",
        _OPEN_AT_THE_END,
    ),
    (
        ("year-end", "year end", "end of the year"),
        r"(?:receiv|fil|submitt|lodg|impos)\w*(?: [\w']+){0,4} (?:at|near|towards?) (?:the )?(?:year[- ]end|end of the year)\b",
        _OPEN_AT_THE_END,
    ),
    (
        ("引起", "引发", "导致", "招致", "惹来"),
        r"(?:引起|引发|导致|招致|惹来)[^，。？]{0,4}(?:诉讼|复议|官司)[^，。？]{0,2}的?申请(?!人)",
        _NONE,
    ),
    (
        ("led to", "ended", "went to", "resulted"),
        r"\b(?:requests?|applications?) (?:that )?(?:led to|ended (?:up )?in|went to|resulted in)"
        r" (?:court|lawsuits?|litigation|reviews?)",
        _NONE,
    ),
    (
        ("应予", "应公", "应当", "应该", "可能"),
        r"应[当该]?(?=予以公开|公开(?:的|而|却|但|多少|几))|可能(?=败诉|被|会|撤销|不?公开|不?予|维持)",
        _NONE,
    ),
    (
        (" have ", "chance", "odds", "probability", "likelihood", "how likely"),
        r"\b(?:should|might|may|could|ought to)\b(?: not)?(?: [\w']+){0,5} have (?=\w+ed\b|been\b|sued)"
        r"|\b(?:chance|odds|probability|likelihood) (?:of|that)\b|\bhow likely\b",
        _NONE,
    ),
    (
        ("如果", "要是", "假如", "假设", "倘若"),
        r"(?:如果|要是|假如|假设|倘若)[^，。？]{0,10}(?:[多少增减][^，。？]{0,4}|不到|只有)[\d一二三四五六七八九十百两]+[件个宗]?",
        _NONE,
    ),
    (
        ("doubled", "halved", "tripled"),
        r"\bif (?:it |they |that |this )?(?:were |was |is |are )?(?:doubled|halved|tripled)\b",
        _NONE,
    ),
    (
        ("项目申请", "案件申请", "实际罚", "多少人", "多少个人", "几人", "几个人"),
        r"(?<!公开)(?:项目|案件)申请(?![人件数总量])|实际(?=罚款|罚没)|(?:处罚|强制|罚)了?(?:多少|几)个?人",
        _NONE,
    ),
    (("金额", "数额", "款额"), r"(?:处罚|罚款|罚|强制|许可)的?总?(?:金额|数额|款额)", _MONEY),
    (
        ("collect",),
        r"\b(?:penalties|penalty|fines)\b.{0,60}\bcollect\w*|\bcollect\w* (?:in|as|from) (?:penalties|fines)\b",
        _MONEY,
    ),
    (
        ("penali", "fine", "punish", "rather than"),
        r"\bhow many (?:people|persons|individuals|companies|firms) (?:were|was|got|did .{0,40})"
        r" (?:penali[sz]ed?|fined?|punish(?:ed)?)\b|\bpeople rather than\b|\brather than cases\b",
        _NONE,
    ),
    (
        ("correct", "amend", "clarif", "supplement"),
        r"\b(?:after|despite|following|upon) (?:an? |being |the )?(?:correct|amend|clarif|supplement)\w*",
        _CORRECTED,
    ),
    (
        ("from ",),
        rf"\b(?:(?:requests?|applications?) {_SENT}|receiv\w* )from (?:within |inside |outside )?(?:the |its |other )?"
        r"(?:city|province|district|county|cities|provinces|districts|counties)\b(?! (?:government|of\b|bureau|level))",
        _NONE,
    ),
    (
        ("time", "right away", "immediately", "quickly", "promptly", "separately", "jointly", "together"),
        r"(?:answer|repl(?:y|ied)|respond)\w*(?: [\w']+){0,5} (?:(?:with)?in (?:good |due )?time|right away|immediately"
        r"|quickly|promptly|separately|jointly|together)\b|(?:handl|process|conclud)\w*(?: [\w']+){0,5}"
        r" (?:together|jointly|separately)\b",
        _NONE,
    ),
    (
        ("包", "含", "连同", "加上", "及其", "和其"),
        rf"(?:(?<!不)(?:包括|包含|含)|连同|加上|及其|和其)(?:所有|全部|各|下辖的?|下面的?|辖区|所辖)*{_BELOW}[^，。？]{{0,2}}",
        _NONE,
    ),
    (
        (" its ",),
        r"\b(?:including|together with|along with|and) (?:all )?its (?:own )?(?:\w+ )?(?:sub\w+|towns\w*|districts|counties"
        r"|branch\w+|affiliate\w*|lower|departments|agencies|units)\b",
        _NONE,
    ),
    (
        ("的申请",),
        r"(?:最后|刚刚|尽快|单独|合并|分别|痛快|优先|速)(?:收到?|答复|办结|公开|处理|回复?)的申请(?!人)"
        r"|(?:可以|能够?|不?需要)(?:公开|答复|收费|回复)的申请(?!人)|(?:基本上?|大体上?)公开的申请(?!人)"
        r"|(?:研究|论文|审计|报道|工作|科研)(?:用|需要|使用)的申请(?!人)|[两三四五几\d]+[项件类种次]以上的申请(?!人)"
        r"|(?:同一问题|对外|搪塞|打发|推掉|核实过?|找回|另外)的申请(?!人)",
        _NONE,
    ),
    (
        ("每", "对"),
        r"每[个名位家]?(?:申请人|企业|公司|公民)(?!占|的?占)|对(?:单位|企业|公司|组织|法人|个人|公民)的(?:行政)?(?:处罚|强制)",
        _NONE,
    ),
    (
        ("carried",),
        r"\b(?:together|along) with (?:those |the ones |what was )?carried (?:in|over)\b",
        frozenset({"received"}),
    ),
    (
        ("paid", "paying", "chargeable", "free", "cost money"),
        r"\b(?:paid|paying|chargeable|free)(?:-for)? (?:requests?|applications?)\b|\bthat cost money\b",
        _NONE,
    ),
)
_OF_THE_EPIDEMIC = r"(?:疫情|新冠)(?:首年|第一年|之年|那年|期间|前|后|以来)"
_BODIES_NOT_NAMED = rf"(?<!给)[我咱俺贵]们?{_OWN}(?![县域])"
_BODIES_BELOW = r"年度?各(?:个|内设)?(?:部门|街道|乡镇|镇街|科室|处室|区县|区|镇|乡)|整个系统|整片"
_SO_MANY_PLACES = (
    r"(?:^|(?<=[，,。：:；;\s在这那]))[两三四五六](?:省[一两二三]市|省|市|地(?!区))"
    r"|\b(?:two|three|four|five) (?:districts|cities|provinces|counties)\b"
)
_TOLD_OF_ALL: tuple[Operation, ...] = ("lookup", "list", "compare", "sum", "average", "median", "trend")
