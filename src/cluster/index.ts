export { type AliasAction, aliasHolders, putAliases } from './aliases.js'
export {
  madeDataStreams,
  mapsFields,
  requirePolicies,
  wouldTakePart,
  wouldTakeTemplate,
} from './ask-templates.js'
export { type Beside, besideName, findBesides } from './besides.js'
export { type BulkAnswer, type BulkItem, bulk } from './bulk.js'
export { type BytesRequest, isClientError, requestBytes, TooLarge } from './bytes.js'
export { REQUEST_TIMEOUT_MS } from './client.js'
export { type Cluster, connect } from './connect.js'
export { findDocuments } from './data-stream-documents.js'
export { clearDataStreams } from './data-stream-wrecks.js'
export {
  createDataStream,
  dataStreamMarker,
  deleteDataStream,
} from './data-streams.js'
export { countDocuments, getDocuments, refresh, requestLimit } from './documents.js'
export { clusterError, hintFor, reasonChain, reasonOf, statusOf } from './errors.js'
export { type Greeting, greet } from './greet.js'
export {
  deleteIndex,
  getAliases,
  getMade,
  getMappings,
  getSettings,
  indexCreated,
  indexMarker,
  lookUpTargets,
  type MadeIndex,
  putMappings,
  putSettings,
  type TargetState,
} from './indices.js'
export { createMarked, indexBusy, isMade } from './making.js'
export {
  Heart,
  identifyRun,
  markerAlias,
  markerName,
  type RunIdentity,
  runIn,
  secondMarkerName,
} from './markers.js'
export { type NameTemplate, nameTemplates } from './name-templates.js'
export { placingHint, putUnderName } from './placing.js'
export { askRoom, type Room, wouldCreate } from './preflight.js'
export {
  blockWrites,
  countWrites,
  finishWith,
  isComplete,
  swapIn,
  takeAway,
} from './replacing.js'
export { type Deed, missingRights, tellsRights } from './rights.js'
export { putClusterStep, stepDeed } from './templates.js'
export { clearWrecks } from './wrecks.js'
