/* What a symbol or a term means, where it stands. Resting the pointer shows it; a tap, a click or Enter
   on a term opens it with the way to the glossary, and the page is not left. */
(function () {
  "use strict";
  var meanings = document.getElementById("ll-meanings");
  var symbols = meanings ? JSON.parse(meanings.textContent) : {};
  var note = document.querySelector(".ll-note");
  if (!note || !note.showPopover) { return; }
  var wait = 0;
  var anchor = null;

  function subscripts(text) {
    return text.split(/_(\w)/).map(function (part, i) {
      if (i % 2 === 0) { return part; }
      var low = document.createElement("sub");
      low.textContent = part;
      return low;
    });
  }
  function place() {
    var box = anchor.getClientRects()[0] || anchor.getBoundingClientRect();
    var size = note.getBoundingClientRect();
    var left = Math.min(Math.max(8, box.left + box.width / 2 - size.width / 2), innerWidth - size.width - 8);
    var above = box.top - size.height - 8;
    note.style.left = left + "px";
    note.style.top = (above > 60 ? above : Math.min(box.bottom + 8, innerHeight - size.height - 8)) + "px";
  }
  function close() {
    clearTimeout(wait);
    if (note.matches(":popover-open")) { note.hidePopover(); }
  }
  /* `stays`: opened on purpose. It then takes the focus, and closes by Escape or a click elsewhere. */
  function open(element, parts, stays) {
    close();
    anchor = element;
    note.replaceChildren.apply(note, parts);
    note.setAttribute("popover", stays ? "auto" : "manual");
    note.setAttribute("role", stays ? "dialog" : "tooltip");
    if (stays) { note.setAttribute("aria-label", element.textContent); } else { note.removeAttribute("aria-label"); }
    note.showPopover();
    place();
    if (stays) { note.focus(); }
  }
  function isOpenOnPurpose() { return note.matches(":popover-open") && note.getAttribute("popover") === "auto"; }

  var terms = document.querySelectorAll("a.ll-term");
  Array.prototype.forEach.call(terms, function (term) {
    term.dataset.says = term.title;
    term.removeAttribute("title");
    term.setAttribute("aria-haspopup", "dialog");
  });
  function definition(term, withLink) {
    var text = document.createElement("p");
    text.append.apply(text, subscripts(term.dataset.says));
    if (!withLink) { return [text]; }
    var more = document.createElement("a");
    more.setAttribute("href", term.getAttribute("href"));
    more.textContent = "Read on in the glossary";
    return [text, more];
  }

  function explained(element) {
    var symbol = element.closest("[data-symbol]");
    var term = element.closest("a.ll-term");
    if (symbol && symbols[symbol.dataset.symbol]) {
      return { element: symbol, parts: function () { return subscripts(symbols[symbol.dataset.symbol]); } };
    }
    return term ? { element: term, term: term, parts: function (stays) { return definition(term, stays); } } : null;
  }
  document.addEventListener("pointerover", function (event) {
    if (event.pointerType !== "mouse" || isOpenOnPurpose() || note.contains(event.target)) { return; }
    var found = explained(event.target);
    clearTimeout(wait);
    if (found) {
      wait = setTimeout(function () { open(found.element, found.parts(false), false); }, 150);
    } else {
      wait = setTimeout(close, 200);
    }
  });
  document.addEventListener("click", function (event) {
    var found = explained(event.target);
    if (!found || event.ctrlKey || event.metaKey || event.shiftKey || event.button) { return; }
    if (found.term) { event.preventDefault(); }
    open(found.element, found.parts(true), true);
  });
  document.addEventListener("keydown", function (event) { if (event.key === "Escape") { close(); } });
  addEventListener("scroll", function () { if (!isOpenOnPurpose()) { close(); } }, { passive: true });
})();
