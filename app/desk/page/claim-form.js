/* The form of a candidate: the claim that it would be, cell by cell, judged while it is typed. */
/** @import { Candidate, Judgement, Place, Row, Subject } from "./types.js" */

import { button, element } from "../../../geo/web/shared/dom.js";
import { boxes, choice, labelled, setOptions, textField } from "./fields.js";
import { gateWords, heldCount, heldWords } from "./judgement.js";
import { makeSubjectField } from "./subject-field.js";

const JUDGE_MS = 250;
const PLAIN = ["value", "value_high", "scope_words", "period", "as_of", "printed", "lines", "note"];
const LABELS = /** @type {Row} */ ({ subject_id: "Subject", attribute: "Attribute", value: "Value", value_high: "To", unit: "Unit", qualifier: "How firm",
  scope: "Said of", scope_words: "Which part", period: "Period counted", as_of: "Holds on", printed: "Printed words", lines: "Lines", note: "Note" });
/** Hints stand in the empty fields; the whole is read to those who hear the page. */
const EXAMPLES = /** @type {Row} */ ({ value_high: "of a range", period: "2024, to 2025-06", as_of: "YYYY-MM-DD", scope_words: "as the document names it", note: "whose claim it is, in our own neutral words" });
const HINTS = /** @type {Row} */ ({ value_high: "upper end of a range", period: "2024, 2025-01/2025-07, to 2025-06", as_of: "YYYY, YYYY-MM or YYYY-MM-DD",
  printed: "as the document prints them", scope_words: "as the document names it", note: "whose claim it is, in our own neutral words" });

/** @param {string} column */
export const labelOf = (column) => LABELS[column] || column;

/** @param {Place} place @param {string} draft @param {{ typed: (row: Row) => void, nameOf: (id: string) => Subject, learn: (subject: Subject) => void,
 * offered: (candidate: Candidate) => string[] }} desk */
export function makeClaimForm(place, draft, desk) {
  const root = element("form", "claim-form"), gate = element("div", "gate"), held = element("div", "holds"), others = element("div", "others");
  const inputs = Object.fromEntries(PLAIN.map((name) => [name, textField(name)]));
  const attribute = choice("attribute", place.words.attributes.map((each) => [each.name, each.label]));
  const code = choice("value", []), unit = choice("unit", []), scope = choice("scope", [["", "the whole subject"], ...place.words.scopes]);
  const qualifier = boxes("How firm, or in which role", () => changed(), "exact");
  const subject = makeSubjectField(place.talk, draft, (chosen) => { desk.learn(chosen); changed(); }, () => attribute.value);
  const boxOf = Object.fromEntries(PLAIN.map((name) => [name, labelled(labelOf(name), inputs[name], HINTS[name])]));
  const attributeBox = labelled(labelOf("attribute"), attribute), codeBox = labelled("Value", code), unitBox = labelled("Unit", unit), scopeBox = labelled(labelOf("scope"), scope);
  PLAIN.forEach((name) => { inputs[name].placeholder = EXAMPLES[name] || ""; });
  let base = /** @type {Row} */ ({}), asked = 0, timer = 0, judging = Promise.resolve();

  /** @param {string} name @param {HTMLElement[]} parts */
  function line(name, ...parts) {
    const box = element("div", "fields " + name);
    box.append(...parts);
    return box;
  }
  gate.tabIndex = 0; /* It scrolls where it says much. */
  gate.setAttribute("role", "status");
  gate.setAttribute("aria-label", "The gate");
  root.noValidate = true;
  const values = line("values", attributeBox, codeBox, boxOf.value, boxOf.value_high, unitBox);
  root.append(subject.root, others, values, qualifier.group, line("dates", scopeBox, boxOf.period, boxOf.as_of), boxOf.scope_words, line("printed", boxOf.printed, boxOf.lines), boxOf.note, held);

  const kindOf = () => place.words.attributes.find((each) => each.name === attribute.value);
  /** Fits units, hedges and values to the attribute. @param {Row} row */
  function fit(row) {
    const kind = kindOf();
    setOptions(unit, kind ? kind.units : [], row.unit || (kind?.units.length === 1 ? kind.units[0][0] : ""));
    if (kind && kind.units.length > 1 && !row.unit) unit.value = kind.units[0][0];
    unitBox.hidden = !kind || kind.units.length === 0;
    qualifier.set(kind ? kind.qualifiers : [], row.qualifier || "");
    const isCode = kind?.kind === "code", hasEnds = kind?.kind === "number" || kind?.kind === "date";
    codeBox.hidden = !isCode;
    boxOf.value.hidden = isCode;
    boxOf.value_high.hidden = !hasEnds;
    values.classList.toggle("long", !hasEnds);
    if (isCode) setOptions(code, [["", "choose"], ...kind.codes], row.value); else inputs.value.value = row.value || "";
    attribute.title = kind?.meaning || "";
    boxOf.scope_words.hidden = !scope.value && !inputs.scope_words.value;
  }
  /** @returns {Row} */
  function row() {
    const cells = Object.fromEntries(PLAIN.map((name) => [name, inputs[name].value.trim()]));
    return { ...base, ...cells, subject_id: subject.value(), attribute: attribute.value, unit: unitBox.hidden ? "" : unit.value,
      value: codeBox.hidden ? cells.value : code.value, value_high: boxOf.value_high.hidden ? "" : cells.value_high, scope: scope.value, qualifier: qualifier.value() };
  }
  async function judge() {
    const number = ++asked, sent = row();
    try {
      const judgement = /** @type {Judgement} */ (await place.talk.post(`/api/drafts/${draft}/judge`, { row: sent }));
      if (number !== asked) return;
      gate.replaceChildren(heldCount(judgement), gateWords(judgement, labelOf));
      held.replaceChildren(heldWords(judgement));
    } catch (error) {
      if (number === asked) gate.replaceChildren(element("p", "", error instanceof Error ? error.message : String(error)));
    }
  }
  function changed() {
    boxOf.scope_words.hidden = !scope.value && !inputs.scope_words.value;
    desk.typed(row());
    clearTimeout(timer);
    asked += 1;
    timer = window.setTimeout(judgeNow, JUDGE_MS);
  }
  function judgeNow() {
    clearTimeout(timer);
    timer = 0;
    judging = judge();
  }
  PLAIN.forEach((name) => { inputs[name].oninput = changed; });
  [code, unit, scope].forEach((field) => { field.onchange = changed; });
  attribute.onchange = () => { fit({ ...row(), unit: "", qualifier: "" }); changed(); };
  root.onsubmit = (event) => event.preventDefault();

  return {
    root, row, gate,
    /** Shows a candidate as a row has it. @param {Candidate} candidate @param {Row} shown */
    show(candidate, shown) {
      clearTimeout(timer);
      base = shown;
      PLAIN.forEach((name) => { inputs[name].value = shown[name] || ""; });
      attribute.value = shown.attribute || "length";
      scope.value = shown.scope || "";
      fit(shown);
      subject.set(desk.nameOf(shown.subject_id || ""));
      const offered = desk.offered(candidate).filter((id) => id !== shown.subject_id);
      others.hidden = offered.length === 0;
      others.replaceChildren(element("span", "", "or"), ...offered.map((id) => button("chip", desk.nameOf(id).name, () => {
        subject.set(desk.nameOf(id));
        desk.learn(desk.nameOf(id));
        changed();
      })));
      gate.replaceChildren();
      held.replaceChildren();
      judgeNow();
    },
    /** Whether what is in the form can be accepted, once the gate has judged it as it is now. */
    async passes() {
      if (timer) judgeNow();
      await judging;
      return !gate.querySelector(".stops");
    },
    /** Moves to the first field that wants an answer. */
    correct: () => { if (!subject.value()) subject.focus(); else if (codeBox.hidden) { inputs.value.focus(); inputs.value.select(); } else code.focus(); },
    /** Moves to the printed words. */
    words: () => { inputs.printed.focus(); inputs.printed.select(); },
    /** Says that it is about a part, and asks which. */
    part: () => {
      scope.value = "part";
      changed();
      inputs.scope_words.focus();
    },
  };
}
