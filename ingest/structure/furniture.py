"""Page furniture of texts taken from the web: lines that stay in the stored text but become no passages.

Conservative on purpose: each rule needs the whole line, so that a sentence that mentions a website stays a sentence.
"""

from __future__ import annotations

import re

_RULES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # a bare host name: muzruno.com
        r"(?:https?://)?(?:www\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,6}/?",
        # document portals: - 格式:doc, 大小:118.50 KB, 文档页数:53
        r"[-–•·]?\s*(?:格式|大小|文档页数|页数|下载(?:次数|积分)|上传(?:时间|者)|文档编号)\s*[:：].{0,30}",
        r"[-–•·]?\s*(?:format|size|pages|page count|downloads)\s*[:：]\s*[\w.]+(?:\s?[kmg]b)?",
        # a file's serial number behind its title: …技巧(00001)
        r".{0,60}[(（]0{2,}\d+[)）]",
        # an image's file name as caption: Sales_Reponsibility
        r"[A-Za-z0-9]+(?:_[A-Za-z0-9]+)+(?:\.(?:png|jpe?g|gif|webp))?",
        # "see also" lines and share buttons
        r"(?:另请参阅|相关阅读|推荐阅读|延伸阅读|참고 ?자료|관련 ?글|함께 보기)\b.{0,80}",
        r"(?:see also|related (?:posts|articles)|вижте също|виж още)\b.{0,80}",
        r"(?:另请参阅|相关阅读|推荐阅读|延伸阅读)\s*.{0,60}",
        r"(?:споделяне в социалните мрежи|сподели(?:те)?|сроден|сродни статии|подобни статии)\s*[:：]?",
        r"(?:공유하기|페이스북 공유|分享到.{0,20}|share(?: on .{1,20})?|tweet|print(?: this page)?)\s*[:：]?",
        # photo credits and authors' biographies
        r"(?:图片|照片|圖片)(?:来源|來源|提供|信用|作者)?\s*[:：].{0,60}",
        r".{0,12}(?:图片信用|图片来源|照片来源|photo credit|image credit|снимка|사진 ?(?:출처|제공))\s*[:：].{0,60}",
        r"(?:作者简介|关于作者|about the author|за автора|글쓴이 소개)\s*[:：]?.{0,300}",
        # where a text was copied from: --연변 인민 출판사 "마케팅 전서" 에서 인용
        r"[-–—]{2,}\s?.{0,80}에서\s?인용|[-–—(（]{0,3}\s?(?:引自|摘自|출처\s?[:：]).{0,80}",
        # what frames a template: 以下是…范文。
        r"以下是.{0,30}(?:范文|范本|模板)(?:[,，]?供您?参考)?[。:：]",
        # page numbers: 3, - 3 -, 第3页, стр. 3
        r"[-–—]?\s*(?:第\s?)?\d{1,4}\s*(?:页|頁|쪽)?\s*[-–—]?",
        r"(?:стр\.|page|p\.)\s?\d{1,4}(?:\s?(?:/|of|от)\s?\d{1,4})?",
    )
)  # fmt: skip

# A closing section about whoever wrote the page: personal data, and no answer to anything.
_AUTHOR = re.compile(
    r"(?:关于|關於)\s?(?:作者|我|[A-Z][a-z]+(?: [A-Z][a-z]+)+)"
    r"|about (?:the author|me)|за автора|글쓴이(?: 소개)?|저자 소개",
    re.IGNORECASE,
)

_LETTER = re.compile(r"[^\W\d_]")


def is_furniture(line: str) -> bool:
    """Whether a whole line is a page's furniture, or holds no letter and no digit at all (rules, ornaments)."""
    bare = line.strip()
    if not _LETTER.search(bare) and not any(char.isdigit() for char in bare):
        return True
    return any(rule.fullmatch(bare) for rule in _RULES)


def is_about_the_author(heading: str) -> bool:
    """Whether a section's heading says that it is about the page's author."""
    return bool(_AUTHOR.fullmatch(heading.strip()))
