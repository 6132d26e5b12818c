import type { Socket } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import {
  type DumpFile,
  identify,
  type Ordinals,
  readBytes,
  readDocuments,
  withoutByteOrderMark,
} from '../../dump/index.js'
import { RestoreError } from '../../errors.js'
import { memberText } from '../../json/ranges.js'
import { type LocalSocket, openLocalSocket } from './local-socket.js'
import { needsRewriting } from './survey.js'

export interface FeedJob {
  files: DumpFile[]
  superseded: Ordinals | undefined
  /** Whether some documents have to be rewritten; else the files' bytes are handed on as they are. */
  isRewritten: boolean
}

/** Hands documents to one child process through a local socket. */
export class Feed {
  private socket: Socket | undefined
  private readonly connected: Promise<Socket>

  private constructor(private readonly local: LocalSocket) {
    this.connected = new Promise((resolve) => {
      local.server.once('connection', (socket) => {
        this.socket = socket
        // A child that goes away early is found out by what it did not write.
        socket.on('error', () => this.stop())
        resolve(socket)
      })
    })
  }

  /** For the child's environment: where it finds its documents. */
  get path(): string {
    return this.local.path
  }

  static async open(): Promise<Feed> {
    return new Feed(await openLocalSocket())
  }

  /** Sends all documents once the child has connected. Ends early where the child goes away. */
  async send(job: FeedJob): Promise<void> {
    const socket = await this.connected
    try {
      await pipeline(Readable.from(pieces(job), { highWaterMark: 1 }), socket)
    } catch (error) {
      if (error instanceof RestoreError) throw error
      this.stop()
    }
  }

  /** The child gets no more documents; it ends after those that it has. */
  stop(): void {
    this.socket?.destroy()
    this.local.server.close()
  }

  async close(): Promise<void> {
    this.stop()
    await this.local.close()
  }
}

async function* pieces({ files, superseded, isRewritten }: FeedJob): AsyncGenerator<Buffer | string> {
  let ordinal = 0
  for (const file of files) {
    if (!isRewritten && !superseded && !file.transform) {
      let isStart = true
      for await (const bytes of readBytes(file)) {
        yield isStart ? withoutByteOrderMark(bytes) : bytes
        isStart = false
      }
      yield '\n'
      continue
    }
    for await (const documents of readDocuments(file)) {
      const lines: string[] = []
      for (const document of documents) {
        const isLeftOut = superseded?.has(ordinal)
        if (!isLeftOut) lines.push(needsRewriting(document) ? rewrite(document, ordinal) : document.text)
        ordinal++
      }
      if (lines.length > 0) yield `${lines.join('\n')}\n`
    }
  }
}

/** Only what a bulk request may hold, with an id; `_source` as it stands. */
function rewrite(document: Parameters<typeof identify>[0], ordinal: number): string {
  const { id, routing } = identify(document, ordinal)
  const meta = JSON.stringify({ _id: id, ...(routing === undefined ? {} : { _routing: routing }) })
  return `${meta.slice(0, -1)},"_source":${memberText(document.text, '_source')}}`
}
