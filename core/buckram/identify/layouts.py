"""Scans that arrive through a foreign keyboard layout, and what they were meant to be.

A wedge scanner presses keys. If it is set to one country's keyboard and the terminal to another's, the
digits of a barcode arrive as `&é"'(`. Each table holds what the keys of a US keyboard give elsewhere.
"""

from __future__ import annotations

from functools import cache

_US = "1234567890-=qwertyuiop[]asdfghjkl;'zxcvbnm,./", '!@#$%^&*()_+QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>?'

# (name, unshifted keys, shifted keys), key by key as in _US. Dead keys stand as their accent.
_LAYOUTS = (
    (
        "French",
        "&é\"'(-è_çà)=azertyuiop^$qsdfghjklmùwxcvbn,;:!",
        "1234567890°+AZERTYUIOP¨£QSDFGHJKLM%WXCVBN?./§",
    ),
    (
        "Belgian",
        "&é\"'(§è!çà)-azertyuiop^$qsdfghjklmùwxcvbn,;:=",
        "1234567890°_AZERTYUIOP¨*QSDFGHJKLM%WXCVBN?./+",
    ),
    (
        "German",
        "1234567890ß´qwertzuiopü+asdfghjklöäyxcvbnm,.-",
        '!"§$%&/()=?`QWERTZUIOPÜ*ASDFGHJKLÖÄYXCVBNM;:_',
    ),
    (
        "Czech",
        "+ěščřžýáíé=´qwertzuiopú)asdfghjklů§yxcvbnm,.-",
        '1234567890%ˇQWERTZUIOP/(ASDFGHJKL"!YXCVBNM?:_',
    ),
    (
        "Slovak",
        "+ľščťžýáíé=´qwertzuiopúäasdfghjklô§yxcvbnm,.-",
        '1234567890%ˇQWERTZUIOP/(ASDFGHJKL"!YXCVBNM?:_',
    ),
    (
        "Hungarian",
        "123456789öüóqwertzuiopőúasdfghjkléáyxcvbnm,.-",
        "'\"+!%/=()ÖÜÓQWERTZUIOPŐÚASDFGHJKLÉÁYXCVBNM?:_",
    ),
    (
        "Spanish",
        "1234567890'¡qwertyuiop`+asdfghjklñ´zxcvbnm,.-",
        '!"·$%&/()=?¿QWERTYUIOP^*ASDFGHJKLÑ¨ZXCVBNM;:_',
    ),
    (
        "Italian",
        "1234567890'ìqwertyuiopè+asdfghjklòàzxcvbnm,.-",
        '!"£$%&/()=?^QWERTYUIOPé*ASDFGHJKLç°ZXCVBNM;:_',
    ),
    (
        "Nordic",
        "1234567890+´qwertyuiopå¨asdfghjklöäzxcvbnm,.-",
        '!"#¤%&/()=?`QWERTYUIOPÅ^ASDFGHJKLÖÄZXCVBNM;:_',
    ),
    (
        "Russian",
        "1234567890-=йцукенгшщзхъфывапролджэячсмитьбю.",
        '!"№;%:?*()_+ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,',
    ),
    ("Shift held down", _US[1], _US[0]),
)

# Fewer than this cannot be a barcode, and most titles are ruled out by it at once.
_SHORTEST = 8


@cache
def _tables() -> tuple[tuple[str, dict[int, int]], ...]:
    meant = "".join(_US)
    return tuple(
        (name, {ord(came): ord(sent) for came, sent in zip(lower + upper, meant, strict=True)})
        for name, lower, upper in _LAYOUTS
    )


def meant_instead(text: str) -> list[tuple[str, str]]:
    """(layout name, what the keys would be on a US keyboard) for each layout that would make `text` a code.

    Only candidates with eight digits or more; the caller reads each and trusts those whose check digit is
    right.
    """
    if len(text) < _SHORTEST:
        return []
    candidates = []
    for name, table in _tables():
        meant = text.translate(table)
        if meant != text and sum(map(str.isdigit, meant)) >= _SHORTEST:
            candidates.append((name, meant))
    return candidates
