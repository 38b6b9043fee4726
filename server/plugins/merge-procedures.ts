import type { Plugin } from './define-plugin.ts';

type Intersection<U> = (U extends unknown ? (value: U) => void : never) extends (value: infer I) => void ? I : never;

/** The `/api/v3` operations of all plugins together. */
export type V3ProceduresOf<P extends readonly Plugin[]> = Intersection<P[number]['v3']>;

/** The procedures for the pages, grouped under their plugin's id; plugins without any are left out. */
export type WebProceduresOf<P extends readonly Plugin[]> = {
  [Q in P[number] as keyof Q['web'] extends never ? never : Q['manifest']['id']]: Q['web'];
};

/** Merges the operations of all plugins. Throws if two have the same name, which is a mistake by a plugin's author. */
export function v3ProceduresOf<const P extends readonly Plugin[]>(plugins: P): V3ProceduresOf<P> {
  const all = plugins.flatMap((plugin) => Object.entries(plugin.v3));
  const twice = all.find(([name], at) => all.findIndex(([other]) => other === name) !== at);
  if (twice) throw new Error(`two plugins have an operation named ${twice[0]}`);
  return Object.fromEntries(all) as V3ProceduresOf<P>;
}

/** Groups the page procedures of all plugins by plugin id. */
export function webProceduresOf<const P extends readonly Plugin[]>(plugins: P): WebProceduresOf<P> {
  const some = plugins.filter((plugin) => Object.keys(plugin.web).length > 0);
  return Object.fromEntries(some.map((plugin) => [plugin.manifest.id, plugin.web])) as WebProceduresOf<P>;
}
