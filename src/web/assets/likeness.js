// How well letters that are typed fit a title.

/** Letters of `typed` in their order, as close together as can be; less is better, -1 is none. */
export function likeness(typed, title) {
  const at = title.indexOf(typed);
  if (at >= 0) return at;
  let from = -1, first = -1;
  for (const letter of typed) {
    from = title.indexOf(letter, from + 1);
    if (from < 0) return -1;
    if (first < 0) first = from;
  }
  return 1000 + from - first;
}
