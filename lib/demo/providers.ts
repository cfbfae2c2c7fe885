import { createHash } from 'node:crypto'
import type { ProviderRow } from './rows'
import { DAY, iso } from './times'
import type { World } from './world'

/** SHA-256 as certificates are compared by, of a name: these certificates do not exist. */
export const fingerprint = (name: string) =>
  (createHash('sha256').update(name).digest('hex').toUpperCase().match(/../g) ?? []).join(':')

export const CONTOSO_OLD = fingerprint('contoso signing 1')
export const CONTOSO_NEW = fingerprint('contoso signing 2')

type Given = Omit<ProviderRow, 'id' | 'updatedAt' | 'environment' | 'certificates'> & {
  environment?: string
  changedDaysAgo: number
  certificates: { name?: string; fingerprint?: string; days: number; subject: string }[]
}

function provider(world: World, given: Given): void {
  const { changedDaysAgo, certificates, environment = 'production', ...rest } = given
  world.providers.push({
    ...rest,
    id: world.id(world.start - 400 * DAY),
    environment,
    certificates: certificates.map((each) => ({
      fingerprint: each.fingerprint ?? fingerprint(each.name ?? each.subject),
      notAfter: iso(world.now + each.days * DAY),
      subject: each.subject,
    })),
    updatedAt: iso(world.now - changedDaysAgo * DAY),
  })
}

/** Four identity providers in production, and Google's twin in staging. */
export function addProviders(world: World): void {
  const acs = 'https://login.larkfield.example/saml/acs'
  provider(world, {
    name: 'Entra ID',
    protocol: 'saml',
    entityId: 'https://sts.windows.example/5f1c1b52-7e0a-4c58-9a36-0d1f3f1f6a10/',
    issuer: 'https://sts.windows.example/5f1c1b52-7e0a-4c58-9a36-0d1f3f1f6a10/',
    endpoints: { sso: 'https://login.entra.example/5f1c1b52/saml2', acs },
    audience: 'https://login.larkfield.example/saml',
    certificates: [{ subject: 'CN=Entra SSO signing', days: 410 }],
    expectedClaims: ['email', 'groups', 'name'],
    // Names as the former ADFS sent them; the teams moved before had theirs added, Atlas not.
    groupMapping: {
      'atlas-analysts': 'atlas',
      'LF-Sales': 'sales',
      'LF-Support': 'support',
      'LF-Finance': 'finance',
      'LF-Engineering': 'engineering',
      'LF-Operations': 'operations',
      'LF-People': 'people',
    },
    changedDaysAgo: 38,
  })
  provider(world, {
    name: 'Contoso',
    protocol: 'saml',
    entityId: 'http://www.okta.example/exk4contoso',
    issuer: 'http://www.okta.example/exk4contoso',
    endpoints: { sso: 'https://contoso.okta.example/app/larkfield/exk4contoso/sso/saml', acs },
    audience: 'https://login.larkfield.example/saml',
    certificates: [{ fingerprint: CONTOSO_OLD, subject: 'CN=contoso, O=Okta', days: 64 }],
    expectedClaims: ['email', 'name'],
    groupMapping: { Everyone: 'partners' },
    changedDaysAgo: 301,
  })
  const google = {
    name: 'Google',
    protocol: 'oidc',
    entityId: null,
    issuer: 'https://accounts.google.example',
    audience: 'larkfield-web.apps.google.example',
    certificates: [],
    expectedClaims: ['email', 'email_verified', 'sub'],
    groupMapping: {},
    changedDaysAgo: 120,
  } as const
  const endpoints = { authorize: 'https://accounts.google.example/o/oauth2/v2/auth', jwks: 'https://accounts.google.example/oauth2/v3/certs' }
  provider(world, { ...google, certificates: [], expectedClaims: [...google.expectedClaims], endpoints: { ...endpoints, redirect: 'https://app.larkfield.example/auth/callback' } })
  provider(world, { ...google, environment: 'staging', certificates: [], expectedClaims: [...google.expectedClaims], audience: 'larkfield-staging.apps.google.example', endpoints: { ...endpoints, redirect: 'https://app.staging.larkfield.example/auth/callback' } })
  provider(world, {
    name: 'ADFS',
    protocol: 'saml',
    entityId: 'http://adfs.larkfield.example/adfs/services/trust',
    issuer: 'http://adfs.larkfield.example/adfs/services/trust',
    endpoints: { sso: 'https://adfs.larkfield.example/adfs/ls/', acs },
    audience: 'https://login.larkfield.example/saml',
    certificates: [{ subject: 'CN=ADFS Signing - adfs.larkfield.example', days: 6 }],
    expectedClaims: ['email', 'groups'],
    groupMapping: { 'field-engineers': 'field' },
    changedDaysAgo: 359,
  })
}
