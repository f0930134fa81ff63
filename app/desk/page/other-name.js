/* Another name of a route, corridor or place: its script is seen from its letters, its user is the source. */
/** @import { Pair, Row, Talk } from "./types.js" */

import { element } from "../../../geo/web/shared/dom.js";
import { choice, labelled, textField } from "./fields.js";
import { makeSubjectField } from "./subject-field.js";

const WAIT_MS = 200;

/** @param {Talk} talk @param {string} draft @param {Pair[]} scripts @param {string} source its id @returns {{ root: HTMLElement, row: () => Row, missing: () => string }} */
export function makeOtherName(talk, draft, scripts, source) {
  const root = element("div", "plain-form"), said = element("p", "place-said"), alias = textField("alias"), script = choice("script", scripts, "latin"), user = textField("used_by", source);
  const subject = makeSubjectField(talk, draft, look);
  let timer = 0, asked = 0;

  async function look() {
    const number = ++asked;
    if (!alias.value.trim()) { said.textContent = ""; return; }
    const found = await talk.post("/api/alias", { id: subject.value(), alias: alias.value });
    if (number !== asked) return;
    if (found.script) script.value = found.script;
    said.textContent = found.problems.join(" ");
  }
  alias.oninput = () => {
    clearTimeout(timer);
    timer = window.setTimeout(look, WAIT_MS);
  };
  alias.dir = "auto";
  said.setAttribute("role", "status");
  subject.set({ id: "", name: "", hint: "" });
  root.append(subject.root, labelled("The other name", alias, "as the document prints it"), labelled("Script", script, "seen from its letters"), labelled("Used by", user, "a source\u2019s id, or whose usage it is"), said);
  return { root, row: () => ({ id: subject.value(), alias: alias.value.trim(), script: script.value, used_by: user.value.trim() }),
    missing: () => (!subject.value() ? "Choose whose other name it is." : alias.value.trim() ? "" : "Enter the other name.") };
}
