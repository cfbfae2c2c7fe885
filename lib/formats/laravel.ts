import { LARAVEL_TEXTS } from './codes/laravel'
import { defineFormat } from './define'
import { bySentences } from './sentences'

export default defineFormat({
  id: 'laravel',
  reach: 'library',
  title: 'Laravel',
  vendor: 'Laravel',
  about: 'Validation texts of the sign-in form, the log, and answers (419 is a CSRF token that is gone).',
  references: ['https://laravel.com/docs/authentication', 'https://laravel.com/docs/csrf'],
  ...bySentences({
    hop: 'auth',
    table: LARAVEL_TEXTS,
    common: new Set(['Unauthenticated.', 'Page Expired', 'Invalid signature.', 'CSRF token mismatch.', 'The provided password is incorrect.', 'Your email address is not verified.']),
    mark: /laravel|Illuminate|socialite|artisan|\.(?:ERROR|WARNING|INFO): |\b419\b/i,
  }),
  samples: [
    { name: 'the sign-in form', raw: 'These credentials do not match our records.', facts: { reason: 'bad_username_or_password' } },
    { name: 'a key that changed', raw: '[2026-03-02 08:00:00] production.ERROR: The MAC is invalid. {"exception":"[object] (Illuminate\\\\Contracts\\\\Encryption\\\\DecryptException(code: 0)"}', facts: { reason: 'token_signature_invalid', at: '2026-03-02T08:00:00.000Z' } },
    { name: 'a page that stood open', raw: '419 Page Expired', facts: { reason: 'csrf_failed' } },
  ],
  rejects: ['Unauthenticated.', 'Page Expired'],
})
