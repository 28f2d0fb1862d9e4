"""The note wall on the projector: a component that listens to the server itself, so no rerun redraws it."""

from pathlib import Path
from typing import Any

import streamlit as st

from sok_core import address, words
from sok_core.model import Dossier, Meeting
from sok_core.web import qr

FOLDER = Path(__file__).parent / "board"

_BOARD = st.components.v2.component(
    "sok_board",
    html="<div class='scherm'>\n</div>",
    css=(FOLDER / "board.css").read_text(encoding="utf-8"),
    js="\n".join(
        (FOLDER / f"{name}.js").read_text(encoding="utf-8")
        for name in (
            "gather",
            "vote",
            "proposal",
            "network",
            "role",
            "value_score",
            "signing",
            "agenda",
            "board",
        )
    ),
)

WORDS = {
    "question": "Vraag %s van %s",
    "soon": "De vraag gaat zo open.\nJe kunt nu al meedoen met je telefoon.",
    "how": "Schrijf op je telefoon, of op papier.\nAllebei komt op de wand.",
    "welcome": "Doe mee met je telefoon, of met pen en papier.\nJe hoeft geen naam te noemen.",
    "pause": "Pauze",
    "pauseHow": "We gaan zo verder.",
    "wifiEye": "Kom op de wifi",
    "wifiHow": "Richt de camera van je telefoon op de code.",
    "noWifi": "Er is nog geen wifi ingevuld",
    "password": "wachtwoord:",
    "thanks": "Dank jullie wel",
    "thanksHow": "De briefjes gaan mee in het verslag.",
    "qr": "QR-code naar de pagina voor telefoons",
    "orType": "of tik in:",
    "note": "briefje",
    "notes": "briefjes",
    "notesOf": "%s briefjes",
    "of": "van",
    "phone": "telefoon",
    "phones": "telefoons",
    "left": "over",
    "up": "De tijd is om",
    "residents": "bewoners",
    "organisations": "organisaties",
    "sheet": "blad",
    "wall": "Wand met briefjes",
    "join": "Ook meedoen? Ga naar %s en tik %s in.",
    "gone": "Deze bijeenkomst is er niet meer",
    "goneHow": "Het dossier staat niet meer op deze computer.",
    "empty": "We wachten op het eerste briefje.",
    "lost": "Verbinding weg, briefjes blijven bewaard",
    "loose": "Briefjes die nog los hangen",
    "stillLoose": "nog los",
    "chosen": "gekozen. Kies nu een thema.",
    "themes": "Thema's",
    "newTheme": "+ Nieuw thema",
    "pile": "Groep %s",
    "rename": "Geef een naam",
    "layHere": "Leg ze hier",
    "undo": "Draai terug",
    "layLoose": "Leg los",
    "unstack": "Haal van de stapel",
    "sheetBack": "Vorig blad",
    "sheetOn": "Volgend blad",
    "dotsPerson": "Stemmen · %s stippen per persoon",
    "dotsTable": "Stemmen · %s stippen per tafel",
    "dot": "stip geplakt",
    "dots": "stippen geplakt",
    "dotsInAll": "stippen samen",
    "result": "Uitslag · telefoon en papier samen",
    "notice": "Wat valt je op?",
    "proposal": "Voorstel",
    "wording": "Voorstel · tekst %s",
    "liveWith": "Kun je hiermee leven?",
    "answerHow": "Zeg het op je telefoon, of op papier.",
    "answer": "antwoord",
    "answers": "antwoorden",
    "roundOver": "De ronde is dicht",
    "objections": "Wat moet er anders?",
    "decided": "✓ Besloten",
    "goodEnough": "Goed genoeg voor nu, veilig genoeg om te proberen.",
    "network": "Wie werkt met wie?",
    "networkCount": "%s partijen, %s lijnen",
    "lines": "lijnen",
    "toldLine": "lijn genoemd",
    "toldLines": "lijnen genoemd",
    "toldBy": ", door ",
    "and": " en ",
    "person": "mens",
    "people": "mensen",
    "card": "kaartje",
    "cards": "kaartjes",
    "fresh": "zojuist genoemd",
    "alone": "Voor zichzelf: %s",
    "chairs": "Lege stoelen: %s",
    "andMore": "en nog %s",
    "howRoles": "Zeg op je telefoon wie wat kan doen, of op een rolkaart.",
    "task": "taak",
    "tasks": "taken",
    "noTasks": "Er zijn nog geen taken gekozen.",
    "toDiscuss": "nog te bespreken",
    "howNetwork": "Kies op je telefoon met wie je werkt, of op een kaartje.\nAllebei komt op de kaart.",
    "howScores": "Geef elke waarde een cijfer, op telefoon of papier.\n1 is bijna nooit, 5 is bijna altijd.",
    "scorer": "mens gaf cijfers",
    "scorers": "mensen gaven cijfers",
    "crowds": {
        "bewoners": "bewoner",
        "organisaties": "organisatie",
        "niet_gezegd": "zei niet als wie",
        "hele_zaal": "iemand uit de zaal",
    },
    "never": "bijna nooit",
    "always": "bijna altijd",
    "unknown": "weet niet",
    "given": "%s keer van een %s: cijfer %s",
    "leftOut": "Niet te zien: %s zonder groep",
    "turn": "%s van %s",
    "wePromise": "Wij beloven:",
    "reads": "De %s leest voor en tekent.",
    "readsFor": "De %s leest voor en tekent, met volmacht van de %s.",
    "readsAny": "Wie tekent, leest voor.",
    "signedBy": "✓ Getekend door de %s.",
    "signedNow": "✓ Getekend.",
    "signed": "getekend",
    "turnNow": "nu",
    "notYet": "nog niet",
    "next": "Hierna:",
    "version": "Versie",
    "signingSoon": "Wij gaan tekenen",
    "signingHow": "Elke partij leest de eigen belofte voor. Daarna de pen.",
    "askRoom": "Zeg het maar.",
    "congratulations": "Gefeliciteerd.",
    "signsLater": "Tekent later: %s.",
    "small": "Dit is het scherm van de zaal. Open het op een computer met beamer.",
}


def gone() -> None:
    """Let a screen that hangs say that its meeting is no more."""
    _BOARD(key="board", data={"isGone": True})


def board(meeting: Meeting, dossier: Dossier, *, state: dict[str, Any], base_url: str) -> None:
    """Fill the window with the screen of the hall. ``state`` is what the hall may see now."""
    wifi = {"name": dossier.wifi_name, "password": dossier.wifi_password, "qr": ""}
    if dossier.wifi_name:
        wifi["qr"] = qr.wifi(dossier.wifi_name, dossier.wifi_password)
    data = {
        "code": meeting.code,
        "state": state,
        "qr": qr.svg(f"{base_url}/m/{meeting.code}"),
        "address": address.short(f"{base_url}/m"),
        "day": words.day(meeting.date),
        "wifi": wifi,
        "mark": f"{dossier.wifi_name}|{dossier.wifi_password}|{base_url}",
        "words": WORDS,
    }
    _BOARD(key="board", data=data)
