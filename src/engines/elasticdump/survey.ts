import { hasId, type RawDocument } from '../../dump/index.js'
import { RestoreError } from '../../errors.js'
import { isExact, LosslessNumber, parseLossless } from '../../json/lossless.js'
import { memberText } from '../../json/ranges.js'
import type { LoadSurvey } from '../engine.js'
import { BatchSizes } from './limit.js'

/** `__proto__`, which its parser drops, also where it is escaped; half of a surrogate pair, if it is no whole one. */
const ODD = /__proto__|\\u005[fF]|\\u[dD][89a-fA-F]/
/** What most documents have none of: one look instead of a list of finds. */
const ANY_LONG_NUMBER = /[:[,]\s*-?(?:\d[\d.]{15}|[\d.]+[eE])/
/** A number of many digits, or with an exponent; also what looks like one in a text. */
const LONG_NUMBER = /[:[,]\s*(-?\d[\d.]{15,}(?:[eE][+-]?\d+)?|-?[\d.]+[eE][+-]?\d+)/g
/** What may be a text that --support-big-int makes a number of. */
const LONG_TEXT = /"\d(?:\d{15}|[\d.]*[eE])/
const DECIMAL = /^(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/
const ROUTING = ['routing', '_routing']
/** Written into a bulk request's action line, where OpenSearch refuses all but routing. */
const REFUSED_META = ['parent', '_parent', 'timestamp', '_timestamp', 'ttl', '_ttl']

/** What elasticdump has to be told, or fed, so that it brings every document over unchanged. */
export class ElasticdumpSurvey implements LoadSurvey {
  readonly sizes = new BatchSizes()
  /** Whether a document has to be rewritten before elasticdump gets it. */
  isRewritten = false
  private bigInteger: string | undefined
  private digitString: string | undefined

  /** @param requestLimit bytes that the cluster takes in one request */
  constructor(private readonly requestLimit: number) {}

  /** Whether elasticdump runs with --support-big-int. */
  get supportBigInt(): boolean {
    return this.bigInteger !== undefined
  }

  see(document: RawDocument): void {
    this.sizes.add(document.bytes)
    if (document.bytes > this.requestLimit) throw tooLarge(document, this.requestLimit)
    if (!this.isRewritten && needsRewriting(document)) this.isRewritten = true
    if (!this.isSuspect(document.text) && !this.mayBeDigitString(document)) return
    try {
      this.inspect(document)
    } catch (error) {
      // Neither elasticdump nor this can walk through objects that are nested without an end.
      if (!(error instanceof RangeError)) throw error
      throw cannotCarry(`${place(document)} has objects or lists that are nested too deeply`, 'it would fail')
    }
  }

  end(): void {
    if (this.bigInteger === undefined || this.digitString === undefined) return
    throw cannotCarry(
      `${this.bigInteger} has an integer beyond 2^53, and ${this.digitString} digits in a string`,
      'it keeps either the one or the other',
    )
  }

  private isSuspect(text: string): boolean {
    // Looked for first as plain text, which is quicker: most documents have neither.
    if ((text.includes('\\u') || text.includes('__proto__')) && ODD.test(text)) return true
    if (!ANY_LONG_NUMBER.test(text)) return false
    for (const [, digits = ''] of text.matchAll(LONG_NUMBER)) {
      if (becomesText(digits) ? !this.supportBigInt : !isExact(digits)) return true
    }
    return false
  }

  private mayBeDigitString(document: RawDocument): boolean {
    return (
      this.digitString === undefined && LONG_TEXT.test(document.text) && LONG_TEXT.test(sourceOf(document))
    )
  }

  private inspect(document: RawDocument): void {
    const refuse = (what: string) => cannotCarry(`${place(document)} has ${what}`, 'it would change it')
    for (const value of contents(parseLossless(sourceOf(document)))) {
      if (value instanceof Key) {
        if (value.name === '__proto__') throw refuse('a field called __proto__')
        if (!value.name.isWellFormed()) throw refuse('a field with half of a surrogate pair in its name')
      } else if (typeof value === 'string') {
        if (!value.isWellFormed()) throw refuse('half of a surrogate pair')
        if (becomesNumber(value)) this.digitString ??= place(document)
      } else if (becomesText(value.value)) this.bigInteger ??= place(document)
      else if (!isExact(value.value)) throw refuse(shortened(value.value))
    }
  }
}

const SHOWN_DIGITS = 60

function shortened(digits: string): string {
  return digits.length > SHOWN_DIGITS ? `${digits.slice(0, SHOWN_DIGITS)}…` : digits
}

/** What every document may have beside its id, and elasticdump passes over. */
const HARMLESS = new Set([
  '_index',
  '_type',
  '_id',
  '_score',
  '_source',
  '_version',
  '_seq_no',
  '_primary_term',
  'sort',
])

/** @returns whether elasticdump needs this document in another form: without an id, or with meta that is refused */
export function needsRewriting({ value }: RawDocument): boolean {
  if (!hasId(value)) return true
  for (const name in value) if (!HARMLESS.has(name)) return hasRefusedMeta(value)
  return false
}

function hasRefusedMeta(value: RawDocument['value']): boolean {
  const fields = value.fields as Record<string, unknown> | null | undefined
  return (
    REFUSED_META.some((name) => value[name] || fields?.[name]) ||
    ROUTING.some((name) => isNoText(value[name]) || isNoText(fields?.[name]))
  )
}

/** A list is refused in an action line, and 0 left out of it. */
function isNoText(routing: unknown): boolean {
  return routing !== undefined && routing !== null && typeof routing !== 'string'
}

/** Its parser makes a text of digits that JavaScript would write otherwise; --support-big-int makes a number of that. */
function becomesText(digits: string): boolean {
  return /^\d+$/.test(digits) && String(Number(digits)) !== digits
}

/** With --support-big-int. */
function becomesNumber(text: string): boolean {
  return DECIMAL.test(text) && Number.parseFloat(text) > Number.MAX_SAFE_INTEGER
}

class Key {
  constructor(readonly name: string) {}
}

/** @returns every text, number and key of a value */
function* contents(value: unknown): Generator<string | LosslessNumber | Key> {
  if (value instanceof LosslessNumber || typeof value === 'string') yield value
  else if (Array.isArray(value)) for (const element of value) yield* contents(element)
  else if (value !== null && typeof value === 'object') {
    for (const [name, child] of Object.entries(value)) {
      yield new Key(name)
      yield* contents(child)
    }
  }
}

function sourceOf({ text }: RawDocument): string {
  return memberText(text, '_source') ?? 'null'
}

function place({ file, line }: RawDocument): string {
  return `${file.name}, line ${line},`
}

function cannotCarry(what: string, why: string): RestoreError {
  return new RestoreError(
    'ENGINE_CANNOT_CARRY',
    `elasticdump cannot restore this dump unchanged: ${what}; ${why}`,
    {
      hint: 'Nothing was written. Restore it with `engine: native`, which carries them all.',
    },
  )
}

function tooLarge(document: RawDocument, limit: number): RestoreError {
  return new RestoreError(
    'ENGINE_CANNOT_CARRY',
    `${place(document)} a document of ${document.bytes} bytes is more than the cluster takes in one request (${limit} bytes)`,
    { hint: 'Raise `http.max_content_length` in the cluster, or leave the document out of the dump.' },
  )
}
