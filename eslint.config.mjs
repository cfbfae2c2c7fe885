import next from 'eslint-config-next/core-web-vitals'
import typescript from 'eslint-config-next/typescript'

const noUnsafeSql = {
  selector: "MemberExpression[property.name=/^\\$(queryRaw|executeRaw)Unsafe$/]",
  message: 'Use $queryRaw with a template, or pool.query with $1 placeholders.',
}
const noEnv = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'Only lib/env.ts reads process.env.',
}

const config = [
  { ignores: ['.next*/**', 'node_modules/**', 'lib/db/generated/**', 'next-env.d.ts', 'test-results/**', '.data*/**'] },
  ...next,
  ...typescript,
  {
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/ban-ts-comment': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': ['error', noUnsafeSql, noEnv],
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    files: ['lib/env.ts', 'next.config.js', 'playwright.config.ts', 'vitest.config.ts', 'lib/testing/**', 'scripts/**', 'e2e/**', 'instrumentation.ts'],
    rules: { 'no-restricted-syntax': ['error', noUnsafeSql] },
  },
  { files: ['scripts/**', 'lib/core/log.ts', 'lib/http/boot.ts'], rules: { 'no-console': 'off' } },
  { files: ['**/*.test.ts', 'lib/formats/codes/**', 'lib/formats/samples/**'], rules: { 'max-lines': 'off' } },
]

export default config
