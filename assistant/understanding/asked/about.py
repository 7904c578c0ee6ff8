"""What a question is about: a figure, the collection itself or the words of the reports; and what they are searched for."""

from __future__ import annotations

from collections.abc import Sequence

from assistant import patterns
from assistant.intent import Metric, Operation
from assistant.understanding.asked.logic import AskedLogic
from assistant.understanding.words.mentions import Mention, Years


class AskedAbout(AskedLogic):
    """Whether figures, reports or words are asked for, as questions say it."""

    def _asks_figure(self) -> bool:
        figure = {"quantity", "most", "least", "sum", "average", "median", "count", "share", "difference", "times", "rank",
                  "position", "trend", "per_year", "all_years", "yearly_mean", "relative", "rank_ascending", "distribution",
                  "moves"}  # fmt: skip
        amount = {"amount", "money", "fee_amount"} & set(self._codes("column"))
        filters = bool(self.cues & {"zero", "nonzero"}) and not self._names_one_agency()
        ranks = (
            filters
            or self._change()
            or self._above_agency()
            or self._operation(())[0] in ("compare", "rank", "top_year")
        )
        return bool(
            self.cues & figure
            or amount
            or ranks
            or self._codes("rate")
            or self._top()
            or self._thresholds()
            or self._asks_reasons()
            or self._asks_how_they_ended()
            or (
                ("fall" in self.cues or "rise" in self.cues) and self._asks_whose_items_moved(self._metrics())
            )
            or (self._codes("item") and patterns.search(_ASKS_NUMBER, self.spotted.text))
            or (
                "outcomes" in self.cues
                and any(self.vocabulary.items[c].table == "disputes" for c in self._codes("item"))
            )
        )

    def _asks_catalog(self, metrics: Sequence[Metric], operation: Operation) -> bool:
        """Which reports and years there are; in which year a figure was highest is no question about the collection."""
        found = self.collection
        if (self._thresholds() or self._change() or self._above_mean()) and not metrics:
            return False  # 收到超过500件的有几家
        asks_figures = self.cues & _OF_FIGURES_ALONE
        if metrics and (
            asks_figures or self._top() or self._thresholds() or self._change() or self._narrowings(metrics)
        ):
            return False
        if metrics and patterns.search(_COUNTS_REQUESTS, self.spotted.text):
            return False
        if "catalog" in self.cues and not (self._asks_when() and operation in ("top_year", "filter")):
            return True
        if self._asks_for_report():
            return True
        if found.reported and not metrics:
            return True
        about_reports = found.lacks_report or found.has_all_reports or found.edition or found.asks_edition
        asks = self.cues & {"which", "quantity", "count", "each", "catalog"} or found.lacks_report
        if found.edition and self.groups and not metrics:
            return True
        if about_reports and (asks or found.asks_edition or patterns.search(_COLLECTION, self.spotted.text)):
            return True
        weak = not metrics or self._metric_is_weak()
        if weak and not self._names_one_agency() and patterns.search(_COUNTS_HELD, self.spotted.text):
            return True
        return (
            not metrics
            and bool(self.cues & {"quantity", "count"})
            and "zero" not in self.cues
            and patterns.search(_COUNTS_REPORTS, self.spotted.text) is not None
        )

    def _asks_for_report(self) -> bool:
        """Whether there is a report, and on which year the latest is."""
        return patterns.search(_ASKS_FOR_REPORT, self.spotted.text) is not None

    def _asks_narrative(self) -> bool:
        """Whether words that ask for words stand outside the names of figures (coercive measures ask for none)."""
        figures = [
            (m.start, m.end) for m in self.mentions if any(m.has(kind) for kind in ("item", "column", "rate"))
        ]
        text = self._without(figures)
        return patterns.search(self.vocabulary.narrative, text) is not None

    def _topic(self) -> str:
        """What is left of the question for a search of the text; all of it when nothing else is."""
        empty = [(m.start, m.end) for m in self.mentions if m.has("stop") or _is_plain_cue(m)]
        return self._without([*self._names_and_years(), *empty]) or self.spotted.text

    def _names_and_years(self) -> list[tuple[int, int]]:
        years = [(mention.start, mention.end) for mention in self.mentions if mention.first(Years)]
        return [*((group.start, group.end) for group in self.groups), *years]

    def _without(self, spans: Sequence[tuple[int, int]]) -> str:
        text = self.spotted.text
        for start, end in sorted(spans, reverse=True):
            text = f"{text[:start]} {text[end:]}"
        return " ".join(text.split())


def _is_plain_cue(mention: Mention) -> bool:
    """A cue such as 哪个 or 多少, which says how to answer and nothing of what is looked for."""
    codes = mention.codes("cue")
    return (
        bool(codes)
        and not mention.has("item")
        and not mention.has("column")
        and not set(codes) & _CONTENT_CUES
    )


_ASKS_NUMBER = (  # 是多少; a noun phrase that ends in a number's name
    r"(?:是|为)(?:多少|几)|(?:件数|数量|数目|总数|总量|合计|(?<=[请诉议结开理定罚可制件])[数量])(?:是|为)?[：:？?。]?$"
)
_OF_FIGURES_ALONE = {"most", "least", "zero", "nonzero", "average", "median", "sum", "trend", "rank", "rank_ascending",
                     "position", "difference", "times", "distribution", "outcomes"}  # fmt: skip
_ASKS_FOR_REPORT = (
    r"有(?:没有)?.{0,24}(?:报告|年报)(?:吗|么|没有|吗？|？|\?)?$"
    r"|(?:报告|年报).{0,10}?(?:有没有|有吗|有么|有不|在不在|收录了吗|收录了没有?|收了吗|收了没有?|能查吗|查得到吗)[？?。]?$"
    r"|(?:do you have|is there|are there|have you got).{0,60}reports?"
    r"|\byou(?:['’]ve)? (?:hold|have|keep|store|cover|got|include|index)\b.{0,40}\breports?\b"
    r"|\breports?\b.{0,50}\byou(?:['’]ve)? (?:hold|have|got|cover)\b"
    r"|\breports?\b.{0,60}(?:\bavailable\b|\bin (?:there|here|stock|the (?:set|collection|system|store|database|data ?set|index))\b"
    r"|\bon (?:file|record)\b|\bincluded\b|\bindexed\b|\bloaded\b|\bheld\b)\W*$"
    r"|\b(?:looking for|need|want|find|got|get|have|see)\b.{0,30}\breports?\b.{0,60}"
    r"(?:\bis (?:it|that|this|there one)\b|\bdo you\b|\bhave you\b).{0,40}$"
    r"|(?:有没有|是否|有无|是不是)(?:发布|公布|公开|提交|上交|交|报送|编制|出)(?:过|了)?[^，。？]{0,14}(?:报告|年报)(?:里|中)?[？?。]?$"
    r"|(?:报告|年报)(?:发布|公布|公开|提交|上交|交|报送|出)了?(?:没有|没|吗)[？?。]?$"
    r"|^(?:did|does|has|have|is|was|were)\b.{0,80}\b(?:publish|fil(?:e|ed)|submit|issue|release|hand in|put out)\w*\b"
    r".{0,30}\breports?\b[^,]{0,20}$"
    r"|最(?:早|晚|新|近)[^，。？]{0,8}(?:报告|年报|数据)?[^，。？]{0,4}哪一?年(?:度|份)?(?:的)?(?:报告|年报|数据)?[？?。]?$"
    r"|(?:收录|报告|数据|范围)[^，。]{0,6}到(?:哪一?年|几几年)(?:为止)?"
    r"|(?:从|自)哪一?年(?:开始|起)?(?:有|收录)(?:的)?(?:报告|年报|数据)?"
    r"|(?:收录|有|涉及|覆盖|涵盖|包括)了?(?:哪(?:些|几个)|多少个?|几个)(?:省|城市|市|区县)(?:份)?(?:的)?(?:数据|报告|年报|单位)?[？?。]?$"
    r"|\b(?:latest|newest|most recent|earliest|oldest) (?:year|report)s?\b.{0,30}"
    r"\b(?:you|hold|held|cover|covered|indexed|available|collection|database)\b"
    r"|\b(?:agenc(?:y|ies)|bureaus?|bod(?:y|ies)|authorit(?:y|ies)|governments?|departments?|provinces?)"
    r" (?:that |which )?(?:do )?you(?:['’]ve)? (?:have|hold|cover|got|know|include|index|keep)\b"
    r"|\b(?:what|which) (?:provinces|cities|districts|regions|places|agencies|bureaus|bodies|levels) (?:are|is)"
    r" (?:represented|included|covered)\b"
    r"|\bfrom when to when\b|\bhow far back\b|\b(?:what|which) (?:period|time ?span|time range|range of years|years?)\b.{0,40}"
    r"\b(?:data|collection|database|reports?|you)\b.{0,20}\b(?:cover|span|run|go|reach|include|stretch)\w*\b"
    r"|\b(?:what|which) .{1,40}\b(?:can|may|could) (?:i|we|one) (?:ask|query|search|enquire|inquire|look up|find)\b"
)
_COLLECTION = r"报告|年报|单位|机关|谁|reports?|agenc|bureau|bod(?:y|ies)|authorit|who"
_COUNTS_HELD = (  # 库里收了多少家单位, 你这儿一共有几份: of the collection itself, and no figure of a report
    r"(?:收录|入库|录入|存有|收进来|收了|收)了?(?:多少|几)(?:份|家|个(?:单位|机关|机构))(?!的?申请|件)"
    r"|(?:库|数据库|系统|平台|你们?)[^，。？]{0,6}(?:覆盖|收录|涵盖|包括|包含|入库|收|有)[^，。？]{0,6}(?:单位|机关|机构|报告|年报)的?(?:总数|数量|个数|家数|份数|总量)"
    r"|(?:报告|年报|单位|机关)(?:的)?(?:入库|收录|在库)(?:的)?(?:份数|家数|个数|数量?|总数|总量)"
    r"|(?:多少|几)(?:份|家|个)(?:报告|年报|单位|机关)?(?:入库|入了库|在库|被?收录)"
    r"|(?:库|库里|数据库|你们?|你们?(?:这儿|这里|那儿|那里|手[里头上]))(?:里|中)?(?:一共|总共|共|现在|目前|到底|都)*有?(?:收录?|存)?了?"
    r"(?:多少|几)(?:份|家|个(?:单位|机关|机构))(?!的?申请|件)"
)
_COUNTS_REPORTS = (
    r"(?:多少|几)(?:份|个|家)(?:政府信息公开)?(?:工作)?(?:年度)?(?:报告|年报|单位|机关|机构|政府|局)|(?:报告|年报)(?:一共|总共|共)?有?(?:多少|几)份"
    r"|how many (?:[\w'-]+ ){0,3}(?:reports|agencies|bureaus|bodies|authorities|governments)|number of (?:annual )?reports"
)
_COUNTS_REQUESTS = (
    r"\bhow many (?:[a-z]+ )?(?:requests|applications)\b(?!.*\breports?\b)"
    r"|(?:几|多少)[份个件](?:的?(?:政府)?信息公开|公开)?申请(?!.*报告)"
)
_CONTENT_CUES = {"apart", "outcomes", "distribution", "check", "missing", "trend", "rise", "fall", "moves"}
