import { oneLine, safeInLog } from './markdown.js'
import { formatDuration } from './numbers.js'

/** How a line looks: a failure, a success, a detail. */
export type Tone = 'bad' | 'good' | 'dim'

/** SGR codes, which GitHub's log shows. */
const CODES = { bad: 31, good: 32, dim: 2 }

/** Where the story is told while it happens. */
export interface Log {
  info(line: string, tone?: Tone): void
  /** Told only where debug logging is on. */
  debug(text: string): void
  /** Everything that is said in there belongs together, and is folded away once it is done. */
  group<T>(name: string, tell: () => Promise<T>): Promise<T>
}

/** What of @actions/core a log needs. */
export interface Runner {
  info(line: string): void
  debug(line: string): void
  startGroup(name: string): void
  endGroup(): void
}

export interface LogOptions {
  redact(text: string): string
  colours: boolean
  /** Milliseconds of any steady clock. */
  now(): number
}

/** @returns whether colours are wanted: GitHub's log shows them although it is no terminal */
export function wantsColours(env: NodeJS.ProcessEnv, isTerminal: boolean): boolean {
  if (env.NO_COLOR) return false
  return isTerminal || env.GITHUB_ACTIONS === 'true' || (env.FORCE_COLOR ?? '0') !== '0'
}

/** Tells the runner's log. Whatever a line holds, it stays a line, runs no command, and moves no cursor. */
export class RunnerLog implements Log {
  private isOpen = false

  constructor(
    private readonly runner: Runner,
    private readonly options: LogOptions,
  ) {}

  // Handed on without the object.
  readonly info = (line: string, tone?: Tone): void => {
    const safe = safeInLog(this.options.redact(line))
    const isColoured = this.options.colours && tone !== undefined
    this.runner.info(isColoured ? `\u001b[${CODES[tone]}m${safe}\u001b[0m` : safe)
  }

  readonly debug = (text: string): void => {
    this.runner.debug(this.options.redact(text).split('\n').map(oneLine).join('\n'))
  }

  async group<T>(name: string, tell: () => Promise<T>): Promise<T> {
    const began = this.options.now()
    const time = () => formatDuration(this.options.now() - began)
    this.runner.startGroup(name)
    this.isOpen = true
    try {
      const told = await tell()
      this.close()
      // Below the line that folds the rest away.
      this.info(`  ${time()}`, 'dim')
      return told
    } catch (error) {
      this.close()
      this.info(`  failed after ${time()}`, 'bad')
      throw error
    }
  }

  /** Ends a group that a cancelled run has left open, as what comes after must not be folded away. */
  close(): void {
    if (this.isOpen) this.runner.endGroup()
    this.isOpen = false
  }
}
