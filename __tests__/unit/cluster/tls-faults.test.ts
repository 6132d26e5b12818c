import { expect, it } from 'vitest'
import { isTlsFault, tlsError } from '../../../src/cluster/tls-faults.js'

it.each([
  ['certificate has expired', /Renew the certificate/],
  ['certificate is not yet valid', /clock/],
  [
    "Hostname/IP does not match certificate's altnames: Host: localhost. is not cert's CN: 127.0.0.1",
    /host name/,
  ],
  ['unable to verify the first certificate', /`tls-ca`/],
  ['self-signed certificate in certificate chain; if the root CA is installed locally, try this', /`tls-ca`/],
  ['C0:error:0A00010B:SSL routines:ssl3_get_record:wrong version number', /does not speak TLS/],
])('knows %s', (reason, hint) => {
  expect(isTlsFault(reason)).toBe(true)
  const fault = tlsError('https://a', reason, undefined)
  expect(fault.code).toBe('CLUSTER_UNREACHABLE')
  expect(fault.message).toMatch(/^no TLS connection to https:\/\/a: /)
  expect(fault.message).not.toContain('installed locally')
  expect(fault.hint).toMatch(hint)
})

it.each(['connect ECONNREFUSED 127.0.0.1:9200', 'getaddrinfo ENOTFOUND a', 'socket hang up'])(
  '%s is none',
  (reason) => {
    expect(isTlsFault(reason)).toBe(false)
  },
)
