import { posix } from 'node:path'
import { Damage, type Entry } from './entry.js'

/** Bytes of names: a million entries of ordinary length. */
const MAX_NAMES_BYTES = 64 * 1024 * 1024
const MAX_NAME_LENGTH = 4096

/** What became of an archive's links, told when all of its entries are known. */
export interface Links {
  /** The file that each leads to in the end, by its path. */
  files: Map<string, string>
  /** Those that lead to nothing in the archive. */
  broken: string[]
}

/**
 * Judges an archive's entries, in their order: what is not refused is a path below the folder it is unpacked into, and
 * no two files have the same. Nothing is ever written through a link, as none is made: a link to a file becomes that
 * file under another name.
 */
export class Names {
  private readonly files = new Set<string>()
  private readonly folders = new Set<string>(['.'])
  private readonly links = new Map<string, string>()
  private bytes = 0

  /**
   * @returns the path of a file, folder or link from the archive's root: no `..`, no slash at its end
   * @throws Damage where the entry must not be unpacked
   */
  place(entry: Entry): string {
    const path = this.pathOf(entry)
    this.count(path)
    if (entry.kind === 'other') throw refused(entry, 'it is neither file, folder nor link')
    for (let folder = posix.dirname(path); !this.folders.has(folder); folder = posix.dirname(folder)) {
      this.count(folder)
      this.folders.add(folder)
    }
    if (entry.kind === 'folder') {
      this.folders.add(path)
    } else {
      if (this.files.has(path) || this.links.has(path)) throw refused(entry, 'it is there twice')
      if (entry.kind === 'file') this.files.add(path)
      else this.links.set(path, this.targetOf(entry, path))
    }
    return path
  }

  /**
   * Judges what can be told only when all entries are known. A link to a folder is neither a file nor broken.
   * @throws Damage where a name is a file's and a folder's
   */
  end(): Links {
    const both = [...this.files, ...this.links.keys()].find((path) => this.folders.has(path))
    if (both !== undefined) throw new Damage(`has ${JSON.stringify(both)} as a file and as a folder`)
    const links: Links = { files: new Map(), broken: [] }
    for (const link of this.links.keys()) {
      const led = this.follow(link)
      if (this.files.has(led)) links.files.set(link, led)
      else if (!this.folders.has(led)) links.broken.push(link)
    }
    return links
  }

  /** @returns where links lead in the end, or come round to */
  private follow(link: string): string {
    const seen = new Set<string>()
    let path = link
    for (
      let next = this.links.get(path);
      next !== undefined && !seen.has(next);
      next = this.links.get(path)
    ) {
      seen.add(next)
      path = next
    }
    return path
  }

  private pathOf(entry: Entry): string {
    const { name } = entry
    if (name === '' || name.length > MAX_NAME_LENGTH) throw refused(entry, 'that is no name')
    if (/\p{Cc}/u.test(name)) throw refused(entry, 'there are control characters in its name')
    if (name.includes('\\')) throw refused(entry, 'there is a backslash in its name')
    if (name.includes('\ufffd')) throw refused(entry, 'its name is not UTF-8')
    if (/^([a-z]:)?\//i.test(name)) throw refused(entry, 'its path is absolute')
    if (name.split('/').includes('..')) throw refused(entry, 'its path leads outside')
    const path = posix.normalize(name).replace(/\/$/, '')
    if (path === '.' && entry.kind !== 'folder') throw refused(entry, 'that is no name')
    return path
  }

  private targetOf(entry: Entry, path: string): string {
    const { target = '', kind } = entry
    const folder = kind === 'hard link' ? '.' : posix.dirname(path)
    const led = posix.join(folder, target)
    if (/^([a-z]:)?[/\\]/i.test(target) || led === '..' || led.startsWith('../')) {
      throw refused(entry, `it is a link that leads outside, to ${JSON.stringify(target)}`)
    }
    return led.replace(/\/$/, '')
  }

  private count(name: string): void {
    this.bytes += name.length + 64
    if (this.bytes > MAX_NAMES_BYTES) throw new Damage('has more entries than a dump can have')
  }
}

function refused({ name }: Entry, why: string): Damage {
  const shown = JSON.stringify(name.length > 200 ? `${name.slice(0, 200)}…` : name)
  return new Damage(`has an entry ${shown}, which is not unpacked: ${why}`)
}
