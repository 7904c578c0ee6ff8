"""Chinese turns of phrase that say in other words what the rest of the reading knows: 亚军, 一场官司都没打过, 是升还是降."""

from __future__ import annotations

import re

from assistant.understanding.numerals import NUMBER

_VERBS = (
    r"(?:收到?|接到?|受理|办理?|作出?|做出?|发生|产生|遇[到上]?|碰[到上]?|出现|打"
    r"|提[起出交]?|摊上?|挨|吃|搞|有|见|被(?:告|诉|起诉|提起)?)"
)
_PIECE = "[件起宗场次例桩回个笔份条项]"
_UP = "(?:增加|增长|增多|上升|上涨|升高|变多|走高|增|升|涨)"
_DOWN = "(?:减少|下降|下跌|降低|变少|走低|下滑|减|降|跌)"
_OR = "[，、]?(?:还是|抑或|或者?)(?:是)?"
_NOT_FILLED = (
    r"(?:没有?填|未填|空白|缺失|漏填|留空|没有?数据)(?:写|报)?(?:数字|数据|数)?的?(?:单位|机关|报告)?"
)
_LEFT_OUT = "(?:不算|不含|不包括|不计|除去|排除|剔除|扣除)"
_OFFICES = (
    "财政|教育|公安|住建|卫健|民政|司法|审计|统计|水利|交通|应急|应急管理|生态环境|自然资源|农业农村|人社"
)
_AHEAD = rf"(?=\s*了?{NUMBER})"

_PLAIN: tuple[tuple[str, str, str], ...] = (  # characters one of which it holds, what is said, what it means
    ("军", r"冠、?亚、?季军", "前三名"),
    ("军", r"冠、?亚军", "前两名"),
    ("军", r"亚军", "第二名"),
    ("军", r"季军", "第三名"),
    ("军", r"殿军", "第四名"),
    ("眼花", r"榜眼", "第二名"),
    ("花", r"探花", "第三名"),
    ("仅", r"仅次于(?:第一名?|榜首|冠军|首位|头名|最多的(?:那[个家])?)(?!的?(?:单位|机关)的)", "第二名"),
    ("次", r"(?<![\d一二三四五六七八九十几每多首本上下其依屡人])次(?=[多高大少低小](?:的|[，,。？?]|是|$))", "第二"),
    ("任半", rf"(?:从未|从没有?|没有?|未曾|不曾|未){_VERBS}?过?(?:任何|半{_PIECE})(?:一{_PIECE})?的?", "没有"),
    ("一", rf"(?:连|哪怕)?一{_PIECE}([^\d，。？?的一]{{2,10}}?)[都也](?:没有?|未){_VERBS}?[过到上了]*", r"没有\1"),
    ("还抑或", rf"(?:到底|究竟)?是?{_UP}了?{_OR}{_DOWN}了?|(?:到底|究竟)?是?{_DOWN}了?{_OR}{_UP}了?", "是增是减"),
    ("填白失漏空据", rf"[（(，,]?{_LEFT_OUT}{_NOT_FILLED}[）)]?|[（(，,]{_NOT_FILLED}(?:{_LEFT_OUT}|除外)(?:在内)?[）)]?", ""),
    ("其它自己", r"占(?:到|了)?(?:其|它|自身|自己)的?(?:当年|全年|本年)?(?=新收|收到|申请|办理|办结)", "占"),
    ("超", rf"(?:没有?|未|不曾)超过{_AHEAD}|超不过{_AHEAD}", "不超过"),
    ("低", rf"(?:没有?|未|不曾)低于{_AHEAD}|低不过{_AHEAD}", "不低于"),
    ("到满够", rf"(?:没有?|未)(?:达到?|到|满|够){_AHEAD}|(?:达|够|上)不(?:到|了){_AHEAD}", "不到"),
    ("外上底步", rf"(?<=[\d十百千万])({_PIECE}?)(?:开外|往上|朝上|打底|起步)", r"\1以上"),
    ("下内", rf"(?<=[\d十百千万])({_PIECE}?)(?:往下|朝下|以内|之内)", r"\1以下"),
    ("县", r"县区(?=级)", "区县"),
    ("行", r"省级行政区划?(?:单位)?", "省份"),
    ("行", r"地级行政区划?(?:单位)?", "地级市"),
    ("行", r"县级行政区划?(?:单位)?", "区县"),
    ("基", r"基层的?(?=乡镇|街道|镇街|[乡镇]政府|镇)", ""),
    ("厅", rf"({_OFFICES})(?:厅局|局厅|厅[、/]局|局[、/]厅|厅[（(]局[)）]|局[（(]厅[)）])", r"\1系统"),
    ("几", r"哪几个?(?=年[份度])", "哪些"),
)  # fmt: skip
_HOW_ABOUT = (
    r"的?(?:情况)?(?:又|又是|会是|是)?(?:如何|怎样|怎么样|咋样|什么情况|啥情况|几何)(?:呢|啊)?[？?。]?$"
)
_INSTEAD = r"^(?:请|那么?|再|现在|麻烦|帮我)*(?:改|换|转)(?:成|为|做)?(?=按|用|看|算|问|查|以)"
_LONGEST_FRAGMENT = 20


def in_plain_words(question: str, goes_on: bool = False) -> str:
    """A question with such turns said plainly; `goes_on`: another was asked before it.

    >>> in_plain_words("2020年新收申请的亚军是哪家"), in_plain_words("一场官司都没打过的局")
    ('2020年新收申请的第二名是哪家', '没有官司的局')
    >>> in_plain_words("那么广州市财政局又如何", goes_on=True)
    '那么广州市财政局呢'
    """
    for signs, pattern, plain in _PLAIN:
        if any(sign in question for sign in signs):
            question = re.sub(pattern, plain, question)
    if goes_on:
        question = re.sub(_INSTEAD, "", question)
        if len(question) <= _LONGEST_FRAGMENT:
            question = re.sub(_HOW_ABOUT, "呢", question)
    return question
