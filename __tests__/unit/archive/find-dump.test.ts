import { createHash } from 'node:crypto'
import { readFile, rm, stat } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { discover, readBytes } from '../../../src/dump/index.js'
import { type Packed, tarOf, tgzOf, zipOf } from '../../support/archives.js'
import { failure, folders, found } from './found.js'

const LINE = '{"_id":"1","_source":{"n":1}}\n'
const ORDERS = { name: 'backup/dump/orders.json', content: LINE }

afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true })
})

describe.each([
  ['tgz', tgzOf],
  ['zip', async (entries: Packed[]) => zipOf(entries)],
] as const)('a dump in a .%s', (_, packed) => {
  it('is found at any depth, and told with the names of the archive', async () => {
    const archive = await packed([
      { name: 'backup/', type: 'directory' },
      { name: 'backup/package.json', content: '{"name":"x"}' },
      { name: 'backup/README.md', content: 'hello' },
      ORDERS,
      { name: 'backup/dump/notes.txt', content: 'x' },
    ])
    const { dump, archive: told, log, unpacked } = await found(archive)
    expect(dump.path).toBe(`${folders.at(-1)}/backup.tgz`)
    expect(dump.indices.map(({ name, files }) => [name, files.data?.map((file) => file.name)])).toEqual([
      ['orders', ['backup/dump/orders.json']],
    ])
    expect(dump.ignored).toEqual(['backup/', 'backup/README.md', 'backup/dump/notes.txt'])
    const sha256 = createHash('sha256').update(archive).digest('hex')
    expect(told).toMatchObject({ bytes: archive.length, sha256, folder: 'backup/dump/' })
    expect(log.join('\n')).toContain(`unpacked 2 files, 42 B in`)
    expect(log.at(-1)).toBe('the dump is in backup/dump/ of the archive')
    // What cannot be a dump's takes no room.
    expect(unpacked).toEqual(['backup', 'backup/dump', 'backup/dump/orders.json', 'backup/package.json'])
  })

  it('is as it was, byte for byte, also in pieces and empty', async () => {
    const content = Buffer.from(`${LINE}${' '.repeat(700_000)}\n${LINE}`)
    const { dump } = await found(await packed([{ name: 'orders.json', content }, { name: 'none.json' }]))
    const [none, orders] = dump.indices.map(({ files }) => files.data?.[0]?.path ?? '')
    expect(await readFile(orders ?? '')).toEqual(content)
    expect((await stat(none ?? '')).size).toBe(0)
  })

  it('is in one folder, or is none', async () => {
    const several = await packed([ORDERS, { name: 'other/users.json', content: LINE }])
    expect(await failure(several)).toBe(
      'DUMP_AMBIGUOUS: several folders of backup.tgz hold a dump: backup/dump/, other/',
    )
    const none = await packed([{ name: 'a/package.json', content: '{"a":1}' }, { name: 'b.txt' }])
    expect(await failure(none)).toBe('DUMP_EMPTY: backup.tgz holds no dump: it has a/, b.txt')
    expect(await failure(await packed([]))).toBe('DUMP_EMPTY: backup.tgz holds no dump: it has no file')
  })

  it('has faults told with the names of the archive', async () => {
    const archive = await packed([ORDERS, { name: 'backup/dump/users.json.gz' }])
    const { dump } = await found(archive)
    expect(dump.indices[1]?.fault?.message).toContain('backup/dump/users.json.gz: it has no bytes at all')
  })

  it('is read as it is in a folder', async () => {
    // Dumped through an alias, so that the other files tell what it is of.
    const line = LINE.replace('{', '{"_index":"alias",')
    const mapping = '{"log-data":{"mappings":{}}}'
    const { dump } = await found(
      await packed([
        { name: 'a/log-data.json', content: line },
        { name: 'a/log-data.mapping.json', content: mapping },
        { name: 'a/log-data-data.json', content: line },
      ]),
    )
    const folder = await discover(`${folders.at(-1)}/unpacked/a`)
    const types = ({ indices }: typeof dump) =>
      indices.map(({ name, files, fault }) => [name, Object.keys(files), fault])
    expect(types(dump)).toEqual(types(folder))
    expect(dump.indices.map(({ name }) => name)).toEqual(['log', 'log-data'])
  })

  it('leaves aside what macOS puts beside it', async () => {
    const apple = Buffer.from([0, 5, 0x16, 7, 0, 2, 0, 0])
    const { dump, unpacked } = await found(
      await packed([
        { name: '__MACOSX/backup/._orders.json', content: 'whatever it holds' },
        { name: '._orders.json', content: apple },
        { name: 'orders.json', content: LINE },
        { name: '._mine.json', content: LINE },
      ]),
    )
    expect(dump.indices.map(({ name }) => name)).toEqual(['._mine', 'orders'])
    expect(dump.ignored).toEqual(['._orders.json', '__MACOSX/backup/._orders.json'])
    expect(unpacked).not.toContain('__MACOSX')
  })

  it('is refused whole where an entry is', async () => {
    const bad: [Packed, string][] = [
      [{ name: '../orders.json' }, '"../orders.json", which is not unpacked: its path leads outside'],
      [{ name: '/tmp/x' }, '"/tmp/x", which is not unpacked: its path is absolute'],
      [{ name: 'pipe.json', type: 'fifo' }, '"pipe.json", which is not unpacked: it is neither file'],
      [ORDERS, '"backup/dump/orders.json", which is not unpacked: it is there twice'],
      [
        { name: 'x.json', type: 'symlink', linkname: '../secret', content: '../secret' },
        '"x.json", which is not unpacked: it is a link that leads outside, to "../secret"',
      ],
    ]
    for (const [entry, why] of bad) {
      expect(await failure(await packed([ORDERS, entry]))).toContain(
        `DUMP_UNREADABLE: backup.tgz has an entry ${why}`,
      )
    }
  })

  it('may have links within; each is the file that it leads to, and nothing on the disk is a link', async () => {
    const link = (name: string, target: string): Packed => ({
      name,
      type: 'symlink',
      linkname: target,
      content: target,
    })
    const { dump, unpacked } = await found(
      await packed([
        link('a/users.json', 'orders.json'),
        { name: 'a/orders.json', content: LINE },
        link('latest', 'a'),
      ]),
    )
    expect(dump.indices.map(({ name, fault }) => [name, fault])).toEqual([
      ['orders', undefined],
      ['users', undefined],
    ])
    const [file] = dump.indices[1]?.files.data ?? []
    const pieces: Buffer[] = []
    if (file) for await (const piece of readBytes(file)) pieces.push(piece)
    expect(Buffer.concat(pieces).toString()).toBe(LINE)
    expect(unpacked).toEqual(['a', 'a/orders.json', 'a/users.json'])
    const broken = await packed([ORDERS, link('users.json', 'gone.json')])
    expect(await failure(broken)).toContain('has a link "users.json" to what is not in it')
    const unlike = await packed([ORDERS, { name: 'blob' }, link('users.json', 'blob')])
    expect(await failure(unlike)).toContain('has a link "users.json" to "blob", which is not called as')
  })

  it('is refused wherever the archive was cut', async () => {
    const archive = await packed([ORDERS, { name: 'users.txt', content: LINE }])
    for (let length = 0; length < archive.length; length += 5) {
      expect(await failure(archive.subarray(0, length)), `${length} bytes`).toMatch(
        /^DUMP_UNREADABLE: backup\.tgz /,
      )
    }
  })

  it('is refused where a byte of it changed, or is the same', async () => {
    const archive = await packed([ORDERS, { name: 'backup/dump/users.json', content: LINE.repeat(9) }])
    let refused = 0
    for (let at = 0; at < archive.length; at += 7) {
      const changed = Buffer.from(archive)
      changed[at] = (changed[at] ?? 0) ^ 0x41
      try {
        const { dump } = await found(changed)
        expect(dump.indices.map(({ name }) => name)).toEqual(['orders', 'users'])
        for (const { name, files } of dump.indices) {
          const content = await readFile(files.data?.[0]?.path ?? '', 'utf8')
          expect(content, `byte ${at}`).toBe(name === 'orders' ? LINE : LINE.repeat(9))
        }
      } catch (error) {
        expect((error as Error).name, `byte ${at}: ${error}`).toBe('RestoreError')
        refused++
      }
    }
    expect(refused).toBeGreaterThan(archive.length / 7 / 3)
  })
})

describe('a tar', () => {
  it('that was cut before it was packed is refused, also between two entries', async () => {
    const tar = await tarOf([ORDERS, { name: 'backup/dump/users.json', content: LINE }])
    expect(tar.length).toBe(6 * 512)
    for (let length = 512; length < tar.length; length += 512) {
      const message = await failure(gzipSync(tar.subarray(0, length)))
      if (length % 1024 === 0)
        expect(message).toBe(
          'DUMP_UNREADABLE: backup.tgz is cut: it lacks the two blocks of zeros that end a tar',
        )
      expect(message).toMatch(/is cut|Unexpected end of data/)
    }
  })

  it('that other data follows is refused, and another tar is read too', async () => {
    const tar = await tarOf([ORDERS])
    const other = await tarOf([{ name: 'backup/dump/users.json', content: LINE }])
    const { dump } = await found(gzipSync(Buffer.concat([tar, other])))
    expect(dump.indices.map(({ name }) => name)).toEqual(['orders', 'users'])
    expect(await failure(gzipSync(Buffer.concat([tar, Buffer.alloc(512, 'x')])))).toContain(
      'Invalid tar header',
    )
    expect(await failure(Buffer.concat([gzipSync(tar), Buffer.from('\0x')]))).toContain(
      'has 2 bytes after the end of its gzip data',
    )
  })

  it('has hard links, which are files too; one that leads outside is refused', async () => {
    const link = (linkname: string): Packed => ({ name: 'backup/dump/users.json', type: 'link', linkname })
    const { dump } = await found(await tgzOf([ORDERS, link('backup/dump/orders.json')]))
    const [file] = dump.indices[1]?.files.data ?? []
    expect(await readFile(file?.path ?? '', 'utf8')).toBe(LINE)
    expect(await failure(await tgzOf([ORDERS, link('/etc/passwd')]))).toContain(
      'leads outside, to "/etc/passwd"',
    )
  })

  it('with a file of which parts are left out is refused', async () => {
    const sparse = { name: 'GNUSparseFile.0/x.json', content: LINE, pax: { 'GNU.sparse.major': '1' } }
    expect(await failure(await tgzOf([ORDERS, sparse]))).toContain(
      'has a sparse file, "GNUSparseFile.0/x.json"',
    )
  })
})

describe('a zip', () => {
  it('is told by its content, whatever it is called', async () => {
    expect((await found(zipOf([ORDERS]), 'backup.tgz')).archive?.format).toBe('zip')
    expect((await found(await tgzOf([ORDERS]), 'backup.ZIP')).archive?.format).toBe('tar.gz')
  })

  it('whose checksum is wrong is refused', async () => {
    const zip = zipOf([ORDERS])
    const at = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02])) + 16
    zip[at] = (zip[at] ?? 0) ^ 1
    expect(await failure(zip)).toContain('is damaged: the checksum of "backup/dump/orders.json" is wrong')
  })

  it('whose checksum is wrong of a file that is not unpacked is refused too', async () => {
    const zip = zipOf([ORDERS, { name: 'notes.txt', content: 'hello' }])
    const at = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02])) + 16
    zip[at] = (zip[at] ?? 0) ^ 1
    expect(await failure(zip)).toContain('the checksum of "notes.txt" is wrong')
  })

  it('that counts fewer entries than it has is refused', async () => {
    const zip = zipOf([ORDERS, { name: 'backup/dump/users.json', content: LINE }])
    zip.writeUInt16LE(1, zip.length - 12)
    expect(await failure(zip)).toContain('has more than the 1 entries that it counts')
  })

  it('that is encrypted is refused', async () => {
    const zip = zipOf([ORDERS])
    for (const at of [6, zip.lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02])) + 8]) zip[at] = 1
    expect(await failure(zip)).toContain('is encrypted: "backup/dump/orders.json"')
  })
})

it('what is no archive shows how it begins', async () => {
  expect(await failure(Buffer.from('<!DOCTYPE html>\n<title>404'))).toBe(
    'DUMP_UNREADABLE: backup.tgz is neither gzip, zstd nor zip; it begins with "<!DOCTYPE html> <title>404"',
  )
  expect(await failure(Buffer.alloc(0))).toBe('DUMP_UNREADABLE: backup.tgz is empty')
  expect(await failure(gzipSync(LINE.repeat(40)))).toContain(
    'backup.tgz cannot be unpacked: Invalid tar header',
  )
})
