/* Finds sections: by all words of the question, without accents, with one typing error forgiven. The
   index is `window.landauerSearch` (website/landauer_site/search.py), a script beside the page. */
(function () {
  "use strict";
  var index = window.landauerSearch;
  var root = document.documentElement.dataset.content_root;
  var field = document.getElementById("ll-search-here");
  var results = document.getElementById("search-results");

  function plain(word) {
    word = word.toLowerCase().replace(/ß/g, "ss").replace(/ø/g, "o").normalize("NFKD").replace(/\p{M}/gu, "");
    if (/(?:ss|x|z|ch|sh)es$/.test(word)) { return word.slice(0, -2); }
    return /[^siu]s$/.test(word) && word.length > 3 ? word.slice(0, -1) : word;
  }
  var pattern = /\d+(?:[.,]\d+)*|\p{L}+/gu;
  function wordsOf(text) { return (text.replace(/[’']s\b/g, "").match(pattern) || []).map(plain); }

  var vocabulary = index.words.split(" ").map(function (line) {
    var cut = line.lastIndexOf(":");
    return { word: line.slice(0, cut), uses: line.slice(cut + 1) };
  });
  var titles = index.entries.map(function (entry) { return wordsOf(entry[2]); });

  /* Whether two words differ by one letter put in, left out or changed, or two neighbors swapped. */
  function isNear(a, b) {
    if (Math.abs(a.length - b.length) > 1) { return false; }
    var start = 0;
    while (start < a.length && a[start] === b[start]) { start += 1; }
    var endA = a.length;
    var endB = b.length;
    while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) { endA -= 1; endB -= 1; }
    var restA = a.slice(start, endA);
    var restB = b.slice(start, endB);
    return (restA.length <= 1 && restB.length <= 1)
      || (restA.length === 2 && restA[0] === restB[1] && restA[1] === restB[0] && restB.length === 2);
  }
  function likeness(asked, word) {
    if (word === asked) { return 1; }
    if (asked.length > 2 && word.startsWith(asked)) { return 0.75; }
    if (asked.length > 5 && asked.startsWith(word) && asked.length - word.length < 4) { return 0.5; }
    if (asked.length > 3 && !/\d/.test(asked) && isNear(asked, word)) { return 0.45; }
    if (asked.length > 4 && isNear(asked, word.slice(0, asked.length))) { return 0.3; }
    var common = 0;
    while (common < asked.length && asked[common] === word[common]) { common += 1; }
    return common > 5 && common >= 0.6 * Math.max(asked.length, word.length) ? 0.3 : 0;
  }

  function isAside(entry) { return /^chapters\/(appendix|practices)\//.test(index.pages[entry[0]]); }
  function titleBonus(place) { return isAside(index.entries[place]) ? 1 : 2.5; }

  /* For each entry, how well one word of the question fits it. */
  function scores(asked) {
    var found = new Map();
    var best = 0;
    vocabulary.forEach(function (known) {
      var like = likeness(asked, known.word);
      if (!like) { return; }
      best = Math.max(best, like);
      var uses = known.uses.split(",");
      var rare = Math.log(1 + index.entries.length / uses.length);
      var sum = 0;
      uses.forEach(function (step) {
        sum += parseInt(step, 36);
        var place = sum >> 1;
        var inTitle = titles[place].indexOf(known.word) >= 0;
        var score = like * like * rare * (1 + 0.7 * (sum & 1) + (inTitle ? titleBonus(place) : 0));
        found.set(place, Math.max(found.get(place) || 0, score));
      });
    });
    return found;
  }

  /* Sections of chapters go before the appendix, and what explains before what sums up. */
  function weight(entry) {
    if (isAside(entry)) { return 0.5; }
    if (/(Further reading|In five sentences|Exercises)$/.test(entry[2])) { return 0.4; }
    return entry[1] ? 1 : 0.8;
  }

  function search(question) {
    var asked = Array.from(new Set(wordsOf(question))).slice(0, 8);
    var parts = asked.map(scores).filter(function (found) { return found.size; });
    var sums = new Map();
    function add(found, counts) {
      found.forEach(function (score, place) {
        var old = sums.get(place) || { score: 0, words: 0 };
        sums.set(place, { score: old.score + score, words: old.words + counts });
      });
    }
    parts.forEach(function (found) { add(found, 1); });
    /* Neighbors may be written as one: half-plateau, Wiedemann–Franz. */
    asked.slice(1).forEach(function (word, i) { add(scores(asked[i] + word), 0); });
    var most = Math.max.apply(null, [0].concat(Array.from(sums.values(), function (sum) { return sum.words; })));
    return Array.from(sums, function (pair) {
      var entry = index.entries[pair[0]];
      var missing = most - pair[1].words; // a word that is missing counts against, no more
      return { entry: entry, score: pair[1].score * weight(entry) * Math.pow(0.5, missing) };
    }).sort(function (a, b) { return b.score - a.score; }).filter(function (hit, i, all) {
      return hit.score > 0.25 * all[0].score;
    }).slice(0, 30);
  }

  function make(tag, className, text) {
    var element = document.createElement(tag);
    if (className) { element.className = className; }
    element.append(text);
    return element;
  }
  function pageTitle(entry) {
    var first = index.entries.find(function (other) { return other[0] === entry[0]; });
    return first === entry ? "" : first[2];
  }
  function show(question) {
    document.title = question + " · " + document.title.split(" · ").pop();
    var hits = question.trim() ? search(question) : [];
    var list = document.createElement("ol");
    hits.forEach(function (hit) {
      var entry = hit.entry;
      var link = make("a", "", entry[2]);
      link.href = root + index.pages[entry[0]] + (entry[1] ? "#" + entry[1] : "");
      var item = make("li", "", link);
      if (pageTitle(entry)) { item.append(make("span", "ll-found-in", pageTitle(entry))); }
      if (entry[3]) { item.append(make("p", "", entry[3])); }
      list.append(item);
    });
    var says = hits.length ? hits.length + (hits.length === 1 ? " place" : " places") + " for “" + question + "”"
      : "Nothing found for “" + question + "”. Fewer words may help.";
    results.replaceChildren.apply(results, question.trim() ? [make("p", "ll-found", says), list] : []);
  }
  var question = new URLSearchParams(location.search).get("q") || "";
  field.value = question;
  if (question) { show(question); }
  field.form.addEventListener("submit", function (event) {
    event.preventDefault();
    try { history.replaceState(null, "", "?q=" + encodeURIComponent(field.value)); } catch (error) { /* from disk */ }
    show(field.value);
  });
})();
