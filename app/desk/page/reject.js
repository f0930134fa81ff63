/* Why something is turned down: the usual reasons by number, or the curator's own words. */

import { element } from "../../../geo/web/shared/dom.js";
import { dialog, keyButton, labelled, textField } from "./fields.js";

export const REJECTED = ["The words make no such claim", "A number of something else: a date, a page, a footnote", "Said of another subject that the atlas does not have",
  "Said already in this document", "Too vague to be entered", "The source takes it back or doubts it itself"];

export const SENT_BACK = ["The words do not say it", "It is said of another subject", "It is said of a part only", "It is a plan or a hope, not a result", "Period or day is not the one printed",
  "The page or document could not be opened"];

/** @param {string} title @param {string[]} reasons @param {(reason: string) => void} give */
export function askReason(title, reasons, give) {
  const box = dialog(title, "reasons"), list = element("ol"), own = textField("reason");
  /** @param {string} reason */
  const done = (reason) => { box.close(); give(reason); };
  list.append(...reasons.map((reason, i) => {
    const row = element("li");
    row.append(keyButton("plain", reason, String(i + 1), () => done(reason)));
    return row;
  }));
  box.onkeydown = (event) => {
    const reason = reasons[Number(event.key) - 1];
    if (event.target === own) {
      if (event.key !== "Enter" || !own.value.trim()) return;
      done(own.value.trim());
    } else if (reason) done(reason);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  box.append(list, labelled("In other words", own, "Enter gives these words as the reason"), keyButton("plain", "Leave it", "Esc", () => box.close()));
  box.showModal();
}
