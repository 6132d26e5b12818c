import type { Transport, Client as WholeClient } from '@opensearch-project/opensearch'
import bulk from '@opensearch-project/opensearch/api/_core/bulk.js'
import count from '@opensearch-project/opensearch/api/_core/count.js'
import info from '@opensearch-project/opensearch/api/_core/info.js'
import mget from '@opensearch-project/opensearch/api/_core/mget.js'
import search from '@opensearch-project/opensearch/api/_core/search.js'
import allocation from '@opensearch-project/opensearch/api/cat/allocation.js'
import clusterGetSettings from '@opensearch-project/opensearch/api/cluster/getSettings.js'
import health from '@opensearch-project/opensearch/api/cluster/health.js'
import clone from '@opensearch-project/opensearch/api/indices/clone.js'
import create from '@opensearch-project/opensearch/api/indices/create.js'
import deleteIndex from '@opensearch-project/opensearch/api/indices/delete.js'
import get from '@opensearch-project/opensearch/api/indices/get.js'
import getAlias from '@opensearch-project/opensearch/api/indices/getAlias.js'
import getMapping from '@opensearch-project/opensearch/api/indices/getMapping.js'
import getSettings from '@opensearch-project/opensearch/api/indices/getSettings.js'
import putMapping from '@opensearch-project/opensearch/api/indices/putMapping.js'
import putSettings from '@opensearch-project/opensearch/api/indices/putSettings.js'
import refresh from '@opensearch-project/opensearch/api/indices/refresh.js'
import stats from '@opensearch-project/opensearch/api/indices/stats.js'
import updateAliases from '@opensearch-project/opensearch/api/indices/updateAliases.js'

const CORE = { bulk, count, info, mget, search }
const CAT = { allocation }
const CLUSTER = { getSettings: clusterGetSettings, health }
const INDICES = {
  clone,
  create,
  delete: deleteIndex,
  get,
  getAlias,
  getMapping,
  getSettings,
  putMapping,
  putSettings,
  refresh,
  stats,
  updateAliases,
}

/** The requests of the client that a restore sends, as the client has them; `transport` sends any other. */
export type Client = Pick<WholeClient, keyof typeof CORE | 'transport'> & {
  cat: Pick<WholeClient['cat'], keyof typeof CAT>
  cluster: Pick<WholeClient['cluster'], keyof typeof CLUSTER>
  indices: Pick<WholeClient['indices'], keyof typeof INDICES>
}

/** @returns the requests, each sent by this transport */
export function requestsOf(transport: Transport): Client {
  return {
    transport,
    ...sentBy(transport, CORE),
    cat: sentBy(transport, CAT),
    cluster: sentBy(transport, CLUSTER),
    indices: sentBy(transport, INDICES),
  } as unknown as Client
}

/** The functions of the library send by the transport of what they are called on. */
function sentBy(transport: Transport, requests: object): object {
  const bound = Object.entries(requests).map(([name, request]) => [name, request.bind({ transport })])
  return Object.fromEntries(bound)
}
