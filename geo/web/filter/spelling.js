/* How far apart two words are, for names that were typed with a wrong letter or two. */

/** The letters that may be wrong in a word of this length: none in the shortest, of which every other is near. @param {number} length */
export const wrongLetters = (length) => (length < 4 ? 0 : length < 6 ? 1 : length < 12 ? 2 : 3);

/** Counts the letters to add, drop, change or swap with their neighbour to make a word of what was typed, or
 * a beginning of the word: `whole` and `begun`. Both are `limit` + 1 where it takes more.
 * @param {string} typed @param {string} word @param {number} limit */
export function lettersApart(typed, word, limit) {
  const far = limit + 1, most = Math.min(word.length, typed.length + limit);
  let before = /** @type {number[]} */ ([]), last = Array.from({ length: most + 1 }, (_, i) => i);
  for (let i = 1; i <= typed.length; i += 1) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= most; j += 1) {
      const same = typed[i - 1] === word[j - 1];
      let cost = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && typed[i - 1] === word[j - 2] && typed[i - 2] === word[j - 1]) cost = Math.min(cost, before[j - 2] + 1);
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > limit) return { whole: far, begun: far };
    before = last;
    last = row;
  }
  return { whole: most < word.length ? far : Math.min(last[most], far), begun: Math.min(far, ...last) };
}
