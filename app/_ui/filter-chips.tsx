import { formatCount } from '../_lib/formats.ts';
import classes from './filter-chips.module.css';
import type { Look } from './tone.ts';

interface Props<Key extends string> {
  readonly label: string;
  readonly looks: Readonly<Record<Key, Look>>;
  readonly counts: Readonly<Partial<Record<Key, number>>>;
  readonly order: readonly Key[];
  readonly chosen: readonly Key[];
  readonly onChange: (chosen: Key[]) => void;
}

/** One chip per status that occurs, with its count. A selected one stays, even at zero. None selected = all. */
export function FilterChips<Key extends string>({ label, looks, counts, order, chosen, onChange }: Props<Key>) {
  const shown = order.filter((key) => (counts[key] ?? 0) > 0 || chosen.includes(key));
  const total = order.reduce((sum, key) => sum + (counts[key] ?? 0), 0);
  const toggle = (key: Key) =>
    onChange(chosen.includes(key) ? chosen.filter((each) => each !== key) : [...chosen, key]);
  return (
    <div className={classes.chips} role="group" aria-label={label}>
      <button type="button" className={classes.chip} aria-pressed={chosen.length === 0} onClick={() => onChange([])}>
        All <span className={classes.count}>{formatCount(total)}</span>
      </button>
      {shown.map((key) => {
        const { icon: Icon, label: word, tone } = looks[key];
        return (
          <button
            type="button"
            key={key}
            className={`${classes.chip} tone-${tone}`}
            aria-pressed={chosen.includes(key)}
            onClick={() => toggle(key)}
          >
            <Icon size={14} stroke={2} aria-hidden />
            {word} <span className={classes.count}>{formatCount(counts[key] ?? 0)}</span>
          </button>
        );
      })}
    </div>
  );
}
