import { defineConfig } from 'prisma/config'

// The app applies migrations itself (lib/db/migrate.ts); the CLI only generates the client.
export default defineConfig({ schema: 'prisma/schema.prisma', migrations: { path: 'prisma/migrations' } })
