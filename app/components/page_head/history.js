/* To go to another page is one step of the browser's history. Streamlit makes two of it: the page's
   address and the view that the page puts into it, in either order, so that a step back would show a
   page without its view or with another's. The second takes the first one's place, unless the reader
   did something in between, in the page or (which takes the focus) in a frame of it. */
if (!history.atlasSteps) {
  history.atlasSteps = true;
  const push = history.pushState;
  let bare = "", early = false;
  const rest = () => { bare = ""; early = false; };
  history.pushState = function (state, unused, url) {
    const to = new URL(url, location.href), turns = to.pathname !== location.pathname;
    const same = turns ? early && to.search === location.search : to.pathname === bare && to.search !== "";
    bare = turns && to.search === "" ? to.pathname : "";
    early = !turns && !same;
    (same ? history.replaceState : push).call(history, state, unused, url);
  };
  for (const event of ["pointerdown", "keydown", "popstate"]) addEventListener(event, rest, true);
  addEventListener("blur", rest); /* of the window alone: not on its way to a field */
}
