/**
 * The pages live below `/app`; everything else on the manager's port is answered by `server/http`.
 * Types are checked by `tsc -p .`, so the build does not do it again, and Next keeps its hands off the root tsconfig.
 * @type {import('next').NextConfig}
 */
const config = {
  basePath: '/app',
  reactStrictMode: true,
  poweredByHeader: false,
  compress: false,
  devIndicators: false,
  images: { unoptimized: true },
  typescript: { tsconfigPath: 'app/tsconfig.json', ignoreBuildErrors: true },
  turbopack: { root: import.meta.dirname },
};

export default config;
