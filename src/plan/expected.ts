import { type Dump, type DumpIndex, INDEX_TYPES } from '../dump/index.js'
import { RestoreError } from '../errors.js'
import { didYouMean, fits, type Inputs } from '../inputs/index.js'
import { listed } from './names.js'

/**
 * Holds a dump to what a good one has, whatever of it this run restores: an index for each name or glob, with a data file
 * where data is asked for.
 * @throws RestoreError DUMP_INDEX_MISSING with all that are missing
 */
export function requireIndices(
  { path, indices }: Dump,
  { expectIndices, types }: Pick<Inputs, 'expectIndices' | 'types'>,
): void {
  const isDataAsked = types === 'all' || types.includes('data')
  const known = indices.filter(({ files }) => INDEX_TYPES.some((type) => files[type]))
  const lines = expectIndices
    .map((expected) => ({ expected, found: known.filter(({ name }) => fits(expected, name)) }))
    .filter(({ found }) => !found.some(({ files }) => files.data !== undefined || !isDataAsked))
    .map(({ expected, found }) => `- ${expected}${whyNot(expected, found, known)}`)
  if (lines.length === 0) return
  const names = known.map(({ name }) => name)
  throw new RestoreError(
    'DUMP_INDEX_MISSING',
    [`${path} lacks indexes of \`expect-indices\`:`, ...lines].join('\n'),
    {
      hint: `The dump has ${listed(names) || 'no index'}. Nothing was written. Look whether it is whole, or correct \`expect-indices\`.`,
    },
  )
}

function whyNot(expected: string, found: DumpIndex[], known: DumpIndex[]): string {
  if (found.length > 0) return `: without a data file: ${listed(found.map(({ name }) => name))}`
  // Near to a pattern is nothing.
  if (expected.includes('*')) return ''
  return didYouMean(
    expected,
    known.map(({ name }) => name),
  )
}
