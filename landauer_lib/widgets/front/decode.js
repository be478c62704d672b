// Undoes landauer_lib/widgets/table.py: base64, deflate, byte planes, zigzag, differences.

const inflate = async (text) => {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
};

// `lengths` yields the length of each row; the first byte says how often rows were differenced.
const unpackLevels = (packed, lengths) => {
  const count = (packed.length - 1) / 2;
  const levels = new Uint16Array(count);
  const twice = packed[0] === 2;
  let i = 0;
  for (const length of lengths) {
    for (let end = i + length, level = 0, step = 0; i < end; i++) {
      const zigzag = packed[1 + i] | (packed[1 + count + i] << 8);
      const value = (zigzag >> 1) ^ -(zigzag & 1);
      step = twice ? step + value : value;
      level += step;
      levels[i] = level;
    }
  }
  return levels;
};

const unpackGrid = (packed, length) => unpackLevels(packed, Array((packed.length - 1) / 2 / length).fill(length));

// One function per axis: from a level 0 … levels to the value it stands for.
const levelToValue = ({ limits: [low, high], log }, levels) => {
  if (!log) return (level) => low + ((high - low) * level) / levels;
  const ratio = Math.log(high / low) / levels;
  return (level) => low * Math.exp(ratio * level);
};

// The curves of one view, or the rows of its map: `count` of them, as values.
const unpackRows = (levels, view, count, points, value) => Array.from({ length: count }, (_, i) => {
  const from = (view * count + i) * points;
  return Array.from(levels.subarray(from, from + points), value);
});

// Which row of the table belongs to these stops: the last control varies fastest.
const rowOf = (controls, stops) =>
  controls.reduce((row, { name, texts }) => row * texts.length + stops[name], 0);

// Which of the things kept came at each setting, from the steps between settings.
const column = (steps) => {
  let last = 0;
  return steps.map((step) => (last += step));
};
const kept = ({ kept: things, steps }) => {
  const which = column(steps);
  return (setting) => things[which[setting]];
};

// One panel's table: a function from the row of a setting to what the panel shows there.
const panelTable = async (spec, packed, extras, levels) => {
  const read = (key) => packed[key] && inflate(packed[key]);
  const [table, maps, rows] = await Promise.all([read("table"), read("maps"), read("rows")]);
  const size = spec.points?.length;
  const curves = table && unpackGrid(table, size);
  const fields = maps && unpackGrid(maps, size);
  const places = rows && unpackLevels(rows, extras.lengths);
  const value = { x: levelToValue(spec.x, levels), y: levelToValue(spec.y, levels) };
  const shade = spec.field && levelToValue(spec.field, spec.field.levels);
  const [curvesAt, mapsAt] = [column(extras.curves), column(extras.maps)];
  const [notes, drawn] = [kept(extras.notes), kept(extras.drawn)];
  const starts = [0];
  for (const length of extras.lengths) starts.push(starts.at(-1) + length);
  const known = []; // rows of marks that were asked for already
  const row = (i) => (known[i] ??= Array.from(places.subarray(starts[i], starts[i + 1]), value[extras.sides[i]]));
  const mark = (id) => {
    const [style, ...at] = extras.marks[id];
    return { ...extras.styles[style], at: at.map(row) };
  };
  return (setting) => ({
    ...notes(setting),
    marks: drawn(setting).map(mark),
    ...(spec.curves && { curves: curves ? unpackRows(curves, curvesAt[setting], spec.curves.length, size, value.y) : [] }),
    ...(fields && { field: unpackRows(fields, mapsAt[setting], spec.field.rows.length, size, shade) }),
  });
};
