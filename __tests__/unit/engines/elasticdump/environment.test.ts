import { afterEach, describe, expect, it, vi } from 'vitest'
import { childEnvironment } from '../../../../src/engines/elasticdump/environment.js'

afterEach(() => {
  vi.unstubAllEnvs()
})

describe('childEnvironment', () => {
  it("leaves out the action's inputs, the runner's tokens and what elasticdump would take for an option", () => {
    const secrets = [
      'INPUT_URI',
      'INPUT_PASSWORD',
      'INPUT_TLS-CA',
      'ACTIONS_RUNTIME_TOKEN',
      'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
      'ELASTICDUMP_INPUT_PASSWORD',
      'ELASTICDUMP_LIMIT',
    ]
    for (const name of secrets) vi.stubEnv(name, 'secret')
    const env = childEnvironment({})
    expect(Object.keys(env)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(INPUT|ACTIONS|ELASTICDUMP)_/)]),
    )
    expect(Object.values(env)).not.toContain('secret')
  })

  it('keeps the rest', () => {
    vi.stubEnv('HTTPS_PROXY', 'http://proxy')
    vi.stubEnv('GITHUB_RUN_ID', '7')
    expect(childEnvironment({})).toMatchObject({
      HTTPS_PROXY: 'http://proxy',
      GITHUB_RUN_ID: '7',
      PATH: process.env.PATH,
    })
  })

  it('adds what the child is given, also in place of what was left out', () => {
    vi.stubEnv('ELASTICDUMP_OUTPUT_PASSWORD', 'another')
    vi.stubEnv('SOME', 'old')
    const env = childEnvironment({ ELASTICDUMP_OUTPUT_PASSWORD: 'mine', SOME: 'new' })
    expect(env).toMatchObject({ ELASTICDUMP_OUTPUT_PASSWORD: 'mine', SOME: 'new' })
    expect(process.env.SOME).toBe('old')
  })
})
