import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const script = fileURLToPath(new URL('../../script/opensearch', import.meta.url))

/** A server of a test file's own, with settings that no other test could live with. */
export class OwnServer {
  private shared: string | undefined
  private readonly named: string[]

  constructor(name: string) {
    this.named = ['--name', `${name}-${process.pid}`]
  }

  /** Starts it, and makes it the one that all of support/ is about. @param settings of opensearch.yml */
  async start(settings: Record<string, string>): Promise<void> {
    const lines = Object.entries(settings).flatMap(([key, value]) => ['--setting', `${key}=${value}`])
    const { stdout } = await run(process.execPath, [script, 'start', ...this.named, ...lines])
    this.shared = process.env.TEST_OPENSEARCH_URL
    process.env.TEST_OPENSEARCH_URL = stdout.trim()
  }

  /** Ends it with SIGKILL, and starts it again with its data. @returns when it answers */
  async crash(): Promise<void> {
    await run(process.execPath, [script, 'crash', ...this.named])
  }

  async stop(): Promise<void> {
    process.env.TEST_OPENSEARCH_URL = this.shared
    await run(process.execPath, [script, 'stop', ...this.named])
  }
}
