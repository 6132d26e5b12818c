import { defineConfig } from 'vitest/config'

/** What is done before an engine does anything, or around it, is tested with the quicker one, and with TEST_BOTH_ENGINES=1 with both. */
const SHAPING = [
  'hostile-settings',
  'names',
  'index-settings',
  'shard',
  'baseline',
  'transform',
  'dry-run',
  '*elasticsearch*',
]
const onlyNative = process.env.TEST_BOTH_ENGINES ? [] : SHAPING
/** What has nothing to do with the engine, or is tested with both by itself, runs once; what only one of them has, with that one. */
const ELSEWHERE: Record<string, string[]> = {
  elasticdump: [
    'native-*',
    'beside-others',
    'beside-kept',
    'inputs',
    'mapping-defaults',
    'secured',
    'equals-*',
    'data-streams',
    ...onlyNative,
  ],
  native: ['install', 'opensearch-script', 'recipes'],
}

/** Both engines are held to the same tests. */
const integration = (engine: string) => ({
  test: {
    name: `integration-${engine}`,
    include: ['__tests__/integration/**/*.test.ts'],
    exclude: ELSEWHERE[engine]?.map((name) => `__tests__/integration/${name}.test.ts`) ?? [],
    globalSetup: ['__tests__/support/global-setup.ts'],
    env: { TEST_ENGINE: engine },
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Files keep to index names of their own; three at a time, as much of a restore is waiting.
    maxWorkers: 3,
  },
})

export default defineConfig({
  test: {
    projects: [
      // Long enough for a machine that has other work to do.
      { test: { name: 'unit', include: ['__tests__/unit/**/*.test.ts'], testTimeout: 60_000 } },
      integration('elasticdump'),
      integration('native'),
    ],
  },
})
