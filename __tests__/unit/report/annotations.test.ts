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
    { title: 'Restore failed', message: 'No answer.' },
    { title: 'Restore of a failed', message: 'It broke.\nRun it again.' },
    { title: 'Restore of b failed', message: 'No reason was recorded.' },
    { title: 'Restore of template shop failed', message: 'No.\nDo.' },
  ])
})
