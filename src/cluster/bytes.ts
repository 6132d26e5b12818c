import type { IncomingMessage } from 'node:http'
import { addAbortSignal } from 'node:stream'
import { messageOf } from '../errors.js'
import { REQUEST_TIMEOUT_MS } from './client.js'
import type { Cluster } from './connect.js'
import { errors } from './library.js'

export interface BytesRequest {
  method: 'POST'
  path: string
  querystring?: Record<string, string>
  /** JSON text. */
  body: string
  /** Bytes that the answer may have. */
  most: number
}

/** The answer is larger than was asked for; nothing of it is kept. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge'

  constructor(most: number) {
    super(`an answer of more than ${most} bytes`)
  }
}

/** No text of an error needs more. */
const MOST_OF_ERROR = 64 * 1024

/**
 * Asks once, and takes the answer as the bytes that it is: a string of V8 would end at 512 MB, and cost a copy.
 * @throws TooLarge; errors of the client
 */
export async function requestBytes(
  { client }: Cluster,
  { most, ...request }: BytesRequest,
  signal: AbortSignal,
): Promise<Buffer> {
  const options = { asStream: true, maxRetries: 0 }
  const { body, statusCode, headers } = await client.transport.request(request, options)
  const stream = addAbortSignal(signal, body as unknown as IncomingMessage)
  stream.setTimeout(REQUEST_TIMEOUT_MS, () => stream.destroy(new Error('it does not go on')))
  const isError = (statusCode ?? 500) >= 400
  const answer = await bytesOf(stream, isError ? MOST_OF_ERROR : most, signal)
  if (isError) throw new errors.ResponseError({ body: String(answer), statusCode, headers } as never)
  return answer
}

/** @returns whether it is the client that says so: the cluster refused, or did not answer */
export function isClientError(error: unknown): boolean {
  return error instanceof errors.OpenSearchClientError
}

async function bytesOf(stream: IncomingMessage, most: number, signal: AbortSignal): Promise<Buffer> {
  const pieces: Buffer[] = []
  let bytes = 0
  try {
    if (Number(stream.headers['content-length'] ?? 0) > most) throw new TooLarge(most)
    for await (const piece of stream as AsyncIterable<Buffer>) {
      bytes += piece.length
      if (bytes > most) throw new TooLarge(most)
      pieces.push(piece)
    }
  } catch (error) {
    stream.destroy()
    signal.throwIfAborted()
    if (error instanceof TooLarge) throw error
    throw new errors.ConnectionError(`the answer broke off: ${messageOf(error)}`)
  }
  return Buffer.concat(pieces, bytes)
}
