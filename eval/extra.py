"""The libraries that only the measure needs: an extra of the distribution, named where it is missing."""

from __future__ import annotations

from importlib.util import find_spec

from kb.errors import SettingsError

LIBRARIES = ("ir_measures", "jinja2", "matplotlib", "scipy", "sklearn")


def need_extra() -> None:
    """Raise SettingsError, with what to do, where a library of the extra `eval` is missing."""
    missing = [name for name in LIBRARIES if find_spec(name) is None]
    if missing:
        raise SettingsError(
            f"`coach eval` needs {', '.join(missing)}: run `pip install -e '.[eval]'` (or 'fieldcoach[eval]')."
        )
