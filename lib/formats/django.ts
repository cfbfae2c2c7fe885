import { DJANGO_TEXTS } from './codes/django'
import { defineFormat } from './define'
import { bySentences } from './sentences'
import type { Row } from './rows'

const ROWS: readonly Row[] = [
  { says: /Forbidden \(Origin checking failed - (?<actual>[^\s]{1,200}) does not match any trusted origins/, reason: 'csrf_failed', compared: 'origin', code: 'Origin checking failed' },
  { says: /Forbidden \(Referer checking failed - (?<actual>https?:[^\s]{1,200}) does not match any trusted origins/, reason: 'csrf_failed', compared: 'origin', code: 'Referer checking failed' },
  { says: /AXES: (?:Repeated )?login failure by (?:\{)?(?:.{0,40}?username: ["']?(?<user>[\w.@+-]{1,120}))?.{0,120}?(?:ip(?:_address)?: ["']?(?<ip>[\d.a-f:]{3,45}))?/i, reason: 'bad_username_or_password', code: 'AXES' },
]

export default defineFormat({
  id: 'django',
  reach: 'library',
  title: 'Django',
  vendor: 'Django Software Foundation',
  about: 'The CSRF log (django.security.csrf), messages of the sign-in form, and django-axes. Behind a proxy "Origin checking failed" mostly is a setting of the proxy or of CSRF_TRUSTED_ORIGINS.',
  references: ['https://docs.djangoproject.com/en/stable/ref/csrf/', 'https://django-axes.readthedocs.io/'],
  ...bySentences({ hop: 'auth', table: DJANGO_TEXTS, rows: ROWS, common: new Set(['This account is inactive.', 'Session data corrupted', 'Account locked: too many login attempts. Please try again later.']), mark: /django|axes/i }),
  samples: [
    { name: 'an origin that is not trusted', raw: '[2026-03-02 08:00:00,265] [WARNING] [django.security.csrf] Forbidden (Origin checking failed - https://docs.example.com does not match any trusted origins.): /accounts/login/', facts: { at: '2026-03-02T08:00:00.265Z', reason: 'csrf_failed', details: { compared: 'origin', actual: 'https://docs.example.com' } } },
    { name: 'no cookie', raw: 'Forbidden (CSRF cookie not set.): /login/', facts: { reason: 'csrf_failed' } },
    { name: 'django-axes', raw: 'AXES: Locking out {username: "maya", ip_address: "203.0.113.9"} after repeated login failures', facts: { reason: 'account_locked', attempted: 'maya', ip: '203.0.113.9' } },
  ],
  rejects: ['Forbidden', 'This account is inactive.', 'AXES are sharp'],
})
