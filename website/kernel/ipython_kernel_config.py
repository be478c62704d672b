"""Settings of the kernels that execute chapters for the site."""

c = get_config()  # noqa: F821 - IPython provides it

# SVG stays sharp at any zoom and lets the page recolor the figure for the dark theme.
c.InlineBackend.figure_formats = {"svg"}
c.InlineBackend.print_figure_kwargs = {"bbox_inches": "tight", "metadata": {"Date": None}}
