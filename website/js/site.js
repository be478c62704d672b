/* Small comforts. The book reads without this file. */
(function () {
  "use strict";
  var root = document.documentElement;
  var dark = matchMedia("(prefers-color-scheme: dark)");

  function each(selector, action) {
    Array.prototype.forEach.call(document.querySelectorAll(selector), action);
  }

  /* Theme: automatic, light, dark, in turn. Widgets watch `data-theme`. */
  var names = { auto: "automatic", light: "light", dark: "dark" };
  function showTheme(mode) {
    root.dataset.mode = mode;
    root.dataset.theme = mode !== "auto" ? mode : dark.matches ? "dark" : "light";
    each(".ll-theme-name", function (place) { place.textContent = names[mode]; });
    each(".ll-theme-button", function (button) { button.title = "Color theme: " + names[mode]; });
  }
  each(".ll-theme-button", function (button) {
    button.addEventListener("click", function () {
      var next = { auto: "light", light: "dark", dark: "auto" }[root.dataset.mode];
      try { localStorage.setItem("mode", next); } catch (error) { /* storage may be forbidden */ }
      showTheme(next);
    });
  });
  dark.addEventListener("change", function () { showTheme(root.dataset.mode); });
  showTheme(root.dataset.mode);

  /* The list of contents on narrow screens. */
  var menu = document.querySelector(".ll-menu-button");
  function openMenu(open) {
    root.classList.toggle("ll-menu-open", open);
    menu.setAttribute("aria-expanded", String(open));
  }
  menu.addEventListener("click", function () {
    openMenu(!root.classList.contains("ll-menu-open"));
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && root.classList.contains("ll-menu-open")) {
      openMenu(false);
      menu.focus();
    }
  });

  /* Boxes that scroll sideways can be scrolled by keyboard; the others stay out of the tab order.
     Looked at again whenever their size changes. */
  var labels = { "ll-scroll": "Equation", "pst-scrollable-table-container": "Table" };
  function markScroller(box) {
    var wide = box.scrollWidth > box.clientWidth + 1;
    if (wide === box.hasAttribute("tabindex")) { return; }
    if (wide) {
      box.setAttribute("tabindex", "0");
      box.setAttribute("role", "group");
      box.setAttribute("aria-label", labels[box.className] || "Code");
    } else {
      ["tabindex", "role", "aria-label"].forEach(function (name) { box.removeAttribute(name); });
    }
  }
  var sizes = new ResizeObserver(function (entries) {
    entries.forEach(function (entry) { markScroller(entry.target); });
  });
  each(".ll-scroll, .pst-scrollable-table-container, .ll-article pre", function (box) {
    sizes.observe(box);
  });

  /* Copy the code of a cell. */
  if (navigator.clipboard) {
    each(".cell_input div.highlight, div.ll-article > div.highlight", function (box) {
      var button = document.createElement("button");
      button.type = "button";
      button.className = "ll-copy";
      button.textContent = "Copy";
      button.setAttribute("aria-label", "Copy the code");
      button.addEventListener("click", function () {
        navigator.clipboard.writeText(box.querySelector("pre").textContent).then(function () {
          button.textContent = "Copied";
          setTimeout(function () { button.textContent = "Copy"; }, 1500);
        });
      });
      box.appendChild(button);
    });
  }
})();
