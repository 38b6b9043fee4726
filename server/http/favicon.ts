import type { Content } from '../plugins/plugin-route.ts';

/** The site's icon; browsers accept SVG under any file name. */
export const FAVICON: Content = {
  type: 'image/svg+xml',
  cacheControl: 'public, max-age=86400',
  body: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
<rect width="32" height="32" rx="8" fill="#d6336c"/>
<path d="M11 25V12.5a5.5 5.5 0 0 1 11 0V14M11 17h9" fill="none" stroke="#fff" stroke-width="3.5" stroke-linecap="round"/>
</svg>`,
};
