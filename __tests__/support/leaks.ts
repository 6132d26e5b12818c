import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { ActionRun } from './action.js'

/** @returns every form in which a password could be seen: whole, encoded, and each word of it. */
export function formsOf(username: string, password: string): string[] {
  const url = new URL('http://host')
  url.password = password
  const forms = [
    password,
    JSON.stringify(password).slice(1, -1),
    encodeURIComponent(password),
    encodeURIComponent(password).toLowerCase(),
    encodeURI(password),
    url.password,
    Buffer.from(password).toString('base64'),
    Buffer.from(`${username}:${password}`).toString('base64'),
    Buffer.from(`${username}:${password}`).toString('base64url'),
    // A password that is taken apart at an @ or a slash leaks by its parts.
    ...(password.match(/[a-z]+7/g) ?? []),
  ]
  return [...new Set(forms)]
}

/** @returns where a run shows one of these: a line for each place; what a runner hides is no place. */
export function leaksOf(run: ActionRun, forms: string[]): string[] {
  // What the runner shows, also with debug logging: all but the commands that mask.
  const log = run.log.replace(/^::add-mask::.*\n?/gm, '')
  const files = filesIn(run.temp).map((path): [string, string] => [path, readFileSync(path, 'utf8')])
  const places: [string, string][] = [
    ['log', log],
    ['log, decoded', commandsDecoded(log)],
    ['summary', run.summary],
    ['outputs', JSON.stringify(run.outputs)],
    ['report', JSON.stringify(run.report ?? null)],
    ['annotations', run.annotations.map(({ title, message }) => `${title}\n${message}`).join('\n')],
    ...files,
  ]
  return places.flatMap(([place, text]) =>
    forms.filter((form) => text.includes(form)).map((form) => `${place} shows ${form}`),
  )
}

function commandsDecoded(log: string): string {
  return log.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%')
}

/** RUNNER_TEMP outlives a step: others of the job can read what is in there. */
function filesIn(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? filesIn(path) : [path]
  })
}
