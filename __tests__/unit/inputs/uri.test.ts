import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Refusal } from '../../../src/inputs/faults.js'
import { parseTarget } from '../../../src/inputs/uri.js'

describe('address', () => {
  it.each([
    ['http://localhost:9200', 'http://localhost:9200'],
    ['HTTPS://Search.Example.org', 'https://search.example.org'],
    ['http://localhost:9200/', 'http://localhost:9200'],
    ['https://example.org/search/v2//', 'https://example.org/search/v2'],
    ['https://example.org:443', 'https://example.org'],
    ['http://[::1]:9200/es', 'http://[::1]:9200/es'],
    ['http://host/pre@fix', 'http://host/pre@fix'],
    ['http://[::1]:9200/pre@fix', 'http://[::1]:9200/pre@fix'],
    ['http://host:9200/pre%40fix', 'http://host:9200/pre%40fix'],
  ])('%s', (uri, url) => expect(parseTarget(uri)).toEqual({ url }))
})

describe('credentials', () => {
  it.each([
    ['http://admin:secret@h:9200', 'admin', 'secret'],
    ['http://admin:p@ss@h:9200', 'admin', 'p@ss'],
    ['http://admin:p/s:s?x#y@h:9200', 'admin', 'p/s:s?x#y'],
    ['http://admin:p%40ss@h:9200', 'admin', 'p@ss'],
    ['http://admin:50%@h:9200', 'admin', '50%'],
    ['http://admin:50%25%@h:9200', 'admin', '50%25%'],
    ['http://admin:%e9@h:9200', 'admin', '%e9'],
    ['http://admin:caf%C3%A9@h:9200', 'admin', 'café'],
    ['http://admin:café@h:9200', 'admin', 'café'],
    ['http://admin:a+b@h:9200', 'admin', 'a+b'],
    ['http://me@corp.org:pw@h:9200', 'me@corp.org', 'pw'],
    ['http://caf%C3%A9:50%@h:9200', 'café', '50%'],
    ['http://admin:[pw]@h:9200', 'admin', '[pw]'],
  ])('%s', (uri, username, password) => {
    expect(parseTarget(uri)).toEqual({ url: 'http://h:9200', auth: { username, password } })
  })

  it('go with an IPv6 host and a path', () => {
    expect(parseTarget('https://admin:p@ss@[2001:db8::1]:9200/es/')).toEqual({
      url: 'https://[2001:db8::1]:9200/es',
      auth: { username: 'admin', password: 'p@ss' },
    })
  })

  it('any password arrives, percent-encoded', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (password) => {
        const uri = `https://admin:${encodeURIComponent(password)}@host:9200/es`
        expect(parseTarget(uri)).toEqual({
          url: 'https://host:9200/es',
          auth: { username: 'admin', password },
        })
      }),
    )
  })

  it('any password without whitespace and % arrives as it is', () => {
    const words = fc.string({ unit: 'binary', minLength: 1 }).filter((word) => !/[\s\p{Cc}%]/u.test(word))
    fc.assert(
      fc.property(words, (password) => {
        expect(parseTarget(`https://admin:${password}@host:9200`).auth).toEqual({
          username: 'admin',
          password,
        })
      }),
    )
  })
})

describe('refusals', () => {
  it.each([
    ['host:9200', 'does not begin with http:// or https://'],
    ['ftp://host', 'does not begin with http:// or https://'],
    ['http:/host', 'does not begin with http:// or https://'],
    ['admin:hunter22@host', 'does not begin with http:// or https://'],
    ['http://', 'has no host'],
    ['http://:9200', 'has no host'],
    ['http:///path', 'has no host'],
    ['http://admin:hunter22@', 'has no host'],
    ['http://admin:hunter22@/path', 'has no host'],
    ['http://admin:hunter22@host:99999', 'has a host or a port that is not valid'],
    ['http://admin:hunter22@host:port', 'has a host or a port that is not valid'],
    ['http://admin:hunter22@ho<st', 'has a host or a port that is not valid'],
    ['http://admin:hunter22@host\\path', 'has a host or a port that is not valid'],
    ['http://[::1', 'has no host'],
    ['http://admin:hunter22@host?pretty', 'has a query or a fragment'],
    ['http://admin:hunter22@host/path#top', 'has a query or a fragment'],
    ['http://host/?q=a@b', 'has a query or a fragment'],
    ['http://admin@host', 'has a user and no password'],
    ['http://admin:@host', 'has a user and no password'],
    ['http://admin@host/pre@fix', 'has a user and no password'],
    ['http://:hunter22@host', 'has a password and no user'],
    ['http://a%3Ab:hunter22@host', 'has a colon in the user'],
    ['http://admin:hunter 22@host', 'has whitespace in it'],
    ['http://host:9200\nhttp://other:9200', 'has whitespace in it'],
  ])('%s', (uri, problem) => {
    expect(thrown(() => parseTarget(uri))).toMatchObject({ name: 'Refusal', problem })
  })

  it('tell nothing of the URI', () => {
    const broken = fc.constantFrom('', ':99999', ':x', '?q', '#f', '/ a', '\\', '<')
    fc.assert(
      fc.property(fc.stringMatching(/^[\w@/:%?# -]{0,20}$/), broken, (noise, tail) => {
        const error = thrown(() => parseTarget(`http://tellnobody:hunter22${noise}@needle.example${tail}`))
        const told = error instanceof Refusal ? `${error.stack} ${error.fix} ${error.cause}` : ''
        expect(told).not.toMatch(/tellnobody|hunter22|needle/)
        expect(error === undefined || error instanceof Refusal).toBe(true)
      }),
    )
  })
})

function thrown(action: () => unknown): unknown {
  try {
    action()
    return undefined
  } catch (error) {
    return error
  }
}
