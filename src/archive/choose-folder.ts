import { join } from 'node:path'
import { type Dump, discover } from '../dump/index.js'
import { RestoreError } from '../errors.js'
import type { Unpacked } from './unpack.js'

const SHOWN = 10

/**
 * Finds the one folder of an archive that holds a dump. By content: a `package.json` makes none.
 * @returns the folder with a slash at its end, and its dump, in which names are those of the archive
 * @throws RestoreError DUMP_EMPTY where there is none, DUMP_AMBIGUOUS where there are several
 */
export async function chooseFolder(
  root: string,
  { folders, ignored }: Pick<Unpacked, 'folders' | 'ignored'>,
  archive: string,
): Promise<{ dump: Dump; folder: string }> {
  const found: { dump: Dump; folder: string }[] = []
  const others: string[] = []
  for (const path of [...folders].sort()) {
    const within = path === '.' ? '' : `${path}/`
    try {
      const dump = await discover(join(root, path), { path: archive, within })
      found.push({ dump, folder: within || './' })
    } catch (error) {
      if (!(error instanceof RestoreError) || error.code !== 'DUMP_EMPTY') throw error
      others.push(within || './')
    }
  }
  const [one, ...more] = found
  if (one === undefined) {
    const names = [...others, ...ignored]
    throw new RestoreError(
      'DUMP_EMPTY',
      `${archive} holds no dump: ${names.length === 0 ? 'it has no file' : `it has ${listed(names)}`}`,
      { hint: 'Pack the directory that elasticdump or multielasticdump wrote to.' },
    )
  }
  if (more.length > 0) {
    throw new RestoreError(
      'DUMP_AMBIGUOUS',
      `several folders of ${archive} hold a dump: ${listed(found.map(({ folder }) => folder))}`,
      {
        hint: 'Pack one of them alone; or unpack the archive in a step before, and give one of the directories.',
      },
    )
  }
  // Folders in it are told where they hold files, and else are nothing.
  const beside = one.dump.ignored.filter((name) => !name.endsWith('/'))
  return { ...one, dump: { ...one.dump, ignored: [...beside, ...others, ...ignored].sort() } }
}

function listed(names: readonly string[]): string {
  const more = names.length - SHOWN
  return `${names.slice(0, SHOWN).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}
