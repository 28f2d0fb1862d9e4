"""The front door of the server: ``streamlit run app.py``. The pages themselves begin in pages/huis.py."""

from pathlib import Path

import streamlit as st
from streamlit import config

from sok_core.web import (
    calendar,
    choice,
    door,
    download,
    hall,
    helper,
    live,
    mention,
    network,
    phone,
    proposal,
    remote,
    road,
    role,
    serving,
    signature,
    theme,
    update_link,
    value_score,
    vote,
)


def warm_up() -> None:
    """Load what the first page would otherwise wait for."""
    import pandas  # noqa: F401, PLC0415  (only its loading counts)
    import streamlit.elements.lib.column_config_utils  # noqa: F401, PLC0415


app = st.App(
    "pages/huis.py",
    routes=[
        *phone.routes(),
        *vote.routes(),
        *proposal.routes(),
        *choice.routes(),
        *mention.routes(),
        *role.routes(),
        *value_score.routes(),
        *network.routes(),
        *live.routes(),
        *theme.routes(),
        *hall.routes(),
        *helper.routes(),
        *remote.routes(),
        *signature.routes(),
        *door.routes(),
        *download.routes(),
        *road.routes(),
        *update_link.routes(),
        *calendar.routes(),
    ],
    middleware=serving.middleware(Path(st.__file__).parent / "static" / "static"),
    lifespan=serving.lifespan(port=lambda: int(config.get_option("server.port")), warm_up=warm_up),
)
