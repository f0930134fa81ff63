/* The facts that Python has written for these tests: tests/web/facts.py. */
import { readFileSync } from "node:fs";

const place = process.env.ATLAS_FACTS;
if (!place) throw new Error("ATLAS_FACTS is not set: run these tests by tests/web/test_browser_code.py");
export const facts = JSON.parse(readFileSync(place, "utf8"));

/* Numbers from 0 to 1, the same for a seed. */
export function chance(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
