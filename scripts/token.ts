import { parseArgs } from 'node:util'
import { AppError } from '@/lib/core/errors'
import { createToken } from '@/lib/services/settings/tokens'
import { withDatabase } from './with-database'

// npm run token -- --name NAME --scope events:write,changes:write     prints the token once

await withDatabase(async (ctx) => {
  const { values } = parseArgs({ options: { name: { type: 'string' }, scope: { type: 'string', multiple: true } } })
  if (!values.name || !values.scope) throw new AppError('invalid', 'Usage: npm run token -- --name NAME --scope events:write,changes:write,accounts:write,config:write,diagnose,metrics:read')
  const { secret } = await createToken(ctx, { name: values.name, scopes: values.scope.flatMap((list) => list.split(',')) })
  console.log(secret)
})
