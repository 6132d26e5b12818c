import { resolve, sep } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Damage, type Entry } from '../../../src/archive/entry.js'
import { Names } from '../../../src/archive/names.js'
import { FUZZ_TIMEOUT, runs } from '../fuzz.js'

const entry = (name: string, kind: Entry['kind'] = 'file', target?: string): Entry => ({
  name,
  kind,
  bytes: 0,
  ...(target !== undefined && { target }),
  content: (async function* () {})(),
})

describe('an entry', () => {
  it.each([
    ['orders.json', 'orders.json'],
    ['./orders.json', 'orders.json'],
    ['a//./b/orders.json', 'a/b/orders.json'],
    ['..a/b../...json', '..a/b../...json'],
    ['a:b.json', 'a:b.json'],
    ['zażółć/日本.json', 'zażółć/日本.json'],
  ])('%j is placed at %j', (name, path) => expect(new Names().place(entry(name))).toBe(path))

  it.each([
    ['/etc/passwd', 'its path is absolute'],
    ['C:/orders.json', 'its path is absolute'],
    ['../orders.json', 'its path leads outside'],
    ['a/../orders.json', 'its path leads outside'],
    ['a/..', 'its path leads outside'],
    ['a\\..\\orders.json', 'a backslash'],
    ['a\nb.json', 'control characters'],
    ['a\0.json', 'control characters'],
    ['a\ufffd.json', 'not UTF-8'],
    ['', 'no name'],
    ['.', 'no name'],
    ['./', 'no name'],
    ['a'.repeat(5000), 'no name'],
  ])('%j is refused', (name, why) => expect(() => new Names().place(entry(name))).toThrow(why))

  it('that is neither file, folder nor link is refused', () =>
    expect(() => new Names().place(entry('pipe', 'other'))).toThrow('neither file, folder nor link'))

  it('that is there twice is refused, whatever its spelling; a folder may be', () => {
    const names = new Names()
    for (const name of ['a/', 'a', './a/']) names.place(entry(name, 'folder'))
    names.place(entry('a/b.json'))
    expect(() => names.place(entry('./a//b.json'))).toThrow('it is there twice')
    expect(() => names.place(entry('a/b.json', 'symbolic link', 'c'))).toThrow('it is there twice')
  })

  it('that is a file and a folder is refused', () => {
    const names = new Names()
    names.place(entry('a/b/c.json'))
    names.place(entry('a/b'))
    expect(() => names.end()).toThrow('"a/b" as a file and as a folder')
  })

  it('is one of not too many', () => {
    const names = new Names()
    const many = () => {
      for (let i = 0; i < 20_000; i++) names.place(entry(`${i}${'x'.repeat(4000)}`))
    }
    expect(many).toThrow('more entries than a dump can have')
  })
})

describe('a link', () => {
  const linked = (kind: Entry['kind'], target: string) => {
    const names = new Names()
    names.place(entry('a/b/orders.json'))
    names.place(entry('a/b/link', kind, target))
    return names.end()
  }

  it.each([
    ['hard link', 'a/b/orders.json'],
    ['hard link', './a/b/orders.json'],
    ['symbolic link', 'orders.json'],
    ['symbolic link', '../../a/b/orders.json'],
  ] as const)('a %s to %j leads to the file', (kind, target) =>
    expect(linked(kind, target)).toEqual({ files: new Map([['a/b/link', 'a/b/orders.json']]), broken: [] }),
  )

  it.each([
    ['hard link', '../orders.json'],
    ['hard link', '/etc/passwd'],
    ['symbolic link', '/etc/passwd'],
    ['symbolic link', 'C:\\secret'],
    ['symbolic link', '../../../x'],
    ['symbolic link', 'x/../../../..'],
  ] as const)('a %s to %j is refused', (kind, target) =>
    expect(() => linked(kind, target)).toThrow('it is a link that leads outside'),
  )

  it('to a folder is nothing; to nothing, or in a circle, it is broken', () => {
    const names = new Names()
    const link = (name: string, target: string) => names.place(entry(name, 'symbolic link', target))
    names.place(entry('a/orders.json'))
    link('latest', 'a/')
    link('root', '.')
    link('gone', 'b')
    link('one', 'two')
    link('two', 'one')
    link('three', 'four')
    link('four', 'a/orders.json')
    const files = new Map([
      ['three', 'a/orders.json'],
      ['four', 'a/orders.json'],
    ])
    expect(names.end()).toEqual({ files, broken: ['gone', 'one', 'two'] })
  })
})

const STEP = fc.constantFrom('a', 'b', 'A', '.', '..', '', '...', 'é', 'e\u0301', '\\', '\0', '~', 'C:', ' ')
const PATH = fc.array(STEP, { maxLength: 5 }).map((steps) => steps.join('/'))
const KIND = fc.constantFrom<Entry['kind']>('file', 'folder', 'hard link', 'symbolic link', 'other')

it('whatever an archive names, nothing is placed outside of the folder, and no two files at one place', {
  timeout: FUZZ_TIMEOUT,
}, () => {
  const root = resolve('/somewhere/unpacked')
  const one = fc.tuple(PATH, KIND, PATH)
  fc.assert(
    fc.property(fc.array(one, { maxLength: 12 }), (all) => {
      const names = new Names()
      const places = new Set<string>()
      for (const [name, kind, target] of all) {
        try {
          const place = names.place(entry(name, kind, target))
          if (kind === 'folder' && place === '.') continue
          expect(resolve(root, place).startsWith(`${root}${sep}`)).toBe(true)
          if (kind !== 'folder') expect(places.has(place)).toBe(false)
          if (kind === 'file') places.add(place)
        } catch (error) {
          if (!(error instanceof Damage)) throw error
        }
      }
      try {
        for (const file of names.end().files.values()) expect(places.has(file)).toBe(true)
      } catch (error) {
        if (!(error instanceof Damage)) throw error
      }
    }),
    runs(2000),
  )
})
