// Play, pause and step of a slider. A stop is shown once per frame at most, and the next one waits
// for the picture of the last (`ready`, set by explorer.js: a kernel may be slower than the clock).

const still = matchMedia("(prefers-reduced-motion: reduce)");

const makePlayer = ({ label, texts, play, seconds }, change) => {
  const last = texts.length - 1;
  let [stop, frame, began, from] = [0, 0, 0, 0];
  const player = { ready: () => true, playing: () => frame !== 0 };

  // Where a run stands after `gone` stops: at its end, from the start again, or on its way back.
  const position = (gone) => {
    if (play === "once") return Math.min(gone, last);
    if (play === "loop") return gone % (last + 1);
    const turn = gone % (2 * last);
    return Math.min(turn, 2 * last - turn);
  };
  const tick = (now) => {
    began ||= now;
    const next = position(from + Math.floor(((now - began) / (1000 * seconds)) * last));
    if (next !== stop && player.ready()) change(next);
    frame = play === "once" && stop === last ? 0 : requestAnimationFrame(tick);
    if (!frame) name();
  };
  player.pause = () => {
    cancelAnimationFrame(frame);
    frame = 0;
    name();
  };
  const start = () => {
    [began, from] = [0, stop === last ? (play === "there and back" ? last : 0) : stop];
    if (from !== stop) change(from);
    frame = requestAnimationFrame(tick);
    name();
  };
  const step = (by) => () => { player.pause(); change((stop + by + last + 1) % (last + 1)); };
  const run = makeButton("", () => (frame ? player.pause() : start()), { class: "ll-play" });
  const name = () => {
    run.textContent = frame ? "Pause" : "Play";
    run.setAttribute("aria-label", `${run.textContent} ${label}`);
  };
  const back = makeButton("‹", step(-1), { "aria-label": `Step back: ${label}` });
  const on = makeButton("›", step(1), { "aria-label": `Step: ${label}` });
  const calm = () => { run.hidden = still.matches; if (still.matches) player.pause(); };
  still.addEventListener("change", calm);
  player.element = make("div", { class: "ll-player" }, run, back, on);
  player.show = (next) => { stop = next; };
  name();
  calm();
  return player;
};
