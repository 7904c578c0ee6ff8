"""What kind of answer a question wants (a person, a date, a number of 条), and which words of a report give it."""

from __future__ import annotations

import re
from typing import NamedTuple

from assistant.text.named_numbers import MEASURES, named_numbers, named_ordinal


class AnswerKind(NamedTuple):
    """A kind of answer."""

    asked: re.Pattern[str]  # in a question, with what reports print for its words
    told: re.Pattern[str]  # in a sentence that gives it
    bonus: float  # so much better a sentence answers that does
    needed: bool = False  # one that does not is no answer, whatever else it speaks of
    malus: float = 1.0  # so much worse one that does not
    names: bool = False  # its words name the thing asked for, too: columns, of "which columns"


class Asked(NamedTuple):
    """What a question wants to be told, beside what it is about."""

    kinds: tuple[AnswerKind, ...]
    counted: re.Pattern[str] | None  # 多少条: a number of 条
    thing: str  # the words of the question that say what is counted: 制度, of 几项制度
    number: re.Pattern[str]  # what counts the thing asked about: for 多少人 a number of 人
    lists: bool
    counts: bool
    people: bool  # counts them
    occasions: bool  # counts how often something was held, or asks for each of the dates
    open: bool  # 什么, what: one thing or several
    numbers: tuple[re.Pattern[str], ...]  # those it names: in November, seven times
    ordinal: int  # the one asked for of a list: 第三项; 0: none
    months: tuple[re.Pattern[str], ...]  # … that are months
    negative: bool | None  # asks who has not; None: who speaks of something, be it so or not
    done: bool  # asks for what was done, not for what is meant to be
    solved: bool  # asks what has become of problems
    manner: bool  # how something is done
    structure: bool  # asks what the report itself consists of
    year: bool  # asks in which year
    agencies: bool  # asks which agencies: that is told by whose reports are quoted


def _kind(
    zh: str,
    en: str,
    told: str,
    bonus: float = 1.6,
    needed: bool = False,
    malus: float = 1.0,
    names: bool = False,
) -> AnswerKind:
    return AnswerKind(re.compile(f"{zh}|{en}"), re.compile(told), bonus, needed, malus, names)


_WHO = r"(?:^|[,;] ?|\band |\bby |\bto )(?:who|whom|whose)\b"
_PERSON = "同志|担任|任组长|为组长|组长|局长|主任|科长|书记|[区市县镇]长|挂帅|联系人|负总责|经办|承办"
_BODY = (
    "平台|公司|中心|负责人|领导|牵头|[支大总]队|法规处|由.{1,12}(?:负责|审核|审查|协调|承办|组织|开展)"
    "|办公室|政务公开办|部门|委员会|[局厅委]具体|专人|审查责任"
)
_NONE = "未(?!来|成年)|没有|无(?!障碍|法|线|论)"  # none at all is a number, too
_SEVERAL = "、[^，。；、]{1,24}(?:、|等)|《[^》]+》[、和《]|一是"
PROBLEM = _kind(
    "问题|不足|短板|缺点|薄弱|困难|承认",
    r"problem|shortcoming|weak|difficult|challenge|\black|\bwrong\b|falls? short|deficien|inadequa|failing|not going well"
    "|incomplete|insufficient|admit|acknowledg",
    "存在|不足|薄弱|不够|不强|不高|不到位|不完善|较窄|单一|有待|欠缺|滞后|不固定|不熟悉|不统一|不及时|差距|松懈|紧张|紧缺|需进一步"
    "|仍需|[偏较]低|[率度平识]低|变动频繁|责令",
    1.7,
    malus=0.9,
)
PLAN = _kind(
    "下一步|打算|改进|整改|今后|计划|措施|明年|准备[做干怎]",
    r"improve|\bplan|\bnext\b|future|measure|step|\bwill\b|intend",
    "下一?步|今后|明年|将|进一步|加强|强化|完善|继续|要认真|着力|深化|推进",
    1.5,
)
NUMBER = _kind(
    f"多少|(?<!哪)几[{MEASURES}层座栋间辆张位]",
    "how many|how much|number of|how large|how big",
    rf"\d\s*[余多]?[万亿]?\s*[{MEASURES}层座栋间辆张位小天户亩元部页万亿]|[一二三四五六七八九十两百千数][余多]?[{MEASURES}]|多[次场期]|零|{_NONE}",
    2.2,
    needed=True,
    malus=0.7,
)
PHONE = _kind(
    "(?:电话|号码|热线).{0,6}(?:多少|几号|什么|哪个)|(?:哪个|什么|打个?)电话|联系电话",
    r"phone|telephone|(?:what|which) number (?:do|can|should|to)|(?:whom|who|number).{0,12} (?:call|ring|dial)\b",
    r"\d{3,4}[-—－]?\d{7,8}|(?<!\d)\d{7,8}(?!\d)",
    2.5,
    needed=True,
)
WEBSITE = _kind(
    "网址|域名|(?:网站|网页|门户|官网|平台)的?(?:地址|链接)",
    r"\bweb ?(?:site|page|portal)?(?:'s)? (?:address|url|link)|\burls?\b|(?:website|portal|site|page)(?:'s)? (?:address|link)"
    r"|(?:address|link) (?:of|to|for) (?:the |its |their )?(?:\w+ ){0,3}(?:website|portal|web ?page|site)",
    r"www\.|https?:|\w\.(?:gov|com|org|net|cn)\b",
    2.5,
    needed=True,
)
EMAIL = _kind("电子邮箱|邮箱地址|邮箱.{0,3}(?:多少|什么)", "e-?mail", "@|＠", 2.5, needed=True)
ADDRESS = _kind(
    "(?<!邮箱)(?<!网站)(?<!网站的)(?<!网页)(?<!门户)(?<!官网)(?<!官网的)(?<!平台)地址|哪栋|哪条路|门牌|在哪.{0,3}办公|办公(?:室|地点|的地方)?(?:在|位于)(?:哪里|哪儿|什么地方|何处|哪$)",
    r"(?<!mail )(?<!web )(?<!website )(?<!site )(?<!portal )(?<!website's )(?<!portal's )\baddress\b"
    r"(?! (?:of|to|for) (?:the |its |their )?(?:\w+ ){0,3}(?:website|portal|web ?page|site)\b)|where is the (?:\w+ )?office",
    r"地址|大厦|\d\s*号|[路街]\S{0,6}\d|[栋座]",
    2.2,
    needed=True,
)
POSTCODE = _kind(
    "邮政编码|邮编", "postcode|post code|postal code|zip code", "邮编|邮政编码", 2.2, needed=True
)
NAME = _kind(
    "叫什么名字$|叫什么名字[？?]|姓名|[局区市厅]长(?:是谁|是哪位|叫什么)",
    r"name of the (?:head|director|leader|person|spokes\w+|principal|chief)"
    "|who is the (?:director|head|chief|mayor)(?! of the (?:leading|disclosure|open|group|team|information))",
    "同志|联系人[:：]",
    2.0,
    needed=True,
)
SPOKESPERSON = _kind(
    "发言人.{0,4}(?:是谁|是哪位)|谁.{0,6}发言人",
    "who.{0,24}spokes",
    "发言人.{0,12}同志|同志.{0,12}发言人",
    2.0,
    needed=True,
)
DATE = _kind(
    "什么时候|何时|哪一?天|哪一?年|哪一?个?月|几月|几号|什么日期|啥时候",
    r"^when\b|\bwhen (?:did|do|does|was|were|is|are|will|has|have|had)\b|since when|what date"
    "|(?:which|what) (?:month|year|day|quarter)",
    r"\d\s*(?:年(?!度)|[月日])|[一二三四五六七八九十]月|季度|年初|年底|年终|每年|每月|每日|时限|期限|同期",
    2.0,
    needed=True,
)
DURATION = _kind(
    "多久|多长时间|几天|多少天",
    "how long|how soon|how quickly|how often|how frequently",
    r"\d\s*(?:[日天年月次]|个?小时|分钟)|每(?:半|一|[两二三]个?)?[年季月周日天]|工作日|时限|期限|时间内|按期|按时|定期",
    1.8,
    needed=True,
)
MONEY = _kind(
    "多少钱|[花用拨收]了?多少(?:经费|费用|元|资金)?$|经费.{0,4}多少|多少(?:经费|费用|元|资金)|多大一笔|工资",
    r"how much.{0,40}(?:cost|spen[dt]|charge|fee|paid?\b|funding|money|earn)|what.{0,24}(?:cost|spen[dt]|pay|paid)\b|salary",
    "元|收费|免费",
    2.0,
    needed=True,
)
SHARE = _kind(
    "占比|百分之|比例|率(?:是|为|达|有|达到)?多少|多少.{0,3}比例|几成",
    "what (?:share|percentage|proportion|rate)|what percent|how high is the",
    r"\d\s*[%％‰]|百分之|\d成",
    2.2,
    needed=True,
)
WHY = _kind(
    "为什么|为何|原因|怎么会|缘故",
    r"\bwhy\b|because|\bcause",
    "由于|暴露出|受[^，。；]{1,8}(?:限制|制约|影响)|限于|鉴于|因为|因此|所以|导致|致使|原因|使得|因(?=[^此为素])|针对|(?:^|[，；。])\\s*为了?(?=[^，；。]{2,30}，)"
    "|从而|便于|方便|有利于|旨在|以便|[，；](?:提高|确保|避免|防止|让|使|仍)",
    1.8,
    needed=True,
)
PERSON = _kind("谁|哪位|何人", _WHO, _PERSON, 1.4, malus=0.9)
BODY = _kind(
    "(?<![对向给])谁|归哪|哪儿管|由哪|哪个(?:部门|单位|科室|处室|办公室|机构)",
    f"{_WHO}|which (?:office|department|division|bureau)",
    f"{_PERSON}|{_BODY}",
    1.4,
    needed=True,
)
YES_OR_NO = _kind(
    "吗|有没有|没有?[？?]?$|有人|过没|有过|是否",
    r"^(?:did|has|have|was|were|is|are|do|does)\b|\bany(?:one|body)?\b(?! (?:of|agenc|bureau|report|bod))",
    "未发生|未收到|没有发生|没有收到|均已|无行政|未出现|无其他|均在",
    2.4,
)
CONTACTS = (PHONE, WEBSITE, EMAIL, ADDRESS, POSTCODE)  # 地址和邮编: each is told by itself
NOT_COUNTED = (SHARE, *CONTACTS)  # 电话是多少: no number of anything
KINDS: tuple[AnswerKind, ...] = (
    PHONE,
    WEBSITE,
    EMAIL,
    ADDRESS,
    POSTCODE,
    NAME,
    SPOKESPERSON,
    DATE,
    DURATION,
    MONEY,
    SHARE,
    NUMBER,
    PROBLEM,
    PLAN,
    PERSON,
    BODY,
    WHY,
    YES_OR_NO,
    _kind(
        "依据|哪些?(?:法律|法规|条例|文件|制度|规定)",
        r"laws?\b|regulation|rules?\b|which document",
        "《[^》]+》",
        1.4,
    ),
    _kind(
        "哪些|哪几|什么(?:内容|信息|方式|形式|渠道|途径|措施|活动|制度|平台)|哪[几些]?[样项种类]",
        r"what (?:kinds|sorts|types|other)\b",
        _SEVERAL,
        1.5,
        malus=0.65,
    ),
    _kind(
        "哪种|哪类",
        r"which|what (?:kind|sort|type)\b|\bnames? of",
        _SEVERAL,
        1.5,
    ),
    _kind(
        "渠道|途径|(?:什么|哪些)(?:方式|形式|平台)",
        "channel|by what means|in what ways|through what",
        "通过[^，。；]{2,}[、和]|等(?:多种)?(?:方式|形式|渠道|途径|平台|载体)",
        1.8,
        malus=0.7,
    ),
    _kind(
        "从哪.{0,8}到(?:了)?哪|(?:搬|迁|挪|移)(?:到|去)",
        r"\bmoved? (?:from|to)\b|relocat",
        "(?:由|从)[^，。；]{1,16}(?:移|迁|搬|挪|调整|转)(?:至|到|入)|[移迁搬]至|迁入|搬到",
        2.0,
    ),
    _kind("专栏|栏目|账号|叫什么", r"\bcolumn|\bnamed?\b|called", "“[^”]+”", 1.4, names=True),
)
_ENGLISH_COUNTED = {  # what English counts, and the measures reports count it with
    r"issues?": "期", r"people|persons?|staff|members|officers|employees|followers": "人名位万",
    r"meetings|sessions|conferences|events|trainings?|interviews|times": "次场期个",
    r"documents|files|cases|letters|proposals|suggestions": "件份", r"articles|papers": "篇",
    r"items|pieces|posts|messages|notices": "条项件",
}  # fmt: skip
_COUNTED = re.compile(rf"(?:多少|几)\s*([{MEASURES}])")
_THING = re.compile(
    rf"(?:多少|(?<!哪)几)[{MEASURES}层座栋间辆张位]?(.*)"
    r"|how (?:many|much) (.*?)(?: (?:did|do|does|has|have|had|were|was|are|is|will|in|at|on|from|to|for)\b|$)"
)
_PEOPLE = re.compile(
    r"多少(?:个|名|位)?(?:工作人员|人员|员工|职工|人(?!次))|几(?:个|名|位)(?:工作人员|人员|员工|职工|人(?!次))"
    r"|how many (?:people|staff|employees|persons|officers|members|workers|clerks|officials)"
)
PEOPLE_COUNTED = re.compile(r"[\d一二两三四五六七八九十百]\s*余?多?\s*[万亿]?\s*余?[人名位]|" + _NONE)
_HOW_OFTEN = re.compile(
    r"(?:多少|几)[次场期回届轮]|(?:多少|几)个?(?:会议|培训|活动)"
    r"|how (?:many (?:[a-z-]+ ){0,3}?(?:times|meetings|sessions|conferences|events|trainings?|workshops|classes|courses)|often)\b"
)
_EACH_TIME = re.compile(
    "(?:分别|都|各)(?:是|在)*(?:什么时候|何时|哪一?[天年]|几月|哪个月)|哪几[次天日]"
    r"|(?:on )?(?:what|which) dates\b|^when were\b|\band when\b|\bwhen (?:were|did) .*\b(?:meetings|trainings|sessions|courses|each)\b"
)
_APPLY = re.compile("申请|要过|request|appl(?:y|ied|icant)")  # people who do are counted by their requests
_AT_WORK = re.compile(
    "人员|员工|职工|负责|办理|处理|staff|employe|officer|worker|clerk|official|handl|process|deal|work|responsib"
)
_COUNTS_REPORTS = re.compile(
    r"(?:几|多少)[份个家]?(?:报告|年报|单位|局|机关|部门)|how many (?:\w+ )?(?:reports|agencies|bureaus|bodies|governments)\b"
)
_YEAR = re.compile(r"哪几?个?年|几年|何年|历年|(?:which|what) years?\b|over the years|every year|since when")
_BODIES_ZH = "(?:单位|机关|机构|报告|年报|部门|局(?![里的])|厅|委员会|政府|街道|乡镇)"
_BODIES_EN = (
    "(?:agenc(?:ies|y)|bureaus?|reports?|governments?|districts?|bod(?:ies|y)|authorit(?:ies|y)|units?|offices|departments"
    "|commissions|cities|counties|towns(?:hips)?|organi[sz]ations)"
)
_WHICH_AGENCIES = re.compile(
    f"(?:有?哪些|哪几[个家份]|哪[个家份])(?:[^，。？?的]{{0,6}}[的区市县])?{_BODIES_ZH}|谁家"
    f"|哪些(?:[区县](?!别|分)|市(?!场|民))|各(?:个|家|级)?(?:{_BODIES_ZH}|[地区县])"
    rf"|\b(?:which|what)(?: of the)?(?: \w+){{0,2}} {_BODIES_EN}\b"
    r"|\b(?:the|these|all|most|different)(?: \w+)? (?:agencies|bureaus|governments|districts|bodies|authorities|offices|departments)\b"
)
_LISTS = re.compile(
    r"哪些|有什么|怎么|如何|怎样|措施|问题|不足|打算|下一步|改进|分别|哪几|what|how|which|problem|measure|plan|step"
)
_OPEN = re.compile("什么(?!时|人)")
_DONE = re.compile(
    r"(?<![说提讲谈写])过(?!程)|(?:举办|开展|成立|建立|配备|组织|召开|设立|开通)了|[^为除]了(?:什么|哪些|几|多少)"
    r"|\b(?:did|ran|held|gave|took (?:part|place)|set up|carried out)\b"
)
MEANT = re.compile("^(?:下一?步|今后|明年|将|要)")
_NEGATIVE = re.compile(r"没有|没(?!有)|从未|未|无(?!障碍)|\b(?:no|not|without|never|none|nobody)\b|n't\b")
_MENTIONS = re.compile(
    "[提谈写说讲]到|公布|披露|介绍|说明|情况|涉及"
    r"|\b(?:mention|speak|talk|give|describe|discuss|tell|refer|disclose|touch)(?:s|ed|ing)?\b"
    r"|\b(?:report|say|state)(?:s|ed|ing)?\b(?! (?:that )?(?:no|none|nobody|nothing|never|not|they|it)\b)"
)
_DID = re.compile(r"(?<![为除])了(?!解|如)|已经?(?!有)|\d{1,2}月(?![^，。；]{0,6}前)")
_PAST = re.compile(
    r"(?<![为除])了(?!解|如)|\b(?!need|speed|feed)[a-z]{2,}ed\b|\b(?:held|ran|gave|had|set up|took)\b"
)
_MANNER = re.compile(r"怎么|如何|怎样|\bhow\b")
_ONE_THING = re.compile(r"哪[一个位篇份家栋天年月]|谁|什么时候|^(?:who|when|where)\b")
_SOLVING = re.compile(  # how a problem is met asks for the remedy, not for problems
    "(?:怎么|如何|怎样|打算|准备|哪些措施|什么办法).{0,4}(?:解决|改进|改正|应对|克服|弥补|整改|改善)"
    r"|how .{0,40}\b(?:solve|fix|deal with|address|tackle|remedy|overcome|correct)\b"
)
_IN_GENERAL = re.compile(
    "(?:^| )(?:存在|主要)?(?:问题|不足|困难|薄弱环节|存在)(?: |$)"
)  # 人手不够 names one by itself
_SOLVED = re.compile(  # asks what has become of problems
    "(?:问题|不足|短板|薄弱).{0,8}(?:解决|整改|改进|改正|纠正)(?:[了得没过好掉]|情况|到位)|(?:已经?|都)采取.{0,8}措施|[做作有]了(?:哪些|什么|几项)改进|(?:整改|改进)(?:情况|得怎么样|[了完好]没|了吗|落实)"
    r"|\b(?:has|have|had|was|were|did)\b.{0,60}(?:problem|shortcoming|weakness|deficienc).{0,40}(?:fix|solv|remed|correct|address|rectif)"
    r"|\b(?:has|have|did)\b.{0,30}(?:fix|solv|remed|correct|address|rectif)\w*\b.{0,40}(?:problem|shortcoming|weakness|deficienc)"
)
_IMPROVED = re.compile(r"\bdid\b(?!.*\b(?:plan|intend|want|mean|promise)\b).*\bimprove\b")
_MEETING = re.compile(  # asks what is done when there are any
    "(?:遇到|碰到|遇上|碰上|出现)(?!了?(?:什么|哪些|哪几)).{0,6}(?:问题|困难|矛盾|难题)"
    r"|\b(?:meets?|faces?|encounters?|runs? into|comes? across|there (?:is|are)) .{0,20}(?:problem|difficult)"
)
_STRUCTURE = re.compile(
    "(?:报告|年报).{0,6}(?:组成|分成|分为|包括|包含|几部分|几块|结构|目录|哪几)|几个?部分"
    "|(?:report|it) (?:consist|contain|divid|cover|is (?:made|organi|structur|divid))"
    "|(?:parts|sections|chapters|structure) (?:does|of) the report"
)
CONTENTS = re.compile(
    r"(?:报告|全文)(?:主要)?(?:由|包括|共分|分为).{12,}(?:组成|部分|等)|主要包括.{0,60}(?:情况|事项)等?.{0,6}(?:部分|方面)"
)
LEADS_IN = re.compile(r"(?:几个方面|以下方面|以下几点|方面(?:的?工作|加以改进)?|如下)[:：]?$|[:：]$")
SOLVES = re.compile(r"改进|解决|下一步|整改|今后|对此")
TURNS = re.compile(  # from the problems to what is done about them
    "下一?步|主要改进|改进情况|整改情况|下一阶段|今后|明年|新的一年|打算|对此|为此|针对(?:以上|上述|这些)|(?:加以|予以|方面|以下)改进|改进措施|切实解决"
)


def asked_for(question: str, printed: str = "") -> Asked:
    """Read what a question (in small letters) wants to be told.

    What reports print for its words counts beside it where it only makes likelier: 毛病 asks for problems as 问题 does.

    >>> asked_for("公开了多少条信息").counts, [k.needed for k in asked_for("when was it published").kinds]
    (True, [True])
    """
    agencies = asks_of_many(question)
    question = _WHICH_AGENCIES.sub(" ", question)
    both = f"{question} {printed}"
    kinds = tuple(kind for kind in KINDS if kind.asked.search(question if kind.needed else both))
    if PROBLEM in kinds and not PROBLEM.asked.search(question) and not _IN_GENERAL.search(printed):
        kinds = tuple(kind for kind in kinds if kind is not PROBLEM)
    if _MEETING.search(question):
        kinds = tuple(kind for kind in kinds if kind is not PROBLEM)
    solved = _SOLVED.search(question) is not None
    if PROBLEM in kinds and (solved or _SOLVING.search(question)):
        kinds = (*(kind for kind in kinds if kind not in (PROBLEM, PLAN)), PLAN)
    if _COUNTS_REPORTS.search(question) or any(kind in NOT_COUNTED for kind in kinds):
        kinds = tuple(kind for kind in kinds if kind is not NUMBER)
    if _IMPROVED.search(question):  # which is no plan
        kinds = tuple(kind for kind in kinds if kind is not PLAN)
    if solved:  # whether it has is told by what was done
        kinds = tuple(kind for kind in kinds if kind is not YES_OR_NO)
    if any(kind in kinds for kind in (YES_OR_NO, PROBLEM, PLAN)):  # who it was is told beside
        kinds = tuple(kind for kind in kinds if kind not in (PERSON, BODY))
    if agencies and _MENTIONS.search(question):  # who speaks of a hotline need not give its number
        kinds = tuple(kind for kind in kinds if kind not in CONTACTS)
    numbers = named_numbers(question)
    people = _PEOPLE.search(question) is not None
    applicants = people and bool(_APPLY.search(both)) and not _AT_WORK.search(question)
    return Asked(
        kinds=kinds,
        counted=_measured(question),
        thing=_thing_counted(question),
        number=PEOPLE_COUNTED if people and not applicants else NUMBER.told,
        lists=bool(_LISTS.search(both))
        and not _ONE_THING.search(question)
        and not any(k.needed for k in kinds),
        counts=NUMBER in kinds,
        people=NUMBER in kinds and people,
        occasions=bool(_EACH_TIME.search(question))
        or (NUMBER in kinds and bool(_HOW_OFTEN.search(question))),
        open=bool(_OPEN.search(question)) and not any(k.needed for k in kinds),
        numbers=numbers,
        ordinal=named_ordinal(question),
        months=tuple(number for number in numbers if number.pattern.endswith("月")),
        negative=None if _MENTIONS.search(question) else bool(_NEGATIVE.search(question)),
        done=bool(_DONE.search(question)) or (agencies and bool(_PAST.search(question))),
        solved=solved,
        manner=bool(_MANNER.search(question)),
        structure=bool(_STRUCTURE.search(question)),
        year=bool(_YEAR.search(question)),
        agencies=agencies or bool(_COUNTS_REPORTS.search(question)),
    )


def asks_of_many(question: str) -> bool:
    """Whether a question (in small letters) asks which agencies, or of all of them: 哪些单位, how do the bureaus.

    >>> asks_of_many("哪些单位公开了"), asks_of_many("how do the bureaus reply"), asks_of_many("哪个科室负责")
    (True, True, False)
    """
    return _WHICH_AGENCIES.search(question) is not None


def _measured(question: str) -> re.Pattern[str] | None:
    """A number with the measure that what is counted takes: 多少条 a number of 条, how many issues one of 期."""
    if counted := _COUNTED.search(question):
        return re.compile(rf"\d\s*{counted.group(1)}")
    for things, measures in _ENGLISH_COUNTED.items():
        if re.search(rf"how many (?:[a-z-]+ ){{0,2}}?(?:{things})\b", question):
            return re.compile(rf"\d\s*[{measures}]")
    return None


def _thing_counted(question: str) -> str:
    """What stands after 多少 or 几项, or after "how many" up to the verb.

    >>> _thing_counted("一共订了几项公开方面的制度"), _thing_counted("how many second-level items are in the catalogue?")
    ('公开方面的制度', 'second-level items')
    """
    found = _THING.search(question)
    thing = next(filter(None, found.groups()), "") if found else ""
    return re.split("[?？，,。；;]", thing)[0].strip()


def fitness(sentence: str, asked: Asked) -> float:
    """How well a sentence is of the kinds wanted, whatever it is about: 1 is neither here nor there."""
    fit = 1.0
    for kind in asked.kinds:
        fit *= kind.bonus if kind.told.search(sentence) else kind.malus
    if asked.counted:
        fit *= 1.8 if asked.counted.search(sentence) else 1.0
    if PROBLEM in asked.kinds and PLAN not in asked.kinds and SOLVES.search(sentence):
        fit *= 0.5
    if CONTENTS.search(sentence):
        fit *= 2.0 if asked.structure else 0.2
    if leads_in(sentence):
        fit *= 0.4
    return fit


def leads_in(sentence: str) -> bool:
    """Whether a sentence only says that a list follows."""
    return LEADS_IN.search(sentence.strip()) is not None


def lacks_needed(sentence: str, asked: Asked) -> bool:
    """Whether a sentence has not got what there is no answer without: no date for when, no amount for how much."""
    contacts = [kind for kind in asked.kinds if kind in CONTACTS]
    if len(contacts) > 1 and any(kind.told.search(sentence) for kind in contacts):
        return False
    if asked.occasions and asked.counts:  # how many, and when: the dates may stand elsewhere
        return not any(kind.told.search(sentence) for kind in asked.kinds if kind in (NUMBER, DATE))
    return any(kind.needed and not kind.told.search(sentence) for kind in asked.kinds)


def is_past(sentence: str) -> bool:
    """Whether a sentence tells what has been done."""
    return _DID.search(sentence) is not None


def names_numbers(sentence: str, asked: Asked) -> bool:
    """Whether a sentence has all the numbers that the question names."""
    return all(number.search(sentence) for number in asked.numbers)


def tells_as(sentence: str, other: str, asked: Asked) -> bool:
    """Whether a sentence is of all the kinds wanted that another one is of."""
    return all(kind.told.search(sentence) or not kind.told.search(other) for kind in asked.kinds)


def is_of_kind(sentence: str, asked: Asked) -> bool:
    """Whether a sentence answers by its kind alone: a problem, a plan, a number to call."""
    kinds = [kind for kind in asked.kinds if kind in (PROBLEM, PLAN) or (kind.needed and kind.bonus > 2)]
    return any(kind.told.search(sentence) for kind in kinds)
