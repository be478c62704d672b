/* Loaded in the head, before the first paint, so that a dark page never flashes white. */
(function (root) {
  var mode = null;
  try { mode = localStorage.getItem("mode"); } catch (error) { /* storage may be forbidden */ }
  if (mode !== "light" && mode !== "dark") { mode = "auto"; }
  root.dataset.mode = mode;
  root.dataset.theme = mode !== "auto" ? mode
    : matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  root.classList.add("js");
})(document.documentElement);
