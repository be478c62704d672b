/* Runs in node while the site is built: one request a line, one answer a line, until stdin closes. */
const katex = require("../vendor/katex/katex.min.js");
const lines = require("readline").createInterface({ input: process.stdin });

/* The micro sign in \text{µS} comes from the reader's font; anything else unknown is refused. */
const strict = (code, message, token) =>
  code === "unknownSymbol" && token && token.text === "\u00b5" ? "ignore" : "error";

lines.on("line", (line) => {
  const { formula, options } = JSON.parse(line);
  let answer;
  try {
    answer = { html: katex.renderToString(formula, { ...options, strict }) };
  } catch (error) {
    answer = { error: error.message };
  }
  process.stdout.write(JSON.stringify(answer) + "\n");
});
