import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 2719:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {

/*
 * Copyright OpenSearch Contributors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The OpenSearch Contributors require contributions made to
 * this file be licensed under the Apache-2.0 license or a
 * compatible open source license.
 *
 */

/*
 * This file was generated from the OpenSearch API Spec. Do NOT edit it
 * manually. If you want to make changes, either update the spec or
 * modify the API generator.
 */



const { normalizeArguments, parsePathParam, handleMissingParam } = __nccwpck_require__(5427);

/**
 * Allows to perform multiple index/update/delete operations in a single request.
 * <br/> See Also: {@link https://docs.opensearch.org/latest/api-reference/document-apis/bulk/ - bulk}
 *
 * @memberOf API-Core
 *
 * @param {object} params
 * @param {string} [params._source] - `true` or `false` to return the `_source` field or not, or a list of fields to return.
 * @param {string} [params._source_excludes] - A comma-separated list of source fields to exclude from the response.
 * @param {string} [params._source_includes] - A comma-separated list of source fields to include in the response.
 * @param {string} [params.index] - Name of the data stream, index, or index alias to perform bulk actions on.
 * @param {string} [params.pipeline] - ID of the pipeline to use to preprocess incoming documents. If the index has a default ingest pipeline specified, then setting the value to `_none` disables the default ingest pipeline for this request. If a final pipeline is configured it will always run, regardless of the value of this parameter.
 * @param {string} [params.refresh] - If `true`, OpenSearch refreshes the affected shards to make this operation visible to search, if `wait_for` then wait for a refresh to make this operation visible to search, if `false` do nothing with refreshes. Valid values: `true`, `false`, `wait_for`.
 * @param {boolean} [params.require_alias=false] - If `true`, the request's actions must target an index alias.
 * @param {string} [params.routing] - A custom value used to route operations to a specific shard.
 * @param {string} [params.timeout] - Period each action waits for the following operations: automatic index creation, dynamic mapping updates, waiting for active shards.
 * @param {string} [params.type] - Default document type for items which don't provide one.
 * @param {string} [params.wait_for_active_shards] - The number of shard copies that must be active before proceeding with the operation. Set to all or any positive integer up to the total number of shards in the index (`number_of_replicas+1`).
 * @param {array} params.body - The operation definition and data (action-data pairs), separated by newlines
 *
 * @param {TransportRequestOptions} [options] - Options for {@link Transport#request}
 * @param {function} [callback] - Callback that handles errors and response
 *
 * @returns {{abort: function(), then: function(), catch: function()}|Promise<never>|*}
 */
function bulkFunc(params, options, callback) {
  [params, options, callback] = normalizeArguments(params, options, callback);
  if (params.body == null) return handleMissingParam('body', this, callback);

  let { body, index, ...querystring } = params;
  index = parsePathParam(index);

  const path = ['', index, '_bulk'].filter(c => c != null).join('/');
  const method = index == null ? 'POST' : 'PUT';

  return this.transport.request({ method, path, querystring, bulkBody: body }, options, callback);
}

module.exports = bulkFunc;


/***/ }),

/***/ 6616:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {

/*
 * Copyright OpenSearch Contributors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The OpenSearch Contributors require contributions made to
 * this file be licensed under the Apache-2.0 license or a
 * compatible open source license.
 *
 */

/*
 * This file was generated from the OpenSearch API Spec. Do NOT edit it
 * manually. If you want to make changes, either update the spec or
 * modify the API generator.
 */



const { normalizeArguments, parsePathParam } = __nccwpck_require__(5427);

/**
 * Returns number of documents matching a query.
 * <br/> See Also: {@link https://docs.opensearch.org/latest/api-reference/count/ - count}
 *
 * @memberOf API-Core
 *
 * @param {object} [params]
 * @param {boolean} [params.allow_no_indices] - If `false`, the request returns an error if any wildcard expression, index alias, or `_all` value targets only missing or closed indexes. This behavior applies even if the request targets other open indexes.
 * @param {boolean} [params.analyze_wildcard=false] - If `true`, wildcard and prefix queries are analyzed. This parameter can only be used when the `q` query string parameter is specified.
 * @param {string} [params.analyzer] - Analyzer to use for the query string. This parameter can only be used when the `q` query string parameter is specified.
 * @param {string} [params.default_operator] - The default operator for query string query: `AND` or `OR`. This parameter can only be used when the `q` query string parameter is specified.
 * @param {string} [params.df] - Field to use as default where no field prefix is given in the query string. This parameter can only be used when the `q` query string parameter is specified.
 * @param {string} [params.expand_wildcards] - Specifies the type of index that wildcard expressions can match. Supports comma-separated values.
 * @param {boolean} [params.ignore_throttled] - If `true`, concrete, expanded or aliased indexes are ignored when frozen.
 * @param {boolean} [params.ignore_unavailable] - If `false`, the request returns an error if it targets a missing or closed index.
 * @param {boolean} [params.lenient] - If `true`, format-based query failures (such as providing text to a numeric field) in the query string will be ignored.
 * @param {number} [params.min_score] - Sets the minimum `_score` value that documents must have to be included in the result.
 * @param {string} [params.preference=random] - Specifies the node or shard the operation should be performed on. Random by default.
 * @param {string} [params.q] - Query in the Lucene query string syntax.
 * @param {string} [params.routing] - A custom value used to route operations to a specific shard.
 * @param {number} [params.terminate_after] - Maximum number of documents to collect for each shard. If a query reaches this limit, OpenSearch terminates the query early. OpenSearch collects documents before sorting.
 * @param {string} [params.index] - A comma-separated list of data streams, indexes, and aliases to search. Supports wildcards (`*`). To search all data streams and indexes, omit this parameter or use `*` or `_all`.
 * @param {object} [params.body] - Query to restrict the results specified with the Query DSL (optional)
 *
 * @param {TransportRequestOptions} [options] - Options for {@link Transport#request}
 * @param {function} [callback] - Callback that handles errors and response
 *
 * @returns {{abort: function(), then: function(), catch: function()}|Promise<never>|*}
 */
function countFunc(params, options, callback) {
  [params, options, callback] = normalizeArguments(params, options, callback);

  let { body, index, ...querystring } = params;
  index = parsePathParam(index);

  const path = ['', index, '_count'].filter(c => c != null).join('/');
  const method = body ? 'POST' : 'GET';
  body = body || '';

  return this.transport.request({ method, path, querystring, body }, options, callback);
}

module.exports = countFunc;


/***/ }),

/***/ 6495:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {

/*
 * Copyright OpenSearch Contributors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The OpenSearch Contributors require contributions made to
 * this file be licensed under the Apache-2.0 license or a
 * compatible open source license.
 *
 */

/*
 * This file was generated from the OpenSearch API Spec. Do NOT edit it
 * manually. If you want to make changes, either update the spec or
 * modify the API generator.
 */



const { normalizeArguments } = __nccwpck_require__(5427);

/**
 * Returns basic information about the cluster.
 * <br/> See Also: {@link https://docs.opensearch.org/latest/ - info}
 *
 * @memberOf API-Core
 *
 * @param {object} [params] - (Unused)
 * @param {TransportRequestOptions} [options] - Options for {@link Transport#request}
 * @param {function} [callback] - Callback that handles errors and response
 *
 * @returns {{abort: function(), then: function(), catch: function()}|Promise<never>|*}
 */
function infoFunc(params, options, callback) {
  [params, options, callback] = normalizeArguments(params, options, callback);

  let { body, ...querystring } = params;

  const path = '/';
  const method = 'GET';
  body = body || '';

  return this.transport.request({ method, path, querystring, body }, options, callback);
}

module.exports = infoFunc;


/***/ }),

/***/ 6934:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {

/*
 * Copyright OpenSearch Contributors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The OpenSearch Contributors require contributions made to
 * this file be licensed under the Apache-2.0 license or a
 * compatible open source license.
 *
 */

/*
 * This file was generated from the OpenSearch API Spec. Do NOT edit it
 * manually. If you want to make changes, either update the spec or
 * modify the API generator.
 */



const { normalizeArguments, parsePathParam, handleMissingParam } = __nccwpck_require__(5427);

/**
 * Allows to get multiple documents in one request.
 * <br/> See Also: {@link https://docs.opensearch.org/latest/api-reference/document-apis/multi-get/ - mget}
 *
 * @memberOf API-Core
 *
 * @param {object} params
 * @param {string} [params._source] - Set to `true` or `false` to return the `_source` field or not, or a list of fields to return.
 * @param {string} [params._source_excludes] - A comma-separated list of source fields to exclude from the response. You can also use this parameter to exclude fields from the subset specified in `_source_includes` query parameter.
 * @param {string} [params._source_includes] - A comma-separated list of source fields to include in the response. If this parameter is specified, only these source fields are returned. You can exclude fields from this subset using the `_source_excludes` query parameter. If the `_source` parameter is `false`, this parameter is ignored.
 * @param {string} [params.preference=random] - Specifies the node or shard the operation should be performed on. Random by default.
 * @param {boolean} [params.realtime] - If `true`, the request is real time as opposed to near real time.
 * @param {string} [params.refresh] - If `true`, the request refreshes relevant shards before retrieving documents.
 * @param {string} [params.routing] - A custom value used to route operations to a specific shard.
 * @param {string} [params.stored_fields] - If `true`, retrieves the document fields stored in the index rather than the document `_source`.
 * @param {string} [params.index] - The name of the index to retrieve documents from when `ids` are specified, or when a document in the `docs` array does not specify an index.
 * @param {object} params.body - Document identifiers; can be either `docs` (containing full document information) or `ids` (when index is provided in the URL.
 *
 * @param {TransportRequestOptions} [options] - Options for {@link Transport#request}
 * @param {function} [callback] - Callback that handles errors and response
 *
 * @returns {{abort: function(), then: function(), catch: function()}|Promise<never>|*}
 */
function mgetFunc(params, options, callback) {
  [params, options, callback] = normalizeArguments(params, options, callback);
  if (params.body == null) return handleMissingParam('body', this, callback);

  let { body, index, ...querystring } = params;
  index = parsePathParam(index);

  const path = ['', index, '_mget'].filter(c => c != null).join('/');
  const method = body ? 'POST' : 'GET';

  return this.transport.request({ method, path, querystring, body }, options, callback);
}

module.exports = mgetFunc;


/***/ }),

/***/ 4271:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {

/*
 * Copyright OpenSearch Contributors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The OpenSearch Contributors require contributions made to
 * this file be licensed under the Apache-2.0 license or a
 * compatible open source license.
 *
 */

/*
 * This file was generated from the OpenSearch API Spec. Do NOT edit it
 * manually. If you want to make changes, either update the spec or
 * modify the API generator.
 */



const { normalizeArguments, parsePathParam } = __nccwpck_require__(5427);

/**
 * Returns results matching a query.
 * <br/> See Also: {@link https://docs.opensearch.org/latest/api-reference/search/ - search}
 *
 * @memberOf API-Core
 *
 * @param {object} [params]
 * @param {string} [params._source] - Indicates which source fields are returned for matching documents. These fields are returned in the `hits._source` property of the search response. Valid values are: `true` to return the entire document source; `false` to not return the document source; `<string>` to return the source fields that are specified as a comma-separated list (supports wildcard (`*`) patterns).
 * @param {string} [params._source_excludes] - A comma-separated list of source fields to exclude from the response. You can also use this parameter to exclude fields from the subset specified in `_source_includes` query parameter. If the `_source` parameter is `false`, this parameter is ignored.
 * @param {string} [params._source_includes] - A comma-separated list of source fields to include in the response. If this parameter is specified, only these source fields are returned. You can exclude fields from this subset using the `_source_excludes` query parameter. If the `_source` parameter is `false`, this parameter is ignored.
 * @param {boolean} [params.allow_no_indices] - If `false`, the request returns an error if any wildcard expression, index alias, or `_all` value targets only missing or closed indexes. This behavior applies even if the request targets other open indexes. For example, a request targeting `foo*,bar*` returns an error if an index starts with `foo` but no index starts with `bar`.
 * @param {boolean} [params.allow_partial_search_results=true] - If `true`, returns partial results if there are shard request timeouts or shard failures. If `false`, returns an error with no partial results.
 * @param {boolean} [params.analyze_wildcard=false] - If `true`, wildcard and prefix queries are analyzed. This parameter can only be used when the q query string parameter is specified.
 * @param {string} [params.analyzer] - Analyzer to use for the query string. This parameter can only be used when the q query string parameter is specified.
 * @param {number} [params.batched_reduce_size=512] - The number of shard results that should be reduced at once on the coordinating node. This value should be used as a protection mechanism to reduce the memory overhead per search request if the potential number of shards in the request can be large.
 * @param {string} [params.cancel_after_time_interval] - The time after which the search request will be canceled. Request-level parameter takes precedence over `cancel_after_time_interval` cluster setting.
 * @param {boolean} [params.ccs_minimize_roundtrips=true] - If `true`, network round-trips between the coordinating node and the remote clusters are minimized when executing cross-cluster search (CCS) requests.
 * @param {string} [params.default_operator] - The default operator for query string query: AND or OR. This parameter can only be used when the `q` query string parameter is specified.
 * @param {string} [params.df] - Field to use as default where no field prefix is given in the query string. This parameter can only be used when the q query string parameter is specified.
 * @param {string} [params.docvalue_fields] - A comma-separated list of fields to return as the docvalue representation for each hit.
 * @param {string} [params.expand_wildcards] - Type of index that wildcard patterns can match. If the request can target data streams, this argument determines whether wildcard expressions match hidden data streams. Supports comma-separated values, such as `open,hidden`.
 * @param {boolean} [params.explain] - If `true`, returns detailed information about score computation as part of a hit.
 * @param {number} [params.from=0] - Starting document offset. Needs to be non-negative. By default, you cannot page through more than 10,000 hits using the `from` and `size` parameters. To page through more hits, use the `search_after` parameter.
 * @param {boolean} [params.ignore_throttled] - If `true`, concrete, expanded or aliased indexes will be ignored when frozen.
 * @param {boolean} [params.ignore_unavailable] - If `false`, the request returns an error if it targets a missing or closed index.
 * @param {boolean} [params.include_named_queries_score=false] - Indicates whether `hit.matched_queries` should be rendered as a map that includes the name of the matched query associated with its score (true) or as an array containing the name of the matched queries (false)
 * @param {string} [params.index] - A comma-separated list of data streams, indexes, and aliases to search. Supports wildcards (`*`). To search all data streams and indexes, omit this parameter or use `*` or `_all`.
 * @param {boolean} [params.lenient] - If `true`, format-based query failures (such as providing text to a numeric field) in the query string will be ignored. This parameter can only be used when the `q` query string parameter is specified.
 * @param {number} [params.max_concurrent_shard_requests=5] - Defines the number of concurrent shard requests per node this search executes concurrently. This value should be used to limit the impact of the search on the cluster in order to limit the number of concurrent shard requests.
 * @param {boolean} [params.phase_took=false] - Indicates whether to return phase-level `took` time values in the response.
 * @param {number} [params.pre_filter_shard_size] - Defines a threshold that enforces a pre-filter roundtrip to prefilter search shards based on query rewriting if the number of shards the search request expands to exceeds the threshold. This filter roundtrip can limit the number of shards significantly if for instance a shard can not match any documents based on its rewrite method (if date filters are mandatory to match but the shard bounds and the query are disjoint). When unspecified, the pre-filter phase is executed if any of these conditions is met: the request targets more than 128 shards; the request targets one or more read-only index; the primary sort of the query targets an indexed field.
 * @param {string} [params.preference=random] - Nodes and shards used for the search. By default, OpenSearch selects from eligible nodes and shards using adaptive replica selection, accounting for allocation awareness. Valid values are: `_only_local` to run the search only on shards on the local node; `_local` to, if possible, run the search on shards on the local node, or if not, select shards using the default method; `_only_nodes:<node-id>,<node-id>` to run the search on only the specified nodes IDs, where, if suitable shards exist on more than one selected node, use shards on those nodes using the default method, or if none of the specified nodes are available, select shards from any available node using the default method; `_prefer_nodes:<node-id>,<node-id>` to if possible, run the search on the specified nodes IDs, or if not, select shards using the default method; `_shards:<shard>,<shard>` to run the search only on the specified shards; `<custom-string>` (any string that does not start with `_`) to route searches with the same `<custom-string>` to the same shards in the same order.
 * @param {string} [params.q] - Query in the Lucene query string syntax using query parameter search. Query parameter searches do not support the full OpenSearch Query DSL but are handy for testing.
 * @param {boolean} [params.request_cache] - If `true`, the caching of search results is enabled for requests where `size` is `0`. Defaults to index level settings.
 * @param {boolean} [params.rest_total_hits_as_int=false] - Indicates whether `hits.total` should be rendered as an integer or an object in the rest search response.
 * @param {string} [params.routing] - A custom value used to route operations to a specific shard.
 * @param {string} [params.scroll] - Period to retain the search context for scrolling. See Scroll search results. By default, this value cannot exceed `1d` (24 hours). You can change this limit using the `search.max_keep_alive` cluster-level setting.
 * @param {string} [params.search_pipeline] - Customizable sequence of processing stages applied to search queries.
 * @param {string} [params.search_type] - How distributed term frequencies are calculated for relevance scoring.
 * @param {boolean} [params.seq_no_primary_term] - If `true`, returns sequence number and primary term of the last modification of each hit.
 * @param {number} [params.size=10] - Defines the number of hits to return. By default, you cannot page through more than 10,000 hits using the `from` and `size` parameters. To page through more hits, use the `search_after` parameter.
 * @param {string} [params.sort] - A comma-separated list of <field>:<direction> pairs.
 * @param {array} [params.stats] - Specific `tag` of the request for logging and statistical purposes.
 * @param {string} [params.stored_fields] - A comma-separated list of stored fields to return as part of a hit. If no fields are specified, no stored fields are included in the response. If this field is specified, the `_source` parameter defaults to `false`. You can pass `_source: true` to return both source fields and stored fields in the search response.
 * @param {string} [params.suggest_field] - Specifies which field to use for suggestions.
 * @param {string} [params.suggest_mode] - Specifies the suggest mode. This parameter can only be used when the `suggest_field` and `suggest_text` query string parameters are specified.
 * @param {number} [params.suggest_size] - Number of suggestions to return. This parameter can only be used when the `suggest_field` and `suggest_text` query string parameters are specified.
 * @param {string} [params.suggest_text] - The source text for which the suggestions should be returned. This parameter can only be used when the `suggest_field` and `suggest_text` query string parameters are specified.
 * @param {number} [params.terminate_after] - Maximum number of documents to collect for each shard. If a query reaches this limit, OpenSearch terminates the query early. OpenSearch collects documents before sorting. Use with caution. OpenSearch applies this parameter to each shard handling the request. When possible, let OpenSearch perform early termination automatically. Avoid specifying this parameter for requests that target data streams with backing indexes across multiple data tiers. If set to `0` (default), the query does not terminate early.
 * @param {string} [params.timeout] - Specifies the period of time to wait for a response from each shard. If no response is received before the timeout expires, the request fails and returns an error.
 * @param {boolean} [params.track_scores] - If `true`, calculate and return document scores, even if the scores are not used for sorting.
 * @param {string} [params.track_total_hits] - Number of hits matching the query to count accurately. If `true`, the exact number of hits is returned at the cost of some performance. If `false`, the response does not include the total number of hits matching the query.
 * @param {boolean} [params.typed_keys] - If `true`, aggregation and suggester names are be prefixed by their respective types in the response.
 * @param {boolean} [params.verbose_pipeline] - Enables or disables verbose mode for the search pipeline. When verbose mode is enabled, detailed information about each processor in the search pipeline is included in the search response. This includes the processor name, execution status, input, output, and time taken for processing. This parameter is primarily intended for debugging purposes, allowing users to track how data flows and transforms through the search pipeline.
 * @param {boolean} [params.version] - If `true`, returns document version as part of a hit.
 * @param {object} [params.body] - The search definition using the Query DSL
 *
 * @param {TransportRequestOptions} [options] - Options for {@link Transport#request}
 * @param {function} [callback] - Callback that handles errors and response
 *
 * @returns {{abort: function(), then: function(), catch: function()}|Promise<never>|*}
 */
function searchFunc(params, options, callback) {
  [params, options, callback] = normalizeArguments(params, options, callback);

  let { body, index, ...querystring } = params;
  index = parsePathParam(index);

  const path = ['', index, '_search'].filter(c => c != null).join('/');
  const method = body ? 'POST' : 'GET';
  body = body || '';

  return this.transport.request({ method, path, querystring, body }, options, callback);
}

module.exports = searchFunc;


/***/ }),

/***/ 4315:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {

/*
 * Copyright OpenSearch Contributors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The OpenSearch Contributors require contributions made to
 * this file be licensed under the Apache-2.0 license or a
 * compatible open source license.
 *
 */

/*
 * This file was generated from the OpenSearch API Spec. Do NOT edit it
 * manually. If you want to make changes, either update the spec or
 * modify the API generator.
 */



const { normalizeArguments, parsePathParam } = __nccwpck_require__(5427);

/**
 * Provides a snapshot of how many shards are allocated to each data node and how much disk space they are using.
 * <br/> See Also: {@link https://docs.opensearch.org/latest/api-reference/cat/cat-allocation/ - cat.allocation}
 *
 * @memberOf API-Cat
 *
 * @param {object} [params]
 * @param {string} [params.bytes] - The units used to display byte values.
 * @param {string} [params.cluster_manager_timeout] - A timeout for connection to the cluster manager node.
 * @param {string} [params.format=text] - A short version of the HTTP `Accept` header, such as `json` or `yaml`.
 * @param {array} [params.h] - A comma-separated list of column names to display.
 * @param {boolean} [params.help=false] - Returns help information.
 * @param {boolean} [params.local=false] - Returns local information but does not retrieve the state from cluster-manager node.
 * @param {string} [params.master_timeout] DEPRECATED - A timeout for connection to the cluster manager node.
 * @param {array} [params.s] - A comma-separated list of column names or column aliases to sort by.
 * @param {boolean} [params.v=false] - Enables verbose mode, which displays column headers.
 * @param {string} [params.node_id] - A comma-separated list of node IDs or names used to limit the returned information.
 *
 * @param {TransportRequestOptions} [options] - Options for {@link Transport#request}
 * @param {function} [callback] - Callback that handles errors and response
 *
 * @returns {{abort: function(), then: function(), catch: function()}|Promise<never>|*}
 */
function allocationFunc(params, options, callback) {
  [params, options, callback] = normalizeArguments(params, options, callback);

  let { body, node_id, ...querystring } = params;
  node_id = parsePathParam(node_id);

  const path = ['/_cat/allocation', node_id].filter(c => c != null).join('/');
  const method = 'GET';
  body = body || '';

  return this.transport.request({ method, path, querystring, body }, options, callback);
}

module.exports = allocationFunc;


/***/ }),

/***/ 1318:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {

/*
 * Copyright OpenSearch Contributors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The OpenSearch Contributors require contributions made to
 * this file be licensed under the Apache-2.0 license or a
 * compatible open source license.
 *
 */

/*
 * This file was generated from the OpenSearch API Spec. Do NOT edit it
 * manually. If you want to make changes, either update the spec or
 * modify the API generator.
 */



const { normalizeArguments } = __nccwpck_require__(5427);

/**
 * Returns cluster settings.
 * <br/> See Also: {@link https://docs.opensearch.org/latest/api-reference/cluster-api/cluster-settings/ - cluster.get_settings}
 *
 * @memberOf API-Cluster
 *
 * @param {object} [params]
 * @param {string} [params.cluster_manager_timeout] - The amount of time to wait for a response from the cluster manager node. For more information about supported time units, see [Common parameters](https://docs.opensearch.org/latest/api-reference/common-parameters/#time-units).
 * @param {boolean} [params.flat_settings=false] - Whether to return settings in the flat form, which can improve readability, especially for heavily nested settings. For example, the flat form of `"cluster": { "max_shards_per_node": 500 }` is `"cluster.max_shards_per_node": "500"`.
 * @param {boolean} [params.include_defaults=false] - When `true`, returns default cluster settings from the local node.
 * @param {string} [params.master_timeout] DEPRECATED - A duration. Units can be `nanos`, `micros`, `ms` (milliseconds), `s` (seconds), `m` (minutes), `h` (hours) and `d` (days). Also accepts `0` without a unit and `-1` to indicate an unspecified value.
 * @param {string} [params.timeout] - A duration. Units can be `nanos`, `micros`, `ms` (milliseconds), `s` (seconds), `m` (minutes), `h` (hours) and `d` (days). Also accepts `0` without a unit and `-1` to indicate an unspecified value.
 *
 * @param {TransportRequestOptions} [options] - Options for {@link Transport#request}
 * @param {function} [callback] - Callback that handles errors and response
 *
 * @returns {{abort: function(), then: function(), catch: function()}|Promise<never>|*}
 */
function getSettingsFunc(params, options, callback) {
  [params, options, callback] = normalizeArguments(params, options, callback);

  let { body, ...querystring } = params;

  const path = '/_cluster/settings';
  const method = 'GET';
  body = body || '';

  return this.transport.request({ method, path, querystring, body }, options, callback);
}

module.exports = getSettingsFunc;


/***/ }),

/***/ 237:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {

/*
 * Copyright OpenSearch Contributors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The OpenSearch Contributors require contributions made to
 * this file be licensed under the Apache-2.0 license or a
 * compatible open source license.
 *
 */

/*
 * This file was generated from the OpenSearch API Spec. Do NOT edit it
 * manually. If you want to make changes, either update the spec or
 * modify the API generator.
 */



const { normalizeArguments, parsePathParam } = __nccwpck_require__(5427);

/**
 * Returns basic information about the health of the cluster.
 * <br/> See Also: {@link https://docs.opensearch.org/latest/api-reference/cluster-api/cluster-health/ - cluster.health}
 *
 * @memberOf API-Cluster
 *
 * @param {object} [params]
 * @param {string} [params.awareness_attribute] - The name of the awareness attribute for which to return the cluster health status (for example, `zone`). Applicable only if `level` is set to `awareness_attributes`.
 * @param {string} [params.cluster_manager_timeout] - The amount of time to wait for a response from the cluster manager node. For more information about supported time units, see [Common parameters](https://docs.opensearch.org/latest/api-reference/common-parameters/#time-units).
 * @param {string} [params.expand_wildcards] - Specifies the type of index that wildcard expressions can match. Supports comma-separated values.
 * @param {string} [params.level] - Controls the amount of detail included in the cluster health response.
 * @param {boolean} [params.local=false] - Whether to return information from the local node only instead of from the cluster manager node.
 * @param {string} [params.master_timeout] DEPRECATED - A duration. Units can be `nanos`, `micros`, `ms` (milliseconds), `s` (seconds), `m` (minutes), `h` (hours) and `d` (days). Also accepts `0` without a unit and `-1` to indicate an unspecified value.
 * @param {string} [params.timeout] - The amount of time to wait for a response from the cluster manager node. For more information about supported time units, see [Common parameters](https://docs.opensearch.org/latest/api-reference/common-parameters/#time-units).
 * @param {string} [params.wait_for_active_shards] - Waits until the specified number of shards is active before returning a response. Use `all` for all shards.
 * @param {string} [params.wait_for_events] - Waits until all currently queued events with the given priority are processed.
 * @param {boolean} [params.wait_for_no_initializing_shards=false] - Whether to wait until there are no initializing shards in the cluster.
 * @param {boolean} [params.wait_for_no_relocating_shards=false] - Whether to wait until there are no relocating shards in the cluster.
 * @param {string} [params.wait_for_nodes] - Waits until the specified number of nodes (`N`) is available. Accepts `>=N`, `<=N`, `>N`, and `<N`. You can also use `ge(N)`, `le(N)`, `gt(N)`, and `lt(N)` notation.
 * @param {string} [params.wait_for_status] - Waits until the cluster health reaches the specified status or better.
 * @param {string} [params.index] - A comma-separated list of data streams, indexes, and aliases used to limit the request. Supports wildcards (`*`). To target all data streams and indexes, omit this parameter or use `*` or `_all`.
 *
 * @param {TransportRequestOptions} [options] - Options for {@link Transport#request}
 * @param {function} [callback] - Callback that handles errors and response
 *
 * @returns {{abort: function(), then: function(), catch: function()}|Promise<never>|*}
 */
function healthFunc(params, options, callback) {
  [params, options, callback] = normalizeArguments(params, options, callback);

  let { body, index, ...querystring } = params;
  index = parsePathParam(index);

  const path = ['/_cluster/health', index].filter(c => c != null).join('/');
  const method = 'GET';
  body = body || '';

  return this.transport.request({ method, path, querystring, body }, options, callback);
}

module.exports = healthFunc;


/***/ }),

/***/ 3525:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {

/*
 * Copyright OpenSearch Contributors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The OpenSearch Contributors require contributions made to
 * this file be licensed under the Apache-2.0 license or a
 * compatible open source license.
 *
 */

/*
 * This file was generated from the OpenSearch API Spec. Do NOT edit it
 * manually. If you want to make changes, either update the spec or
 * modify the API generator.
 */



const { normalizeArguments, parsePathParam, handleMissingParam } = __nccwpck_require__(5427);

/**
 * Clones an index.
 * <br/> See Also: {@link https://docs.opensearch.org/latest/api-reference/index-apis/clone/ - indices.clone}
 *
 * @memberOf API-Indices
 *
 * @param {object} params
 * @param {string} [params.cluster_manager_timeout] - Operation timeout for connection to cluster-manager node.
 * @param {string} [params.master_timeout] DEPRECATED - Period to wait for a connection to the cluster-manager node. If no response is received before the timeout expires, the request fails and returns an error.
 * @param {string} [params.task_execution_timeout] - Explicit task execution timeout, only useful when `wait_for_completion` is false, defaults to `1h`.
 * @param {string} [params.timeout] - Period to wait for a response. If no response is received before the timeout expires, the request fails and returns an error.
 * @param {string} [params.wait_for_active_shards] - The number of shard copies that must be active before proceeding with the operation. Set to `all` or any positive integer up to the total number of shards in the index (`number_of_replicas+1`).
 * @param {boolean} [params.wait_for_completion=true] - Should this request wait until the operation has completed before returning.
 * @param {string} params.index - Name of the source index to clone.
 * @param {string} params.target - Name of the target index to create.
 * @param {object} [params.body] - The configuration for the target index (`settings` and `aliases`)
 *
 * @param {TransportRequestOptions} [options] - Options for {@link Transport#request}
 * @param {function} [callback] - Callback that handles errors and response
 *
 * @returns {{abort: function(), then: function(), catch: function()}|Promise<never>|*}
 */
function cloneFunc(params, options, callback) {
  [params, options, callback] = normalizeArguments(params, options, callback);
  if (params.index == null) return handleMissingParam('index', this, callback);
  if (params.target == null) return handleMissingParam('target', this, callback);

  let { body, index, target, ...querystring } = params;
  index = parsePathParam(index);
  target = parsePathParam(target);

  const path = '/' + index + '/_clone/' + target;
  const method = 'POST';
  body = body || '';

  return this.transport.request({ method, path, querystring, body }, options, callback);
}

module.exports = cloneFunc;


/***/ }),

/***/ 9006:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {

/*
 * Copyright OpenSearch Contributors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The OpenSearch Contributors require contributions made to
 * this file be licensed under the Apache-2.0 license or a
 * compatible open source license.
 *
 */

/*
 * This file was generated from the OpenSearch API Spec. Do NOT edit it
 * manually. If you want to make changes, either update the spec or
 * modify the API generator.
 */



const { normalizeArguments, parsePathParam, handleMissingParam } = __nccwpck_require__(5427);

/**
 * Creates an index with optional settings and mappings.
 * <br/> See Also: {@link https://docs.opensearch.org/latest/api-reference/index-apis/create-index/ - indices.create}
 *
 * @memberOf API-Indices
 *
 * @param {object} params
 * @param {string} [params.cluster_manager_timeout] - Operation timeout for connection to cluster-manager node.
 * @param {string} [params.master_timeout] DEPRECATED - Period to wait for a connection to the cluster-manager node. If no response is received before the timeout expires, the request fails and returns an error.
 * @param {string} [params.timeout] - Period to wait for a response. If no response is received before the timeout expires, the request fails and returns an error.
 * @param {string} [params.wait_for_active_shards] - The number of shard copies that must be active before proceeding with the operation.  Set to `all` or any positive integer up to the total number of shards in the index (`number_of_replicas+1`).
 * @param {string} params.index - The name of the index you wish to create.
 * @param {object} [params.body] - The configuration for the index (`settings` and `mappings`)
 *
 * @param {TransportRequestOptions} [options] - Options for {@link Transport#request}
 * @param {function} [callback] - Callback that handles errors and response
 *
 * @returns {{abort: function(), then: function(), catch: function()}|Promise<never>|*}
 */
function createFunc(params, options, callback) {
  [params, options, callback] = normalizeArguments(params, options, callback);
  if (params.index == null) return handleMissingParam('index', this, callback);

  let { body, index, ...querystring } = params;
  index = parsePathParam(index);

  const path = '/' + index;
  const method = 'PUT';
  body = body || '';

  return this.transport.request({ method, path, querystring, body }, options, callback);
}

module.exports = createFunc;


/***/ }),

/***/ 6821:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {

/*
 * Copyright OpenSearch Contributors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The OpenSearch Contributors require contributions made to
 * this file be licensed under the Apache-2.0 license or a
 * compatible open source license.
 *
 */

/*
 * This file was generated from the OpenSearch API Spec. Do NOT edit it
 * manually. If you want to make changes, either update the spec or
 * modify the API generator.
 */



const { normalizeArguments, parsePathParam, handleMissingParam } = __nccwpck_require__(5427);

/**
 * Deletes an index.
 * <br/> See Also: {@link https://docs.opensearch.org/latest/api-reference/index-apis/delete-index/ - indices.delete}
 *
 * @memberOf API-Indices
 *
 * @param {object} params
 * @param {boolean} [params.allow_no_indices=false] - If `false`, the request returns an error if any wildcard expression, index alias, or `_all` value targets only missing or closed indexes. This behavior applies even if the request targets other open indexes.
 * @param {string} [params.cluster_manager_timeout] - Operation timeout for connection to cluster-manager node.
 * @param {string} [params.expand_wildcards] - Type of index that wildcard patterns can match. If the request can target data streams, this argument determines whether wildcard expressions match hidden data streams. Supports comma-separated values, such as `open,hidden`. Valid values are: `all`, `open`, `closed`, `hidden`, `none`.
 * @param {boolean} [params.ignore_unavailable=false] - If `false`, the request returns an error if it targets a missing or closed index.
 * @param {string} [params.master_timeout] DEPRECATED - Period to wait for a connection to the cluster-manager node. If no response is received before the timeout expires, the request fails and returns an error.
 * @param {string} [params.timeout] - Period to wait for a response. If no response is received before the timeout expires, the request fails and returns an error.
 * @param {string} params.index - A comma-separated list of indexes to delete. You cannot specify index aliases. By default, this parameter does not support wildcards (`*`) or `_all`. To use wildcards or `_all`, set the `action.destructive_requires_name` cluster setting to `false`.
 *
 * @param {TransportRequestOptions} [options] - Options for {@link Transport#request}
 * @param {function} [callback] - Callback that handles errors and response
 *
 * @returns {{abort: function(), then: function(), catch: function()}|Promise<never>|*}
 */
function deleteFunc(params, options, callback) {
  [params, options, callback] = normalizeArguments(params, options, callback);
  if (params.index == null) return handleMissingParam('index', this, callback);

  let { body, index, ...querystring } = params;
  index = parsePathParam(index);

  const path = '/' + index;
  const method = 'DELETE';
  body = body || '';

  return this.transport.request({ method, path, querystring, body }, options, callback);
}

module.exports = deleteFunc;


/***/ }),

/***/ 8172:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {

/*
 * Copyright OpenSearch Contributors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The OpenSearch Contributors require contributions made to
 * this file be licensed under the Apache-2.0 license or a
 * compatible open source license.
 *
 */

/*
 * This file was generated from the OpenSearch API Spec. Do NOT edit it
 * manually. If you want to make changes, either update the spec or
 * modify the API generator.
 */



const { normalizeArguments, parsePathParam, handleMissingParam } = __nccwpck_require__(5427);

/**
 * Returns information about one or more indexes.
 * <br/> See Also: {@link https://docs.opensearch.org/latest/api-reference/index-apis/get-index/ - indices.get}
 *
 * @memberOf API-Indices
 *
 * @param {object} params
 * @param {boolean} [params.allow_no_indices=false] - If `false`, the request returns an error if any wildcard expression, index alias, or `_all` value targets only missing or closed indexes. This behavior applies even if the request targets other open indexes. For example, a request targeting foo*,bar* returns an error if an index starts with foo but no index starts with bar.
 * @param {string} [params.cluster_manager_timeout] - Operation timeout for connection to cluster-manager node.
 * @param {string} [params.expand_wildcards] - Type of index that wildcard expressions can match. If the request can target data streams, this argument determines whether wildcard expressions match hidden data streams. Supports comma-separated values, such as `open,hidden`.
 * @param {boolean} [params.flat_settings=false] - If `true`, returns settings in flat format.
 * @param {boolean} [params.ignore_unavailable=false] - If `false`, requests that target a missing index return an error.
 * @param {boolean} [params.include_defaults=false] - If `true`, return all default settings in the response.
 * @param {boolean} [params.local=false] - If `true`, the request retrieves information from the local node only. Defaults to false, which means information is retrieved from the cluster-manager node.
 * @param {string} [params.master_timeout] DEPRECATED - Period to wait for a connection to the cluster-manager node. If no response is received before the timeout expires, the request fails and returns an error.
 * @param {string} params.index - A comma-separated list of data streams, indexes, and index aliases used to limit the request. Wildcard expressions (*) are supported.
 *
 * @param {TransportRequestOptions} [options] - Options for {@link Transport#request}
 * @param {function} [callback] - Callback that handles errors and response
 *
 * @returns {{abort: function(), then: function(), catch: function()}|Promise<never>|*}
 */
function getFunc(params, options, callback) {
  [params, options, callback] = normalizeArguments(params, options, callback);
  if (params.index == null) return handleMissingParam('index', this, callback);

  let { body, index, ...querystring } = params;
  index = parsePathParam(index);

  const path = '/' + index;
  const method = 'GET';
  body = body || '';

  return this.transport.request({ method, path, querystring, body }, options, callback);
}

module.exports = getFunc;


/***/ }),

/***/ 9586:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {

/*
 * Copyright OpenSearch Contributors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The OpenSearch Contributors require contributions made to
 * this file be licensed under the Apache-2.0 license or a
 * compatible open source license.
 *
 */

/*
 * This file was generated from the OpenSearch API Spec. Do NOT edit it
 * manually. If you want to make changes, either update the spec or
 * modify the API generator.
 */



const { normalizeArguments, parsePathParam } = __nccwpck_require__(5427);

/**
 * Returns an alias.
 * <br/> See Also: {@link https://docs.opensearch.org/latest/im-plugin/index-alias/ - indices.get_alias}
 *
 * @memberOf API-Indices
 *
 * @param {object} [params]
 * @param {boolean} [params.allow_no_indices] - If `false`, the request returns an error if any wildcard expression, index alias, or `_all` value targets only missing or closed indexes. This behavior applies even if the request targets other open indexes.
 * @param {string} [params.expand_wildcards] - Type of index that wildcard patterns can match. If the request can target data streams, this argument determines whether wildcard expressions match hidden data streams. Supports comma-separated values, such as `open,hidden`. Valid values are: `all`, `open`, `closed`, `hidden`, `none`.
 * @param {boolean} [params.ignore_unavailable] - If `false`, the request returns an error if it targets a missing or closed index.
 * @param {boolean} [params.local=false] - If `true`, the request retrieves information from the local node only.
 * @param {string} [params.name] - A comma-separated list of aliases to retrieve. Supports wildcards (`*`). To retrieve all aliases, omit this parameter or use `*` or `_all`.
 * @param {string} [params.index] - A comma-separated list of data streams or indexes used to limit the request. Supports wildcards (`*`). To target all data streams and indexes, omit this parameter or use `*` or `_all`.
 *
 * @param {TransportRequestOptions} [options] - Options for {@link Transport#request}
 * @param {function} [callback] - Callback that handles errors and response
 *
 * @returns {{abort: function(), then: function(), catch: function()}|Promise<never>|*}
 */
function getAliasFunc(params, options, callback) {
  [params, options, callback] = normalizeArguments(params, options, callback);

  let { body, name, index, ...querystring } = params;
  name = parsePathParam(name);
  index = parsePathParam(index);

  const path = ['', index, '_alias', name].filter(c => c != null).join('/');
  const method = 'GET';
  body = body || '';

  return this.transport.request({ method, path, querystring, body }, options, callback);
}

module.exports = getAliasFunc;


/***/ }),

/***/ 9928:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {

/*
 * Copyright OpenSearch Contributors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The OpenSearch Contributors require contributions made to
 * this file be licensed under the Apache-2.0 license or a
 * compatible open source license.
 *
 */

/*
 * This file was generated from the OpenSearch API Spec. Do NOT edit it
 * manually. If you want to make changes, either update the spec or
 * modify the API generator.
 */



const { normalizeArguments, parsePathParam } = __nccwpck_require__(5427);

/**
 * Returns mappings for one or more indexes.
 * <br/> See Also: {@link https://docs.opensearch.org/latest/api-reference/index-apis/get-mapping/ - indices.get_mapping}
 *
 * @memberOf API-Indices
 *
 * @param {object} [params]
 * @param {boolean} [params.allow_no_indices] - If `false`, the request returns an error if any wildcard expression, index alias, or `_all` value targets only missing or closed indexes. This behavior applies even if the request targets other open indexes.
 * @param {string} [params.cluster_manager_timeout] - Operation timeout for connection to cluster-manager node.
 * @param {string} [params.expand_wildcards] - Type of index that wildcard patterns can match. If the request can target data streams, this argument determines whether wildcard expressions match hidden data streams. Supports comma-separated values, such as `open,hidden`. Valid values are: `all`, `open`, `closed`, `hidden`, `none`.
 * @param {boolean} [params.ignore_unavailable] - If `false`, the request returns an error if it targets a missing or closed index.
 * @param {string} [params.index] - A comma-separated list of data streams, indexes, and aliases used to limit the request. Supports wildcards (`*`). To target all data streams and indexes, omit this parameter or use `*` or `_all`.
 * @param {boolean} [params.local=false] - If `true`, the request retrieves information from the local node only.
 * @param {string} [params.master_timeout] DEPRECATED - Period to wait for a connection to the cluster-manager node. If no response is received before the timeout expires, the request fails and returns an error.
 *
 * @param {TransportRequestOptions} [options] - Options for {@link Transport#request}
 * @param {function} [callback] - Callback that handles errors and response
 *
 * @returns {{abort: function(), then: function(), catch: function()}|Promise<never>|*}
 */
function getMappingFunc(params, options, callback) {
  [params, options, callback] = normalizeArguments(params, options, callback);

  let { body, index, ...querystring } = params;
  index = parsePathParam(index);

  const path = ['', index, '_mapping'].filter(c => c != null).join('/');
  const method = 'GET';
  body = body || '';

  return this.transport.request({ method, path, querystring, body }, options, callback);
}

module.exports = getMappingFunc;


/***/ }),

/***/ 9005:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {

/*
 * Copyright OpenSearch Contributors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The OpenSearch Contributors require contributions made to
 * this file be licensed under the Apache-2.0 license or a
 * compatible open source license.
 *
 */

/*
 * This file was generated from the OpenSearch API Spec. Do NOT edit it
 * manually. If you want to make changes, either update the spec or
 * modify the API generator.
 */



const { normalizeArguments, parsePathParam } = __nccwpck_require__(5427);

/**
 * Returns settings for one or more indexes.
 * <br/> See Also: {@link https://docs.opensearch.org/latest/api-reference/index-apis/get-settings/ - indices.get_settings}
 *
 * @memberOf API-Indices
 *
 * @param {object} [params]
 * @param {boolean} [params.allow_no_indices] - If `false`, the request returns an error if any wildcard expression, index alias, or `_all` value targets only missing or closed indexes. This behavior applies even if the request targets other open indexes. For example, a request targeting `foo*,bar*` returns an error if an index starts with foo but no index starts with `bar`.
 * @param {string} [params.cluster_manager_timeout] - Operation timeout for connection to cluster-manager node.
 * @param {string} [params.expand_wildcards] - Type of index that wildcard patterns can match. If the request can target data streams, this argument determines whether wildcard expressions match hidden data streams. Supports comma-separated values, such as `open,hidden`.
 * @param {boolean} [params.flat_settings=false] - If `true`, returns settings in flat format.
 * @param {boolean} [params.ignore_unavailable] - If `false`, the request returns an error if it targets a missing or closed index.
 * @param {boolean} [params.include_defaults=false] - If `true`, return all default settings in the response.
 * @param {boolean} [params.local=false] - If `true`, the request retrieves information from the local node only. If `false`, information is retrieved from the cluster-manager node.
 * @param {string} [params.master_timeout] DEPRECATED - Period to wait for a connection to the cluster-manager node. If no response is received before the timeout expires, the request fails and returns an error.
 * @param {string} [params.name] - A comma-separated list or wildcard expression of settings to retrieve.
 * @param {string} [params.index] - A comma-separated list of data streams, indexes, and aliases used to limit the request. Supports wildcards (`*`). To target all data streams and indexes, omit this parameter or use `*` or `_all`.
 *
 * @param {TransportRequestOptions} [options] - Options for {@link Transport#request}
 * @param {function} [callback] - Callback that handles errors and response
 *
 * @returns {{abort: function(), then: function(), catch: function()}|Promise<never>|*}
 */
function getSettingsFunc(params, options, callback) {
  [params, options, callback] = normalizeArguments(params, options, callback);

  let { body, name, index, ...querystring } = params;
  name = parsePathParam(name);
  index = parsePathParam(index);

  const path = ['', index, '_settings', name].filter(c => c != null).join('/');
  const method = 'GET';
  body = body || '';

  return this.transport.request({ method, path, querystring, body }, options, callback);
}

module.exports = getSettingsFunc;


/***/ }),

/***/ 3359:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {

/*
 * Copyright OpenSearch Contributors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The OpenSearch Contributors require contributions made to
 * this file be licensed under the Apache-2.0 license or a
 * compatible open source license.
 *
 */

/*
 * This file was generated from the OpenSearch API Spec. Do NOT edit it
 * manually. If you want to make changes, either update the spec or
 * modify the API generator.
 */



const { normalizeArguments, parsePathParam, handleMissingParam } = __nccwpck_require__(5427);

/**
 * Updates the index mappings.
 * <br/> See Also: {@link https://docs.opensearch.org/latest/api-reference/index-apis/put-mapping/ - indices.put_mapping}
 *
 * @memberOf API-Indices
 *
 * @param {object} params
 * @param {boolean} [params.allow_no_indices] - If `false`, the request returns an error if any wildcard expression, index alias, or `_all` value targets only missing or closed indexes. This behavior applies even if the request targets other open indexes.
 * @param {string} [params.cluster_manager_timeout] - Operation timeout for connection to cluster-manager node.
 * @param {string} [params.expand_wildcards] - Type of index that wildcard patterns can match. If the request can target data streams, this argument determines whether wildcard expressions match hidden data streams. Supports comma-separated values, such as `open,hidden`. Valid values are: `all`, `open`, `closed`, `hidden`, `none`.
 * @param {boolean} [params.ignore_unavailable] - If `false`, the request returns an error if it targets a missing or closed index.
 * @param {string} [params.master_timeout] DEPRECATED - Period to wait for a connection to the cluster-manager node. If no response is received before the timeout expires, the request fails and returns an error.
 * @param {string} [params.timeout] - Period to wait for a response. If no response is received before the timeout expires, the request fails and returns an error.
 * @param {boolean} [params.write_index_only=false] - If `true`, the mappings are applied only to the current write index for the target.
 * @param {string} params.index - A comma-separated list of index names the mapping should be added to (supports wildcards); use `_all` or omit to add the mapping on all indexes.
 * @param {object} params.body - The mapping definition
 *
 * @param {TransportRequestOptions} [options] - Options for {@link Transport#request}
 * @param {function} [callback] - Callback that handles errors and response
 *
 * @returns {{abort: function(), then: function(), catch: function()}|Promise<never>|*}
 */
function putMappingFunc(params, options, callback) {
  [params, options, callback] = normalizeArguments(params, options, callback);
  if (params.index == null) return handleMissingParam('index', this, callback);
  if (params.body == null) return handleMissingParam('body', this, callback);

  let { body, index, ...querystring } = params;
  index = parsePathParam(index);

  const path = '/' + index + '/_mapping';
  const method = 'POST';

  return this.transport.request({ method, path, querystring, body }, options, callback);
}

module.exports = putMappingFunc;


/***/ }),

/***/ 7256:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {

/*
 * Copyright OpenSearch Contributors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The OpenSearch Contributors require contributions made to
 * this file be licensed under the Apache-2.0 license or a
 * compatible open source license.
 *
 */

/*
 * This file was generated from the OpenSearch API Spec. Do NOT edit it
 * manually. If you want to make changes, either update the spec or
 * modify the API generator.
 */



const { normalizeArguments, parsePathParam, handleMissingParam } = __nccwpck_require__(5427);

/**
 * Updates the index settings.
 * <br/> See Also: {@link https://docs.opensearch.org/latest/api-reference/index-apis/update-settings/ - indices.put_settings}
 *
 * @memberOf API-Indices
 *
 * @param {object} params
 * @param {boolean} [params.allow_no_indices] - If `false`, the request returns an error if any wildcard expression, index alias, or `_all` value targets only missing or closed indexes. This behavior applies even if the request targets other open indexes. For example, a request targeting `foo*,bar*` returns an error if an index starts with `foo` but no index starts with `bar`.
 * @param {string} [params.cluster_manager_timeout] - Operation timeout for connection to cluster-manager node.
 * @param {string} [params.expand_wildcards] - Type of index that wildcard patterns can match. If the request can target data streams, this argument determines whether wildcard expressions match hidden data streams. Supports comma-separated values, such as `open,hidden`.
 * @param {boolean} [params.flat_settings=false] - If `true`, returns settings in flat format.
 * @param {boolean} [params.ignore_unavailable] - Whether specified concrete indexes should be ignored when unavailable (missing or closed).
 * @param {string} [params.master_timeout] DEPRECATED - Period to wait for a connection to the cluster-manager node. If no response is received before the timeout expires, the request fails and returns an error.
 * @param {boolean} [params.preserve_existing=false] - If `true`, existing index settings remain unchanged.
 * @param {string} [params.timeout] - Period to wait for a response. If no response is received before the  timeout expires, the request fails and returns an error.
 * @param {string} [params.index] - A comma-separated list of data streams, indexes, and aliases used to limit the request. Supports wildcards (`*`). To target all data streams and indexes, omit this parameter or use `*` or `_all`.
 * @param {object} params.body - The configuration settings for an index.
 *
 * @param {TransportRequestOptions} [options] - Options for {@link Transport#request}
 * @param {function} [callback] - Callback that handles errors and response
 *
 * @returns {{abort: function(), then: function(), catch: function()}|Promise<never>|*}
 */
function putSettingsFunc(params, options, callback) {
  [params, options, callback] = normalizeArguments(params, options, callback);
  if (params.body == null) return handleMissingParam('body', this, callback);

  let { body, index, ...querystring } = params;
  index = parsePathParam(index);

  const path = ['', index, '_settings'].filter(c => c != null).join('/');
  const method = 'PUT';

  return this.transport.request({ method, path, querystring, body }, options, callback);
}

module.exports = putSettingsFunc;


/***/ }),

/***/ 7971:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {

/*
 * Copyright OpenSearch Contributors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The OpenSearch Contributors require contributions made to
 * this file be licensed under the Apache-2.0 license or a
 * compatible open source license.
 *
 */

/*
 * This file was generated from the OpenSearch API Spec. Do NOT edit it
 * manually. If you want to make changes, either update the spec or
 * modify the API generator.
 */



const { normalizeArguments, parsePathParam } = __nccwpck_require__(5427);

/**
 * Performs the refresh operation in one or more indexes.
 * <br/> See Also: {@link https://docs.opensearch.org/latest/api-reference/index-apis/refresh/ - indices.refresh}
 *
 * @memberOf API-Indices
 *
 * @param {object} [params]
 * @param {boolean} [params.allow_no_indices] - If `false`, the request returns an error if any wildcard expression, index alias, or `_all` value targets only missing or closed indexes. This behavior applies even if the request targets other open indexes.
 * @param {string} [params.expand_wildcards] - Type of index that wildcard patterns can match. If the request can target data streams, this argument determines whether wildcard expressions match hidden data streams. Supports comma-separated values, such as `open,hidden`. Valid values are: `all`, `open`, `closed`, `hidden`, `none`.
 * @param {boolean} [params.ignore_unavailable] - If `false`, the request returns an error if it targets a missing or closed index.
 * @param {string} [params.index] - A comma-separated list of data streams, indexes, and aliases used to limit the request. Supports wildcards (`*`). To target all data streams and indexes, omit this parameter or use `*` or `_all`.
 *
 * @param {TransportRequestOptions} [options] - Options for {@link Transport#request}
 * @param {function} [callback] - Callback that handles errors and response
 *
 * @returns {{abort: function(), then: function(), catch: function()}|Promise<never>|*}
 */
function refreshFunc(params, options, callback) {
  [params, options, callback] = normalizeArguments(params, options, callback);

  let { body, index, ...querystring } = params;
  index = parsePathParam(index);

  const path = ['', index, '_refresh'].filter(c => c != null).join('/');
  const method = body ? 'POST' : 'GET';
  body = body || '';

  return this.transport.request({ method, path, querystring, body }, options, callback);
}

module.exports = refreshFunc;


/***/ }),

/***/ 9763:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {

/*
 * Copyright OpenSearch Contributors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The OpenSearch Contributors require contributions made to
 * this file be licensed under the Apache-2.0 license or a
 * compatible open source license.
 *
 */

/*
 * This file was generated from the OpenSearch API Spec. Do NOT edit it
 * manually. If you want to make changes, either update the spec or
 * modify the API generator.
 */



const { normalizeArguments, parsePathParam } = __nccwpck_require__(5427);

/**
 * Provides statistics on operations happening in an index.
 * <br/> See Also: {@link https://docs.opensearch.org/latest/ - indices.stats}
 *
 * @memberOf API-Indices
 *
 * @param {object} [params]
 * @param {string} [params.completion_fields] - A comma-separated list or wildcard expressions of fields to include in field data and suggest statistics.
 * @param {string} [params.expand_wildcards] - Type of index that wildcard patterns can match. If the request can target data streams, this argument determines whether wildcard expressions match hidden data streams. Supports comma-separated values, such as `open,hidden`.
 * @param {string} [params.fielddata_fields] - A comma-separated list or wildcard expressions of fields to include in field data statistics.
 * @param {string} [params.fields] - A comma-separated list or wildcard expressions of fields to include in the statistics.
 * @param {boolean} [params.forbid_closed_indices=true] - If `true`, statistics are not collected from closed indexes.
 * @param {string} [params.groups] - A comma-separated list of search groups to include in the search statistics.
 * @param {boolean} [params.include_segment_file_sizes=false] - If `true`, the call reports the aggregated disk usage of each one of the Lucene index files (only applies if segment stats are requested).
 * @param {boolean} [params.include_unloaded_segments=false] - If `true`, the response includes information from segments that are not loaded into memory.
 * @param {string} [params.level] - Indicates whether statistics are aggregated at the cluster, index, or shard level.
 * @param {string} [params.metric] - Limit the information returned the specific metrics.
 * @param {string} [params.index] - A comma-separated list of index names; use `_all` or empty string to perform the operation on all indexes
 *
 * @param {TransportRequestOptions} [options] - Options for {@link Transport#request}
 * @param {function} [callback] - Callback that handles errors and response
 *
 * @returns {{abort: function(), then: function(), catch: function()}|Promise<never>|*}
 */
function statsFunc(params, options, callback) {
  [params, options, callback] = normalizeArguments(params, options, callback);

  let { body, metric, index, ...querystring } = params;
  metric = parsePathParam(metric);
  index = parsePathParam(index);

  const path = ['', index, '_stats', metric].filter(c => c != null).join('/');
  const method = 'GET';
  body = body || '';

  return this.transport.request({ method, path, querystring, body }, options, callback);
}

module.exports = statsFunc;


/***/ }),

/***/ 6347:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {

/*
 * Copyright OpenSearch Contributors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The OpenSearch Contributors require contributions made to
 * this file be licensed under the Apache-2.0 license or a
 * compatible open source license.
 *
 */

/*
 * This file was generated from the OpenSearch API Spec. Do NOT edit it
 * manually. If you want to make changes, either update the spec or
 * modify the API generator.
 */



const { normalizeArguments, handleMissingParam } = __nccwpck_require__(5427);

/**
 * Updates index aliases.
 * <br/> See Also: {@link https://docs.opensearch.org/latest/api-reference/index-apis/alias/ - indices.update_aliases}
 *
 * @memberOf API-Indices
 *
 * @param {object} params
 * @param {string} [params.cluster_manager_timeout] - Operation timeout for connection to cluster-manager node.
 * @param {string} [params.master_timeout] DEPRECATED - Period to wait for a connection to the cluster-manager node. If no response is received before the timeout expires, the request fails and returns an error.
 * @param {string} [params.timeout] - Period to wait for a response. If no response is received before the timeout expires, the request fails and returns an error.
 * @param {object} params.body - The definition of `actions` to perform
 *
 * @param {TransportRequestOptions} [options] - Options for {@link Transport#request}
 * @param {function} [callback] - Callback that handles errors and response
 *
 * @returns {{abort: function(), then: function(), catch: function()}|Promise<never>|*}
 */
function updateAliasesFunc(params, options, callback) {
  [params, options, callback] = normalizeArguments(params, options, callback);
  if (params.body == null) return handleMissingParam('body', this, callback);

  let { body, ...querystring } = params;

  const path = '/_aliases';
  const method = 'POST';

  return this.transport.request({ method, path, querystring, body }, options, callback);
}

module.exports = updateAliasesFunc;


/***/ }),

/***/ 5427:
/***/ ((module) => {

/*
 * Copyright OpenSearch Contributors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The OpenSearch Contributors require contributions made to
 * this file be licensed under the Apache-2.0 license or a
 * compatible open source license.
 *
 */

/*
 * Licensed to Elasticsearch B.V. under one or more contributor
 * license agreements. See the NOTICE file distributed with
 * this work for additional information regarding copyright
 * ownership. Elasticsearch B.V. licenses this file to you under
 * the Apache License, Version 2.0 (the "License"); you may
 * not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *    http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing,
 * software distributed under the License is distributed on an
 * "AS IS" BASIS, WITHOUT WARRANTIES OR CONDITIONS OF ANY
 * KIND, either express or implied.  See the License for the
 * specific language governing permissions and limitations
 * under the License.
 */



const result = { body: null, statusCode: null, headers: null, warnings: null };
const kConfigErr = Symbol('configuration error');

function noop() {}

function parsePathParam(param) {
  if (param == null || param === '') return null;
  return encodeURIComponent(param);
}

function handleMissingParam(param, apiModule, callback) {
  const err = new apiModule[kConfigErr]('Missing required parameter: ' + param);
  if (callback) {
    process.nextTick(callback, err, result);
    return { then: noop, catch: noop, abort: noop };
  }
  return Promise.reject(err);
}

function normalizeArguments(params, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = {};
  }
  if (typeof params === 'function' || params == null) {
    callback = params;
    params = {};
    options = {};
  }
  return [params, options, callback];
}

// function apiFunc (bindObj, cache, path) { // Used for lazy loading but not compatible with Webpack
//   return function (...args) {
//     if (!cache[path]) cache[path] = require(path).bind(bindObj);
//     return cache[path](...args);
//   }
// }

function logMemoryUsage(context = '') {
  const memoryUsage = process.memoryUsage();
  console.log(`Memory usage: ${context}
    RSS: ${Math.round((memoryUsage.rss / 1024 / 1024) * 100) / 100} MB
    Heap Total: ${Math.round((memoryUsage.heapTotal / 1024 / 1024) * 100) / 100} MB
    Heap Used: ${Math.round((memoryUsage.heapUsed / 1024 / 1024) * 100) / 100} MB
    External: ${Math.round((memoryUsage.external / 1024 / 1024) * 100) / 100} MB`);
}

module.exports = {
  handleMissingParam,
  parsePathParam,
  normalizeArguments,
  noop,
  kConfigErr,
  logMemoryUsage,
};


/***/ }),

/***/ 65:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {

/*
 * Copyright OpenSearch Contributors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The OpenSearch Contributors require contributions made to
 * this file be licensed under the Apache-2.0 license or a
 * compatible open source license.
 *
 */

/*
 * Licensed to Elasticsearch B.V. under one or more contributor
 * license agreements. See the NOTICE file distributed with
 * this work for additional information regarding copyright
 * ownership. Elasticsearch B.V. licenses this file to you under
 * the Apache License, Version 2.0 (the "License"); you may
 * not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *    http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing,
 * software distributed under the License is distributed on an
 * "AS IS" BASIS, WITHOUT WARRANTIES OR CONDITIONS OF ANY
 * KIND, either express or implied.  See the License for the
 * specific language governing permissions and limitations
 * under the License.
 */



const assert = __nccwpck_require__(2613);
const { inspect } = __nccwpck_require__(9023);
const { HttpProxyAgent, HttpsProxyAgent } = __nccwpck_require__(2240);
const http = __nccwpck_require__(8611);
const https = __nccwpck_require__(5692);
const debug = __nccwpck_require__(2830)('opensearch');
const { pipeline } = __nccwpck_require__(2203);
const INVALID_PATH_REGEX = /[^\u0021-\u00ff]/;
const {
  ConnectionError,
  RequestAbortedError,
  TimeoutError,
  ConfigurationError,
} = __nccwpck_require__(3598);

class Connection {
  constructor(opts) {
    this.url = opts.url;
    this.ssl = opts.ssl || null;
    this.id = opts.id || stripAuth(opts.url.href);
    this.headers = prepareHeaders(opts.headers, opts.auth);
    this.deadCount = 0;
    this.resurrectTimeout = 0;

    this._openRequests = 0;
    this._status = opts.status || Connection.statuses.ALIVE;
    this.roles = Object.assign({}, defaultRoles, opts.roles);

    if (!['http:', 'https:'].includes(this.url.protocol)) {
      throw new ConfigurationError(`Invalid protocol: '${this.url.protocol}'`);
    }

    if (typeof opts.agent === 'function') {
      this.agent = opts.agent(opts);
    } else if (opts.agent === false) {
      this.agent = undefined;
    } else {
      const agentOptions = Object.assign(
        {},
        {
          keepAlive: true,
          keepAliveMsecs: 1000,
          maxSockets: 256,
          maxFreeSockets: 256,
          scheduling: 'lifo',
        },
        opts.agent
      );
      if (opts.proxy) {
        agentOptions.proxy = opts.proxy;
        this.agent =
          this.url.protocol === 'http:'
            ? new HttpProxyAgent(agentOptions)
            : new HttpsProxyAgent(Object.assign({}, agentOptions, this.ssl));
      } else {
        this.agent =
          this.url.protocol === 'http:'
            ? new http.Agent(agentOptions)
            : new https.Agent(Object.assign({}, agentOptions, this.ssl));
      }
    }

    this.makeRequest = this.url.protocol === 'http:' ? http.request : https.request;
  }

  request(params, callback) {
    this._openRequests++;
    let cleanedListeners = false;

    const requestParams = this.buildRequestObject(params);
    // https://github.com/nodejs/node/commit/b961d9fd83
    if (INVALID_PATH_REGEX.test(requestParams.path) === true) {
      callback(new TypeError(`ERR_UNESCAPED_CHARACTERS: ${requestParams.path}`), null);
      /* istanbul ignore next */
      return { abort: () => {} };
    }

    debug('Starting a new request', params);
    const request = this.makeRequest(requestParams);

    const onResponse = (response) => {
      cleanListeners();
      this._openRequests--;
      // re-add an error listener
      request.addListener('error', (err) => {console.log('ignoring error after response', err)});
      callback(null, response);
    };

    const onTimeout = () => {
      cleanListeners();
      this._openRequests--;
      request.once('error', () => {}); // we need to catch the request aborted error
      request.abort();
      callback(new TimeoutError('Request timed out', params), null);
    };

    const onError = (err) => {
      cleanListeners();
      this._openRequests--;
      callback(new ConnectionError(err.message), null);
    };

    const onAbort = () => {
      cleanListeners();
      request.once('error', () => {}); // we need to catch the request aborted error
      debug('Request aborted', params);
      this._openRequests--;
      callback(new RequestAbortedError('Request aborted'), null);
    };

    request.on('response', onResponse);
    request.on('timeout', onTimeout);
    request.on('error', onError);
    request.on('abort', onAbort);

    // Disables the Nagle algorithm
    request.setNoDelay(true);

    // starts the request
    if (isStream(params.body) === true) {
      pipeline(params.body, request, (err) => {
        /* istanbul ignore if  */
        if (err != null && cleanedListeners === false) {
          cleanListeners();
          this._openRequests--;
          callback(err, null);
        }
      });
    } else {
      request.end(params.body);
    }

    return request;

    function cleanListeners() {
      request.removeListener('response', onResponse);
      request.removeListener('timeout', onTimeout);
      request.removeListener('error', onError);
      request.removeListener('abort', onAbort);
      cleanedListeners = true;
    }
  }

  // TODO: write a better closing logic
  close(callback = () => {}) {
    debug('Closing connection', this.id);
    if (this._openRequests > 0) {
      setTimeout(() => this.close(callback), 1000);
    } else {
      if (this.agent !== undefined) {
        this.agent.destroy();
      }
      callback();
    }
  }

  setRole(role, enabled) {
    if (validRoles.indexOf(role) === -1) {
      throw new ConfigurationError(`Unsupported role: '${role}'`);
    }
    if (typeof enabled !== 'boolean') {
      throw new ConfigurationError('enabled should be a boolean');
    }

    this.roles[role] = enabled;
    return this;
  }

  get status() {
    return this._status;
  }

  set status(status) {
    assert(~validStatuses.indexOf(status), `Unsupported status: '${status}'`);
    this._status = status;
  }

  buildRequestObject(params) {
    const url = this.url;
    const request = {
      protocol: url.protocol,
      hostname: url.hostname[0] === '[' ? url.hostname.slice(1, -1) : url.hostname,
      hash: url.hash,
      search: url.search,
      pathname: url.pathname,
      path: '',
      href: url.href,
      origin: url.origin,
      // https://github.com/elastic/elasticsearch-js/issues/843
      port: url.port !== '' ? url.port : undefined,
      headers: Object.assign({}, this.headers),
      agent: this.agent,
    };

    const paramsKeys = Object.keys(params);
    for (let i = 0, len = paramsKeys.length; i < len; i++) {
      const key = paramsKeys[i];
      if (key === 'path') {
        request.pathname = resolve(request.pathname, params[key]);
      } else if (key === 'querystring' && !!params[key] === true) {
        if (request.search === '') {
          request.search = '?' + params[key];
        } else {
          request.search += '&' + params[key];
        }
      } else if (key === 'headers') {
        request.headers = Object.assign({}, request.headers, params.headers);
      } else {
        request[key] = params[key];
      }
    }

    request.path = request.pathname + request.search;

    return request;
  }

  // Handles console.log and utils.inspect invocations.
  // We want to hide `auth`, `agent` and `ssl` since they made
  // the logs very hard to read. The user can still
  // access them with `instance.agent` and `instance.ssl`.
  [inspect.custom]() {
    // eslint-disable-next-line no-unused-vars
    const { authorization, ...headers } = this.headers;

    return {
      url: stripAuth(this.url.toString()),
      id: this.id,
      headers,
      deadCount: this.deadCount,
      resurrectTimeout: this.resurrectTimeout,
      _openRequests: this._openRequests,
      status: this.status,
      roles: this.roles,
    };
  }

  toJSON() {
    // eslint-disable-next-line no-unused-vars
    const { authorization, ...headers } = this.headers;

    return {
      url: stripAuth(this.url.toString()),
      id: this.id,
      headers,
      deadCount: this.deadCount,
      resurrectTimeout: this.resurrectTimeout,
      _openRequests: this._openRequests,
      status: this.status,
      roles: this.roles,
    };
  }
}

Connection.statuses = {
  ALIVE: 'alive',
  DEAD: 'dead',
};

Connection.roles = {
  CLUSTER_MANAGER: 'cluster_manager',
  /**
   * @deprecated use CLUSTER_MANAGER instead
   */
  MASTER: 'master',
  DATA: 'data',
  INGEST: 'ingest',
};

const defaultRoles = {
  [Connection.roles.DATA]: true,
  [Connection.roles.INGEST]: true,
};

const validStatuses = Object.keys(Connection.statuses).map((k) => Connection.statuses[k]);
const validRoles = Object.keys(Connection.roles).map((k) => Connection.roles[k]);

function stripAuth(url) {
  if (url.indexOf('@') === -1) return url;
  return url.slice(0, url.indexOf('//') + 2) + url.slice(url.indexOf('@') + 1);
}

function isStream(obj) {
  return obj != null && typeof obj.pipe === 'function';
}

function resolve(host, path) {
  const hostEndWithSlash = host[host.length - 1] === '/';
  const pathStartsWithSlash = path[0] === '/';

  if (hostEndWithSlash === true && pathStartsWithSlash === true) {
    return host + path.slice(1);
  } else if (hostEndWithSlash !== pathStartsWithSlash) {
    return host + path;
  } else {
    return host + '/' + path;
  }
}

function prepareHeaders(headers = {}, auth) {
  if (auth != null && headers.authorization == null) {
    /* istanbul ignore else */
    if (auth.username && auth.password) {
      headers.authorization =
        'Basic ' + Buffer.from(`${auth.username}:${auth.password}`).toString('base64');
    }
  }
  return headers;
}

module.exports = Connection;
module.exports.internals = { prepareHeaders };


/***/ }),

/***/ 2240:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {

/*
 * Copyright OpenSearch Contributors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The OpenSearch Contributors require contributions made to
 * this file be licensed under the Apache-2.0 license or a
 * compatible open source license.
 *
 */

/*
 * Derived from hpagent 1.2.0 (https://github.com/delvedor/hpagent).
 * Change: an IP address is not sent as the TLS servername of the proxy.
 * RFC 6066 does not allow it, and Node.js >= 26 throws ERR_INVALID_ARG_VALUE.
 *
 * MIT License
 *
 * Copyright (c) 2020 Tomas Della Vedova
 *
 * Permission is hereby granted, free of charge, to any person obtaining a copy
 * of this software and associated documentation files (the "Software"), to deal
 * in the Software without restriction, including without limitation the rights
 * to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
 * copies of the Software, and to permit persons to whom the Software is
 * furnished to do so, subject to the following conditions:
 *
 * The above copyright notice and this permission notice shall be included in all
 * copies or substantial portions of the Software.
 *
 * THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
 * IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
 * FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
 * AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
 * LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
 * OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
 * SOFTWARE.
 */



const http = __nccwpck_require__(8611);
const https = __nccwpck_require__(5692);
const net = __nccwpck_require__(9278);

// Opens a CONNECT tunnel through agent.proxy and gives the socket to onSocket.
function connect(agent, options, callback, onSocket) {
  const { proxy, proxyRequestOptions } = agent;
  const requestOptions = {
    ...proxyRequestOptions,
    method: 'CONNECT',
    host: proxy.hostname,
    port: proxy.port,
    path: `${options.host}:${options.port}`,
    setHost: false,
    headers: {
      ...proxyRequestOptions.headers,
      connection: agent.keepAlive ? 'keep-alive' : 'close',
      host: `${options.host}:${options.port}`,
    },
    agent: false,
    timeout: options.timeout || 0,
  };

  if (proxy.username || proxy.password) {
    const credentials = `${decodeURIComponent(proxy.username || '')}:${decodeURIComponent(
      proxy.password || ''
    )}`;
    requestOptions.headers['proxy-authorization'] = `Basic ${Buffer.from(credentials).toString(
      'base64'
    )}`;
  }

  // Necessary for the TLS check with the proxy to succeed. Without it, Node.js
  // takes the servername from the Host header, which is the target, not the proxy.
  // An empty string disables SNI for IP addresses, as Node.js does for IP hosts.
  if (proxy.protocol === 'https:') {
    requestOptions.servername = net.isIP(proxy.hostname) ? '' : proxy.hostname;
  }

  const request = (proxy.protocol === 'http:' ? http : https).request(requestOptions);
  request.once('connect', (response, socket) => {
    request.removeAllListeners();
    socket.removeAllListeners();
    if (response.statusCode === 200) {
      callback(null, onSocket(socket));
    } else {
      socket.destroy();
      callback(new Error(`Bad response: ${response.statusCode}`), null);
    }
  });
  request.once('timeout', () => {
    request.destroy(new Error('Proxy timeout'));
  });
  request.once('error', (err) => {
    request.removeAllListeners();
    callback(err, null);
  });
  request.end();
}

class HttpProxyAgent extends http.Agent {
  constructor({ proxy, proxyRequestOptions, ...opts }) {
    super(opts);
    this.proxy = typeof proxy === 'string' ? new URL(proxy) : proxy;
    this.proxyRequestOptions = proxyRequestOptions || {};
  }

  createConnection(options, callback) {
    connect(this, options, callback, (socket) => socket);
  }
}

class HttpsProxyAgent extends https.Agent {
  constructor({ proxy, proxyRequestOptions, ...opts }) {
    super(opts);
    this.proxy = typeof proxy === 'string' ? new URL(proxy) : proxy;
    this.proxyRequestOptions = proxyRequestOptions || {};
  }

  createConnection(options, callback) {
    connect(this, options, callback, (socket) => super.createConnection({ ...options, socket }));
  }
}

module.exports = { HttpProxyAgent, HttpsProxyAgent };


/***/ }),

/***/ 4993:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {

/*
 * Copyright OpenSearch Contributors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The OpenSearch Contributors require contributions made to
 * this file be licensed under the Apache-2.0 license or a
 * compatible open source license.
 *
 */

/*
 * Licensed to Elasticsearch B.V. under one or more contributor
 * license agreements. See the NOTICE file distributed with
 * this work for additional information regarding copyright
 * ownership. Elasticsearch B.V. licenses this file to you under
 * the Apache License, Version 2.0 (the "License"); you may
 * not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *    http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing,
 * software distributed under the License is distributed on an
 * "AS IS" BASIS, WITHOUT WARRANTIES OR CONDITIONS OF ANY
 * KIND, either express or implied.  See the License for the
 * specific language governing permissions and limitations
 * under the License.
 */



const { stringify } = __nccwpck_require__(3480);
const debug = __nccwpck_require__(2830)('opensearch');
const sjson = __nccwpck_require__(2084);
const { SerializationError, DeserializationError } = __nccwpck_require__(3598);
const kJsonOptions = Symbol('secure json parse options');
const JSON11 = __nccwpck_require__(7591);

const isBigIntSupported = typeof BigInt !== 'undefined';

class Serializer {
  constructor(opts = {}) {
    const disable = opts.disablePrototypePoisoningProtection;
    this[kJsonOptions] = {
      protoAction: disable === true || disable === 'proto' ? 'ignore' : 'error',
      constructorAction: disable === true || disable === 'constructor' ? 'ignore' : 'error',
      enableLongNumeralSupport: opts.enableLongNumeralSupport === true,
    };
  }

  serialize(object) {
    debug('Serializing', object);
    let json;
    let numeralsAreNumbers = true;
    const checkForBigInts = (key, val) => {
      if (typeof val === 'bigint') {
        numeralsAreNumbers = false;
        // Number() is much faster than parseInt() on BigInt values
        return Number(val);
      }
      return val;
    };
    const shouldHandleLongNumerals =
      isBigIntSupported && this[kJsonOptions].enableLongNumeralSupport;
    try {
      /* When handling long numerals is not requested or the platform doesn't support BigInt, the
       * result of JSON.stringify are returned.
       *
       * When long numerals should be handled:
       *   Use JSON.stringify to check if any value is a BigInt:
       *   * If no BigInt values are found, the result of JSON.stringify is good enough to be returned.
       *   * Only If a BigInt value is found, JSON11.stringify is employed and its result is returned.
       */
      json = JSON.stringify(object, shouldHandleLongNumerals ? checkForBigInts : null);

      if (shouldHandleLongNumerals && !numeralsAreNumbers) {
        try {
          // With `withBigInt: false`, valid JSON is produced while maintaining accuracy
          const temp = JSON11.stringify(object, {
            withBigInt: false,
            quote: '"',
            quoteNames: true,
          });
          if (temp) json = temp;
        } catch (ex) {
          // Do nothing: JSON.stringify succeeded but JSON11.stringify failed; return the
          // JSON.stringify result.
        }
      }
    } catch (err) {
      throw new SerializationError(err.message, object);
    }
    return json;
  }

  deserialize(json) {
    debug('Deserializing', json);
    let object;
    let numeralsAreNumbers = true;
    const checkForLargeNumerals = (key, val) => {
      if (
        numeralsAreNumbers &&
        typeof val === 'number' &&
        (val < Number.MIN_SAFE_INTEGER || val > Number.MAX_SAFE_INTEGER)
      ) {
        numeralsAreNumbers = false;
      }

      return val;
    };
    const shouldHandleLongNumerals =
      isBigIntSupported && this[kJsonOptions].enableLongNumeralSupport;
    try {
      /* When handling long numerals is not requested or the platform doesn't support BigInt, the
       * result of sjson.parse are returned.
       *
       * When long numerals should be handled:
       *   Use sjson.parse to check if any value is outside the range of safe integers:
       *   * If no long numerals are found, the result of sjson.parse is good enough to be returned.
       *   * Only If long numerals are found, JSON11.parse is employed and its result is returned.
       */
      object = sjson.parse(
        json,
        shouldHandleLongNumerals ? checkForLargeNumerals : null,
        this[kJsonOptions]
      );

      if (shouldHandleLongNumerals && !numeralsAreNumbers) {
        try {
          const temp = JSON11.parse(json, null, { withLongNumerals: true });
          if (temp) {
            object = temp;
          }
        } catch (ex) {
          // Do nothing: sjson.parse succeeded but JSON11.parse failed; return the sjson.parse result
        }
      }
    } catch (err) {
      throw new DeserializationError(err.message, json);
    }
    return object;
  }

  ndserialize(array) {
    debug('ndserialize', array);
    if (Array.isArray(array) === false) {
      throw new SerializationError('The argument provided is not an array', array);
    }
    let ndjson = '';
    for (let i = 0, len = array.length; i < len; i++) {
      if (typeof array[i] === 'string') {
        ndjson += array[i] + '\n';
      } else {
        ndjson += this.serialize(array[i]) + '\n';
      }
    }
    return ndjson;
  }

  qserialize(object) {
    debug('qserialize', object);
    if (object == null) return '';
    if (typeof object === 'string') return object;
    // arrays should be serialized as comma separated list
    const keys = Object.keys(object);
    for (let i = 0, len = keys.length; i < len; i++) {
      const key = keys[i];
      // OpenSearch will complain about keys without a value
      if (object[key] === undefined) {
        delete object[key];
      } else if (Array.isArray(object[key]) === true) {
        object[key] = object[key].join(',');
      }
    }
    return stringify(object);
  }
}

module.exports = Serializer;


/***/ }),

/***/ 4532:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {

/*
 * Copyright OpenSearch Contributors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The OpenSearch Contributors require contributions made to
 * this file be licensed under the Apache-2.0 license or a
 * compatible open source license.
 *
 */

/*
 * Licensed to Elasticsearch B.V. under one or more contributor
 * license agreements. See the NOTICE file distributed with
 * this work for additional information regarding copyright
 * ownership. Elasticsearch B.V. licenses this file to you under
 * the Apache License, Version 2.0 (the "License"); you may
 * not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *    http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing,
 * software distributed under the License is distributed on an
 * "AS IS" BASIS, WITHOUT WARRANTIES OR CONDITIONS OF ANY
 * KIND, either express or implied.  See the License for the
 * specific language governing permissions and limitations
 * under the License.
 */



const debug = __nccwpck_require__(2830)('opensearch');
const os = __nccwpck_require__(857);
const { gzip, unzip, createGzip } = __nccwpck_require__(3106);
const buffer = __nccwpck_require__(181);
const ms = __nccwpck_require__(744);
const { EventEmitter } = __nccwpck_require__(4434);
const {
  ConnectionError,
  RequestAbortedError,
  NoLivingConnectionsError,
  ResponseError,
  ConfigurationError,
} = __nccwpck_require__(3598);

const noop = () => {};

const compatibleCheckEmitter = new EventEmitter();
const clientVersion = (__nccwpck_require__(9083)/* .version */ .rE);
const userAgent = `opensearch-js/${clientVersion} (${os.platform()} ${os.release()}-${os.arch()}; Node.js ${
  process.version
})`;
const MAX_BUFFER_LENGTH = buffer.constants.MAX_LENGTH;
const MAX_STRING_LENGTH = buffer.constants.MAX_STRING_LENGTH;
const HEAP_SIZE_LIMIT = (__nccwpck_require__(1493).getHeapStatistics)().heap_size_limit;
const kCompatibleCheck = Symbol('compatible check');
const kApiVersioning = Symbol('api versioning');

/** Default Transport Layer */
class Transport {
  constructor(opts) {
    if (typeof opts.compression === 'string' && opts.compression !== 'gzip') {
      throw new ConfigurationError(`Invalid compression: '${opts.compression}'`);
    }

    this.emit = opts.emit;
    this.connectionPool = opts.connectionPool;
    this.serializer = opts.serializer;
    this.maxRetries = opts.maxRetries;
    this.requestTimeout = toMs(opts.requestTimeout);
    this.suggestCompression = opts.suggestCompression === true;
    this.compression = opts.compression || false;
    this.context = opts.context || null;
    this.headers = Object.assign(
      {},
      { 'user-agent': userAgent },
      opts.suggestCompression === true ? { 'accept-encoding': 'gzip,deflate' } : null,
      lowerCaseHeaders(opts.headers)
    );
    this.sniffInterval = opts.sniffInterval;
    this.sniffOnConnectionFault = opts.sniffOnConnectionFault;
    this.sniffEndpoint = opts.sniffEndpoint;
    this.generateRequestId = opts.generateRequestId || generateRequestId();
    this.name = opts.name;
    this.opaqueIdPrefix = opts.opaqueIdPrefix;
    this[kCompatibleCheck] = 0; // 0 = to be checked, 1 = checking, 2 = checked-ok, 3 checked-notok
    this[kApiVersioning] = process.env.OPENSEARCH_CLIENT_APIVERSIONING === 'true';
    this.memoryCircuitBreaker = opts.memoryCircuitBreaker;

    this.nodeFilter = opts.nodeFilter || defaultNodeFilter;
    if (typeof opts.nodeSelector === 'function') {
      this.nodeSelector = opts.nodeSelector;
    } else if (opts.nodeSelector === 'round-robin') {
      this.nodeSelector = roundRobinSelector();
    } else if (opts.nodeSelector === 'random') {
      this.nodeSelector = randomSelector;
    } else {
      this.nodeSelector = roundRobinSelector();
    }

    this._sniffEnabled = typeof this.sniffInterval === 'number';
    this._nextSniff = this._sniffEnabled ? Date.now() + this.sniffInterval : 0;
    this._isSniffing = false;
    this._auth = opts.auth;

    if (opts.sniffOnStart === true) {
      // timer needed otherwise it will clash
      // with the compatible check testing
      setTimeout(() => {
        this.sniff({ reason: Transport.sniffReasons.SNIFF_ON_START });
      }, 10);
    }
  }

  /**
   * @param {Object} params
   * @param {string} params.method - HTTP Method (e.g. HEAD, GET, POST...)
   * @param {string} params.path - Relative URL path
   * @param {Object | string} [params.body] - Body of a standard request.
   * @param {Object[] | string} [params.bulkBody] - Body of a bulk request.
   * @param {Object[] | string} [params.querystring] - Querystring params.
   *
   * @param {Object} options
   * @param {number} [options.id] - Request ID
   * @param {Object} [options.context] - Object used for observability
   * @param {number} [options.maxRetries] - Max number of retries
   * @param {false | 'gzip'} [options.compression] - Request body compression, if any
   * @param {boolean} [options.asStream] - Whether to emit the response as stream
   * @param {number[]} [options.ignore] - Response's Error Status Codes to ignore
   * @param {Object} [options.headers] - Request headers
   * @param {Object | string} [options.querystring] - Request's query string
   * @param {number} [options.requestTimeout] - Max request timeout in milliseconds
   *
   * @param {function} callback - Callback that handles errors and response
   */
  request(params, options, callback) {
    options = options || {};
    if (typeof options === 'function') {
      callback = options;
      options = {};
    }
    let p = null;

    // promises support
    if (callback === undefined) {
      let onFulfilled = null;
      let onRejected = null;
      p = new Promise((resolve, reject) => {
        onFulfilled = resolve;
        onRejected = reject;
      });
      callback = function callback(err, result) {
        err ? onRejected(err) : onFulfilled(result);
      };
    }

    const meta = {
      context: null,
      request: {
        params: null,
        options: null,
        id: options.id || this.generateRequestId(params, options),
      },
      name: this.name,
      connection: null,
      attempts: 0,
      aborted: false,
    };

    if (this.context != null && options.context != null) {
      meta.context = Object.assign({}, this.context, options.context);
    } else if (this.context != null) {
      meta.context = this.context;
    } else if (options.context != null) {
      meta.context = options.context;
    }

    const result = {
      body: null,
      statusCode: null,
      headers: null,
      meta,
    };

    Object.defineProperty(result, 'warnings', {
      get() {
        return this.headers && this.headers.warning
          ? this.headers.warning.split(/(?!\B"[^"]*),(?![^"]*"\B)/)
          : null;
      },
    });

    // We should not retry if we are sending a stream body, because we should store in memory
    // a copy of the stream to be able to send it again, but since we don't know in advance
    // the size of the stream, we risk to take too much memory.
    // Furthermore, copying everytime the stream is very a expensive operation.
    const maxRetries =
      isStream(params.body) || isStream(params.bulkBody)
        ? 0
        : typeof options.maxRetries === 'number'
          ? options.maxRetries
          : this.maxRetries;
    const compression = options.compression !== undefined ? options.compression : this.compression;
    let request = { abort: noop };
    const transportReturn = {
      then(onFulfilled, onRejected) {
        if (p != null) {
          return p.then(onFulfilled, onRejected);
        }
      },
      catch(onRejected) {
        if (p != null) {
          return p.catch(onRejected);
        }
      },
      abort() {
        meta.aborted = true;
        request.abort();
        debug('Aborting request', params);
        return this;
      },
      finally(onFinally) {
        if (p != null) {
          return p.finally(onFinally);
        }
      },
    };

    const makeRequest = () => {
      if (meta.aborted === true) {
        return process.nextTick(callback, new RequestAbortedError(), result);
      }
      meta.connection = this.getConnection({ requestId: meta.request.id });
      if (meta.connection == null) {
        return process.nextTick(callback, new NoLivingConnectionsError(), result);
      }
      this.emit('request', null, result);
      // perform the actual http request
      request = meta.connection.request(params, onResponse);
    };

    const onConnectionError = (err) => {
      if (err.name !== 'RequestAbortedError') {
        // if there is an error in the connection
        // let's mark the connection as dead
        this.connectionPool.markDead(meta.connection);

        if (this.sniffOnConnectionFault === true) {
          this.sniff({
            reason: Transport.sniffReasons.SNIFF_ON_CONNECTION_FAULT,
            requestId: meta.request.id,
          });
        }

        // retry logic
        if (meta.attempts < maxRetries) {
          meta.attempts++;
          debug(`Retrying request, there are still ${maxRetries - meta.attempts} attempts`, params);
          makeRequest();
          return;
        }
      }

      err.meta = result;
      this.emit('response', err, result);
      return callback(err, result);
    };

    const onResponse = (err, response) => {
      if (err !== null) {
        return onConnectionError(err);
      }

      result.statusCode = response.statusCode;
      result.headers = response.headers;

      if (options.asStream === true) {
        result.body = response;
        this.emit('response', null, result);
        callback(null, result);
        return;
      }

      const contentEncoding = (result.headers['content-encoding'] || '').toLowerCase();
      const isCompressed =
        contentEncoding.indexOf('gzip') > -1 || contentEncoding.indexOf('deflate') > -1;
      /* istanbul ignore else */
      if (result.headers['content-length'] !== undefined) {
        const contentLength = Number(result.headers['content-length']);
        // nodeJS data type limit check
        if (isCompressed && contentLength > MAX_BUFFER_LENGTH) {
          response.destroy();
          return onConnectionError(
            new RequestAbortedError(
              `The content length (${contentLength}) is bigger than the maximum allowed buffer (${MAX_BUFFER_LENGTH})`,
              result
            )
          );
        } else if (contentLength > MAX_STRING_LENGTH) {
          response.destroy();
          return onConnectionError(
            new RequestAbortedError(
              `The content length (${contentLength}) is bigger than the maximum allowed string (${MAX_STRING_LENGTH})`,
              result
            )
          );
        } else if (shouldApplyCircuitBreaker(contentLength)) {
          // Abort this response to avoid OOM crash of dashboards.
          response.destroy();
          return onConnectionError(
            new RequestAbortedError(
              `The content length (${contentLength}) is bigger than the maximum allowed heap memory limit.`,
              result
            )
          );
        }
      }
      // if the response is compressed, we must handle it
      // as buffer for allowing decompression later
      let payload = isCompressed ? [] : '';
      const onData = isCompressed
        ? (chunk) => {
            payload.push(chunk);
          }
        : (chunk) => {
            payload += chunk;
          };
      const onEnd = (err) => {
        response.removeListener('data', onData);
        response.removeListener('end', onEnd);
        response.removeListener('error', onEnd);
        response.removeListener('aborted', onAbort);

        if (err) {
          return onConnectionError(new ConnectionError(err.message));
        }

        if (isCompressed) {
          unzip(Buffer.concat(payload), onBody);
        } else {
          onBody(null, payload);
        }
      };

      const onAbort = () => {
        response.destroy();
        onEnd(new Error('Response aborted while reading the body'));
      };

      if (!isCompressed) {
        response.setEncoding('utf8');
      }

      this.emit('deserialization', null, result);
      response.on('data', onData);
      response.on('error', onEnd);
      response.on('end', onEnd);
      response.on('aborted', onAbort);
    };
    // Helper function to check if memory circuit breaker enabled and the response payload is too large to fit into available heap memory.
    const shouldApplyCircuitBreaker = (contentLength) => {
      if (!this.memoryCircuitBreaker || !this.memoryCircuitBreaker.enabled) return false;
      const maxPercentage = validateMemoryPercentage(this.memoryCircuitBreaker.maxPercentage);
      const heapUsed = process.memoryUsage().heapUsed;
      return contentLength + heapUsed > HEAP_SIZE_LIMIT * maxPercentage;
    };

    const onBody = (err, payload) => {
      if (err) {
        this.emit('response', err, result);
        return callback(err, result);
      }
      if (Buffer.isBuffer(payload)) {
        payload = payload.toString();
      }
      const isHead = params.method === 'HEAD';
      // we should attempt the payload deserialization only if:
      //    - a `content-type` is defined and is equal to `application/json`
      //    - the request is not a HEAD request
      //    - the payload is not an empty string
      if (
        result.headers['content-type'] !== undefined &&
        (result.headers['content-type'].indexOf('application/json') > -1 ||
          result.headers['content-type'].indexOf('application/vnd.opensearch+json') > -1) &&
        isHead === false &&
        payload !== ''
      ) {
        try {
          result.body = this.serializer.deserialize(payload);
        } catch (err) {
          this.emit('response', err, result);
          return callback(err, result);
        }
      } else {
        // cast to boolean if the request method was HEAD and there was no error
        result.body = isHead === true && result.statusCode < 400 ? true : payload;
      }

      // we should ignore the statusCode if the user has configured the `ignore` field with
      // the statusCode we just got or if the request method is HEAD and the statusCode is 404
      const ignoreStatusCode =
        (Array.isArray(options.ignore) && options.ignore.indexOf(result.statusCode) > -1) ||
        (isHead === true && result.statusCode === 404);

      if (
        ignoreStatusCode === false &&
        (result.statusCode === 502 || result.statusCode === 503 || result.statusCode === 504)
      ) {
        // if the statusCode is 502/3/4 we should run our retry strategy
        // and mark the connection as dead
        this.connectionPool.markDead(meta.connection);
        // retry logic (we should not retry on "429 - Too Many Requests")
        if (meta.attempts < maxRetries && result.statusCode !== 429) {
          meta.attempts++;
          debug(`Retrying request, there are still ${maxRetries - meta.attempts} attempts`, params);
          makeRequest();
          return;
        }
      } else {
        // everything has worked as expected, let's mark
        // the connection as alive (or confirm it)
        this.connectionPool.markAlive(meta.connection);
      }

      if (ignoreStatusCode === false && result.statusCode >= 400) {
        const error = new ResponseError(result);
        this.emit('response', error, result);
        callback(error, result);
      } else {
        // cast to boolean if the request method was HEAD
        if (isHead === true && result.statusCode === 404) {
          result.body = false;
        }
        this.emit('response', null, result);
        callback(null, result);
      }
    };

    const prepareRequest = () => {
      this.emit('serialization', null, result);
      const headers = Object.assign({}, this.headers, lowerCaseHeaders(options.headers));

      if (options.opaqueId !== undefined) {
        headers['x-opaque-id'] =
          this.opaqueIdPrefix !== null ? this.opaqueIdPrefix + options.opaqueId : options.opaqueId;
      }

      // handle json body
      if (params.body != null) {
        if (shouldSerialize(params.body) === true) {
          try {
            params.body = this.serializer.serialize(params.body);
          } catch (err) {
            this.emit('request', err, result);
            process.nextTick(callback, err, result);
            return transportReturn;
          }
        }

        if (params.body !== '') {
          headers['content-type'] =
            headers['content-type'] ||
            (this[kApiVersioning]
              ? 'application/vnd.opensearch+json; compatible-with=7'
              : 'application/json');
        }

        // handle ndjson body
      } else if (params.bulkBody != null) {
        if (shouldSerialize(params.bulkBody) === true) {
          try {
            params.body = this.serializer.ndserialize(params.bulkBody);
          } catch (err) {
            this.emit('request', err, result);
            process.nextTick(callback, err, result);
            return transportReturn;
          }
        } else {
          params.body = params.bulkBody;
        }
        if (params.body !== '') {
          headers['content-type'] =
            headers['content-type'] ||
            (this[kApiVersioning]
              ? 'application/vnd.opensearch+x-ndjson; compatible-with=7'
              : 'application/x-ndjson');
        }
      }

      params.headers = headers;
      // serializes the querystring
      if (options.querystring == null) {
        params.querystring = this.serializer.qserialize(params.querystring);
      } else {
        params.querystring = this.serializer.qserialize(
          Object.assign({}, params.querystring, options.querystring)
        );
      }
      if (this._auth !== null && typeof this._auth === 'object' && 'credentials' in this._auth) {
        params.auth = this._auth;
      }

      // handles request timeout
      params.timeout = toMs(options.requestTimeout || this.requestTimeout);
      if (options.asStream === true) params.asStream = true;
      meta.request.params = params;
      meta.request.options = options;

      // handle compression
      if (params.body !== '' && params.body != null) {
        if (isStream(params.body) === true) {
          if (compression === 'gzip') {
            params.headers['content-encoding'] = compression;
            params.body = params.body.pipe(createGzip());
          }
          makeRequest();
        } else if (compression === 'gzip') {
          gzip(params.body, (err, buffer) => {
            /* istanbul ignore next */
            if (err) {
              this.emit('request', err, result);
              return callback(err, result);
            }
            params.headers['content-encoding'] = compression;
            params.headers['content-length'] = '' + Buffer.byteLength(buffer);
            params.body = buffer;
            makeRequest();
          });
        } else {
          params.headers['content-length'] = '' + Buffer.byteLength(params.body);
          makeRequest();
        }
      } else {
        makeRequest();
      }
    };

    prepareRequest();

    return transportReturn;
  }

  getConnection(opts) {
    const now = Date.now();
    if (this._sniffEnabled === true && now > this._nextSniff) {
      this.sniff({ reason: Transport.sniffReasons.SNIFF_INTERVAL, requestId: opts.requestId });
    }
    return this.connectionPool.getConnection({
      filter: this.nodeFilter,
      selector: this.nodeSelector,
      requestId: opts.requestId,
      name: this.name,
      now,
    });
  }

  sniff(opts, callback = noop) {
    if (this._isSniffing === true) return;
    this._isSniffing = true;
    debug('Started sniffing request');

    if (typeof opts === 'function') {
      callback = opts;
      opts = { reason: Transport.sniffReasons.DEFAULT };
    }

    const { reason } = opts;

    const request = {
      method: 'GET',
      path: this.sniffEndpoint,
    };

    this.request(request, { id: opts.requestId }, (err, result) => {
      this._isSniffing = false;
      if (this._sniffEnabled === true) {
        this._nextSniff = Date.now() + this.sniffInterval;
      }

      if (err != null) {
        debug('Sniffing errored', err);
        result.meta.sniff = { hosts: [], reason };
        this.emit('sniff', err, result);
        return callback(err);
      }

      debug('Sniffing ended successfully', result.body);
      const protocol = result.meta.connection.url.protocol || /* istanbul ignore next */ 'http:';
      const hosts = this.connectionPool.nodesToHost(result.body.nodes, protocol);
      this.connectionPool.update(hosts);

      result.meta.sniff = { hosts, reason };
      this.emit('sniff', null, result);
      callback(null, hosts);
    });
  }

  // checkCompatibleInfo validates whether the informations are compatible
  checkCompatibleInfo() {
    debug('Start compatible check');
    this[kCompatibleCheck] = 1;
    this.request(
      {
        method: 'GET',
        path: '/',
      },
      (err, result) => {
        this[kCompatibleCheck] = 3;
        if (err) {
          debug('compatible check failed', err);
          if (err.statusCode === 401 || err.statusCode === 403) {
            this[kCompatibleCheck] = 2;
            process.emitWarning(
              'The client is unable to verify the distribution due to security privileges on the server side. Some functionality may not be compatible if the server is running an unsupported product.'
            );
            compatibleCheckEmitter.emit('compatible-check', true);
          } else {
            this[kCompatibleCheck] = 0;
            compatibleCheckEmitter.emit('compatible-check', false);
          }
        } else {
          debug('Checking OpenSearch version', result.body, result.headers);
          if (result.body.version == null || typeof result.body.version.number !== 'string') {
            debug("Can't access OpenSearch version");
            return compatibleCheckEmitter.emit('compatible-check', false);
          }

          const distribution = result.body.version.distribution;
          const version = result.body.version.number.split('.');
          const major = Number(version[0]);

          // support OpenSearch validation
          if (distribution === 'opensearch') {
            debug('Valid OpenSearch distribution');
            this[kCompatibleCheck] = 2;
            return compatibleCheckEmitter.emit('compatible-check', true);
          }

          // support odfe > v7 validation
          if (major !== 7) {
            debug('Invalid distribution');
            return compatibleCheckEmitter.emit('compatible-check', false);
          }

          debug('Valid OpenSearch distribution');
          this[kCompatibleCheck] = 2;
          compatibleCheckEmitter.emit('compatible-check', true);
        }
      }
    );
  }
}

Transport.sniffReasons = {
  SNIFF_ON_START: 'sniff-on-start',
  SNIFF_INTERVAL: 'sniff-interval',
  SNIFF_ON_CONNECTION_FAULT: 'sniff-on-connection-fault',
  // TODO: find a better name
  DEFAULT: 'default',
};

function toMs(time) {
  if (typeof time === 'string') {
    return ms(time);
  }
  return time;
}

function shouldSerialize(obj) {
  return (
    typeof obj !== 'string' && typeof obj.pipe !== 'function' && Buffer.isBuffer(obj) === false
  );
}

function isStream(obj) {
  return obj != null && typeof obj.pipe === 'function';
}

function defaultNodeFilter(node) {
  // avoid cluster_manager or master only nodes
  // TODO: remove role check on master when master is not supported
  if (
    (node.roles.cluster_manager === true || node.roles.master === true) &&
    node.roles.data === false &&
    node.roles.ingest === false
  ) {
    return false;
  }
  return true;
}

function roundRobinSelector() {
  let current = -1;
  return function _roundRobinSelector(connections) {
    if (++current >= connections.length) {
      current = 0;
    }
    return connections[current];
  };
}

function randomSelector(connections) {
  const index = Math.floor(Math.random() * connections.length);
  return connections[index];
}

function generateRequestId() {
  const maxInt = 2147483647;
  let nextReqId = 0;
  return function genReqId() {
    return (nextReqId = (nextReqId + 1) & maxInt);
  };
}

function lowerCaseHeaders(oldHeaders) {
  if (oldHeaders == null) return oldHeaders;
  const newHeaders = {};
  for (const header in oldHeaders) {
    newHeaders[header.toLowerCase()] = oldHeaders[header];
  }
  return newHeaders;
}

function validateMemoryPercentage(percentage) {
  if (percentage < 0 || percentage > 1) return 1.0;
  return percentage;
}

module.exports = Transport;
module.exports.internals = {
  defaultNodeFilter,
  roundRobinSelector,
  randomSelector,
  generateRequestId,
  lowerCaseHeaders,
  toMs,
};


/***/ }),

/***/ 3598:
/***/ ((module) => {

/*
 * Copyright OpenSearch Contributors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The OpenSearch Contributors require contributions made to
 * this file be licensed under the Apache-2.0 license or a
 * compatible open source license.
 *
 */

/*
 * Licensed to Elasticsearch B.V. under one or more contributor
 * license agreements. See the NOTICE file distributed with
 * this work for additional information regarding copyright
 * ownership. Elasticsearch B.V. licenses this file to you under
 * the Apache License, Version 2.0 (the "License"); you may
 * not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *    http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing,
 * software distributed under the License is distributed on an
 * "AS IS" BASIS, WITHOUT WARRANTIES OR CONDITIONS OF ANY
 * KIND, either express or implied.  See the License for the
 * specific language governing permissions and limitations
 * under the License.
 */



class OpenSearchClientError extends Error {
  constructor(message) {
    super(message);
    this.name = 'OpenSearchClientError';
  }
}

class TimeoutError extends OpenSearchClientError {
  constructor(message, meta) {
    super(message);
    Error.captureStackTrace(this, TimeoutError);
    this.name = 'TimeoutError';
    this.message = message || 'Timeout Error';
    this.meta = meta;
  }
}

class ConnectionError extends OpenSearchClientError {
  constructor(message, meta) {
    super(message);
    Error.captureStackTrace(this, ConnectionError);
    this.name = 'ConnectionError';
    this.message = message || 'Connection Error';
    this.meta = meta;
  }
}

class NoLivingConnectionsError extends OpenSearchClientError {
  constructor(message, meta) {
    super(message);
    Error.captureStackTrace(this, NoLivingConnectionsError);
    this.name = 'NoLivingConnectionsError';
    this.message =
      message ||
      'Given the configuration, the ConnectionPool was not able to find a usable Connection for this request.';
    this.meta = meta;
  }
}

class SerializationError extends OpenSearchClientError {
  constructor(message, data) {
    super(message);
    Error.captureStackTrace(this, SerializationError);
    this.name = 'SerializationError';
    this.message = message || 'Serialization Error';
    this.data = data;
  }
}

class DeserializationError extends OpenSearchClientError {
  constructor(message, data) {
    super(message);
    Error.captureStackTrace(this, DeserializationError);
    this.name = 'DeserializationError';
    this.message = message || 'Deserialization Error';
    this.data = data;
  }
}

class ConfigurationError extends OpenSearchClientError {
  constructor(message) {
    super(message);
    Error.captureStackTrace(this, ConfigurationError);
    this.name = 'ConfigurationError';
    this.message = message || 'Configuration Error';
  }
}

class ResponseError extends OpenSearchClientError {
  constructor(meta) {
    super('Response Error');
    Error.captureStackTrace(this, ResponseError);
    this.name = 'ResponseError';
    if (meta.body && meta.body.error && meta.body.error.type) {
      if (Array.isArray(meta.body.error.root_cause)) {
        this.message = meta.body.error.type + ': ';
        this.message += meta.body.error.root_cause
          .map((entry) => `[${entry.type}] Reason: ${entry.reason}`)
          .join('; ');
      } else {
        this.message = meta.body.error.type;
      }
    } else {
      this.message = 'Response Error';
    }
    this.meta = meta;
  }

  get body() {
    return this.meta.body;
  }

  get statusCode() {
    if (this.meta.body && typeof this.meta.body.status === 'number') {
      return this.meta.body.status;
    }
    return this.meta.statusCode;
  }

  get headers() {
    return this.meta.headers;
  }

  toString() {
    return JSON.stringify(this.meta.body);
  }
}

class RequestAbortedError extends OpenSearchClientError {
  constructor(message, meta) {
    super(message);
    Error.captureStackTrace(this, RequestAbortedError);
    this.name = 'RequestAbortedError';
    this.message = message || 'Request aborted';
    this.meta = meta;
  }
}

class NotCompatibleError extends OpenSearchClientError {
  constructor(meta) {
    super('Not Compatible Error');
    Error.captureStackTrace(this, NotCompatibleError);
    this.name = 'NotCompatibleError';
    this.message = 'The client noticed that the server is not a supported distribution';
    this.meta = meta;
  }
}

module.exports = {
  OpenSearchClientError,
  TimeoutError,
  ConnectionError,
  NoLivingConnectionsError,
  SerializationError,
  DeserializationError,
  ConfigurationError,
  ResponseError,
  RequestAbortedError,
  NotCompatibleError,
};


/***/ }),

/***/ 6729:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {

/*
 * Copyright OpenSearch Contributors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The OpenSearch Contributors require contributions made to
 * this file be licensed under the Apache-2.0 license or a
 * compatible open source license.
 *
 */

/*
 * Licensed to Elasticsearch B.V. under one or more contributor
 * license agreements. See the NOTICE file distributed with
 * this work for additional information regarding copyright
 * ownership. Elasticsearch B.V. licenses this file to you under
 * the Apache License, Version 2.0 (the "License"); you may
 * not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *    http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing,
 * software distributed under the License is distributed on an
 * "AS IS" BASIS, WITHOUT WARRANTIES OR CONDITIONS OF ANY
 * KIND, either express or implied.  See the License for the
 * specific language governing permissions and limitations
 * under the License.
 */



const { URL } = __nccwpck_require__(7016);
const debug = __nccwpck_require__(2830)('opensearch');
const Connection = __nccwpck_require__(65);
const { ConfigurationError } = __nccwpck_require__(3598);
const noop = () => {};

class BaseConnectionPool {
  constructor(opts) {
    // list of nodes and weights
    this.connections = [];
    // how many nodes we have in our scheduler
    this.size = this.connections.length;
    this.Connection = opts.Connection;
    this.emit = opts.emit || noop;
    this.auth = opts.auth || null;
    this._ssl = opts.ssl;
    this._agent = opts.agent;
    this._proxy = opts.proxy || null;
  }

  getConnection() {
    throw new Error('getConnection must be implemented');
  }

  markAlive() {
    return this;
  }

  markDead() {
    return this;
  }

  /**
   * Creates a new connection instance.
   */
  createConnection(opts) {
    if (opts instanceof Connection) {
      throw new ConfigurationError('The argument provided is already a Connection instance.');
    }
    if (typeof opts === 'string') {
      opts = this.urlToHost(opts);
    }

    if (this.auth !== null) {
      opts.auth = this.auth;
    } else if (opts.url.username !== '' && opts.url.password !== '') {
      opts.auth = {
        username: decodeURIComponent(opts.url.username),
        password: decodeURIComponent(opts.url.password),
      };
    }

    if (opts.ssl == null) opts.ssl = this._ssl;
    /* istanbul ignore else */
    if (opts.agent == null) opts.agent = this._agent;
    /* istanbul ignore else */
    if (opts.proxy == null) opts.proxy = this._proxy;

    const connection = new this.Connection(opts);

    for (const conn of this.connections) {
      if (conn.id === connection.id) {
        throw new Error(`Connection with id '${connection.id}' is already present`);
      }
    }

    return connection;
  }

  /**
   * Adds a new connection to the pool.
   *
   * @param {object|string} host
   * @returns {ConnectionPool}
   */
  addConnection(opts) {
    if (Array.isArray(opts)) {
      opts.forEach((o) => this.addConnection(o));
      return;
    }
    if (typeof opts === 'string') {
      opts = this.urlToHost(opts);
    }

    const connectionId = opts.id;
    const connectionUrl = opts.url.href;

    if (connectionId || connectionUrl) {
      const connectionById = this.connections.find((c) => c.id === connectionId);
      const connectionByUrl = this.connections.find((c) => c.id === connectionUrl);

      if (connectionById || connectionByUrl) {
        throw new ConfigurationError(
          `Connection with id '${connectionId || connectionUrl}' is already present`
        );
      }
    }

    this.update([...this.connections, opts]);
    return this.connections[this.size - 1];
  }

  /**
   * Removes a new connection to the pool.
   *
   * @param {object} connection
   * @returns {ConnectionPool}
   */
  removeConnection(connection) {
    debug('Removing connection', connection);
    return this.update(this.connections.filter((c) => c.id !== connection.id));
  }

  /**
   * Empties the connection pool.
   */
  empty(callback = noop) {
    debug('Emptying the connection pool');
    let openConnections = this.size;
    this.connections.forEach((connection) => {
      connection.close(() => {
        if (--openConnections === 0) {
          this.connections = [];
          this.size = this.connections.length;
          callback();
        }
      });
    });
  }

  /**
   * Update the ConnectionPool with new connections.
   *
   * @param {array} array of connections
   * @returns {ConnectionPool}
   */
  update(nodes) {
    debug('Updating the connection pool');
    const newConnections = [];
    const oldConnections = [];

    for (const node of nodes) {
      // if we already have a given connection in the pool
      // we mark it as alive and we do not close the connection
      // to avoid socket issues
      const connectionById = this.connections.find((c) => c.id === node.id);
      const connectionByUrl = this.connections.find((c) => c.id === node.url.href);
      if (connectionById) {
        debug(`The connection with id '${node.id}' is already present`);
        this.markAlive(connectionById);
        newConnections.push(connectionById);
        // in case the user has passed a single url (or an array of urls),
        // the connection id will be the full href; to avoid closing valid connections
        // because are not present in the pool, we check also the node url,
        // and if is already present we update its id with the opensearch provided one.
      } else if (connectionByUrl) {
        connectionByUrl.id = node.id;
        this.markAlive(connectionByUrl);
        newConnections.push(connectionByUrl);
      } else {
        newConnections.push(this.createConnection(node));
      }
    }

    const ids = nodes.map((c) => c.id);
    // remove all the dead connections and old connections
    for (const connection of this.connections) {
      if (ids.indexOf(connection.id) === -1) {
        oldConnections.push(connection);
      }
    }

    // close old connections
    oldConnections.forEach((connection) => connection.close());

    this.connections = newConnections;
    this.size = this.connections.length;

    return this;
  }

  /**
   * Transforms the nodes objects to a host object.
   *
   * @param {object} nodes
   * @returns {array} hosts
   */
  nodesToHost(nodes, protocol) {
    const ids = Object.keys(nodes);
    const hosts = [];

    for (let i = 0, len = ids.length; i < len; i++) {
      const node = nodes[ids[i]];

      // New nodes do not have the http property populated yet. Skip this for now.
      if (node.http === undefined) {
        continue;
      }

      // If there is no protocol in
      // the `publish_address` new URL will throw
      // the publish_address can have two forms:
      //   - ip:port
      //   - hostname/ip:port
      // if we encounter the second case, we should
      // use the hostname instead of the ip
      let address = node.http.publish_address;
      const parts = address.split('/');
      // the url is in the form of hostname/ip:port
      if (parts.length > 1) {
        const hostname = parts[0];
        const port = parts[1].match(/((?::))(?:[0-9]+)$/g)[0].slice(1);
        address = `${hostname}:${port}`;
      }

      address =
        address.slice(0, 4) === 'http'
          ? /* istanbul ignore next */
            address
          : `${protocol}//${address}`;
      const roles = node.roles.reduce((acc, role) => {
        acc[role] = true;
        return acc;
      }, {});

      hosts.push({
        url: new URL(address),
        id: ids[i],
        roles: Object.assign(
          {
            [Connection.roles.DATA]: false,
            [Connection.roles.INGEST]: false,
          },
          roles
        ),
      });
    }

    return hosts;
  }

  /**
   * Transforms an url string to a host object
   *
   * @param {string} url
   * @returns {object} host
   */
  urlToHost(url) {
    return {
      url: new URL(url),
    };
  }
}

module.exports = BaseConnectionPool;


/***/ }),

/***/ 3175:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {

/*
 * Copyright OpenSearch Contributors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The OpenSearch Contributors require contributions made to
 * this file be licensed under the Apache-2.0 license or a
 * compatible open source license.
 *
 */

/*
 * Licensed to Elasticsearch B.V. under one or more contributor
 * license agreements. See the NOTICE file distributed with
 * this work for additional information regarding copyright
 * ownership. Elasticsearch B.V. licenses this file to you under
 * the Apache License, Version 2.0 (the "License"); you may
 * not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *    http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing,
 * software distributed under the License is distributed on an
 * "AS IS" BASIS, WITHOUT WARRANTIES OR CONDITIONS OF ANY
 * KIND, either express or implied.  See the License for the
 * specific language governing permissions and limitations
 * under the License.
 */



const BaseConnectionPool = __nccwpck_require__(6729);
const noop = () => {};

class CloudConnectionPool extends BaseConnectionPool {
  constructor(opts) {
    super(opts);
    this.cloudConnection = null;
  }

  /**
   * Returns the only cloud connection.
   *
   * @returns {object} connection
   */
  getConnection() {
    return this.cloudConnection;
  }

  /**
   * Empties the connection pool.
   *
   */
  empty(callback = noop) {
    super.empty(() => {
      this.cloudConnection = null;
      callback();
    });
  }

  /**
   * Update the ConnectionPool with new connections.
   *
   * @param {array} array of connections
   * @returns {ConnectionPool}
   */
  update(connections) {
    super.update(connections);
    this.cloudConnection = this.connections[0];
    return this;
  }
}

module.exports = CloudConnectionPool;


/***/ }),

/***/ 2212:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {

/*
 * Copyright OpenSearch Contributors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The OpenSearch Contributors require contributions made to
 * this file be licensed under the Apache-2.0 license or a
 * compatible open source license.
 *
 */

/*
 * Licensed to Elasticsearch B.V. under one or more contributor
 * license agreements. See the NOTICE file distributed with
 * this work for additional information regarding copyright
 * ownership. Elasticsearch B.V. licenses this file to you under
 * the Apache License, Version 2.0 (the "License"); you may
 * not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *    http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing,
 * software distributed under the License is distributed on an
 * "AS IS" BASIS, WITHOUT WARRANTIES OR CONDITIONS OF ANY
 * KIND, either express or implied.  See the License for the
 * specific language governing permissions and limitations
 * under the License.
 */



const BaseConnectionPool = __nccwpck_require__(6729);
const assert = __nccwpck_require__(2613);
const debug = __nccwpck_require__(2830)('opensearch');
const Connection = __nccwpck_require__(65);
const noop = () => {};

class ConnectionPool extends BaseConnectionPool {
  constructor(opts) {
    super(opts);

    this.dead = [];
    // the resurrect timeout is 60s
    this.resurrectTimeout = 1000 * 60;
    // number of consecutive failures after which
    // the timeout doesn't increase
    this.resurrectTimeoutCutoff = 5;
    this.pingTimeout = opts.pingTimeout;
    this._sniffEnabled = opts.sniffEnabled || false;

    const resurrectStrategy = opts.resurrectStrategy || 'ping';
    this.resurrectStrategy = ConnectionPool.resurrectStrategies[resurrectStrategy];
    assert(this.resurrectStrategy != null, `Invalid resurrection strategy: '${resurrectStrategy}'`);
  }

  /**
   * Marks a connection as 'alive'.
   * If needed removes the connection from the dead list
   * and then resets the `deadCount`.
   *
   * @param {object} connection
   */
  markAlive(connection) {
    const { id } = connection;
    debug(`Marking as 'alive' connection '${id}'`);
    const index = this.dead.indexOf(id);
    if (index > -1) this.dead.splice(index, 1);
    connection.status = Connection.statuses.ALIVE;
    connection.deadCount = 0;
    connection.resurrectTimeout = 0;
    return this;
  }

  /**
   * Marks a connection as 'dead'.
   * If needed, adds the connection to the dead list
   * and then increments the `deadCount`.
   *
   * @param {object} connection
   */
  markDead(connection) {
    const { id } = connection;
    debug(`Marking as 'dead' connection '${id}'`);
    if (this.dead.indexOf(id) === -1) {
      // It might happen that `markDead` is called just after
      // a pool update, and in such case we will add to the dead
      // list a node that no longer exists. The following check verifies
      // that the connection is still part of the pool before
      // marking it as dead.
      for (let i = 0; i < this.size; i++) {
        if (this.connections[i].id === id) {
          this.dead.push(id);
          break;
        }
      }
    }
    connection.status = Connection.statuses.DEAD;
    connection.deadCount++;
    // resurrectTimeout formula:
    // `resurrectTimeout * 2 ** min(deadCount - 1, resurrectTimeoutCutoff)`
    connection.resurrectTimeout =
      Date.now() +
      this.resurrectTimeout *
        Math.pow(2, Math.min(connection.deadCount - 1, this.resurrectTimeoutCutoff));

    // sort the dead list in ascending order
    // based on the resurrectTimeout
    this.dead.sort((a, b) => {
      const conn1 = this.connections.find((c) => c.id === a);
      const conn2 = this.connections.find((c) => c.id === b);
      return conn1.resurrectTimeout - conn2.resurrectTimeout;
    });

    return this;
  }

  /**
   * If enabled, tries to resurrect a connection with the given
   * resurrect strategy ('ping', 'optimistic', 'none').
   *
   * @param {object} { now, requestId }
   * @param {function} callback (isAlive, connection)
   */
  resurrect(opts, callback = noop) {
    if (this.resurrectStrategy === 0 || this.dead.length === 0) {
      debug('Nothing to resurrect');
      callback(null, null);
      return;
    }

    // the dead list is sorted in ascending order based on the timeout
    // so the first element will always be the one with the smaller timeout
    const connection = this.connections.find((c) => c.id === this.dead[0]);
    if ((opts.now || Date.now()) < connection.resurrectTimeout) {
      debug('Nothing to resurrect');
      callback(null, null);
      return;
    }

    const { id } = connection;

    // ping strategy
    if (this.resurrectStrategy === 1) {
      connection.request(
        {
          method: 'HEAD',
          path: '/',
          timeout: this.pingTimeout,
        },
        (err, response) => {
          let isAlive = true;
          const statusCode = response !== null ? response.statusCode : 0;
          if (err != null || statusCode === 502 || statusCode === 503 || statusCode === 504) {
            debug(`Resurrect: connection '${id}' is still dead`);
            this.markDead(connection);
            isAlive = false;
          } else {
            debug(`Resurrect: connection '${id}' is now alive`);
            this.markAlive(connection);
          }
          this.emit('resurrect', null, {
            strategy: 'ping',
            name: opts.name,
            request: { id: opts.requestId },
            isAlive,
            connection,
          });
          callback(isAlive, connection);
        }
      );
      // optimistic strategy
    } else {
      debug(`Resurrect: optimistic resurrection for connection '${id}'`);
      this.dead.splice(this.dead.indexOf(id), 1);
      connection.status = Connection.statuses.ALIVE;
      this.emit('resurrect', null, {
        strategy: 'optimistic',
        name: opts.name,
        request: { id: opts.requestId },
        isAlive: true,
        connection,
      });
      callback(true, connection); // eslint-disable-line
    }
  }

  /**
   * Returns an alive connection if present,
   * otherwise returns a dead connection.
   * By default it filters the `cluster_manager` or `master` only nodes.
   * It uses the selector to choose which
   * connection return.
   *
   * @param {object} options (filter and selector)
   * @returns {object|null} connection
   */
  getConnection(opts = {}) {
    const filter = opts.filter || (() => true);
    const selector = opts.selector || ((c) => c[0]);

    this.resurrect({
      now: opts.now,
      requestId: opts.requestId,
      name: opts.name,
    });

    const noAliveConnections = this.size === this.dead.length;

    // TODO: can we cache this?
    const connections = [];
    for (let i = 0; i < this.size; i++) {
      const connection = this.connections[i];
      if (noAliveConnections || connection.status === Connection.statuses.ALIVE) {
        if (filter(connection) === true) {
          connections.push(connection);
        }
      }
    }

    if (connections.length === 0) return null;

    return selector(connections);
  }

  /**
   * Empties the connection pool.
   *
   * @returns {ConnectionPool}
   */
  empty(callback = noop) {
    super.empty(() => {
      this.dead = [];
      callback();
    });
  }

  /**
   * Update the ConnectionPool with new connections.
   *
   * @param {array} array of connections
   * @returns {ConnectionPool}
   */
  update(connections) {
    super.update(connections);
    this.dead = [];
    return this;
  }
}

ConnectionPool.resurrectStrategies = {
  none: 0,
  ping: 1,
  optimistic: 2,
};

module.exports = ConnectionPool;


/***/ }),

/***/ 1384:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {

/*
 * Copyright OpenSearch Contributors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The OpenSearch Contributors require contributions made to
 * this file be licensed under the Apache-2.0 license or a
 * compatible open source license.
 *
 */

/*
 * Licensed to Elasticsearch B.V. under one or more contributor
 * license agreements. See the NOTICE file distributed with
 * this work for additional information regarding copyright
 * ownership. Elasticsearch B.V. licenses this file to you under
 * the Apache License, Version 2.0 (the "License"); you may
 * not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *    http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing,
 * software distributed under the License is distributed on an
 * "AS IS" BASIS, WITHOUT WARRANTIES OR CONDITIONS OF ANY
 * KIND, either express or implied.  See the License for the
 * specific language governing permissions and limitations
 * under the License.
 */



const BaseConnectionPool = __nccwpck_require__(6729);
const ConnectionPool = __nccwpck_require__(2212);
const CloudConnectionPool = __nccwpck_require__(3175);

module.exports = {
  BaseConnectionPool,
  ConnectionPool,
  CloudConnectionPool,
};


/***/ }),

/***/ 6110:
/***/ ((module, exports, __nccwpck_require__) => {

/* eslint-env browser */

/**
 * This is the web browser implementation of `debug()`.
 */

exports.formatArgs = formatArgs;
exports.save = save;
exports.load = load;
exports.useColors = useColors;
exports.storage = localstorage();
exports.destroy = (() => {
	let warned = false;

	return () => {
		if (!warned) {
			warned = true;
			console.warn('Instance method `debug.destroy()` is deprecated and no longer does anything. It will be removed in the next major version of `debug`.');
		}
	};
})();

/**
 * Colors.
 */

exports.colors = [
	'#0000CC',
	'#0000FF',
	'#0033CC',
	'#0033FF',
	'#0066CC',
	'#0066FF',
	'#0099CC',
	'#0099FF',
	'#00CC00',
	'#00CC33',
	'#00CC66',
	'#00CC99',
	'#00CCCC',
	'#00CCFF',
	'#3300CC',
	'#3300FF',
	'#3333CC',
	'#3333FF',
	'#3366CC',
	'#3366FF',
	'#3399CC',
	'#3399FF',
	'#33CC00',
	'#33CC33',
	'#33CC66',
	'#33CC99',
	'#33CCCC',
	'#33CCFF',
	'#6600CC',
	'#6600FF',
	'#6633CC',
	'#6633FF',
	'#66CC00',
	'#66CC33',
	'#9900CC',
	'#9900FF',
	'#9933CC',
	'#9933FF',
	'#99CC00',
	'#99CC33',
	'#CC0000',
	'#CC0033',
	'#CC0066',
	'#CC0099',
	'#CC00CC',
	'#CC00FF',
	'#CC3300',
	'#CC3333',
	'#CC3366',
	'#CC3399',
	'#CC33CC',
	'#CC33FF',
	'#CC6600',
	'#CC6633',
	'#CC9900',
	'#CC9933',
	'#CCCC00',
	'#CCCC33',
	'#FF0000',
	'#FF0033',
	'#FF0066',
	'#FF0099',
	'#FF00CC',
	'#FF00FF',
	'#FF3300',
	'#FF3333',
	'#FF3366',
	'#FF3399',
	'#FF33CC',
	'#FF33FF',
	'#FF6600',
	'#FF6633',
	'#FF9900',
	'#FF9933',
	'#FFCC00',
	'#FFCC33'
];

/**
 * Currently only WebKit-based Web Inspectors, Firefox >= v31,
 * and the Firebug extension (any Firefox version) are known
 * to support "%c" CSS customizations.
 *
 * TODO: add a `localStorage` variable to explicitly enable/disable colors
 */

// eslint-disable-next-line complexity
function useColors() {
	// NB: In an Electron preload script, document will be defined but not fully
	// initialized. Since we know we're in Chrome, we'll just detect this case
	// explicitly
	if (typeof window !== 'undefined' && window.process && (window.process.type === 'renderer' || window.process.__nwjs)) {
		return true;
	}

	// Internet Explorer and Edge do not support colors.
	if (typeof navigator !== 'undefined' && navigator.userAgent && navigator.userAgent.toLowerCase().match(/(edge|trident)\/(\d+)/)) {
		return false;
	}

	let m;

	// Is webkit? http://stackoverflow.com/a/16459606/376773
	// document is undefined in react-native: https://github.com/facebook/react-native/pull/1632
	// eslint-disable-next-line no-return-assign
	return (typeof document !== 'undefined' && document.documentElement && document.documentElement.style && document.documentElement.style.WebkitAppearance) ||
		// Is firebug? http://stackoverflow.com/a/398120/376773
		(typeof window !== 'undefined' && window.console && (window.console.firebug || (window.console.exception && window.console.table))) ||
		// Is firefox >= v31?
		// https://developer.mozilla.org/en-US/docs/Tools/Web_Console#Styling_messages
		(typeof navigator !== 'undefined' && navigator.userAgent && (m = navigator.userAgent.toLowerCase().match(/firefox\/(\d+)/)) && parseInt(m[1], 10) >= 31) ||
		// Double check webkit in userAgent just in case we are in a worker
		(typeof navigator !== 'undefined' && navigator.userAgent && navigator.userAgent.toLowerCase().match(/applewebkit\/(\d+)/));
}

/**
 * Colorize log arguments if enabled.
 *
 * @api public
 */

function formatArgs(args) {
	args[0] = (this.useColors ? '%c' : '') +
		this.namespace +
		(this.useColors ? ' %c' : ' ') +
		args[0] +
		(this.useColors ? '%c ' : ' ') +
		'+' + module.exports.humanize(this.diff);

	if (!this.useColors) {
		return;
	}

	const c = 'color: ' + this.color;
	args.splice(1, 0, c, 'color: inherit');

	// The final "%c" is somewhat tricky, because there could be other
	// arguments passed either before or after the %c, so we need to
	// figure out the correct index to insert the CSS into
	let index = 0;
	let lastC = 0;
	args[0].replace(/%[a-zA-Z%]/g, match => {
		if (match === '%%') {
			return;
		}
		index++;
		if (match === '%c') {
			// We only are interested in the *last* %c
			// (the user may have provided their own)
			lastC = index;
		}
	});

	args.splice(lastC, 0, c);
}

/**
 * Invokes `console.debug()` when available.
 * No-op when `console.debug` is not a "function".
 * If `console.debug` is not available, falls back
 * to `console.log`.
 *
 * @api public
 */
exports.log = console.debug || console.log || (() => {});

/**
 * Save `namespaces`.
 *
 * @param {String} namespaces
 * @api private
 */
function save(namespaces) {
	try {
		if (namespaces) {
			exports.storage.setItem('debug', namespaces);
		} else {
			exports.storage.removeItem('debug');
		}
	} catch (error) {
		// Swallow
		// XXX (@Qix-) should we be logging these?
	}
}

/**
 * Load `namespaces`.
 *
 * @return {String} returns the previously persisted debug modes
 * @api private
 */
function load() {
	let r;
	try {
		r = exports.storage.getItem('debug') || exports.storage.getItem('DEBUG') ;
	} catch (error) {
		// Swallow
		// XXX (@Qix-) should we be logging these?
	}

	// If debug isn't set in LS, and we're in Electron, try to load $DEBUG
	if (!r && typeof process !== 'undefined' && 'env' in process) {
		r = process.env.DEBUG;
	}

	return r;
}

/**
 * Localstorage attempts to return the localstorage.
 *
 * This is necessary because safari throws
 * when a user disables cookies/localstorage
 * and you attempt to access it.
 *
 * @return {LocalStorage}
 * @api private
 */

function localstorage() {
	try {
		// TVMLKit (Apple TV JS Runtime) does not have a window object, just localStorage in the global context
		// The Browser also has localStorage in the global context.
		return localStorage;
	} catch (error) {
		// Swallow
		// XXX (@Qix-) should we be logging these?
	}
}

module.exports = __nccwpck_require__(897)(exports);

const {formatters} = module.exports;

/**
 * Map %j to `JSON.stringify()`, since no Web Inspectors do that by default.
 */

formatters.j = function (v) {
	try {
		return JSON.stringify(v);
	} catch (error) {
		return '[UnexpectedJSONParseError]: ' + error.message;
	}
};


/***/ }),

/***/ 897:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {


/**
 * This is the common logic for both the Node.js and web browser
 * implementations of `debug()`.
 */

function setup(env) {
	createDebug.debug = createDebug;
	createDebug.default = createDebug;
	createDebug.coerce = coerce;
	createDebug.disable = disable;
	createDebug.enable = enable;
	createDebug.enabled = enabled;
	createDebug.humanize = __nccwpck_require__(744);
	createDebug.destroy = destroy;

	Object.keys(env).forEach(key => {
		createDebug[key] = env[key];
	});

	/**
	* The currently active debug mode names, and names to skip.
	*/

	createDebug.names = [];
	createDebug.skips = [];

	/**
	* Map of special "%n" handling functions, for the debug "format" argument.
	*
	* Valid key names are a single, lower or upper-case letter, i.e. "n" and "N".
	*/
	createDebug.formatters = {};

	/**
	* Selects a color for a debug namespace
	* @param {String} namespace The namespace string for the debug instance to be colored
	* @return {Number|String} An ANSI color code for the given namespace
	* @api private
	*/
	function selectColor(namespace) {
		let hash = 0;

		for (let i = 0; i < namespace.length; i++) {
			hash = ((hash << 5) - hash) + namespace.charCodeAt(i);
			hash |= 0; // Convert to 32bit integer
		}

		return createDebug.colors[Math.abs(hash) % createDebug.colors.length];
	}
	createDebug.selectColor = selectColor;

	/**
	* Create a debugger with the given `namespace`.
	*
	* @param {String} namespace
	* @return {Function}
	* @api public
	*/
	function createDebug(namespace) {
		let prevTime;
		let enableOverride = null;
		let namespacesCache;
		let enabledCache;

		function debug(...args) {
			// Disabled?
			if (!debug.enabled) {
				return;
			}

			const self = debug;

			// Set `diff` timestamp
			const curr = Number(new Date());
			const ms = curr - (prevTime || curr);
			self.diff = ms;
			self.prev = prevTime;
			self.curr = curr;
			prevTime = curr;

			args[0] = createDebug.coerce(args[0]);

			if (typeof args[0] !== 'string') {
				// Anything else let's inspect with %O
				args.unshift('%O');
			}

			// Apply any `formatters` transformations
			let index = 0;
			args[0] = args[0].replace(/%([a-zA-Z%])/g, (match, format) => {
				// If we encounter an escaped % then don't increase the array index
				if (match === '%%') {
					return '%';
				}
				index++;
				const formatter = createDebug.formatters[format];
				if (typeof formatter === 'function') {
					const val = args[index];
					match = formatter.call(self, val);

					// Now we need to remove `args[index]` since it's inlined in the `format`
					args.splice(index, 1);
					index--;
				}
				return match;
			});

			// Apply env-specific formatting (colors, etc.)
			createDebug.formatArgs.call(self, args);

			const logFn = self.log || createDebug.log;
			logFn.apply(self, args);
		}

		debug.namespace = namespace;
		debug.useColors = createDebug.useColors();
		debug.color = createDebug.selectColor(namespace);
		debug.extend = extend;
		debug.destroy = createDebug.destroy; // XXX Temporary. Will be removed in the next major release.

		Object.defineProperty(debug, 'enabled', {
			enumerable: true,
			configurable: false,
			get: () => {
				if (enableOverride !== null) {
					return enableOverride;
				}
				if (namespacesCache !== createDebug.namespaces) {
					namespacesCache = createDebug.namespaces;
					enabledCache = createDebug.enabled(namespace);
				}

				return enabledCache;
			},
			set: v => {
				enableOverride = v;
			}
		});

		// Env-specific initialization logic for debug instances
		if (typeof createDebug.init === 'function') {
			createDebug.init(debug);
		}

		return debug;
	}

	function extend(namespace, delimiter) {
		const newDebug = createDebug(this.namespace + (typeof delimiter === 'undefined' ? ':' : delimiter) + namespace);
		newDebug.log = this.log;
		return newDebug;
	}

	/**
	* Enables a debug mode by namespaces. This can include modes
	* separated by a colon and wildcards.
	*
	* @param {String} namespaces
	* @api public
	*/
	function enable(namespaces) {
		createDebug.save(namespaces);
		createDebug.namespaces = namespaces;

		createDebug.names = [];
		createDebug.skips = [];

		const split = (typeof namespaces === 'string' ? namespaces : '')
			.trim()
			.replace(/\s+/g, ',')
			.split(',')
			.filter(Boolean);

		for (const ns of split) {
			if (ns[0] === '-') {
				createDebug.skips.push(ns.slice(1));
			} else {
				createDebug.names.push(ns);
			}
		}
	}

	/**
	 * Checks if the given string matches a namespace template, honoring
	 * asterisks as wildcards.
	 *
	 * @param {String} search
	 * @param {String} template
	 * @return {Boolean}
	 */
	function matchesTemplate(search, template) {
		let searchIndex = 0;
		let templateIndex = 0;
		let starIndex = -1;
		let matchIndex = 0;

		while (searchIndex < search.length) {
			if (templateIndex < template.length && (template[templateIndex] === search[searchIndex] || template[templateIndex] === '*')) {
				// Match character or proceed with wildcard
				if (template[templateIndex] === '*') {
					starIndex = templateIndex;
					matchIndex = searchIndex;
					templateIndex++; // Skip the '*'
				} else {
					searchIndex++;
					templateIndex++;
				}
			} else if (starIndex !== -1) { // eslint-disable-line no-negated-condition
				// Backtrack to the last '*' and try to match more characters
				templateIndex = starIndex + 1;
				matchIndex++;
				searchIndex = matchIndex;
			} else {
				return false; // No match
			}
		}

		// Handle trailing '*' in template
		while (templateIndex < template.length && template[templateIndex] === '*') {
			templateIndex++;
		}

		return templateIndex === template.length;
	}

	/**
	* Disable debug output.
	*
	* @return {String} namespaces
	* @api public
	*/
	function disable() {
		const namespaces = [
			...createDebug.names,
			...createDebug.skips.map(namespace => '-' + namespace)
		].join(',');
		createDebug.enable('');
		return namespaces;
	}

	/**
	* Returns true if the given mode name is enabled, false otherwise.
	*
	* @param {String} name
	* @return {Boolean}
	* @api public
	*/
	function enabled(name) {
		for (const skip of createDebug.skips) {
			if (matchesTemplate(name, skip)) {
				return false;
			}
		}

		for (const ns of createDebug.names) {
			if (matchesTemplate(name, ns)) {
				return true;
			}
		}

		return false;
	}

	/**
	* Coerce `val`.
	*
	* @param {Mixed} val
	* @return {Mixed}
	* @api private
	*/
	function coerce(val) {
		if (val instanceof Error) {
			return val.stack || val.message;
		}
		return val;
	}

	/**
	* XXX DO NOT USE. This is a temporary stub function.
	* XXX It WILL be removed in the next major release.
	*/
	function destroy() {
		console.warn('Instance method `debug.destroy()` is deprecated and no longer does anything. It will be removed in the next major version of `debug`.');
	}

	createDebug.enable(createDebug.load());

	return createDebug;
}

module.exports = setup;


/***/ }),

/***/ 2830:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {

/**
 * Detect Electron renderer / nwjs process, which is node, but we should
 * treat as a browser.
 */

if (typeof process === 'undefined' || process.type === 'renderer' || process.browser === true || process.__nwjs) {
	module.exports = __nccwpck_require__(6110);
} else {
	module.exports = __nccwpck_require__(5108);
}


/***/ }),

/***/ 5108:
/***/ ((module, exports, __nccwpck_require__) => {

/**
 * Module dependencies.
 */

const tty = __nccwpck_require__(2018);
const util = __nccwpck_require__(9023);

/**
 * This is the Node.js implementation of `debug()`.
 */

exports.init = init;
exports.log = log;
exports.formatArgs = formatArgs;
exports.save = save;
exports.load = load;
exports.useColors = useColors;
exports.destroy = util.deprecate(
	() => {},
	'Instance method `debug.destroy()` is deprecated and no longer does anything. It will be removed in the next major version of `debug`.'
);

/**
 * Colors.
 */

exports.colors = [6, 2, 3, 4, 5, 1];

try {
	// Optional dependency (as in, doesn't need to be installed, NOT like optionalDependencies in package.json)
	// eslint-disable-next-line import/no-extraneous-dependencies
	const supportsColor = __nccwpck_require__(75);

	if (supportsColor && (supportsColor.stderr || supportsColor).level >= 2) {
		exports.colors = [
			20,
			21,
			26,
			27,
			32,
			33,
			38,
			39,
			40,
			41,
			42,
			43,
			44,
			45,
			56,
			57,
			62,
			63,
			68,
			69,
			74,
			75,
			76,
			77,
			78,
			79,
			80,
			81,
			92,
			93,
			98,
			99,
			112,
			113,
			128,
			129,
			134,
			135,
			148,
			149,
			160,
			161,
			162,
			163,
			164,
			165,
			166,
			167,
			168,
			169,
			170,
			171,
			172,
			173,
			178,
			179,
			184,
			185,
			196,
			197,
			198,
			199,
			200,
			201,
			202,
			203,
			204,
			205,
			206,
			207,
			208,
			209,
			214,
			215,
			220,
			221
		];
	}
} catch (error) {
	// Swallow - we only care if `supports-color` is available; it doesn't have to be.
}

/**
 * Build up the default `inspectOpts` object from the environment variables.
 *
 *   $ DEBUG_COLORS=no DEBUG_DEPTH=10 DEBUG_SHOW_HIDDEN=enabled node script.js
 */

exports.inspectOpts = Object.keys(process.env).filter(key => {
	return /^debug_/i.test(key);
}).reduce((obj, key) => {
	// Camel-case
	const prop = key
		.substring(6)
		.toLowerCase()
		.replace(/_([a-z])/g, (_, k) => {
			return k.toUpperCase();
		});

	// Coerce string value into JS value
	let val = process.env[key];
	if (/^(yes|on|true|enabled)$/i.test(val)) {
		val = true;
	} else if (/^(no|off|false|disabled)$/i.test(val)) {
		val = false;
	} else if (val === 'null') {
		val = null;
	} else {
		val = Number(val);
	}

	obj[prop] = val;
	return obj;
}, {});

/**
 * Is stdout a TTY? Colored output is enabled when `true`.
 */

function useColors() {
	return 'colors' in exports.inspectOpts ?
		Boolean(exports.inspectOpts.colors) :
		tty.isatty(process.stderr.fd);
}

/**
 * Adds ANSI color escape codes if enabled.
 *
 * @api public
 */

function formatArgs(args) {
	const {namespace: name, useColors} = this;

	if (useColors) {
		const c = this.color;
		const colorCode = '\u001B[3' + (c < 8 ? c : '8;5;' + c);
		const prefix = `  ${colorCode};1m${name} \u001B[0m`;

		args[0] = prefix + args[0].split('\n').join('\n' + prefix);
		args.push(colorCode + 'm+' + module.exports.humanize(this.diff) + '\u001B[0m');
	} else {
		args[0] = getDate() + name + ' ' + args[0];
	}
}

function getDate() {
	if (exports.inspectOpts.hideDate) {
		return '';
	}
	return new Date().toISOString() + ' ';
}

/**
 * Invokes `util.formatWithOptions()` with the specified arguments and writes to stderr.
 */

function log(...args) {
	return process.stderr.write(util.formatWithOptions(exports.inspectOpts, ...args) + '\n');
}

/**
 * Save `namespaces`.
 *
 * @param {String} namespaces
 * @api private
 */
function save(namespaces) {
	if (namespaces) {
		process.env.DEBUG = namespaces;
	} else {
		// If you set a process.env field to null or undefined, it gets cast to the
		// string 'null' or 'undefined'. Just delete instead.
		delete process.env.DEBUG;
	}
}

/**
 * Load `namespaces`.
 *
 * @return {String} returns the previously persisted debug modes
 * @api private
 */

function load() {
	return process.env.DEBUG;
}

/**
 * Init logic for `debug` instances.
 *
 * Create a new `inspectOpts` object in case `useColors` is set
 * differently for a particular `debug` instance.
 */

function init(debug) {
	debug.inspectOpts = {};

	const keys = Object.keys(exports.inspectOpts);
	for (let i = 0; i < keys.length; i++) {
		debug.inspectOpts[keys[i]] = exports.inspectOpts[keys[i]];
	}
}

module.exports = __nccwpck_require__(897)(exports);

const {formatters} = module.exports;

/**
 * Map %o to `util.inspect()`, all on a single line.
 */

formatters.o = function (v) {
	this.inspectOpts.colors = this.useColors;
	return util.inspect(v, this.inspectOpts)
		.split('\n')
		.map(str => str.trim())
		.join(' ');
};

/**
 * Map %O to `util.inspect()`, allowing multiple lines if needed.
 */

formatters.O = function (v) {
	this.inspectOpts.colors = this.useColors;
	return util.inspect(v, this.inspectOpts);
};


/***/ }),

/***/ 744:
/***/ ((module) => {

/**
 * Helpers.
 */

var s = 1000;
var m = s * 60;
var h = m * 60;
var d = h * 24;
var w = d * 7;
var y = d * 365.25;

/**
 * Parse or format the given `val`.
 *
 * Options:
 *
 *  - `long` verbose formatting [false]
 *
 * @param {String|Number} val
 * @param {Object} [options]
 * @throws {Error} throw an error if val is not a non-empty string or a number
 * @return {String|Number}
 * @api public
 */

module.exports = function (val, options) {
  options = options || {};
  var type = typeof val;
  if (type === 'string' && val.length > 0) {
    return parse(val);
  } else if (type === 'number' && isFinite(val)) {
    return options.long ? fmtLong(val) : fmtShort(val);
  }
  throw new Error(
    'val is not a non-empty string or a valid number. val=' +
      JSON.stringify(val)
  );
};

/**
 * Parse the given `str` and return milliseconds.
 *
 * @param {String} str
 * @return {Number}
 * @api private
 */

function parse(str) {
  str = String(str);
  if (str.length > 100) {
    return;
  }
  var match = /^(-?(?:\d+)?\.?\d+) *(milliseconds?|msecs?|ms|seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|w|years?|yrs?|y)?$/i.exec(
    str
  );
  if (!match) {
    return;
  }
  var n = parseFloat(match[1]);
  var type = (match[2] || 'ms').toLowerCase();
  switch (type) {
    case 'years':
    case 'year':
    case 'yrs':
    case 'yr':
    case 'y':
      return n * y;
    case 'weeks':
    case 'week':
    case 'w':
      return n * w;
    case 'days':
    case 'day':
    case 'd':
      return n * d;
    case 'hours':
    case 'hour':
    case 'hrs':
    case 'hr':
    case 'h':
      return n * h;
    case 'minutes':
    case 'minute':
    case 'mins':
    case 'min':
    case 'm':
      return n * m;
    case 'seconds':
    case 'second':
    case 'secs':
    case 'sec':
    case 's':
      return n * s;
    case 'milliseconds':
    case 'millisecond':
    case 'msecs':
    case 'msec':
    case 'ms':
      return n;
    default:
      return undefined;
  }
}

/**
 * Short format for `ms`.
 *
 * @param {Number} ms
 * @return {String}
 * @api private
 */

function fmtShort(ms) {
  var msAbs = Math.abs(ms);
  if (msAbs >= d) {
    return Math.round(ms / d) + 'd';
  }
  if (msAbs >= h) {
    return Math.round(ms / h) + 'h';
  }
  if (msAbs >= m) {
    return Math.round(ms / m) + 'm';
  }
  if (msAbs >= s) {
    return Math.round(ms / s) + 's';
  }
  return ms + 'ms';
}

/**
 * Long format for `ms`.
 *
 * @param {Number} ms
 * @return {String}
 * @api private
 */

function fmtLong(ms) {
  var msAbs = Math.abs(ms);
  if (msAbs >= d) {
    return plural(ms, msAbs, d, 'day');
  }
  if (msAbs >= h) {
    return plural(ms, msAbs, h, 'hour');
  }
  if (msAbs >= m) {
    return plural(ms, msAbs, m, 'minute');
  }
  if (msAbs >= s) {
    return plural(ms, msAbs, s, 'second');
  }
  return ms + ' ms';
}

/**
 * Pluralization helper.
 */

function plural(ms, msAbs, n, name) {
  var isPlural = msAbs >= n * 1.5;
  return Math.round(ms / n) + ' ' + name + (isPlural ? 's' : '');
}


/***/ }),

/***/ 2084:
/***/ ((module) => {



const hasBuffer = typeof Buffer !== 'undefined'
const suspectProtoRx = /"(?:_|\\u005[Ff])(?:_|\\u005[Ff])(?:p|\\u0070)(?:r|\\u0072)(?:o|\\u006[Ff])(?:t|\\u0074)(?:o|\\u006[Ff])(?:_|\\u005[Ff])(?:_|\\u005[Ff])"\s*:/
const suspectConstructorRx = /"(?:c|\\u0063)(?:o|\\u006[Ff])(?:n|\\u006[Ee])(?:s|\\u0073)(?:t|\\u0074)(?:r|\\u0072)(?:u|\\u0075)(?:c|\\u0063)(?:t|\\u0074)(?:o|\\u006[Ff])(?:r|\\u0072)"\s*:/

function _parse (text, reviver, options) {
  // Normalize arguments
  if (options == null) {
    if (reviver !== null && typeof reviver === 'object') {
      options = reviver
      reviver = undefined
    }
  }

  if (hasBuffer && Buffer.isBuffer(text)) {
    text = text.toString()
  }

  // BOM checker
  if (text && text.charCodeAt(0) === 0xFEFF) {
    text = text.slice(1)
  }

  // Parse normally, allowing exceptions
  const obj = JSON.parse(text, reviver)

  // Ignore null and non-objects
  if (obj === null || typeof obj !== 'object') {
    return obj
  }

  const protoAction = (options && options.protoAction) || 'error'
  const constructorAction = (options && options.constructorAction) || 'error'

  // options: 'error' (default) / 'remove' / 'ignore'
  if (protoAction === 'ignore' && constructorAction === 'ignore') {
    return obj
  }

  if (protoAction !== 'ignore' && constructorAction !== 'ignore') {
    if (suspectProtoRx.test(text) === false && suspectConstructorRx.test(text) === false) {
      return obj
    }
  } else if (protoAction !== 'ignore' && constructorAction === 'ignore') {
    if (suspectProtoRx.test(text) === false) {
      return obj
    }
  } else {
    if (suspectConstructorRx.test(text) === false) {
      return obj
    }
  }

  // Scan result for proto keys
  return filter(obj, { protoAction, constructorAction, safe: options && options.safe })
}

function filter (obj, { protoAction = 'error', constructorAction = 'error', safe } = {}) {
  let next = [obj]

  while (next.length) {
    const nodes = next
    next = []

    for (const node of nodes) {
      if (protoAction !== 'ignore' && Object.prototype.hasOwnProperty.call(node, '__proto__')) { // Avoid calling node.hasOwnProperty directly
        if (safe === true) {
          return null
        } else if (protoAction === 'error') {
          throw new SyntaxError('Object contains forbidden prototype property')
        }

        delete node.__proto__ // eslint-disable-line no-proto
      }

      if (constructorAction !== 'ignore' &&
          Object.prototype.hasOwnProperty.call(node, 'constructor') &&
          Object.prototype.hasOwnProperty.call(node.constructor, 'prototype')) { // Avoid calling node.hasOwnProperty directly
        if (safe === true) {
          return null
        } else if (constructorAction === 'error') {
          throw new SyntaxError('Object contains forbidden prototype property')
        }

        delete node.constructor
      }

      for (const key in node) {
        const value = node[key]
        if (value && typeof value === 'object') {
          next.push(value)
        }
      }
    }
  }
  return obj
}

function parse (text, reviver, options) {
  const stackTraceLimit = Error.stackTraceLimit
  Error.stackTraceLimit = 0
  try {
    return _parse(text, reviver, options)
  } finally {
    Error.stackTraceLimit = stackTraceLimit
  }
}

function safeParse (text, reviver) {
  const stackTraceLimit = Error.stackTraceLimit
  Error.stackTraceLimit = 0
  try {
    return _parse(text, reviver, { safe: true })
  } catch (_e) {
    return null
  } finally {
    Error.stackTraceLimit = stackTraceLimit
  }
}

module.exports = parse
module.exports["default"] = parse
module.exports.parse = parse
module.exports.safeParse = safeParse
module.exports.scan = filter


/***/ }),

/***/ 770:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {

module.exports = __nccwpck_require__(218);


/***/ }),

/***/ 218:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {

var __webpack_unused_export__;


var net = __nccwpck_require__(9278);
var tls = __nccwpck_require__(4756);
var http = __nccwpck_require__(8611);
var https = __nccwpck_require__(5692);
var events = __nccwpck_require__(4434);
var assert = __nccwpck_require__(2613);
var util = __nccwpck_require__(9023);


exports.httpOverHttp = httpOverHttp;
exports.httpsOverHttp = httpsOverHttp;
exports.httpOverHttps = httpOverHttps;
exports.httpsOverHttps = httpsOverHttps;


function httpOverHttp(options) {
  var agent = new TunnelingAgent(options);
  agent.request = http.request;
  return agent;
}

function httpsOverHttp(options) {
  var agent = new TunnelingAgent(options);
  agent.request = http.request;
  agent.createSocket = createSecureSocket;
  agent.defaultPort = 443;
  return agent;
}

function httpOverHttps(options) {
  var agent = new TunnelingAgent(options);
  agent.request = https.request;
  return agent;
}

function httpsOverHttps(options) {
  var agent = new TunnelingAgent(options);
  agent.request = https.request;
  agent.createSocket = createSecureSocket;
  agent.defaultPort = 443;
  return agent;
}


function TunnelingAgent(options) {
  var self = this;
  self.options = options || {};
  self.proxyOptions = self.options.proxy || {};
  self.maxSockets = self.options.maxSockets || http.Agent.defaultMaxSockets;
  self.requests = [];
  self.sockets = [];

  self.on('free', function onFree(socket, host, port, localAddress) {
    var options = toOptions(host, port, localAddress);
    for (var i = 0, len = self.requests.length; i < len; ++i) {
      var pending = self.requests[i];
      if (pending.host === options.host && pending.port === options.port) {
        // Detect the request to connect same origin server,
        // reuse the connection.
        self.requests.splice(i, 1);
        pending.request.onSocket(socket);
        return;
      }
    }
    socket.destroy();
    self.removeSocket(socket);
  });
}
util.inherits(TunnelingAgent, events.EventEmitter);

TunnelingAgent.prototype.addRequest = function addRequest(req, host, port, localAddress) {
  var self = this;
  var options = mergeOptions({request: req}, self.options, toOptions(host, port, localAddress));

  if (self.sockets.length >= this.maxSockets) {
    // We are over limit so we'll add it to the queue.
    self.requests.push(options);
    return;
  }

  // If we are under maxSockets create a new one.
  self.createSocket(options, function(socket) {
    socket.on('free', onFree);
    socket.on('close', onCloseOrRemove);
    socket.on('agentRemove', onCloseOrRemove);
    req.onSocket(socket);

    function onFree() {
      self.emit('free', socket, options);
    }

    function onCloseOrRemove(err) {
      self.removeSocket(socket);
      socket.removeListener('free', onFree);
      socket.removeListener('close', onCloseOrRemove);
      socket.removeListener('agentRemove', onCloseOrRemove);
    }
  });
};

TunnelingAgent.prototype.createSocket = function createSocket(options, cb) {
  var self = this;
  var placeholder = {};
  self.sockets.push(placeholder);

  var connectOptions = mergeOptions({}, self.proxyOptions, {
    method: 'CONNECT',
    path: options.host + ':' + options.port,
    agent: false,
    headers: {
      host: options.host + ':' + options.port
    }
  });
  if (options.localAddress) {
    connectOptions.localAddress = options.localAddress;
  }
  if (connectOptions.proxyAuth) {
    connectOptions.headers = connectOptions.headers || {};
    connectOptions.headers['Proxy-Authorization'] = 'Basic ' +
        new Buffer(connectOptions.proxyAuth).toString('base64');
  }

  debug('making CONNECT request');
  var connectReq = self.request(connectOptions);
  connectReq.useChunkedEncodingByDefault = false; // for v0.6
  connectReq.once('response', onResponse); // for v0.6
  connectReq.once('upgrade', onUpgrade);   // for v0.6
  connectReq.once('connect', onConnect);   // for v0.7 or later
  connectReq.once('error', onError);
  connectReq.end();

  function onResponse(res) {
    // Very hacky. This is necessary to avoid http-parser leaks.
    res.upgrade = true;
  }

  function onUpgrade(res, socket, head) {
    // Hacky.
    process.nextTick(function() {
      onConnect(res, socket, head);
    });
  }

  function onConnect(res, socket, head) {
    connectReq.removeAllListeners();
    socket.removeAllListeners();

    if (res.statusCode !== 200) {
      debug('tunneling socket could not be established, statusCode=%d',
        res.statusCode);
      socket.destroy();
      var error = new Error('tunneling socket could not be established, ' +
        'statusCode=' + res.statusCode);
      error.code = 'ECONNRESET';
      options.request.emit('error', error);
      self.removeSocket(placeholder);
      return;
    }
    if (head.length > 0) {
      debug('got illegal response body from proxy');
      socket.destroy();
      var error = new Error('got illegal response body from proxy');
      error.code = 'ECONNRESET';
      options.request.emit('error', error);
      self.removeSocket(placeholder);
      return;
    }
    debug('tunneling connection has established');
    self.sockets[self.sockets.indexOf(placeholder)] = socket;
    return cb(socket);
  }

  function onError(cause) {
    connectReq.removeAllListeners();

    debug('tunneling socket could not be established, cause=%s\n',
          cause.message, cause.stack);
    var error = new Error('tunneling socket could not be established, ' +
                          'cause=' + cause.message);
    error.code = 'ECONNRESET';
    options.request.emit('error', error);
    self.removeSocket(placeholder);
  }
};

TunnelingAgent.prototype.removeSocket = function removeSocket(socket) {
  var pos = this.sockets.indexOf(socket)
  if (pos === -1) {
    return;
  }
  this.sockets.splice(pos, 1);

  var pending = this.requests.shift();
  if (pending) {
    // If we have pending requests and a socket gets closed a new one
    // needs to be created to take over in the pool for the one that closed.
    this.createSocket(pending, function(socket) {
      pending.request.onSocket(socket);
    });
  }
};

function createSecureSocket(options, cb) {
  var self = this;
  TunnelingAgent.prototype.createSocket.call(self, options, function(socket) {
    var hostHeader = options.request.getHeader('host');
    var tlsOptions = mergeOptions({}, self.options, {
      socket: socket,
      servername: hostHeader ? hostHeader.replace(/:.*$/, '') : options.host
    });

    // 0 is dummy port for v0.6
    var secureSocket = tls.connect(0, tlsOptions);
    self.sockets[self.sockets.indexOf(socket)] = secureSocket;
    cb(secureSocket);
  });
}


function toOptions(host, port, localAddress) {
  if (typeof host === 'string') { // since v0.10
    return {
      host: host,
      port: port,
      localAddress: localAddress
    };
  }
  return host; // for v0.11 or later
}

function mergeOptions(target) {
  for (var i = 1, len = arguments.length; i < len; ++i) {
    var overrides = arguments[i];
    if (typeof overrides === 'object') {
      var keys = Object.keys(overrides);
      for (var j = 0, keyLen = keys.length; j < keyLen; ++j) {
        var k = keys[j];
        if (overrides[k] !== undefined) {
          target[k] = overrides[k];
        }
      }
    }
  }
  return target;
}


var debug;
if (process.env.NODE_DEBUG && /\btunnel\b/.test(process.env.NODE_DEBUG)) {
  debug = function() {
    var args = Array.prototype.slice.call(arguments);
    if (typeof args[0] === 'string') {
      args[0] = 'TUNNEL: ' + args[0];
    } else {
      args.unshift('TUNNEL:');
    }
    console.error.apply(console, args);
  }
} else {
  debug = function() {};
}
__webpack_unused_export__ = debug; // for test


/***/ }),

/***/ 75:
/***/ ((module) => {

module.exports = eval("require")("supports-color");


/***/ }),

/***/ 2613:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("assert");

/***/ }),

/***/ 181:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("buffer");

/***/ }),

/***/ 5317:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("child_process");

/***/ }),

/***/ 6982:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("crypto");

/***/ }),

/***/ 4434:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("events");

/***/ }),

/***/ 9896:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");

/***/ }),

/***/ 8611:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("http");

/***/ }),

/***/ 5692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("https");

/***/ }),

/***/ 9278:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("net");

/***/ }),

/***/ 4573:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:buffer");

/***/ }),

/***/ 1421:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");

/***/ }),

/***/ 7598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 8474:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:events");

/***/ }),

/***/ 3024:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 1455:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");

/***/ }),

/***/ 7030:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");

/***/ }),

/***/ 8161:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");

/***/ }),

/***/ 6760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 7075:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream");

/***/ }),

/***/ 6466:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream/promises");

/***/ }),

/***/ 8500:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");

/***/ }),

/***/ 3136:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:url");

/***/ }),

/***/ 7975:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");

/***/ }),

/***/ 8877:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:v8");

/***/ }),

/***/ 714:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:vm");

/***/ }),

/***/ 8522:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");

/***/ }),

/***/ 857:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");

/***/ }),

/***/ 6928:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("path");

/***/ }),

/***/ 3480:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("querystring");

/***/ }),

/***/ 2203:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("stream");

/***/ }),

/***/ 4756:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tls");

/***/ }),

/***/ 2018:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tty");

/***/ }),

/***/ 7016:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("url");

/***/ }),

/***/ 9023:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("util");

/***/ }),

/***/ 1493:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("v8");

/***/ }),

/***/ 3106:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("zlib");

/***/ }),

/***/ 7591:
/***/ ((__unused_webpack_module, exports) => {


Object.defineProperty(exports, Symbol.toStringTag, { value: "Module" });
const Space_Separator = /[\u1680\u2000-\u200A\u202F\u205F\u3000]/;
const ID_Start = /[\xAA\xB5\xBA\xC0-\xD6\xD8-\xF6\xF8-\u02C1\u02C6-\u02D1\u02E0-\u02E4\u02EC\u02EE\u0370-\u0374\u0376\u0377\u037A-\u037D\u037F\u0386\u0388-\u038A\u038C\u038E-\u03A1\u03A3-\u03F5\u03F7-\u0481\u048A-\u052F\u0531-\u0556\u0559\u0561-\u0587\u05D0-\u05EA\u05F0-\u05F2\u0620-\u064A\u066E\u066F\u0671-\u06D3\u06D5\u06E5\u06E6\u06EE\u06EF\u06FA-\u06FC\u06FF\u0710\u0712-\u072F\u074D-\u07A5\u07B1\u07CA-\u07EA\u07F4\u07F5\u07FA\u0800-\u0815\u081A\u0824\u0828\u0840-\u0858\u0860-\u086A\u08A0-\u08B4\u08B6-\u08BD\u0904-\u0939\u093D\u0950\u0958-\u0961\u0971-\u0980\u0985-\u098C\u098F\u0990\u0993-\u09A8\u09AA-\u09B0\u09B2\u09B6-\u09B9\u09BD\u09CE\u09DC\u09DD\u09DF-\u09E1\u09F0\u09F1\u09FC\u0A05-\u0A0A\u0A0F\u0A10\u0A13-\u0A28\u0A2A-\u0A30\u0A32\u0A33\u0A35\u0A36\u0A38\u0A39\u0A59-\u0A5C\u0A5E\u0A72-\u0A74\u0A85-\u0A8D\u0A8F-\u0A91\u0A93-\u0AA8\u0AAA-\u0AB0\u0AB2\u0AB3\u0AB5-\u0AB9\u0ABD\u0AD0\u0AE0\u0AE1\u0AF9\u0B05-\u0B0C\u0B0F\u0B10\u0B13-\u0B28\u0B2A-\u0B30\u0B32\u0B33\u0B35-\u0B39\u0B3D\u0B5C\u0B5D\u0B5F-\u0B61\u0B71\u0B83\u0B85-\u0B8A\u0B8E-\u0B90\u0B92-\u0B95\u0B99\u0B9A\u0B9C\u0B9E\u0B9F\u0BA3\u0BA4\u0BA8-\u0BAA\u0BAE-\u0BB9\u0BD0\u0C05-\u0C0C\u0C0E-\u0C10\u0C12-\u0C28\u0C2A-\u0C39\u0C3D\u0C58-\u0C5A\u0C60\u0C61\u0C80\u0C85-\u0C8C\u0C8E-\u0C90\u0C92-\u0CA8\u0CAA-\u0CB3\u0CB5-\u0CB9\u0CBD\u0CDE\u0CE0\u0CE1\u0CF1\u0CF2\u0D05-\u0D0C\u0D0E-\u0D10\u0D12-\u0D3A\u0D3D\u0D4E\u0D54-\u0D56\u0D5F-\u0D61\u0D7A-\u0D7F\u0D85-\u0D96\u0D9A-\u0DB1\u0DB3-\u0DBB\u0DBD\u0DC0-\u0DC6\u0E01-\u0E30\u0E32\u0E33\u0E40-\u0E46\u0E81\u0E82\u0E84\u0E87\u0E88\u0E8A\u0E8D\u0E94-\u0E97\u0E99-\u0E9F\u0EA1-\u0EA3\u0EA5\u0EA7\u0EAA\u0EAB\u0EAD-\u0EB0\u0EB2\u0EB3\u0EBD\u0EC0-\u0EC4\u0EC6\u0EDC-\u0EDF\u0F00\u0F40-\u0F47\u0F49-\u0F6C\u0F88-\u0F8C\u1000-\u102A\u103F\u1050-\u1055\u105A-\u105D\u1061\u1065\u1066\u106E-\u1070\u1075-\u1081\u108E\u10A0-\u10C5\u10C7\u10CD\u10D0-\u10FA\u10FC-\u1248\u124A-\u124D\u1250-\u1256\u1258\u125A-\u125D\u1260-\u1288\u128A-\u128D\u1290-\u12B0\u12B2-\u12B5\u12B8-\u12BE\u12C0\u12C2-\u12C5\u12C8-\u12D6\u12D8-\u1310\u1312-\u1315\u1318-\u135A\u1380-\u138F\u13A0-\u13F5\u13F8-\u13FD\u1401-\u166C\u166F-\u167F\u1681-\u169A\u16A0-\u16EA\u16EE-\u16F8\u1700-\u170C\u170E-\u1711\u1720-\u1731\u1740-\u1751\u1760-\u176C\u176E-\u1770\u1780-\u17B3\u17D7\u17DC\u1820-\u1877\u1880-\u1884\u1887-\u18A8\u18AA\u18B0-\u18F5\u1900-\u191E\u1950-\u196D\u1970-\u1974\u1980-\u19AB\u19B0-\u19C9\u1A00-\u1A16\u1A20-\u1A54\u1AA7\u1B05-\u1B33\u1B45-\u1B4B\u1B83-\u1BA0\u1BAE\u1BAF\u1BBA-\u1BE5\u1C00-\u1C23\u1C4D-\u1C4F\u1C5A-\u1C7D\u1C80-\u1C88\u1CE9-\u1CEC\u1CEE-\u1CF1\u1CF5\u1CF6\u1D00-\u1DBF\u1E00-\u1F15\u1F18-\u1F1D\u1F20-\u1F45\u1F48-\u1F4D\u1F50-\u1F57\u1F59\u1F5B\u1F5D\u1F5F-\u1F7D\u1F80-\u1FB4\u1FB6-\u1FBC\u1FBE\u1FC2-\u1FC4\u1FC6-\u1FCC\u1FD0-\u1FD3\u1FD6-\u1FDB\u1FE0-\u1FEC\u1FF2-\u1FF4\u1FF6-\u1FFC\u2071\u207F\u2090-\u209C\u2102\u2107\u210A-\u2113\u2115\u2119-\u211D\u2124\u2126\u2128\u212A-\u212D\u212F-\u2139\u213C-\u213F\u2145-\u2149\u214E\u2160-\u2188\u2C00-\u2C2E\u2C30-\u2C5E\u2C60-\u2CE4\u2CEB-\u2CEE\u2CF2\u2CF3\u2D00-\u2D25\u2D27\u2D2D\u2D30-\u2D67\u2D6F\u2D80-\u2D96\u2DA0-\u2DA6\u2DA8-\u2DAE\u2DB0-\u2DB6\u2DB8-\u2DBE\u2DC0-\u2DC6\u2DC8-\u2DCE\u2DD0-\u2DD6\u2DD8-\u2DDE\u2E2F\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303C\u3041-\u3096\u309D-\u309F\u30A1-\u30FA\u30FC-\u30FF\u3105-\u312E\u3131-\u318E\u31A0-\u31BA\u31F0-\u31FF\u3400-\u4DB5\u4E00-\u9FEA\uA000-\uA48C\uA4D0-\uA4FD\uA500-\uA60C\uA610-\uA61F\uA62A\uA62B\uA640-\uA66E\uA67F-\uA69D\uA6A0-\uA6EF\uA717-\uA71F\uA722-\uA788\uA78B-\uA7AE\uA7B0-\uA7B7\uA7F7-\uA801\uA803-\uA805\uA807-\uA80A\uA80C-\uA822\uA840-\uA873\uA882-\uA8B3\uA8F2-\uA8F7\uA8FB\uA8FD\uA90A-\uA925\uA930-\uA946\uA960-\uA97C\uA984-\uA9B2\uA9CF\uA9E0-\uA9E4\uA9E6-\uA9EF\uA9FA-\uA9FE\uAA00-\uAA28\uAA40-\uAA42\uAA44-\uAA4B\uAA60-\uAA76\uAA7A\uAA7E-\uAAAF\uAAB1\uAAB5\uAAB6\uAAB9-\uAABD\uAAC0\uAAC2\uAADB-\uAADD\uAAE0-\uAAEA\uAAF2-\uAAF4\uAB01-\uAB06\uAB09-\uAB0E\uAB11-\uAB16\uAB20-\uAB26\uAB28-\uAB2E\uAB30-\uAB5A\uAB5C-\uAB65\uAB70-\uABE2\uAC00-\uD7A3\uD7B0-\uD7C6\uD7CB-\uD7FB\uF900-\uFA6D\uFA70-\uFAD9\uFB00-\uFB06\uFB13-\uFB17\uFB1D\uFB1F-\uFB28\uFB2A-\uFB36\uFB38-\uFB3C\uFB3E\uFB40\uFB41\uFB43\uFB44\uFB46-\uFBB1\uFBD3-\uFD3D\uFD50-\uFD8F\uFD92-\uFDC7\uFDF0-\uFDFB\uFE70-\uFE74\uFE76-\uFEFC\uFF21-\uFF3A\uFF41-\uFF5A\uFF66-\uFFBE\uFFC2-\uFFC7\uFFCA-\uFFCF\uFFD2-\uFFD7\uFFDA-\uFFDC]|\uD800[\uDC00-\uDC0B\uDC0D-\uDC26\uDC28-\uDC3A\uDC3C\uDC3D\uDC3F-\uDC4D\uDC50-\uDC5D\uDC80-\uDCFA\uDD40-\uDD74\uDE80-\uDE9C\uDEA0-\uDED0\uDF00-\uDF1F\uDF2D-\uDF4A\uDF50-\uDF75\uDF80-\uDF9D\uDFA0-\uDFC3\uDFC8-\uDFCF\uDFD1-\uDFD5]|\uD801[\uDC00-\uDC9D\uDCB0-\uDCD3\uDCD8-\uDCFB\uDD00-\uDD27\uDD30-\uDD63\uDE00-\uDF36\uDF40-\uDF55\uDF60-\uDF67]|\uD802[\uDC00-\uDC05\uDC08\uDC0A-\uDC35\uDC37\uDC38\uDC3C\uDC3F-\uDC55\uDC60-\uDC76\uDC80-\uDC9E\uDCE0-\uDCF2\uDCF4\uDCF5\uDD00-\uDD15\uDD20-\uDD39\uDD80-\uDDB7\uDDBE\uDDBF\uDE00\uDE10-\uDE13\uDE15-\uDE17\uDE19-\uDE33\uDE60-\uDE7C\uDE80-\uDE9C\uDEC0-\uDEC7\uDEC9-\uDEE4\uDF00-\uDF35\uDF40-\uDF55\uDF60-\uDF72\uDF80-\uDF91]|\uD803[\uDC00-\uDC48\uDC80-\uDCB2\uDCC0-\uDCF2]|\uD804[\uDC03-\uDC37\uDC83-\uDCAF\uDCD0-\uDCE8\uDD03-\uDD26\uDD50-\uDD72\uDD76\uDD83-\uDDB2\uDDC1-\uDDC4\uDDDA\uDDDC\uDE00-\uDE11\uDE13-\uDE2B\uDE80-\uDE86\uDE88\uDE8A-\uDE8D\uDE8F-\uDE9D\uDE9F-\uDEA8\uDEB0-\uDEDE\uDF05-\uDF0C\uDF0F\uDF10\uDF13-\uDF28\uDF2A-\uDF30\uDF32\uDF33\uDF35-\uDF39\uDF3D\uDF50\uDF5D-\uDF61]|\uD805[\uDC00-\uDC34\uDC47-\uDC4A\uDC80-\uDCAF\uDCC4\uDCC5\uDCC7\uDD80-\uDDAE\uDDD8-\uDDDB\uDE00-\uDE2F\uDE44\uDE80-\uDEAA\uDF00-\uDF19]|\uD806[\uDCA0-\uDCDF\uDCFF\uDE00\uDE0B-\uDE32\uDE3A\uDE50\uDE5C-\uDE83\uDE86-\uDE89\uDEC0-\uDEF8]|\uD807[\uDC00-\uDC08\uDC0A-\uDC2E\uDC40\uDC72-\uDC8F\uDD00-\uDD06\uDD08\uDD09\uDD0B-\uDD30\uDD46]|\uD808[\uDC00-\uDF99]|\uD809[\uDC00-\uDC6E\uDC80-\uDD43]|[\uD80C\uD81C-\uD820\uD840-\uD868\uD86A-\uD86C\uD86F-\uD872\uD874-\uD879][\uDC00-\uDFFF]|\uD80D[\uDC00-\uDC2E]|\uD811[\uDC00-\uDE46]|\uD81A[\uDC00-\uDE38\uDE40-\uDE5E\uDED0-\uDEED\uDF00-\uDF2F\uDF40-\uDF43\uDF63-\uDF77\uDF7D-\uDF8F]|\uD81B[\uDF00-\uDF44\uDF50\uDF93-\uDF9F\uDFE0\uDFE1]|\uD821[\uDC00-\uDFEC]|\uD822[\uDC00-\uDEF2]|\uD82C[\uDC00-\uDD1E\uDD70-\uDEFB]|\uD82F[\uDC00-\uDC6A\uDC70-\uDC7C\uDC80-\uDC88\uDC90-\uDC99]|\uD835[\uDC00-\uDC54\uDC56-\uDC9C\uDC9E\uDC9F\uDCA2\uDCA5\uDCA6\uDCA9-\uDCAC\uDCAE-\uDCB9\uDCBB\uDCBD-\uDCC3\uDCC5-\uDD05\uDD07-\uDD0A\uDD0D-\uDD14\uDD16-\uDD1C\uDD1E-\uDD39\uDD3B-\uDD3E\uDD40-\uDD44\uDD46\uDD4A-\uDD50\uDD52-\uDEA5\uDEA8-\uDEC0\uDEC2-\uDEDA\uDEDC-\uDEFA\uDEFC-\uDF14\uDF16-\uDF34\uDF36-\uDF4E\uDF50-\uDF6E\uDF70-\uDF88\uDF8A-\uDFA8\uDFAA-\uDFC2\uDFC4-\uDFCB]|\uD83A[\uDC00-\uDCC4\uDD00-\uDD43]|\uD83B[\uDE00-\uDE03\uDE05-\uDE1F\uDE21\uDE22\uDE24\uDE27\uDE29-\uDE32\uDE34-\uDE37\uDE39\uDE3B\uDE42\uDE47\uDE49\uDE4B\uDE4D-\uDE4F\uDE51\uDE52\uDE54\uDE57\uDE59\uDE5B\uDE5D\uDE5F\uDE61\uDE62\uDE64\uDE67-\uDE6A\uDE6C-\uDE72\uDE74-\uDE77\uDE79-\uDE7C\uDE7E\uDE80-\uDE89\uDE8B-\uDE9B\uDEA1-\uDEA3\uDEA5-\uDEA9\uDEAB-\uDEBB]|\uD869[\uDC00-\uDED6\uDF00-\uDFFF]|\uD86D[\uDC00-\uDF34\uDF40-\uDFFF]|\uD86E[\uDC00-\uDC1D\uDC20-\uDFFF]|\uD873[\uDC00-\uDEA1\uDEB0-\uDFFF]|\uD87A[\uDC00-\uDFE0]|\uD87E[\uDC00-\uDE1D]/;
const ID_Continue = /[\xAA\xB5\xBA\xC0-\xD6\xD8-\xF6\xF8-\u02C1\u02C6-\u02D1\u02E0-\u02E4\u02EC\u02EE\u0300-\u0374\u0376\u0377\u037A-\u037D\u037F\u0386\u0388-\u038A\u038C\u038E-\u03A1\u03A3-\u03F5\u03F7-\u0481\u0483-\u0487\u048A-\u052F\u0531-\u0556\u0559\u0561-\u0587\u0591-\u05BD\u05BF\u05C1\u05C2\u05C4\u05C5\u05C7\u05D0-\u05EA\u05F0-\u05F2\u0610-\u061A\u0620-\u0669\u066E-\u06D3\u06D5-\u06DC\u06DF-\u06E8\u06EA-\u06FC\u06FF\u0710-\u074A\u074D-\u07B1\u07C0-\u07F5\u07FA\u0800-\u082D\u0840-\u085B\u0860-\u086A\u08A0-\u08B4\u08B6-\u08BD\u08D4-\u08E1\u08E3-\u0963\u0966-\u096F\u0971-\u0983\u0985-\u098C\u098F\u0990\u0993-\u09A8\u09AA-\u09B0\u09B2\u09B6-\u09B9\u09BC-\u09C4\u09C7\u09C8\u09CB-\u09CE\u09D7\u09DC\u09DD\u09DF-\u09E3\u09E6-\u09F1\u09FC\u0A01-\u0A03\u0A05-\u0A0A\u0A0F\u0A10\u0A13-\u0A28\u0A2A-\u0A30\u0A32\u0A33\u0A35\u0A36\u0A38\u0A39\u0A3C\u0A3E-\u0A42\u0A47\u0A48\u0A4B-\u0A4D\u0A51\u0A59-\u0A5C\u0A5E\u0A66-\u0A75\u0A81-\u0A83\u0A85-\u0A8D\u0A8F-\u0A91\u0A93-\u0AA8\u0AAA-\u0AB0\u0AB2\u0AB3\u0AB5-\u0AB9\u0ABC-\u0AC5\u0AC7-\u0AC9\u0ACB-\u0ACD\u0AD0\u0AE0-\u0AE3\u0AE6-\u0AEF\u0AF9-\u0AFF\u0B01-\u0B03\u0B05-\u0B0C\u0B0F\u0B10\u0B13-\u0B28\u0B2A-\u0B30\u0B32\u0B33\u0B35-\u0B39\u0B3C-\u0B44\u0B47\u0B48\u0B4B-\u0B4D\u0B56\u0B57\u0B5C\u0B5D\u0B5F-\u0B63\u0B66-\u0B6F\u0B71\u0B82\u0B83\u0B85-\u0B8A\u0B8E-\u0B90\u0B92-\u0B95\u0B99\u0B9A\u0B9C\u0B9E\u0B9F\u0BA3\u0BA4\u0BA8-\u0BAA\u0BAE-\u0BB9\u0BBE-\u0BC2\u0BC6-\u0BC8\u0BCA-\u0BCD\u0BD0\u0BD7\u0BE6-\u0BEF\u0C00-\u0C03\u0C05-\u0C0C\u0C0E-\u0C10\u0C12-\u0C28\u0C2A-\u0C39\u0C3D-\u0C44\u0C46-\u0C48\u0C4A-\u0C4D\u0C55\u0C56\u0C58-\u0C5A\u0C60-\u0C63\u0C66-\u0C6F\u0C80-\u0C83\u0C85-\u0C8C\u0C8E-\u0C90\u0C92-\u0CA8\u0CAA-\u0CB3\u0CB5-\u0CB9\u0CBC-\u0CC4\u0CC6-\u0CC8\u0CCA-\u0CCD\u0CD5\u0CD6\u0CDE\u0CE0-\u0CE3\u0CE6-\u0CEF\u0CF1\u0CF2\u0D00-\u0D03\u0D05-\u0D0C\u0D0E-\u0D10\u0D12-\u0D44\u0D46-\u0D48\u0D4A-\u0D4E\u0D54-\u0D57\u0D5F-\u0D63\u0D66-\u0D6F\u0D7A-\u0D7F\u0D82\u0D83\u0D85-\u0D96\u0D9A-\u0DB1\u0DB3-\u0DBB\u0DBD\u0DC0-\u0DC6\u0DCA\u0DCF-\u0DD4\u0DD6\u0DD8-\u0DDF\u0DE6-\u0DEF\u0DF2\u0DF3\u0E01-\u0E3A\u0E40-\u0E4E\u0E50-\u0E59\u0E81\u0E82\u0E84\u0E87\u0E88\u0E8A\u0E8D\u0E94-\u0E97\u0E99-\u0E9F\u0EA1-\u0EA3\u0EA5\u0EA7\u0EAA\u0EAB\u0EAD-\u0EB9\u0EBB-\u0EBD\u0EC0-\u0EC4\u0EC6\u0EC8-\u0ECD\u0ED0-\u0ED9\u0EDC-\u0EDF\u0F00\u0F18\u0F19\u0F20-\u0F29\u0F35\u0F37\u0F39\u0F3E-\u0F47\u0F49-\u0F6C\u0F71-\u0F84\u0F86-\u0F97\u0F99-\u0FBC\u0FC6\u1000-\u1049\u1050-\u109D\u10A0-\u10C5\u10C7\u10CD\u10D0-\u10FA\u10FC-\u1248\u124A-\u124D\u1250-\u1256\u1258\u125A-\u125D\u1260-\u1288\u128A-\u128D\u1290-\u12B0\u12B2-\u12B5\u12B8-\u12BE\u12C0\u12C2-\u12C5\u12C8-\u12D6\u12D8-\u1310\u1312-\u1315\u1318-\u135A\u135D-\u135F\u1380-\u138F\u13A0-\u13F5\u13F8-\u13FD\u1401-\u166C\u166F-\u167F\u1681-\u169A\u16A0-\u16EA\u16EE-\u16F8\u1700-\u170C\u170E-\u1714\u1720-\u1734\u1740-\u1753\u1760-\u176C\u176E-\u1770\u1772\u1773\u1780-\u17D3\u17D7\u17DC\u17DD\u17E0-\u17E9\u180B-\u180D\u1810-\u1819\u1820-\u1877\u1880-\u18AA\u18B0-\u18F5\u1900-\u191E\u1920-\u192B\u1930-\u193B\u1946-\u196D\u1970-\u1974\u1980-\u19AB\u19B0-\u19C9\u19D0-\u19D9\u1A00-\u1A1B\u1A20-\u1A5E\u1A60-\u1A7C\u1A7F-\u1A89\u1A90-\u1A99\u1AA7\u1AB0-\u1ABD\u1B00-\u1B4B\u1B50-\u1B59\u1B6B-\u1B73\u1B80-\u1BF3\u1C00-\u1C37\u1C40-\u1C49\u1C4D-\u1C7D\u1C80-\u1C88\u1CD0-\u1CD2\u1CD4-\u1CF9\u1D00-\u1DF9\u1DFB-\u1F15\u1F18-\u1F1D\u1F20-\u1F45\u1F48-\u1F4D\u1F50-\u1F57\u1F59\u1F5B\u1F5D\u1F5F-\u1F7D\u1F80-\u1FB4\u1FB6-\u1FBC\u1FBE\u1FC2-\u1FC4\u1FC6-\u1FCC\u1FD0-\u1FD3\u1FD6-\u1FDB\u1FE0-\u1FEC\u1FF2-\u1FF4\u1FF6-\u1FFC\u203F\u2040\u2054\u2071\u207F\u2090-\u209C\u20D0-\u20DC\u20E1\u20E5-\u20F0\u2102\u2107\u210A-\u2113\u2115\u2119-\u211D\u2124\u2126\u2128\u212A-\u212D\u212F-\u2139\u213C-\u213F\u2145-\u2149\u214E\u2160-\u2188\u2C00-\u2C2E\u2C30-\u2C5E\u2C60-\u2CE4\u2CEB-\u2CF3\u2D00-\u2D25\u2D27\u2D2D\u2D30-\u2D67\u2D6F\u2D7F-\u2D96\u2DA0-\u2DA6\u2DA8-\u2DAE\u2DB0-\u2DB6\u2DB8-\u2DBE\u2DC0-\u2DC6\u2DC8-\u2DCE\u2DD0-\u2DD6\u2DD8-\u2DDE\u2DE0-\u2DFF\u2E2F\u3005-\u3007\u3021-\u302F\u3031-\u3035\u3038-\u303C\u3041-\u3096\u3099\u309A\u309D-\u309F\u30A1-\u30FA\u30FC-\u30FF\u3105-\u312E\u3131-\u318E\u31A0-\u31BA\u31F0-\u31FF\u3400-\u4DB5\u4E00-\u9FEA\uA000-\uA48C\uA4D0-\uA4FD\uA500-\uA60C\uA610-\uA62B\uA640-\uA66F\uA674-\uA67D\uA67F-\uA6F1\uA717-\uA71F\uA722-\uA788\uA78B-\uA7AE\uA7B0-\uA7B7\uA7F7-\uA827\uA840-\uA873\uA880-\uA8C5\uA8D0-\uA8D9\uA8E0-\uA8F7\uA8FB\uA8FD\uA900-\uA92D\uA930-\uA953\uA960-\uA97C\uA980-\uA9C0\uA9CF-\uA9D9\uA9E0-\uA9FE\uAA00-\uAA36\uAA40-\uAA4D\uAA50-\uAA59\uAA60-\uAA76\uAA7A-\uAAC2\uAADB-\uAADD\uAAE0-\uAAEF\uAAF2-\uAAF6\uAB01-\uAB06\uAB09-\uAB0E\uAB11-\uAB16\uAB20-\uAB26\uAB28-\uAB2E\uAB30-\uAB5A\uAB5C-\uAB65\uAB70-\uABEA\uABEC\uABED\uABF0-\uABF9\uAC00-\uD7A3\uD7B0-\uD7C6\uD7CB-\uD7FB\uF900-\uFA6D\uFA70-\uFAD9\uFB00-\uFB06\uFB13-\uFB17\uFB1D-\uFB28\uFB2A-\uFB36\uFB38-\uFB3C\uFB3E\uFB40\uFB41\uFB43\uFB44\uFB46-\uFBB1\uFBD3-\uFD3D\uFD50-\uFD8F\uFD92-\uFDC7\uFDF0-\uFDFB\uFE00-\uFE0F\uFE20-\uFE2F\uFE33\uFE34\uFE4D-\uFE4F\uFE70-\uFE74\uFE76-\uFEFC\uFF10-\uFF19\uFF21-\uFF3A\uFF3F\uFF41-\uFF5A\uFF66-\uFFBE\uFFC2-\uFFC7\uFFCA-\uFFCF\uFFD2-\uFFD7\uFFDA-\uFFDC]|\uD800[\uDC00-\uDC0B\uDC0D-\uDC26\uDC28-\uDC3A\uDC3C\uDC3D\uDC3F-\uDC4D\uDC50-\uDC5D\uDC80-\uDCFA\uDD40-\uDD74\uDDFD\uDE80-\uDE9C\uDEA0-\uDED0\uDEE0\uDF00-\uDF1F\uDF2D-\uDF4A\uDF50-\uDF7A\uDF80-\uDF9D\uDFA0-\uDFC3\uDFC8-\uDFCF\uDFD1-\uDFD5]|\uD801[\uDC00-\uDC9D\uDCA0-\uDCA9\uDCB0-\uDCD3\uDCD8-\uDCFB\uDD00-\uDD27\uDD30-\uDD63\uDE00-\uDF36\uDF40-\uDF55\uDF60-\uDF67]|\uD802[\uDC00-\uDC05\uDC08\uDC0A-\uDC35\uDC37\uDC38\uDC3C\uDC3F-\uDC55\uDC60-\uDC76\uDC80-\uDC9E\uDCE0-\uDCF2\uDCF4\uDCF5\uDD00-\uDD15\uDD20-\uDD39\uDD80-\uDDB7\uDDBE\uDDBF\uDE00-\uDE03\uDE05\uDE06\uDE0C-\uDE13\uDE15-\uDE17\uDE19-\uDE33\uDE38-\uDE3A\uDE3F\uDE60-\uDE7C\uDE80-\uDE9C\uDEC0-\uDEC7\uDEC9-\uDEE6\uDF00-\uDF35\uDF40-\uDF55\uDF60-\uDF72\uDF80-\uDF91]|\uD803[\uDC00-\uDC48\uDC80-\uDCB2\uDCC0-\uDCF2]|\uD804[\uDC00-\uDC46\uDC66-\uDC6F\uDC7F-\uDCBA\uDCD0-\uDCE8\uDCF0-\uDCF9\uDD00-\uDD34\uDD36-\uDD3F\uDD50-\uDD73\uDD76\uDD80-\uDDC4\uDDCA-\uDDCC\uDDD0-\uDDDA\uDDDC\uDE00-\uDE11\uDE13-\uDE37\uDE3E\uDE80-\uDE86\uDE88\uDE8A-\uDE8D\uDE8F-\uDE9D\uDE9F-\uDEA8\uDEB0-\uDEEA\uDEF0-\uDEF9\uDF00-\uDF03\uDF05-\uDF0C\uDF0F\uDF10\uDF13-\uDF28\uDF2A-\uDF30\uDF32\uDF33\uDF35-\uDF39\uDF3C-\uDF44\uDF47\uDF48\uDF4B-\uDF4D\uDF50\uDF57\uDF5D-\uDF63\uDF66-\uDF6C\uDF70-\uDF74]|\uD805[\uDC00-\uDC4A\uDC50-\uDC59\uDC80-\uDCC5\uDCC7\uDCD0-\uDCD9\uDD80-\uDDB5\uDDB8-\uDDC0\uDDD8-\uDDDD\uDE00-\uDE40\uDE44\uDE50-\uDE59\uDE80-\uDEB7\uDEC0-\uDEC9\uDF00-\uDF19\uDF1D-\uDF2B\uDF30-\uDF39]|\uD806[\uDCA0-\uDCE9\uDCFF\uDE00-\uDE3E\uDE47\uDE50-\uDE83\uDE86-\uDE99\uDEC0-\uDEF8]|\uD807[\uDC00-\uDC08\uDC0A-\uDC36\uDC38-\uDC40\uDC50-\uDC59\uDC72-\uDC8F\uDC92-\uDCA7\uDCA9-\uDCB6\uDD00-\uDD06\uDD08\uDD09\uDD0B-\uDD36\uDD3A\uDD3C\uDD3D\uDD3F-\uDD47\uDD50-\uDD59]|\uD808[\uDC00-\uDF99]|\uD809[\uDC00-\uDC6E\uDC80-\uDD43]|[\uD80C\uD81C-\uD820\uD840-\uD868\uD86A-\uD86C\uD86F-\uD872\uD874-\uD879][\uDC00-\uDFFF]|\uD80D[\uDC00-\uDC2E]|\uD811[\uDC00-\uDE46]|\uD81A[\uDC00-\uDE38\uDE40-\uDE5E\uDE60-\uDE69\uDED0-\uDEED\uDEF0-\uDEF4\uDF00-\uDF36\uDF40-\uDF43\uDF50-\uDF59\uDF63-\uDF77\uDF7D-\uDF8F]|\uD81B[\uDF00-\uDF44\uDF50-\uDF7E\uDF8F-\uDF9F\uDFE0\uDFE1]|\uD821[\uDC00-\uDFEC]|\uD822[\uDC00-\uDEF2]|\uD82C[\uDC00-\uDD1E\uDD70-\uDEFB]|\uD82F[\uDC00-\uDC6A\uDC70-\uDC7C\uDC80-\uDC88\uDC90-\uDC99\uDC9D\uDC9E]|\uD834[\uDD65-\uDD69\uDD6D-\uDD72\uDD7B-\uDD82\uDD85-\uDD8B\uDDAA-\uDDAD\uDE42-\uDE44]|\uD835[\uDC00-\uDC54\uDC56-\uDC9C\uDC9E\uDC9F\uDCA2\uDCA5\uDCA6\uDCA9-\uDCAC\uDCAE-\uDCB9\uDCBB\uDCBD-\uDCC3\uDCC5-\uDD05\uDD07-\uDD0A\uDD0D-\uDD14\uDD16-\uDD1C\uDD1E-\uDD39\uDD3B-\uDD3E\uDD40-\uDD44\uDD46\uDD4A-\uDD50\uDD52-\uDEA5\uDEA8-\uDEC0\uDEC2-\uDEDA\uDEDC-\uDEFA\uDEFC-\uDF14\uDF16-\uDF34\uDF36-\uDF4E\uDF50-\uDF6E\uDF70-\uDF88\uDF8A-\uDFA8\uDFAA-\uDFC2\uDFC4-\uDFCB\uDFCE-\uDFFF]|\uD836[\uDE00-\uDE36\uDE3B-\uDE6C\uDE75\uDE84\uDE9B-\uDE9F\uDEA1-\uDEAF]|\uD838[\uDC00-\uDC06\uDC08-\uDC18\uDC1B-\uDC21\uDC23\uDC24\uDC26-\uDC2A]|\uD83A[\uDC00-\uDCC4\uDCD0-\uDCD6\uDD00-\uDD4A\uDD50-\uDD59]|\uD83B[\uDE00-\uDE03\uDE05-\uDE1F\uDE21\uDE22\uDE24\uDE27\uDE29-\uDE32\uDE34-\uDE37\uDE39\uDE3B\uDE42\uDE47\uDE49\uDE4B\uDE4D-\uDE4F\uDE51\uDE52\uDE54\uDE57\uDE59\uDE5B\uDE5D\uDE5F\uDE61\uDE62\uDE64\uDE67-\uDE6A\uDE6C-\uDE72\uDE74-\uDE77\uDE79-\uDE7C\uDE7E\uDE80-\uDE89\uDE8B-\uDE9B\uDEA1-\uDEA3\uDEA5-\uDEA9\uDEAB-\uDEBB]|\uD869[\uDC00-\uDED6\uDF00-\uDFFF]|\uD86D[\uDC00-\uDF34\uDF40-\uDFFF]|\uD86E[\uDC00-\uDC1D\uDC20-\uDFFF]|\uD873[\uDC00-\uDEA1\uDEB0-\uDFFF]|\uD87A[\uDC00-\uDFE0]|\uD87E[\uDC00-\uDE1D]|\uDB40[\uDD00-\uDDEF]/;
const unicode = { Space_Separator, ID_Start, ID_Continue };
const isSpaceSeparator = (c) => {
  return typeof c === "string" && unicode.Space_Separator.test(c);
};
const isIdStartChar = (c) => {
  return typeof c === "string" && (c >= "a" && c <= "z" || c >= "A" && c <= "Z" || c === "$" || c === "_" || unicode.ID_Start.test(c));
};
const isIdContinueChar = (c) => {
  return typeof c === "string" && (c >= "a" && c <= "z" || c >= "A" && c <= "Z" || c >= "0" && c <= "9" || c === "$" || c === "_" || c === "‌" || c === "‍" || unicode.ID_Continue.test(c));
};
const isDigit = (c) => {
  return typeof c === "string" && /[0-9]/.test(c);
};
const isInteger = (s) => {
  return typeof s === "string" && !/[^0-9]/.test(s);
};
const isHex = (s) => {
  return typeof s === "string" && /0x[0-9a-f]+$/i.test(s);
};
const isHexDigit = (c) => {
  return typeof c === "string" && /[0-9a-f]/i.test(c);
};
function parse(text, reviver, options) {
  let source = String(text);
  let parseState = "start";
  let stack = [];
  let pos = 0;
  let line = 1;
  let column = 0;
  let token;
  let key;
  let root;
  let lexState;
  let buffer;
  let doubleQuote;
  let sign;
  let c;
  const lexStates = {
    default() {
      switch (c) {
        case "	":
        case "\v":
        case "\f":
        case " ":
        case " ":
        case "\uFEFF":
        case "\n":
        case "\r":
        case "\u2028":
        case "\u2029":
          read();
          return;
        case "/":
          read();
          lexState = "comment";
          return;
        case void 0:
          read();
          return newToken("eof");
      }
      if (isSpaceSeparator(c)) {
        read();
        return;
      }
      return lexStates[parseState]();
    },
    comment() {
      switch (c) {
        case "*":
          read();
          lexState = "multiLineComment";
          return;
        case "/":
          read();
          lexState = "singleLineComment";
          return;
      }
      throw invalidChar(read());
    },
    multiLineComment() {
      switch (c) {
        case "*":
          read();
          lexState = "multiLineCommentAsterisk";
          return;
        case void 0:
          throw invalidChar(read());
      }
      read();
    },
    multiLineCommentAsterisk() {
      switch (c) {
        case "*":
          read();
          return;
        case "/":
          read();
          lexState = "default";
          return;
        case void 0:
          throw invalidChar(read());
      }
      read();
      lexState = "multiLineComment";
    },
    singleLineComment() {
      switch (c) {
        case "\n":
        case "\r":
        case "\u2028":
        case "\u2029":
          read();
          lexState = "default";
          return;
        case void 0:
          read();
          return newToken("eof");
      }
      read();
    },
    value() {
      switch (c) {
        case "{":
        case "[":
          return newToken("punctuator", read());
        case "n":
          read();
          literal("ull");
          return newToken("null", null);
        case "t":
          read();
          literal("rue");
          return newToken("boolean", true);
        case "f":
          read();
          literal("alse");
          return newToken("boolean", false);
        case "-":
        case "+":
          if (read() === "-") {
            sign = -1;
          }
          lexState = "sign";
          return;
        case ".":
          buffer = read();
          lexState = "decimalPointLeading";
          return;
        case "0":
          buffer = read();
          lexState = "zero";
          return;
        case "1":
        case "2":
        case "3":
        case "4":
        case "5":
        case "6":
        case "7":
        case "8":
        case "9":
          buffer = read();
          lexState = "decimalInteger";
          return;
        case "I":
          read();
          literal("nfinity");
          return newToken("numeric", Infinity);
        case "N":
          read();
          literal("aN");
          return newToken("numeric", NaN);
        case '"':
        case "'":
          doubleQuote = read() === '"';
          buffer = "";
          lexState = "string";
          return;
      }
      throw invalidChar(read());
    },
    identifierNameStartEscape() {
      if (c !== "u") {
        throw invalidChar(read());
      }
      read();
      const u = unicodeEscape();
      switch (u) {
        case "$":
        case "_":
          break;
        default:
          if (!isIdStartChar(u)) {
            throw invalidIdentifier();
          }
          break;
      }
      buffer += u;
      lexState = "identifierName";
    },
    identifierName() {
      switch (c) {
        case "$":
        case "_":
        case "‌":
        case "‍":
          buffer += read();
          return;
        case "\\":
          read();
          lexState = "identifierNameEscape";
          return;
      }
      if (isIdContinueChar(c)) {
        buffer += read();
        return;
      }
      return newToken("identifier", buffer);
    },
    identifierNameEscape() {
      if (c !== "u") {
        throw invalidChar(read());
      }
      read();
      const u = unicodeEscape();
      switch (u) {
        case "$":
        case "_":
        case "‌":
        case "‍":
          break;
        default:
          if (!isIdContinueChar(u)) {
            throw invalidIdentifier();
          }
          break;
      }
      buffer += u;
      lexState = "identifierName";
    },
    sign() {
      switch (c) {
        case ".":
          buffer = read();
          lexState = "decimalPointLeading";
          return;
        case "0":
          buffer = read();
          lexState = "zero";
          return;
        case "1":
        case "2":
        case "3":
        case "4":
        case "5":
        case "6":
        case "7":
        case "8":
        case "9":
          buffer = read();
          lexState = "decimalInteger";
          return;
        case "I":
          read();
          literal("nfinity");
          return newToken("numeric", sign * Infinity);
        case "N":
          read();
          literal("aN");
          return newToken("numeric", NaN);
      }
      throw invalidChar(read());
    },
    zero() {
      switch (c) {
        case ".":
          buffer += read();
          lexState = "decimalPoint";
          return;
        case "e":
        case "E":
          buffer += read();
          lexState = "decimalExponent";
          return;
        case "x":
        case "X":
          buffer += read();
          lexState = "hexadecimal";
          return;
        case "n":
          lexState = "bigInt";
          return;
      }
      return newToken("numeric", sign * 0);
    },
    decimalInteger() {
      switch (c) {
        case ".":
          buffer += read();
          lexState = "decimalPoint";
          return;
        case "e":
        case "E":
          buffer += read();
          lexState = "decimalExponent";
          return;
        case "n":
          lexState = "bigInt";
          return;
      }
      if (isDigit(c)) {
        buffer += read();
        return;
      }
      return newNumericToken(sign, buffer);
    },
    decimalPointLeading() {
      if (isDigit(c)) {
        buffer += read();
        lexState = "decimalFraction";
        return;
      }
      throw invalidChar(read());
    },
    decimalPoint() {
      switch (c) {
        case "e":
        case "E":
          buffer += read();
          lexState = "decimalExponent";
          return;
      }
      if (isDigit(c)) {
        buffer += read();
        lexState = "decimalFraction";
        return;
      }
      return newNumericToken(sign, buffer);
    },
    decimalFraction() {
      switch (c) {
        case "e":
        case "E":
          buffer += read();
          lexState = "decimalExponent";
          return;
      }
      if (isDigit(c)) {
        buffer += read();
        return;
      }
      return newNumericToken(sign, buffer);
    },
    decimalExponent() {
      switch (c) {
        case "+":
        case "-":
          buffer += read();
          lexState = "decimalExponentSign";
          return;
      }
      if (isDigit(c)) {
        buffer += read();
        lexState = "decimalExponentInteger";
        return;
      }
      throw invalidChar(read());
    },
    decimalExponentSign() {
      if (isDigit(c)) {
        buffer += read();
        lexState = "decimalExponentInteger";
        return;
      }
      throw invalidChar(read());
    },
    decimalExponentInteger() {
      if (isDigit(c)) {
        buffer += read();
        return;
      }
      return newNumericToken(sign, buffer);
    },
    bigInt() {
      if ((buffer == null ? void 0 : buffer.length) && (isInteger(buffer) || isHex(buffer))) {
        read();
        return newToken("bigint", BigInt(sign) * BigInt(buffer));
      }
      throw invalidChar(read());
    },
    hexadecimal() {
      if (isHexDigit(c)) {
        buffer += read();
        lexState = "hexadecimalInteger";
        return;
      }
      throw invalidChar(read());
    },
    hexadecimalInteger() {
      if (isHexDigit(c)) {
        buffer += read();
        return;
      }
      if (c === "n") {
        lexState = "bigInt";
        return;
      }
      return newNumericToken(sign, buffer);
    },
    string() {
      switch (c) {
        case "\\":
          read();
          buffer += escape();
          return;
        case '"':
          if (doubleQuote) {
            read();
            return newToken("string", buffer);
          }
          buffer += read();
          return;
        case "'":
          if (!doubleQuote) {
            read();
            return newToken("string", buffer);
          }
          buffer += read();
          return;
        case "\n":
        case "\r":
          throw invalidChar(read());
        case "\u2028":
        case "\u2029":
          separatorChar(c);
          break;
        case void 0:
          throw invalidChar(read());
      }
      buffer += read();
    },
    start() {
      switch (c) {
        case "{":
        case "[":
          return newToken("punctuator", read());
        case void 0:
          return newToken("eof");
      }
      lexState = "value";
    },
    beforePropertyName() {
      switch (c) {
        case "$":
        case "_":
          buffer = read();
          lexState = "identifierName";
          return;
        case "\\":
          read();
          lexState = "identifierNameStartEscape";
          return;
        case "}":
          return newToken("punctuator", read());
        case '"':
        case "'":
          doubleQuote = read() === '"';
          lexState = "string";
          return;
      }
      if (isIdStartChar(c)) {
        buffer += read();
        lexState = "identifierName";
        return;
      }
      throw invalidChar(read());
    },
    afterPropertyName() {
      if (c === ":") {
        return newToken("punctuator", read());
      }
      throw invalidChar(read());
    },
    beforePropertyValue() {
      lexState = "value";
    },
    afterPropertyValue() {
      switch (c) {
        case ",":
        case "}":
          return newToken("punctuator", read());
      }
      throw invalidChar(read());
    },
    beforeArrayValue() {
      if (c === "]") {
        return newToken("punctuator", read());
      }
      lexState = "value";
    },
    afterArrayValue() {
      switch (c) {
        case ",":
        case "]":
          return newToken("punctuator", read());
      }
      throw invalidChar(read());
    },
    end() {
      throw invalidChar(read());
    }
  };
  const parseStates = {
    start() {
      if (token.type === "eof") {
        throw invalidEOF();
      }
      push();
    },
    beforePropertyName() {
      switch (token.type) {
        case "identifier":
        case "string":
          key = token.value;
          parseState = "afterPropertyName";
          return;
        case "punctuator":
          pop();
          return;
        case "eof":
          throw invalidEOF();
      }
    },
    afterPropertyName() {
      if (token.type === "eof") {
        throw invalidEOF();
      }
      parseState = "beforePropertyValue";
    },
    beforePropertyValue() {
      if (token.type === "eof") {
        throw invalidEOF();
      }
      push();
    },
    beforeArrayValue() {
      if (token.type === "eof") {
        throw invalidEOF();
      }
      if (token.type === "punctuator" && token.value === "]") {
        pop();
        return;
      }
      push();
    },
    afterPropertyValue() {
      if (token.type === "eof") {
        throw invalidEOF();
      }
      switch (token.value) {
        case ",":
          parseState = "beforePropertyName";
          return;
        case "}":
          pop();
      }
    },
    afterArrayValue() {
      if (token.type === "eof") {
        throw invalidEOF();
      }
      switch (token.value) {
        case ",":
          parseState = "beforeArrayValue";
          return;
        case "]":
          pop();
      }
    },
    end() {
    }
  };
  do {
    token = lex();
    parseStates[parseState]();
  } while (token.type !== "eof");
  if (typeof reviver === "function") {
    return internalize({ "": root }, "", reviver);
  }
  return root;
  function internalize(holder, name, reviver2) {
    const value = holder[name];
    if (value != null && typeof value === "object") {
      if (Array.isArray(value)) {
        for (let i = 0; i < value.length; i++) {
          const key2 = String(i);
          const replacement = internalize(value, key2, reviver2);
          Object.defineProperty(value, key2, {
            value: replacement,
            writable: true,
            enumerable: true,
            configurable: true
          });
        }
      } else {
        for (const key2 in value) {
          const replacement = internalize(value, key2, reviver2);
          if (replacement === void 0) {
            delete value[key2];
          } else {
            Object.defineProperty(value, key2, {
              value: replacement,
              writable: true,
              enumerable: true,
              configurable: true
            });
          }
        }
      }
    }
    return reviver2.call(holder, name, value);
  }
  function lex() {
    lexState = "default";
    buffer = "";
    doubleQuote = false;
    sign = 1;
    for (; ; ) {
      c = peek();
      const token2 = lexStates[lexState]();
      if (token2) {
        return token2;
      }
    }
  }
  function peek() {
    if (source[pos]) {
      return String.fromCodePoint(source.codePointAt(pos));
    }
  }
  function read() {
    const c2 = peek();
    if (c2 === "\n") {
      line++;
      column = 0;
    } else if (c2) {
      column += c2.length;
    } else {
      column++;
    }
    if (c2) {
      pos += c2.length;
    }
    return c2;
  }
  function newToken(type, value) {
    return {
      type,
      value,
      line,
      column
    };
  }
  function newNumericToken(sign2, buffer2) {
    const num = sign2 * Number(buffer2);
    if (options == null ? void 0 : options.withLongNumerals) {
      if (num > Number.MAX_SAFE_INTEGER || num < Number.MIN_SAFE_INTEGER) {
        try {
          return newToken("bigint", BigInt(sign2) * BigInt(buffer2));
        } catch (ex) {
          console.warn(ex);
        }
      }
    }
    return newToken("numeric", num);
  }
  function literal(s) {
    for (const c2 of s) {
      const p = peek();
      if (p !== c2) {
        throw invalidChar(read());
      }
      read();
    }
  }
  function escape() {
    const c2 = peek();
    switch (c2) {
      case "b":
        read();
        return "\b";
      case "f":
        read();
        return "\f";
      case "n":
        read();
        return "\n";
      case "r":
        read();
        return "\r";
      case "t":
        read();
        return "	";
      case "v":
        read();
        return "\v";
      case "0":
        read();
        if (isDigit(peek())) {
          throw invalidChar(read());
        }
        return "\0";
      case "x":
        read();
        return hexEscape();
      case "u":
        read();
        return unicodeEscape();
      case "\n":
      case "\u2028":
      case "\u2029":
        read();
        return "";
      case "\r":
        read();
        if (peek() === "\n") {
          read();
        }
        return "";
      case "1":
      case "2":
      case "3":
      case "4":
      case "5":
      case "6":
      case "7":
      case "8":
      case "9":
        throw invalidChar(read());
      case void 0:
        throw invalidChar(read());
    }
    return read();
  }
  function hexEscape() {
    let buffer2 = "";
    let c2 = peek();
    if (!isHexDigit(c2)) {
      throw invalidChar(read());
    }
    buffer2 += read();
    c2 = peek();
    if (!isHexDigit(c2)) {
      throw invalidChar(read());
    }
    buffer2 += read();
    return String.fromCodePoint(parseInt(buffer2, 16));
  }
  function unicodeEscape() {
    let buffer2 = "";
    let count = 4;
    while (count-- > 0) {
      const c2 = peek();
      if (!isHexDigit(c2)) {
        throw invalidChar(read());
      }
      buffer2 += read();
    }
    return String.fromCodePoint(parseInt(buffer2, 16));
  }
  function push() {
    let value;
    switch (token.type) {
      case "punctuator":
        switch (token.value) {
          case "{":
            value = {};
            break;
          case "[":
            value = [];
            break;
        }
        break;
      case "null":
      case "boolean":
      case "numeric":
      case "string":
      case "bigint":
        value = token.value;
        break;
    }
    if (root === void 0) {
      root = value;
    } else {
      const parent = stack[stack.length - 1];
      if (Array.isArray(parent)) {
        parent.push(value);
      } else {
        Object.defineProperty(parent, key, {
          value,
          writable: true,
          enumerable: true,
          configurable: true
        });
      }
    }
    if (value !== null && typeof value === "object") {
      stack.push(value);
      if (Array.isArray(value)) {
        parseState = "beforeArrayValue";
      } else {
        parseState = "beforePropertyName";
      }
    } else {
      const current = stack[stack.length - 1];
      if (current == null) {
        parseState = "end";
      } else if (Array.isArray(current)) {
        parseState = "afterArrayValue";
      } else {
        parseState = "afterPropertyValue";
      }
    }
  }
  function pop() {
    stack.pop();
    const current = stack[stack.length - 1];
    if (current == null) {
      parseState = "end";
    } else if (Array.isArray(current)) {
      parseState = "afterArrayValue";
    } else {
      parseState = "afterPropertyValue";
    }
  }
  function invalidChar(c2) {
    if (c2 === void 0) {
      return syntaxError(`JSON11: invalid end of input at ${line}:${column}`);
    }
    return syntaxError(`JSON11: invalid character '${formatChar(c2)}' at ${line}:${column}`);
  }
  function invalidEOF() {
    return syntaxError(`JSON11: invalid end of input at ${line}:${column}`);
  }
  function invalidIdentifier() {
    column -= 5;
    return syntaxError(`JSON11: invalid identifier character at ${line}:${column}`);
  }
  function separatorChar(c2) {
    console.warn(`JSON11: '${formatChar(c2)}' in strings is not valid ECMAScript; consider escaping`);
  }
  function formatChar(c2) {
    const replacements = {
      "'": "\\'",
      '"': '\\"',
      "\\": "\\\\",
      "\b": "\\b",
      "\f": "\\f",
      "\n": "\\n",
      "\r": "\\r",
      "	": "\\t",
      "\v": "\\v",
      "\0": "\\0",
      "\u2028": "\\u2028",
      "\u2029": "\\u2029"
    };
    if (replacements[c2]) {
      return replacements[c2];
    }
    if (c2 < " ") {
      const hexString = c2.charCodeAt(0).toString(16);
      return "\\x" + ("00" + hexString).substring(hexString.length);
    }
    return c2;
  }
  function syntaxError(message) {
    const err = new SyntaxError(message);
    Object.defineProperty(err, "lineNumber", {
      value: line,
      writable: true,
      enumerable: true,
      configurable: true
    });
    Object.defineProperty(err, "columnNumber", {
      value: column,
      writable: true,
      enumerable: true,
      configurable: true
    });
    return err;
  }
}
function stringify(value, replacerOrAllowListOrOptions, space, options) {
  var _a, _b, _c, _d, _e;
  const stack = [];
  let indent = "";
  let propertyList;
  let replacer;
  let gap = "";
  let quote;
  let withBigInt;
  let withLegacyEscapes;
  let nameSerializer = serializeKey;
  let trailingComma = "";
  const quoteWeights = {
    "'": 0.1,
    '"': 0.2
  };
  if (
    // replacerOrAllowListOrOptions is StringifyOptions
    replacerOrAllowListOrOptions != null && typeof replacerOrAllowListOrOptions === "object" && !Array.isArray(replacerOrAllowListOrOptions)
  ) {
    gap = getGap(replacerOrAllowListOrOptions.space);
    if (replacerOrAllowListOrOptions.trailingComma) {
      trailingComma = ",";
    }
    quote = (_b = (_a = replacerOrAllowListOrOptions.quote) == null ? void 0 : _a.trim) == null ? void 0 : _b.call(_a);
    if (replacerOrAllowListOrOptions.quoteNames === true) {
      nameSerializer = quoteString;
    }
    if (typeof replacerOrAllowListOrOptions.replacer === "function") {
      replacer = replacerOrAllowListOrOptions.replacer;
    }
    withBigInt = replacerOrAllowListOrOptions.withBigInt;
    withLegacyEscapes = replacerOrAllowListOrOptions.withLegacyEscapes === true;
  } else {
    if (
      // replacerOrAllowListOrOptions is Replacer
      typeof replacerOrAllowListOrOptions === "function"
    ) {
      replacer = replacerOrAllowListOrOptions;
    } else if (
      // replacerOrAllowListOrOptions is AllowList
      Array.isArray(replacerOrAllowListOrOptions)
    ) {
      propertyList = [];
      const propertySet = /* @__PURE__ */ new Set();
      for (const v of replacerOrAllowListOrOptions) {
        const key = (_c = v == null ? void 0 : v.toString) == null ? void 0 : _c.call(v);
        if (key !== void 0) propertySet.add(key);
      }
      propertyList = [...propertySet];
    }
    gap = getGap(space);
    quote = (_e = (_d = options == null ? void 0 : options.quote) == null ? void 0 : _d.trim) == null ? void 0 : _e.call(_d);
    if ((options == null ? void 0 : options.quoteNames) === true) {
      nameSerializer = quoteString;
    }
    withBigInt = options == null ? void 0 : options.withBigInt;
    withLegacyEscapes = (options == null ? void 0 : options.withLegacyEscapes) === true;
    if (options == null ? void 0 : options.trailingComma) {
      trailingComma = ",";
    }
  }
  const quoteReplacements = {
    "'": "\\'",
    '"': '\\"',
    "\\": "\\\\",
    "\b": "\\b",
    "\f": "\\f",
    "\n": "\\n",
    "\r": "\\r",
    "	": "\\t",
    "\v": withLegacyEscapes ? "\\v" : "\\u000b",
    "\0": withLegacyEscapes ? "\\0" : "\\u0000",
    "\u2028": "\\u2028",
    "\u2029": "\\u2029"
  };
  const quoteReplacementForNulFollowedByDigit = withLegacyEscapes ? "\\x00" : "\\u0000";
  return serializeProperty("", { "": value });
  function getGap(space2) {
    if (typeof space2 === "number" || space2 instanceof Number) {
      const num = Number(space2);
      if (isFinite(num) && num > 0) {
        return " ".repeat(Math.min(10, Math.floor(num)));
      }
    } else if (typeof space2 === "string" || space2 instanceof String) {
      return space2.substring(0, 10);
    }
    return "";
  }
  function serializeProperty(key, holder) {
    let value2 = holder[key];
    if (value2 != null) {
      if (typeof value2.toJSON11 === "function") {
        value2 = value2.toJSON11(key);
      } else if (typeof value2.toJSON5 === "function") {
        value2 = value2.toJSON5(key);
      } else if (typeof value2.toJSON === "function") {
        value2 = value2.toJSON(key);
      }
    }
    if (replacer) {
      value2 = replacer.call(holder, key, value2);
    }
    if (value2 instanceof Number) {
      value2 = Number(value2);
    } else if (value2 instanceof String) {
      value2 = String(value2);
    } else if (value2 instanceof Boolean) {
      value2 = value2.valueOf();
    }
    switch (value2) {
      case null:
        return "null";
      case true:
        return "true";
      case false:
        return "false";
    }
    if (typeof value2 === "string") {
      return quoteString(value2);
    }
    if (typeof value2 === "number") {
      return String(value2);
    }
    if (typeof value2 === "bigint") {
      return value2.toString() + (withBigInt === false ? "" : "n");
    }
    if (typeof value2 === "object") {
      return Array.isArray(value2) ? serializeArray(value2) : serializeObject(value2);
    }
    return void 0;
  }
  function quoteString(value2) {
    let product = "";
    for (let i = 0; i < value2.length; i++) {
      const c = value2[i];
      switch (c) {
        case "'":
        case '"':
          quoteWeights[c]++;
          product += c;
          continue;
        case "\0":
          if (isDigit(value2[i + 1])) {
            product += quoteReplacementForNulFollowedByDigit;
            continue;
          }
      }
      if (quoteReplacements[c]) {
        product += quoteReplacements[c];
        continue;
      }
      if (c < " ") {
        let hexString = c.charCodeAt(0).toString(16);
        product += withLegacyEscapes ? "\\x" + ("00" + hexString).substring(hexString.length) : "\\u" + hexString.padStart(4, "0");
        continue;
      }
      product += c;
    }
    const quoteChar = quote || Object.keys(quoteWeights).reduce((a, b) => quoteWeights[a] < quoteWeights[b] ? a : b);
    product = product.replace(new RegExp(quoteChar, "g"), quoteReplacements[quoteChar]);
    return quoteChar + product + quoteChar;
  }
  function serializeObject(value2) {
    if (stack.includes(value2)) {
      throw TypeError("Converting circular structure to JSON11");
    }
    stack.push(value2);
    let stepback = indent;
    indent = indent + gap;
    let keys = propertyList || Object.keys(value2);
    let partial = [];
    for (const key of keys) {
      const propertyString = serializeProperty(key, value2);
      if (propertyString !== void 0) {
        let member = nameSerializer(key) + ":";
        if (gap !== "") {
          member += " ";
        }
        member += propertyString;
        partial.push(member);
      }
    }
    let final;
    if (partial.length === 0) {
      final = "{}";
    } else {
      let properties;
      if (gap === "") {
        properties = partial.join(",");
        final = "{" + properties + "}";
      } else {
        properties = partial.join(",\n" + indent);
        final = "{\n" + indent + properties + trailingComma + "\n" + stepback + "}";
      }
    }
    stack.pop();
    indent = stepback;
    return final;
  }
  function serializeKey(key) {
    if (key.length === 0) {
      return quoteString(key);
    }
    const firstChar = String.fromCodePoint(key.codePointAt(0));
    if (!isIdStartChar(firstChar)) {
      return quoteString(key);
    }
    for (let i = firstChar.length; i < key.length; i++) {
      if (!isIdContinueChar(String.fromCodePoint(key.codePointAt(i)))) {
        return quoteString(key);
      }
    }
    return key;
  }
  function serializeArray(value2) {
    if (stack.includes(value2)) {
      throw TypeError("Converting circular structure to JSON11");
    }
    stack.push(value2);
    let stepback = indent;
    indent = indent + gap;
    let partial = [];
    for (let i = 0; i < value2.length; i++) {
      const propertyString = serializeProperty(String(i), value2);
      partial.push(propertyString !== void 0 ? propertyString : "null");
    }
    let final;
    if (partial.length === 0) {
      final = "[]";
    } else {
      if (gap === "") {
        let properties = partial.join(",");
        final = "[" + properties + "]";
      } else {
        let properties = partial.join(",\n" + indent);
        final = "[\n" + indent + properties + trailingComma + "\n" + stepback + "]";
      }
    }
    stack.pop();
    indent = stepback;
    return final;
  }
}
exports.parse = parse;
exports.stringify = stringify;


/***/ }),

/***/ 6146:
/***/ ((__unused_webpack_module, exports) => {

// Nothing here fetches: what the action downloads goes through node:https, and through `tunnel` where there is a proxy.
exports.k = class ProxyAgent {
  constructor() {
    throw new Error('fetch through a proxy is left out of this build: see script/undici')
  }
}


/***/ }),

/***/ 4508:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Aj: () => (/* binding */ REPORT_VERSION),
/* harmony export */   P5: () => (/* binding */ NoBaseline),
/* harmony export */   nk: () => (/* binding */ parseBaseline)
/* harmony export */ });
/** Goes up when a program that reads reports would have to change. */
const REPORT_VERSION = 1;
/** Why a text cannot be a baseline, as a predicate ("is not …"), and what to give instead. */
class NoBaseline extends Error {
    problem;
    fix;
    name = 'NoBaseline';
    constructor(problem, fix) {
        super(problem);
        this.problem = problem;
        this.fix = fix;
    }
}
/**
 * Reads an earlier report as what it says of its dump. Nothing in it is trusted but its form.
 * @throws NoBaseline where it is no such report, or that of a run that failed
 */
function parseBaseline(text) {
    const report = object(parsed(text));
    if (!Number.isSafeInteger(report.reportVersion) || !Array.isArray(report.indices))
        throw noReport();
    if (report.reportVersion !== REPORT_VERSION) {
        throw new NoBaseline(`is a report of version ${report.reportVersion}, and this release compares with version ${REPORT_VERSION}`, 'Run once without baseline for a new one');
    }
    if (report.status === 'failed') {
        throw new NoBaseline('is the report of a run that failed', 'Give the last one of a run that succeeded');
    }
    if (!/^\d{4}-\d\d-\d\dT[\d:.]{8,}Z$/.test(string(report.startedAt)))
        throw noReport();
    const chosen = chosenOf(object(report.chosen));
    const indices = report.indices.map(object).map(({ source, content }) => {
        // A single data file may be called otherwise every night.
        return [chosen.index ?? string(source), contentOf(object(content))];
    });
    const shard = report.shard === null ? undefined : object(report.shard);
    const leftToOthers = shard ? strings(shard.leftToOthers) : [];
    return { startedAt: string(report.startedAt), chosen, indices: new Map(indices), leftToOthers };
}
function parsed(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        throw noReport();
    }
}
function chosenOf({ index, match }) {
    return { index: index === null ? null : string(index), match: match === null ? null : string(match) };
}
function contentOf({ documents, bytes, digests, mapping }) {
    const known = mapping === null ? null : object(mapping);
    return {
        documents: count(documents),
        bytes: count(bytes),
        digests: list(digests)
            .map(object)
            .map(({ type, sha256 }) => ({ type: string(type), sha256: string(sha256) })),
        mapping: known && {
            sha256: string(known.sha256),
            fields: known.fields === null ? null : strings(known.fields),
        },
    };
}
function noReport() {
    return new NoBaseline('is no report of this action that can be compared with', 'Give the file that an earlier run wrote to report-path');
}
function object(value) {
    if (value === null || typeof value !== 'object' || Array.isArray(value))
        throw noReport();
    return value;
}
function list(value) {
    if (!Array.isArray(value))
        throw noReport();
    return value;
}
function strings(value) {
    return list(value).map(string);
}
function string(value) {
    if (typeof value !== 'string')
        throw noReport();
    return value;
}
function count(value) {
    if (value === null)
        return null;
    if (!Number.isSafeInteger(value) || value < 0)
        throw noReport();
    return value;
}
//# sourceMappingURL=parse.js.map

/***/ }),

/***/ 1485:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ listenForCancel),
/* harmony export */   T: () => (/* binding */ overdue)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8500);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(452);


/**
 * How long what a cancelled run has begun may take to be removed, or to be put in its place: then its requests end, and
 * what is where is told.
 */
const CLEANING_MS = 3000;
/** When it is told in any case. */
const OVERDUE_MS = 4000;
/** @returns what is aborted when the job is cancelled: GitHub sends SIGINT, and SIGTERM 7.5 s later */
function listenForCancel() {
    const cancel = new AbortController();
    const end = new AbortController();
    cancel.signal.addEventListener('abort', () => {
        setTimeout(() => end.abort(cancel.signal.reason), CLEANING_MS).unref();
    });
    for (const signal of ['SIGINT', 'SIGTERM']) {
        process.on(signal, () => {
            cancel.abort(new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RestoreError */ .DZ('CANCELLED', `the run was cancelled (${signal})`, {
                hint: 'What it had begun to make was removed, or will be by the next run; documents that it had appended stay. Run it again.',
            }));
        });
    }
    return { signal: cancel.signal, end: end.signal };
}
/** A cancelled job is killed ten seconds later, and what has happened is to be told before. */
async function overdue(signal) {
    if (!signal.aborted)
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
    await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(OVERDUE_MS, undefined, { ref: false });
}
//# sourceMappingURL=cancel.js.map

/***/ }),

/***/ 3252:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  j2: () => (/* binding */ REQUEST_TIMEOUT_MS),
  L2: () => (/* binding */ connectionsTo),
  UU: () => (/* binding */ createClient)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
;// CONCATENATED MODULE: external "node:tls"
const external_node_tls_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:tls");
// EXTERNAL MODULE: ./lib/cluster/library.js
var library = __nccwpck_require__(8461);
// EXTERNAL MODULE: ./node_modules/@opensearch-project/opensearch/api/_core/bulk.js
var bulk = __nccwpck_require__(2719);
// EXTERNAL MODULE: ./node_modules/@opensearch-project/opensearch/api/_core/count.js
var count = __nccwpck_require__(6616);
// EXTERNAL MODULE: ./node_modules/@opensearch-project/opensearch/api/_core/info.js
var info = __nccwpck_require__(6495);
// EXTERNAL MODULE: ./node_modules/@opensearch-project/opensearch/api/_core/mget.js
var mget = __nccwpck_require__(6934);
// EXTERNAL MODULE: ./node_modules/@opensearch-project/opensearch/api/_core/search.js
var search = __nccwpck_require__(4271);
// EXTERNAL MODULE: ./node_modules/@opensearch-project/opensearch/api/cat/allocation.js
var allocation = __nccwpck_require__(4315);
// EXTERNAL MODULE: ./node_modules/@opensearch-project/opensearch/api/cluster/getSettings.js
var getSettings = __nccwpck_require__(1318);
// EXTERNAL MODULE: ./node_modules/@opensearch-project/opensearch/api/cluster/health.js
var health = __nccwpck_require__(237);
// EXTERNAL MODULE: ./node_modules/@opensearch-project/opensearch/api/indices/clone.js
var clone = __nccwpck_require__(3525);
// EXTERNAL MODULE: ./node_modules/@opensearch-project/opensearch/api/indices/create.js
var create = __nccwpck_require__(9006);
// EXTERNAL MODULE: ./node_modules/@opensearch-project/opensearch/api/indices/delete.js
var indices_delete = __nccwpck_require__(6821);
// EXTERNAL MODULE: ./node_modules/@opensearch-project/opensearch/api/indices/get.js
var get = __nccwpck_require__(8172);
// EXTERNAL MODULE: ./node_modules/@opensearch-project/opensearch/api/indices/getAlias.js
var getAlias = __nccwpck_require__(9586);
// EXTERNAL MODULE: ./node_modules/@opensearch-project/opensearch/api/indices/getMapping.js
var getMapping = __nccwpck_require__(9928);
// EXTERNAL MODULE: ./node_modules/@opensearch-project/opensearch/api/indices/getSettings.js
var indices_getSettings = __nccwpck_require__(9005);
// EXTERNAL MODULE: ./node_modules/@opensearch-project/opensearch/api/indices/putMapping.js
var putMapping = __nccwpck_require__(3359);
// EXTERNAL MODULE: ./node_modules/@opensearch-project/opensearch/api/indices/putSettings.js
var putSettings = __nccwpck_require__(7256);
// EXTERNAL MODULE: ./node_modules/@opensearch-project/opensearch/api/indices/refresh.js
var refresh = __nccwpck_require__(7971);
// EXTERNAL MODULE: ./node_modules/@opensearch-project/opensearch/api/indices/stats.js
var stats = __nccwpck_require__(9763);
// EXTERNAL MODULE: ./node_modules/@opensearch-project/opensearch/api/indices/updateAliases.js
var updateAliases = __nccwpck_require__(6347);
;// CONCATENATED MODULE: ./lib/cluster/requests.js




















const CORE = { bulk: bulk, count: count, info: info, mget: mget, search: search };
const CAT = { allocation: allocation };
const CLUSTER = { getSettings: getSettings, health: health };
const INDICES = {
    clone: clone,
    create: create,
    delete: indices_delete,
    get: get,
    getAlias: getAlias,
    getMapping: getMapping,
    getSettings: indices_getSettings,
    putMapping: putMapping,
    putSettings: putSettings,
    refresh: refresh,
    stats: stats,
    updateAliases: updateAliases,
};
/** @returns the requests, each sent by this transport */
function requestsOf(transport) {
    return {
        transport,
        ...sentBy(transport, CORE),
        cat: sentBy(transport, CAT),
        cluster: sentBy(transport, CLUSTER),
        indices: sentBy(transport, INDICES),
    };
}
/** The functions of the library send by the transport of what they are called on. */
function sentBy(transport, requests) {
    const bound = Object.entries(requests).map(([name, request]) => [name, request.bind({ transport })]);
    return Object.fromEntries(bound);
}
//# sourceMappingURL=requests.js.map
;// CONCATENATED MODULE: ./lib/cluster/client.js




/** How long a connection on which an answer is due may be silent. */
const REQUEST_TIMEOUT_MS = 120_000;
/** Hands responses on as text: numbers of documents must not pass through JSON.parse. */
class TextSerializer extends library/* Serializer */.hE {
    // biome-ignore lint/suspicious/noExplicitAny: the base class's signature
    deserialize(text) {
        return text;
    }
}
const UNHEARD = () => false;
/** @returns connections that are made when the first requests need them */
function connectionsTo({ url, auth, tls }) {
    const ssl = {
        rejectUnauthorized: tls.verify,
        ...(tls.ca ? { ca: [...trustedCertificates(), tls.ca] } : {}),
    };
    const connections = new library/* ConnectionPool */.j2({
        ssl,
        ...(auth ? { auth } : {}),
        pingTimeout: 3000,
        resurrectStrategy: 'ping',
        emit: UNHEARD,
        Connection: library/* Connection */.Ng,
    });
    connections.addConnection(url);
    return connections;
}
/** @param signal ends every request, and lets none begin; without one nothing does */
function createClient(connections, as, signal) {
    const transport = new (signal ? endedBy(signal) : library/* Transport */.oK)({
        emit: UNHEARD,
        connectionPool: connections,
        // A field of a mapping may be called __proto__ or constructor.
        serializer: new (as === 'text' ? TextSerializer : library/* Serializer */.hE)({
            disablePrototypePoisoningProtection: true,
            enableLongNumeralSupport: false,
        }),
        requestTimeout: REQUEST_TIMEOUT_MS,
        maxRetries: 3,
        sniffEndpoint: '_nodes/_all/http',
    });
    return requestsOf(transport);
}
function endedBy(signal) {
    return class extends library/* Transport */.oK {
        // biome-ignore lint/suspicious/noExplicitAny: the base class's signature
        request(params, options) {
            if (signal.aborted)
                return Promise.reject(signal.reason);
            const asked = super.request(params, options);
            // Returns nothing: what it would return is thenable, and Node throws what such a listener rejects with.
            const end = () => {
                asked.abort();
            };
            const forget = () => signal.removeEventListener('abort', end);
            signal.addEventListener('abort', end);
            asked.then(forget, forget);
            return asked;
        }
    };
}
/** A `ca` replaces what Node trusts, so that is given along with it, NODE_EXTRA_CA_CERTS included. */
function trustedCertificates() {
    if (typeof external_node_tls_namespaceObject.getCACertificates === 'function')
        return (0,external_node_tls_namespaceObject.getCACertificates)('default');
    const extra = process.env.NODE_EXTRA_CA_CERTS;
    return extra ? [...external_node_tls_namespaceObject.rootCertificates, (0,external_node_fs_.readFileSync)(extra, 'utf8')] : [...external_node_tls_namespaceObject.rootCertificates];
}
//# sourceMappingURL=client.js.map

/***/ }),

/***/ 8615:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ askIdentity),
/* harmony export */   K: () => (/* binding */ greet)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(452);
/* harmony import */ var _client_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3252);


const REQUEST_MS = { least: 1000, most: 30_000 };
/**
 * Asks a cluster who it is, and does not wait for the answer: what a run needs is made ready meanwhile.
 * @param waitMs milliseconds that the answer may take
 * @param signal cancels: every request from then on fails
 * @param end comes a while later, and ends those of the steady clients too
 */
function greet(target, waitMs, { signal, end }) {
    const connections = (0,_client_js__WEBPACK_IMPORTED_MODULE_0__/* .connectionsTo */ .L2)(target);
    const client = (as, until) => (0,_client_js__WEBPACK_IMPORTED_MODULE_0__/* .createClient */ .UU)(connections, as, until);
    const closing = new AbortController();
    const identity = askIdentity(client('text', AbortSignal.any([signal, closing.signal])), target, waitMs);
    identity.catch(() => { });
    return {
        target,
        client: client('json', signal),
        textClient: client('text', signal),
        steady: { client: client('json', end), textClient: client('text', end) },
        signal,
        askedAt: Date.now(),
        identity,
        async close() {
            closing.abort();
            await new Promise((resolve) => connections.empty(resolve));
        },
    };
}
/**
 * @param client gives text: what stands before a cluster may refuse in words that are no JSON, whatever it calls them
 * @param waitMs milliseconds that are left for it; within a second and half a minute
 * @throws what the client throws; RestoreError CLUSTER_UNREACHABLE where something else answers
 */
async function askIdentity(client, { url }, waitMs) {
    const requestTimeout = Math.max(REQUEST_MS.least, Math.min(REQUEST_MS.most, waitMs));
    const { body } = await client.info({}, { maxRetries: 0, requestTimeout });
    const identity = identityIn(body);
    if (identity)
        return identity;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RestoreError */ .DZ('CLUSTER_UNREACHABLE', `what answers at ${url} is no OpenSearch cluster`, {
        hint: 'Check the host and port in `uri`, and its path if there is one.',
    });
}
/** @returns undefined for what no cluster answers */
function identityIn(text) {
    try {
        const { cluster_name: name, cluster_uuid: uuid, version } = JSON.parse(text);
        if (typeof version?.number !== 'string')
            return undefined;
        const product = version.distribution === 'opensearch' ? 'OpenSearch' : 'Elasticsearch';
        return { name, uuid, product, version: version.number };
    }
    catch {
        return undefined;
    }
}
//# sourceMappingURL=greet.js.map

/***/ }),

/***/ 8461:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ng: () => (/* binding */ Connection),
/* harmony export */   hE: () => (/* binding */ Serializer),
/* harmony export */   j2: () => (/* binding */ ConnectionPool),
/* harmony export */   oK: () => (/* binding */ Transport),
/* harmony export */   sO: () => (/* binding */ errors)
/* harmony export */ });
/* harmony import */ var _opensearch_project_opensearch_lib_Connection_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(65);
/* harmony import */ var _opensearch_project_opensearch_lib_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3598);
/* harmony import */ var _opensearch_project_opensearch_lib_pool_index_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(1384);
/* harmony import */ var _opensearch_project_opensearch_lib_Serializer_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(4993);
/* harmony import */ var _opensearch_project_opensearch_lib_Transport_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(4532);





// The parts of the client that a restore needs, one by one: the package as a whole brings every request that OpenSearch
// knows, a megabyte that each start would have to read. Their types hold for `import` of the whole alone.
const Connection = _opensearch_project_opensearch_lib_Connection_js__WEBPACK_IMPORTED_MODULE_0__;
const { ConnectionPool } = _opensearch_project_opensearch_lib_pool_index_js__WEBPACK_IMPORTED_MODULE_2__;
const Serializer = _opensearch_project_opensearch_lib_Serializer_js__WEBPACK_IMPORTED_MODULE_3__;
const Transport = _opensearch_project_opensearch_lib_Transport_js__WEBPACK_IMPORTED_MODULE_4__;
const errors = _opensearch_project_opensearch_lib_errors_js__WEBPACK_IMPORTED_MODULE_1__;
//# sourceMappingURL=library.js.map

/***/ }),

/***/ 6344:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Nr: () => (/* binding */ backingOf),
/* harmony export */   e8: () => (/* binding */ newestBacking),
/* harmony export */   zm: () => (/* binding */ joinBackings)
/* harmony export */ });
/** `.ds-logs-000001` of OpenSearch, `.ds-logs-2026.01.31-000001` of Elasticsearch. */
const BACKING = /^\.ds-(.+?)(?:-\d{4}\.\d{2}\.\d{2})?-(\d{6,})$/;
/** @returns the data stream that an index is a part of by its name, and which part; undefined for any other index */
function backingOf(index) {
    const [, stream, generation] = BACKING.exec(index) ?? [];
    return stream === undefined ? undefined : { stream, generation: Number(generation) };
}
/** @returns of the indexes behind a data stream the one that is written to, which is the newest */
function newestBacking(names, stream) {
    const own = names.filter((name) => backingOf(name)?.stream === stream);
    return own.toSorted((a, b) => generationOf(a) - generationOf(b)).at(-1);
}
function generationOf(index) {
    return backingOf(index)?.generation ?? 0;
}
/**
 * multielasticdump writes each index behind a data stream into files of its own: makes one entry of them, with the
 * documents of all, the oldest first, and the rest from the newest. Where the dump has the stream itself, its parts stay
 * what they are.
 */
function joinBackings(indices) {
    const names = new Set(indices.map(({ name }) => name));
    const streams = new Map();
    const joined = [];
    for (const index of indices) {
        const stream = backingOf(index.name)?.stream;
        if (stream === undefined || names.has(stream))
            joined.push(index);
        else
            streams.set(stream, [...(streams.get(stream) ?? []), index]);
    }
    for (const [name, parts] of streams) {
        parts.sort((a, b) => generationOf(a.name) - generationOf(b.name));
        joined.push(joinedOf(name, parts));
    }
    return joined.sort((a, b) => (a.name < b.name ? -1 : 1));
}
function joinedOf(name, parts) {
    const files = {};
    for (const part of parts)
        Object.assign(files, part.files);
    const data = parts.flatMap((part) => part.files.data ?? []);
    if (data.length > 0)
        files.data = data;
    const fault = parts.find((part) => part.fault)?.fault;
    return { name, files, isDataStream: true, ...(fault && { fault }) };
}
//# sourceMappingURL=data-streams.js.map

/***/ }),

/***/ 2676:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  uK: () => (/* binding */ metadataFault),
  lJ: () => (/* binding */ objectAt),
  Ag: () => (/* binding */ readObject)
});

// EXTERNAL MODULE: external "node:buffer"
var external_node_buffer_ = __nccwpck_require__(4573);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __nccwpck_require__(452);
// EXTERNAL MODULE: ./lib/json/lossless.js
var lossless = __nccwpck_require__(1682);
// EXTERNAL MODULE: ./lib/json/objects.js
var objects = __nccwpck_require__(7486);
;// CONCATENATED MODULE: ./lib/dump/metadata-bounds.js
/** A mapping of 100,000 fields has 12 MB, and a cluster takes 1,000 fields unless it is told otherwise. */
const MAX_METADATA_BYTES = 32 * 1024 * 1024;
/** Of objects, lists and dotted names together; a mapping may be 20 fields deep unless the cluster is told otherwise. */
const MAX_DEPTH = 500;
/** Of all values together. Settings are worked on by their whole names, and many may share a long one. */
const MAX_WEIGHT = 256 * 1024 * 1024;
/** What a value takes, whatever its name is. */
const VALUE_WEIGHT = 100;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/**
 * Looks at the JSON text of a metadata file before it is parsed: from a few megabytes, packed to a few kilobytes, it could
 * make values that fill the memory, or that are too deep to be walked through.
 * @param text JSON, or not: what is wrong with it is for the parser to say
 * @returns what is too much, or undefined
 */
function beyondBounds(text) {
    /** By level: how deep it is, and how long the name up to there. */
    const levels = [];
    let at = { depth: 0, length: 0 };
    let key = { depth: 0, length: 0 };
    let weight = 0;
    for (let i = 0; i < text.length; i++) {
        const c = text.charCodeAt(i);
        if (c === QUOTE) {
            const end = stringEnd(text, i);
            key = { depth: 0, length: end - i };
            if (text.charCodeAt(nextAfter(text, end)) === 0x3a) {
                for (let k = i; k < end; k++)
                    if (text.charCodeAt(k) === 0x2e)
                        key.depth++;
                if (at.depth + key.depth > MAX_DEPTH)
                    return tooDeep();
            }
            else
                weight += at.length + VALUE_WEIGHT;
            i = end - 1;
        }
        else if (c === 0x7b || c === 0x5b) {
            levels.push(at);
            at = { depth: at.depth + key.depth + 1, length: at.length + key.length };
            key = { depth: 0, length: 0 };
            if (at.depth > MAX_DEPTH)
                return tooDeep();
            weight += at.length + VALUE_WEIGHT;
        }
        else if (c === 0x7d || c === 0x5d)
            at = levels.pop() ?? at;
        else if (c === 0x2c) {
            key = { depth: 0, length: 0 };
            weight += at.length + VALUE_WEIGHT;
        }
        if (weight > MAX_WEIGHT)
            return 'it holds too many values, or too long names of them';
    }
    return undefined;
}
function tooDeep() {
    return `its objects, lists and dotted names go deeper than ${MAX_DEPTH}`;
}
function stringEnd(text, start) {
    for (let i = start + 1; i < text.length; i++) {
        const c = text.charCodeAt(i);
        if (c === BACKSLASH)
            i++;
        else if (c === QUOTE)
            return i + 1;
    }
    return text.length;
}
function nextAfter(text, from) {
    let i = from;
    while (i < text.length && text.charCodeAt(i) <= 0x20)
        i++;
    return i;
}
//# sourceMappingURL=metadata-bounds.js.map
// EXTERNAL MODULE: ./lib/dump/open.js
var dump_open = __nccwpck_require__(5292);
;// CONCATENATED MODULE: ./lib/dump/metadata-file.js






/**
 * Reads a metadata file: plain JSON, or elasticdump's JSON string of JSON.
 * @throws RestoreError DUMP_METADATA_INVALID naming the file, also where it would take more memory or time than any
 * metadata does; DUMP_UNREADABLE
 */
async function readObject(file) {
    const text = (await readText(file)).trim();
    if (text === '')
        throw metadataFault(file, 'it is empty');
    // Of a string there are no numbers to keep, and JSON.parse takes a tenth of the memory for it.
    const inner = text.startsWith('"') ? parsed(file, text, JSON.parse) : text;
    const content = typeof inner === 'string' ? parsed(file, inner, lossless/* parseMetadataJson */.ro) : inner;
    if (!(0,objects/* isObject */.G)(content))
        throw metadataFault(file, 'it holds no JSON object');
    return content;
}
async function readText(file) {
    const chunks = [];
    let bytes = 0;
    for await (const chunk of (0,dump_open/* readBytes */.i)(file)) {
        bytes += chunk.length;
        if (bytes > MAX_METADATA_BYTES) {
            throw metadataFault(file, `it has more than ${MAX_METADATA_BYTES / 1024 / 1024} MiB of content`);
        }
        chunks.push(chunk);
    }
    const content = Buffer.concat(chunks);
    if (!(0,external_node_buffer_.isUtf8)(content))
        throw metadataFault(file, 'it has bytes that are not UTF-8');
    return content.toString('utf8');
}
function parsed(file, text, parse) {
    const beyond = beyondBounds(text);
    if (beyond !== undefined)
        throw metadataFault(file, beyond);
    try {
        return parse(text);
    }
    catch (cause) {
        throw metadataFault(file, `it is not JSON: ${(0,errors/* messageOf */.bD)(cause)}`, cause);
    }
}
function metadataFault(file, what, cause) {
    return new errors/* RestoreError */.DZ('DUMP_METADATA_INVALID', `${file.name}: ${what}`, {
        hint: 'Take the dump of this file again, or leave its type out of `types`.',
        cause,
    });
}
function objectAt(value, key) {
    const found = value[key];
    return (0,objects/* isObject */.G)(found) ? found : {};
}
//# sourceMappingURL=metadata-file.js.map

/***/ }),

/***/ 1097:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ readIndexMetadata),
/* harmony export */   X: () => (/* binding */ isOwnSetting)
/* harmony export */ });
/* harmony import */ var _json_leaves_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(2480);
/* harmony import */ var _json_objects_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(7486);
/* harmony import */ var _data_streams_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(6344);
/* harmony import */ var _metadata_file_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(2676);
/* harmony import */ var _types_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7879);





/** What describes an index; an index file has all of them, a file of another type the one that it is about. */
const DESCRIPTION = ['mappings', 'settings', 'aliases'];
/** Settings that a cluster gives an index itself, and refuses in a request; elasticdump leaves them out as well. */
const OWN_SETTINGS = [
    'uuid',
    'creation_date',
    'provided_name',
    'version',
    'resize',
    'shrink',
    'history',
    'verified_before_close',
];
const OWN_ALLOCATION = 'initial_recovery';
/** Without its limit an ngram or shingle filter is refused. */
const ANALYSIS_LIMITS = ['max_ngram_diff', 'max_shingle_diff'];
/** @param name dotted, without `index.` @returns whether a cluster gives every index this setting itself */
function isOwnSetting(name) {
    const own = [...OWN_SETTINGS, `routing.allocation.${OWN_ALLOCATION}`];
    return own.some((one) => name === one || name.startsWith(`${one}.`));
}
/**
 * Reads the metadata files of an index, those of the given types.
 * @throws RestoreError DUMP_METADATA_INVALID naming the file and what is wrong with it
 */
async function readIndexMetadata(index, types) {
    const read = async (type, needed, files = index.files[type]) => types.includes(type) ? await readPart(index, files?.[0], needed) : undefined;
    const whole = await read('index', DESCRIPTION);
    const settings = (await read('settings', ['settings'])) ?? whole;
    const from = (0,_types_js__WEBPACK_IMPORTED_MODULE_0__/* .analysisFiles */ .Sd)(index);
    const analyzer = await read('analyzer', from === index.files.index ? DESCRIPTION : ['settings'], from);
    const mappings = (await read('mapping', ['mappings'])) ?? whole;
    const aliases = (await read('alias', ['aliases'])) ?? whole;
    return {
        ...(settings
            ? { settings: restorable(indexSettings(settings, index.files.settings ?? index.files.index)) }
            : {}),
        ...(analyzer ? { analysis: pick(indexSettings(analyzer, from), ['analysis', ...ANALYSIS_LIMITS]) } : {}),
        ...(mappings ? { mappings: (0,_metadata_file_js__WEBPACK_IMPORTED_MODULE_1__/* .objectAt */ .lJ)(mappings, 'mappings') } : {}),
        ...(aliases ? { aliases: ownAliases(index, (0,_metadata_file_js__WEBPACK_IMPORTED_MODULE_1__/* .objectAt */ .lJ)(aliases, 'aliases')) } : {}),
    };
}
/** An index with 100,000 token filters keeps a cluster from answering anybody; of fields it has limits of its own. */
const MAX_SETTINGS = 10_000;
/** In a request for aliases these say which alias of which index it is, whatever the name above them is. */
const ALIAS_PLACES = ['index', 'indices', 'alias', 'aliases'];
/** @throws RestoreError where an alias would be one of another index, or of another name */
function ownAliases({ name, files }, aliases) {
    for (const [alias, options] of Object.entries(aliases)) {
        const isOdd = options !== null && !(0,_json_objects_js__WEBPACK_IMPORTED_MODULE_2__/* .isObject */ .G)(options);
        if (isOdd || ALIAS_PLACES.some((key) => Object.hasOwn(options ?? {}, key))) {
            const [file] = files.alias ?? files.index ?? [];
            const what = `alias ${alias} of index ${name} is no object of filter, routing and the like, or names an index itself`;
            throw (0,_metadata_file_js__WEBPACK_IMPORTED_MODULE_1__/* .metadataFault */ .uK)(file, what);
        }
    }
    return aliases;
}
/**
 * The description of one index out of `{"<index>": {…}}`, whatever the index was called there.
 * @param needed members of which it has one at least: without this a file of another form would restore nothing
 */
async function readPart(index, file, needed) {
    if (!file)
        return undefined;
    const part = partOf(index, file, await (0,_metadata_file_js__WEBPACK_IMPORTED_MODULE_1__/* .readObject */ .Ag)(file));
    if (Object.keys(part).length === 0 || needed.some((key) => (0,_json_objects_js__WEBPACK_IMPORTED_MODULE_2__/* .isObject */ .G)(part[key])))
        return part;
    const form = needed.map((key) => `"${key}": {…}`).join(', ');
    throw (0,_metadata_file_js__WEBPACK_IMPORTED_MODULE_1__/* .metadataFault */ .uK)(file, `it has no ${needed.map((key) => `\`${key}\``).join(' or ')}, as in {"${index.name}": {${form}}}`);
}
function partOf(index, file, content) {
    const names = Object.keys(content);
    if (names.length === 0)
        return {};
    // Asked for a data stream, elasticdump describes each index behind it.
    const backing = (0,_data_streams_js__WEBPACK_IMPORTED_MODULE_3__/* .newestBacking */ .e8)(names, index.name);
    if (backing !== undefined && (0,_json_objects_js__WEBPACK_IMPORTED_MODULE_2__/* .isObject */ .G)(content[backing]))
        return content[backing];
    // `__proto__` is a name too, of a file.
    const named = Object.hasOwn(content, index.name) ? content[index.name] : undefined;
    const part = (0,_json_objects_js__WEBPACK_IMPORTED_MODULE_2__/* .isObject */ .G)(named) ? named : names.length === 1 ? content[names[0]] : undefined;
    // By hand: {"mappings": {…}} without the index's name around it.
    const isBare = DESCRIPTION.some((key) => (0,_json_objects_js__WEBPACK_IMPORTED_MODULE_2__/* .isObject */ .G)(content[key]) && content[key] !== named);
    if (isBare && !describesIndex(part))
        return content;
    if ((0,_json_objects_js__WEBPACK_IMPORTED_MODULE_2__/* .isObject */ .G)(part))
        return part;
    throw (0,_metadata_file_js__WEBPACK_IMPORTED_MODULE_1__/* .metadataFault */ .uK)(file, `it describes ${names.length} indexes (${names.slice(0, 3).join(', ')}…), none of them ${index.name}`);
}
function describesIndex(part) {
    return (0,_json_objects_js__WEBPACK_IMPORTED_MODULE_2__/* .isObject */ .G)(part) && DESCRIPTION.some((key) => Object.hasOwn(part, key));
}
/** Settings come as `{"settings": {"index": {…}}}`, by hand also flat: `{"settings": {"number_of_shards": 1}}`. */
function indexSettings(part, files) {
    const settings = (0,_metadata_file_js__WEBPACK_IMPORTED_MODULE_1__/* .objectAt */ .lJ)(part, 'settings');
    const count = (0,_json_leaves_js__WEBPACK_IMPORTED_MODULE_4__/* .leavesOf */ .w)(settings).length;
    if (count > MAX_SETTINGS) {
        throw (0,_metadata_file_js__WEBPACK_IMPORTED_MODULE_1__/* .metadataFault */ .uK)(files?.[0], `it has ${count} settings; more than ${MAX_SETTINGS} are not put`);
    }
    const { index, ...beside } = nested(settings);
    return { ...beside, ...((0,_json_objects_js__WEBPACK_IMPORTED_MODULE_2__/* .isObject */ .G)(index) ? nested(index) : {}) };
}
/** `{"index.analysis.x": 1}` → `{"index": {"analysis": {"x": 1}}}`; without prototypes, as a key may be `__proto__` */
function nested(flat) {
    const out = Object.create(null);
    // Copies of objects of the file, once each: of settings that are all flat there may be many below one name.
    const own = new WeakSet([out]);
    const ownAt = (at, key) => {
        const inner = at[key];
        if ((0,_json_objects_js__WEBPACK_IMPORTED_MODULE_2__/* .isObject */ .G)(inner) && own.has(inner))
            return inner;
        const copy = Object.assign(Object.create(null), (0,_json_objects_js__WEBPACK_IMPORTED_MODULE_2__/* .isObject */ .G)(inner) ? inner : {});
        own.add(copy);
        at[key] = copy;
        return copy;
    };
    for (const [path, value] of Object.entries(flat)) {
        const keys = path.split('.');
        const last = keys.pop();
        let at = out;
        for (const key of keys)
            at = ownAt(at, key);
        if ((0,_json_objects_js__WEBPACK_IMPORTED_MODULE_2__/* .isObject */ .G)(value) && (0,_json_objects_js__WEBPACK_IMPORTED_MODULE_2__/* .isObject */ .G)(at[last]))
            Object.assign(ownAt(at, last), value);
        else
            at[last] = value;
    }
    return out;
}
function restorable(settings) {
    const { routing, ...rest } = Object.fromEntries(Object.entries(settings).filter(([key]) => !OWN_SETTINGS.includes(key)));
    if (!(0,_json_objects_js__WEBPACK_IMPORTED_MODULE_2__/* .isObject */ .G)(routing))
        return rest;
    const { [OWN_ALLOCATION]: _, ...allocation } = (0,_metadata_file_js__WEBPACK_IMPORTED_MODULE_1__/* .objectAt */ .lJ)(routing, 'allocation');
    const kept = { ...routing, ...(Object.keys(allocation).length > 0 ? { allocation } : {}) };
    if (Object.keys(allocation).length === 0)
        delete kept.allocation;
    return Object.keys(kept).length > 0 ? { ...rest, routing: kept } : rest;
}
function pick(value, keys) {
    return Object.fromEntries(keys.filter((key) => value[key] !== undefined).map((key) => [key, value[key]]));
}
//# sourceMappingURL=metadata.js.map

/***/ }),

/***/ 5292:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   i: () => (/* binding */ readBytes)
/* harmony export */ });
/* unused harmony export isGzip */
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1455);
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(6466);
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(8522);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(452);





const GZIP_MAGIC = [0x1f, 0x8b];
const CHUNK_BYTES = 256 * 1024;
/** @returns whether the file is gzip: by its first two bytes (RFC 1952), whatever its name. */
async function isGzip(path) {
    const handle = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.open)(path, 'r');
    try {
        const { bytesRead, buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0);
        return bytesRead === 2 && buffer[0] === GZIP_MAGIC[0] && buffer[1] === GZIP_MAGIC[1];
    }
    finally {
        await handle.close();
    }
}
/**
 * Streams a file's content, unpacked if it is gzip.
 * @param position told how far the file has been read
 * @throws RestoreError DUMP_UNREADABLE where the file cannot be read, its gzip data is cut or damaged, other bytes
 * follow it, it has another size than when the dump was looked at, or other content than its `content` knows, or must
 * not be read. Every byte of the file has been read when the
 * stream ends without one.
 */
async function* readBytes(file, position) {
    if (file.fault)
        throw file.fault;
    if (file.remote)
        return yield* remote(file, file.remote, position);
    const before = position?.bytes ?? 0;
    let source;
    let isPacked;
    try {
        isPacked = await isGzip(file.path);
        source = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.createReadStream)(file.path, { highWaterMark: CHUNK_BYTES });
    }
    catch (cause) {
        throw unreadable(file, cause);
    }
    const reading = file.content?.begin();
    const bytes = isPacked ? gunzip(file, source) : plain(file, source);
    for await (const chunk of bytes) {
        reading?.update(chunk);
        if (position)
            position.bytes = before + source.bytesRead;
        yield chunk;
    }
    if (source.bytesRead !== file.bytes) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .RestoreError */ .DZ('DUMP_UNREADABLE', `${file.name}: ${source.bytesRead} bytes were read of ${file.bytes} that it had`, { hint: 'Something changed the file while it was read. Restore when it is complete.' });
    }
    if (reading)
        file.content?.end(reading, file.name);
}
async function* remote({ name, content }, file, position) {
    const reading = content?.begin();
    for await (const chunk of file.read()) {
        reading?.update(chunk);
        if (position)
            position.bytes += chunk.length;
        yield chunk;
    }
    if (reading)
        content?.end(reading, name);
}
async function* plain(file, source) {
    try {
        yield* source;
    }
    catch (cause) {
        throw unreadable(file, cause);
    }
}
function unreadable({ name }, cause) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .RestoreError */ .DZ('DUMP_UNREADABLE', `${name}: cannot be read: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .messageOf */ .bD)(cause)}`, { cause });
}
async function* gunzip(file, source) {
    const unpacked = (0,node_zlib__WEBPACK_IMPORTED_MODULE_3__.createGunzip)({ chunkSize: CHUNK_BYTES });
    const piped = (0,node_stream_promises__WEBPACK_IMPORTED_MODULE_2__.pipeline)(source, unpacked).catch(() => { }); // the reader below sees the same error
    let bytes = 0;
    try {
        for await (const chunk of unpacked) {
            bytes += chunk.length;
            yield chunk;
        }
    }
    catch (cause) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .RestoreError */ .DZ('DUMP_UNREADABLE', `${file.name}: gzip data is cut or damaged after ${bytes} bytes of content: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .messageOf */ .bD)(cause)}`, { hint: 'Take the dump again, or copy the file again: it is not whole.', cause });
    }
    finally {
        source.destroy();
        await piped;
    }
    if (unpacked.bytesWritten < source.bytesRead) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .RestoreError */ .DZ('DUMP_UNREADABLE', `${file.name}: ${source.bytesRead - unpacked.bytesWritten} bytes follow the end of its gzip data`, { hint: 'The file was changed after it was packed. Take the dump again, or copy the file again.' });
    }
}
//# sourceMappingURL=open.js.map

/***/ }),

/***/ 7879:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   LX: () => (/* binding */ DUMP_TYPES),
/* harmony export */   Sd: () => (/* binding */ analysisFiles),
/* harmony export */   V: () => (/* binding */ INDEX_TYPES),
/* harmony export */   rk: () => (/* binding */ CLUSTER_TYPES),
/* harmony export */   x_: () => (/* binding */ availableTypes),
/* harmony export */   zP: () => (/* binding */ isClusterType)
/* harmony export */ });
/** Types that belong to one index, in the order in which a restore applies them. */
const INDEX_TYPES = ['settings', 'index', 'analyzer', 'mapping', 'data', 'alias'];
/** Types that belong to the cluster; applied before any index. */
const CLUSTER_TYPES = ['template', 'component_template', 'index_template', 'policy', 'script'];
const DUMP_TYPES = [...CLUSTER_TYPES, ...INDEX_TYPES];
function isClusterType(type) {
    return CLUSTER_TYPES.includes(type);
}
/**
 * The file of an index that `analysis` is taken from: analyzer, settings or index, the first there is.
 * elasticdump's analyzer file is the whole settings object, so each of them may hold it.
 */
function analysisFiles(index) {
    return index.files.analyzer ?? index.files.settings ?? index.files.index;
}
/** @returns the types that the dump can give for this index; `analyzer` also from a settings or index file. */
function availableTypes(index) {
    return DUMP_TYPES.filter((type) => type === 'analyzer' ? analysisFiles(index) !== undefined : index.files[type] !== undefined);
}
//# sourceMappingURL=types.js.map

/***/ }),

/***/ 452:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   DZ: () => (/* binding */ RestoreError),
/* harmony export */   IT: () => (/* binding */ isDiskFault),
/* harmony export */   bD: () => (/* binding */ messageOf)
/* harmony export */ });
/* unused harmony export ERROR_CODES */
/** What went wrong, for programs; each has its entry in docs/TROUBLESHOOTING.md, where the error links to. */
const ERROR_CODES = (/* unused pure expression or super */ null && ([
    'INPUTS_INVALID',
    'DUMP_EMPTY',
    'DUMP_NO_MATCH',
    'DUMP_TYPE_MISSING',
    'DUMP_UNREADABLE',
    'DUMP_AMBIGUOUS',
    'DUMP_DOCUMENT_INVALID',
    'DUMP_METADATA_INVALID',
    'DUMP_TOO_SMALL',
    'DUMP_SHRANK',
    'DUMP_INDEX_MISSING',
    'SOURCE_UNREADABLE',
    'CLUSTER_UNREACHABLE',
    'CLUSTER_UNAUTHORIZED',
    'CLUSTER_REFUSED',
    'NAMES_CLASH',
    'INDEX_NAME_INVALID',
    'INDEX_EXISTS',
    'INDEX_MISSING',
    'INDEX_BUSY',
    'INDEX_DIFFERS',
    'INDEX_NOT_IN_PLACE',
    'DOCUMENTS_REJECTED',
    'ENGINE_INSTALL_FAILED',
    'ENGINE_FAILED',
    'ENGINE_CANNOT_CARRY',
    'TRANSFORM_FAILED',
    'VERIFICATION_FAILED',
    'CANCELLED',
    'RUNNER_DISK',
]));
/** A failure that a user can read: what, where, and what to do. Never holds a secret. */
class RestoreError extends Error {
    name = 'RestoreError';
    code;
    hint;
    constructor(code, message, details = {}) {
        super(message, details.cause === undefined ? undefined : { cause: details.cause });
        this.code = code;
        this.hint = details.hint;
    }
}
/** @returns the message of whatever was thrown, in one piece of text. */
function messageOf(error) {
    return error instanceof Error ? error.message : String(error);
}
/** A disk that is full, or takes nothing. */
const DISK = new Set(['ENOSPC', 'EDQUOT', 'EFBIG', 'EROFS']);
/** @returns whether it was thrown because a disk takes nothing. */
function isDiskFault(error) {
    return DISK.has(error?.code ?? '');
}
//# sourceMappingURL=errors.js.map

/***/ }),

/***/ 5691:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8500);
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6058);
/* harmony import */ var _cancel_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(1485);
/* harmony import */ var _cluster_index_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(8615);
/* harmony import */ var _inputs_index_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(9516);
/* harmony import */ var _inputs_index_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(2583);





const read = (name, { trim = true } = {}) => _actions_core__WEBPACK_IMPORTED_MODULE_1__.getInput(name, { trimWhitespace: trim });
// Every start waits for what is here: the inputs, and the first request. The rest is loaded while the cluster answers.
const secrets = (0,_inputs_index_js__WEBPACK_IMPORTED_MODULE_2__/* .secretForms */ .eo)((0,_inputs_index_js__WEBPACK_IMPORTED_MODULE_2__/* .readSecrets */ .ql)(read));
(0,_inputs_index_js__WEBPACK_IMPORTED_MODULE_2__/* .maskSecrets */ .QU)(secrets, _actions_core__WEBPACK_IMPORTED_MODULE_1__.setSecret);
const cancelling = (0,_cancel_js__WEBPACK_IMPORTED_MODULE_3__/* .listenForCancel */ .F)();
const begun = begin();
await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setImmediate)();
const { act } = await __nccwpck_require__.e(/* import() */ 578).then(__nccwpck_require__.bind(__nccwpck_require__, 1578));
await act({ read, secrets, cancelling, ...begun });
function begin() {
    try {
        const inputs = (0,_inputs_index_js__WEBPACK_IMPORTED_MODULE_4__/* .readInputs */ .Ko)(read, process.env);
        return { inputs, greeting: (0,_cluster_index_js__WEBPACK_IMPORTED_MODULE_5__/* .greet */ .K)(inputs.target, inputs.waitTimeoutMs, cancelling) };
    }
    catch (fault) {
        return { fault };
    }
}
//# sourceMappingURL=index.js.map
__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 4440:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ Refusal),
/* harmony export */   R: () => (/* binding */ invalidInputs)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);

/** Thrown by a parser: why a value cannot be used, as a predicate ("is not …"), and what to give instead. */
class Refusal extends Error {
    problem;
    fix;
    hidesValue;
    name = 'Refusal';
    constructor(problem, fix, 
    /** For a value that is no secret by its input, and may still hold one. */
    hidesValue = false) {
        super(problem);
        this.problem = problem;
        this.fix = fix;
        this.hidesValue = hidesValue;
    }
}
const MAX_SHOWN = 100;
/**
 * One error for everything that is wrong with the inputs, a line for each.
 * @param redact takes secrets out of text, for those that were given in the wrong input
 */
function invalidInputs(faults, redact) {
    const lines = faults.map(({ input, value, problem, fix }) => {
        // A problem may tell parts of the value, in which a secret would not be recognised.
        const isTold = value !== undefined && redact(value) === value;
        const says = isTold || value === undefined ? problem : 'cannot be used, and has a secret in it';
        return `- ${input}: ${isTold ? quote(value) : 'it'} ${oneLine(redact(says))}. ${redact(fix)}`;
    });
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RestoreError */ .DZ('INPUTS_INVALID', ['These inputs cannot be used:', ...lines].join('\n'));
}
function quote(value) {
    const characters = [...oneLine(value)];
    return characters.length > MAX_SHOWN
        ? `'${characters.slice(0, MAX_SHOWN).join('')}…'`
        : `'${characters.join('')}'`;
}
function oneLine(text) {
    return text.replace(/\p{Cc}+/gu, ' ');
}
//# sourceMappingURL=faults.js.map

/***/ }),

/***/ 2198:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ fits)
/* harmony export */ });
/** @returns whether a whole text fits a glob, in which `*` stands for any characters, dots too */
function fits(glob, text) {
    const [start = '', ...parts] = glob.split('*');
    const end = parts.pop();
    if (end === undefined)
        return text === glob;
    if (!text.startsWith(start) || !text.endsWith(end))
        return false;
    // The first place of each part leaves most for the next: unlike a regular expression this never looks back.
    let at = start.length;
    for (const part of parts) {
        const found = text.indexOf(part, at);
        if (found < 0)
            return false;
        at = found + part.length;
    }
    return at + end.length <= text.length;
}
//# sourceMappingURL=globs.js.map

/***/ }),

/***/ 2583:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  Ko: () => (/* binding */ readInputs)
});

// UNUSED EXPORTS: didYouMean, fits, isAddress, isSameFile, liesInDump, maskSecrets, readSecrets, redactor, reportPath, secretForms, shownDump

;// CONCATENATED MODULE: ./lib/inputs/credentials.js
/**
 * Credentials of one cluster that are fine one by one, and not together.
 * @param prefix of the names of its inputs
 */
function credentialFaults(prefix, { uri, username, password }) {
    const faults = [];
    const [user, word] = [`${prefix}username`, `${prefix}password`];
    if ((username === undefined) !== (password === undefined)) {
        const [input, other] = username === undefined ? [word, user] : [user, word];
        const fix = `Give both; or neither, with the credentials in the ${prefix}uri`;
        faults.push({ input, problem: `is given without ${other}`, fix });
    }
    if (username?.includes(':')) {
        faults.push({ input: user, problem: 'has a colon in it', fix: 'Use a user without one' });
    }
    if (uri?.auth && differs(uri.auth, username, password)) {
        const fix = `Take the credentials out of the ${prefix}uri, or leave ${user} and ${word} away`;
        faults.push({ input: `${prefix}uri`, problem: `has other credentials than ${user} and ${word}`, fix });
    }
    return faults;
}
function differs(auth, username, password) {
    const isDifferentUser = username !== undefined && username !== auth.username;
    return isDifferentUser || (password !== undefined && password !== auth.password);
}
//# sourceMappingURL=credentials.js.map
// EXTERNAL MODULE: ./lib/inputs/faults.js
var inputs_faults = __nccwpck_require__(4440);
// EXTERNAL MODULE: ./lib/inputs/globs.js
var globs = __nccwpck_require__(2198);
// EXTERNAL MODULE: ./lib/dump/types.js
var types = __nccwpck_require__(7879);
// EXTERNAL MODULE: ./lib/inputs/suggest.js
var suggest = __nccwpck_require__(9067);
;// CONCATENATED MODULE: ./lib/inputs/parsers.js



/** An input without a default: undefined where it is not given. */
function optional(parse) {
    return (value, env) => (value === '' ? undefined : parse(value, env));
}
function parsers_text(value) {
    return value;
}
/** A password as it is, spaces included; only the line end goes that pasting or a YAML block leaves behind. */
function parsers_password(value) {
    const word = value.replace(/[\r\n]+$/, '');
    return word === '' ? undefined : word;
}
function integer(least, most = Number.MAX_SAFE_INTEGER) {
    const range = most === Number.MAX_SAFE_INTEGER ? `${least} or more` : `from ${least} to ${most}`;
    return (value) => {
        const number = /^-?\d+$/.test(value) ? Number(value) : Number.NaN;
        if (Number.isNaN(number))
            throw new inputs_faults/* Refusal */.P('is not a whole number', `Give a whole number, ${range}`);
        if (number < least || number > most)
            throw new inputs_faults/* Refusal */.P('is out of range', `Give a whole number, ${range}`);
        return number;
    };
}
/** Whole seconds, as milliseconds. */
function seconds(least, most) {
    const parse = integer(least, most);
    return (value, env) => parse(value, env) * 1000;
}
/** A boolean of YAML 1.2's core schema, and nothing else: `yes` or a typo must not pass for false. */
function parsers_boolean(value) {
    if (['true', 'True', 'TRUE'].includes(value))
        return true;
    if (['false', 'False', 'FALSE'].includes(value))
        return false;
    throw new inputs_faults/* Refusal */.P('is not a boolean', 'Write true or false');
}
/** One of a few words. */
function choice(words) {
    return (value) => {
        const word = words.find((candidate) => candidate === value);
        if (word !== undefined)
            return word;
        throw new inputs_faults/* Refusal */.P(`is not known${(0,suggest/* didYouMean */.a)(value, words)}`, `Give ${oneOf(words)}`);
    };
}
const UNITS = new Map([
    ['', 1],
    ['b', 1],
    ['kb', 1024],
    ['mb', 1024 ** 2],
    ['gb', 1024 ** 3],
]);
/** Bytes, as OpenSearch writes them: `5mb`, `512kb`, `1048576b` or a plain number; 1kb is 1024 bytes. */
function byteSize(value) {
    const fix = 'Give a size from 1kb to 100mb, such as 512kb or 5mb';
    const [, digits = '', unit = ''] = /^(\d+)\s*([a-z]*)$/i.exec(value) ?? [];
    const factor = UNITS.get(unit.toLowerCase());
    if (digits === '' || factor === undefined)
        throw new inputs_faults/* Refusal */.P('is not a size in bytes', fix);
    const bytes = Number(digits) * factor;
    if (bytes < 1024 || bytes > 100 * 1024 ** 2)
        throw new inputs_faults/* Refusal */.P('is out of range', fix);
    return bytes;
}
/** @returns the items of a list by commas or newlines, without space around them */
function items(value) {
    return value
        .split(/[,\n]/)
        .map((item) => item.trim())
        .filter((item) => item !== '');
}
/** Names or globs by commas or newlines, each once. */
function names(value) {
    const given = items(value);
    if (value !== '' && given.length === 0) {
        throw new inputs_faults/* Refusal */.P('has no name', 'Give at least one, or leave it out');
    }
    return Object.freeze([...new Set(given)]);
}
/** A percentage as a number, with three decimals at most. */
function percent(value) {
    const number = /^\d+(\.\d{1,3})?$/.test(value) ? Number(value) : Number.NaN;
    if (number <= 100)
        return number;
    throw new inputs_faults/* Refusal */.P('is no percentage', 'Give a number from 0 to 100 without a sign, such as 5 or 0.5, with three decimals at most');
}
/** Dump types by commas or newlines, without repeats and in the order of `DUMP_TYPES`; or `all`. */
function typeList(value) {
    const given = items(value);
    const known = ['all', ...types/* DUMP_TYPES */.LX];
    const unknown = given.filter((item) => !known.includes(item));
    const fix = `Give, by commas or newlines, any of ${types/* DUMP_TYPES */.LX.join(', ')}; or all`;
    if (given.length === 0)
        throw new inputs_faults/* Refusal */.P('names no type', fix);
    if (unknown.length > 0) {
        const names = unknown.map((item) => `'${item}'${(0,suggest/* didYouMean */.a)(item, known)}`);
        throw new inputs_faults/* Refusal */.P(`names what is no type: ${names.join(', ')}`, fix);
    }
    return given.includes('all') ? 'all' : types/* DUMP_TYPES */.LX.filter((type) => given.includes(type));
}
/** A regular expression in the way of `multielasticdump --match`: case-insensitive, unanchored. */
function expression(value) {
    try {
        return new RegExp(value, 'i');
    }
    catch (error) {
        const message = error instanceof Error ? error.message : '';
        const reason = message.slice(message.lastIndexOf(': ') + 1).trim();
        throw new inputs_faults/* Refusal */.P(`is not a regular expression (${reason})`, 'Escape characters that stand for themselves with \\, such as \\. or \\(');
    }
}
/** One version, neither a range nor a tag: what runs must not change from one day to the next. */
function exactVersion(value) {
    if (/^(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}(-[0-9a-z-]+(\.[0-9a-z-]+)*)?$/i.test(value))
        return value;
    throw new inputs_faults/* Refusal */.P('is not an exact version', 'Give all three numbers and nothing else, such as 6.125.1');
}
function oneOf(words) {
    return words.length > 1 ? `${words.slice(0, -1).join(', ')} or ${words.at(-1)}` : `${words[0]}`;
}
//# sourceMappingURL=parsers.js.map
;// CONCATENATED MODULE: ./lib/inputs/hosts.js



/** Host names or globs by commas or newlines: `*` stands for any characters, dots too. In lower case. */
function hostList(value) {
    const hosts = items(value.toLowerCase());
    if (value !== '' && hosts.length === 0)
        throw new inputs_faults/* Refusal */.P('has no host', 'Give at least one, or leave it out');
    const odd = hosts.find((host) => /[/@\s]|:\d+$/.test(withoutBrackets(host)) && !isIpv6(host));
    if (odd !== undefined) {
        throw new inputs_faults/* Refusal */.P(`has '${odd}', which is no host name`, 'Give names alone, without scheme, port or path, such as search.example.org or *.preview.example.org');
    }
    return Object.freeze([...new Set(hosts)]);
}
/**
 * @param allowed as hostList gives them; none allows every host
 * @param url of the target
 */
function isAllowedHost(allowed, url) {
    const host = hostOf(url);
    return allowed.length === 0 || allowed.some((glob) => (0,globs/* fits */.l)(withoutBrackets(glob), host));
}
/** @returns the host of an address, without the brackets of IPv6 and the dot that may end a name */
function hostOf(url) {
    return withoutBrackets(new URL(url).hostname).replace(/\.$/, '');
}
function withoutBrackets(host) {
    return host.replace(/^\[(.*)\]$/, '$1');
}
function isIpv6(host) {
    return /^[0-9a-f:.*]+$/.test(withoutBrackets(host)) && (host.match(/:/g) ?? []).length > 1;
}
//# sourceMappingURL=hosts.js.map
// EXTERNAL MODULE: ./lib/inputs/places.js
var places = __nccwpck_require__(2945);
;// CONCATENATED MODULE: ./lib/inputs/rename.js

/**
 * A regular expression, case-sensitive and unanchored as in OpenSearch. With the flag `u` what JavaScript does not know
 * of Java's expressions (`\Q`, `\A`) is refused; without it would stand for a letter.
 */
function renamePattern(value) {
    try {
        return new RegExp(value, 'gu');
    }
    catch (error) {
        const message = error instanceof Error ? error.message : '';
        const reason = message.slice(message.lastIndexOf(': ') + 1).trim();
        throw new inputs_faults/* Refusal */.P(`is not a regular expression (${reason})`, 'Escape characters that stand for themselves with \\, such as \\. or \\(, and no others; (?i) and \\Q are of Java alone');
    }
}
/**
 * Puts a pattern and its replacement together. GitHub does not tell an empty input from one that is not given, so that
 * a replacement cannot be empty.
 * @param pattern undefined where it is not given or no good
 * @param faults gets what is wrong with the two
 */
function readRename(name, read, pattern, faults) {
    const [patternInput, input] = [`${name}-pattern`, `${name}-replacement`];
    const value = read(input);
    if (read(patternInput) !== '' && value === '') {
        const fix = `Give both; to take text away, catch what stays: ${patternInput} ^old-(.+)$ and ${input} $1`;
        faults.push({ input: patternInput, problem: `is given without ${input}`, fix });
    }
    else if (read(patternInput) === '' && value !== '') {
        faults.push({ input, problem: `is given without ${patternInput}`, fix: 'Give both, or neither' });
    }
    if (pattern === undefined || value === '')
        return undefined;
    try {
        return Object.freeze({ pattern, replacement: Object.freeze(replacementOf(value, pattern)) });
    }
    catch (error) {
        if (!(error instanceof inputs_faults/* Refusal */.P))
            throw error;
        faults.push({ input, value, problem: error.problem, fix: error.fix });
        return undefined;
    }
}
const REFERENCE = /\\(.)|\$(?:(\d)(\d*)|\{(\w+)\})|([\\$])/gsu;
/**
 * Reads a replacement as Java's `replaceAll`: `$1` or `${name}` is a group, `$0` the whole match, `\$` a dollar. Of
 * `$12` as many digits count as there are groups.
 * @throws Refusal where it names a group that the pattern does not have
 */
function replacementOf(value, pattern) {
    const { count, names } = groupsOf(pattern);
    const parts = [];
    let end = 0;
    for (const match of value.matchAll(REFERENCE)) {
        const [whole, escaped, first, more = '', name, stray] = match;
        parts.push(value.slice(end, match.index));
        end = match.index + whole.length;
        if (escaped !== undefined)
            parts.push(escaped);
        else if (stray !== undefined)
            throw noGroup(`a ${stray} that begins no group`);
        else if (name !== undefined) {
            if (!names.includes(name))
                throw noGroup(`the group ${name}, which the pattern does not have`);
            parts.push({ group: name });
        }
        else {
            let group = Number(first);
            let taken = 0;
            while (taken < more.length && group * 10 + Number(more[taken]) <= count) {
                group = group * 10 + Number(more[taken++]);
            }
            if (group > count)
                throw noGroup(`the group ${group}, and the pattern has ${count}`);
            parts.push({ group }, more.slice(taken));
        }
    }
    return [...parts, value.slice(end)].filter((part) => part !== '');
}
function groupsOf({ source }) {
    // An alternative that matches nothing makes any expression match, with all its groups.
    const match = new RegExp(`${source}|`, 'u').exec('');
    return { count: (match?.length ?? 1) - 1, names: Object.keys(match?.groups ?? {}) };
}
function noGroup(what) {
    return new inputs_faults/* Refusal */.P(`has ${what}`, 'Write $1 for the first (…) of the pattern, $0 for the whole match, \\$ for a dollar');
}
//# sourceMappingURL=rename.js.map
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
// EXTERNAL MODULE: ./lib/baseline/parse.js
var parse = __nccwpck_require__(4508);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __nccwpck_require__(452);
;// CONCATENATED MODULE: ./lib/inputs/baseline.js





const MIB = 1024 * 1024;
/** A report of a thousand indexes has a few. */
const MAX_MIB = 128;
/** An earlier report, read at once: this run's may be written over it. */
function baseline(value, env) {
    const path = (0,places/* inWorkspace */.ve)(value, env);
    const found = (0,places/* look */.Op)(path);
    if (found === undefined) {
        const fix = `Give the report of an earlier run, and leave it out on the first; a relative path begins at ${(0,places/* workspace */.Gl)(env)}`;
        throw new inputs_faults/* Refusal */.P('does not exist', fix);
    }
    if (!found.isFile())
        throw new inputs_faults/* Refusal */.P('is no file', 'Give the path of the report itself');
    if (found.size > MAX_MIB * MIB) {
        throw new inputs_faults/* Refusal */.P(`has more than ${MAX_MIB} MiB`, 'Give the file that an earlier run wrote to report-path');
    }
    try {
        return (0,parse/* parseBaseline */.nk)((0,external_node_fs_.readFileSync)(path, 'utf8'));
    }
    catch (error) {
        if (error instanceof parse/* NoBaseline */.P5)
            throw new inputs_faults/* Refusal */.P(error.problem, error.fix);
        throw new inputs_faults/* Refusal */.P(`cannot be read (${(0,errors/* messageOf */.bD)(error)})`, 'Let the user of the runner read it');
    }
}
//# sourceMappingURL=baseline.js.map
// EXTERNAL MODULE: ./lib/dump/metadata.js
var metadata = __nccwpck_require__(1097);
// EXTERNAL MODULE: ./lib/json/leaves.js
var leaves = __nccwpck_require__(2480);
// EXTERNAL MODULE: ./lib/json/lossless.js
var lossless = __nccwpck_require__(1682);
// EXTERNAL MODULE: ./lib/json/objects.js
var objects = __nccwpck_require__(7486);
;// CONCATENATED MODULE: ./lib/inputs/index-settings.js





const FORM = 'Give a JSON object such as {"number_of_replicas": 0, "refresh_interval": "30s"}';
/** A JSON object of settings, nested or dotted, with or without `index.`. */
function indexSettings(value) {
    let settings;
    try {
        settings = (0,lossless/* parseMetadataJson */.ro)(value);
    }
    catch (error) {
        throw new inputs_faults/* Refusal */.P(`is not JSON (${error instanceof Error ? error.message : ''})`, FORM);
    }
    if (!(0,objects/* isObject */.G)(settings))
        throw new inputs_faults/* Refusal */.P('is no JSON object', FORM);
    const given = (0,leaves/* leavesOf */.w)(settings).map(([name, leaf]) => [name.replace(/^index\./, ''), leaf]);
    const names = given.map(([name]) => name);
    const twice = names.find((name, i) => names.indexOf(name) !== i);
    if (twice !== undefined)
        throw new inputs_faults/* Refusal */.P(`has ${twice} twice`, 'Give each setting once');
    const own = names.find(metadata/* isOwnSetting */.X);
    if (own !== undefined) {
        throw new inputs_faults/* Refusal */.P(`has ${own}, which the cluster gives each index itself`, 'Leave it out');
    }
    return Object.freeze(Object.fromEntries(given));
}
//# sourceMappingURL=index-settings.js.map
;// CONCATENATED MODULE: ./lib/inputs/shard.js

/** Jobs that GitHub runs of a matrix. */
const MOST_SHARDS = 256;
const FIX = 'Write 1/4 for the first of four jobs and 4/4 for the last; in a matrix, strategy.job-index begins at 0: give the numbers as shard: [1, 2, 3, 4]';
/** `2/4`: the second of four. */
function shard(value) {
    const [, number, of] = /^(\d{1,9})\s*\/\s*(\d{1,9})$/.exec(value) ?? [];
    if (number === undefined || of === undefined)
        throw new inputs_faults/* Refusal */.P('is no part of a whole', FIX);
    const parsed = { number: Number(number), of: Number(of) };
    if (parsed.of > MOST_SHARDS) {
        throw new inputs_faults/* Refusal */.P(`has more than ${MOST_SHARDS} parts, the most jobs of a matrix`, FIX);
    }
    if (parsed.number < 1 || parsed.number > parsed.of)
        throw new inputs_faults/* Refusal */.P('is out of range', FIX);
    return Object.freeze(parsed);
}
//# sourceMappingURL=shard.js.map
// EXTERNAL MODULE: ./lib/inputs/uri.js
var uri = __nccwpck_require__(3151);
;// CONCATENATED MODULE: ./lib/inputs/schema.js








/** Every input, by the name of its value. The type {@link Inputs} follows from it. */
const SCHEMA = {
    uri: { input: 'uri', parse: uri/* parseTarget */.hu, required: true, secret: true },
    username: { input: 'username', parse: optional(parsers_text), secret: true },
    password: { input: 'password', parse: parsers_password, secret: true, untrimmed: true },
    dump: { input: 'dump', parse: optional(places/* dumpPath */.O0) },
    sourceUri: { input: 'source-uri', parse: optional(uri/* parseTarget */.hu), secret: true },
    sourceUsername: { input: 'source-username', parse: optional(parsers_text), secret: true },
    sourcePassword: { input: 'source-password', parse: parsers_password, secret: true, untrimmed: true },
    index: { input: 'index', parse: optional(parsers_text) },
    match: { input: 'match', parse: optional(expression) },
    types: { input: 'types', default: 'analyzer,mapping,data', parse: typeList },
    engine: {
        input: 'engine',
        default: 'elasticdump',
        parse: choice(['elasticdump', 'native']),
    },
    elasticdumpVersion: { input: 'elasticdump-version', default: '6.125.1', parse: exactVersion },
    ifExists: {
        input: 'if-exists',
        default: 'fail',
        parse: choice(['fail', 'skip', 'append', 'replace', 'swap']),
    },
    allowedHosts: { input: 'allowed-hosts', parse: hostList },
    renamePattern: { input: 'rename-pattern', parse: optional(renamePattern) },
    renameReplacement: { input: 'rename-replacement', parse: optional(parsers_text) },
    renameAliasPattern: { input: 'rename-alias-pattern', parse: optional(renamePattern) },
    renameAliasReplacement: { input: 'rename-alias-replacement', parse: optional(parsers_text) },
    indexSettings: { input: 'index-settings', parse: optional(indexSettings) },
    ignoreIndexSettings: { input: 'ignore-index-settings', parse: names },
    shard: { input: 'shard', parse: optional(shard) },
    waitTimeoutMs: { input: 'wait-timeout', default: '60', parse: seconds(0, 3600) },
    parallel: { input: 'parallel', default: '2', parse: integer(1, 64) },
    concurrency: { input: 'concurrency', default: '4', parse: integer(1, 64) },
    batchSizeBytes: { input: 'batch-size', default: '5mb', parse: byteSize },
    verify: { input: 'verify', default: 'sample', parse: choice(['none', 'counts', 'sample', 'full']) },
    transform: { input: 'transform', parse: optional(places/* modulePath */.Mw) },
    maxRejected: { input: 'max-rejected', default: '0', parse: integer(0) },
    minDocuments: { input: 'min-documents', default: '0', parse: integer(0) },
    expectIndices: { input: 'expect-indices', parse: names },
    baseline: { input: 'baseline', parse: optional(baseline) },
    maxShrink: { input: 'max-shrink', parse: optional(percent) },
    dryRun: { input: 'dry-run', default: 'false', parse: parsers_boolean },
    reportPath: { input: 'report-path', parse: places/* reportPath */.eG },
    jobSummary: { input: 'job-summary', default: 'true', parse: parsers_boolean },
    tlsCa: { input: 'tls-ca', parse: optional(places/* certificates */.$H), secret: true },
    tlsVerify: { input: 'tls-verify', default: 'true', parse: parsers_boolean },
};
//# sourceMappingURL=schema.js.map
// EXTERNAL MODULE: ./lib/inputs/secrets.js
var secrets = __nccwpck_require__(9516);
;// CONCATENATED MODULE: ./lib/inputs/index.js












/** What is needed is mostly kept in a secret, and one that is not there is an empty text. */
const GIVE_IT = 'Give it to the step. If it comes from a secret, that is not set here, or withheld, as from the pull requests of forks and of Dependabot';
/**
 * Reads every input once. Mask the secrets before: `maskSecrets(secretForms(readSecrets(read)), setSecret)`.
 * @throws RestoreError `INPUTS_INVALID` with all that is wrong, a line for each fault
 */
function readInputs(read, env) {
    const faults = [];
    const parsed = parseAll(read, env, faults);
    faults.push(...contradictions(parsed, read, env));
    const rename = readRename('rename', read, parsed.renamePattern, faults);
    const renameAlias = readRename('rename-alias', read, parsed.renameAliasPattern, faults);
    if (faults.length > 0)
        throw (0,inputs_faults/* invalidInputs */.R)(faults, (0,secrets/* redactor */.$p)((0,secrets/* secretForms */.eo)((0,secrets/* readSecrets */.ql)(read))));
    // A key that is missing has left a fault.
    return assemble(parsed, { ...(rename && { rename }), ...(renameAlias && { renameAlias }) });
}
function parseAll(read, env, faults) {
    const values = [];
    for (const [key, spec] of Object.entries(SCHEMA)) {
        const given = read(spec.input, { trim: !spec.untrimmed });
        try {
            if (spec.required && given === '')
                throw new inputs_faults/* Refusal */.P('is required', GIVE_IT, true);
            values.push([key, spec.parse(given || (spec.default ?? ''), env)]);
        }
        catch (error) {
            if (!(error instanceof inputs_faults/* Refusal */.P))
                throw error;
            const fault = { input: spec.input, problem: error.problem, fix: error.fix };
            faults.push(spec.secret || error.hidesValue ? fault : { ...fault, value: given });
        }
    }
    return Object.fromEntries(values);
}
/** Inputs that are fine one by one, and not together. */
function contradictions(parsed, read, env) {
    const faults = [];
    if (parsed.reportPath && parsed.dump && (0,places/* liesInDump */.T2)(parsed.reportPath, parsed.dump, env)) {
        const fix = 'Give a path outside of it: a report must not take the place of a file of the dump';
        faults.push({ input: 'report-path', value: read('report-path'), problem: 'lies in the dump', fix });
    }
    const { uri, username, password, allowedHosts = [] } = parsed;
    if (uri && !isAllowedHost(allowedHosts, uri.url)) {
        const problem = `allows no restore into ${hostOf(uri.url)}, the host of the uri`;
        const fix = 'Correct the uri, or add the host if the restore is meant for it';
        faults.push({ input: 'allowed-hosts', value: read('allowed-hosts'), problem, fix });
    }
    const index = read('index');
    if (index !== '' && read('match') !== '') {
        const problem = 'is given together with match';
        faults.push({ input: 'index', value: index, problem, fix: 'Give one of the two' });
    }
    faults.push(...shrinkFaults(parsed, read));
    const { sourceUri, sourceUsername, sourcePassword } = parsed;
    faults.push(...originFaults(read), ...credentialFaults('', { uri, username, password }), ...credentialFaults('source-', { uri: sourceUri, username: sourceUsername, password: sourcePassword }));
    return faults;
}
/** What is restored comes from one place. */
function originFaults(read) {
    const [hasDump, hasSource] = [read('dump') !== '', read('source-uri') !== ''];
    if (hasDump && hasSource) {
        const fix = 'Give the one that is to be restored';
        return [{ input: 'source-uri', problem: 'is given together with dump', fix }];
    }
    if (!hasDump && !hasSource) {
        const fix = 'Give the directory or file of a dump; or, to restore from another cluster, source-uri';
        return [{ input: 'dump', problem: 'is required, unless there is a source-uri', fix }];
    }
    const orphan = ['source-username', 'source-password'].find((input) => read(input) !== '');
    if (hasSource || orphan === undefined)
        return [];
    return [{ input: orphan, problem: 'is given without source-uri', fix: 'Give both, or neither' }];
}
function shrinkFaults({ types }, read) {
    const value = read('max-shrink');
    if (value === '')
        return [];
    const fault = (problem, fix) => ({ input: 'max-shrink', value, problem, fix });
    if (read('baseline') === '') {
        return [fault('is given without baseline', 'Give the report to compare with, or leave max-shrink out')];
    }
    if (types === undefined || types === 'all' || types.includes('data'))
        return [];
    return [fault('is given, and types has no data', 'Add data to types, or leave max-shrink out')];
}
function assemble(parsed, renames) {
    const { uri, username, password, sourceUri, sourceUsername, sourcePassword, ...own } = parsed;
    const { tlsCa, tlsVerify, dump, index, match, types, ...others } = own;
    const { renamePattern, renameReplacement, renameAliasPattern, renameAliasReplacement, ...rest } = others;
    const { indexSettings, shard, transform, baseline, maxShrink, ...always } = rest;
    const tls = Object.freeze({ ...(tlsCa !== undefined && { ca: tlsCa }), verify: tlsVerify });
    return Object.freeze({
        ...always,
        ...renames,
        target: clusterAt(uri, username, password, tls),
        ...(sourceUri && { source: clusterAt(sourceUri, sourceUsername, sourcePassword, tls) }),
        ...(dump !== undefined && { dump }),
        types: Object.freeze(types),
        typesAreDefault: String(types) === String(typeList(SCHEMA.types.default)),
        ...(index !== undefined && { index }),
        ...(match !== undefined && { match }),
        ...(indexSettings !== undefined && { indexSettings }),
        ...(shard !== undefined && { shard }),
        ...(transform !== undefined && { transform }),
        ...(baseline !== undefined && { baseline }),
        ...(maxShrink !== undefined && { maxShrink }),
    });
}
function clusterAt({ url, auth: inUri }, username, password, tls) {
    const auth = username !== undefined && password !== undefined ? { username, password } : inUri;
    return Object.freeze({ url, ...(auth && { auth: Object.freeze(auth) }), tls });
}
//# sourceMappingURL=index.js.map

/***/ }),

/***/ 2945:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $H: () => (/* binding */ certificates),
/* harmony export */   Dl: () => (/* binding */ isSameFile),
/* harmony export */   Gl: () => (/* binding */ workspace),
/* harmony export */   Mw: () => (/* binding */ modulePath),
/* harmony export */   O0: () => (/* binding */ dumpPath),
/* harmony export */   Op: () => (/* binding */ look),
/* harmony export */   PW: () => (/* binding */ isAddress),
/* harmony export */   T2: () => (/* binding */ liesInDump),
/* harmony export */   eG: () => (/* binding */ reportPath),
/* harmony export */   ve: () => (/* binding */ inWorkspace),
/* harmony export */   w5: () => (/* binding */ shownDump)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3024);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(8161);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(6760);
/* harmony import */ var _faults_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(4440);





/** A dump directory, dump file or archive that exists, as an absolute path; or the https address of an archive. */
function dumpPath(value, env) {
    if (isAddress(value))
        return archiveAddress(value);
    if (/^[a-z][a-z0-9+.-]+:\/\//i.test(value)) {
        const fix = 'Give the https address of an archive; or download the dump in a step before, and give its path';
        throw new _faults_js__WEBPACK_IMPORTED_MODULE_4__/* .Refusal */ .P('is an address that is not https', fix, true);
    }
    const path = inWorkspace(value, env);
    if (look(path) === undefined) {
        const fix = `Give a directory or file that an earlier step made; a relative path begins at ${workspace(env)}`;
        throw new _faults_js__WEBPACK_IMPORTED_MODULE_4__/* .Refusal */ .P('does not exist', fix);
    }
    if (!isReadable(path))
        throw new _faults_js__WEBPACK_IMPORTED_MODULE_4__/* .Refusal */ .P('cannot be read', 'Let the user of the runner read it');
    return path;
}
/** @returns whether a value of `dump` is an address. */
function isAddress(dump) {
    return /^https:\/\//i.test(dump);
}
/** @returns what of a value of `dump` anybody may see: an address without credentials and query. */
function shownDump(dump) {
    if (!isAddress(dump))
        return dump;
    const { origin, pathname } = new URL(dump);
    return `${origin}${pathname}`;
}
function archiveAddress(value) {
    const fix = 'Write it as https://host/path; in user and password, and an @ in the path, percent-encoded';
    if (/[\s\p{Cc}]/u.test(value) || !URL.canParse(value))
        throw new _faults_js__WEBPACK_IMPORTED_MODULE_4__/* .Refusal */ .P('is no valid address', fix, true);
    const { username, password, pathname } = new URL(value);
    // What comes before it might be a password.
    if (pathname.includes('@'))
        throw new _faults_js__WEBPACK_IMPORTED_MODULE_4__/* .Refusal */ .P('has an @ in its path', fix, true);
    if ([username, password].some((text) => !isDecodable(text))) {
        throw new _faults_js__WEBPACK_IMPORTED_MODULE_4__/* .Refusal */ .P('has a % in user or password that begins no escape', fix, true);
    }
    return value;
}
function isDecodable(text) {
    try {
        decodeURIComponent(text);
        return true;
    }
    catch {
        return false;
    }
}
/** A JavaScript module that exists. */
function modulePath(value, env) {
    const path = inWorkspace(value, env);
    if (!look(path)?.isFile()) {
        const fix = `Give the path of a JavaScript module (.mjs, .cjs or .js); a relative one begins at ${workspace(env)}`;
        throw new _faults_js__WEBPACK_IMPORTED_MODULE_4__/* .Refusal */ .P('is no file', fix);
    }
    return path;
}
/** Where the report goes; by default a name of its own, so that two steps of a job do not share one. */
function reportPath(value, env) {
    if (value === '') {
        const name = `opensearch-restore-report-${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(4).toString('hex')}.json`;
        return (0,node_path__WEBPACK_IMPORTED_MODULE_3__.resolve)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(env.RUNNER_TEMP || (0,node_os__WEBPACK_IMPORTED_MODULE_2__.tmpdir)(), name));
    }
    const path = inWorkspace(value, env);
    if (/[/\\]$/.test(value) || look(path)?.isDirectory()) {
        throw new _faults_js__WEBPACK_IMPORTED_MODULE_4__/* .Refusal */ .P('is a directory', 'Give the path of a file, such as reports/restore.json');
    }
    return path;
}
/** @returns whether the report would be written over the dump, or between its files. */
function liesInDump(report, dump, env) {
    if (dump === '' || isAddress(dump))
        return false;
    const [from, to] = [real(inWorkspace(dump, env)), (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(real((0,node_path__WEBPACK_IMPORTED_MODULE_3__.dirname)(report)), (0,node_path__WEBPACK_IMPORTED_MODULE_3__.basename)(report))];
    const way = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.relative)(from, to);
    return way === '' || (!way.startsWith('..') && !(0,node_path__WEBPACK_IMPORTED_MODULE_3__.isAbsolute)(way));
}
/** @returns whether two paths, as inputs have them, are one file */
function isSameFile(one, other, env) {
    return real(inWorkspace(one, env)) === real(inWorkspace(other, env));
}
function real(path) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.realpathSync)(path);
    }
    catch {
        return (0,node_path__WEBPACK_IMPORTED_MODULE_3__.resolve)(path);
    }
}
/**
 * The certificates of PEM text, or of the file at a path; anything else in there, such as a key, is left behind.
 * The value is never told: it may be anything that was pasted.
 */
function certificates(value, env) {
    const blocks = (value.includes('-----BEGIN') ? value : readPem(value, env)).match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g);
    if (blocks === null)
        throw new _faults_js__WEBPACK_IMPORTED_MODULE_4__/* .Refusal */ .P('has no certificate', PEM_FIX);
    for (const block of blocks) {
        try {
            new node_crypto__WEBPACK_IMPORTED_MODULE_0__.X509Certificate(block);
        }
        catch {
            throw new _faults_js__WEBPACK_IMPORTED_MODULE_4__/* .Refusal */ .P('has a certificate that cannot be read', PEM_FIX);
        }
    }
    return `${blocks.join('\n')}\n`;
}
const PEM_FIX = 'Give the text of a PEM file with its line breaks, from -----BEGIN CERTIFICATE-----, or its path';
function readPem(value, env) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readFileSync)(inWorkspace(value, env), 'utf8');
    }
    catch {
        throw new _faults_js__WEBPACK_IMPORTED_MODULE_4__/* .Refusal */ .P('is neither PEM text nor the path of a file that can be read', PEM_FIX);
    }
}
function inWorkspace(path, env) {
    return (0,node_path__WEBPACK_IMPORTED_MODULE_3__.resolve)(workspace(env), path);
}
function workspace(env) {
    return env.GITHUB_WORKSPACE || process.cwd();
}
function look(path) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.statSync)(path);
    }
    catch {
        return undefined;
    }
}
function isReadable(path) {
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.accessSync)(path, node_fs__WEBPACK_IMPORTED_MODULE_1__.constants.R_OK);
        return true;
    }
    catch {
        return false;
    }
}
//# sourceMappingURL=places.js.map

/***/ }),

/***/ 9516:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $p: () => (/* binding */ redactor),
/* harmony export */   QU: () => (/* binding */ maskSecrets),
/* harmony export */   eo: () => (/* binding */ secretForms),
/* harmony export */   ql: () => (/* binding */ readSecrets)
/* harmony export */ });
/* harmony import */ var _uri_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3151);

/** @returns the secrets among the inputs; also those of a later release, which a user may have set already. */
function readSecrets(read) {
    const secrets = ['', 'source-'].map((prefix) => ({
        uri: read(`${prefix}uri`),
        username: read(`${prefix}username`),
        password: read(`${prefix}password`, { trim: false }),
    }));
    // An address may be signed, or have a password; a path is no secret.
    const dump = read('dump');
    return dump.includes('://') ? [...secrets, { uri: dump, username: '', password: '' }] : secrets;
}
/** A URI without credentials is no secret: masked, it would be missing from every error that is about it. */
const ADDRESS_ONLY = /^https?:\/\/[^@]*$/i;
/** Characters of a value in a query that is masked by itself too. */
const LONG = 16;
/**
 * Every form in which a secret can turn up in a log: URI and password as given, line by line, percent-encoded in the
 * ways in use, inside JSON, and as the value of a Basic header. None is blank: masking that would mask the log.
 */
function secretForms(secrets) {
    const forms = secrets.flatMap(({ uri, username, password }) => {
        const inUri = lines(uri).map(userinfo);
        const passwords = unique([
            password,
            password.replace(/[\r\n]+$/, ''),
            ...inUri.flatMap((found) => found.passwords),
        ]);
        const usernames = unique([username, ...inUri.flatMap((found) => found.usernames)]);
        const headers = usernames.flatMap((user) => passwords.map((word) => basic(user, word)));
        const uris = lines(uri).filter((line) => !ADDRESS_ONLY.test(line));
        const queries = lines(uri).flatMap(queryForms);
        return [...uris, ...queries, ...passwords.flatMap(lines).flatMap(encodings), ...headers].flatMap((form) => [form, ...jsonForms(form)]);
    });
    return unique(forms);
}
/** As JSON has it in a string, also where that is plain ASCII. */
function jsonForms(text) {
    const json = JSON.stringify(text).slice(1, -1);
    const ascii = (digits) => json.replace(/[^\x20-\x7e]/g, (unit) => `\\u${digits(unit.charCodeAt(0).toString(16).padStart(4, '0'))}`);
    return [json, ascii((hex) => hex), ascii((hex) => hex.toUpperCase())];
}
/** Has the runner mask every form. First of all, so that even what is said about wrong inputs is masked. */
function maskSecrets(forms, setSecret) {
    for (const form of forms)
        setSecret(form);
}
/** @returns a function that puts `***` in the place of every secret, also where two overlap. */
function redactor(forms) {
    return (text) => {
        const spans = forms.flatMap((form) => occurrences(text, form)).sort((a, b) => a.start - b.start);
        let clean = '';
        let done = 0;
        for (const { start, end } of spans) {
            if (start >= done)
                clean += `${text.slice(done, start)}***`;
            done = Math.max(done, end);
        }
        return clean + text.slice(done);
    };
}
function occurrences(text, form) {
    const found = [];
    for (let start = text.indexOf(form); start !== -1; start = text.indexOf(form, start + 1)) {
        found.push({ start, end: start + form.length });
    }
    return found;
}
/** The secret itself and its lines: a log shows them one at a time, and may trim them. */
function lines(secret) {
    return unique([secret, ...secret.split(/\r\n|\r|\n/).flatMap((line) => [line, line.trim()])]);
}
// Looser than the parser: a password in a URI that will be refused is a secret too.
function userinfo(uri) {
    const { userinfo: text = '' } = (0,_uri_js__WEBPACK_IMPORTED_MODULE_0__/* .splitUserinfo */ .Gw)(uri.replace(/^[a-z][a-z0-9+.-]*:\/+/i, ''));
    const colon = text.indexOf(':');
    const username = text.slice(0, Math.max(colon, 0));
    const password = text.slice(colon + 1);
    return { usernames: [username, (0,_uri_js__WEBPACK_IMPORTED_MODULE_0__/* .decode */ .D4)(username)], passwords: [password, (0,_uri_js__WEBPACK_IMPORTED_MODULE_0__/* .decode */ .D4)(password)] };
}
/** A signed address has its secrets in its query, which is masked whole, and each long value of it: a short one is a word. */
function queryForms(uri) {
    const [, query = ''] = /\?([^#]*)/.exec(uri) ?? [];
    const values = query.split('&').map((pair) => pair.slice(pair.indexOf('=') + 1));
    return [query, ...values.filter((value) => value.length >= LONG)].flatMap((text) => [text, (0,_uri_js__WEBPACK_IMPORTED_MODULE_0__/* .decode */ .D4)(text)]);
}
function encodings(secret) {
    const url = new URL('http://host');
    url.password = secret;
    const encoded = [encodeWith(encodeURIComponent, secret), encodeWith(encodeURI, secret), url.password];
    const lowerCase = encoded.map((text) => text.replace(/%[0-9A-F]{2}/g, (byte) => byte.toLowerCase()));
    const base64 = Buffer.from(secret).toString('base64');
    return [secret, ...encoded, ...lowerCase, base64];
}
// Half a surrogate pair has no encoding; it must not keep the rest from being masked.
function encodeWith(encode, text) {
    try {
        return encode(text);
    }
    catch {
        return text;
    }
}
function basic(username, password) {
    return Buffer.from(`${username}:${password}`).toString('base64');
}
function unique(texts) {
    return [...new Set(texts)].filter((text) => text.trim() !== '');
}
//# sourceMappingURL=secrets.js.map

/***/ }),

/***/ 9067:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ didYouMean)
/* harmony export */ });
/** @returns ` (did you mean 'x'?)` for the nearest of the known words, or nothing where none is near. */
function didYouMean(given, known) {
    const word = given.toLowerCase();
    const nearest = known
        .map((candidate) => ({ candidate, edits: editDistance(word, candidate) }))
        .filter(({ candidate, edits }) => edits <= Math.max(1, Math.floor(candidate.length / 3)))
        .sort((a, b) => a.edits - b.edits)[0];
    return nearest === undefined ? '' : ` (did you mean '${nearest.candidate}'?)`;
}
/** @returns how many characters to insert, delete or change to make one word the other. */
function editDistance(from, to) {
    let row = Array.from({ length: to.length + 1 }, (_, column) => column);
    for (const [line, letter] of [...from].entries()) {
        const next = [line + 1];
        for (let column = 1; column <= to.length; column++) {
            const changed = (row[column - 1] ?? 0) + (to[column - 1] === letter ? 0 : 1);
            next.push(Math.min(changed, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
        }
        row = next;
    }
    return row[to.length] ?? 0;
}
//# sourceMappingURL=suggest.js.map

/***/ }),

/***/ 3151:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   D4: () => (/* binding */ decode),
/* harmony export */   Gw: () => (/* binding */ splitUserinfo),
/* harmony export */   hu: () => (/* binding */ parseTarget)
/* harmony export */ });
/* harmony import */ var _faults_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4440);

/**
 * Address and credentials of a cluster. A user and a password may be percent-encoded or typed as they are:
 *
 * - The userinfo ends at the *last* `@`, and the first `:` in it parts user from password, so a raw password may hold
 *   any of `@ / : ? #`.
 * - Each of the two is percent-decoded if every `%` in it begins an escape and the whole is UTF-8; else it is taken raw.
 * - An `@` belongs to the path only where what is before it cannot be `user:password`: it has a `/` and no `:`, or begins
 *   with an IPv6 host. `http://host:9200/a@b` is the user `host` at the host `b`; in such a path `@` is written `%40`.
 *
 * What it throws tells nothing of the URI.
 */
function parseTarget(uri) {
    if (/[\s\p{Cc}]/u.test(uri)) {
        throw new _faults_js__WEBPACK_IMPORTED_MODULE_0__/* .Refusal */ .P('has whitespace in it', 'Write a space of a password as %20, or use the password input');
    }
    const [head = '', scheme = ''] = /^(https?):\/\//i.exec(uri) ?? [];
    if (head === '')
        throw new _faults_js__WEBPACK_IMPORTED_MODULE_0__/* .Refusal */ .P('does not begin with http:// or https://', SHAPE);
    const { userinfo, address } = splitUserinfo(uri.slice(head.length));
    const auth = userinfo === undefined ? undefined : parseUserinfo(userinfo);
    const url = parseAddress(scheme.toLowerCase(), address);
    return auth === undefined ? { url } : { url, auth };
}
/** Parts what follows the `//`; see {@link parseTarget} for the rule. */
function splitUserinfo(rest) {
    const at = rest.lastIndexOf('@');
    const before = rest.slice(0, Math.max(at, 0));
    const isPath = IPV6_HOST_THEN_PATH.test(before) || (/[/?#]/.test(before) && !before.includes(':'));
    return at === -1 || isPath ? { address: rest } : { userinfo: before, address: rest.slice(at + 1) };
}
/** @returns the text percent-decoded, or as it is where it is not percent-encoded throughout. */
function decode(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}
const SHAPE = 'Write it as https://host:9200, or with credentials as https://user:password@host:9200';
const NO_PASSWORD = 'has a user and no password';
const BOTH = 'Write user:password@, or use the inputs username and password';
const IPV6_HOST_THEN_PATH = /^\[[0-9a-f:.]+\](:\d*)?[/?#]/i;
const IPV6_OR_NAME = /^(?:\[[0-9a-f:.]+\]|[^[\]:/\\@]+)/i;
function parseUserinfo(userinfo) {
    const colon = userinfo.indexOf(':');
    if (colon === -1 || colon === userinfo.length - 1)
        throw new _faults_js__WEBPACK_IMPORTED_MODULE_0__/* .Refusal */ .P(NO_PASSWORD, BOTH);
    const username = decode(userinfo.slice(0, colon));
    if (username === '')
        throw new _faults_js__WEBPACK_IMPORTED_MODULE_0__/* .Refusal */ .P('has a password and no user', SHAPE);
    // Basic authentication parts the two at the first colon.
    if (username.includes(':'))
        throw new _faults_js__WEBPACK_IMPORTED_MODULE_0__/* .Refusal */ .P('has a colon in the user', 'Use a user without one');
    return { username, password: decode(userinfo.slice(colon + 1)) };
}
function parseAddress(scheme, address) {
    if (/[?#]/.test(address))
        throw new _faults_js__WEBPACK_IMPORTED_MODULE_0__/* .Refusal */ .P('has a query or a fragment', 'End it after host, port or path');
    const [host = ''] = IPV6_OR_NAME.exec(address) ?? [];
    if (host === '')
        throw new _faults_js__WEBPACK_IMPORTED_MODULE_0__/* .Refusal */ .P('has no host', SHAPE);
    const rest = address.slice(host.length);
    if (rest.startsWith('@'))
        throw new _faults_js__WEBPACK_IMPORTED_MODULE_0__/* .Refusal */ .P(NO_PASSWORD, BOTH);
    const url = /^(:\d+)?(\/[^\\]*)?$/.test(rest) ? parseUrl(`${scheme}://${address}`) : undefined;
    if (url === undefined)
        throw new _faults_js__WEBPACK_IMPORTED_MODULE_0__/* .Refusal */ .P('has a host or a port that is not valid', SHAPE);
    return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}
// The error of `new URL` holds the URL, so it goes no further.
function parseUrl(text) {
    try {
        return new URL(text);
    }
    catch {
        return undefined;
    }
}
//# sourceMappingURL=uri.js.map

/***/ }),

/***/ 2480:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ nested),
/* harmony export */   w: () => (/* binding */ leavesOf)
/* harmony export */ });
/* harmony import */ var _objects_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7486);

/** @returns the values of an object with dotted names, through all its objects; a list is a value */
function leavesOf(value) {
    const leaves = [];
    const add = (object, prefix) => {
        for (const [key, inner] of Object.entries(object)) {
            const name = prefix + key;
            if ((0,_objects_js__WEBPACK_IMPORTED_MODULE_0__/* .isObject */ .G)(inner))
                add(inner, `${name}.`);
            else
                leaves.push([name, inner]);
        }
    };
    add(value, '');
    return leaves;
}
/**
 * Puts leaves together again, without prototypes, as a key may be `__proto__`. What is below a name that has a value
 * itself stays dotted, as OpenSearch writes it: `{"merge": {"policy": "tiered", "policy.max_merged_segment": "1gb"}}`.
 */
function nested(leaves) {
    const whole = Object.create(null);
    const paths = leaves.map(([name, value]) => ({ keys: name.split('.'), value }));
    for (const { keys, value } of paths.toSorted((a, b) => a.keys.length - b.keys.length)) {
        let at = whole;
        for (let key = keys[0]; keys.length > 1 && key !== undefined; key = keys[0]) {
            // A null is a value too.
            if (at[key] === undefined)
                at[key] = Object.create(null);
            const inner = at[key];
            if (!(0,_objects_js__WEBPACK_IMPORTED_MODULE_0__/* .isObject */ .G)(inner))
                break;
            at = inner;
            keys.shift();
        }
        at[keys.join('.')] = value;
    }
    return whole;
}
//# sourceMappingURL=leaves.js.map

/***/ }),

/***/ 1682:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ag: () => (/* binding */ parseForCode),
/* harmony export */   E3: () => (/* binding */ stringifyLossless),
/* harmony export */   IS: () => (/* binding */ parseLossless),
/* harmony export */   P5: () => (/* binding */ decimalValue),
/* harmony export */   dj: () => (/* binding */ canonicalJson),
/* harmony export */   ro: () => (/* binding */ parseMetadataJson),
/* harmony export */   u0: () => (/* binding */ isExact)
/* harmony export */ });
/* harmony import */ var lossless_json__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(875);
// JSON whose numbers keep what they said: 9007199254740993 and 1e400 are not what JSON.parse makes of them.

/** @throws SyntaxError as JSON.parse does; of a key that comes twice the last counts, as there. */
function parseLossless(text) {
    return (0,lossless_json__WEBPACK_IMPORTED_MODULE_0__/* .parse */ .qg)(text, undefined, { onDuplicateKey: ({ newValue }) => newValue });
}
/** @returns the JSON text of a value of parseLossless, every number as it was. */
function stringifyLossless(value) {
    return (0,lossless_json__WEBPACK_IMPORTED_MODULE_0__/* .stringify */ .As)(value) ?? 'null';
}
/**
 * Parses a value for code that expects plain ones. What JavaScript cannot hold is a BigInt, or a LosslessNumber; both
 * are written as they were by stringifyLossless.
 */
function parseForCode(text) {
    return (0,lossless_json__WEBPACK_IMPORTED_MODULE_0__/* .parse */ .qg)(text, undefined, {
        parseNumber: (digits) => isExact(digits) ? Number(digits) : /^-?\d+$/.test(digits) ? BigInt(digits) : new lossless_json__WEBPACK_IMPORTED_MODULE_0__/* .LosslessNumber */ ._J(digits),
        onDuplicateKey: ({ newValue }) => newValue,
    });
}
/**
 * Parses metadata (settings, mappings, templates) into plain values. A number that JavaScript cannot hold becomes
 * a string, which OpenSearch takes for a number wherever mappings and settings have one.
 */
function parseMetadataJson(text) {
    return (0,lossless_json__WEBPACK_IMPORTED_MODULE_0__/* .parse */ .qg)(text, undefined, {
        parseNumber: (digits) => (isExact(digits) ? Number(digits) : digits),
        onDuplicateKey: ({ newValue }) => newValue,
    });
}
const MAX_EXPONENT_LENGTH = 1000;
const NUMBER = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;
/**
 * @param digits a JSON number, as text
 * @returns its decimal value in one spelling: `1.0`, `1e0` and `1` are all `1e0`; `0` and `-0` are `0`
 */
function decimalValue(digits) {
    const parts = NUMBER.exec(digits);
    if (!parts)
        return digits;
    const [, sign = '', whole = '', fraction = '', exponent = '0'] = parts;
    const all = (whole + fraction).replace(/^0+/, '');
    const significant = withoutEndZeros(all);
    if (significant === '')
        return '0';
    // Nothing reckons with that; it is equal to itself alone.
    if (exponent.length > MAX_EXPONENT_LENGTH)
        return digits;
    const scale = BigInt(exponent) - BigInt(fraction.length) + BigInt(all.length - significant.length);
    return `${sign}${significant}e${scale}`;
}
/** `/0+$/` would begin anew at each zero of a long row that a digit ends. */
function withoutEndZeros(digits) {
    let end = digits.length;
    while (digits[end - 1] === '0')
        end--;
    return digits.slice(0, end);
}
/** @returns whether a JavaScript number holds exactly what the text says. */
function isExact(digits) {
    const value = Number(digits);
    return Number.isFinite(value) && decimalValue(String(value)) === decimalValue(digits);
}
/** @returns the value in one spelling: keys sorted, numbers by decimal value. Equal texts are equal JSON values. */
function canonicalJson(value) {
    if (value instanceof lossless_json__WEBPACK_IMPORTED_MODULE_0__/* .LosslessNumber */ ._J)
        return decimalValue(value.value);
    if (Array.isArray(value))
        return `[${value.map(canonicalJson).join(',')}]`;
    if (value !== null && typeof value === 'object') {
        const keys = Object.keys(value).sort();
        return `{${keys.map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key])}`).join(',')}}`;
    }
    return JSON.stringify(value);
}

//# sourceMappingURL=lossless.js.map

/***/ }),

/***/ 7486:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ isObject)
/* harmony export */ });
/** @returns whether a JSON value is an object: neither null nor a list */
function isObject(value) {
    return value !== null && typeof value === 'object' && !Array.isArray(value);
}
//# sourceMappingURL=objects.js.map

/***/ }),

/***/ 6058:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

// ESM COMPAT FLAG
__nccwpck_require__.r(__webpack_exports__);

// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  ExitCode: () => (/* binding */ ExitCode),
  addPath: () => (/* binding */ addPath),
  debug: () => (/* binding */ debug),
  endGroup: () => (/* binding */ endGroup),
  error: () => (/* binding */ error),
  exportVariable: () => (/* binding */ exportVariable),
  getBooleanInput: () => (/* binding */ getBooleanInput),
  getIDToken: () => (/* binding */ getIDToken),
  getInput: () => (/* binding */ getInput),
  getMultilineInput: () => (/* binding */ getMultilineInput),
  getState: () => (/* binding */ getState),
  group: () => (/* binding */ group),
  info: () => (/* binding */ info),
  isDebug: () => (/* binding */ isDebug),
  markdownSummary: () => (/* reexport */ markdownSummary),
  notice: () => (/* binding */ notice),
  platform: () => (/* reexport */ platform_namespaceObject),
  saveState: () => (/* binding */ saveState),
  setCommandEcho: () => (/* binding */ setCommandEcho),
  setFailed: () => (/* binding */ setFailed),
  setOutput: () => (/* binding */ setOutput),
  setSecret: () => (/* binding */ setSecret),
  startGroup: () => (/* binding */ startGroup),
  summary: () => (/* reexport */ summary),
  toPlatformPath: () => (/* reexport */ toPlatformPath),
  toPosixPath: () => (/* reexport */ toPosixPath),
  toWin32Path: () => (/* reexport */ toWin32Path),
  warning: () => (/* binding */ warning)
});

// NAMESPACE OBJECT: ./node_modules/@actions/core/lib/platform.js
var platform_namespaceObject = {};
__nccwpck_require__.r(platform_namespaceObject);
__nccwpck_require__.d(platform_namespaceObject, {
  arch: () => (arch),
  getDetails: () => (getDetails),
  isLinux: () => (isLinux),
  isMacOS: () => (isMacOS),
  isWindows: () => (isWindows),
  platform: () => (platform)
});

// EXTERNAL MODULE: external "os"
var external_os_ = __nccwpck_require__(857);
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/utils.js
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */
/**
 * Sanitizes an input into a string so it can be passed into issueCommand safely
 * @param input input to sanitize into a string
 */
function toCommandValue(input) {
    if (input === null || input === undefined) {
        return '';
    }
    else if (typeof input === 'string' || input instanceof String) {
        return input;
    }
    return JSON.stringify(input);
}
/**
 *
 * @param annotationProperties
 * @returns The command properties to send with the actual annotation command
 * See IssueCommandProperties: https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs#L646
 */
function toCommandProperties(annotationProperties) {
    if (!Object.keys(annotationProperties).length) {
        return {};
    }
    return {
        title: annotationProperties.title,
        file: annotationProperties.file,
        line: annotationProperties.startLine,
        endLine: annotationProperties.endLine,
        col: annotationProperties.startColumn,
        endColumn: annotationProperties.endColumn
    };
}
//# sourceMappingURL=utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/command.js


/**
 * Issues a command to the GitHub Actions runner
 *
 * @param command - The command name to issue
 * @param properties - Additional properties for the command (key-value pairs)
 * @param message - The message to include with the command
 * @remarks
 * This function outputs a specially formatted string to stdout that the Actions
 * runner interprets as a command. These commands can control workflow behavior,
 * set outputs, create annotations, mask values, and more.
 *
 * Command Format:
 *   ::name key=value,key=value::message
 *
 * @example
 * ```typescript
 * // Issue a warning annotation
 * issueCommand('warning', {}, 'This is a warning message');
 * // Output: ::warning::This is a warning message
 *
 * // Set an environment variable
 * issueCommand('set-env', { name: 'MY_VAR' }, 'some value');
 * // Output: ::set-env name=MY_VAR::some value
 *
 * // Add a secret mask
 * issueCommand('add-mask', {}, 'secretValue123');
 * // Output: ::add-mask::secretValue123
 * ```
 *
 * @internal
 * This is an internal utility function that powers the public API functions
 * such as setSecret, warning, error, and exportVariable.
 */
function issueCommand(command, properties, message) {
    const cmd = new Command(command, properties, message);
    process.stdout.write(cmd.toString() + external_os_.EOL);
}
function issue(name, message = '') {
    issueCommand(name, {}, message);
}
const CMD_STRING = '::';
class Command {
    constructor(command, properties, message) {
        if (!command) {
            command = 'missing.command';
        }
        this.command = command;
        this.properties = properties;
        this.message = message;
    }
    toString() {
        let cmdStr = CMD_STRING + this.command;
        if (this.properties && Object.keys(this.properties).length > 0) {
            cmdStr += ' ';
            let first = true;
            for (const key in this.properties) {
                if (this.properties.hasOwnProperty(key)) {
                    const val = this.properties[key];
                    if (val) {
                        if (first) {
                            first = false;
                        }
                        else {
                            cmdStr += ',';
                        }
                        cmdStr += `${key}=${escapeProperty(val)}`;
                    }
                }
            }
        }
        cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
        return cmdStr;
    }
}
function escapeData(s) {
    return toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A');
}
function escapeProperty(s) {
    return toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A')
        .replace(/:/g, '%3A')
        .replace(/,/g, '%2C');
}
//# sourceMappingURL=command.js.map
// EXTERNAL MODULE: external "crypto"
var external_crypto_ = __nccwpck_require__(6982);
// EXTERNAL MODULE: external "fs"
var external_fs_ = __nccwpck_require__(9896);
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/file-command.js
// For internal use, subject to change.
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */




function issueFileCommand(command, message) {
    const filePath = process.env[`GITHUB_${command}`];
    if (!filePath) {
        throw new Error(`Unable to find environment variable for file command ${command}`);
    }
    if (!external_fs_.existsSync(filePath)) {
        throw new Error(`Missing file at path: ${filePath}`);
    }
    external_fs_.appendFileSync(filePath, `${toCommandValue(message)}${external_os_.EOL}`, {
        encoding: 'utf8'
    });
}
function prepareKeyValueMessage(key, value) {
    const delimiter = `ghadelimiter_${external_crypto_.randomUUID()}`;
    const convertedValue = toCommandValue(value);
    // These should realistically never happen, but just in case someone finds a
    // way to exploit uuid generation let's not allow keys or values that contain
    // the delimiter.
    if (key.includes(delimiter)) {
        throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
    }
    if (convertedValue.includes(delimiter)) {
        throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
    }
    return `${key}<<${delimiter}${external_os_.EOL}${convertedValue}${external_os_.EOL}${delimiter}`;
}
//# sourceMappingURL=file-command.js.map
// EXTERNAL MODULE: external "path"
var external_path_ = __nccwpck_require__(6928);
// EXTERNAL MODULE: ./node_modules/@actions/http-client/lib/index.js + 1 modules
var lib = __nccwpck_require__(4942);
;// CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/auth.js
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};
class BasicCredentialHandler {
    constructor(username, password) {
        this.username = username;
        this.password = password;
    }
    prepareRequest(options) {
        if (!options.headers) {
            throw Error('The request has no headers');
        }
        options.headers['Authorization'] = `Basic ${Buffer.from(`${this.username}:${this.password}`).toString('base64')}`;
    }
    // This handler cannot handle 401
    canHandleAuthentication() {
        return false;
    }
    handleAuthentication() {
        return __awaiter(this, void 0, void 0, function* () {
            throw new Error('not implemented');
        });
    }
}
class BearerCredentialHandler {
    constructor(token) {
        this.token = token;
    }
    // currently implements pre-authorization
    // TODO: support preAuth = false where it hooks on 401
    prepareRequest(options) {
        if (!options.headers) {
            throw Error('The request has no headers');
        }
        options.headers['Authorization'] = `Bearer ${this.token}`;
    }
    // This handler cannot handle 401
    canHandleAuthentication() {
        return false;
    }
    handleAuthentication() {
        return __awaiter(this, void 0, void 0, function* () {
            throw new Error('not implemented');
        });
    }
}
class PersonalAccessTokenCredentialHandler {
    constructor(token) {
        this.token = token;
    }
    // currently implements pre-authorization
    // TODO: support preAuth = false where it hooks on 401
    prepareRequest(options) {
        if (!options.headers) {
            throw Error('The request has no headers');
        }
        options.headers['Authorization'] = `Basic ${Buffer.from(`PAT:${this.token}`).toString('base64')}`;
    }
    // This handler cannot handle 401
    canHandleAuthentication() {
        return false;
    }
    handleAuthentication() {
        return __awaiter(this, void 0, void 0, function* () {
            throw new Error('not implemented');
        });
    }
}
//# sourceMappingURL=auth.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/oidc-utils.js
var oidc_utils_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};



class OidcClient {
    static createHttpClient(allowRetry = true, maxRetry = 10) {
        const requestOptions = {
            allowRetries: allowRetry,
            maxRetries: maxRetry
        };
        return new lib/* HttpClient */.Qq('actions/oidc-client', [new BearerCredentialHandler(OidcClient.getRequestToken())], requestOptions);
    }
    static getRequestToken() {
        const token = process.env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'];
        if (!token) {
            throw new Error('Unable to get ACTIONS_ID_TOKEN_REQUEST_TOKEN env variable');
        }
        return token;
    }
    static getIDTokenUrl() {
        const runtimeUrl = process.env['ACTIONS_ID_TOKEN_REQUEST_URL'];
        if (!runtimeUrl) {
            throw new Error('Unable to get ACTIONS_ID_TOKEN_REQUEST_URL env variable');
        }
        return runtimeUrl;
    }
    static getCall(id_token_url) {
        return oidc_utils_awaiter(this, void 0, void 0, function* () {
            var _a;
            const httpclient = OidcClient.createHttpClient();
            const res = yield httpclient
                .getJson(id_token_url)
                .catch(error => {
                throw new Error(`Failed to get ID Token. \n 
        Error Code : ${error.statusCode}\n 
        Error Message: ${error.message}`);
            });
            const id_token = (_a = res.result) === null || _a === void 0 ? void 0 : _a.value;
            if (!id_token) {
                throw new Error('Response json body do not have ID Token field');
            }
            return id_token;
        });
    }
    static getIDToken(audience) {
        return oidc_utils_awaiter(this, void 0, void 0, function* () {
            try {
                // New ID Token is requested from action service
                let id_token_url = OidcClient.getIDTokenUrl();
                if (audience) {
                    const encodedAudience = encodeURIComponent(audience);
                    id_token_url = `${id_token_url}&audience=${encodedAudience}`;
                }
                debug(`ID token url is ${id_token_url}`);
                const id_token = yield OidcClient.getCall(id_token_url);
                setSecret(id_token);
                return id_token;
            }
            catch (error) {
                throw new Error(`Error message: ${error.message}`);
            }
        });
    }
}
//# sourceMappingURL=oidc-utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/summary.js
var summary_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const { access, appendFile, writeFile } = external_fs_.promises;
const SUMMARY_ENV_VAR = 'GITHUB_STEP_SUMMARY';
const SUMMARY_DOCS_URL = 'https://docs.github.com/actions/using-workflows/workflow-commands-for-github-actions#adding-a-job-summary';
class Summary {
    constructor() {
        this._buffer = '';
    }
    /**
     * Finds the summary file path from the environment, rejects if env var is not found or file does not exist
     * Also checks r/w permissions.
     *
     * @returns step summary file path
     */
    filePath() {
        return summary_awaiter(this, void 0, void 0, function* () {
            if (this._filePath) {
                return this._filePath;
            }
            const pathFromEnv = process.env[SUMMARY_ENV_VAR];
            if (!pathFromEnv) {
                throw new Error(`Unable to find environment variable for $${SUMMARY_ENV_VAR}. Check if your runtime environment supports job summaries.`);
            }
            try {
                yield access(pathFromEnv, external_fs_.constants.R_OK | external_fs_.constants.W_OK);
            }
            catch (_a) {
                throw new Error(`Unable to access summary file: '${pathFromEnv}'. Check if the file has correct read/write permissions.`);
            }
            this._filePath = pathFromEnv;
            return this._filePath;
        });
    }
    /**
     * Wraps content in an HTML tag, adding any HTML attributes
     *
     * @param {string} tag HTML tag to wrap
     * @param {string | null} content content within the tag
     * @param {[attribute: string]: string} attrs key-value list of HTML attributes to add
     *
     * @returns {string} content wrapped in HTML element
     */
    wrap(tag, content, attrs = {}) {
        const htmlAttrs = Object.entries(attrs)
            .map(([key, value]) => ` ${key}="${value}"`)
            .join('');
        if (!content) {
            return `<${tag}${htmlAttrs}>`;
        }
        return `<${tag}${htmlAttrs}>${content}</${tag}>`;
    }
    /**
     * Writes text in the buffer to the summary buffer file and empties buffer. Will append by default.
     *
     * @param {SummaryWriteOptions} [options] (optional) options for write operation
     *
     * @returns {Promise<Summary>} summary instance
     */
    write(options) {
        return summary_awaiter(this, void 0, void 0, function* () {
            const overwrite = !!(options === null || options === void 0 ? void 0 : options.overwrite);
            const filePath = yield this.filePath();
            const writeFunc = overwrite ? writeFile : appendFile;
            yield writeFunc(filePath, this._buffer, { encoding: 'utf8' });
            return this.emptyBuffer();
        });
    }
    /**
     * Clears the summary buffer and wipes the summary file
     *
     * @returns {Summary} summary instance
     */
    clear() {
        return summary_awaiter(this, void 0, void 0, function* () {
            return this.emptyBuffer().write({ overwrite: true });
        });
    }
    /**
     * Returns the current summary buffer as a string
     *
     * @returns {string} string of summary buffer
     */
    stringify() {
        return this._buffer;
    }
    /**
     * If the summary buffer is empty
     *
     * @returns {boolen} true if the buffer is empty
     */
    isEmptyBuffer() {
        return this._buffer.length === 0;
    }
    /**
     * Resets the summary buffer without writing to summary file
     *
     * @returns {Summary} summary instance
     */
    emptyBuffer() {
        this._buffer = '';
        return this;
    }
    /**
     * Adds raw text to the summary buffer
     *
     * @param {string} text content to add
     * @param {boolean} [addEOL=false] (optional) append an EOL to the raw text (default: false)
     *
     * @returns {Summary} summary instance
     */
    addRaw(text, addEOL = false) {
        this._buffer += text;
        return addEOL ? this.addEOL() : this;
    }
    /**
     * Adds the operating system-specific end-of-line marker to the buffer
     *
     * @returns {Summary} summary instance
     */
    addEOL() {
        return this.addRaw(external_os_.EOL);
    }
    /**
     * Adds an HTML codeblock to the summary buffer
     *
     * @param {string} code content to render within fenced code block
     * @param {string} lang (optional) language to syntax highlight code
     *
     * @returns {Summary} summary instance
     */
    addCodeBlock(code, lang) {
        const attrs = Object.assign({}, (lang && { lang }));
        const element = this.wrap('pre', this.wrap('code', code), attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML list to the summary buffer
     *
     * @param {string[]} items list of items to render
     * @param {boolean} [ordered=false] (optional) if the rendered list should be ordered or not (default: false)
     *
     * @returns {Summary} summary instance
     */
    addList(items, ordered = false) {
        const tag = ordered ? 'ol' : 'ul';
        const listItems = items.map(item => this.wrap('li', item)).join('');
        const element = this.wrap(tag, listItems);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML table to the summary buffer
     *
     * @param {SummaryTableCell[]} rows table rows
     *
     * @returns {Summary} summary instance
     */
    addTable(rows) {
        const tableBody = rows
            .map(row => {
            const cells = row
                .map(cell => {
                if (typeof cell === 'string') {
                    return this.wrap('td', cell);
                }
                const { header, data, colspan, rowspan } = cell;
                const tag = header ? 'th' : 'td';
                const attrs = Object.assign(Object.assign({}, (colspan && { colspan })), (rowspan && { rowspan }));
                return this.wrap(tag, data, attrs);
            })
                .join('');
            return this.wrap('tr', cells);
        })
            .join('');
        const element = this.wrap('table', tableBody);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds a collapsable HTML details element to the summary buffer
     *
     * @param {string} label text for the closed state
     * @param {string} content collapsable content
     *
     * @returns {Summary} summary instance
     */
    addDetails(label, content) {
        const element = this.wrap('details', this.wrap('summary', label) + content);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML image tag to the summary buffer
     *
     * @param {string} src path to the image you to embed
     * @param {string} alt text description of the image
     * @param {SummaryImageOptions} options (optional) addition image attributes
     *
     * @returns {Summary} summary instance
     */
    addImage(src, alt, options) {
        const { width, height } = options || {};
        const attrs = Object.assign(Object.assign({}, (width && { width })), (height && { height }));
        const element = this.wrap('img', null, Object.assign({ src, alt }, attrs));
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML section heading element
     *
     * @param {string} text heading text
     * @param {number | string} [level=1] (optional) the heading level, default: 1
     *
     * @returns {Summary} summary instance
     */
    addHeading(text, level) {
        const tag = `h${level}`;
        const allowedTag = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].includes(tag)
            ? tag
            : 'h1';
        const element = this.wrap(allowedTag, text);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML thematic break (<hr>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addSeparator() {
        const element = this.wrap('hr', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML line break (<br>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addBreak() {
        const element = this.wrap('br', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML blockquote to the summary buffer
     *
     * @param {string} text quote text
     * @param {string} cite (optional) citation url
     *
     * @returns {Summary} summary instance
     */
    addQuote(text, cite) {
        const attrs = Object.assign({}, (cite && { cite }));
        const element = this.wrap('blockquote', text, attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML anchor tag to the summary buffer
     *
     * @param {string} text link text/content
     * @param {string} href hyperlink
     *
     * @returns {Summary} summary instance
     */
    addLink(text, href) {
        const element = this.wrap('a', text, { href });
        return this.addRaw(element).addEOL();
    }
}
const _summary = new Summary();
/**
 * @deprecated use `core.summary`
 */
const markdownSummary = _summary;
const summary = _summary;
//# sourceMappingURL=summary.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/path-utils.js

/**
 * toPosixPath converts the given path to the posix form. On Windows, \\ will be
 * replaced with /.
 *
 * @param pth. Path to transform.
 * @return string Posix path.
 */
function toPosixPath(pth) {
    return pth.replace(/[\\]/g, '/');
}
/**
 * toWin32Path converts the given path to the win32 form. On Linux, / will be
 * replaced with \\.
 *
 * @param pth. Path to transform.
 * @return string Win32 path.
 */
function toWin32Path(pth) {
    return pth.replace(/[/]/g, '\\');
}
/**
 * toPlatformPath converts the given path to a platform-specific path. It does
 * this by replacing instances of / and \ with the platform-specific path
 * separator.
 *
 * @param pth The path to platformize.
 * @return string The platform-specific path.
 */
function toPlatformPath(pth) {
    return pth.replace(/[/\\]/g, external_path_.sep);
}
//# sourceMappingURL=path-utils.js.map
// EXTERNAL MODULE: ./node_modules/@actions/exec/lib/exec.js + 3 modules
var exec = __nccwpck_require__(5781);
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/platform.js
var platform_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const getWindowsInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    const { stdout: version } = yield exec/* getExecOutput */.H('powershell -command "(Get-CimInstance -ClassName Win32_OperatingSystem).Version"', undefined, {
        silent: true
    });
    const { stdout: name } = yield exec/* getExecOutput */.H('powershell -command "(Get-CimInstance -ClassName Win32_OperatingSystem).Caption"', undefined, {
        silent: true
    });
    return {
        name: name.trim(),
        version: version.trim()
    };
});
const getMacOsInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    var _a, _b, _c, _d;
    const { stdout } = yield exec/* getExecOutput */.H('sw_vers', undefined, {
        silent: true
    });
    const version = (_b = (_a = stdout.match(/ProductVersion:\s*(.+)/)) === null || _a === void 0 ? void 0 : _a[1]) !== null && _b !== void 0 ? _b : '';
    const name = (_d = (_c = stdout.match(/ProductName:\s*(.+)/)) === null || _c === void 0 ? void 0 : _c[1]) !== null && _d !== void 0 ? _d : '';
    return {
        name,
        version
    };
});
const getLinuxInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    const { stdout } = yield exec/* getExecOutput */.H('lsb_release', ['-i', '-r', '-s'], {
        silent: true
    });
    const [name, version] = stdout.trim().split('\n');
    return {
        name,
        version
    };
});
const platform = external_os_.platform();
const arch = external_os_.arch();
const isWindows = platform === 'win32';
const isMacOS = platform === 'darwin';
const isLinux = platform === 'linux';
function getDetails() {
    return platform_awaiter(this, void 0, void 0, function* () {
        return Object.assign(Object.assign({}, (yield (isWindows
            ? getWindowsInfo()
            : isMacOS
                ? getMacOsInfo()
                : getLinuxInfo()))), { platform,
            arch,
            isWindows,
            isMacOS,
            isLinux });
    });
}
//# sourceMappingURL=platform.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/core.js
var core_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};






/**
 * The code to exit an action
 */
var ExitCode;
(function (ExitCode) {
    /**
     * A code indicating that the action was successful
     */
    ExitCode[ExitCode["Success"] = 0] = "Success";
    /**
     * A code indicating that the action was a failure
     */
    ExitCode[ExitCode["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
//-----------------------------------------------------------------------
// Variables
//-----------------------------------------------------------------------
/**
 * Sets env variable for this action and future actions in the job
 * @param name the name of the variable to set
 * @param val the value of the variable. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function exportVariable(name, val) {
    const convertedVal = toCommandValue(val);
    process.env[name] = convertedVal;
    const filePath = process.env['GITHUB_ENV'] || '';
    if (filePath) {
        return issueFileCommand('ENV', prepareKeyValueMessage(name, val));
    }
    issueCommand('set-env', { name }, convertedVal);
}
/**
 * Registers a secret which will get masked from logs
 *
 * @param secret - Value of the secret to be masked
 * @remarks
 * This function instructs the Actions runner to mask the specified value in any
 * logs produced during the workflow run. Once registered, the secret value will
 * be replaced with asterisks (***) whenever it appears in console output, logs,
 * or error messages.
 *
 * This is useful for protecting sensitive information such as:
 * - API keys
 * - Access tokens
 * - Authentication credentials
 * - URL parameters containing signatures (SAS tokens)
 *
 * Note that masking only affects future logs; any previous appearances of the
 * secret in logs before calling this function will remain unmasked.
 *
 * @example
 * ```typescript
 * // Register an API token as a secret
 * const apiToken = "abc123xyz456";
 * setSecret(apiToken);
 *
 * // Now any logs containing this value will show *** instead
 * console.log(`Using token: ${apiToken}`); // Outputs: "Using token: ***"
 * ```
 */
function setSecret(secret) {
    issueCommand('add-mask', {}, secret);
}
/**
 * Prepends inputPath to the PATH (for this action and future actions)
 * @param inputPath
 */
function addPath(inputPath) {
    const filePath = process.env['GITHUB_PATH'] || '';
    if (filePath) {
        issueFileCommand('PATH', inputPath);
    }
    else {
        issueCommand('add-path', {}, inputPath);
    }
    process.env['PATH'] = `${inputPath}${external_path_.delimiter}${process.env['PATH']}`;
}
/**
 * Gets the value of an input.
 * Unless trimWhitespace is set to false in InputOptions, the value is also trimmed.
 * Returns an empty string if the value is not defined.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string
 */
function getInput(name, options) {
    const val = process.env[`INPUT_${name.replace(/ /g, '_').toUpperCase()}`] || '';
    if (options && options.required && !val) {
        throw new Error(`Input required and not supplied: ${name}`);
    }
    if (options && options.trimWhitespace === false) {
        return val;
    }
    return val.trim();
}
/**
 * Gets the values of an multiline input.  Each value is also trimmed.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string[]
 *
 */
function getMultilineInput(name, options) {
    const inputs = getInput(name, options)
        .split('\n')
        .filter(x => x !== '');
    if (options && options.trimWhitespace === false) {
        return inputs;
    }
    return inputs.map(input => input.trim());
}
/**
 * Gets the input value of the boolean type in the YAML 1.2 "core schema" specification.
 * Support boolean input list: `true | True | TRUE | false | False | FALSE` .
 * The return value is also in boolean type.
 * ref: https://yaml.org/spec/1.2/spec.html#id2804923
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   boolean
 */
function getBooleanInput(name, options) {
    const trueValue = ['true', 'True', 'TRUE'];
    const falseValue = ['false', 'False', 'FALSE'];
    const val = getInput(name, options);
    if (trueValue.includes(val))
        return true;
    if (falseValue.includes(val))
        return false;
    throw new TypeError(`Input does not meet YAML 1.2 "Core Schema" specification: ${name}\n` +
        `Support boolean input list: \`true | True | TRUE | false | False | FALSE\``);
}
/**
 * Sets the value of an output.
 *
 * @param     name     name of the output to set
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function setOutput(name, value) {
    const filePath = process.env['GITHUB_OUTPUT'] || '';
    if (filePath) {
        return issueFileCommand('OUTPUT', prepareKeyValueMessage(name, value));
    }
    process.stdout.write(external_os_.EOL);
    issueCommand('set-output', { name }, toCommandValue(value));
}
/**
 * Enables or disables the echoing of commands into stdout for the rest of the step.
 * Echoing is disabled by default if ACTIONS_STEP_DEBUG is not set.
 *
 */
function setCommandEcho(enabled) {
    issue('echo', enabled ? 'on' : 'off');
}
//-----------------------------------------------------------------------
// Results
//-----------------------------------------------------------------------
/**
 * Sets the action status to failed.
 * When the action exits it will be with an exit code of 1
 * @param message add error issue message
 */
function setFailed(message) {
    process.exitCode = ExitCode.Failure;
    error(message);
}
//-----------------------------------------------------------------------
// Logging Commands
//-----------------------------------------------------------------------
/**
 * Gets whether Actions Step Debug is on or not
 */
function isDebug() {
    return process.env['RUNNER_DEBUG'] === '1';
}
/**
 * Writes debug message to user log
 * @param message debug message
 */
function debug(message) {
    issueCommand('debug', {}, message);
}
/**
 * Adds an error issue
 * @param message error issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function error(message, properties = {}) {
    issueCommand('error', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a warning issue
 * @param message warning issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function warning(message, properties = {}) {
    issueCommand('warning', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a notice issue
 * @param message notice issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function notice(message, properties = {}) {
    issueCommand('notice', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Writes info to log with console.log.
 * @param message info message
 */
function info(message) {
    process.stdout.write(message + external_os_.EOL);
}
/**
 * Begin an output group.
 *
 * Output until the next `groupEnd` will be foldable in this group
 *
 * @param name The name of the output group
 */
function startGroup(name) {
    issue('group', name);
}
/**
 * End an output group.
 */
function endGroup() {
    issue('endgroup');
}
/**
 * Wrap an asynchronous function call in a group.
 *
 * Returns the same type as the function itself.
 *
 * @param name The name of the group
 * @param fn The function to wrap in the group
 */
function group(name, fn) {
    return core_awaiter(this, void 0, void 0, function* () {
        startGroup(name);
        let result;
        try {
            result = yield fn();
        }
        finally {
            endGroup();
        }
        return result;
    });
}
//-----------------------------------------------------------------------
// Wrapper action state
//-----------------------------------------------------------------------
/**
 * Saves state for current action, the state can only be retrieved by this action's post job execution.
 *
 * @param     name     name of the state to store
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function saveState(name, value) {
    const filePath = process.env['GITHUB_STATE'] || '';
    if (filePath) {
        return issueFileCommand('STATE', prepareKeyValueMessage(name, value));
    }
    issueCommand('save-state', { name }, toCommandValue(value));
}
/**
 * Gets the value of an state set by this action's main execution.
 *
 * @param     name     name of the state to get
 * @returns   string
 */
function getState(name) {
    return process.env[`STATE_${name}`] || '';
}
function getIDToken(aud) {
    return core_awaiter(this, void 0, void 0, function* () {
        return yield OidcClient.getIDToken(aud);
    });
}
/**
 * Summary exports
 */

/**
 * @deprecated use core.summary
 */

/**
 * Path exports
 */

/**
 * Platform utilities exports
 */

//# sourceMappingURL=core.js.map

/***/ }),

/***/ 5781:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  m: () => (/* binding */ exec),
  H: () => (/* binding */ getExecOutput)
});

;// CONCATENATED MODULE: external "string_decoder"
const external_string_decoder_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("string_decoder");
// EXTERNAL MODULE: external "os"
var external_os_ = __nccwpck_require__(857);
// EXTERNAL MODULE: external "events"
var external_events_ = __nccwpck_require__(4434);
// EXTERNAL MODULE: external "child_process"
var external_child_process_ = __nccwpck_require__(5317);
// EXTERNAL MODULE: external "path"
var external_path_ = __nccwpck_require__(6928);
// EXTERNAL MODULE: ./node_modules/@actions/io/lib/io.js
var io = __nccwpck_require__(8701);
// EXTERNAL MODULE: ./node_modules/@actions/io/lib/io-util.js
var io_util = __nccwpck_require__(90);
;// CONCATENATED MODULE: external "timers"
const external_timers_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("timers");
;// CONCATENATED MODULE: ./node_modules/@actions/exec/lib/toolrunner.js
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};







/* eslint-disable @typescript-eslint/unbound-method */
const IS_WINDOWS = process.platform === 'win32';
/*
 * Class for running command line tools. Handles quoting and arg parsing in a platform agnostic way.
 */
class ToolRunner extends external_events_.EventEmitter {
    constructor(toolPath, args, options) {
        super();
        if (!toolPath) {
            throw new Error("Parameter 'toolPath' cannot be null or empty.");
        }
        this.toolPath = toolPath;
        this.args = args || [];
        this.options = options || {};
    }
    _debug(message) {
        if (this.options.listeners && this.options.listeners.debug) {
            this.options.listeners.debug(message);
        }
    }
    _getCommandString(options, noPrefix) {
        const toolPath = this._getSpawnFileName();
        const args = this._getSpawnArgs(options);
        let cmd = noPrefix ? '' : '[command]'; // omit prefix when piped to a second tool
        if (IS_WINDOWS) {
            // Windows + cmd file
            if (this._isCmdFile()) {
                cmd += toolPath;
                for (const a of args) {
                    cmd += ` ${a}`;
                }
            }
            // Windows + verbatim
            else if (options.windowsVerbatimArguments) {
                cmd += `"${toolPath}"`;
                for (const a of args) {
                    cmd += ` ${a}`;
                }
            }
            // Windows (regular)
            else {
                cmd += this._windowsQuoteCmdArg(toolPath);
                for (const a of args) {
                    cmd += ` ${this._windowsQuoteCmdArg(a)}`;
                }
            }
        }
        else {
            // OSX/Linux - this can likely be improved with some form of quoting.
            // creating processes on Unix is fundamentally different than Windows.
            // on Unix, execvp() takes an arg array.
            cmd += toolPath;
            for (const a of args) {
                cmd += ` ${a}`;
            }
        }
        return cmd;
    }
    _processLineBuffer(data, strBuffer, onLine) {
        try {
            let s = strBuffer + data.toString();
            let n = s.indexOf(external_os_.EOL);
            while (n > -1) {
                const line = s.substring(0, n);
                onLine(line);
                // the rest of the string ...
                s = s.substring(n + external_os_.EOL.length);
                n = s.indexOf(external_os_.EOL);
            }
            return s;
        }
        catch (err) {
            // streaming lines to console is best effort.  Don't fail a build.
            this._debug(`error processing line. Failed with error ${err}`);
            return '';
        }
    }
    _getSpawnFileName() {
        if (IS_WINDOWS) {
            if (this._isCmdFile()) {
                return process.env['COMSPEC'] || 'cmd.exe';
            }
        }
        return this.toolPath;
    }
    _getSpawnArgs(options) {
        if (IS_WINDOWS) {
            if (this._isCmdFile()) {
                let argline = `/D /S /C "${this._windowsQuoteCmdArg(this.toolPath)}`;
                for (const a of this.args) {
                    argline += ' ';
                    argline += options.windowsVerbatimArguments
                        ? a
                        : this._windowsQuoteCmdArg(a);
                }
                argline += '"';
                return [argline];
            }
        }
        return this.args;
    }
    _endsWith(str, end) {
        return str.endsWith(end);
    }
    _isCmdFile() {
        const upperToolPath = this.toolPath.toUpperCase();
        return (this._endsWith(upperToolPath, '.CMD') ||
            this._endsWith(upperToolPath, '.BAT'));
    }
    _windowsQuoteCmdArg(arg) {
        // for .exe, apply the normal quoting rules that libuv applies
        if (!this._isCmdFile()) {
            return this._uvQuoteCmdArg(arg);
        }
        // otherwise apply quoting rules specific to the cmd.exe command line parser.
        // the libuv rules are generic and are not designed specifically for cmd.exe
        // command line parser.
        //
        // for a detailed description of the cmd.exe command line parser, refer to
        // http://stackoverflow.com/questions/4094699/how-does-the-windows-command-interpreter-cmd-exe-parse-scripts/7970912#7970912
        // need quotes for empty arg
        if (!arg) {
            return '""';
        }
        // determine whether the arg needs to be quoted
        const cmdSpecialChars = [
            ' ',
            '\t',
            '&',
            '(',
            ')',
            '[',
            ']',
            '{',
            '}',
            '^',
            '=',
            ';',
            '!',
            "'",
            '+',
            ',',
            '`',
            '~',
            '|',
            '<',
            '>',
            '"'
        ];
        let needsQuotes = false;
        for (const char of arg) {
            if (cmdSpecialChars.some(x => x === char)) {
                needsQuotes = true;
                break;
            }
        }
        // short-circuit if quotes not needed
        if (!needsQuotes) {
            return arg;
        }
        // the following quoting rules are very similar to the rules that by libuv applies.
        //
        // 1) wrap the string in quotes
        //
        // 2) double-up quotes - i.e. " => ""
        //
        //    this is different from the libuv quoting rules. libuv replaces " with \", which unfortunately
        //    doesn't work well with a cmd.exe command line.
        //
        //    note, replacing " with "" also works well if the arg is passed to a downstream .NET console app.
        //    for example, the command line:
        //          foo.exe "myarg:""my val"""
        //    is parsed by a .NET console app into an arg array:
        //          [ "myarg:\"my val\"" ]
        //    which is the same end result when applying libuv quoting rules. although the actual
        //    command line from libuv quoting rules would look like:
        //          foo.exe "myarg:\"my val\""
        //
        // 3) double-up slashes that precede a quote,
        //    e.g.  hello \world    => "hello \world"
        //          hello\"world    => "hello\\""world"
        //          hello\\"world   => "hello\\\\""world"
        //          hello world\    => "hello world\\"
        //
        //    technically this is not required for a cmd.exe command line, or the batch argument parser.
        //    the reasons for including this as a .cmd quoting rule are:
        //
        //    a) this is optimized for the scenario where the argument is passed from the .cmd file to an
        //       external program. many programs (e.g. .NET console apps) rely on the slash-doubling rule.
        //
        //    b) it's what we've been doing previously (by deferring to node default behavior) and we
        //       haven't heard any complaints about that aspect.
        //
        // note, a weakness of the quoting rules chosen here, is that % is not escaped. in fact, % cannot be
        // escaped when used on the command line directly - even though within a .cmd file % can be escaped
        // by using %%.
        //
        // the saving grace is, on the command line, %var% is left as-is if var is not defined. this contrasts
        // the line parsing rules within a .cmd file, where if var is not defined it is replaced with nothing.
        //
        // one option that was explored was replacing % with ^% - i.e. %var% => ^%var^%. this hack would
        // often work, since it is unlikely that var^ would exist, and the ^ character is removed when the
        // variable is used. the problem, however, is that ^ is not removed when %* is used to pass the args
        // to an external program.
        //
        // an unexplored potential solution for the % escaping problem, is to create a wrapper .cmd file.
        // % can be escaped within a .cmd file.
        let reverse = '"';
        let quoteHit = true;
        for (let i = arg.length; i > 0; i--) {
            // walk the string in reverse
            reverse += arg[i - 1];
            if (quoteHit && arg[i - 1] === '\\') {
                reverse += '\\'; // double the slash
            }
            else if (arg[i - 1] === '"') {
                quoteHit = true;
                reverse += '"'; // double the quote
            }
            else {
                quoteHit = false;
            }
        }
        reverse += '"';
        return reverse.split('').reverse().join('');
    }
    _uvQuoteCmdArg(arg) {
        // Tool runner wraps child_process.spawn() and needs to apply the same quoting as
        // Node in certain cases where the undocumented spawn option windowsVerbatimArguments
        // is used.
        //
        // Since this function is a port of quote_cmd_arg from Node 4.x (technically, lib UV,
        // see https://github.com/nodejs/node/blob/v4.x/deps/uv/src/win/process.c for details),
        // pasting copyright notice from Node within this function:
        //
        //      Copyright Joyent, Inc. and other Node contributors. All rights reserved.
        //
        //      Permission is hereby granted, free of charge, to any person obtaining a copy
        //      of this software and associated documentation files (the "Software"), to
        //      deal in the Software without restriction, including without limitation the
        //      rights to use, copy, modify, merge, publish, distribute, sublicense, and/or
        //      sell copies of the Software, and to permit persons to whom the Software is
        //      furnished to do so, subject to the following conditions:
        //
        //      The above copyright notice and this permission notice shall be included in
        //      all copies or substantial portions of the Software.
        //
        //      THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
        //      IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
        //      FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
        //      AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
        //      LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING
        //      FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS
        //      IN THE SOFTWARE.
        if (!arg) {
            // Need double quotation for empty argument
            return '""';
        }
        if (!arg.includes(' ') && !arg.includes('\t') && !arg.includes('"')) {
            // No quotation needed
            return arg;
        }
        if (!arg.includes('"') && !arg.includes('\\')) {
            // No embedded double quotes or backslashes, so I can just wrap
            // quote marks around the whole thing.
            return `"${arg}"`;
        }
        // Expected input/output:
        //   input : hello"world
        //   output: "hello\"world"
        //   input : hello""world
        //   output: "hello\"\"world"
        //   input : hello\world
        //   output: hello\world
        //   input : hello\\world
        //   output: hello\\world
        //   input : hello\"world
        //   output: "hello\\\"world"
        //   input : hello\\"world
        //   output: "hello\\\\\"world"
        //   input : hello world\
        //   output: "hello world\\" - note the comment in libuv actually reads "hello world\"
        //                             but it appears the comment is wrong, it should be "hello world\\"
        let reverse = '"';
        let quoteHit = true;
        for (let i = arg.length; i > 0; i--) {
            // walk the string in reverse
            reverse += arg[i - 1];
            if (quoteHit && arg[i - 1] === '\\') {
                reverse += '\\';
            }
            else if (arg[i - 1] === '"') {
                quoteHit = true;
                reverse += '\\';
            }
            else {
                quoteHit = false;
            }
        }
        reverse += '"';
        return reverse.split('').reverse().join('');
    }
    _cloneExecOptions(options) {
        options = options || {};
        const result = {
            cwd: options.cwd || process.cwd(),
            env: options.env || process.env,
            silent: options.silent || false,
            windowsVerbatimArguments: options.windowsVerbatimArguments || false,
            failOnStdErr: options.failOnStdErr || false,
            ignoreReturnCode: options.ignoreReturnCode || false,
            delay: options.delay || 10000
        };
        result.outStream = options.outStream || process.stdout;
        result.errStream = options.errStream || process.stderr;
        return result;
    }
    _getSpawnOptions(options, toolPath) {
        options = options || {};
        const result = {};
        result.cwd = options.cwd;
        result.env = options.env;
        result['windowsVerbatimArguments'] =
            options.windowsVerbatimArguments || this._isCmdFile();
        if (options.windowsVerbatimArguments) {
            result.argv0 = `"${toolPath}"`;
        }
        return result;
    }
    /**
     * Exec a tool.
     * Output will be streamed to the live console.
     * Returns promise with return code
     *
     * @param     tool     path to tool to exec
     * @param     options  optional exec options.  See ExecOptions
     * @returns   number
     */
    exec() {
        return __awaiter(this, void 0, void 0, function* () {
            // root the tool path if it is unrooted and contains relative pathing
            if (!io_util/* isRooted */.Qh(this.toolPath) &&
                (this.toolPath.includes('/') ||
                    (IS_WINDOWS && this.toolPath.includes('\\')))) {
                // prefer options.cwd if it is specified, however options.cwd may also need to be rooted
                this.toolPath = external_path_.resolve(process.cwd(), this.options.cwd || process.cwd(), this.toolPath);
            }
            // if the tool is only a file name, then resolve it from the PATH
            // otherwise verify it exists (add extension on Windows if necessary)
            this.toolPath = yield io/* which */.K7(this.toolPath, true);
            return new Promise((resolve, reject) => __awaiter(this, void 0, void 0, function* () {
                this._debug(`exec tool: ${this.toolPath}`);
                this._debug('arguments:');
                for (const arg of this.args) {
                    this._debug(`   ${arg}`);
                }
                const optionsNonNull = this._cloneExecOptions(this.options);
                if (!optionsNonNull.silent && optionsNonNull.outStream) {
                    optionsNonNull.outStream.write(this._getCommandString(optionsNonNull) + external_os_.EOL);
                }
                const state = new ExecState(optionsNonNull, this.toolPath);
                state.on('debug', (message) => {
                    this._debug(message);
                });
                if (this.options.cwd && !(yield io_util/* exists */.t2(this.options.cwd))) {
                    return reject(new Error(`The cwd: ${this.options.cwd} does not exist!`));
                }
                const fileName = this._getSpawnFileName();
                const cp = external_child_process_.spawn(fileName, this._getSpawnArgs(optionsNonNull), this._getSpawnOptions(this.options, fileName));
                let stdbuffer = '';
                if (cp.stdout) {
                    cp.stdout.on('data', (data) => {
                        if (this.options.listeners && this.options.listeners.stdout) {
                            this.options.listeners.stdout(data);
                        }
                        if (!optionsNonNull.silent && optionsNonNull.outStream) {
                            optionsNonNull.outStream.write(data);
                        }
                        stdbuffer = this._processLineBuffer(data, stdbuffer, (line) => {
                            if (this.options.listeners && this.options.listeners.stdline) {
                                this.options.listeners.stdline(line);
                            }
                        });
                    });
                }
                let errbuffer = '';
                if (cp.stderr) {
                    cp.stderr.on('data', (data) => {
                        state.processStderr = true;
                        if (this.options.listeners && this.options.listeners.stderr) {
                            this.options.listeners.stderr(data);
                        }
                        if (!optionsNonNull.silent &&
                            optionsNonNull.errStream &&
                            optionsNonNull.outStream) {
                            const s = optionsNonNull.failOnStdErr
                                ? optionsNonNull.errStream
                                : optionsNonNull.outStream;
                            s.write(data);
                        }
                        errbuffer = this._processLineBuffer(data, errbuffer, (line) => {
                            if (this.options.listeners && this.options.listeners.errline) {
                                this.options.listeners.errline(line);
                            }
                        });
                    });
                }
                cp.on('error', (err) => {
                    state.processError = err.message;
                    state.processExited = true;
                    state.processClosed = true;
                    state.CheckComplete();
                });
                cp.on('exit', (code) => {
                    state.processExitCode = code;
                    state.processExited = true;
                    this._debug(`Exit code ${code} received from tool '${this.toolPath}'`);
                    state.CheckComplete();
                });
                cp.on('close', (code) => {
                    state.processExitCode = code;
                    state.processExited = true;
                    state.processClosed = true;
                    this._debug(`STDIO streams have closed for tool '${this.toolPath}'`);
                    state.CheckComplete();
                });
                state.on('done', (error, exitCode) => {
                    if (stdbuffer.length > 0) {
                        this.emit('stdline', stdbuffer);
                    }
                    if (errbuffer.length > 0) {
                        this.emit('errline', errbuffer);
                    }
                    cp.removeAllListeners();
                    if (error) {
                        reject(error);
                    }
                    else {
                        resolve(exitCode);
                    }
                });
                if (this.options.input) {
                    if (!cp.stdin) {
                        throw new Error('child process missing stdin');
                    }
                    cp.stdin.end(this.options.input);
                }
            }));
        });
    }
}
/**
 * Convert an arg string to an array of args. Handles escaping
 *
 * @param    argString   string of arguments
 * @returns  string[]    array of arguments
 */
function argStringToArray(argString) {
    const args = [];
    let inQuotes = false;
    let escaped = false;
    let arg = '';
    function append(c) {
        // we only escape double quotes.
        if (escaped && c !== '"') {
            arg += '\\';
        }
        arg += c;
        escaped = false;
    }
    for (let i = 0; i < argString.length; i++) {
        const c = argString.charAt(i);
        if (c === '"') {
            if (!escaped) {
                inQuotes = !inQuotes;
            }
            else {
                append(c);
            }
            continue;
        }
        if (c === '\\' && escaped) {
            append(c);
            continue;
        }
        if (c === '\\' && inQuotes) {
            escaped = true;
            continue;
        }
        if (c === ' ' && !inQuotes) {
            if (arg.length > 0) {
                args.push(arg);
                arg = '';
            }
            continue;
        }
        append(c);
    }
    if (arg.length > 0) {
        args.push(arg.trim());
    }
    return args;
}
class ExecState extends external_events_.EventEmitter {
    constructor(options, toolPath) {
        super();
        this.processClosed = false; // tracks whether the process has exited and stdio is closed
        this.processError = '';
        this.processExitCode = 0;
        this.processExited = false; // tracks whether the process has exited
        this.processStderr = false; // tracks whether stderr was written to
        this.delay = 10000; // 10 seconds
        this.done = false;
        this.timeout = null;
        if (!toolPath) {
            throw new Error('toolPath must not be empty');
        }
        this.options = options;
        this.toolPath = toolPath;
        if (options.delay) {
            this.delay = options.delay;
        }
    }
    CheckComplete() {
        if (this.done) {
            return;
        }
        if (this.processClosed) {
            this._setResult();
        }
        else if (this.processExited) {
            this.timeout = (0,external_timers_namespaceObject.setTimeout)(ExecState.HandleTimeout, this.delay, this);
        }
    }
    _debug(message) {
        this.emit('debug', message);
    }
    _setResult() {
        // determine whether there is an error
        let error;
        if (this.processExited) {
            if (this.processError) {
                error = new Error(`There was an error when attempting to execute the process '${this.toolPath}'. This may indicate the process failed to start. Error: ${this.processError}`);
            }
            else if (this.processExitCode !== 0 && !this.options.ignoreReturnCode) {
                error = new Error(`The process '${this.toolPath}' failed with exit code ${this.processExitCode}`);
            }
            else if (this.processStderr && this.options.failOnStdErr) {
                error = new Error(`The process '${this.toolPath}' failed because one or more lines were written to the STDERR stream`);
            }
        }
        // clear the timeout
        if (this.timeout) {
            clearTimeout(this.timeout);
            this.timeout = null;
        }
        this.done = true;
        this.emit('done', error, this.processExitCode);
    }
    static HandleTimeout(state) {
        if (state.done) {
            return;
        }
        if (!state.processClosed && state.processExited) {
            const message = `The STDIO streams did not close within ${state.delay / 1000} seconds of the exit event from process '${state.toolPath}'. This may indicate a child process inherited the STDIO streams and has not yet exited.`;
            state._debug(message);
        }
        state._setResult();
    }
}
//# sourceMappingURL=toolrunner.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/exec/lib/exec.js
var exec_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


/**
 * Exec a command.
 * Output will be streamed to the live console.
 * Returns promise with return code
 *
 * @param     commandLine        command to execute (can include additional args). Must be correctly escaped.
 * @param     args               optional arguments for tool. Escaping is handled by the lib.
 * @param     options            optional exec options.  See ExecOptions
 * @returns   Promise<number>    exit code
 */
function exec(commandLine, args, options) {
    return exec_awaiter(this, void 0, void 0, function* () {
        const commandArgs = argStringToArray(commandLine);
        if (commandArgs.length === 0) {
            throw new Error(`Parameter 'commandLine' cannot be null or empty.`);
        }
        // Path to tool to execute should be first arg
        const toolPath = commandArgs[0];
        args = commandArgs.slice(1).concat(args || []);
        const runner = new ToolRunner(toolPath, args, options);
        return runner.exec();
    });
}
/**
 * Exec a command and get the output.
 * Output will be streamed to the live console.
 * Returns promise with the exit code and collected stdout and stderr
 *
 * @param     commandLine           command to execute (can include additional args). Must be correctly escaped.
 * @param     args                  optional arguments for tool. Escaping is handled by the lib.
 * @param     options               optional exec options.  See ExecOptions
 * @returns   Promise<ExecOutput>   exit code, stdout, and stderr
 */
function getExecOutput(commandLine, args, options) {
    return exec_awaiter(this, void 0, void 0, function* () {
        var _a, _b;
        let stdout = '';
        let stderr = '';
        //Using string decoder covers the case where a mult-byte character is split
        const stdoutDecoder = new external_string_decoder_namespaceObject.StringDecoder('utf8');
        const stderrDecoder = new external_string_decoder_namespaceObject.StringDecoder('utf8');
        const originalStdoutListener = (_a = options === null || options === void 0 ? void 0 : options.listeners) === null || _a === void 0 ? void 0 : _a.stdout;
        const originalStdErrListener = (_b = options === null || options === void 0 ? void 0 : options.listeners) === null || _b === void 0 ? void 0 : _b.stderr;
        const stdErrListener = (data) => {
            stderr += stderrDecoder.write(data);
            if (originalStdErrListener) {
                originalStdErrListener(data);
            }
        };
        const stdOutListener = (data) => {
            stdout += stdoutDecoder.write(data);
            if (originalStdoutListener) {
                originalStdoutListener(data);
            }
        };
        const listeners = Object.assign(Object.assign({}, options === null || options === void 0 ? void 0 : options.listeners), { stdout: stdOutListener, stderr: stdErrListener });
        const exitCode = yield exec(commandLine, args, Object.assign(Object.assign({}, options), { listeners }));
        //flush any remaining characters
        stdout += stdoutDecoder.end();
        stderr += stderrDecoder.end();
        return {
            exitCode,
            stdout,
            stderr
        };
    });
}
//# sourceMappingURL=exec.js.map

/***/ }),

/***/ 4942:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  Qq: () => (/* binding */ HttpClient)
});

// UNUSED EXPORTS: Headers, HttpClientError, HttpClientResponse, HttpCodes, MediaTypes, getProxyUrl, isHttps

// EXTERNAL MODULE: external "http"
var external_http_ = __nccwpck_require__(8611);
var external_http_namespaceObject = /*#__PURE__*/__nccwpck_require__.t(external_http_, 2);
// EXTERNAL MODULE: external "https"
var external_https_ = __nccwpck_require__(5692);
var external_https_namespaceObject = /*#__PURE__*/__nccwpck_require__.t(external_https_, 2);
;// CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/proxy.js
function getProxyUrl(reqUrl) {
    const usingSsl = reqUrl.protocol === 'https:';
    if (checkBypass(reqUrl)) {
        return undefined;
    }
    const proxyVar = (() => {
        if (usingSsl) {
            return process.env['https_proxy'] || process.env['HTTPS_PROXY'];
        }
        else {
            return process.env['http_proxy'] || process.env['HTTP_PROXY'];
        }
    })();
    if (proxyVar) {
        try {
            return new DecodedURL(proxyVar);
        }
        catch (_a) {
            if (!proxyVar.startsWith('http://') && !proxyVar.startsWith('https://'))
                return new DecodedURL(`http://${proxyVar}`);
        }
    }
    else {
        return undefined;
    }
}
function checkBypass(reqUrl) {
    if (!reqUrl.hostname) {
        return false;
    }
    const reqHost = reqUrl.hostname;
    if (isLoopbackAddress(reqHost)) {
        return true;
    }
    const noProxy = process.env['no_proxy'] || process.env['NO_PROXY'] || '';
    if (!noProxy) {
        return false;
    }
    // Determine the request port
    let reqPort;
    if (reqUrl.port) {
        reqPort = Number(reqUrl.port);
    }
    else if (reqUrl.protocol === 'http:') {
        reqPort = 80;
    }
    else if (reqUrl.protocol === 'https:') {
        reqPort = 443;
    }
    // Format the request hostname and hostname with port
    const upperReqHosts = [reqUrl.hostname.toUpperCase()];
    if (typeof reqPort === 'number') {
        upperReqHosts.push(`${upperReqHosts[0]}:${reqPort}`);
    }
    // Compare request host against noproxy
    for (const upperNoProxyItem of noProxy
        .split(',')
        .map(x => x.trim().toUpperCase())
        .filter(x => x)) {
        if (upperNoProxyItem === '*' ||
            upperReqHosts.some(x => x === upperNoProxyItem ||
                x.endsWith(`.${upperNoProxyItem}`) ||
                (upperNoProxyItem.startsWith('.') &&
                    x.endsWith(`${upperNoProxyItem}`)))) {
            return true;
        }
    }
    return false;
}
function isLoopbackAddress(host) {
    const hostLower = host.toLowerCase();
    return (hostLower === 'localhost' ||
        hostLower.startsWith('127.') ||
        hostLower.startsWith('[::1]') ||
        hostLower.startsWith('[0:0:0:0:0:0:0:1]'));
}
class DecodedURL extends URL {
    constructor(url, base) {
        super(url, base);
        this._decodedUsername = decodeURIComponent(super.username);
        this._decodedPassword = decodeURIComponent(super.password);
    }
    get username() {
        return this._decodedUsername;
    }
    get password() {
        return this._decodedPassword;
    }
}
//# sourceMappingURL=proxy.js.map
// EXTERNAL MODULE: ./node_modules/tunnel/index.js
var tunnel = __nccwpck_require__(770);
// EXTERNAL MODULE: ./script/undici/index.cjs
var undici = __nccwpck_require__(6146);
;// CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/index.js
/* eslint-disable @typescript-eslint/no-explicit-any */
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};





var HttpCodes;
(function (HttpCodes) {
    HttpCodes[HttpCodes["OK"] = 200] = "OK";
    HttpCodes[HttpCodes["MultipleChoices"] = 300] = "MultipleChoices";
    HttpCodes[HttpCodes["MovedPermanently"] = 301] = "MovedPermanently";
    HttpCodes[HttpCodes["ResourceMoved"] = 302] = "ResourceMoved";
    HttpCodes[HttpCodes["SeeOther"] = 303] = "SeeOther";
    HttpCodes[HttpCodes["NotModified"] = 304] = "NotModified";
    HttpCodes[HttpCodes["UseProxy"] = 305] = "UseProxy";
    HttpCodes[HttpCodes["SwitchProxy"] = 306] = "SwitchProxy";
    HttpCodes[HttpCodes["TemporaryRedirect"] = 307] = "TemporaryRedirect";
    HttpCodes[HttpCodes["PermanentRedirect"] = 308] = "PermanentRedirect";
    HttpCodes[HttpCodes["BadRequest"] = 400] = "BadRequest";
    HttpCodes[HttpCodes["Unauthorized"] = 401] = "Unauthorized";
    HttpCodes[HttpCodes["PaymentRequired"] = 402] = "PaymentRequired";
    HttpCodes[HttpCodes["Forbidden"] = 403] = "Forbidden";
    HttpCodes[HttpCodes["NotFound"] = 404] = "NotFound";
    HttpCodes[HttpCodes["MethodNotAllowed"] = 405] = "MethodNotAllowed";
    HttpCodes[HttpCodes["NotAcceptable"] = 406] = "NotAcceptable";
    HttpCodes[HttpCodes["ProxyAuthenticationRequired"] = 407] = "ProxyAuthenticationRequired";
    HttpCodes[HttpCodes["RequestTimeout"] = 408] = "RequestTimeout";
    HttpCodes[HttpCodes["Conflict"] = 409] = "Conflict";
    HttpCodes[HttpCodes["Gone"] = 410] = "Gone";
    HttpCodes[HttpCodes["TooManyRequests"] = 429] = "TooManyRequests";
    HttpCodes[HttpCodes["InternalServerError"] = 500] = "InternalServerError";
    HttpCodes[HttpCodes["NotImplemented"] = 501] = "NotImplemented";
    HttpCodes[HttpCodes["BadGateway"] = 502] = "BadGateway";
    HttpCodes[HttpCodes["ServiceUnavailable"] = 503] = "ServiceUnavailable";
    HttpCodes[HttpCodes["GatewayTimeout"] = 504] = "GatewayTimeout";
})(HttpCodes || (HttpCodes = {}));
var Headers;
(function (Headers) {
    Headers["Accept"] = "accept";
    Headers["ContentType"] = "content-type";
})(Headers || (Headers = {}));
var MediaTypes;
(function (MediaTypes) {
    MediaTypes["ApplicationJson"] = "application/json";
})(MediaTypes || (MediaTypes = {}));
/**
 * Returns the proxy URL, depending upon the supplied url and proxy environment variables.
 * @param serverUrl  The server URL where the request will be sent. For example, https://api.github.com
 */
function lib_getProxyUrl(serverUrl) {
    const proxyUrl = pm.getProxyUrl(new URL(serverUrl));
    return proxyUrl ? proxyUrl.href : '';
}
const HttpRedirectCodes = [
    HttpCodes.MovedPermanently,
    HttpCodes.ResourceMoved,
    HttpCodes.SeeOther,
    HttpCodes.TemporaryRedirect,
    HttpCodes.PermanentRedirect
];
const HttpResponseRetryCodes = [
    HttpCodes.BadGateway,
    HttpCodes.ServiceUnavailable,
    HttpCodes.GatewayTimeout
];
const RetryableHttpVerbs = ['OPTIONS', 'GET', 'DELETE', 'HEAD'];
const ExponentialBackoffCeiling = 10;
const ExponentialBackoffTimeSlice = 5;
class HttpClientError extends Error {
    constructor(message, statusCode) {
        super(message);
        this.name = 'HttpClientError';
        this.statusCode = statusCode;
        Object.setPrototypeOf(this, HttpClientError.prototype);
    }
}
class HttpClientResponse {
    constructor(message) {
        this.message = message;
    }
    readBody() {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve) => __awaiter(this, void 0, void 0, function* () {
                let output = Buffer.alloc(0);
                this.message.on('data', (chunk) => {
                    output = Buffer.concat([output, chunk]);
                });
                this.message.on('end', () => {
                    resolve(output.toString());
                });
            }));
        });
    }
    readBodyBuffer() {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve) => __awaiter(this, void 0, void 0, function* () {
                const chunks = [];
                this.message.on('data', (chunk) => {
                    chunks.push(chunk);
                });
                this.message.on('end', () => {
                    resolve(Buffer.concat(chunks));
                });
            }));
        });
    }
}
function isHttps(requestUrl) {
    const parsedUrl = new URL(requestUrl);
    return parsedUrl.protocol === 'https:';
}
class HttpClient {
    constructor(userAgent, handlers, requestOptions) {
        this._ignoreSslError = false;
        this._allowRedirects = true;
        this._allowRedirectDowngrade = false;
        this._maxRedirects = 50;
        this._allowRetries = false;
        this._maxRetries = 1;
        this._keepAlive = false;
        this._disposed = false;
        this.userAgent = this._getUserAgentWithOrchestrationId(userAgent);
        this.handlers = handlers || [];
        this.requestOptions = requestOptions;
        if (requestOptions) {
            if (requestOptions.ignoreSslError != null) {
                this._ignoreSslError = requestOptions.ignoreSslError;
            }
            this._socketTimeout = requestOptions.socketTimeout;
            if (requestOptions.allowRedirects != null) {
                this._allowRedirects = requestOptions.allowRedirects;
            }
            if (requestOptions.allowRedirectDowngrade != null) {
                this._allowRedirectDowngrade = requestOptions.allowRedirectDowngrade;
            }
            if (requestOptions.maxRedirects != null) {
                this._maxRedirects = Math.max(requestOptions.maxRedirects, 0);
            }
            if (requestOptions.keepAlive != null) {
                this._keepAlive = requestOptions.keepAlive;
            }
            if (requestOptions.allowRetries != null) {
                this._allowRetries = requestOptions.allowRetries;
            }
            if (requestOptions.maxRetries != null) {
                this._maxRetries = requestOptions.maxRetries;
            }
        }
    }
    options(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('OPTIONS', requestUrl, null, additionalHeaders || {});
        });
    }
    get(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('GET', requestUrl, null, additionalHeaders || {});
        });
    }
    del(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('DELETE', requestUrl, null, additionalHeaders || {});
        });
    }
    post(requestUrl, data, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('POST', requestUrl, data, additionalHeaders || {});
        });
    }
    patch(requestUrl, data, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('PATCH', requestUrl, data, additionalHeaders || {});
        });
    }
    put(requestUrl, data, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('PUT', requestUrl, data, additionalHeaders || {});
        });
    }
    head(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('HEAD', requestUrl, null, additionalHeaders || {});
        });
    }
    sendStream(verb, requestUrl, stream, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request(verb, requestUrl, stream, additionalHeaders);
        });
    }
    /**
     * Gets a typed object from an endpoint
     * Be aware that not found returns a null.  Other errors (4xx, 5xx) reject the promise
     */
    getJson(requestUrl_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, additionalHeaders = {}) {
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            const res = yield this.get(requestUrl, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    postJson(requestUrl_1, obj_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, obj, additionalHeaders = {}) {
            const data = JSON.stringify(obj, null, 2);
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            additionalHeaders[Headers.ContentType] =
                this._getExistingOrDefaultContentTypeHeader(additionalHeaders, MediaTypes.ApplicationJson);
            const res = yield this.post(requestUrl, data, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    putJson(requestUrl_1, obj_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, obj, additionalHeaders = {}) {
            const data = JSON.stringify(obj, null, 2);
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            additionalHeaders[Headers.ContentType] =
                this._getExistingOrDefaultContentTypeHeader(additionalHeaders, MediaTypes.ApplicationJson);
            const res = yield this.put(requestUrl, data, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    patchJson(requestUrl_1, obj_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, obj, additionalHeaders = {}) {
            const data = JSON.stringify(obj, null, 2);
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            additionalHeaders[Headers.ContentType] =
                this._getExistingOrDefaultContentTypeHeader(additionalHeaders, MediaTypes.ApplicationJson);
            const res = yield this.patch(requestUrl, data, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    /**
     * Makes a raw http request.
     * All other methods such as get, post, patch, and request ultimately call this.
     * Prefer get, del, post and patch
     */
    request(verb, requestUrl, data, headers) {
        return __awaiter(this, void 0, void 0, function* () {
            if (this._disposed) {
                throw new Error('Client has already been disposed.');
            }
            const parsedUrl = new URL(requestUrl);
            let info = this._prepareRequest(verb, parsedUrl, headers);
            // Only perform retries on reads since writes may not be idempotent.
            const maxTries = this._allowRetries && RetryableHttpVerbs.includes(verb)
                ? this._maxRetries + 1
                : 1;
            let numTries = 0;
            let response;
            do {
                response = yield this.requestRaw(info, data);
                // Check if it's an authentication challenge
                if (response &&
                    response.message &&
                    response.message.statusCode === HttpCodes.Unauthorized) {
                    let authenticationHandler;
                    for (const handler of this.handlers) {
                        if (handler.canHandleAuthentication(response)) {
                            authenticationHandler = handler;
                            break;
                        }
                    }
                    if (authenticationHandler) {
                        return authenticationHandler.handleAuthentication(this, info, data);
                    }
                    else {
                        // We have received an unauthorized response but have no handlers to handle it.
                        // Let the response return to the caller.
                        return response;
                    }
                }
                let redirectsRemaining = this._maxRedirects;
                while (response.message.statusCode &&
                    HttpRedirectCodes.includes(response.message.statusCode) &&
                    this._allowRedirects &&
                    redirectsRemaining > 0) {
                    const redirectUrl = response.message.headers['location'];
                    if (!redirectUrl) {
                        // if there's no location to redirect to, we won't
                        break;
                    }
                    const parsedRedirectUrl = new URL(redirectUrl);
                    if (parsedUrl.protocol === 'https:' &&
                        parsedUrl.protocol !== parsedRedirectUrl.protocol &&
                        !this._allowRedirectDowngrade) {
                        throw new Error('Redirect from HTTPS to HTTP protocol. This downgrade is not allowed for security reasons. If you want to allow this behavior, set the allowRedirectDowngrade option to true.');
                    }
                    // we need to finish reading the response before reassigning response
                    // which will leak the open socket.
                    yield response.readBody();
                    // strip authorization header if redirected to a different hostname
                    if (parsedRedirectUrl.hostname !== parsedUrl.hostname) {
                        for (const header in headers) {
                            // header names are case insensitive
                            if (header.toLowerCase() === 'authorization') {
                                delete headers[header];
                            }
                        }
                    }
                    // let's make the request with the new redirectUrl
                    info = this._prepareRequest(verb, parsedRedirectUrl, headers);
                    response = yield this.requestRaw(info, data);
                    redirectsRemaining--;
                }
                if (!response.message.statusCode ||
                    !HttpResponseRetryCodes.includes(response.message.statusCode)) {
                    // If not a retry code, return immediately instead of retrying
                    return response;
                }
                numTries += 1;
                if (numTries < maxTries) {
                    yield response.readBody();
                    yield this._performExponentialBackoff(numTries);
                }
            } while (numTries < maxTries);
            return response;
        });
    }
    /**
     * Needs to be called if keepAlive is set to true in request options.
     */
    dispose() {
        if (this._agent) {
            this._agent.destroy();
        }
        this._disposed = true;
    }
    /**
     * Raw request.
     * @param info
     * @param data
     */
    requestRaw(info, data) {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve, reject) => {
                function callbackForResult(err, res) {
                    if (err) {
                        reject(err);
                    }
                    else if (!res) {
                        // If `err` is not passed, then `res` must be passed.
                        reject(new Error('Unknown error'));
                    }
                    else {
                        resolve(res);
                    }
                }
                this.requestRawWithCallback(info, data, callbackForResult);
            });
        });
    }
    /**
     * Raw request with callback.
     * @param info
     * @param data
     * @param onResult
     */
    requestRawWithCallback(info, data, onResult) {
        if (typeof data === 'string') {
            if (!info.options.headers) {
                info.options.headers = {};
            }
            info.options.headers['Content-Length'] = Buffer.byteLength(data, 'utf8');
        }
        let callbackCalled = false;
        function handleResult(err, res) {
            if (!callbackCalled) {
                callbackCalled = true;
                onResult(err, res);
            }
        }
        const req = info.httpModule.request(info.options, (msg) => {
            const res = new HttpClientResponse(msg);
            handleResult(undefined, res);
        });
        let socket;
        req.on('socket', sock => {
            socket = sock;
        });
        // If we ever get disconnected, we want the socket to timeout eventually
        req.setTimeout(this._socketTimeout || 3 * 60000, () => {
            if (socket) {
                socket.end();
            }
            handleResult(new Error(`Request timeout: ${info.options.path}`));
        });
        req.on('error', function (err) {
            // err has statusCode property
            // res should have headers
            handleResult(err);
        });
        if (data && typeof data === 'string') {
            req.write(data, 'utf8');
        }
        if (data && typeof data !== 'string') {
            data.on('close', function () {
                req.end();
            });
            data.pipe(req);
        }
        else {
            req.end();
        }
    }
    /**
     * Gets an http agent. This function is useful when you need an http agent that handles
     * routing through a proxy server - depending upon the url and proxy environment variables.
     * @param serverUrl  The server URL where the request will be sent. For example, https://api.github.com
     */
    getAgent(serverUrl) {
        const parsedUrl = new URL(serverUrl);
        return this._getAgent(parsedUrl);
    }
    getAgentDispatcher(serverUrl) {
        const parsedUrl = new URL(serverUrl);
        const proxyUrl = getProxyUrl(parsedUrl);
        const useProxy = proxyUrl && proxyUrl.hostname;
        if (!useProxy) {
            return;
        }
        return this._getProxyAgentDispatcher(parsedUrl, proxyUrl);
    }
    _prepareRequest(method, requestUrl, headers) {
        const info = {};
        info.parsedUrl = requestUrl;
        const usingSsl = info.parsedUrl.protocol === 'https:';
        info.httpModule = usingSsl ? external_https_namespaceObject : external_http_namespaceObject;
        const defaultPort = usingSsl ? 443 : 80;
        info.options = {};
        info.options.host = info.parsedUrl.hostname;
        info.options.port = info.parsedUrl.port
            ? parseInt(info.parsedUrl.port)
            : defaultPort;
        info.options.path =
            (info.parsedUrl.pathname || '') + (info.parsedUrl.search || '');
        info.options.method = method;
        info.options.headers = this._mergeHeaders(headers);
        if (this.userAgent != null) {
            info.options.headers['user-agent'] = this.userAgent;
        }
        info.options.agent = this._getAgent(info.parsedUrl);
        // gives handlers an opportunity to participate
        if (this.handlers) {
            for (const handler of this.handlers) {
                handler.prepareRequest(info.options);
            }
        }
        return info;
    }
    _mergeHeaders(headers) {
        if (this.requestOptions && this.requestOptions.headers) {
            return Object.assign({}, lowercaseKeys(this.requestOptions.headers), lowercaseKeys(headers || {}));
        }
        return lowercaseKeys(headers || {});
    }
    /**
     * Gets an existing header value or returns a default.
     * Handles converting number header values to strings since HTTP headers must be strings.
     * Note: This returns string | string[] since some headers can have multiple values.
     * For headers that must always be a single string (like Content-Type), use the
     * specialized _getExistingOrDefaultContentTypeHeader method instead.
     */
    _getExistingOrDefaultHeader(additionalHeaders, header, _default) {
        let clientHeader;
        if (this.requestOptions && this.requestOptions.headers) {
            const headerValue = lowercaseKeys(this.requestOptions.headers)[header];
            if (headerValue) {
                clientHeader =
                    typeof headerValue === 'number' ? headerValue.toString() : headerValue;
            }
        }
        const additionalValue = additionalHeaders[header];
        if (additionalValue !== undefined) {
            return typeof additionalValue === 'number'
                ? additionalValue.toString()
                : additionalValue;
        }
        if (clientHeader !== undefined) {
            return clientHeader;
        }
        return _default;
    }
    /**
     * Specialized version of _getExistingOrDefaultHeader for Content-Type header.
     * Always returns a single string (not an array) since Content-Type should be a single value.
     * Converts arrays to comma-separated strings and numbers to strings to ensure type safety.
     * This was split from _getExistingOrDefaultHeader to provide stricter typing for callers
     * that assign the result to places expecting a string (e.g., additionalHeaders[Headers.ContentType]).
     */
    _getExistingOrDefaultContentTypeHeader(additionalHeaders, _default) {
        let clientHeader;
        if (this.requestOptions && this.requestOptions.headers) {
            const headerValue = lowercaseKeys(this.requestOptions.headers)[Headers.ContentType];
            if (headerValue) {
                if (typeof headerValue === 'number') {
                    clientHeader = String(headerValue);
                }
                else if (Array.isArray(headerValue)) {
                    clientHeader = headerValue.join(', ');
                }
                else {
                    clientHeader = headerValue;
                }
            }
        }
        const additionalValue = additionalHeaders[Headers.ContentType];
        // Return the first non-undefined value, converting numbers or arrays to strings if necessary
        if (additionalValue !== undefined) {
            if (typeof additionalValue === 'number') {
                return String(additionalValue);
            }
            else if (Array.isArray(additionalValue)) {
                return additionalValue.join(', ');
            }
            else {
                return additionalValue;
            }
        }
        if (clientHeader !== undefined) {
            return clientHeader;
        }
        return _default;
    }
    _getAgent(parsedUrl) {
        let agent;
        const proxyUrl = getProxyUrl(parsedUrl);
        const useProxy = proxyUrl && proxyUrl.hostname;
        if (this._keepAlive && useProxy) {
            agent = this._proxyAgent;
        }
        if (!useProxy) {
            agent = this._agent;
        }
        // if agent is already assigned use that agent.
        if (agent) {
            return agent;
        }
        const usingSsl = parsedUrl.protocol === 'https:';
        let maxSockets = 100;
        if (this.requestOptions) {
            maxSockets = this.requestOptions.maxSockets || external_http_.globalAgent.maxSockets;
        }
        // This is `useProxy` again, but we need to check `proxyURl` directly for TypeScripts's flow analysis.
        if (proxyUrl && proxyUrl.hostname) {
            const agentOptions = {
                maxSockets,
                keepAlive: this._keepAlive,
                proxy: Object.assign(Object.assign({}, ((proxyUrl.username || proxyUrl.password) && {
                    proxyAuth: `${proxyUrl.username}:${proxyUrl.password}`
                })), { host: proxyUrl.hostname, port: proxyUrl.port })
            };
            let tunnelAgent;
            const overHttps = proxyUrl.protocol === 'https:';
            if (usingSsl) {
                tunnelAgent = overHttps ? tunnel.httpsOverHttps : tunnel.httpsOverHttp;
            }
            else {
                tunnelAgent = overHttps ? tunnel.httpOverHttps : tunnel.httpOverHttp;
            }
            agent = tunnelAgent(agentOptions);
            this._proxyAgent = agent;
        }
        // if tunneling agent isn't assigned create a new agent
        if (!agent) {
            const options = { keepAlive: this._keepAlive, maxSockets };
            agent = usingSsl ? new external_https_.Agent(options) : new external_http_.Agent(options);
            this._agent = agent;
        }
        if (usingSsl && this._ignoreSslError) {
            // we don't want to set NODE_TLS_REJECT_UNAUTHORIZED=0 since that will affect request for entire process
            // http.RequestOptions doesn't expose a way to modify RequestOptions.agent.options
            // we have to cast it to any and change it directly
            agent.options = Object.assign(agent.options || {}, {
                rejectUnauthorized: false
            });
        }
        return agent;
    }
    _getProxyAgentDispatcher(parsedUrl, proxyUrl) {
        let proxyAgent;
        if (this._keepAlive) {
            proxyAgent = this._proxyAgentDispatcher;
        }
        // if agent is already assigned use that agent.
        if (proxyAgent) {
            return proxyAgent;
        }
        const usingSsl = parsedUrl.protocol === 'https:';
        proxyAgent = new undici/* ProxyAgent */.k(Object.assign({ uri: proxyUrl.href, pipelining: !this._keepAlive ? 0 : 1 }, ((proxyUrl.username || proxyUrl.password) && {
            token: `Basic ${Buffer.from(`${proxyUrl.username}:${proxyUrl.password}`).toString('base64')}`
        })));
        this._proxyAgentDispatcher = proxyAgent;
        if (usingSsl && this._ignoreSslError) {
            // we don't want to set NODE_TLS_REJECT_UNAUTHORIZED=0 since that will affect request for entire process
            // http.RequestOptions doesn't expose a way to modify RequestOptions.agent.options
            // we have to cast it to any and change it directly
            proxyAgent.options = Object.assign(proxyAgent.options.requestTls || {}, {
                rejectUnauthorized: false
            });
        }
        return proxyAgent;
    }
    _getUserAgentWithOrchestrationId(userAgent) {
        const baseUserAgent = userAgent || 'actions/http-client';
        const orchId = process.env['ACTIONS_ORCHESTRATION_ID'];
        if (orchId) {
            // Sanitize the orchestration ID to ensure it contains only valid characters
            // Valid characters: 0-9, a-z, _, -, .
            const sanitizedId = orchId.replace(/[^a-z0-9_.-]/gi, '_');
            return `${baseUserAgent} actions_orchestration_id/${sanitizedId}`;
        }
        return baseUserAgent;
    }
    _performExponentialBackoff(retryNumber) {
        return __awaiter(this, void 0, void 0, function* () {
            retryNumber = Math.min(ExponentialBackoffCeiling, retryNumber);
            const ms = ExponentialBackoffTimeSlice * Math.pow(2, retryNumber);
            return new Promise(resolve => setTimeout(() => resolve(), ms));
        });
    }
    _processResponse(res, options) {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve, reject) => __awaiter(this, void 0, void 0, function* () {
                const statusCode = res.message.statusCode || 0;
                const response = {
                    statusCode,
                    result: null,
                    headers: {}
                };
                // not found leads to null obj returned
                if (statusCode === HttpCodes.NotFound) {
                    resolve(response);
                }
                // get the result from the body
                function dateTimeDeserializer(key, value) {
                    if (typeof value === 'string') {
                        const a = new Date(value);
                        if (!isNaN(a.valueOf())) {
                            return a;
                        }
                    }
                    return value;
                }
                let obj;
                let contents;
                try {
                    contents = yield res.readBody();
                    if (contents && contents.length > 0) {
                        if (options && options.deserializeDates) {
                            obj = JSON.parse(contents, dateTimeDeserializer);
                        }
                        else {
                            obj = JSON.parse(contents);
                        }
                        response.result = obj;
                    }
                    response.headers = res.message.headers;
                }
                catch (err) {
                    // Invalid resource (contents not json);  leaving result obj null
                }
                // note that 3xx redirects are handled by the http layer.
                if (statusCode > 299) {
                    let msg;
                    // if exception/error in body, attempt to get better error
                    if (obj && obj.message) {
                        msg = obj.message;
                    }
                    else if (contents && contents.length > 0) {
                        // it may be the case that the exception is in the body message as string
                        msg = contents;
                    }
                    else {
                        msg = `Failed request: (${statusCode})`;
                    }
                    const err = new HttpClientError(msg, statusCode);
                    err.result = response.result;
                    reject(err);
                }
                else {
                    resolve(response);
                }
            }));
        });
    }
}
const lowercaseKeys = (obj) => Object.keys(obj).reduce((c, k) => ((c[k.toLowerCase()] = obj[k]), c), {});
//# sourceMappingURL=index.js.map

/***/ }),

/***/ 90:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $1: () => (/* binding */ lstat),
/* harmony export */   Ck: () => (/* binding */ mkdir),
/* harmony export */   Cy: () => (/* binding */ readdir),
/* harmony export */   H8: () => (/* binding */ IS_WINDOWS),
/* harmony export */   Qh: () => (/* binding */ isRooted),
/* harmony export */   YN: () => (/* binding */ symlink),
/* harmony export */   dJ: () => (/* binding */ stat),
/* harmony export */   h_: () => (/* binding */ readlink),
/* harmony export */   k6: () => (/* binding */ chmod),
/* harmony export */   m3: () => (/* binding */ copyFile),
/* harmony export */   rm: () => (/* binding */ rm),
/* harmony export */   t2: () => (/* binding */ exists),
/* harmony export */   vr: () => (/* binding */ tryGetExecutablePath),
/* harmony export */   y1: () => (/* binding */ unlink)
/* harmony export */ });
/* unused harmony exports open, rename, rmdir, UV_FS_O_EXLOCK, READONLY, isDirectory, getCmdPath */
/* harmony import */ var fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9896);
/* harmony import */ var path__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6928);
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const { chmod, copyFile, lstat, mkdir, open, readdir, rename, rm, rmdir, stat, symlink, unlink } = fs__WEBPACK_IMPORTED_MODULE_0__.promises;
// export const {open} = 'fs'
const IS_WINDOWS = process.platform === 'win32';
/**
 * Custom implementation of readlink to ensure Windows junctions
 * maintain trailing backslash for backward compatibility with Node.js < 24
 *
 * In Node.js 20, Windows junctions (directory symlinks) always returned paths
 * with trailing backslashes. Node.js 24 removed this behavior, which breaks
 * code that relied on this format for path operations.
 *
 * This implementation restores the Node 20 behavior by adding a trailing
 * backslash to all junction results on Windows.
 */
function readlink(fsPath) {
    return __awaiter(this, void 0, void 0, function* () {
        const result = yield fs__WEBPACK_IMPORTED_MODULE_0__.promises.readlink(fsPath);
        // On Windows, restore Node 20 behavior: add trailing backslash to all results
        // since junctions on Windows are always directory links
        if (IS_WINDOWS && !result.endsWith('\\')) {
            return `${result}\\`;
        }
        return result;
    });
}
// See https://github.com/nodejs/node/blob/d0153aee367422d0858105abec186da4dff0a0c5/deps/uv/include/uv/win.h#L691
const UV_FS_O_EXLOCK = 0x10000000;
const READONLY = fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_RDONLY;
function exists(fsPath) {
    return __awaiter(this, void 0, void 0, function* () {
        try {
            yield stat(fsPath);
        }
        catch (err) {
            if (err.code === 'ENOENT') {
                return false;
            }
            throw err;
        }
        return true;
    });
}
function isDirectory(fsPath_1) {
    return __awaiter(this, arguments, void 0, function* (fsPath, useStat = false) {
        const stats = useStat ? yield stat(fsPath) : yield lstat(fsPath);
        return stats.isDirectory();
    });
}
/**
 * On OSX/Linux, true if path starts with '/'. On Windows, true for paths like:
 * \, \hello, \\hello\share, C:, and C:\hello (and corresponding alternate separator cases).
 */
function isRooted(p) {
    p = normalizeSeparators(p);
    if (!p) {
        throw new Error('isRooted() parameter "p" cannot be empty');
    }
    if (IS_WINDOWS) {
        return (p.startsWith('\\') || /^[A-Z]:/i.test(p) // e.g. \ or \hello or \\hello
        ); // e.g. C: or C:\hello
    }
    return p.startsWith('/');
}
/**
 * Best effort attempt to determine whether a file exists and is executable.
 * @param filePath    file path to check
 * @param extensions  additional file extensions to try
 * @return if file exists and is executable, returns the file path. otherwise empty string.
 */
function tryGetExecutablePath(filePath, extensions) {
    return __awaiter(this, void 0, void 0, function* () {
        let stats = undefined;
        try {
            // test file exists
            stats = yield stat(filePath);
        }
        catch (err) {
            if (err.code !== 'ENOENT') {
                // eslint-disable-next-line no-console
                console.log(`Unexpected error attempting to determine if executable file exists '${filePath}': ${err}`);
            }
        }
        if (stats && stats.isFile()) {
            if (IS_WINDOWS) {
                // on Windows, test for valid extension
                const upperExt = path__WEBPACK_IMPORTED_MODULE_1__.extname(filePath).toUpperCase();
                if (extensions.some(validExt => validExt.toUpperCase() === upperExt)) {
                    return filePath;
                }
            }
            else {
                if (isUnixExecutable(stats)) {
                    return filePath;
                }
            }
        }
        // try each extension
        const originalFilePath = filePath;
        for (const extension of extensions) {
            filePath = originalFilePath + extension;
            stats = undefined;
            try {
                stats = yield stat(filePath);
            }
            catch (err) {
                if (err.code !== 'ENOENT') {
                    // eslint-disable-next-line no-console
                    console.log(`Unexpected error attempting to determine if executable file exists '${filePath}': ${err}`);
                }
            }
            if (stats && stats.isFile()) {
                if (IS_WINDOWS) {
                    // preserve the case of the actual file (since an extension was appended)
                    try {
                        const directory = path__WEBPACK_IMPORTED_MODULE_1__.dirname(filePath);
                        const upperName = path__WEBPACK_IMPORTED_MODULE_1__.basename(filePath).toUpperCase();
                        for (const actualName of yield readdir(directory)) {
                            if (upperName === actualName.toUpperCase()) {
                                filePath = path__WEBPACK_IMPORTED_MODULE_1__.join(directory, actualName);
                                break;
                            }
                        }
                    }
                    catch (err) {
                        // eslint-disable-next-line no-console
                        console.log(`Unexpected error attempting to determine the actual case of the file '${filePath}': ${err}`);
                    }
                    return filePath;
                }
                else {
                    if (isUnixExecutable(stats)) {
                        return filePath;
                    }
                }
            }
        }
        return '';
    });
}
function normalizeSeparators(p) {
    p = p || '';
    if (IS_WINDOWS) {
        // convert slashes on Windows
        p = p.replace(/\//g, '\\');
        // remove redundant slashes
        return p.replace(/\\\\+/g, '\\');
    }
    // remove redundant slashes
    return p.replace(/\/\/+/g, '/');
}
// on Mac/Linux, test the execute bit
//     R   W  X  R  W X R W X
//   256 128 64 32 16 8 4 2 1
function isUnixExecutable(stats) {
    return ((stats.mode & 1) > 0 ||
        ((stats.mode & 8) > 0 &&
            process.getgid !== undefined &&
            stats.gid === process.getgid()) ||
        ((stats.mode & 64) > 0 &&
            process.getuid !== undefined &&
            stats.uid === process.getuid()));
}
// Get the path of cmd.exe in windows
function getCmdPath() {
    var _a;
    return (_a = process.env['COMSPEC']) !== null && _a !== void 0 ? _a : `cmd.exe`;
}
//# sourceMappingURL=io-util.js.map

/***/ }),

/***/ 8701:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   K7: () => (/* binding */ which),
/* harmony export */   U$: () => (/* binding */ mkdirP),
/* harmony export */   Yz: () => (/* binding */ rmRF),
/* harmony export */   cp: () => (/* binding */ cp)
/* harmony export */ });
/* unused harmony exports mv, findInPath */
/* harmony import */ var assert__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2613);
/* harmony import */ var path__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6928);
/* harmony import */ var _io_util_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(90);
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};



/**
 * Copies a file or folder.
 * Based off of shelljs - https://github.com/shelljs/shelljs/blob/9237f66c52e5daa40458f94f9565e18e8132f5a6/src/cp.js
 *
 * @param     source    source path
 * @param     dest      destination path
 * @param     options   optional. See CopyOptions.
 */
function cp(source_1, dest_1) {
    return __awaiter(this, arguments, void 0, function* (source, dest, options = {}) {
        const { force, recursive, copySourceDirectory } = readCopyOptions(options);
        const destStat = (yield _io_util_js__WEBPACK_IMPORTED_MODULE_2__/* .exists */ .t2(dest)) ? yield _io_util_js__WEBPACK_IMPORTED_MODULE_2__/* .stat */ .dJ(dest) : null;
        // Dest is an existing file, but not forcing
        if (destStat && destStat.isFile() && !force) {
            return;
        }
        // If dest is an existing directory, should copy inside.
        const newDest = destStat && destStat.isDirectory() && copySourceDirectory
            ? path__WEBPACK_IMPORTED_MODULE_1__.join(dest, path__WEBPACK_IMPORTED_MODULE_1__.basename(source))
            : dest;
        if (!(yield _io_util_js__WEBPACK_IMPORTED_MODULE_2__/* .exists */ .t2(source))) {
            throw new Error(`no such file or directory: ${source}`);
        }
        const sourceStat = yield _io_util_js__WEBPACK_IMPORTED_MODULE_2__/* .stat */ .dJ(source);
        if (sourceStat.isDirectory()) {
            if (!recursive) {
                throw new Error(`Failed to copy. ${source} is a directory, but tried to copy without recursive flag.`);
            }
            else {
                yield cpDirRecursive(source, newDest, 0, force);
            }
        }
        else {
            if (path__WEBPACK_IMPORTED_MODULE_1__.relative(source, newDest) === '') {
                // a file cannot be copied to itself
                throw new Error(`'${newDest}' and '${source}' are the same file`);
            }
            yield copyFile(source, newDest, force);
        }
    });
}
/**
 * Moves a path.
 *
 * @param     source    source path
 * @param     dest      destination path
 * @param     options   optional. See MoveOptions.
 */
function mv(source_1, dest_1) {
    return __awaiter(this, arguments, void 0, function* (source, dest, options = {}) {
        if (yield ioUtil.exists(dest)) {
            let destExists = true;
            if (yield ioUtil.isDirectory(dest)) {
                // If dest is directory copy src into dest
                dest = path.join(dest, path.basename(source));
                destExists = yield ioUtil.exists(dest);
            }
            if (destExists) {
                if (options.force == null || options.force) {
                    yield rmRF(dest);
                }
                else {
                    throw new Error('Destination already exists');
                }
            }
        }
        yield mkdirP(path.dirname(dest));
        yield ioUtil.rename(source, dest);
    });
}
/**
 * Remove a path recursively with force
 *
 * @param inputPath path to remove
 */
function rmRF(inputPath) {
    return __awaiter(this, void 0, void 0, function* () {
        if (_io_util_js__WEBPACK_IMPORTED_MODULE_2__/* .IS_WINDOWS */ .H8) {
            // Check for invalid characters
            // https://docs.microsoft.com/en-us/windows/win32/fileio/naming-a-file
            if (/[*"<>|]/.test(inputPath)) {
                throw new Error('File path must not contain `*`, `"`, `<`, `>` or `|` on Windows');
            }
        }
        try {
            // note if path does not exist, error is silent
            yield _io_util_js__WEBPACK_IMPORTED_MODULE_2__.rm(inputPath, {
                force: true,
                maxRetries: 3,
                recursive: true,
                retryDelay: 300
            });
        }
        catch (err) {
            throw new Error(`File was unable to be removed ${err}`);
        }
    });
}
/**
 * Make a directory.  Creates the full path with folders in between
 * Will throw if it fails
 *
 * @param   fsPath        path to create
 * @returns Promise<void>
 */
function mkdirP(fsPath) {
    return __awaiter(this, void 0, void 0, function* () {
        (0,assert__WEBPACK_IMPORTED_MODULE_0__.ok)(fsPath, 'a path argument must be provided');
        yield _io_util_js__WEBPACK_IMPORTED_MODULE_2__/* .mkdir */ .Ck(fsPath, { recursive: true });
    });
}
/**
 * Returns path of a tool had the tool actually been invoked.  Resolves via paths.
 * If you check and the tool does not exist, it will throw.
 *
 * @param     tool              name of the tool
 * @param     check             whether to check if tool exists
 * @returns   Promise<string>   path to tool
 */
function which(tool, check) {
    return __awaiter(this, void 0, void 0, function* () {
        if (!tool) {
            throw new Error("parameter 'tool' is required");
        }
        // recursive when check=true
        if (check) {
            const result = yield which(tool, false);
            if (!result) {
                if (_io_util_js__WEBPACK_IMPORTED_MODULE_2__/* .IS_WINDOWS */ .H8) {
                    throw new Error(`Unable to locate executable file: ${tool}. Please verify either the file path exists or the file can be found within a directory specified by the PATH environment variable. Also verify the file has a valid extension for an executable file.`);
                }
                else {
                    throw new Error(`Unable to locate executable file: ${tool}. Please verify either the file path exists or the file can be found within a directory specified by the PATH environment variable. Also check the file mode to verify the file is executable.`);
                }
            }
            return result;
        }
        const matches = yield findInPath(tool);
        if (matches && matches.length > 0) {
            return matches[0];
        }
        return '';
    });
}
/**
 * Returns a list of all occurrences of the given tool on the system path.
 *
 * @returns   Promise<string[]>  the paths of the tool
 */
function findInPath(tool) {
    return __awaiter(this, void 0, void 0, function* () {
        if (!tool) {
            throw new Error("parameter 'tool' is required");
        }
        // build the list of extensions to try
        const extensions = [];
        if (_io_util_js__WEBPACK_IMPORTED_MODULE_2__/* .IS_WINDOWS */ .H8 && process.env['PATHEXT']) {
            for (const extension of process.env['PATHEXT'].split(path__WEBPACK_IMPORTED_MODULE_1__.delimiter)) {
                if (extension) {
                    extensions.push(extension);
                }
            }
        }
        // if it's rooted, return it if exists. otherwise return empty.
        if (_io_util_js__WEBPACK_IMPORTED_MODULE_2__/* .isRooted */ .Qh(tool)) {
            const filePath = yield _io_util_js__WEBPACK_IMPORTED_MODULE_2__/* .tryGetExecutablePath */ .vr(tool, extensions);
            if (filePath) {
                return [filePath];
            }
            return [];
        }
        // if any path separators, return empty
        if (tool.includes(path__WEBPACK_IMPORTED_MODULE_1__.sep)) {
            return [];
        }
        // build the list of directories
        //
        // Note, technically "where" checks the current directory on Windows. From a toolkit perspective,
        // it feels like we should not do this. Checking the current directory seems like more of a use
        // case of a shell, and the which() function exposed by the toolkit should strive for consistency
        // across platforms.
        const directories = [];
        if (process.env.PATH) {
            for (const p of process.env.PATH.split(path__WEBPACK_IMPORTED_MODULE_1__.delimiter)) {
                if (p) {
                    directories.push(p);
                }
            }
        }
        // find all matches
        const matches = [];
        for (const directory of directories) {
            const filePath = yield _io_util_js__WEBPACK_IMPORTED_MODULE_2__/* .tryGetExecutablePath */ .vr(path__WEBPACK_IMPORTED_MODULE_1__.join(directory, tool), extensions);
            if (filePath) {
                matches.push(filePath);
            }
        }
        return matches;
    });
}
function readCopyOptions(options) {
    const force = options.force == null ? true : options.force;
    const recursive = Boolean(options.recursive);
    const copySourceDirectory = options.copySourceDirectory == null
        ? true
        : Boolean(options.copySourceDirectory);
    return { force, recursive, copySourceDirectory };
}
function cpDirRecursive(sourceDir, destDir, currentDepth, force) {
    return __awaiter(this, void 0, void 0, function* () {
        // Ensure there is not a run away recursive copy
        if (currentDepth >= 255)
            return;
        currentDepth++;
        yield mkdirP(destDir);
        const files = yield _io_util_js__WEBPACK_IMPORTED_MODULE_2__/* .readdir */ .Cy(sourceDir);
        for (const fileName of files) {
            const srcFile = `${sourceDir}/${fileName}`;
            const destFile = `${destDir}/${fileName}`;
            const srcFileStat = yield _io_util_js__WEBPACK_IMPORTED_MODULE_2__/* .lstat */ .$1(srcFile);
            if (srcFileStat.isDirectory()) {
                // Recurse
                yield cpDirRecursive(srcFile, destFile, currentDepth, force);
            }
            else {
                yield copyFile(srcFile, destFile, force);
            }
        }
        // Change the mode for the newly created directory
        yield _io_util_js__WEBPACK_IMPORTED_MODULE_2__/* .chmod */ .k6(destDir, (yield _io_util_js__WEBPACK_IMPORTED_MODULE_2__/* .stat */ .dJ(sourceDir)).mode);
    });
}
// Buffered file copy
function copyFile(srcFile, destFile, force) {
    return __awaiter(this, void 0, void 0, function* () {
        if ((yield _io_util_js__WEBPACK_IMPORTED_MODULE_2__/* .lstat */ .$1(srcFile)).isSymbolicLink()) {
            // unlink/re-link it
            try {
                yield _io_util_js__WEBPACK_IMPORTED_MODULE_2__/* .lstat */ .$1(destFile);
                yield _io_util_js__WEBPACK_IMPORTED_MODULE_2__/* .unlink */ .y1(destFile);
            }
            catch (e) {
                // Try to override file permission
                if (e.code === 'EPERM') {
                    yield _io_util_js__WEBPACK_IMPORTED_MODULE_2__/* .chmod */ .k6(destFile, '0666');
                    yield _io_util_js__WEBPACK_IMPORTED_MODULE_2__/* .unlink */ .y1(destFile);
                }
                // other errors = it doesn't exist, no work to do
            }
            // Copy over symlink
            const symlinkFull = yield _io_util_js__WEBPACK_IMPORTED_MODULE_2__/* .readlink */ .h_(srcFile);
            yield _io_util_js__WEBPACK_IMPORTED_MODULE_2__/* .symlink */ .YN(symlinkFull, destFile, _io_util_js__WEBPACK_IMPORTED_MODULE_2__/* .IS_WINDOWS */ .H8 ? 'junction' : null);
        }
        else if (!(yield _io_util_js__WEBPACK_IMPORTED_MODULE_2__/* .exists */ .t2(destFile)) || force) {
            yield _io_util_js__WEBPACK_IMPORTED_MODULE_2__/* .copyFile */ .m3(srcFile, destFile);
        }
    });
}
//# sourceMappingURL=io.js.map

/***/ }),

/***/ 875:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  _J: () => (/* reexport */ LosslessNumber),
  qg: () => (/* reexport */ parse),
  As: () => (/* reexport */ stringify)
});

// UNUSED EXPORTS: UnsafeNumberReason, compareLosslessNumber, compareNumber, config, getUnsafeNumberReason, isInteger, isLosslessNumber, isNumber, isSafeNumber, parseLosslessNumber, parseNumberAndBigInt, reviveDate, splitNumber, toLosslessNumber, toSafeNumberOrThrow

;// CONCATENATED MODULE: ./node_modules/lossless-json/lib/esm/utils.js
/**
 * Test whether a string contains an integer number
 */
function utils_isInteger(value) {
  return INTEGER_REGEX.test(value);
}
const INTEGER_REGEX = /^-?[0-9]+$/;

/**
 * Test whether a string contains a number
 * http://stackoverflow.com/questions/13340717/json-numbers-regular-expression
 */
function isNumber(value) {
  return NUMBER_REGEX.test(value);
}
const NUMBER_REGEX = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/**
 * Test whether a string can be safely represented with a number
 * without information loss.
 *
 * When approx is true, floating point numbers that lose a few digits but
 * are still approximately equal in value are considered safe too.
 * Integer numbers must still be exactly equal.
 */
function isSafeNumber(value, config) {
  if (utils_isInteger(value)) {
    return Number.isSafeInteger(Number.parseInt(value, 10));
  }
  const num = Number.parseFloat(value);
  // Reject unsafe integers written as floats, like '9007199254740992.0', which isInteger(value) misses.
  if (Number.isInteger(num) && !Number.isSafeInteger(num)) {
    return false;
  }
  const parsed = String(num);
  if (value === parsed) {
    return true;
  }
  const valueDigits = extractSignificantDigits(value);
  const parsedDigits = extractSignificantDigits(parsed);
  if (valueDigits === parsedDigits) {
    return true;
  }
  if (config?.approx === true) {
    // A floating point value is approximately equal when:
    // 1. it has at least 14 digits
    // 2. the first 14 digits are equal
    const requiredDigits = 14;
    if (parsedDigits.length >= requiredDigits && valueDigits.startsWith(parsedDigits.substring(0, requiredDigits))) {
      return true;
    }
  }
  return false;
}
let UnsafeNumberReason = /*#__PURE__*/function (UnsafeNumberReason) {
  UnsafeNumberReason["underflow"] = "underflow";
  UnsafeNumberReason["overflow"] = "overflow";
  UnsafeNumberReason["truncate_integer"] = "truncate_integer";
  UnsafeNumberReason["truncate_float"] = "truncate_float";
  return UnsafeNumberReason;
}({});

/**
 * When the provided value is an unsafe number, describe what the reason is:
 * overflow, underflow, truncate_integer, or truncate_float.
 * Returns undefined when the value is safe.
 */
function getUnsafeNumberReason(value) {
  if (isSafeNumber(value, {
    approx: false
  })) {
    return undefined;
  }
  if (utils_isInteger(value)) {
    return UnsafeNumberReason.truncate_integer;
  }
  const num = Number.parseFloat(value);
  if (!Number.isFinite(num)) {
    return UnsafeNumberReason.overflow;
  }
  if (num === 0) {
    return UnsafeNumberReason.underflow;
  }
  return UnsafeNumberReason.truncate_float;
}

/**
 * Convert a string into a number when it is safe to do so.
 * Throws an error otherwise, explaining the reason.
 */
function toSafeNumberOrThrow(value, config) {
  const number = Number.parseFloat(value);
  const unsafeReason = getUnsafeNumberReason(value);
  if (config?.approx === true ? unsafeReason && unsafeReason !== UnsafeNumberReason.truncate_float : unsafeReason) {
    const unsafeReasonText = unsafeReason?.replace(/_\w+$/, '');
    throw new Error(`Cannot safely convert to number: the value '${value}' would ${unsafeReasonText} and become ${number}`);
  }
  return number;
}

/**
 * Split a number into sign, digits, and exponent.
 * Leading zeros and non-canonical zeros are normalized.
 *
 * The value can be constructed again from a split number by inserting a dot
 * at the second character of the digits if there is more than one digit,
 * prepending it with the sign, and appending an "e" and the exponent as follows:
 *
 *     const reconstructed = `${sign}${digits[0]}.${digits.slice(1)}e${exponent}`
 *
 */
function splitNumber(value) {
  const match = value.match(/^(-?)(\d+(?:\.\d*)?)([eE]([+-]?\d+))?$/);
  if (!match) {
    throw new SyntaxError(`Invalid number: ${value}`);
  }
  const sign = match[1];
  const digitsStr = match[2];
  let exponent = match[4] !== undefined ? Number.parseInt(match[4], 10) : 0;
  const dot = digitsStr.indexOf('.');
  exponent += dot !== -1 ? dot - 1 : digitsStr.length - 1;
  const coefficient = digitsStr.replace('.', '');
  const {
    start,
    end
  } = getSignificantDigitRange(coefficient);
  exponent -= start;
  const digits = coefficient.slice(start, end);

  // normalize zero, for example normalizes 0e5 or -0 into 0
  return digits.length > 0 ? {
    sign,
    digits,
    exponent
  } : {
    sign: '',
    digits: '0',
    exponent: 0
  };
}

/**
 * Compare two strings containing a numeric value
 * Returns 1 when a is larger than b, 0 when they are equal,
 * and -1 when a is smaller than b.
 */
function utils_compareNumber(a, b) {
  if (a === b) {
    return 0;
  }
  const aa = splitNumber(a);
  const bb = splitNumber(b);
  const sign = aa.sign === '-' ? -1 : 1;
  if (aa.sign !== bb.sign) {
    return sign;
  }
  if (aa.digits === '0') {
    return bb.digits === '0' ? 0 : -1;
  }
  if (bb.digits === '0') {
    return 1;
  }
  if (aa.exponent !== bb.exponent) {
    return aa.exponent > bb.exponent ? sign : aa.exponent < bb.exponent ? -sign : 0;
  }
  return aa.digits > bb.digits ? sign : aa.digits < bb.digits ? -sign : 0;
}

/**
 * Count the significant digits of a number.
 *
 * For example:
 *   '2.34' returns 3
 *   '-77' returns 2
 *   '0.003400' returns 2
 *   '120.5e+30' returns 4
 **/
function utils_countSignificantDigits(value) {
  const {
    start,
    end
  } = getSignificantDigitRange(value);
  const dot = value.indexOf('.');
  if (dot === -1 || dot < start || dot > end) {
    return end - start;
  }
  return end - start - 1;
}

/**
 * Get the significant digits of a number.
 *
 * For example:
 *   '2.34' returns '234'
 *   '-77' returns '77'
 *   '0.003400' returns '34'
 *   '120.5e+30' returns '1205'
 **/
function extractSignificantDigits(value) {
  const {
    start,
    end
  } = getSignificantDigitRange(value);
  const digits = value.substring(start, end);
  const dot = digits.indexOf('.');
  if (dot === -1) {
    return digits;
  }
  return digits.substring(0, dot) + digits.substring(dot + 1);
}

/**
 * Returns the range (start to end) of the significant digits of a value.
 * Note that this range _may_ contain the decimal dot.
 *
 * For example:
 *
 *     getSignificantDigitRange('0.0325900') // { start: 3, end: 7 }
 *     getSignificantDigitRange('2.0300')    // { start: 0, end: 3 }
 *     getSignificantDigitRange('0.0')       // { start: 3, end: 3 }
 *
 */
function getSignificantDigitRange(value) {
  let start = 0;
  if (value[0] === '-') {
    start++;
  }
  while (value[start] === '0' || value[start] === '.') {
    start++;
  }
  let end = value.lastIndexOf('e');
  if (end === -1) {
    end = value.lastIndexOf('E');
  }
  if (end === -1) {
    end = value.length;
  }
  while ((value[end - 1] === '0' || value[end - 1] === '.') && end > start) {
    end--;
  }
  return {
    start,
    end
  };
}
//# sourceMappingURL=utils.js.map
;// CONCATENATED MODULE: ./node_modules/lossless-json/lib/esm/LosslessNumber.js


// A shared symbol recognizes numbers from separate library copies where instanceof fails.
const losslessNumberMarker = Symbol.for('lossless-json.LosslessNumber');

/**
 * A lossless number. Stores its numeric value as string
 */
class LosslessNumber {
  // numeric value as string
  value;

  /**
   * @deprecated Use the isLosslessNumber(value) function instead.
   *
   * Ordinary objects may also have an isLosslessNumber property, so this
   * field cannot reliably identify lossless numbers.
   */
  isLosslessNumber = true;
  get [losslessNumberMarker]() {
    return true;
  }
  constructor(value) {
    if (!isNumber(value)) {
      throw new Error(`Invalid number (value: "${value}")`);
    }
    this.value = value;
  }

  /**
   * Get the value of the LosslessNumber as number or bigint.
   *
   * - a number is returned for safe numbers and decimal values that only lose some insignificant digits
   * - a bigint is returned for big integer numbers
   * - an Error is thrown for values that will overflow or underflow
   *
   * Note that you can implement your own strategy for conversion by just getting the value as string
   * via .toString(), and using util functions like isInteger, isSafeNumber, getUnsafeNumberReason,
   * and toSafeNumberOrThrow to convert it to a numeric value.
   */
  valueOf() {
    const unsafeReason = getUnsafeNumberReason(this.value);

    // safe or truncate_float
    if (unsafeReason === undefined || unsafeReason === UnsafeNumberReason.truncate_float) {
      return Number.parseFloat(this.value);
    }

    // truncate_integer
    if (utils_isInteger(this.value)) {
      return BigInt(this.value);
    }

    // overflow or underflow
    throw new Error(`Cannot safely convert to number: the value '${this.value}' would ${unsafeReason} and become ${Number.parseFloat(this.value)}`);
  }

  /**
   * Get the value of the LosslessNumber as string.
   */
  toString() {
    return this.value;
  }

  // Note: we do NOT implement a .toJSON() method, and you should not implement
  // or use that, it cannot safely turn the numeric value in the string into
  // stringified JSON since it has to be parsed into a number first.
}

/**
 * Test whether a value is a LosslessNumber
 */
function isLosslessNumber(value) {
  return value !== null && typeof value === 'object' && value[losslessNumberMarker] === true;
}

/**
 * Convert a number into a LosslessNumber if this is possible in a safe way
 * If the value has too many digits, or is NaN or Infinity, an error will be thrown
 */
function toLosslessNumber(value) {
  const maxDigits = 15;
  if (countSignificantDigits(String(value)) > maxDigits) {
    throw new Error(`Invalid number: contains more than 15 digits and is most likely truncated and unsafe by itself (value: ${value})`);
  }
  if (Number.isNaN(value)) {
    throw new Error('Invalid number: NaN');
  }
  if (!Number.isFinite(value)) {
    throw new Error(`Invalid number: ${value}`);
  }
  return new LosslessNumber(String(value));
}

/**
 * Compare two lossless numbers.
 * Returns 1 when a is larger than b, 0 when they are equal,
 * and -1 when a is smaller than b.
 */
function compareLosslessNumber(a, b) {
  return compareNumber(a.value, b.value);
}
//# sourceMappingURL=LosslessNumber.js.map
;// CONCATENATED MODULE: ./node_modules/lossless-json/lib/esm/numberParsers.js


function parseLosslessNumber(value) {
  return new LosslessNumber(value);
}
function parseNumberAndBigInt(value) {
  return isInteger(value) ? BigInt(value) : Number.parseFloat(value);
}
//# sourceMappingURL=numberParsers.js.map
;// CONCATENATED MODULE: ./node_modules/lossless-json/lib/esm/revive.js

/**
 * Revive a json object.
 * Applies the reviver function recursively on all values in the JSON object.
 * @param json   A JSON Object, Array, or value
 * @param reviver
 *              A reviver function invoked with arguments `key` and `value`,
 *              which must return a replacement value. The function context
 *              (`this`) is the Object or Array that contains the currently
 *              handled value.
 */
function revive(json, reviver) {
  return reviveValue({
    '': json
  }, '', json, reviver);
}

/**
 * Revive a value
 */
function reviveValue(context, key, value, reviver) {
  if (Array.isArray(value)) {
    return reviver.call(context, key, reviveArray(value, reviver));
  }
  if (value && typeof value === 'object' && !isLosslessNumber(value)) {
    // note the special case for LosslessNumber,
    // we don't want to iterate over the internals of a LosslessNumber
    return reviver.call(context, key, reviveObject(value, reviver));
  }
  return reviver.call(context, key, value);
}

/**
 * Revive the properties of an object
 */
function reviveObject(object, reviver) {
  for (const key of Object.keys(object)) {
    const value = reviveValue(object, key, object[key], reviver);
    if (value !== undefined) {
      object[key] = value;
    } else {
      delete object[key];
    }
  }
  return object;
}

/**
 * Revive the properties of an Array
 */
function reviveArray(array, reviver) {
  for (let i = 0; i < array.length; i++) {
    const value = reviveValue(array, String(i), array[i], reviver);
    if (value === undefined) {
      // Remove the own property entirely, like native JSON.parse does: the
      // position becomes a genuine hole (no own key, and `Object.keys` omits
      // it) while the length stays unchanged. Assigning `array[i] = undefined`
      // would leave an own property holding `undefined` instead.
      delete array[i];
    } else {
      // Assign right away rather than after the loop: the reviver observes the
      // holder through `this`, so later items must see the already revived
      // values (e.g. a preceding `null` replacement).
      array[i] = value;
    }
  }
  return array;
}
//# sourceMappingURL=revive.js.map
;// CONCATENATED MODULE: ./node_modules/lossless-json/lib/esm/parse.js


/**
 * The LosslessJSON.parse() method parses a string as JSON, optionally transforming
 * the value produced by parsing.
 *
 * The parser is based on the parser of Tan Li Hou shared in
 * https://lihautan.com/json-parser-with-javascript/
 *
 * @param text
 * The string to parse as JSON. See the JSON object for a description of JSON syntax.
 *
 * @param [reviver]
 * If a function, prescribes how the value originally produced by parsing is
 * transformed, before being returned.
 *
 * @param [options=ParseOptions | NumberParserArgument]
 * Pass a custom number parser. Input is a string, and the output can be unknown
 * numeric value: number, bigint, LosslessNumber, or a custom BigNumber library.
 *
 * @returns Returns the Object corresponding to the given JSON text.
 *
 * @throws Throws a SyntaxError exception if the string to parse is not valid JSON.
 */
function parse(text, reviver, options) {
  const optionsObj = typeof options === 'function' ? {
    parseNumber: options
  } : options;
  const parseNumber = optionsObj?.parseNumber ?? parseLosslessNumber;
  const onDuplicateKey = optionsObj?.onDuplicateKey ?? throwDuplicateKey;
  let i = 0;
  const value = parseValue();
  expectValue(value);
  expectEndOfInput();
  return reviver ? revive(value, reviver) : value;
  function parseObject() {
    if (text.charCodeAt(i) === codeOpeningBrace) {
      i++;
      skipWhitespace();
      const object = {};
      let initial = true;
      while (i < text.length && text.charCodeAt(i) !== codeClosingBrace) {
        if (!initial) {
          eatComma();
          skipWhitespace();
        } else {
          initial = false;
        }
        const start = i;
        const key = parseString();
        if (key === undefined) {
          throwObjectKeyExpected();
          return; // To make TS happy
        }
        skipWhitespace();
        eatColon();
        const value = parseValue();
        if (value === undefined) {
          throwObjectValueExpected();
          return; // To make TS happy
        }

        // handle duplicate keys
        // TODO: replace with hasOwn one day, when browser support is high enough
        if (Object.prototype.hasOwnProperty.call(object, key) && !isDeepEqual(value, object[key])) {
          // Note that we could also test `if(key in object) {...}`
          // or `if (object[key] !== 'undefined') {...}`, but that is slower.
          const returnedValue = onDuplicateKey({
            key,
            position: start + 1,
            oldValue: object[key],
            newValue: value
          });
          if (returnedValue !== undefined) {
            setObjectKey(object, key, returnedValue);
          }
        } else {
          setObjectKey(object, key, value);
        }
      }
      if (text.charCodeAt(i) !== codeClosingBrace) {
        throwObjectKeyOrEndExpected();
      }
      i++;
      return object;
    }
  }
  function parseArray() {
    if (text.charCodeAt(i) === codeOpeningBracket) {
      i++;
      skipWhitespace();
      const array = [];
      let initial = true;
      while (i < text.length && text.charCodeAt(i) !== codeClosingBracket) {
        if (!initial) {
          eatComma();
        } else {
          initial = false;
        }
        const value = parseValue();
        expectArrayItem(value);
        array.push(value);
      }
      if (text.charCodeAt(i) !== codeClosingBracket) {
        throwArrayItemOrEndExpected();
      }
      i++;
      return array;
    }
  }
  function parseValue() {
    skipWhitespace();
    const value = parseString() ?? parseNumeric() ?? parseObject() ?? parseArray() ?? parseKeyword('true', true) ?? parseKeyword('false', false) ?? parseKeyword('null', null);
    skipWhitespace();
    return value;
  }
  function parseKeyword(name, value) {
    if (text.slice(i, i + name.length) === name) {
      i += name.length;
      return value;
    }
  }
  function skipWhitespace() {
    while (isWhitespace(text.charCodeAt(i))) {
      i++;
    }
  }
  function parseString() {
    if (text.charCodeAt(i) === codeDoubleQuote) {
      i++;
      let result = '';
      while (i < text.length && text.charCodeAt(i) !== codeDoubleQuote) {
        if (text.charCodeAt(i) === codeBackslash) {
          const char = text[i + 1];
          const escapeChar = escapeCharacters[char];
          if (escapeChar !== undefined) {
            result += escapeChar;
            i++;
          } else if (char === 'u') {
            if (isHex(text.charCodeAt(i + 2)) && isHex(text.charCodeAt(i + 3)) && isHex(text.charCodeAt(i + 4)) && isHex(text.charCodeAt(i + 5))) {
              result += String.fromCharCode(Number.parseInt(text.slice(i + 2, i + 6), 16));
              i += 5;
            } else {
              throwInvalidUnicodeCharacter(i);
            }
          } else {
            throwInvalidEscapeCharacter(i);
          }
        } else {
          if (isValidStringCharacter(text.charCodeAt(i))) {
            result += text[i];
          } else {
            throwInvalidCharacter(text[i]);
          }
        }
        i++;
      }
      expectEndOfString();
      i++;
      return result;
    }
  }
  function parseNumeric() {
    const start = i;
    if (text.charCodeAt(i) === codeMinus) {
      i++;
      expectDigit(start);
    }
    if (text.charCodeAt(i) === codeZero) {
      i++;
    } else if (isNonZeroDigit(text.charCodeAt(i))) {
      i++;
      while (isDigit(text.charCodeAt(i))) {
        i++;
      }
    } else {
      // A JSON number must have an integer part, so a leading dot like '.5'
      // is not a number at all.
      return undefined;
    }
    if (text.charCodeAt(i) === codeDot) {
      i++;
      expectDigit(start);
      while (isDigit(text.charCodeAt(i))) {
        i++;
      }
    }
    if (text.charCodeAt(i) === codeLowercaseE || text.charCodeAt(i) === codeUppercaseE) {
      i++;
      if (text.charCodeAt(i) === codeMinus || text.charCodeAt(i) === codePlus) {
        i++;
      }
      expectDigit(start);
      while (isDigit(text.charCodeAt(i))) {
        i++;
      }
    }
    if (i > start) {
      return parseNumber(text.slice(start, i));
    }
  }
  function eatComma() {
    if (text.charCodeAt(i) !== codeComma) {
      throw new SyntaxError(`Comma ',' expected after value ${gotAt()}`);
    }
    i++;
  }
  function eatColon() {
    if (text.charCodeAt(i) !== codeColon) {
      throw new SyntaxError(`Colon ':' expected after property name ${gotAt()}`);
    }
    i++;
  }
  function expectValue(value) {
    if (value === undefined) {
      throw new SyntaxError(`JSON value expected ${gotAt()}`);
    }
  }
  function expectArrayItem(value) {
    if (value === undefined) {
      throw new SyntaxError(`Array item expected ${gotAt()}`);
    }
  }
  function expectEndOfInput() {
    if (i < text.length) {
      throw new SyntaxError(`Expected end of input ${gotAt()}`);
    }
  }
  function expectDigit(start) {
    if (!isDigit(text.charCodeAt(i))) {
      const numSoFar = text.slice(start, i);
      throw new SyntaxError(`Invalid number '${numSoFar}', expecting a digit ${gotAt()}`);
    }
  }
  function expectEndOfString() {
    if (text.charCodeAt(i) !== codeDoubleQuote) {
      throw new SyntaxError(`End of string '"' expected ${gotAt()}`);
    }
  }
  function throwObjectKeyExpected() {
    throw new SyntaxError(`Quoted object key expected ${gotAt()}`);
  }
  function throwDuplicateKey({
    key,
    position
  }) {
    throw new SyntaxError(`Duplicate key '${key}' encountered at position ${position}`);
  }
  function throwObjectKeyOrEndExpected() {
    throw new SyntaxError(`Quoted object key or end of object '}' expected ${gotAt()}`);
  }
  function throwArrayItemOrEndExpected() {
    throw new SyntaxError(`Array item or end of array ']' expected ${gotAt()}`);
  }
  function throwInvalidCharacter(char) {
    throw new SyntaxError(`Invalid character '${char}' ${pos()}`);
  }
  function throwInvalidEscapeCharacter(start) {
    const chars = text.slice(start, start + 2);
    throw new SyntaxError(`Invalid escape character '${chars}' ${pos()}`);
  }
  function throwObjectValueExpected() {
    throw new SyntaxError(`Object value expected after ':' ${pos()}`);
  }
  function throwInvalidUnicodeCharacter(start) {
    const chars = text.slice(start, start + 6);
    throw new SyntaxError(`Invalid unicode character '${chars}' ${pos()}`);
  }

  // zero based character position
  function pos() {
    return `at position ${i}`;
  }
  function got() {
    return i < text.length ? `but got '${text[i]}'` : 'but reached end of input';
  }
  function gotAt() {
    return `${got()} ${pos()}`;
  }
}
function setObjectKey(object, key, value) {
  if (key === '__proto__') {
    // Plain assignment would trigger the `__proto__` setter inherited from
    // Object.prototype, changing the object's prototype instead of storing the
    // key. Define an ordinary own property, like JSON.parse does.
    Object.defineProperty(object, key, {
      value,
      writable: true,
      enumerable: true,
      configurable: true
    });
  } else {
    object[key] = value;
  }
}
function isWhitespace(code) {
  return code === codeSpace || code === codeNewline || code === codeTab || code === codeReturn;
}
function isHex(code) {
  return code >= codeZero && code <= codeNine || code >= codeUppercaseA && code <= codeUppercaseF || code >= codeLowercaseA && code <= codeLowercaseF;
}
function isDigit(code) {
  return code >= codeZero && code <= codeNine;
}
function isNonZeroDigit(code) {
  return code >= codeOne && code <= codeNine;
}
function isValidStringCharacter(code) {
  return code >= 0x20 && code <= 0x10ffff;
}
function isDeepEqual(a, b) {
  if (a === b) {
    return true;
  }
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => isDeepEqual(item, b[index]));
  }
  if (isObject(a) && isObject(b)) {
    const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
    return keys.every(key => isDeepEqual(a[key], b[key]));
  }
  return false;
}
function isObject(value) {
  return typeof value === 'object' && value !== null;
}

// map with all escape characters
const escapeCharacters = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t'
  // note that \u is handled separately in parseString()
};
const codeBackslash = 0x5c; // "\"
const codeOpeningBrace = 0x7b; // "{"
const codeClosingBrace = 0x7d; // "}"
const codeOpeningBracket = 0x5b; // "["
const codeClosingBracket = 0x5d; // "]"
const codeSpace = 0x20; // " "
const codeNewline = 0xa; // "\n"
const codeTab = 0x9; // "\t"
const codeReturn = 0xd; // "\r"
const codeDoubleQuote = 0x0022; // "
const codePlus = 0x2b; // "+"
const codeMinus = 0x2d; // "-"
const codeZero = 0x30;
const codeOne = 0x31;
const codeNine = 0x39;
const codeComma = 0x2c; // ","
const codeDot = 0x2e; // "." (dot, period)
const codeColon = 0x3a; // ":"
const codeUppercaseA = 0x41; // "A"
const codeLowercaseA = 0x61; // "a"
const codeUppercaseE = 0x45; // "E"
const codeLowercaseE = 0x65; // "e"
const codeUppercaseF = 0x46; // "F"
const codeLowercaseF = 0x66; // "f"
//# sourceMappingURL=parse.js.map
;// CONCATENATED MODULE: ./node_modules/lossless-json/lib/esm/stringify.js



/**
 * The LosslessJSON.stringify() method converts a JavaScript value to a JSON string,
 * optionally replacing values if a replacer function is specified, or
 * optionally including only the specified properties if a replacer array is specified.
 *
 * @param value
 * The value to convert to a JSON string.
 *
 * @param [replacer]
 * A function that alters the behavior of the stringification process,
 * or an array of String and Number objects that serve as a whitelist for
 * selecting the properties of the value object to be included in the JSON string.
 * If this value is null or not provided, all properties of the object are
 * included in the resulting JSON string.
 *
 * @param [space]
 * A String or Number object that's used to insert white space into the output
 * JSON string for readability purposes. If this is a Number, it indicates the
 * number of space characters to use as white space; this number is capped at 10
 * if it's larger than that. Values less than 1 indicate that no space should be
 * used. If this is a String, the string (or the first 10 characters of the string,
 * if it's longer than that) is used as white space. If this parameter is not
 * provided (or is null), no white space is used.
 *
 * @param [numberStringifiers]
 * An optional list with additional number stringifiers, for example to serialize
 * a BigNumber. The output of the function must be valid stringified JSON.
 * When `undefined` is returned, the property will be deleted from the object.
 * The difference with using a `replacer` is that the output of a `replacer`
 * must be JSON and will be stringified afterwards, whereas the output of the
 * `numberStringifiers` is already stringified JSON.
 *
 * @returns Returns the string representation of the JSON object.
 */
function stringify(value, replacer, space, numberStringifiers) {
  const resolvedSpace = resolveSpace(space);
  const replacedValue = typeof replacer === 'function' ? replacer.call({
    '': value
  }, '', value) : value;
  return stringifyValue(replacedValue, '');

  /**
   * Stringify a value
   */
  function stringifyValue(value, indent) {
    if (Array.isArray(numberStringifiers)) {
      const stringifier = numberStringifiers.find(item => item.test(value));
      if (stringifier) {
        const str = stringifier.stringify(value);
        if (typeof str !== 'string' || !isNumber(str)) {
          throw new Error(`Invalid JSON number: output of a number stringifier must be a string containing a JSON number (output: ${str})`);
        }
        return str;
      }
    }

    // boolean, null, number, string, or date
    if (typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string' || value === null || value instanceof Date || value instanceof Boolean || value instanceof Number || value instanceof String) {
      return JSON.stringify(value);
    }

    // lossless number, the secret ingredient :)
    if (isLosslessNumber(value)) {
      return value.toString();
    }

    // BigInt
    if (typeof value === 'bigint') {
      return value.toString();
    }

    // Array
    if (Array.isArray(value)) {
      return stringifyArray(value, indent);
    }

    // Object (test lastly!)
    if (value && typeof value === 'object') {
      return stringifyObject(value, indent);
    }
    return undefined;
  }

  /**
   * Stringify an array
   */
  function stringifyArray(array, indent) {
    if (array.length === 0) {
      return '[]';
    }
    const childIndent = resolvedSpace ? indent + resolvedSpace : undefined;
    let str = resolvedSpace ? '[\n' : '[';
    for (let i = 0; i < array.length; i++) {
      const item = typeof replacer === 'function' ? replacer.call(array, String(i), array[i]) : array[i];
      if (resolvedSpace) {
        str += childIndent;
      }
      if (typeof item !== 'undefined' && typeof item !== 'function') {
        const serialized = stringifyValue(item, childIndent);
        // Values without a JSON representation (a symbol, or an object whose
        // toJSON() returns undefined) become null inside an array.
        str += serialized === undefined ? 'null' : serialized;
      } else {
        str += 'null';
      }
      if (i < array.length - 1) {
        str += resolvedSpace ? ',\n' : ',';
      }
    }
    str += resolvedSpace ? `\n${indent}]` : ']';
    return str;
  }

  /**
   * Stringify an object
   */
  function stringifyObject(object, indent) {
    if (typeof object.toJSON === 'function') {
      return stringifyValue(object.toJSON(), indent);
    }

    // A replacer array is a property whitelist: duplicates must not produce
    // duplicate keys in the output.
    const keys = Array.isArray(replacer) ? [...new Set(replacer.map(String))] : Object.keys(object);
    if (keys.length === 0) {
      return '{}';
    }
    const childIndent = resolvedSpace ? indent + resolvedSpace : undefined;
    let first = true;
    let str = resolvedSpace ? '{\n' : '{';
    for (const key of keys) {
      const value = typeof replacer === 'function' ? replacer.call(object, key, object[key]) : object[key];
      if (includeProperty(key, value)) {
        const serialized = stringifyValue(value, childIndent);
        // Like JSON.stringify, omit properties that have no JSON
        // representation (e.g. an object whose toJSON() returns undefined).
        if (serialized === undefined) {
          continue;
        }
        if (first) {
          first = false;
        } else {
          str += resolvedSpace ? ',\n' : ',';
        }
        const keyStr = JSON.stringify(key);
        str += resolvedSpace ? `${childIndent + keyStr}: ` : `${keyStr}:`;
        str += serialized;
      }
    }
    str += resolvedSpace ? `\n${indent}}` : '}';
    return str;
  }

  /**
   * Test whether to include a property in a stringified object or not.
   */
  function includeProperty(_key, value) {
    return typeof value !== 'undefined' && typeof value !== 'function' && typeof value !== 'symbol';
  }
}

/**
 * The number of spaces or characters a space is capped to, like JSON.stringify does
 */
const MAX_SPACE_LENGTH = 10;

/**
 * Resolve a JSON stringify space:
 * replace a number with a string containing that number of spaces
 */
function resolveSpace(space) {
  if (typeof space === 'number') {
    // same rules as JSON.stringify: truncate towards zero, cap at 10,
    // and treat anything below 1 (including NaN and negatives) as no indent
    const count = Math.min(Math.trunc(space), MAX_SPACE_LENGTH);
    return count >= 1 ? ' '.repeat(count) : undefined;
  }
  if (typeof space === 'string' && space !== '') {
    return space.slice(0, MAX_SPACE_LENGTH);
  }
  return undefined;
}
//# sourceMappingURL=stringify.js.map
;// CONCATENATED MODULE: ./node_modules/lossless-json/lib/esm/index.js








//# sourceMappingURL=index.js.map

/***/ }),

/***/ 9083:
/***/ ((module) => {

module.exports = {"rE":"3.9.0"};

/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/async module */
/******/ (() => {
/******/ 	var webpackQueues = typeof Symbol === "function" ? Symbol("webpack queues") : "__webpack_queues__";
/******/ 	var webpackExports = typeof Symbol === "function" ? Symbol("webpack exports") : "__webpack_exports__";
/******/ 	var webpackError = typeof Symbol === "function" ? Symbol("webpack error") : "__webpack_error__";
/******/ 	var resolveQueue = (queue) => {
/******/ 		if(queue && queue.d < 1) {
/******/ 			queue.d = 1;
/******/ 			queue.forEach((fn) => (fn.r--));
/******/ 			queue.forEach((fn) => (fn.r-- ? fn.r++ : fn()));
/******/ 		}
/******/ 	}
/******/ 	var wrapDeps = (deps) => (deps.map((dep) => {
/******/ 		if(dep !== null && typeof dep === "object") {
/******/ 			if(dep[webpackQueues]) return dep;
/******/ 			if(dep.then) {
/******/ 				var queue = [];
/******/ 				queue.d = 0;
/******/ 				dep.then((r) => {
/******/ 					obj[webpackExports] = r;
/******/ 					resolveQueue(queue);
/******/ 				}, (e) => {
/******/ 					obj[webpackError] = e;
/******/ 					resolveQueue(queue);
/******/ 				});
/******/ 				var obj = {};
/******/ 				obj[webpackQueues] = (fn) => (fn(queue));
/******/ 				return obj;
/******/ 			}
/******/ 		}
/******/ 		var ret = {};
/******/ 		ret[webpackQueues] = x => {};
/******/ 		ret[webpackExports] = dep;
/******/ 		return ret;
/******/ 	}));
/******/ 	__nccwpck_require__.a = (module, body, hasAwait) => {
/******/ 		var queue;
/******/ 		hasAwait && ((queue = []).d = -1);
/******/ 		var depQueues = new Set();
/******/ 		var exports = module.exports;
/******/ 		var currentDeps;
/******/ 		var outerResolve;
/******/ 		var reject;
/******/ 		var promise = new Promise((resolve, rej) => {
/******/ 			reject = rej;
/******/ 			outerResolve = resolve;
/******/ 		});
/******/ 		promise[webpackExports] = exports;
/******/ 		promise[webpackQueues] = (fn) => (queue && fn(queue), depQueues.forEach(fn), promise["catch"](x => {}));
/******/ 		module.exports = promise;
/******/ 		body((deps) => {
/******/ 			currentDeps = wrapDeps(deps);
/******/ 			var fn;
/******/ 			var getResult = () => (currentDeps.map((d) => {
/******/ 				if(d[webpackError]) throw d[webpackError];
/******/ 				return d[webpackExports];
/******/ 			}))
/******/ 			var promise = new Promise((resolve) => {
/******/ 				fn = () => (resolve(getResult));
/******/ 				fn.r = 0;
/******/ 				var fnQueue = (q) => (q !== queue && !depQueues.has(q) && (depQueues.add(q), q && !q.d && (fn.r++, q.push(fn))));
/******/ 				currentDeps.map((dep) => (dep[webpackQueues](fnQueue)));
/******/ 			});
/******/ 			return fn.r ? promise : getResult();
/******/ 		}, (err) => ((err ? reject(promise[webpackError] = err) : outerResolve(exports)), resolveQueue(queue)));
/******/ 		queue && queue.d < 0 && (queue.d = 0);
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/create fake namespace object */
/******/ (() => {
/******/ 	var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 	var leafPrototypes;
/******/ 	// create a fake namespace object
/******/ 	// mode & 1: value is a module id, require it
/******/ 	// mode & 2: merge all properties of value into the ns
/******/ 	// mode & 4: return value when already ns object
/******/ 	// mode & 16: return value when it's Promise-like
/******/ 	// mode & 8|1: behave like require
/******/ 	__nccwpck_require__.t = function(value, mode) {
/******/ 		if(mode & 1) value = this(value);
/******/ 		if(mode & 8) return value;
/******/ 		if(typeof value === 'object' && value) {
/******/ 			if((mode & 4) && value.__esModule) return value;
/******/ 			if((mode & 16) && typeof value.then === 'function') return value;
/******/ 		}
/******/ 		var ns = Object.create(null);
/******/ 		__nccwpck_require__.r(ns);
/******/ 		var def = {};
/******/ 		leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 		for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 			Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 		}
/******/ 		def['default'] = () => (value);
/******/ 		__nccwpck_require__.d(ns, def);
/******/ 		return ns;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".index.js";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
/******/ 
/******/ // startup
/******/ // Load entry module and return exports
/******/ // This entry module used 'module' so it can't be inlined
/******/ var __webpack_exports__ = __nccwpck_require__(5691);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 

//# sourceMappingURL=index.js.map