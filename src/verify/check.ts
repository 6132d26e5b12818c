/** One comparison of the cluster with the dump. */
export interface Check {
  name: 'counts' | 'documents' | 'mappings' | 'analyzers' | 'settings' | 'aliases'
  ok: boolean
  /** What was compared and found, in a sentence. */
  detail: string
  /** What is not as the dump says; at most twenty, each naming the place and both values. */
  differences: string[]
  /** What the cluster has beyond the dump, from its templates or dynamic mapping: listed, not failed. */
  extra: string[]
}
