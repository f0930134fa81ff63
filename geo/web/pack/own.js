/* A reader's own briefing in the offline pack: scenes made of views, put in order, kept by the browser's tab and
   saved as a file that the atlas loads too. Text is set as text. */
/** @import { PackBriefing, PackScene } from "../types.js" */
/** A scene as a briefing's file has it. @typedef {{ title: string, view: string, sentence: string, cites: string[],
 *   notes: string, routes: string[] }} OwnScene */
/** What the page does for it: what a scene sees, its picture, where it is presented, what is said of it.
 * @typedef {object} Page
 * @property {(scene: OwnScene) => { box: string, named: Record<string, string> }} sight
 * @property {(scene: OwnScene) => Node} picture
 * @property {(briefing: PackBriefing, number: number) => void} present
 * @property {(words: string) => void} say
 * @property {string} stands what its maps stand on */

import { makeOrder } from "../presenter/order.js";
import { button, element, saveFile } from "../shared/dom.js";

const ID = "your-own", KEPT = "corridor-atlas-own", MOST = 60, MOST_BYTES = 1e6;

/** Text as markup. @param {string} text */
const escaped = (text) => element("p", "", text).innerHTML;

/** A scene from a file; null for what is none. @param {unknown} value @returns {OwnScene | null} */
function readScene(value) {
  const cells = /** @type {Record<string, unknown>} */ (value && typeof value === "object" ? value : {});
  const text = (/** @type {string} */ name) => (typeof cells[name] === "string" ? cells[name] : "");
  const list = (/** @type {string} */ name) => {
    const found = cells[name];
    return Array.isArray(found) ? found.filter((one) => typeof one === "string") : [];
  };
  return typeof cells.view === "string"
    ? { title: text("title"), view: text("view"), sentence: text("sentence"), cites: list("cites"), notes: text("notes"), routes: list("routes") } : null;
}

/** @param {string} text @returns {{ title: string, scenes: OwnScene[] } | null} */
function readBriefing(text) {
  try {
    const found = JSON.parse(text), scenes = found.scenes.map(readScene);
    return typeof found.title === "string" && scenes.every(Boolean) && scenes.length <= MOST ? { title: found.title, scenes } : null;
  } catch {
    return null;
  }
}

/** @param {HTMLDialogElement} dialog @param {Page} page */
export function makeOwn(dialog, page) {
  let title = "", scenes = /** @type {OwnScene[]} */ ([]), edited = -1;
  const briefing = /** @type {PackBriefing} */ ({ id: ID, title: "", summary: "", scenes: [] });
  const list = element("ol", "pack-own"), name = element("input"), file = element("input"), none = element("p", "pack-own-none",
    "There is no scene yet. Set the map up and press \u201cAdd as scene\u201d.");

  /** @param {OwnScene} scene @param {number} i @returns {PackScene} */
  function shown(scene, i) {
    const { box, named } = page.sight(scene), titles = scenes.map((each) => each.title || "Untitled");
    const notes = scene.notes.split("\n").filter((line) => line.trim());
    return { view: scene.view, routes: scene.routes, box, named, key: [],
      said: { title: titles[i], briefing: briefing.title, scene: i + 1, scenes: titles, sentence: [[scene.sentence, []]], notes, cites: scene.cites, differences: [] },
      stage: { where: briefing.title + " \u00b7 scene " + (i + 1) + " of " + scenes.length, sentence: escaped(scene.sentence),
        notes: notes.map((line) => "<p>" + escaped(line) + "</p>").join(""), sources: "", summary: "", caveats: page.stands, missing: "" } };
  }
  function keep() {
    briefing.title = title.trim() || "Your own briefing";
    briefing.scenes = scenes.map(shown);
    try {
      sessionStorage.setItem(KEPT, JSON.stringify({ title, scenes }));
    } catch { /* A tab that may store nothing: a reload loses the briefing, its file does not. */ }
  }
  /** Changes the scenes, and draws them anew. @param {OwnScene[]} now @param {string} [focus] what is pressed next */
  function put(now, focus) {
    scenes = now;
    keep();
    draw();
    const next = focus && dialog.querySelector(focus);
    if (next instanceof HTMLElement) next.focus();
  }
  /** @param {number} from @param {number} to */
  function move(from, to) {
    const now = scenes.toSpliced(from, 1);
    if (edited === from) edited = to;
    put(now.toSpliced(to, 0, scenes[from]), "[data-scene-row='" + to + "'] button[data-does='" + (to < from ? "Up" : "Down") + "']");
  }
  /** @param {OwnScene} scene @param {"title" | "sentence" | "notes"} part @param {string} label @param {boolean} long @param {HTMLElement} heading */
  function field(scene, part, label, long, heading) {
    const box = element("label", "", label), input = element(long ? "textarea" : "input");
    input.value = scene[part];
    input.oninput = () => { scene[part] = input.value; heading.textContent = scene.title || "Untitled"; keep(); };
    box.append(input);
    return box;
  }
  /** @param {OwnScene} scene @param {number} i */
  function row(scene, i) {
    const item = element("li"), words = element("div"), heading = element("h3", "", scene.title || "Untitled"), tools = element("p"), frame = element("span", "scene-frame");
    item.dataset.sceneRow = String(i);
    frame.append(page.picture(scene));
    /** @param {string} does @param {() => void} act @param {boolean} [off] */
    function tool(does, act, off) {
      const made = button("", does, act);
      made.dataset.does = does;
      made.disabled = Boolean(off);
      made.setAttribute("aria-label", does + ": " + (scene.title || "Untitled"));
      return made;
    }
    tools.append(tool(edited === i ? "Close" : "Edit", () => { edited = edited === i ? -1 : i; draw(); }), tool("Up", () => move(i, i - 1), i === 0),
      tool("Down", () => move(i, i + 1), i === scenes.length - 1), tool("Duplicate", () => put(scenes.toSpliced(i + 1, 0, structuredClone(scene))), scenes.length >= MOST),
      tool("Remove", () => { edited = -1; put(scenes.toSpliced(i, 1)); }));
    words.append(heading, tools);
    if (edited === i) words.append(field(scene, "title", "Title", false, heading), field(scene, "sentence", "The sentence to be said", true, heading),
      field(scene, "notes", "Notes for the speaker", true, heading));
    item.append(frame, words);
    return item;
  }
  function draw() {
    name.value = title;
    list.replaceChildren(...scenes.map(row));
    none.hidden = scenes.length > 0;
    dialog.querySelectorAll("button[data-whole]").forEach((each) => { if (each instanceof HTMLButtonElement) each.disabled = !scenes.length; });
    order();
  }
  function save() {
    const words = (title || "briefing").toLowerCase().match(/[a-z0-9]+/g) || ["briefing"], id = words.join("-").slice(0, 80);
    const text = JSON.stringify({ briefing_id: id, title, summary: "", scenes }, null, 2) + "\n";
    saveFile(new Blob([text], { type: "application/json" }), id + ".json");
  }
  async function load() {
    const [given] = file.files || [], found = given && given.size <= MOST_BYTES ? readBriefing(await given.text()) : null;
    file.value = "";
    if (!given) return;
    if (!found) { page.say(given.name + " was not loaded: it is no briefing."); dialog.close(); return; }
    title = found.title;
    edited = -1;
    put(found.scenes);
  }
  /** @param {string} words @param {() => void} act */
  function ofAll(words, act) {
    const made = button("", words, act);
    made.dataset.whole = "";
    return made;
  }

  const order = makeOrder(list, move), label = element("label", "", "Title"), tools = element("p", "pack-own-tools"), loading = element("label", "pack-own-file", "Load a file");
  label.append(name);
  name.oninput = () => { title = name.value; keep(); };
  Object.assign(file, { type: "file", accept: ".json,application/json", onchange: load });
  loading.append(file);
  tools.append(ofAll("Present", () => { dialog.close(); page.present(briefing, 0); }), ofAll("Save as a file", save), loading,
    ofAll("Discard", () => { title = ""; edited = -1; put([]); }), button("", "Close", () => dialog.close()));
  dialog.replaceChildren(element("h2", "", "Your own briefing"), element("p", "", "This browser tab keeps it over a reload and forgets it "
    + "when it is closed: save it as a file to keep it. The atlas loads the file too."), label, none, list, tools);
  try {
    const kept = readBriefing(sessionStorage.getItem(KEPT) || "");
    if (kept) ({ title, scenes } = kept);
  } catch { /* A tab that may store nothing. */ }
  return {
    briefing,
    /** Takes in what the tab has kept, once the page can draw it. */
    start() { keep(); draw(); },
    open() { draw(); dialog.showModal(); },
    /** @param {string} heading @param {string} view @param {string[]} routes */
    add(heading, view, routes) {
      if (scenes.length >= MOST) { page.say("This view was not added: a briefing has " + MOST + " scenes at most."); return; }
      put([...scenes, { title: heading, view, sentence: "", cites: [], notes: "", routes }]);
      page.say("This view is scene " + scenes.length + " of your own briefing; see \u201cBriefings\u201d.");
    },
  };
}
