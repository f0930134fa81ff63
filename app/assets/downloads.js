/* Downloads. A quick file is a plain link; a slow one is made under the reader's eyes, with progress
   and a way to stop it. */

const state = { stop: null };

/* What goes along with an order, if anything does: a reader's overlay or briefing, never stored. */
async function bodyOf(data) {
  if (data.briefing) return JSON.stringify({ briefing: data.briefing });
  if (!data.overlay) return undefined;
  const bytes = Uint8Array.from(atob(data.overlay.packed), (letter) => letter.charCodeAt(0));
  const text = await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).text();
  return JSON.stringify({ overlay: { name: data.overlay.name, text } });
}

function addressOf(file, query) {
  return file.what + "." + file.format + (query ? "?" + query : "");
}

function link(file, data, make) {
  const sent = Boolean(data.overlay || data.briefing);
  const made = document.createElement("a");
  made.className = "atlas-download";
  if (sent) {
    made.href = "#";
    made.setAttribute("role", "button");
  } else {
    made.href = "export/" + addressOf(file, data.query);
    made.download = "";
  }
  made.dataset.what = file.what;
  made.dataset.format = file.format;
  made.title = file.hint;
  made.textContent = file.title;
  if (file.slow || sent) made.onclick = (event) => { event.preventDefault(); make(file); };
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

export default function (component) {
  const { data, parentElement } = component;
  const root = parentElement.querySelector(".atlas-downloads");
  const making = root.querySelector(".atlas-making"), words = making.querySelector("span");
  const bar = making.querySelector("progress"), cancel = making.querySelector("button");

  async function make(file) {
    if (state.stop) state.stop.abort();
    const stop = (state.stop = new AbortController());
    const say = (text, open) => { if (state.stop === stop) { words.textContent = text; bar.hidden = cancel.hidden = !open; } };
    making.hidden = false;
    bar.removeAttribute("value");
    say("Making “" + file.title + "” …", true);
    try {
      const body = await bodyOf(data);
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
  said.textContent = data.said;
  root.firstElementChild.replaceChildren(...data.groups.map((group) => {
    const row = document.createElement("div");
    const title = document.createElement("strong");
    title.textContent = group.title;
    if (group.title) row.append(title);
    row.append(...group.files.map((file) => link(file, data, make)));
    return row;
  }), said);
}
