import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { reasonOf, statusOf } from '../cluster/index.js'
import type { RemoteFile } from '../dump/index.js'
import type { Asked } from './ask.js'
import { type Definition, readDefinition } from './definition.js'
import { readFault, unreadable } from './errors.js'
import { type Extent, PointInTime } from './point-in-time.js'
import { copyByScroll } from './scroll.js'

export interface SourceOptions extends Asked {
  /** Existing directory for what can be read only once. */
  scratch: string
  /** Whether documents are restored. */
  withData: boolean
  /** Shards of an index that are read at the same time. */
  width: number
  /** Told what a reader should know. */
  note(text: string): void
}

/** As many are open as the nodes of the source take; when others are done there may be room again. */
const TOO_MANY = 429
/** No point in time here: an older version, Elasticsearch, no right to one, or too many. */
const WITHOUT = new Set([400, 403, 404, 405, TOO_MANY])

/**
 * One index of the source cluster. Its point in time begins before anything is read of it, so that its mapping knows
 * all that its documents have.
 */
export class SourceIndex implements RemoteFile {
  private definition: Promise<Definition> | undefined
  private opening: Promise<void> | undefined
  private pit: PointInTime | undefined
  /** Why there is none. */
  private refusal: unknown
  private copying: Promise<number> | undefined
  private copied: number | undefined

  /** @param place among all, for the name of a file */
  constructor(
    readonly name: string,
    private readonly place: number,
    private readonly options: SourceOptions,
  ) {}

  get documents(): number | undefined {
    return this.pit?.documents ?? this.copied
  }

  async *readDefinition(): AsyncGenerator<Buffer> {
    if (this.options.withData) await this.open()
    yield Buffer.from((await this.described()).text)
  }

  async *read(): AsyncGenerator<Buffer> {
    const { name, options } = this
    await this.open()
    const { extent, isSourceOff } = await this.described()
    if (isSourceOff) {
      const what = 'its mapping has `_source` disabled, so that the cluster has no documents to give'
      throw unreadable(name, what, 'Leave this index out with `match`.')
    }
    if (this.pit) return yield* this.pit.read(extent, options.width)
    this.copying ??= this.copy(extent)
    this.copied = await this.copying
    yield* createReadStream(this.file) as AsyncIterable<Buffer>
  }

  async keep(now: number): Promise<void> {
    await this.pit?.keep(now)
  }

  async release(): Promise<void> {
    // One that is just being opened would stay.
    await this.opening?.catch(() => {})
    const { pit } = this
    this.pit = undefined
    await pit?.close()
    if (this.copying) await rm(this.file, { force: true })
  }

  private get file(): string {
    return join(this.options.scratch, `source-${this.place}.json`)
  }

  private described(): Promise<Definition> {
    this.definition ??= this.describe()
    return this.definition
  }

  private async describe(): Promise<Definition> {
    const definition = await readDefinition(this.options, this.name)
    if (this.options.withData) for (const note of definition.notes) this.options.note(note)
    return definition
  }

  /** @throws RestoreError where the index can be read in no way */
  private async open(): Promise<void> {
    this.opening ??= this.tryToOpen()
    await this.opening
    // Others may have been let go of meanwhile.
    if (statusOf(this.refusal) === TOO_MANY) this.opening = undefined
  }

  private async tryToOpen(): Promise<void> {
    const { name, options } = this
    await this.refresh()
    try {
      this.pit = await PointInTime.open(options, name)
      this.refusal = undefined
    } catch (error) {
      options.signal.throwIfAborted()
      this.refusal = error
      if (WITHOUT.has(statusOf(error) ?? 0)) return
      throw readFault(name, error)
    }
    await this.requireSameMapping()
  }

  /** A search finds what came before the last refresh, and with a long `refresh_interval` that may be much less than there is. */
  private async refresh(): Promise<void> {
    const { name, options } = this
    try {
      await options.cluster.client.indices.refresh({ index: name })
    } catch (error) {
      options.signal.throwIfAborted()
      const why = reasonOf(error)
      options.note(
        `${name}: the source could not be refreshed (${why}): documents that came after its last refresh are not read.`,
      )
    }
  }

  private async copy(extent: Extent): Promise<number> {
    const { name, options, file } = this
    options.log(
      `${name}: the source gives no point in time (${reasonOf(this.refusal)}); it is copied by scroll`,
    )
    const copied = await copyByScroll(options, name, extent, { file, width: options.width })
    await this.requireSameMapping()
    return copied
  }

  /** Documents that came after the mapping was read may have fields that it does not know. */
  private async requireSameMapping(): Promise<void> {
    const before = await this.definition
    if (!before || before.mappings === (await readDefinition(this.options, this.name)).mappings) return
    const what = 'its mapping was changed between its reading and that of the documents'
    throw unreadable(this.name, what, 'Run this again, when nobody changes it.')
  }
}
