import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** A pid alone may be reused; with the time its process was born it means one process only. */
export const identify = (pid) => ({ pid, born: born(pid) })

export const lives = ({ pid, born: then }) => then !== undefined && born(pid) === then

export async function end(target) {
  if (!lives(target)) return
  signal(target.pid, 'SIGTERM')
  if (await gone(target, 20)) return
  signal(target.pid, 'SIGKILL')
  if (!(await gone(target, 10))) throw new Error(`process ${target.pid} does not end`)
}

export async function kill(target) {
  if (lives(target)) signal(target.pid, 'SIGKILL')
  if (!(await gone(target, 10))) throw new Error(`process ${target.pid} does not end`)
}

async function gone(target, seconds) {
  for (const deadline = Date.now() + seconds * 1000; Date.now() < deadline; await sleep(50)) {
    if (!lives(target)) return true
  }
  return false
}

function signal(pid, name) {
  try {
    process.kill(pid, name)
  } catch (error) {
    if (error.code !== 'ESRCH') throw error
  }
}

// A zombie counts as dead: in a container nobody may ever collect it.
const dead = /^[ZX]/

// Field numbers as in proc(5).
const state = 3
const threads = 20
const startTime = 22

function born(pid) {
  if (process.platform !== 'linux') return bornByPs(pid)
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // Field 2, the name in brackets, may hold anything, so fields are counted from its end on.
    const rest = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const field = (number) => rest[number - 3]
    // Java's first thread is a zombie while others still write their files.
    const isDead = dead.test(field(state)) && Number(field(threads)) <= 1
    return isDead ? undefined : field(startTime)
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ESRCH') return undefined
    throw error
  }
}

function bornByPs(pid) {
  const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' }
  const { stdout } = spawnSync('ps', ['-o', 'state=', '-o', 'lstart=', '-p', `${pid}`], {
    encoding: 'utf8',
    env,
  })
  const [, letters, time] = /^\s*(\S+)\s+(.+?)\s*$/.exec(stdout ?? '') ?? []
  return letters === undefined || dead.test(letters) ? undefined : time
}
