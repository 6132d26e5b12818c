import { describe, expect, it } from 'vitest'
import { type IndexResult, type Rejection, type Result, renderSummary } from '../../../src/report/index.js'
import { failedIndexOf, indexOf, resultOf } from './results.js'

const failed = (indices: IndexResult[], changes: Partial<Result> = {}) =>
  renderSummary(resultOf({ status: 'failed', verified: false, indices, ...changes }))

const boxOf = (summary: string) => summary.split('\n').filter((line) => line.startsWith('>'))

describe('what failed', () => {
  it('stands in a box right below the verdict: index, code, reason, what to try', () => {
    const failure = { code: 'CLUSTER_REFUSED', message: 'no `such` thing', hint: 'Add `types`.\nThen go on.' }
    expect(
      failed([indexOf(), failedIndexOf('', { name: 'a', source: 'b', failure })])
        .split('\n')
        .slice(1, 5),
    ).toEqual([
      '',
      '> [!CAUTION]',
      '> **`b` → `a`** · `CLUSTER_REFUSED`<br>no `such` thing<br>💡 **Try:** Add `types`. Then go on.',
      '',
    ])
  })

  it('is told once for indexes that failed alike, and apart for others', () => {
    const names = Array.from({ length: 12 }, (_, n) => `logs-${n}`)
    const summary = failed([
      ...names.map((name) => failedIndexOf(`index ${name} exists`, { name })),
      failedIndexOf('index other is away', { name: 'other' }),
    ])
    expect(boxOf(summary)).toEqual([
      '> [!CAUTION]',
      `> **${names
        .slice(0, 10)
        .map((name) => `\`${name}\``)
        .join(
          ', ',
        )}, and 2 more** · \`ENGINE_FAILED\`<br>For the first of them: index logs-0 exists<br>💡 **Try:** Run it again.`,
      '>',
      '> **`other`** · `ENGINE_FAILED`<br>index other is away<br>💡 **Try:** Run it again.',
    ])
  })

  it('is folded away after the first ten', () => {
    const reasons = Array.from({ length: 14 }, (_, n) => failedIndexOf(`reason ${n}`, { name: `i-${n}` }))
    const summary = failed(reasons)
    expect(boxOf(summary).filter((line) => line.includes('reason'))).toHaveLength(10)
    expect(summary).toContain('<details><summary>4 more failures</summary>\n\n- **`i-10`**')
  })

  it('never leaves its box, whatever the reason holds', () => {
    const message = '\n\n> [!NOTE]\n## no\r\n<details>\u2028- x `<b>`'
    const summary = failed([failedIndexOf(message, { name: 'a\n\n# b' })])
    expect(boxOf(summary)).toHaveLength(2)
    expect(boxOf(summary)[1]).toContain('&gt; \\[!NOTE\\]<br>\\#\\# no<br>&lt;details&gt; - x `<b>`')
  })
})

describe('the table', () => {
  const head = (summary: string) => summary.split('\n').find((line) => line.startsWith('| Index')) ?? ''

  it('has only columns that tell something, and numbers on the right', () => {
    const summary = renderSummary(resultOf())
    expect(head(summary)).toBe('| Index | Dump | Cluster | Size | Time | Result |')
    expect(summary).toContain(
      '| :-- | --: | --: | --: | --: | :-- |\n| ✅&nbsp;`shop.orders` | 12,345 | 12,345 |',
    )
    const documents = { dump: 3, indexed: 2, rejected: 1, cluster: null }
    expect(head(failed([failedIndexOf('no', { documents, types: ['data'] }), indexOf()]))).toBe(
      '| Index | Dump | Indexed | Rejected | Cluster | Size | Time | Result | Types |',
    )
  })

  it('of 1,000 indexes shows some that are not well, and folds the others away', () => {
    const indices = Array.from({ length: 1000 }, (_, n) =>
      n % 50 === 49 ? failedIndexOf(`no ${n}`, { name: `bad-${n}` }) : indexOf({ name: `good-${n}` }),
    )
    const [shown = '', hidden = ''] = failed(indices).split('<details><summary>990 more indexes</summary>')
    const rows = (text: string, icon: string) => text.split(`\n| ${icon}&nbsp;`).length - 1
    expect([rows(shown, '❌'), rows(shown, '✅')]).toEqual([10, 0])
    expect([rows(hidden, '❌'), rows(hidden, '✅')]).toEqual([10, 980])
    expect(renderSummary(resultOf({ indices: Array(30).fill(indexOf()) }))).toContain(
      '\n\n<details><summary>30 indexes</summary>\n\n| Index |',
    )
  })
})

describe('rejected documents', () => {
  const rejection = (id: number, reason: string): Rejection => ({
    id: String(id),
    file: 'orders.json',
    line: id,
    status: 400,
    reason,
  })
  const price = (id: number, value: string) =>
    rejection(
      id,
      `failed to parse field [price] of type [float] in document with id '${id}'. Preview of field's value: '${value}'; caused by x: For input string: "${value}"`,
    )

  it('are told by reason, the most frequent first, whatever id, value and number it names', () => {
    const rejections = [
      rejection(
        1,
        "failed to parse field [at] of type [date] in document with id '1'. Preview of field's value: 'x'",
      ),
      ...Array.from({ length: 12 }, (_, n) => price(n + 2, n % 2 ? "it's" : `${n}.5 EUR`)),
      rejection(20, 'bytes can be at most 32766 in length; got 40000'),
      rejection(21, 'bytes can be at most 32766 in length; got 50001'),
      rejection(22, 'field [f1] is none'),
      rejection(23, 'field [f2] is none'),
    ]
    const documents = { dump: 20, indexed: 3, rejected: 17, cluster: 3 }
    const summary = renderSummary(
      resultOf({ indices: [indexOf({ rejections, documents, verified: false })] }),
    )
    expect(summary).toContain(
      '### Rejected documents: 17\n\n- **12** of `shop.orders`, such as `2` at `orders.json:2`:',
    )
    expect(summary.match(/^- \*\*\d+\*\*/gm)).toEqual([
      '- **12**',
      '- **2**',
      '- **1**',
      '- **1**',
      '- **1**',
    ])
    expect(summary).toContain('<details><summary>15 of them, by id, file and line</summary>')
  })

  it('of several indexes with one reason are told once', () => {
    const indices = ['a', 'b'].map((name) => indexOf({ name, rejections: [price(1, 'x')], verified: false }))
    const totals = { dump: 2, indexed: 0, rejected: 2, cluster: 0, bytes: 1 }
    expect(renderSummary(resultOf({ indices, totals }))).toContain('- **2** of `a`, `b`, such as')
  })
})

describe('the chart of the time', () => {
  const chart = (changes: Partial<Result>) =>
    /```mermaid\n([\s\S]*?)\n```/.exec(renderSummary(resultOf(changes)))?.[1]?.split('\n') ?? []

  it('has a bar for each part that can be seen', () => {
    const phases = [
      { name: 'Plan', beganMs: 0, ms: 5 },
      { name: 'Restore', beganMs: 5, ms: 11_000 },
    ]
    expect(chart({ phases }).slice(2)).toEqual([
      '  dateFormat x',
      '  axisFormat %s s',
      '  tickInterval 5second',
      '  Restore, 11.0 s :5, 11005',
      '  Load documents, 9.0 s :200, 9200',
      '  Verify, 8.0 s :4000, 12000',
    ])
  })

  it('counts minutes and hours where seconds would be too many', () => {
    const restore = (ms: number) =>
      chart({ durationMs: ms, stages: [], phases: [{ name: 'Restore', beganMs: 60_000, ms }] })
    expect(restore(1_200_000).slice(3)).toEqual([
      '  axisFormat %s min',
      '  tickInterval 5second',
      '  Restore, 20 min 00 s :1000, 21000',
    ])
    expect(restore(36_000_000)[3]).toBe('  axisFormat %s h')
  })

  it('is left out of a short run, whose times are in the last line', () => {
    expect(chart({ durationMs: 1900 })).toEqual([])
    expect(renderSummary(resultOf({ durationMs: 1900 }))).toContain(
      'Look at the dump 120 ms · Restore 11.9 s</sub>',
    )
  })

  it('takes nothing from a name that Mermaid would read', () => {
    const bars = chart({ stages: [{ name: 'a:crit, 0, 1;\n%% #quot; ``` "click"', beganMs: 0, ms: 9000 }] })
    expect(bars.at(-1)).toMatch(/^ {2}[\p{L}\p{N} .-]+, 9\.0 s :0, 9000$/u)
  })
})

it('names a dump as the workflow does', () => {
  const of = (dump: string) => renderSummary(resultOf({ dump }), '/home/runner/work/shop')
  expect(of('/home/runner/work/shop/backups/night')).toContain('From `backups/night` into')
  expect(of('/home/runner/work/shopping')).toContain('From `/home/runner/work/shopping` into')
})
