/* What accepting a draft would write: as a reader will see it, what waits for a second reading, and every row. */
/** @import { Place, Preview, Screen, ShownChange } from "./types.js" */

import { element } from "../../../geo/web/shared/dom.js";
import { dialog, keyButton } from "./fields.js";
import { isTyped } from "./keys.js";
import { Refusal } from "./talk.js";

/** @param {string} title @param {(HTMLElement | string)[]} parts */
function section(title, ...parts) {
  const box = element("section");
  box.append(element("h2", "", title), ...parts);
  return box;
}
/** @param {string} className @param {HTMLElement[]} rows */
function listed(className, rows) {
  const list = element("ul", className);
  list.append(...rows);
  return list;
}
/** @param {string} head @param {string[]} more */
function entry(head, ...more) {
  const row = element("li"), first = element("p");
  first.append(element("strong", "", head));
  row.append(first, ...more.filter(Boolean).map((words) => element("p", "small", words)));
  return row;
}
/** @param {number} count @param {string} one */
const plural = (count, one) => (count === 1 ? `1 ${one}` : `${count} ${one}s`);

/** @param {ShownChange} change */
function shownChange(change) {
  const row = element("li"), sides = element("div", "compare");
  row.append(element("h3", "", `${change.subject}: ${change.attribute}`), sides);
  [["Now", change.before], ["After", change.after]].forEach(([head, words]) => {
    const side = element("div");
    side.append(element("h4", "", head), element("p", "", words || "not in the sources"));
    sides.append(side);
  });
  return row;
}

/** @param {Preview["routes"][number]} route */
function newRoute(route) {
  const row = entry(route.words), map = element("img", "map");
  map.src = route.picture;
  map.alt = `Map of ${route.name}, as drawn`;
  row.append(map);
  return row;
}

/** @param {Place} place @param {string} draft @param {(path: string) => void} go @returns {Promise<Screen>} */
export async function openPreview(place, draft, go) {
  const path = "/api/drafts/" + encodeURIComponent(draft), back = () => go("#/draft/" + draft);
  const preview = /** @type {Preview} */ (await place.talk.get(path + "/preview"));
  const { claims, problems } = preview, waits = claims.filter((each) => each.waits), straight = claims.filter((each) => !each.waits);
  const head = element("div", "tools"), accept = keyButton("main", "Accept all", "A", ask);
  accept.disabled = problems.length > 0 || preview.decided === 0;

  async function write() {
    accept.disabled = true;
    place.say("It is being written\u2026");
    try {
      const done = await place.talk.post(path + "/accept", { revision: preview.revision, curator: place.curator() });
      const again = /** @type {string[]} */ (done.asks_again), reading = element("p"), link = element("a", "", `Read ${done.waiting === 1 ? "it" : `the ${done.waiting}`} a second time, by another name`);
      link.href = "#/waiting/" + encodeURIComponent(done.document);
      if (done.waiting) reading.append(link);
      place.main.replaceChildren(element("h1", "", "Accepted"), element("p", "", done.words), reading, element("p", "", "Written:"), listed("", (/** @type {string[]} */ (done.files)).map((file) => element("li", "", file))),
        ...(again.length ? [section("Claims that now want a second reading too, since their words also name what is new", listed("", again.map((name) => element("li", "", name))))] : []), after());
      place.say("Accepted.");
      place.main.focus();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      accept.disabled = false;
      place.say(error.message, true);
      if (error.problems.length) box.prepend(section("It was not written", listed("", error.problems.map((words) => element("li", "", words)))));
    }
  }
  function after() {
    const links = element("p");
    [["#/waiting", "Second reading"], ["#/release", "Release"], ["#/", "Drafts"]].forEach(([hash, words]) => {
      const link = element("a", "", words);
      link.href = hash;
      links.append(link, " \u00a0 ");
    });
    return links;
  }
  function ask() {
    if (accept.disabled) return;
    const sure = dialog("Accept all?"), foot = element("div", "actions");
    sure.append(element("p", "", `${plural(straight.length, "claim")} into the data, ${plural(waits.length, "claim")} to wait for a second reading. What was turned down is written down. All of it is written, or nothing.`), foot);
    foot.append(keyButton("main", "Write it", "Enter", () => { sure.close(); write(); }), keyButton("plain", "Not yet", "Esc", () => sure.close()));
    sure.showModal();
    foot.querySelector("button")?.focus();
  }
  const box = element("div", "preview");
  head.append(keyButton("plain", "Back to the document", "B", back), accept);
  box.append(element("h1", "", "Preview"), element("p", "", problems.length ? "Some rows must be mended before anything can be written."
    : preview.decided === 0 ? "Nothing is decided yet, so nothing would be written."
      : `${plural(straight.length, "claim")} would go straight in, ${plural(waits.length, "claim")} would wait for a second reading.`), head);
  if (problems.length) box.append(section("To be mended", listed("claims", problems.map((each) => {
    const row = entry(each.message);
    if (each.item) {
      const link = element("a", "", each.item === "source" ? "Enter the source" : "Open it");
      link.href = `#/draft/${draft}/at/${encodeURIComponent(each.item)}`;
      row.append(link);
    }
    return row;
  }))));
  if (preview.routes.length) box.append(section(preview.routes.length === 1 ? "A new route" : "New routes", listed("claims", preview.routes.map(newRoute))));
  if (preview.drawn.length) box.append(section("Named until now and not drawn: taken out of not_mapped.csv", listed("", preview.drawn.map((words) => element("li", "", words)))));
  if (preview.shown.length) box.append(section("As the reader will see it", listed("claims", preview.shown.map(shownChange))));
  if (preview.confirmed.length) box.append(section("As the reader will see it once a second reading has confirmed what waits", listed("claims", preview.confirmed.map(shownChange))));
  if (preview.overtaken.length) box.append(section("Sentences of briefings that this overtakes", listed("claims", preview.overtaken.map((words) => entry(words)))));
  if (waits.length) box.append(section("Waits for a second reading", listed("claims", waits.map((each) => entry(each.words, `\u201c${each.printed}\u201d`, `Open: ${each.open.join("; ")}`)))));
  if (straight.length) box.append(section("Goes straight in", listed("claims", straight.map((each) => entry(each.words, `\u201c${each.printed}\u201d`)))));
  if (preview.diff.length && preview.rows.length) {
    const more = element("details");
    more.append(element("summary", "", "The changes, one by one"), listed("", preview.diff.map((words) => element("li", "small", words))));
    box.append(more);
  }
  if (preview.rows.length) {
    const more = element("details");
    more.append(element("summary", "", "The rows as they are written"), ...preview.rows.flatMap(({ file, rows }) => [element("h3", "", file), element("pre", "", rows.join("\n"))]));
    box.append(more);
  }
  if (!preview.rows.length && !problems.length && preview.decided) box.append(element("p", "nothing", "Nothing goes into the data. What was turned down is written down in the receipts, so that it stays turned down."));
  place.main.replaceChildren(box);
  return { heard(event) {
    if (isTyped(event) || event.ctrlKey || event.metaKey || event.altKey) return false;
    if (event.key === "a") ask(); else if (event.key === "b" || event.key === "Escape") back(); else return false;
    return true;
  } };
}
