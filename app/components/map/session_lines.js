/* Hands lines that only this session sees to the map's frame, as data: it asks for them, and is told when
   there are others. */
/** @import { Component, ExtraLine, ToldRoute } from "../../../geo/web/types.js" */

import { answer } from "../../../geo/web/shared/questions.js";

const tell = () => { dispatchEvent(new Event("atlas-extra")); };
let stop = () => {};

/** @param {Component<{ lines: ExtraLine[], routes: ToldRoute[] }>} component */
export default function ({ data }) {
  stop();
  const ends = [answer(window, "atlas-extra-lines", () => data.lines), answer(window, "atlas-own-routes", () => data.routes)];
  stop = () => ends.forEach((end) => end());
  tell();
  return () => { stop(); tell(); };
}
