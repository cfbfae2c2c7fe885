import type { AccountRow, DemoEvent } from './rows'
import { iso } from './times'

export type Seen = { account: AccountRow; at: number; ip: string; userAgent: string; country: string; traceId: string }

/** A good sign-in as the identity provider itself logs it, shortened to the fields that say something. */
export function vendorLine(provider: string, seen: Seen): Pick<DemoEvent, 'format' | 'raw' | 'host'> {
  if (provider === 'Entra ID') return { format: 'entra', host: 'login.entra.example', raw: JSON.stringify(entra(seen)) }
  if (provider === 'Contoso') return { format: 'okta', host: 'contoso.okta.example', raw: JSON.stringify(okta(seen)) }
  return { host: 'accounts.google.example' }
}

function entra({ account, at, ip, country, traceId }: Seen): object {
  return {
    time: iso(at - 2000),
    operationName: 'Sign-in activity',
    category: 'SignInLogs',
    resultType: '0',
    callerIpAddress: ip,
    correlationId: traceId,
    properties: {
      userPrincipalName: account.email,
      userDisplayName: account.name,
      appDisplayName: 'Larkfield',
      clientAppUsed: 'Browser',
      conditionalAccessStatus: 'success',
      isInteractive: true,
      status: { errorCode: 0 },
      location: { countryOrRegion: country },
    },
  }
}

function okta({ account, at, ip, userAgent, country, traceId }: Seen): object {
  return {
    uuid: `${traceId.slice(0, 8)}-${traceId.slice(8, 12)}-11ef-8000-${traceId.slice(12, 24)}`,
    published: iso(at - 2000),
    eventType: 'user.authentication.sso',
    displayMessage: 'User single sign on to app',
    severity: 'INFO',
    actor: { type: 'User', alternateId: account.email, displayName: account.name },
    client: { ipAddress: ip, userAgent: { rawUserAgent: userAgent }, geographicalContext: { country } },
    outcome: { result: 'SUCCESS' },
    target: [{ type: 'AppInstance', displayName: 'Larkfield' }],
    transaction: { type: 'WEB', id: traceId },
  }
}
