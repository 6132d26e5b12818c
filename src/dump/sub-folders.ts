import { basename, join } from 'node:path'
import { list } from './list.js'
import { readName } from './names.js'
import { peek } from './peek.js'

/** A look is enough: a hint is not worth more. */
const FOLDERS = 20
const FILES = 200
const SHOWN = 3

/**
 * Looks for a dump one level further down, where none is.
 * @param path of a folder
 * @param folders in it, by name
 * @returns what to give instead, in words; undefined where there is no data file either
 */
export async function hintAtSubFolder(path: string, folders: readonly string[]): Promise<string | undefined> {
  const found: { folder: string; count: number }[] = []
  for (const folder of folders.slice(0, FOLDERS)) {
    const count = await countData(join(path, folder))
    if (count > 0) found.push({ folder, count })
  }
  const [most] = found.sort((a, b) => b.count - a.count)
  if (!most) return undefined
  const told = found
    .slice(0, SHOWN)
    .map(({ folder, count }) => `\`${folder}/\` has ${count === 1 ? '1 data file' : `${count} data files`}`)
  return `${told.join(', ')}: set \`dump: …/${basename(path)}/${most.folder}\`${found.length > 1 ? ', or another of them' : ''}.`
}

async function countData(path: string): Promise<number> {
  try {
    const { files } = await list(path)
    const named = files.filter(({ name }) => readName(name)).slice(0, FILES)
    const kinds = await Promise.all(named.map(async (file) => (await peek(file)).kind))
    return kinds.filter((kind) => kind === 'data').length
  } catch {
    return 0
  }
}
