/* Finds known symbols in a formula by KaTeX's own parse tree, and wraps exactly those in the source.

   Only neighbors in one list of the tree can make up a symbol, so `\frac eV` holds no eV. Subscripts
   are part of a symbol and never searched: the T of T_c is no temperature. Text, upright letters and
   names of operators are not searched either, nor is a symbol with a prime one that we know. */

/* Normal form of a node: the same for E_{\mathrm F}, E_\mathrm{F} and \EF; null if we know no such. */
function form(node) {
  if (!node) { return ""; }
  switch (node.type) {
    case "mathord": case "textord": case "atom": return node.text;
    case "font": return wrap(node.font, form(node.body));
    case "ordgroup": return node.body.length === 1 ? form(node.body[0]) : wrap("group", row(node.body));
    case "supsub": {
      const parts = [form(node.base), form(node.sub), form(node.sup)];
      return parts.includes(null) ? null : `${parts[0]}_(${parts[1]})^(${parts[2]})`;
    }
    default: return null;
  }
}
const wrap = (name, inner) => (inner === null ? null : `${name}(${inner})`);
const row = (nodes) => {
  const forms = nodes.map(form);
  return forms.includes(null) ? null : forms.join(" ");
};

/* The same without its exponent: the symbol in T^2 is T. A prime makes another symbol. */
function base(node) {
  if (node.type !== "supsub" || !node.sup || JSON.stringify(form(node.sup)).includes("prime")) {
    return form(node);
  }
  return form(node.sub ? { ...node, sup: undefined } : node.base);
}

/* Where a node stands in the source, or null: what a macro with arguments has made stands nowhere. */
function extent(node, source) {
  if (node.type === "supsub") {
    const parts = [node.base, node.sub, node.sup].filter(Boolean).map((part) => extent(part, source));
    return parts.includes(null) ? null
      : [parts[0][0], Math.max(...parts.map((part) => part[1]))];
  }
  if (node.type === "font") {
    const inner = extent(node.body, source);
    const head = inner && source.slice(0, inner[0]).match(/\\math[a-z]+\s*(\{?)\s*$/);
    if (!head) { return null; }
    const tail = source.slice(inner[1]).match(head[1] ? /^\s*\}/ : /^/);
    return tail && [head.index, inner[1] + tail[0].length];
  }
  const place = node.loc;
  return place && place.lexer.input === source ? [place.start, place.end] : null;
}

const patterns = new Map();

function pattern(katex, tex, options) {
  if (!patterns.has(tex)) { patterns.set(tex, katex.__parse(tex, options).map(form)); }
  return patterns.get(tex);
}

/* Number of nodes from `start` on that spell the symbol: all of them, or 0. */
function spelled(list, start, forms) {
  const nodes = list.slice(start, start + forms.length);
  const last = forms.length - 1;
  return nodes.length === forms.length && forms.every((wanted, index) => wanted !== null
    && (form(nodes[index]) === wanted || (index === last && base(nodes[index]) === wanted)))
    ? forms.length : 0;
}

const CLOSED = new Set(["text", "font", "operatorname", "tag", "url", "href", "html", "raw"]);

/* The formula with the names of symbols spelled out, so that they stand somewhere in the source. */
const spellOut = (formula, macros) => formula.replace(/\\[a-zA-Z]+/g, (name) => {
  const meant = Object.hasOwn(macros, name) ? macros[name] : name;
  return meant === name || meant.includes("#") ? name : meant.replace(/\\[a-zA-Z]+$/, "$& ");
});

/* The formula with a numbered mark around each symbol of the list. */
function insert(katex, written, options, symbols) {
  const formula = spellOut(written, options.macros);
  const known = symbols.map((tex) => pattern(katex, tex, options));
  const marks = [];

  /* `bare`: the list is an argument without braces, such as the h of \frac1h. */
  function read(list, bare) {
    for (let start = 0; start < list.length;) {
      let length = 0;
      let found = -1;
      known.forEach((forms, index) => {
        const here = spelled(list, start, forms);
        if (here > length) { length = here; found = index; }
      });
      const first = length && extent(list[start], formula);
      const last = length && extent(list[start + length - 1], formula);
      if (first && last) {
        marks.push([first[0], last[1], found, bare]);
      } else {
        visit(list[start]);
        length = 1;
      }
      start += length;
    }
  }

  function visit(node) {
    if (Array.isArray(node)) {
      if (node.length && node[0] && node[0].type) { read(node, false); } else { node.forEach(visit); }
    } else if (node && node.type === "ordgroup") {
      read(node.body, Boolean(node.loc) && formula[node.loc.start] !== "{");
    } else if (node && typeof node === "object" && !CLOSED.has(node.type)) {
      Object.keys(node).forEach((key) => {
        if (key !== "sub" && key !== "loc") { visit(node[key]); }
      });
    }
  }

  read(katex.__parse(formula, options), false);
  return marks.sort((a, b) => b[0] - a[0]).reduce((source, [start, end, index, bare]) => {
    const mark = `\\href{${index}}{${source.slice(start, end)}}`;
    return source.slice(0, start) + (bare ? `{${mark}}` : mark) + source.slice(end);
  }, formula);
}

/* What is set, for comparison: without source, marks and the groups that they make. */
const unmark = (mathml) => mathml
  .replace(/<annotation .*<\/annotation>/s, "")
  .replace(/ href="\d+"/g, "")
  .replace(/<\/?mrow>/g, "");

module.exports = { insert, unmark };
