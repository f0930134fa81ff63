/* A release: its id, what changed, and one button that checks, archives and measures. */
/** @import { Place, Release, Screen } from "./types.js" */

import { element } from "../../../geo/web/shared/dom.js";
import { areaField, keyButton, labelled, textField } from "./fields.js";
import { Refusal } from "./talk.js";

/** @param {Place} place @returns {Promise<Screen>} */
export async function openRelease(place) {
  const release = /** @type {Release} */ (await place.talk.get("/api/release"));
  const form = element("form", "release"), id = textField("release", release.proposed), log = areaField("changelog", release.changelog, 14), told = element("div", "told");
  const foot = element("div", "actions"), go = keyButton("main", "Release", "Ctrl Enter", make);
  told.setAttribute("role", "status");
  async function make() {
    if (go.disabled) return;
    go.disabled = true;
    told.replaceChildren(element("p", "", "The data is checked, the claims are held against their documents, the archive is written, and errors are planted to see what is caught. This takes a minute or two."),
      element("progress"));
    told.querySelector("progress")?.setAttribute("aria-label", "Being released");
    try {
      const done = await place.talk.post("/api/release", { release: id.value.trim(), changelog: log.value, curator: place.curator() });
      told.replaceChildren(element("h2", "", `Release ${done.release} is made`), ...(/** @type {string[]} */ (done.lines)).map((words) => element("p", "", words)));
      place.say("Released.");
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      told.replaceChildren(element("p", "fault", error.message), ...error.problems.map((words) => element("p", "", words)));
      go.disabled = false;
    }
  }
  form.onsubmit = (event) => { event.preventDefault(); make(); };
  foot.append(go);
  form.append(element("h1", "", "Release"), element("p", "", `The data says release ${release.now}. ${release.changes.length ? "Since then it has changed:" : "It has not changed since."}`));
  if (release.changes.length) {
    const more = element("details"), list = element("ul");
    list.append(...release.changes.map((words) => element("li", "", words)));
    more.append(element("summary", "", release.changes.length === 1 ? "1 change" : `${release.changes.length} changes`), list);
    form.append(more);
  }
  form.append(labelled("Id of the release", id, "YYYY-MM-DD; a second one of a day ends in .2"), labelled("What CHANGELOG.md says under \u201cData\u201d", log), foot, told);
  place.main.replaceChildren(form);
  return { heard(event) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return false;
    make();
    return true;
  } };
}
