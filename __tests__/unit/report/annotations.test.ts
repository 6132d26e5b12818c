import { expect, it } from 'vitest'
import { annotationsOf } from '../../../src/report/index.js'
import { failedIndexOf, indexOf, resultOf } from './results.js'

it('annotates nothing when nothing failed', () => {
  expect(annotationsOf(resultOf())).toEqual([])
})

it('annotates the run, each failed index and each failed cluster step', () => {
  const annotations = annotationsOf(
    resultOf({
      status: 'failed',
      failure: { code: 'CLUSTER_UNREACHABLE', message: 'No answer.', hint: null },
      indices: [
        indexOf(),
        failedIndexOf('It broke.', { name: 'a' }),
        failedIndexOf('', { name: 'b', failure: null }),
      ],
      clusterSteps: [
        { type: 'script', name: 'rank', status: 'ok', failure: null },
        {
          type: 'template',
          name: 'shop',
          status: 'failed',
          failure: { code: 'X', message: 'No.', hint: 'Do.' },
        },
      ],
    }),
  )
  expect(annotations).toEqual([
    { title: 'Restore failed', message: 'CLUSTER_UNREACHABLE: No answer.' },
    { title: 'Restore of a failed', message: 'ENGINE_FAILED: It broke.\nRun it again.' },
    { title: 'Restore of b failed', message: 'No reason was recorded.' },
    { title: 'Restore of template shop failed', message: 'X: No.\nDo.' },
  ])
})

it('shows what comes from elsewhere as text of a line, and not all of it', () => {
  const [run, index] = annotationsOf(
    resultOf({
      status: 'failed',
      failure: { code: 'X', message: 'a\n\u001b[31mb\r\u202ec', hint: 'd' },
      indices: [failedIndexOf('x'.repeat(100_000), { name: `two\nlines\u0007${'y'.repeat(1000)}` })],
    }),
  )
  expect(run?.message).toBe('X: a\n\ufffd[31mb \ufffdc\nd')
  expect(index?.title).toMatch(/^Restore of two lines\ufffdy+…$/)
  expect(index?.title.length).toBeLessThanOrEqual(300)
  expect(index?.message.length).toBeLessThan(5000)
})
