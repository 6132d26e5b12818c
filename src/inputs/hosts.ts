import { Refusal } from './faults.js'
import { fits } from './globs.js'
import { items } from './parsers.js'

/** Host names or globs by commas or newlines: `*` stands for any characters, dots too. In lower case. */
export function hostList(value: string): readonly string[] {
  const hosts = items(value.toLowerCase())
  if (value !== '' && hosts.length === 0)
    throw new Refusal('has no host', 'Give at least one, or leave it out')
  const odd = hosts.find((host) => /[/@\s]|:\d+$/.test(withoutBrackets(host)) && !isIpv6(host))
  if (odd !== undefined) {
    throw new Refusal(
      `has '${odd}', which is no host name`,
      'Give names alone, without scheme, port or path, such as search.example.org or *.preview.example.org',
    )
  }
  return Object.freeze([...new Set(hosts)])
}

/**
 * @param allowed as hostList gives them; none allows every host
 * @param url of the target
 */
export function isAllowedHost(allowed: readonly string[], url: string): boolean {
  const host = hostOf(url)
  return allowed.length === 0 || allowed.some((glob) => fits(withoutBrackets(glob), host))
}

/** @returns the host of an address, without the brackets of IPv6 and the dot that may end a name */
export function hostOf(url: string): string {
  return withoutBrackets(new URL(url).hostname).replace(/\.$/, '')
}

function withoutBrackets(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1')
}

function isIpv6(host: string): boolean {
  return /^[0-9a-f:.*]+$/.test(withoutBrackets(host)) && (host.match(/:/g) ?? []).length > 1
}
