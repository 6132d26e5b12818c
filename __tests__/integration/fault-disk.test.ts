// A full disk under RUNNER_TEMP. Where it gets full while the dump is read: script/faults.
import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isNative, runAction } from '../support/action.js'
import {
  createIndex,
  documentsOf,
  namesFrom,
  numbered,
  removeDumps,
  snapshot,
  writeDump,
} from '../support/dumps.js'
import { cleanUp, prefix } from '../support/opensearch.js'
import { annotationOf, resultOf } from '../support/outcome.js'

const start = prefix('disk')
const mayMount = process.platform === 'linux' && process.getuid?.() === 0

// Only root may mount a disk that is full.
describe.runIf(mayMount)('a full disk under RUNNER_TEMP', () => {
  let disk: string

  beforeAll(async () => {
    disk = await mkdtemp(join(tmpdir(), 'restore-disk-'))
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4k', 'tmpfs', disk])
    await writeFile(join(disk, 'filler'), Buffer.alloc(4096))
  })

  afterAll(async () => {
    execFileSync('umount', [disk])
    await rm(disk, { recursive: true })
    await cleanUp(start)
    await removeDumps()
  })

  it('native needs none of it; elasticdump fails, and says where there is no room', async () => {
    const index = `${start}dumped`
    const before = await createIndex(`${start}before`, numbered(3))
    const dump = await writeDump({ [index]: { data: numbered(20) } })
    const report = join(dump, '..', `${start}report.json`)
    const inputs = { dump, types: 'data', 'report-path': report }
    const run = await runAction(inputs, { env: { RUNNER_TEMP: disk } })
    await rm(report)
    expect(await snapshot(`${start}before`)).toEqual(before)
    if (isNative) {
      expect(run.outputs.status, run.shown).toBe('restored')
      expect(await documentsOf(index)).toEqual(numbered(20))
      return
    }
    expect(run.code, run.shown).toBe(1)
    expect(run.outputs.status).toBe('failed')
    expect(resultOf(run, index).failure?.code).toBe('RUNNER_DISK')
    expect(annotationOf(run, index)).toMatch(/ENOSPC[\s\S]*Make room where `RUNNER_TEMP` is/)
    expect(await namesFrom(start)).toEqual([`${start}before`])
  })

  it('a report that cannot be written there hides nothing of what became of the restore', async () => {
    const dump = await writeDump({ [`${start}missing`]: { data: 'oops\n' } })
    const run = await runAction({ dump, types: 'data' }, { env: { RUNNER_TEMP: disk } })
    expect(run.code).toBe(1)
    expect(run.outputs).toMatchObject({ status: 'failed', report: '' })
    expect(run.log).toMatch(/^::warning::The report .* could not be written: ENOSPC/m)
    expect(run.summary).toMatch(/^## ❌ Restore failed/)
    expect(await namesFrom(`${start}missing`)).toEqual([])
  })
})
