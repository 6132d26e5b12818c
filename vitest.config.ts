import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['__tests__/unit/**/*.test.ts'] } },
      {
        test: {
          name: 'integration',
          include: ['__tests__/integration/**/*.test.ts'],
          globalSetup: ['__tests__/support/global-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // Files keep to index names of their own; two at a time, as much of a restore is waiting.
          maxWorkers: 2,
        },
      },
    ],
  },
})
