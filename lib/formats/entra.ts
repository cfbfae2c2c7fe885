import { defineFormat } from './define'
import { entraError, isEntraError } from './entra-error'
import { isEntraSignIn, readEntraSignIn } from './entra-sign-in'
import { readSamples } from './samples/read'
import samples from './samples/entra.json'

export default defineFormat({
  id: 'entra',
  reach: 'product',
  title: 'Microsoft Entra sign-in log',
  vendor: 'Microsoft',
  about:
    'Sign-ins of Microsoft Entra ID (Azure AD): the diagnostic categories SignInLogs and its relatives, the signIn ' +
    'resource of Microsoft Graph, UserLoginFailed of the unified audit log, and answers or log lines that carry an AADSTS ' +
    'code. The number decides, not the OAuth error: of several codes in one sentence the most special counts. In the ' +
    'sign-in log some numbers are steps on the way (50058, 50074, 50076, 50140 and others): they are challenges there, ' +
    'and failures where a client was refused a token with them. failureReason “Other” says nothing; then the additional ' +
    'details are shown. A time without a zone is read as UTC.',
  references: [
    'https://learn.microsoft.com/entra/identity-platform/reference-error-codes',
    'https://learn.microsoft.com/azure/azure-monitor/reference/tables/signinlogs',
    'https://learn.microsoft.com/graph/api/resources/signin',
  ],
  recognise: (line) => isEntraSignIn(line.json) || isEntraError(line),
  read: (line) => (isEntraSignIn(line.json) ? readEntraSignIn(line.json) : entraError(line)),
  samples: readSamples(samples),
  rejects: [
    '50126',
    'error_codes: [50126]',
    'AADSTS is the prefix of Microsoft’s codes',
    { category: 'SignInLogs', message: 'no properties' },
    { category: 'AuditLogs', operationName: 'Update user', properties: { status: { errorCode: 0 } } },
    { status: { errorCode: 50126 } },
    '2024-01-01 10:00:00,000 WARN [org.keycloak.events] (x) type="IDENTITY_PROVIDER_LOGIN_ERROR", realmId="r", reason="AADSTS50011: x"',
    { eventType: 'user.authentication.auth_via_IDP', outcome: { result: 'FAILURE', reason: 'AADSTS50105' }, actor: {} },
  ],
})
