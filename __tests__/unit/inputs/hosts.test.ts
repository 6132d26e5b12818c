import { describe, expect, it } from 'vitest'
import { Refusal } from '../../../src/inputs/faults.js'
import { hostList, isAllowedHost } from '../../../src/inputs/hosts.js'

describe('allowed-hosts', () => {
  it.each<[string, string, boolean]>([
    ['', 'https://any.example.org:9200', true],
    ['search.example.org', 'https://search.example.org:9200', true],
    ['Search.Example.org', 'https://SEARCH.example.ORG', true],
    ['search.example.org', 'https://search.example.org.:9200/path', true],
    ['search.example.org', 'https://search.example.org.evil.net', false],
    ['search.example.org', 'https://xsearch.example.org', false],
    ['search.example.org', 'https://searchxexample.org', false],
    ['*.preview.example.org', 'https://a.preview.example.org', true],
    ['*.preview.example.org', 'https://a.b.preview.example.org', true],
    ['*.preview.example.org', 'https://preview.example.org', false],
    ['*.preview.example.org', 'https://production.example.org', false],
    ['localhost, 127.0.0.1\n[::1]', 'http://127.0.0.1:9200', true],
    ['localhost, 127.0.0.1\n[::1]', 'http://[::1]:9200', true],
    ['::1', 'http://[::1]:9200', true],
    ['127.0.0.1', 'http://127.0.0.10:9200', false],
    ['preview-*', 'http://preview-17:9200', true],
    ['*', 'http://anything:9200', true],
  ])('%j and %s: %s', (given, url, isAllowed) => {
    expect(isAllowedHost(hostList(given), url)).toBe(isAllowed)
  })

  it.each(['https://search.example.org', 'search.example.org:9200', 'user@host', 'a/b', 'a b', '[::1]:9200'])(
    'takes no %s',
    (given) => {
      expect(() => hostList(given)).toThrow(Refusal)
    },
  )
})
