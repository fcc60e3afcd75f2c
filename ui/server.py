"""What serves the page: `streamlit run ui/server.py` finds `app` here.

The page's modules are loaded with it, and so is what Streamlit loads only when a first page is drawn: else the first
visitor waits more than a second for them.
"""

from __future__ import annotations

from importlib import import_module

from starlette.middleware import Middleware
from streamlit import config
from streamlit.starlette import App

from ui import app as page
from ui.addresses import OnePart

# What numbers, pictures and requests are made with.
for name in ("httpcore", "pandas", "PIL.Image"):
    import_module(name)

app = App(
    page.__file__,
    middleware=[Middleware(OnePart, base=config.get_option("server.baseUrlPath") or "")],
)
