// The widget alone and large, for the lecture hall. Where the browser has no full screen of its own
// (phones), the widget covers the page; Escape or the button ends it.

const makeFullScreen = (target) => {
  const covers = () => target.classList.contains("ll-full");
  const cover = (on) => {
    target.classList.toggle("ll-full", on);
    button.textContent = on ? "Leave full screen" : "Full screen";
  };
  const leave = () => (document.fullscreenElement === target ? document.exitFullscreen() : cover(false));
  const button = makeButton("Full screen", () => {
    if (covers()) leave();
    else if (target.requestFullscreen) target.requestFullscreen().then(() => cover(true), () => cover(true));
    else cover(true);
  });
  const changed = () => { if (document.fullscreenElement !== target) cover(false); };
  const key = ({ key: name }) => { if (name === "Escape" && covers()) leave(); };
  document.addEventListener("fullscreenchange", changed);
  document.addEventListener("keydown", key);
  return { button, remove: () => { document.removeEventListener("fullscreenchange", changed); document.removeEventListener("keydown", key); } };
};
