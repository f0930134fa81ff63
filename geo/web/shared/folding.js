/* Names and queries in plain small letters: the rule of geo/data/folding.py, whose table `runs` is, for the
   search box and the offline pack. Gives the words of a text. */
const AtlasFolding = {
  make(runs) {
    const table = new Map();
    runs.forEach(([first, texts]) => texts.split("|").forEach((text, i) => table.set(String.fromCharCode(first + i), text)));
    return (text) => [...text.normalize("NFC")].map((one) => table.get(one) ?? one).join("").split(" ").filter(Boolean);
  },
};
