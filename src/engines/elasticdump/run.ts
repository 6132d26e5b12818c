import { exec } from '@actions/exec'
import { REQUEST_TIMEOUT_MS } from '../../cluster/index.js'
import type { Target } from '../../inputs/index.js'
import { childEnvironment } from './environment.js'
import type { Installation } from './install.js'
import { hookPath, onLifeline } from './lifeline.js'

export interface ElasticdumpRun {
  /** `--name=value`, none of them a secret. */
  options: string[]
  env?: Record<string, string>
  onOutput?(line: string): void
  onErrorOutput?(line: string): void
  /** Ends it. */
  signal: AbortSignal
}

/**
 * Runs elasticdump with the Node that runs this action. Credentials go into the child's environment alone.
 * @throws what the signal was aborted with
 * @returns its exit code, which proves nothing: it is 0 when documents were rejected
 */
export async function runElasticdump(
  installation: Installation,
  target: Target,
  caFile: string | undefined,
  run: ElasticdumpRun,
): Promise<number> {
  const output = new Lines((line) => run.onOutput?.(line))
  const errorOutput = new Lines((line) => run.onErrorOutput?.(line))
  // Without one it waits for ever for an answer that does not come.
  const timeout = `--timeout=${REQUEST_TIMEOUT_MS}`
  const args = ['--require', hookPath(), installation.script, timeout, ...run.options]
  const code = await onLifeline(run.signal, (lifeline) =>
    exec(`"${process.execPath}"`, args, {
      env: childEnvironment({ ...connection(target, caFile), ...run.env, ...lifeline }),
      silent: true,
      ignoreReturnCode: true,
      listeners: { stdout: (data) => output.add(data), stderr: (data) => errorOutput.add(data) },
    }),
  )
  run.signal.throwIfAborted()
  output.end()
  errorOutput.end()
  return code
}

/** @returns where elasticdump writes to: the name in a form that it takes for a name, and not for a number or a path */
export function outputTo(target: Target, name: string): string[] {
  return [`--output=${target.url}`, `--output-index=${name === '' ? '' : encodeURIComponent(name)}/`]
}

function connection({ auth, tls }: Target, caFile: string | undefined): Record<string, string> {
  return {
    ...(auth
      ? { ELASTICDUMP_OUTPUT_USERNAME: auth.username, ELASTICDUMP_OUTPUT_PASSWORD: auth.password }
      : {}),
    // elasticdump's own --ca works only with client certificates.
    ...(caFile ? { NODE_EXTRA_CA_CERTS: caFile } : {}),
    ...(tls.verify ? {} : { NODE_TLS_REJECT_UNAUTHORIZED: '0', NODE_NO_WARNINGS: '1' }),
  }
}

/** Cuts a stream into lines. */
class Lines {
  private rest = ''
  private readonly decoder = new TextDecoder()

  constructor(private readonly take: (line: string) => void) {}

  add(data: Buffer): void {
    const lines = (this.rest + this.decoder.decode(data, { stream: true })).split('\n')
    this.rest = lines.pop() ?? ''
    for (const line of lines) this.take(line)
  }

  end(): void {
    if (this.rest !== '') this.take(this.rest)
    this.rest = ''
  }
}
