import type { Span } from '../report/index.js'

/** What the restore of indexes consists of, for people. */
type StageName = 'Make indexes' | 'Load documents' | 'Verify' | 'Put in place'

/** Measures from when to when anything was in each stage; indexes are in several at the same time. */
export class Stages {
  private readonly spans = new Map<StageName, { began: number; ended: number }>()

  /** @param now milliseconds since the step began */
  constructor(private readonly now: () => number) {}

  /** Does a part of the work, which counts for the stage, also where it fails. */
  async during<T>(name: StageName, work: () => Promise<T>): Promise<T> {
    const began = this.now()
    const span = this.spans.get(name) ?? { began, ended: began }
    this.spans.set(name, span)
    try {
      return await work()
    } finally {
      span.ended = this.now()
    }
  }

  /** @returns the stages in the order in which they began, each from its first begin to its last end */
  told(): Span[] {
    return [...this.spans].map(([name, { began, ended }]) => ({ name, beganMs: began, ms: ended - began }))
  }
}
