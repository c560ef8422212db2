// Dates in tests read the same on every machine.
process.env.TZ = 'UTC';

const scaffold = require('./.config/jest.config');
const { grafanaESModules, nodeModulesToTransform } = require('./.config/jest/utils');

const { watchPathIgnorePatterns, ...project } = scaffold;

const common = {
  ...project,
  setupFiles: [...(project.setupFiles ?? []), '<rootDir>/tests/i18n.js'],
  modulePaths: [],
  // d3-interpolate ships .mjs, which the scaffold's pattern does not match.
  transform: { '^.+\\.m?(t|j)sx?$': Object.values(scaffold.transform)[0] },
  transformIgnorePatterns: [nodeModulesToTransform([...grafanaESModules, '@react-hookz', '@ver0/deep-equal'])],
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/workbench/node_modules', '<rootDir>/.cache'],
};

module.exports = {
  watchPathIgnorePatterns,
  testTimeout: 60_000,
  projects: [
    {
      ...common,
      displayName: 'pkg',
      testEnvironment: 'node',
      setupFilesAfterEnv: [],
      testMatch: ['<rootDir>/{lint,locales,pictures,pkg,release,tests,workbench}/**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/tests/browser/'],
    },
    {
      ...common,
      displayName: 'src',
      testEnvironment: 'jest-environment-jsdom',
      testMatch: ['<rootDir>/src/**/*.test.{ts,tsx}'],
    },
  ],
};
