import { describe, expect, it } from 'vitest'
import { beginResult, concludeResult, type IndexResult, type Result } from '../../../src/report/index.js'

const inputs = {
  dump: '/dump',
  engine: 'elasticdump',
  verify: 'sample',
  types: 'all',
  dryRun: false,
} as const

function index(told: Partial<IndexResult>): IndexResult {
  return {
    name: 'shop',
    source: 'shop',
    action: 'created',
    status: 'ok',
    types: ['data'],
    documents: { dump: 3, indexed: 3, rejected: 0, cluster: 3 },
    superseded: 0,
    bytes: 10,
    content: { documents: 3, bytes: 10, digests: [], mapping: null },
    durationMs: 1,
    verified: true,
    checks: [],
    rejections: [],
    planned: null,
    failure: null,
    ...told,
  }
}

function concluded(indices: IndexResult[], told: Partial<Result> = {}): Result {
  return concludeResult({ ...beginResult(inputs), indices, ...told })
}

describe('concludeResult', () => {
  const skipped = index({
    action: 'skipped',
    status: 'skipped',
    verified: false,
    documents: { dump: null, indexed: null, rejected: null, cluster: null },
  })

  const step = { type: 'template', name: 't', status: 'ok', failure: null } as const
  const shard = { number: 3, of: 3, leftToOthers: ['shop', 'logs'] }

  it.each<[string, IndexResult[], Partial<Result>, Result['status'], boolean]>([
    ['every index verified', [index({}), index({})], {}, 'restored', true],
    ['one skipped beside one verified', [skipped, index({})], {}, 'restored', true],
    ['every index skipped', [skipped, skipped], {}, 'restored', false],
    ['one not verified', [index({}), index({ verified: false })], {}, 'restored', false],
    ['one failed', [index({}), index({ status: 'failed' })], {}, 'failed', false],
    ['nothing compared', [index({})], { verify: 'none' }, 'restored', false],
    ['no index in this shard', [], { shard }, 'restored', true],
    ['no index in this shard, and nothing to be compared', [], { shard, verify: 'none' }, 'restored', false],
    ['no index in this shard of a dry run', [], { shard, dryRun: true }, 'planned', false],
    ['templates alone, in a dry run', [], { clusterSteps: [step], dryRun: true }, 'planned', false],
    ['templates alone', [], { clusterSteps: [step] }, 'restored', true],
    ['every index of a shard skipped', [skipped], { shard }, 'restored', false],
    [
      'a failure of a shard',
      [],
      { shard, failure: { code: 'X', message: 'x', hint: null } },
      'failed',
      false,
    ],
    ['a failure of the run', [], { failure: { code: 'X', message: 'x', hint: null } }, 'failed', false],
  ])('%s', (_, indices, told, status, verified) => {
    expect(concluded(indices, told)).toMatchObject({ status, verified })
  })

  it('counts of an index that was there before only what was brought', () => {
    const appended = index({
      action: 'appended',
      documents: { dump: 3, indexed: 2, rejected: 1, cluster: 90 },
    })
    expect(concluded([index({}), appended]).totals).toMatchObject({
      dump: 6,
      indexed: 5,
      rejected: 1,
      cluster: 5,
    })
  })

  it('names the fields of no more indexes than a report can take', () => {
    const fields = ['x'.repeat(200_000)]
    const content = { documents: 3, bytes: 10, digests: [], mapping: { sha256: 'x', fields } }
    const { indices } = concluded(Array.from({ length: 30 }, () => index({ content: { ...content } })))
    const named = indices.map((one) => one.content.mapping?.fields)
    expect(named).toEqual([...Array(20).fill(fields), ...Array(10).fill(null)])
  })
})
