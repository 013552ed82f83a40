import unit from '../jest.config.js';

/** The unit tests' way to read TypeScript, with patience for programs that have to start. */
/** @type {import('jest').Config} */
export default {
  ...unit,
  rootDir: '..',
  testMatch: ['<rootDir>/interop/**/*.test.ts'],
  testTimeout: 300_000,
};
