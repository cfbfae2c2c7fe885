import type { World } from './world'

export const ENVIRONMENTS = [
  { name: 'production', rank: 0, hosts: ['app', 'login', 'api', 'dashboard'].map((name) => `${name}.larkfield.example`) },
  { name: 'staging', rank: 10, hosts: ['app', 'login', 'api', 'dashboard'].map((name) => `${name}.staging.larkfield.example`) },
  { name: 'test', rank: 20, hosts: ['app', 'login', 'api'].map((name) => `${name}.test.larkfield.example`) },
] as const

export const SERVICES = [
  { name: 'auth-service', title: 'Auth service', owner: 'Identity team', onSignInPath: true },
  { name: 'web-app', title: 'Web app', owner: 'Web team', onSignInPath: true },
  { name: 'api-gateway', title: 'Edge and API gateway', owner: 'Platform team', onSignInPath: true },
  { name: 'billing-api', title: 'Billing API', owner: 'Billing team', onSignInPath: false },
  { name: 'dashboard', title: 'Dashboard', owner: 'Insights team', onSignInPath: true },
  { name: 'notifications', title: 'Notifications (mail and SMS)', owner: 'Messaging team', onSignInPath: true },
] as const
export type ServiceName = (typeof SERVICES)[number]['name']

/** One directory an environment, with the product's own pages for reset and verification. */
export function addDirectories(world: World): void {
  for (const { name } of ENVIRONMENTS) {
    const host = name === 'production' ? 'login.larkfield.example' : `login.${name}.larkfield.example`
    world.directories.push({
      id: world.id(world.start),
      name: name === 'production' ? 'Larkfield accounts' : `Larkfield accounts (${name})`,
      environment: name,
      kind: 'local',
      resetUrl: `https://${host}/reset`,
      verifyUrl: `https://${host}/verify`,
    })
  }
}
