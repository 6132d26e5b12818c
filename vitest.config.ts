import { defineConfig } from 'vitest/config'

/** Both engines are held to the same tests. */
const integration = (engine: string) => ({
  test: {
    name: `integration-${engine}`,
    include: ['__tests__/integration/**/*.test.ts'],
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
