import type { Changes, IndexChange } from '../../../src/baseline/index.js'

/** An index that was there and is, with whatever a test wants otherwise. */
export function changeOf(
  name: string,
  before: number | null,
  now: number | null,
  told: Partial<IndexChange> = {},
): IndexChange {
  return {
    name,
    kind: 'kept',
    documents: { before, now },
    bytes: { before: before && before * 10, now: now && now * 10 },
    isSame: false,
    mapping: 'same',
    fields: [],
    moreFields: 0,
    ...told,
  }
}

export function changesOf(indices: IndexChange[], told: Partial<Changes> = {}): Changes {
  return { since: '2026-01-04T03:00:00.000Z', isSame: false, indices, notCompared: [], ...told }
}
