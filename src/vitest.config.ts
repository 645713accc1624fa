import { defineConfig } from 'vitest/config';

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
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'vm',
          include: ['kernel-tests/harness/**/vm.test.ts'],
          testTimeout: 60_000,
        },
      },
    ],
  },
});
