/* The presenter's keys: one list for the app, the offline pack and the speaker's window. */
/** @import { Act } from "../types.js" */

const TURNS = new Map(Object.entries(/** @type {Record<string, Act>} */ ({ ArrowRight: "next", PageDown: "next", " ": "next", ArrowLeft: "back", PageUp: "back",
  Home: "first", End: "last", b: "dark", ".": "dark" })));

/** What a key does to what the audience sees. @param {string} key */
export const turnOf = (key) => TURNS.get(nameOf(key));

/** The name of a key, whatever its case. @param {string} key */
export const nameOf = (key) => (key.length === 1 ? key.toLowerCase() : key);

/** What the keys do, in words. @param {string} leave @returns {[string, string][]} */
export const helpWords = (leave) => [["Next scene", "\u2192  Page Down  Space"], ["Previous scene", "\u2190  Page Up"],
  ["First, last scene", "Home  End"], ["List of scenes", "J"], ["Speaker\u2019s window, for your own screen", "S"],
  ["Notes on this screen: the audience sees them", "N"], ["Black screen", "B  or  ."], ["Full screen", "F"],
  ["This list", "?"], [leave, "X  or  Esc"]];

/** Where a turn leads, within the briefing. @param {Act} what @param {number} scene from 1 @param {number} scenes how many */
export function sceneAfter(what, scene, scenes) {
  const wanted = { next: scene + 1, back: scene - 1, first: 1, last: scenes, dark: scene }[what];
  return Math.min(Math.max(wanted, 1), scenes);
}
