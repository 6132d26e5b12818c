/**
 * The environment of a child process: this one's without the action's inputs, which hold secrets, and without the
 * runner's own tokens.
 * @param extra what the child gets beside
 */
export function childEnvironment(extra: Record<string, string>): Record<string, string> {
  const env: Record<string, string> = {}
  for (const [name, value] of Object.entries(process.env)) {
    const isSecret =
      name.startsWith('INPUT_') || name.startsWith('ACTIONS_') || name.startsWith('ELASTICDUMP_')
    if (value !== undefined && !isSecret) env[name] = value
  }
  return { ...env, ...extra }
}
