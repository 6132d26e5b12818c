import { hash } from 'node:crypto'

/** What is spread over the jobs of a matrix. */
export interface Weighed {
  name: string
  /** On disk. */
  bytes: number
}

/**
 * Spreads parts evenly: the largest first, each into the shard with the fewest bytes, then the fewest parts, then the
 * lowest number. Whatever the order of the parts, the outcome is the same.
 * @param of number of shards
 * @returns which shard each part is in, from 1, by name
 */
export function spread(parts: readonly Weighed[], of: number): Map<string, number> {
  const shards = Array.from({ length: of }, (_, i) => ({ number: i + 1, bytes: 0, parts: 0 }))
  const sorted = parts.toSorted((a, b) => b.bytes - a.bytes || (a.name < b.name ? -1 : 1))
  const places = new Map<string, number>()
  for (const { name, bytes } of sorted) {
    const lightest = shards.reduce((least, one) =>
      one.bytes < least.bytes || (one.bytes === least.bytes && one.parts < least.parts) ? one : least,
    )
    lightest.bytes += bytes
    lightest.parts++
    places.set(name, lightest.number)
  }
  return places
}

/**
 * Gives each part a shard by its name alone: where parts come and go between the jobs of a matrix, none of the others
 * moves, or would be in no shard.
 */
export function placedByName(parts: readonly Weighed[], of: number): Map<string, number> {
  const shardOf = (name: string) => (Number.parseInt(hash('sha256', name).slice(0, 8), 16) % of) + 1
  return new Map(parts.map(({ name }) => [name, shardOf(name)]))
}
