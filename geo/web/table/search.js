/* The search in the table: the rows in which every word that is typed begins a word of the cells shown. */
/** @import { Column, Row } from "../types.js" */

/** A text in small letters without accents and signs, a space before each word; 1,768 is 1768. @param {string} text */
export function plain(text) {
  const letters = text.replace(/(\d)[,\u00a0](?=\d{3})/g, "$1").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("\u0131", "i");
  return (" " + letters).replace(/[^\p{L}\p{N}.]+|\.(?!\d)/gu, " ");
}

/** What is searched of a row: its name and the cells shown, except what no source says. @param {Row} row @param {Column[]} columns */
const textOf = ({ name, cells }, columns) => plain([name, ...columns.filter(({ key }) => key !== "name" && !cells[key].missing)
  .map(({ key }) => cells[key].text)].join(" \u00b7 "));

/** Makes the search, which keeps the plain texts of rows as long as the columns stay the same. */
export function makeSearch() {
  let texts = /** @type {WeakMap<Row, string>} */ (new WeakMap()), known = "";
  /** @param {Row[]} rows @param {Column[]} columns those shown @param {string} text */
  return (rows, columns, text) => {
    const words = plain(text).split(" ").filter(Boolean), keys = columns.map(({ key, title }) => key + title).join(" ");
    if (!words.length) return rows;
    if (keys !== known) texts = new WeakMap();
    known = keys;
    return rows.filter((row) => {
      const own = texts.get(row) ?? textOf(row, columns);
      texts.set(row, own);
      return words.every((word) => own.includes(" " + word));
    });
  };
}
