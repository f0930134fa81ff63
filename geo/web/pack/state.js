/* The offline pack's state: how it is written as an address, and which routes it shows. The rules are
   those of the atlas itself; what needs the claims was worked out when the file was made. */
(function () {
  "use strict";

  const REST = ["search", "open", "borders", "year", "at", "briefing", "scene"];

  function address(doc) {
    const form = new RegExp("^(?:" + doc.camera.form + ")$");
    const isCamera = (text) => form.test(text) && text.split("/").every((part, i) => Math.abs(part) <= doc.camera.most[i]);
    const sectionOf = new Map(doc.sections.map((section) => [section.option, section]));
    const { repaired, nearest } = LinkRepair.make(doc.links);
    const briefingOf = (id) => doc.briefings.find((briefing) => briefing.id === id);
    const readers = {
      search: (text) => [...text].slice(0, 200).join(""),
      open: (text) => {
        const id = nearest(text, Object.keys(doc.names));
        return Object.hasOwn(doc.names, id) ? id : null;
      },
      borders: (text) => (Object.hasOwn(doc.depictions, text) ? text : null),
      year: (text) => (/^\d{4}$/.test(text) && text >= doc.years[0] && text <= doc.years[1] ? text : null),
      at: (text) => (isCamera(text) ? text : null),
      briefing: (text) => (briefingOf(text) ? text : null),
      scene: (text) => (/^\d{1,3}$/.test(text) ? Number(text) - 1 : null),
    };

    function blank() {
      return { words: new Map(doc.sections.map((section) => [section.name, new Set()])), search: "", open: "",
        borders: "un", year: "", at: "", briefing: "", scene: 0 };
    }
    /* A state from an address, put right where it was mangled on its way, and the parts of it that are
       not known in this file. */
    function parse(text) {
      const made = blank(), ignored = [];
      repaired(new URLSearchParams(text)).forEach(([name, given]) => {
        const section = sectionOf.get(name), value = section ? nearest(given, section.options.map((option) => option.word)) : given;
        const read = !section && REST.includes(name) ? readers[name](value) : null;
        if (section && section.options.some((option) => option.word === value)) {
          if (section.single) made.words.get(section.name).clear();
          made.words.get(section.name).add(value);
        } else if (read !== null) made[name] = read;
        else if (!(name === "release" && value === doc.release)) ignored.push(name + "=" + value);
      });
      const briefing = briefingOf(made.briefing);
      if (!briefing || !briefing.scenes[made.scene]) Object.assign(made, { briefing: "", scene: 0 });
      return { made, ignored };
    }
    /* The default state has an empty address. */
    function query(state) {
      const pairs = new URLSearchParams();
      doc.sections.forEach((section) => [...state.words.get(section.name)].sort()
        .forEach((word) => pairs.append(section.option, word)));
      const rest = { ...state, borders: state.borders === "un" ? "" : state.borders, scene: state.briefing ? state.scene + 1 : "" };
      REST.filter((name) => rest[name]).forEach((name) => pairs.append(name, rest[name]));
      return pairs.toString().replaceAll("%2F", "/");
    }
    return { blank, parse, query, briefingOf };
  }

  function routes(doc) {
    const fold = AtlasFolding.make(doc.fold);

    /* A route as some sources tell it; as all do where none is chosen. */
    function toldBy(route, sources) {
      const some = route.tellers.filter((source) => sources.has(source));
      return route.told[some.join(" ")] || route.told[""];
    }
    /* What it is in a year, and the status whose stroke then draws it; blank: it is not drawn. */
    function stageIn(told, year) {
      return year ? told.years.findLast(([from]) => from <= year).slice(1) : ["", told.words.statuses[0]];
    }
    const ownWords = (route, told, section) => route.words[section] || told.words[section];

    /* Any of the chosen words within a section, all sections together, and every word of the search. */
    function answers(route, words, parts, year) {
      const told = toldBy(route, words.get("sources")), names = " " + route.names;
      return doc.sections.every(({ name }) => !words.get(name).size || ownWords(route, told, name).some((word) => words.get(name).has(word)))
        && parts.every((part) => names.includes(" " + part)) && (!year || stageIn(told, year)[1] !== "");
    }
    function choosing(state, section, words) {
      const parts = fold(state.search), wanted = new Map(state.words).set(section, new Set(words));
      return doc.routes.filter((route) => answers(route, wanted, parts, state.year));
    }
    const shown = (state) => choosing(state, "sources", state.words.get("sources"));

    /* For each word of a section, how many routes have it under the other sections. */
    function counts(state, section) {
      if (section.name === "sources") {
        return new Map(section.options.map(({ word }) => [word, choosing(state, "sources", [word]).length]));
      }
      const found = new Map();
      choosing(state, section.name, []).forEach((route) => ownWords(route, toldBy(route, state.words.get("sources")), section.name)
        .forEach((word) => found.set(word, (found.get(word) || 0) + 1)));
      return found;
    }
    /* What is chosen, in words, as the files of the atlas say it. */
    function applied(state) {
      const chosen = doc.sections.filter((section) => state.words.get(section.name).size).map((section) => section.title + ": "
        + section.options.filter((option) => state.words.get(section.name).has(option.word)).map((option) => option.label).join(" or "));
      return [...chosen, ...(state.search ? ["Search: " + state.search] : []), ...(state.year ? ["Year: " + state.year] : [])].join("; ");
    }

    return { fold, toldBy, stageIn, shown, counts, applied };
  }

  /* Lines come as steps of 0.00001 degrees; the map wants points. */
  function unpacked(node) {
    if (Array.isArray(node)) return node.map(unpacked);
    if (!node || typeof node !== "object") return node;
    if (!node.line) return Object.fromEntries(Object.entries(node).map(([name, value]) => [name, unpacked(value)]));
    let lat = 0, lon = 0;
    return Array.from({ length: node.line.length / 2 }, (_, i) => {
      lat += node.line[2 * i];
      lon += node.line[2 * i + 1];
      return [lat / 1e5, lon / 1e5];
    });
  }

  window.PackState = { unpacked, make: (doc) => ({ ...address(doc), ...routes(doc) }) };
})();
