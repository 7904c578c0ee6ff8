"""How people in offices write for short: 徐州市府 for its 人民政府, 教育口 for all that is of education, 公开 beside 部分公开."""

from __future__ import annotations

import re

# Patterns stay text until a question first needs them.
_GOVERNMENT = r"(?<=[省市区县镇乡])(?:正府|府)(?![第邸右库])"
_GRANTED_IN_LIST = r"(?<![予以分全不息])公开(?=[、，,和及与/]\s*(?:部分公开|不予公开|不公开|无法提供))"
_LINES = (
    r"(?<=教育|公安|财政|应急|卫生|卫健|住建|城管|民政|交通|水利|水务|环保|生态|规划|司法|人社|农业|文旅|审计|统计|资源|执法)"
    r"(?:口|条线|战线)(?!岸|径|头|号|述)"
)


_HALF = r"(超过|超|高于|多于|大于|不到|不足|低于|少于|达到|占到?)了?(?:一半|半数)(?:以上)?"
_OVER_HALF = r"(?<![不通超经])过半(?:数)?(?![年天个月小])"
_NOTHING = r"[=＝]\s*0(?![\d.])"
_OF = r"之(?=机关|单位|部门|局|政府|均值|平均|中位|总[量数计额]|比[重例率]|占比|申请|构成|年均|不予|予以|部分公开|无法|最|公开率|数量|件数)"
_SUBDISTRICT = r"(?<=街道)办(?![事理结件公])"
_CARRIED_IN = r"(?<=新收)([、，,和与及]\s*)结转(?=[、，,和与及])"
_NONE_OF = (
    r"(?<![零〇一二三四五六七八九十])零(?=诉讼|复议|申请|公开|处罚|许可|收费|结转|采购|强制|新收|败诉|纠正)"
)
_NET = r"(?<=[数量件])所?得?的?净?(?:增[量数额]|差[额值])"  # 制发数减去废止数所得净增量
_OF_WHAT_THE_TEXT_SAYS = (  # 正文说25件，表里到底多少: what the table says is asked
    r"(?:正文|文字(?:部分)?|文中|叙述|行文)(?:里面|里|中|上)?(?:说|写|称|讲|提)(?:到|着)?的?(?:是|有|收到|新收)?了?\d+[件条项宗个]?[，,；;](?=.*表)"
)
_WITH_ITS_PARTS = (  # 深圳市（含区、街道）的机关: all of them there
    r"[（(](?:含|包括|包含|连同|算上)(?:下属|下辖|所属|各|所有|本级)*(?:[区县市镇乡]级?|街道|办事处|部门|单位|乡镇|、|，|和|及)+[）)]"
)


def written_out(question: str) -> str:
    """The question with such words in full.

    >>> written_out("徐州市府21年新收"), written_out("教育口22年新收")
    ('徐州市政府21年新收', '教育系统22年新收')
    """
    if "府" in question:
        question = re.sub(_GOVERNMENT, "政府", question)
    if "(" in question or "（" in question:
        question = re.sub(_WITH_ITS_PARTS, "", question)
    for sign, pattern, whole in _PLAIN:
        if sign in question:
            question = re.sub(pattern, whole, question)
    if "表" in question:
        question = re.sub(_OF_WHAT_THE_TEXT_SAYS, "", question)
    if "公开" in question:
        question = re.sub(_GRANTED_IN_LIST, "予以公开", question)
    if "口" in question or "线" in question:
        question = re.sub(_LINES, "系统", question)
    return question


_PLAIN = (  # a character without which it need not be looked for, what is written, what it means
    ("半", _HALF, r"\1 50%"),
    ("过半", _OVER_HALF, "超过50%"),
    ("0", _NOTHING, "为0"),
    ("之", _OF, "的"),
    ("街道办", _SUBDISTRICT, "办事处"),
    ("零", _NONE_OF, "没有"),
    ("减去", _NET, ""),
    ("结转", _CARRIED_IN, r"\1上年结转"),
)
