// What is done to which index: drawn from a seed, each kind as often as any other.
import { DEFINITION_MUTATIONS } from './definition-mutations.mjs'
import { DOCUMENT_MUTATIONS } from './document-mutations.mjs'
import { inventIndex } from './dump.mjs'
import { DUMP_MUTATIONS } from './dump-mutations.mjs'
import { HARMLESS } from './harmless.mjs'

const kindsOf = (target, mutations) =>
  Object.entries(mutations).map(([kind, mutation]) => ({ target, kind, mutation }))

const counted = Object.fromEntries(
  Object.entries(DOCUMENT_MUTATIONS).filter(([, { isCounted }]) => isCounted),
)
const definition = kindsOf('definition', DEFINITION_MUTATIONS)

/** What each value of `verify` has to notice. */
export const KINDS = {
  counts: [...kindsOf('document', counted), ...definition],
  full: [...kindsOf('document', DOCUMENT_MUTATIONS), ...definition, ...kindsOf('dump', DUMP_MUTATIONS)],
}
export const HARMLESS_KINDS = kindsOf('harmless', HARMLESS)

/** @param names gives each index its name; isExact: whether the engine carries all numbers */
export function* tasksOf(kinds, count, { chance, names, isExact }) {
  for (let n = 0; n < count; n++) {
    const { kind, target, mutation } = kinds[n % kinds.length]
    let index = inventIndex(names(), chance, isExact)
    while (mutation.isFor && !mutation.isFor(index)) index = inventIndex(index.name, chance, isExact)
    mutation.vary?.(index)
    yield { index, kind, target, mutation, chance: chance.another() }
  }
}
