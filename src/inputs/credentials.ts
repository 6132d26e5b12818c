import type { Fault } from './faults.js'
import type { Credentials, TargetAddress } from './uri.js'

interface Given {
  uri?: TargetAddress | undefined
  username?: string | undefined
  password?: string | undefined
}

/**
 * Credentials of one cluster that are fine one by one, and not together.
 * @param prefix of the names of its inputs
 */
export function credentialFaults(prefix: '' | 'source-', { uri, username, password }: Given): Fault[] {
  const faults: Fault[] = []
  const [user, word] = [`${prefix}username`, `${prefix}password`]
  if ((username === undefined) !== (password === undefined)) {
    const [input, other] = username === undefined ? [word, user] : [user, word]
    const fix = `Give both; or neither, with the credentials in the ${prefix}uri`
    faults.push({ input, problem: `is given without ${other}`, fix })
  }
  if (username?.includes(':')) {
    faults.push({ input: user, problem: 'has a colon in it', fix: 'Use a user without one' })
  }
  if (uri?.auth && differs(uri.auth, username, password)) {
    const fix = `Take the credentials out of the ${prefix}uri, or leave ${user} and ${word} away`
    faults.push({ input: `${prefix}uri`, problem: `has other credentials than ${user} and ${word}`, fix })
  }
  return faults
}

function differs(auth: Credentials, username?: string, password?: string): boolean {
  const isDifferentUser = username !== undefined && username !== auth.username
  return isDifferentUser || (password !== undefined && password !== auth.password)
}
