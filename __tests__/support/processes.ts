import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/** One process as the machine shows it to everybody; its environment only where Linux shows it to its owner. */
export interface SeenProcess {
  pid: number
  command: string
  environment: string
}

interface Listed {
  pid: number
  parent: number
}

/** Looks again and again at a process and all that come from it. */
export class ProcessWatch {
  private readonly seen = new Map<string, SeenProcess>()
  private timer: NodeJS.Timeout | undefined
  private readonly family = new Set<number>()

  begin(pid: number): void {
    this.family.add(pid)
    this.timer = setInterval(() => this.look(), 10)
  }

  /** @returns every command line that was seen */
  end(): SeenProcess[] {
    clearInterval(this.timer)
    return [...this.seen.values()]
  }

  private look(): void {
    const listed = list()
    // A child may be listed before its parent.
    for (let known = -1; known !== this.family.size; ) {
      known = this.family.size
      for (const { pid, parent } of listed) if (this.family.has(parent)) this.family.add(pid)
    }
    for (const { pid } of listed.filter((one) => this.family.has(one.pid))) {
      const command = commandOf(pid)
      if (command !== '')
        this.seen.set(`${pid} ${command}`, { pid, command, environment: environmentOf(pid) })
    }
  }
}

/** @returns processes of the machine whose command line has this text */
export function processesWith(text: string): SeenProcess[] {
  return list()
    .map(seen)
    .filter(({ command }) => command.includes(text))
}

/** @returns processes that this one has started itself */
export function childrenOf(pid: number): SeenProcess[] {
  return list()
    .filter(({ parent }) => parent === pid)
    .map(seen)
}

/** @returns whether it runs; one that has ended has no command line, also where nobody has asked how it ended */
export function isRunning(pid: number): boolean {
  return commandOf(pid) !== ''
}

const list = () => (isLinux ? listProc() : listPs())

const seen = ({ pid }: Listed) => ({ pid, command: commandOf(pid), environment: '' })

const isLinux = process.platform === 'linux'

function listProc(): Listed[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      // `pid (name of the program) state parent …`, and the name may hold anything.
      const stat = readProc(`${name}/stat`)
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
      return stat === '' ? [] : [{ pid: Number(name), parent }]
    })
}

function listPs(): Listed[] {
  const text = execFileSync('ps', ['-axo', 'pid=,ppid='], { encoding: 'utf8' })
  return text
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .map(([pid = 0, parent = 0]) => ({ pid, parent }))
}

function commandOf(pid: number): string {
  if (isLinux) return readProc(`${pid}/cmdline`).replaceAll('\0', ' ').trim()
  try {
    return execFileSync('ps', ['-wwo', 'args=', '-p', String(pid)], { encoding: 'utf8' }).trim()
  } catch {
    return ''
  }
}

function environmentOf(pid: number): string {
  return isLinux ? readProc(`${pid}/environ`).replaceAll('\0', '\n') : ''
}

/** Processes go away while one looks. */
function readProc(path: string): string {
  try {
    return readFileSync(`/proc/${path}`, 'utf8')
  } catch {
    return ''
  }
}
