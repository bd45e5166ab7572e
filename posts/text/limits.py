"""How much a post's text may hold, each figure with its reason."""

# Weibo's long posts (w), in units: a Han character is one, an ASCII character half of one.
MAX_UNITS = 2000
# What the feed shows before "Expand": the length of a post when Weibo began (W).
FOLD_UNITS = 140
# A text of 2,000 units is at most 4,000 code points unless it is full of marks that count nothing; this ends those.
MAX_CODE_POINTS = 8000
# A URL counts 10 units however long it is, so it needs an end of its own: what browsers and proxies carry safely.
MAX_URL = 2048
# No living script needs more non-spacing marks on one letter; a tower of them (Zalgo) paints over other posts.
MAX_MARKS = 4
# The longest handle or nickname (accounts.names).
MAX_MENTION = 30
# The shortest handle.
MIN_HANDLE = 3
