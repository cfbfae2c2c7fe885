/** For every answer, also errors and files that proxy.ts does not see. OWASP ASVS 5.0, 3.4. */
const HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=()',
  'X-Frame-Options': 'DENY',
  // proxy.ts puts the page's own policy in its place; what it does not see may do nothing.
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; form-action 'self'; base-uri 'none'",
}

/** @type {import('next').NextConfig} */
const config = {
  // Several servers may build beside each other in one checkout.
  distDir: process.env.NEXT_DIST_DIR || '.next',
  poweredByHeader: false,
  reactStrictMode: true,
  productionBrowserSourceMaps: false,
  images: { unoptimized: true },
  // PGlite finds its WebAssembly beside itself; bundling would move it away. Several bundles would each have figures of their own.
  serverExternalPackages: ['@electric-sql/pglite', 'pg', '@node-rs/argon2', 'prom-client'],
  headers: async () => [
    { source: '/:path*', headers: Object.entries(HEADERS).map(([key, value]) => ({ key, value })) },
    // Pages say so themselves; this is for whatever else answers. Files with a hash in their name may be kept.
    { source: '/((?!_next/static).*)', headers: [{ key: 'Cache-Control', value: 'no-store' }] },
  ],
  experimental: { serverActions: { bodySizeLimit: '1mb' } },
}

export default config
