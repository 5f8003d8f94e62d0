import { defineConfig } from 'vitest/config';

/** Three suites: `unit` needs only Node; `services` real Prometheus and HAProxy; `runner` nektos/act. */
export default defineConfig({
  // Dependencies without their sources are not worth a warning each.
  logLevel: 'error',
  test: {
    server: { deps: { inline: ['@actions/workflow-parser'] } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/services/**', 'test/runner/**'],
          setupFiles: ['test/property-seed.ts'],
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'services',
          include: ['test/services/**/*.test.ts'],
          testTimeout: 90_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'runner',
          include: ['test/runner/**/*.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
