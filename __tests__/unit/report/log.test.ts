import { describe, expect, it } from 'vitest'
import { RunnerLog, wantsColours } from '../../../src/report/index.js'

function started(colours = false) {
  const told: string[] = []
  const clock = { ms: 0 }
  const runner = {
    info: (line: string) => told.push(line),
    debug: (text: string) => told.push(`debug ${text}`),
    startGroup: (name: string) => told.push(`[ ${name}`),
    endGroup: () => told.push(']'),
  }
  const redact = (text: string) => text.replaceAll('s3cret', '***')
  return { told, clock, log: new RunnerLog(runner, { redact, colours, now: () => clock.ms }) }
}

describe('the log', () => {
  it('colours a line as a whole, and nothing that the line brings itself', () => {
    const { told, log } = started(true)
    log.info('fine', 'good')
    log.info('\u001b[31mred\u001b]8;;http://x\u0007link\rover\n::error::no \u009b2J', 'bad')
    log.info('plain')
    expect(told).toEqual([
      '\u001b[32mfine\u001b[0m',
      '\u001b[31m\ufffd[31mred\ufffd]8;;http://x\ufffdlink over ::error::no \ufffd2J\u001b[0m',
      'plain',
    ])
  })

  it('has no colours where none are wanted', () => {
    const { told, log } = started()
    log.info('bad', 'bad')
    expect(told).toEqual(['bad'])
  })

  it('keeps secrets and escape sequences out of what debug logging shows, and its lines', () => {
    const { told, log } = started()
    log.debug('one s3cret\n\u001b[2Jtwo')
    expect(told).toEqual(['debug one ***\n\ufffd[2Jtwo'])
  })

  it('ends a group before it tells how long it took, or that it failed', async () => {
    const { told, clock, log } = started(true)
    const tell = async () => {
      log.info('within')
      clock.ms += 1500
      return 7
    }
    expect(await log.group('Look', tell)).toBe(7)
    const fail = () => log.group('Restore', () => Promise.reject(new Error('no')))
    await expect(fail()).rejects.toThrow('no')
    expect(told).toEqual([
      '[ Look',
      'within',
      ']',
      '\u001b[2m  1.5 s\u001b[0m',
      '[ Restore',
      ']',
      '\u001b[31m  failed after 0 ms\u001b[0m',
    ])
  })

  it('closes what a run that was given up has left open, once', () => {
    const { told, log } = started()
    void log.group('Restore', () => new Promise(() => {}))
    log.close()
    log.close()
    expect(told).toEqual(['[ Restore', ']'])
  })

  it.each([
    [{}, false, false],
    [{}, true, true],
    [{ GITHUB_ACTIONS: 'true' }, false, true],
    [{ GITHUB_ACTIONS: 'true', NO_COLOR: '1' }, false, false],
    [{ NO_COLOR: '1' }, true, false],
    [{ NO_COLOR: '' }, true, true],
    [{ FORCE_COLOR: '1' }, false, true],
    [{ FORCE_COLOR: '0' }, false, false],
  ])('with %j and a terminal: %s wants colours: %s', (env, isTerminal, expected) => {
    expect(wantsColours(env, isTerminal)).toBe(expected)
  })
})
