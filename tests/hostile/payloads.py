"""What people send who mean no good, or whose keyboard is broken."""

# Hidden or broken: no text of ours may hold one of these, wherever it was sent.
BROKEN: dict[str, str | bytes] = {
    "nul": "a\x00b",
    "escape": "a\x1b[31mb",
    "bidi override": "abc\u202edcba",
    "bidi isolate": "a\u2067b\u2069",
    "replacement": "a\ufffdb",
    "noncharacter": "a\ufffeb\U0001ffff",
    "not utf-8": b"caf\xe9 \xff\xfe",
    "overlong": b"\xc0\xaf..\xc0\xaf",
    "surrogate": b"\xed\xa0\x80x",
    "half a character": b"abc\xe4\xbb",
}
# Odd, but text: to be taken or refused, and never to break anything.
ODD: dict[str, str | bytes] = {
    "blank": " \t\u3000\u200b\n",
    "line breaks": "x\r\nBcc: everybody@example.org\r\n\r\nhello",
    "long": "长" * 20_000,
    "marks": "e" + "\u0301" * 900,
    "digits": "9" * 40,
    "digits of others": "１２٣",
    "negative": "-1",
    "real": "1e309",
    "sql": "' OR '1'='1'; DROP TABLE accounts_user;--",
    "template": "{{ 7*7 }}{% debug %}${7*7}%(x)s{0.__class__}",
    "tags": "</textarea></title><script>alert(1)</script>",
    "path": "../../../../etc/passwd%00.png",
    "list": "[1, {}]",
    "invisible": "\u2060\u200d\ufe0f\u00ad\u180e\u3164",
    "astral": "\U0010fffd𝔸👩‍👩‍👧‍👦🇨🇳",
    "turkish": "İıſK",
    "ligatures": "ﷺ" * 60,
}
# Addresses that are somebody else's, whatever they look like.
ELSEWHERE = [
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https://evil.example/",
    "http:evil.example",
    "http:///evil.example",
    "//testserver@evil.example/",
    "/\t/evil.example",
    "/\n/evil.example",
    "javascript:alert(1)//",
    "data:text/html,<script>alert(1)</script>",
    "evil.example",
    "\u2028//evil.example",
    "/%09/evil.example",
    "/..//evil.example",
    "//evil.example\\@testserver/",
]
# Ids and cursors that no page of ours ever held.
IMPOSSIBLE = [
    "0",
    "-1",
    str(2**63),
    str(2**64),
    "9" * 400,
    "1.5",
    "1e3",
    "0x10",
    "１２",
    "٣",
    "x",
    "1%00",
    "1;2",
    "null",
]
