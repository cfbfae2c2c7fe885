import { addressDecides, beforePassword, callbackRefused, domainMoved, hostOrPathChanged, redirectOverHttp, redirectToInternal, registeredWithoutWww, sentNotRegistered } from '@/lib/signs/callbacks'
import { callbackDiffers } from '@/lib/signs/config'
import { redirectChanged } from '@/lib/signs/changes'
import { redirectDiffers, redirectHostIsInternal } from '@/lib/signs/details'
import { many } from '@/lib/signs/pattern'
import { reasonIs } from '@/lib/signs/reason'
import { proxyNotTrusted } from '@/lib/signs/settings'
import { saysRedirect, textProxy, textRedirect } from '@/lib/signs/words'
import { defineCause } from './define'
import { failure, isOther, isThis } from './example'
import { RFC_OAUTH, RFC_OAUTH_SECURITY } from './references'

export default defineCause({
  slug: 'redirect-uri-mismatch',
  title: 'Callback address is not registered',
  bucket: 'idp_sso',
  also: ['config_drift'],
  nature: 'fault',
  leans: { when: callbackDiffers, bucket: 'config_drift' },
  what: 'The callback address that the application sends is not the one registered with the provider.',
  why: 'A path segment, a host, a port or a slash differs between environments or since a release.',
  prior: -14,
  signs: [
    { sign: domainMoved, for: 3, against: 0 },
    { sign: redirectOverHttp, for: -5, against: 0 },
    { sign: redirectToInternal, for: -9, against: 0 },
    { sign: callbackRefused, for: 11, against: 0 },
    { sign: sentNotRegistered, for: 12, against: -5 },
    { sign: registeredWithoutWww, for: 10, against: 0 },
    { sign: hostOrPathChanged, for: 6, against: 0 },
    { sign: addressDecides, for: 5, against: 0 },
    { sign: beforePassword, for: 3, against: 0 },
    { sign: proxyNotTrusted, for: -8, against: 0 },
    { sign: callbackDiffers, for: 5, against: 0 },
    { sign: reasonIs('redirect_uri_mismatch'), for: 12, against: -8 },
    { sign: redirectDiffers, for: 8, against: -4 },
    { sign: textRedirect, for: 10, against: 0 },
    { sign: saysRedirect, for: 4, against: 0 },
    { sign: redirectHostIsInternal, for: -6, against: 3 },
    { sign: redirectChanged, for: 3, against: -1 },
    { sign: textProxy, for: -12, against: 0 },
    { sign: many, for: 1, against: 0 },
  ],
  fix: {
    summary: 'Make both sides name the same address.',
    steps: [
      'Compare the two addresses piece by piece: scheme, host, port, path, slash.',
      'Correct the setting of this environment, or register the address with the provider.',
      'Put staging and production side by side to see which one is right.',
    ],
  },
  confirm: 'A sign-in through the provider comes back to the application.',
  recoveries: [],
  prevention: 'Keep callback addresses with the code and compare them with the registration at each deploy.',
  mistakenFor: [
    { cause: 'proxy-headers-missing', because: 'Scheme and host agree; the path differs.' },
    { cause: 'public-url-misconfigured', because: 'The application knows its public address.' },
  ],
  reply: 'We found the fault on our side and are mending it. You did nothing wrong. ',
  references: [RFC_OAUTH, RFC_OAUTH_SECURITY],
  examples: [
    isThis('a path segment is missing', { experience: { message: 'The redirect_uri is not valid' }, logs: [failure('redirect_uri_mismatch', { hop: 'idp', details: { compared: 'redirect_uri', expected: 'https://app.example.com/auth/callback', actual: 'https://app.example.com/callback' } })] }),
    isOther('http behind a proxy', { logs: [failure('redirect_uri_mismatch', { hop: 'idp', details: { compared: 'redirect_uri', expected: 'https://app.example.com/callback', actual: 'http://app.example.com/callback' } }), 'X-Forwarded-Proto is not passed by nginx, behind a reverse proxy'] }),
  ],
})
