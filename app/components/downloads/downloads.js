/* Downloads. A quick file is a plain link; a slow one is made under the reader's eyes, with progress
   and a way to stop it. */

const state = { stop: null };

/* What goes along with an order, if anything does: a reader's overlay, their own briefing with its slides
   and with the offline pack. Neither is stored. */
const sentBriefing = (file, data) => Boolean(data.briefing || (data.draft && file.format === "html"));
const isSent = (file, data) => data.own || sentBriefing(file, data);

async function bodyOf(file, data) {
  if (!isSent(file, data)) return undefined;
  const sent = {};
  if (sentBriefing(file, data)) sent.briefing = data.briefing || window.atlasPacked.briefing;
  if (data.own) {
    const { name, packed } = window.atlasPacked.overlay;
    const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
    const text = await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).text();
    sent.overlay = { name, text };
  }
  return JSON.stringify(sent);
}

/* A picture looks where the map on screen looks, which the browser's address says. */
const PICTURES = ["png", "svg"];

function addressOf(file, query) {
  const asked = new URLSearchParams(query), at = new URLSearchParams(location.search).get("at");
  if (at && PICTURES.includes(file.format) && !asked.has("at")) asked.set("at", at);
  return file.what + "." + file.format + (asked.size ? "?" + asked : "");
}

/* The links stay as long as the same files are offered: who has one in focus keeps it. */
function link(file, order) {
  const made = document.createElement("a");
  made.className = "atlas-download";
  made.dataset.what = file.what;
  made.dataset.format = file.format;
  made.title = file.hint;
  made.textContent = file.title;
  made.onclick = (event) => {
    if (!file.slow && !isSent(file, order.data)) {
      made.href = "export/" + addressOf(file, order.data.query);
      return;
    }
    event.preventDefault();
    order.make(file);
  };
  order.links.push(() => {
    const plain = !isSent(file, order.data);
    made.href = plain ? "export/" + addressOf(file, order.data.query) : "#";
    made.toggleAttribute("download", plain);
    if (plain) made.removeAttribute("role");
    else made.setAttribute("role", "button");
  });
  return made;
}

/* Lines of JSON: how far it is, at last the name and the file itself in base64, or what went wrong. */
async function* lines(answer) {
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const parts = (rest + value).split("\n");
    rest = parts.pop();
    for (const part of parts) if (part) yield JSON.parse(part);
  }
}

function save(found) {
  const bytes = Uint8Array.from(atob(found.file), (letter) => letter.charCodeAt(0));
  const url = URL.createObjectURL(new Blob([bytes], { type: found.type }));
  const made = document.createElement("a");
  made.href = url;
  made.download = found.name;
  document.body.appendChild(made);
  made.click();
  made.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
}

/* What one set of downloads offers. */
function makeOrder(root) {
  const order = { data: null, links: [], make };
  const making = root.querySelector(".atlas-making"), words = making.querySelector("span");
  const bar = making.querySelector("progress"), cancel = making.querySelector("button");

  async function make(file) {
    if (state.stop) state.stop.abort();
    const stop = (state.stop = new AbortController()), data = order.data;
    const say = (text, open) => { if (state.stop === stop) { words.textContent = text; bar.hidden = cancel.hidden = !open; } };
    making.hidden = false;
    bar.removeAttribute("value");
    say("Making “" + file.title + "” …", true);
    try {
      const body = await bodyOf(file, data);
      const answer = await fetch("make/" + addressOf(file, data.query), { signal: stop.signal,
        ...(body === undefined ? {} : { method: "POST", body, headers: { "Content-Type": "application/json" } }) });
      if (!answer.ok) throw new Error((await answer.text()).trim());
      let saved = false;
      for await (const line of lines(answer)) {
        if (line.error) throw new Error(line.error);
        if (line.before) {
          say("“" + file.title + "” waits: " + line.before + (line.before === 1 ? " file is" : " files are") + " made before it", true);
        } else if (line.before === 0) {
          say("Making “" + file.title + "” …", true);
        }
        if (line.of) {
          bar.max = line.of;
          bar.value = line.done;
          say("Making “" + file.title + "”: " + line.done + " of " + line.of, true);
        }
        if (line.file) { save(line); saved = true; }
      }
      if (!saved) throw new Error("the connection was lost");
      say("“" + file.title + "” is saved.", false);
    } catch (error) {
      say(stop.signal.aborted ? "Stopped." : "Not made: " + error.message, false);
    }
  }
  cancel.onclick = () => state.stop && state.stop.abort();
  const said = document.createElement("p");
  said.className = "atlas-downloads-said";
  let offered = "";

  function row(group) {
    const files = group.files.filter((file) => order.data.offered.includes(file.what));
    if (!files.length) return [];
    const made = document.createElement("div"), title = document.createElement("strong");
    title.textContent = group.title;
    if (group.title) made.append(title);
    made.append(...files.map((file) => link(file, order)));
    return [made];
  }

  order.update = (data) => {
    order.data = data;
    if (offered !== data.offered.join(" ")) {
      offered = data.offered.join(" ");
      order.links = [];
      root.firstElementChild.replaceChildren(...JSON.parse(OFFERS).flatMap(row), said);
    }
    said.textContent = data.said;
    order.links.forEach((each) => each());
  };
  return order;
}

export default function (component) {
  const root = component.parentElement.querySelector(".atlas-downloads");
  root.atlasOrder = root.atlasOrder || makeOrder(root);
  root.atlasOrder.update(component.data);
}
