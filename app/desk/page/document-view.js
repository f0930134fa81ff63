/* The document on the desk: its lines with their numbers, pages and headings, the words of the candidates marked where
   they stand. What a line holds is set as text; each line keeps its own direction of writing to itself. */
/** @import { Anchor, Candidate, DocumentText } from "./types.js" */
/** @typedef {"current" | "open" | "accepted" | "turned-down"} Look how a mark is drawn, the foremost first */
/** @typedef {{ from: number, to: number, id: string, look: Look }} Span */

import { button, element, part, reveal } from "../../../geo/web/shared/dom.js";
import { newId } from "./fields.js";
import { makeWordCursor } from "./word-cursor.js";

const FOREMOST = /** @type {Look[]} */ (["current", "open", "accepted", "turned-down"]);
const SAID = { current: "shown in the form", open: "open", accepted: "accepted", "turned-down": "turned down" };

/** The columns of a line that words cover. @param {Anchor} anchor @param {number} line @param {number} length */
const columns = (anchor, line, length) => ({ from: line === anchor.first_line ? anchor.begins : 0,
  to: line === anchor.last_line ? Math.min(anchor.ends, length) : length });

/** The pieces into which spans cut a line, each with the spans over it. @param {number} length @param {Span[]} spans */
export function cut(length, spans) {
  const edges = [...new Set([0, length, ...spans.flatMap(({ from, to }) => [from, to])])].filter((at) => at >= 0 && at <= length).sort((a, b) => a - b);
  return edges.slice(0, -1).map((from, i) => ({ from, to: edges[i + 1], over: spans.filter((span) => span.from <= from && span.to >= edges[i + 1]) }));
}

/** @param {string} text @param {Span[]} spans */
function marked(text, spans) {
  if (!spans.length) return [text];
  return cut(text.length, spans).map(({ from, to, over }) => {
    const words = text.slice(from, to);
    if (!over.length) return words;
    const [first] = over.toSorted((a, b) => FOREMOST.indexOf(a.look) - FOREMOST.indexOf(b.look));
    const mark = element("mark", first.to === to ? `${first.look} ends` : first.look, words);
    mark.dataset.id = first.id;
    mark.title = SAID[first.look];
    if (over.length > 1) mark.dataset.others = over.map(({ id }) => id).join(" ");
    return mark;
  });
}

/** Where a point of a selection stands: its line, and the column in it; null outside the lines. @param {Node} node @param {number} offset */
function pointOf(node, offset) {
  const from = node instanceof Element ? node : node.parentElement, line = from?.closest("[data-line]");
  const words = line?.querySelector(".words");
  if (!line || !words) return null;
  const before = document.createRange();
  before.setStart(words, 0);
  if (words.contains(node)) before.setEnd(node, offset);
  return { line: Number(/** @type {HTMLElement} */ (line).dataset.line), column: words.contains(node) ? before.toString().length : 0 };
}

/** @param {DocumentText} text @param {(id: string) => void} choose a candidate whose mark was pressed
 * @param {{ say: (words: string) => void, take: () => void }} told what is said of words that are marked by keyboard, and that they are taken */
export function makeDocumentView(text, choose, told) {
  const root = element("section", "paper"), bar = element("div", "paper-bar"), sheet = element("div", "sheet");
  const search = element("input"), count = element("output"), headed = new Map(text.headings.map((each) => [each.line, each.text]));
  const rows = /** @type {HTMLElement[]} */ ([]), drawn = /** @type {Map<number, string>} */ (new Map());
  let found = /** @type {number[]} */ ([]), at = -1;

  root.setAttribute("aria-label", "Document");
  sheet.tabIndex = 0;
  sheet.setAttribute("role", "group");
  sheet.setAttribute("aria-label", "The text of " + text.name);
  search.type = "search";
  search.placeholder = "Search in the document  /";
  search.setAttribute("aria-label", "Search in the document");
  search.id = newId("search");
  bar.append(search, button("plain", "Previous", () => step(-1)), button("plain", "Next", () => step(1)), count);

  let box = sheet, page = 0;
  text.lines.forEach((words, i) => {
    const number = i + 1;
    if (text.pages[i] && text.pages[i] !== page) {
      page = text.pages[i];
      sheet.append(element("p", "page-break", "Page " + page));
    }
    if (i % 50 === 0 || text.pages[i] !== text.pages[i - 1]) {
      box = element("div", "lines");
      sheet.append(box);
    }
    const row = element("div", headed.has(number) ? "line heading" : "line"), label = element("span", "number", number), content = element("span", "words", words);
    row.dataset.line = String(number);
    content.dir = "auto";
    row.append(label, content);
    rows.push(row);
    box.append(row);
  });
  root.append(bar, sheet);

  /** @param {number} turn */
  function step(turn) {
    if (!found.length) return;
    if (at >= 0) rows[found[at]].classList.remove("found");
    at = (at + turn + found.length) % found.length;
    rows[found[at]].classList.add("found");
    reveal(rows[found[at]]);
    count.textContent = `${at + 1} of ${found.length}`;
  }
  /** Marks the words that are found in the document, and goes there. */
  function mark() {
    const line = found[at];
    if (line === undefined) return;
    const from = text.lines[line].toLowerCase().indexOf(sought());
    sheet.focus({ preventScroll: true });
    cursor.mark(line + 1, from, from + sought().length);
    told.say(`${text.lines[line].slice(from, from + sought().length)}, line ${line + 1}, ${at + 1} of ${found.length} lines. M makes a candidate of it, Shift and arrows extend it, Enter goes to the next.`);
  }
  const sought = () => search.value.trim().toLowerCase();
  search.oninput = () => {
    rows.forEach((row) => row.classList.remove("found"));
    const words = sought();
    found = words ? text.lines.flatMap((line, i) => (line.toLowerCase().includes(words) ? [i] : [])) : [];
    at = -1;
    count.textContent = words && !found.length ? "not in the document" : "";
    step(1);
  };
  search.onkeydown = (event) => {
    if (event.key === "Enter") mark();
    else if (event.key === "Escape") { search.value = ""; search.dispatchEvent(new Event("input")); sheet.focus(); } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const cursor = makeWordCursor(text, sheet, (line) => part(rows[line - 1], ".words"), told);
  sheet.onkeydown = (event) => {
    if (cursor.isOn || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const marked = selected();
    if (event.key === "Enter" && found.length) { step(event.shiftKey ? -1 : 1); mark(); } else if (event.shiftKey && event.key.startsWith("Arrow") && marked) {
      begin(marked);
      sheet.dispatchEvent(new KeyboardEvent("keydown", { key: event.key, shiftKey: true }));
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  /** @param {Anchor} anchor */
  const begin = (anchor) => cursor.begin({ line: anchor.first_line, from: anchor.begins }, { line: anchor.last_line, to: anchor.ends });
  /** Where the words are that are selected now; null where none are. @returns {Anchor | null} */
  function selected() {
    const range = getSelection()?.rangeCount ? getSelection()?.getRangeAt(0) : null;
    if (!range || range.collapsed || !sheet.contains(range.commonAncestorContainer)) return null;
    const begins = pointOf(range.startContainer, range.startOffset), ends = pointOf(range.endContainer, range.endOffset);
    if (!begins || !ends) return null;
    let last = ends.line, column = ends.column;
    if (column === 0 && last > begins.line) { last -= 1; column = text.lines[last - 1].length; }
    return { first_line: begins.line, last_line: last, begins: begins.column, ends: column, page: text.pages[begins.line - 1] || 0 };
  }
  /** The first line in sight. */
  const firstSeen = () => Math.max(rows.findIndex((row) => row.getBoundingClientRect().bottom > sheet.getBoundingClientRect().top + 8), 0) + 1;
  sheet.onclick = (event) => {
    const mark = event.target instanceof Element ? event.target.closest("mark") : null;
    if (!mark || !getSelection()?.isCollapsed) return;
    const ids = mark.dataset.others?.split(" ") || [mark.dataset.id || ""];
    const current = ids.indexOf(mark.dataset.id || "");
    choose(mark.classList.contains("current") ? ids[(current + 1) % ids.length] : ids[current]);
  };

  return {
    root,
    /** Marks the candidates anew; only lines whose marks have changed are drawn. @param {Candidate[]} candidates @param {(id: string) => Look} look */
    mark(candidates, look) {
      const spans = /** @type {Map<number, Span[]>} */ (new Map());
      candidates.forEach(({ id, anchor }) => {
        for (let line = anchor.first_line; line <= Math.min(anchor.last_line, rows.length); line++) {
          const { from, to } = columns(anchor, line, text.lines[line - 1].length);
          if (to > from) spans.set(line, [...spans.get(line) || [], { from, to, id, look: look(id) }]);
        }
      });
      new Set([...drawn.keys(), ...spans.keys()]).forEach((line) => {
        const wanted = spans.get(line) || [], key = JSON.stringify(wanted);
        if (drawn.get(line) === key) return;
        part(rows[line - 1], ".words").replaceChildren(...marked(text.lines[line - 1], wanted));
        if (wanted.length) drawn.set(line, key); else drawn.delete(line);
      });
    },
    /** Brings a line into view. @param {number} line */
    show: (line) => {
      const row = rows[line - 1];
      if (!row) return;
      const seen = sheet.getBoundingClientRect(), own = row.getBoundingClientRect();
      if (own.top < seen.top + 40 || own.bottom > seen.bottom - 40) sheet.scrollTop += own.top - seen.top - seen.height / 3;
    },
    search: () => { search.focus(); search.select(); },
    focus: () => sheet.focus(),
    selected,
    /** Begins to mark words by keyboard: where a candidate stands, or else where the document is in sight. @param {Anchor} [anchor] */
    startMarking: (anchor) => cursor.begin(anchor ? { line: anchor.first_line, from: anchor.begins } : { line: firstSeen(), from: 0 }),
    leaveMarking: () => cursor.leave(true),
  };
}

/** The words at a place of a document, on one line. @param {DocumentText} text @param {Anchor} anchor */
export function wordsAt(text, anchor) {
  const lines = text.lines.slice(anchor.first_line - 1, anchor.last_line).map((words, i) => {
    const { from, to } = columns(anchor, anchor.first_line + i, words.length);
    return words.slice(from, to);
  });
  return lines.join(" ").replaceAll(/\s+/g, " ").trim();
}

/** The lines of a place, as a claim cites them. @param {Anchor} anchor */
export const linesOf = (anchor) => (anchor.first_line === anchor.last_line ? String(anchor.first_line) : `${anchor.first_line}-${anchor.last_line}`);

/** The same in words. @param {Anchor} anchor */
export const lineWords = (anchor) => (anchor.first_line === anchor.last_line ? `Line ${anchor.first_line}` : `Lines ${anchor.first_line}\u2013${anchor.last_line}`);

/** The heading above a line. @param {DocumentText} text @param {number} line */
export const sectionOf = (text, line) => text.headings.findLast((each) => each.line <= line)?.text || "";
