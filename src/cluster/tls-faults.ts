import { RestoreError } from '../errors.js'

/** Node's words. Certificates do not get better by waiting. */
const TLS_FAULT = /certificate|self.signed|UNABLE_TO_|CERT_|ERR_TLS|SSL routines|wrong version number/i

/** What to do, by Node's words. */
const HINTS: [RegExp, string][] = [
  [
    /wrong version number|packet length too long/i,
    'What answers there does not speak TLS: write http:// in `uri`, or the port that does.',
  ],
  [
    /expired/i,
    'Renew the certificate of the cluster, or of the proxy before it; or look whether the clock of this runner is right.',
  ],
  [/not yet valid/i, 'Look whether the clock of this runner is right.'],
  [
    /does not match certificate/i,
    'Write the host name that the certificate is for in `uri`, or have one made for this host name.',
  ],
]
const NO_CA =
  'Give the CA that signed its certificate in `tls-ca`; `tls-verify: false` accepts any certificate.'
/** Advice of Node's that a step cannot follow. */
const ADVICE = /; if the root CA is installed locally, .*$/

/** @returns whether a reason is about TLS */
export function isTlsFault(reason: string): boolean {
  return TLS_FAULT.test(reason)
}

export function tlsError(url: string, reason: string, cause: unknown): RestoreError {
  const hint = HINTS.find(([words]) => words.test(reason))?.[1] ?? NO_CA
  return new RestoreError(
    'CLUSTER_UNREACHABLE',
    `no TLS connection to ${url}: ${reason.replace(ADVICE, '')}`,
    {
      hint,
      cause,
    },
  )
}
