import { hasId, type RawDocument } from '../../dump/index.js'
import { RestoreError } from '../../errors.js'
import { isExact, LosslessNumber, parseLossless } from '../../json/lossless.js'
import { memberText } from '../../json/ranges.js'
import type { LoadSurvey } from '../engine.js'
import { BatchSizes } from './limit.js'

/** A number of many digits or with an exponent; `__proto__`, which its parser drops; half of a surrogate pair. */
const SUSPECT = /[:[,]\s*-?(?:\d[\d.]{15,}|[\d.]+[eE])|__proto__|\\u[dD][89a-fA-F]/
/** With --support-big-int a string of this form becomes a number. */
const DIGIT_STRING = /"-?(?:0|[1-9]\d{15,})(?:\.\d+)?(?:[eE][+-]?\d+)?"|"\d+(?:\.\d+)?[eE]\+?\d+"/
/** Its parser keeps these digits as a string, and --support-big-int turns that into a number again. */
const BIG_INTEGER = /^\d+$/
/** Written into a bulk request's action line, where OpenSearch refuses all but routing. */
const REFUSED_META = ['parent', '_parent', 'timestamp', '_timestamp', 'ttl', '_ttl']
const ROUTING = ['routing', '_routing']

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
    if (
      this.digitString === undefined &&
      DIGIT_STRING.test(document.text) &&
      DIGIT_STRING.test(sourceOf(document))
    ) {
      this.digitString = place(document)
    }
    if (SUSPECT.test(document.text)) this.inspect(document)
  }

  end(): void {
    this.sizes.end()
    if (this.bigInteger === undefined || this.digitString === undefined) return
    throw cannotCarry(
      `${this.bigInteger} has an integer beyond 2^53, and ${this.digitString} digits in a string`,
      'it keeps either the one or the other',
    )
  }

  private inspect(document: RawDocument): void {
    const source = parseLossless(sourceOf(document))
    for (const found of suspects(source)) {
      if (!BIG_INTEGER.test(found)) throw cannotCarry(`${place(document)} has ${found}`, 'it would change it')
      this.bigInteger ??= place(document)
    }
  }
}

/** @returns whether elasticdump needs this document in another form: without an id, or with meta that is refused */
export function needsRewriting({ value }: RawDocument): boolean {
  if (!hasId(value)) return true
  const fields = value.fields as Record<string, unknown> | undefined
  if (REFUSED_META.some((name) => value[name] || fields?.[name])) return true
  return ROUTING.some((name) => isNoText(value[name]) || isNoText(fields?.[name]))
}

/** Fields come as lists, and a list is refused as a routing. */
function isNoText(value: unknown): boolean {
  return value !== undefined && value !== null && typeof value !== 'string'
}

function* suspects(value: unknown): Generator<string> {
  if (value instanceof LosslessNumber) {
    if (!isExact(value.value)) yield value.value
  } else if (typeof value === 'string') {
    if (!value.isWellFormed()) yield 'half of a surrogate pair'
  } else if (value !== null && typeof value === 'object') {
    for (const [key, child] of Object.entries(value)) {
      if (key === '__proto__') yield 'a field called __proto__'
      yield* suspects(child)
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
      hint: 'Nothing was written. Leave this index out with `match`, or store such values as text before you dump them.',
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
