/* Runs in node while the site is built: one request a line, one answer a line, until stdin closes. */
const katex = require("../vendor/katex/katex.min.js");
const { insert, unmark } = require("./katex_marks.js");
const lines = require("readline").createInterface({ input: process.stdin });

/* The micro sign stands in \text{µS}; what reaches into the page is refused below. Anything else that
   KaTeX merely tolerates is an error. */
const strict = (code, message, token) =>
  code === "htmlExtension" || (code === "unknownSymbol" && token && token.text === "\u00b5")
    ? "ignore"
    : "error";

/* Commands that reach into the page are refused in a chapter; of our own there is the numbered mark,
   a link, since of all commands this one reaches the MathML. */
const refuse = ({ command }) => { throw new Error(`${command} is not allowed in a formula`); };
const trustMarks = ({ command, url }) => command === "\\href" && /^\d+$/.test(url);

/* The formula as MathML, each known symbol in an element with its number as `href`. */
function set(formula, options, symbols) {
  const plain = katex.renderToString(formula, options);
  const marked = insert(katex, formula, options, symbols);
  if (!marked.includes("\\href")) { return plain; }
  const mathml = katex.renderToString(marked, { ...options, trust: trustMarks });
  /* A mark must never change what is set. */
  return unmark(mathml) === unmark(plain) ? mathml : plain;
}

lines.on("line", (line) => {
  const { formula, options, symbols } = JSON.parse(line);
  let answer;
  try {
    answer = { mathml: set(formula, { ...options, output: "mathml", strict, trust: refuse }, symbols) };
  } catch (error) {
    answer = { error: error.message };
  }
  process.stdout.write(JSON.stringify(answer) + "\n");
});
