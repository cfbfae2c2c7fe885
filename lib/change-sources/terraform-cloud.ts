import { z } from 'zod'
import { defineChangeSource } from './define'
import { environmentIn, report, text, timeOf } from './report'

const notification = z.object({
  run_url: z.string().nullish(),
  run_id: text(200).nullish(),
  run_message: text(1000).nullish(),
  run_created_by: text(200).nullish(),
  workspace_name: text(100).nullish(),
  notifications: z.array(z.object({ message: text(500).nullish(), trigger: z.string(), run_status: z.string().nullish(), run_updated_at: z.string().nullish(), run_updated_by: text(200).nullish() })),
})

const run = (notified: object = {}, more: object = {}) => ({
  payload_version: 1, notification_configuration_id: 'nc-AeUQ2zfKZzW9TiGZ', run_url: 'https://app.terraform.io/app/larkfield/auth-production/runs/run-FwnENkvDnrpyFC7M', run_id: 'run-FwnENkvDnrpyFC7M', run_message: 'Rotate the signing key of the login gateway',
  run_created_at: '2026-11-20T10:00:00.000Z', run_created_by: 'ines', workspace_id: 'ws-XdeUVMWShTesDMME', workspace_name: 'auth-production', organization_name: 'larkfield',
  notifications: [{ message: 'Run Applied', trigger: 'run:completed', run_status: 'applied', run_updated_at: '2026-11-20T10:22:00.000Z', run_updated_by: 'ines', ...notified }], ...more,
})

export default defineChangeSource({
  id: 'terraform-cloud',
  title: 'Terraform Cloud and Enterprise',
  about: 'Runs that were applied, as changes of the infrastructure. The service is the workspace, the environment what its name says.',
  references: ['https://developer.hashicorp.com/terraform/cloud-docs/workspaces/settings/notifications', 'https://developer.hashicorp.com/terraform/cloud-docs/api-docs/notification-configurations'],
  signature: { kind: 'hmac', header: 'x-tfe-notification-signature', algorithm: 'sha512', prefix: '' },
  events: ['run:completed'],
  setup: 'Workspace, Settings, Notifications: a webhook to this address with the secret as token, and the event Completed.',
  read: (payload, _headers, { now }) => {
    const { run_id: id, run_url: url, run_message: message, run_created_by: author, workspace_name: workspace, notifications } = notification.parse(payload)
    const applied = notifications.find(({ trigger, run_status: status }) => trigger === 'run:completed' && status === 'applied')
    if (!applied || !id || !workspace) return []
    return [report({ id, at: timeOf(applied.run_updated_at, now), environment: environmentIn(workspace), service: workspace, kind: 'infrastructure', summary: message || `Apply ${workspace}`, author: author ?? applied.run_updated_by, url })]
  },
  examples: [
    { name: 'a run that was applied', payload: run(), changes: [{ id: 'run-FwnENkvDnrpyFC7M', at: '2026-11-20T10:22:00.000Z', environment: 'production', service: 'auth-production', kind: 'infrastructure', summary: 'Rotate the signing key of the login gateway', author: 'ines' }] },
    { name: 'the test of the address', payload: run({ trigger: 'verification', run_status: null, message: 'Verification of this notification configuration' }, { run_id: null, run_url: null, workspace_name: null }), changes: [] },
    { name: 'a plan without changes', payload: run({ run_status: 'planned_and_finished' }), changes: [] },
    { name: 'a run that failed', payload: run({ trigger: 'run:errored', run_status: 'errored' }), changes: [] },
  ],
  rejects: [null, [], {}, run({ trigger: 7 }), run({}, { notifications: {} })].map((payload) => ({ payload })),
})
