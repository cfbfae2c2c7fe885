/** @type {import('next').NextConfig} */
const config = {
  // Several servers may build beside each other in one checkout.
  distDir: process.env.NEXT_DIST_DIR || '.next',
  poweredByHeader: false,
  reactStrictMode: true,
  productionBrowserSourceMaps: false,
  images: { unoptimized: true },
  // PGlite finds its WebAssembly beside itself; bundling would move it away.
  serverExternalPackages: ['@electric-sql/pglite', 'pg', '@node-rs/argon2'],
  experimental: { serverActions: { bodySizeLimit: '1mb' } },
}

export default config
