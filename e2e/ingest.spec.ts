import { expect, stateOf, test } from './fixtures'
import { makeToken } from './guarded'

test.use({ storageState: stateOf('ada') })

const KEYCLOAK = '2026-11-20 17:50:10,469 WARN  [org.keycloak.events] (executor-thread-5) type="LOGIN_ERROR", realmId="r1", realmName="larkfield", clientId="web", userId="null", ipAddress="192.0.2.77", error="user_not_found", auth_method="openid-connect", username="journey@larkfield.example"'
const OKTA = { uuid: 'e2e-okta-1', published: '2026-11-20T17:51:00.000Z', eventType: 'user.session.start', outcome: { result: 'FAILURE', reason: 'INVALID_CREDENTIALS' }, actor: { alternateId: 'journey@larkfield.example', type: 'User' }, client: { ipAddress: '192.0.2.77' } }

test('records of two vendors sent with a token show up as attempts with their reasons', async ({ page, request }) => {
  const token = await makeToken(page, `journey ${Date.now()}`, ['events:write'])
  const send = (data: string, type: string) => request.post('/api/v1/events', { data, headers: { authorization: `Bearer ${token}`, 'content-type': type } })

  expect(await (await send(`${KEYCLOAK}\nno format knows this line ${Date.now()}`, 'text/plain')).json()).toMatchObject({ received: 2, stored: 2, duplicate: 0, rejected: 0 })
  expect(await (await send(JSON.stringify(OKTA), 'application/json')).json()).toMatchObject({ received: 1, stored: 1 })
  expect(await (await send(KEYCLOAK, 'text/plain')).json()).toMatchObject({ received: 1, stored: 0, duplicate: 1 })
  expect((await send('{}', 'application/xml')).status()).toBe(415)

  await page.goto('/events?q=journey@larkfield.example')
  const events = page.getByRole('region', { name: 'Events', exact: true })
  await expect(events).toContainText('unknown_user')
  await expect(events).toContainText('bad_username_or_password')
  await page.goto('/settings/formats')
  await expect(page.getByText('no format knows this line')).toBeVisible()
})
