// What the reader did, kept in the reader's own browser and nowhere else: one entry of localStorage a
// fact, `landauer:<page>:<key>`, JSON. A browser without storage and an entry that cannot be read
// count as nothing remembered. Outside the book's pages (JupyterLab) nothing is kept.

window.landauerMemory ||= (() => {
  const PREFIX = "landauer:";
  const root = document.documentElement.dataset.content_root;
  const place = root === undefined ? null : new URL(root, location.href);
  // The page's path within the book, the same on a sub-path, with a fragment and from disk.
  const page = place && decodeURIComponent(location.pathname.slice(place.pathname.length)).replace(/(index)?(\.html)?$/, "") || "index";
  const store = () => { try { return place && localStorage; } catch { return null; } };
  const inBook = (key) => `${PREFIX}*:${key}`;
  const onPage = (key) => `${PREFIX}${page}:${key}`;

  const read = (name) => {
    try { return JSON.parse(store()?.getItem(name) ?? "null") ?? undefined; } catch { return undefined; }
  };
  const write = (name, value) => {
    try { store()?.setItem(name, JSON.stringify(value)); } catch { /* full or forbidden: not remembered */ }
  };
  const drop = (name) => { try { store()?.removeItem(name); } catch { /* nothing was kept */ } };
  const known = (start) => {
    const storage = store();
    if (!storage) return [];
    try { return Array.from({ length: storage.length }, (_, i) => storage.key(i)).filter((name) => name?.startsWith(start)); } catch { return []; }
  };

  return {
    remember: (key, value) => write(onPage(key), value),
    recall: (key) => read(onPage(key)),
    // Stops of an Explorer's controls, by the keys that links carry; what no longer fits is left out.
    rememberStops: ({ name, controls }, stops) => {
      const key = onPage(`settings/${name}`);
      if (controls.every((c) => stops[c.name] === c.start)) drop(key);
      else write(key, Object.fromEntries(controls.map((c) => [c.name, c.keys[stops[c.name]]])));
    },
    recallStops: ({ name, controls }) => {
      const kept = read(onPage(`settings/${name}`));
      const found = controls.map((c) => [c.name, c.keys.indexOf(kept?.[c.name])]);
      return Object.fromEntries(found.filter(([, stop]) => stop >= 0));
    },
    // Where the reader is: { page, title, section, hash }, for "continue where you were".
    here: (section, hash, title = document.title) => write(inBook("last"), { page, title, section, hash, address: location.pathname.slice(place?.pathname.length) }),
    last: () => {
      const kept = read(inBook("last"));
      return kept && ["page", "title", "section", "hash", "address"].every((key) => typeof kept[key] === "string") ? kept : undefined;
    },
    known: (all = false) => known(all ? PREFIX : onPage("")).length,
    // Widgets hear the event and return to their start.
    forget: (all = false) => {
      const names = known(all ? PREFIX : onPage(""));
      names.forEach(drop);
      dispatchEvent(new CustomEvent("landauer:forget", { detail: { all } }));
      return names.length;
    },
  };
})();
const memory = window.landauerMemory;
