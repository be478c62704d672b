// Undoes landauer_lib/widgets/table.py: base64, deflate, byte planes, zigzag, differences.

const inflate = async (text) => {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
};

const unpackLevels = (planes, points) => {
  const count = planes.length / 2;
  const levels = new Uint16Array(count);
  for (let i = 0, level = 0; i < count; i++) {
    if (i % points === 0) level = 0;
    const zigzag = planes[i] | (planes[count + i] << 8);
    level += (zigzag >> 1) ^ -(zigzag & 1);
    levels[i] = level;
  }
  return levels;
};

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
