/** What is peculiar to data streams in the cluster's words, or in those of this action, and what to do about it. */
const HINTS: [RegExp, (stream: string, file: string) => string][] = [
  [
    /version_conflict_engine_exception|takes no changes/,
    (stream) =>
      `A data stream takes each document once. Leave those that it has out with \`transform\`, allow them with \`max-rejected\`, or delete it (DELETE /_data_stream/${stream}) and restore it whole.`,
  ],
  [
    /cannot be changed from type|Cannot update parameter|can't merge/i,
    (_, file) =>
      `A data stream has this field from its index template, otherwise than ${file}: change it there or in the template, and roll over what exists; or leave \`mapping\` out of \`types\`.`,
  ],
  [
    /@timestamp/,
    () =>
      'Every document of a data stream needs one `@timestamp`, a date: give it one with `transform`, or restore under a name that no index template with `data_stream` fits, with `rename-pattern`.',
  ],
]

/**
 * @param reason what was said against a data stream or a document of it
 * @param file where the mapping is, for people
 * @returns what to do, where it is peculiar to data streams
 */
export function streamHint(reason: string, stream: string, file: string): string | undefined {
  return HINTS.find(([words]) => words.test(reason))?.[1](stream, file)
}
