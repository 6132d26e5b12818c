import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { Body, type Operation } from '../../../../src/engines/native/body.js'
import { CLOCK, type Clock } from '../../../../src/engines/native/clock.js'
import { Link } from '../../../../src/engines/native/link.js'
import { RequestPool } from '../../../../src/engines/native/pool.js'
import { Sender, type SenderOptions } from '../../../../src/engines/native/sender.js'
import { Tally } from '../../../../src/engines/native/tally.js'
import {
  Answers,
  allCreated,
  BUSY,
  CREATED,
  items,
  NO_SHARD,
  NOT_FOUND,
  PROXY_PAGE,
  QUEUE_FULL,
  refusal,
  refusedBy,
  UNPARSED,
  UPDATED,
} from '../../cluster/answers.js'
import { faultOf } from '../../dump/files.js'
import { documentOf } from './documents.js'

const PATIENCE_MS = 60_000
const answers = new Answers().use()

/** Time passes only while somebody sleeps. */
class TestClock implements Clock {
  readonly pauses: number[] = []
  whileAsleep = async (): Promise<void> => {}
  private ms = 1_000_000

  now(): number {
    return this.ms
  }

  async sleep(ms: number): Promise<void> {
    this.pauses.push(ms)
    this.ms += ms
    await this.whileAsleep()
  }

  get slept(): number {
    return this.pauses.reduce((sum, pause) => sum + pause, 0)
  }
}

let clock: TestClock
let tally: Tally
let progress: number

beforeEach(() => {
  clock = new TestClock()
  tally = new Tally()
  progress = 0
})

const options = (): SenderOptions => ({
  cluster: answers.cluster,
  pool: new RequestPool(4),
  link: new Link(),
  index: 'shop',
  writeTo: 'shop',
  tally,
  patienceMs: PATIENCE_MS,
  left: () => 0,
  onProgress: () => progress++,
})

function senderOf(others: Partial<SenderOptions> = {}): Sender {
  return new Sender({ ...options(), clock, ...others }, 1000)
}

/** A body of documents d0, d1 and so on. */
function bodyOf(count: number, operation: Operation = 'index'): Body {
  const body = new Body(Buffer.alloc(100_000), operation)
  for (let i = 0; i < count; i++) body.add(documentOf({ _id: `d${i}`, _source: { n: i } }, i))
  return body
}

/** Ids in each request so far. */
const requests = () => answers.seen.map(({ ids }) => ids.join(' '))

describe('Sender', () => {
  it('sends a body once where the cluster takes it', async () => {
    await senderOf().send(bodyOf(3))
    expect(requests()).toEqual(['d0 d1 d2'])
    expect(answers.seen[0]?.url.pathname).toBe('/shop/_bulk')
    expect(answers.seen[0]?.url.searchParams.has('require_alias')).toBe(false)
    expect(answers.seen[0]?.text).toBe(bodyOf(3).content().toString())
    expect(tally).toMatchObject({ indexed: 3, updated: 0 })
    expect(progress).toBe(1)
    expect(clock.pauses).toEqual([])
  })

  it('requires an alias where it does not write to the index itself', async () => {
    await senderOf({ writeTo: 'shop--restoring-1' }).send(bodyOf(1))
    expect(answers.seen[0]?.url.searchParams.get('require_alias')).toBe('true')
    expect(answers.seen[0]?.url.pathname).toBe('/shop--restoring-1/_bulk')
  })

  it('tells documents that were there before', async () => {
    answers.next = [items([CREATED, UPDATED, UPDATED])]
    await senderOf().send(bodyOf(3))
    expect(tally).toMatchObject({ indexed: 3, updated: 2 })
  })

  it('rejects what the cluster refuses for good, and sends again what it only has no room for', async () => {
    answers.next = [
      items([CREATED, UNPARSED, QUEUE_FULL, NO_SHARD, UPDATED, refusedBy(503, 'cluster_block_exception')]),
      items([NO_SHARD, CREATED, QUEUE_FULL]),
      items([CREATED, UNPARSED]),
    ]
    await senderOf().send(bodyOf(6))
    expect(requests()).toEqual(['d0 d1 d2 d3 d4 d5', 'd2 d3 d5', 'd2 d5'])
    expect(progress).toBe(3)
    expect(tally).toMatchObject({ indexed: 4, updated: 1 })
    const reason = 'mapper_parsing_exception: told so'
    expect(tally.rejections()).toEqual([
      { id: 'd1', status: 400, reason, file: 'data.json', line: 2 },
      { id: 'd5', status: 400, reason, file: 'data.json', line: 6 },
    ])
  })

  it('sends again what waited in vain for its new fields, and no other error of the server', async () => {
    const late = refusedBy(500, 'mapper_exception', 'timed out while waiting for a dynamic mapping update')
    answers.next = [items([late, refusedBy(500, 'mapper_exception')]), items([CREATED])]
    await senderOf().send(bodyOf(2))
    expect(requests()).toEqual(['d0 d1', 'd0'])
    expect(tally.rejections()).toMatchObject([{ id: 'd1', status: 500 }])
  })

  it('settles every document once, whatever becomes of each', async () => {
    const fates = fc.array(fc.constantFrom(CREATED, UPDATED, UNPARSED, QUEUE_FULL, NO_SHARD), {
      minLength: 40,
    })
    const lost = fc.constantFrom({ status: 502, body: PROXY_PAGE }, BUSY, { body: PROXY_PAGE })
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 8 }), fates, fc.option(lost), async (count, given, once) => {
        tally = new Tally()
        const settled: string[] = []
        let next = 0
        answers.next = once ? [once] : []
        answers.always = ({ ids }) => {
          const own = ids.map(() => given[next++] ?? CREATED)
          settled.push(...ids.filter((_, i) => own[i] !== QUEUE_FULL && own[i] !== NO_SHARD))
          return items(own)
        }
        await senderOf().send(bodyOf(count))
        expect(settled.toSorted()).toEqual(Array.from({ length: count }, (_, i) => `d${i}`))
        expect(tally.indexed + tally.rejected.size).toBe(count)
      }),
    )
  })

  describe('that deletes', () => {
    it('does not mind that there was nothing to delete, and counts nothing as indexed', async () => {
      answers.next = [
        items([NOT_FOUND, UPDATED, QUEUE_FULL, NOT_FOUND], 'delete'),
        items([NOT_FOUND], 'delete'),
      ]
      await senderOf().send(bodyOf(4, 'delete'))
      expect(answers.seen.map(({ operations }) => operations)).toEqual([
        ['d0', 'd1', 'd2', 'd3'].map((_id) => ({ delete: { _id } })),
        [{ delete: { _id: 'd2' } }],
      ])
      expect(tally).toMatchObject({ indexed: 0, updated: 0 })
      expect(tally.rejected.size).toBe(0)
    })

    it('gives up where a document cannot be deleted', async () => {
      answers.next = [items([NOT_FOUND, refusedBy(400, 'odd')], 'delete')]
      const fault = await faultOf(senderOf().send(bodyOf(2, 'delete')))
      expect(fault).toMatchObject({
        code: 'CLUSTER_REFUSED',
        message: expect.stringContaining('odd: told so'),
      })
    })
  })

  describe('gives up at once', () => {
    it.each<[string, number, string, string, RegExp]>([
      ['no credentials', 401, 'security_exception', 'CLUSTER_UNAUTHORIZED', /user name and password/],
      ['no rights', 403, 'security_exception', 'CLUSTER_UNAUTHORIZED', /rights/],
      ['a write block', 403, 'cluster_block_exception', 'CLUSTER_REFUSED', /Lift the block/],
      ['full disks', 429, 'cluster_block_exception', 'CLUSTER_REFUSED', /disks are full/],
      ['no index', 404, 'index_not_found_exception', 'CLUSTER_REFUSED', /removed the index/],
      ['a bad request', 400, 'illegal_argument_exception', 'CLUSTER_REFUSED', /^$/],
    ])('where the whole request is refused: %s', async (_, status, type, code, hint) => {
      answers.next = [refusal(status, type)]
      const fault = await faultOf(senderOf().send(bodyOf(3)))
      expect(fault.code).toBe(code)
      expect(fault.hint ?? '').toMatch(hint)
      expect(fault.message).toBe(
        `documents of index shop (data.json, line 1 to data.json, line 3) were refused: ${type}: told so (HTTP ${status})`,
      )
      expect(requests()).toHaveLength(1)
      expect(tally.indexed).toBe(0)
    })

    it.each<[string, number, string]>([
      ['a write block', 403, 'cluster_block_exception'],
      ['a closed index', 400, 'index_closed_exception'],
      ['full disks', 429, 'cluster_block_exception'],
      ['no rights', 403, 'security_exception'],
      ['no credentials', 401, 'security_exception'],
      ['no index', 404, 'index_not_found_exception'],
    ])('where it is no fault of a document: %s', async (_, status, type) => {
      answers.next = [items([CREATED, refusedBy(status, type), CREATED])]
      const fault = await faultOf(senderOf().send(bodyOf(3)))
      expect(fault.code).toBe('CLUSTER_REFUSED')
      expect(fault.message).toBe(`the cluster refuses to write to index shop: ${type}: told so`)
      expect(fault.hint).toBeTruthy()
      expect(requests()).toHaveLength(1)
      expect(tally.rejected.size).toBe(0)
    })

    it.each<[string, object[], number]>([
      ['too few', [CREATED, CREATED], 2],
      ['too many', [CREATED, CREATED, CREATED, CREATED], 4],
      ['none', [], 0],
      ['too few, not all created', [CREATED, UPDATED], 2],
      ['too many, some refused', [CREATED, UNPARSED, UPDATED, CREATED], 4],
    ])('where there is not an answer for each document: %s', async (_, list, answered) => {
      answers.next = [items(list as Record<string, unknown>[])]
      const fault = await faultOf(senderOf().send(bodyOf(3)))
      expect(fault.code).toBe('ENGINE_FAILED')
      expect(fault.message).toBe(`the cluster answered for ${answered} of 3 documents of index shop`)
      expect(tally.indexed).toBe(0)
    })
  })

  describe('a cluster that is lost', () => {
    it.each<[string, object]>([
      ['no answer', { cut: 'before' }],
      ['half an answer', { ...items([CREATED, CREATED]), cut: 'within' }],
      ['a proxy without its backend', { status: 502, body: PROXY_PAGE }],
      ['a proxy that waits no longer', { status: 504, body: '' }],
      ['a page of a proxy', { body: PROXY_PAGE }],
      ['a node that starts', refusal(503, 'cluster_block_exception')],
    ])('gets the same again, until it answers: %s', async (_, answer) => {
      answers.next = [answer, answer, answer, items([UPDATED, CREATED])]
      await senderOf().send(bodyOf(2))
      expect(requests()).toEqual(['d0 d1', 'd0 d1', 'd0 d1', 'd0 d1'])
      // What an unknown request did before is known by what was there already.
      expect(tally).toMatchObject({ indexed: 2, updated: 1 })
    })

    it('is given up when its patience is over, with what was heard last', async () => {
      answers.always = () => ({ status: 502, body: PROXY_PAGE })
      const fault = await faultOf(senderOf().send(bodyOf(2)))
      expect(fault.code).toBe('CLUSTER_UNREACHABLE')
      expect(fault.message).toBe(`the cluster was lost while index shop was loaded: ${PROXY_PAGE} (HTTP 502)`)
      expect(clock.slept).toBeGreaterThanOrEqual(PATIENCE_MS)
      expect(clock.slept).toBeLessThan(PATIENCE_MS + 10_000)
    })

    it('gets three requests at least, however little patience there is', async () => {
      answers.always = () => ({ cut: 'before' })
      await faultOf(senderOf({ patienceMs: 0 }).send(bodyOf(2)))
      expect(requests()).toHaveLength(3)
    })

    it('does not make the next requests fewer or more', async () => {
      const pool = new RequestPool(8)
      await pool.run(0, async () => ({ went: 'busy', result: 0 }))
      expect(pool.width).toBe(4)
      answers.next = Array(20).fill({ cut: 'before' })
      await senderOf({ pool, patienceMs: Number.POSITIVE_INFINITY }).send(bodyOf(1))
      expect(pool.width).toBe(4)
    })
  })

  describe('a cluster that is busy', () => {
    it('is asked again after longer and longer pauses, never quite the same', async () => {
      answers.next = Array(12).fill(BUSY)
      await senderOf().send(bodyOf(1))
      expect(requests()).toHaveLength(13)
      clock.pauses.forEach((pause, i) => {
        const longest = Math.min(100 * 2 ** i, 10_000)
        expect(pause).toBeGreaterThanOrEqual(longest / 2)
        expect(pause).toBeLessThanOrEqual(longest)
      })
      expect(new Set(clock.pauses.slice(7)).size).toBeGreaterThan(1)
    })

    it.each<[string, object, number, number]>([
      ['busy', BUSY, 800_000, 2_000_000],
      ['not while it is lost', { status: 503, body: '' }, PATIENCE_MS, 100_000],
    ])('is not given up for one index while it takes others: %s', async (_, answer, least, most) => {
      const pool = new RequestPool(4)
      answers.always = (request) => (request.url.pathname === '/other/_bulk' ? allCreated(request) : answer)
      const other = senderOf({ pool, index: 'other', writeTo: 'other' })
      clock.whileAsleep = async () => {
        if (clock.pauses.length < 100 && clock.pauses.length % 5 === 0) await other.send(bodyOf(1))
      }
      await faultOf(senderOf({ pool }).send(bodyOf(1)))
      expect(clock.slept).toBeGreaterThanOrEqual(least)
      expect(clock.slept).toBeLessThan(most)
    })

    it('gets short pauses again once it has taken something', async () => {
      const full = items([QUEUE_FULL, QUEUE_FULL])
      answers.next = [full, full, full, full, items([CREATED, QUEUE_FULL]), items([QUEUE_FULL])]
      await senderOf().send(bodyOf(2))
      const longest = clock.pauses.map((pause) => (pause <= 100 ? 100 : pause <= 200 ? 200 : Infinity))
      expect(longest[0]).toBe(100)
      expect(longest[3]).toBe(Infinity)
      expect(longest.slice(4)).toEqual([100, expect.any(Number)])
      expect(progress).toBe(2)
    })

    it('gets whole bodies as long as others are in flight with them', async () => {
      answers.next = [BUSY, BUSY, BUSY]
      await senderOf({ pool: new RequestPool(16) }).send(bodyOf(2))
      expect(requests()).toEqual(Array(4).fill('d0 d1'))
    })

    it('lowers what may be in flight, and takes whole bodies as long as that helps', async () => {
      const pool = new RequestPool(4)
      const widths: number[] = []
      const given = [BUSY, items([QUEUE_FULL, CREATED])]
      answers.always = (request) => {
        widths.push(pool.width)
        return given.shift() ?? allCreated(request)
      }
      await senderOf({ pool }).send(bodyOf(2))
      expect(requests()).toEqual(['d0 d1', 'd0 d1', 'd0'])
      expect(widths).toEqual([4, 2, 1])
    })

    it('gets half a body at a time when a single one is still too much', async () => {
      const sender = senderOf({ pool: new RequestPool(1) })
      const body = bodyOf(4)
      answers.always = (request) => (request.ids.length > 1 ? BUSY : allCreated(request))
      await sender.send(body)
      const three = (ids: string) => [ids, ids, ids]
      expect(requests()).toEqual([
        ...three('d0 d1 d2 d3'),
        ...three('d0 d1'),
        ...['d0', 'd1'],
        ...three('d2 d3'),
        ...['d2', 'd3'],
      ])
      expect(tally).toMatchObject({ indexed: 4, updated: 0 })
      // Bodies to come are as large as before: smaller ones would be no help.
      expect(sender.bodyBytes).toBe(1000)
    })

    it('is given up when it has taken nothing for five minutes', async () => {
      answers.always = ({ ids }) => items(ids.map(() => QUEUE_FULL))
      const fault = await faultOf(senderOf().send(bodyOf(2)))
      expect(fault.code).toBe('ENGINE_FAILED')
      expect(fault.message).toMatch(
        /^the cluster took no document of index shop \(data\.json, line 1 to data\.json, line 2\) for 3\d\d s: rejected_execution/,
      )
      expect(fault.hint).toMatch(/overloaded/)
      expect(clock.slept).toBeGreaterThanOrEqual(300_000)
      expect(clock.slept).toBeLessThan(310_000)
    })

    it('is not given up as long as it takes something now and then', async () => {
      let asked = 0
      answers.always = ({ ids }) => {
        asked++
        return items(ids.map((_, i) => (i === 0 && asked % 30 === 0 ? CREATED : QUEUE_FULL)))
      }
      await senderOf().send(bodyOf(4))
      expect(clock.slept).toBeGreaterThan(600_000)
      expect(tally.indexed).toBe(4)
    })

    it('is not given up for one body while it takes others', async () => {
      const sender = senderOf()
      let asked = 0
      answers.always = async (request) => {
        if (request.ids.includes('other')) return allCreated(request)
        asked++
        if (asked % 5 === 0) {
          const other = new Body(Buffer.alloc(1000))
          other.add(documentOf({ _id: 'other', _source: {} }))
          await sender.send(other)
        }
        return asked < 40 ? { status: 503, body: '' } : allCreated(request)
      }
      await sender.send(bodyOf(1))
      expect(clock.slept).toBeGreaterThan(3 * PATIENCE_MS)
      expect(asked).toBe(40)
    })
  })

  describe('a body that is too large', () => {
    it('is halved at once, until it fits; bodies to come are smaller', async () => {
      const body = bodyOf(5)
      const sender = senderOf()
      answers.always = (request) =>
        request.text.length > body.length / 2 ? { status: 413, body: '' } : allCreated(request)
      await sender.send(body)
      expect(requests()).toEqual(['d0 d1 d2 d3 d4', 'd0 d1 d2', 'd0 d1', 'd2', 'd3 d4'])
      expect(tally.indexed).toBe(5)
      expect(sender.bodyBytes).toBeLessThanOrEqual(Math.ceil(body.length / 2))
      expect(clock.pauses).toEqual([])
    })

    it('is rejected where it is one document', async () => {
      answers.always = (request) =>
        request.ids.includes('d1') ? { status: 413, body: PROXY_PAGE } : allCreated(request)
      const body = bodyOf(3)
      await senderOf().send(body)
      expect(tally.indexed).toBe(2)
      expect(tally.rejections()).toEqual([
        {
          id: 'd1',
          status: 413,
          reason: `a request with this one document, ${body.size(1)} bytes, is more than the cluster takes: ${PROXY_PAGE} (HTTP 413)`,
          file: 'data.json',
          line: 2,
        },
      ])
    })
  })

  describe('once it is stopped', () => {
    const reason = new Error('another body was refused')

    it('begins no request, and says why', async () => {
      const sender = senderOf()
      sender.stop(reason)
      sender.stop(new Error('later'))
      expect(sender.isStopped).toBe(true)
      expect(() => sender.requireGoing()).toThrow(reason)
      await expect(sender.send(bodyOf(1))).rejects.toBe(reason)
      expect(requests()).toEqual([])
    })

    it('begins none that had to wait for room', async () => {
      const sender = senderOf({ pool: new RequestPool(1) })
      answers.next = [
        (request) => {
          sender.stop(reason)
          return allCreated(request)
        },
      ]
      const [first, second] = await Promise.allSettled([sender.send(bodyOf(1)), sender.send(bodyOf(2))])
      expect(first.status).toBe('fulfilled')
      expect(second).toEqual({ status: 'rejected', reason })
      expect(requests()).toEqual(['d0'])
      expect(tally.indexed).toBe(1)
    })

    it('sends nothing again', async () => {
      const sender = senderOf()
      answers.always = () => {
        sender.stop(reason)
        return BUSY
      }
      await expect(sender.send(bodyOf(1))).rejects.toBe(reason)
      expect(requests()).toHaveLength(1)
    })

    it('waits no longer', async () => {
      const stopping = new AbortController()
      const sleeping = CLOCK.sleep(600_000, stopping.signal)
      stopping.abort(reason)
      await sleeping

      const sender = new Sender(options(), 1000)
      answers.always = () => {
        sender.stop(reason)
        return BUSY
      }
      await expect(sender.send(bodyOf(1))).rejects.toBe(reason)
      expect(requests()).toHaveLength(1)
    })
  })

  it('packs what it sends over a link that is slow', async () => {
    const link = new Link()
    for (let i = 0; i < 4; i++) link.note(2_000_000, 10_000, 0)
    answers.next = [items([CREATED, QUEUE_FULL])]
    await senderOf({ link }).send(bodyOf(2))
    expect(requests()).toEqual(['d0 d1', 'd1'])
    for (const { headers } of answers.seen) expect(headers['content-encoding']).toBe('gzip')
    expect(answers.seen[0]?.text).toBe(bodyOf(2).content().toString())
  })
})
