// What a reader may be asked to do with a widget, by kind; each file of a task adds its own.
const taskKinds = {};
