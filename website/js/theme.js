/* Loaded in the head, before the first paint, so that a dark page never flashes white. */
(function (root) {
  var mode = null;
  try { mode = localStorage.getItem("mode"); } catch (error) { /* storage may be forbidden */ }
  if (mode !== "light" && mode !== "dark") { mode = "auto"; }
  root.dataset.mode = mode;
  root.dataset.theme = mode !== "auto" ? mode
    : matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  root.classList.add("js");
  /* Fonts are asked for before the style sheet is read; from disk a browser would only complain. */
  if (location.protocol === "file:") { return; }
  document.currentScript.dataset.fonts.split(" ").forEach(function (address) {
    var link = document.createElement("link");
    link.rel = "preload";
    link.as = "font";
    link.type = "font/woff2";
    link.crossOrigin = "";
    link.href = address;
    document.head.append(link);
  });
})(document.documentElement);
