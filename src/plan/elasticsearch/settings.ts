import { leavesOf, nested } from '../../json/leaves.js'

type JsonObject = Record<string, unknown>

/**
 * Settings that Elasticsearch 6, 7 or 8 gives an index and that no OpenSearch takes, with whatever plugin: with one of
 * them it refuses the whole index. By name, or that of their group, without `index.`.
 *
 * From IndexScopedSettings and IndexSettings of both servers, and the pages "Index modules", "Index lifecycle management
 * settings", "Time series index settings" of https://www.elastic.co/guide/en/elasticsearch/reference/8.11/.
 */
const UNKNOWN = [
  // Lifecycles, tiers and the kinds of an index
  'lifecycle',
  'routing.allocation.include._tier',
  'routing.allocation.include._tier_preference',
  'routing.allocation.exclude._tier',
  'routing.allocation.exclude._tier_preference',
  'routing.allocation.require._tier',
  'routing.allocation.require._tier_preference',
  'routing.allocation.disk.watermark.ignore',
  'shard_limit.group',
  'xpack',
  'frozen',
  'search.throttled',
  'source_only',
  'store.snapshot',
  'allocation.existing_shards_allocator',
  'downsample',
  'rollup.source',
  'failure_store',
  'verified_read_only',
  // Time series and logs
  'mode',
  'routing_path',
  'dimensions',
  'dimensions_tsid_strategy_enabled',
  'time_series',
  'look_ahead_time',
  'look_back_time',
  'logsdb',
  'mapping.dimension_fields.limit',
  'use_time_series_doc_values_format',
  'use_time_series_doc_values_format_large_block_size',
  // What a mapping may do
  'mapping.single_type',
  'mapping.ignore_above',
  'mapping.nested_parents.limit',
  'mapping.total_fields.ignore_dynamic_beyond_limit',
  'mapping.field_name_length.ignore_dynamic_beyond_limit',
  'mapping.source.mode',
  'mapping.synthetic_source_keep',
  'mapping.synthetic_source',
  'mapping.synthetic_id',
  'mapping.exclude_source_vectors',
  'mapping.use_doc_values_skipper',
  'mapping.semantic_text',
  'mapper.source.mode',
  'mapper.dynamic',
  // How an index is kept and searched
  'bloom_filter_for_id_field',
  'bloom_filter_doc_values',
  'dense_vector',
  'disable_sequence_numbers',
  'fast_refresh',
  'highlight.weight_matches_mode',
  'indexing.slowlog.include',
  'merge.intra_merge_parallelism_enabled',
  'optimize_auto_generated_id',
  'recovery.use_synthetic_source',
  'search.slowlog.include',
  'seq_no.index_options',
  'translog.flush_threshold_age',
  'use_legacy_postings_format',
]

/** Settings that both know, with values that only Elasticsearch has: each is about how an index is kept on disk. */
const UNKNOWN_VALUES: Record<string, RegExp> = {
  codec: /^legacy_/,
  'recovery.type': /^snapshot_/i,
  'shard.check_on_startup': /^fix$/,
  'soft_deletes.enabled': /^false$/,
  'store.type': /^snapshot$/,
}

/** @param name dotted, without `index.` @returns whether only Elasticsearch takes this setting with this value */
function isUnknown(name: string, value: unknown): boolean {
  const hasUnknownValue = Object.hasOwn(UNKNOWN_VALUES, name) && UNKNOWN_VALUES[name]?.test(String(value))
  return hasUnknownValue || UNKNOWN.some((one) => name === one || name.startsWith(`${one}.`))
}

/**
 * @param settings nested or dotted, with or without the level `index`
 * @returns those that OpenSearch can have, and the names of the others, `index.lifecycle.name`
 */
export function withoutUnknown(settings: JsonObject): { settings: JsonObject; leftOut: string[] } {
  const named = leavesOf(settings).map(([path, value]) => {
    const name = path.replace(/^index\./, '')
    return { path, value, name: `index.${name}`, isLeft: isUnknown(name, value) }
  })
  const leftOut = named.filter(({ isLeft }) => isLeft).map(({ name }) => name)
  if (leftOut.length === 0) return { settings, leftOut }
  const kept = named.filter(({ isLeft }) => !isLeft).map(({ path, value }) => [path, value] as const)
  return { settings: nested(kept), leftOut }
}
