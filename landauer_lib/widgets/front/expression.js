// Reads what a person types into an answer box: 53 nm, 0.608 kΩ, 70 %, 5.3·10^-8, 3+2√2, (1-0.3)/2,
// ln 2. A small parser, nothing is executed. UNITS comes from Python (widgets/units.py). A quantity is
// { value, dims }: SI value, and powers of base units by name.

const refuse = (says) => { throw { says }; };
const HOW = "Type one number, such as 0.35, 2.4e-3, 1/3 or 3+2√2; a unit may follow.";

const SUPER = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺";
const VULGAR = /(\d*)([¼½¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])/g;

// 1,608 may be one thousand or one point; 0,608 and 2,22 and 1,608.5 can only be one number.
const readSeparators = (number) => {
  const marks = number.match(/[.,]/g) || [];
  const both = marks.includes(",") && marks.includes(".");
  const last = marks.at(-1);
  const grouped = (text, mark) => text.split(mark).every((group, i) => (i ? /^\d{3}$/ : /^[1-9]\d{0,2}$/).test(group));
  if (both) {
    const [whole, part] = [number.slice(0, number.lastIndexOf(last)), number.slice(number.lastIndexOf(last) + 1)];
    const other = last === "." ? "," : ".";
    if (!whole.includes(last) && grouped(whole, other)) return `${whole.replaceAll(other, "")}.${part}`;
  } else if (marks.length > 1) {
    if (grouped(number, last)) return number.replaceAll(last, "");
  } else if (last === ",") {
    if (grouped(number, ",")) refuse(`Say ${number.replace(",", "")} or ${number.replace(",", ".")}: the comma in ${number} can mean both.`);
    return number.replace(",", ".");
  } else return number;
  return refuse(`${number} is no number I can read: write it with one point, such as 1608.5.`);
};

const normalize = (text) => text
  .replace(new RegExp(`[${SUPER}]+`, "g"), (raised) => `^(${[...raised].map((sign) => "0123456789-+"[SUPER.indexOf(sign)]).join("")})`)
  .replace(VULGAR, (_, whole, part) => `(${whole || 0}+${part.normalize("NFKC").replace("⁄", "/")})`)
  .normalize("NFKC") // thin spaces, both micro signs, the ohm sign, lowered digits
  .replace(/[−–—‒]/g, "-").replace(/[×·⋅∙•∗]/g, "*").replace(/[÷∕⁄]/g, "/").replace(/\*\*/g, "^")
  .replace(/^\s*[≈~]/, "").replace(/^[^=]*=\s*/, "")
  .replace(/([\d)])\s*[xX]\s*(?=[\d(])/g, "$1*")
  .replace(/(?<![\d.,])\d{1,3}(?:[ '’]\d{3})+(?![\d])/g, (number) => number.replace(/[ '’]/g, ""))
  .replace(/[\d.,]*\d[\d.,]*/g, readSeparators);

const TOKEN = /\s*(?:(\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)|(π)|(\p{L}[\p{L}\d_]*)|([-+*/^()√%]))/uy;

const tokenize = (text) => {
  const tokens = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const at = TOKEN.lastIndex;
    const found = TOKEN.exec(text);
    if (!found) refuse(HOW);
    tokens.push({
      number: found[1] && Number(found[1]), name: found[2] || found[3], sign: found[4],
      text: found[0].trim(), spaced: /^\s/.test(text.slice(at)),
    });
  }
  return tokens;
};

const FUNCTIONS = {
  ln: Math.log, log10: Math.log10, lg: Math.log10, exp: Math.exp, sin: Math.sin, cos: Math.cos, tan: Math.tan,
  sinh: Math.sinh, cosh: Math.cosh, tanh: Math.tanh, arctan: Math.atan, atan: Math.atan,
};

const pure = (value) => ({ value, dims: {} });
const isPure = ({ dims }) => !Object.values(dims).some(Boolean);
const times = (a, b, sign = 1) => {
  const dims = { ...a.dims };
  for (const [name, count] of Object.entries(b.dims)) dims[name] = (dims[name] || 0) + sign * count;
  return { value: sign > 0 ? a.value * b.value : a.value / b.value, dims };
};
const raised = ({ value, dims }, count) =>
  ({ value: value ** count, dims: Object.fromEntries(Object.entries(dims).map(([name, n]) => [name, n * count])) });
const sameKind = (a, b) => isPure(times(a, b, -1));
const kindOf = (quantity) => Object.entries(UNITS.kinds).find(([, dims]) => sameKind(quantity, { value: 1, dims }))?.[0];

const findUnit = (name) => {
  const { whole, scaled, prefixes } = UNITS;
  const own = (list, key) => (Object.hasOwn(list, key) ? list[key] : undefined);
  const unit = own(whole, name) || own(scaled, name);
  if (unit) return { value: unit[0], dims: unit[1] };
  const [size, base] = [own(prefixes, name[0]), own(scaled, name.slice(1))];
  return size && base && { value: size * base[0], dims: base[1] };
};

// `asked` is the unit in which a number is wanted, as text; with it given as `null`, `text` is itself a unit,
// whose unknown names (a mode, a ratio) stand for themselves.
const parse = (text, asked, own) => {
  const tokens = tokenize(text);
  let next = 0;
  let units = false;
  const peek = () => tokens[next];
  const take = (sign) => peek()?.sign === sign && ++next;

  const named = ({ text: raw }) => {
    const name = raw.replaceAll("_", "");
    if (/^(π|pi|Pi)$/.test(name)) return pure(Math.PI);
    if (name === "e" && own && isPure(own)) return pure(Math.E);
    if (name === "log") return refuse("Say ln for the natural logarithm, log10 for the decimal one.");
    if (/^(inf|infinity|nan)$/i.test(name)) return refuse("Type a finite number.");
    units = true;
    const unit = findUnit(name);
    if (unit) return unit;
    if (asked === null || Object.hasOwn(own.dims, name)) return { value: 1, dims: { [name]: 1 } };
    const meant = asked && raw.toLowerCase() === asked.toLowerCase() ? ` Units care about capitals: ${asked}, not ${raw}.` : "";
    return refuse(`I do not know “${raw}”.${meant || (asked ? ` The number is asked in ${asked}.` : " A pure number is asked.")}`);
  };
  const atom = () => {
    const token = tokens[next++];
    if (!token) return refuse(HOW);
    if (token.number !== undefined) return pure(token.number);
    if (token.sign === "(") {
      const inside = sum();
      return take(")") ? inside : refuse("A bracket is not closed.");
    }
    if (token.sign === "√" || token.name === "sqrt") return raised(take("-") ? refuse("That is the root of a negative number.") : powered(), 0.5);
    if (token.name && Object.hasOwn(FUNCTIONS, token.name)) {
      const of = peek()?.sign === "(" ? atom() : peek()?.sign === "-" ? signed() : tight(powered());
      return isPure(of) ? pure(FUNCTIONS[token.name](of.value)) : refuse(`${token.name} takes a pure number.`);
    }
    return token.name ? named(token) : refuse(HOW);
  };
  const powered = () => {
    let base = atom();
    while (take("%")) { units = true; base = times(base, pure(0.01)); }
    if (!take("^")) return base;
    const exponent = signed();
    return isPure(exponent) ? raised(base, exponent.value) : refuse("An exponent is a pure number.");
  };
  const signed = () => {
    if (take("-")) return times(pure(-1), signed());
    return take("+") ? signed() : powered();
  };
  const begins = (token) => token && (token.name || token.sign === "(" || token.sign === "√");
  const isUnit = ({ name }) => name && !/^(π|pi|sqrt)$/.test(name) && !Object.hasOwn(FUNCTIONS, name);
  // Written without a space, factors belong together: 1/2π is 1/(2π) and h/2e² is h/(2e²), but 1/2K is ½ K.
  const tight = (first, whole = true) => {
    let product = first;
    while (begins(peek()) && !peek().spaced && (whole || !isUnit(peek()))) product = times(product, powered());
    return product;
  };
  const product = () => {
    let left = signed();
    for (;;) {
      if (take("*")) left = times(left, signed());
      else if (take("/")) left = times(left, tight(signed(), !isPure(left)), -1);
      else if (begins(peek())) left = times(left, powered());
      else return left;
    }
  };
  const sum = () => {
    let left = product();
    while (peek()?.sign === "+" || peek()?.sign === "-") {
      const sign = tokens[next++].sign === "+" ? 1 : -1;
      const right = product();
      if (!sameKind(left, right)) refuse("Quantities of different kinds cannot be added.");
      left = { ...left, value: left.value + sign * right.value };
    }
    return left;
  };

  const whole = sum();
  if (next < tokens.length) refuse(HOW);
  return { ...whole, units };
};

const withArticle = (kind) => `${/^[aeiou]/.test(kind) ? "an" : "a"} ${kind}`;

// Returns { value, units, plain } with the number in the asked unit, or { says } where there is none.
const readQuantity = (text, unit) => {
  try {
    if (text.length > 80 || !text.trim()) refuse(HOW);
    const own = unit ? parse(normalize(unit).replace("%", "percent"), null) : pure(1);
    const plain = /^\s*[-+−]?\d*\.?\d*\s*$/.test(text);
    if (/[·×*xX]\s*10\s*[-−–]\s*\d/.test(text)) refuse("Write the power as 10^-8 or e-8.");
    const read = parse(normalize(text), unit || "", own);
    if (!Number.isFinite(read.value)) refuse("That is no finite number.");
    if (!read.units && isPure(read)) return { value: read.value, units: false, plain };
    if (!sameKind(read, own)) {
      const [typed, asked] = [kindOf(read), kindOf(own)];
      const wanted = asked && asked !== "pure number" ? `${withArticle(asked)}, in ${unit}` : unit ? `a number in ${unit}` : "a pure number";
      refuse(`${typed ? `That is ${withArticle(typed)}` : "That unit does not fit"}; what is asked is ${wanted}.`);
    }
    return { value: read.value / own.value, units: true, plain };
  } catch (refused) {
    if (refused.says) return refused;
    throw refused;
  }
};
