/* Runs in node while the site is built: one request a line, one answer a line, until stdin closes. */
const katex = require("../vendor/katex/katex.min.js");
const { insert, unmark } = require("./katex_marks.js");
const lines = require("readline").createInterface({ input: process.stdin });

/* The micro sign in \text{µS} comes from the reader's font; marks are our own. Anything else that
   KaTeX merely tolerates is refused. */
const strict = (code, message, token) =>
  code === "htmlExtension" || (code === "unknownSymbol" && token && token.text === "\u00b5")
    ? "ignore"
    : "error";

/* Commands that reach into the page are refused in a chapter; of our own there is the numbered mark. */
const refuse = ({ command }) => { throw new Error(`${command} is not allowed in a formula`); };
const trustMarks = ({ command, attributes }) =>
  command === "\\htmlData" && Object.entries(attributes)
    .every(([name, value]) => name === "data-mark" && /^\d+$/.test(value));

const escape = (text) => text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");

function set(formula, options, meanings) {
  const plain = katex.renderToString(formula, options);
  const marked = insert(katex, formula, options, Object.keys(meanings));
  if (!marked.includes("\\htmlData")) { return plain; }
  const html = katex.renderToString(marked, { ...options, trust: trustMarks });
  /* A mark must never change what is set. */
  if (unmark(html) !== unmark(plain)) { return plain; }
  /* What is read aloud is the formula as it was; only what is seen carries meanings. */
  const seen = '<span class="katex-html"';
  return plain.slice(0, plain.indexOf(seen)) + html.slice(html.indexOf(seen))
    .replace(/class="enclosing[^"]*" data-mark="(\d+)"/g,
      (_, index) => `data-meaning="${escape(Object.values(meanings)[index])}"`);
}

lines.on("line", (line) => {
  const { formula, options, meanings } = JSON.parse(line);
  let answer;
  try {
    answer = { html: set(formula, { ...options, strict, trust: refuse }, meanings) };
  } catch (error) {
    answer = { error: error.message };
  }
  process.stdout.write(JSON.stringify(answer) + "\n");
});
