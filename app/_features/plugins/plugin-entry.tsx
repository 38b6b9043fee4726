import type { PluginRow, PluginSetting } from '#server/contracts/web/plugin-rows.ts';
import { Slot } from '../../_plugins/slot.tsx';
import { EntryCard } from '../../_ui/entry-card.tsx';
import { RelativeTime } from '../../_ui/relative-time.tsx';
import { StatusBadge } from '../../_ui/status-badge.tsx';
import { PLUGIN_LOOKS } from './plugin-looks.ts';
import classes from './plugins.module.css';

/** One plugin. */
export function PluginEntry({ plugin }: { readonly plugin: PluginRow }) {
  return (
    <EntryCard
      title={plugin.name}
      badge={<StatusBadge look={PLUGIN_LOOKS[plugin.state]} />}
      description={plugin.description}
      facts={
        <>
          <code>{plugin.id}</code>
          {plugin.version && <span>version {plugin.version}</span>}
          <span>{plugin.origin === 'studio' ? 'from the studio' : 'built in'}</span>
          {plugin.requires.length > 0 && <span>needs {plugin.requires.join(', ')}</span>}
        </>
      }
      problem={plugin.error && { title: <ErrorTitle plugin={plugin} />, message: plugin.error.message }}
    >
      {plugin.adds.length > 0 && (
        <section>
          <h3 className={classes.label}>Adds</h3>
          <ul className={classes.adds}>
            {plugin.adds.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </section>
      )}
      {plugin.settings.length > 0 && (
        <section>
          <h3 className={classes.label}>Settings</h3>
          <dl className={classes.settings}>
            {plugin.settings.map((setting) => (
              <Setting key={setting.key} setting={setting} />
            ))}
          </dl>
        </section>
      )}
      <Slot name="plugin-panel" props={{}} plugin={plugin.id} />
    </EntryCard>
  );
}

function ErrorTitle({ plugin: { state, error } }: { readonly plugin: PluginRow }) {
  return (
    <>
      {state === 'failed' ? 'Why it failed' : 'Last error'}
      {error && (
        <>
          , <RelativeTime iso={error.at} />
        </>
      )}
    </>
  );
}

function Setting({ setting }: { readonly setting: PluginSetting }) {
  return (
    <div>
      <dt>
        <code>{setting.key}</code>
      </dt>
      <dd>
        <span className={classes.value}>{setting.value === '' ? 'empty' : setting.value}</span>
        {setting.is_default && <span className={classes.faint}> (default)</span>}
        {setting.description && <About text={setting.description} />}
      </dd>
    </div>
  );
}

/** What a setting is for; text between backticks is shown as code. */
function About({ text }: { readonly text: string }) {
  return (
    <span className={classes.about}>
      {/* The parts have nothing but their position to identify them. */}
      {/* oxlint-disable-next-line react/no-array-index-key */}
      {text.split('`').map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part))}
    </span>
  );
}
