const PAGE = 'docs/TROUBLESHOOTING.md'

/**
 * @param env GITHUB_SERVER_URL, GITHUB_ACTION_REPOSITORY and GITHUB_ACTION_REF, as a runner sets them for the action that it runs
 * @returns the address of the troubleshooting page of the version that runs; undefined where the action is run from a folder
 */
export function helpPage(env: NodeJS.ProcessEnv): string | undefined {
  const { GITHUB_SERVER_URL: server, GITHUB_ACTION_REPOSITORY: repository, GITHUB_ACTION_REF: ref } = env
  if (!server || !/^[\w.-]+\/[\w.-]+$/.test(repository ?? '') || !/^[\w./-]+$/.test(ref ?? ''))
    return undefined
  return URL.canParse(server) ? `${server}/${repository}/blob/${ref}/${PAGE}` : undefined
}

/** @returns the address of an error code's entry in that page */
export function helpFor(page: string, code: string): string {
  return `${page}#${code.toLowerCase()}`
}
