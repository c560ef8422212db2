import { defineConfig } from 'eslint/config';
import baseConfig from './.config/eslint.config.mjs';

const notFromPkg = (allowed) => ({
  patterns: [
    {
      group: ['@grafana/*', 'react', 'react-dom', 'react/*', '@emotion/*', 'rxjs'],
      message: 'pkg/ knows nothing of Grafana or React.',
    },
    { group: ['**/src/**', '**/workbench/**'], message: 'An arrow never points back.' },
    ...(allowed ?? []),
  ],
});

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
    ],
  },
  ...baseConfig,
  // ESLint reads TypeScript only where a block names it.
  { files: ['{bench,tests}/**/*.ts', '*.ts'] },
  {
    files: ['workbench/**/*.{ts,tsx}'],
    // The page is built with the automatic JSX runtime.
    rules: { 'react/react-in-jsx-scope': 'off' },
  },
  {
    files: ['pkg/**/*.ts'],
    rules: { 'no-restricted-imports': ['error', notFromPkg()] },
  },
  {
    files: ['pkg/calltree/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        notFromPkg([
          {
            group: ['**/pyroscope/**', '**/formats/**', '**/flamegraph/**', '**/profile-server/**'],
            message: 'pkg/calltree imports nothing.',
          },
        ]),
      ],
    },
  },
]);
