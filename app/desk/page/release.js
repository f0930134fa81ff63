/* A release: its id, what changed, and one button that checks, archives and measures. */
/** @import { Place, Release, Screen } from "./types.js" */

import { button, element } from "../../../geo/web/shared/dom.js";
import { areaField, keyButton, labelled, textField } from "./fields.js";
import { Refusal } from "./talk.js";

const ASK_MS = 400;

/** The words for the changelog that were written nowhere, to be copied. @param {string} words */
function toCopy(words) {
  const box = element("div"), field = areaField("unwritten", words, 8), copied = element("span");
  field.readOnly = true;
  copied.setAttribute("role", "status");
  box.append(labelled("No CHANGELOG.md lies beside the data: these words were written nowhere", field), button("plain", "Copy them", async () => {
    field.select();
    copied.textContent = await navigator.clipboard.writeText(words).then(() => " Copied.", () => " They are selected: copy them by Ctrl C.");
  }), copied);
  return box;
}

/** @param {Place} place @returns {Promise<Screen>} */
export async function openRelease(place) {
  let release = /** @type {Release} */ (await place.talk.get("/api/release"));
  const form = element("form", "release"), id = textField("release", release.proposed), log = areaField("changelog", release.changelog, 14), told = element("div", "told"), state = element("div");
  const foot = element("div", "actions"), go = keyButton("main", "Release", "Ctrl Enter", make);
  let isLeft = false;
  told.setAttribute("role", "status");
  /** Says what the data is, and what has changed since. */
  function draw() {
    const { changes, now, unchanged } = release, since = unchanged ? "It has not changed since: there is nothing to release." : changes.length ? "Since then it has changed:" : "No row is known to have changed since.";
    state.replaceChildren(element("p", "", `The data says release ${now}. ${since}`));
    go.disabled = unchanged;
    if (!changes.length) return;
    const more = element("details"), list = element("ul");
    list.append(...changes.map((words) => element("li", "", words)));
    more.append(element("summary", "", changes.length === 1 ? "1 change" : `${changes.length} changes`), list);
    state.append(more);
  }
  async function make() {
    if (go.disabled) return;
    go.disabled = true;
    try {
      await place.talk.post("/api/release", { release: id.value.trim(), changelog: log.value });
      await follow();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      told.replaceChildren(element("p", "fault", error.message), ...error.problems.map((words) => element("p", "", words)));
      go.disabled = false;
    }
  }
  /** Shows how far the release is, until it is made or refused. */
  async function follow() {
    const doing = element("p"), bar = element("progress");
    bar.max = 1;
    bar.setAttribute("aria-label", "Being released");
    told.replaceChildren(element("p", "", "The data is checked, the claims are held against their documents, errors are planted to see what is caught, and the archive is written. This takes a minute or two."), doing, bar);
    while (!isLeft) {
      const now = await place.talk.get("/api/release/progress");
      if (now.state === "made") {
        told.replaceChildren(element("h2", "", `Release ${now.release} is made`), ...(/** @type {string[]} */ (now.lines)).map((words) => element("p", "", words)),
          ...(now.unwritten ? [toCopy(now.unwritten)] : []));
        place.say("Released.");
        release = await place.talk.get("/api/release");
        id.value = release.proposed;
        log.value = release.changelog;
        draw();
        return;
      }
      if (now.state !== "making") throw new Refusal(0, now);
      if (doing.textContent !== now.doing) doing.textContent = now.doing;
      bar.value = now.share;
      await new Promise((resolve) => { setTimeout(resolve, ASK_MS); });
    }
  }
  form.onsubmit = (event) => { event.preventDefault(); make(); };
  foot.append(go);
  form.append(element("h1", "", "Release"), state, labelled("Id of the release", id, "YYYY-MM-DD; a second one of a day ends in .2"),
    labelled("What CHANGELOG.md says under \u201cData\u201d", log, release.is_noted ? "" : "No CHANGELOG.md lies beside the data: the words are offered to be copied, and written nowhere"), foot, told);
  place.main.replaceChildren(form);
  draw();
  return { leave: () => { isLeft = true; }, heard(event) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return false;
    make();
    return true;
  } };
}
