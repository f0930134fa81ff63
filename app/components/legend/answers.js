/* What a page answers by itself: which routes a filter shows, by what the server has told it of them. The
   server answers the same turn later; until then what stands here is shown by map, table and legend. */
/** @import { RoutesDocument, ToldRoute, FoldRuns, LegendSection, PageAnswer, Wanted } from "../../../geo/web/types.js" */

import { countOf, makeFilter, statusBy } from "../../../geo/web/filter/told.js";

/** @param {string} url the address of the routes @param {RoutesDocument} doc @param {FoldRuns} fold how names are folded
 * @param {ToldRoute[]} own lines that only this session has */
export function makeAnswers(url, doc, fold, own) {
  const filter = makeFilter(fold, doc, [...doc.routes, ...own]);
  const sourcesOf = (/** @type {Wanted} */ { chosen }) => chosen.get("sources") || new Set();
  return {
    /** The answer to a turn; null where only the server can tell what several sources say together.
     * @param {number} turn @param {Wanted} wanted @param {Pick<PageAnswer, "depiction" | "colourBy">} look @returns {PageAnswer | null} */
    answer(turn, wanted, look) {
      const sources = sourcesOf(wanted), roles = wanted.chosen.get("roles") || new Set(), { search, year } = wanted;
      if (doc.single && sources.size > 1) return null;
      const shown = filter.shown(wanted), isOwn = (/** @type {ToldRoute} */ route) => route.role === "overlay";
      const ids = shown.filter((route) => !isOwn(route)).map(({ id }) => id), mine = shown.filter(isOwn).map(({ id }) => id);
      return { turn, url, ids, own: mine, sources: [...sources], year, search, ...look, connecting: !roles.size || roles.has("context"),
        statuses: year || sources.size ? new Map(shown.map((route) => [route.id, statusBy(route, sources, year)])) : null,
        count: countOf(doc.tableWords, [ids.length, doc.routes.length], [mine.length, own.length], year) };
    },
    /** @param {Wanted} wanted @param {LegendSection} section */
    counts: (wanted, section) => filter.counts(wanted, section),
  };
}
