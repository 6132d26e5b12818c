export { withoutByteOrderMark } from './byte-order-mark.js'
export { readClusterMetadata } from './cluster-metadata.js'
export { backingOf, newestBacking } from './data-streams.js'
export { discover, type Origin } from './discover.js'
export { damaged, halfPair, isIdLength, oddId, withoutSource } from './document-faults.js'
export { type DumpedDocument, type RawDocument, readDocuments } from './documents.js'
export { Ordinals, type Repeated } from './fingerprints.js'
export { hasId, type Identity, identify, madeId, routingOf } from './identity.js'
export { type IndexMetadata, isOwnSetting, readIndexMetadata } from './metadata.js'
export { readName } from './names.js'
export { type ReadPosition, readBytes } from './open.js'
export { type Content, SameContent } from './same-content.js'
export { type ExpectedDocument, expectedDocument, Sample, sourceDigest } from './sample.js'
export { type DataScan, type DocumentObserver, scanData } from './scan.js'
export { loadTransform, type Transform, type TransformedDocument, transformed } from './transform.js'
export {
  analysisFiles,
  availableTypes,
  CLUSTER_TYPES,
  type ClusterType,
  DUMP_TYPES,
  type Dump,
  type DumpFile,
  type DumpIndex,
  type DumpType,
  INDEX_TYPES,
  type IndexType,
  isClusterType,
  type RemoteFile,
} from './types.js'
