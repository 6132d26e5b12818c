import type { Result } from '../../../src/report/index.js'
import { failedIndexOf, indexOf, resultOf } from './results.js'

/** Text that would break out of a cell, a code span or the page, if anything let it. */
export const HOSTILE =
  'a|b `c` ``` <img src=x onerror=alert(1)> &amp; **d** _e_ [f](javascript:g) @octocat #1\r\n| x |\n# h'

const NO_COUNTS = {
  documents: { dump: null, indexed: null, rejected: null, cluster: null },
  checks: [],
}

/** One result for each golden file. */
export const SCENARIOS: Record<string, Result> = {
  success: resultOf(),
  failure: failureWithRejections(),
  'twenty-indexes': twentyIndexes(),
  hostile: hostile(),
  shard: resultOf({ shard: { number: 2, of: 4, leftToOthers: ['users', 'shop.products'] } }),
  'empty-shard': resultOf({
    shard: { number: 4, of: 4, leftToOthers: Array.from({ length: 12 }, (_, n) => `logs-${n}`) },
    indices: [],
  }),
  'invalid-inputs': resultOf({
    status: 'failed',
    verified: false,
    dump: '',
    cluster: null,
    elasticdumpVersion: '',
    types: [],
    verify: 'none',
    indices: [],
    phases: [],
    stages: [],
    failure: { code: 'INPUTS_INVALID', message: 'uri is missing.', hint: null },
  }),
  'dry-run': resultOf({
    status: 'planned',
    dryRun: true,
    verified: false,
    indices: [
      indexOf({
        action: 'planned',
        status: 'planned',
        planned: { action: 'replace', documents: 1234 },
        verified: false,
        ...NO_COUNTS,
      }),
    ],
  }),
}

function failureWithRejections(): Result {
  return resultOf({
    status: 'failed',
    verified: false,
    indices: [
      indexOf({ name: 'preview-users', source: 'users', superseded: 2 }),
      failedIndexOf('3 of 12,345 documents were rejected, 0 are allowed.', {
        documents: { dump: 12_345, indexed: 12_342, rejected: 3, cluster: null },
        failure: {
          code: 'DOCUMENTS_REJECTED',
          message: '3 of 12,345 documents were rejected, 0 are allowed.',
          hint: 'Fix the documents, or set max-rejected.',
        },
        rejections: [
          rejection('42', 'shop.orders-data.json', 17, 'failed to parse field [price] of type [float]'),
          rejection('43', 'shop.orders-data.json', null, 'failed to parse field [price] of type [float]'),
        ],
      }),
      failedIndexOf('The mappings differ.', {
        name: 'logs-2026.01.04',
        failure: { code: 'VERIFICATION_FAILED', message: 'The mappings differ.', hint: null },
        checks: [
          {
            name: 'mappings',
            ok: false,
            detail: '1 of 12 fields differs',
            differences: ['properties.at.type: "date" in the dump, "text" in the cluster'],
            extra: ['properties.seen_at', 'dynamic_templates'],
          },
        ],
      }),
    ],
    clusterSteps: [
      {
        type: 'template',
        name: 'shop',
        status: 'failed',
        failure: { code: 'CLUSTER_REFUSED', message: 'unknown setting [index.foo]', hint: 'Leave it out.' },
      },
    ],
    leftOut: [
      { type: 'index', name: 'shop.orders', parts: ['index.lifecycle.name', 'mappings._all'] },
      { type: 'template', name: '.watches', parts: [] },
    ],
    notRestored: [{ type: 'alias', indices: ['users', 'shop.orders'] }],
    ignoredFiles: ['README.md', 'notes/old.txt'],
    warnings: ['TLS certificates are not verified.'],
  })
}

function twentyIndexes(): Result {
  const indices = Array.from({ length: 20 }, (_, n) => {
    const documents = (n + 1) * 1_234
    return indexOf({
      name: `shop.orders-${2007 + n}`,
      documents: { dump: documents, indexed: documents, rejected: 0, cluster: documents },
      bytes: documents * 700,
      durationMs: 400 + n * 7_000,
      ...(n === 3
        ? { action: 'skipped' as const, status: 'skipped' as const, verified: false, ...NO_COUNTS }
        : {}),
    })
  })
  return resultOf({ indices, durationMs: 245_000, engine: 'native', elasticdumpVersion: '' })
}

function hostile(): Result {
  return resultOf({
    status: 'failed',
    verified: false,
    dump: HOSTILE,
    cluster: { name: HOSTILE, uuid: '', version: HOSTILE },
    indices: [
      failedIndexOf(HOSTILE, {
        name: HOSTILE,
        source: '`',
        types: [HOSTILE],
        failure: { code: HOSTILE, message: HOSTILE, hint: HOSTILE },
        checks: [
          {
            name: 'settings',
            ok: false,
            detail: HOSTILE,
            differences: [HOSTILE, '- x', '1. y'],
            extra: [HOSTILE],
          },
        ],
        rejections: [
          rejection(HOSTILE, HOSTILE, 1, HOSTILE),
          rejection('', null, null, '\u202e\ud800 \u0007'),
        ],
      }),
    ],
    clusterSteps: [
      {
        type: HOSTILE,
        name: HOSTILE,
        status: 'failed',
        failure: { code: 'X', message: HOSTILE, hint: null },
      },
    ],
    phases: [{ name: HOSTILE, beganMs: 0, ms: 12_000 }],
    stages: [{ name: '"]) click x href "javascript:y" :crit, 0, 1', beganMs: 0, ms: 9_000 }],
    leftOut: [
      { type: 'index', name: HOSTILE, parts: [HOSTILE] },
      { type: HOSTILE, name: HOSTILE, parts: [] },
    ],
    notRestored: [{ type: HOSTILE, indices: [HOSTILE] }],
    ignoredFiles: [HOSTILE, '</details>'],
    warnings: [
      HOSTILE,
      '# not a heading',
      '<!-- never closed',
      'see https://example.com and www.example.com',
    ],
    failure: { code: HOSTILE, message: HOSTILE, hint: HOSTILE },
  })
}

function rejection(id: string, file: string | null, line: number | null, reason: string) {
  return { id, file, line, status: 400, reason }
}
