"""What a library decides once: every setting with its default, what it means, and what it may be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from buckram.errors import NotFound, Refused
from buckram.rules.horizon import Horizon
from buckram.storage import settings
from buckram.storage.library import Library

if TYPE_CHECKING:
    from buckram.exchange.labels import Size


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting. default: also tells its kind (text, whole number, yes or no). choices: all it may be."""

    name: str
    default: str | int | bool
    words: str
    choices: Sequence[str] = ()


FORMS = ("text", "pdf")
MARKED = ("never", "marked", "always")
MAIL_SECURITY = ("starttls", "tls", "none")
NAMES = ("slip", "round", "never")
UPS = ("1", "2", "4")
ENDS = ("key", "silence")

SETTINGS = (
    Setting("institution", "", "Digits 2-5 of the library's own barcodes: tells them from newsstand codes."),
    Setting("day_first", True, "18/11 and 3.4. are day and month; no: month and day."),
    Setting("bell", True, "Ring the bell when somebody has to look up from the tray."),
    Setting("horizon_months", Horizon().months, "Expected issues are kept so many months ahead,"),
    Setting("horizon_issues", Horizon().issues, "or so many issues ahead, whichever is less."),
    Setting("shelved_by_title", False, "Current issues stand on their shelf by title; no: by call number."),
    Setting("figures_of_others", False, "Working figures may be shown for everybody together."),
    Setting("figures_by_person", False, "They may be shown person by person too."),
    Setting("few_bytes", True, "Send only the cells that changed; no: Textual's own output."),
    Setting("barcode_rule", "luhn14", "The library's barcodes: luhn14, code39mod43, none, or REGEX + luhn."),
    Setting("scanner_ends", "key", "A scan ends with a key (Enter, Tab) or by itself: key, silence.", ENDS),
    Setting("labels", "marked", "Labels and slips at receipt: never, marked, always.", MARKED),
    Setting("label_printer", "", "Command that prints labels, or file:PATH; empty: no labels."),
    Setting("label_form", "text", "What the label printer takes: text or pdf.", FORMS),
    Setting("label_size", "25x38", "Width and height of a label in millimetres."),
    Setting("slip_printer", "", "Command that prints routing slips, or file:PATH; empty: no slips."),
    Setting("slip_form", "text", "What the slip printer takes: text or pdf.", FORMS),
    Setting("slip_size", "105x148", "Width and height of a slip in millimetres, when it is PDF."),
    Setting("slip_note", "", "A line for all readers on every routing slip."),
    Setting("return_to", "", "Where routed pieces go in the end; empty: the copy's place."),
    Setting("list_printer", "", "Command that prints lists, or file:PATH."),
    Setting("list_form", "text", "What the list printer takes: text or pdf (A4).", FORMS),
    Setting("country", "", "The library's own country, as a MARC code (xxu, enk, gw): what is abroad."),
    Setting("claim_window", 90, "Days from publication in which publishers honour a claim,"),
    Setting("claim_window_foreign", 180, "and those abroad. A row of the claim policy comes before both."),
    Setting("currency", "", "The library's own currency (ISO 4217, such as EUR): totals are told in it too."),
    Setting("price_rise", "5", "Per cent by which prices rise a year: what a next term is estimated by."),
    Setting("route_days", 7, "Days that a reader may keep a routed piece, unless the list says otherwise."),
    Setting(
        "route_names", "round", "Who has what is erased: slip (not even kept), round (over), never.", NAMES
    ),
    Setting("proxy_prefix", "", "Put before addresses that go through the proxy; empty: there is none."),
    Setting("link_check", False, "Addresses may be tried over the network when a person asks for it."),
    Setting("kbart_name", "Library_Global_AllTitles", "Provider_Region_Package of KBART files that go out."),
    Setting("templates", "", "Folder with own templates: label.txt, slip.txt, recall.txt, letters."),
    Setting("library_name", "", "The library, as its letters are signed."),
    Setting("library_address", "", "Its address, the lines apart by ;"),
    Setting("ship_to", "", "Where claimed pieces are to be sent, lines apart by ; empty: its address."),
    Setting("library_san", "", "Its standard address number, for suppliers' machines."),
    Setting("library_gln", "", "Its global location number, 13 digits, for EDIFACT."),
    Setting("mail_sender", "", "Address that mails are sent from."),
    Setting("mail_reply_to", "", "Address that answers go to; empty: the sender's."),
    Setting("smtp_host", "", "The library's mail server."),
    Setting("smtp_port", "587", "Its port."),
    Setting("smtp_security", "starttls", "The way to it: starttls, tls, none.", MAIL_SECURITY),
    Setting("smtp_user", "", "Name to log in with; empty: without."),
    Setting("smtp_password_file", "", "File with the password, which only you can read (chmod 600)."),
    Setting("smtp_password", "", "The password itself, in clear in the library file: better in a file."),
    Setting("smtp_ca_file", "", "Certificate of the library's own authority, when its server has one."),
    Setting("claims_send_themselves", False, "buckram send makes and sends letters without being asked."),
    Setting("claim_folder", "", "Folder for claims that are sent as files."),
    Setting("inches", True, "The bindery counts in inches, feet, pounds; no: in mm, metres, kilograms."),
    Setting("binding_blackout", "", "Exam time, nothing leaves for the binder: 12-01..12-20, 05-01..05-31."),
    Setting("binding_leave", "", "Stays on the shelf when full: 6 months, 12 issues, current volume."),
    Setting("repair_seniors", "", "Who may route repairs to bindery or box: names, apart by commas."),
    Setting("ticket_printer", "", "Command that prints bindery tickets, or file:PATH."),
    Setting("ticket_form", "pdf", "What the ticket printer takes: text or pdf.", FORMS),
    Setting("ticket_size", "210x297", "Width and height of a page of tickets in millimetres, as PDF."),
    Setting("ticket_up", "2", "Copies of tickets on a page (binder's, library's): 1, 2 or 4.", UPS),
    Setting("ticket_columns", "80", "Columns of a ticket as text: 66 or 80.", ("66", "80")),
    Setting("hold_lost", 1, "Months that an incomplete bindery unit waits for a lost piece,"),
    Setting("hold_claimed", 3, "for a claimed one,"),
    Setting("hold_bought", 12, "and for one that is being bought."),
    Setting("bound_place", "", "Where bound volumes stand, the code of a place; empty: with their copy."),
)
"""Every setting, in the order in which they are listed."""

_BY_NAME = {setting.name: setting for setting in SETTINGS}
_YES, _NO = {"yes", "y", "on", "true", "1"}, {"no", "n", "off", "false", "0"}


def decided(library: Library, name: str) -> Any:
    """The value of a setting: what was decided, else the default."""
    return settings.read(library, name, _BY_NAME[name].default)


def horizon(library: Library) -> Horizon:
    """How far ahead this library keeps expected issues."""
    return Horizon(months=decided(library, "horizon_months"), issues=decided(library, "horizon_issues"))


def decide(library: Library, name: str, typed: str) -> Any:
    """Change a setting to what was typed; gives its value. Raises NotFound, Refused."""
    setting = _BY_NAME.get(name)
    if setting is None:
        raise NotFound(f"There is no setting {name}.", f"There are: {', '.join(_BY_NAME)}.")
    value = _value(setting, typed.strip())
    with library.transaction():
        settings.write(library, name, value)
    return value


def _value(setting: Setting, typed: str) -> str | int | bool:
    if isinstance(setting.default, bool):
        if typed.lower() not in _YES | _NO:
            raise Refused(f"{setting.name} is yes or no, not {typed}.")
        return typed.lower() in _YES
    if isinstance(setting.default, int):
        if not typed.isdigit() or not 1 <= int(typed) <= 1000:
            raise Refused(f"{setting.name} is a whole number from 1 to 1000, not {typed}.")
        return int(typed)
    if setting.choices and typed not in setting.choices:
        raise Refused(f"{setting.name} is {' or '.join(setting.choices)}, not {typed}.")
    if setting.name == "smtp_port" and not (typed.isdigit() and 1 <= int(typed) <= 65535):
        raise Refused(f"A port is a number from 1 to 65535, not {typed}.", "587 with starttls, 465 with tls.")
    if setting.name in {"label_size", "slip_size", "ticket_size"}:
        paper(typed)
    if setting.name == "currency" and typed:
        from buckram.rules.money import currency_code

        return currency_code(typed)
    if setting.name == "price_rise":
        from buckram.rules.money import typed_per_cent

        typed_per_cent(typed)
    if setting.name == "binding_blackout":
        from buckram.rules.bindery.blackout import typed_stretches

        typed_stretches(typed)
    if setting.name == "binding_leave":
        from buckram.rules.bindery.leave import leave

        return stays.words if (stays := leave(typed)) else ""
    if setting.name == "barcode_rule":
        from buckram.identify.item_codes import rule

        rule(typed)
    return typed


def paper(typed: str) -> Size:
    """A size of paper as the settings have it, "25x38" in millimetres. Raises Refused."""
    from buckram.exchange.labels import Size

    found = re.fullmatch(r"(\d{2,3}) ?[x*×] ?(\d{2,3})", typed)
    if found is None:
        raise Refused(f"“{typed}” is no size of paper.", "Type width x height in millimetres, such as 25x38.")
    return Size(int(found[1]), int(found[2]))
