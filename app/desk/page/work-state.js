/* The work on one document: its candidates in the order of their place, what was decided, and what comes next. */
/** @import { Anchor, Candidate, Changed, Decision, Draft, Row, Subject } from "./types.js" */
/** @import { Look } from "./document-view.js" */

/** What a decision is called. */
const SAID = { accept: "accepted", reject: "rejected", "not-ours": "not ours", undo: "open" };

/** @param {string} lines @returns {[number, number]} */
function span(lines) {
  const [first, last] = lines.split("-").map(Number);
  return [first || 1, last || first || 1];
}

/** Where the printed words of a row stand in a document: a claim that the curator has entered has no other place.
 * @param {string[]} text @param {Row} row @returns {Anchor} */
function anchorOf(text, row) {
  const [first, last] = span(row.lines || "1"), line = text[first - 1] || "", at = line.indexOf(row.printed);
  return { first_line: first, last_line: Math.min(last, text.length), begins: Math.max(at, 0),
    ends: at >= 0 && first === last ? at + row.printed.length : (text[last - 1] || "").length, page: 0 };
}

/** @param {Draft} draft */
export function makeWorkState(draft) {
  const candidates = draft.candidates.slice(), subjects = new Map(draft.subjects.map((each) => [each.id, each]));
  const decisions = /** @type {Map<string, Decision>} */ (new Map());
  let current = "", lastChosen = "";

  const sort = () => candidates.sort((a, b) => a.anchor.first_line - b.anchor.first_line || a.anchor.begins - b.anchor.begins);
  /** @param {Decision[]} all */
  function decide(all) {
    decisions.clear();
    all.forEach((each) => {
      if (each.verb === "undo") return;
      decisions.set(each.id, each);
      if (!candidates.some(({ id }) => id === each.id)) add(each.id, each.row);
    });
  }
  /** @param {string} id @param {Row} row @param {Anchor} [anchor] */
  function add(id, row, anchor = anchorOf(draft.document.lines, row)) {
    candidates.push({ id, row, anchor, before: "", after: "", others: [], why: ["Selected by hand."], held: [], own: true });
    sort();
  }
  decide(draft.decisions);
  sort();

  /** A row that holds on the day of its source where the words name none. @param {Row} row @returns {Row} */
  const dated = (row) => ({ ...row, as_of: row.as_of || draft.source.published || "" });
  /** The one subject of this draft's own that the words of a candidate name; blank for none or several. @param {Candidate} candidate */
  const ownSubject = ({ id }) => (draft.offered[id]?.length === 1 ? draft.offered[id][0] : "");
  const place = () => candidates.findIndex(({ id }) => id === current);
  const isOpen = (/** @type {string} */ id) => !decisions.has(id);
  return {
    draft, candidates, decisions,
    get current() { return candidates[place()]; },
    get at() { return place(); },
    /** @param {string} id */
    choose: (id) => { if (candidates.some((each) => each.id === id)) current = id; },
    /** The candidate so many steps on, without going round. @param {number} step */
    beside: (step) => (place() < 0 && step < 0 ? candidates.at(-1) : undefined) || candidates[Math.min(Math.max(place() + step, 0), candidates.length - 1)],
    /** The next that is open, from here on and round; null where all are decided. */
    nextOpen: () => [...candidates.slice(place() + 1), ...candidates.slice(0, place() + 1)].find(({ id }) => isOpen(id)) || null,
    /** Shows none: all are decided. */
    rest: () => { current = ""; },
    open: () => candidates.filter(({ id }) => isOpen(id)).length,
    isOpen, add,
    /** The subject of what stands nearest to a place: what was accepted in its paragraph first, then in the document, then what is proposed.
     * @param {Anchor} anchor */
    subjectNear(anchor) {
      const blank = (/** @type {string} */ line) => !line.trim(), { lines } = draft.document;
      const far = (/** @type {Candidate} */ each) => Math.abs(each.anchor.first_line - anchor.first_line);
      const isApart = (/** @type {Candidate} */ each) => lines.slice(Math.min(each.anchor.first_line, anchor.first_line) - 1, Math.max(each.anchor.first_line, anchor.first_line)).some(blank);
      const known = candidates.map((each) => ({ each, taken: decisions.get(each.id)?.row.subject_id || "" })), nearest = known.toSorted((a, b) => far(a.each) - far(b.each));
      const found = nearest.find(({ each, taken }) => taken && !isApart(each)) || nearest.find(({ taken }) => taken);
      return found?.taken || nearest.find(({ each }) => each.row.subject_id)?.each.row.subject_id || "";
    },
    /** Takes out what was marked by hand; what stands after it comes to its place. @param {Candidate} candidate */
    drop: (candidate) => {
      const at = candidates.indexOf(candidate);
      candidates.splice(at, 1);
      current = (candidates[at] || candidates[at - 1])?.id || "";
    },
    /** What is known of a candidate's state, in words. @param {string} id */
    said: (id) => SAID[decisions.get(id)?.verb || "undo"],
    /** @param {string} id @returns {Look} */
    look: (id) => (id === current ? "current" : isOpen(id) ? "open" : decisions.get(id)?.verb === "accept" ? "accepted" : "turned-down"),
    /** The row that a form shows: what was accepted, or what is proposed. @param {Candidate} candidate */
    rowOf: (candidate) => {
      const decision = decisions.get(candidate.id);
      return decision?.verb === "accept" ? decision.row : dated({ ...candidate.row, subject_id: candidate.row.subject_id || ownSubject(candidate) });
    },
    /** What else it may be said of: what this draft has added and its words name, what is proposed, and what was chosen last.
     * @param {Candidate} candidate */
    offeredTo: (candidate) => [...new Set([...draft.offered[candidate.id] || [], ...candidate.others.slice(0, 4), ...(lastChosen ? [lastChosen] : [])])],
    dated,
    /** @param {string} id @returns {Subject} */
    nameOf: (id) => subjects.get(id) || { id, name: id, hint: id ? "not in the atlas" : "" },
    /** @param {Subject} subject */
    learn: (subject) => { subjects.set(subject.id, subject); lastChosen = subject.id || lastChosen; },
    /** Takes in what a change has answered. @param {Changed} changed */
    take(changed) {
      draft.revision = changed.revision;
      draft.source = changed.source;
      draft.additions = changed.additions;
      draft.offered = changed.offered;
      changed.added.forEach((each) => subjects.set(each.id, each));
      decide(changed.decisions);
    },
  };
}
/** @typedef {ReturnType<typeof makeWorkState>} WorkState */
