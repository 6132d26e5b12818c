import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ActionRun, isNative, runAction } from '../support/action.js'
import { type Certificates, makeCertificates } from '../support/certificates.js'
import { documents, dumpOf, removeDumps } from '../support/dump-folder.js'
import { cleanUp, prefix } from '../support/opensearch.js'
import { type RunningProxy, startProxy } from '../support/proxy.js'

const start = prefix('tls')
let certificates: Certificates
let proxy: RunningProxy
let dump: string

async function restoreInto(index: string, inputs: Record<string, string>): Promise<ActionRun> {
  proxy.seen.length = 0
  return await runAction({ uri: `https://${proxy.host}`, dump: `${dump}/data.json`, index, ...inputs })
}

function expectRestored(run: ActionRun): void {
  expect(run.code, run.shown).toBe(0)
  expect(run.outputs).toMatchObject({ status: 'restored', documents: '12', verified: 'true' })
  const sender = isNative ? 'client ' : 'elasticdump '
  expect(proxy.seen.some((line) => line.startsWith(sender) && line.includes('/_bulk'))).toBe(true)
}

beforeAll(async () => {
  certificates = await makeCertificates()
  proxy = await startProxy({ tls: certificates.tls })
  dump = await dumpOf({ data: { data: documents(12) } })
})

afterAll(async () => {
  await proxy.close()
  await certificates.remove()
  await cleanUp(start)
  await removeDumps()
})

describe('a cluster with a certificate of a private CA', () => {
  it('is known by `tls-ca` as text', async () => {
    const run = await restoreInto(`${start}text`, { 'tls-ca': certificates.ca })
    expectRestored(run)
    expect(run.log).not.toContain('::warning')
  })

  it('is known by `tls-ca` as a path', async () => {
    expectRestored(await restoreInto(`${start}path`, { 'tls-ca': certificates.caFile }))
  })

  it('is not trusted without it, and the error says so', async () => {
    const run = await restoreInto(`${start}unknown`, {})
    expect(run.code).toBe(1)
    expect(run.outputs.status).toBe('failed')
    expect(run.report?.failure?.code).toBe('CLUSTER_UNREACHABLE')
    expect(run.annotations[0]?.message).toContain(`no TLS connection to https://${proxy.host}`)
    expect(run.annotations[0]?.message).toContain('`tls-ca`')
  })

  it('is not trusted under another name', async () => {
    const uri = `https://${proxy.host.replace('127.0.0.1', 'localhost')}`
    const run = await restoreInto(`${start}name`, { uri, 'tls-ca': certificates.ca })
    expect(run.code).toBe(1)
    expect(run.annotations[0]?.message).toContain('host name')
  })

  it('is taken as it is with `tls-verify: false`, with a warning', async () => {
    const run = await restoreInto(`${start}any`, { 'tls-verify': 'false' })
    expectRestored(run)
    expect(run.log).toMatch(/^::warning.*`tls-verify`/m)
    expect(run.summary).toContain('tls-verify')
    expect(run.report?.warnings.some((warning) => warning.includes('`tls-verify`'))).toBe(true)
    // Node's own warning would be told by every process.
    expect(run.log).not.toContain('NODE_TLS_REJECT_UNAUTHORIZED')
  })
})
