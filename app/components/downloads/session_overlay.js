/* Keeps what only this session sees where an order for a file finds it: a reader's overlay and briefing. */
/** @import { Component, SessionData } from "../../../geo/web/types.js" */

import { answer } from "../../../geo/web/shared/questions.js";

let stop = () => {};

/** @param {Component<SessionData>} component */
export default function ({ data }) {
  stop();
  stop = answer(window, "atlas-session-data", () => data);
  return () => stop();
}
