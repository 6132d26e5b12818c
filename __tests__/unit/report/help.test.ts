import { expect, it } from 'vitest'
import { helpPage } from '../../../src/report/help.js'
import { annotationsOf, renderSummary } from '../../../src/report/index.js'
import { failedIndexOf, resultOf } from './results.js'

const RELEASE = {
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_ACTION_REPOSITORY: 'shop/opensearch-restore-action',
  GITHUB_ACTION_REF: 'v1',
}
const PAGE = 'https://github.com/shop/opensearch-restore-action/blob/v1/docs/TROUBLESHOOTING.md'

it('is the page of the version that runs', () => {
  expect(helpPage(RELEASE)).toBe(PAGE)
  expect(helpPage({ ...RELEASE, GITHUB_ACTION_REPOSITORY: '' })).toBeUndefined()
  expect(helpPage({ ...RELEASE, GITHUB_ACTION_REF: undefined })).toBeUndefined()
  expect(helpPage({ ...RELEASE, GITHUB_ACTION_REF: 'v1) [click](x' })).toBeUndefined()
})

it('is where a failure in the summary and in an annotation leads', () => {
  const failure = { code: 'DUMP_UNREADABLE', message: 'cut', hint: 'Take it again.' }
  const result = resultOf({ status: 'failed', indices: [failedIndexOf('cut', { failure })] })
  expect(renderSummary(result, '', PAGE)).toContain(`[\`DUMP_UNREADABLE\`](${PAGE}#dump_unreadable)`)
  expect(annotationsOf(result, PAGE)[0]?.message).toBe(
    `DUMP_UNREADABLE: cut\nTake it again.\n${PAGE}#dump_unreadable`,
  )
  expect(renderSummary(result)).not.toContain('](')
  expect(annotationsOf(result)[0]?.message).toBe('DUMP_UNREADABLE: cut\nTake it again.')
})
