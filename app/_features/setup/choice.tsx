import classes from './setup.module.css';

interface Props {
  /** What it is a choice of; one of those with the same name is checked. */
  readonly name: string;
  readonly title: string;
  readonly text: string;
  readonly checked: boolean;
  readonly onChoose: () => void;
}

/** One of several things to choose from, with what it means. */
export function Choice({ name, title, text, checked, onChoose }: Props) {
  return (
    <label className={classes.choice} data-checked={checked || undefined}>
      <input type="radio" name={name} checked={checked} onChange={onChoose} />
      <b>{title}</b>
      <span className={classes.dim}>{text}</span>
    </label>
  );
}
