/* The two places where the page stands between Streamlit and the browser, because Streamlit tells nobody:
   whether its connection is open (else a page without one stays blank, without a word), and that two
   changes of the address are one step of the reader's (else Back shows a page with another's view). Run
   once, by the first page's script, before Streamlit's own. Nothing else replaces what the browser has. */

/** Tells of every connection to an address of this form that is opened, and closed again.
 * @param {RegExp} form @param {(isOpen: boolean) => void} tell */
export function watchSockets(form, tell) {
  window.WebSocket = new Proxy(window.WebSocket, {
    construct(target, given) {
      const socket = /** @type {WebSocket} */ (Reflect.construct(target, given));
      if (!form.test(String(given[0]))) return socket;
      let mine = false;
      socket.addEventListener("open", () => { mine = true; tell(true); });
      socket.addEventListener("close", () => {
        if (mine) tell(false);
        mine = false;
      });
      return socket;
    },
  });
}

/** Makes going to another page one step of the browser's history. Streamlit makes two of it: the page's
 * address and the view that the page puts into it, in either order, so that a step back would show a
 * page without its view or with another's. The second takes the first one's place, unless the reader
 * did something in between, in the page or (which takes the focus) in a frame of it.
 *
 * Says by "atlas-address" that Streamlit has written the address: it writes what the server knew,
 * which may be older than what the map has written. */
export function joinSteps() {
  const push = history.pushState;
  let bare = "", early = false;
  const rest = () => { bare = ""; early = false; };
  history.pushState = function (state, unused, url) {
    const to = new URL(url ?? "", location.href), turns = to.pathname !== location.pathname;
    const same = turns ? early && to.search === location.search : to.pathname === bare && to.search !== "";
    bare = turns && to.search === "" ? to.pathname : "";
    early = !turns && !same;
    (same ? history.replaceState : push).call(history, state, unused, url);
    dispatchEvent(new Event("atlas-address"));
  };
  for (const event of ["pointerdown", "keydown", "popstate"]) addEventListener(event, rest, true);
  addEventListener("blur", rest); /* of the window alone: not on its way to a field */
}
