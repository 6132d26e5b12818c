import { once } from 'node:events'
import { expect, it } from 'vitest'
import { timed } from '../../../src/archive/timed.js'

it('work goes on where it cannot be told how far it is, and is told after', async () => {
  const heard: unknown[] = []
  const hear = (reason: unknown) => heard.push(reason)
  process.on('unhandledRejection', hear)
  let asked = 0
  const done = new EventTarget()
  const tell = async () => {
    asked++
    // As where a download has removed its file, and has not begun the next one.
    if (asked < 3) throw new Error('ENOENT')
    done.dispatchEvent(new Event('told'))
  }
  const work = async () => {
    const keptAlive = setInterval(() => {}, 1000)
    await once(done, 'told')
    clearInterval(keptAlive)
  }
  expect(await timed(work, tell, 1)).toBeGreaterThanOrEqual(0)
  await new Promise((resolve) => setImmediate(resolve))
  process.off('unhandledRejection', hear)
  expect(heard).toEqual([])
  const then = asked
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(asked).toBe(then)
})
