"""A few sentences of our own to begin each chapter with, in the words of its kind of document.

They are there to be changed: ``…`` stands where a neighbourhood fills in its own.
"""

from collections.abc import Mapping

from sok_core.model import DocumentType, Section

_IV, _CV, _SO, _SR = (
    DocumentType.LETTER_OF_INTENT,
    DocumentType.COVENANT,
    DocumentType.COOPERATION_AGREEMENT,
    DocumentType.GROUND_RULES,
)

STARTS: Mapping[Section, Mapping[DocumentType, str]] = {
    Section.PARTIES: {
        _IV: (
            "Deze intentieverklaring is van de partijen die onderaan staan. Bij elke partij staat wie"
            " er namens haar spreekt."
        ),
        _CV: (
            "Dit convenant is van de partijen die onderaan staan. Bij elke partij staat wie haar "
            "vertegenwoordigt en hoe we haar kort noemen."
        ),
        _SO: (
            "Deze afspraken zijn van de partijen die bij de handtekeningen staan. Bij elke partij "
            "staat wie haar vertegenwoordigt, op grond van welk besluit, en hoe we haar kort noemen."
        ),
        _SR: (
            "Deze spelregels zijn van iedereen die meedoet aan de tafel van onze wijk. De namen van "
            "de groepen en organisaties staan eronder."
        ),
    },
    Section.RECITALS: {
        _IV: (
            "a. In onze wijk speelt veel tegelijk. b. Niemand lost dat alleen op. c. Daarom willen "
            "wij samen verkennen wat er kan."
        ),
        _CV: (
            "a. In onze wijk speelt veel tegelijk. b. Bewoners en organisaties hebben elkaar nodig om"
            " verder te komen. c. We spraken in … bijeenkomsten over wat we belangrijk vinden."
        ),
        _SO: (
            "a. In onze wijk speelt veel tegelijk. b. Bewoners en organisaties hebben elkaar nodig. "
            "c. We spraken in … bijeenkomsten over wat we belangrijk vinden en wie wat kan doen. d. "
            "Deze afspraken zijn een middel om goed samen te werken. Het gaat om wat er in de wijk "
            "verandert."
        ),
        _SR: "We werken samen in deze wijk en willen dat dit voor iedereen prettig en eerlijk gaat.",
    },
    Section.DEFINITIONS: {
        _IV: ("Met ‘de wijk’ bedoelen we … Met ‘partijen’ bedoelen we iedereen die deze verklaring tekent."),
        _CV: ("Met ‘de wijk’ bedoelen we … Met ‘partijen’ bedoelen we iedereen die dit convenant tekent."),
        _SO: (
            "Met ‘de wijk’ bedoelen we … Met ‘partijen’ bedoelen we iedereen die deze afspraken "
            "tekent. Met ‘trekker’ bedoelen we wie ervoor zorgt dat iets gebeurt."
        ),
        _SR: "Met ‘de tafel’ bedoelen we iedereen die bij onze bijeenkomsten meedoet.",
    },
    Section.GOALS: {
        _IV: ("Wij willen samen dat er in de wijk dit verandert: … Dat geldt voor deze straten en huizen: …"),
        _CV: "Wij spannen ons in voor deze doelen: … Ze gelden voor deze straten en huizen: …",
        _SO: (
            "Wij werken aan deze doelen: … Ze gelden voor deze straten en huizen. Bij elk doel staat "
            "waaraan we over een jaar zien dat het lukt."
        ),
        _SR: "Wij spreken af dat deze doelen voorop staan in alles wat we doen: …",
    },
    Section.VALUES: {
        _IV: (
            "Wij willen samenwerken volgens deze waarden: … Bij elke waarde schrijven we waaraan je "
            "dat merkt."
        ),
        _CV: (
            "Wij spannen ons in om volgens deze waarden te werken: … Bij elke waarde staat waaraan je"
            " dat merkt."
        ),
        _SO: (
            "Deze waarden horen bij alles wat we doen: … Bij elke waarde staat waaraan je dat merkt. "
            "We mogen elkaar eraan herinneren."
        ),
        _SR: (
            "Wij spreken af hoe we met elkaar omgaan: … Merk je het niet? Dan zeg je dat, en luisteren we."
        ),
    },
    Section.ROLES: {
        _IV: (
            "Elke partij wil een taak op zich nemen die bij haar past. Wie wat doet, werken we samen "
            "verder uit."
        ),
        _CV: (
            "Elke partij spant zich in voor haar eigen taken. Hieronder staat per partij wat ze doet,"
            " en wat ze niet doet."
        ),
        _SO: (
            "Elke taak heeft één trekker, of een duo van een bewoner en een organisatie. Hieronder "
            "staat per taak wie trekt, wie het uitvoert en wie meebeslist. Ook staat er wat een "
            "partij niet doet."
        ),
        _SR: (
            "Wij spreken af dat bij elke taak één naam staat. Lukt het niet, dan zegt die partij dat op tijd."
        ),
    },
    Section.PROJECTS: {
        _IV: (
            "Wij willen beginnen met een paar kleine projecten. Zo leren we elkaar kennen terwijl we "
            "iets doen."
        ),
        _CV: (
            "Wij spannen ons in om deze projecten te laten slagen. Bij elk project staat wie trekt, "
            "wat de eerste stap is en wanneer die klaar is."
        ),
        _SO: (
            "Wij voeren deze projecten uit. Bij elk project staat wie trekt, wat de eerste stap is, "
            "wanneer die klaar is en wat ervoor nodig is."
        ),
        _SR: ("Wij spreken af dat een project klein begint en dat we daarna samen zeggen wat we leerden."),
    },
    Section.RESOURCES: {
        _IV: ("Elke partij wil iets inbrengen: uren, geld, ruimte of kennis. Hoeveel, dat bespreken we nog."),
        _CV: (
            "Elke partij spant zich in om bij te dragen met uren, geld, ruimte of kennis. Hieronder "
            "staat wie wat inbrengt."
        ),
        _SO: (
            "Elke partij brengt iets in: uren, geld, ruimte of kennis. Hieronder staat wie wat "
            "betaalt, tot wanneer, en wat we doen als een subsidie stopt."
        ),
        _SR: "Wij spreken af dat niemand geld hoeft voor te schieten om mee te doen.",
    },
    Section.GOVERNANCE: {
        _IV: (
            "Wij willen elkaar vaak genoeg zien om verder te komen. We komen bij elkaar in …, elke … weken."
        ),
        _CV: (
            "Het kernteam spant zich in om het overzicht te houden en komt elke … weken bij elkaar. "
            "We zoeken een besluit waar iedereen mee kan leven."
        ),
        _SO: (
            "Het kernteam houdt het overzicht en komt elke … weken bij elkaar. Een besluit geldt als "
            "niemand een bezwaar heeft waar we niet mee verder kunnen. Wie bezwaar heeft, helpt het "
            "voorstel beter te maken."
        ),
        _SR: (
            "Wij spreken af dat iedereen aan het woord komt. Een besluit geldt als niemand een "
            "bezwaar heeft waar we niet mee verder kunnen."
        ),
    },
    Section.COMMUNICATION: {
        _IV: "Wij willen dat iedereen in de wijk kan volgen wat we doen, in gewone taal.",
        _CV: (
            "Wij spannen ons in om elke brief en elk bericht in gewone taal te schrijven. Bewoners "
            "lezen vooraf mee."
        ),
        _SO: (
            "Elke brief aan de wijk is in gewone taal. Bewoners lezen vooraf mee. Namens ons allemaal"
            " spreekt alleen wie dat van de tafel mag."
        ),
        _SR: ("Wij spreken af dat we gewone woorden gebruiken. Wie iets niet snapt, mag dat altijd vragen."),
    },
    Section.DATA: {
        _IV: (
            "Wij willen elkaar vertellen wat we weten. We bewaren geen gegevens van mensen zonder dat"
            " zij dat weten."
        ),
        _CV: (
            "Wij spannen ons in om cijfers met elkaar te delen. Is iets geheim, dan zegt die partij "
            "wat, en waarom."
        ),
        _SO: (
            "Alle partijen mogen de cijfers inzien. Is iets geheim, dan zegt die partij wat, en "
            "waarom. Van bewoners bewaren we alleen wat nodig is. Bij de gemeente kan iedereen "
            "stukken opvragen."
        ),
        _SR: "Wij spreken af dat wat iemand aan tafel over zichzelf vertelt, aan tafel blijft.",
    },
    Section.MONITORING: {
        _IV: "Wij willen twee keer per jaar samen kijken of we nog op de goede weg zijn.",
        _CV: (
            "Wij spannen ons in om elk half jaar samen te kijken hoe het gaat: wat lukt, wat loopt "
            "vast en wat is er nodig."
        ),
        _SO: (
            "Wij kijken elk kwartaal samen hoe het gaat. Van elke afspraak zeggen we: op koers, let "
            "op of loopt vast. Wie vastloopt, vraagt hulp."
        ),
        _SR: "Wij spreken af dat we na elke bijeenkomst kort zeggen wat goed ging en wat beter kan.",
    },
    Section.ACCESSION: {
        _IV: "Wij willen dat anderen later kunnen meedoen. Wie wil, laat dat weten aan het kernteam.",
        _CV: ("Een nieuwe partij kan meedoen als ze deze tekst tekent en het kernteam geen bezwaar heeft."),
        _SO: (
            "Een nieuwe partij kan meedoen als het kernteam geen bezwaar heeft. Ze tekent dezelfde "
            "tekst en zegt wat ze zelf belooft. De andere partijen horen dat binnen een maand."
        ),
        _SR: "Wij spreken af dat er altijd een stoel vrij is. Wie nieuw is, krijgt eerst uitleg.",
    },
    Section.DURATION: {
        _IV: "Wij willen dit doen van … tot en met … Daarna kijken we of we meer willen afspreken.",
        _CV: (
            "Dit convenant begint op … en eindigt op … Wie wil stoppen, zegt dat drie maanden vooraf "
            "en legt uit waarom."
        ),
        _SO: (
            "Deze afspraken gelden van … tot en met … Wijzigen kan als alle partijen van dat artikel "
            "ja zeggen. Wie wil stoppen, zegt dat drie maanden vooraf, legt uit waarom en draagt "
            "lopend werk over."
        ),
        _SR: (
            "Deze spelregels gelden zolang we samen aan tafel zitten. Elk jaar kijken we of ze nog passen."
        ),
    },
    Section.DISPUTES: {
        _IV: "Zijn we het niet eens, dan willen we daar eerst samen over praten.",
        _CV: (
            "Zijn we het niet eens, dan spannen we ons in om er samen uit te komen. Lukt dat niet, "
            "dan vragen we iemand die buiten ons staat om te helpen."
        ),
        _SO: (
            "Zijn we het niet eens, dan praten we eerst samen, binnen vier weken. Lukt dat niet, dan "
            "vragen we een bemiddelaar die alle partijen vertrouwen. Pas daarna beslist iemand "
            "anders."
        ),
        _SR: ("Wij spreken af dat we een meningsverschil eerst met elkaar bespreken, en niet over elkaar."),
    },
    Section.SIGNING: {
        _IV: "Wie tekent, zegt daarmee: wij willen dit samen verkennen.",
        _CV: (
            "Elke partij tekent met naam, functie en datum, en met een besluit van de eigen "
            "organisatie of groep."
        ),
        _SO: (
            "Elke partij tekent met functie, plaats en datum, en met een besluit van de eigen "
            "organisatie of groep. Wie tekent, leest de eigen belofte hardop voor."
        ),
        _SR: "Wie meedoet, zegt hardop ja tegen deze spelregels.",
    },
    Section.ANNEXES: {
        _IV: "Bij deze intentieverklaring hoort een kaart van de wijk, zoals die was op …",
        _CV: "Bij dit convenant horen de kaart van de wijk en de planning, zoals ze waren op …",
        _SO: (
            "Bij deze afspraken horen de kaart van de wijk, een bladzijde per project en de planning, "
            "zoals ze waren op …"
        ),
        _SR: "Bij deze spelregels hoort de lijst van wie aan tafel zit, zoals die was op …",
    },
}


def start_text(section: Section, type: DocumentType) -> str:
    """Return a few sentences to begin a chapter with."""
    return STARTS[section][type]
