import { defineConfig } from 'vitest/config'

/** What is done before an engine does anything; with elasticdump it takes minutes, so that is for TEST_BOTH_ENGINES=1. */
const SHAPING = ['names', 'index-settings', 'shard', 'transform', 'dry-run', '*elasticsearch*', 'cancelled']
/** What has nothing to do with the engine is tested once; what only one of them has, with that one. */
const ELSEWHERE: Record<string, string[]> = {
  elasticdump: [
    'native-*',
    'beside-others',
    'beside-kept',
    ...(process.env.TEST_BOTH_ENGINES ? [] : SHAPING),
  ],
  native: ['install', 'opensearch-script', 'inputs', 'mapping-defaults'],
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
    // Files keep to index names of their own; two at a time, as much of a restore is waiting.
    maxWorkers: 2,
  },
})

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['__tests__/unit/**/*.test.ts'] } },
      integration('elasticdump'),
      integration('native'),
    ],
  },
})
