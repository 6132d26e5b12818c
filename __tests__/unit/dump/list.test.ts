import { execFileSync } from 'node:child_process'
import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Dump, discover, readBytes, readClusterMetadata } from '../../../src/dump/index.js'
import { list } from '../../../src/dump/list.js'
import { Folder, faultOf } from './files.js'

const folder = new Folder().use()
const DOCUMENT = '{"_index":"i","_id":"1","_source":{"a":1}}\n'
const fault = (dump: Dump, name: string) => dump.indices.find((index) => index.name === name)?.fault?.message

// Elsewhere links need rights.
describe.skipIf(process.platform === 'win32')('links', () => {
  it('are followed within the dump, also where the dump is one itself', async () => {
    const path = await folder.inner()
    await writeFile(join(path, 'a.json'), DOCUMENT)
    await symlink('a.json', join(path, 'b.json'))
    await symlink(path, `${path}-link`)
    const dump = await discover(`${path}-link`)
    expect(dump.indices.map(({ name, fault: one }) => [name, one])).toEqual([
      ['a', undefined],
      ['b', undefined],
    ])
  })

  it('that lead elsewhere are the fault of their index, and are never read', async () => {
    const path = await folder.inner()
    const outside = await folder.file(DOCUMENT, 'secret.json')
    await writeFile(join(path, 'a.json'), DOCUMENT)
    await symlink(outside.path, join(path, 'out.json'))
    await symlink(outside.path, join(path, 't.template.json'))
    await symlink('loop.json', join(path, 'loop.json'))
    await symlink('nowhere', join(path, 'gone.json'))
    const dump = await discover(path)
    expect(fault(dump, 'a')).toBeUndefined()
    expect(fault(dump, 'out')).toContain('out.json is not read: it is a link that leads out of the dump')
    expect(fault(dump, 'loop')).toContain('ELOOP')
    expect(fault(dump, 'gone')).toContain('ENOENT')
    // Of files of the cluster's the fault is told where they are read.
    const template = dump.indices.find(({ name }) => name === 't')?.files
    const [file] = Object.values(template ?? {}).flat()
    if (!file) throw new Error('the template is not in the dump')
    expect(await faultOf(readClusterMetadata('template', [file]))).toMatchObject({ code: 'DUMP_UNREADABLE' })
    expect(await faultOf(readBytes(file).next())).toMatchObject({ code: 'DUMP_UNREADABLE' })
  })

  it('that are no part of a dump hurt nobody', async () => {
    const path = await folder.inner()
    await writeFile(join(path, 'a.json'), DOCUMENT)
    await mkdir(join(path, 'inner'))
    await symlink('nowhere', join(path, 'README'))
    await symlink('inner', join(path, 'folder.json'))
    const dump = await discover(path)
    expect(dump.indices.map(({ name }) => name)).toEqual(['a'])
    expect(dump.ignored.sort()).toEqual(['README', 'folder.json/', 'inner/'])
  })

  it('lead to the place that was looked at, also when they are changed after', async () => {
    const path = await folder.inner()
    await writeFile(join(path, 'a.json'), DOCUMENT)
    await symlink('a.json', join(path, 'b.json'))
    const { files } = await list(path)
    expect(files.map((file) => file.path.endsWith('/a.json'))).toEqual([true, true])
  })
})

describe.skipIf(process.platform === 'win32')('what is no file', () => {
  it('is not opened, in a folder or alone', async () => {
    const path = await folder.inner()
    execFileSync('mkfifo', [join(path, 'pipe.json')])
    expect(fault(await discover(path), 'pipe')).toContain('it is no file, but a pipe, a socket or a device')
    expect(fault(await discover(join(path, 'pipe.json')), 'pipe')).toContain('it is no file')
  })
})
