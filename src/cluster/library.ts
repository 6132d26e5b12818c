import type * as library from '@opensearch-project/opensearch'
import connection from '@opensearch-project/opensearch/lib/Connection.js'
import libraryErrors from '@opensearch-project/opensearch/lib/errors.js'
import pool from '@opensearch-project/opensearch/lib/pool/index.js'
import serializer from '@opensearch-project/opensearch/lib/Serializer.js'
import transport from '@opensearch-project/opensearch/lib/Transport.js'

// The parts of the client that a restore needs, one by one: the package as a whole brings every request that OpenSearch
// knows, a megabyte that each start would have to read. Their types hold for `import` of the whole alone.
export const Connection = connection as unknown as typeof library.Connection
export const { ConnectionPool } = pool as unknown as Pick<typeof library, 'ConnectionPool'>
export const Serializer = serializer as unknown as typeof library.Serializer
export const Transport = transport as unknown as typeof library.Transport
export const errors = libraryErrors as unknown as typeof library.errors
