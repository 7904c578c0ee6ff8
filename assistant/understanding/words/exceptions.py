"""Words that leave somebody or something out: 除…外, excluding, no governments please; and those that only keep the rest."""

from __future__ import annotations

EXCEPTING = (
    r"除开?了?|(?<!要)不要(?=(?:各级|所有)?(?:人民)?(?:政府|街道|乡镇|镇|部门|局|[省市区县]级))|不算上?|不含|不包括|不计|排除|去掉|抛开|撇开|刨去|刨除|撇去|剔除|排开|扣除|不管|也?不看"
    r"|\b(?:leaving aside|setting aside|leave aside|leaving|setting|ignoring|disregarding|omitting|barring|if you exclude|bar"
    r"|except(?: for)?|excluding|other than|apart from|besides|leaving out|leave out|leaves out|leaving off"
    r"|leave off|take out|taking out|strip out|stripping out|discounting|discount|skip(?:ping|ped)?|omit|exclude[sd]?"
    r"|drop(?:ping|ped)?(?= (?:everything|everyone|all) )|forget(?:ting)?(?: about)?|without"
    r"|outside(?: of)?|not counting|but not|aside from"
    r"|(?<=years )but|(?<=year )but|(?<=agencies )but|(?<=bodies )but|(?<=bureaus )but|(?<=governments )but"
    r"|(?<=authorities )but|not including|everyone but|everybody but|anyone but|all but)\b"
)
NONE_OF = (
    r"(?:^|[,;:(–—-] ?)no\b|(?:[,;:(–—-] ?|\b(?:and|but) )not\b(?! (?:just|only|merely))|\b(?:that|which"
    r"|who) (?:are|is|were) not\b"
)  # no governments please
_BEFORE_WHOM = (
    r"(?:the |those (?:in |of )?|(?:every|any)(?:thing|one|body) |whatever (?:is |lies )?|all |any |an? |in |of |for |from "
    r"|during |being |在|于)*"
)
_EXCEPT_SIGNS = (  # without one of them nothing is left out: looking for them is quicker than compiling those patterns
    *"除不抛撇刨剔扣排去外非没无", "leav", "setting", "ignor", "disregard", "omit", "bar", "exclud", "except", "other than", "apart",
    "besides", "tak", "strip", "discount", "skip", "without", "outside", "no", "but", "aside", "out of", "don", "does")  # fmt: skip
EXCEPT = rf"(?:{EXCEPTING}|{NONE_OF}|(?<!是)不是|不属于|不在|并非|(?<![是并除])非)\s*{_BEFORE_WHOM}$"
KEEPING = (  # what they keep stands behind them and is read by itself
    r"(?:光|只|仅|单|就)(?:算|看|说|统计|计|论|取|保留|留下?|考虑|限于?|选取?|挑|谈|讲|比|列|查|问|关注|针对)"
    r"|\b(?:taking|looking|counting|considering)(?: only)?(?: at)?(?: only)?\b"
)
EXCEPT_BEHIND = (
    r"(?:的?(?:单位|部门|局|[那这]一?[份家个])?)(?:之外|以外|除外|(?:都|全|均|一律)?不(?:要|用|必)?(?:算|计|看|含|考虑|统计)(?:进来|进去|在内|入)?|不在内|外的|外[,，])"
    r"|(?:的?(?:单位|部门|局)?)(?:全部|都|统统|全|均|一律)?(?:排除|去掉|剔除|刨除|扣除|拿掉|刨掉|剔掉|去除|踢掉|踢开|撇掉|撇开|抛开|拿开|扣掉|划掉|摘掉|略去|忽略)(?:掉|在外)?"
    r"|(?:'s|’s)?(?: agencies| bodies| bureaus)?\s*(?:aside|out of (?:it|this|the count)|excluded|excepted|not included|not counted"
    r"|(?:don['’]?t|do not|doesn['’]?t|does not) count)\b"
    r"|外(?=$|哪|还|其|有|收|的|，)"
)
THE_REST = r"(?:剩下|剩余|余下|其余|其他|别)的?"


def may_except(text: str) -> bool:
    """Whether anything may be left out at all."""
    return any(sign in text for sign in _EXCEPT_SIGNS)
