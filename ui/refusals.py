"""Why a file was not added, in Chinese: the readers' own one-line reasons are English."""

from __future__ import annotations

import re

# How a reason begins: what it is in Chinese, with \1 for the group. A reason not among them is shown as it is.
REASONS = {
    # not a report
    r"not an annual report \(no title": "不是年度报告：没有年度报告的标题，也没有机关名称",
    r"not an annual report \(it does not say which year": "看不出是哪一年的报告，请把年份写进文件名",
    r"not an annual report \(it does not say which agency": "看不出是哪个机关的报告，请放进以该机关命名的文件夹",
    r"not an annual report \(it has neither": "不是年度报告：没有规定的表格，也没有规定的六个部分",
    r"not an annual report": "不是年度报告",
    # the same report
    r"the same report as (.+?)(?:, in another format|, without its figures|, fewer of its cells|$)": r"与 \1 是同一份年报",
    r"an older version of (.+) \(": r"与 \1 是同一年报，数字不同，收录的是那一份",
    # kinds of file
    r"no reader for": "读不了这种格式的文件",
    r"reading (\S+) files needs LibreOffice": r"读 \1 文件需要安装 LibreOffice；也可以另存为 .docx",
    r"this is binary data": "这不是文本文件，请把报告另存为文本再添加",
    r"the text is in no encoding": "认不出文字编码，请另存为 UTF-8",
    # size and form
    r"the file is empty": "文件是空的",
    r"(?:larger than|unpacked, this Word file is larger)": "文件太大，不会是年度报告",
    r"it has (\d+) pages": r"这份 PDF 有 \1 页，请只保存报告本身",
    r"it is nested too deeply": "文件嵌套太深，请重新保存再添加",
    r"the page nests its elements": "网页嵌套太深，请另存为文本或 Word",
    r"(?:there is no page in this file|no page in this web archive)": "文件里没有网页，请重新保存报告的网页",
    # Word and PDF
    r"this Word file is damaged": "Word 文件已损坏，请用 Word 打开后重新保存",
    r"there is no text in this Word file": "Word 文件里没有文字，可能只是页面图片",
    r"LibreOffice (?:took longer|could not open)": "LibreOffice 打不开这个文件，请另存为 .docx",
    r"this PDF is damaged": "PDF 已损坏，请打开后重新保存",
    r"this PDF is locked": "PDF 有密码，请去掉密码再添加",
    r"this PDF is a scan": "PDF 是扫描件，只有图片没有文字，请先做文字识别（OCR）",
    r"there is no text in this PDF": "PDF 里没有文字",
    r"the fonts of this PDF": "PDF 的字体没有说明各是什么字，请重新打印成 PDF 或另存为 Word",
    # archives
    r"locked with a password": "有密码，请解压后再添加",
    r"the archive is locked": "压缩包有密码，请解压后再添加",
    r"the archive is damaged": "压缩包已损坏，请重新打包",
    r"damaged in its archive": "在压缩包里已损坏",
    r"packed in a way": "压缩方式不支持，请解压后再添加",
    r"the archive holds no files": "压缩包是空的",
    r"the archive holds more than": "压缩包里的文件太多，请分成几个",
    r"the archive unpacks to": "压缩包解开后太大，请分成几个",
    r"an archive inside an archive": "压缩包里又有压缩包，请先解开外层",
    r"there is no such file in the archive": "压缩包里没有这个文件",
    # the machine
    r"cannot be read \(": "文件读不出来",
    r"took longer than": "读取时间太长，没有读完",
    r"it crashed the reader": "读取时出错中断，请重新保存或换一种格式",
    r"the reader failed": "读取程序出错，请报告这个问题",
    r"could not be stored": "没能存进库里",
    r"its name is no readable text": "文件名不是可读的文字，请改名",
    r"it could not be kept": "文件没能保存下来",
    r"it did not arrive": "文件没有传到，请再传一次",
    r"it was not indexed": "没有收录",
    r"something unexpected went wrong": "出了意外，请再试一次",
}
_REASONS = [(re.compile(begins), chinese) for begins, chinese in REASONS.items()]


def in_chinese(why: str) -> str:
    r"""
    >>> in_chinese("the file is empty; nothing to index")
    '文件是空的'
    >>> in_chinese("the same report as a/b.html, in another format")
    '与 a/b.html 是同一份年报'
    """
    for begins, chinese in _REASONS:
        if found := begins.match(why):
            return found.expand(chinese)
    return why
