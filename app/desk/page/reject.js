/* Why a candidate is rejected: the usual reasons by number, or the curator's own words. */

import { element } from "../../../geo/web/shared/dom.js";
import { dialog, keyButton, labelled, textField } from "./fields.js";

const REASONS = ["The words make no such claim", "A number of something else: a date, a page, a footnote", "Said of another subject that the atlas does not have",
  "Said already in this document", "Too vague to be entered", "The source takes it back or doubts it itself"];

/** @param {(reason: string) => void} reject */
export function askReason(reject) {
  const box = dialog("Why is it rejected?", "reasons"), list = element("ol"), own = textField("reason");
  /** @param {string} reason */
  const give = (reason) => { box.close(); reject(reason); };
  list.append(...REASONS.map((reason, i) => {
    const row = element("li");
    row.append(keyButton("plain", reason, String(i + 1), () => give(reason)));
    return row;
  }));
  box.onkeydown = (event) => {
    if (event.target === own) {
      if (event.key !== "Enter" || !own.value.trim()) return;
      give(own.value.trim());
    } else if (REASONS[Number(event.key) - 1]) give(REASONS[Number(event.key) - 1]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  box.append(list, labelled("In other words", own, "Enter rejects with these words"), keyButton("plain", "Do not reject", "Esc", () => box.close()));
  box.showModal();
}
