import { afterEach, beforeEach, expect, test } from 'vitest';
import { ssdp } from '#plugins/ssdp/plugin.ts';
import { DESCRIPTION_PATH } from '#shared/ssdp.ts';
import { createPluginHost, type PluginHost } from '#server/plugins/host.ts';
import { startTestManager, type TestManager } from '#tests/support/test-manager.ts';

let manager: TestManager;
let host: PluginHost<typeof ssdp>;
beforeEach(async () => {
  manager = await startTestManager({
    // Only on loopback, so that nobody on the network notices it.
    farm: { listening: { host: '127.0.0.1', port: 8080, scheme: 'http', certifiedNames: [] } },
    more: [
      {
        path: DESCRIPTION_PATH,
        action: 'manager.find',
        answer: (facts) => {
          const [route] = ssdp.routes(manager.farm);
          if (!route) throw new Error('discovery has no path');
          return route.answer(facts);
        },
      },
    ],
  });
  host = createPluginHost({ farm: manager.farm, plugins: [ssdp] });
  await host.start();
});
afterEach(async () => {
  await host.stop();
  await manager.stop();
});

test('a manager that gets a new name is described by that name at once', async () => {
  const described = async () => (await fetch(manager.url + DESCRIPTION_PATH)).text();
  expect(await described()).toContain('<friendlyName>Test farm (');
  await manager.farm.configuration.replace({ manager_name: 'Studio North' });
  expect(await described()).toContain('<friendlyName>Studio North (');
});
