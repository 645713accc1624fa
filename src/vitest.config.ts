import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'kernel-tests/harness/**/*.test.ts'],
    testTimeout: 60_000,
  },
});
