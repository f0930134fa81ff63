/* The first screen: a place to drop a document, and the drafts that are open. */
/** @import { Place, Screen } from "./types.js" */
/** @typedef {{ draft_id: string, title: string, name: string, counts: Record<string, number>, revision: number, changed: string, curator: string, closed: boolean, problem: string }} Summary */

import { button, element } from "../../../geo/web/shared/dom.js";
import { newId } from "./fields.js";
import { Refusal } from "./talk.js";

const ENDINGS = ".txt,.md,.html,.htm,.pdf,.docx";

/** A time as it is written on the desk. @param {string} at */
export const timeWords = (at) => (at ? at.replace("T", " ").replace(/:\d\dZ$/, " UTC") : "");

/** @param {Summary} draft */
function progressWords({ counts }) {
  const all = ["open", "accept", "reject", "not-ours"].reduce((sum, verb) => sum + (counts[verb] || 0), 0), more = counts.own ? `, ${counts.own} marked by hand` : "";
  return `${all} candidates: ${counts.open || 0} open, ${counts.accept || 0} accepted, ${(counts.reject || 0) + (counts["not-ours"] || 0)} turned down${more}`;
}

/** @param {Place} place @param {(path: string) => void} go @returns {Promise<Screen>} */
export async function openDrafts(place, go) {
  const drop = element("label", "drop"), file = element("input"), told = element("p", "told"), list = element("ul", "drafts"), foot = element("p", "foot"), absent = element("p", "foot");
  file.type = "file";
  file.accept = ENDINGS;
  file.id = newId("file");
  told.setAttribute("role", "status");
  drop.append(element("strong", "", "Drop a document here, or choose one"), element("span", "", "Text, Markdown, a saved web page, PDF or Word. It stays on this machine."), file);

  /** @param {File | undefined} chosen */
  async function take(chosen) {
    if (!chosen) return;
    told.className = "told";
    told.textContent = `${chosen.name} is being read\u2026`;
    file.disabled = true;
    try {
      const { id } = await place.talk.send("/api/drafts?name=" + encodeURIComponent(chosen.name), chosen);
      go("#/draft/" + id);
    } catch (error) {
      told.className = "told fault";
      told.textContent = error instanceof Refusal ? error.message : String(error);
    } finally {
      file.disabled = false;
      file.value = "";
    }
  }
  file.onchange = () => take(file.files?.[0]);
  drop.ondragover = (event) => { event.preventDefault(); drop.classList.add("over"); };
  drop.ondragleave = () => drop.classList.remove("over");
  drop.ondrop = (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    take(event.dataTransfer?.files[0]);
  };

  async function draw() {
    const { drafts, waiting, release, missing, documents } = /** @type {{ drafts: Summary[], waiting: number, release: string, missing: string[], documents: string }} */ (
      await place.talk.get("/api/drafts"));
    const open = drafts.filter((each) => !each.closed);
    list.replaceChildren(...open.map((draft) => {
      const row = element("li"), link = element("a", "", draft.title || draft.name || draft.draft_id), more = element("p", "", draft.problem || progressWords(draft));
      link.href = "#/draft/" + encodeURIComponent(draft.draft_id);
      const when = element("p", "when", [draft.name, draft.changed && `last changed ${timeWords(draft.changed)}${draft.curator ? ` by ${draft.curator}` : ""}`].filter(Boolean).join(" \u00b7 "));
      row.append(link, more, when, button("plain", "Put away", async () => {
        await place.talk.post(`/api/drafts/${encodeURIComponent(draft.draft_id)}/close`, { revision: draft.revision, curator: place.curator() });
        place.say(`${draft.title || draft.name} is put away; its decisions are kept.`);
        await draw();
      }));
      return row;
    }));
    if (!open.length) list.append(element("li", "nothing", "There is no open draft."));
    foot.textContent = `Release ${release}. ${waiting === 1 ? "1 claim waits" : `${waiting} claims wait`} for a second reading.`;
    absent.hidden = !missing.length;
    absent.textContent = `Not in the folder ${documents}: ${missing.join(", ")}. Without these texts the claims that cite them cannot be verified, and nothing can be released. Put them there, or start the desk with --documents DIR.`;
  }
  await draw();
  place.main.replaceChildren(element("h1", "", "New documents"), drop, told, element("h2", "", "Open drafts"), list, foot, absent);
  return {};
}
