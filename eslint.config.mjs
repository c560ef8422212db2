import { defineConfig } from 'eslint/config';
import baseConfig from './.config/eslint.config.mjs';
import arrows from './lint/arrows.mjs';
import { rooms } from './lint/rooms.mjs';

const TESTS = ['**/*.test.{ts,tsx}', '**/testing/**'];

const packagesOf = (...groups) => ({ 'no-restricted-imports': ['error', { patterns: groups }] });
const noGrafana = {
  group: ['@grafana/*', 'react', 'react-dom', 'react/*', '@emotion/*', 'rxjs'],
  message: 'pkg/ knows nothing of Grafana or React.',
};

export default defineConfig([
  {
    ignores: [
      '**/node_modules/',
      '**/dist/',
      '.cache/',
      'bench/peer/',
      'test-results/',
      'playwright-report/',
      'coverage/',
      '**/gen/',
      '.config/',
      '**/.venv/',
    ],
  },
  ...baseConfig,
  // ESLint reads TypeScript only where a block names it.
  { files: ['{bench,lint,locales,pictures,release,tests}/**/*.ts', '*.ts'] },
  {
    files: ['workbench/**/*.{ts,tsx}'],
    // The page is built with the automatic JSX runtime.
    rules: { 'react/react-in-jsx-scope': 'off' },
  },
  {
    files: ['{src,pkg,workbench,bench}/**/*.{ts,tsx}'],
    ignores: TESTS,
    plugins: { arrows },
    rules: {
      'arrows/one-way': ['error', { rooms, inside: ['src', 'pkg'] }],
      'arrows/no-cycle': 'error',
    },
  },
  { files: ['pkg/**/*.ts'], rules: packagesOf(noGrafana) },
  {
    files: ['pkg/calltree/**/*.ts'],
    ignores: TESTS,
    rules: packagesOf({ regex: '^[^.]', message: 'pkg/calltree imports nothing.' }),
  },
]);
