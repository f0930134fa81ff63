"""What the reader sees when the data cannot be trusted: every problem, in words."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from geo.errors import AtlasError, DataProblemsError


def show_problems(error: AtlasError) -> None:
    """Say that nothing is shown, why, and what to do next."""
    problems = (error.problems if isinstance(error, DataProblemsError) else (str(error),))
    items = Markup("").join(Markup("<li><code>{}</code></li>").format(str(problem))
                            for problem in problems)
    st.html(str(Markup(
        '<section class="atlas-problems" role="alert"><h1>The data of this atlas has problems</h1>'
        "<p>No map is shown, because a wrong line or figure is worse than none. Mend what the list "
        "names, then reload the page; <code>corridor-atlas check</code> prints the same list.</p>"
        "<p><strong>{}</strong></p><ol>{}</ol></section>").format(str(error), items)))
