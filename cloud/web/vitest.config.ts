import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{core,ui,console}/src/**/*.test.{ts,tsx}', 'dev/*.test.ts'],
    environment: 'node',
  },
});
