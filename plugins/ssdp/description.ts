import { DESCRIPTION_PATH, MANAGER_DEVICE, MANAGER_SERVICE } from '#shared/ssdp.ts';
import { FarmError } from '#server/domain/errors.ts';
import type { PluginRoute } from '#server/plugins/define-plugin.ts';
import { PRODUCT_VERSION } from '#server/trpc/product-version.ts';

/** The XML with which a UPnP device describes itself. */
export function describeDevice(managerName: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<root xmlns="urn:schemas-upnp-org:device-1-0">
  <specVersion>
    <major>1</major>
    <minor>0</minor>
  </specVersion>
  <URLBase>/</URLBase>
  <device>
    <deviceType>${MANAGER_SERVICE}</deviceType>
    <friendlyName>${escaped(managerName)} (Flamenco-NG ${PRODUCT_VERSION})</friendlyName>
    <manufacturer>Flamenco-NG</manufacturer>
    <modelName>Flamenco-NG Manager</modelName>
    <UDN>${MANAGER_DEVICE}</UDN>
    <serviceList/>
    <presentationURL>/</presentationURL>
  </device>
</root>
`;
}

/** Serves the description, if the manager can be discovered. */
export function descriptionRoutes(api: () => { readonly description: string | undefined }): readonly PluginRoute[] {
  return [
    {
      path: DESCRIPTION_PATH,
      action: 'manager.find',
      answer() {
        const { description } = api();
        if (description !== undefined) return { type: 'text/xml; charset=utf-8', body: description };
        throw new FarmError('not-found', { message: 'this manager is not autodiscoverable' });
      },
    },
  ];
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
