import { expect, it } from 'vitest'
import { RestoreError } from '../../../src/errors.js'
import { withSystemHint } from '../../../src/restore/refusals.js'

it('tells who may write to what may be a system index', () => {
  const error = new RestoreError('CLUSTER_UNAUTHORIZED', 'no permissions', { hint: 'Give rights.' })
  const told = withSystemHint(error, '.kibana_1')
  expect(told).toMatchObject({ code: 'CLUSTER_UNAUTHORIZED', message: 'no permissions' })
  expect((told as RestoreError).hint).toMatch(
    /^Give rights\. System indexes.* restore \.kibana_1 under another name/,
  )
  expect(withSystemHint(error, 'shop')).toBe(error)
  const other = new RestoreError('CLUSTER_REFUSED', 'no')
  expect(withSystemHint(other, '.kibana_1')).toBe(other)
})
