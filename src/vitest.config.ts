import { defineConfig } from 'vitest/config';

/** No test is about speed, and other suites may have the processors first. */
const PATIENCE_MS = 600_000;

/** Two projects, so that the quick tests run without those that boot virtual machines. */
export default defineConfig({
  test: {
    reporters: ['default', './kernel-tests/harness/count-reporter.ts'],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'kernel-tests/**/*.test.ts'],
          exclude: ['**/vm.test.ts'],
          setupFiles: ['./kernel-tests/harness/unit-setup.ts'],
          testTimeout: PATIENCE_MS,
          hookTimeout: PATIENCE_MS,
        },
      },
      {
        test: {
          name: 'vm',
          include: ['kernel-tests/harness/**/vm.test.ts'],
          testTimeout: PATIENCE_MS,
          hookTimeout: PATIENCE_MS,
        },
      },
    ],
  },
});
