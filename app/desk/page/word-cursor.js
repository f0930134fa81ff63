/* A cursor of words in the document: words are marked by keyboard alone. What is marked is the browser's own selection,
   so that it is drawn, copied and taken as words that the mouse has marked. */
/** @import { DocumentText } from "./types.js" */
/** @typedef {{ line: number, from: number, to: number }} Word a word by its line, counted from 1, and its columns */

const WORD = /\S+/g;
const BEFORE = /^[^\p{L}\p{N}\p{Sc}+\u2212~\u2248-]+/u, AFTER = /[^\p{L}\p{N}\p{M}\p{Sc}%\u2030\u00b0]+$/u;

/** The words of a line, without the signs around them; signs that stand alone are none. @param {string} text @param {number} line @returns {Word[]} */
export function wordsOf(text, line) {
  return [...text.matchAll(WORD)].flatMap(({ 0: word, index }) => {
    const before = word.match(BEFORE)?.[0].length || 0, after = word.slice(before).match(AFTER)?.[0].length || 0;
    return before + after < word.length ? [{ line, from: index + before, to: index + word.length - after }] : [];
  });
}

/** @param {Word} a @param {Word} b */
const order = (a, b) => a.line - b.line || a.from - b.from;

/** @param {DocumentText} text @param {HTMLElement} sheet @param {(line: number) => HTMLElement} contentOf the box that holds a line's words
 * @param {{ say: (words: string) => void, take: () => void }} told */
export function makeWordCursor(text, sheet, contentOf, told) {
  let fixed = /** @type {Word | null} */ (null), moving = /** @type {Word | null} */ (null), wanted = -1, name = "";
  const onLine = (/** @type {number} */ line) => wordsOf(text.lines[line - 1] || "", line);

  /** The next word in a direction, over lines without any. @param {Word} word @param {number} step @returns {Word | null} */
  function beside(word, step) {
    const here = onLine(word.line), found = here[here.findIndex(({ from }) => from === word.from) + step];
    if (found) return found;
    for (let line = word.line + step; line >= 1 && line <= text.lines.length; line += step) {
      const words = onLine(line);
      if (words.length) return words.at(step > 0 ? 0 : -1) || null;
    }
    return null;
  }
  /** Where a column of a line stands in the page. @param {number} line @param {number} column @returns {[Node, number]} */
  function pointAt(line, column) {
    const box = contentOf(line), walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
    let left = column;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const { length } = node.nodeValue || "";
      if (left <= length) return [node, left];
      left -= length;
    }
    return [box, box.childNodes.length];
  }
  /** @param {Word} word */
  function rangeOf(word) {
    const range = document.createRange();
    range.setStart(...pointAt(word.line, word.from));
    range.setEnd(...pointAt(word.line, word.to));
    return range;
  }
  /** @param {Word} word */
  const boxOf = (word) => rangeOf(word).getBoundingClientRect();
  /** The word above or below, as the eye sees it: in the next row of the page, nearest to where the cursor came from.
   * @param {Word} word @param {number} step */
  function beyond(word, step) {
    const own = boxOf(word);
    if (wanted < 0) wanted = (own.left + own.right) / 2;
    let best = /** @type {Word | null} */ (null), away = Infinity, row = /** @type {DOMRect | null} */ (null);
    for (let next = beside(word, step); next; next = beside(next, step)) {
      const box = boxOf(next), middle = (box.top + box.bottom) / 2;
      if (middle > own.top && middle < own.bottom) continue;
      row ||= box;
      if (middle <= row.top || middle >= row.bottom) break;
      const far = Math.abs((box.left + box.right) / 2 - wanted);
      if (far < away) { best = next; away = far; }
    }
    return best;
  }
  /** The first and the last word that are marked. @param {Word} a @param {Word} b */
  const ends = (a, b) => (order(a, b) <= 0 ? [a, b] : [b, a]);
  /** @param {string} [first] what is said before */
  function show(first = "") {
    if (!fixed || !moving) return;
    const [begins, last] = ends(fixed, moving), box = boxOf(moving), seen = sheet.getBoundingClientRect();
    const from = pointAt(begins.line, begins.from), to = pointAt(last.line, last.to);
    if (moving === begins && begins !== last) getSelection()?.setBaseAndExtent(...to, ...from); else getSelection()?.setBaseAndExtent(...from, ...to);
    if (box.top < seen.top + 30) sheet.scrollTop += box.top - seen.top - 60;
    else if (box.bottom > seen.bottom - 30) sheet.scrollTop += box.bottom - seen.bottom + 60;
    const words = text.lines.slice(begins.line - 1, last.line).map((line, i) => line.slice(i === 0 ? begins.from : 0, begins.line + i === last.line ? last.to : line.length)).join(" ");
    told.say(`${first}${words}, ${begins.line === last.line ? "line" : "lines"} ${begins.line === last.line ? begins.line : `${begins.line}\u2013${last.line}`}`);
  }
  /** @param {boolean} clear whether what is marked is let go too */
  function leave(clear) {
    if (!moving) return;
    fixed = null;
    moving = null;
    sheet.classList.remove("marking");
    sheet.setAttribute("role", "group");
    sheet.setAttribute("aria-label", name);
    if (clear) getSelection()?.removeAllRanges();
  }
  /** @param {Word | null} word @param {boolean} isLonger */
  function move(word, isLonger) {
    if (!word) return;
    moving = word;
    if (!isLonger) fixed = word;
    show();
  }
  sheet.addEventListener("keydown", (event) => {
    if (!moving || event.altKey || event.key === "Tab") return;
    const isTurned = getComputedStyle(contentOf(moving.line)).direction === "rtl", ahead = isTurned ? -1 : 1, words = onLine(moving.line);
    const acts = /** @type {Record<string, () => void>} */ ({ Enter: told.take, m: told.take, M: told.take,
      Escape: () => { leave(true); told.say("Marking is left."); } });
    const steps = /** @type {Record<string, () => Word | null>} */ ({ ArrowRight: () => moving && beside(moving, ahead), ArrowLeft: () => moving && beside(moving, -ahead),
      ArrowDown: () => moving && beyond(moving, 1), ArrowUp: () => moving && beyond(moving, -1), Home: () => words[0], End: () => words.at(-1) || null });
    if (steps[event.key]) {
      if (!event.key.endsWith("Down") && !event.key.endsWith("Up")) wanted = -1;
      move(steps[event.key](), event.shiftKey);
    } else if (event.ctrlKey || event.metaKey) return;
    else if (acts[event.key]) acts[event.key]();
    else if (event.key !== "Shift") told.say("Marking words: arrows move, Shift extends, Enter takes the words, Esc leaves.");
    event.preventDefault();
    event.stopPropagation();
  });
  sheet.addEventListener("focusout", () => leave(false));
  sheet.addEventListener("pointerdown", () => leave(false));

  return {
    /** Begins to mark, with words that are marked already or one at a place: the nearest there is.
     * @param {{ line: number, from: number }} first @param {{ line: number, to: number }} [last] */
    begin(first, last) {
      const all = text.lines.slice(first.line - 1).findIndex((line, i) => wordsOf(line, first.line + i).length), line = first.line + Math.max(all, 0);
      const here = onLine(line), start = here.find(({ to }) => line > first.line || to > first.from) || here.at(-1);
      if (!start) { told.say("The document has no words from here on."); return; }
      fixed = start;
      moving = last && last.line >= start.line ? onLine(last.line).findLast(({ from }) => last.line > start.line || from >= start.from ? from < last.to : false) || start : start;
      wanted = -1;
      name = sheet.getAttribute("aria-label") || "";
      sheet.setAttribute("role", "application");
      sheet.setAttribute("aria-label", "Marking words: arrows move by word and row, Shift extends, Enter takes the words, Esc leaves");
      sheet.focus({ preventScroll: true });
      sheet.classList.add("marking");
      show("Marking. Arrows move, Shift extends, Enter takes, Esc leaves. ");
    },
    get isOn() { return Boolean(moving); },
    leave,
    /** Marks words without a cursor. @param {number} line @param {number} from @param {number} to */
    mark: (line, from, to) => getSelection()?.setBaseAndExtent(...pointAt(line, from), ...pointAt(line, to)),
  };
}
