// What is right is not for the eye that reads a page's source, so it comes as base64.
const decodeKey = (key) => JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(key), (letter) => letter.charCodeAt(0))));

// Says that a choice is right, unless its reply does.
const affirm = (reply) => (/^(yes|right|correct)\b/i.test(reply) ? reply : `Right. ${reply}`);
