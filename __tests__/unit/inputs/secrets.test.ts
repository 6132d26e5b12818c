import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskSecrets, readSecrets, redactor, secretForms } from '../../../src/inputs/index.js'
import { reader } from './given.js'

const forms = (uri: string, username = '', password = '') => secretForms([{ uri, username, password }])

describe('secretForms', () => {
  it('has every form of a password in a URI', () => {
    const found = forms('https://admin:p%40ss é"x@host:9200/es')
    for (const form of [
      'https://admin:p%40ss é"x@host:9200/es',
      'p%40ss é"x',
      'p@ss é"x',
      'p%40ss%20%C3%A9%22x',
      'p%40ss%20%c3%a9%22x',
      'p@ss%20%C3%A9%22x',
      'p@ss é\\"x',
      Buffer.from('admin:p@ss é"x').toString('base64'),
    ]) {
      expect(found).toContain(form)
    }
  })

  it('has what JSON in plain ASCII makes of a password', () => {
    const found = secretForms([{ uri: '', username: 'u', password: 'pässwörd\u{1f511}' }])
    for (const form of ['p\\u00e4ssw\\u00f6rd\\ud83d\\udd11', 'p\\u00E4ssw\\u00F6rd\\uD83D\\uDD11'])
      expect(found).toContain(form)
  })

  it('has what `new URL` makes of a password', () => {
    const url = new URL('http://host')
    url.password = "it's|{a}^word"
    expect(forms('', 'admin', "it's|{a}^word")).toContain(url.password)
  })

  it.each([
    'admin:hunter22@host',
    'https:/admin:hunter22@host',
    'http://admin:hunter22@',
    'http://admin:hunter22@host:99999?x',
    'http://:hunter22@host',
    'http://first:line@host\nhttp://admin:hunter22@host',
  ])('has the password of the faulty URI %j', (uri) => expect(forms(uri)).toContain('hunter22'))

  it.each(['http://host:9200', 'https://host/es/'])('has no form of %j, which is only an address', (uri) => {
    expect(forms(uri)).toEqual([])
    expect(forms(uri, 'admin', 'hunter22')).not.toContain(uri)
  })

  it('has a URI that is no address: it may be a password in the wrong place', () => {
    expect(forms('hunter22')).toContain('hunter22')
  })

  it('has each line of a secret of many lines, trimmed too', () => {
    const found = forms('', 'admin', 'first\r\n second \n')
    expect(found).toEqual(expect.arrayContaining(['first\r\n second \n', 'first', ' second ', 'second']))
  })

  it('has nothing blank, and nothing twice', () => {
    expect(forms('', '', ' \n')).toEqual([])
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.string(),
        fc.string({ unit: 'binary' }),
        (uri, user, word) => {
          const found = forms(uri, user, word)
          expect(found.filter((form) => form.trim() === '')).toEqual([])
          expect(new Set(found).size).toBe(found.length)
        },
      ),
    )
  })

  it('copes with half a surrogate pair', () =>
    expect(forms('', 'admin', 'hunter\ud800')).toContain('hunter\ud800'))
})

it('readSecrets keeps the spaces of a password, and knows the source', () => {
  const read = reader({
    uri: ' http://a ',
    password: ' p ',
    'source-uri': 'http://b',
    'source-password': 'q',
  })
  expect(readSecrets(read)).toEqual([
    { uri: 'http://a', username: '', password: ' p ' },
    { uri: 'http://b', username: '', password: 'q' },
  ])
})

describe('an address in dump', () => {
  const signed = 'https://me:hunter22@example.org/a/dump.zip?Expires=3600&Sig=abcdef%2Fabcdef%2Bab#x'
  const found = (dump: string) => secretForms(readSecrets(reader({ uri: 'http://a', dump })))

  it('is masked with its password, its query, and what is long in there', () => {
    expect(found(signed)).toEqual(
      expect.arrayContaining([
        signed,
        'hunter22',
        'Expires=3600&Sig=abcdef%2Fabcdef%2Bab',
        'abcdef%2Fabcdef%2Bab',
        'abcdef/abcdef+ab',
      ]),
    )
    expect(found(signed)).not.toContain('3600')
  })

  it('that has neither is no secret, nor is a path', () => {
    expect(found('https://example.org/a/dump.zip')).toEqual([])
    expect(found('/a/what?is-this-dump-called')).toEqual([])
  })
})

it('maskSecrets masks each', () => {
  const masked: string[] = []
  maskSecrets(['one', 'two'], (secret) => masked.push(secret))
  expect(masked).toEqual(['one', 'two'])
})

describe('redactor', () => {
  it.each([
    ['the longer first', ['ab', 'abcd'], 'x abcd ab', 'x *** ***'],
    ['a longer one that begins inside a shorter one', ['xa', 'abcdef'], 'xabcdef!', '***!'],
    ['its own stars only once', ['*', 'a'], 'a*b', '******b'],
    ['text that would be an expression', ['a.c$&'], 'abc a.c$& ', 'abc *** '],
    ['nothing', [], 'plain', 'plain'],
  ])('takes out %s', (_, secrets, text, clean) => expect(redactor(secrets)(text)).toBe(clean))

  it('leaves no form of a secret behind', () => {
    const words = fc.string({ unit: 'binary', minLength: 4 }).filter((word) => /[^\s*]{2}/.test(word))
    fc.assert(
      fc.property(words, fc.string(), fc.string(), (password, before, after) => {
        const shapes = [password, encodeURIComponent(password), JSON.stringify(password)]
        const redact = redactor(forms(`http://u:${encodeURIComponent(password)}@h`))
        for (const shape of shapes) expect(redact(`${before}${shape}${after}`)).not.toContain(shape)
      }),
    )
  })
})
