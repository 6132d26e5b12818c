import { closeSync, linkSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { identify, lives } from './process-identity.mjs'

/** Runs `work` while no other process holds the lock. A holder that died loses it. */
export async function withLock(file, work, say) {
  await take(file, say)
  try {
    return await work()
  } finally {
    rmSync(file, { force: true })
  }
}

async function take(file, say) {
  // Linked into place rather than written there, so that nobody ever reads half a lock.
  const mine = `${file}.${process.pid}`
  writeFileSync(mine, JSON.stringify(identify(process.pid)))
  try {
    for (let waiting = false; !link(mine, file); waiting = true) {
      const holder = read(file)
      if (!holder) continue
      if (!lives(holder)) breakLock(file)
      else if (!waiting) say(`waiting for another start or stop (process ${holder.pid})`)
      await sleep(100)
    }
  } finally {
    rmSync(mine, { force: true })
  }
}

// Only one process at a time may remove a dead holder's lock, or the second would remove the lock of the first.
function breakLock(file) {
  const guard = `${file}.breaking`
  if (!create(guard)) {
    if (Date.now() - statSync(guard, { throwIfNoEntry: false })?.mtimeMs > 10_000)
      rmSync(guard, { force: true })
    return
  }
  try {
    const holder = read(file)
    if (holder && !lives(holder)) rmSync(file)
  } finally {
    rmSync(guard, { force: true })
  }
}

const link = (from, to) => unless('EEXIST', () => linkSync(from, to) ?? true)
const create = (file) => unless('EEXIST', () => closeSync(openSync(file, 'wx')) ?? true)
const read = (file) => unless('ENOENT', () => JSON.parse(readFileSync(file, 'utf8')))

function unless(code, action) {
  try {
    return action()
  } catch (error) {
    if (error.code === code) return undefined
    throw error
  }
}
