import { exec } from '@actions/exec'
import { childEnvironment } from './environment.js'
import { hookPath, onLifeline } from './lifeline.js'

/**
 * Runs npm, which ends with the action.
 * @returns its exit code and all that it said
 * @throws Error where there is no npm to run
 */
export async function npm(
  args: string[],
  cwd: string,
  signal: AbortSignal,
): Promise<{ code: number; output: string }> {
  let output = ''
  const listeners = { stdout: (data: Buffer) => (output += data), stderr: (data: Buffer) => (output += data) }
  const code = await onLifeline(signal, (lifeline) => {
    const env = childEnvironment({ ...lifeline, NODE_OPTIONS: withHook(process.env.NODE_OPTIONS) })
    return exec('npm', args, { cwd, env, silent: true, ignoreReturnCode: true, listeners })
  })
  signal.throwIfAborted()
  return { code, output }
}

/** @returns the address of the registry that npm uses here; undefined where it does not say */
export async function registryOf(cwd: string, signal: AbortSignal): Promise<string | undefined> {
  const { code, output } = await npm(['config', 'get', 'registry', '--loglevel=silent'], cwd, signal)
  const said = output.trim().split('\n').at(-1) ?? ''
  return code === 0 && URL.canParse(said) ? said : undefined
}

/** npm is a script of Node's too. */
function withHook(options = ''): string {
  return `${options} --require "${hookPath().replaceAll('\\', '\\\\')}"`.trim()
}

/** @returns what npm says in its output, without what it says of itself; '' for nothing */
export function npmReason(output: string): string {
  const lines = output
    .split('\n')
    .map((line) => line.replace(/^npm (?:error|ERR!) ?(?:notarget |network |code )?/, '').trim())
  return lines
    .filter((line) => line !== '' && !/A complete log of this run|[\\/]_logs[\\/]/.test(line))
    .slice(0, 5)
    .join(' ')
}
