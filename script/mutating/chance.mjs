/** Chance from a seed: the same seed, the same choices (mulberry32). */
export function chanceFrom(seed) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  /** A whole number from `least` to `most`. */
  const between = (least, most) => least + Math.floor(next() * (most - least + 1))
  const oneOf = (list) => list[between(0, list.length - 1)]
  const isOnce = (inHowMany) => between(1, inHowMany) === 1
  /** For what is done at the same time as other things, in no order that the seed knows. */
  const another = () => chanceFrom(between(0, 2 ** 31))
  return { between, oneOf, isOnce, another }
}
