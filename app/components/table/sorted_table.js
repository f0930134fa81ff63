/* The table whose order stands in the page's address, as the map's camera does: it is written without a rerun, and
   again where a rerun has written an older address over it. */
/** @import { TableState } from "../../../geo/web/types.js" */

import { inAddress, writeInAddress } from "../../../geo/web/shared/address.js";
import { makeTable } from "../../../geo/web/table/table.js";

const SORT = "sort";

/** @param {HTMLElement} region @param {(id: string) => void} open is told the id of a chosen row */
export function makeSortedTable(region, open) {
  let shown = /** @type {Omit<TableState, "sort"> | null} */ (null), sort = inAddress(window, SORT);
  const table = makeTable(region, open, (asked) => { sort = asked; again(); });
  function again() {
    if (!shown) return;
    writeInAddress(window, SORT, sort);
    table.show({ ...shown, sort });
  }
  addEventListener("popstate", () => {
    if (!region.isConnected || inAddress(window, SORT) === sort) return;
    sort = inAddress(window, SORT);
    again();
  });
  return { fail: table.fail,
    /** @param {Omit<TableState, "sort">} now */
    show(now) {
      shown = now;
      again();
    } };
}
