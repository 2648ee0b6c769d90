"""A title as it stands on a spine: in lines of at most 20 letters, six at most, and nothing abbreviated.

Source: practice of library binderies (about 20 letters to a line, six lines).
"""

from __future__ import annotations

import re

from buckram.rules.bindery.spine import LINE, TITLE_LINES, letters

_SMALL_WORDS = """
a an the of in on at by for and or to from with & de du des la le les et en der die das dem den und für zur
zum von del della di il lo los las el y e da do dos o os as i na z v
"""
_SMALL = frozenset(_SMALL_WORDS.split())
"""A line does not end with one of these where another division is as good."""
_PART = r"[A-Z]\b|\d+\b|Part|Ser\.|Series|Sect\.|Section|Suppl|Reihe|Teil|Abt|Série|Serie|Partie|Parte"
_SUBTITLE = re.compile(rf"(?<=\S) [:;=] .*?(?=\. (?:{_PART})|$)")


def shelving_title(title: str) -> str:
    """A title without what follows its colon; a part or series that has a name of its own stays."""
    return _SUBTITLE.sub("", title).strip()


def title_lines(title: str) -> tuple[str, ...]:
    """The title, divided into lines, in capitals.

    title: as it is filed, without an initial article. As few lines as take 20 letters each, divided as
    evenly as can be; where more than six would be needed the lines are longer instead, for a person to see.
    """
    words = _words(" ".join(shelving_title(title).replace("/", " ").split()).upper())
    if not words:
        return ()
    longest = sum(letters(word) + 1 for word, _ in words)
    for width in range(LINE, max(longest, LINE) + 1):
        lines = _divided(words, width)
        if len(lines) <= TITLE_LINES:
            return lines
    return ()


def _words(text: str) -> list[tuple[str, str]]:
    """(word, what joins it to the one before): ideographs may be divided anywhere."""
    found: list[tuple[str, str]] = []
    for word in text.split(" "):
        joint = " "
        for part in re.findall(r"[⺀-鿿豈-﫿가-힯]|[^⺀-鿿豈-﫿가-힯]+", word):
            found.append((part, joint))
            joint = ""
    return found


def _divided(words: list[tuple[str, str]], width: int) -> tuple[str, ...]:
    """The best division: as few lines as can be, then no small word at an end, then even lines."""
    best: list[tuple[tuple[int, int, int], tuple[str, ...]]] = [((0, 0, 0), ())]
    for end in range(1, len(words) + 1):
        ways = []
        line = ""
        for start in range(end - 1, -1, -1):
            word, _ = words[start]
            line = word + (words[start + 1][1] + line if line else "")
            room = letters(line)
            # A word that is longer than a line has one to itself.
            if room > width and start < end - 1:
                break
            (count, small, uneven), before = best[start]
            ends_small = end < len(words) and words[end - 1][0].lower() in _SMALL
            ways.append(((count + 1, small + ends_small, uneven + room * room), (*before, line)))
        best.append(min(ways, key=lambda way: way[0]))
    return tuple(line.rstrip(",;") for line in best[-1][1])
