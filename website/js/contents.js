/* The page's own list of contents follows the reader; where the reader was is kept for the next visit
   by landauerMemory (landauer_lib/widgets/front/memory.js), and can be forgotten. */
(function () {
  "use strict";
  var toc = document.querySelector(".ll-toc");
  var memory = window.landauerMemory;

  function follow() {
    var button = toc.querySelector(".ll-toc-button");
    var place = toc.querySelector(".ll-toc-place");
    var entries = Array.prototype.map.call(toc.querySelectorAll("a[href^='#']"), function (link) {
      var id = decodeURIComponent(link.getAttribute("href").slice(1));
      return { link: link, section: document.getElementById(id), hash: link.getAttribute("href") };
    }).filter(function (entry) { return entry.section; });
    var current = null;
    var waiting = false;

    function open(wanted) {
      toc.classList.toggle("ll-toc-open", wanted);
      button.setAttribute("aria-expanded", String(wanted));
    }
    function show(entry) {
      if (entry === current) { return; }
      if (current) { current.link.removeAttribute("aria-current"); }
      current = entry;
      place.textContent = entry ? entry.link.textContent.trim() : "";
      if (!entry) { return; }
      entry.link.setAttribute("aria-current", "true");
      var box = toc.getBoundingClientRect();
      var line = entry.link.getBoundingClientRect();
      if (line.height && (line.bottom > box.bottom || line.top < box.top)) {
        toc.scrollTop += line.top - box.top - box.height / 3;
      }
      if (memory && memory.here) { memory.here(place.textContent, entry.hash); }
    }
    /* Sections are in the page's order, an inner one behind its outer one. What is not laid out yet has
       its outer section's place, so inner ones are asked only where the reader is. */
    function look() {
      waiting = false;
      var line = innerHeight * 0.3;
      var found = null;
      entries.forEach(function (entry) {
        if (found && entry.section.parentElement.closest("section") !== found.section
          && found.section.contains(entry.section)) { return; }
        var outer = entry.section.parentElement.closest("section[id]");
        var known = entries.some(function (other) { return other.section === outer; });
        if (known && !(found && outer.contains(found.section))) { return; }
        if (entry.section.getBoundingClientRect().top <= line) { found = entry; }
      });
      show(found);
    }
    addEventListener("scroll", function () {
      if (!waiting) { waiting = true; requestAnimationFrame(look); }
    }, { passive: true });
    button.addEventListener("click", function () { open(!toc.classList.contains("ll-toc-open")); });
    toc.addEventListener("click", function (event) { if (event.target.closest("a")) { open(false); } });
    document.addEventListener("click", function (event) { if (!toc.contains(event.target)) { open(false); } });
    toc.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && toc.classList.contains("ll-toc-open")) { open(false); button.focus(); }
    });
    look();
  }
  if (toc) { follow(); }

  /* Sections above an address's target take their true heights only now: stay at the target until they
     have, or until the reader moves. */
  function stay() {
    var target = null;
    try { target = document.getElementById(decodeURIComponent(location.hash.slice(1))); } catch (error) { return; }
    var until = performance.now() + 1500;
    var events = ["wheel", "touchstart", "keydown", "pointerdown"];
    function stop() { until = 0; }
    function keep(now) {
      if (now > until) {
        events.forEach(function (name) { removeEventListener(name, stop); });
        return;
      }
      var wanted = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
      if (Math.abs(target.getBoundingClientRect().top - wanted) > 4) { target.scrollIntoView(); }
      requestAnimationFrame(keep);
    }
    if (!target || !location.hash.slice(1)) { return; }
    events.forEach(function (name) { addEventListener(name, stop, { passive: true }); });
    requestAnimationFrame(keep);
  }
  stay();
  addEventListener("hashchange", stay);

  /* On the first page: the way back to the section that was read last. */
  var back = document.querySelector(".ll-continue");
  var last = back && memory && memory.last ? memory.last() : null;
  if (last) {
    var link = back.querySelector("a");
    link.href = document.documentElement.dataset.content_root + last.address + last.hash;
    link.textContent = last.title.split(" · ")[0] + ": " + last.section;
    back.hidden = false;
    back.querySelector("button").addEventListener("click", function () { back.hidden = true; });
  }

  var forget = document.querySelector(".ll-forget");
  var kept = function () {
    try {
      return Object.keys(localStorage).filter(function (key) { return key.startsWith("landauer:"); });
    } catch (error) { return []; }
  };
  forget.hidden = false;
  forget.addEventListener("click", function () {
    if (memory && memory.forget) { memory.forget(true); }
    kept().forEach(function (key) { localStorage.removeItem(key); });
    if (back) { back.hidden = true; }
    forget.textContent = "Forgotten";
    setTimeout(function () { forget.textContent = forget.dataset.says; }, 2500);
  });
})();
