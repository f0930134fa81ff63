/* Rows of scenes that can be dragged to another place. Each row also has buttons that move it, for keys
   and for fingers. */

const ROW = "sceneRow", OVER = ["scene-before", "scene-after"];

/** Whether the pointer is in the lower half of a row. @param {HTMLElement} row @param {DragEvent} event */
function isBelow(row, event) {
  const { top, height } = row.getBoundingClientRect();
  return event.clientY > top + height / 2;
}

/** Lets rows be dragged; each has its place, from 0, as `data-scene-row`. `move` is told from where to where.
 * Gives back how to take in rows that are new.
 * @param {HTMLElement} root @param {(from: number, to: number) => void} move */
export function makeOrder(root, move) {
  let from = -1;
  const rows = () => /** @type {HTMLElement[]} */ ([...root.querySelectorAll("[data-scene-row]")]);
  const placeOf = (/** @type {HTMLElement} */ row) => Number(row.dataset[ROW]);
  const rowAt = (/** @type {Event} */ event) => rows().find((row) => event.target instanceof Node && row.contains(event.target));
  const clear = () => rows().forEach((row) => row.classList.remove(...OVER));

  root.addEventListener("dragstart", (event) => {
    const row = rowAt(event);
    from = row ? placeOf(row) : -1;
    if (row && event.dataTransfer) {
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", row.textContent || "");
    }
  });
  root.addEventListener("dragover", (event) => {
    const row = rowAt(event);
    if (from < 0 || !row) return;
    event.preventDefault();
    clear();
    row.classList.add(OVER[Number(isBelow(row, event))]);
  });
  root.addEventListener("drop", (event) => {
    const row = rowAt(event);
    clear();
    if (from < 0 || !row) return;
    event.preventDefault();
    const before = placeOf(row) + Number(isBelow(row, event)), to = before > from ? before - 1 : before;
    if (to !== from) move(from, to);
    from = -1;
  });
  root.addEventListener("dragend", () => { from = -1; clear(); });
  return () => rows().forEach((row) => { row.draggable = rows().length > 1; });
}
