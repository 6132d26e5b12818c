import { expect, it } from 'vitest'
import { withAddresses } from '../../../src/engines/elasticdump/lockfile.js'

it('gives each package of a lockfile the address of its archive', () => {
  const lockfile = {
    lockfileVersion: 3,
    packages: {
      '': { name: 'pinned' },
      'node_modules/async': { version: '2.6.4', integrity: 'sha512-a' },
      'node_modules/async/node_modules/@scope/part': { version: '1.0.0', integrity: 'sha512-b' },
      'node_modules/JSONStream': { name: '@search-dump/jsonstream', version: '1.4.0', integrity: 'sha512-c' },
      'node_modules/aws-sdk': { version: '2.9999.0', resolved: 'file:aws-sdk' },
      'node_modules/kept': {
        version: '1.0.0',
        resolved: 'https://else.example/kept.tgz',
        integrity: 'sha512-d',
      },
    },
  }
  const { packages } = JSON.parse(withAddresses(JSON.stringify(lockfile), 'https://npm.example/path/'))
  const addresses = Object.fromEntries(
    Object.entries<{ resolved?: string }>(packages).map(([path, { resolved }]) => [path, resolved]),
  )
  expect(addresses).toEqual({
    '': undefined,
    'node_modules/async': 'https://npm.example/path/async/-/async-2.6.4.tgz',
    'node_modules/async/node_modules/@scope/part': 'https://npm.example/path/@scope/part/-/part-1.0.0.tgz',
    'node_modules/JSONStream': 'https://npm.example/path/@search-dump/jsonstream/-/jsonstream-1.4.0.tgz',
    'node_modules/aws-sdk': 'file:aws-sdk',
    'node_modules/kept': 'https://else.example/kept.tgz',
  })
})
